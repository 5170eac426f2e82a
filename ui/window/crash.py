"""Our own bugs: written to a log file, said once in one dialog, followed by an orderly close.

What a person can mend never comes here: that is a Refusal, shown in the message line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from models.rules.errors import FileTrouble
from ui.base import preferences

SENTENCE = (
    "Chương trình phải dừng vì một trục trặc. Những gì đã hiện là đã lưu. "
    "Mở lại sổ để làm tiếp; nếu gặp lại, gửi tệp ghi trục trặc cho người hỗ trợ."
)
LOG_LIMIT = 1_000_000
BUG = 70  # exit status of our own bug (EX_SOFTWARE)


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The text of one log entry: time, machine, versions, traceback. No content of a book."""
    import platform
    import traceback

    from PySide6 import __version__ as qt_version

    head = f"{datetime.now().astimezone().isoformat(timespec='seconds')}  {platform.platform()}  "
    head += f"Python {platform.python_version()}  PySide6 {qt_version}"
    return head + "\n" + "".join(traceback.format_exception(kind, error, trace)) + "\n"


def log_path() -> Path:
    return preferences.folder() / "truc-trac.log"


def write_log(entry: str) -> Path | None:
    """Append an entry to the log; the file starts anew past one megabyte. None when it cannot be written."""
    from models.exchange.places import append, put_aside

    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            put_aside(path, path.with_suffix(".old"))
        append(path, entry)
    except (OSError, FileTrouble):
        return None
    return path


def install(close_orderly: Callable[[], None], leave: Callable[[int], object] = QCoreApplication.exit) -> None:
    """From now on an unexpected exception ends the program politely: log, dialog, books closed, exit status 70."""
    busy = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal busy
        entry = report(kind, error, trace)
        sys.stderr.write(entry)
        if busy or issubclass(kind, KeyboardInterrupt):
            leave(BUG)
            return
        busy = True
        path = write_log(entry)
        show(entry, path)
        try:
            close_orderly()
        finally:
            leave(BUG)

    sys.excepthook = hook


def show(entry: str, path: Path | None) -> None:
    """The one dialog; without a screen (a test, a server) the entry on stderr is all there is to say."""
    if QApplication.instance() is None or QApplication.platformName() in ("offscreen", "minimal"):
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "Sổ Khối", SENTENCE)
    if path is not None:
        box.setInformativeText(f"Tệp ghi trục trặc: {path}")
    box.setDetailedText(entry)
    box.exec()
