"""Tình trạng sổ: the newest backup, whether the file is as its journal says, which years are closed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from models.book.bloc.settings import SALVAGED
from models.rules.errors import FileTrouble
from ui.base.layout import button, card, row, words
from ui.base.measure import measured
from ui.home import glyphs
from ui.words import closing_words, messages
from ui.words.keeping import backups as backup_words
from ui.words.keeping import salvage_words

if TYPE_CHECKING:
    from ui.base.second_place import SecondPlace
    from ui.base.session import Session

OLD = 7  # days without a backup from which home says so
CHECKED = {True: "khớp nhật ký, xem lúc mở sổ", False: "có chỗ không khớp nhật ký", None: "chưa xem lần này"}


class Mark(QWidget):
    """A status mark that stands in a layout."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_kind(kind)
        measured(self, lambda: self.setFixedSize(self.sizeHint()))

    def show_kind(self, kind: str) -> None:
        """Be the mark of that kind."""
        self.kind = kind
        self.setAccessibleName(glyphs.WORDS[kind])
        self.setToolTip(glyphs.WORDS[kind])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(glyphs.side(self) + 4, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        glyphs.draw(painter, self.kind, QPointF(self.width() / 2, self.height() / 2), glyphs.side(self))


def _backed_up(session: Session) -> tuple[datetime | None, str]:
    """When the newest backup on this computer was taken, and how that is said; a folder nobody may read says so."""
    try:
        newest = max((kept.taken for kept in session.book.backups()), default=None)
    except FileTrouble as trouble:
        return None, session.sentence(trouble)
    return newest, f"{messages.moment(newest)}, trên máy này" if newest else "chưa có bản nào"


def lines(session: Session) -> list[tuple[str, str, str]]:
    """(mark, what, how it stands) of backup, check and closing; of a past only what was closed by then, for backups and
    checks are of the book of today."""
    book, year = session.book, session.year
    newest, backed = _backed_up(session)
    days = (datetime.now(newest.tzinfo) - newest).days if newest else None
    checked = {True: "done", False: "bad", None: "open"}[session.checked]
    stands = closing_words.state(book, year).partition(": ")[2].rstrip(".")
    second = [_second(session.second)] if session.second is not None and not session.read_only else []
    said = book.settings.get(SALVAGED)
    origin = [("warn", "Nguồn gốc", salvage_words.of_itself(said))] if isinstance(said, dict) else []
    kept = [
        ("done" if days is not None and days <= OLD else "warn", "Sao lưu", backed),
        *second,
        (checked, "Kiểm tra sổ", CHECKED[session.checked]),
    ]
    return [
        *origin,
        *([] if book.read_only_reason == "past" else kept),
        (
            "open" if book.years.get(year).state == "open" else "done",
            session.worded("Khóa sổ"),
            f"{session.called(year)} {stands}",
        ),
    ]


def _second(place: SecondPlace) -> tuple[str, str, str]:
    """The second place: not chosen, not plugged in, or how old the newest backup there is."""
    folder, newest = place.folder, place.newest
    if folder is None:
        return "open", "Nơi thứ hai", backup_words.NO_SECOND
    days = (datetime.now(newest.tzinfo) - newest).days if newest else None
    said = backup_words.second_place(folder.parent.name or str(folder.parent), place.there, newest)
    return ("done" if days is not None and days <= OLD else "warn"), "Nơi thứ hai", said


def make(session: Session) -> QFrame:
    """The card, as things stand now."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for number, (mark, what, how) in enumerate(lines(session)):
        grid.addWidget(Mark(mark), number, 0)
        grid.addWidget(words(what, "strong", wrap=False), number, 1)
        grid.addWidget(words(how, "warn" if mark in ("warn", "bad") else ""), number, 2)
    ways = row(
        button("Sao lưu…", lambda: session.asked_for.emit("backups"), "link"),
        button("Kiểm tra sổ", lambda: session.go("verify"), "link"),
        button(session.worded("Khóa sổ, bàn giao"), lambda: session.go("closing"), "link"),
        None,
        spacing=16,
    )
    return card(words("Tình trạng sổ", "section"), grid, ways)
