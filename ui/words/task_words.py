"""A task of the year in words: its months, its day, how it stands today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.base.fields import days_between
from ui.words.messages import sentence_case, show
from ui.words.year_steps import day_words, fact_words, missing_words

if TYPE_CHECKING:
    from models.book.year.tasks import Task
    from ui.words.names import Names

SOON = 30
"""Days ahead that count as soon."""

FIRST_MONTH, LAST_MONTH = 0, 15
"""Months offered for a task: from the December before to the March after its year."""


def month_name(month: int) -> str:
    """A month counted from January of the year: "tháng 12 năm trước", "tháng 3", "tháng 1 năm sau"."""
    number = (month - 1) % 12 + 1
    return f"tháng {number}" + (" năm trước" if month < 1 else " năm sau" if month > 12 else "")


def months(task: Task) -> str:
    """The usual months as the task list prints them: "3–4", "12–1", "cả năm"."""
    if task.from_month is None or task.to_month is None:
        return "cả năm"
    low, high = ((month + task.shift - 1) % 12 + 1 for month in (task.from_month, task.to_month))
    return str(low) if task.from_month == task.to_month else f"{low}–{high}"


def due(task: Task) -> str:
    """The day a task is due; a month's last day stands for the month itself."""
    if task.due is None:
        return ""
    return f"hết {task.due[5:7].lstrip('0')}/{task.due[:4]}" if task.due_by == "month" else show(task.due)


def when(task: Task, today: str) -> str:
    """How far the day of an open task is, and the day: "Còn 8 ngày, hết tháng 11/2025"."""
    said = state(task, today)[0]
    day = f"hết tháng {due(task).removeprefix('hết ')}" if task.due_by == "month" else due(task)
    return f"{said}, {day}" if said and day else said or day


def state(task: Task, today: str) -> tuple[str, str | None]:
    """How a task stands on a day, and the tone of the words."""
    if task.state == "done":
        return f"Đã xong {show(task.done_on)}" if task.done_on else "Đã xong", "muted"
    if task.state == "not-ours":
        return "Khối không làm", "muted"
    if task.shown_done:
        return "Sổ ghi đã đủ", "good"
    if task.due is None:
        return "", None
    days = days_between(today, task.due)
    if days < 0:
        return ("Qua tháng thường làm", "warn") if task.due_by == "month" else (sentence_case(day_words(days)), "bad")
    return (sentence_case(day_words(days)), "accent") if days <= SOON else ("Chưa đến", "muted")


def sign(task: Task, names: Names) -> str:
    """What the book knows of a task, with who is missing; "" when it knows nothing."""
    if task.sign is None or not task.sign.of:
        return ""
    missing = missing_words(task.sign.missing, names) if task.sign.have and task.sign.missing else ""
    return fact_words(task.sign, names) + (f"; còn thiếu {missing}" if missing else "")
