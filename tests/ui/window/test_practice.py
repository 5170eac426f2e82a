"""The practice book: it says what it is, its days are near today, and each of its eight acts is seen in the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.book.book import Book, open_book
from models.book.scoring.rows import SheetAt
from models.keeping import handover, seal
from models.keeping.verify import verify
from models.rules.act.balloting import Record, Tally
from tests.book.conftest import Clock, keys
from ui.window.app import RESOURCES
from ui.window.desk import Desk
from ui.window.main_window import MainWindow
from ui.window.practice import seed
from ui.window.practice.panel import PracticePanel
from ui.window.practice.steps import ACTS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WindowOn = Callable[[Book], MainWindow]
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
SHIPPED = RESOURCES / "practice" / "khoi-mau.json"
TODAY, YEAR = "2026-11-29", 2026


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "khoi-mau.sokhoi"
    seed.make(path, SHIPPED, TODAY)
    made = open_book(path, clock=Clock("2026-12-20"), key_source=keys(70_000))
    yield made
    made.close()


def panel_of(window: MainWindow) -> PracticePanel:
    found = window.findChild(PracticePanel)
    assert found is not None
    return found


def press(panel: PracticePanel, text: str) -> None:
    QTest.mouseClick(next(one for one in panel.findChildren(QPushButton) if one.text() == text), LEFT)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("today", "year"), [("2026-11-29", 2026), ("2026-10-01", 2026), ("2026-09-30", 2025), ("2027-02-01", 2026)]
)
def test_the_year_practised_is_near_today(today: str, year: int) -> None:
    assert seed.year_of(today) == year


def test_years_move_everywhere_but_in_the_symbols_of_documents() -> None:
    said = {
        "year": 2025,
        "on": "2025-12-19",
        "text": "năm 2025, ngày 20/5/2025, Nghị định 152/2025/NĐ-CP, Công văn số 311/SNV",
        "points": "20255",
    }
    assert seed.moved(said, 1) == {
        "year": 2026,
        "on": "2026-12-19",
        "text": "năm 2026, ngày 20/5/2026, Nghị định 152/2025/NĐ-CP, Công văn số 311/SNV",
        "points": "20255",
    }


def test_the_book_says_that_it_is_one_and_is_sound(book: Book, window_on: WindowOn) -> None:
    assert verify(book.store).ok
    window = window_on(book)
    assert "(tập dùng)" in window.windowTitle() and window.windowTitle().endswith(f"năm {YEAR}")
    assert panel_of(window).isVisible() and panel_of(window).title.text() == "Việc 1 trong 8: Dán một khối điểm"
    assert not any(act.done(book, YEAR) for act in ACTS), "there is something left to do of every act"


def test_a_book_of_ones_own_has_no_strip(empty_book: Book, window_on: WindowOn) -> None:
    assert window_on(empty_book).findChild(PracticePanel) is None


def test_pasting_and_mending_by_hand_are_seen_in_the_book(book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(book)
    panel = panel_of(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(panel, "Đến chỗ làm")
    grid = window.page("scores").grid
    QTest.keyClick(grid, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: panel.place == 1)
    qtbot.waitUntil(lambda: panel.title.text() == "Việc 2 trong 8: Sửa một ô sai")
    total = book.standing.result(SheetAt(YEAR, "td", "appraisal")).total
    assert total == book.standing.result(SheetAt(YEAR, "td", "bloc")).total, "every point stands in its own column"
    press(panel, "Đến chỗ làm")
    QTest.keyClicks(grid, "5")
    QTest.keyClick(QApplication.focusWidget() or grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.place == 2)


def test_the_answer_is_compared_with_the_book(book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    panel = panel_of(window_on(book))
    for _ in range(2):
        press(panel, "Bỏ qua")
    assert panel.answer.isVisible()
    panel.answer.setFocus()
    qtbot.keyClicks(panel.answer, "100")
    qtbot.keyClick(panel.answer, Qt.Key.Key_Return)
    assert "Chưa đúng" in panel.how.text() and panel.place == 2
    panel.answer.clear()
    qtbot.keyClicks(panel.answer, "102,25")
    qtbot.keyClick(panel.answer, Qt.Key.Key_Return)
    assert panel.place == 3


def count(book: Book, key: str, votes: dict[str, int]) -> None:
    total = sum(votes.values())
    tally = {unit: Tally(agree, 0) for unit, agree in votes.items()}
    book.ballots.record(key, Record(total, total, 0, 0, total, total, 0, tally, {0: 0, 1: total, 2: 0}))


def test_every_other_act_is_seen_in_the_book(book: Book) -> None:
    done = [act.name for act in ACTS if act.done(book, YEAR)]
    assert done == []
    count(book, seed.DEPUTY, {"tk": 5, "hnd": 3})
    count(book, seed.TIE, {"mttq": 5, "btc": 3})
    book.papers.draft("xep-hang", YEAR, date="2026-12-19")
    book.settings.put("la", 1)
    book.store.undo()
    seal.close_year(book, YEAR)
    handover.hand_over(book, YEAR, "mttq", book.path.with_name("giao.sokhoi"))
    assert [act.name for act in ACTS if act.done(book, YEAR)] == [
        "Kiểm một lượt phiếu",
        "Phân định bằng điểm",
        "In một tờ",
        "Hoàn tác",
        "Bàn giao",
    ]


def test_the_round_can_be_passed_over_and_begun_anew(
    desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(tmp_path))
    window = desk.practice()
    assert window is not None
    qtbot.waitUntil(lambda: window.findChild(PracticePanel) is not None)
    panel = panel_of(window)
    for _ in ACTS:
        press(panel, "Bỏ qua")
    assert panel.title.text() == "Tập 15 phút" and "Đã bỏ qua 8 việc" in panel.how.text()
    window.session.act(lambda: window.session.book.members.add("Sở Mới", year=window.session.year))
    press(panel, "Tập lại từ đầu")
    path = desk.practice_file().resolve()
    qtbot.waitUntil(lambda: path in desk.windows and desk.windows[path] is not window)
    again = desk.windows[path]
    names = [one.unit.name for one in again.session.book.members.roster(again.session.year)]
    assert "Sở Mới" not in names and len(names) > 8
    qtbot.waitUntil(lambda: desk.preferences.known()[0].state == "practice")


def test_the_keyboard_goes_where_the_round_leads(book: Book, window_on: WindowOn) -> None:
    """Seen failing: after "Đến chỗ làm" keys stayed on that button, and the act had to be looked for with the mouse."""
    window = window_on(book)
    window.complete()
    panel = panel_of(window)
    for number, act in enumerate(ACTS):
        panel.there.setFocus()
        window.session.go(act.page, act.subject)
        QApplication.processEvents()
        focused, page = window.focusWidget(), window.page(act.page)
        assert focused is page or page.isAncestorOf(focused), (number, focused)
