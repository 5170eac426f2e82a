"""Closed years and the custody of the book: what is open, what was sealed, who has the book, what is handed on.

Reads only. Closing, reopening, handing over and receiving need the year's results and the file itself; they are acts of
models/keeping.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.book.base.area import Area
from models.book.closing.rows import Custody, OpenPoint, Seal, custody_of, newest, seal_of
from models.file.copies.copy_marks import CARRIED
from models.rules.errors import RuleViolation

if TYPE_CHECKING:
    from models.book.closing.floor import ClosingBook

__all__ = ["Closing", "Custody", "HandoverDraft", "OpenPoint", "Seal"]


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """What the book itself knows of a handover to be: parties, list of papers, open work, last number, money left."""

    from_unit: str | None
    to_unit: str | None
    from_person: str
    to_person: str
    items: tuple[str, ...]
    open_work: tuple[str, ...]
    last_number: str | None
    fund_dong: int | None


class Closing(Area):
    """Reads of seals and custody."""

    _book: ClosingBook

    def open_points(self, year: int) -> tuple[OpenPoint, ...]:
        """What is still open in a year, each with the allowed act that settles it. RuleViolation `year.unknown`."""
        self._book.years.get(year)
        from models.book.closing import closing_points  # brings meetings and votes along; home reads seals

        return closing_points.points(self._book, year)

    # --- seals

    def seals(self, year: int | None = None) -> tuple[Seal, ...]:
        """The seals of a year (or of the book), by year and number."""
        rows = self._store.rows("seal") if year is None else self._store.rows("seal", year=year)
        return tuple(map(seal_of, rows))

    def seal(self, year: int) -> Seal | None:
        """The seal by which the year is closed now; None when it is open."""
        found = self.seals(year)
        return found[-1] if found and found[-1].reopened_on is None else None

    def newest_seal(self) -> Seal | None:
        """The end of the chain of seals (`rows.newest`)."""
        found = self.seals()
        end = newest((seal.fingerprint, seal.previous) for seal in found)
        return next((seal for seal in found if seal.fingerprint == end), None)

    def reopened(self, year: int) -> bool:
        """The year was closed once and is open again."""
        found = self.seals(year)
        return bool(found) and found[-1].reopened_on is not None

    # --- custody

    def custodies(self) -> tuple[Custody, ...]:
        """Every handover of the book, the first first."""
        return tuple(map(custody_of, self._store.rows("custody")))

    def pending(self) -> Custody | None:
        """The handover that nobody has received and that was not taken back."""
        return next((one for one in self.custodies() if one.pending), None)

    def left_behind(self) -> bool:
        """Whether this file (or the one it was copied from by hand) stayed with whoever handed the book over last; the
        file written for the successor did not.
        """
        pending = self.pending()
        if pending is None or CARRIED in self._store.marks():
            return False
        sql = "SELECT 1 FROM change JOIN op ON seq = op WHERE tbl = 'custody' AND key = ? AND kind = 'hand-over'"
        return bool(self._store.select(sql, (str(pending.n),)))  # none: it came here by a document

    def shown_code(self, custody: Custody) -> str:
        """The Mã đối chiếu of a handover as screens and papers show it; "" in the successor's file until it is
        received: there it is typed from the paper first, or it would prove nothing.
        """
        return "" if custody.pending and not self.left_behind() else custody.code

    def custody(self, year: int) -> Custody | None:
        """The handover of a year that stands (the last not taken back); None when there is none."""
        found = [one for one in self.custodies() if one.year == year and one.withdrawn_on is None]
        return found[-1] if found else None

    def must_have(self, year: int) -> Custody:
        """The handover of a year. RuleViolation `handover.none` (facts: `year`)."""
        found = self.custody(year)
        if found is None:
            raise RuleViolation("handover.none", year=year)
        return found

    def standing(self, year: int) -> Custody | None:
        """The handover that covers the closing by which the year is closed now; None when the year is open, or was
        closed again since it was handed over.
        """
        custody, closed = self.custody(year), self.seal(year)
        if custody is None or closed is None:
            return None
        chain = {seal.fingerprint: seal for seal in self.seals()}
        at = chain.get(custody.seal)
        while at is not None and at.fingerprint != closed.fingerprint:
            at = chain.get(at.previous or "")
        return custody if at is not None else None

    def draft(self, year: int, to_unit: str | None = None) -> HandoverDraft:
        """What a handover of this year would say, to be gone through and completed by people; `to_unit`: to another
        unit than the next head, with its own leader."""
        self._book.years.get(year)
        from models.book.closing import closing_items

        leadership = self._book.leadership
        holder, following = self._holder(year), leadership.head(year + 1)
        elected = [one.unit for one in leadership.chosen(year + 1) if one.role == "head"]
        to = to_unit or (following.unit if following else elected[-1] if elected else None)
        if to == holder:
            to = None  # the year was opened again by whoever received it: to whom next, people say
        return HandoverDraft(
            from_unit=holder,
            to_unit=to,
            from_person=self._leader(holder, year),
            to_person=self._leader(to, year),
            items=closing_items.items(self._book, year),
            open_work=tuple(point.words for point in self.open_points(year)),
            last_number=self._last_number(year),
            fund_dong=self._fund(year),
        )

    def _holder(self, year: int) -> str | None:
        """Who hands over: the head of the year, its deputy where the head unit has ended; after the book went on for
        this year or a later one, its receiver."""
        received = [one for one in self.custodies() if one.received_on is not None]
        if received and received[-1].year >= year:
            return received[-1].to_unit
        head, empty = self._book.leadership.head(year), self._book.leadership.empty(year)
        if head is None and empty is not None and empty.acting is not None:
            return empty.acting
        return head.unit if head else received[-1].to_unit if received else None

    def _leader(self, unit: str | None, year: int) -> str:
        if unit is None:
            return ""
        contacts = self._book.members.contacts(unit, f"{year}-12-31")
        return next((one.name for one in contacts if one.role == "head"), "")

    def _last_number(self, year: int) -> str | None:
        """The number of the last paper that went out, with its symbol, for whoever goes on counting."""
        from models.book.closing import closing_items

        numbered = [paper for paper in self._book.papers.all(year) if closing_items.gone_out(paper) and paper.number]
        if not numbered:
            return None
        last = numbered[-1]
        return f"{last.number}/{last.symbol}" if last.symbol and "/" not in (last.number or "") else last.number

    def _fund(self, year: int) -> int | None:
        """What the year's ledger has left; None while nothing was written there."""
        fund = self._book.log.fund.of(year)
        return fund.left if fund.lines else None
