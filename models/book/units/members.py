"""Everything about the bloc's units in one area: units, the list of each year, people, lineage, pasted lists.

The verbs stand in `members_units`, `members_roster`, `members_posts` and `members_lineage`; here they come together
with what needs several of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from models.book.units.lineage import Lineage
from models.book.units.posts import Posts
from models.book.units.roster import Roster
from models.book.units.rows import Change, Contact, Event, Member, NewUnit, Unit, same_name
from models.book.units.same_person import SamePerson
from models.book.units.units import Units
from models.rules.errors import BadInput
from models.rules.number.questions import Question

if TYPE_CHECKING:
    from models.book.units.reading import Preview, ReadUnit

__all__ = ["Change", "Contact", "Event", "Member", "Members", "NewUnit", "Unit"]


class Members(Units, Roster, Posts, Lineage, SamePerson):
    """The units of the bloc, whoever they are and whatever they are called, year by year."""

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """What the units of a year leave open: whose record each successor carries on."""
        return self.inherits_questions(year)

    def read_table(self, rows: Sequence[Sequence[str]]) -> Preview:
        """Read a pasted table of units against the units of the book; nothing is written. See
        `members_reading.read_table`.
        """
        from models.book.units.reading import read_table

        today = self._book.today()
        return read_table(rows, {same_name(unit.name): unit.key for unit in self.units() if unit.active(today)})

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

    def _take(self, row: ReadUnit, year: int | None) -> str:
        said = dict(row.said)
        group, joined_by, note = said.pop("unit_group", ""), said.pop("joined_by", None), said.pop("note", None)
        people = {role: said.pop(role, None) for role in ("head", "deputy", "officer")}
        title, phone, email = said.pop("head_title", ""), said.pop("phone", None), said.pop("email", None)
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
        reached = "officer" if people["officer"] else "head"
        for role, name in people.items():
            if name:
                reach = (phone, email) if role == reached else (None, None)
                self.put_post(key, role, name, title if role == "head" else "", *reach)
        return key
