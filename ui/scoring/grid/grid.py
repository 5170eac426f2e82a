"""The score grid: a table to type into as in Excel. Enter goes down, Tab right, Delete empties, paste takes any
rectangle; columns are widened, hidden, kept beside the names, groups folded, units looked at in another order.

The grid asks its model to write and shows what came of it; a paste with unreadable cells asks before anything is
written.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from ui.scoring.grid.cells import Plan
from ui.scoring.grid.delegate import ScoreDelegate
from ui.scoring.grid.edits import Edits
from ui.scoring.grid.handle import FillHandle
from ui.scoring.grid.headers import Corner, FrozenHeader, LeftHeader, TopHeader
from ui.scoring.grid.jump_bar import JumpBar
from ui.scoring.grid.lines import GroupSum, Line, key_of
from ui.scoring.grid.model import ScoreModel
from ui.scoring.grid.turned import ItemHeads, UnitHeads

FIND = QKeySequence.StandardKey.Find
NAMED = {
    False: "Bảng nhập điểm, đơn vị theo hàng, mục theo cột",
    True: "Bảng nhập điểm, mục theo hàng, đơn vị theo cột",
}


class ScoreGrid(Edits):
    """Units × items, or items × units.

    stood     the (unit, node) now current, or None
    asked     a Plan with refused cells: the page asks what to do with it
    arranged  how the grid is looked at was changed
    menued    a right click somewhere: where on the screen, and the part ("cells", "top", "left", "corner")
    """

    stood = Signal(object)
    asked = Signal(object)
    arranged = Signal()
    menued = Signal(object, str)

    def __init__(self, model: ScoreModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores = model
        self._start = 0
        self._fitting = False
        self._hears = False
        self.going_on = False
        """A typed text is being written and another cell will be current in a moment."""
        self.setModel(model)
        delegate = ScoreDelegate(self)
        delegate.moved.connect(self.step)
        self.setItemDelegate(delegate)
        self.setCornerButtonEnabled(False)
        self.top: TopHeader | UnitHeads
        self.left: FrozenHeader
        self.corner: Corner | None = None
        self._head(turned=False)
        self.handle = FillHandle(self)
        self.jump = JumpBar(self)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        model.layoutChanged.connect(self._fit)
        model.beside_changed.connect(self._refit_left)
        self.selectionModel().currentChanged.connect(self._tell)

    # -- shape --

    def _head(self, turned: bool) -> None:
        """Headings for units down, or for items down."""
        self.setAccessibleName(NAMED[turned])
        if turned:
            self.top = UnitHeads(self.scores, self)
            self.left = ItemHeads(self.scores, self)
            self.left.toggled.connect(self.toggle_group)
        else:
            self.top = TopHeader(self.scores, self)
            self.top.toggled.connect(self.toggle_group)
            self.left = LeftHeader(self.scores, self)
        self.top.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.top.sectionResized.connect(self._widened)
        self.left.widened.connect(self._widen_names)
        self.setHorizontalHeader(self.top)
        self.setVerticalHeader(self.left)
        for header, part in ((self.top, "top"), (self.left, "left")):
            header.setVisible(True)  # one that comes to a shown table is hidden
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(lambda at, h=header, p=part: self.ask_menu(h, at, p))
        if self.corner is None:
            self.corner = Corner(self.left, self)
            self.corner.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.corner.customContextMenuRequested.connect(lambda at: self.ask_menu(self.corner, at, "corner"))
        self.corner.follow(self.left)
        if self._hears:
            self.scores.modelReset.disconnect(self._fit)
        self.scores.modelReset.connect(self._fit)  # after the headings have heard of it: theirs must be new already
        self._hears = True

    def ask_menu(self, of: QWidget, at: QPoint, part: str) -> None:
        """Ask for the menu of a part; in a heading, of the row or column under the pointer, which becomes current."""
        header = of if isinstance(of, QHeaderView) else None
        if header is not None and self.currentIndex().isValid():
            place = header.logicalIndexAt(at)
            row, column = self.currentIndex().row(), self.currentIndex().column()
            if place >= 0:
                spot = (row, place) if part == "top" else (place, column)
                self.setCurrentIndex(self.scores.index(*spot))
        self.menued.emit(of.mapToGlobal(at), part)

    def _fit(self) -> None:
        """Columns as wide as they were dragged, else as their heading and a number of two decimals need."""
        if isinstance(self.top, UnitHeads) is not self.scores.turned:
            self._head(self.scores.turned)
        metrics = self.fontMetrics()
        self.left.setDefaultSectionSize(metrics.height() + 10)
        self._fitting = True
        for place in range(self.scores.columnCount()):
            kept = self.scores.arranged.widths.get(self._kept_as(place))
            letters = metrics.horizontalAdvance("0")
            self.setColumnWidth(place, round(kept * letters) if kept is not None else self.asked_width(place))
        self._fitting = False
        self._refit_left()
        self.top.updateGeometries()
        self.updateGeometries()
        self.tell_current()

    def _kept_as(self, place: int) -> str:
        return self.scores.units[place] if self.scores.turned else key_of(self.scores.lines[place])

    def asked_width(self, place: int) -> int:
        """What a column needs by itself."""
        if isinstance(self.top, UnitHeads):
            return self.top.wanted(place)
        metrics = self.fontMetrics()
        head = self.scores.lines[place].head
        return max(metrics.horizontalAdvance("88,88") + 16, metrics.horizontalAdvance(head) + 18)

    def sizeHintForColumn(self, column: int) -> int:
        """What a double click on a column's border gives it: its widest number and its heading."""
        metrics = self.fontMetrics()
        texts = (str(self.scores.index(row, column).data() or "") for row in range(self.scores.rowCount()))
        return max(self.asked_width(column), *(metrics.horizontalAdvance(text) + 18 for text in texts), 0)

    def _widened(self, place: int, _before: int, now: int) -> None:
        if not self._fitting and 0 <= place < self.scores.columnCount():
            self.scores.arranged.widths[self._kept_as(place)] = now / self.fontMetrics().horizontalAdvance("0")
            self.arranged.emit()

    def _widen_names(self, key: str, now: int) -> None:
        if now:
            self.scores.arranged.widths[key] = now / self.fontMetrics().horizontalAdvance("0")
        else:
            self.scores.arranged.widths.pop(key, None)
        self._refit_left()
        self.arranged.emit()

    def fit_columns(self) -> None:
        """Every column as wide as its text asks; what was dragged is forgotten."""
        self.scores.arranged.widths.clear()
        self.arranged.emit()
        self._fit()

    def toggle_group(self, group: str) -> None:
        """Fold a group to its sum, or open it."""
        self.scores.arranged.folded ^= {group}
        self.look_anew()

    def look_anew(self) -> None:
        """Show the sheets as they are to be looked at now; the same cell stays current when it is still shown."""
        where, start = self.current(), self._start
        self.scores.arrange()
        self._start = start
        if where is not None:
            shown = self.scores.position(*where)
            if shown is not None:
                self.setCurrentIndex(self.scores.at(*shown))
            elif self.scores.lines:
                self.setCurrentIndex(self.scores.at(self.scores.units.index(where[0]), 0))
        self.arranged.emit()

    def _refit_left(self) -> None:
        wanted = sum(self.left.widths())
        if self.left.width() != wanted:
            self.left.setFixedWidth(wanted)
            self.updateGeometries()
        self.left.viewport().update()
        self._place_corner()

    def _place_corner(self) -> None:
        if self.corner is None:
            return
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
        self._refit_left()
        self.jump.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        sized = event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "jump")
        if sized and self.scores.session.is_open:  # a window that was left hears of it too
            self._fit()

    # -- where one stands --

    def _tell(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.column() != before.column():
            self.top.viewport().update()
        if now.row() != before.row():
            self.left.viewport().update()
        self._start = max(now.column(), 0)  # where Enter comes back to after Tabs
        self.tell_current()

    def tell_current(self) -> None:
        self.stood.emit(self.current())

    def line(self) -> Line | None:
        """The line of the current cell."""
        index = self.currentIndex()
        place = self.scores.spot(index)[1] if index.isValid() else -1
        return self.scores.lines[place] if 0 <= place < len(self.scores.lines) else None

    def current(self) -> tuple[str, str] | None:
        """The unit and node of the current cell."""
        index = self.currentIndex()
        row, place = self.scores.spot(index)
        if not index.isValid() or row >= len(self.scores.units) or place >= len(self.scores.lines):
            return None
        return self.scores.units[row], self.scores.lines[place].node

    def chosen_units(self) -> tuple[str, ...]:
        """The units whose cells are selected, in their order."""
        across = self.scores.turned
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(n) for n in range(chosen.count()))
        ends = ((one.left(), one.right()) if across else (one.top(), one.bottom()) for one in ranges)
        rows = {place for first, last in ends for place in range(first, last + 1)}
        return tuple(unit for place, unit in enumerate(self.scores.units) if place in rows)

    def stand(self, unit: str, node: str | None = None) -> None:
        """Make a cell current: the unit's cell of that node, else the unit's first. What hides it is opened."""
        if node is not None and self.scores.position(unit, node) is None:
            self._reveal(node)
        place = self.scores.position(unit, node) if node is not None else None
        if place is None and unit in self.scores.units and self.scores.lines:
            place = (self.scores.units.index(unit), 0)
        if place is not None:
            self.setCurrentIndex(self.scores.at(*place))
            self.scrollTo(self.currentIndex())

    def _reveal(self, node: str) -> None:
        """Open the folded group or show the hidden column of a node."""
        scores = self.scores
        columns = [column for column in scores.columns if column.node == node]
        if columns and scores.form is not None:
            scores.arranged.hidden -= {key_of(column) for column in columns}
            if columns[0].band:
                scores.arranged.folded.discard(scores.form.path(node)[-1])
            self.scores.arrange()
            self.arranged.emit()

    def step(self, down: int, right: int) -> None:
        """Go on after typing: Tab runs on into the next unit, Enter after Tabs returns to the column where they
        began."""
        rows, columns = self.scores.rowCount(), self.scores.columnCount()
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

    def go_next(self, mark: str, forward: bool = True) -> bool:
        """Go to the next cell that is empty ("blank") or differs from the rule ("differs"), unit by unit and round
        the end; whether there is one."""
        scores, index = self.scores, self.currentIndex()
        columns, units = scores.columns, len(scores.units)
        row, place = scores.spot(index) if index.isValid() else (0, 0)
        line = scores.lines[place] if scores.lines else None
        inside = line.of[0] if isinstance(line, GroupSum) else line
        start = row * len(columns) + (columns.index(inside) if inside in columns else 0)
        count = units * len(columns)
        for far in range(1, count + 1):
            unit, at = divmod((start + (far if forward else -far)) % count, len(columns))
            if scores.is_marked(unit, columns[at], mark):
                self.stand(scores.units[unit], columns[at].node)
                spot = next((n for n, one in enumerate(scores.lines) if one == columns[at]), None)
                if spot is not None:
                    self.setCurrentIndex(scores.at(unit, spot))
                self.setFocus()
                return True
        return False

    # -- keys --

    def event(self, event: QEvent) -> bool:
        """Ctrl+F is the grid's own while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.matches(FIND):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(FIND):
            self.jump.open()
        elif control and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() == Qt.Key.Key_C:
            self.copy_headed()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.empty_selected()
        elif event.key() == Qt.Key.Key_D and control:
            self.fill_down()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            super().focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self.scores.columns:
            self.step(0, 1 if event.key() == Qt.Key.Key_Tab else -1)
        else:
            super().keyPressEvent(event)

    def cut(self) -> None:
        self.copy()
        self.empty_selected()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab moves between cells; Ctrl+Tab leaves the grid."""
        return False if self.scores.columns else super().focusNextPrevChild(forward)

    def ask(self, plan: Plan) -> None:
        self.asked.emit(plan)

    # -- mouse --

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
        self.menued.emit(event.globalPos(), "cells")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.handle.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.handle.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.handle.release(event):
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.handle.paint()
