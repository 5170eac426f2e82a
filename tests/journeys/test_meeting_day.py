"""A meeting with the projector, killed in the middle and taken up again at its place, lived with mouse and keys."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.book.book import Book, create_book, open_book
from models.keeping.verify import verify
from tests.book import practice
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, YEAR
from tests.journeys.half_a_meeting import key
from tests.journeys.test_window_year import CTRL, Hand
from ui.base.session import Session
from ui.meetings.count import CountDialog
from ui.meetings.day.shown import Programme, Released, Voting
from ui.meetings.dialogs import ConclusionDialog
from ui.window.app import prepare
from ui.window.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
AGENDA = ("Điểm danh, giới thiệu đại biểu", "Báo cáo tổng kết năm", "Phân định hạng", "Thông qua biên bản")


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A book whose window was killed while the ballot papers were being collected and a count was half typed."""
    path = tmp_path / "khoi.sokhoi"
    with create_book(path, DATA["bloc"]["name"], clock=Clock("2025-12-19"), key_source=keys()) as book:
        practice.build(book)
        told = {"date": f"{YEAR}-12-19", "agenda": AGENDA, "votes_on_awards": True}
        book.meetings.put(YEAR, "closing", "Hội nghị tổng kết", key="hn", **told)  # type: ignore[arg-type]
    command = [sys.executable, "-m", "tests.journeys.half_a_meeting", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        try:
            assert other.stdout.readline().strip() == "half"
        finally:
            other.kill()
    return path


@pytest.fixture
def hand(killed: Path, tmp_path: Path, qapp: QApplication, qtbot: Any) -> Iterator[Hand]:
    prepare(qapp)
    book = open_book(killed, clock=Clock("2025-12-19"), key_source=keys(20000), backup_folder=tmp_path / "luu")
    window = MainWindow(Session(book))
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield Hand(window)
    window.session.close()
    book.close()


def test_a_meeting_is_killed_in_the_middle_and_goes_on(hand: Hand) -> None:
    page = hand.go("day")
    nothing_is_lost(hand, page)
    the_wall_goes_on(hand, page)
    count_and_release(hand, page)
    conclude_and_print(hand, page)
    assert verify(hand.book.store).ok


def nothing_is_lost(hand: Hand, page: Any) -> None:
    """What was recorded is in the book; the work at hand and the act are those of before."""
    book: Book = hand.book
    assert book.meetings.attendance.count("hn").voting == 9
    assert [one.subject for one in book.meetings.hands("hn")] == ["Thông qua báo cáo tổng kết"]
    (ballot,) = book.ballots.of("hn")
    assert not ballot.counted, "what was typed and not recorded is nowhere"
    assert len(page.over(page.meeting)) == 2 and page.turned == "ballots"
    assert "Phân định hạng" in page.agenda.item(2).text()


def the_wall_goes_on(hand: Hand, page: Any) -> None:
    """The projector shows the ballot again, with as many papers back as before."""
    assert not page.projection.is_open
    hand.press(page, "Mở màn chiếu")
    shown = page.projection.picture
    assert isinstance(shown, Voting)
    assert (shown.issued, shown.collected, shown.counting) == (9, 4, False)
    assert {name for name, _note in shown.names} == {one.name for one in hand.book.ballots.of("hn")[0].candidates}
    page.panel.count.collected.setValue(9)
    assert page.projection.picture.counting


def count_and_release(hand: Hand, page: Any) -> None:
    """The count is typed and recorded; the wall shows it after "Công bố" and not before."""
    key(hand, Qt.Key.Key_F7, CTRL)
    assert isinstance(page.projection.picture, Voting), "nothing to release"
    hand.press(page, "Kết quả kiểm phiếu…")
    count: Any = hand.dialog(CountDialog)
    for name, number in (("printed", 9), ("unused", 0), ("collected", 9), ("valid", 9), ("invalid", 0)):
        hand.write(count.numbers[name], str(number))
    hand.write(count.tally["btc"][0], "3")
    before = page.projection.picture
    hand.write(count.tally["mttq"][0], "6")
    assert page.projection.picture is before
    hand.accept(count)
    assert hand.book.ballots.of("hn")[0].counted
    assert isinstance(page.projection.picture, Voting)
    assert dataclasses.asdict(page.projection.picture) == dataclasses.asdict(before)
    key(hand, Qt.Key.Key_F7, CTRL)
    shown = page.projection.picture
    assert isinstance(shown, Released)
    assert sorted((bar.verdict, bar.good) for bar in shown.bars) == [("Chưa đạt", False), ("Được chọn", True)]
    key(hand, Qt.Key.Key_F5, CTRL)
    assert isinstance(page.projection.picture, Programme)


def conclude_and_print(hand: Hand, page: Any) -> None:
    """The last work: the conclusion is written, the minutes are looked at while the meeting still sits."""
    key(hand, Qt.Key.Key_PageDown, CTRL)
    key(hand, Qt.Key.Key_F8)
    hand.press(page, "Kết luận…")
    dialog: Any = hand.dialog(ConclusionDialog)
    hand.write(dialog.inputs["conclusion"], "Hội nghị thống nhất kết quả.")
    hand.accept(dialog)
    assert page.projection.picture.over == 3
    hand.press(page, "Xem và in biên bản…")
    assert hand.window.shown == "papers"
    assert page.projection.is_open, "the wall stays while a paper is printed"
