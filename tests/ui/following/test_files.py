"""Tệp kèm: files are added, looked at, saved and taken away in one window; a program is never started from it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from models.book.book import Book
from tests.book.practice import YEAR
from tests.ui.list_pages import tab
from ui.following.files import FilesDialog
from ui.kit.list_tab import ListTab
from ui.window.main_window import MainWindow


@pytest.fixture
def movement(empty_book: Book) -> Book:
    empty_book.following.put_movement(YEAR, "Chung tay vì người nghèo", "regular", key="m")
    return empty_book


def files(window: MainWindow, dialog_of: Callable[..., Any]) -> tuple[ListTab, Any]:
    """The list of movements, and the window of the files of the first, opened from there."""
    lines = tab(window, "following", "Phong trào")
    (extra,) = [one for one in lines.spec.extras if one.text == "Tệp kèm…"]
    extra.act(lines)
    return lines, dialog_of(lines, FilesDialog)


def test_files_are_added_opened_saved_and_taken_away(
    movement: Book,
    window_on: Callable[[Book], MainWindow],
    dialog_of: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines, dialog = files(window_on(movement), dialog_of)
    for name, content in (("kế hoạch.pdf", b"%PDF-1"), ("chay.exe", b"MZ")):
        (tmp_path / name).write_bytes(content)
    paths = [str(tmp_path / "kế hoạch.pdf"), str(tmp_path / "chay.exe"), str(tmp_path / "mat.pdf")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (paths, ""))
    dialog.note.setText("bản ký")
    dialog.choose()
    assert [one.file_name for one in dialog.table.rows_model.rows] == ["kế hoạch.pdf", "chay.exe"]
    assert [one.note for one in movement.attachments.of("movement", "m")] == ["bản ký", None]
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    first, second = movement.attachments.of("movement", "m")
    assert dialog.table.select_key(first.key)
    dialog.look()
    (place,) = [Path(one.toLocalFile()) for one in opened]
    assert place.read_bytes() == b"%PDF-1" and place.stem == first.blob[:24]
    assert dialog.table.select_key(second.key)
    dialog.look()
    assert len(opened) == 1 and "Lưu ra tệp" in dialog.problem.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "ra.bin"), ""))
    dialog.save()
    assert (tmp_path / "ra.bin").read_bytes() == b"MZ"
    dialog.remove()
    assert [one.file_name for one in movement.attachments.of("movement", "m")] == ["kế hoạch.pdf"]
    assert "kế hoạch.pdf" in lines.spec.columns[0].tip(movement.following.movements(YEAR)[0])


@pytest.mark.parametrize("sha", ["../../lac-duong", "0" * 64])
def test_a_file_that_is_not_what_its_mark_says_is_neither_opened_nor_saved(
    movement: Book,
    window_on: Callable[[Book], MainWindow],
    dialog_of: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sha: str,
) -> None:
    """A stranger gave the bytes another mark, of which the copy's name is made."""
    movement.attachments.attach(YEAR, "movement", "m", "kế hoạch.pdf", b"%PDF-1")
    kept = movement.store.connection
    kept.execute("PRAGMA foreign_keys = OFF")
    kept.execute("UPDATE blob SET sha256 = ?", (sha,))
    kept.execute("UPDATE attached SET blob = ?", (sha,))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tam" / "trong"))
    (tmp_path / "tam" / "trong").mkdir(parents=True)
    _, dialog = files(window_on(movement), dialog_of)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog.table.select_key(movement.attachments.of("movement", "m")[0].key)
    dialog.look()
    assert opened == [] and "sửa ngoài chương trình" in dialog.problem.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "ra.bin"), ""))
    dialog.save()
    assert [one for one in tmp_path.rglob("*") if one.is_file() and one.suffix != ".sokhoi"] == []


def test_the_name_offered_for_a_file_leads_nowhere_else(
    movement: Book,
    window_on: Callable[[Book], MainWindow],
    dialog_of: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A book brought in from a document may say any name; one press of Save must not follow it."""
    key = movement.attachments.attach(YEAR, "movement", "m", "kế hoạch.pdf", b"%PDF-1")
    _, dialog = files(window_on(movement), dialog_of)
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: offered.append(args[2]) or ("", ""))
    for said in ("kế hoạch.pdf", "/etc/cron.d/x.pdf", "../../x.pdf", "C:\\Users\\x.pdf", "a\0b.pdf", "..", "CON.pdf"):
        with movement.store.operation("test") as tx:
            tx.update("attached", key, file_name=said)
        dialog.refresh()
        dialog.table.select_key(key)
        dialog.save()
    folder = str(dialog.session.folder)
    assert [Path(one).parent for one in offered] == [Path(folder)] * len(offered)
    assert [Path(one).name for one in offered] == [
        "kế hoạch.pdf", "-etc-cron.d-x.pdf", "..-..-x.pdf", "C--Users-x.pdf", "a b.pdf", "van-ban", "_CON.pdf"
    ]  # fmt: skip
