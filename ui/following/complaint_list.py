"""Kiến nghị, khiếu nại: what units complained of, what became of it and by which paper they were answered."""

from __future__ import annotations

from models.book.following.line_shapes import COMPLAINED, SHAPES, TAKEN
from models.book.following.log_rows import Complaint
from ui.base.session import Session
from ui.following.registration_page import unit_column
from ui.following.work_list import day
from ui.kit.list_tab import ListSpec
from ui.kit.tables import Column


def complaint_list(session: Session) -> ListSpec:
    """The list with its day of receipt, its outcome and its answer."""

    def answer(one: Complaint) -> str:
        if one.answered:
            return " ".join(filter(None, (one.answered_by, day(one.answered_on))))
        return f"Hạn {day(one.due_on)}" if one.due_on else "Chưa trả lời"

    def tone(one: Complaint) -> str | None:
        return None if one.answered else "bad" if one.late(session.book.today()) else "warn"

    columns = (
        unit_column(session, 20),
        Column("Ngày nhận", lambda one: day(one.received_on), order=lambda one: one.received_on or "9", width=11),
        Column("Số văn bản", lambda one: one.number or "", width=14, tip=lambda one: one.number or ""),
        Column("Về việc", lambda one: COMPLAINED[one.about], width=12, tip=lambda one: COMPLAINED[one.about]),
        Column("Nội dung", lambda one: one.text, width=0, tip=lambda one: one.text),
        Column("Kết quả", lambda one: TAKEN[one.taken], width=14, tip=lambda one: one.answer or ""),
        Column("Trả lời", answer, order=lambda one: one.answered_on or "9", width=18, tone=tone, tip=answer),
    )
    return ListSpec(
        "Kiến nghị",
        columns,
        lambda s: s.book.complaints.all(s.year),
        "Chưa có kiến nghị, khiếu nại nào. Ghi ngày nhận, nội dung, hạn trả lời; xem xét xong ghi kết quả.",
        SHAPES["complaint"],
        remove=lambda s, one: s.book.complaints.remove(one.key),
        given=lambda s, one: {"unit": one.unit if one else None, "received_on": s.book.today()},
        summary=summary,
    )


def summary(session: Session) -> str:
    """How many came and how many wait for an answer."""
    found = session.book.complaints.all(session.year)
    waiting = sum(not one.answered for one in found)
    return f"{len(found)} kiến nghị, {waiting} chưa trả lời" if found else ""
