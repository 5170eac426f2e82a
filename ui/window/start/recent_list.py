"""The books opened lately, two lines each: whose, then year, when it was opened, where it lies, and why not if not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.base.preferences import Known
from ui.kit import style
from ui.kit.style import bold
from ui.words import labels
from ui.words.messages import show

BOOK = Qt.ItemDataRole.UserRole
MARGIN = 12
STATES = {
    "practice": "Tập dùng",
    "handed-over": labels.YEAR_STATES["handed-over"],
    "view-copy": "Bản chỉ xem",
}
MISSING = "Không thấy tệp"


def state_of(book: Known) -> str:
    """What is to be known before it is opened; "" when it is a book like others."""
    return STATES.get(book.state, "") if book.there else MISSING


def opened_words(moment: str, today: date) -> str:
    """When a book was opened: "mở hôm nay, 08:02", "mở 16/01/2026"; "" when that is not known."""
    day, _, clock = moment.partition("T")
    if not day:
        return ""
    return f"mở hôm nay, {clock}" if day == today.isoformat() else f"mở {show(day)}"


def place_words(path: Path, documents: Path) -> str:
    """The folder a book lies in, from the folder of documents where it is in it."""
    try:
        inside = path.parent.relative_to(documents)
    except ValueError:
        return str(path.parent)
    return str(Path("Tài liệu") / inside)


class _Painter(QStyledItemDelegate):
    """Two lines and, at the right, the state in a box."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, option.fontMetrics.height() * 2 + 20)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        book: Known = index.data(BOOK)
        title, under = str(index.data()).split("\n", 1)
        painter.save()
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(style.CHOSEN))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(style.PALE))
        painter.setPen(QColor(style.LINE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inside = box.adjusted(MARGIN, 9, -MARGIN, -9)
        taken = self._tag(painter, option, inside, state_of(book))
        line = option.fontMetrics.height()
        painter.setFont(bold(option.font))
        painter.setPen(QColor(style.INK if book.there else style.MUTED))
        first = inside.adjusted(0, 0, -taken, 0)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            first, Qt.AlignmentFlag.AlignTop, painter.fontMetrics().elidedText(title, elide, first.width())
        )
        painter.setFont(option.font)
        painter.setPen(QColor(style.MUTED))
        second = inside.adjusted(0, line + 2, 0, 0)
        middle = Qt.TextElideMode.ElideMiddle
        painter.drawText(
            second, Qt.AlignmentFlag.AlignTop, painter.fontMetrics().elidedText(under, middle, second.width())
        )
        painter.restore()

    def _tag(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, text: str) -> int:
        """The state at the right of the first line; how much room it took."""
        if not text:
            return 0
        painter.setFont(option.font)
        wide = option.fontMetrics.horizontalAdvance(text) + 14
        frame = QRect(box.right() - wide, box.top() - 2, wide, option.fontMetrics.height() + 3)
        missing = text == MISSING
        painter.setBrush(QColor(style.WARN_PAPER if missing else style.PAPER))
        painter.setPen(QColor(style.WARN_LINE if missing else style.EDGE))
        painter.drawRoundedRect(frame, 3, 3)
        painter.setPen(QColor(style.WARN_INK if missing else style.MUTED))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
        return wide + 8


class RecentList(QListWidget):
    """Shows recent books; `opened` carries the path of one that was opened: Enter or a double click."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sổ mở gần đây")
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(BOOK).path))

    def show_books(self, books: list[Known], documents: Path, today: date) -> None:
        """List books, newest first; the newest is chosen."""
        self.clear()
        for book in books:
            year = f"Năm {book.year}" if book.year else ""
            said = (year, opened_words(book.opened, today), place_words(book.path, documents))
            under = "     ".join(part for part in said if part)
            item = QListWidgetItem(f"{book.bloc or book.path.stem}\n{under}", self)
            item.setData(BOOK, book)
            item.setToolTip(str(book.path))
            told = ", ".join(part for part in (book.bloc or book.path.stem, *said, state_of(book)) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        if books:
            self.setCurrentRow(0)

    def chosen(self) -> Known | None:
        item = self.currentItem()
        found: Known | None = item.data(BOOK) if item is not None else None
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen book on every system."""
        book = self.chosen()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and book is not None:
            self.opened.emit(book.path)
        else:
            super().keyPressEvent(event)
