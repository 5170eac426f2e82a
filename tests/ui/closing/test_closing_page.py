"""The page "Khóa sổ, bàn giao": which acts are offered when, and the way from closing to receiving in the window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.book.book import Book, open_book
from models.book.closing.closing import Custody
from models.book.year.years import Period
from models.keeping import handover
from models.keeping.copies import Comparison
from tests.book import practice_closing
from tests.book.conftest import Clock, keys
from tests.book.practice import YEAR
from ui.closing.dialogs import CloseYearDialog, CopyAgainDialog
from ui.closing.first_page import LEADS, FirstPageDialog, parts
from ui.closing.forks import ForkDialog
from ui.closing.handover import HandOverDialog, ReceiveDialog
from ui.closing.next_year import NextYearDialog
from ui.closing.page import ClosingPage
from ui.kit.reason_dialog import ReasonDialog
from ui.window.desk import Desk
from ui.window.main_window import MainWindow
from ui.words import closing_words, messages
from ui.words.keeping import forks as fork_words

WindowOn = Callable[[Book], MainWindow]
DialogOf = Callable[..., object]


@pytest.fixture
def book(practice_file: Path, tmp_path: Path) -> Iterator[Book]:
    """A copy of the practice bloc with its leaders, on the day of the handover."""
    path = Path(shutil.copy(practice_file, tmp_path / "so.sokhoi"))
    one = open_book(path, clock=Clock("2026-01-16"), key_source=keys(30_000))
    practice_closing.leaders(one)
    yield one
    one.close()


def page_of(window: MainWindow) -> ClosingPage:
    window.session.choose_year(YEAR)
    window.go("closing")
    page = window.page("closing")
    assert isinstance(page, ClosingPage)
    return page


def offered(page: ClosingPage) -> list[str]:
    return [action.text() for action in page.acts() if action.isVisible() and action.property("button")]


def test_an_open_year_is_closed(book: Book, window_on: WindowOn, dialog_of: DialogOf) -> None:
    page = page_of(window_on(book))
    assert offered(page) == [f"Khóa sổ năm {YEAR}…"]
    assert page.code.text() == ""
    words = [point.words for point in page.points.rows_model.rows]
    assert "Số liệu ước thực hiện chưa có số liệu chính thức: mục I.3 của Sở Tài chính" in words
    assert page.told.text().startswith(f"Còn {len(words)} việc chưa xong. Vẫn khóa sổ được;")
    page.close_year()
    dialog = dialog_of(page, CloseYearDialog)
    assert isinstance(dialog, CloseYearDialog)
    dialog.accept()
    seal = book.closing.seal(YEAR)
    assert seal is not None and page.code.text() == seal.code
    assert offered(page) == ["Bàn giao…", f"Bắt đầu năm {YEAR + 1}…", "Biên bản bàn giao", f"Mở lại năm {YEAR}…"]
    assert page.state.text() == "Năm 2025: đã khóa sổ ngày 16/01/2026."


def test_an_open_point_leads_to_its_page(book: Book, window_on: WindowOn) -> None:
    window = window_on(book)
    page = page_of(window)
    at = next(n for n, one in enumerate(page.points.rows_model.rows) if one.code == "score.estimate")
    page.points.selectRow(at)
    page.go_there()
    assert window.shown == "scores"


def test_reopening_asks_for_a_reason(book: Book, window_on: WindowOn, dialog_of: DialogOf) -> None:
    practice_closing.close(book)
    page = page_of(window_on(book))
    page.reopen()
    dialog = dialog_of(page, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.accept()
    assert dialog.problem.text() == "Ghi lý do mở lại năm 2025."
    dialog.reason.setPlainText("Tỉnh gửi số chính thức")
    dialog.accept()
    assert page.state.text() == "Năm 2025: đã mở lại ngày 16/01/2026. Lý do: Tỉnh gửi số chính thức"
    assert offered(page) == [f"Khóa sổ năm {YEAR}…"]
    assert [one.what for one in page.events.rows_model.rows] == [
        "Mở lại năm 2025: Tỉnh gửi số chính thức",
        "Khóa sổ năm 2025",
    ]


def test_handing_over_in_the_window(book: Book, window_on: WindowOn, dialog_of: DialogOf, tmp_path: Path) -> None:
    practice_closing.close(book)
    window = window_on(book)
    page = page_of(window)
    told: list[str] = []
    window.session.reopen_wanted.connect(told.append)
    page.hand_over()
    dialog = dialog_of(page, HandOverDialog)
    assert isinstance(dialog, HandOverDialog)
    assert dialog.unit.currentData() == "mttq"
    assert (dialog.giver.value(), dialog.taker.value()) == ("Trần Văn Bách", "Phan Thị Sen")
    dialog.unit.setCurrentIndex(0)
    dialog.accept()
    assert dialog.problem.text() == "Chọn đơn vị nhận bàn giao."
    dialog.unit.setCurrentIndex(dialog.unit.findData("mttq"))
    dialog.items.setPlainText("Quy chế\n\n  Cờ luân lưu  \n")
    dialog.place.path.setText(str(tmp_path / "khong-co" / "so.sokhoi"))
    dialog.accept()
    assert dialog.problem.text().startswith(f"Không thấy thư mục “{tmp_path / 'khong-co'}”. Cắm USB vào")
    assert book.closing.pending() is None
    dialog.place.path.setText(str(tmp_path / "so-2026"))
    dialog.accept()
    custody = book.closing.pending()
    assert custody is not None and custody.items == ("Quy chế", "Cờ luân lưu")
    assert (tmp_path / "so-2026.sokhoi").exists()
    assert told == [f"Đã bàn giao và chép sổ: {tmp_path / 'so-2026.sokhoi'}"]


def test_a_copy_that_failed_is_written_by_the_same_button(
    book: Book, window_on: WindowOn, dialog_of: DialogOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.file.copies import vacuum

    practice_closing.close(book)
    page = page_of(window_on(book))
    page.hand_over()
    dialog = dialog_of(page, HandOverDialog)
    assert isinstance(dialog, HandOverDialog)
    dialog.place.path.setText(str(tmp_path / "so-2026.sokhoi"))
    with monkeypatch.context() as patch:
        patch.setattr(vacuum, "_compare", lambda *_: (_ for _ in ()).throw(OSError(5, "pulled")))
        dialog.accept()
    assert dialog.problem.text().startswith("USB bị rút khi đang chép.")
    assert book.closing.pending() is not None
    dialog.accept()
    assert (tmp_path / "so-2026.sokhoi").exists()


def test_a_handed_over_book_offers_copying_and_taking_back(
    book: Book, window_on: WindowOn, dialog_of: DialogOf, tmp_path: Path
) -> None:
    practice_closing.closing(book, tmp_path / "m.sokhoi")
    window = window_on(book)
    page = page_of(window)
    assert messages.read_only_banner(book) == (
        "Sổ đã bàn giao cho Ủy ban MTTQ tỉnh ngày 16/01/2026. Bản này để xem và in."
    )
    assert offered(page) == ["Biên bản bàn giao", "Chép lại…", "Rút lại bàn giao…"]
    page.copy_again()
    again = dialog_of(page, CopyAgainDialog)
    assert isinstance(again, CopyAgainDialog)
    again.place.path.setText(str(tmp_path / "nua.sokhoi"))
    again.accept()
    assert (tmp_path / "nua.sokhoi").exists()
    told: list[str] = []
    window.session.reopen_wanted.connect(told.append)
    page.withdraw()
    reason = dialog_of(page, ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    reason.reason.setPlainText("Đổi ngày")
    reason.accept()
    assert told == ["Đã rút lại bàn giao; sổ làm việc tiếp được."]
    assert book.store.read_only_reason is None


def test_receiving_in_the_window(book: Book, window_on: WindowOn, dialog_of: DialogOf, tmp_path: Path) -> None:
    code = practice_closing.closing(book, tmp_path / "m.sokhoi").code
    book.close()
    with open_book(tmp_path / "m.sokhoi", clock=Clock("2026-01-19"), key_source=keys(40_000)) as theirs:
        page = page_of(window_on(theirs))
        assert offered(page) == ["Nhận bàn giao…", "Biên bản bàn giao"]
        assert page.findChildren(QPushButton, "first")[0].text() == "Nhận bàn giao…"
        assert page.state.text().endswith("Bản này chờ Ủy ban MTTQ tỉnh nhận.")
        assert "chờ nhận" in messages.read_only_banner(theirs)
        page.receive()
        assert not page.code.isVisible(), "the code is typed from the paper"
        dialog = dialog_of(page, ReceiveDialog)
        assert isinstance(dialog, ReceiveDialog)
        dialog.code.setText(code[:-1] + "*")
        dialog.person.setText("Cao Văn Mận")
        dialog.accept()
        assert dialog.problem.text().startswith("Mã đối chiếu không đúng ở nhóm thứ 6.")
        dialog.code.setText(code.lower())
        dialog.accept()
        QApplication.processEvents()
        custody = theirs.closing.custody(YEAR)
        assert custody is not None and custody.received_by == "Cao Văn Mận"
        page.refresh()
        assert page.state.text() == "Năm 2025: đã bàn giao, Ủy ban MTTQ tỉnh nhận ngày 19/01/2026 (Cao Văn Mận)."
        assert offered(page) == [
            f"Bắt đầu năm {YEAR + 1}…",
            "Đọc trước khi làm…",
            "Biên bản bàn giao",
            f"Mở lại năm {YEAR}…",
        ]
        page.session.close()  # before the book it looks at


def test_whoever_received_the_book_reads_one_page_first(
    book: Book, desk: Desk, dialog_of: DialogOf, tmp_path: Path
) -> None:
    """Seen failing: a received book had a message and no page."""
    book.tasks.describe(YEAR, "nhan-dang-ky", note="Gọi Sở Tài chính trước hạn một tuần")
    code = practice_closing.closing(book, tmp_path / "m.sokhoi").code
    book.close()
    with open_book(tmp_path / "m.sokhoi", clock=Clock("2026-01-19"), key_source=keys(40_000)) as theirs:
        handover.receive(theirs, code, "Cao Văn Mận")
    window = desk.reopen(tmp_path / "m.sokhoi", "Đã nhận sổ.")
    assert window is not None and window.shown == "closing"
    page = window.page("closing")
    dialog = dialog_of(page, FirstPageDialog)
    assert isinstance(dialog, FirstPageDialog)
    told = dict(dialog.parts)
    custody = window.session.book.closing.custody(YEAR)
    assert custody is not None
    assert told["Ai giao"][1] == "Ủy ban MTTQ tỉnh (Cao Văn Mận) nhận ngày 19/01/2026; Mã đối chiếu khớp."
    assert told["Việc dở dang"] == list(custody.open_work) and told["Hồ sơ, hiện vật đã nhận"] == list(custody.items)
    assert any("Gọi Sở Tài chính trước hạn một tuần" in line for line in told["Lời dặn của người giao"])
    assert len(told["Sổ đã qua tay ai"]) == 1 and len(told["Hạn đầu tiên trong năm"]) <= 3
    assert told[LEADS][0] == f"Năm {YEAR + 1}, Trưởng khối: Ủy ban MTTQ tỉnh (đề nghị công nhận)."
    dialog.copied.click()
    assert "Việc dở dang" in QGuiApplication.clipboard().text()
    paper = dialog.paper().toPlainText()
    assert all(line in paper for _head, lines in dialog.parts for line in lines), "every line, also of a long list"
    dialog.printed.click()
    (asked,) = [one for one in dialog.findChildren(QPrintDialog) if one.isVisible()]
    asked.reject()
    dialog.next.click()
    assert isinstance(dialog_of(page, NextYearDialog), NextYearDialog), "the next act is one press away"


def test_who_sent_late_in_any_period_is_told(book: Book, window_on: WindowOn) -> None:
    """Seen failing: only sheets of the whole year were looked at."""
    session, when = window_on(book).session, f"{YEAR + 1}-03-01"
    custody = Custody(1, YEAR, None, "vptu", None, None, when, (), (), None, None, None, "", "", "", "", when)

    def first() -> str:
        return dict(parts(session, custody))["Đơn vị hay gửi chậm"][0]

    name = first().partition(": 1 lần.")[0]
    (unit,) = (one.key for one in book.members.roster(YEAR) if session.names.unit(one.key) == name)
    book.years.set_periods(YEAR, [*book.years.periods(YEAR), Period("h2", "Sáu tháng cuối năm")])
    stage = next(one.stage for one in book.years.deadlines(YEAR) if one.stage)
    assert book.scores.states.receive_all(YEAR, stage, when, "h2", (unit,)) == (unit,)
    assert first().startswith(f"{name}: 2 lần.")
    others = [one.key for one in book.members.roster(YEAR) if one.to_date is None and one.key != unit][:4]
    assert set(book.scores.states.receive_all(YEAR, stage, when, "h2", others)) == set(others)
    told = dict(parts(session, custody))["Đơn vị hay gửi chậm"]
    assert len(told) == 5 and {line.split(": ")[0] for line in told} == {
        session.names.unit(one) for one in (unit, *others)
    }
    book.years.set_periods(YEAR, [*book.years.periods(YEAR), Period("h3", "Quý IV")])
    book.scores.states.receive_all(YEAR, stage, when, "h3", others[:3])
    told = dict(parts(session, custody))["Đơn vị hay gửi chậm"]
    assert told[-1] == "Còn 1 đơn vị gửi chậm ít lần hơn." and len(told) == 5, "four were late twice"


def test_a_book_with_its_next_year_begun_opens_without_that_page(book: Book, desk: Desk, tmp_path: Path) -> None:
    code = practice_closing.closing(book, tmp_path / "m.sokhoi").code
    book.close()
    with open_book(tmp_path / "m.sokhoi", clock=Clock("2026-01-19"), key_source=keys(40_000)) as theirs:
        handover.receive(theirs, code, "Cao Văn Mận")
        theirs.next_year.start(YEAR)
    window = desk.reopen(tmp_path / "m.sokhoi", "Đã mở.")
    assert window is not None and not window.page("closing").findChildren(FirstPageDialog)


def test_what_a_received_book_says_beside_the_one_left_behind(book: Book, window_on: WindowOn, tmp_path: Path) -> None:
    code = practice_closing.closing(book, tmp_path / "m.sokhoi").code
    with open_book(tmp_path / "m.sokhoi", clock=Clock("2026-01-19"), key_source=keys(40_000)) as theirs:
        handover.receive(theirs, code, "Cao Văn Mận")
    window = window_on(book)
    said: list[str] = []
    window.session.said.connect(lambda one: said.append(one.text))
    page_of(window).compare_with(tmp_path / "m.sokhoi")
    assert said[-1].startswith("Đây là bản cũ hơn bản “m.sokhoi”")
    assert "(thiếu 1 lần sửa)" in said[-1]
    page_of(window).compare_with(tmp_path / "khong-co.sokhoi")
    assert "Không thấy tệp" in said[-1]


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("same", "Hai bản giống nhau: cùng 7 việc trong nhật ký."),
        ("newer", "Bản đang mở mới hơn bản X 2 lần sửa. Làm tiếp trên bản đang mở."),
        ("other-book", "Tệp X là sổ khác, không phải bản của sổ này."),
    ],
)
def test_words_of_a_comparison(relation: str, words: str) -> None:
    assert closing_words.comparison(Comparison(relation, 7, 2, 0), "X") == words  # type: ignore[arg-type]


@pytest.mark.parametrize("relation", ["same", "older", "newer", "forked", "other-book"])
def test_a_comparison_without_a_moment_asks_the_clock_for_none(relation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no local time around the beginning of 1970 and fails there."""
    monkeypatch.setattr(messages, "moment", None)
    words = closing_words.comparison(Comparison(relation, 7, 2, 5), "X")  # type: ignore[arg-type]
    assert "1970" not in words and ("lúc không rõ" in words) is (relation in ("older", "forked"))


def test_words_of_a_fork_name_both_sides() -> None:
    at = "2026-01-16T04:00:00+00:00"
    found = Comparison("forked", 7, 2, 5, at, at)
    words = closing_words.comparison(found, "X")
    assert words.startswith("Hai bản cùng được sửa sau ") and "2 lần sửa riêng" in words and "bản X có 5" in words


def test_handing_over_warns_that_the_year_already_begun_goes_too(
    book: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    practice_closing.close(book)
    book.years.open(YEAR + 1)
    page = page_of(window_on(book))
    page.hand_over()
    dialog = dialog_of(page, HandOverDialog)
    assert isinstance(dialog, HandOverDialog)
    assert any("năm 2026 đang mở" in label.text() for label in dialog.findChildren(QLabel))


def test_two_received_copies_meet_and_a_side_of_each_thing_is_taken(
    book: Book, tmp_path: Path, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    code = practice_closing.closing(book, tmp_path / "giao.sokhoi").code
    copies = []
    for n, who in ((1, "Cao Văn Mận"), (2, "Lê Thị Đào")):
        path = Path(shutil.copy(tmp_path / "giao.sokhoi", tmp_path / f"ban-{n}.sokhoi"))
        one = open_book(path, clock=Clock(f"2026-01-2{n}"), key_source=keys(40_000 * n))
        handover.receive(one, code, who)
        one.years.open(YEAR + 1)
        with one.store.operation("note") as tx:
            unit = one.members.roster(YEAR)[0].key
            tx.update("unit", unit, note=f"bản {n}")
        copies.append(one)
    here, there = copies
    there.tasks.add(YEAR + 1, "Việc ở bản hai")
    there.close()
    window = window_on(here)
    page = page_of(window)
    page.compare_with(there.path)
    assert "Hai bản cùng được sửa" in window.message_bar.text()
    window.message_bar.way_on.click()
    dialog = dialog_of(page, ForkDialog)
    assert isinstance(dialog, ForkDialog)
    taken = {row.difference.thing.table: dialog.taken[row.difference.thing] for row in dialog.table.rows_model.rows}
    assert taken["task"] == fork_words.THERE and taken["unit"] == fork_words.OPEN
    assert taken["custody"] == fork_words.FIXED
    assert not dialog.first.isEnabled() and dialog.undecided() >= 1
    dialog.table.selectAll()
    dialog.choose(fork_words.HERE)
    (task,) = [row.difference.thing for row in dialog.table.rows_model.rows if row.difference.thing.table == "task"]
    dialog.table.clearSelection()
    dialog.table.select_key(task)
    dialog.choose(fork_words.THERE)
    assert dialog.chosen() == [task] and dialog.first.isEnabled()
    assert "chỉ có ở bản kia" in dialog.details.toPlainText()
    dialog.accept()
    assert window.message_bar.text() == "Đã lấy sang 1 dòng từ “ban-2.sokhoi”."
    assert [one.title for one in here.tasks.all(YEAR + 1) if one.title == "Việc ở bản hai"] == ["Việc ở bản hai"]
    assert here.store.row("unit", here.members.roster(YEAR)[0].key)["note"] == "bản 1"  # type: ignore[index]  # it stands
    here.close()
