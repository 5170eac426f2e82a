"""The self-test's year: nothing stays on the screen, the clipboard is left alone, what is wrong is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.book.book import open_book
from ui.window.selftest import steps, year


def visible() -> list[str]:
    return [one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()]


def test_a_year_is_lived_and_leaves_no_window_and_the_clipboard_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    QApplication.clipboard().setText("của tôi")
    before = visible()
    year.live(tmp_path / "một năm.sokhoi", tmp_path / "nơi nhận.sokhoi")
    assert visible() == before
    assert QApplication.clipboard().text() == "của tôi"
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        assert (tmp_path / f"một năm.{form}").read_bytes().startswith(begins)
    with open_book(tmp_path / "nơi nhận.sokhoi", read_only=True) as book:
        assert book.closing.pending() is None
        assert [one.state for one in book.years.all()] == ["handed-over"]


@pytest.mark.parametrize(
    ("points", "said"),
    [(("20", "19,5", "19.25"), "điểm"), (("20", "19,5", "nhiều"), "điểm"), (("20", "19,5"), "điểm")],
    ids=["another point", "no point", "one less"],
)
def test_a_step_that_gives_something_else_is_wrong(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, points: tuple[str, ...], said: str
) -> None:
    monkeypatch.setattr(year, "POINTS", points)
    with pytest.raises(steps.Wrong, match=said):
        year.live(tmp_path / "một năm.sokhoi", tmp_path / "nơi nhận.sokhoi")
    for one in QApplication.topLevelWidgets():
        one.hide()


def test_a_dialog_that_refuses_says_why(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(year, "PASTED", "")
    with pytest.raises(steps.Wrong, match="Dán danh sách đơn vị: không bấm được nút đầu"):
        year.live(tmp_path / "một năm.sokhoi", tmp_path / "nơi nhận.sokhoi")
    for one in QApplication.topLevelWidgets():
        one.hide()
