"""Everything ever granted to units and people, whether proposed in this book or entered afterwards.

A past award is entered in one step, without the workflow of proposals. The history of a unit runs through its
lineage: both lines are shown, and only the record a decision lets it carry on counts. What an award asks of history is
judged by `awards`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models.book.awards.findings import RATING
from models.book.awards.history_reading import Preview, read_table
from models.book.awards.history_rows import Entry, Known
from models.book.base import fields
from models.book.base.area import Area
from models.book.regulation import titles
from models.book.units.rows import Contact
from models.rules.act import honours as rules
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.days import check_year, is_year
from models.rules.number.text import fold
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.awards.floor import AwardsBook
    from models.file.transaction import Transaction


class Histories(Area):
    """Verbs and reads of honours."""

    _book: AwardsBook

    # --- reading

    def entries(self, year: int | None = None) -> tuple[Entry, ...]:
        """Every honour (of one year), the latest first, then by title and holder."""
        rows = self._store.rows("honour") if year is None else self._store.rows("honour", year=year)
        return self._read(rows)

    def entry(self, key: str) -> Entry:
        """One honour. RuleViolation `honour.unknown`."""
        row = self._store.row("honour", key)
        if row is None:
            raise RuleViolation("honour.unknown", honour=key)
        return self._read([row])[0]

    def of_unit(self, unit: str) -> tuple[Entry, ...]:
        """All a unit and its people were granted, with what the units it comes from were; `counts` tells the lines
        apart.
        """
        own = self._book.members.record_of(unit, self._book.decisions.all())
        line = self._book.members.forerunners(unit)
        rows = [row for row in self._store.rows("honour") if row.get("unit") in line]
        return self._read(rows, own)

    def of_person(self, person: str) -> tuple[Entry, ...]:
        """All one person was granted, whatever unit they were in."""
        own = self._book.members.records_of(person)
        return self._read([row for each in own for row in self._store.rows("honour", person=each)])

    def of_household(self, household: str) -> tuple[Entry, ...]:
        """All one household was granted."""
        return self._read(self._store.rows("honour", household=household))

    def search(self, text: str) -> tuple[Entry, ...]:
        """Honours whose title, holder, decision, body or year holds every word, with or without diacritics."""
        wanted = fold(text).split()
        return tuple(one for one in self.entries() if all(word in self._words(one) for word in wanted))

    def people_of(self, unit: str) -> tuple[Contact, ...]:
        """The people known in a unit, those in a post now first, each once."""
        found: dict[str, Contact] = {}
        listed = self._book.members.contacts(unit, every=True)
        for one in sorted(listed, key=lambda one: (one.to_date is not None, one.name)):
            found.setdefault(one.person, one)
        return tuple(found.values())

    def person_name(self, person: str) -> str:
        """What a person is called; the key itself when the book does not know."""
        row = self._store.row("person", person)
        return str(row["name"]) if row else person

    def earned(
        self,
        unit: str,
        person: str | None = None,
        but: tuple[str, int] | None = None,
        household: str | None = None,
    ) -> tuple[rules.History, Known]:
        """The history rules count for a unit (its own and what it carries on), a person or a household, and how far
        it is known.

        `but` leaves out what proposals for this title in this year became: they are what is being judged.
        """
        alone, own = person or household, self.own(unit, person, household)
        held = [
            rules.Honour(row["title"], row["year"], row.get("decision") or "", tuple(row.get("years") or ()))
            for row in self._store.rows("honour")
            if (_named(row) in own if alone else _named(row) is None and row.get("unit") in own)
            and not (row.get("proposal") and (row["title"], row["year"]) == but)
        ]
        rated = self._book.findings.ratings(own)
        held += [rules.Honour(f"{RATING}:{one.value}", one.year, one.document or "") for one in rated]
        first = min((row["year"] for row in self._store.rows("honour")), default=None)
        known = Known(first, frozenset(one.year for one in rated), None if alone else self._begins(own))
        return rules.History(alone or unit, tuple(held)), known

    def own(self, unit: str, person: str | None = None, household: str | None = None) -> tuple[str, ...]:
        """The records that are one holder's: every record of a person, of a unit what it carries on, a household."""
        if person:
            return self._book.members.records_of(person)
        return (household,) if household else tuple(self._book.members.record_of(unit, self._book.decisions.all()))

    def _begins(self, units: Sequence[str]) -> int | None:
        starts = [(self._store.row("unit", unit) or {}).get("active_from") for unit in units]
        return None if None in starts else min(int(str(start)[:4]) for start in starts)

    def years_counted(self, title: str, year: int, holder: str) -> tuple[int, ...]:
        """The years whose achievement an award of that year uses up, as the rules in force count them: its own, and
        those before where its condition asks for several not yet used.
        """
        ruled = [one.year for one in self._book.years.all() if one.regulation is not None]
        bloc_year = year if year in ruled else max(ruled, default=None)
        listed = () if bloc_year is None else self._book.regulations.rules(bloc_year)
        return tuple(range(year - _span(listed, title, holder) + 1, year + 1))

    def _read(self, rows: Iterable[Mapping[str, Any]], own: Sequence[str] | None = None) -> tuple[Entry, ...]:
        called = titles.names(titles.known(self._book))
        people = {row["key"]: row["name"] for row in self._store.rows("person")}
        homes = self._book.households.names()
        found = [
            Entry(
                key=row["key"],
                year=row["year"],
                title=row["title"],
                name=titles.called(called, row["title"]),
                unit=row.get("unit"),
                person=row.get("person"),
                person_name=people.get(row.get("person"), ""),
                household=row.get("household"),
                household_name=homes.get(row.get("household") or "", ""),
                years=tuple(row.get("years") or ()),
                decision=row.get("decision"),
                date=row.get("date"),
                by=row.get("by"),
                proposal=row.get("proposal"),
                note=row.get("note"),
                counts=own is None or row.get("unit") in own,
            )
            for row in rows
        ]
        return tuple(sorted(found, key=lambda e: (-e.year, e.title, e.unit or "", e.called, e.key)))

    def _words(self, entry: Entry) -> str:
        called = " ".join(one.name for one in self._book.members.names(entry.unit)) if entry.unit else ""
        address = self._book.households.get(entry.household).address if entry.household else None
        said = (entry.name, entry.title, called, entry.called, address, entry.decision, entry.by, str(entry.year))
        return fold(" ".join(word for word in said if word))

    # --- writing: honours

    def record(
        self,
        title: str,
        year: int,
        unit: str | None,
        person: str | None = None,
        *,
        years: Sequence[int] | None = None,
        decision: str | None = None,
        date: str | None = None,
        by: str | None = None,
        note: str | None = None,
        household: str | None = None,
        key: str | None = None,
    ) -> str:
        """Enter one award granted, in one step. Without `years` those the rules count are taken as used up.

        Refusals: BadInput `honour.no_holder`, `year.out_of_range`, `honour.years_bad`, `date.bad`, those of names,
        RuleViolation `unit.unknown`, `person.unknown`, `household.unknown`, `honour.twice` (facts: `honour`),
        `key.taken`.
        """
        said = self._checked(title, year, unit, person, years, household)
        said |= {"decision": fields.line(decision), "by": fields.line(by), "note": fields.note(note)}
        said["date"] = fields.date_or_none(date, "date")
        self._refuse_twice(said, None)
        chosen = fields.key(key) if key else self._book.new_key()
        if self._store.row("honour", chosen) is not None:
            raise RuleViolation("key.taken", key=chosen)
        with self._store.operation("record-honour", self._told(said)) as tx:
            tx.insert("honour", {"key": chosen, **said})
        return chosen

    def correct(self, key: str, **changes: Any) -> None:
        """Mend an honour: `title year years decision date by note`. Refusals as in `record`, and `honour.unknown`."""
        old = self.entry(key)
        now = {name: getattr(old, name) for name in ("title", "year", "years", "decision", "date", "by", "note")}
        now |= changes
        said = self._checked(now["title"], now["year"], old.unit, old.person, now["years"], old.household)
        said |= {"decision": fields.line(now["decision"]), "by": fields.line(now["by"])}
        said |= {"note": fields.note(now["note"]), "date": fields.date_or_none(now["date"], "date")}
        self._refuse_twice(said, key)
        with self._store.operation("correct-honour", self._told(said)) as tx:
            tx.update("honour", key, **said)

    def remove(self, key: str) -> None:
        """Take away an honour entered by mistake. `honour.unknown`, `honour.of_proposal` (take the decision back)."""
        old = self.entry(key)
        if old.proposal is not None and self._store.row("proposal", old.proposal) is not None:
            raise RuleViolation("honour.of_proposal", honour=old.name)
        with self._store.operation("remove-honour", {"unit": old.unit, "year": old.year, "title": old.name}) as tx:
            tx.delete("honour", key)

    def grant(self, tx: Transaction, proposal: Mapping[str, Any], decision: str, date: str, by: str | None) -> None:
        """Part of `awards.approve`: the honour a proposal became."""
        holder = titles.holder_of(proposal.get("person"), proposal.get("household"))
        years = proposal.get("years") or self.years_counted(proposal["title"], proposal["year"], holder)
        row = {name: proposal.get(name) for name in ("year", "unit", "person", "household", "title")}
        row |= {"years": list(years), "decision": decision, "date": date, "by": by, "proposal": proposal["key"]}
        tx.insert("honour", {"key": self._book.new_key(), **row})

    def _checked(
        self,
        title: str,
        year: int,
        unit: str | None,
        person: str | None,
        years: Sequence[int] | None,
        household: str | None,
    ) -> dict[str, Any]:
        if not unit and not person and not household:
            raise BadInput("honour.no_holder")
        if person and household:
            raise BadInput("honour.two_holders")
        check_year(year)
        if unit is not None:
            self._book.members.unit(unit)
        if person is not None and self._store.row("person", person) is None:
            raise RuleViolation("person.unknown", person=person)
        if household is not None:
            unit = self._book.households.get(household).unit
        word, holder = fields.name(title), titles.holder_of(person, household)
        used = self.years_counted(word, year, holder) if years is None else tuple(sorted(set(years)))
        if any(not is_year(one) or one > year for one in used):
            raise BadInput("honour.years_bad", year=year, years=fields.spans(used))
        holders = {"unit": unit, "person": person, "household": household}
        return {"title": word, "year": year, **holders, "years": list(used)}

    def _refuse_twice(self, said: Mapping[str, Any], but: str | None) -> None:
        alike = self._store.rows("honour", year=said["year"], title=said["title"])
        for row in alike:
            same = (row.get("unit"), _named(row)) == (said["unit"], _named(said))
            if same and row["key"] != but and row.get("decision") == said["decision"]:
                raise RuleViolation("honour.twice", honour=row["key"], year=said["year"])

    def _told(self, said: Mapping[str, Any]) -> dict[str, Any]:
        name = titles.called(titles.names(titles.known(self._book)), said["title"])
        return {"unit": said["unit"], "year": said["year"], "title": name}

    # --- writing: many at once

    def read_table(self, rows: Sequence[Sequence[object]]) -> Preview:
        """Honours pasted or read from a workbook, with every doubt; nothing is written."""
        units = [(row["unit"], row["name"], row["short_name"]) for row in self._store.rows("unit_row")]
        spans = {row["key"]: (row.get("active_from"), row.get("active_to")) for row in self._store.rows("unit")}
        there = {(e.year, e.title, e.unit, fold(e.called)) for e in self.entries()}
        return read_table(rows, units, spans, titles.keys_by_words(titles.known(self._book)), there)

    def add_many(self, preview: Preview, answered: tuple[str, Mapping[str, str]] | None = None) -> tuple[str, ...]:
        """Write the lines of a preview in one step, those the book has already left out; people come into being.
        `answered` keeps what a person chose for the names in lists of a shape (shape, name -> choice).

        Refusals: BadInput `import.has_faults` (facts: `count`, `lines`), `import.empty`, those of `record`.
        """
        if preview.errors:
            lines = tuple(sorted({one.line for one in preview.errors}))
            raise BadInput("import.has_faults", count=len(lines), lines=lines)
        new = [row for row in preview.rows if not row.existing]
        if not new:
            raise BadInput("import.no_new_line")
        with self._store.operation("record-honours", {"count": len(new)}):
            self._book.settings.keep_answers(answered)
            found = []
            for row in new:
                person = self.person(row.unit, row.person, row.birth_year) if row.person else None
                home = self._book.households.find(row.unit, row.household, row.address) if row.household else None
                found.append(
                    self.record(
                        row.title,
                        row.year,
                        row.unit,
                        person,
                        decision=row.decision,
                        date=row.date,
                        by=row.by,
                        note=row.note,
                        household=home,
                    )
                )
        return tuple(found)

    def person(self, unit: str, name: str, birth_year: int | None = None, title: str = "") -> str:
        """The person of that name in a unit, or a new one under "Người khác". Refusals as in `members.put_post`."""
        who = fields.name(name, 120)
        fit = {
            one.person
            for one in self.people_of(unit)
            if fold(one.name) == fold(who) and birth_year in (None, one.birth_year)
        }
        if len(fit) > 1:
            raise RuleViolation("person.ambiguous", name=who, people=tuple(sorted(fit)))
        if fit:
            return fit.pop()
        post = self._book.members.put_post(unit, "member", who, title, birth_year=birth_year)
        row = self._store.row("post", post)
        assert row is not None
        return str(row["person"])


def _named(row: Mapping[str, Any]) -> str | None:
    """The person or household a row is for; None for the unit itself."""
    return row.get("person") or row.get("household")


def _span(listed: Iterable[Rule], title: str, holder: str) -> int:
    """How many years in a row the conditions of an award ask for, of those not used up by it before."""
    asked = [
        int(str(test["ge"]))
        for rule in listed
        if rule.kind == "eligibility/1" and (rule.spec["award"], rule.spec["holder"]) == (title, holder)
        for test in rules.tests_of(rule.spec["when"])
        if test["fact"] == "streak" and test.get("unused_by") == title and "ge" in test
    ]
    return max(asked, default=1)
