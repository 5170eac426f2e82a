"""Everything about the bloc's units in one area: units, the list of each year, people, lineage, pasted lists.

The verbs stand in `members_units`, `members_roster`, `members_posts` and `members_lineage`; here they come together
with what needs several of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from models.book.units.lineage import Lineage
from models.book.units.posts import Posts
from models.book.units.roster import Roster
from models.book.units.rows import Change, Contact, Event, Member, NewUnit, Unit, same_name
from models.book.units.same_person import SamePerson
from models.book.units.units import Units
from models.rules.errors import BadInput
from models.rules.number.questions import Question
from models.rules.number.text import fold

if TYPE_CHECKING:
    from models.book.units.reading import Preview, ReadUnit

__all__ = ["Change", "Contact", "Event", "Member", "Members", "NewUnit", "Unit"]


class Members(Units, Roster, Posts, Lineage, SamePerson):
    """The units of the bloc, whoever they are and whatever they are called, year by year."""

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """What the units of a year leave open: whose record each successor carries on."""
        return self.inherits_questions(year)

    def read_table(self, rows: Sequence[Sequence[str]], units: Collection[str] | None = ()) -> Preview:
        """Read a pasted table of units against the units of the book; nothing is written. See
        `reading.read_table`.
        """
        from models.book.units.reading import read_table

        today = self._book.today()
        return read_table(rows, {same_name(unit.name): unit.key for unit in self.units() if unit.active(today)}, units)

    def add_many(
        self, preview: Preview, year: int | None = None, answered: tuple[str, Mapping[str, str]] | None = None
    ) -> tuple[str, ...]:
        """Write a previewed list in one act: units of the book are only put into the year's list, the others are added.
        `answered` keeps what a person chose for the names in lists of a shape (shape, name -> choice).

        Returns the keys in the order of the lines. BadInput `import.has_faults` (facts: `count`, `lines`).
        """
        if preview.errors:
            raise BadInput(
                "import.has_faults", count=len(preview.errors), lines=tuple(one.line for one in preview.errors)
            )
        with self._store.operation("add-units", {"count": len(preview.rows), "year": year}):
            self._book.settings.keep_answers(answered)
            return tuple(self._take(row, year) for row in preview.rows)

    def is_new(self, row: ReadUnit, year: int | None) -> bool:
        """Whether a line of a list says anything that is to be written: a unit, its place in the year, a person."""
        there = row.existing is not None and (year is None or self._store.row("membership", year, row.existing))
        return not there or bool(self._people(row))

    def _take(self, row: ReadUnit, year: int | None) -> str:
        said = dict(row.said)
        group, joined_by, note = said.pop("unit_group", ""), said.pop("joined_by", None), said.pop("note", None)
        if row.existing is None:
            key = self.add(
                row.name,
                row.short_name,
                row.kind,
                year=year,
                unit_group=group,
                joined_by=joined_by,
                note=note,
                parent_body=said.get("parent_body"),
                symbol=said.get("symbol"),
                address=said.get("address"),
            )
        else:
            key = row.existing
            if year is not None and self._store.row("membership", year, key) is None:
                self.admit(year, key, unit_group=group, decision=joined_by)
        for post in self._people(row):
            self.put_post(key, *post)
        return key

    def _people(self, row: ReadUnit) -> list[tuple[str, str, str, str | None, str | None]]:
        """The posts a line says and the book does not hold so: role, name, title, phone, email. Of a person who is
        there what the line does not say stays.
        """
        held = {(one.role, fold(one.name)): one for one in self.contacts(row.existing)} if row.existing else {}
        reached = "officer" if row.said.get("officer") else "head"
        found = []
        for role in ("head", "deputy", "officer"):
            name = row.said.get(role)
            if not name:
                continue
            one = held.get((role, fold(name)))
            kept = (one.title, one.phone, one.email) if one else ("", None, None)
            title = row.said.get("head_title", "") if role == "head" else ""
            phone, email = (row.said.get("phone"), row.said.get("email")) if role == reached else (None, None)
            now = (title or kept[0], phone or kept[1], email or kept[2])
            if one is None or now != kept:
                found.append((role, name, *now))
        return found
