"""Trưởng khối, luân phiên: turns first, terms, the plan with its proof, what a declined turn changes, and what departs
from the rule. In this book nobody said whose turn the merged sở carries on, so it has not led."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.book.book import Book
from models.rules.act.turn_planner import Plan
from models.rules.number.subjects import ListOf, RowOf
from tests.book import practice_leadership, practice_meetings
from tests.book.practice import DATA, YEAR
from tests.ui.acts import act_of
from ui.leadership.page import CALENDAR, PLAN, TERMS, TURNS, LeadershipPage
from ui.leadership.term import TermDialog
from ui.leadership.turns import AnnounceDialog, TurnExceptionDialog
from ui.words import rotation_words

WindowOn = Callable[..., object]
DialogOf = Callable[..., object]


@pytest.fixture
def page(full_book: Book, window_on: WindowOn) -> LeadershipPage:
    """The page of the practice bloc with its leaders up to 2025."""
    practice_leadership.leaders(full_book, DATA, YEAR)
    window = window_on(full_book)
    window.go("leadership")  # type: ignore[attr-defined]
    shown = window.page("leadership")  # type: ignore[attr-defined]
    assert isinstance(shown, LeadershipPage)
    return shown


def column(table: object, number: int) -> list[str]:
    model = table.rows_model  # type: ignore[attr-defined]
    return [model.index(row, number).data() for row in range(model.rowCount())]


def ahead(page: LeadershipPage) -> list[list[str]]:
    """The table of the years to come, row by row: year, head, deputies, why."""
    return [list(row) for row in zip(*(column(page.turns.years, n) for n in range(4)), strict=True)]


def test_the_plain_table_of_turns_comes_first(page: LeadershipPage) -> None:
    assert page.tabs.currentIndex() == TURNS
    told = dict(zip(column(page.turns.table, 0), column(page.turns.table, 3), strict=True))
    assert told["Văn phòng UBND tỉnh"] == "Đã làm năm 2024"
    assert told["Ủy ban MTTQ tỉnh"] == "Đến lượt năm 2026"
    assert told["Thống kê tỉnh"] == "Chưa làm Trưởng khối"
    assert page.turns.rule.text().startswith("Điều 12: “Trưởng khối luân phiên hằng năm")
    assert page.under.text() == "Năm 2025: Trưởng khối Thanh tra tỉnh (đã công nhận)"


def test_the_suggestion_says_why(page: LeadershipPage) -> None:
    assert ahead(page)[0] == [
        "2026",
        "Ủy ban MTTQ tỉnh",
        "Chọn trong Sở Tài chính, Thống kê tỉnh, Hội Nông dân tỉnh",
        "Ủy ban MTTQ tỉnh là Phó Trưởng khối năm 2025",
    ]


def test_the_suggestion_is_written_as_a_proposal(page: LeadershipPage, dialog_of: DialogOf) -> None:
    act_of(page, "Ghi theo gợi ý…").trigger()
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog)
    assert (dialog.year.value(), dialog.unit.currentData(), dialog.status.currentData()) == (2026, "mttq", "proposed")
    assert not dialog.fields.isRowVisible(dialog.deviation), "it departs from nothing"
    dialog.accept()
    (term,) = page.session.book.leadership.terms(2026)
    assert (term.unit, term.status) == ("mttq", "proposed")
    assert ahead(page)[0][:2] == ["2026", "Ủy ban MTTQ tỉnh (đã ghi)"]
    act_of(page, "Ghi theo gợi ý…").trigger()
    again = dialog_of(page, TermDialog)
    assert isinstance(again, TermDialog) and again.role.currentData() == "deputy"


def test_a_departure_is_said_while_choosing_and_asks_for_its_reason(page: LeadershipPage, dialog_of: DialogOf) -> None:
    act_of(page, "Ghi theo gợi ý…").trigger()
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog)
    dialog.unit.setCurrentIndex(dialog.unit.findData("vptu"))
    assert dialog.notices.text().splitlines() == [
        "Khác quy chế. Phó Trưởng khối năm trước là Ủy ban MTTQ tỉnh; theo quy chế đơn vị đó làm Trưởng khối.",
        "Khác quy chế. Văn phòng Tỉnh ủy đã làm trong vòng này (năm 2020); chưa làm: Sở Tài chính, Thống kê tỉnh, "
        "Ủy ban MTTQ tỉnh, Hội Nông dân tỉnh.",
    ]
    dialog.accept()
    assert "Ghi căn cứ rồi làm tiếp" in dialog.problem.text()
    assert page.session.book.leadership.terms(2026) == ()
    dialog.deviation.setText("Cấp có thẩm quyền phân công")
    dialog.accept()
    (term,) = page.session.book.leadership.terms(2026)
    assert term.deviation == "Cấp có thẩm quyền phân công"
    page.tabs.setCurrentIndex(TERMS)
    assert column(page.table, 7)[0] == "Cấp có thẩm quyền phân công"


def test_a_year_before_the_book_offers_the_units_of_that_year(page: LeadershipPage, dialog_of: DialogOf) -> None:
    page.put()
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog)
    dialog.year.setValue(2019)
    assert dialog.unit.findData("stc-cu") >= 0
    assert dialog.unit.findData("stc") < 0, "it came into being in 2025"
    dialog.unit.setCurrentIndex(dialog.unit.findData("tk"))
    dialog.accept()
    assert [term.unit for term in page.session.book.leadership.terms(2019)] == ["tk"]


def test_a_turn_passed_over_and_taken_back(page: LeadershipPage, dialog_of: DialogOf) -> None:
    page.show_subject(RowOf("unit", "mttq"))
    act_of(page, "Không xét lượt…").trigger()
    dialog = dialog_of(page, TurnExceptionDialog)
    assert isinstance(dialog, TurnExceptionDialog) and dialog.unit.currentData() == "mttq"
    dialog.document.setText("Công văn số 9/MTTQ-BTT")
    dialog.accept()
    assert "xét Ủy ban MTTQ tỉnh (xin lùi lượt)" in ahead(page)[0][3]
    page.show_subject(RowOf("unit", "mttq"))
    assert column(page.turns.table, 4)[6] == "Năm 2026 không xét: xin lùi lượt"
    act_of(page, "Xét lại lượt đã ghi không xét").trigger()
    assert page.session.book.rotation.exceptions() == ()


def test_the_plan_tells_its_proof_and_what_declining_changes(page: LeadershipPage) -> None:
    page.show_subject(ListOf("plan"))
    plan = page.plan
    assert column(plan.years, 1)[0] == "Ủy ban MTTQ tỉnh"
    assert plan.verdict.text().startswith(rotation_words.PROVEN)
    assert plan.years.isColumnHidden(3), "nothing was announced"
    before = page.session.book.store.last_seq
    plan.what_if.setCurrentIndex(plan.what_if.findData("mttq"))
    plan.ask()
    assert plan.answer.text().startswith("Nếu Ủy ban MTTQ tỉnh xin lùi lượt năm 2026: đổi ")
    assert column(plan.years, 4)[0] != "Ủy ban MTTQ tỉnh"
    plan.what_if.setCurrentIndex(0)
    plan.ask()
    assert plan.answer.text() == "" and plan.years.isColumnHidden(4)
    assert page.session.book.store.last_seq == before, "asking writes nothing"


def test_announcing_a_plan_and_departing_from_it(page: LeadershipPage, dialog_of: DialogOf) -> None:
    page.tabs.setCurrentIndex(PLAN)
    page.plan.span.setValue(9)
    act_of(page, "Ghi danh sách đã thông báo…").trigger()
    dialog = dialog_of(page, AnnounceDialog)
    assert isinstance(dialog, AnnounceDialog)
    dialog.inputs["document"].setText("Thông báo số 3/TB")
    dialog.accept()
    rotation = page.session.book.rotation
    heads = [one for one in rotation.plans.announced() if one.role == "head"]
    assert (len(heads), heads[0].announced_in) == (9, "Thông báo số 3/TB")
    page.session.act(lambda: rotation.put_exception(2026, "mttq", "disciplined"))
    QApplication.processEvents()
    assert page.plan.answer.text().startswith("Khác danh sách đã thông báo: 2026 Ủy ban MTTQ tỉnh → ")
    act_of(page, "Bỏ danh sách đã thông báo").trigger()
    assert rotation.plans.announced() == ()


def test_without_a_rule_the_page_says_so_and_counts_all_the_same(empty_book: Book, window_on: WindowOn) -> None:
    empty_book.members.add("Hội Nông dân tỉnh", year=2025, key="hnd")
    window = window_on(empty_book)
    window.go("leadership")  # type: ignore[attr-defined]
    page = window.page("leadership")  # type: ignore[attr-defined]
    assert page.turns.rule.text().startswith("Quy chế năm 2025 chưa có điều về luân phiên")
    assert column(page.turns.table, 3) == ["Đến lượt năm 2025"]
    empty_book.members.add("Thống kê tỉnh", year=2025, key="tk")
    QApplication.processEvents()
    assert ahead(page) == [
        [
            "2025",
            "chưa rõ",
            "Chọn trong Hội Nông dân tỉnh, Thống kê tỉnh",
            "Quy chế chưa có điều về luân phiên nên hội nghị chọn; chưa làm trong vòng này: Hội Nông dân tỉnh, "
            "Thống kê tỉnh",
        ]
    ]
    assert page.turns.title.text() == "Năm 2025 và các năm tới"
    empty_book.leadership.put_term(2025, "tk", "head")
    QApplication.processEvents()
    assert page.turns.title.text() == "Các năm tới", "no rule and no year says that there are deputies"
    assert ahead(page)[0][:2] == ["2026", "Hội Nông dân tỉnh"]


@pytest.mark.parametrize(
    ("proofs", "said"),
    [
        (("bound-reached",) * 3, rotation_words.PROVEN),
        (("bound-reached", "search-exhausted", "bound-reached"), rotation_words.PROVEN),
        (("bound-reached", "not-proven", "bound-reached"), rotation_words.FOUND),
        (("not-proven",) * 3, rotation_words.FOUND),
    ],
)
def test_a_proof_is_told_as_it_is(proofs: tuple[str, ...], said: str) -> None:
    named = dict(zip(("turns", "wait", "changes"), proofs, strict=True))
    plan = Plan({2026: "a", 2027: None}, {}, {}, 1, 4, 2, named, 3000)  # type: ignore[arg-type]
    text = rotation_words.proof(plan, "danh sách đã thông báo")
    assert text.startswith(said)
    assert "Không xếp được năm 2027" in text
    assert ("đã dừng tìm sau 3.000 bước" in text) == ("not-proven" in proofs)
    assert "khác danh sách đã thông báo 2 năm" in text
    assert "thông báo" not in rotation_words.proof(plan, "")


def test_the_page_fits_the_smallest_screen(page: LeadershipPage, qtbot: QtBot) -> None:
    for tab in (TURNS, TERMS, PLAN):
        page.tabs.setCurrentIndex(tab)
        QApplication.processEvents()
        assert (page.window().width(), page.window().height()) == (1366, 768)


# --- whom a meeting chose --------------------------------------------------------------------------------------------


def test_whoever_was_chosen_stands_in_the_dialog_with_the_minutes(page: LeadershipPage, dialog_of: DialogOf) -> None:
    book = page.session.book
    practice_meetings.meetings(book, DATA)
    page.refresh()
    act_of(page, "Ghi theo gợi ý…").trigger()
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog)
    assert dialog.chosen.currentText() == "Trưởng khối năm 2026: Ủy ban MTTQ tỉnh (biểu quyết giơ tay)"
    assert (dialog.unit.currentData(), dialog.basis.currentData()) == ("mttq", "elected")
    assert dialog.decision.value().endswith("biểu quyết giơ tay") and dialog.decided_on.text() == "19/12/2025"
    dialog.accept()
    act_of(page, "Ghi theo gợi ý…").trigger()
    deputy = dialog_of(page, TermDialog)
    assert isinstance(deputy, TermDialog)
    assert (deputy.role.currentData(), deputy.unit.currentData()) == ("deputy", "tk")
    assert deputy.decision.value().startswith("Biên bản kiểm phiếu “Giới thiệu đơn vị Phó Trưởng khối năm 2026”")
    deputy.accept()
    cited = [(one.unit, one.basis, one.decided_on) for one in book.leadership.terms(2026)]
    assert cited == [("mttq", "elected", "2025-12-19"), ("tk", "elected", "2025-12-19")]


def test_a_new_term_offers_whoever_was_chosen_and_starts_empty(page: LeadershipPage, dialog_of: DialogOf) -> None:
    practice_meetings.meetings(page.session.book, DATA)
    act_of(page, "Ghi nhiệm kỳ…").trigger()
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog)
    assert (dialog.chosen.count(), dialog.chosen.currentData(), dialog.decision.value()) == (3, None, "")
    dialog.chosen.setCurrentIndex(2)
    dialog.chosen.activated.emit(2)
    assert (dialog.year.value(), dialog.role.currentData(), dialog.unit.currentData()) == (2026, "deputy", "tk")
    dialog.reject()
    page.table.select_key("2025.head")
    page.tabs.setCurrentIndex(TERMS)
    act_of(page, "Sửa nhiệm kỳ…").trigger()
    edited = dialog_of(page, TermDialog)
    assert isinstance(edited, TermDialog) and not edited.fields.isRowVisible(edited.chosen)


def test_two_deputies_in_the_outlook_the_plan_and_the_dialog(page: LeadershipPage, dialog_of: DialogOf) -> None:
    book = page.session.book
    rule = book.rotation.rule(YEAR)
    assert rule is not None
    spec = {**rule.spec, "deputies": 2}
    book.regulations.amend(YEAR, rule.key, spec, "Khối có hai cấp phó", None, f"{YEAR}-01-01")
    book.leadership.put_term(2026, "mttq", "head")
    book.leadership.put_term(2026, "tk", "deputy")
    page.refresh()
    now, first = ahead(page)[:2]
    assert now[:2] == ["2025", "Thanh tra tỉnh (đã ghi)"]
    assert now[2].startswith("Phó Trưởng khối thứ nhất Ủy ban MTTQ tỉnh")
    assert first[2].startswith("Phó Trưởng khối thứ nhất Thống kê tỉnh (đã ghi); 1 Phó Trưởng khối chọn trong")
    act_of(page, "Ghi theo gợi ý…").trigger()
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog) and (dialog.role.currentData(), dialog.rank.value()) == ("deputy", 2)
    dialog.reject()
    page.show_subject(ListOf("plan"))
    shown = column(page.plan.years, 2)
    assert shown[0].startswith("Thống kê tỉnh, ") and len(shown[1].split(", ")) == 2


# --- nothing written that nobody named -------------------------------------------------------------------------------


def test_an_office_nobody_is_suggested_for_begins_empty_and_says_why(page: LeadershipPage, dialog_of: DialogOf) -> None:
    page.session.book.leadership.put_term(2026, "mttq", "head", status="proposed")
    QApplication.processEvents()
    act_of(page, "Ghi theo gợi ý…").trigger()
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog)
    assert (dialog.year.value(), dialog.role.currentData(), dialog.unit.currentData()) == (2026, "deputy", None)
    assert dialog.notices.isVisible() and dialog.notices.text() == (
        "Chưa gợi ý đơn vị nào làm Phó Trưởng khối năm 2026: chọn trong Sở Tài chính, Thống kê tỉnh, Hội Nông dân tỉnh."
    )
    hints = [one for one in dialog.findChildren(QLabel) if one.text().startswith("Người được chọn tại hội nghị")]
    assert len(hints) == 1 and not hints[0].isVisible(), "nobody was chosen, so there is no box it could explain"
    dialog.accept()
    assert dialog.problem.text() == "Chưa chọn đơn vị. Chọn ở ô “Đơn vị”."
    assert [one.role for one in page.session.book.leadership.terms(2026)] == ["head"]
    dialog.unit.setCurrentIndex(dialog.unit.findData("tk"))
    assert not dialog.fields.isRowVisible(dialog.notices)
    dialog.accept()
    assert [one.unit for one in page.session.book.leadership.terms(2026)] == ["mttq", "tk"]


def test_head_and_deputy_in_one_and_days_beyond_the_year_are_said_while_choosing(
    page: LeadershipPage, dialog_of: DialogOf
) -> None:
    page.session.book.leadership.put_term(2026, "mttq", "head", status="proposed")
    QApplication.processEvents()
    act_of(page, "Ghi theo gợi ý…").trigger()
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog)
    dialog.unit.setCurrentIndex(dialog.unit.findData("mttq"))
    assert dialog.notices.text() == (
        "Cần ghi căn cứ. Ủy ban MTTQ tỉnh đã là Trưởng khối năm 2026; một đơn vị không giữ hai vai trò cùng lúc."
    )
    dialog.unit.setCurrentIndex(dialog.unit.findData("tk"))
    dialog.until.setText("31/12/2030")
    dialog.until.editingFinished.emit()
    assert dialog.notices.text() == (
        "Cần ghi căn cứ. Thời gian từ 01/01/2026 đến 31/12/2030 không khớp nhiệm kỳ 1 năm bắt đầu từ năm 2026."
    )
    dialog.unit.setCurrentIndex(dialog.unit.findData("mttq"))
    QApplication.processEvents()
    assert dialog.notices.height() >= dialog.notices.heightForWidth(dialog.notices.width()), "no line is cut off"
    dialog.unit.setCurrentIndex(dialog.unit.findData("tk"))
    dialog.accept()
    assert dialog.problem.text().startswith("Thời gian từ 01/01/2026 đến 31/12/2030 không khớp nhiệm kỳ năm 2026.")


def test_the_open_place_of_this_year_is_offered_before_the_next(page: LeadershipPage, dialog_of: DialogOf) -> None:
    page.session.book.leadership.remove_term("2025.deputy")
    QApplication.processEvents()
    assert page.turns.title.text() == "Năm 2025 và các năm tới"
    first = ahead(page)[0]
    assert first[:2] == ["2025", "Thanh tra tỉnh (đã ghi)"] and first[2].startswith("Chọn trong ")
    turns = dict(zip(column(page.turns.table, 0), column(page.turns.table, 3), strict=True))
    assert turns["Thanh tra tỉnh"] == "Đã làm năm 2025", "it leads already"
    assert "hội nghị chọn trong" not in first[3].lower(), "the head is recorded, nobody is to be chosen for it"
    act_of(page, "Ghi theo gợi ý…").trigger()
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog)
    assert (dialog.year.value(), dialog.role.currentData(), dialog.unit.currentData()) == (2025, "deputy", None)
    dialog.unit.setCurrentIndex(dialog.unit.findData("mttq"))
    dialog.accept()
    assert ahead(page)[0][:2] == ["2026", "Ủy ban MTTQ tỉnh"]
    assert page.turns.title.text() == "Các năm tới"


def test_a_calendar_with_nothing_to_draw_says_what_to_do(full_book: Book, window_on: WindowOn) -> None:
    """Seen failing: names and an empty column stood there, without a word."""
    window = window_on(full_book)
    window.go("leadership")  # type: ignore[attr-defined]
    page = window.page("leadership")  # type: ignore[attr-defined]
    page.tabs.setCurrentIndex(CALENDAR)
    shown = page.drawn.currentWidget()
    assert "Ghi nhiệm kỳ năm nay" in shown.label.text() and not act_of(page, "In hình…").isVisible()
    practice_leadership.leaders(full_book, DATA, YEAR)
    page.refresh()
    assert page.calendar.isVisibleTo(page) and act_of(page, "In hình…").isVisible()
