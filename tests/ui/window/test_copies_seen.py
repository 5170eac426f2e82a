"""An older copy of a book that was open here is told about; the window is built anew after a handover."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from models.book.book import create_book, open_book
from models.keeping import copies, handover
from tests.book import practice_closing
from tests.book.conftest import Clock, keys
from tests.book.practice import YEAR
from ui.base.preferences import Preferences
from ui.closing.forks import ForkDialog
from ui.closing.verify_page import VerifyPage
from ui.file import copies_seen
from ui.window.desk import Desk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "nho" / "preferences.json")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A book and an older copy of it."""
    path, older = tmp_path / "moi.sokhoi", tmp_path / "cu.sokhoi"
    create_book(path, "Khối số 1", clock=Clock("2025-12-20"), key_source=keys()).close()
    shutil.copy(path, older)
    with open_book(path, clock=Clock("2025-12-20"), key_source=keys(100)) as book:
        for name in ("Mộc", "Mận", "Bưởi"):
            book.people.add(name)
    return path, older


def seen(preferences: Preferences, path: Path) -> str:
    with open_book(path, read_only=True, clock=Clock("2025-12-20")) as book:
        told = copies_seen.warning(preferences, book)
        copies_seen.remember(preferences, book)
    return told.text if told else ""


def test_an_older_copy_is_told_by_the_newer_one(preferences: Preferences, pair: tuple[Path, Path]) -> None:
    assert seen(preferences, pair[0]) == ""
    told = seen(preferences, pair[1])
    assert told.startswith("Đây là bản cũ hơn bản “moi.sokhoi” đã mở ngày 20/12/2025")
    assert "(thiếu 3 lần sửa)" in told
    assert seen(preferences, pair[0]) == "", "the older copy did not take the newer one's place"


def test_an_older_copy_is_told_when_the_newer_one_is_gone(preferences: Preferences, pair: tuple[Path, Path]) -> None:
    seen(preferences, pair[0])
    pair[0].unlink()
    assert seen(preferences, pair[1]) == (
        "Đây là bản cũ hơn bản anh/chị đã mở ngày 20/12/2025 (thiếu 3 lần sửa). "
        "Nên làm tiếp trên bản mới; bản này vẫn mở để xem được."
    )


def test_copies_written_apart_are_told(preferences: Preferences, pair: tuple[Path, Path]) -> None:
    with open_book(pair[1], clock=Clock("2025-12-21"), key_source=keys(500)) as book:
        book.people.add("Ổi")
    seen(preferences, pair[0])
    assert seen(preferences, pair[1]).startswith("Hai bản cùng được sửa sau")


def test_copies_written_apart_are_told_when_the_other_is_gone_however_long_they_are(
    preferences: Preferences, pair: tuple[Path, Path]
) -> None:
    """By the number of acts alone the longer one would be a newer copy, the shorter one an older one."""
    with open_book(pair[1], clock=Clock("2025-12-21"), key_source=keys(500)) as book:
        for n in range(5):
            book.people.add(f"Người {n}")
    for first, second, ahead, behind in ((pair[0], pair[1], 5, 3), (pair[1], pair[0], 3, 5)):
        preferences.put(copies_seen.KEY, {})
        seen(preferences, first)
        gone = first.rename(first.with_name("gone"))
        told = seen(preferences, second)
        assert f"Bản này và bản “{first.name}” đã mở ngày 20/12/2025 cùng được sửa sau" in told
        assert f"bản đang mở có {ahead} lần sửa riêng, bản kia có {behind}." in told
        assert "“So với bản khác…” ở trang Khóa sổ, bàn giao" in told
        gone.rename(first)


def test_copies_parted_long_ago_are_told_without_numbers(
    preferences: Preferences, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_book(pair[1], clock=Clock("2025-12-21"), key_source=keys(500)) as book:
        for n in range(5):
            book.people.add(f"Người {n}")
    monkeypatch.setattr(copies, "LONGEST", 2)
    seen(preferences, pair[0])
    pair[0].unlink()
    assert "mỗi bản có những lần sửa mà bản kia không có" in seen(preferences, pair[1])


def test_what_an_earlier_version_remembered_still_tells_an_older_copy(
    preferences: Preferences, pair: tuple[Path, Path]
) -> None:
    seen(preferences, pair[0])
    kept = {key: {**one, "ends": None} for key, one in preferences.get(copies_seen.KEY).items()}
    preferences.put(copies_seen.KEY, kept)
    pair[0].unlink()
    assert "(thiếu 3 lần sửa)" in seen(preferences, pair[1])


def test_a_newer_copy_is_no_news(preferences: Preferences, pair: tuple[Path, Path]) -> None:
    seen(preferences, pair[1])
    assert seen(preferences, pair[0]) == ""


@pytest.mark.parametrize("kept", [None, [], {"k000001": 5}, {"k000001": {"path": 3, "acts": "x", "day": None}}])
def test_what_is_remembered_wrongly_is_forgotten(
    preferences: Preferences, pair: tuple[Path, Path], kept: object
) -> None:
    preferences.put(copies_seen.KEY, kept)
    assert seen(preferences, pair[0]) == ""


@pytest.fixture
def desk(preferences: Preferences) -> Iterator[Desk]:
    made = Desk(preferences)
    yield made
    made.close_orderly()


def settled(qtbot: QtBot) -> None:
    for _ in range(8):
        QApplication.processEvents()


def test_the_desk_warns_of_an_older_copy(desk: Desk, pair: tuple[Path, Path], qtbot: QtBot) -> None:
    assert desk.open(pair[0]) is not None
    settled(qtbot)
    window = desk.open(pair[1])
    assert window is not None
    settled(qtbot)
    assert "(thiếu 3 lần sửa)" in window.frame.message_bar.text()


def test_the_desk_leads_from_copies_written_apart_to_the_choice_of_sides(
    desk: Desk, pair: tuple[Path, Path], qtbot: QtBot
) -> None:
    with open_book(pair[1], clock=Clock("2025-12-21"), key_source=keys(500)) as book:
        book.people.add("Ổi")
    assert desk.open(pair[0]) is not None
    settled(qtbot)
    window = desk.open(pair[1])
    assert window is not None
    settled(qtbot)
    bar = window.frame.message_bar
    assert bar.text().startswith("Hai bản cùng được sửa sau") and bar.way_on.text() == "Chọn từng mục…"
    bar.way_on.click()
    settled(qtbot)
    assert window.shown == "closing"
    bar.way_on.click()
    assert any(isinstance(one, ForkDialog) for one in window.findChildren(ForkDialog))


def test_the_window_is_built_anew_after_receiving(
    desk: Desk, practice_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = Path(shutil.copy(practice_file, tmp_path / "so.sokhoi"))
    with open_book(path, clock=Clock("2026-01-16"), key_source=keys(30_000)) as book:
        code = practice_closing.closing(book, tmp_path / "m.sokhoi").code
    window = desk.open(tmp_path / "m.sokhoi")
    assert window is not None
    settled(qtbot)
    session = window.session
    assert session.read_only
    session.act(lambda: handover.receive(session.book, code, "Cao Văn Mận"))
    session.reopen_wanted.emit("Đã nhận sổ")
    settled(qtbot)
    (again,) = desk.windows.values()
    assert again is not window and not again.session.read_only
    assert again.shown == "closing"
    page = again.page("verify")
    assert isinstance(page, VerifyPage)
    page.check()
    assert page.result.text() == "Sổ nguyên vẹn"
    assert f"Mã đối chiếu bàn giao ngày 16/01/2026: {code}" in page.places.toPlainText()
    assert f"Mã đối chiếu khóa sổ năm {YEAR}: " in page.places.toPlainText()
