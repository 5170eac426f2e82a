"""The model of the score grid: one stage of one period, units down, items across, totals and rank beside the units.

Reads the Book, writes through one verb of the session per act. Cells are looked up when they are painted and kept
until a
notice touches their unit; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from models.book.scoring.edit import Edit
from models.book.scoring.rows import YEAR_PERIOD, Sheet, SheetCell
from models.rules.errors import Refusal, RuleViolation
from models.rules.form.scoring import Cell, Form, SheetResult
from models.rules.number.points import show_distinct
from ui.base.session import Session
from ui.scoring.grid.cells import GridColumn, Look, Plan, Target, cleared, columns_of, edit_of, look, plan

Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
TYPED = SHOWN | Qt.ItemFlag.ItemIsEditable
ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.UserRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
BY_SHEET = frozenset({"cell", "sheet"})
"""Tables whose changed rows are taken in sheet by sheet; the first of their keys, or the only one, is a sheet's."""
CLOSED = {"confirmed": "sheet.confirmed", "locked": "sheet.locked"}


@dataclass(frozen=True, slots=True)
class View:
    """Which sheets the grid shows; what a sheet of the stage holds: items, groups or a total."""

    year: int
    stage: str
    period: str = YEAR_PERIOD
    form: str = ""
    holds: str = "items"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a unit: total (of what is there so far, until the sheet is whole), converted points, rank."""

    total: str
    whole: bool
    converted: str
    rank: str
    tip: str = ""


class ScoreModel(QAbstractTableModel):
    """`units` and `columns` in the order shown; a cell is (unit row, column).

    beside_changed   totals or ranks beside the units are others; of headerDataChanged Qt would lay out the whole table
    """

    beside_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.view: View | None = None
        self.form: Form | None = None
        self.units: tuple[str, ...] = ()
        self.columns: tuple[GridColumn, ...] = ()
        self.names: dict[str, str] = {}
        self.sheets: dict[str, Sheet] = {}
        self.results: dict[str, SheetResult] = {}
        self.converts = False
        self._looks: dict[tuple[int, int], Look] = {}
        self._beside: dict[str, Beside] = {}
        self._places: dict[str, Any] = {}
        self._ranks_soon = QTimer(self, singleShot=True, interval=0)
        self._ranks_soon.timeout.connect(self._read_ranks)
        self._spoken: dict[str, frozenset[tuple[str, str]]] = {}
        self._may = SHOWN
        self._reads: set[str] = set()
        """What reading the sheets has read."""

    # -- reading the book --

    def load(self, view: View | None, units: Sequence[tuple[str, str]] = (), form: Form | None = None) -> None:
        """Show other sheets: `units` are (key, short name) in roster order, all scored by `form`."""
        self.beginResetModel()
        self.view, self.form = view, form
        self.units = tuple(unit for unit, _ in units)
        self.names = dict(units)
        self._read_all()
        self.columns = self._columns()
        self._looks.clear()
        self.endResetModel()

    def follow(self, notice: Any) -> None:
        """Bring in what a notice changed: the touched sheets' cells, every total and rank; columns only when they
        must."""
        if self.view is None:
            return
        touched = {
            key[0] if isinstance(key, tuple) else key for table in BY_SHEET for key in notice.tables.get(table, ())
        }
        before, old, spoken = self.results, dict(self.sheets), dict(self._spoken)
        if notice.touches(self._reads - BY_SHEET):
            self._read_sheets()
        for unit in [
            unit for unit, sheet in self.sheets.items() if touched and (sheet.key in touched or not sheet.key)
        ]:
            self._read_sheet(unit)
        self._read_results()
        self._ranks_soon.start()  # points are painted at once, ranks with the next breath
        columns = self.columns if spoken == self._spoken else self._columns()
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self._looks.clear()
            self.endResetModel()
            return
        self.beside_changed.emit()
        written = {key for key in notice.tables.get("cell", ()) if isinstance(key, tuple)}
        for row, unit in enumerate(self.units):
            sheet, was = self.sheets[unit], old.get(unit)
            nodes = {node for key, node in written if key == sheet.key}
            whole = sheet is not was and (was is None or not nodes or replace(was, cells=sheet.cells) != sheet)
            whole = whole or (was is not None and bool(was.cells) != bool(sheet.cells))
            self._announce(row, None if whole else nodes, before.get(unit))

    def _announce(self, row: int, nodes: set[str] | None, before: SheetResult | None) -> None:
        """Repaint the cells of a row that were written (None: all of them) or whose points are others than before."""
        result = self.results.get(self.units[row])
        if result is before and not nodes and nodes is not None:
            return
        for place, column in enumerate(self.columns):
            if nodes is not None and column.node not in nodes and column.item is not None:
                then, now = (one.items.get(column.node) if one else None for one in (before, result))
                if then is now:
                    continue
            self._looks.pop((row, place), None)
            if nodes is not None:
                index = self.index(row, place)
                self.dataChanged.emit(index, index)
        if nodes is None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def _read_all(self) -> None:
        self.sheets, self.results, self._beside = {}, {}, {}
        if self.view is not None:
            self._read_sheets()
            self._read_results()
            self._read_ranks()

    def _read_sheets(self) -> None:
        for unit in self.units:
            self._read_sheet(unit)

    def _read_sheet(self, unit: str) -> None:
        view = self.view
        assert view is not None
        with self.session.book.reads.watching() as reads:
            sheet = self.session.book.scores.sheet(view.year, unit, view.stage, view.period)
        self._reads |= reads
        self.sheets[unit] = sheet
        self._spoken[unit] = frozenset((node, key) for node, held in sheet.cells.items() for key in held.cell.stated)

    def _read_results(self) -> None:
        view = self.view
        assert view is not None
        self._may = SHOWN if self.session.locked else TYPED
        standing = self.session.book.standing
        self.results = dict(standing.matrix(view.year, view.stage, view.period))
        self._put_beside()

    def _read_ranks(self) -> None:
        view = self.view
        if view is None or not self.session.is_open:
            return
        self._ranks_soon.stop()
        ranking = self.session.book.standing.ranking(view.year, view.stage)
        self.converts = ranking.basis.by not in ("", "raw")
        self._places = {place.unit: place for place in ranking.places}
        before = self._beside
        self._put_beside()
        if self._beside != before:
            self.beside_changed.emit()

    def _put_beside(self) -> None:
        begun = {unit: self.results[unit] for unit in self.units if unit in self.results and self.sheets[unit].cells}
        totals = _shown(
            {
                unit: result.total if isinstance(result.total, Fraction) else result.so_far
                for unit, result in begun.items()
            }
        )
        points = _shown({unit: result.ranking_points for unit, result in begun.items()})
        self._beside = {unit: self._beside_of(unit, self._places.get(unit), totals, points) for unit in begun}

    def _beside_of(self, unit: str, place: Any, totals: dict[str, str], points: dict[str, str]) -> Beside:
        whole = isinstance(self.results[unit].total, Fraction)
        if place is None or place.rank is None:
            return Beside(totals[unit], whole, points.get(unit, "") if whole else "", "")
        mark = "*" if place.provisional else ""
        return Beside(totals[unit], whole, points.get(unit, ""), f"{place.rank}{mark}", "Tạm xếp" if mark else "")

    def _columns(self) -> tuple[GridColumn, ...]:
        if self.form is None or self.view is None:
            return ()
        cells = [held.cell for sheet in self.sheets.values() for held in sheet.cells.values() if held.cell.stated]
        return columns_of(self.form, self.view.holds, cells)

    # -- what stands where --

    def held(self, unit: str, node: str) -> SheetCell | None:
        return self.sheets[unit].cells.get(node)

    def look(self, row: int, place: int) -> Look:
        """What the cell shows, read when it is first needed."""
        key = (row, place)
        found = self._looks.get(key)
        if found is None:
            unit, column = self.units[row], self.columns[place]
            sheet = self.sheets[unit]
            begun = bool(sheet.cells) and not sheet.masked
            found = look(column, sheet.cells.get(column.node), self.results.get(unit), begun)
            self._looks[key] = found
        return found

    def beside(self, row: int) -> Beside:
        """What stands beside a unit, with the rank it has now."""
        if self._ranks_soon.isActive():
            self._read_ranks()
        return self.drawn(row)

    @property
    def all_drawn(self) -> Mapping[str, Beside]:
        """What is drawn beside the units; another mapping whenever something of it may have changed."""
        return self._beside

    def drawn(self, row: int) -> Beside:
        """What is drawn beside a unit: of the rank, what was known a moment ago."""
        return self._beside.get(self.units[row], Beside("", True, "", ""))

    def position(self, unit: str, node: str) -> tuple[int, int] | None:
        """Where a unit's cell of a node stands, None when it is not shown."""
        if unit not in self.units:
            return None
        place = next((n for n, column in enumerate(self.columns) if column.node == node), None)
        return None if place is None else (self.units.index(unit), place)

    def cell(self, unit: str, node: str) -> Cell:
        held = self.held(unit, node)
        return held.cell if held else Cell(node=node)

    # -- Qt's questions --

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.units)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role not in ROLES:
            return None
        found = self.look(index.row(), index.column())
        if role == Qt.ItemDataRole.UserRole:
            return found
        if role == Qt.ItemDataRole.EditRole:
            return found.edit
        if role == Qt.ItemDataRole.ToolTipRole:
            return found.tip
        return found.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            unit = self.units[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return self.names[unit]
            if role == Qt.ItemDataRole.ToolTipRole:
                beside = self.beside(section)
                return "\n".join(filter(None, (self.names[unit], beside.tip)))
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(
                filter(
                    None, (column.band, f"{column.head}  {column.title}", column.item.rule_text if column.item else "")
                )
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._may

    # -- writing --

    def refusal(self, row: int) -> str:
        """Why the unit's sheet may not be changed now; "" when it may."""
        unit = self.units[row]
        sheet = self.sheets[unit]
        if sheet.state in CLOSED:
            return self.session.sentence(RuleViolation(CLOSED[sheet.state], unit=unit, stage=sheet.stage))
        if sheet.masked:
            return self.session.sentence(RuleViolation("keying.same_person", unit=unit, stage=sheet.stage))
        return ""

    def take(self, index: Index, text: str) -> str:
        """Write one typed text; a text that says what stands there already writes nothing. Why it cannot be taken, ""
        when it can."""
        text = text.strip()
        if text == self.look(index.row(), index.column()).edit:
            return ""
        closed = self.refusal(index.row())
        if closed:
            return closed
        unit, column = self.units[index.row()], self.columns[index.column()]
        try:
            edit = edit_of(column, text, self.held(unit, column.node))
        except Refusal as refusal:
            return self.session.sentence(refusal)
        self.enter([(unit, column.node, edit)])
        return ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write one typed text, or say why it cannot be taken; whether the cell holds another text now."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        before = self.look(index.row(), index.column()).edit
        problem = self.take(index, str(value))
        if problem:
            self.session.warn(problem)
        return self.look(index.row(), index.column()).edit != before

    def enter(self, edits: Iterable[tuple[str, str, Edit]]) -> bool:
        """Write many cells as one undo step."""
        view, many = self.view, tuple(edits)
        if view is None or not many:
            return False
        scores = self.session.book.scores
        return self.session.act(lambda: scores.enter_many(view.year, view.stage, many, view.period))

    def take_in(self, edits: Iterable[tuple[str, str, Edit]], shape: str, answers: Mapping[str, str]) -> object:
        """Write cells from a file, with what was answered about its names, as one undo step; for a dialog's verb."""
        view = self.view
        assert view is not None
        return self.session.book.scores.enter_many(view.year, view.stage, edits, view.period, (shape, answers))

    def clear(self, indexes: Iterable[Index]) -> bool:
        """Empty the selected cells in one step; closed sheets refuse all of it."""
        edits: dict[tuple[str, str, bool], Edit] = {}
        for index in indexes:
            closed = self.refusal(index.row())
            if closed:
                self.session.warn(closed)
                return False
            unit, column = self.units[index.row()], self.columns[index.column()]
            edit = cleared(column, self.held(unit, column.node))
            if edit is not None:
                edits[unit, column.node, edit.stated is None] = _merged(
                    edits.get((unit, column.node, edit.stated is None)), edit
                )
        return self.enter((unit, node, edit) for (unit, node, _), edit in edits.items())

    def plan(self, rows: Sequence[Sequence[str]], top: int, left: int) -> Plan:
        """What pasting a rectangle at a cell would do."""
        closed = {unit: why for row, unit in enumerate(self.units) if (why := self.refusal(row))}
        target = Target(self.units[top:], self.columns[left:], self.held, closed, self.names)
        return plan(rows, target, self.session.sentence)


def _shown(values: dict[str, Any]) -> dict[str, str]:
    """Numbers by unit as published, with more digits where unequal ones would look alike."""
    numbers = {unit: value for unit, value in values.items() if isinstance(value, Fraction)}
    return dict(zip(numbers, show_distinct(list(numbers.values())), strict=True)) if numbers else {}


def _merged(one: Edit | None, other: Edit) -> Edit:
    if one is None or one.stated is None or other.stated is None:
        return other
    return Edit(stated={**one.stated, **other.stated})
