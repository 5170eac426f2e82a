"""The practice year lived in one window with mouse and keys, page by page, every result looked up in the book.

Nothing here calls a page's acts: buttons are pressed, lines are chosen, fields are typed into or pasted into
(Vietnamese comes by the clipboard, as from an input method it comes whole).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from models.book.book import Book, create_book, open_book
from models.book.scoring.rows import SheetAt
from models.keeping import seal
from models.keeping.verify import verify
from tests.book import practice, practice_awards
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, YEAR
from ui.awards.dialogs import ProposalDialog
from ui.base.session import Session
from ui.closing.dialogs import CloseYearDialog
from ui.closing.handover import HandOverDialog
from ui.kit.line_dialog import LineDialog
from ui.kit.reason_dialog import ReasonDialog
from ui.leadership.term import TermDialog
from ui.meetings.ballot import BallotDialog
from ui.meetings.count import CountDialog
from ui.meetings.dialogs import AttendeeDialog, HandsDialog, MeetingDialog
from ui.papers.figures import FiguresDialog
from ui.regulation.deadline import DeadlineDialog
from ui.regulation.question import QuestionDialog
from ui.units.unit import LeaveDialog
from ui.window.app import prepare
from ui.window.main_window import MainWindow

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
BOARD = "Dương Thị Mận\nTrịnh Hải Đường\nChu Thị Thanh Yên"
Kind = TypeVar("Kind", bound=QWidget)


@dataclass
class Hand:
    """A person at the window: goes to pages, presses buttons, types."""

    window: MainWindow

    @property
    def book(self) -> Book:
        return self.window.session.book

    def go(self, page: str) -> Any:
        """Choose a page in the left column."""
        column = self.window.frame.navigation
        QTest.mouseClick(column.viewport(), LEFT, pos=column.box_of(page).center())
        QApplication.processEvents()
        assert self.window.shown == page
        return self.window.page(page)

    def press(self, within: QWidget, text: str) -> None:
        """Press the visible button that says so; an empty page may offer it twice."""
        found = [
            one
            for one in within.findChildren(QPushButton)
            if one.isVisible() and text in (one.text().replace("&", ""), one.accessibleName())
        ]
        assert found and found[0].isEnabled(), text
        QTest.mouseClick(found[0], LEFT)
        QApplication.processEvents()

    def turn(self, tabs: QTabWidget, title: str) -> None:
        """Turn to a tab."""
        bar = tabs.tabBar()
        QTest.mouseClick(bar, LEFT, pos=bar.tabRect(tab_titles(tabs).index(title)).center())
        QApplication.processEvents()

    def dialog(self, kind: type[Kind]) -> Kind:
        QApplication.processEvents()
        (found,) = [one for one in self.window.findChildren(kind) if one.isVisible()]
        return found

    def write(self, field: QLineEdit | QPlainTextEdit | QTextEdit, text: str) -> None:
        """Replace what a field holds: ASCII is typed, the rest pasted."""
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, CTRL)
        if text.isascii() and "\n" not in text:
            QTest.keyClicks(field, text)
        else:
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(field, Qt.Key.Key_V, CTRL)

    def pick(self, box: QComboBox, data: object) -> None:
        """Choose an entry of a box by the keyboard."""
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentData() == data:
                return
            QTest.keyClick(box, Qt.Key.Key_Down)
        raise AssertionError(f"{data} is not offered")

    def tick(self, listed: QListWidget, keys: set[str]) -> None:
        """Tick exactly these lines by the keyboard."""
        listed.setFocus()
        for place in range(listed.count()):
            item = listed.item(place)
            if (item.checkState() == Qt.CheckState.Checked) != (item.data(Qt.ItemDataRole.UserRole) in keys):
                listed.setCurrentRow(place)
                QTest.keyClick(listed, Qt.Key.Key_Space)

    def accept(self, dialog: Any) -> None:
        """Press the dialog's first button; it is gone when the act passed."""
        QTest.mouseClick(dialog.first, LEFT)
        QApplication.processEvents()

    def undo(self) -> None:
        self.window.activateWindow()
        QApplication.processEvents()
        QTest.keyClick(self.window, Qt.Key.Key_Z, CTRL)
        QApplication.processEvents()


def tab_titles(tabs: QTabWidget) -> list[str]:
    return [tabs.tabText(place) for place in range(tabs.count())]


@pytest.fixture(scope="module")
def begun_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice year with its points in and nothing decided, made once."""
    path = tmp_path_factory.mktemp("begun") / "khoi.sokhoi"
    with create_book(path, DATA["bloc"]["name"], clock=Clock("2025-12-19"), key_source=keys()) as book:
        practice.build(book)
        practice_awards.background(book, DATA)
        for raw in DATA["units"]:
            if "head" in raw:
                book.members.put_post(practice.unit_key(raw["id"]), "head", *raw["head"][:2], from_date="2019-01-01")
    return path


@pytest.fixture
def hand(begun_file: Path, tmp_path: Path, qapp: QApplication, qtbot: Any) -> Iterator[Hand]:
    prepare(qapp)
    path = Path(shutil.copy(begun_file, tmp_path / "khoi.sokhoi"))
    clock = Clock("2025-12-19")
    book = open_book(path, clock=clock, key_source=keys(9000), backup_folder=tmp_path / "luu")
    window = MainWindow(Session(book))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield Hand(window)
    window.session.close()
    book.close()


def test_the_year_is_lived_in_the_window(hand: Hand, tmp_path: Path) -> None:
    tick_a_task(hand)
    let_a_unit_leave(hand)
    put_a_deadline(hand)
    register_a_unit(hand)
    add_a_task(hand)
    name_the_leaders(hand)
    enter_and_paste_points(hand)
    answer_the_question(hand)
    hold_the_conference(hand)
    part_the_equals(hand)
    propose_a_unit(hand)
    look_at_papers(hand)
    compare_figures(hand)
    read_the_journal(hand)
    close_the_year(hand)
    hand_the_book_over(hand, tmp_path / "nguoi-nhan.sokhoi")


def tick_a_task(hand: Hand) -> None:
    """Trang đầu: one task of the next days is done."""
    page = hand.go("home")
    soon = hand.book.tasks.agenda(YEAR).soon[0]
    hand.press(page, f"Xong: {soon.title}")
    assert hand.book.tasks.get(YEAR, soon.key).done_on == "2025-12-19"


def let_a_unit_leave(hand: Hand) -> None:
    """Đơn vị: one leaves from a day on; taken back, it is a member as before."""
    page = hand.go("members")
    before = hand.book.store.canonical()
    page.table.select_key("hnd")
    hand.press(page, "Thôi tham gia từ ngày…")
    dialog: Any = hand.dialog(LeaveDialog)
    hand.write(dialog.inputs["on"], "1/12/2025")
    hand.write(dialog.inputs["decision"], "Quyết định số 12/QĐ-UBND")
    hand.accept(dialog)
    (left,) = [one for one in hand.book.members.roster(YEAR) if one.key == "hnd"]
    assert left.to_date == "2025-11-30"
    hand.undo()
    assert hand.book.store.canonical() == before


def put_a_deadline(hand: Hand) -> None:
    """Quy chế, hạn: a day by which something is due."""
    page = hand.go("regulation")
    hand.turn(page.tabs, next(one for one in tab_titles(page.tabs) if "ạn" in one))
    hand.press(page, "Thêm hạn…")
    dialog: Any = hand.dialog(DeadlineDialog)
    hand.write(dialog.inputs["name"], "Báo cáo thành tích")
    hand.write(dialog.inputs["due_on"], "10/12/2025")
    hand.accept(dialog)
    assert ("Báo cáo thành tích", "2025-12-10") in {(one.name, one.due_on) for one in hand.book.years.deadlines(YEAR)}


def register_a_unit(hand: Hand) -> None:
    """Đăng ký: a registration is written, taken back, and written again."""
    page = hand.go("registration")
    hand.turn(page.tabs, "Đăng ký")
    for again in (True, False):
        hand.press(page, "Thêm…")
        dialog: Any = hand.dialog(LineDialog)
        hand.pick(dialog.inputs["unit"], "vpub")
        hand.write(dialog.inputs["on"], "10/3/2025")
        hand.accept(dialog)
        assert hand.book.registration.of(YEAR, "vpub").received_on == "2025-03-10"
        if again:
            hand.undo()
            assert hand.book.registration.of(YEAR, "vpub").received_on is None


def add_a_task(hand: Hand) -> None:
    """Theo dõi: a task of the year is written."""
    page = hand.go("following")
    hand.turn(page.tabs, "Nhiệm vụ")
    hand.press(page, "Thêm…")
    dialog: Any = hand.dialog(LineDialog)
    hand.write(dialog.inputs["title"], "Rà soát mô hình, điển hình")
    hand.accept(dialog)
    (work,) = hand.book.following.works(YEAR)
    assert work.title == "Rà soát mô hình, điển hình"


def name_the_leaders(hand: Hand) -> None:
    """Luân phiên: this year's head, and next year's with the reason the rule asks for."""
    page = hand.go("leadership")
    for year, unit in ((YEAR, "ttr"), (YEAR + 1, "mttq")):
        hand.press(page, "Ghi nhiệm kỳ…")
        dialog: Any = hand.dialog(TermDialog)
        hand.write(dialog.year.lineEdit(), str(year))
        hand.pick(dialog.role, "head")
        hand.pick(dialog.unit, unit)
        if dialog.deviation.isVisible():
            hand.write(dialog.deviation, "Hội nghị thống nhất")
        hand.accept(dialog)
        head = hand.book.leadership.head(year)
        assert head is not None and head.unit == unit


def enter_and_paste_points(hand: Hand) -> None:
    """Chấm điểm: a point by keys, two cells pasted; both taken back, one kept."""
    page = hand.go("scores")
    before = hand.book.store.canonical()
    page.grid.stand("skhdt", "i.1")
    QTest.keyClick(page.grid, "9")
    editor = page.grid.viewport().findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, ",5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    cells = hand.book.scores.sheet(SheetAt(YEAR, "skhdt", "self")).cells
    assert cells["i.1"].cell.stated["base"] == Fraction("9.5")
    page.grid.stand("skhdt", "i.1")
    QGuiApplication.clipboard().setText("8\t7,25")
    QTest.keyClick(page.grid, Qt.Key.Key_V, CTRL)
    QApplication.processEvents()
    cells = hand.book.scores.sheet(SheetAt(YEAR, "skhdt", "self")).cells
    assert [cells[node].cell.stated["base"] for node in ("i.1", "i.2")] == [8, Fraction("7.25")]
    hand.undo()
    hand.undo()
    assert hand.book.store.canonical() == before


def hold_the_conference(hand: Hand) -> None:
    """Hội nghị: everybody is there but one, who sent a letter; the report is adopted by hands."""
    page = hand.go("meetings")
    hand.press(page, "Thêm hội nghị…")
    meeting: Any = hand.dialog(MeetingDialog)
    hand.pick(meeting.kind, "closing")
    hand.write(meeting.date, "19/12/2025")
    hand.accept(meeting)
    (held,) = hand.book.meetings.all(YEAR)
    hand.turn(page.tabs, "Đại biểu")
    hand.press(page, "Ghi đủ thành viên")
    line = next(one for one in hand.book.meetings.attendance.all(held.key) if one.unit == "td")
    page.attendance.people.select_key(line.key)
    hand.press(page, "Sửa dòng…")
    attendee: Any = hand.dialog(AttendeeDialog)
    hand.pick(attendee.capacity, "written")
    hand.write(attendee.paper, "Công văn số 212-CV/TĐTN-BTG")
    hand.accept(attendee)
    counted = hand.book.meetings.attendance.count(held.key)
    assert (counted.members, counted.present, counted.written) == (9, 8, 1)
    assert "đủ điều kiện xét khen thưởng" in page.attendance.quorum.text()
    hand.turn(page.tabs, "Biểu quyết, ý kiến")
    hand.press(page, "Biểu quyết giơ tay…")
    hands: Any = hand.dialog(HandsDialog)
    hand.write(hands.inputs["subject"], "Thông qua báo cáo tổng kết")
    hand.write(hands.inputs["agree"], "7")
    hand.write(hands.inputs["against"], "1")
    hand.accept(hands)
    (vote,) = hand.book.meetings.hands(held.key)
    assert vote.result is not None and vote.result.outcome.percent_shown == "87,50"


def part_the_equals(hand: Hand) -> None:
    """Bỏ phiếu kín: a count that cannot be is refused in words, then the real one parts the fourth place."""
    page = hand.go("meetings")
    (held,) = hand.book.meetings.all(YEAR)
    hand.turn(page.tabs, "Bỏ phiếu kín")
    hand.press(page, "Chuẩn bị bỏ phiếu…")
    paper: Any = hand.dialog(BallotDialog)
    hand.pick(paper.purpose, "tie")
    hand.tick(paper.names, {"btc", "mttq"})
    hand.write(paper.tellers, BOARD)
    hand.accept(paper)
    (ballot,) = hand.book.ballots.of(held.key)
    assert (ballot.purpose, {one.key for one in ballot.candidates}) == ("tie", {"btc", "mttq"})
    page.ballots.ballots.select_key(ballot.key)
    hand.press(page, "Kết quả kiểm phiếu…")
    count: Any = hand.dialog(CountDialog)
    for name, number in (("printed", 9), ("unused", 1), ("collected", 8), ("valid", 9), ("invalid", 0)):
        hand.write(count.numbers[name], str(number))
    hand.write(count.tally["btc"][0], "3")
    hand.write(count.tally["mttq"][0], "5")
    hand.accept(count)
    assert count.isVisible() and "9" in count.problem.text()
    assert not hand.book.ballots.get(ballot.key).counted
    hand.write(count.numbers["valid"], "8")
    hand.accept(count)
    result = hand.book.ballots.result(ballot.key)
    assert result is not None and result.chosen == ("mttq",)
    places = {place.unit: place.rank for place in hand.book.standing.ranking(YEAR).places}
    assert (places["mttq"], places["btc"]) == (4, 5)


def answer_the_question(hand: Hand) -> None:
    """Câu hỏi và quyết định: the order of the two equals is decided, seen in the ranking, and taken back: they vote."""
    page = hand.go("decisions")
    asked = next(one for one in hand.book.decisions.open_questions(YEAR) if one.key == "rank.tie")
    page.questions.select_key((asked.key, asked.subject))
    hand.press(page, "Ghi quyết định…")
    dialog: Any = hand.dialog(QuestionDialog)
    hand.press(dialog, "Xuống")
    hand.accept(dialog)
    hand.write(dialog.reason, "Hội nghị thống nhất")
    hand.accept(dialog)
    order = [one.key for one in asked.options]
    (decision,) = [one for one in hand.book.decisions.all(YEAR) if one.question == "rank.tie"]
    assert decision.choice == [order[1], order[0]]
    place = hand.book.standing.ranking(YEAR).place(order[1])
    assert place is not None and place.rank == 4 and not place.waiting
    hand.undo()
    assert asked in hand.book.decisions.open_questions(YEAR)


def propose_a_unit(hand: Hand) -> None:
    """Khen thưởng: the one list that ranks and quota allow, then a line by hand that nobody may propose twice."""
    page = hand.go("awards")
    hand.press(page, "Thêm đề nghị…")
    dialog: Any = hand.dialog(ProposalDialog)
    hand.pick(dialog.who.unit, "ttr")
    hand.accept(dialog)
    (line,) = hand.book.awards.proposals(YEAR)
    assert (line.unit, line.status) == ("ttr", "proposed")
    hand.press(page, "Thêm đề nghị…")
    again: Any = hand.dialog(ProposalDialog)
    hand.pick(again.who.unit, "ttr")
    hand.accept(again)
    assert again.isVisible() and again.problem.text()
    again.reject()
    assert len(hand.book.awards.proposals(YEAR)) == 1


def look_at_papers(hand: Hand) -> None:
    """Văn bản: the minutes of counting and the ranking are shown as they will be printed."""
    page = hand.go("papers")
    for paper in ("bien-ban-kiem-phieu", "xep-hang"):
        page.content = None
        tree, line = page.list.tree, page.list.items[paper]
        tree.scrollToItem(line)
        QTest.mouseClick(tree.viewport(), LEFT, pos=tree.visualItemRect(line).center())
        for _ in range(100):
            if page.content is not None:
                break
            QTest.qWait(20)
        assert page.kind.key == paper and page.problem.text() == ""
        assert page.content is not None and page.content.startswith(b"%PDF") and page.preview.pages >= 1


def compare_figures(hand: Hand) -> None:
    """Thống kê: figures typed elsewhere stand beside what their counts give."""
    page = hand.go("statistics")
    hand.press(page, "Đối chiếu bảng số liệu…")
    dialog: Any = hand.dialog(FiguresDialog)
    hand.write(dialog.name, "Xếp loại năm 2022")
    hand.write(dialog.rows, "HTXS\t7\t18,42\t38\nHTT\t26\t68,42\t38\nHT\t5\t13,76\t39")
    hand.accept(dialog)
    (table,) = hand.book.statistics.figures(YEAR)
    assert {fault.code for fault in table.faults} == {"statistics.base", "statistics.rate", "statistics.sum"}


def read_the_journal(hand: Hand) -> None:
    """Nhật ký: every act of this sitting is there in words, with what was undone."""
    page = hand.go("journal")
    bar = page.table.verticalScrollBar()
    for _ in range(hand.book.store.last_seq):
        if page.more.isHidden():
            break
        bar.setValue(bar.maximum())
        QTest.qWait(1)
    lines = page.table.rows_model.rows
    assert len(lines) == hand.book.store.last_seq
    assert all(line.text for line in lines) and any(line.undone for line in lines)


def close_the_year(hand: Hand) -> None:
    """Khóa sổ: closed with what is open, opened again for a reason, closed for good; points are refused in words."""
    page = hand.go("closing")
    for reopened in (True, False):
        hand.press(page, f"Khóa sổ năm {YEAR}…")
        hand.accept(hand.dialog(CloseYearDialog))
        assert hand.book.years.get(YEAR).state == "closed"
        if reopened:
            hand.press(page, f"Mở lại năm {YEAR}…")
            reason: Any = hand.dialog(ReasonDialog)
            hand.write(reason.reason, "Tỉnh gửi số chính thức")
            hand.accept(reason)
            assert hand.book.years.get(YEAR).state == "open"
    assert all(check.ok for check in seal.check(hand.book)) and len(hand.book.closing.seals(YEAR)) == 2
    scores, before = hand.go("scores"), hand.book.store.canonical()
    scores.grid.stand("skhdt", "i.1")
    QTest.keyClick(scores.grid, "9")
    editor = scores.grid.viewport().findChild(QLineEdit)
    if editor is not None:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert hand.book.store.canonical() == before


def hand_the_book_over(hand: Hand, target: Path) -> None:
    """Bàn giao: the copy is written, this book is to be looked at; the copy is sound and bears the same code."""
    page = hand.go("closing")
    hand.press(page, "Bàn giao…")
    dialog: Any = hand.dialog(HandOverDialog)
    hand.pick(dialog.unit, "mttq")
    hand.write(dialog.place.path, str(target))
    hand.accept(dialog)
    pending = hand.book.closing.pending()
    assert pending is not None and (pending.to_unit, pending.to_person) == ("mttq", "Phan Thị Sen")
    with open_book(target, read_only=True) as copy:
        found = copy.closing.pending()
        assert found is not None and found.code == pending.code
        assert copy.store.canonical() == hand.book.store.canonical() and verify(copy.store).ok
