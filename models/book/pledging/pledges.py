"""The bloc's pledge of a year: its four sections, who signs it in order, who witnesses.

Who should sign is offered from the year's list and its people; what stands in the pledge is what was signed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from models.book.base import fields
from models.book.pledging.rows import Pledge, Sign
from models.book.units.lines import YearLines
from models.rules.number.text import show_date
from models.rules.place.facts import Noted

if TYPE_CHECKING:
    from models.book.pledging.floor import PledgingBook

SECTIONS = ("aims", "targets", "tasks", "solutions")
"""The sections of a pledge in their order."""


class Pledges(YearLines):
    """One pledge per year."""

    _book: PledgingBook

    def of(self, year: int) -> Pledge | None:
        """The pledge of a year with its signatures, None before anything of it is written."""
        row = self._store.row("pledge", year)
        signs = {role: self._signs(year, role) for role in ("signatory", "witness")}
        if row is None and not any(signs.values()):
            return None
        said = {name: text for name, text in (row or {}).items() if name != "year" and text is not None}
        return Pledge(year, **said, signatories=signs["signatory"], witnesses=signs["witness"])

    def pledged(self, year: int, unit: str) -> Noted | bool | None:
        """Whether a unit signed, with the day; None while the year has no signed pledge."""
        pledge = self.of(year)
        if pledge is None or pledge.signed_on is None:
            return None
        signed = any(one.unit == unit for one in pledge.signatories)
        return Noted(True, f"ký ngày {show_date(pledge.signed_on)}") if signed else False

    def offered(
        self, year: int, leading: Callable[[int, str], Sequence[str]], on: str | None = None, deputies: bool = False
    ) -> tuple[Sign, ...]:
        """Heads of the units in the order of the year's list as they are on the day of signing, those of the units
        `leading` the bloc on that day first; with `deputies` each unit's first deputy signs after its head.
        """
        day = on or self._day(year)
        roster = [member.key for member in self._book.members.roster(year, day) if member.unit.active(day)]
        first = [unit for unit in leading(year, day) if unit in roster]
        return tuple(sign for unit in dict.fromkeys([*first, *roster]) for sign in self._people(unit, day, deputies))

    def put(
        self,
        year: int,
        *,
        aims: str = "",
        targets: str = "",
        tasks: str = "",
        solutions: str = "",
        signed_on: str | None = None,
        place: str | None = None,
    ) -> None:
        """Write the pledge's sections, the day and place of signing. `year.closed`, `date.bad`, `text.too_long`."""
        self._book.years.must_be_open(year)
        said = dict(zip(SECTIONS, map(fields.note, (aims, targets, tasks, solutions)), strict=True))
        dated = {"signed_on": fields.date_or_none(signed_on, "signed_on"), "place": fields.line(place, 200)}
        with self._store.operation("put-pledge", {"year": year}) as tx:
            tx.put("pledge", {"year": year, **said, **dated})

    def set_signs(self, year: int, role: str, signs: Sequence[Sign]) -> None:
        """Say who signs ("signatory") or witnesses ("witness"), in this order; nobody takes all away.

        Refusals: `year.closed`, `unit.unknown`, those of names.
        """
        self._book.years.must_be_open(year)
        if role not in ("signatory", "witness"):
            raise ValueError(role)
        rows = []
        for position, sign in enumerate(signs, 1):
            if sign.unit is not None:
                self._book.members.unit(sign.unit)
            said = {"unit": sign.unit, "name": fields.name(sign.name, 120), "title": fields.line(sign.title, 200)}
            rows.append({"year": year, "role": role, "position": position, **said})
        with self._store.operation("set-pledge-signs", {"year": year, "count": len(rows)}) as tx:
            for old in self._store.rows("pledge_sign", year=year, role=role):
                if old["position"] > len(rows):
                    tx.delete("pledge_sign", (year, role, old["position"]))
            for row in rows:
                tx.put("pledge_sign", row)

    def _day(self, year: int) -> str:
        pledge = self._store.row("pledge", year)
        return (pledge or {}).get("signed_on") or f"{year}-12-31"

    def _people(self, unit: str, day: str, deputies: bool) -> list[Sign]:
        contacts = self._book.members.contacts(unit, day)
        wanted = [next((one for one in contacts if one.role == "head"), None)]
        if deputies:
            wanted.append(next((one for one in contacts if one.role == "deputy"), None))
        return [Sign(one.name, one.title or None, unit) for one in wanted if one]

    def _signs(self, year: int, role: str) -> tuple[Sign, ...]:
        rows = sorted(self._store.rows("pledge_sign", year=year, role=role), key=lambda row: row["position"])
        return tuple(Sign(row["name"], row["title"], row["unit"]) for row in rows)
