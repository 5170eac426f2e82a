"""What a decision that divides blocs says of one year, taken in one act: the list of units, the name of the bloc, its
head and its deputies, each citing that one document, whose file the book keeps.

Everything is written by the verbs that exist; here it is only said what follows from the paper. A unit the paper does
not name leaves the year: from the day the paper holds, or, where it holds for the whole year, out of the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.leadership.leadership import Term
from models.book.scoring.evidence import FILE_LIMIT
from models.book.units.reading import Preview
from models.book.units.roster import OF_A_YEAR
from models.book.units.rows import same_name
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.text import show_date

if TYPE_CHECKING:
    from models.book.leadership.floor import LeadershipBook

PREFIX: Final = "division."
"""With the year, the setting that keeps what the decision of a year says."""
_ORDINAL: Final = re.compile(r"^\s*\d{1,3}\s*[.)]\s*")


@dataclass(frozen=True, slots=True)
class Division:
    """A recorded decision; `units` are keys in its order, `deputies` keys by rank ("" where it names nobody), `since`
    the day it holds from (None: the whole year)."""

    year: int
    number: str
    date: str
    issuer: str
    name: str
    units: tuple[str, ...]
    head: str | None = None
    deputies: tuple[str, ...] = ()
    since: str | None = None
    file_name: str | None = None
    blob: str | None = None

    @property
    def cited(self) -> str:
        return cited(self.number, self.date, self.issuer)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision would change: names of units the book does not know yet, keys of those that come into the list
    and go out of it, terms that end or go because another unit holds their office or theirs goes out; `undescribed`
    why the bloc's name stays as it is and until or since which day: "to-come", "changed-since"."""

    new: tuple[str, ...]
    joining: tuple[str, ...]
    leaving: tuple[str, ...]
    ending: tuple[Term, ...]
    undescribed: tuple[str, str] | None = None


def cited(number: str, date: str, issuer: str) -> str:
    """The document as lists and papers cite it."""
    said = number if number.casefold().startswith("quyết định") else f"Quyết định số {number}"
    return f"{said} ngày {show_date(date)} của {issuer}"


class Divisions(Area):
    """Takes and reads decisions that divide blocs, one a year."""

    _book: LeadershipBook

    # --- reading

    def of(self, year: int) -> Division | None:
        """The decision a year's list rests on; None where none is recorded."""
        kept = self._book.settings.get(f"{PREFIX}{year}")
        return None if kept is None else _division(year, kept)

    def uses(self, blob: str) -> bool:
        """Whether a decision needs a file of the book."""
        return any(kept.get("blob") == blob for kept in self._book.settings.under(PREFIX).values())

    def outcome(
        self,
        year: int,
        units: Sequence[str],
        head: str | None = None,
        deputies: Sequence[str] = (),
        since: str | None = None,
    ) -> Outcome:
        """What the decision would change; nothing is written. Refusals as far as the names can be read: those of
        `members.read_table`, BadInput `import.has_faults`, `division.two_called` (facts: `name`, `names`: units that
        have one short name), `division.unnamed` (facts: `name`), `division.two_offices`, `division.not_this_year`.
        """
        day = self._day(year, since)
        read = self._read(units)
        known = {one.existing for one in read.rows if one.existing}
        there = {member.key for member in self._book.members.roster(year)}
        leaving = self._leaving(year, known)
        offices = self._offices(read, head, deputies)
        return Outcome(
            tuple(one.name for one in read.rows if one.existing is None),
            tuple(one.existing for one in read.rows if one.existing and one.existing not in there),
            leaving,
            tuple(self._ending(year, read, offices, day, leaving)),
            self._undescribed(day or self._book.years.get(year).first_day),
        )

    # --- writing

    def record(
        self,
        year: int,
        *,
        number: str,
        date: str,
        issuer: str,
        units: Sequence[str],
        head: str | None = None,
        deputies: Sequence[str] = (),
        name: str | None = None,
        since: str | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> None:
        """Take a decision as the year's: its units in their order by their names (a short name does; a name the book
        does not know is a new unit), the bloc's name where it changes, head and deputies by names that stand in the
        list. All is one act. What the recorded decision says already is left untouched, only its file, number, date
        and issuer may be others (what open years cite of it follows); a second decision of the year holds from a later
        day and takes the place of the first's record, its file too.

        With `since` units and terms begin and end on that day, else they hold for the whole year. An office the
        decision does not fill stays as it is unless its unit goes out; who keeps one keeps what was recorded of it.
        Where the rule of rotation is departed from, the decision is the reason. The bloc's name and document are
        described anew unless that day is to come or a later change stands (`Outcome.undescribed`).
        Refusals: `year.closed`, those of dates and names, of `outcome`, of the verbs beneath, `attached.empty`,
        `evidence.too_big`, RuleViolation `division.unit_begun` (facts: `unit`, `where`, `year`): a unit that would go
        out of the list of the whole year has begun it; `division.recorded` (facts: `document`, the recorded one): the
        same document otherwise, or another that begins no later.
        """
        years, members = self._book.years, self._book.members
        years.must_be_open(year)
        said: dict[str, Any] = {
            "number": fields.name(re.sub(r"(?i)^\s*số\s+", "", number), 100),
            "date": fields.date(date, "date"),
            "issuer": fields.name(issuer),
        }
        day = self._day(year, since)
        document = cited(**said)
        read = self._read(units)
        offices = self._offices(read, head, deputies)
        held = self.of(year)
        called = fields.name(name) if name else held.name if held else self._book.settings.bloc().name
        if held is not None and self._stands(held, document, read, offices, called, day):
            if file is not None or document != held.cited:
                self._mend(held, said, file)
            return
        facts = {"year": year, "document": document, "count": len(read.rows)}
        with self._store.operation("divide-blocs", facts) as tx:
            self._describe(called, document, day or years.get(year).first_day)
            keys = self._admit(year, read, document, day)
            for term in self._ending(year, read, offices, day, self._leaving(year, keys)):
                self._end(term, day)
            self._let_go(year, keys, document, day)
            chosen = [(role, rank, keys[at]) for role, rank, at in offices]
            for office in chosen:
                self._appoint(year, *office, document, said["date"], day)
            rest = [member.key for member in members.roster(year) if member.key not in keys]
            members.reorder(year, [*keys, *rest])
            years.confirm_roster(year, self._book.today())
            said |= {"name": called, "units": list(keys)}
            said |= {"head": next((unit for role, _rank, unit in chosen if role == "head"), None)}
            said |= {"deputies": _by_rank(chosen), "since": day}
            self._keep(tx, year, said, file)

    def _mend(self, held: Division, said: dict[str, Any], file: tuple[str, bytes] | None) -> None:
        """Another file of the recorded decision, or another number, date or issuer wherever open years cite it."""
        facts = {"year": held.year, "document": held.cited, "count": len(held.units)}
        with self._store.operation("divide-blocs", facts) as tx:
            if (document := cited(**said)) != held.cited:
                self._cite(tx, held, document, said["date"])
            self._keep(tx, held.year, {**self._book.settings.get(f"{PREFIX}{held.year}"), **said}, file)

    def _cite(self, tx: Any, held: Division, document: str, date: str) -> None:
        """Cite the decision anew where its act cited it: lists, terms, the bloc's description."""
        old, settings = held.cited, self._book.settings
        self._book.members.cite_anew(held.year, old, document)
        for term in self._book.leadership.terms(held.year):
            new = {"decision": document, "decided_on": date} if term.decision == old else {}
            new |= {"deviation": f"Theo {document}"} if term.deviation == f"Theo {old}" else {}
            if new:
                tx.update("term", term.key, **new)
        if settings.bloc().established_by == old:
            settings.describe_bloc(established_by=document)

    # --- reading the paper

    def names(self, units: Sequence[str]) -> tuple[str, ...]:
        """The names of the units as the list will show them, those that cannot be read left out."""
        unit = self._book.members.unit
        return tuple(unit(one.existing).name if one.existing else one.name for one in self._seen(units).rows)

    def _read(self, units: Sequence[str]) -> Preview:
        read = self._seen(units)
        if read.errors:
            lines = tuple(one.line for one in read.errors)
            raise BadInput("import.has_faults", count=len(read.errors), lines=lines)
        return read

    def _seen(self, units: Sequence[str]) -> Preview:
        """The units as typed or pasted, one a line: the column that its heading calls the name, else the first words
        of the line after its number."""
        grid = [line.split("\t") for line in units]
        read, meant = self._book.members.read_table(grid, None), self._meant()
        if not read.headed:
            return self._book.members.read_table([[meant(_first_words(cells))] for cells in grid], None)
        at = read.columns.index("name")
        for one in read.rows:
            grid[one.line - 1][at] = meant(_first_words([one.name]))
        return self._book.members.read_table(grid, None)

    def _meant(self) -> Callable[[str], str]:
        """What a text means: the full name of the one unit that has it as its short name; a full name and any other
        text as it is."""
        today = self._book.today()
        there = [one for one in self._book.members.units() if one.active(today)]
        full = {same_name(one.name) for one in there}
        short: dict[str, list[str]] = {}
        for one in there:
            short.setdefault(same_name(one.short_name), []).append(one.name)

        def meant(text: str) -> str:
            called = [] if same_name(text) in full else short.get(same_name(text), [])
            if len(called) > 1:
                raise BadInput("division.two_called", name=text, names="; ".join(called))
            return called[0] if called else text

        return meant

    def _day(self, year: int, since: str | None) -> str | None:
        """The day the decision holds from: of the calendar year, as lists and terms of a school year are too."""
        day = fields.date_or_none(since, "from_date")
        if day is not None and not self._book.years.get(year).first_day <= day <= f"{year}-12-31":
            raise BadInput("division.not_this_year", day=day, year=year)
        return day

    def _stands(
        self,
        held: Division,
        document: str,
        read: Preview,
        offices: Sequence[tuple[str, int, int]],
        name: str,
        day: str | None,
    ) -> bool:
        """Whether the recorded decision says just this already, by whatever document; one that neither does nor comes
        after it is refused."""
        chosen = [(role, rank, read.rows[at].existing or "") for role, rank, at in offices]
        head = next((unit for role, _rank, unit in chosen if role == "head"), None)
        said = (tuple(one.existing for one in read.rows), head, tuple(_by_rank(chosen)), name, day)
        alike = said == (held.units, held.head, held.deputies, held.name, held.since)
        one = same_name(document) == same_name(held.cited)
        first = self._book.years.get(held.year).first_day
        if not alike and (one or (day or first) <= (held.since or first)):
            raise RuleViolation("division.recorded", year=held.year, document=held.cited)
        return alike

    def _offices(self, read: Preview, head: str | None, deputies: Sequence[str]) -> list[tuple[str, int, int]]:
        """(role, rank, place in the list) of every office the decision fills."""
        wanted = [("head", 1, head), *(("deputy", rank, one) for rank, one in enumerate(deputies, 1))]
        found: list[tuple[str, int, int]] = []
        meant = self._meant()
        for role, rank, who in wanted:
            if not who:
                continue
            sought = same_name(meant(who.strip()))
            place = next((at for at, one in enumerate(read.rows) if same_name(one.name) == sought), None)
            if place is None:
                raise BadInput("division.unnamed", name=who)
            if place in {at for _role, _rank, at in found}:
                raise BadInput("division.two_offices", name=read.rows[place].name)
            found.append((role, rank, place))
        return found

    def _leaving(self, year: int, known: Collection[str]) -> tuple[str, ...]:
        """The units of the list that the decision does not name and that have not left already."""
        roster = self._book.members.roster(year)
        return tuple(one.key for one in roster if one.key not in known and one.to_date is None)

    def _ending(
        self,
        year: int,
        read: Preview,
        offices: Sequence[tuple[str, int, int]],
        day: str | None,
        leaving: Collection[str],
    ) -> list[Term]:
        """The terms of the year that another term takes the place of, and those of units that go out; who keeps the
        office goes on."""
        filled = {role for role, _rank, _at in offices}
        kept = {(role, rank, read.rows[at].existing) for role, rank, at in offices}
        return [
            one
            for one in self._book.leadership.terms(year)
            if (one.unit in leaving or (one.role in filled and (one.role, one.rank, one.unit) not in kept))
            and (day is None or (one.to_date or day) >= day)
        ]

    def _undescribed(self, day: str) -> tuple[str, str] | None:
        """Why the bloc's description does not change from a day on, and the day it hangs on."""
        if day > self._book.today():
            return "to-come", day
        changed = self._book.settings.described_since()
        return ("changed-since", changed) if changed is not None and changed > day else None

    # --- parts of the act

    def _describe(self, name: str, document: str, day: str) -> None:
        bloc = self._book.settings.bloc()
        if self._undescribed(day) is not None or (name, document) == (bloc.name, bloc.established_by):
            return
        self._book.settings.describe_bloc(since=day, name=name, established_by=document)

    def _admit(self, year: int, read: Preview, document: str, day: str | None) -> tuple[str, ...]:
        keys = []
        for one in read.rows:
            row = self._store.row("membership", year, one.existing) if one.existing else None
            if row is not None and row.get("to_date"):
                raise RuleViolation("unit.left_already", year=year, unit=one.existing, to_date=row["to_date"])
            start = day or self._book.years.get(year).first_day
            key = one.existing or self._book.members.add(one.name, one.short_name, one.kind, from_date=start)
            if row is None:
                self._book.members.admit(year, key, from_date=day, decision=document)
            keys.append(key)
        return tuple(keys)

    def _let_go(self, year: int, keys: Sequence[str], document: str, day: str | None) -> None:
        members = self._book.members
        for member in members.roster(year):
            if member.key in keys or member.to_date is not None:
                continue
            if day is not None and (member.from_date or f"{year}-01-01") < day:
                members.leave(year, member.key, day, document)
                continue
            where = tuple(table for table in OF_A_YEAR if self._store.rows(table, year=year, unit=member.key))
            if where:
                raise RuleViolation("division.unit_begun", unit=member.key, where=where, year=year)
            members.remove_from_roster(year, member.key)

    def _end(self, term: Term, day: str | None) -> None:
        """A term of before the day ends the day before; any other of the office goes, for the decision fills it."""
        first = term.from_date or f"{term.year}-01-01"
        if day is None or first >= day or term.status == "proposed":
            self._book.leadership.remove_term(term.key)
            return
        kept = {name: getattr(term, name) for name in Term.__slots__ if name not in ("key", "year", "unit", "role")}
        last = fields.shift(day, -1)
        self._book.leadership.put_term(term.year, term.unit, term.role, key=term.key, **{**kept, "to_date": last})

    def _appoint(
        self, year: int, role: str, rank: int, unit: str, document: str, decided_on: str, day: str | None
    ) -> None:
        """Fill an office; of a term that goes on what was recorded stays, and the decision says the rest."""
        said: dict[str, Any] = {"rank": rank, "basis": "appointed", "decision": document, "decided_on": decided_on}
        said["from_date"] = day
        old = next(
            (one for one in self._book.leadership.terms(year) if self._goes_on(one, role, rank, unit, day)), None
        )
        if old is not None:
            said["person"], said["deviation"] = old.person, old.deviation
            if old.status == "approved":
                said["basis"] = old.basis
                if old.decision is not None:
                    said["decision"], said["decided_on"] = old.decision, old.decided_on
            if day is not None and (old.from_date or f"{year}-01-01") < day:
                said["from_date"] = old.from_date
        key = old.key if old is not None else None
        if said.get("deviation") is None and self._book.rotation.check(Term(key or "", year, unit, role, **said)):
            said["deviation"] = f"Theo {document}"
        self._book.leadership.put_term(year, unit, role, key=key, **said)

    @staticmethod
    def _goes_on(one: Term, role: str, rank: int, unit: str, day: str | None) -> bool:
        """Whether a recorded term is the office the decision fills with the same unit."""
        return (one.role, one.rank, one.unit) == (role, rank, unit) and (day is None or (one.to_date or day) >= day)

    def _keep(self, tx: Any, year: int, said: dict[str, Any], file: tuple[str, bytes] | None) -> None:
        """Write what the decision says, with its file; a file nothing needs any more goes."""
        before, evidence = self.of(year), self._book.scores.evidence
        if file is not None:
            name = fields.name(file[0], 200)
            if not file[1]:
                raise BadInput("attached.empty", name=name)
            if len(file[1]) > FILE_LIMIT:
                raise BadInput("evidence.too_big", name=name, size=len(file[1]), limit=FILE_LIMIT)
            said |= {"file_name": name, "blob": evidence.keep(tx, file[1])}
        self._book.settings.put(f"{PREFIX}{year}", {name: value for name, value in said.items() if value})
        if before is not None and before.blob and before.blob != said.get("blob"):
            evidence.release(tx, before.blob)


def _first_words(cells: Sequence[str]) -> str:
    """The first cell that says something beside a number, without a number before it."""
    texts = (_ORDINAL.sub("", cell).strip() for cell in cells)
    return next((text for text in texts if sum(char.isalpha() for char in text) > 1), "")


def _by_rank(chosen: Sequence[tuple[str, int, str]]) -> list[str]:
    """The deputies' units by rank, "" where the decision names nobody."""
    ranked = {rank: unit for role, rank, unit in chosen if role == "deputy"}
    return [ranked.get(rank, "") for rank in range(1, max(ranked, default=0) + 1)]


def _division(year: int, kept: dict[str, Any]) -> Division:
    said = {**kept, "units": tuple(kept["units"]), "deputies": tuple(kept.get("deputies", ()))}
    return Division(year, **said)
