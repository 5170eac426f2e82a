"""The states of a sheet: empty, entering, complete, confirmed, locked, each step with its own guard.

Only the step itself is kept here; entering cells is `scores`, and a locked year is the store's own guard.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from models.book.base import fields
from models.book.scoring.edit import Edit
from models.book.scoring.rows import YEAR_PERIOD, SheetAt
from models.rules.errors import BadInput, Refusal, RuleViolation
from models.rules.form.scoring import Cell, Form
from models.rules.number.points import to_text

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook
    from models.book.scoring.scores import Scores


Step = Literal["complete", "confirm", "lock"]
NOTHING_LOST: Final = "Không có gì để trừ"
"""What stands as the note of a sheet for which nothing has to be typed."""
WAITS_FOR: Final = {"complete": ("entering",), "confirm": ("complete",), "lock": ("confirmed",)}
"""The states from which each act takes a sheet further."""


@dataclass(frozen=True, slots=True)
class Advanced:
    """What became of many sheets: units whose sheet went on, and those that stayed with the reason."""

    done: tuple[str, ...]
    left: tuple[tuple[str, Refusal], ...]


class SheetStates:
    """Takes one sheet from state to state; every refusal names the unit, the stage and what is missing."""

    def __init__(self, book: ScoringBook, scores: Scores) -> None:
        self._book = book
        self._store = book.store
        self._scores = scores

    def complete(self, at: SheetAt) -> None:
        """Declare that every item has its points or is not assigned.

        RuleViolation("sheet.blanks", items=codes in printed order) lists the blanks; "sheet.confirmed", "sheet.locked".
        """
        row = self._row(at)
        self._scores.check_open(row)
        blanks = self._book.standing.result(at).blanks
        if blanks:
            raise self._blanks(at.unit, at.stage, self._book.forms.form(row["form"]), blanks)
        self._step("sheet.complete", row, state="complete")

    def accept_sum(self, at: SheetAt) -> None:
        """Record that the unit itself added up wrongly ("Ghi nhận cộng nhầm"); RuleViolation("score.sum_agrees") if it
        did not.
        """
        row = self._row(at)
        self._scores.check_open(row)
        check = self._scores.sum_check(at)
        if check is None or check.agrees:
            raise RuleViolation("score.sum_agrees", unit=at.unit, stage=at.stage)
        self._step("sheet.accept-sum", row, sum_error_accepted=1)

    def confirm(self, at: SheetAt) -> None:
        """Confirm a complete sheet in the name of the person at the keyboard.

        RuleViolation: "sheet.not_complete", "score.sum_differs" (a total on paper nobody has accepted as wrongly
        added), "keying.unsettled" (a second keying is open).
        """
        row = self._row(at)
        if row["state"] != "complete":
            raise RuleViolation("sheet.not_complete", unit=at.unit, stage=at.stage, state=row["state"])
        check = self._scores.sum_check(at)
        if check is not None and not check.agrees and not check.accepted:
            facts = {"stated": check.stated, "summed": check.summed, "difference": check.difference}
            raise RuleViolation(
                "score.sum_differs", unit=at.unit, stage=at.stage, **{k: to_text(v) for k, v in facts.items()}
            )
        if any(keying["state"] != "settled" for keying in self._store.rows("keying", sheet=row["key"])):
            raise RuleViolation("keying.unsettled", unit=at.unit, stage=at.stage)
        said: dict[str, Any] = {"confirmed_by": self._store.person or None, "confirmed_on": self._book.today()}
        self._step("sheet.confirm", row, state="confirmed", **said)

    def lock(self, at: SheetAt) -> None:
        """Lock a confirmed sheet ("Đã chốt"); RuleViolation("sheet.not_confirmed")."""
        row = self._row(at)
        if row["state"] != "confirmed":
            raise RuleViolation("sheet.not_confirmed", unit=at.unit, stage=at.stage, state=row["state"])
        self._step("sheet.lock", row, state="locked")

    def reopen(self, at: SheetAt, reason: str) -> None:
        """Open a confirmed or locked sheet for entering again, with the reason in the journal.

        BadInput("sheet.reason_missing"), RuleViolation("sheet.is_open").
        """
        row = self._row(at)
        said = fields.note(reason)
        if said is None:
            raise BadInput("sheet.reason_missing", unit=at.unit, stage=at.stage)
        if row["state"] not in ("confirmed", "locked"):
            raise RuleViolation("sheet.is_open", unit=at.unit, stage=at.stage, state=row["state"])
        self._step("sheet.reopen", row, {"reason": said}, state="entering", confirmed_by=None, confirmed_on=None)

    def receive_all(
        self, year: int, stage: str, on: str, period: str = YEAR_PERIOD, units: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """Record that the sheets of these units (None: of every unit of the year) came in on a day, as one act.

        Those that have a day keep it; units that have left are received where they are named, and a unit has no sheet
        of itself where it scores the others. Answers with the units that got one. BadInput("date.bad").
        """
        roster = self._book.members.roster
        members = [one.key for one in (roster(year, f"{year}-12-31") if units is None else roster(year))]
        itself = self._scores.scorer_at(year, stage)
        waiting = [
            unit
            for unit in members
            if (units is None or unit in units)
            and unit != itself
            and self._scores.sheet(SheetAt(year, unit, stage, period)).received_on is None
        ]
        if waiting:
            with self._store.operation("sheets.receive", {"year": year, "stage": stage, "count": len(waiting)}):
                for unit in waiting:
                    self._scores.receive(SheetAt(year, unit, stage, period), on)
        return tuple(waiting)

    def nothing_lost(
        self, year: int, stage: str, period: str = YEAR_PERIOD, units: Collection[str] | None = None
    ) -> Advanced:
        """Say of every sheet nobody wrote into (of these units; None: of the year's) that there is nothing to take off,
        as one act: the form alone gives its points. A sheet where something has to be typed is left as it is and told.

        Refusals of `scores.enter_many`.
        """
        scores, forms = self._scores, self._book.forms
        members = [one.key for one in self._book.members.roster(year, f"{year}-12-31")]
        edits, itself = [], scores.scorer_at(year, stage)
        for unit in members if units is None else units:
            if unit != itself and not scores.sheet(SheetAt(year, unit, stage, period)).cells:
                items = forms.form(forms.for_unit(year, unit)).items()
                losing = [item for item in items if any(part.effect == "penalty" for part in item.parts)]
                edits += [(unit, item.key, Edit(note=NOTHING_LOST)) for item in (losing or list(items))[:1]]
        left = {}
        if any(one.key == stage and one.holds == "items" for one in self._book.years.stages(year)):
            tried = self._book.standing.board(year, stage, period).fork()
            tried.put({(unit, node): Cell(node, note=NOTHING_LOST) for unit, node, _ in edits})
            for unit, _, _ in edits:
                if blanks := tried.results[unit].blanks:
                    left[unit] = self._blanks(unit, stage, forms.form(forms.for_unit(year, unit)), blanks)
        edits = [edit for edit in edits if edit[0] not in left]
        if edits:
            scores.enter_many(year, stage, edits, period)
        return Advanced(tuple(unit for unit, _, _ in edits), tuple(left.items()))

    def _blanks(self, unit: str, stage: str, form: Form, blanks: tuple[str, ...]) -> RuleViolation:
        codes = tuple(self._book.forms.code(form, key) for key in blanks)
        return RuleViolation("sheet.blanks", unit=unit, stage=stage, items=codes, nodes=blanks, count=len(blanks))

    def advance_all(
        self, year: int, stage: str, to: Step, period: str = YEAR_PERIOD, units: Collection[str] | None = None
    ) -> Advanced:
        """Take every sheet of a step (of these units, where they are named) that waits for it one state further
        ("complete", "confirm", "lock"), as one act.

        Sheets that cannot go stay as they are; each is told with the Refusal its own act would give.
        """
        act: Callable[..., None] = getattr(self, to)
        rows = self._store.rows("sheet", year=year, stage=stage, period=period)
        asked = [row for row in rows if units is None or row["unit"] in units]
        waiting = [row["unit"] for row in asked if row["state"] in WAITS_FOR[to]]
        done: list[str] = []
        left: list[tuple[str, Refusal]] = []
        with self._store.operation(f"sheets.{to}", {"year": year, "stage": stage, "count": len(waiting)}):
            for unit in waiting:
                try:
                    act(SheetAt(year, unit, stage, period))
                except Refusal as refusal:  # each is refused before it writes anything
                    left.append((unit, refusal))
                else:
                    done.append(unit)
        return Advanced(tuple(done), tuple(left))

    def _row(self, at: SheetAt) -> dict[str, Any]:
        rows = self._store.rows("sheet", **at.columns)
        if not rows:
            raise RuleViolation("sheet.empty", unit=at.unit, stage=at.stage)
        return rows[0]

    def _step(self, kind: str, row: dict[str, Any], more: dict[str, Any] | None = None, **changes: Any) -> None:
        facts = {"year": row["year"], "unit": row["unit"], "stage": row["stage"], **(more or {})}
        with self._store.operation(kind, facts) as tx:
            tx.update("sheet", row["key"], **changes)
