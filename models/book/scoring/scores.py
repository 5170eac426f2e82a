"""Score sheets: what units, the bloc and the standing body gave, stage by stage, and the state of each sheet.

A sheet hangs on (year, period, unit, stage) and exists from the first word written into it. Kept here: what people
typed and what became of the sheet. Never here: a computed point (`standing` computes), and a number changed behind the
user's back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.bulk import undisturbed
from models.book.scoring import affected
from models.book.scoring.beside.explanations import Explanations
from models.book.scoring.edit import Edit, apply
from models.book.scoring.evidence import Evidence
from models.book.scoring.keying import Keying
from models.book.scoring.rows import (
    TOTAL,
    YEAR_PERIOD,
    Lateness,
    Sheet,
    SheetAt,
    SheetCell,
    SumCheck,
    check_sum,
    lateness,
    read_cell_row,
    read_sheet_row,
    says_nothing,
    sheet_code,
    write_cell_row,
)
from models.book.scoring.scores_flags import Flag, Flags
from models.book.scoring.states import SheetStates
from models.file.declared.column_kinds import holds
from models.rules.errors import RuleViolation
from models.rules.form.scoring import Cell, Form, Group, InputValue, Item
from models.rules.number.days import year_in
from models.rules.number.points import NOT_ASSIGNED, Blank, NotAssigned, to_text
from models.rules.number.text import keys_meant

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook

Given = Fraction | Blank | NotAssigned | Edit
"""What a grid puts into a cell: points of the base, nothing, "không giao", or a whole edit."""


MANY_EDITS: Final = 10
"""From this many edits of a sheet on its cells are read at once."""


class Scores:
    """The sheets of the book; `keying`, `states`, `evidence`, `explanations` are the same seen by further acts."""

    places_sent: Callable[[int], bool]
    """Whether papers with the places of a year have gone out; told where the book is opened."""

    def __init__(self, book: ScoringBook) -> None:
        self._book = book
        self._store = book.store
        self.keying = Keying(book, self)
        self.states = SheetStates(book, self)
        self.evidence = Evidence(book, self)
        self.explanations = Explanations(book, self)
        self._flags = Flags(book)

    # --- reading ------------------------------------------------------------------------------------------------------

    def sheet(self, at: SheetAt, by: str | None = None) -> Sheet:
        """One sheet with its cells; one nobody wrote into is empty with key "".

        `by` is who reads (the person at the keyboard unless said): the sheet's second keyer sees no value of the first
        until both keyings are complete (`masked`).
        """
        row = self._row(at)
        if row is None:
            return Sheet("", at.year, at.period, at.unit, at.stage, self._book.forms.for_unit(at.year, at.unit))
        masked = self.keying.hides(row["key"], by or self._store.person)
        if masked:
            sheet = read_sheet_row({**row, "stated_total": None}, {})
            return replace(sheet, masked=True)
        return read_sheet_row(row, self.cells_of(row))

    def sheets(self, year: int, stage: str | None = None, by: str | None = None) -> tuple[Sheet, ...]:
        """Every sheet somebody wrote into, by stage, period and roster order of the year."""
        rows = self._store.rows("sheet", year=year)
        order = {row["unit"]: (row["position"], row["unit"]) for row in self._store.rows("membership", year=year)}
        chosen = [row for row in rows if stage is None or row["stage"] == stage]
        chosen.sort(key=lambda row: (row["stage"], row["period"], order.get(row["unit"], (0, row["unit"]))))
        return tuple(self.sheet(SheetAt(year, row["unit"], row["stage"], row["period"]), by) for row in chosen)

    def is_begun(self, year: int) -> bool:
        """Whether any cell of the year that may be seen holds a word."""
        return bool(self._filled(year, "1"))

    def scored_stages(self, year: int) -> frozenset[str]:
        """The stages at which some sheet that may be seen holds a point or figure; a remark alone is none."""
        return self._filled(year, "stated_json <> '{}' OR inputs_json <> '{}' OR not_assigned")

    def _filled(self, year: int, by: str) -> frozenset[str]:
        found = self._store.select(
            "SELECT key, stage FROM sheet WHERE year = ? AND EXISTS "
            f"(SELECT 1 FROM cell WHERE cell.sheet = sheet.key AND ({by}))",
            (year,),
        )
        return frozenset(row["stage"] for row in found if not self.keying.hides(row["key"], self._store.person))

    def written(self, year: int, period: str = YEAR_PERIOD) -> frozenset[str]:
        """The steps (or scorers of one) at which somebody wrote a sheet of a period; no cell is read."""
        return frozenset(row["stage"] for row in self._store.rows("sheet", year=year, period=period))

    def by_code(self, text: str) -> tuple[int, str, str] | None:
        """Year, unit and period of the sheet whose code was typed; None for any other text."""
        meant = keys_meant(text.strip())
        year = year_in(meant[0].partition(".")[0]) or 0
        if self._book.years.find(year) is None:
            return None
        periods = [one.key for one in self._book.years.periods(year)]
        every = ((member.key, period) for member in self._book.members.roster(year) for period in periods)
        return next(((year, unit, period) for unit, period in every if sheet_code(year, unit, period) in meant), None)

    def late(self, at: SheetAt) -> Lateness | None:
        """How late the sheet came, against the year's deadline of its stage; None when in time, or no day or deadline
        is known.
        """
        row = self._row(at)
        if row is None or not row.get("received_on") or not holds("sheet", "received_on", row["received_on"]):
            return None
        return lateness(row["received_on"], at.stage, *self._book.days_off.counted(at.year))

    def sum_check(self, at: SheetAt) -> SumCheck | None:
        """The total on the paper against the sum of what stands on it (`rows.check_sum`); None while none is
        recorded.
        """
        return self.sum_of(self.sheet(at))

    def sum_of(self, sheet: Sheet) -> SumCheck | None:
        """The same of a sheet that was read already."""
        cells = [held.cell for held in sheet.cells.values()]
        form = self._book.forms.form(sheet.form)
        return check_sum(
            sheet.stated_total,
            sheet.sum_error_accepted,
            cells,
            form,
            lambda: self._book.standing.result(sheet.at).total,
        )

    def flags(self, year: int) -> tuple[Flag, ...]:
        """What deserves a look before results go out; a flag never changes a number."""
        return self._flags.of(year)

    # --- entering -----------------------------------------------------------------------------------------------------

    def enter(
        self,
        at: SheetAt,
        node: str = TOTAL,
        *,
        stated: Mapping[str, Fraction | None] | None = None,
        inputs: Mapping[str, InputValue | None] | None = None,
        estimated: Iterable[str] | None = None,
        not_assigned: bool | None = None,
        note: str | None = None,
        place: str | None = None,
    ) -> None:
        """Write one cell: what the paper states by part, the inputs of its rule, or "không giao"; the rest stays as it
        is.

        Points above a cap are kept as written. `estimated` names the inputs that are estimates. Raises the refusals of
        `scores_edit`, and RuleViolation: "score.unknown_node", "score.not_member", "score.unknown_stage",
        "score.unknown_period", "sheet.confirmed", "sheet.locked", "keying.same_person".
        """
        marks = None if estimated is None else frozenset(estimated)
        edit = Edit(stated, inputs, marks, not_assigned, note, place)
        self.enter_many(at.year, at.stage, [(at.unit, node, edit)], at.period)

    def enter_many(
        self,
        year: int,
        stage: str,
        cells: Iterable[tuple[str, str, Given]],
        period: str = YEAR_PERIOD,
        answered: tuple[str, Mapping[str, str]] | None = None,
    ) -> int:
        """Write many cells as one operation and one undo step; returns how many cells changed. One refusal and nothing
        is written. `answered` keeps what a person chose for the names in tables of a shape (shape, name -> choice).
        """
        by_unit: dict[str, list[tuple[str, Edit]]] = {}
        for unit, node, given in cells:
            by_unit.setdefault(unit, []).append((node, _edit(given)))
        count = sum(len(edits) for edits in by_unit.values())
        facts: dict[str, Any] = {"year": year, "stage": stage, "units": sorted(by_unit), "count": count}
        if count == 1:
            facts["node"] = next(iter(by_unit.values()))[0][0]
        kind, more = self.told(year, stage, period, by_unit) or ("score.enter", {})
        with undisturbed(count), self._store.operation(kind, facts | more):
            self._book.settings.keep_answers(answered and (f"scores.{answered[0]}", answered[1]))
            return sum(self._enter_sheet(SheetAt(year, unit, stage, period), edits) for unit, edits in by_unit.items())

    def told(
        self, year: int, stage: str, period: str, by_unit: Mapping[str, Sequence[tuple[str, Edit]]]
    ) -> tuple[str, dict[str, Any]] | None:
        """As which act edits (unit -> node, edit) stand in the journal where they move places somebody rests on, and
        what it keeps of that: of an estimate, or of any points once the places have gone out.
        """
        found = affected.official(self._book, year, stage, period, by_unit)
        if found is None and self.places_sent(year):
            found = affected.corrected(self._book, year, stage, period, by_unit)
        return found

    def answered(self, shape: str) -> dict[str, str]:
        """What was answered about the names of tables of this shape, for the next one."""
        return self._book.settings.answers(f"scores.{shape}")

    def clear(self, at: SheetAt, nodes: Iterable[str]) -> int:
        """Empty cells of one sheet in one step; notes, explanations and places on the paper stay."""
        emptied = Edit(stated={}, inputs={}, estimated=frozenset(), not_assigned=False)
        return self.enter_many(at.year, at.stage, [(at.unit, node, emptied) for node in nodes], at.period)

    def explain(self, at: SheetAt, node: str, text: str) -> None:
        """Write the unit's explanation (giải trình) of a difference at one item; "" takes it away."""
        with self._store.operation("score.explain", {**at.facts, "node": node}):
            self._enter_sheet(at, [(node, Edit(explanation=text))])

    def start_from(self, at: SheetAt, earlier: str) -> int:
        """Fill the blank cells of a sheet from an earlier stage in one step; returns how many were filled. With
        nothing to fill nothing is written: a sheet that was only looked at has not begun.

        Refusal: RuleViolation "score.earlier_empty" while the earlier stage holds nothing of the unit. Where this stage
        counts by the rule and the earlier inputs suffice, only the inputs come over: what the unit stated is not stated
        by the bloc. Explanations and places on the paper belong to their own sheet and stay there.
        """
        edits = self._from_earlier(at, earlier)
        if not edits and not self.sheet(replace(at, stage=earlier)).scored:
            raise RuleViolation("score.earlier_empty", unit=at.unit, stage=earlier)
        return self._start({at.unit: edits}, at, earlier, at.unit)

    def start_all(self, sheets: Sequence[SheetAt], earlier: str) -> int:
        """`start_from` of several sheets of one stage and period in one step; those with nothing to fill stay."""
        found = {at.unit: self._from_earlier(at, earlier) for at in sheets}
        return self._start(found, sheets[0], earlier, list(found)) if found else 0

    def _start(
        self, found: Mapping[str, list[tuple[str, Edit]]], at: SheetAt, earlier: str, whose: str | list[str]
    ) -> int:
        """Write what came from an earlier stage; once the places have gone out, with whose place it moved."""
        edits = {unit: given for unit, given in found.items() if given}
        if not edits:
            return 0
        count = sum(map(len, edits.values()))
        facts = {**at.facts, "unit": whose, "units": list(edits), "from": earlier, "count": count}
        kind, more = self.told(at.year, at.stage, at.period, edits) or ("score.start-from", {})
        with self._store.operation(kind, facts | more):
            return sum(self._enter_sheet(replace(at, unit=unit), given) for unit, given in edits.items())

    def _from_earlier(self, at: SheetAt, earlier: str) -> list[tuple[str, Edit]]:
        """What fills the blank cells of a sheet from an earlier stage."""
        source_at = replace(at, stage=earlier)
        source, target = self.sheet(source_at), self.sheet(at)
        rule_counts = self.stage_row(at.year, at.stage)["counts"] == "rule"
        edits: list[tuple[str, Edit]] = []
        for node, held in source.cells.items():
            cell, own = held.cell, target.cells.get(node)
            if own is not None and (own.cell.stated or own.cell.inputs or own.cell.not_assigned):
                continue
            if cell.not_assigned:
                edits.append((node, Edit(not_assigned=True)))
                continue
            computed = self._book.standing.item(source_at, node).computed
            sure = rule_counts and isinstance(computed.get("base", computed.get("bonus")), Fraction)
            stated = {} if sure else cell.stated
            if stated or cell.inputs:
                edits.append((node, Edit(dict(stated), dict(cell.inputs), cell.estimated)))
        return edits

    def receive(self, at: SheetAt, on: str, received_as: str = "") -> Lateness | None:
        """Record the day a sheet came in and in what form; answers with its lateness. Raises BadInput("date.bad")."""
        day = fields.date(on, "received_on")
        with self._store.operation("sheet.receive", {**at.facts, "on": day}) as tx:
            key = self.ensure(at)["key"]
            tx.update("sheet", key, received_on=day, received_as=received_as or None)
        return self.late(at)

    def state_total(self, at: SheetAt, total: Fraction | None) -> SumCheck | None:
        """Record the total written on the paper (None takes it away); a former acceptance of a wrong sum lapses with
        it.
        """
        with self._store.operation("sheet.state-total", at.facts) as tx:
            row = self.ensure(at)
            self.check_open(row)
            text = None if total is None else to_text(total)
            tx.update("sheet", row["key"], stated_total=text, sum_error_accepted=0)
        return self.sum_check(at)

    # --- what the acts beside this one need ---------------------------------------------------------------------------

    def stage_row(self, year: int, stage: str) -> dict[str, Any]:
        """The year's stage as stored; RuleViolation("score.unknown_stage") when the year has none of that key."""
        row = self._store.row("stage", year, stage)
        if row is None:
            raise RuleViolation("score.unknown_stage", year=year, stage=stage)
        return row

    def ensure(self, at: SheetAt) -> dict[str, Any]:
        """The stored sheet, made empty when it does not exist yet; inside an operation only."""
        row = self._row(at)
        if row is not None:
            return row
        self.stage_row(at.year, at.stage)
        self._check_scorer(at)
        if self._store.row("membership", at.year, at.unit) is None:
            raise RuleViolation("score.not_member", year=at.year, unit=at.unit)
        if self._store.row("period", at.year, at.period) is None and (
            at.period != YEAR_PERIOD or self._store.rows("period", year=at.year)
        ):
            raise RuleViolation("score.unknown_period", year=at.year, period=at.period)
        row = {"key": self._book.new_key(), **at.columns, "form": self._book.forms.for_unit(at.year, at.unit)}
        with self._store.operation("sheet.make") as tx:
            tx.insert("sheet", {**row, "state": "empty"})
        return {**row, "state": "empty"}

    def _check_scorer(self, at: SheetAt) -> None:
        """Refuse points at a step that several units score but on their sheets, and a unit's points of itself."""
        if at.stage in self._book.years.panels(at.year):
            raise RuleViolation("score.by_scorers", year=at.year, stage=at.stage)
        if self.scorer_at(at.year, at.stage) == at.unit:
            raise RuleViolation("score.own_sheet", year=at.year, unit=at.unit)

    def scorer_at(self, year: int, stage: str) -> str | None:
        """The unit whose sheets of the others a stage holds, one of several scorers of a step; it has none itself."""
        panels = self._book.years.panels(year).values()
        return next((scorer for panel in panels for scorer, key in panel.by.items() if key == stage), None)

    def check_open(self, row: Mapping[str, Any]) -> None:
        """Refuse changes to a confirmed or locked sheet, and the second keyer's hand in the first keying."""
        facts = {"unit": row["unit"], "stage": row["stage"], "year": row["year"]}
        if row["state"] == "confirmed":
            raise RuleViolation("sheet.confirmed", **facts)
        if row["state"] == "locked":
            raise RuleViolation("sheet.locked", **facts)
        if self.keying.hides(row["key"], self._store.person):
            raise RuleViolation("keying.same_person", unit=row["unit"], stage=row["stage"])

    def cells_of(self, row: Mapping[str, Any]) -> dict[str, SheetCell]:
        """The cells of a stored sheet in printed order, masked for nobody; cells of nodes the form no longer has come
        last.
        """
        form = self._book.forms.form(row["form"])
        found = {each["node"]: each for each in self._store.rows("cell", sheet=row["key"])}
        order = dict.fromkeys((*(node.key for node in form.nodes), TOTAL))
        known = [key for key in order if key in found] + sorted(found.keys() - order.keys())
        return {key: read_cell_row(found[key], _item(form, key)) for key in known}

    def cell_item(self, row: Mapping[str, Any], node: str) -> Item | None:
        """The item of a sheet's cell, None for a group's or the total's; RuleViolation("score.unknown_node") if it
        holds no such cell.
        """
        holds = self.stage_row(row["year"], row["stage"])["holds"]
        return _node(self._book.forms.form(row["form"]), node, holds)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _row(self, at: SheetAt) -> dict[str, Any] | None:
        rows = self._store.rows("sheet", **at.columns)
        return rows[0] if rows else None

    def _enter_sheet(self, at: SheetAt, edits: list[tuple[str, Edit]]) -> int:
        with self._store.operation("score.enter") as tx:
            row = self.ensure(at)
            self.check_open(row)
            holds = self.stage_row(at.year, at.stage)["holds"]
            form = self._book.forms.form(row["form"])
            removed = False
            known = self._known(row["key"], edits)
            items = {node: _node(form, node, holds) for node in known}
            before = {node: _held(known[node], node, items[node]) for node in known}
            cells = dict(before)
            for node, edit in edits:
                cells[node] = apply(cells[node], edit, items[node])
            written = [(node, after) for node, after in cells.items() if after != before[node]]
            for node, after in written:  # each cell once, whatever many edits say of it
                if not says_nothing(after):
                    tx.put("cell", write_cell_row(row["key"], after))
                elif known[node]:
                    tx.delete("cell", (row["key"], node))
                    removed = True
            if written:
                left = not removed or bool(self._store.rows("cell", sheet=row["key"]))
                self._touched(row, "entering" if left else "empty")
        return len(written)

    def _known(self, sheet: str, edits: Sequence[tuple[str, Edit]]) -> dict[str, dict[str, Any] | None]:
        """The rows of a sheet that edits are about, in their order; where there are many, read at once."""
        nodes = dict.fromkeys(node for node, _ in edits)
        if len(edits) < MANY_EDITS:
            return {node: self._store.row("cell", sheet, node) for node in nodes}
        rows = {str(row["node"]): row for row in self._store.rows("cell", sheet=sheet)}
        return {node: rows.get(node) for node in nodes}

    def follow_form(self, year: int, unit_group: str, form: str) -> None:
        """Let the sheets of a year that are scored by a form adopted just now go over to it.

        RuleViolation `form.sheets_closed` (facts: `units`) when one of them is confirmed or locked.
        """
        rows = [row for row in self._store.rows("sheet", year=year) if row["form"] != form]
        moving = [row for row in rows if self._book.forms.for_unit(year, row["unit"]) == form]
        closed = {row["unit"] for row in moving if row["state"] in ("confirmed", "locked")}
        if closed:
            raise RuleViolation("form.sheets_closed", year=year, unit_group=unit_group, units=tuple(sorted(closed)))
        with self._store.operation("form.adopt") as tx:
            for row in moving:
                tx.update("sheet", row["key"], form=form)

    def _touched(self, row: Mapping[str, Any], state: str) -> None:
        """A changed sheet is being entered again, by whoever is at the keyboard; one without any cell is empty."""
        person = self._store.person or None
        if row["state"] != state or row.get("entered_by") != person:
            with self._store.operation("score.enter") as tx:
                tx.update("sheet", row["key"], state=state, entered_by=person)


def _edit(given: Given) -> Edit:
    if isinstance(given, Edit):
        return given
    if isinstance(given, Blank):
        return Edit(stated={"base": None}, not_assigned=False)
    if given is NOT_ASSIGNED or isinstance(given, NotAssigned):
        return Edit(not_assigned=True)
    return Edit(stated={"base": given})


def _held(row: Mapping[str, Any] | None, node: str, item: Item | None) -> SheetCell:
    return read_cell_row(row, item) if row else SheetCell(Cell(node=node))


def _item(form: Form, key: str) -> Item | None:
    node = form.find(key)
    return node if isinstance(node, Item) else None


def _node(form: Form, key: str, holds: str) -> Item | None:
    """The item of a cell; None for a group's, the total's, and an item's that stands in no group at a stage of groups.
    RuleViolation("score.unknown_node") if the stage holds no such cell.
    """
    node = form.find(key) if key else None
    on_top = node is not None and (isinstance(node, Group) or node.parent is None)
    fits = {"items": isinstance(node, Item), "groups": on_top, "total": key == TOTAL}
    if not fits.get(holds, False):
        raise RuleViolation("score.unknown_node", node=key, form=form.key, holds=holds)
    return node if isinstance(node, Item) and holds == "items" else None
