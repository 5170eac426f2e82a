"""Two records of one person: both stay, a link says they are one, and whoever reads a person's record follows it.

A name (with its year of birth) known in another unit suggests, never joins: it is asked. A link is an act of its own
that can be undone; it is dated, and years that are closed are not rewritten.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.rules.errors import RuleViolation
from models.rules.number.about import About
from models.rules.number.questions import Decision, Option, Question, common
from models.rules.number.text import fold

if TYPE_CHECKING:
    from models.book.units.floor import UnitsBook
    from models.file.store import Store

SAME: Final = "person.same"


class SamePerson:
    """Links between records of persons."""

    _book: UnitsBook
    _store: Store

    def records_of(self, person: str) -> tuple[str, ...]:
        """Every record of the same person, the given one first; itself alone where nothing is linked."""
        found, rows = [person], self._store.rows("person_link")
        for key in found:
            for row in rows:
                for other in {row["person"], row["same"]} - set(found):
                    if key in (row["person"], row["same"]):
                        found.append(other)
        return tuple(found)

    def link_person(self, person: str, same: str, note: str | None = None) -> None:
        """Say that two records are one person. RuleViolation `person.unknown`, `person.linked` (facts: `name`) of two
        that are one already.
        """
        rows = [self._person_row(key) for key in (person, same)]
        if same in self.records_of(person):
            raise RuleViolation("person.linked", name=rows[0]["name"])
        first = self._unlinked(person)
        facts = {"name": rows[0]["name"], "first": self.unit_names(person), "second": self.unit_names(same)}
        with self._store.operation("link-person", facts) as tx:
            said = {"linked_on": self._book.today(), "note": fields.note(note)}
            tx.insert("person_link", {"person": first, "same": self._unlinked(same), **said})

    def unlink_person(self, person: str, same: str) -> None:
        """Take back that two records are one person. RuleViolation `person.not_linked` (facts: `name`)."""
        row = next(
            (one for one in self._store.rows("person_link") if {one["person"], one["same"]} == {person, same}), None
        )
        if row is None:
            raise RuleViolation("person.not_linked", name=self._person_row(person)["name"])
        with self._store.operation("unlink-person", {"name": self._person_row(person)["name"]}) as tx:
            tx.delete("person_link", row["person"])

    def namesakes(self, person: str) -> tuple[str, ...]:
        """Records in other units that may be the same person: the same name, no other year of birth, not linked."""
        row, own = self._person_row(person), self.records_of(person)
        wanted, units = fold(row["name"]), self.units_of(person)
        return tuple(
            other["key"]
            for other in sorted(self._store.rows("person"), key=lambda one: str(one["key"]))
            if other["key"] not in own
            and fold(other["name"]) == wanted
            and (None in (row["birth_year"], other["birth_year"]) or row["birth_year"] == other["birth_year"])
            and not units & self.units_of(other["key"])
        )

    def other_people(self, person: str) -> tuple[tuple[str, str], ...]:
        """Every other record with its name and units, namesakes first: whom a record may be one with."""
        near = self.namesakes(person)
        others = sorted(
            (row for row in self._store.rows("person") if row["key"] != person),
            key=lambda row: (row["key"] not in near, fold(row["name"]), str(row["key"])),
        )
        return tuple((row["key"], f"{row['name']}, {self.unit_names(row['key'])}".rstrip(", ")) for row in others)

    def same_questions(self, people: Iterable[str]) -> tuple[Question, ...]:
        """Whether each of these and a namesake elsewhere are one person; each pair once."""
        found: dict[str, Question] = {}
        for person in people:
            for other in self.namesakes(person):
                pair = sorted((person, other))
                subject = About.of(SAME, people=pair).text
                if subject not in found:
                    found[subject] = self._question(pair, subject)
        return tuple(found.values())

    def _question(self, pair: list[str], subject: str) -> Question:
        first, second = (self.unit_names(key) for key in pair)
        name = str(self._person_row(pair[0])["name"])
        born = next((row["birth_year"] for key in pair if (row := self._person_row(key))["birth_year"]), None)
        said = f"{name}, sinh năm {born}" if born else name
        options = (
            Option("same", f"Cùng một người: {first}; {second}"),
            common("other"),
        )
        return Question(SAME, subject, facts={"name": said}, options=options)

    def link_decided(self, decisions: Iterable[Decision]) -> None:
        """Write the links that answers say, within the answers' own act; one answered otherwise since is taken back."""
        for one in decisions:
            if one.question == SAME:
                first, second = About.read(SAME, one.subject).many("people")
                known = all(self._store.row("person", key) is not None for key in (first, second))
                linked = known and second in self.records_of(first)
                if known and one.choice == "same" and not linked:
                    self.link_person(first, second, one.reason or None)
                elif linked and one.choice == "other" and self.linked_directly(first, second):
                    self.unlink_person(first, second)

    def unit_names(self, person: str) -> str:
        """The units a record has posts in, by name: "Sở Tài chính, Thanh tra tỉnh"."""
        return ", ".join(sorted(self._book.members.unit(unit).short_name for unit in self.units_of(person)))

    def units_of(self, person: str) -> set[str]:
        """The units a record has or had posts in."""
        return {row["unit"] for row in self._store.rows("post", person=person)}

    def linked_directly(self, first: str, second: str) -> bool:
        """Whether one link stands between two records."""
        return any({one["person"], one["same"]} == {first, second} for one in self._store.rows("person_link"))

    def _unlinked(self, person: str) -> str:
        """The record of the same person that points at no other: links make a tree."""
        while (row := self._store.row("person_link", person)) is not None:
            person = row["same"]
        return person

    def _person_row(self, key: str) -> dict[str, Any]:
        row = self._store.row("person", key)
        if row is None:
            raise RuleViolation("person.unknown", person=key)
        return row
