"""The one thing to do now: what the others stand on first, then what the calendar asks; its button does it or opens
the very place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from ui.base.layout import button, card, row, words
from ui.base.session import Do
from ui.words import messages, year_steps
from ui.words.labels import PAGE_TITLES

if TYPE_CHECKING:
    from models.book.year.course import Step
    from models.book.year.year_facts import Fact
    from models.rules.number.subjects import SheetOf
    from ui.base.session import Session

HEADING = "Việc nên làm ngay"
ALL_DONE = "Các việc đến lúc này đã đủ. Xem việc của cả năm ở thẻ bên cạnh."
REMIND = "Nhắc đơn vị chưa gửi…"
APPLY = "Áp dụng cho năm…"


@dataclass(frozen=True, slots=True)
class Way:
    """A button of the card: what it says and does."""

    text: str
    act: Callable[[], object]


def of_step(session: Session, step: Step, today: str, remind: Callable[[], object] | None) -> QFrame:
    """The first fact a step lacks: what to do, how far it is, why it is this; `remind` where units can be asked."""
    fact, names = step.missing[0], session.names
    said = year_steps.words_of(fact)
    detail = f"{names.worded(year_steps.STEPS[step.key])}. {year_steps.fact_words(fact, names)}."
    if step.late(today):
        detail += f" Hạn {messages.show(step.due)} đã qua."
    if fact.missing and fact.have:
        detail += f" Còn {year_steps.missing_words(fact.missing, names)}."
    return show(said.advice, detail, ways(session, fact, remind))


def ways(session: Session, fact: Fact, remind: Callable[[], object] | None) -> list[Way]:
    """How a fact is supplied: the page's own act first, the page itself, and reminding whoever owes it."""
    said = year_steps.words_of(fact)
    found = []
    text = APPLY if said.page == "form" and session.book.forms.all() else said.act
    if text:
        found.append(Way(text, lambda: session.go(said.page, Do(text))))
    if PAGE_TITLES.get(said.page):
        found.append(
            Way(f"Đến mục {session.worded(PAGE_TITLES[said.page])}", lambda: session.go(said.page, _place(fact)))
        )
    if fact.missing and remind is not None:
        found.append(Way(REMIND, remind))
    return found


def _place(fact: Fact) -> SheetOf | None:
    """What the page shows first: of a scoring step the first unit whose sheet is missing."""
    from models.rules.number.subjects import SheetOf

    name, _, stage = fact.key.partition(":")
    return SheetOf(fact.missing[0], stage) if name.startswith("sheets-") and fact.missing else None


def show(said: str, detail: str, found: list[Way]) -> QFrame:
    """The card: one sentence that matters, one muted line, the buttons; only the first is filled."""
    line = words(said, "matters")
    parts: list[QWidget | QLayout] = [words(HEADING, "section"), line]
    if detail:
        parts.append(words(detail, "muted"))
    if found:
        buttons = [button(way.text, way.act, "" if number else "first") for number, way in enumerate(found)]
        parts.append(row(*buttons, None))
    made = card(*parts)
    made.setObjectName("next")
    return made
