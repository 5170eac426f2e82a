"""Tệp kèm: files are added, looked at, saved and taken away in one window; a program is never started from it."""

from __future__ import annotations

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
from ui.window.main_window import MainWindow


@pytest.fixture
def movement(empty_book: Book) -> Book:
    empty_book.following.put_movement(YEAR, "Chung tay vì người nghèo", "regular", key="m")
    return empty_book


def test_files_are_added_opened_saved_and_taken_away(
    movement: Book,
    window_on: Callable[[Book], MainWindow],
    dialog_of: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = window_on(movement)
    lines = tab(window, "following", "Phong trào")
    (extra,) = [one for one in lines.spec.extras if one.text == "Tệp kèm…"]
    extra.act(lines)
    dialog = dialog_of(lines, FilesDialog)
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
