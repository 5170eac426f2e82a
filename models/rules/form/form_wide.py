"""What is decided once for a whole form: which band counts for what lies between two or in both, its day rule, and
who takes part where units are compared.

Here: the questions, how a band is written in their subjects, and the reading of their answers. Not here: one cell's own
decisions (`asked`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from models.rules.form.form_compared import NOTES as OF_COMPARED
from models.rules.form.form_days import NOTES as OF_DAYS
from models.rules.form.steps import Band, bands_of
from models.rules.number.points import ZERO, from_text, show_plain, to_text
from models.rules.number.questions import Decision, Decisions, Option, Question, answer

GAP: Final = "form.band-gap"
OVERLAP: Final = "form.band-overlap"
_NOTES: Final = {**OF_DAYS, **OF_COMPARED}
KEYS: Final = frozenset({GAP, OVERLAP, *(key for key, _choice in _NOTES)})
"""Questions answered once for a form and its version, whatever the year."""

OF_BANDS: Final = frozenset({"score.band-gap", "score.band-overlap"})
"""Questions about one value of one cell, asked where the form-wide ones do not reach: beyond the ends of a table."""

_BAND: Final = re.compile(r"([\[(])([0-9.\-]*);([0-9.\-]*)([\])])")


def band_text(band: Band) -> str:
    """A band's ends as subjects and choices write them: `[80;90)`, an open end empty."""
    low, high = ("" if end is None else to_text(end) for end in (band.low, band.high))
    return f"{'[' if band.low_in and low else '('}{low};{high}{']' if band.high_in and high else ')'}"


def band_words(text: str) -> str:
    """Such a text in words: "từ 80 đến dưới 90"."""
    found = _BAND.fullmatch(text)
    if found is None:
        return text
    opens, low, high, closes = found.groups()
    if low and low == high:
        return f"đúng {_plain(low)}"
    said = "" if not low else f"{'từ' if opens == '[' else 'trên'} {_plain(low)}"
    if not high:
        return f"{said} trở lên" if opens == "[" else said
    to = "đến" if closes == "]" else "đến dưới" if low else "dưới"
    return f"{said} {to} {_plain(high)}".strip()


def _plain(number: str) -> str:
    return show_plain(from_text(number), 3)


def concerned(bands: Sequence[Band], value: Fraction) -> tuple[int, ...]:
    """Places of the bands between which a value must be decided: those that hold it, else the nearest below and above
    it; fewer than two where it lies beyond the lowest or the highest.
    """
    found = bands_of(bands, value)
    if found:
        return found
    below = [n for n, band in enumerate(bands) if band.high is not None and band.high <= value]
    above = [n for n, band in enumerate(bands) if band.low is not None and band.low >= value]
    if not below or not above:
        return ()
    lower, upper = max(bands[n].high or ZERO for n in below), min(bands[n].low or ZERO for n in above)
    sides = [n for n in below if bands[n].high == lower] + [n for n in above if bands[n].low == upper]
    return tuple(sorted(set(sides)))


def band_question(form: str, key: str, bands: Iterable[Band]) -> Question:
    """Which of these bands counts wherever the form has them side by side."""
    texts = sorted({band_text(band) for band in bands})
    options = tuple(Option(text, band_words(text)) for text in texts)
    return Question(key, f"{form}/{'+'.join(texts)}", options=options, facts={"bands": texts})


def notes(form: str, decisions: Decisions) -> tuple[str, ...]:
    """What was decided for a form, one sentence each, to be printed under it in the order of the questions."""
    every = (
        list(decisions) if not hasattr(decisions, "values") else [one for each in decisions.values() for one in each]
    )
    found = [one for one in every if one.question in KEYS and one.subject.split("/", 1)[0] == form]
    found.sort(key=lambda one: (one.question, one.subject, one.key))
    return tuple(said for one in found if (said := _note(one, every)))


def _note(decision: Decision, every: Sequence[Decision]) -> str:
    bands = decision.subject.partition("/")[2].split("+")
    question = Question(decision.question, decision.subject, facts={"bands": bands} if bands[0] else {})
    if answer(every, question) is not decision:
        return ""
    document = f" ({decision.document})" if decision.document else ""
    if decision.question not in (GAP, OVERLAP):
        said = _NOTES.get((decision.question, str(decision.choice)), "")
        return said and f"{said}{document}."
    sides = " và mức ".join(band_words(text) for text in bands)
    where = "nằm giữa" if decision.question == GAP else "thuộc cả"
    return f"Trị số {where} mức {sides} tính theo mức {band_words(str(decision.choice))}{document}."
