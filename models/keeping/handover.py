"""Handing the book over and receiving it: one book, two files of equal content, one fingerprint on paper between them.

The handover is written before the copy, so both files hold it and both are to be looked at only, until the copy is
received against the fingerprint on the paper, or the handover is taken back because the copy never left. A copy that
failed is written again; the book on this machine loses nothing by it. Content and acts of both are equal; the copy
alone has one more op, which says that it was carried away, so the one is not received and the other not taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.closing.rows import Custody, custody_fingerprint
from models.file.copies import vacuum
from models.file.copies.copy_marks import CARRIED, marking
from models.keeping import days
from models.keeping.verify import is_sound
from models.rules.errors import BadInput, FileTrouble, RuleViolation
from models.rules.number import codes

if TYPE_CHECKING:
    from models.book.book import Book

_TROUBLES: Final = {
    "file.disk_full": "handover.target_full",
    "file.no_access": "handover.target_read_only",
    "file.read_only": "handover.target_read_only",
    "file.write_protected": "handover.target_read_only",
    "file.missing": "handover.target_gone",  # looked for before; so it went while the copy was written
    "file.io_error": "handover.target_gone",
}
"""What went wrong with the place of the copy, in words of its own: the book on this machine is whole."""
_TOLD: Final = ("from_person", "to_person", "last_number", "fund_dong", "items", "open_work")
_ROOM: Final = 2**20
"""Bytes a copy may need beyond the size of the book."""


# --- handing over -----------------------------------------------------------------------------------------------------


def hand_over(
    book: Book,
    year: int,
    to_unit: str,
    target: Path,
    *,
    from_person: str | None = None,
    to_person: str | None = None,
    on: str | None = None,
    items: Sequence[str] | None = None,
    open_work: Sequence[str] | None = None,
    last_number: str | None = None,
    fund_dong: int | None = None,
    note: str | None = None,
) -> Custody:
    """Hand the book over after `year` and write the successor's file to `target`.

    What is not said is taken from `book.closing.draft(year)`. Final. Refusals before anything is written: RuleViolation
    `handover.done` (already handed over), `handover.year_open`, `handover.to_oneself`, `handover.not_sound`,
    `unit.unknown`, BadInput `date.bad`, `date.future`, `handover.before_closing` (facts: `year`, `on`, `closed_on`),
    FileTrouble `file.exists`, `handover.target_…`. A FileTrouble `handover.target_…` while
    the copy is written leaves the book handed over: `write_copy` writes it again, `withdraw` takes it back.
    """
    said: dict[str, Any] = {
        "from_person": from_person,
        "to_person": to_person,
        "last_number": last_number,
        "fund_dong": fund_dong,
    }
    said |= {"items": items, "open_work": open_work, "note": note}
    if not is_sound(book):
        raise RuleViolation("handover.not_sound")
    row = _row(book, year, to_unit, on, {name: value for name, value in said.items() if value is not None})
    check_place(book, target)
    book.back_up("year-end")
    name = book.members.unit(to_unit, row["handed_on"]).short_name
    facts = {"year": year, "to": name, "on": row["handed_on"], "code": codes.shown(row["fingerprint"])}
    with book.store.operation("hand-over", facts, final=True) as tx:
        book.years.mark(year, "handed-over")
        tx.insert("custody", row)
        tx.checkpoint()
    write_copy(book, target)
    return book.closing.must_have(year)


def write_copy(book: Book, target: Path) -> None:
    """Write the successor's file (again): equal to this book but for the op that says so, whole or not at all.

    RuleViolation `handover.none_pending`; FileTrouble `file.exists`, `handover.target_missing` (facts: `folder`),
    `handover.target_gone`, `handover.target_full`, `handover.target_read_only`, `file.copy_damaged`.
    """
    if book.closing.pending() is None:
        raise RuleViolation("handover.none_pending")
    check_place(book, target)
    try:
        vacuum.write(book.store.connection, target, marking(CARRIED, book.clock, book.new_key))
    except FileTrouble as trouble:
        raise _about_the_place(trouble, target) from trouble


def check_place(book: Book, target: Path) -> None:
    """Find out before anything is written that the place takes the copy. FileTrouble as in `write_copy`."""
    try:
        vacuum.try_place(target, book.store.path.stat().st_size + _ROOM)
    except FileTrouble as trouble:
        if trouble.code == "file.missing":
            raise FileTrouble("handover.target_missing", folder=str(target.parent)) from trouble
        raise _about_the_place(trouble, target) from trouble


def withdraw(book: Book, reason: str, on: str | None = None) -> None:
    """Take a handover back because the copy did not leave; the year is closed as before. Final.

    Refusals: RuleViolation `handover.none_pending`, `handover.not_left_here` (this is the copy), BadInput
    `handover.reason_missing`, `date.bad`, `date.future`, `date.backwards`.
    """
    pending = _pending(book)
    if not book.closing.left_behind():
        raise RuleViolation("handover.not_left_here")
    said = fields.note(reason)
    if said is None:
        raise BadInput("handover.reason_missing")
    day = days.since(book, pending.handed_on, on)
    with book.store.operation("withdraw-handover", {"year": pending.year, "reason": said}, final=True) as tx:
        tx.update("custody", pending.n, withdrawn_on=day, withdrawn_reason=said)
        if book.years.get(pending.year).state == "handed-over":
            book.years.mark(pending.year, "closed")
        tx.checkpoint()


# --- receiving --------------------------------------------------------------------------------------------------------


def receive(book: Book, typed: str, person: str, on: str | None = None) -> Custody:
    """Receive the book: the fingerprint typed from the paper agrees, and the one who works with it is named. Final.

    Refusals: RuleViolation `handover.not_handed_over` (another file, or received already), `handover.left_behind`
    (the file of whoever handed over, or a copy of it; facts: `to`), BadInput
    `handover.code_wrong` (facts: `group`), RuleViolation `handover.not_sound`, those of names, `date.bad`,
    `date.future`, `date.backwards`, FileTrouble `file.read_only` where the place cannot be written.
    """
    if not is_sound(book):
        raise RuleViolation("handover.not_sound")
    pending = book.closing.pending()
    if pending is None:
        raise RuleViolation("handover.not_handed_over")
    if book.closing.left_behind():
        to = book.members.unit(pending.to_unit, pending.handed_on).short_name
        raise RuleViolation("handover.left_behind", to=to)
    if group := codes.wrong_group(typed, pending.fingerprint):
        raise BadInput("handover.code_wrong", group=group)
    name = fields.name(person, 120)
    day = days.since(book, pending.handed_on, on)
    known = next((one.key for one in book.people.all() if one.name == name and one.ended_on is None), None)
    unit = book.members.unit(pending.to_unit, day).short_name
    with book.store.operation("receive-book", {"unit": unit, "person": name, "on": day}, final=True) as tx:
        key = known or book.people.add(name, pending.to_unit)
        tx.update("custody", pending.n, received_on=day, received_by=name)
        tx.checkpoint()
    if not book.people.person(key).has_password:
        book.people.sign_in(key)
    return book.closing.must_have(pending.year)


# --- inside -----------------------------------------------------------------------------------------------------------


def _pending(book: Book) -> Custody:
    pending = book.closing.pending()
    if pending is None:
        raise RuleViolation("handover.none_pending")
    return pending


def _row(book: Book, year: int, to_unit: str, on: str | None, said: Mapping[str, Any]) -> dict[str, Any]:
    """The row of the handover, checked, with its fingerprint; what is not said comes from the draft."""
    pending = book.closing.pending()
    if pending is not None:
        to = book.members.unit(pending.to_unit, pending.handed_on).short_name
        raise RuleViolation("handover.done", to=to, on=pending.handed_on)
    newest, last = book.closing.newest_seal(), book.store.journal.last()
    if book.years.get(year).state == "open" or newest is None or last is None:
        raise RuleViolation("handover.year_open", year=year)
    closed = book.closing.seal(year)
    days.refuse_clock(book, closed.closed_on if closed else None, on)
    day = days.of(book, on)
    if closed is not None and day < closed.closed_on:
        raise BadInput("handover.before_closing", year=year, on=day, closed_on=closed.closed_on)
    book.members.unit(to_unit, day)
    draft = book.closing.draft(year, to_unit)
    if to_unit == draft.from_unit:
        raise RuleViolation("handover.to_oneself", unit=to_unit)
    told = {name: said.get(name, getattr(draft, name)) for name in _TOLD}
    row: dict[str, Any] = {
        "n": len(book.closing.custodies()) + 1,
        "year": year,
        "from_unit": draft.from_unit,
        "to_unit": to_unit,
        "handed_on": day,
        "fund_dong": told["fund_dong"],
        "note": fields.note(said.get("note")),
        "book": book.store.meta("book_id"),
        "seal": newest.fingerprint,
        "journal_head": last.hash,
    }
    row |= {name: fields.line(told[name], 120) for name in ("from_person", "to_person", "last_number")}
    row |= {name: _lines(told[name]) for name in ("items", "open_work")}
    return {**row, "fingerprint": custody_fingerprint(row)}


def _lines(said: Sequence[str]) -> list[str] | None:
    """The lines that say something, cleaned."""
    return [line for each in said if (line := fields.line(each, 500))] or None


def _about_the_place(trouble: FileTrouble, target: Path) -> FileTrouble:
    code = _TROUBLES.get(trouble.code)
    return trouble if code is None else FileTrouble(code, file=target.name)
