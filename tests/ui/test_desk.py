"""Books on the desk: made, opened, open elsewhere, restored, closed; what this computer remembers; a crash."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from models.book.book import create_book, open_book
from ui import crash
from ui.desk import Desk
from ui.dialogs.new_book import NewBookDialog
from ui.dialogs.person import PersonDialog
from ui.preferences import LIMIT, Preferences

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

STYLE = ("cum", "Cụm trưởng", "Cụm phó")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A desk with preferences of its own; its windows are closed after the test."""
    made = Desk(Preferences(tmp_path / "nho" / "preferences.json"))
    yield made
    made.close_orderly()
    if made.start is not None:
        qtbot.addWidget(made.start)


@pytest.fixture
def book_file(tmp_path: Path) -> Path:
    path = tmp_path / "khoi.sokhoi"
    create_book(path, "Khối thi đua số 1").close()
    return path


def test_the_start_window_without_a_book(desk: Desk) -> None:
    start = desk.show_start()
    assert start.isVisible()
    assert start.recent.isHidden()
    assert start.message_bar.text() == ""


def test_making_a_book_from_the_dialog(desk: Desk, tmp_path: Path) -> None:
    start = desk.show_start()
    start.asked.emit("new", None)
    dialog = next(one for one in start.findChildren(NewBookDialog) if one.isVisible())
    dialog.accept()
    assert dialog.problem.text() == "Tên còn trống. Ghi tên rồi làm tiếp."
    dialog.name.setText("Cụm thi đua số 2")
    assert dialog.place.text().endswith("cum-thi-dua-so-2.sokhoi")
    dialog.place.setText(str(tmp_path / "moi" / "cum.sokhoi"))
    dialog.style_choice.setCurrentIndex(3)
    dialog.year.setValue(2026)
    dialog.accept()
    window = desk.windows[tmp_path / "moi" / "cum.sokhoi"]
    assert window.windowTitle() == "Cụm thi đua số 2, năm 2026"
    assert window.session.book.settings.terms.head == "Cụm trưởng"
    assert not start.isVisible()


def test_a_book_is_not_written_over(desk: Desk, book_file: Path) -> None:
    start = desk.show_start()
    dialog = NewBookDialog(desk.create, book_file.parent, start)
    dialog.name.setText("Khối khác")
    dialog.place.setText(str(book_file))
    dialog.accept()
    assert "không ghi đè" in dialog.problem.text()
    assert desk.windows == {}


def test_opening_remembers_the_book(desk: Desk, book_file: Path) -> None:
    window = desk.open(book_file)
    assert window is not None
    assert desk.open(book_file) is window, "one book, one window"
    QApplication.processEvents()
    assert Preferences(desk.preferences.path).recent() == [book_file]


def test_a_book_open_elsewhere_can_be_looked_at(desk: Desk, book_file: Path) -> None:
    with open_book(book_file, holder="Phạm Thu Mộc"):
        assert desk.open(book_file) is None
        assert desk.start is not None
        said = desk.start.message_bar.text()
        assert said.startswith("Sổ đang mở ở máy")
        assert "Phạm Thu Mộc" in said
        desk.start.message_bar._go_on()
        window = desk.windows[book_file]
        assert window.session.read_only
        assert window.session.book.store.read_only_reason == "asked"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "trống, không có gì để mở"),
        (b"khong phai so" * 40, "không phải là sổ của Sổ Khối"),
        (None, "Không thấy tệp"),
    ],
)
def test_a_file_that_is_no_book_is_one_sentence(desk: Desk, tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "la.sokhoi"
    if content is not None:
        path.write_bytes(content)
    assert desk.open(path) is None
    assert desk.start is not None
    assert words in desk.start.message_bar.text()


def test_closing_a_window_lets_go_of_the_book(desk: Desk, book_file: Path) -> None:
    window = desk.open(book_file)
    assert window is not None
    window.close()
    assert desk.windows == {}
    with open_book(book_file) as book:
        assert book.store.read_only_reason is None


def test_restoring_brings_the_backup_back(desk: Desk, book_file: Path) -> None:
    window = desk.open(book_file)
    assert window is not None
    book = window.session.book
    book.years.open(2024)
    backup = book.back_up()
    book.years.open(2025)
    again = desk.restore(book_file, backup)
    assert again is not None
    assert [one.year for one in again.session.book.years.all()] == [2024]
    assert any(kept.label == "before-restore" for kept in again.session.book.backups())


def test_the_person_is_asked_for_in_the_message_line(desk: Desk, book_file: Path) -> None:
    window = desk.open(book_file)
    assert window is not None
    QApplication.processEvents()
    assert window.message_bar.text() == "Ghi tên người làm để nhật ký có tên anh/chị."
    window.message_bar._go_on()
    dialog = next(one for one in window.findChildren(PersonDialog) if one.isVisible())
    dialog.name.setText("Phạm Thu Mộc")
    dialog.accept()
    assert window.frame.person.text() == "Người làm: Phạm Thu Mộc"


def test_recent_books_are_few_and_exist(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "p.json")
    paths = [tmp_path / f"{n}.sokhoi" for n in range(LIMIT + 3)]
    for path in paths:
        path.touch()
        preferences.opened(path)
    assert preferences.recent() == paths[: -LIMIT - 1 : -1]
    paths[-1].unlink()
    assert preferences.recent()[0] == paths[-2]


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"recent": 5}', '{"recent": [5, null]}'])
def test_damaged_preferences_are_forgotten(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text, encoding="utf-8")
    assert Preferences(path).recent() == []


def test_a_place_that_cannot_be_written_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "tep").touch()
    preferences = Preferences(tmp_path / "tep" / "p.json")
    preferences.put("size", [800, 600])
    assert preferences.get("size") == [800, 600]


def test_a_bug_is_logged_and_closes_orderly(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOKHOI_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    closed: list[bool] = []
    left: list[int] = []
    crash.install(lambda: closed.append(True), left.append)
    try:
        raise ZeroDivisionError("chia cho không")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert (closed, left) == ([True], [crash.BUG])
    log = (tmp_path / "truc-trac.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError: chia cho không" in log
    assert "PySide6" in log
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_the_log_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOKHOI_HOME", str(tmp_path))
    crash.log_path().write_text("x" * (crash.LOG_LIMIT + 1), encoding="utf-8")
    crash.write_log("mới\n")
    assert crash.log_path().read_text(encoding="utf-8") == "mới\n"
    assert crash.log_path().with_suffix(".old").exists()


def test_documents_folder_is_the_users_own(desk: Desk) -> None:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert desk.documents() == Path(place) / "Sổ Khối"
