"""Files before the eyes in the system's own program for them: what was saved, or a copy that goes with the sitting."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.base.session import Session

NO_PROGRAM = "Máy không có chương trình nào mở được tệp loại “{ending}”. Tệp đã lưu ở {folder}; mở ở máy khác."
NO_FOLDER = "Không mở được thư mục {folder}: máy không có chương trình xem thư mục."


def opened(path: Path) -> bool:
    """Hand a file or a folder to the system; False where no program of it takes it."""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))


def show_saved(session: Session, path: Path) -> None:
    """Open a file somebody has saved, or say that nothing here opens it and where it lies."""
    if not opened(path):
        session.warn(NO_PROGRAM.format(ending=path.suffix or path.name, folder=path.parent))


def show_folder(session: Session, folder: Path) -> None:
    """Open a folder, or say that nothing here shows it."""
    if not opened(folder):
        session.warn(NO_FOLDER.format(folder=folder))
