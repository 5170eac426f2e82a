"""Cutting, copying, pasting and filling in the score grid, as Excel does it: what is hidden or folded between the first
and the last column takes part, so that a block never goes into the wrong column; what of it could not be seen is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, QTimer
from PySide6.QtWidgets import QTableView

from models.book.scoring.edit import Edit
from models.exchange import clipboard
from models.rules.errors import Refusal
from ui.kit.clipboard import copy
from ui.scoring.grid.cells import GridColumn, Plan, Refused, edit_of
from ui.scoring.grid.lines import GroupSum
from ui.scoring.grid.model import FELT, counted

if TYPE_CHECKING:
    from ui.scoring.grid.model import ScoreModel

Rows = list[list[str]]
PAINTED = 20  # milliseconds after which what was said stands on the screen


class Edits(QTableView):
    """The half of the grid that puts many cells in or out at once."""

    scores: ScoreModel

    def area(self) -> QRect:
        """The selected rectangle as shown (x columns, y rows); the current cell when nothing is selected."""
        chosen = self.selectionModel().selection()
        if chosen.isEmpty():
            index = self.currentIndex()
            return QRect(QPoint(index.column(), index.row()), QPoint(index.column(), index.row()))
        ranges = [chosen.at(n) for n in range(chosen.count())]
        return QRect(
            QPoint(min(one.left() for one in ranges), min(one.top() for one in ranges)),
            QPoint(max(one.right() for one in ranges), max(one.bottom() for one in ranges)),
        )

    def block(self) -> tuple[range, list[GridColumn]]:
        """The selected units, as places, and columns: those hidden between the first and the last, and those of a
        folded group, with them."""
        area = self.area()
        if area.isEmpty() or not self.currentIndex().isValid():
            return range(0), []
        down, across = range(area.top(), area.bottom() + 1), range(area.left(), area.right() + 1)
        units, places = (across, down) if self.scores.turned else (down, across)
        columns = self.scores.columns
        found = [n for place in places for n in self._real(place)]
        return units, list(columns[min(found) : max(found) + 1]) if found else []

    def _real(self, place: int) -> list[int]:
        """The places in `columns` a line stands for; none for the heading of an open group."""
        line, columns = self.scores.lines[place], self.scores.columns
        if isinstance(line, GroupSum):
            return [columns.index(one) for one in line.of] if line.node in self.scores.arranged.folded else []
        return [columns.index(line)]

    def _turn(self, rows: Rows) -> Rows:
        """A block of units down as it is shown, and the other way round."""
        if not self.scores.turned:
            return rows
        wide = max((len(row) for row in rows), default=0)
        return [[row[n] if n < len(row) else "" for row in rows] for n in range(wide)]

    def copy(self) -> None:
        """Put the selected rectangle on the clipboard as Excel takes it."""
        units, columns = self.block()
        if columns:
            copy(self._turn([[self._copied(row, column) for column in columns] for row in units]), headed=False)

    def copy_headed(self) -> None:
        """The same with the names of units and items, as it is shown: for a letter or a table, not to be put back."""
        area = self.area()
        if area.isEmpty() or not self.currentIndex().isValid():
            return
        down, across = range(area.top(), area.bottom() + 1), range(area.left(), area.right() + 1)
        model = self.scores
        corner = "Mục" if model.turned else "Đơn vị"
        head = [corner, *(self._named(place, across=True) for place in across)]
        rows = [
            [self._named(row, across=False), *(str(model.index(row, place).data() or "") for place in across)]
            for row in down
        ]
        copy([head, *rows], headed=True)
        self.scores.session.say(f"Đã chép {len(rows)} hàng kèm tên hàng, tên cột.")

    def _named(self, place: int, across: bool) -> str:
        model = self.scores
        if across is model.turned:
            return model.names[model.units[place]]
        line = model.lines[place]
        return line.band if isinstance(line, GroupSum) else f"{line.head} {line.title}" if model.turned else line.head

    def _copied(self, row: int, column: GridColumn) -> str:
        found = self.scores.look_of(row, column)
        return found.edit or (found.text if found.origin == "computed" else "")

    def empty_selected(self) -> None:
        indexes = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        self.scores.clear([index for index in indexes if index.isValid()])

    def paste(self, text: str) -> None:
        """Put a copied rectangle here; one copied value fills the whole selection. Doubtful cells are asked about
        first, and a large one goes in after that was said and painted."""
        units, columns = self.block()
        if not columns or not text:
            return
        try:
            rows = [list(row) for row in clipboard.cells(text)]
            one = len(rows) == 1 and len(rows[0]) == 1
            rows = [rows[0] * len(columns) for _ in units] if one else self._turn(rows)
        except Refusal as refusal:
            self.scores.session.warn(self.scores.session.sentence(refusal))
            return
        cells = sum(len(row) for row in rows)
        if cells <= FELT:
            self._put_or_say(rows, units.start, columns[0])
            return
        self.scores.session.say(f"Đang ghi {counted(cells)}…")
        QTimer.singleShot(PAINTED, self, lambda: self._put_or_say(rows, units.start, columns[0]))

    def _put_or_say(self, rows: Rows, top: int, first: GridColumn) -> None:
        session = self.scores.session
        if not session.is_open or first not in self.scores.columns:
            return
        try:
            self.put(rows, top, first)
        except Refusal as refusal:
            session.warn(session.sentence(refusal))

    def put(self, rows: Rows, top: int, first: GridColumn) -> None:
        """Write a block of units down at a unit and a column, and leave selected what it covers."""
        columns = self.scores.columns
        left = columns.index(first)
        if not self.take(self.scores.plan(rows, top, left)):
            return
        wide = max((len(row) for row in rows), default=0)
        covered = columns[left : left + wide]
        self._select(range(top, top + len(rows)), covered)
        unseen = [column.head for column in covered if column not in self.scores.lines]
        if unseen:
            self.scores.session.say(f"Đã ghi cả vào cột đang ẩn hoặc gập: {', '.join(unseen)}.")

    def _select(self, units: range, columns: tuple[GridColumn, ...]) -> None:
        """Select the shown cells of a block; the first stays current."""
        model = self.scores
        places = [n for n, line in enumerate(model.lines) if line in columns]
        last = min(units.stop, len(model.units)) - 1
        if not places or last < units.start:
            return
        first, end = model.at(units.start, places[0]), model.at(last, places[-1])
        chosen = QItemSelectionModel.SelectionFlag
        self.setCurrentIndex(first)
        self.selectionModel().select(QItemSelection(first, end), chosen.ClearAndSelect)
        self.scrollTo(first)

    def take(self, plan: Plan) -> bool:
        """Write a plan when every cell could be read; otherwise ask. Whether it was written."""
        if plan.refused:
            self.ask(plan)
            return False
        return self.scores.enter(plan.edits)

    def ask(self, plan: Plan) -> None:
        """Ask what becomes of a plan with cells that cannot be taken."""
        raise NotImplementedError

    def fill_down(self) -> None:
        """Write the first unit's part of the selection into the others, in one step."""
        units, columns = self.block()
        if len(units) < 2 or not columns:
            self.scores.session.say("Chọn ô có số và các ô bên dưới rồi bấm Ctrl+D để điền xuống.")
            return
        row = [self._copied(units.start, column) for column in columns]
        self._filled([row] * (len(units) - 1), units.start + 1, columns[0], units, columns)

    def fill(self, was: QRect, now: QRect) -> None:
        """Repeat the shown rectangle `was` over `now`, which holds it: what the fill handle does."""
        down = now.height() > was.height()
        lines = self.scores.lines
        rows: Rows = []
        area = QRect(was)
        if down:
            area.setTop(was.bottom() + 1)
            area.setBottom(now.bottom())
        else:
            area.setLeft(was.right() + 1)
            area.setRight(now.right())
        places = range(area.left(), area.right() + 1)
        units = range(area.top(), area.bottom() + 1)
        if self.scores.turned:
            places, units = units, places
        if any(isinstance(lines[place], GroupSum) for place in places):
            self.scores.session.warn("Vùng điền có cột cộng của nhóm. Mở nhóm ra rồi điền lại.")
            return
        wide, high = was.width(), was.height()
        edits: list[tuple[str, str, Edit]] = []
        refused: list[Refused] = []
        for n in range(area.height()):
            row = []
            for m in range(area.width()):
                x, y = was.left() + (m % wide), was.top() + n % high
                row.append(self._shown_copied(y, x))
            rows.append(row)
        for row, unit in zip(self._turn(rows), units, strict=True):
            for text, place in zip(row, places, strict=True):
                line = lines[place]
                assert isinstance(line, GridColumn)
                plan = self.scores.plan([[text]], unit, self.scores.columns.index(line))
                edits += plan.edits
                refused += plan.refused
        if self.take(Plan(tuple(edits), tuple(refused), len(edits))):
            model = self.scores
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
            both = QItemSelection(model.index(now.top(), now.left()), model.index(now.bottom(), now.right()))
            self.selectionModel().select(both, chosen)

    def _shown_copied(self, row: int, column: int) -> str:
        unit, place = self.scores.spot(self.scores.index(row, column))
        line = self.scores.lines[place]
        return self._copied(unit, line) if isinstance(line, GridColumn) else ""

    def _filled(self, rows: Rows, top: int, first: GridColumn, units: range, columns: list[GridColumn]) -> None:
        if self.take(self.scores.plan(rows, top, self.scores.columns.index(first))):
            self._select(units, tuple(columns))

    def not_assigned(self) -> None:
        """Mark the selected items "không giao", or take that back when all of them are."""
        units, columns = self.block()
        if not columns:
            return
        cells = {(self.scores.units[row], column.node): column for row in units for column in columns}
        for row in units:
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
