"""A scoring office's own sheet: its items down, all units across; printed for it and typed back from it. A unit that is
one of several scorers of a stage has such a sheet too: all items, all units but itself. Scorers of one short name are
called by their whole names, and where those are equal too by their places in the year's list.

Where the stage counts by the rule, a line asks for one input of an item; else for its points. Typing back is entering
scores like any other, in one act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.book.base.area import Area
from models.book.scoring.edit import Edit
from models.book.scoring.rows import YEAR_PERIOD, SheetAt
from models.book.scoring.typed import is_not_assigned, read_cell, read_input
from models.rules.errors import BadInput, Refusal, RuleViolation
from models.rules.form.scoring import InputSpec, InputValue, Item
from models.rules.number.points import Blank, NotAssigned
from models.rules.number.text import fold

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook


@dataclass(frozen=True, slots=True)
class ScorerLine:
    """A line: an item and the input it asks for, or (without one) its points."""

    item: Item
    code: str
    input: InputSpec | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Item and input ("" for points)."""
        return self.item.key, self.input.id if self.input else ""


@dataclass(frozen=True, slots=True)
class ScorerSheet:
    """A scoring office's sheet at a stage; `held` is what is entered, by unit, item and input ("" for points)."""

    year: int
    office: str
    stage: str
    lines: tuple[ScorerLine, ...]
    units: tuple[str, ...]
    held: Mapping[tuple[str, str, str], InputValue | NotAssigned]
    period: str = YEAR_PERIOD


@dataclass(frozen=True, slots=True)
class Fault:
    """A typed cell that cannot be read: where it stands and why."""

    unit: str
    line: tuple[str, str]
    refusal: Refusal


class ScorerSheets(Area):
    """Sheets by scoring office."""

    _book: ScoringBook

    def offices(self, year: int, stage: str = "") -> tuple[str, ...]:
        """Who fills a sheet across the units at a stage: the scorers of one that several units score, else the offices
        that the form's items name, in its order; items nobody is named for are in none.
        """
        scorers = self._scorers(year, stage)
        if scorers:
            return tuple(name for name, _, _ in scorers)
        found: dict[str, str] = {}
        for item in self._book.log.feeds.items(year).values():
            if item.scorer.strip():
                found.setdefault(fold(item.scorer), item.scorer.strip())
        return tuple(found.values())

    def _scorers(self, year: int, stage: str) -> list[tuple[str, str, str]]:
        """The name, unit and own stage of each unit that scores at a stage, or whose sheets the stage holds."""
        panels = self._book.years.panels(year)
        roster = self._book.members.roster(year)
        short = {one.key: self._book.members.called(one.unit, year) for one in roster}
        whole = {one.key: one.unit.name for one in roster}
        placed = {one.key: f"{one.unit.name} (số {one.position} trong danh sách)" for one in roster}
        found = []
        for step, panel in panels.items():
            if stage != step and stage not in panel.by.values():
                continue
            units = tuple(panel.by)
            called = _apart(units, short, whole, placed)
            found += [(called[unit], unit, own) for unit, own in panel.by.items() if stage in (step, own)]
        return found

    def own_stage(self, year: int, office: str, stage: str) -> str:
        """The stage that holds what an office scores at a stage: of one of its several scorers its own."""
        return next((own for name, _, own in self._scorers(year, stage) if fold(name) == fold(office)), stage)

    def sheet(self, year: int, office: str, stage: str, period: str = YEAR_PERIOD) -> ScorerSheet:
        """The sheet of an office at a stage of a period: its items for all units, of one of several scorers all items
        for the units but itself. RuleViolation `scorer.unknown`, `score.unknown_stage`.
        """
        scorers = self._scorers(year, stage)
        own = next((one for one in scorers if fold(one[0]) == fold(office)), None)
        stage, itself = (own[2], own[1]) if own is not None else (stage, "")
        by_rule = self._book.scores.stage_row(year, stage)["counts"] == "rule"
        lines = tuple(
            line
            for item in self._book.log.feeds.items(year).values()
            if own is not None or (not scorers and fold(item.scorer) == fold(office))
            for line in _lines(item, by_rule)
        )
        if not lines:
            raise RuleViolation("scorer.unknown", office=office)
        units = tuple(one.key for one in self._book.members.roster(year) if one.to_date is None and one.key != itself)
        return ScorerSheet(year, office, stage, lines, units, self._held(year, stage, lines, units, period), period)

    def _held(
        self, year: int, stage: str, lines: tuple[ScorerLine, ...], units: tuple[str, ...], period: str
    ) -> dict[tuple[str, str, str], InputValue | NotAssigned]:
        found: dict[tuple[str, str, str], InputValue | NotAssigned] = {}
        for unit in units:
            cells = self._book.scores.sheet(SheetAt(year, unit, stage, period)).cells
            for line in lines:
                held = cells.get(line.item.key)
                if held is None:
                    continue
                node, name = line.key
                if held.cell.not_assigned:
                    found[(unit, node, name)] = NotAssigned()
                elif name and name in held.cell.inputs:
                    found[(unit, node, name)] = held.cell.inputs[name]
                elif not name and "base" in held.cell.stated:
                    found[(unit, node, name)] = held.cell.stated["base"]
        return found

    def read(
        self, sheet: ScorerSheet, typed: Mapping[tuple[str, str, str], str]
    ) -> tuple[dict[tuple[str, str], Edit], tuple[Fault, ...]]:
        """Typed cells by unit, item and input as edits, and what cannot be read; nothing is written."""
        lines = {line.key: line for line in sheet.lines}
        edits: dict[tuple[str, str], Edit] = {}
        faults = []
        for (unit, node, name), text in typed.items():
            line = lines.get((node, name))
            if line is None or unit not in sheet.units:
                raise BadInput("scorer.cell_unknown", item=node)
            try:
                edits[unit, node] = _edit(edits.get((unit, node), Edit()), line, text)
            except Refusal as refusal:
                faults.append(Fault(unit, line.key, refusal))
        return edits, tuple(faults)

    def enter(
        self,
        year: int,
        office: str,
        stage: str,
        typed: Mapping[tuple[str, str, str], str],
        period: str = YEAR_PERIOD,
    ) -> int:
        """Type an office's sheet back in one act; returns how many cells changed. One fault refuses everything."""
        sheet = self.sheet(year, office, stage, period)
        edits, faults = self.read(sheet, typed)
        if faults:
            raise faults[0].refusal
        cells = [(unit, node, edit) for (unit, node), edit in edits.items()]
        return self._book.scores.enter_many(year, sheet.stage, cells, period)


def _apart(units: Iterable[str], *names: Mapping[str, str]) -> dict[str, str]:
    """What each unit is called: by the first of these names that no other of them bears."""
    left, called = list(units), dict[str, str]()
    for name in names:
        said = {unit: fold(name.get(unit, unit)) for unit in left}
        borne = Counter(said.values())
        called |= {unit: name.get(unit, unit) for unit in left}
        left = [unit for unit in left if borne[said[unit]] > 1]
    return called


def _lines(item: Item, by_rule: bool) -> list[ScorerLine]:
    if by_rule and item.inputs:
        return [ScorerLine(item, item.code, spec) for spec in item.inputs]
    return [ScorerLine(item, item.code)]


def _edit(before: Edit, line: ScorerLine, text: str) -> Edit:
    """What one typed cell adds to the edit of its unit and item."""
    value = read_cell(line.item, text) if line.input is None else _input(line.input, line.item, text)
    if isinstance(value, NotAssigned):
        return Edit(not_assigned=True)
    if line.input is None:
        assert not isinstance(value, (str, bool, tuple))
        return Edit(stated={"base": None if isinstance(value, Blank) else value})
    given = None if isinstance(value, Blank) else value
    return Edit(inputs={**(before.inputs or {}), line.input.id: given}, not_assigned=before.not_assigned)


def _input(spec: InputSpec, item: Item, text: str) -> InputValue | Blank | NotAssigned:
    if is_not_assigned(text):
        return NotAssigned()
    return read_input(spec, text)
