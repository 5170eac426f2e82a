"""Whose turn it is to lead: the table of turns, what the regulation says of a new term, who would lead next, and the
units that a year's turn passes over.

Terms stand in `leadership`, plans of many years in `rotation_plans`, the reckoning in `models.rules.act.rotation`; here
they are put before the rule of the year. Where no rule stands nothing is checked, and a turn is what the word says:
everyone once before anyone twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.base.kept import KeptBy
from models.book.leadership.leadership import Term
from models.book.leadership.plain_rule import KIND, PLAIN
from models.rules.act import rotation as rules
from models.rules.act.rotation import Breach, Suggestion, Turns
from models.rules.act.turn_order import Circle, Exclusion
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.days import check_year
from models.rules.number.questions import Question
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.leadership.floor import LeadershipBook
    from models.book.leadership.plans import Plans

REASONS: Final = ("joined", "declined", "disciplined", "anniversary", "other")
"""Why a unit's turn is passed over in a year."""


@dataclass(frozen=True, slots=True)
class TurnException:
    """A unit that does not lead in one year, and why; `note` says it in words, `document` cites the paper."""

    year: int
    unit: str
    reason: str
    note: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class UnitTurn:
    """One unit in the table of turns. `led` and `deputy` are (year, unit of that year) through its whole line;
    `in_round` is the year it led in the running round, `through` the forerunner by whom it counts as having led;
    `due` the year in which it leads next as far as terms and the rule say.
    """

    unit: str
    led: tuple[tuple[int, str], ...]
    deputy: tuple[tuple[int, str], ...]
    in_round: int | None
    through: str | None
    due: int | None
    exceptions: tuple[TurnException, ...]


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """An office of a year, and whom the rule suggests for it (None: nobody)."""

    year: int
    role: str
    rank: int = 1
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """One year ahead: who leads and who are deputies by rank, whether that is decided, else whom the rule leaves to
    choose from.

    `decided` holds the offices (role, rank) that a recorded term settles; reasons as in `rules.rotation.Suggestion`,
    with "not-ruled" in place of "meeting-chooses" where the year has no rule.
    """

    year: int
    head: str | None
    deputies: tuple[str | None, ...]
    decided: frozenset[tuple[str, int]]
    suggestion: Suggestion

    def open_office(self) -> OpenOffice | None:
        """The first office nobody is recorded for, with whom the rule suggests."""
        offices = [("head", 1, self.head), *(("deputy", rank, one) for rank, one in enumerate(self.deputies, 1))]
        left = (OpenOffice(self.year, *one) for one in offices if one[:2] not in self.decided)
        return next(left, None)


class Rotation(Area):
    """Reads of turns, checks of terms, exceptions."""

    _book: LeadershipBook

    def __init__(self, book: LeadershipBook) -> None:
        super().__init__(book)
        self._circles = KeptBy(book.store, self._read_circle)

    @cached_property
    def plans(self) -> Plans:
        """Plans of many years and what was announced."""
        from models.book.leadership.plans import Plans

        return Plans(self._book)

    # --- what the regulation says

    def rule(self, year: int) -> Rule | None:
        """The rule of rotation that governs a year's terms: that of the latest opened year up to it. None when there is
        none, or several and nobody said which.
        """
        found = self._governing(year)
        return found if isinstance(found, Rule) else None

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """Which rule of rotation holds, when several do; no rule is no question."""
        found = self._governing(year) if self._book.years.find(year) is not None else None
        return (found,) if isinstance(found, Question) and found.options else ()

    def _governing(self, year: int) -> Rule | Question | None:
        known = [one.year for one in self._book.years.all() if one.year <= year]
        return self._book.regulations.governing(max(known), KIND) if known else None

    # --- who takes turns, who led

    def circle(self, year: int) -> Circle:
        """Who takes turns in a year: the units on its list at its end (of the latest list up to it), those whose record
        they carry on, the year each came, and every exception recorded.
        """
        return self._circles(year)

    def _read_circle(self, year: int) -> Circle:
        lists = self._lists()
        known = [one for one in lists if one <= year] or list(lists)
        if not known:
            return Circle(())
        base = max(known) if known[0] <= year else min(known)
        members = self._book.members.roster(base, f"{base}-12-31")
        units = tuple(member.key for member in members)
        decisions = self._book.decisions.all()
        lines = {unit: self._book.members.record_of(unit, decisions) for unit in units}
        heirs = {former: unit for unit, line in lines.items() for former in line[1:] if former not in lines}
        joined = {unit: came for unit in units if (came := self._came(lines[unit], lists)) is not None}
        away = tuple(Exclusion(heirs.get(one.unit, one.unit), one.year, one.reason) for one in self.exceptions())
        return Circle(units, joined, heirs, away)

    def _lists(self) -> dict[int, dict[str, str | None]]:
        """Every list of the book: year -> unit -> the day in that year from which it belongs (None: from the start)."""
        found: dict[int, dict[str, str | None]] = {}
        for row in sorted(self._store.rows("membership"), key=lambda row: row["year"]):
            found.setdefault(row["year"], {})[row["unit"]] = row.get("from_date")
        return found

    def _came(self, line: Iterable[str], lists: dict[int, dict[str, str | None]]) -> int | None:
        """The year in which a line of units joined the bloc; None when it was there before the book knows."""
        line = tuple(line)
        first_list = min(lists)
        year = next((one for one in lists if any(unit in lists[one] for unit in line)), first_list)
        led = [row["year"] for unit in line for row in self._store.rows("term", unit=unit)]
        if any(one < year for one in led):
            return None
        days = [lists[year].get(unit) for unit in line if unit in lists[year]]
        at_once = any(day is None or day <= f"{year}-01-01" for day in days)
        return None if year == first_list and at_once else year

    def terms(self, but: str = "") -> tuple[rules.Term, ...]:
        """Every term (`but` one, by its key) as the rules read it; a proposal beside a term in office of the same place
        is left out.
        """
        every = [one for one in self._book.leadership.all() if one.key != but]
        held = {(one.year, one.role, one.rank) for one in every if one.status != "proposed"}
        return tuple(
            one.as_rules_read()
            for one in every
            if one.status != "proposed" or (one.year, one.role, one.rank) not in held
        )

    def turns(self, year: int) -> Turns:
        """Who led in the running round up to a year, who has not, who counts as having led through a forerunner."""
        return rules.turns(self.terms(), self.circle(year), self.rule(year) or PLAIN, year)

    def table(self, year: int) -> tuple[UnitTurn, ...]:
        """The table of turns at a year, in the order of its list."""
        circle, terms, found = self.circle(year), self.terms(), self.turns(year)
        round_of = {circle.now(unit): (led, unit) for unit, led in found.led}
        years = [one for one in self.ahead(year, 2) if one.year > year or ("head", 1) not in one.decided]
        ahead = {one.head: one.year for one in reversed(years) if one.head is not None}
        table = []
        for unit in circle.units:
            mine = [term for term in terms if term.year <= year and circle.now(term.unit) == unit]
            led_in, by = round_of.get(unit, (None, unit))
            table.append(
                UnitTurn(
                    unit,
                    tuple((term.year, term.unit) for term in mine if term.role == "head"),
                    tuple((term.year, term.unit) for term in mine if term.role == "deputy"),
                    led_in,
                    by if by != unit else None,
                    ahead.get(unit),
                    tuple(one for one in self.exceptions() if circle.now(one.unit) == unit),
                )
            )
        return tuple(table)

    # --- the years ahead

    def suggestion(self, year: int) -> Suggestion:
        """Who would lead a year and who would be deputy, by the terms before it; what it holds already is not looked
        at.
        """
        return self._suggest(self.terms(), year)

    def _suggest(self, terms: Sequence[rules.Term], year: int) -> Suggestion:
        """What the rule says of a year after these terms; without a rule the choice is not laid to one."""
        rule = self.rule(year)
        found = rules.suggest(terms, self.circle(year), rule or PLAIN, year)
        if rule is not None:
            return found
        told = tuple(("not-ruled" if code == "meeting-chooses" else code, facts) for code, facts in found.reasons)
        return replace(found, reasons=told)

    def ahead(self, year: int, years: int) -> tuple[Outlook, ...]:
        """So many years after a year; before them the year itself while one of its offices is open, so that nothing
        of the years after is offered first. A closed year stays as it was; and where no rule says that there are
        deputies, only one that follows a recorded deputy is missing.
        """
        known = self._book.years.find(year)
        now = self.outlook(year, 1) if known is not None and known.state == "open" else ()
        place = now[0].open_office() if now else None
        if place is not None and place.role == "deputy" and self.rule(year) is None:
            former = any(term.role == "deputy" and term.year == year - 1 for term in self.terms())
            place = place if former else None
        return self.outlook(year + 1, years) if place is None else self.outlook(year, years + 1)

    def outlook(self, first: int, years: int) -> tuple[Outlook, ...]:
        """The years from `first` on, one following from the other: recorded terms where there are some, else what the
        rule suggests; it ends with the first year in which the rule names no head.
        """
        terms, found = list(self.terms()), []
        for year in range(first, first + years):
            suggested = self._suggest(terms, year)
            own: dict[tuple[str, int], str] = {
                (term.role, term.rank): term.unit for term in reversed(terms) if term.year == year
            }
            head = own.get(("head", 1), suggested.head)
            deputies = _deputies(own, head, suggested)
            found.append(Outlook(year, head, deputies, frozenset(own), suggested))
            if head is None:
                break
            offices = {("head", 1): head, **{("deputy", rank): unit for rank, unit in enumerate(deputies, 1)}}
            terms += [
                rules.Term(year, role, unit, rank)  # type: ignore[arg-type]  # checked by the column
                for (role, rank), unit in offices.items()
                if (role, rank) not in own and unit is not None
            ]
        return tuple(found)

    # --- checks of a term

    def check(self, term: Term) -> tuple[Breach, ...]:
        """Every way in which a term departs from the rule of its year, with the weight the rule gives it.

        Where the year has no rule or no list of units, only a unit in two offices at once and days that are not those
        of one year. Refusal: RuleViolation `rotation.not_a_member`.
        """
        rule, circle = self.rule(term.year), self.circle(term.year)
        if rule is None or not circle.units:
            return rules.check_by_itself(term.as_rules_read(), self.terms(but=term.key))
        if term.unit not in circle.units and self._store.rows("membership", year=term.year, unit=term.unit):
            circle = replace(circle, units=(*circle.units, term.unit))  # it left in the course of its year
        return rules.check_term(term.as_rules_read(), self.terms(but=term.key), circle, rule)

    def require(self, term: Term) -> None:
        """Refuse a term that the regulation forbids, or one that departs from it without a recorded reason.

        A term that says who leads as before is not judged again, one whose days alone change only by its days.
        Refusals: RuleViolation `rotation.not_a_member`, `rotation.forbidden`, `rotation.reason_needed`,
        `rotation.two_offices`, `rotation.term_length` (facts: `check` and those of the breach).
        """
        row = self._store.row("term", term.key)

        def differs(*said: str) -> bool:
            return row is None or any(row.get(name) != getattr(term, name) for name in said)

        if differs("year", "unit", "role", "rank", "basis", "deviation"):
            rules.require_allowed(term.as_rules_read(), self.check(term))
        elif differs("from_date", "to_date"):
            found = [one for one in self.check(term) if one.check in rules.OF_THE_TERM]
            rules.require_allowed(term.as_rules_read(), found)

    # --- exceptions

    def exceptions(self, year: int | None = None) -> tuple[TurnException, ...]:
        """Units that a year's turn passes over, by year."""
        rows = self._store.rows("turn_exception") if year is None else self._store.rows("turn_exception", year=year)
        return tuple(sorted((TurnException(**row) for row in rows), key=lambda one: (one.year, one.unit)))

    def put_exception(
        self, year: int, unit: str, reason: str, note: str | None = None, document: str | None = None
    ) -> None:
        """Record that a unit does not lead in a year; a second time corrects it.

        Refusals: BadInput `year.out_of_range`, `rotation.reason_unknown`, `rotation.note_needed` ("other" says what),
        RuleViolation `unit.unknown`.
        """
        if reason not in REASONS:
            raise BadInput("rotation.reason_unknown", value=reason)
        check_year(year)
        said = fields.note(note)
        if reason == "other" and said is None:
            raise BadInput("rotation.note_needed")
        name = self._book.members.unit(unit, f"{year}-12-31").short_name
        with self._store.operation("put-turn-exception", {"year": year, "unit": name}) as tx:
            row: dict[str, Any] = {"year": year, "unit": unit, "reason": reason}
            tx.put("turn_exception", {**row, "note": said, "document": fields.line(document)})

    def remove_exception(self, year: int, unit: str) -> None:
        """Let a unit's turn in a year count again. RuleViolation `rotation.no_exception`."""
        if self._store.row("turn_exception", year, unit) is None:
            raise RuleViolation("rotation.no_exception", year=year, unit=unit)
        name = self._book.members.unit(unit, f"{year}-12-31").short_name
        with self._store.operation("remove-turn-exception", {"year": year, "unit": name}) as tx:
            tx.delete("turn_exception", (year, unit))


def _deputies(own: Mapping[tuple[str, int], str], head: str | None, suggested: Suggestion) -> tuple[str | None, ...]:
    """Deputies of a year by rank: the recorded ones, and in the open places whom the rule names and nobody has yet."""
    last = max([len(suggested.deputies), *(rank for role, rank in own if role == "deputy")])
    named = iter([one for one in suggested.deputies if one is not None and one not in (head, *own.values())])
    return tuple(own.get(("deputy", rank)) or next(named, None) for rank in range(1, last + 1))
