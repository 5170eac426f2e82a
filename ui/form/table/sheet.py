"""The sheet a table of criteria came from, cell by cell with true addresses, each as it ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from models.exchange.account import End, Fate
from models.exchange.cells.model import HIDDEN_COLUMN, Cell, Page, address
from models.exchange.form_table.model import FormReading, Role
from models.rules.errors import Refusal
from ui.base.measure import fit, letters, row_height
from ui.form.table.keys import move_of
from ui.kit import style
from ui.words import form_table_words as said
from ui.words.cells_words import REASONS

Index = QModelIndex | QPersistentModelIndex
NONE: Final = QModelIndex()
MOST_SPANS: Final = 400
LEAST: Final = 5
WIDEST: Final = 34
"""Letters of a column; longer cells are read in the line under the sheet."""


class SheetModel(QAbstractTableModel):
    """Lines and columns of one page; `fates` say how each cell ended."""

    def __init__(self) -> None:
        super().__init__()
        self.page: Page = Page("")
        self.fates: Mapping[int, Fate | None] = {}
        self.refusals: Mapping[int, Refusal] = {}
        self.roles: Mapping[int, Role] = {}
        self._rows = self._columns = 0
        self.sentence: Callable[[Refusal], str] = str

    def load(self, page: Page, reading: FormReading) -> None:
        """Show a page as a reading took it."""
        self.beginResetModel()
        ours = reading.account.of(page)
        self.page, self.fates = page, dict(enumerate(ours.fates))
        self.refusals = {each.cell.ordinal: each.refusal for each in ours.refused}
        ours_too = page.name in reading.pages
        self.roles = {column.place: column.role for column in reading.columns} if ours_too else {}
        self._rows = max((cell.line for cell in page.cells), default=-1) + 1
        self._columns = max((cell.column for cell in page.cells), default=-1) + 1
        self.endResetModel()

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else self._columns

    def cell(self, index: Index) -> Cell | None:
        """The cell at an index, if something stands there."""
        return self.page.at(index.row(), index.column())

    def end(self, cell: Cell) -> End | None:
        """How a cell ended."""
        fate = self.fates.get(cell.ordinal)
        return fate.end if fate is not None else None

    def why(self, cell: Cell) -> str:
        """How a cell ended, in words."""
        fate = self.fates.get(cell.ordinal)
        if fate is None:
            return ""
        if fate.end == "refused":
            return self.sentence(self.refusals[cell.ordinal])
        left = next((words for reason, words in REASONS.items() if reason == fate.why), "")
        return f"bỏ qua: {left}" if fate.end == "ignored" else "đã lấy"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(cell.shown.split())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{cell.address}: {cell.shown}\n{self.why(cell)}".strip()
        if role == Qt.ItemDataRole.FontRole and cell.style.bold:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and cell.kind == "number":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._colour(cell, role)

    def _colour(self, cell: Cell, role: int) -> QColor | None:
        end = self.end(cell)
        if role == Qt.ItemDataRole.ForegroundRole and end != "taken":
            return QColor(style.BAD_INK if end == "refused" else style.MUTED)
        if role == Qt.ItemDataRole.BackgroundRole and end != "taken":
            return QColor(style.BAD_PAPER if end == "refused" else style.GROUND)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        letter = address(0, section)[:-1]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{letter}\n{said.SHORT.get(self.roles.get(section, 'other'), '')}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and self.roles:
            return f"Cột {letter}: {said.ROLES[self.roles.get(section, 'other')]}. Bấm để chọn lại."
        return None


class SheetView(QTableView):
    """Shows the model; a click on a column's head names what the column holds.

    line_chosen    the line (from 0) that became the current one
    column_named   a column and what it is to be read as
    moved          Alt with an arrow: the line is to go one level "in" or "out"
    """

    moved = Signal(str)

    line_chosen = Signal(int)
    column_named = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetModel()
        self.setModel(self.sheet)
        self.setAccessibleName("Trang trong tệp")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        fit(header, height=2)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.sectionClicked.connect(self.name_column)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.line_chosen.emit(now.row()))

    def show_page(self, page: Page, reading: FormReading, keep: bool = False) -> None:
        """Show a page; `keep`: it is the one shown, and where one looks stays."""
        at, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.sheet.load(page, reading)
        self.selectionModel().blockSignals(False)
        self.clearSpans()
        for span in page.spans[:MOST_SPANS]:
            self.setSpan(span.top, span.left, span.bottom - span.top + 1, span.right - span.left + 1)
        self._widths(page)
        if keep:
            self.go_to(max(at, 0))
            self.verticalScrollBar().setValue(scrolled)

    def _widths(self, page: Page) -> None:
        wide = {
            (cell.line, cell.column) for cell in page.cells if (span := page.span(cell.line, cell.column))
            and span.right > span.left
        }  # fmt: skip
        for place in range(self.sheet.columnCount()):
            said_lengths = [len(c.shown) for c in page.cells if c.column == place and (c.line, place) not in wide]
            head = len(said.SHORT[self.sheet.roles.get(place, "other")]) if self.sheet.roles else 0
            longest = max([LEAST, head + 2, *said_lengths])
            own = [c for c in page.cells if c.column == place]
            self.setColumnHidden(place, bool(own) and all(c.flags & HIDDEN_COLUMN for c in own))
            self.setColumnWidth(place, letters(self, min(longest, WIDEST) + 2))

    def go_to(self, line: int) -> None:
        """Make a line the current one without telling."""
        self.selectionModel().blockSignals(True)
        flags = QItemSelectionModel.SelectionFlag
        alone = flags.ClearAndSelect | flags.Rows  # whatever keys are held
        self.selectionModel().setCurrentIndex(self.sheet.index(line, 0), alone)
        self.selectionModel().blockSignals(False)
        self.viewport().update()
        self.scrollTo(self.sheet.index(line, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    def begin_at(self, line: int) -> None:
        """Put a line at the top."""
        self.scrollTo(self.sheet.index(line, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def only(self, end: End | None) -> None:
        """Show only lines with a cell that ended so; None: all lines."""
        lines = {cell.line for cell in self.sheet.page.cells if end is None or self.sheet.end(cell) == end}
        for line in range(self.sheet.rowCount()):
            self.setRowHidden(line, end is not None and line not in lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (move := move_of(event)) is not None:
            self.moved.emit(move)
        else:
            super().keyPressEvent(event)

    def name_column(self, place: int) -> None:
        """Ask what a column holds."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for role, words in said.ROLES.items():
            action = menu.addAction(words, partial(self.column_named.emit, place, role))
            action.setCheckable(True)
            action.setChecked(self.sheet.roles.get(place) == role)
        header = self.horizontalHeader()
        menu.popup(header.mapToGlobal(QPoint(header.sectionViewportPosition(place), header.height())))
