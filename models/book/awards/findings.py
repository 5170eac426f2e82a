"""What other bodies found of units and people in a year (rating, initiatives, discipline), and results before the book.

A finding answers one fact that a condition of the regulation may ask; what follows from it is judged by `awards`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Final

from models.book.awards.history_rows import Finding, PastResult
from models.book.awards.levels import AWAITED, Level, shipped
from models.book.base import fields
from models.book.base.area import Area
from models.book.regulation import titles
from models.book.units import households
from models.rules.act.honours import tests_of
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.days import check_year
from models.rules.number.points import from_text, to_text
from models.rules.place.classes import bands_of
from models.rules.place.facts import CATALOGUE, MAY_BE_NEGATIVE, OF_OTHERS, FactValue, Noted, fact_key
from models.rules.place.rule_kinds import RECORDED_CLASSES

if TYPE_CHECKING:
    from models.book.awards.floor import AwardsBook

RATING: Final = "rating"
"""The kind of a yearly rating by the competent body; its value is a class ("HTXS")."""


class Findings(Area):
    """Verbs and reads of findings and of past results."""

    _book: AwardsBook

    # --- reading

    def ratings(self, holders: Collection[str]) -> tuple[Finding, ...]:
        """The levels of completion of a holder in all its records (`history.own`), by year."""
        return tuple(one for one in self.all() if one.holder in holders and one.kind == RATING)

    def all(self, year: int | None = None, holder: str | None = None) -> tuple[Finding, ...]:
        """What other bodies found, by year, holder and kind."""
        wanted = {name: value for name, value in (("year", year), ("holder", holder)) if value is not None}
        found = (Finding(**row) for row in self._store.rows("rating", **wanted))
        return tuple(sorted(found, key=lambda one: (one.year, one.holder, one.kind)))

    def levels(self, year: int) -> tuple[Level, ...]:
        """The level of completion of every unit of the year's list as recognised by others, in the order of the list;
        awaited where none came. A unit that left in the year is awaited no more.
        """
        found = {one.holder: one for one in self.all(year) if one.kind == RATING}
        made = []
        for member in self._book.members.roster(year):
            one = found.get(member.key)
            if one is None and member.to_date is not None:
                continue
            if one is None:
                made.append(Level(member.key, "", AWAITED))
                continue
            name = self.level_names(year).get(one.value, one.value)
            made.append(Level(member.key, one.value, name, one.by, one.document, one.date))
        return tuple(made)

    def level_names(self, year: int) -> dict[str, str]:
        """Key -> name of the levels that can be entered: the usual ones, and any of another key that was entered with
        a class's key before levels had names of their own.
        """
        names = dict(shipped())
        known = {one.value for one in self.all(year) if one.kind == RATING} - names.keys()
        rule = self._book.standing.ranking(year).basis.classes if known else None
        labels = {} if rule is None else {str(band["class"]): str(band["label"]) for band in bands_of(rule)}
        return names | {value: labels.get(value, value) for value in sorted(known)}

    def past_results(self, year: int) -> tuple[PastResult, ...]:
        """The results of a year before this book, by place."""
        rows = self._store.rows("past_result", year=year)
        found = [
            PastResult(r["year"], r["unit"], r.get("rank"), r.get("points"), r.get("class"), r.get("note"))
            for r in rows
        ]
        return tuple(sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.unit)))

    def class_facts(self, year: int) -> dict[str, str]:
        """What the year's rule of classes asks and others find of a unit: fact -> words, in the rule's order; nothing
        under a rule that does not know what is recorded.
        """
        rule = self._book.standing.frame(year).rule("classes/1")
        if rule is None or rule.kind != RECORDED_CLASSES:
            return {}
        words, found = titles.names(titles.known(self._book)), {}
        for test in tests_of(rule.spec):
            if (fact := str(test["fact"])) in OF_OTHERS:
                said = {name: titles.called(words, str(test[name])) for name in CATALOGUE[fact].params if name in test}
                found[fact_key(test)] = CATALOGUE[fact].wording.format_map(said)
        return found

    def of_class(self, year: int, fact: str, unit: str) -> FactValue | Noted | None:
        """What a fact of the rule of classes is of a unit; None: not known."""
        return self._book.standing.facts(year, unit).get(fact)

    def classed_by(self, year: int, holder: str, kind: str) -> bool:
        """Whether the class of a unit rests on a finding, which therefore stays once the year is closed."""
        return self._store.row("membership", year, holder) is not None and kind in self.class_facts(year)

    # --- writing

    def put(
        self,
        year: int,
        holder: str,
        value: str,
        kind: str = RATING,
        by: str | None = None,
        document: str | None = None,
        date: str | None = None,
    ) -> None:
        """Record what another body found of a unit, person or household in a year; a blank value takes it away.

        `kind` is "rating" or the key of another fact ("initiatives(level=tinh)"); yes-no facts take "yes" or "no";
        `document` of the day `date` says it. Refusals: BadInput `finding.kind_unknown`, `finding.value_bad`,
        `finding.negative`, `year.out_of_range`, `date.bad`, RuleViolation `finding.holder_unknown`, `year.closed` of
        what a class of that year rests on.
        """
        check_year(year)
        if self.classed_by(year, holder, kind):
            self._book.years.must_be_open(year)
        if all(self._store.row(table, holder) is None for table in ("unit", "person", "household")):
            raise RuleViolation("finding.holder_unknown", holder=holder)
        said = {"value": checked_value(kind, value), "by": fields.line(by), "document": fields.line(document)}
        said["date"] = fields.date_or_none(date, "date")
        facts = {"unit": self._called(holder), "year": year, "fact": wording(kind)}
        with self._store.operation("put-finding", facts) as tx:
            if said["value"]:
                tx.put("rating", {"year": year, "holder": holder, "kind": kind, **said})
            elif self._store.row("rating", year, holder, kind) is not None:
                tx.delete("rating", (year, holder, kind))

    def put_share(self, year: int, unit: str, title: str, count: int, people: int, document: str | None = None) -> None:
        """How many people of a unit hold a title, of how many who are judged, in one step; the share is computed.

        Refusals: BadInput `finding.not_a_count`, RuleViolation `finding.more_than_all` (facts: `title`, `count`,
        `whole`), those of `put`.
        """
        if count < 0 or people < 1:
            raise BadInput("finding.not_a_count", count=count, whole=people)
        if count > people:
            name = titles.called(titles.names(titles.known(self._book)), title)
            raise RuleViolation("finding.more_than_all", title=name, count=count, whole=people)
        with self.together(year):
            self.put(year, unit, str(people), "people", document=document)
            self.put(year, unit, str(count), f"count(of={title})", document=document)

    def together(self, year: int) -> AbstractContextManager[object]:
        """Findings recorded inside are one step."""
        return self._store.operation("put-findings", {"year": year})

    def put_ratings(
        self,
        year: int,
        values: Mapping[str, str],
        by: str | None = None,
        document: str | None = None,
        date: str | None = None,
    ) -> None:
        """The ratings of a year in one step, as a list from the competent body gives them. Refusals as in `put`."""
        with self._store.operation("put-ratings", {"year": year, "count": len(values)}):
            for holder, value in values.items():
                self.put(year, holder, value, by=by, document=document, date=date)

    def put_result(
        self,
        year: int,
        unit: str,
        rank: int | None,
        points: str | None = None,
        class_key: str | None = None,
        note: str | None = None,
    ) -> None:
        """Record the result of a year before this book. BadInput `year.out_of_range`, `past.rank_bad`, those of
        numbers.
        """
        check_year(year)
        if rank is not None and rank < 1:
            raise BadInput("past.rank_bad", rank=rank)
        self._book.members.unit(unit)
        said = {"rank": rank, "points": to_text(from_text(points)) if points else None}
        said |= {"class": fields.line(class_key), "note": fields.note(note)}
        with self._store.operation("put-past-result", {"unit": unit, "year": year}) as tx:
            tx.put("past_result", {"year": year, "unit": unit, **said})

    def _called(self, holder: str) -> str:
        row, home = self._store.row("person", holder), self._store.row("household", holder)
        if home is not None:
            return households.called(home["head"])
        return str(row["name"]) if row else self._book.members.unit(holder).short_name


def wording(kind: str) -> str:
    """What the fact of a finding's kind is called, without its parameter. BadInput `finding.kind_unknown`."""
    fact = CATALOGUE.get(kind.partition("(")[0])
    if fact is None:
        raise BadInput("finding.kind_unknown", kind=kind)
    return fact.wording.partition(" {")[0]


def checked_value(kind: str, value: str) -> str:
    """A finding's value as it is stored, by the type of the fact it answers. Refusals of `Findings.put`."""
    called, word = wording(kind), value.strip()
    if not word:
        return ""
    fact = kind.partition("(")[0]
    sort = CATALOGUE[fact].type
    if sort == "yes-no" and word not in ("yes", "no"):
        raise BadInput("finding.value_bad", text=value, kind=called)
    if sort == "number":
        try:
            number = from_text(word)
        except BadInput:
            raise BadInput("finding.value_bad", text=value, kind=called) from None
        if number < 0 and fact not in MAY_BE_NEGATIVE:
            raise BadInput("finding.negative", text=value, kind=called)
        return to_text(number)
    return fields.name(word, 100)
