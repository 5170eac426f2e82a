"""The first moments: what is said when the program cannot come up, and our font in every class of widgets."""

from __future__ import annotations

import ast
import json
import re
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPlainTextEdit, QStatusBar, QTableView

import main
from models.book.book import Book
from models.file import disk
from ui.base.preferences import Preferences
from ui.window import about, crash, look, release, result, screen, waiting
from ui.window import app as start
from ui.window.desk import Desk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def themed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QApplication]:
    """An application to whose theme every class owes a font of its own, as on Windows, where a style sheet asks the
    theme anew."""
    plain = QApplication.setStyleSheet

    def themed_sheet(app: QApplication, sheet: str) -> None:
        plain(app, sheet)
        for kind in look.FONT_CLASSES:
            app.setFont(QFont("Tinos", 7), kind)

    monkeypatch.setattr(QApplication, "setStyleSheet", themed_sheet)
    yield qapp
    monkeypatch.undo()
    look.size_text(qapp, look.SIZE)


@pytest.mark.parametrize("size", [10, 14])
def test_the_chosen_font_and_size_reach_every_class_that_a_theme_gives_its_own(themed: QApplication, size: int) -> None:
    look.size_text(themed, size)
    found = {
        kind: (QApplication.font(kind).family(), QApplication.font(kind).pointSize()) for kind in look.FONT_CLASSES
    }
    assert set(found.values()) == {(look.FAMILY, size)}
    for widget in (QTableView(), QMenu(), QStatusBar(), QLabel()):
        widget.ensurePolished()
        assert (widget.font().family(), widget.font().pointSize()) == (look.FAMILY, size), type(widget)


def test_a_fault_while_opening_is_logged_and_ends_the_program_before_a_bare_window_says_saved(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    left: list[int] = []
    monkeypatch.setenv("SOKHOI_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(qapp, "exit", left.append)
    monkeypatch.setattr(Desk, "open", lambda *_, **__: 1 / 0)
    begun = start.Start(qapp, tmp_path / "sổ.sokhoi")
    begun.go_on()
    qtbot.waitUntil(lambda: left == [crash.BUG])
    assert "ZeroDivisionError" in crash.log_path().read_text(encoding="utf-8")
    assert begun.window is not None and not begun.window.isVisible()
    assert "ZeroDivisionError" in capsys.readouterr().err


# -- no screen ---------------------------------------------------------------------------------------------------------


def test_without_a_display_it_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(screen, "lacking", lambda: True)
    assert main.main([]) == main.REFUSED
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a screen")
def test_a_display_that_does_not_answer_is_no_display(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert screen.lacking("linux", {})
    assert not screen.lacking("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert not screen.lacking("linux", {"QT_QPA_PLATFORM": "offscreen"})
    assert not screen.lacking("win32", {})
    monkeypatch.setattr(screen, "SOCKETS", tmp_path)
    assert screen.lacking("linux", {"DISPLAY": ":7"})
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "X7"))
        server.listen()
        assert not screen.lacking("linux", {"DISPLAY": ":7.0"})
    assert not screen.lacking("linux", {"DISPLAY": "elsewhere:0"})


# -- no console --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "status", "title"), [("selftest", 0, "Tự kiểm tra"), ("vrify", 2, "vrify")])
def test_what_a_verb_said_is_shown_where_there_is_no_console(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, word: str, status: int, title: str
) -> None:
    shown: list[str] = []

    def look(dialog: result.QDialog) -> int:
        qtbot.addWidget(dialog)
        text = dialog.findChild(QPlainTextEdit)
        assert text is not None
        shown.append(text.toPlainText())
        assert dialog.windowTitle() == title
        return 0

    monkeypatch.setattr(sys, "argv", ["SoKhoi.exe", word])
    monkeypatch.setattr(main, "selftest", lambda args: print("Chương trình tự kiểm tra: tốt") or 0)
    monkeypatch.setattr(result.QDialog, "exec", look)
    monkeypatch.setattr(sys, "stdout", None)
    found = main.main([word])
    monkeypatch.undo()
    assert found == status
    assert ("tự kiểm tra: tốt" if status == 0 else "Chưa hiểu: vrify") in shown[0]


# -- which release -----------------------------------------------------------------------------------------------------


def test_the_box_about_the_program_says_what_a_helper_asks(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOKHOI_HOME", str(tmp_path))
    dialog = about.about()
    qtbot.addWidget(dialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert re.search(r"Phiên bản \d+\.\d+\.\d+, chạy từ mã nguồn", said)
    assert "Qt 6." in said and "Python 3." in said and str(tmp_path / "truc-trac.log") in said


def test_a_package_says_its_version_and_its_day(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "release.json").write_text(json.dumps({"version": "1.2.3", "day": "2026-11-29"}))
    made = release.release(tmp_path)
    assert (made.version, f"{made.day:%d/%m/%Y}") == ("1.2.3", "29/11/2026")


def test_what_this_computer_remembers_lies_in_the_persons_folder_not_in_the_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOKHOI_HOME", raising=False)
    assert release.ROOT not in Preferences().path.parents


# -- files -------------------------------------------------------------------------------------------------------------


def test_no_file_dialog_starts_where_the_system_likes() -> None:
    """Beside the book, in Documents, or where the person pointed last: never the home folder, never nowhere."""
    found = []
    for source in (release.ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("QFileDialog"):
                place = ast.unparse(node.args[2]) if len(node.args) > 2 else "nowhere"
                if place in ("nowhere", "''") or "home()" in place:
                    found.append(f"{source.name}:{node.lineno}: {place}")
    assert found == []


def test_a_file_that_is_held_is_said_at_once_in_the_window_in_front(
    window_on: Callable[..., object], viewed_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_on(viewed_book)
    said: list[str] = []
    window.session.said.connect(lambda one: said.append(one.text))  # type: ignore[attr-defined]
    monkeypatch.setattr(waiting.QApplication, "activeWindow", lambda: QDialog(window))
    monkeypatch.setattr(disk, "waiting", disk.waiting)
    waiting.listen()
    disk.waiting(Path("~moi-Xếp hạng.pdf"))
    assert said == [waiting.WAITING.format(file="Xếp hạng.pdf")]
