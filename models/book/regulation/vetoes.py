"""Violations, disciplines and hindrances recorded against the units of a year, and the decisions that relieve them.

Which of them there can be is what the year's rules ask about (`grounds`); what they cost a unit is the rules' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.base import fields
from models.book.base.area import Area
from models.book.year.rows import Veto, veto_of
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook


class Vetoes(Area):
    """Verbs and reads of what stands against the units of a year."""

    _book: RegulationBook

    def of(self, year: int, unit: str | None = None) -> tuple[Veto, ...]:
        """The vetoes recorded for a year (or for one unit of it), by day; relieved ones included."""
        wanted = {"year": year} if unit is None else {"year": year, "unit": unit}
        found = (veto_of(row) for row in self._store.rows("veto", **wanted))
        return tuple(sorted(found, key=lambda one: (one.date or "", one.unit, one.key)))

    def put(
        self,
        year: int,
        unit: str,
        kind: str,
        *,
        date: str | None = None,
        document: str | None = None,
        confirmed_by: str | None = None,
        effect: str | None = None,
        key: str | None = None,
    ) -> str:
        """Record a veto (or, with its key, correct it). Refusals: `year.unknown`, `year.closed`, `unit.not_member`,
        `date.bad`.
        """
        self._book.years.must_be_open(year)
        if self._store.row("membership", year, unit) is None:
            raise RuleViolation("unit.not_member", year=year, unit=unit)
        chosen = fields.key(key) if key else self._book.new_key()
        said = {
            "year": year,
            "unit": unit,
            "kind": fields.name(kind, 100),
            "date": fields.date_or_none(date, "date"),
            "document": fields.line(document),
            "confirmed_by": fields.line(confirmed_by),
            "effect": fields.note(effect),
        }
        with self._store.operation(
            "put-veto", {"year": year, "unit": self._short_name(unit, year), "kind": said["kind"]}
        ) as tx:
            if self._store.row("veto", chosen) is None:
                tx.insert("veto", {"key": chosen, **said})
            else:
                tx.update("veto", chosen, **said)
        return chosen

    def remove(self, key: str) -> None:
        """Take away a veto recorded by mistake; one that counted and no longer does is relieved. `veto.unknown`,
        `year.closed`.
        """
        row = self._store.row("veto", key)
        if row is None:
            raise RuleViolation("veto.unknown", veto=key)
        self._book.years.must_be_open(row["year"])
        facts = {"year": row["year"], "unit": self._short_name(row["unit"], row["year"]), "kind": row["kind"]}
        with self._store.operation("remove-veto", facts) as tx:
            tx.delete("veto", key)

    def relieve(self, key: str, relief: str, by: str | None = None, document: str | None = None) -> None:
        """Record that a veto no longer counts, who decided so and in what document; the veto itself stays.
        `veto.unknown`.
        """
        row = self._store.row("veto", key)
        if row is None:
            raise RuleViolation("veto.unknown", veto=key)
        self._book.years.must_be_open(row["year"])
        said = fields.note(relief)
        if said is None:
            raise BadInput("veto.relief_empty")
        facts = {"year": row["year"], "unit": self._short_name(row["unit"], row["year"]), "kind": row["kind"]}
        with self._store.operation("relieve-veto", facts) as tx:
            tx.update("veto", key, relief=said, relief_by=fields.line(by), relief_document=fields.line(document))

    def _short_name(self, unit: str, year: int) -> str:
        return self._book.members.unit(unit, f"{year}-12-31").short_name
