"""The one table widget: sorted by heading, copied as text, selection kept over a refresh."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QMetaMethod, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ui.base.columns import lend_room, share_rest
from ui.base.measure import EDGES, measured, row_height
from ui.base.page import Page
from ui.base.wrapping import text_height
from ui.kit import style
from ui.kit.clipboard import choose_and_write, copy
from ui.kit.tables import Column, RowsModel


class TableView(QTableView):
    """A read-only table of whole rows. `whole`: no text of a short list is cut, its rows are as high as their text.
    `empty`: what stands in it while there is no row, and what to do then.

    chosen   the current row's object (or None) changed
    opened   a row was opened: Enter or double click
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[Any], Hashable] = id,
        sortable: bool = True,
        parent: QWidget | None = None,
        *,
        whole: bool = False,
        empty: str = "",
    ) -> None:
        super().__init__(parent)
        self._whole = whole
        self.say_empty(empty)
        self.rows_model = RowsModel(columns, (), key)
        self._silent = False
        self._laying = False
        self._by_hand: set[int] = set()
        self.setModel(self.rows_model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(whole)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.horizontalHeader().sectionResized.connect(self._resized)
        measured(self, self._lay_out)
        if sortable:
            self.setSortingEnabled(True)
            self.horizontalHeader().setSortIndicatorClearable(True)
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.row(index)))

    def _lay_out(self) -> None:
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(row_height(self))
        rows.setMinimumSectionSize(row_height(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(28)
        header.setFixedHeight(row_height(self) + 3)
        self._by_hand.clear()
        if self.isVisible():  # nobody measures rows that are not seen: their book may be shut
            self._share_rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_rest()
        self._fit_rows()

    def _share_rest(self) -> None:
        """Give the columns their widths for the rows that are shown; those made wider or narrower by hand stay."""
        letter, header, room = self.fontMetrics().averageCharWidth(), self.horizontalHeader(), self.viewport().width()
        widths = {
            number: max(column.width, len(column.title) + 1) * letter + 16 if column.width else 0
            for number, column in enumerate(self.rows_model.columns)
        }
        self._laying = True
        rest = lend_room(header, widths, room, self._by_hand)
        share_rest(header, rest, room, self.wordWrap())
        self._laying = False

    def _resized(self, place: int, _before: int, _after: int) -> None:
        if not self._laying and self.horizontalHeader().sectionResizeMode(place) == QHeaderView.ResizeMode.Interactive:
            self._by_hand.add(place)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Rows as high as their text, where nothing of it is to be cut and the widths are known."""
        if self._whole and self.isVisible():
            self.resizeRowsToContents()

    def sizeHintForRow(self, row: int) -> int:
        if not self._whole:
            return super().sizeHintForRow(row)
        shown = (n for n in range(len(self.rows_model.columns)) if not self.isColumnHidden(n))
        metrics = self.fontMetrics()
        tallest = max(
            text_height(metrics, str(self.rows_model.index(row, n).data() or ""), self.columnWidth(n)) for n in shown
        )
        return max(tallest + row_height(self) - metrics.lineSpacing(), row_height(self))

    def say_empty(self, text: str) -> None:
        """Say this while there is no row."""
        self._empty = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty and not self.rows_model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(style.MUTED))
            wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(self.viewport().rect().adjusted(EDGES, EDGES, -EDGES, 0), int(wrapped), self._empty)

    def showEvent(self, event: QShowEvent) -> None:
        """A table nobody named is called as the window it stands in."""
        super().showEvent(event)
        self._share_rest()
        self._fit_rows()
        if not self.accessibleName():
            self.setAccessibleName(self.window().windowTitle())

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show rows; the current row stays current when its key is still there, else the row at its place is."""
        current = self.current()
        key = self.rows_model.key_at(self.currentIndex().row()) if current is not None else None
        place = self.currentIndex().row()
        self._silent = True
        self.rows_model.set_rows(rows)
        self._silent = False
        if self.isVisible():
            self._share_rest()
        self._fit_rows()
        found = self.rows_model.position(key) if key is not None else None
        if found is None and current is not None and rows:
            found = min(place, len(rows) - 1)
        if found is not None:
            self.setCurrentIndex(self.rows_model.index(found, 0))
        self.chosen.emit(self.current())

    def current(self) -> Any:
        index = self.currentIndex()
        return self.rows_model.row(index) if index.isValid() else None

    def select_key(self, key: Hashable) -> bool:
        """Make the row of that key current; False when it is not shown."""
        place = self.rows_model.position(key)
        if place is None:
            return False
        self.setCurrentIndex(self.rows_model.index(place, 0))
        return True

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A row the program goes to is chosen alone: Qt would ask which keys are held, and Ctrl of the shortcut that
        led here would add the row to those chosen before.
        """
        if event is None:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        return super().selectionCommand(index, event)

    def selected(self) -> list[Any]:
        return [self.rows_model.row(index) for index in sorted(self.selectionModel().selectedRows())]

    def _tell_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._silent:
            self.chosen.emit(self.rows_model.row(index) if index.isValid() else None)

    def copy(self) -> None:
        """Put the selected rows (all rows when none is selected) on the clipboard, headings first."""
        positions = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if not positions:
            positions = list(range(self.rows_model.rowCount()))
        copy(self.rows_model.lines(positions))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The acts of the page that fit the chosen rows, and what can be done with the rows wherever they stand."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = self.parentWidget()
        while page is not None and not isinstance(page, Page):
            page = page.parentWidget()
        if page is not None:
            menu.addActions(page.possible_acts())
            menu.addSeparator()
        menu.addAction("&Chép", self.copy)
        menu.addAction("&Xuất bảng ra Excel…", self.give_to_excel)
        menu.popup(event.globalPos())

    def give_to_excel(self) -> None:
        """Write all rows, in the order shown, to a workbook."""
        widths = [column.width or 40 for column in self.rows_model.columns]
        choose_and_write(self.rows_model.lines(), widths, self)

    def _opens(self) -> bool:
        return self.current() is not None and self.isSignalConnected(QMetaMethod.fromSignal(self.opened))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row; where nobody opens rows it is the dialog's, as everywhere else in it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._opens():
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)
