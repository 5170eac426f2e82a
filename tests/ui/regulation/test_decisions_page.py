"""Replacing a decision from its page: the question comes back as its rule would ask it without the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from models.book.book import Book
from models.rules.number.questions import Question
from tests.ui.acts import act_of
from ui.regulation.new_rule import NewRuleDialog
from ui.regulation.question import QuestionDialog, ask
from ui.window.main_window import MainWindow
from ui.words.names import Names

if TYPE_CHECKING:
    from ui.regulation.decisions_page import DecisionsPage

WindowOn = Callable[[Book], MainWindow]


def test_a_tie_that_was_parted_can_be_parted_otherwise(full_book: Book, window_on: WindowOn) -> None:
    asked = next(one for one in full_book.decisions.open_questions(2025) if one.key == "rank.tie")
    order = [option.key for option in asked.options]
    first = full_book.decisions.answer(asked, order, "Bỏ phiếu", year=2025)
    assert all(one.key != "rank.tie" for one in full_book.decisions.open_questions(2025))
    listeners = list(full_book.store.listeners)
    question = full_book.decisions.question_of(first)
    assert question == asked
    assert full_book.store.listeners == listeners

    window = window_on(full_book)
    window.go("decisions")
    page: DecisionsPage = window.page("decisions")  # type: ignore[assignment]
    page.decisions.select_key(first)
    assert act_of(page, "Thay quyết định…").isEnabled()
    page.replace()
    dialog = next(one for one in page.findChildren(QuestionDialog) if one.isVisible())
    dialog.list.insertItem(0, dialog.list.takeItem(1))
    dialog.reason.setPlainText("Đọc lại biên bản kiểm phiếu")
    dialog.accept()
    (kept,) = [one for one in full_book.decisions.all(2025) if one.question == "rank.tie"]
    assert kept.choice == [order[1], order[0], *order[2:]]


def test_what_is_asked_has_the_room_that_no_line_needs(full_book: Book, window_on: WindowOn) -> None:
    """Seen failing: half of the page stood empty for decisions not made yet, while the question was scrolled."""
    window = window_on(full_book)
    window.resize(1366, 728)
    window.go("decisions")
    page: DecisionsPage = window.page("decisions")  # type: ignore[assignment]
    QApplication.processEvents()
    asked, lines = page.questions, page.questions.rows_model.rowCount()
    assert asked.height() < (lines + 3) * asked.rowHeight(0), "no taller than its lines"
    assert page.question.height() >= page.question.heightForWidth(page.question.width())
    upper, lower = page.split.sizes()
    assert upper > lower and page.quote.visibleRegion().boundingRect().height() == page.quote.height()


@pytest.mark.parametrize(
    ("question", "subject", "said"),
    [
        ("rule.none", "quorum/1/meeting/2025", "Số thành viên phải có mặt, họp, năm 2025"),
        ("rule.several", "base-salary/1//luong+luong-2024", "Mức lương cơ sở tính tiền thưởng"),
        ("rule.none", "base-salary/1//2026", "Mức lương cơ sở tính tiền thưởng, năm 2026"),
        ("rule.none", "vote/1/award:CO_TINH/2025", "Tỷ lệ phiếu, Cờ thi đua của UBND tỉnh, năm 2025"),
        ("standing.leaver", "2025/vpub", "năm 2025, Văn phòng UBND tỉnh"),
        ("score.accept-stated", "2025/i.1", "năm 2025, mục I.1"),
        ("class.unknown_fact", "vpub/1", "Văn phòng UBND tỉnh, điều kiện thứ 2"),
        ("rank.tie", "vpub+hnd", "Văn phòng UBND tỉnh, Hội Nông dân tỉnh"),
        ("class.none", "khác/lời", "khác/lời"),
    ],
)
def test_what_a_question_is_about_is_said_by_names(viewed_book: Book, question: str, subject: str, said: str) -> None:
    assert Names(viewed_book, 2025).about(question, subject) == said


def test_a_missing_rule_is_answered_by_writing_it(full_book: Book, window_on: WindowOn) -> None:
    window = window_on(full_book)
    window.go("decisions")
    page: DecisionsPage = window.page("decisions")  # type: ignore[assignment]
    question = full_book.regulations.governing(2025, "base-salary/1", on="2020-01-01")
    assert isinstance(question, Question) and question.key == "rule.none"
    ask(window.session, question, page)
    assert not page.findChildren(QuestionDialog)
    (dialog,) = page.findChildren(NewRuleDialog)
    assert dialog.kind.currentData() == "base-salary/1"
    dialog.close()
