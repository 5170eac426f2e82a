"""What the clipboard holds; any table out: to the clipboard as text and as a table for Word, or to a workbook."""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.base.session import Session

OUT = "Excel (*.xlsx)"
Lines = Sequence[Sequence[str]]


def clipboard_text() -> str:
    """What the clipboard holds as text."""
    return QGuiApplication.clipboard().text()


def clipboard_table() -> tuple[str, str]:
    """What the clipboard holds as HTML ("" when it has none) and as text."""
    mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if mime is None:  # a clipboard nothing was put on
        return "", ""
    return (mime.html() if mime.hasHtml() else ""), (mime.text() if mime.hasText() else "")


def copy(lines: Lines, headed: bool = True) -> None:
    """Put a table on the clipboard: tabs for Excel, a table for Word."""
    from models.exchange import clipboard as texts  # the readers of every kind of table come with it

    data = QMimeData()
    text = texts.text(lines)
    data.setText(text.removesuffix("\n") if headed else text)
    data.setHtml(texts.html(lines, headed))
    QGuiApplication.clipboard().setMimeData(data)
    atexit.unregister(_let_go)
    atexit.register(_let_go)


def _let_go() -> None:
    """Take back what was put on the clipboard of a program without a screen before the interpreter goes: Qt keeps it
    in the process there and lets go of it afterwards, which crashes. A real clipboard keeps what was copied.
    """
    if QGuiApplication.instance() is not None and QGuiApplication.platformName() == "offscreen":
        QGuiApplication.clipboard().clear()


def session_of(widget: QWidget) -> Session | None:
    """The sitting a widget stands in: that of its page or dialog."""
    above: QWidget | None = widget
    while above is not None:
        found: Session | None = getattr(above, "session", None)
        if found is not None:
            return found
        above = above.parentWidget()
    return None


def title_of(widget: QWidget) -> str:
    """What the page or dialog around a widget is called."""
    above: QWidget | None = widget
    while above is not None:
        said = getattr(above, "title", "")
        if isinstance(said, str) and said:
            return said
        above = above.parentWidget()
    return widget.window().windowTitle() or "Bảng"


def choose_and_write(lines: Lines, widths: Sequence[int], widget: QWidget) -> None:
    """Ask where to, and write the first line as headings, the others below."""
    session = session_of(widget)
    if session is None:
        return
    title = title_of(widget)
    from PySide6.QtWidgets import QFileDialog  # its enums cost a millisecond of the start

    from models.exchange.places import file_name, with_ending

    name = file_name(f"{title} {session.year}", ".xlsx")
    path, _ = QFileDialog.getSaveFileName(widget, "Xuất bảng ra Excel", str(session.folder / name), OUT)
    if path:
        chosen = with_ending(path, ".xlsx")
        if session.act(lambda: write(chosen, title, lines, widths, session.book.today())):
            session.say(f"Đã xuất ra {chosen.name}.")


def write(path: Path, title: str, lines: Lines, widths: Sequence[int], day: str) -> None:
    """A workbook of one table. FileTrouble `file.cannot_write`."""
    body = [list(line) for line in lines[1:]]
    from models.exchange import shown, workbook_out

    counts = shown.counting(body)
    made = [[shown.value(text, place in counts) for place, text in enumerate(line)] for line in body]
    workbook_out.plain_table(path, title, lines[0], made, widths, day)
