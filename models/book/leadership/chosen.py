"""Whom meetings chose for the offices of a year, read from the minutes: ballots for head and deputies, what was decided
where a ballot left a seat open, shows of hands that name one unit and one office.

Reads only: a term is recorded by a person, with the minutes as its basis. Which year a choice is for is told by its own
words, else by the meeting: the signing and the half-year meeting choose for their year, later ones for the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from models.book.meetings.electorates import seat_subject
from models.rules.number.text import show_date, word_line

if TYPE_CHECKING:
    from models.book.leadership.floor import LeadershipBook
    from models.book.meetings.ballots import Ballot
    from models.book.meetings.meetings import Meeting
    from models.rules.act.balloting import Outcome

FOR_ITS_YEAR: Final = frozenset({"signing", "half-year"})
_YEAR: Final = re.compile(r"\b((?:19|20|21)\d\d)(?:–\d{4})?\b")
_BASIS: Final = {"introduced": "introduced", "proposed": "proposed"}
"""Where the regulation says that a meeting only introduces or proposes, a vote of it does that."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A unit (or its person) chosen for an office: how ("ballot", "decision", "hands"), by which votes, and
    what a term cites.
    """

    year: int
    role: str
    rank: int
    unit: str
    how: str
    basis: str
    document: str
    on: str | None
    outcome: Outcome | None = None
    person: str | None = None


def chosen(book: LeadershipBook, year: int) -> tuple[Chosen, ...]:
    """Who was chosen for a year, heads first, deputies by rank: in the order of the meetings, their ballots and the
    places those gave. A later choice for the same office is a line of its own.
    """
    found: dict[tuple[str, str], Chosen] = {}
    ranks = {"head": 0, "deputy": 0}
    for one in _all(book, year):
        if (one.role, one.unit) in found:
            continue
        ranks[one.role] += 1
        rank = 1 if one.role == "head" else ranks["deputy"]
        found[one.role, one.unit] = replace(one, rank=rank)
    return tuple(sorted(found.values(), key=lambda one: (one.role != "head", one.rank)))


def _all(book: LeadershipBook, year: int) -> Iterator[Chosen]:
    known = [one for one in (year - 1, year) if book.years.find(one) is not None]
    meetings = [meeting for one in known for meeting in book.meetings.all(one)]
    for meeting in sorted(meetings, key=lambda one: (one.day, one.year, one.key)):
        for ballot in book.ballots.of(meeting.key):
            if ballot.purpose in ("head", "deputy") and _meant(ballot.title, meeting) == year:
                yield from _by_ballot(book, meeting, ballot, year)
        yield from _by_hands(book, meeting, year)


def _meant(words: str, meeting: Meeting) -> int:
    said = {int(one) for one in _YEAR.findall(words)}
    if len(said) == 1:
        return said.pop()
    return meeting.year if meeting.kind in FOR_ITS_YEAR else meeting.year + 1


def _by_ballot(book: LeadershipBook, meeting: Meeting, ballot: Ballot, year: int) -> Iterator[Chosen]:
    result = None if book.ballots.recount.open(ballot.key) else book.ballots.result(ballot.key)
    if result is None or not book.ballots.rounds.caused(ballot):
        return
    told = f"Biên bản kiểm phiếu “{ballot.title}”, {_called(meeting)}"
    decided = _decided(book, meeting.year, ballot.key) if result.settled_by else None
    for key in result.chosen:
        one = next(candidate for candidate in ballot.candidates if candidate.key == key)
        if one.unit is None:
            continue
        how, document, on = "ballot", told, meeting.date
        if decided is not None and key in decided[0]:
            how, document, on = "decision", decided[1] or told, decided[2]
        votes, basis = result.outcome(key), _basis(book, year)
        yield Chosen(year, ballot.purpose, 1, one.unit, how, basis, document, on, votes, one.person)


def _decided(book: LeadershipBook, year: int, ballot: str) -> tuple[tuple[str, ...], str, str | None] | None:
    """Whom a decision put on the seat a ballot left open, with its paper and day."""
    for decision in book.decisions.all(year):
        if decision.question == "ballot.open_seat" and decision.subject == seat_subject(year, ballot):
            several = decision.choice if isinstance(decision.choice, (list, tuple)) else (decision.choice,)
            return tuple(map(str, several)), decision.document or "", decision.date
    return None


def _by_hands(book: LeadershipBook, meeting: Meeting, year: int) -> Iterator[Chosen]:
    for vote in book.meetings.hands(meeting.key):
        if vote.result is None or not vote.result.outcome.passes or _meant(vote.subject, meeting) != year:
            continue
        named = _named(book, vote.subject, meeting)
        if named is not None:
            told = f"Biên bản {_called(meeting)}, biểu quyết giơ tay"
            votes, basis = vote.result.outcome, _basis(book, year)
            yield Chosen(year, named[0], 1, named[1], "hands", basis, told, meeting.date, votes)


def _named(book: LeadershipBook, subject: str, meeting: Meeting) -> tuple[str, str] | None:
    """The one office and the one unit that a subject names, however written; None when it is not just one of each."""
    words, text = book.settings.terms, word_line(subject)
    deputy, head = word_line(words.deputy), word_line(words.head)
    rest = text.replace(deputy, " ")
    offices = [role for role, there in (("deputy", deputy in text), ("head", head in rest)) if there]
    units: set[str] = set()
    members = book.members.roster(meeting.year, meeting.day)
    names = [(word_line(name), one.key) for one in members for name in (one.unit.name, one.unit.short_name)]
    for name, unit in sorted(names, key=lambda one: (-len(one[0]), one)):
        if name in text:
            units.add(unit)
            text = text.replace(name, " | ")
    return (offices[0], units.pop()) if len(offices) == 1 and len(units) == 1 else None


def _basis(book: LeadershipBook, year: int) -> str:
    rule = book.rotation.rule(year)
    return _BASIS.get(str(rule.spec["how"]), "elected") if rule is not None else "elected"


def _called(meeting: Meeting) -> str:
    """`hội nghị tổng kết ngày 19/12/2025`."""
    day = f" ngày {show_date(meeting.date)}" if meeting.date else ""
    return f"{meeting.title[:1].lower()}{meeting.title[1:]}{day}"
