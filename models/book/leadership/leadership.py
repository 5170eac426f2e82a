"""Who leads the bloc in which year, on what basis and by what decision; and so in which document family it writes.

A term belongs to a unit; a person may act for it. Terms may lie before the book's first year, and in the year after
its last. The outgoing deputy does not always succeed: a deviation is recorded with its reason. Whose turn it is, and
what the regulation says of a new term, is asked of `rotation`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.rules.act import rotation
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.days import is_year

if TYPE_CHECKING:
    from models.book.leadership.chosen import Chosen
    from models.book.leadership.floor import LeadershipBook

ROLES: Final = ("head", "deputy")
BASES: Final = ("elected", "introduced", "proposed", "approved", "appointed", "carried-over", "acting")
STATUSES: Final = ("proposed", "approved", "acting", "ended")
_LEADING: Final = ("approved", "acting", "ended")
"""Statuses of a term that was or is in office; a proposed one is not."""


@dataclass(frozen=True, slots=True)
class Term:
    """A unit at the head of the bloc (or as deputy) in one year; days are included on both ends, none means the whole
    year.
    """

    key: str
    year: int
    unit: str
    role: str
    rank: int = 1
    person: str | None = None
    basis: str = "elected"
    status: str = "approved"
    decision: str | None = None
    decided_on: str | None = None
    from_date: str | None = None
    to_date: str | None = None
    deviation: str | None = None

    def as_rules_read(self) -> rotation.Term:
        """The term as the rules of rotation read it; one that has ended without a day ended with its year."""
        last = self.to_date or (f"{self.year}-12-31" if self.status == "ended" else None)
        role: Any = self.role
        return rotation.Term(
            self.year, role, self.unit, self.rank, self.basis, self.status, self.from_date, last, self.deviation or ""
        )

    def holds(self, on: str) -> bool:
        """True when the term runs on that day of its year."""
        return fields.holds(on, self.from_date or f"{self.year}-01-01", self.to_date or f"{self.year}-12-31")


@dataclass(frozen=True, slots=True)
class EmptyOffice:
    """A bloc whose head unit has ended: whose term stands there, the first day without a head, and the deputy who may
    act for it (None: there is none)."""

    term: Term
    since: str
    acting: str | None


@dataclass(frozen=True, slots=True)
class Led:
    """One year of the table of who led when."""

    year: int
    heads: tuple[Term, ...]
    deputies: tuple[Term, ...]


class Leadership(Area):
    """Terms of the bloc's leaders."""

    _book: LeadershipBook

    # --- reading

    def terms(self, year: int) -> tuple[Term, ...]:
        """The terms of a year: heads first, then deputies by rank, each in the order of their days."""
        found = (_term(row) for row in self._store.rows("term", year=year))
        return tuple(sorted(found, key=lambda one: (ROLES.index(one.role), one.rank, one.from_date or "", one.key)))

    def term(self, key: str) -> Term:
        """One term. RuleViolation `term.unknown`."""
        row = self._store.row("term", key)
        if row is None:
            raise RuleViolation("term.unknown", term=key)
        return _term(row)

    def head(self, year: int, on: str | None = None) -> Term | None:
        """Who leads the bloc on a day; without a day, today while the year runs, else at the end of it. None when
        nobody is said.

        A head that is only proposed leads when nobody else does.
        """
        return self._leading(year, "head", on)

    def deputies(self, year: int, on: str | None = None) -> tuple[Term, ...]:
        """The deputies on a day (as in `head`), by rank."""
        day = self._day(year, on)
        found = (one for one in self.terms(year) if one.role == "deputy" and one.holds(day))
        return tuple(one for one in found if self._exists(one, day))

    def leading(self, year: int, on: str) -> tuple[str, ...]:
        """The units that lead the bloc on a day: the head's first, then the deputies' by rank."""
        terms = (self.head(year, on), *self.deputies(year, on))
        return tuple(term.unit for term in terms if term is not None)

    def all(self) -> tuple[Term, ...]:
        """Every term of the book, those before its first year and after its last included, by year."""
        years = sorted({row["year"] for row in self._store.rows("term")})
        return tuple(term for year in years for term in self.terms(year))

    def in_office(self, on: str) -> tuple[Term, ...]:
        """Head, then deputies, in office on a day whatever year their terms are counted in: one begun early leads at
        once, and while a year has no list of its own the last one stays in force. What is only proposed holds nothing,
        nor does a unit that has ended.
        """
        read = {term.as_rules_read(): term for term in self.all()}
        held = (read[one] for one in rotation.leaders_on(read, fields.date(on, "on")))
        return tuple(term for term in held if self._exists(term, on))

    def leads(self, year: int, on: str | None = None) -> Term | None:
        """Whose unit writes the bloc's papers on a day (as in `head`): the year's own head or one begun early, else the
        one proposed for the year, else the head of the last list.
        """
        day = self._day(year, on)
        held = next((term for term in self.in_office(day) if term.role == "head"), None)
        if held is not None and held.year >= year:
            return held
        return self._leading(year, "head", day) or held

    def empty(self, year: int, on: str | None = None) -> EmptyOffice | None:
        """Whether the head unit of a year has ended and no other took its place on a day (as in `head`); None while
        somebody leads, or where nobody is said to.
        """
        day = self._day(year, on)
        if self.head(year, day) is not None:
            return None
        gone = [one for one in self.terms(year) if one.role == "head" and one.status in _LEADING and one.holds(day)]
        if not gone:
            return None
        last = self._end_of(gone[-1].unit)
        acting = next((one.unit for one in self.deputies(year, day)), None)
        return EmptyOffice(gone[-1], fields.shift(last, 1), acting)

    def _exists(self, term: Term, day: str) -> bool:
        return self._end_of(term.unit) >= day

    def _end_of(self, unit: str) -> str:
        return self._book.members.last_day(unit) or "9999-12-31"

    def family(self, year: int, on: str | None = None) -> str:
        """The document family the bloc writes in on a day: that of the unit that `leads` as it is on that day; "state"
        while none does.
        """
        day = self._day(year, on)
        head = self.leads(year, day)
        return "state" if head is None else self._book.members.unit(head.unit, day).family

    def chosen(self, year: int) -> tuple[Chosen, ...]:
        """Whom meetings of this year and the one before chose for its offices: ballots, decisions where they left a
        seat open, shows of hands. Nothing is recorded by that.
        """
        from models.book.leadership.chosen import chosen

        return chosen(self._book, year)

    def history(self) -> tuple[Led, ...]:
        """Who led when, the latest year first."""
        years = sorted({row["year"] for row in self._store.rows("term")}, reverse=True)
        return tuple(self._led(year) for year in years)

    def _led(self, year: int) -> Led:
        terms = self.terms(year)
        return Led(year, tuple(t for t in terms if t.role == "head"), tuple(t for t in terms if t.role == "deputy"))

    def _leading(self, year: int, role: str, on: str | None) -> Term | None:
        day = self._day(year, on)
        there = [one for one in self.terms(year) if one.role == role and one.holds(day) and self._exists(one, day)]
        return next((one for one in there if one.status in _LEADING), there[0] if there else None)

    def _day(self, year: int, on: str | None) -> str:
        if on is not None:
            return fields.date(on, "on")
        today = self._book.today()
        return today if today.startswith(f"{year}-") else f"{year}-12-31"

    # --- writing

    def put_term(
        self,
        year: int,
        unit: str,
        role: str,
        *,
        rank: int = 1,
        person: str | None = None,
        basis: str = "elected",
        status: str = "approved",
        decision: str | None = None,
        decided_on: str | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        deviation: str | None = None,
        key: str | None = None,
    ) -> str:
        """Record a term, or with its key correct it. Two terms of one role and rank never run on one day, proposed ones
        aside. A year before the book, or the one after its last, need not be opened.

        Refusals: `year.unknown`, `year.closed`, `unit.unknown`, `person.unknown`, BadInput `term.word_unknown`,
        `term.rank`, `date.bad`, `date.backwards`, RuleViolation `term.overlaps` (facts: `term`, `unit`), and where the
        year has a rule of rotation those of `rotation.require`.
        """
        self._must_take_terms(year)
        for field, value, allowed in (("role", role, ROLES), ("basis", basis, BASES), ("status", status, STATUSES)):
            if value not in allowed:
                raise BadInput("term.word_unknown", field=field, value=value)
        if rank < 1:
            raise BadInput("term.rank", rank=rank)
        if person is not None and self._store.row("person", person) is None:
            raise RuleViolation("person.unknown", person=person)
        chosen = fields.key(key) if key else self._book.new_key()
        days = {"decided_on": decided_on, "from_date": from_date, "to_date": to_date}
        said: dict[str, Any] = {name: fields.date_or_none(day, name) for name, day in days.items()}
        fields.span(said["from_date"], said["to_date"])
        said |= {
            "year": year,
            "unit": unit,
            "role": role,
            "rank": rank,
            "person": person,
            "basis": basis,
            "status": status,
        }
        said |= {"decision": fields.line(decision), "deviation": fields.note(deviation)}
        self._refuse_overlap(new := Term(key=chosen, **said))
        self._book.rotation.require(new)
        name = self._book.members.unit(unit, f"{year}-12-31").short_name
        with self._store.operation("put-term", {"year": year, "unit": name, "role": role}) as tx:
            if self._store.row("term", chosen) is None:
                tx.insert("term", {"key": chosen, **said})
            else:
                tx.update("term", chosen, **said)
        return chosen

    def remove_term(self, key: str) -> None:
        """Take away a term recorded by mistake. Refusals: `term.unknown`, `year.closed`."""
        old = self.term(key)
        name = self._book.members.unit(old.unit, f"{old.year}-12-31").short_name
        with self._store.operation("remove-term", {"year": old.year, "unit": name, "role": old.role}) as tx:
            tx.delete("term", key)

    def _must_take_terms(self, year: int) -> None:
        known = [one.year for one in self._book.years.all()]
        if year in known or not known or not is_year(year) or year > max(known) + 1:
            self._book.years.must_be_open(year)

    def in_place(self, new: Term) -> Term | None:
        """The term that stands already where this one would: same role and rank, days in common, more than proposed;
        that of a unit which has ended ran to its last day."""
        first, last = new.from_date or f"{new.year}-01-01", new.to_date or f"{new.year}-12-31"
        for other in self.terms(new.year):
            alike = (other.role, other.rank) == (new.role, new.rank) and other.status != "proposed"
            start, end = other.from_date or f"{new.year}-01-01", other.to_date or f"{new.year}-12-31"
            end = min(end, self._end_of(other.unit))
            if other.key != new.key and alike and start <= last and first <= end:
                return other
        return None

    def _refuse_overlap(self, new: Term) -> None:
        other = None if new.status == "proposed" else self.in_place(new)
        if other is not None:
            raise RuleViolation("term.overlaps", term=other.key, unit=other.unit, role=new.role)


def _term(row: dict[str, Any]) -> Term:
    return Term(**{name: row[name] for name in Term.__slots__})
