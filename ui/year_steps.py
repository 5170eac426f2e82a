"""The state of a year as steps: what is done, what is next, where to go. Facts of the book in the words of the
home page.

Nothing is stored and no rule is decided here; a step is done when the facts say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.messages import show

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.members_rows import Member

DONE, BEGUN, WAITING = "xong", "đang làm", "chưa làm"


@dataclass(frozen=True, slots=True)
class YearStep:
    """One step: `state` is DONE, BEGUN or WAITING; `page` the page where it is done; `advice` what to do about it."""

    key: str
    title: str
    state: str
    words: str
    page: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline and how far it is: days < 0 are overdue."""

    name: str
    due_on: str
    days: int
    missing: tuple[str, ...] = ()


def steps(book: Book, year: int) -> tuple[YearStep, ...]:
    """The steps of a year in the order in which they are usually taken."""
    return (
        _roster(book, year),
        _regulation(book, year),
        _leadership(book, year),
        _form(book, year),
        *_sheets(book, year),
    )


def next_step(found: tuple[YearStep, ...]) -> YearStep | None:
    """The first step that is not done."""
    return next((step for step in found if step.state != DONE), None)


def _roster(book: Book, year: int) -> YearStep:
    count = len(book.members.roster(year))
    found = book.years.find(year)
    confirmed = found.roster_confirmed_on if found else None
    title = "Danh sách đơn vị"
    if not count:
        return YearStep("roster", title, WAITING, "chưa có đơn vị nào", "members", "Thêm các đơn vị của khối.")
    if not confirmed:
        words = f"{count} đơn vị, chưa xác nhận"
        return YearStep("roster", title, BEGUN, words, "members", "Rà soát danh sách đơn vị năm rồi xác nhận.")
    return YearStep("roster", title, DONE, f"{count} đơn vị, xác nhận ngày {show(confirmed)}", "members")


def _regulation(book: Book, year: int) -> YearStep:
    title = "Quy chế, quy định"
    regulation = book.regulations.of_year(year)
    if regulation is None:
        return YearStep("regulation", title, WAITING, "chưa chọn", "regulation", "Chọn quy định áp dụng cho năm.")
    return YearStep("regulation", title, DONE, regulation.name, "regulation")


def _leadership(book: Book, year: int) -> YearStep:
    terms = book.settings.terms
    head = book.leadership.head(year)
    if head is None:
        return YearStep(
            "leadership", terms.head, WAITING, "chưa ghi", "leadership", f"Ghi đơn vị {terms.head} của năm."
        )
    return YearStep("leadership", terms.head, DONE, book.members.unit(head.unit).short_name, "leadership")


def _form(book: Book, year: int) -> YearStep:
    title = "Bảng chấm điểm"
    used = [form for form in book.forms.all() if any(one == year for one, _group in form.used)]
    if not used:
        advice = "Lấy bảng năm trước, chọn một bảng mẫu, hoặc lấy từ Excel."
        return YearStep("form", title, WAITING, "chưa có", "form", advice)
    names = ", ".join(f"{form.name} (bản {form.version})" for form in used)
    return YearStep("form", title, DONE, names, "form")


def _sheets(book: Book, year: int) -> tuple[YearStep, ...]:
    """One step for each scoring step that has begun, and the first that has not."""
    units = len(_scored(book, year))
    found = book.scores.sheets(year)
    made: list[YearStep] = []
    for stage in book.years.stages(year):
        sheets = [sheet for sheet in found if sheet.stage == stage.key and sheet.state != "empty"]
        complete = sum(sheet.state in ("complete", "confirmed", "locked") for sheet in sheets)
        if sheets:
            state = DONE if units and complete >= units else BEGUN
            words = f"{complete} trong {units} phiếu đã đủ" + (
                f", {len(sheets) - complete} phiếu đang nhập" if len(sheets) > complete else ""
            )
            made.append(
                YearStep(stage.key, stage.name, state, words, "scores", f"Nhập nốt phiếu {stage.name.lower()}.")
            )
    if not made:
        stages = book.years.stages(year)
        name = stages[0].name if stages else "Tự chấm"
        made.append(
            YearStep(
                "scores", name, WAITING, "chưa có phiếu nào", "scores", f"Nhập phiếu {name.lower()} của các đơn vị."
            )
        )
    return tuple(made)


def _scored(book: Book, year: int) -> tuple[Member, ...]:
    """Units whose sheets are awaited: those in the year's list to its end. What becomes of the others is a question."""
    return book.members.roster(year, f"{year}-12-31")


def dues(book: Book, year: int, today: str, ahead: int = 30) -> tuple[Due, ...]:
    """Deadlines that have passed with sheets missing, and those within the next days, earliest first."""
    from models.book.fields import days_between

    received = {(sheet.unit, sheet.stage) for sheet in book.scores.sheets(year) if sheet.received_on}
    members = _scored(book, year)
    found = []
    for deadline in sorted(book.years.deadlines(year), key=lambda one: one.due_on):
        days = days_between(today, deadline.due_on)
        missing: tuple[str, ...] = ()
        if deadline.stage:
            missing = tuple(one.unit.short_name for one in members if (one.key, deadline.stage) not in received)
        if 0 <= days <= ahead or (days < 0 and missing):
            found.append(Due(deadline.name, deadline.due_on, days, missing))
    return tuple(found)
