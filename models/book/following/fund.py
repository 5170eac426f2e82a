"""Contributions of the units and what was spent of them, in whole đồng; the balance is handed over to the next year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.book.base import fields
from models.book.following.log_rows import Fund, Money
from models.book.units.lines import YearLines
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook

CARRIED = "chuyen-tu-"
"""Key prefix of the line that carries another year's balance over; a year has at most one per year."""


class Ledger(YearLines):
    """The ledger of a year."""

    _book: FollowingBook

    def of(self, year: int) -> Fund:
        """The lines by date, those of one day as entered, sums of money in and out, what is left.

        A line without a date keeps its place behind the line entered before it; a balance carried over goes first.
        """
        found = (Money(**row) for row in self._store.rows("ledger", year=year))
        lines = _by_day(sorted(found, key=lambda one: (one.position, one.key)))
        came = sum(one.dong for one in lines if one.dong > 0)
        return Fund(lines, came, came - sum(one.dong for one in lines))

    def put(
        self,
        year: int,
        text: str,
        dong: int,
        *,
        date: str | None = None,
        unit: str | None = None,
        activity: str | None = None,
        paper: str | None = None,
        key: str | None = None,
    ) -> str:
        """Write money in (above zero) or out (below zero), or with its key write it anew.

        Refusals: `unit.not_member`, `year.closed`, BadInput `ledger.not_an_amount`, `date.bad`, RuleViolation
        `row.missing` (the activity).
        """
        self._book.years.must_be_open(year)
        if isinstance(dong, bool) or not isinstance(dong, int) or dong == 0:
            raise BadInput("ledger.not_an_amount", text=str(dong)[:40])
        if unit is not None:
            self._member(year, unit)
        if activity is not None:
            self._found("activity", activity)
        row: dict[str, Any] = {
            "year": year,
            "text": fields.name(text, 500),
            "dong": dong,
            "date": fields.near(date, "date", year),
            "unit": unit,
            "activity": activity,
            "paper": fields.line(paper, 200),
        }
        return self._put("ledger", "put-ledger", key, row, {"year": year, "text": row["text"]})

    def contribute(self, year: int, units: list[str], dong: int, text: str, *, date: str | None = None) -> int:
        """Write the same contribution of several units in one act; returns how many lines. Refusals as in `put`."""
        with self._store.operation("contribute", {"year": year, "count": len(units)}):
            for unit in units:
                self.put(year, text, dong, date=date, unit=unit)
        return len(units)

    def carry_over(self, year: int, from_year: int, date: str | None = None) -> str:
        """Take another year's balance over as the first line of this one; again with a changed balance writes it anew.

        Refusals: `year.unknown`, `year.closed`, RuleViolation `ledger.nothing_left` (facts: `year`).
        """
        self._book.years.get(from_year)
        left = self.of(from_year).left
        if left == 0:
            raise RuleViolation("ledger.nothing_left", year=from_year)
        text = (
            f"Số dư {self._book.years.called(from_year)} chuyển sang"
            if left > 0
            else f"Chi vượt {self._book.years.called(from_year)} chuyển sang"
        )
        return self.put(year, text, left, date=date, key=f"{CARRIED}{from_year}-{year}")

    def remove(self, key: str) -> None:
        """Take away a line. `row.missing`, `year.closed`."""
        row = self._found("ledger", key)
        with self._store.operation("remove-ledger", {"year": row["year"], "text": row["text"]}) as tx:
            tx.delete("ledger", key)


def _by_day(entered: list[Money]) -> tuple[Money, ...]:
    """Lines in the order of entry, put by date; one without a date takes that of the line before it."""
    placed, day = [], ""
    for one in entered:
        day = one.date or day
        opens = one.date is None and one.key.startswith(CARRIED)
        placed.append((("", 0) if opens else (day, 1), one))
    return tuple(one for _, one in sorted(placed, key=lambda each: each[0]))
