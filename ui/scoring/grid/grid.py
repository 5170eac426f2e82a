"""The score grid: a table to type into as in Excel. Enter goes down, Tab right, Delete empties, paste takes any
rectangle.

The grid asks its model to write and shows what came of it; a paste with unreadable cells asks before anything is
written.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from models.book.scoring.edit import Edit
from models.exchange import clipboard
from models.rules.errors import Refusal
from ui.kit.clipboard import copy
from ui.scoring.grid.cells import Plan, edit_of
from ui.scoring.grid.delegate import ScoreDelegate
from ui.scoring.grid.headers import Corner, LeftHeader, TopHeader
from ui.scoring.grid.model import ScoreModel

Index = QModelIndex | QPersistentModelIndex


class ScoreGrid(QTableView):
    """Units × items.

    stood   the (unit, node) now current, or None
    asked   a Plan with refused cells: the page asks what to do with it
    """

    stood = Signal(object)
    asked = Signal(object)

    def __init__(self, model: ScoreModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores = model
        self._start = 0
        self.going_on = False
        """A typed text is being written and another cell will be current in a moment."""
        self.setModel(model)
        delegate = ScoreDelegate(self)
        delegate.moved.connect(self.step)
        self.setItemDelegate(delegate)
        self.top, self.left = TopHeader(model, self), LeftHeader(model, self)
        self.setHorizontalHeader(self.top)
        self.setVerticalHeader(self.left)
        self.setCornerButtonEnabled(False)
        self.corner = Corner(self.left, self)
        self.setAccessibleName("Bảng nhập điểm, đơn vị theo hàng, mục theo cột")
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.left.setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.top.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setTabKeyNavigation(False)
        model.modelReset.connect(self._fit)
        model.layoutChanged.connect(self._fit)
        model.beside_changed.connect(self._refit_left)
        self.selectionModel().currentChanged.connect(self._tell)

    # -- shape --

    def _fit(self) -> None:
        """Columns as wide as their heading and a number of two decimals need."""
        metrics = self.fontMetrics()
        least = metrics.horizontalAdvance("88,88") + 16
        for place, column in enumerate(self.scores.columns):
            self.setColumnWidth(place, max(least, metrics.horizontalAdvance(column.head) + 18))
        self._refit_left()
        self.top.updateGeometries()
        self.updateGeometries()
        self.tell_current()

    def _refit_left(self) -> None:
        wanted = sum(self.left.widths())
        if self.left.width() != wanted:
            self.left.setFixedWidth(wanted)
            self.updateGeometries()
        self.left.viewport().update()
        self._place_corner()

    def _place_corner(self) -> None:
        frame = self.frameWidth()
        self.corner.setGeometry(frame, frame, self.left.width(), self.top.height())
        self.corner.raise_()
        self.corner.update()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "corner"):
            self._place_corner()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_corner()

    # -- where one stands --

    def _tell(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.column() != before.column():
            self.top.viewport().update()
        if now.row() != before.row():
            self.left.viewport().update()
        self.tell_current()

    def tell_current(self) -> None:
        self.stood.emit(self.current())

    def current(self) -> tuple[str, str] | None:
        """The unit and node of the current cell."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.scores.units) or index.column() >= len(self.scores.columns):
            return None
        return self.scores.units[index.row()], self.scores.columns[index.column()].node

    def stand(self, unit: str, node: str | None = None) -> None:
        """Make a cell current: the unit's cell of that node, else the unit's first."""
        place = self.scores.position(unit, node) if node is not None else None
        if place is None and unit in self.scores.units and self.scores.columns:
            place = (self.scores.units.index(unit), 0)
        if place is not None:
            self.setCurrentIndex(self.scores.index(*place))
            self.scrollTo(self.currentIndex())

    def step(self, down: int, right: int) -> None:
        """Go on after typing: Tab runs on into the next unit, Enter after Tabs returns to the column where they
        began."""
        rows, columns = len(self.scores.units), len(self.scores.columns)
        index = self.currentIndex()
        row, column = index.row(), index.column()
        if right:
            row, column = divmod(row * columns + column + right, columns)
        else:
            row, column = row + down, self._start if down > 0 else column
        if 0 <= row < rows:
            start = self._start
            self.setCurrentIndex(self.scores.index(row, column))
            self._start = start if right else column
        self.setFocus()

    # -- keys --

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.empty_selected()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.empty_selected()
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.fill_down()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self.scores.columns:
            self.step(0, 1 if event.key() == Qt.Key.Key_Tab else -1)
        else:
            super().keyPressEvent(event)
            if event.key() in (
                Qt.Key.Key_Left,
                Qt.Key.Key_Right,
                Qt.Key.Key_Up,
                Qt.Key.Key_Down,
                Qt.Key.Key_Home,
                Qt.Key.Key_End,
            ):
                self._start = max(self.currentIndex().column(), 0)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab moves between cells; Ctrl+Tab leaves the grid."""
        return False if self.scores.columns else super().focusNextPrevChild(forward)

    # -- cut, copy, paste, fill --

    def area(self) -> QRect:
        """The selected rectangle as rows and columns (x columns, y rows); the current cell when nothing is selected."""
        indexes = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows = [index.row() for index in indexes if index.isValid()]
        columns = [index.column() for index in indexes if index.isValid()]
        if not rows:
            return QRect()
        return QRect(QPoint(min(columns), min(rows)), QPoint(max(columns), max(rows)))

    def copy(self) -> None:
        """Put the selected rectangle on the clipboard as Excel takes it."""
        area = self.area()
        if area.isEmpty():
            return
        rows = [
            [self._copied(row, column) for column in range(area.left(), area.right() + 1)]
            for row in range(area.top(), area.bottom() + 1)
        ]
        copy(rows, headed=False)

    def _copied(self, row: int, column: int) -> str:
        found = self.scores.look(row, column)
        return found.edit or (found.text if found.origin == "computed" else "")

    def empty_selected(self) -> None:
        indexes = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        self.scores.clear([index for index in indexes if index.isValid()])

    def paste(self, text: str) -> None:
        """Put a copied rectangle here; one copied value fills the whole selection. Doubtful cells are asked about
        first."""
        area = self.area()
        if area.isEmpty() or not text:
            return
        try:
            rows = clipboard.cells(text)
            if len(rows) == 1 and len(rows[0]) == 1:
                rows = [rows[0] * area.width() for _ in range(area.height())]
            plan = self.scores.plan(rows, area.top(), area.left())
        except Refusal as refusal:
            self.scores.session.warn(self.scores.session.sentence(refusal))
            return
        self.take(plan)

    def take(self, plan: Plan) -> None:
        """Write a plan when every cell could be read; otherwise ask."""
        if plan.refused:
            self.asked.emit(plan)
        else:
            self.scores.enter(plan.edits)

    def fill_down(self) -> None:
        """Write the top row of the selection into the rows under it, in one step."""
        area = self.area()
        if area.height() < 2:
            self.scores.session.say("Chọn ô có số và các ô bên dưới rồi bấm Ctrl+D để điền xuống.")
            return
        rows = [[self._copied(area.top(), column) for column in range(area.left(), area.right() + 1)]] * (
            area.height() - 1
        )
        self.take(self.scores.plan(rows, area.top() + 1, area.left()))

    def not_assigned(self) -> None:
        """Mark the selected items "không giao", or take that back when all of them are."""
        area = self.area()
        if area.isEmpty():
            return
        cells = {
            (self.scores.units[row], self.scores.columns[column].node): self.scores.columns[column]
            for row in range(area.top(), area.bottom() + 1)
            for column in range(area.left(), area.right() + 1)
        }
        for row in range(area.top(), area.bottom() + 1):
            problem = self.scores.refusal(row)
            if problem:
                self.scores.session.warn(problem)
                return
        all_out = all(self.scores.cell(*place).not_assigned for place in cells)
        edits = [
            (
                unit,
                node,
                Edit(not_assigned=False) if all_out else edit_of(column, "không giao", self.scores.held(unit, node)),
            )
            for (unit, node), column in cells.items()
        ]
        self.scores.enter(edits)
