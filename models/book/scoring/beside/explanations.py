"""How far the explanation of a difference at one item has come: asked, answered, taken, or points kept.

Said of the cell whose points the difference is about, beside the unit's own words (`scores.explain`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.base import fields
from models.book.scoring.edit import Edit
from models.book.scoring.rows import EXPLAINED, SheetAt
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
        at: SheetAt,
        node: str,
        state: str,
        reason: str | None = None,
    ) -> None:
        """Say how far it has come: "asked", "answered", "taken", "kept" with a reason, "" for not asked.

        BadInput `explanation.state_unknown`, `explanation.no_reason` (kept without one), RuleViolation
        `explanation.none` (nothing was answered); refusals of `scores.enter_many`.
        """
        why = fields.note(reason)
        if state not in ("", *EXPLAINED):
            raise BadInput("explanation.state_unknown", value=state)
        held = self._scores.sheet(at).cells.get(node)
        if state in ("answered", "taken") and not (held and held.explanation):
            raise RuleViolation("explanation.none")
        if state == "kept" and why is None:
            raise BadInput("explanation.no_reason")
        with self._store.operation("score.settle-explanation", {**at.facts, "node": node}):
            edit = Edit(explanation_state=state, explanation_reason=why or "")
            self._scores.enter_many(at.year, at.stage, [(at.unit, node, edit)], at.period)
