"""Hội nghị, bỏ phiếu: a meeting from its list of attendance to the result of a ballot, in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from models.book.book import Book
from models.rules.act.balloting import Record, Tally
from models.rules.place.regulation import Regulation, Rule
from tests.book.practice import YEAR
from tests.ui.meetings.opened import page_on
from ui.kit.reason_dialog import ReasonDialog
from ui.meetings.ballot import BallotDialog
from ui.meetings.count import CountDialog, SettleDialog
from ui.meetings.dialogs import AttendeeDialog, HandsDialog, MeetingDialog, OpinionDialog, TaskDialog
from ui.meetings.live_tally import LiveTally
from ui.meetings.page import MeetingsPage
from ui.regulation.adopt import STARTER
from ui.regulation.question import QuestionDialog
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
BOARD = "Dương Thị Mận\nTrịnh Hải Đường\nChu Thị Thanh Yên"


def the(page: MeetingsPage, kind: type) -> Any:
    (found,) = [one for one in page.window().findChildren(kind) if one.isVisible()]
    return found


def fill(fields: dict[str, Any], **values: int) -> None:
    for name, value in values.items():
        fields[name].setText(str(value))


def test_the_quorum_is_shown_with_its_arithmetic(held: Book, window_on: WindowOn) -> None:
    page = page_on(window_on(held))
    page.list.select_key("h4")
    assert "cộng 08 trong 09 thành viên; cần 06" in page.attendance.quorum.text()
    assert "đủ điều kiện xét khen thưởng" in page.attendance.quorum.text()
    page.list.select_key("h2")
    page.list.select_key("h4")
    for unit in ("vpub", "ttr", "tk", "vptu"):
        line = next(one for one in held.meetings.attendance.all("h2") if one.unit == unit)
        page.session.act(lambda line=line: held.meetings.attendance.remove("h2", line.key))
    page.list.select_key("h2")
    assert "chưa đủ điều kiện họp" in page.attendance.quorum_bad.text()


def test_the_result_says_base_and_threshold_in_words(held: Book, window_on: WindowOn) -> None:
    page = page_on(window_on(held))
    page.list.select_key("h4")
    page.ballots.ballots.select_key("p1")
    assert "từ 80% trở lên tổng số thành viên (khoản 2 Điều 8)" in page.ballots.ballot_words.text()
    assert "không giữ kín hẳn được" in page.ballots.ballot_open.text(), "p1 has one written opinion"
    shown = "\t".join(page.ballots.outcomes.rows_model.lines([0])[1])
    assert "08/09 tổng số thành viên (88,89%)" in shown and "Đạt" in shown
    assert "≥" not in shown


def test_a_new_meeting_lists_its_members_and_records_hands(full_book: Book, window_on: WindowOn) -> None:
    page = page_on(window_on(full_book))
    assert page.views.currentIndex() == 1
    page.add_meeting()
    dialog = the(page, MeetingDialog)
    dialog.date.setText("19/12/2025")
    dialog.accept()
    assert page.meeting is not None and page.meeting.votes_on_awards
    page.votes.raise_hands()
    dialog = the(page, HandsDialog)
    dialog.inputs["subject"].setText("Thông qua báo cáo")
    dialog.accept()
    assert "Chưa ghi" in dialog.problem.text()
    dialog.reject()
    page.attendance.fill()
    assert page.attendance.people.rows_model.rowCount() == 9
    page.votes.raise_hands()
    dialog = the(page, HandsDialog)
    dialog.inputs["subject"].setText("Thông qua báo cáo")
    dialog.accept()
    assert [one.agree for one in full_book.meetings.hands(page.meeting.key)] == [9]


def test_a_substitute_needs_a_paper(held: Book, window_on: WindowOn) -> None:
    page = page_on(window_on(held))
    page.list.select_key("h4")
    page.attendance.people.select_key("h4.td")
    page.attendance.edit_line()
    dialog = the(page, AttendeeDialog)
    dialog.paper.setText("")
    dialog.accept()
    assert dialog.isVisible() and "ủy quyền" in dialog.problem.text()


def test_a_ballot_is_prepared_counted_refused_and_corrected(held: Book, window_on: WindowOn) -> None:
    page = page_on(window_on(held))
    page.list.select_key("h4")
    page.ballots.prepare()
    dialog = the(page, BallotDialog)
    dialog.purpose.setCurrentIndex(dialog.purpose.findData("deputy"))
    dialog.purpose.activated.emit(0)
    assert dialog.name.value() == "Giới thiệu đơn vị Phó Trưởng khối năm 2026"
    assert dialog.rule.currentData() == "bau-pho"
    dialog.tick(("tk", "hnd"))
    dialog.tellers.setPlainText(BOARD)
    dialog.accept()
    prepared = held.ballots.of("h4")[-1]
    assert [one.key for one in prepared.candidates] == ["tk", "hnd"]
    page.ballots.ballots.select_key(prepared.key)
    page.ballots.count()
    count = the(page, CountDialog)
    assert count.numbers["issued"].text() == "8"
    assert count.first.text() == "Chốt kết quả kiểm phiếu"
    fill(count.numbers, printed=9, unused=1, collected=9, valid=8, invalid=1)
    count.tally["tk"][0].setText("5")
    count.tally["hnd"][0].setText("3")
    count.accept()
    assert "Số phiếu thu về 9 nhiều hơn số phiếu phát ra 8" in count.problem.text()
    fill(count.numbers, collected=8, invalid=0)
    count.accept()
    result = held.ballots.result(prepared.key)
    assert result is not None and result.chosen == ("tk",)
    page.ballots.count()
    again = the(page, CountDialog)
    again.accept()
    assert "lý do" in again.problem.text()
    again.tally["tk"][0].setText("4")
    again.tally["hnd"][0].setText("4")
    again.reason.setPlainText("Đọc lại tập phiếu")
    again.accept()
    assert "bằng phiếu" in page.ballots.ballot_open.text() or "chưa chọn được" in page.ballots.ballot_open.text()


def test_a_threshold_that_is_not_certain_is_chosen_by_a_person(held: Book, window_on: WindowOn) -> None:
    spec = {"way": "acclaim", "op": "ge", "percent": 90, "base": "all-members", "written": "count"}
    other = Rule("phieu-co-khac", "vote/1", "award:CO_TINH", cite="Điều 1", spec=spec)
    held.regulations.adopt(2025, Regulation("kem", "Quy chế kèm"), [other], beside=True)
    page = page_on(window_on(held))
    page.list.select_key("h4")
    dialog = BallotDialog(page.session, "h4", parent=page)
    dialog.show()

    def choose(award: str) -> str | None:
        dialog.award.setCurrentIndex(dialog.award.findData(award))
        dialog.award.activated.emit(0)
        return dialog.rule.currentData()

    several = [key for key in map(dialog.award.itemData, range(dialog.award.count())) if choose(key) is None]
    certain = [key for key in map(dialog.award.itemData, range(dialog.award.count())) if choose(key) is not None]
    assert several and certain
    for before in certain:
        choose(before)
        assert choose(several[0]) is None, "what an award before had is not kept"
    offered = [dialog.rule.itemText(place) for place in range(dialog.rule.count())]
    assert len(set(offered)) == len(offered), "each says for which award it is"
    assert dialog.rule.placeholderText() == "Chọn tỷ lệ cần đạt"
    dialog.tick(("vpub",))
    dialog.tellers.setPlainText(BOARD)
    before_count = len(held.ballots.of("h4"))
    dialog.accept()
    assert "không nói rõ nội dung này theo tỷ lệ nào" in dialog.problem.text()
    assert len(held.ballots.of("h4")) == before_count
    wanted = dialog.rule.itemData(dialog.rule.count() - 1)
    dialog.rule.setCurrentIndex(dialog.rule.count() - 1)
    dialog.accept()
    assert held.ballots.of("h4")[-1].rule.cite == held.ballots.rules("h4", "acclaim")[wanted].cite


def test_a_count_not_written_is_named(held: Book, window_on: WindowOn) -> None:
    page = page_on(window_on(held))
    page.list.select_key("h4")
    dialog = CountDialog(page.session, held.ballots.get("p4"), "record", parent=page)
    dialog.show()
    fill(dialog.numbers, printed=9, issued=8, exchanged=0, unused=1, collected=8, valid=8)
    dialog.accept()
    assert dialog.problem.text() == "Chưa ghi số ở ô “Không hợp lệ”; không có thì ghi 0."
    fill(dialog.numbers, invalid=0)
    dialog.accept()
    assert dialog.problem.text().startswith("Chưa ghi số ở ô “Thống kê tỉnh Sông Lành: Số phiếu chọn”")
    dialog.reject()


def test_a_correction_says_that_it_takes_the_prepared_round_away(held: Book, window_on: WindowOn) -> None:
    prepare = held.ballots.prepare
    prepare(
        "h4", "elect", "Chọn hai", ["tk", "hnd", "td"], purpose="deputy", seats=2, tellers=BOARD.split("\n"), key="x"
    )
    votes = {"tk": Tally(6), "hnd": Tally(5), "td": Tally(5)}
    held.ballots.record("x", Record(9, 8, 0, 1, 8, 8, 0, votes, {2: 8}))
    page = page_on(window_on(held))
    page.list.select_key("h4")
    tab = page.ballots
    tab.ballots.select_key("x")
    tab.second_round()
    tab.ballots.select_key("x")
    # buttons of the tab, which are no acts of the page
    assert "Lượt 2 đã chuẩn bị." in tab.ballot_open.text() and not tab._round.isEnabled()
    tab.count()
    dialog = the(page, CountDialog)
    dialog.tally["hnd"][0].setText("6")
    dialog.tally["td"][0].setText("4")
    dialog.reason.setPlainText("Cộng nhầm")
    dialog.accept()
    assert "Lượt 2 đã chuẩn bị không còn căn cứ" in page.window().message_bar.text()
    assert [one.round for one in held.ballots.of("h4") if one.title == "Chọn hai"] == [1]
    held.store.undo()
    (later,) = [one for one in held.ballots.of("h4") if one.earlier == "x"]
    held.ballots.record(later.key, Record(8, 8, 0, 0, 8, 8, 0, {"hnd": Tally(5), "td": Tally(3)}, {1: 8}))
    page.refresh()
    tab.ballots.select_key("x")
    assert "không sửa được nữa" in tab.ballot_open.text()
    # buttons of the tab, which are no acts of the page
    assert not tab._count.isEnabled() and not tab._again.isEnabled()


def test_all_open_seats_are_decided_at_once(held: Book, window_on: WindowOn) -> None:
    names, board = ["tk", "hnd", "td"], BOARD.split("\n")
    held.ballots.prepare("h4", "elect", "Chọn hai", names, purpose="deputy", seats=2, tellers=board, key="x")
    record = Record(8, 8, 0, 0, 8, 8, 0, {"tk": Tally(3), "hnd": Tally(3), "td": Tally(2)}, {1: 8})
    held.ballots.record("x", record)
    held.ballots.second_round("x", new_key="x2")
    held.ballots.record("x2", record)
    (question,) = [one for one in held.decisions.open_questions(2025) if one.key == "ballot.open_seat"]
    page = page_on(window_on(held))
    dialog = QuestionDialog(page.session, question, parent=page)
    dialog.show()
    dialog.reason.setPlainText("Trưởng khối và Phó Trưởng khối thống nhất")
    for place in range(3):
        dialog.list.item(place).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    assert dialog.problem.text() == "Đã chọn 3, chỉ còn 2 chỗ. Bỏ dấu chọn bớt."
    dialog.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    chosen = dialog.choice()
    dialog.accept()
    result = held.ballots.result("x2")
    assert result is not None and sorted(result.chosen) == sorted(chosen) and result.open_seats == 0  # type: ignore[arg-type]


def test_people_stand_on_the_paper_of_the_award_they_are_proposed_for(held: Book, window_on: WindowOn) -> None:
    person = held.members.person_of("ttr", "Đỗ Quế Chi")
    held.awards.propose(2025, "BK_TINH", "ttr", person=person)
    page = page_on(window_on(held))
    page.list.select_key("h4")
    dialog = BallotDialog(page.session, "h4", parent=page)
    units = dialog.keys_shown()
    assert person not in units
    for award, listed in (("BK_TINH", True), ("CO_TINH", False), ("BK_TINH", True)):
        dialog.award.setCurrentIndex(dialog.award.findData(award))
        dialog.award.activated.emit(0)
        assert (person in dialog.keys_shown()) is listed
    assert dialog.keys_shown() == [*units, person]
    dialog.tick((person,))
    assert dialog.ticked() == [(person, "Đỗ Quế Chi, Thanh tra tỉnh")]
    dialog.tellers.setPlainText(BOARD)
    dialog.accept()
    (candidate,) = held.ballots.of("h4")[-1].candidates
    assert (candidate.unit, candidate.person) == ("ttr", person)


def test_a_title_no_catalogue_names_is_told_and_never_shown_by_its_code(empty_book: Book, window_on: WindowOn) -> None:
    """With the starter the paper has names; with rules of votes alone the dialog says where names come from."""
    book = empty_book
    book.meetings.put(YEAR, "closing", "Hội nghị tổng kết", date=f"{YEAR}-12-19", key="hn")
    window = window_on(book)
    head, rules = book.regulations.pack(STARTER).regulation, book.regulations.pack(STARTER).rules
    bare = [rule for rule in rules if rule.kind != "title/1"]
    for adopted, names in ((bare, 0), (rules, 2)):
        book.regulations.adopt(YEAR, replace(head, key=f"r{names}", name=f"Quy chế {names}"), adopted)
        dialog = BallotDialog(window.session, "hn", parent=window)
        dialog.show()
        offered = [dialog.award.itemText(place) for place in range(dialog.award.count())]
        assert len(offered) == 2 and not any("_TINH" in text for text in (*offered, dialog.name.value()))
        assert dialog.strange.isVisible() is (names == 0)
        assert ("Dùng thêm bên cạnh" in dialog.strange.text()) and bool(dialog.name.value()) is (names == 2)
        dialog.reject()


def test_what_was_said_and_agreed_is_asked_for_again_as_it_stands(held: Book, window_on: WindowOn) -> None:
    page = page_on(window_on(held))
    page.list.select_key("h4")
    before = {one.key for one in held.meetings.opinions("h4")}
    page.votes.speak()
    dialog = the(page, OpinionDialog)
    dialog.accept()
    assert "Ghi nội dung" in dialog.problem.text()
    dialog.inputs["text"].setPlainText("Đồng ý với báo cáo")
    dialog.accept()
    (said,) = [one for one in held.meetings.opinions("h4") if one.key not in before]
    assert (said.unit, said.name, said.text) == (None, None, "Đồng ý với báo cáo")
    again = OpinionDialog(page.session, "h4", said, page)
    again.inputs["name"].setText("Lò Thị Ban")
    again.accept()
    (said,) = [one for one in held.meetings.opinions("h4") if one.key not in before]
    assert (said.name, said.text) == ("Lò Thị Ban", "Đồng ý với báo cáo")
    task = TaskDialog(page.session, "h4", page)
    task.inputs["title"].setText("Gửi báo cáo bổ sung")
    task.accept()
    (agreed,) = [row for row in held.store.rows("work", meeting="h4") if row["title"] == "Gửi báo cáo bổ sung"]
    assert (agreed["unit"], agreed["due_on"]) == (None, None)


def test_no_button_of_voting_says_agree(held: Book, window_on: WindowOn) -> None:
    page = page_on(window_on(held))
    page.list.select_key("h4")
    ballot = held.ballots.get("p1")
    for dialog in (
        CountDialog(page.session, ballot, "correct", parent=page),
        BallotDialog(page.session, "h4", parent=page),
        HandsDialog(page.session, "h4", parent=page),
    ):
        assert dialog.first.text() in ("Ghi nhận", "Chốt kết quả kiểm phiếu")
        dialog.reject()


def test_reading_aloud_keeps_nothing_but_sums(held: Book, window_on: WindowOn) -> None:
    page = page_on(window_on(held))
    page.list.select_key("h4")
    dialog = CountDialog(page.session, held.ballots.get("p2"), "record", parent=page)
    dialog.show()
    before = held.store.last_seq
    dialog.read_aloud()
    window = the(page, LiveTally)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return):
        QTest.keyClick(window, key)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return):
        QTest.keyClick(window, key)
    assert "quá" in window.problem.text() or "nhiều hơn" in window.problem.text()
    QTest.keyClick(window, Qt.Key.Key_K)
    kept = set(type(window.running).__slots__)
    assert kept == {"candidates", "choose", "blank_valid", "valid", "invalid", "agree", "disagree", "marks"}
    window.hand_over()
    numbers = {name: field.text() for name, field in dialog.numbers.items()}
    assert (numbers["collected"], numbers["valid"], numbers["invalid"]) == ("4", "3", "1")
    assert dialog.tally["btc"][0].text() == "1" and dialog.tally["mttq"][0].text() == "2"
    assert held.store.last_seq == before
    dialog.reject()


def test_while_read_aloud_enter_presses_the_button_the_keyboard_is_on(held: Book, window_on: WindowOn) -> None:
    """Seen failing: on "Không hợp lệ (K)", "Lấy số này" and "Đóng" Enter took the ballot as it lay there."""
    page = page_on(window_on(held))
    window = LiveTally(held.ballots.get("p2"), page)
    window.show()
    window.activateWindow()
    took: list[object] = []
    window.finished_reading.connect(took.append)

    def enter_on(text: str) -> None:
        for _ in range(6):
            now = window.focusWidget()
            if isinstance(now, QPushButton) and now.text() == text:
                break
            QTest.keyClick(now or window, Qt.Key.Key_Tab)
        assert now is not None
        QTest.keyClick(now, Qt.Key.Key_Return)

    QTest.keyClick(window, Qt.Key.Key_1)
    enter_on("Không hợp lệ (K)")
    assert (window.running.valid, window.running.invalid) == (0, 1)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_1)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert (window.running.valid, window.running.invalid) == (1, 1), "after a ballot Enter takes the next one"
    spoilt = next(one for one in window.findChildren(QPushButton) if one.text() == "Không hợp lệ (K)")
    QTest.mouseClick(spoilt, Qt.MouseButton.LeftButton)
    assert window.running.invalid == 2 and window.focusWidget() is window.take_button
    enter_on("Lấy số này")
    assert took == [window.running] and window.running.read == 3 and not window.isVisible()


def test_the_second_teller_sees_nothing_and_differences_are_settled(held: Book, window_on: WindowOn) -> None:
    held.people.add("Đỗ Quế Chi", key="first")
    held.people.add("Phạm Thu Mộc", key="second")
    held.people.sign_in("first")
    record = held.ballots.get("p4").count.record  # type: ignore[union-attr]
    held.ballots.correct("p4", record, "Ghi tên người nhập")
    page = page_on(window_on(held))
    page.list.select_key("h4")
    page.ballots.ballots.select_key("p4")
    page.ballots.recount()
    assert "không phải" in page.window().message_bar.text() or "người khác" in page.window().message_bar.text()
    held.people.sign_in("second")
    page.ballots.recount()
    count = the(page, CountDialog)
    page.refresh()
    assert page.ballots.outcomes.rows_model.rowCount() == 0
    assert all(not one[0].text() for one in count.tally.values())
    fill(count.numbers, printed=9, exchanged=0, unused=1, collected=8, valid=8, invalid=0)
    count.tally["tk"][0].setText("4")
    count.tally["hnd"][0].setText("4")
    count.accept()
    page.ballots.recount()
    settle = the(page, SettleDialog)
    assert set(settle.right) == {"tally/tk/agree", "tally/hnd/agree", "marks/1"}
    fill(settle.right, **{"tally/tk/agree": 4, "tally/hnd/agree": 4, "marks/1": 8})
    settle.accept()
    found = held.ballots.get("p4").count
    assert found is not None and found.record.tally == {"tk": Tally(4), "hnd": Tally(4)}


def test_a_second_count_whose_teller_has_left_is_given_up(held: Book, window_on: WindowOn) -> None:
    held.people.add("Đỗ Quế Chi", key="first")
    held.people.add("Phạm Thu Mộc", key="second")
    held.people.sign_in("first")
    record = held.ballots.get("p4").count.record  # type: ignore[union-attr]
    held.ballots.correct("p4", record, "Ghi tên người nhập")
    held.ballots.recount.begin("p4", "second")
    page = page_on(window_on(held))
    page.list.select_key("h4")
    page.ballots.ballots.select_key("p4")
    page.ballots.recount()
    dialog = the(page, ReasonDialog)
    assert any("Phạm Thu Mộc đang đếm lần hai" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reason.setPlainText("Chuyển công tác")
    dialog.accept()
    assert held.ballots.recount.of("p4") is None and held.ballots.get("p4").count is not None


def test_papers_open_for_this_meeting_and_ballot(held: Book, window_on: WindowOn) -> None:
    window = window_on(held)
    page = page_on(window)
    page.list.select_key("h4")
    page.ballots.ballots.select_key("p4")
    page.ballots.print_paper("bien-ban-kiem-phieu")
    papers: Any = window.page("papers")
    assert papers.kind is not None and papers.kind.key == "bien-ban-kiem-phieu"
    assert papers.chosen() == {"meeting": "h4", "ballot": "p4"}
    papers.make()
    assert papers.content is not None and papers.content.startswith(b"%PDF")
    assert held.years.find(YEAR) is not None
