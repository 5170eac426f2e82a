"""Hoãn và họp lại, lấy ý kiến bằng văn bản, phiếu không đánh dấu: the acts as they are done in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from models.book.book import Book
from tests.book.practice import YEAR
from tests.ui.meetings.opened import page_on
from ui.kit.line_dialog import ticked
from ui.meetings.circulations import AnswerDialog, CirculationDialog, CirculationsDialog, CloseDialog
from ui.meetings.count import CountDialog
from ui.meetings.day import making
from ui.meetings.dialogs import SignedDialog
from ui.meetings.live_tally import BLANK, LiveTally
from ui.meetings.reconvene import NO_QUORUM, ReconveneDialog
from ui.window.main_window import MainWindow

USER = Qt.ItemDataRole.UserRole
WindowOn = Callable[[Book], MainWindow]


def test_a_meeting_short_of_members_is_taken_up_from_the_page(window_on: WindowOn, held: Book) -> None:
    held.meetings.put(YEAR, "closing", "Hội nghị tổng kết", date="2025-12-19", key="it")
    for line in held.meetings.attendance.all("h4")[:3]:
        held.meetings.attendance.put("it", "member", unit=line.unit)
    page = page_on(window_on(held))
    page.list.select_key("it")
    page.programme.reconvene()
    dialog = page.findChild(ReconveneDialog)
    assert dialog is not None and dialog.inputs["reason"].toPlainText() == NO_QUORUM
    dialog.inputs["date"].setText("26/12/2025")
    dialog.accept()
    made = held.meetings.again.by("it")
    assert made is not None and (made.date, made.resumes_why) == ("2025-12-26", NO_QUORUM)
    assert page.meeting is not None and page.meeting.key == made.key
    page.list.select_key("it")
    assert "đã hoãn, họp lại 26/12/2025" in page.programme.about.text()


def test_a_decision_in_writing_from_sending_to_its_minutes(window_on: WindowOn, held: Book) -> None:
    page = page_on(window_on(held))
    page.circulate()
    window = page.findChild(CirculationsDialog)
    assert window is not None and "chưa lấy ý kiến" in window.told.text()
    assert window.focusWidget() is window.list, "not the last button of the row"
    window.add()
    new = window.findChild(CirculationDialog)
    assert new is not None
    new.subject.setText("Đề nghị tặng Bằng khen")
    new.sent.setText("1/12/2025")
    new.due.setText("8/12/2025")
    new.accept()
    (one,) = held.circulations.all(YEAR)
    assert window.current == one and window.state(one) == "Quá hạn"
    for number, member in enumerate(held.circulations.members(one.key)):
        window.answers.select_key(member.key)
        window.answer()
        dialog = [each for each in window.findChildren(AnswerDialog) if each.isVisible()][-1]
        assert dialog.inputs["unit"].currentData() == member.key
        if number == 0:
            says = dialog.inputs["says"]
            says.setCurrentIndex(says.findData("other"))
            dialog.accept()
            assert "ghi nội dung" in dialog.problem.text()
            dialog.inputs["text"].setPlainText("Đề nghị xem lại thành tích")
        dialog.inputs["received_on"].setText("5/12/2025")
        dialog.accept()
    assert window.received(held.circulations.get(one.key)) == "9/9"
    window.count()
    closing = window.findChild(CloseDialog)
    assert closing is not None
    closing.inputs["on"].setText("9/12/2025")
    closing.accept()
    assert "Tán thành 08/09" in window.told.text() and not window.answer_act.isEnabled()
    window.sign()
    signed = window.findChild(SignedDialog)
    assert signed is not None
    signed.accept()
    assert "Biên bản đã ký ngày 09/12/2025" in window.told.text()


def test_the_papers_page_takes_the_circulation_chosen_there(window_on: WindowOn, held: Book) -> None:
    held.circulations.put(YEAR, "Thứ nhất", "2025-12-01", "2025-12-08", key="y1")
    held.circulations.put(YEAR, "Thứ hai", "2025-12-02", "2025-12-08", key="y2")
    window = window_on(held)
    page = page_on(window)
    page.circulate()
    dialog = page.findChild(CirculationsDialog)
    assert dialog is not None
    dialog.list.select_key("y1")
    dialog.print_paper("bien-ban-lay-y-kien")
    papers = window.page("papers")
    assert papers.chosen()["circulation"] == "y1"


def test_a_blank_ballot_read_aloud_is_told_as_not_valid(window_on: WindowOn, held: Book) -> None:
    page = page_on(window_on(held))
    window = LiveTally(held.ballots.get("p4"), page)
    window.show()
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert (window.running.valid, window.running.invalid, window.problem.text()) == (0, 1, BLANK)
    QTest.keyClick(window, Qt.Key.Key_1)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert (window.running.valid, window.problem.text()) == (1, "")
    counting = CountDialog(page.session, held.ballots.get("p4"), "correct", parent=page)
    assert min(counting.marks) == 1


def test_who_takes_part_by_video_stands_so_in_the_list_and_is_asked_about(
    window_on: WindowOn,
    held: Book,
) -> None:
    line = held.meetings.attendance.all("h1")[0]
    held.meetings.attendance.put("h1", "video", unit=line.unit, name="Ai đó", key=line.key)
    page = page_on(window_on(held))
    page.list.select_key("h1")
    assert page.attendance.people.model().index(0, 3).data() == "Dự trực tuyến"
    held.meetings.put(YEAR, "closing", "Họp trực tuyến", date="2025-12-19", key="tt")
    for place, each in enumerate(held.meetings.attendance.members("tt")[:4]):
        held.meetings.attendance.put("tt", "video" if place < 2 else "member", unit=each.key)
    frame = making.frame(held, held.meetings.get("tt"), 0)
    shown = making.programme(held, held.meetings.get("tt"), frame, 0)
    assert shown.present == 2 and shown.absent.startswith("Dự trực tuyến: ")
    assert any(one.key == "meeting.video" for one in held.decisions.open_questions(YEAR))


def test_proposals_are_ticked_and_those_asked_about_stay_ticked(window_on: WindowOn, held: Book) -> None:
    proposal = held.awards.proposal(held.awards.propose(YEAR, "BK_TINH", "tk", route="province"))
    page = page_on(window_on(held))
    page.circulate()
    window = page.findChild(CirculationsDialog)
    assert window is not None
    window.add()
    new = window.findChild(CirculationDialog)
    assert new is not None
    (place,) = [n for n in range(new.awards.count()) if new.awards.item(n).data(USER) == proposal.key]
    new.awards.item(place).setCheckState(Qt.CheckState.Checked)
    new.subject.setText("Đề nghị khen thưởng")
    new.sent.setText("1/12/2025")
    new.due.setText("8/12/2025")
    new.accept()
    (one,) = held.circulations.all(YEAR)
    assert [line.of for line in one.awards] == [(proposal.title, proposal.unit, proposal.person, proposal.household)]
    window.edit()
    again = [each for each in window.findChildren(CirculationDialog) if each.isVisible()][-1]
    assert ticked(again.awards) == [proposal.key]


def test_an_answer_of_nobody_is_refused_in_words(window_on: WindowOn, held: Book) -> None:
    """Seen failing: a KeyError where no unit was in the bloc on the day of sending."""
    key = held.circulations.put(YEAR, "Đề nghị tặng Bằng khen", "1990-01-01", "2025-12-30")
    assert held.circulations.members(key) == ()
    page = page_on(window_on(held))
    page.circulate()
    window = page.findChild(CirculationsDialog)
    assert window is not None
    window.list.select_key(key)
    window.answer()
    dialog = window.findChild(AnswerDialog)
    assert dialog is not None
    dialog.accept()
    assert dialog.isVisible() and "Thành viên" in dialog.problem.text()
    assert any("Ngày gửi" in one.text() for one in dialog.findChildren(QLabel))
    dialog.reject()
    assert held.circulations.get(key).answers == ()
