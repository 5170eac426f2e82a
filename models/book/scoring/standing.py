"""Assessed sheets, places and classes of the open years, kept in memory and brought up to date as the book changes.

Nothing here is stored: results are made from what people entered whenever they are asked for, and kept as long as
nothing they were made of changes (`base.kept`). No verb belongs here; a tie's ballot is recorded through `decisions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from models.book.base.area import Area
from models.book.base.kept import KeptBy
from models.book.scoring.board import Board, Leaf
from models.book.scoring.combined import Boards, YearParts, YearSheets, totals
from models.book.scoring.edit import Edit, apply
from models.book.scoring.estimates import estimates
from models.book.scoring.frame import Frame
from models.book.scoring.places import Estimate, Memo, Ranker, Standing, Trial, ballot_question
from models.book.scoring.rows import YEAR_PERIOD, SheetAt, SheetCell
from models.book.scoring.year import Years, YearState
from models.rules.errors import RuleViolation
from models.rules.form.scoring import Cell, Item, ItemResult, SheetResult, Step
from models.rules.number.points import BLANK, Value
from models.rules.number.questions import Question
from models.rules.place.facts import Facts
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook
    from models.rules.place.ranking import Place


AT_ONCE: Final = 2_000
"""Lines of sheets (units x lines of their form x steps) that are assessed before anybody has waited."""
ATTEMPTS: Final = 100
"""How many boards `prepare` makes at most: a bloc has some steps and periods, and others write meanwhile."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a "what if": where, and the edit as `scores.enter` would make it."""

    unit: str
    stage: str
    node: str
    edit: Edit
    period: str = YEAR_PERIOD


@dataclass(frozen=True, slots=True)
class Moved:
    """What an edit does to one unit: the item's points and the sheet's total, before and after."""

    unit: str
    node: str
    before: Value
    after: Value
    total_before: Value
    total_after: Value


class Standings(Area):
    """Results by (year, period, stage, unit, item), and the ranking of each year."""

    _book: ScoringBook

    def __init__(self, book: ScoringBook) -> None:
        super().__init__(book)
        self._years = Years(book)
        self._rankings = KeptBy(book.store, self._make_ranking)
        self._estimates = KeptBy(book.store, self._make_estimates)

    def state(self, year: int) -> YearState:
        """The year as read from the book, for the modules beside this one. RuleViolation `year.unknown`."""
        return self._years.state(year)

    def frame(self, year: int) -> Frame:
        """What holds for the whole year: roster, stages, rules, decisions. RuleViolation `year.unknown`."""
        return self._years.frame(year)

    # --- making ready -------------------------------------------------------------------------------------------------

    def is_large(self, year: int) -> bool:
        """Whether so many sheets are still to be assessed before the year can be ranked that it is felt."""
        if self._store.row("bloc_year", year) is None:
            return False
        state = self.state(year)
        return sum(len(form.nodes) for _ in state.lacking() for form in state.forms.values()) > AT_ONCE

    def prepare(self, year: int) -> Iterator[None]:
        """Assess sheet by sheet what a ranking of the year needs; a caller may do other things in between, write too.
        What is not made ready this way is made when it is asked for."""
        for _ in range(ATTEMPTS):
            state = self.state(year)
            place = next(state.lacking(), None)
            if place is None:
                return
            for _ in state.prepare(*place):
                yield
                if self.state(year) is not state:
                    break

    # --- sheets -------------------------------------------------------------------------------------------------------

    def result(self, at: SheetAt, by: str | None = None) -> SheetResult:
        """One sheet assessed; for the second keyer of an open keying (`by`, or the person at the keyboard) it is that
        of a blank sheet.

        RuleViolation: "score.not_member", "score.no_form", "score.unknown_stage".
        """
        board = self._board_of(at, by)
        return board.results[at.unit]

    def item(self, at: SheetAt, node: str, by: str | None = None) -> ItemResult:
        """One item of one sheet assessed; RuleViolation("score.unknown_node")."""
        found = self.result(at, by).items.get(node)
        if found is None:
            raise RuleViolation("score.unknown_node", node=node, unit=at.unit, stage=at.stage)
        return found

    def matrix(
        self, year: int, stage: str, period: str = YEAR_PERIOD, by: str | None = None
    ) -> Mapping[str, SheetResult]:
        """Every unit's sheet at a stage, in roster order."""
        return dict(self.board(year, stage, period, by).results)

    def refused(self, at: SheetAt) -> tuple[tuple[str, str, Fraction], ...]:
        """What conditions keep from a unit's sheet: item, the condition that does not hold in words, the points."""
        board = self.board(at.year, at.stage, at.period)
        return board.refused(at.unit) if at.unit in board.results else ()

    def explain(self, at: SheetAt, node: str | None = None) -> Step:
        """How a number was made: the tree of one item or group, or of the whole sheet when no node is named."""
        board = self._board_of(at, None)
        if node is None:
            return board.sheet_tree(at.unit).tree
        if not isinstance(board.forms[at.unit].find(node), Item):
            if (group := board.sheet_tree(at.unit, node).groups.get(node)) is not None:
                return group.tree
            raise RuleViolation("score.unknown_node", node=node, unit=at.unit, stage=at.stage)
        return board.tree(at.unit, node).tree

    def board(self, year: int, stage: str, period: str = YEAR_PERIOD, by: str | None = None) -> Board:
        """The cells and results of a stage as `by` may see them, to be looked at only."""
        state = self.state(year)
        board = state.board(stage, period)
        hidden = [
            at.unit
            for at in self._hidden(state, by)
            if (at.stage == stage or at.stage in state.scored_by(stage, at.unit)) and at.period == period
        ]
        return board.without(hidden) if hidden else board

    def hidden(self, year: int, by: str | None = None) -> frozenset[SheetAt]:
        """The sheets `by` (or the person at the keyboard) must not see yet."""
        return self._hidden(self.state(year), by)

    def _hidden(self, state: YearState, by: str | None) -> frozenset[SheetAt]:
        """The sheets the reader must not see yet."""
        sheets = self._book.scores.keying.hidden_sheets(by or self._store.person)
        found = (state.sheets[key] for key in sheets if key in state.sheets)
        return frozenset(SheetAt(state.year, row["unit"], row["stage"], row["period"]) for row in found)

    def _board_of(self, at: SheetAt, by: str | None) -> Board:
        """The board on which the sheet stands; a refusal says why it stands on none."""
        board = self.board(at.year, at.stage, at.period, by)
        if at.unit not in board.results:
            self._explain_absence(at.year, at.unit)
        return board

    def _explain_absence(self, year: int, unit: str) -> None:
        if self._store.row("membership", year, unit) is None:
            raise RuleViolation("score.not_member", year=year, unit=unit)
        self._book.forms.for_unit(year, unit)
        raise RuleViolation("score.not_member", year=year, unit=unit)

    # --- places -------------------------------------------------------------------------------------------------------

    def ranking(
        self, year: int, stage: str | None = None, by: str | None = None, period: str | None = None
    ) -> Standing:
        """The standing of a year by its rules, by one stage alone or of one period alone; kept until something that may
        move a place changes. The one period of a year without others is the year.

        Without a rule of ranking there are no places, and the question stands among `questions`.
        RuleViolation "score.unknown_period".
        """
        return self._rankings((year, stage, by, self._alone(year, period)))

    def _alone(self, year: int, period: str | None) -> str | None:
        periods = self.frame(year).periods
        if period is not None and period not in periods and period != YEAR_PERIOD:
            raise RuleViolation("score.unknown_period", period=period, year=year)
        return period if period in periods and len(periods) > 1 else None

    def _make_ranking(self, key: tuple[int, str | None, str | None, str | None]) -> Standing:
        year, stage, by, period = key
        state = self.state(year)
        return self._rank(state, state.board, stage, self._hidden(state, by), None, period)

    def _rank(
        self,
        state: YearState,
        boards: Boards,
        stage: str | None,
        hidden: frozenset[SheetAt],
        ranking: Rule | None,
        period: str | None = None,
    ) -> Standing:
        rule = ranking or state.frame.rules["ranking/1"]
        if isinstance(rule, Question):
            return Standing.unruled(state.year, stage, rule)
        memo: Memo = {} if ranking is not None else state.memos.setdefault((stage, hidden, period), {})
        return Ranker(state, boards, stage, rule, hidden, memo, period).make()

    def _sheets(self, year: int, stage: str | None, period: str | None) -> YearSheets:
        state = self.state(year)
        return YearSheets(state.frame, state.board, stage, self._hidden(state, None), self._alone(year, period))

    def parts(self, year: int, stage: str | None = None, period: str | None = None) -> Mapping[str, YearParts]:
        """What the points of each unit that stands for a place are made of: periods, steps, what was left out."""
        sheets = self._sheets(year, stage, period)
        return {unit: sheets.parts(unit) for unit in self.ranking(year, stage, None, period).values}

    def totals(self, year: int, stage: str | None = None, period: str | None = None) -> Mapping[str, Value]:
        """The raw total of each unit that stands for a place, put together from the same sheets as its points."""
        sheets = self._sheets(year, stage, period)
        return {
            unit: sheets.beside(unit, totals) if isinstance(points, Fraction) else BLANK
            for unit, points in self.ranking(year, stage, None, period).values.items()
        }

    def explain_year(self, year: int, unit: str, stage: str | None = None, period: str | None = None) -> Step:
        """How the points of a unit came to be, from the year down to the items of its sheets."""
        sheets = self._sheets(year, stage, period)
        periods = {each.key: each.name for each in self._book.years.periods(year)}
        units = {one.unit: self._book.members.unit(one.unit, f"{year}-12-31").short_name for one in sheets.frame.roster}
        return sheets.tree(unit, periods, self._called(year), units)

    def facts(self, year: int, unit: str) -> Facts:
        """What a condition may ask about a unit's year: points, place, vetoes in force, last year's place.

        Empty for a unit that is not on the year's roster or while the year has no rule of ranking.
        """
        state = self.state(year)
        rule = state.frame.rule("ranking/1")
        if rule is None or all(member.unit != unit for member in state.frame.roster):
            return {}
        return Ranker(state, state.board, None, rule).facts(unit, self.ranking(year).place(unit))

    def estimates(self, year: int, stage: str | None = None, period: str | None = None) -> tuple[Estimate, ...]:
        """The estimates that count and which places (of the period alone where named) each could move; what "could"
        means says `standing_places.Estimate`.
        """
        return self._estimates((year, stage, self._alone(year, period)))

    def _make_estimates(self, key: tuple[int, str | None, str | None]) -> tuple[Estimate, ...]:
        year, stage, period = key
        state = self.state(year)
        rule = state.frame.rule("ranking/1")
        if rule is None:
            return ()
        ranker = Ranker(state, state.board, stage, rule, self._hidden(state, None), period=period)
        return estimates(ranker, self.ranking(year, stage, period=period).values)

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """What rules of points, places and classes ask in a year: sheets in the order of stages and roster, then
        places.
        """
        if self._store.row("bloc_year", year) is None:
            return ()
        state = self.state(year)
        found = list(state.frame.undecided("flag-self-over/1"))
        used = {(row["period"], row["stage"]) for row in state.sheets.values()}
        stages = [key for row in state.frame.stages for key in (row["key"], *state.sheets_within(row["key"]))]
        for period in state.frame.periods:
            for stage in stages:
                if (period, stage) in used:
                    for unit, result in state.board(stage, period).results.items():
                        found += self._addressed(state, unit, stage, period, result)
        if used:
            found += state.open_comparisons()
            found += self.ranking(year).questions
        return tuple({(question.key, question.subject): question for question in found}.values())

    def _addressed(
        self, state: YearState, unit: str, stage: str, period: str, result: SheetResult
    ) -> Iterable[Question]:
        if not state.sheet_key(unit, stage, period):
            return ()
        return result.questions

    def tie_ballot(self, year: int, units: Iterable[str]) -> Question:
        """The question a tie's ballot answers through `decisions.answer`, choice `{"votes": {unit: n}, "elected":
        [units]}`.

        Units that a ballot has parted already are asked about again, so that its count can be corrected.
        RuleViolation("rank.no_tie") when these units are not tied with one another now.
        """
        state, wanted = self.state(year), frozenset(units)
        rule = state.frame.rule("ranking/1")
        places = [place for place in self.ranking(year).places if _to_part(place, wanted)]
        if rule is None or len(places) < 2:
            raise RuleViolation("rank.no_tie", units=tuple(sorted(wanted)))
        ranker = Ranker(state, state.board, None, rule, frozenset())
        contenders = [c for c in ranker.contenders()[0] if c.unit in wanted]
        return ballot_question(contenders, rule)

    def _called(self, year: int) -> dict[str, str]:
        """What the stages and the sheets of several scorers are called."""
        return {str(row["key"]): str(row["name"]) for row in self._store.rows("stage", year=year)}

    # --- what if ------------------------------------------------------------------------------------------------------

    def what_if(
        self,
        year: int,
        changes: Iterable[Change] = (),
        *,
        ranking: Mapping[str, object] | None = None,
        stage: str | None = None,
    ) -> Standing:
        """The standing as it would be after these edits, or by another way of ranking; the book stays as it is.

        `ranking` replaces keys of the year's ranking rule, as `{"by": "raw"}`.
        """
        return self.trial(year, changes, ranking=ranking, stage=stage).standing

    def trial(
        self,
        year: int,
        changes: Iterable[Change] = (),
        *,
        ranking: Mapping[str, object] | None = None,
        combining: Mapping[str, Mapping[str, object]] | None = None,
        stage: str | None = None,
    ) -> Trial:
        """As `what_if`, with what conditions may ask of each unit then. `combining` replaces keys of the rules that put
        steps and periods together, by kind, as `{"final-score/1": {"weights": …}}`.
        """
        state = self.state(year)
        rule = state.frame.rule("ranking/1")
        if rule is None:
            return Trial(self.ranking(year, stage), lambda _unit: {})
        if ranking is not None:
            rule = replace(rule, spec={**rule.spec, **ranking})
        boards = self._forked(state, changes, rule if ranking is not None else None)
        ranker = Ranker(state.weighed(combining or {}), boards, stage, rule, self._hidden(state, None), {})
        made = ranker.make()
        return Trial(made, lambda unit: ranker.facts(unit, made.place(unit)) if made.place(unit) else {})

    def moves(self, year: int, change: Change) -> tuple[Moved, ...]:
        """Whose points an edit would change: the unit itself and, for an item judged by the best unit, the others."""
        state = self.state(year)
        before = state.board(change.stage, change.period)
        after = self._forked(state, [change], None)(change.stage, change.period)
        found = []
        for unit, old in before.results.items():
            new = after.results[unit]
            was, now = old.items.get(change.node), new.items.get(change.node)
            if was is not None and now is not None and was.value != now.value:
                found.append(Moved(unit, change.node, was.value, now.value, old.total, new.total))
        return tuple(found)

    def _forked(self, state: YearState, changes: Iterable[Change], rule: Rule | None) -> Boards:
        """Boards with the changes in them; those nobody touches are the book's own."""
        forks: dict[tuple[str, str], Board] = {}
        edits: dict[tuple[str, str], dict[Leaf, Cell]] = {}
        for change in changes:
            key = (change.period, change.stage)
            board = state.board(change.stage, change.period)
            form = board.forms.get(change.unit)
            if form is None:
                self._explain_absence(state.year, change.unit)
                continue
            node = form.find(change.node)
            leaf = (change.unit, change.node)
            old = edits.get(key, {}).get(leaf) or board.cells[change.unit].get(change.node) or Cell(node=change.node)
            item = node if isinstance(node, Item) else None
            edits.setdefault(key, {})[leaf] = apply(SheetCell(old), change.edit, item).cell

        def boards(stage: str, period: str) -> Board:
            key = (period, stage)
            if key not in forks:
                board = state.board(stage, period)
                if rule is not None or key in edits:
                    board = board.fork(None if rule is None else rule.spec)
                    board.put(edits.get(key, {}))
                forks[key] = board
            return forks[key]

        return boards


def _to_part(place: Place, wanted: frozenset[str]) -> bool:
    """Whether a ballot over exactly these units is about this place: equal still, or parted by a ballot before."""
    if place.decided_by is not None and place.decided_by.key == "ballot":
        return place.unit in wanted and wanted <= {place.unit, *place.tied_with}
    return frozenset((place.unit, *place.equal_to)) == wanted
