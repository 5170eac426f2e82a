"""Second keying ("nhập kiểm tra lần hai"): a second person keys the paper again without seeing the first.

The first keying is the sheet itself; the second is kept beside it and read only through its own person until both are
complete. Then only the cells that differ are shown, and each is settled with the sheet in hand. Optional, never
required. Kept here: who may see and write what. No comparison of points with the rules belongs here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from models.book.base import fields
from models.book.scoring.edit import Edit, apply
from models.book.scoring.rows import (
    SheetAt,
    SheetCell,
    SumCheck,
    read_cell,
    read_cell_row,
    typed_sum,
    write_cell_row,
    write_values,
)
from models.rules.errors import BadInput, RuleViolation
from models.rules.form.scoring import Cell, InputValue, Item
from models.rules.number.points import from_text, to_text

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook
    from models.book.scoring.scores import Scores

Choice = Literal["first", "second", "other"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell keyed in two ways, with the place on the paper; a keying that has no such cell shows an empty one."""

    node: str
    first: Cell
    second: Cell
    place: str | None
    settled: str | None


@dataclass(frozen=True, slots=True)
class SecondKeying:
    """The state of a sheet's second keying as its reader may see it; `cells` are empty for everyone but `by` while it
    is open.
    """

    sheet: str
    by: str
    state: str
    stated_total: Fraction | None
    cells: Mapping[str, Cell]
    total: SumCheck | None


class Keying:
    """Verbs of the second keying; every one names its actor `by`, who must be a person of the book other than the
    first.
    """

    def __init__(self, book: ScoringBook, scores: Scores) -> None:
        self._book = book
        self._store = book.store
        self._scores = scores

    # --- who sees what ------------------------------------------------------------------------------------------------

    def hides(self, sheet: str, by: str | None) -> bool:
        """Whether the first keying must not be shown to `by`: their own keying of this sheet is not compared yet."""
        if not by:
            return False
        row = self._store.row("keying", sheet, by)
        return row is not None and self._apart(row)

    def hidden_sheets(self, by: str | None) -> frozenset[str]:
        """The sheets whose first keying (cells, totals, results, journal) must be masked for `by`."""
        return (
            frozenset(row["sheet"] for row in self._store.rows("keying", by=by) if self._apart(row))
            if by
            else frozenset()
        )

    def open_sheets(self) -> frozenset[str]:
        """The sheets under a second keying that is not compared yet: its values belong to its person alone."""
        return frozenset(row["sheet"] for row in self._store.rows("keying") if self._apart(row))

    def _apart(self, row: Mapping[str, Any]) -> bool:
        """The two keyings are kept from each other's person; in a closed year neither goes on, so nothing is."""
        if self._both_complete(row):
            return False
        sheet = self._store.row("sheet", row["sheet"])
        return sheet is not None and self._book.years.get(sheet["year"]).state == "open"

    def _both_complete(self, row: Mapping[str, Any]) -> bool:
        if row["state"] == "entering":
            return False
        sheet = self._store.row("sheet", row["sheet"])
        return row["state"] == "settled" or (sheet is not None and sheet["state"] not in ("empty", "entering"))

    def reading(self, at: SheetAt, by: str) -> SecondKeying | None:
        """The second keying of a sheet as `by` may see it; None when there is none."""
        sheet = self._sheet_row(at)
        row = self._of(sheet["key"])
        if row is None:
            return None
        shown = row["by"] == by or self._both_complete(row)
        cells = self._cells(row, sheet["form"]) if shown else {}
        stated = from_text(row["stated_total"]) if shown and row.get("stated_total") else None
        check = None
        if stated is not None:
            summed = typed_sum(cells.values(), self._book.forms.form(sheet["form"]))
            check = SumCheck(stated, summed, stated - summed, False)
        return SecondKeying(sheet["key"], row["by"], row["state"], stated, cells, check)

    # --- verbs --------------------------------------------------------------------------------------------------------

    def begin(self, at: SheetAt, by: str) -> None:
        """Open the second keying of a sheet for `by`.

        RuleViolation: "keying.same_person" (by entered cells of the sheet), "keying.begun" (facts: `by`),
        "keying.unknown_person", "keying.no_sheet".
        """
        sheet = self._sheet_row(at)
        person = self._store.row("keeper", by)
        if person is None or person.get("ended_on"):
            raise RuleViolation("keying.unknown_person", by=by)
        if by in self._first_people(sheet):
            raise RuleViolation("keying.same_person", by=by, unit=at.unit, stage=at.stage)
        begun = self._of(sheet["key"])
        if begun is not None:
            raise RuleViolation("keying.begun", by=begun["by"], unit=at.unit, stage=at.stage)
        with self._store.operation("keying.begin", self._facts(sheet, by)) as tx:
            tx.insert("keying", {"sheet": sheet["key"], "by": by, "state": "entering"})

    def key(
        self,
        at: SheetAt,
        node: str,
        *,
        by: str,
        stated: Mapping[str, Fraction | None] | None = None,
        inputs: Mapping[str, InputValue | None] | None = None,
        not_assigned: bool | None = None,
    ) -> None:
        """Key one cell a second time; refusals as `scores.enter`, and RuleViolation("keying.not_open")."""
        sheet = self._sheet_row(at)
        self._open_by(sheet, by)
        item = self._scores.cell_item(sheet, node)
        stored = self._store.row("keying_cell", sheet["key"], by, node)
        held = read_cell_row(stored, item) if stored else SheetCell(Cell(node=node))
        after = apply(held, Edit(stated, inputs, None, not_assigned), item)
        with self._store.operation("keying.key", self._facts(sheet, by)) as tx:
            tx.put("keying_cell", self._cell_row(sheet["key"], by, after.cell, None))

    def state_total(self, at: SheetAt, total: Fraction | None, by: str) -> None:
        """Record the total the paper states, as the second person reads it: a check sum of both keyings."""
        sheet = self._sheet_row(at)
        self._open_by(sheet, by)
        with self._store.operation("keying.state-total", self._facts(sheet, by)) as tx:
            tx.update("keying", (sheet["key"], by), stated_total=None if total is None else to_text(total))

    def finish(self, at: SheetAt, by: str) -> int | None:
        """Complete the second keying; answers how many cells differ, or None while the first keying is not complete."""
        sheet = self._sheet_row(at)
        row = self._open_by(sheet, by)
        with self._store.operation("keying.finish", self._facts(sheet, by)) as tx:
            tx.update("keying", (sheet["key"], by), state="complete")
            both = self._both_complete({**row, "state": "complete"})
            open_cells = self._differing(sheet, row) if both else ()
            if both and not open_cells:
                tx.update("keying", (sheet["key"], by), state="settled")
        return len(open_cells) if both else None

    def differences(self, at: SheetAt) -> tuple[Difference, ...]:
        """The cells still keyed in two ways, in the form's order; RuleViolation("keying.not_both_complete") before
        both are.
        """
        sheet = self._sheet_row(at)
        row = self._of(sheet["key"])
        if row is None or not self._both_complete(row):
            raise RuleViolation("keying.not_both_complete", unit=at.unit, stage=at.stage)
        return self._differing(sheet, row)

    def settle(
        self,
        at: SheetAt,
        node: str,
        choice: Choice,
        *,
        by: str,
        edit: Edit | None = None,
    ) -> int:
        """Settle one differing cell with the paper in hand: keep the first, take the second, or write what both
        misread.

        Returns how many cells are left to settle. RuleViolation: "keying.not_both_complete", "keying.no_difference",
        "keying.edit_missing" (choice "other" without `edit`), "sheet.confirmed", "sheet.locked".
        """
        found = next((each for each in self.differences(at) if each.node == node), None)
        if found is None:
            raise RuleViolation("keying.no_difference", node=node, unit=at.unit, stage=at.stage)
        if choice == "other" and edit is None:
            raise RuleViolation("keying.edit_missing", node=node)
        sheet = self._sheet_row(at)
        row = self._of(sheet["key"])
        assert row is not None
        self._scores.check_open(sheet)
        facts = {**self._facts(sheet, by), "node": node, "choice": choice}
        kind = "keying.settle"
        given = edit if choice == "other" else _taking(found) if choice == "second" else None
        if given is not None and (told := self._scores.told(at.year, at.stage, at.period, {at.unit: [(node, given)]})):
            kind, facts = told[0], {**facts, "units": [at.unit], "count": 1, **told[1]}
        with self._store.operation(kind, facts) as tx:
            if choice != "first":
                self._take(tx, sheet, node, found.second if choice == "second" else None, edit)
            tx.put("keying_cell", self._cell_row(sheet["key"], row["by"], found.second, choice))
            left = self._differing(sheet, row)
            if not left:
                tx.update("keying", (sheet["key"], row["by"]), state="settled")
        return len(left)

    def drop(self, at: SheetAt, reason: str) -> None:
        """Take away a second keying that is not settled, with the reason (its person has left, say); the sheet stays
        as it was keyed first, and another second keying may begin.

        BadInput "keying.reason_missing"; RuleViolation "keying.none_open", "year.closed".
        """
        sheet = self._sheet_row(at)
        row = self._of(sheet["key"])
        if row is None or row["state"] == "settled":
            raise RuleViolation("keying.none_open", unit=at.unit, stage=at.stage)
        why = fields.note(reason)
        if why is None:
            raise BadInput("keying.reason_missing", unit=at.unit)
        self._book.years.must_be_open(at.year)
        with self._store.operation("keying.drop", {**self._facts(sheet, row["by"]), "reason": why}) as tx:
            for cell in self._key_rows(row):
                tx.delete("keying_cell", (cell["sheet"], cell["by"], cell["node"]))
            tx.delete("keying", (row["sheet"], row["by"]))

    # --- inside -------------------------------------------------------------------------------------------------------

    def _take(self, tx: Any, sheet: Mapping[str, Any], node: str, second: Cell | None, edit: Edit | None) -> None:
        """Write the settled value into the sheet; its state stays, for the sheet was complete and remains so."""
        item = self._scores.cell_item(sheet, node)
        stored = self._store.row("cell", sheet["key"], node)
        held = read_cell_row(stored, item) if stored else SheetCell(Cell(node=node))
        if edit is not None:
            held = apply(held, edit, item)
        elif second is not None:
            estimated = held.cell.estimated & second.inputs.keys()
            held = replace(held, cell=replace(second, estimated=estimated, note=held.cell.note))
        tx.put("cell", write_cell_row(sheet["key"], held))

    def _differing(self, sheet: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[Difference, ...]:
        form = self._book.forms.form(sheet["form"])
        first = self._scores.cells_of(sheet)
        second = self._cells(row, sheet["form"])
        settled = {each["node"]: each.get("settled") for each in self._key_rows(row)}
        order = {node.key: place for place, node in enumerate(form.nodes)}
        nodes = sorted(first.keys() | second.keys(), key=lambda node: (order.get(node, len(order)), node))
        found = []
        for node in nodes:
            one = first[node].cell if node in first else Cell(node=node)
            two = second.get(node, Cell(node=node))
            if settled.get(node) is None and _said(one) != _said(two):
                found.append(Difference(node, one, two, first[node].place if node in first else None, None))
        return tuple(found)

    def _sheet_row(self, at: SheetAt) -> dict[str, Any]:
        rows = self._store.rows("sheet", **at.columns)
        if not rows:
            raise RuleViolation("keying.no_sheet", unit=at.unit, stage=at.stage)
        return rows[0]

    def _of(self, sheet: str) -> dict[str, Any] | None:
        rows = self._store.rows("keying", sheet=sheet)
        return rows[0] if rows else None

    def _open_by(self, sheet: Mapping[str, Any], by: str) -> dict[str, Any]:
        row = self._store.row("keying", sheet["key"], by)
        if row is None or row["state"] != "entering":
            raise RuleViolation("keying.not_open", by=by, unit=sheet["unit"], stage=sheet["stage"])
        return row

    def _first_people(self, sheet: Mapping[str, Any]) -> set[str]:
        """Everyone who wrote a cell of the sheet: who the sheet says entered it, and who the journal names."""
        people = {sheet["entered_by"]} if sheet.get("entered_by") else set()
        for row in self._store.select(
            "SELECT DISTINCT op.person AS person FROM change JOIN op ON op.seq = change.op "
            "WHERE change.tbl = 'cell' AND instr(change.key, ?) > 0",
            (_quoted(sheet["key"]),),
        ):
            people.add(row["person"])
        return people

    def _key_rows(self, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        return self._store.rows("keying_cell", sheet=row["sheet"], by=row["by"])

    def _cells(self, row: Mapping[str, Any], form: str) -> dict[str, Cell]:
        nodes = self._book.forms.form(form)
        found = {}
        for each in self._key_rows(row):
            node = nodes.find(each["node"])
            found[each["node"]] = read_cell(each, node if isinstance(node, Item) else None)
        return found

    def _cell_row(self, sheet: str, by: str, cell: Cell, settled: str | None) -> dict[str, Any]:
        said = {"stated": write_values(cell.stated), "inputs": write_values(cell.inputs)}
        key = {"sheet": sheet, "by": by, "node": cell.node}
        return {**key, **said, "not_assigned": int(cell.not_assigned), "settled": settled}

    def _facts(self, sheet: Mapping[str, Any], by: str) -> dict[str, Any]:
        """What the journal names of an act: who and which sheet, never a value."""
        return {"year": sheet["year"], "unit": sheet["unit"], "stage": sheet["stage"], "by": by}


def _said(cell: Cell) -> tuple[Any, ...]:
    """What a keying says of a cell; notes and marks of estimates are not on the paper."""
    return dict(cell.stated), dict(cell.inputs), cell.not_assigned


def _taking(found: Difference) -> Edit:
    """The edit that makes the second keying of a cell out of the first."""
    stated = {**dict.fromkeys(found.first.stated), **found.second.stated}
    inputs = {**dict.fromkeys(found.first.inputs), **found.second.inputs}
    return Edit(stated, inputs, None, found.second.not_assigned)


def _quoted(key: str) -> str:
    return f'"{key}"'
