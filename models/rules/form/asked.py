"""What is asked about one cell of a sheet, and what a decision puts in the place of the rule.

Whether a decision is there and what comes of it is `scoring_item`'s.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from models.rules.errors import BadInput
from models.rules.form.model import Cell, Item, ItemResult
from models.rules.form.plan import plan_of
from models.rules.form.steps import Step, leaf
from models.rules.number.points import NOT_ASSIGNED, NotRanked, Value, from_text, to_text
from models.rules.number.questions import Decision, Question, common

BROKEN: Final = "score.broken"
"""What stands in the cell cannot be read: answered by writing it anew, never by a decision."""
ACCEPT: Final = "score.accept-stated"
RELIEF: Final = "score.relief"


def subject_of(sheet: str, node: str) -> str:
    return f"{sheet}/{node}" if sheet else node


def decided_step(decision: Decision, cite: str) -> Step | None:
    """What a decision puts in the rule's place: points, not assigned, not ranked; None when its choice is none of
    these.
    """
    facts = {"decision": decision.key}
    if decision.choice == "not-assigned":
        return leaf(NOT_ASSIGNED, decision.reason, facts=facts, cite=cite)
    if decision.choice == "not-ranked":
        return leaf(NotRanked(decision.reason, cite), facts=facts, cite=cite)
    try:
        return leaf(from_text(str(decision.choice)), decision.reason, "decided", facts, cite)
    except BadInput:
        return None


def broken_question(node: Item | None, cell: Cell, sheet: str = "") -> Question:
    """What stands in a cell cannot be read: whoever knows writes it anew."""
    cite = " ".join(word for word in (node.code, node.title) if word) if node is not None else ""
    return Question(BROKEN, subject_of(sheet, cell.node), cite=cite, facts={"parts": list(cell.broken)})


def relief_question(item: Item, part: str, cell: Cell) -> Question:
    """The question whether a part relieves the unit (a later day, cases that do not count), to be offered, never
    forced.

    Its subject is filled by the caller: `<sheet>/<item>/<part>`, or `<year>/<unit>/<item>/<part>` for every stage.
    """
    plan = next(each for each in plan_of(item).parts if each.part.id == part)
    facts = {name: _fact(cell.inputs[name]) for name in plan.inputs if name in cell.inputs}
    cite = plan.part.cite or item.code
    return Question(RELIEF, f"{item.key}/{part}", plan.part.kind, cite, item.rule_text or plan.part.label, (), facts)


def _fact(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def accept_question(item: Item, result: ItemResult, sheet: str = "") -> Question | None:
    """The question whether stated numbers the rule does not give shall stand all the same; None when there is nothing
    to accept.
    """
    counted = {"base": result.base, "bonus": result.bonus, "penalty": result.penalty}
    above = {name: number for name, number in result.stated.items() if counted[name] != number}
    if not above:
        return None
    facts = {"stated": dict(result.stated), "rule": {name: _text(counted[name]) for name in sorted(above)}}
    options = (common("accept"), common("reject"))
    cite = " ".join(word for word in (item.code, item.title) if word)
    return Question(ACCEPT, subject_of(sheet, item.key), None, cite, item.rule_text, options, facts)


def _text(value: Value) -> str:
    return to_text(value) if isinstance(value, Fraction) else type(value).__name__.lower()
