"""From assessed sheets to places and classes: one value per unit, tie keys, ranking, classes, and every question on
the way.

Pure towards the book: boards, rules and background come in as a `YearState`, a frozen `Standing` goes out. A place is
never decided by a name or by the order in which units were entered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import zip_longest
from typing import Final

from models.book.scoring.board import Board
from models.book.scoring.combined import Boards, YearSheets, assigned, ranking_points, value_of
from models.book.scoring.facts import Background, UnitFacts
from models.book.scoring.frame import Frame
from models.book.scoring.rows import SheetAt
from models.book.scoring.year import YearState
from models.rules.form.scoring import Form, SheetResult
from models.rules.number.points import BLANK, NotRanked, Pending, Value
from models.rules.number.questions import Question, is_stale
from models.rules.place import conditions
from models.rules.place.classes import Classing, QuotaUse, classify
from models.rules.place.facts import Facts
from models.rules.place.ranking import (
    Contender,
    Place,
    TieBallot,
    open_ties,
    published_digits,
    rank,
    tie_question,
)
from models.rules.place.regulation import Rule
from models.rules.place.rule_kinds import RECORDED_CLASSES
from models.rules.words import LEFT, OUTSIDE

BALLOT_QUESTION = "rank.ballot"
"""A tie's ballot is recorded as a decision on this question: choice `{"votes": {unit: n}, "elected": [units in
order]}`.
"""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An input that is not official yet, at a stage that counts.

    `reach` names the units whose order towards this one changes somewhere between the lowest and the highest points
    the item can take, everything else as it stands; empty means the estimate can move no place. For an item judged by
    the best unit that span is the unit's own: what its figure does to the others is answered by `what_if`.
    """

    unit: str
    stage: str
    period: str
    node: str
    inputs: tuple[str, ...]
    value: Value
    reach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a ranking rests on: the rules by which, and the stages that counted."""

    by: str
    ranking: Rule | None
    final: Rule | None
    periods: Rule | None
    classes: Rule | None
    quotas: tuple[Rule, ...]
    stages: tuple[str, ...]
    period_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The ranking of a year as it is now, or of one `period` alone, which has no classes. `left` are units that left
    the bloc and are not ranked, with the reason.
    """

    year: int
    stage: str | None
    places: tuple[Place, ...]
    classings: tuple[Classing, ...]
    quotas: tuple[QuotaUse, ...]
    questions: tuple[Question, ...]
    basis: Basis
    left: tuple[tuple[str, NotRanked], ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    period: str | None = None

    @classmethod
    def unruled(cls, year: int, stage: str | None, question: Question) -> Standing:
        """The standing of a year without one rule of ranking: no place, and the question which rule governs."""
        basis = Basis("", None, None, None, None, (), (), ())
        return cls(year, stage, (), (), (), (question,), basis)

    def place(self, unit: str) -> Place | None:
        """The place of a unit, None when it left the bloc."""
        return next((place for place in self.places if place.unit == unit), None)

    def classing(self, unit: str) -> Classing | None:
        """The class of a unit, None when the year has no rule of classes."""
        return next((classing for classing in self.classings if classing.unit == unit), None)

    @property
    def provisional(self) -> bool:
        """True while a place may still change."""
        return any(place.provisional for place in self.places)


@dataclass(frozen=True, slots=True)
class Trial:
    """A standing that was only tried, and what a condition may ask of a unit under it."""

    standing: Standing
    facts: Callable[[str], Facts]


NO_FORM: Final = Form("", "")
"""What is known of the points of a unit without a form."""

Rest = tuple[SheetResult | None, bool]
"""One sheet's result, and whether anything is written in it."""

Memo = dict[str, tuple[tuple[Rest, ...], int | None, Contender]]
"""What each unit's points rested on (sheets, last year's rank) and what came of it; good under one frame, with the same
sheets hidden."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Makes a `Standing` of a year; `boards` may be those of the book or forks of them, `ranking` another rule than
    the year's.
    """

    state: YearState
    boards: Boards
    stage: str | None
    ranking: Rule
    hidden: frozenset[SheetAt] = frozenset()
    memo: Memo = field(default_factory=dict)
    period: str | None = None

    frame: Frame = field(init=False)
    sheets: YearSheets = field(init=False)
    tie_keys: tuple[str, ...] = field(init=False)
    """The names of the ranking's tie keys, in order."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "frame", self.state.frame)
        sheets = YearSheets(self.frame, self.boards, self.stage, self.hidden, self.period)
        object.__setattr__(self, "sheets", sheets)
        listed: Sequence[Mapping[str, object]] = self.ranking.spec.get("tie_keys", ())  # type: ignore[assignment]  # JSON
        object.__setattr__(self, "tie_keys", tuple(str(each["key"]) for each in listed))

    # --- contenders ---------------------------------------------------------------------------------------------------

    def contenders(self) -> tuple[tuple[Contender, ...], tuple[tuple[str, NotRanked], ...]]:
        """Every unit that stands for a place, and those of the roster that do not (they left, and no decision keeps
        them in).
        """
        found, left = [], []
        for member in self.frame.roster:
            if self.period in self.frame.outside.get(member.unit, ()):
                left.append((member.unit, NotRanked(OUTSIDE)))
            elif member.unit not in self.frame.contending and not self.frame.stayed(member, self.period):
                left.append((member.unit, NotRanked(LEFT, self.frame.left_by[member.unit])))
            else:
                found.append(self._contender(member.unit))
        return tuple(found), tuple(left)

    def _contender(self, unit: str) -> Contender:
        """The unit's points and tie keys, made again only when one of its sheets that count has another result."""
        boards = tuple(board for _, row in self.sheets.grid for _, board in row)
        concerned = self.sheets.concerned(unit)
        rests_on = tuple((board.results.get(one), bool(board.cells.get(one))) for one in concerned for board in boards)
        last = self._last_rank(unit) if "last-year" in self.tie_keys else None
        known = self.memo.get(unit)
        if known is not None and known[1] == last and all(_same(a, b) for a, b in zip_longest(known[0], rests_on)):
            return known[2]
        points = self.sheets.value(unit, ranking_points)
        made = Contender(unit, points, *self._keys(unit, points, last))
        self.memo[unit] = (rests_on, last, made)
        return made

    def _keys(self, unit: str, points: Value, last: int | None) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
        """The values of the tie keys a unit has, and what was assigned of each where the ranking goes by per cent; a
        key whose value is no number is left out, and no other may decide in its place.
        """
        keys: dict[str, Fraction] = {}
        of: dict[str, Fraction] = {}
        if not isinstance(points, Fraction):
            return keys, of
        by = str(self.ranking.spec["by"])
        for name in (key for key in self.tie_keys if key not in ("ballot", "decision")):  # these are no values
            before: Value = BLANK if last is None else Fraction(last)
            value = before if name == "last-year" else self.sheets.beside(unit, partial(value_of, name=name))
            if isinstance(value, Fraction):
                keys[name] = value
                whole = self.sheets.beside(unit, partial(assigned, name=name, by=by))
                of |= {name: whole} if isinstance(whole, Fraction) else {}
        return keys, of

    def _last_rank(self, unit: str) -> int | None:
        return self.state.surroundings()[unit].last_rank

    def ballots(self, contenders: tuple[Contender, ...]) -> tuple[TieBallot, ...]:
        """Ballots held to part equals, as decisions record them; one held on other points does not apply."""
        by_unit = {contender.unit: contender for contender in contenders}
        found = []
        for decision in self.frame.decisions:
            if decision.question != BALLOT_QUESTION or not isinstance(decision.choice, Mapping):
                continue
            votes = {str(unit): int(n) for unit, n in decision.choice["votes"].items()}
            voted_on = [by_unit[unit] for unit in sorted(votes) if unit in by_unit]
            if len(voted_on) == len(votes) and not is_stale(decision, ballot_question(voted_on, self.ranking)):
                elected = tuple(str(unit) for unit in decision.choice["elected"])
                found.append(TieBallot(tuple(sorted(votes)), votes, elected))
        return tuple(found)

    # --- the standing -------------------------------------------------------------------------------------------------

    def make(self) -> Standing:
        """Places, classes and questions; a unit that a rule of classes takes out of the ranking leaves it before
        places are given.
        """
        contenders, left = self.contenders()
        if self.period is not None:
            return self._of_period(contenders, left)
        contenders = self._barred(contenders)
        ballots = self.ballots(contenders)
        while True:
            places = rank(contenders, self.ranking, self.frame.indexed, ballots)
            classings, quotas = self._classes(places)
            out = {c.unit: c.not_ranked for c in classings if c.not_ranked is not None}
            late = [p.unit for p in places if p.unit in out and not isinstance(p.points, NotRanked)]
            if not late:
                break
            contenders = tuple(
                replace(c, points=NotRanked(out[c.unit].text, out[c.unit].cite)) if c.unit in late else c
                for c in contenders
            )
        questions = [
            *self.state.open_leavers(),
            *self.frame.undecided("classes/1"),
            *(self.frame.limits if classings else ()),
            *self._pending(contenders),
            *open_ties(contenders, places, self.ranking),
        ]
        questions += [question for classing in classings for question in classing.questions]
        values = {contender.unit: contender.points for contender in contenders}
        return Standing(
            self.state.year, self.stage, places, classings, quotas, _once(questions), self._basis(), left, values
        )

    def _of_period(self, contenders: tuple[Contender, ...], left: tuple[tuple[str, NotRanked], ...]) -> Standing:
        """The places of one period alone. Classes, ballots and decisions are about the year; equals stay equal."""
        found = rank(contenders, self.ranking, (), ())
        places = tuple(replace(each, waiting="") if each.waiting == "tie" else each for each in found)
        values = {contender.unit: contender.points for contender in contenders}
        questions = _once(self._pending(contenders))
        basis = replace(self._basis(), periods=None, classes=None, quotas=())
        return Standing(self.state.year, self.stage, places, (), (), questions, basis, left, values, self.period)

    def _pending(self, contenders: tuple[Contender, ...]) -> list[Question]:
        return [q for each in contenders if isinstance(each.points, Pending) for q in each.points.questions]

    def facts(self, unit: str, place: Place | None = None) -> Facts:
        """The facts of a unit, from its sheet at the last stage that counts and is written."""
        background = self.state.surroundings().get(unit, Background())
        found = [_last_written([board for _, board in row], unit) for _, row in self.sheets.grid]
        rule, board = self.frame.rule("classes/1"), found[-1]
        recorded = rule is not None and rule.kind == RECORDED_CLASSES
        if board is None:
            return UnitFacts(NO_FORM, None, background, place, recorded=recorded)
        periods = tuple(each.results[unit] for each in found if each is not None and each.cells.get(unit))
        together = partial(self.sheets.beside, unit) if self.sheets.own_periods else None
        result = board.results[unit]
        return UnitFacts(board.forms[unit], result, background, place, periods, together, recorded)

    def _barred(self, contenders: tuple[Contender, ...]) -> tuple[Contender, ...]:
        """Units that a `not-ranked` effect surely takes out, points known or not (no self-score, …)."""
        rule = self.frame.rule("classes/1")
        effects = rule.spec.get("effects", ()) if rule else ()
        barring = [effect for effect in effects if effect["effect"] == "not-ranked"]  # type: ignore[attr-defined]  # JSON
        if not barring or rule is None:
            return contenders
        found = []
        for contender in contenders:
            facts = self.facts(contender.unit)
            met = next((effect for effect in barring if conditions.holds(effect["when"], facts)), None)
            if met is not None:
                out = NotRanked(str(met["reason"]), str(met.get("cite", rule.cite)))
                contender = Contender(contender.unit, out)
            found.append(contender)
        return tuple(found)

    def _classes(self, places: tuple[Place, ...]) -> tuple[tuple[Classing, ...], tuple[QuotaUse, ...]]:
        rule = self.frame.rule("classes/1")
        if rule is None:
            return (), ()
        facts = {place.unit: self.facts(place.unit, place) for place in places}
        digits = published_digits(self.ranking)
        found = classify(places, facts, rule, self.frame.quotas, self.frame.indexed, digits)
        return found.classings, found.quotas

    def _basis(self) -> Basis:
        frame = self.frame
        final = None if self.stage is not None else frame.rule("final-score/1")
        periods = frame.rule("year-from-periods/1") if len(frame.periods) > 1 else None
        by = str(self.ranking.spec["by"])
        rules = (self.ranking, final, periods, frame.rule("classes/1"), frame.quotas)
        return Basis(by, *rules, self.sheets.stages(), self.sheets.periods)


def ballot_question(tied: Sequence[Contender], rule: Rule) -> Question:
    """Which of these equals does a ballot put first? Answered with votes and elected, see `BALLOT_QUESTION`."""
    return replace(tie_question(tied, rule), key=BALLOT_QUESTION, options=())


def _same(one: Rest | None, other: Rest | None) -> bool:
    return one is not None and other is not None and one[0] is other[0] and one[1] == other[1]


def _last_written(boards: Sequence[Board], unit: str) -> Board | None:
    """The last board on which the unit's sheet is written, else the last that knows the unit."""
    known = [board for board in reversed(boards) if unit in board.results]
    return next((board for board in known if board.cells[unit]), known[0] if known else None)


def _once(questions: list[Question]) -> tuple[Question, ...]:
    return tuple({(question.key, question.subject): question for question in reversed(questions)}.values())[::-1]
