"""How far the explanation of a difference at one item has come: asked, answered, taken, or points kept.

Said of the cell whose points the difference is about, beside the unit's own words (`scores.explain`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.base import fields
from models.book.scoring.edit import Edit
from models.book.scoring.rows import EXPLAINED, YEAR_PERIOD
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook
    from models.book.scoring.scores import Scores


class Explanations:
    """The state of explanations."""

    def __init__(self, book: ScoringBook, scores: Scores) -> None:
        self._store = book.store
        self._scores = scores

    def settle(
        self,
        year: int,
        unit: str,
        stage: str,
        node: str,
        state: str,
        reason: str | None = None,
        period: str = YEAR_PERIOD,
    ) -> None:
        """Say how far it has come: "asked", "answered", "taken", "kept" with a reason, "" for not asked.

        BadInput `explanation.state_unknown`, `explanation.no_reason` (kept without one), RuleViolation
        `explanation.none` (nothing was answered); refusals of `scores.enter_many`.
        """
        why = fields.note(reason)
        if state not in ("", *EXPLAINED):
            raise BadInput("explanation.state_unknown", value=state)
        held = self._scores.sheet(year, unit, stage, period).cells.get(node)
        if state in ("answered", "taken") and not (held and held.explanation):
            raise RuleViolation("explanation.none")
        if state == "kept" and why is None:
            raise BadInput("explanation.no_reason")
        facts = {"year": year, "unit": unit, "stage": stage, "node": node}
        with self._store.operation("score.settle-explanation", facts):
            edit = Edit(explanation_state=state, explanation_reason=why or "")
            self._scores.enter_many(year, stage, [(unit, node, edit)], period)
