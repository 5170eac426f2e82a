"""Households that units register or propose: known by their head and address, each of one unit.

What may be given to a household is the catalogue's choice (titles with holder "household"); it is judged by `awards`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.rules.errors import RuleViolation
from models.rules.number.text import fold, sort_key

if TYPE_CHECKING:
    from models.book.units.floor import UnitsBook

PLACES: Final = ("registered_title", "proposal", "honour")
"""Tables that name a household."""


@dataclass(frozen=True, slots=True)
class Household:
    """One household of a unit: its head as papers call them, where it lives."""

    key: str
    unit: str
    head: str
    address: str | None = None
    note: str | None = None

    @property
    def name(self) -> str:
        """What lists call it: "Hộ Nguyễn Văn A"."""
        return called(self.head)


def called(head: str) -> str:
    """A household by its head."""
    return f"Hộ {head}"


class Households(Area):
    """Verbs and reads of households."""

    _book: UnitsBook

    def all(self) -> tuple[Household, ...]:
        """Every household of the book, by head and address."""
        found = (Household(**row) for row in self._store.rows("household"))
        return tuple(sorted(found, key=_place))

    def of(self, unit: str) -> tuple[Household, ...]:
        """Those of a unit and of the units it came from, by head and address."""
        line = self._book.members.forerunners(unit)
        found = (Household(**row) for each in line for row in self._store.rows("household", unit=each))
        return tuple(sorted(found, key=_place))

    def get(self, key: str) -> Household:
        """One household. RuleViolation `household.unknown`."""
        row = self._store.row("household", key)
        if row is None:
            raise RuleViolation("household.unknown", household=key)
        return Household(**row)

    def names(self) -> dict[str, str]:
        """Key -> what lists call it."""
        return {row["key"]: called(row["head"]) for row in self._store.rows("household")}

    def put(
        self, unit: str, head: str, address: str | None = None, *, note: str | None = None, key: str | None = None
    ) -> str:
        """Write a household of a unit, or with its key write it anew; returns its key.

        Refusals: `unit.unknown`, those of names, RuleViolation `household.twice` (same head and address in the unit),
        `household.other_unit`.
        """
        shown = self._book.members.unit(unit).short_name
        row: dict[str, Any] = {
            "unit": unit,
            "head": fields.name(head_of(head), 120),
            "address": fields.line(address, 200),
        }
        chosen = fields.key(key) if key else self._book.new_key()
        old = self._store.row("household", chosen)
        if old is not None and old["unit"] != unit:
            raise RuleViolation("household.other_unit", household=called(old["head"]), unit=old["unit"])
        if any(one.key != chosen and _same(one, row["head"], row["address"]) for one in self.of(unit)):
            raise RuleViolation("household.twice", household=called(row["head"]), unit=unit)
        with self._store.operation("put-household", {"unit": shown, "head": row["head"]}) as tx:
            tx.put("household", {"key": chosen, **row, "note": fields.note(note)})
        return chosen

    def find(self, unit: str, head: str, address: str | None = None) -> str:
        """The household of that head in a unit (and address, where it is said), or a new one.

        RuleViolation `household.ambiguous` (facts: `household`, `addresses`) where several fit, and those of `put`.
        """
        who, place = fields.name(head_of(head), 120), fields.line(address, 200)
        alike = [one for one in self.of(unit) if fold(one.head) == fold(who)]
        fit = [one for one in alike if place is None or _same(one, who, place)]
        if len(fit) > 1:
            known = tuple(one.address or "" for one in fit)
            raise RuleViolation("household.ambiguous", household=called(who), addresses=known)
        return fit[0].key if fit else self.put(unit, who, place)

    def remove(self, key: str) -> None:
        """Take away a household nobody registered, proposed or rewarded. `household.unknown`, `household.in_use`."""
        one = self.get(key)
        if any(self._store.rows(table, household=key) for table in PLACES):
            raise RuleViolation("household.in_use", household=one.name)
        facts = {"unit": self._book.members.unit(one.unit).short_name, "head": one.head}
        with self._store.operation("remove-household", facts) as tx:
            tx.delete("household", key)


def head_of(head: str) -> str:
    """The head's name without the word "hộ" in front of it."""
    said = head.strip()
    for word in ("hộ gia đình ", "hộ "):
        if said.lower().startswith(word):
            return said[len(word) :]
    return said


def _same(one: Household, head: str, address: str | None) -> bool:
    return (fold(one.head), fold(one.address or "")) == (fold(head), fold(address or ""))


def _place(one: Household) -> tuple[str, str, str]:
    return sort_key(one.head), sort_key(one.address or ""), one.key
