"""The first half of a meeting in a process of its own, which then waits until it is killed: see test_meeting_day."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.book.book import open_book
from tests.book.conftest import Clock, keys
from tests.journeys.test_window_year import BOARD, CTRL, Hand
from ui.base.session import Session
from ui.meetings.ballot import BallotDialog
from ui.meetings.count import CountDialog
from ui.meetings.dialogs import HandsDialog
from ui.window.app import application
from ui.window.main_window import MainWindow

TYPED = "7"
"""A number of the count that stands typed, not recorded, when the power goes."""


def key(hand: Hand, which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key while the meeting is before the eyes."""
    hand.window.activateWindow()
    QTest.qWaitForWindowActive(hand.window)
    QTest.keyClick(hand.window, which, held)
    QApplication.processEvents()


def live(path: Path) -> None:
    """Everybody is there, the report is adopted, the papers are being collected; a count is half typed."""
    application()
    window = MainWindow(Session(open_book(path, clock=Clock("2025-12-19"), key_source=keys(9000))))
    window.resize(1366, 728)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    hand = Hand(window)
    page = hand.go("day")
    key(hand, Qt.Key.Key_F5)
    hand.press(page, "Ghi đủ thành viên")
    hand.press(page, "Mở màn chiếu")
    key(hand, Qt.Key.Key_PageDown, CTRL)
    key(hand, Qt.Key.Key_F6)
    hand.press(page, "Biểu quyết giơ tay…")
    hands: Any = hand.dialog(HandsDialog)
    hand.write(hands.inputs["subject"], "Thông qua báo cáo tổng kết")
    hand.accept(hands)
    key(hand, Qt.Key.Key_PageDown, CTRL)
    key(hand, Qt.Key.Key_F7)
    hand.press(page, "Chuẩn bị bỏ phiếu…")
    paper: Any = hand.dialog(BallotDialog)
    hand.pick(paper.purpose, "tie")
    hand.tick(paper.names, {"btc", "mttq"})
    hand.write(paper.tellers, BOARD)
    hand.accept(paper)
    key(hand, Qt.Key.Key_F6, CTRL)
    page.panel.count.collected.setValue(4)
    hand.press(page, "Kết quả kiểm phiếu…")
    count: Any = hand.dialog(CountDialog)
    hand.write(count.tally["btc"][0], TYPED)
    print("half", flush=True)
    while True:
        QApplication.processEvents()
        time.sleep(0.05)


if __name__ == "__main__":
    live(Path(sys.argv[1]))
