"""Which rule governs a ballot: those in force on the day of its meeting, the one that is certain, or a chosen one.

Nothing is picked by order: where several rules fit and no decision settles it, somebody has to choose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from models.book.meetings.ballots_rows import WAYS, write_rule
from models.rules.act.quorum import threshold_of
from models.rules.errors import RuleViolation
from models.rules.number.questions import Question, digest
from models.rules.place import regulation as law
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.meetings.floor import MeetingsBook


BLOC: Final = "bloc"
COUNCIL: Final = "council"
HANDS: Final = "hands"
"""Scope of the rule of votes that a show of hands follows."""


def of_hands(book: MeetingsBook, year: int, on: str, kind: str = BLOC) -> Rule | Question:
    """The rule of shows of hands of a meeting of a kind, or what is decided in writing: the Council's votes by the
    Council's rule, all others by the bloc's. Bloc and Council are two bodies: neither goes by the other's.
    """
    return book.regulations.governing(year, "vote/1", HANDS, on, _body(kind))


class VoteRules:
    """The rules of votes by secret ballot of a book's years."""

    def __init__(self, book: MeetingsBook) -> None:
        self._book = book

    def offered(self, meeting: str, way: str | None = None) -> dict[str, Rule]:
        """The rules in force on the day of the meeting, those of one way if it is said, by what `prepare` calls them:
        their key, and where two regulations use one key what tells them apart. Bloc and Council are two bodies: the
        Council's share is offered to the Council's meetings alone, the bloc's to all others alone.
        """
        held = self._book.meetings.get(meeting)
        wanted = (way,) if way else WAYS
        texts = {
            _text(rule): rule
            for rule in self._book.regulations.for_act(held.year, held.day)
            if rule.kind == "vote/1" and rule.spec.get("way") in wanted and law.body_of(rule) == _body(held.kind)
        }
        keys = Counter(rule.key for rule in texts.values())
        return {rule.key if keys[rule.key] == 1 else f"{rule.key}.{text[:8]}": rule for text, rule in texts.items()}

    def governing(self, meeting: str, way: str, purpose: str, award: str | None) -> Rule | None:
        """The rule of the body that meets that is certain, most particular scope first; None when there is none or
        several could be.
        """
        held = self._book.meetings.get(meeting)
        scopes = [f"award:{award}"] if award else []
        scopes += [f"{way}:{purpose}", way]
        fitting = tuple(self.offered(meeting, way).values())
        for scope in scopes:
            found = of_act(self._book, held.year, fitting, scope, held.day)
            if found is not None:
                return None if isinstance(found, Question) else found
        general = [rule for rule in fitting if rule.scope is None]
        return general[0] if len(general) == 1 else None

    def chosen(self, meeting: str, way: str, purpose: str, award: str | None, name: str | None) -> Rule:
        """The rule of that name among those offered; unsaid the certain one.

        RuleViolation `ballot.rule_unknown`, `ballot.no_rule` (none is offered), `ballot.no_council_rule` (none of the
        Council's own), `ballot.rule_open` (facts: `count`: so many are, none of them certain),
        `ballot.threshold_out_of_range`.
        """
        offered = self.offered(meeting, way)
        if name is not None and name not in offered:
            raise RuleViolation("ballot.rule_unknown", rule=name)
        found = self.governing(meeting, way, purpose, award) if name is None else offered[name]
        if found is None and offered:
            raise RuleViolation("ballot.rule_open", count=len(offered))
        if found is None:
            held = self._book.meetings.get(meeting)
            if _body(held.kind) == COUNCIL:
                raise RuleViolation("ballot.no_council_rule", year=held.year)
            raise RuleViolation("ballot.no_rule", year=held.year)
        threshold_of(found)
        return found


def of_act(book: MeetingsBook, year: int, rules: Sequence[Rule], scope: str, on: str) -> Rule | Question | None:
    """Of the rules an act of a day goes by (`regulations.for_act`), the one of a scope or the question which; None
    where none of them is of just this scope.
    """
    here = [rule for rule in rules if rule.kind == "vote/1" and rule.scope == scope]
    if not here:
        return None
    day = on if any(rule.in_force(on) for rule in here) else book.years.last_day(year)
    return law.governing(here, "vote/1", scope, day, book.decisions.all(year))


def _body(kind: str) -> str:
    """Who meets at a meeting of a kind."""
    return COUNCIL if kind == COUNCIL else BLOC


def _text(rule: Rule) -> str:
    """What a rule says, whichever revision says it."""
    return digest({name: value for name, value in write_rule(rule).items() if name != "revision"})
