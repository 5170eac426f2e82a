"""The facts about a unit or person that a condition of an award may ask, from all over the book.

Points and places come from the standing, history and ratings through the lineage, votes from the ballots, the rest
from findings and proposals. A fact nobody supplies is unknown; a hindrance nobody recorded is not there. No condition
is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from models.book.awards.findings import RATING
from models.book.awards.history_rows import Known
from models.book.awards.rows import Judged, Proposal
from models.book.meetings import vote_words
from models.book.meetings.ballots_rows import IN_WRITING
from models.book.regulation import titles
from models.book.regulation.grounds import HINDRANCES
from models.book.regulation.titles import Title
from models.book.scoring.facts import told
from models.rules.act import honours
from models.rules.act.honours import History, Honour
from models.rules.number.about import About
from models.rules.number.points import from_text, show_plain
from models.rules.number.questions import Option, Question, answer, common
from models.rules.place.conditions import holds
from models.rules.place.facts import Facts, FactValue, Noted, fact_key

if TYPE_CHECKING:
    from models.book.awards.floor import AwardsBook
    from models.book.scoring.places import Trial
    from models.rules.place.classes import Classing

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
    household: str | None = None

    @classmethod
    def of(cls, one: Proposal) -> Subject:
        """What a line of the year asks about."""
        return cls(one.year, one.title, one.unit, one.person, one, one.household)

    @property
    def who(self) -> str:
        """The key of the holder."""
        return self.person or self.household or self.unit

    @property
    def holder(self) -> str:
        """Collective, individual or household."""
        return titles.holder_of(self.person, self.household)

    @property
    def collective(self) -> bool:
        """True for the unit itself: only then does what is recorded of the unit count."""
        return self.who == self.unit


@dataclass(frozen=True)
class Sources:
    """Where facts come from: the book and the year's proposals as read once."""

    book: AwardsBook
    year: int
    proposals: tuple[Proposal, ...]
    titles: tuple[Title, ...] = ()
    tried: Trial | None = None
    """A standing to judge by in the place of the book's."""
    _standing: dict[str, Facts] = field(default_factory=dict)

    def of(self, subject: Subject, trees: Iterable[object], future: bool = False) -> dict[str, Value]:
        """Every fact the conditions name, by its key. With `future` the year has not been lived yet: what only it
        can bring is unknown, and its honours are taken as earned.
        """
        judged = (subject.title, subject.year)
        history, known = self.book.history.earned(subject.unit, subject.person, judged, subject.household)
        parted = self.open_merger(subject.unit) if subject.collective else None
        if parted is not None:  # whose record counts is not decided: what came before is unknown, not missing
            known = replace(known, honours_from=int(str(parted.facts["date"])[:4]), begins=None)
        found: dict[str, Value] = {}
        asked: dict[str, list[Mapping[str, object]]] = {}
        for test in (test for tree in trees for test in honours.tests_of(tree)):
            asked.setdefault(fact_key(test), []).append(test)
        for key, tests in asked.items():
            test, kind = tests[0], str(tests[0]["fact"])
            if kind == "double-award":
                found[key] = _double(self, subject, history)
                continue
            given = self._share(subject, tests) if kind == "share" and not future else None
            if given is None:
                given = self._finding(subject, key)
            if given is None and kind == "count" and not future:
                given = self._named(subject, tests)
            if given is None and not future:
                given = self._supplied(subject, kind, test)
            if given is None and kind in _OF_HISTORY:
                given = _from_history(test, history, known, subject.year, self.year + 1 if future else None)
            found[key] = given
        return found

    def recorded(self, subject: Subject) -> frozenset[str]:
        """The facts somebody recorded of the holder in the year; a share counts when one of its counts is."""
        kinds = {
            str(row["kind"])
            for who in self._records(subject)
            for row in self.book.store.rows("rating", year=subject.year, holder=who)
        }
        return frozenset(kinds | {kind.replace("count(", "share(", 1) for kind in kinds if kind.startswith("count(")})

    def open_merger(self, unit: str) -> Question | None:
        """The question whose record a merged or split unit carries on, while nobody has answered it."""
        decisions = self.book.decisions.all()
        asked = self.book.members.inherits_questions(self.year)
        return next((q for q in asked if q.facts["unit"] == unit and answer(decisions, q) is None), None)

    # --- one source after another

    def _records(self, subject: Subject) -> tuple[str, ...]:
        """Whom findings of a holder may stand under: every record of a person, else the holder alone."""
        return (subject.who,) if subject.person is None else self.book.members.records_of(subject.person)

    def _rated(self, subject: Subject, kind: str) -> Mapping[str, Any] | None:
        """What was found, under the record named before those linked to it."""
        found = (self.book.store.row("rating", subject.year, who, kind) for who in self._records(subject))
        return next((row for row in found if row is not None), None)

    def _finding(self, subject: Subject, key: str) -> Value:
        row = self._rated(subject, key)
        return None if row is None else told(row)

    def _share(self, subject: Subject, tests: Sequence[Mapping[str, object]]) -> Value:
        """The share of a unit's people who hold a title, with its arithmetic: how many hold it, of how many.

        A number somebody recorded decides. Without it the people the book knows by name are a lower bound: it stands
        where it is enough for every test, else the share is unknown.
        """
        of = str(tests[0]["of"])
        whole = self._number(subject, "people")
        stated = self._number(subject, f"count(of={of})")
        count = Fraction(len(self._holders(subject, of))) if stated is None else stated
        if not subject.collective or not whole or count > whole:
            return None
        value = Noted(100 * count / whole, f"{show_plain(count)} trong {show_plain(whole)} người")
        if stated is None:
            value = replace(value, note=f"{value.note} theo tên đã ghi trong sổ")
        return value if stated is not None or _enough(value, tests) else None

    def _named(self, subject: Subject, tests: Sequence[Mapping[str, object]]) -> Value:
        """How many people of the unit hold a title of the year by name: a lower bound, as in `_share`."""
        count = len(self._holders(subject, str(tests[0]["of"]))) if subject.collective else 0
        return count if count and _enough(count, tests) else None

    def _number(self, subject: Subject, kind: str) -> Fraction | None:
        row = self._rated(subject, kind)
        return None if row is None else from_text(row["value"])

    def _holders(self, subject: Subject, of: str) -> set[str]:
        """The people of the unit who were granted a title of the year, or one that presupposes it."""
        within = {one.key: one.includes for one in self.titles if one.holder == "individual"}
        rows = self.book.store.rows("honour", year=subject.year, unit=subject.unit)
        return {row["person"] for row in rows if row.get("person") and of in _presupposed(row["title"], within)}

    def _supplied(self, subject: Subject, kind: str, test: Mapping[str, object]) -> Value:
        source = _SOURCES.get(kind)
        if source is not None:
            return source(self, subject, str(test.get("of", "")))
        if not subject.collective:
            return None
        if subject.unit not in self._standing:
            self._standing[subject.unit] = self.standing_facts(subject.unit)
        return self._standing[subject.unit].get(fact_key(test))

    def standing_facts(self, unit: str) -> Facts:
        """What the standing knows of a unit: the book's, or the tried one."""
        return self.tried.facts(unit) if self.tried else self.book.standing.facts(self.year, unit)

    def classing(self, unit: str) -> Classing | None:
        """The class of a unit under that standing."""
        found = self.tried.standing if self.tried else self.book.standing.ranking(self.year)
        return found.classing(unit)


def _hindrance(kind: str) -> Callable[[Sources, Subject, str], Value]:
    def source(sources: Sources, subject: Subject, _: str) -> Value:
        rows = sources.book.vetoes.of(subject.year, subject.unit) if subject.collective else ()
        found = next((one for one in rows if one.kind == kind and not one.relief), None)
        return False if found is None else Noted(True, found.document or "")

    return source


def _class(sources: Sources, subject: Subject, _: str) -> Value:
    if not subject.collective:
        return None
    classing = sources.classing(subject.unit)
    return None if classing is None or classing.questions else classing.final


def _registered(sources: Sources, subject: Subject, of: str) -> Value:
    return sources.book.registration.registered(subject.year, subject.unit, of, subject.person, subject.household)


def _pledged(sources: Sources, subject: Subject, _: str) -> Value:
    return sources.book.registration.pledge.pledged(subject.year, subject.unit)


def approved_by_vote(sources: Sources, subject: Subject, of: str) -> Value:
    """What the conference's last ballot on that title or a circulation said, else what a decision says of a vote held
    elsewhere."""
    found = sources.book.ballots.outcome(subject.year, of, subject.unit, subject.person, subject.household)
    if found is not None:
        outcome = found.outcome
        how = f", {IN_WRITING} “{found.title}”" if found.meeting == IN_WRITING else ""
        return Noted(found.approved, f"{vote_words.of(outcome)} đồng ý, {outcome.percent_shown}%{how}")
    question = vote_question(subject.year, of, subject.who)
    decided = answer(sources.book.decisions.all(subject.year), question)
    return None if decided is None else Noted(decided.choice == "yes", decided.document or decided.reason)


def vote_question(year: int, title: str, who: str) -> Question:
    """Did a vote that was not held in this book approve the proposal? Answered with the minutes that say so."""
    options = (Option("yes", "Được đồng ý đủ tỷ lệ"), Option("no", "Không được đồng ý đủ tỷ lệ"))
    about = About.of(VOTED_ELSEWHERE, year=year, title=title, who=who)
    return Question(VOTED_ELSEWHERE, about.text, options=options, facts={"title": title, "who": who})


def accept_question(year: int, proposal: Proposal, judged: Judged) -> Question:
    """Is a line sent although a condition is not met or not known? Only with a reason."""
    return Question(
        "award.accept",
        About.of("award.accept", year=year, proposal=proposal.key).text,
        cite=judged.cite,
        quote="\n".join(judged.reasons),
        options=(common("send"), common("drop")),
        facts={"title": proposal.title, "who": proposal.who},
    )


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


def _presupposed(title: str, within: Mapping[str, str | None]) -> set[str]:
    """A title and those it is counted within."""
    found: set[str] = set()
    now: str | None = title
    while now is not None and now not in found:
        found.add(now)
        now = within.get(now)
    return found


def _enough(value: FactValue | Noted, tests: Sequence[Mapping[str, object]]) -> bool:
    """Whether a lower bound already meets every test."""
    return all(holds(test, {fact_key(test): value}) is True and not {"le", "lt", "eq"} & set(test) for test in tests)


def _double(sources: Sources, subject: Subject, history: History) -> Value:
    """An award of the same name for years this one counts too (Luật TĐKT Điều 5: one achievement is rewarded once)."""
    mine = subject.proposal
    years = mine.years if mine else sources.book.history.years_counted(subject.title, subject.year, subject.holder)
    wanted = Honour(subject.title, subject.year, consumes=tuple(years))
    clashing = [a if b is wanted else b for a, b in honours.clashes((*history.honours, wanted)) if wanted in (a, b)]
    if not clashing:
        return False
    return Noted(True, "; ".join(_once(one, wanted) for one in clashing))


def _once(one: Honour, wanted: Honour) -> str:
    years = ", ".join(str(year) for year in one.consumes if year in wanted.consumes)
    return f"lần tặng năm {one.year}" + (f" ({one.decision})" if one.decision else "") + f" đã tính năm {years}"


_SOURCES: Final[dict[str, Callable[[Sources, Subject, str], Value]]] = {
    "class": _class,
    "registered": _registered,
    "pledged": _pledged,
    "approved-by-vote": approved_by_vote,
    "proposed-elsewhere": _elsewhere,
    "proposed-for": _proposed_for,
    **{kind: _hindrance(kind) for kind in HINDRANCES},
}
_OF_HISTORY: Final = ("streak", "held", "held-before", "years-since", "times")


def _from_history(
    test: Mapping[str, object], history: History, known: Known, year: int, ahead_from: int | None
) -> Value:
    """A fact of history, unknown where it would rest on years that were never entered.

    `ahead_from` is the first year not lived yet: from there to `year` every year is taken as going well.
    """
    of = str(test.get("of", ""))
    rating, future = of.startswith(f"{RATING}:"), ahead_from is not None
    start = _rated_from(known, year if ahead_from is None else ahead_from - 1) if rating else known.honours_from
    if start is None:
        start = year + 1
    if ahead_from is not None and test["fact"] in ("streak", "held"):
        earned = (Honour(of, ahead) for ahead in range(ahead_from, year + 1))
        history = History(history.holder, (*history.honours, *earned), history.known_from)
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
