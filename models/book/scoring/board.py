"""The assessed sheets of one stage of one period, kept in memory and re-evaluated where a cell changed.

Cells and forms go in, results come out. An edit costs its leaf (or, for an item judged by the best unit, its column)
and the path to the root, and where items go by the place of points the second pass over all sheets of the form; `full`
computes everything anew and must give the same. Nothing is read from the file or written here, and of an explanation
only the three numbers of an item are kept: `tree` makes it again when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from models.book.base.bulk import undisturbed
from models.rules.form.explained import of_sheet, readable, refused
from models.rules.form.plan import plan_of
from models.rules.form.scoring import (
    Cell,
    Column,
    Counts,
    Form,
    Item,
    ItemResult,
    SheetResult,
    assess_item,
    assess_sheet,
    assess_totals,
    column_of,
    placed,
    placed_columns,
    placing,
    reassess,
)
from models.rules.number.points import Pending
from models.rules.number.questions import Decisions

Leaf = tuple[str, str]
"""(unit, node)."""

Speaking = tuple[Decisions, tuple[str, ...]]
"""The decisions that may speak of a leaf, and the first halves of their subjects from the narrowest to the widest."""

DecisionsFor = Callable[[str, str], Speaking]
Spec = Mapping[str, Any]


class Board:
    """All units' sheets at one stage: `results` are always those of `cells`.

    `comparing` are the units whose figures count where an item compares units; one that left and is not ranked does
    not; `taking_part` says of a form which of them, where that was decided for it. `days_off`: days beside Saturdays
    and Sundays on which nobody works. Made `later`, a board has no results until somebody goes through `each_sheet`.
    """

    __slots__ = (
        "cells",
        "comparing",
        "counts",
        "days_off",
        "decisions",
        "forms",
        "holds",
        "results",
        "rule",
        "taking_part",
    )

    def __init__(
        self,
        holds: str,
        counts: Counts,
        forms: Mapping[str, Form],
        cells: Mapping[str, Mapping[str, Cell]],
        rule: Spec | None,
        decisions: DecisionsFor,
        comparing: frozenset[str] | None = None,
        *,
        later: bool = False,
        days_off: frozenset[str] = frozenset(),
        taking_part: Callable[[str], frozenset[str]] | None = None,
    ) -> None:
        self.holds = holds
        self.counts: Counts = counts
        self.forms = dict(forms)
        self.cells = {unit: dict(cells.get(unit, {})) for unit in forms}
        self.rule = rule
        self.decisions, self.days_off, self.taking_part = decisions, days_off, taking_part
        self.comparing = frozenset(forms) if comparing is None else comparing
        self.results: dict[str, SheetResult] = {}
        if not later:
            self.full()

    @classmethod
    def of_results(
        cls,
        holds: str,
        forms: Mapping[str, Form],
        cells: Mapping[str, Mapping[str, Cell]],
        rule: Spec | None,
        results: Mapping[str, SheetResult],
        comparing: frozenset[str],
    ) -> Board:
        """A board whose results were made elsewhere, out of other boards; nothing can be decided about its cells."""
        made = object.__new__(cls)
        made.holds, made.counts, made.rule, made.comparing = holds, "stated", rule, comparing
        made.forms, made.results = dict(forms), dict(results)
        made.cells = {unit: dict(cells.get(unit, {})) for unit in forms}
        made.decisions, made.days_off, made.taking_part = lambda unit, node: ((), ()), frozenset(), None
        return made

    def fork(self, rule: Spec | None = None) -> Board:
        """A board to try changes on, by another ranking rule if one is given; this one stays as it is."""
        twin = object.__new__(Board)
        twin.holds, twin.counts, twin.decisions = self.holds, self.counts, self.decisions
        twin.comparing, twin.days_off, twin.taking_part = self.comparing, self.days_off, self.taking_part
        twin.forms, twin.results, twin.rule = dict(self.forms), dict(self.results), self.rule
        twin.cells = {unit: dict(cells) for unit, cells in self.cells.items()}
        if rule is not None:
            twin.rule = rule
            for unit in twin.forms:
                twin._put_together(unit)
        return twin

    def without(self, units: Iterable[str]) -> Board:
        """A board on which these units have written nothing."""
        twin = self.fork()
        for unit in units:
            if unit in twin.forms:
                gone = dict.fromkeys(((unit, node) for node in self.cells[unit]), None)
                twin.put(gone)
        return twin

    def with_forms(self, forms: Mapping[str, Form]) -> Board:
        """A board of the same cells under other forms."""
        kept = {unit: forms.get(unit, form) for unit, form in self.forms.items()}
        told = self.rule, self.decisions, self.comparing
        said = self.holds, self.counts, kept, self.cells
        return Board(*said, *told, days_off=self.days_off, taking_part=self.taking_part)

    def full(self) -> None:
        """Assess every sheet anew."""
        with undisturbed():
            for _ in self.each_sheet():
                pass

    def each_sheet(self) -> Iterator[None]:
        """Assess every sheet anew, one at a time, for whoever has something else to do in between."""
        self.results = {}
        columns: dict[tuple[str, str], Column | None] = {}
        alike: dict[tuple[object, ...], ItemResult] = {}
        for unit, form in self.forms.items():
            items = {}
            for item in form.items() if self.holds == "items" else ():
                place = form.key, item.key
                if place not in columns:
                    columns[place] = self._column(form, item) if _relative(item) else None
                items[item.key] = self._assess_once(unit, item, columns[place], alike)
            self._put_together(unit, items)
            yield
        self._place(self.forms)

    def put(self, changes: Mapping[Leaf, Cell | None]) -> frozenset[str]:
        """Take changed cells in (None = the cell is gone) and re-evaluate what they reach; returns the units whose
        result changed.
        """
        begun = {unit: bool(self.cells[unit]) for unit, _ in changes if unit in self.cells}
        for (unit, node), cell in changes.items():
            if unit not in self.cells:
                continue
            if cell is None:
                self.cells[unit].pop(node, None)
            else:
                self.cells[unit][node] = cell
        turned = [unit for unit, was in begun.items() if bool(self.cells[unit]) != was]
        return self.touch({*changes, *self._begin_to_count(turned)})

    def cell(self, unit: str, node: str) -> Cell:
        """What a unit's sheet says of a node, nothing included."""
        return self.cells[unit].get(node) or Cell(node, begun=bool(self.cells[unit]))

    def touch(self, leaves: Iterable[Leaf]) -> frozenset[str]:
        """Re-evaluate leaves whose cell or decisions changed, their columns and their paths to the root."""
        if self.holds != "items":
            units = {unit for unit, _ in leaves if unit in self.forms}
            for unit in units:
                self._put_together(unit)
            return frozenset(units)
        leaves = tuple(leaves)
        reached: dict[str, dict[str, ItemResult]] = {}
        alike: dict[tuple[object, ...], ItemResult] = {}
        for unit, node in _starts(leaves, self.forms):
            form = self.forms[unit]
            item = form.node(node)
            assert isinstance(item, Item)
            if placing(item):
                continue
            relative = _relative(item)
            column = self._column(form, item) if relative else None
            for other in self._same_form(form) if relative else (unit,):
                new = self._assess_once(other, item, column, alike)
                if new != self.results[other].items[node]:
                    reached.setdefault(other, {})[node] = new
        for unit, changed in reached.items():
            self.results[unit] = reassess(self.forms[unit], self.results[unit], changed)
        return frozenset(reached) | self._place(unit for unit, _ in leaves)

    def tree(self, unit: str, node: str) -> ItemResult:
        """One item assessed again, with the explanation of its number."""
        form = self.forms[unit]
        item = form.node(node)
        assert isinstance(item, Item)
        result = self._assess(unit, item, self._told(unit, item))
        return replace(result, tree=readable(result.tree, item, _called(form, item)))

    def refused(self, unit: str) -> tuple[tuple[str, str, Fraction], ...]:
        """What conditions keep from a unit: the item, which condition does not hold, the points."""
        if self.holds != "items" or not self.cells[unit]:
            return ()
        asking = (item for item in self.forms[unit].items() if any(part.needs is not None for part in item.parts))
        return tuple((item.key, *each) for item in asking for each in refused(self.tree(unit, item.key).tree))

    def sheet_tree(self, unit: str, group: str | None = None) -> SheetResult:
        """One sheet assessed again, with the whole explanation of its total; where a group is named, of that group's
        points alone."""
        form = self.forms[unit]
        if self.holds != "items":
            return self.results[unit]
        items = dict(self.results[unit].items)
        for item in form.items():
            if group is not None and group not in form.path(item.key):
                continue
            result = self._assess(unit, item, self._told(unit, item))
            items[item.key] = replace(result, tree=of_sheet(result.tree, item, _called(form, item)))
        return assess_sheet(form, items, self.rule, self.counts)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _put_together(self, unit: str, items: Mapping[str, ItemResult] | None = None) -> None:
        form = self.forms[unit]
        if self.holds != "items":
            self.results[unit] = assess_totals(form, self.cells[unit], self.holds, self.rule)
        else:
            known = self.results[unit].items if items is None else items
            self.results[unit] = assess_sheet(form, known, self.rule, self.counts)

    def _assess(self, unit: str, item: Item, column: Column | None, lean: bool = False) -> ItemResult:
        cell = self.cell(unit, item.key)
        decisions, subjects = self.decisions(unit, item.key)
        return assess_item(
            item, cell, self.counts, column, decisions, subjects, lean, self.forms[unit].key, self.days_off
        )

    def _assess_once(
        self, unit: str, item: Item, column: Column | None, alike: dict[tuple[object, ...], ItemResult]
    ) -> ItemResult:
        """The result of an item, or that of another sheet whose cell says the same where nothing of it is about the
        sheet. `alike`: what was assessed so far, of these cells and columns."""
        cell = self.cells[unit].get(item.key)
        if cell is None or cell.not_assigned or cell.estimated or cell.broken or self.decisions(unit, item.key)[0]:
            return self._assess(unit, item, column, lean=True)
        said = _said(item, cell)
        found = alike.get(said)
        if found is None:
            found = self._assess(unit, item, column, lean=True)
            if _of_any_sheet(found):
                alike[said] = found
        return found

    def _begin_to_count(self, units: Iterable[str]) -> Iterator[Leaf]:
        """Where it makes a difference to others whether a sheet is begun."""
        for unit in units:
            for item in self.forms[unit].items():
                if _relative(item) and plan_of(item).left:
                    yield unit, item.key

    def _column(self, form: Form, item: Item) -> Column | None:
        """What the units that stand for a place with this form have at one item."""
        compared = self._compared(form)
        units = [unit for unit in self._same_form(form) if unit in compared]
        return column_of(item, {unit: self.cell(unit, item.key) for unit in units})

    def _place(self, units: Iterable[str]) -> frozenset[str]:
        """The second pass: items by the place of points, on every sheet of the forms of these units, each after those
        it rests on; the units whose result changed.
        """
        forms = {self.forms[unit].key: self.forms[unit] for unit in units if unit in self.forms}
        changed: set[str] = set()
        for form in forms.values() if self.holds == "items" else ():
            for item in placed(form):
                for unit, column in self._columns(form, item).items():
                    new = self._assess(unit, item, column, lean=True)
                    if new != self.results[unit].items[item.key]:
                        self.results[unit] = reassess(self.forms[unit], self.results[unit], {item.key: new})
                        changed.add(unit)
        return frozenset(changed)

    def _columns(self, form: Form, item: Item) -> dict[str, Column]:
        """What each sheet of a form is told of the others at an item that goes by the place of points."""
        units, compared = self._same_form(form), self._compared(form)
        begun = [unit for unit in units if self.cells[unit]]
        among = [unit for unit in begun if unit in compared and not self.cell(unit, item.key).not_assigned]
        placed_by = placed_columns(form, item, {unit: self.results[unit] for unit in begun}, among)
        beside = (self._column(form, item) if _relative(item) else None) or Column({})
        waiting = {*beside.waiting, *(unit for unit in units if unit in compared and not self.cells[unit])}
        waiting.update(*(own.waiting for own in placed_by.values()))
        figures = {unit: placed_by[unit].figures if unit in placed_by else {} for unit in units}
        return {unit: Column({**beside.figures, **own}, tuple(sorted(waiting))) for unit, own in figures.items()}

    def _told(self, unit: str, item: Item) -> Column | None:
        """What the sheet of a unit is told of the others at an item."""
        form = self.forms[unit]
        if placing(item):
            return self._columns(form, item)[unit]
        return self._column(form, item) if _relative(item) else None

    def _compared(self, form: Form) -> frozenset[str]:
        """The units whose figures and points count where an item of a form compares units."""
        return self.comparing if self.taking_part is None else self.taking_part(form.key)

    def _same_form(self, form: Form) -> tuple[str, ...]:
        return tuple(unit for unit, other in self.forms.items() if other is form or other.key == form.key)


def _said(item: Item, cell: Cell) -> tuple[object, ...]:
    """What an item's result hangs on, as long as the cell lives: equal numbers read from equal text are one object."""
    stated, inputs = cell.stated, cell.inputs
    return (id(item), *stated, *map(id, stated.values()), None, *inputs, *map(id, inputs.values()))


def _of_any_sheet(result: ItemResult) -> bool:
    """Whether a result may stand for every sheet that says the same: a question names the sheet it is asked of."""
    values = (result.value, result.base, result.bonus, result.penalty, *result.computed.values())
    return not any(isinstance(value, Pending) for value in values)


def _relative(item: Item) -> bool:
    return plan_of(item).comparing


def _starts(leaves: Iterable[Leaf], forms: Mapping[str, Form]) -> tuple[Leaf, ...]:
    """The leaves to start from, in a fixed order; a column shared by several of them is started once."""
    chosen: dict[tuple[str, str], Leaf] = {}
    for unit, node in sorted(set(leaves)):
        form = forms.get(unit)
        found = form.find(node) if form is not None else None
        if form is None or not isinstance(found, Item):
            continue
        chosen.setdefault((form.key if _relative(found) else f"unit:{unit}", node), (unit, node))
    return tuple(chosen.values())


def _called(form: Form, item: Item) -> str:
    """An item in an explanation: its code, or the path to it, and its title."""
    return f"{form.called(item.key)}. {item.title}" if item.code else item.title
