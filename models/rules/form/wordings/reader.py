"""A scoring sentence as what it says: its clauses taken together, or refused whole.

A sentence half read is a sentence read wrongly: every clause must find its place in one meaning, else `Unread`. Where
several clauses can mean two things the sum of their points against the item's standard decides; where nothing decides
the reading says so (`sure`), and the proposal asks. Here: the order in which meanings are tried. Not here: single
clauses (`clauses`), what they mean together (`cases`, `wholes`, `shares`, `bands`, `levels`), parts (`proposal`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from models.rules.form.wordings import vocabulary
from models.rules.form.wordings.bands import bands_of
from models.rules.form.wordings.cases import bare_cap, cases_of, first_then_each, in_days, taken_once, up_to
from models.rules.form.wordings.clauses import (
    Award,
    CapClause,
    Clause,
    Clauses,
    CountCapClause,
    DueClause,
    HighestClause,
    LostClause,
    OwnEachClause,
)
from models.rules.form.wordings.levels import read_levels
from models.rules.form.wordings.measures import BandClause, PerUnitClause
from models.rules.form.wordings.readings import (
    Checklist,
    Gain,
    OneOf,
    PassFail,
    PerCase,
    Place,
    Reading,
    Readings,
    Unread,
)
from models.rules.form.wordings.shares import leader_of, per_cent, share_of
from models.rules.form.wordings.statements import CountClause, MostClause, WishClause
from models.rules.form.wordings.tokens import LONGEST, Token, prepared, tokens_of
from models.rules.form.wordings.wholes import by_place, by_taste, full_then_bands, full_then_less, levels_then_less

_WELL: Final = (*vocabulary.WELL, "tốt", "khá", "đầy đủ", "kịp thời", "đủ")
_SCORING = re.compile(r"\d|½|%|\b(điểm|trừ|cộng|thưởng|tỷ lệ|tỉ lệ|tối đa)\b", re.IGNORECASE)
_LEAN = re.compile(r"(điểm|mức|mức điểm) (trừ|cộng|thưởng)\s*:\s*(?!\d+([.,]\d+)? điểm$)", re.IGNORECASE)
"""A heading inside a cell: what the amounts behind it do."""
_COUNTS = re.compile(r"(số|tổng (số|điểm|cộng)|tỷ lệ)\b")
"""What a number behind it counts is told by such words; it is no amount."""
_DAY = re.compile(
    r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2} (?:hằng|hàng) (?:tháng|quý|năm)|\d{1,2} tháng \d{1,2}(?: năm \d{4})?"
    r"|\d{1,2} (?:của )?(?:tháng|quý) (?:sau|kế tiếp|cuối(?: của)? quý)"
)


@lru_cache(maxsize=4096)
def read_sentence(sentence: str, place: Place) -> Readings | Unread:
    """What a sentence says of the item it stands on; `Unread` names the first words that were not understood.

    Several readings belong together: a rule with a loss of all points beside it, or several kinds of case.
    """
    text, lean = prepared(sentence), {"bonus": "plus", "penalty": "minus"}.get(place.column)
    place = place.in_column()
    if not _SCORING.search(text):
        return Unread(text[:80], plain=True)
    if (heading := _LEAN.match(text)) is not None:
        text, lean = text[heading.end() :], "minus" if "trừ" in heading[0].lower() else "plus"
    tokens = tokens_of(text) if len(text) <= LONGEST else ()
    found = _said(text, tokens, place, lean, bare=False)
    if not isinstance(found, Unread) or not tokens:
        return found
    bare = _said(text, tokens, place, lean, bare=True)
    return bare if not isinstance(bare, Unread) and (lean or _proved(bare, place, ":" in text)) else found


def _proved(found: Readings, place: Place, colons: bool) -> bool:
    """Whether numbers without the word "điểm" are points: as parts they add up to the standard, or the best of them
    behind a colon is the standard.
    """
    one = found[0] if len(found) == 1 else None
    if isinstance(one, Checklist):
        counts = any(_COUNTS.match(part.what.lower()) for part in one.parts)
        return place.max is not None and one.sure and not counts
    if isinstance(one, PassFail) and one.effect == "plus":
        return colons and one.points == place.max and one.fail is not None
    return colons and isinstance(one, OneOf) and one.sure and max(level.points for level in one.levels) == place.max


def _said(text: str, tokens: Sequence[Token], place: Place, lean: str | None, *, bare: bool) -> Readings | Unread:
    """What the tokens say in one meaning; with `bare` a number alone may be an amount."""
    said = Clauses(text, tokens, place.max)
    said.bare = bare
    clauses = said.all() if tokens else 0
    if isinstance(clauses, int):
        return Unread(said.between(clauses, clauses + 6) or text[:80])
    if said.own_each:
        clauses = clauses[:-1] if isinstance(clauses[-1], OwnEachClause) else ()
    clauses = _leaning(clauses, lean)
    if not clauses:
        return Unread(text[:80])
    if any(isinstance(one, CapClause) and one.over(place.max) for one in clauses):
        return Unread(text[:80])
    for way in _WAYS:
        found = way(clauses, place)
        if found is not None and not _joins(found, said):
            return Unread(text[:80])
        if found is not None:
            return tuple(_dated(one, text) for one in found)
    return Unread(text[:80])


def _joins(found: Readings, said: Clauses) -> bool:
    """Whether what was found agrees with the words between its clauses: parts joined by "và", or told again one by one,
    add up; of levels joined by "hoặc" one counts.
    """
    one = found[0] if len(found) == 1 else None
    if said.own_each:
        return isinstance(one, Checklist) or (isinstance(one, PerCase) and one.effect == "plus")
    if "và" in said.joints:
        return isinstance(one, Checklist)
    return "hoặc" not in said.joints or isinstance(one, OneOf)


def _leaning(clauses: Sequence[Clause], lean: str | None) -> tuple[Clause, ...]:
    """The clauses behind "Điểm trừ:" or in a column of that name: what does not say that it gives or takes does as the
    heading says; () where one says the contrary, or cannot be said of such a column.
    """
    if lean is None:
        return tuple(clauses)
    effect: Gain = "minus" if lean == "minus" else "plus"
    made = [_leant(clause, effect) for clause in clauses]
    found = tuple(one for one in made if one is not None)
    return found if len(found) == len(made) else ()


def _leant(clause: Clause, effect: Gain) -> Clause | None:
    """One clause in such a column; None where it cannot stand there."""
    if isinstance(clause, CountCapClause | DueClause | CountClause | HighestClause | WishClause):
        return clause
    if isinstance(clause, MostClause | LostClause):
        return clause if effect == "minus" else None
    if isinstance(clause, CapClause):
        return replace(clause, effect=effect) if clause.effect in (None, effect) else None
    if not isinstance(clause, Award | BandClause | PerUnitClause) or clause.giving.effect not in (None, effect):
        return None
    if effect == "minus" and clause.giving.earned and clause.giving.effect is None and not clause.giving.then:
        return None  # "được 2 điểm" is nothing lost
    said = clause.what.lower() if isinstance(clause, Award) and clause.giving.effect is None else ""
    if effect == "minus" and not vocabulary.is_ill(said) and any(f" {word} " in f" {said} " for word in _WELL):
        return None  # neither is "Đúng hạn: 1 điểm"
    return replace(clause, giving=replace(clause.giving, effect=effect))


def _dated(reading: Reading, text: str) -> Reading:
    """A reading that speaks of a day, with the day as the sentence writes it."""
    found = _DAY.search(text.lower())
    if found is None:
        return reading
    if isinstance(reading, PerCase) and in_days(reading):
        return replace(reading, due=found[0])
    if isinstance(reading, PassFail) and _DAY.search(reading.what.lower()):
        edge = reading.fail is not None and len(_DAY.findall(text.lower())) > 1 and " hoặc " not in reading.what.lower()
        return replace(reading, due=found[0], edge=edge)
    return reading


_WAYS: Final[tuple[Callable[[Sequence[Clause], Place], Readings | None], ...]] = (
    bare_cap,
    first_then_each,
    cases_of,
    full_then_bands,
    full_then_less,
    up_to,
    taken_once,
    share_of,
    per_cent,
    leader_of,
    by_place,
    by_taste,
    bands_of,
    read_levels,
    levels_then_less,
)
