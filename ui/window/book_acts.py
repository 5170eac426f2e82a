"""What the menu "Sổ" does to the book of one window: copies, backups, settings, a new year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QMessageBox

from models.exchange.places import named_beside

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow

SUFFIX = ".sokhoi"
FILTER = f"Sổ Khối (*{SUFFIX})"


def copy(window: MainWindow, path: Path) -> None:
    """Lưu bản sao…: a whole copy that can be worked in."""
    book = window.session.book
    proposed = named_beside(path, f" {book.today()}{SUFFIX}")
    _save_as(window, "Lưu bản sao", proposed, book.save_copy, "Đã lưu bản sao: {file}")


def view_copy(window: MainWindow, path: Path) -> None:
    """Gửi bản chỉ xem…: a copy that everybody can look at and nobody can work in."""
    book = window.session.book
    proposed = named_beside(path, f" {book.today()} chỉ xem{SUFFIX}")
    said = "Đã lập bản chỉ xem: {file}. Gửi tệp này qua thư, Zalo hoặc USB; nơi nhận mở để xem và in."
    _save_as(window, "Gửi bản chỉ xem", proposed, book.save_view_copy, said)


def _save_as(window: MainWindow, title: str, proposed: Path, save: Callable[[Path], object], said: str) -> None:
    box = QFileDialog(window, title, str(proposed), FILTER)
    box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    box.setDefaultSuffix(SUFFIX.lstrip("."))

    def chosen(name: str) -> None:
        if window.session.act(lambda: save(Path(name))):
            window.session.say(said.format(file=name))

    box.fileSelected.connect(chosen)
    box.open()


def backups(window: MainWindow, path: Path, restore: Callable[[Path], object]) -> None:
    """Sao lưu, phục hồi…"""
    from ui.file.backups import BackupsDialog

    BackupsDialog(window.session, path, restore, window).open()


def assistant(window: MainWindow) -> None:
    """Trợ lý lập sổ…: the pages that lead a new book to a filled home, at the first that is not done."""
    from ui.window.assistant.assistant import Assistant

    if not window.session.locked and window.session.book.years.find(window.session.year) is not None:
        Assistant(window.session, window).open()


def person(window: MainWindow) -> None:
    """Người làm…: who is at the keyboard."""
    from ui.file.person import PersonDialog

    dialog = PersonDialog(window.session, window)
    dialog.passed.connect(lambda _value: window.refresh_frame())
    dialog.open()


def settings(window: MainWindow) -> None:
    """Tùy chọn…"""
    from ui.file.settings import SettingsDialog

    SettingsDialog(window.session, window).open()


def year(window: MainWindow) -> None:
    """Thêm năm khác…"""
    from ui.file.year import YearDialog

    YearDialog(window.session, window).open()


def next_year(window: MainWindow) -> None:
    """Lập sổ năm sau từ sổ này…"""
    from ui.closing.next_year import NextYearDialog

    NextYearDialog(window.session, window).open()


def faults(window: MainWindow, found: tuple[Any, ...], save: tuple[str, Callable[[], object]]) -> None:
    """What the check of the file found, for whoever is asked for help; `save` is the way to what can still be read."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Kiểm tra tệp", "Những chỗ không đọc được:", parent=window)
    box.setInformativeText("\n".join(str(one) for one in found))
    box.addButton(save[0], QMessageBox.ButtonRole.AcceptRole).clicked.connect(save[1])
    box.addButton("Đóng", QMessageBox.ButtonRole.RejectRole)
    box.open()
