"""Backups in the window: the second place, its state on home, and bringing a backup back by its picture."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.book.book import create_book
from models.keeping import picture
from ui.base.session import Session
from ui.file.backups import SECOND, BackupsDialog
from ui.home import state_card
from ui.window import book_acts
from ui.window.desk import Desk
from ui.window.main_window import MainWindow
from ui.window.start import salvaging
from ui.window.upkeep import Upkeep
from ui.words.messages import show


@pytest.fixture
def book_file(tmp_path: Path) -> Path:
    path = tmp_path / "khoi.sokhoi"
    book = create_book(path, "Khối thi đua số 1")
    book.years.open(2025)
    book.close()
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "usb"
    place.mkdir()
    return place


def shown(window: MainWindow, path: Path, restore: Callable[[Path], object] = lambda _path: None) -> BackupsDialog:
    book_acts.backups(window, path, restore)
    return next(one for one in window.findChildren(BackupsDialog) if one.isVisible())


def second_line(session: Session) -> tuple[str, str]:
    return next((mark, how) for mark, what, how in state_card.lines(session) if what == "Nơi thứ hai")


def test_a_second_place_is_offered_remembered_and_missed_kindly(desk: Desk, book_file: Path, stick: Path) -> None:
    window = desk.open(book_file)
    assert window is not None
    assert second_line(window.session) == ("open", "chưa chọn; sổ chỉ có trên máy này")
    dialog = shown(window, book_file)
    dialog.use_second(stick)
    assert dialog.problem.text() == ""
    assert [one.where for one in dialog.table.rows_model.rows].count(SECOND) == 1
    mark, how = second_line(window.session)
    assert mark == "done" and how.endswith("usb")
    dialog.reject()
    window.session.book.settings.put("x", "1")
    window.close()
    newest = max((stick / "Sao lưu Sổ Khối").iterdir())
    assert picture.cost(book_file, newest).things == (), "what was done since is kept there when the book is closed"

    shutil.move(stick, stick.with_name("rut-ra"))
    window = desk.open(book_file)
    assert window is not None
    assert not window.session.read_only
    mark, how = second_line(window.session)
    assert mark == "done", "what lies there is of today"
    assert how.startswith("chưa cắm hoặc không tìm thấy; bản mới nhất ở đó lúc ")
    dialog = shown(window, book_file)
    dialog.now.click()
    assert "chưa cắm hoặc không tìm thấy" in dialog.problem.text()
    assert {one.where for one in dialog.table.rows_model.rows} == {"trên máy này"}
    assert not stick.exists(), "a folder where the stick was would look like the stick"
    dialog.forget.click()
    assert second_line(window.session)[0] == "open"


def test_the_worker_keeps_the_second_place(desk: Desk, book_file: Path, stick: Path, qtbot: QtBot) -> None:
    window = desk.open(book_file)
    assert window is not None and window.session.second is not None
    window.session.second.choose(stick)
    shutil.rmtree(stick / "Sao lưu Sổ Khối")
    (stick / "Sao lưu Sổ Khối").mkdir()
    care = Upkeep(window.session)
    with qtbot.waitSignal(care.finished):
        care.start()
    assert len(list((stick / "Sao lưu Sổ Khối").iterdir())) == 1
    assert window.session.second.newest is not None


def test_a_place_that_takes_nothing_is_said_and_stops_nothing(
    desk: Desk, book_file: Path, stick: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.keeping import upkeep
    from models.rules.errors import FileTrouble

    window = desk.open(book_file)
    assert window is not None and window.session.second is not None
    window.session.second.choose(stick)

    def full(*_given: object) -> bool:
        raise FileTrouble("file.disk_full", file="khoi.sokhoi")

    monkeypatch.setattr(upkeep, "second_backup", full)
    care = Upkeep(window.session)
    with qtbot.waitSignal(care.finished):
        care.start()
    assert window.message_bar.text().startswith("Sổ đã sao lưu trên máy này, chưa chép được sang nơi thứ hai.")
    window.close()
    assert desk.windows == {}


def test_a_backup_comes_back_by_its_picture_in_two_clicks(desk: Desk, book_file: Path) -> None:
    window = desk.open(book_file)
    assert window is not None
    book = window.session.book
    backup = book.back_up()
    book.tasks.add(2025, "Việc ghi sau")
    dialog = shown(window, book_file, lambda path: desk.restore(book_file, path))
    assert dialog.table.select_key(backup)  # one
    told = dialog.shown.toPlainText()
    assert told.startswith("Khối thi đua số 1, năm 2025 (đang thực hiện).")
    assert "Phục hồi bản này thì 1 việc làm sau đó không còn trong sổ" in told
    assert "Việc ghi sau" in told
    dialog.accept()  # two
    again = desk.windows[book_file.resolve()].session.book
    assert [one.title for one in again.tasks.all(2025) if one.title == "Việc ghi sau"] == []
    assert any(kept.label == "before-restore" for kept in again.backups())


# -- a damaged book ----------------------------------------------------------------------------------------------------


def test_what_is_left_of_a_damaged_book_is_saved_into_a_new_one_that_says_so(desk: Desk, book_file: Path) -> None:
    shutil.rmtree(book_file.parent / "Sao lưu")
    content = bytearray(book_file.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    with create_book(book_file.with_name("mau.sokhoi"), "Khối") as book:
        root = book.store.select("SELECT rootpage FROM sqlite_master WHERE name = 'bloc'")[0]["rootpage"]
    content[(root - 1) * size : root * size] = b"\xff" * size
    book_file.write_bytes(content)
    assert desk.open(book_file) is None
    assert desk.start is not None
    assert desk.start.message_bar.way_on.text() == salvaging.WAY, "without a backup it is the first way on"
    dialog = salvaging.salvage(desk, book_file)
    assert dialog is not None
    assert "nguyên vẹn trong phạm vi ấy" in dialog.summary.text()
    assert dialog.list.toPlainText().startswith("Khối: giữ 1 dòng, 1 dòng lấy lại từ nhật ký.")
    (window,) = desk.windows.values()
    assert "cứu ngày" in window.session.book.path.name
    assert window.session.book.settings.bloc().name == "Khối thi đua số 1"
    assert state_card.lines(window.session)[0][1:] == (
        "Nguồn gốc",
        f"cứu từ “khoi.sokhoi” ngày {show(window.session.book.today())}, 1 bảng không trọn vẹn",
    )
    page = window.page("verify")
    page.check()  # type: ignore[attr-defined]  # the page of that key
    assert page.places.toPlainText().startswith("Sổ này cứu từ “khoi.sokhoi”")  # type: ignore[attr-defined]
