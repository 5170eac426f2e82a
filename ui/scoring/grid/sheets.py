"""What the score grid has read: the sheets of one stage of one period, their points, what stands beside the units, and
how all of it is looked at.

Reads the Book; nothing is computed or written here. What is kept is brought up to date by the notices of the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from models.book.scoring.rows import YEAR_PERIOD, Sheet, SheetAt, SheetCell
from models.rules.form.scoring import Cell, Form, SheetResult
from models.rules.number.points import show_distinct
from models.rules.number.text import fold
from ui.base.session import Session
from ui.scoring.grid.cells import GridColumn, Look, columns_of, look, stated_of
from ui.scoring.grid.lines import MANY, TIMES, Arrangement, GroupSum, Line, in_order, key_of, look_sum

SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
TYPED = SHOWN | Qt.ItemFlag.ItemIsEditable
Index = QModelIndex | QPersistentModelIndex
ROW = 20
"""More cells written in a row than this are announced with the row, not one by one."""
BY_SHEET = frozenset({"cell", "sheet"})
"""Tables whose changed rows are taken in sheet by sheet; the first of their keys, or the only one, is a sheet's."""


@dataclass(frozen=True, slots=True)
class View:
    """Which sheets the grid shows; what a sheet of the stage holds: items, groups or a total."""

    year: int
    stage: str
    period: str = YEAR_PERIOD
    form: str = ""
    holds: str = "items"

    def at(self, unit: str) -> SheetAt:
        """Where the sheet of a unit hangs."""
        return SheetAt(self.year, unit, self.stage, self.period)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a unit: total (of what is there so far, until the sheet is whole), converted points, rank."""

    total: str
    whole: bool
    converted: str
    rank: str
    tip: str = ""


class ScoreSheets(QAbstractTableModel):
    """`units` in the order shown, `columns` as the form has them, `lines` what is shown of them; a cell is a unit and a
    line, whichever of the two stands across.

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
        self.lines: tuple[Line, ...] = ()
        self.arranged = Arrangement()
        self.turned = False
        self._required = 0
        self._folds = False
        """Whether some line is a group's sum."""
        self.times = [0, 0]
        """How often lines were put together, and what stands beside the units."""
        self._roster: tuple[str, ...] = ()
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
        self.units = self._roster = tuple(unit for unit, _ in units)
        self.names = dict(units)
        self._read_all()
        self.columns = self._columns()
        self._line_up()
        self.endResetModel()

    def arrange(self) -> None:
        """Show the same sheets as they are to be looked at now."""
        self.beginResetModel()
        self._line_up()
        self.endResetModel()

    def _line_up(self) -> None:
        many = len(self.columns)
        suits = many >= MANY and many > TIMES * len(self._roster)
        self.turned = suits if self.arranged.turned is None else self.arranged.turned
        self.lines = self.arranged.lines(self.columns, self.form, self.turned)
        self.times[0] += 1
        self._required = sum(column.required for column in self.columns)
        self._folds = any(isinstance(line, GroupSum) for line in self.lines)
        self.units = in_order(self._roster, self.arranged.order, self._looked_by)
        self._looks.clear()

    def _looked_by(self, unit: str) -> Fraction | str | None:
        """What a unit is put in order by."""
        by = self.arranged.order[0] if self.arranged.order else ""
        result = self.results.get(unit) if self.sheets[unit].cells else None
        if by == "name":
            return fold(self.names[unit])
        if by == "rank":
            place = self._places.get(unit)
            return None if place is None or place.rank is None else Fraction(place.rank)
        if result is None:
            return None
        if by == "total":
            return result.total if isinstance(result.total, Fraction) else result.so_far
        line = next((one for one in self.lines if key_of(one) == by), None)
        if isinstance(line, GroupSum):
            group = result.groups.get(line.node)
            return None if group is None else group.base + group.bonus - group.penalty
        return None if line is None else number_of(line, self.sheets[unit].cells.get(line.node), result)

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
            self._line_up()
            self.endResetModel()
            return
        self.beside_changed.emit()
        written: dict[str, set[str]] = {}
        for key in notice.tables.get("cell", ()):
            written.setdefault(key[0], set()).add(key[1])
        for row, unit in enumerate(self.units):
            sheet, was = self.sheets[unit], old.get(unit)
            nodes = written.get(sheet.key, set())
            whole = sheet is not was and (was is None or not nodes or replace(was, cells=sheet.cells) != sheet)
            whole = whole or (was is not None and bool(was.cells) != bool(sheet.cells))
            self._announce(row, None if whole else nodes, before.get(unit))

    def _announce(self, row: int, nodes: set[str] | None, before: SheetResult | None) -> None:
        """Repaint the cells of a row that were written (None: all of them) or whose points are others than before."""
        result = self.results.get(self.units[row])
        if result is before and not nodes and nodes is not None:
            return
        nodes = None if nodes is not None and len(nodes) > ROW else nodes
        for place, column in enumerate(self.lines):
            if nodes is not None and column.node not in nodes and column.item is not None:
                then = before.items.get(column.node) if before else None
                if then is (result.items.get(column.node) if result else None):
                    continue
            self._looks.pop((row, place), None)
            if nodes is not None:
                index = self.at(row, place)
                self.dataChanged.emit(index, index)
        if nodes is None:
            self.dataChanged.emit(self.at(row, 0), self.at(row, len(self.lines) - 1))

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
            sheet = self.session.book.scores.sheet(view.at(unit))
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
        self.times[1] += 1
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

    def at(self, row: int, place: int) -> QModelIndex:
        """Where the cell of a unit and a line stands."""
        return self.index(place, row) if self.turned else self.index(row, place)

    def spot(self, index: Index) -> tuple[int, int]:
        """Unit and line of a cell, as places in `units` and `lines`."""
        return (index.column(), index.row()) if self.turned else (index.row(), index.column())

    @property
    def may_type(self) -> bool:
        """Whether the year's sheets can be written to at all."""
        return self._may is TYPED

    @property
    def pinned(self) -> tuple[GridColumn, ...]:
        """The columns kept beside the names, with units down."""
        if not self.arranged.pinned or self.turned:
            return ()
        by_key = {key_of(column): column for column in self.columns}
        return tuple(by_key[key] for key in self.arranged.pinned if key in by_key)

    def look_of(self, row: int, column: GridColumn) -> Look:
        """What a unit's cell of a column shows, also of one that is not among the lines."""
        unit = self.units[row]
        sheet = self.sheets[unit]
        begun = bool(sheet.cells) and not sheet.masked
        return look(column, sheet.cells.get(column.node), self.results.get(unit), begun)

    def is_marked(self, row: int, column: GridColumn, mark: str) -> bool:
        """Whether a unit's cell carries a mark; "blank" also where its sheet was not begun."""
        if mark != "blank":
            return mark in self.look_of(row, column).marks
        sheet = self.sheets[self.units[row]]
        if not column.required or sheet.masked or not sheet.open:
            return False
        found = self.look_of(row, column)
        return not found.text and found.origin == ""

    def blanks(self) -> int:
        """How many cells of the open sheets have no points yet."""
        count = 0
        for unit in self.units:
            sheet = self.sheets[unit]
            if sheet.masked or not sheet.open:
                continue
            result = self.results.get(unit)
            count += len(result.blanks) if result is not None and sheet.cells else self._required
        return count

    def group_of(self, place: int) -> str:
        """The top group a line belongs to, "" when it has none."""
        line = self.lines[place]
        if isinstance(line, GroupSum):
            return line.node
        return self.form.path(line.node)[-1] if self.form is not None and line.band else ""

    def look(self, row: int, place: int) -> Look:
        """What the cell shows, read when it is first needed."""
        key = (row, place)
        found = self._looks.get(key)
        if found is None:
            unit, line = self.units[row], self.lines[place]
            sheet = self.sheets[unit]
            begun = bool(sheet.cells) and not sheet.masked
            if isinstance(line, GroupSum):
                found = look_sum(line, self.results.get(unit), begun)
            else:
                found = look(line, sheet.cells.get(line.node), self.results.get(unit), begun)
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
        place = next((n for n, line in enumerate(self.lines) if line.node == node), None)
        return None if place is None else (self.units.index(unit), place)

    def cell(self, unit: str, node: str) -> Cell:
        held = self.held(unit, node)
        return held.cell if held else Cell(node=node)


def _shown(values: dict[str, Any]) -> dict[str, str]:
    """Numbers by unit as published, with more digits where unequal ones would look alike."""
    numbers = {unit: value for unit, value in values.items() if isinstance(value, Fraction)}
    return dict(zip(numbers, show_distinct(list(numbers.values())), strict=True)) if numbers else {}


def number_of(column: GridColumn, held: SheetCell | None, result: SheetResult) -> Fraction | None:
    """The number a cell shows: what is stated, else what the rule gives."""
    stated = stated_of(column, held.cell) if held is not None else None
    item = result.items.get(column.node)
    computed = item.computed.get(column.effect) if item is not None else None
    return stated if stated is not None else computed if isinstance(computed, Fraction) else None
