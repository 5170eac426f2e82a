"""Tables of the screen: declared columns over a list of dataclasses, one model class for all of them.

No rule and no formatting of a rule's result is decided here: a column's `text` gets the row and says what stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from models.rules.number import text as words
from ui.kit import style

Index = QModelIndex | QPersistentModelIndex
SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}
NONE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, text of a row, and optionally its sort value, side, width in letters, tooltip, tone, weight.

    `width` 0 takes what is left over. `order` defaults to the Vietnamese order of the text. `tone` names a colour of
    `style.TONES`; `strong` says whether the row's text is set in bold.
    """

    title: str
    text: Callable[[Any], str]
    order: Callable[[Any], Any] | None = None
    side: str = "left"
    width: int = 12
    tip: Callable[[Any], str] | None = None
    tone: Callable[[Any], str | None] | None = None
    strong: Callable[[Any], bool] | None = None
    heading_tip: str = ""

    def sort_value(self, row: Any) -> Any:
        return self.order(row) if self.order is not None else words.sort_key(self.text(row))


class RowsModel(QAbstractTableModel):
    """Rows in the order given, or sorted by a column; `key` names a row so that selection survives a refresh."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Any] = (), key: Callable[[Any], Hashable] = id
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._given: list[Any] = list(rows)
        self._shown: list[Any] = list(rows)
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    # -- rows --

    @property
    def rows(self) -> tuple[Any, ...]:
        return tuple(self._shown)

    def row(self, index: Index | int) -> Any:
        return self._shown[index if isinstance(index, int) else index.row()]

    def position(self, key: Hashable) -> int | None:
        """Where the row of that key is shown now, or None."""
        return next((n for n, row in enumerate(self._shown) if self._key(row) == key), None)

    def key_at(self, position: int) -> Hashable:
        return self._key(self._shown[position])

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows. With the same keys in the same order only changed cells and rows that follow them are
        announced; otherwise a reset."""
        before = [self._key(row) for row in self._shown]
        self._given = list(rows)
        after = self._in_order()
        old, new = len(before), len(after)
        if (old or not new) and before == [self._key(row) for row in after[:old]]:
            self._shown = after[:old]
            if old:
                self.dataChanged.emit(self.index(0, 0), self.index(old - 1, len(self.columns) - 1))
            if new > old:
                self.beginInsertRows(NONE, old, new - 1)
                self._shown = after
                self.endInsertRows()
            return
        self.beginResetModel()
        self._shown = after
        self.endResetModel()

    def _in_order(self) -> list[Any]:
        if self._sorted_by is None:
            return list(self._given)
        column, order = self._sorted_by
        descending = order == Qt.SortOrder.DescendingOrder
        return sorted(self._given, key=self.columns[column].sort_value, reverse=descending)

    # -- Qt's questions --

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return SIDES[column.side] | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.tip(row) if column.tip else column.text(row)) or None
        if role == Qt.ItemDataRole.ForegroundRole and column.tone:
            tone = column.tone(row)
            return QColor(style.TONES[tone]) if tone else None
        if role == Qt.ItemDataRole.FontRole and column.strong and column.strong(row):
            font = QFont()
            font.setBold(True)
            return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.heading_tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return SIDES[column.side] | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, stably, in Vietnamese order; column -1 gives back the order of the book."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.key_at(index.row())) for index in self.persistentIndexList()]
        self._sorted_by = None if column < 0 else (column, order)
        self._shown = self._in_order()
        for index, key in kept:
            place = self.position(key)
            self.changePersistentIndex(index, QModelIndex() if place is None else self.index(place, index.column()))
        self.layoutChanged.emit()

    def lines(self, positions: Sequence[int] | None = None) -> list[list[str]]:
        """The headings, then rows (all of them unless some are named) as they are shown, on one line each cell."""
        rows = self._shown if positions is None else [self._shown[n] for n in positions]
        lines = [[column.title for column in self.columns]]
        return lines + [[" ".join(column.text(row).split()) for column in self.columns] for row in rows]
