"""The facts about a unit or person that a condition of an award may ask, from all over the book.

Points and places come from the standing, history and ratings through the lineage, votes from the ballots, the rest
from findings and proposals. A fact nobody supplies is unknown; a hindrance nobody recorded is not there. No condition
is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from models.book.awards_rows import HINDRANCES, Proposal
from models.book.findings import RATING
from models.book.history_rows import Known
from models.rules import honours
from models.rules.facts import CATALOGUE, Facts, FactValue, Noted, fact_key
from models.rules.honours import History, Honour
from models.rules.points import from_text
from models.rules.questions import Option, Question, answer

if TYPE_CHECKING:
    from models.book.book import Book

Value = FactValue | Noted | None
VOTED_ELSEWHERE: Final = "award.voted"


@dataclass(frozen=True)
class Subject:
    """Who is asked about, for which title, in which year; `proposal` is the line that is judged, where there is one."""

    year: int
    title: str
    unit: str
    person: str | None = None
    proposal: Proposal | None = None

    @property
    def who(self) -> str:
        """The key of the holder."""
        return self.person or self.unit

    @property
    def holder(self) -> str:
        """Collective or individual."""
        return "individual" if self.person else "collective"


@dataclass(frozen=True)
class Sources:
    """Where facts come from: the book and the year's proposals as read once."""

    book: Book
    year: int
    proposals: tuple[Proposal, ...]
    _standing: dict[str, Facts] = field(default_factory=dict)

    def of(self, subject: Subject, trees: Iterable[object], future: bool = False) -> dict[str, Value]:
        """Every fact the conditions name, by its key. With `future` the year has not been lived yet: what only it
        can bring is unknown, and its honours are taken as earned.
        """
        history, known = self.book.history.earned(subject.unit, subject.person, (subject.title, subject.year))
        parted = None if subject.person else self.open_merger(subject.unit)
        if parted is not None:  # whose record counts is not decided: what came before is unknown, not missing
            known = replace(known, honours_from=int(str(parted.facts["date"])[:4]), begins=None)
        found: dict[str, Value] = {}
        for test in (test for tree in trees for test in honours.tests_of(tree)):
            key = fact_key(test)
            if key in found:
                continue
            kind = str(test["fact"])
            given = self._finding(subject, key)
            if given is None and not future:
                given = self._supplied(subject, kind, test)
            if given is None and kind in _OF_HISTORY:
                given = _from_history(test, history, known, subject.year, future)
            found[key] = given
        return found

    def open_merger(self, unit: str) -> Question | None:
        """The question whose record a merged or split unit carries on, while nobody has answered it."""
        decisions = self.book.decisions.all()
        asked = self.book.members.inherits_questions(self.year)
        return next((q for q in asked if q.facts["unit"] == unit and answer(decisions, q) is None), None)

    # --- one source after another

    def _finding(self, subject: Subject, key: str) -> Value:
        row = self.book.store.row("rating", subject.year, subject.who, key)
        if row is None:
            return None
        sort = CATALOGUE[key.partition("(")[0]].type
        value: FactValue = row["value"]
        if sort == "yes-no":
            value = row["value"] == "yes"
        elif sort == "number":
            value = from_text(row["value"])
        note = row.get("document") or row.get("by")
        return Noted(value, note) if note else value

    def _supplied(self, subject: Subject, kind: str, test: Mapping[str, object]) -> Value:
        source = _SOURCES.get(kind)
        if source is not None:
            return source(self, subject, str(test.get("of", "")))
        if subject.person is not None:
            return None
        if subject.unit not in self._standing:
            self._standing[subject.unit] = self.book.standing.facts(self.year, subject.unit)
        return self._standing[subject.unit].get(fact_key(test))


def _hindrance(kind: str) -> Callable[[Sources, Subject, str], Value]:
    def source(sources: Sources, subject: Subject, _: str) -> Value:
        if subject.person is not None and kind != "own-discipline":
            return False
        rows = sources.book.years.vetoes(subject.year, subject.unit) if subject.person is None else ()
        found = next((one for one in rows if one.kind == kind and not one.relief), None)
        return False if found is None else Noted(True, found.document or "")

    return source


def _class(sources: Sources, subject: Subject, _: str) -> Value:
    if subject.person is not None:
        return None
    classing = sources.book.standing.ranking(sources.year).classing(subject.unit)
    return None if classing is None or classing.questions else classing.final


def _registered(sources: Sources, subject: Subject, of: str) -> Value:
    return sources.book.registration.registered(subject.year, subject.unit, of, subject.person)


def _pledged(sources: Sources, subject: Subject, _: str) -> Value:
    return sources.book.registration.pledge.pledged(subject.year, subject.unit)


def approved_by_vote(sources: Sources, subject: Subject, of: str) -> Value:
    """What the conference's last ballot on that title said, else what a decision says it said elsewhere."""
    found = sources.book.ballots.outcome(subject.year, of, subject.unit, subject.person)
    if found is not None:
        outcome = found.outcome
        return Noted(found.approved, f"{outcome.votes}/{outcome.base} đồng ý, {outcome.percent_shown}%")
    question = vote_question(subject.year, of, subject.who)
    decided = answer(sources.book.decisions.all(subject.year), question)
    return None if decided is None else Noted(decided.choice == "yes", decided.document or decided.reason)


def vote_question(year: int, title: str, who: str) -> Question:
    """Did a vote that was not held in this book approve the proposal? Answered with the minutes that say so."""
    options = (Option("yes", "Được đồng ý đủ tỷ lệ"), Option("no", "Không được đồng ý đủ tỷ lệ"))
    return Question(VOTED_ELSEWHERE, f"{year}/{title}/{who}", options=options, facts={"title": title, "who": who})


def _elsewhere(sources: Sources, subject: Subject, _: str) -> Value:
    """Another live proposal of the same holder by the other route for a year this one counts too."""
    mine = subject.proposal
    route = mine.route if mine else "province"
    years = set(mine.years if mine else (subject.year,))
    for other in sources.proposals:
        same = other.who == subject.who and other.route != route and other.status in ("proposed", "approved")
        if same and years & set(other.years):
            by = "qua ngành" if other.route == "sector" else "qua tỉnh"
            return Noted(True, f"{other.title_name or other.title}, {by}")
    return False


def _proposed_for(sources: Sources, subject: Subject, of: str) -> Value:
    return any(
        one.who == subject.who and one.title == of and one.live and one.route == "province" for one in sources.proposals
    )


def _people_with(sources: Sources, subject: Subject, of: str) -> Value:
    """How many people of the unit hold a title of the year; unknown while none is recorded."""
    rows = sources.book.store.rows("honour", year=subject.year, unit=subject.unit, title=of)
    people = {row["person"] for row in rows if row.get("person")}
    return len(people) or None


_SOURCES: Final[dict[str, Callable[[Sources, Subject, str], Value]]] = {
    "class": _class,
    "registered": _registered,
    "pledged": _pledged,
    "approved-by-vote": approved_by_vote,
    "proposed-elsewhere": _elsewhere,
    "proposed-for": _proposed_for,
    "count": _people_with,
    **{kind: _hindrance(kind) for kind in HINDRANCES},
}
_OF_HISTORY: Final = ("streak", "held", "held-before", "years-since", "times")


def _from_history(test: Mapping[str, object], history: History, known: Known, year: int, future: bool) -> Value:
    """A fact of history, unknown where it would rest on years that were never entered."""
    of = str(test.get("of", ""))
    rating = of.startswith(f"{RATING}:")
    start = _rated_from(known, year - 1 if future else year) if rating else known.honours_from
    if start is None:
        start = year + 1
    if future and test["fact"] in ("streak", "held"):
        history = History(history.holder, (*history.honours, Honour(of, year)), history.known_from)
    dated = History(history.holder, history.honours, start)
    facts: Facts = honours.facts_for(test, dated, year, {})
    if rating and test["fact"] == "held" and year not in known.rated and not future:
        return None
    return facts.get(fact_key(test))


def _rated_from(known: Known, year: int) -> int:
    """The first of the years without a gap, up to this one, for which a rating was entered; 0 when they reach back to
    the holder's beginning.
    """
    first = year + 1
    while first - 1 in known.rated:
        first -= 1
    return 0 if known.begins is not None and first <= known.begins else first
