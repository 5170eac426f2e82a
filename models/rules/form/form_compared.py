"""Who takes part where an item of a form compares units, decided once for it: units that came late, those barred.

A unit that left is asked about for the year (`standing.leaver`). Until somebody decides, every unit that stands for a
place takes part, and the question stays open.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from models.rules.number.questions import Decisions, Question, answer, common

COMPARED: Final = "form.compared"
_WHOLE_YEAR, _NOT_BARRED, _BOTH = "whole-year", "not-barred", "whole-year-not-barred"
_OPTIONS: Final = (
    common("all"),
    common(_WHOLE_YEAR),
    common(_NOT_BARRED),
    common(_BOTH),
)
NOTES: Final = {
    (COMPARED, "all"): "Ở mục so các đơn vị với nhau, mọi đơn vị xếp hạng của năm đều được so",
    (COMPARED, _WHOLE_YEAR): "Ở mục so các đơn vị với nhau, chỉ so các đơn vị ở trong khối cả năm",
    (COMPARED, _NOT_BARRED): "Ở mục so các đơn vị với nhau, không so với đơn vị bị loại khỏi xét",
    (COMPARED, _BOTH): "Ở mục so các đơn vị với nhau, chỉ so các đơn vị ở trong khối cả năm và không bị loại khỏi xét",
}
"""What was decided, as it is printed under the form."""


def compared_question(form: str) -> Question:
    """Which units take part in the comparisons of a form."""
    return Question(COMPARED, form, options=_OPTIONS)


def taking_part(
    form: str, decisions: Decisions, standing: Set[str], late: Set[str], barred: Set[str]
) -> frozenset[str]:
    """The units that take part, of those that stand for a place."""
    found = answer(decisions, compared_question(form))
    choice = "all" if found is None else found.choice
    gone: set[str] = set()
    if choice in (_WHOLE_YEAR, _BOTH):
        gone |= late
    if choice in (_NOT_BARRED, _BOTH):
        gone |= barred
    return frozenset(standing - gone)
