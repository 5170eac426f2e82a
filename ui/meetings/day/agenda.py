"""The programme of the day with its mark "now": a list where there is room, one line where there is not."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.rules.words import capital
from ui.kit import style
from ui.kit.boxes import tip_whole
from ui.kit.style import bold
from ui.meetings.day import marks

ROLE = Qt.ItemDataRole.UserRole
AIR = 6
HELP = "Bấm đúp hoặc Enter vào một việc để chuyển đến việc ấy."


def under(place: int, over: list[str], now: str, voted: str = "") -> tuple[str, str]:
    """The mark of a work and what stands under it: `xong 8:05; tán thành 9/9`, `đang kiểm phiếu`. What was
    `voted` on the work at hand stands in the place of what is being done.
    """
    if place < len(over):
        return "over", "; ".join(filter(None, (f"xong {over[place]}" if over[place] else "", voted)))
    return ("now", voted or now) if place == len(over) else ("next", voted)


class _Painter(QStyledItemDelegate):
    """A work: its mark, its number, its words over as many lines as they need, how far it is."""

    def _inset(self, option: QStyleOptionViewItem) -> int:
        line = option.fontMetrics.height()
        return AIR + line + option.fontMetrics.horizontalAdvance(" 00 ")

    def _wide(self) -> int:
        view = self.parent()
        assert isinstance(view, QListWidget)
        return view.viewport().width()

    def _box(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QRect:
        room = QRect(0, 0, max(60, self._wide() - self._inset(option) - AIR), 10_000)
        strong = QFontMetrics(bold(option.font))  # so that a work keeps its height when it comes to hand
        return strong.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data()) or " ")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        self.initStyleOption(option, index)
        return QSize(60, self._box(option, index).height() + option.fontMetrics.height() + 2 * AIR)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        mark, told = index.data(ROLE)
        painter.save()
        box: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if mark == "now":
            painter.fillRect(box, QColor(style.CHOSEN))
            painter.fillRect(box.x(), box.y(), 3, box.height(), QColor(style.ACCENT))
        elif chosen:
            painter.fillRect(box, QColor(style.PALE))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(style.ACCENT))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        line = option.fontMetrics.height()
        middle = QPointF(box.x() + AIR + line * 0.5, box.y() + AIR + line * 0.5)
        marks.draw(painter, mark, middle, line * 0.8)
        inset = self._inset(option)
        painter.setFont(option.font)
        painter.setPen(QColor(style.MUTED))
        number = QRect(box.x() + AIR + line, box.y() + AIR, inset - AIR - line, line)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.setFont(bold(option.font) if mark == "now" else option.font)
        painter.setPen(QColor(style.INK))
        high = self._box(option, index).height()
        text = QRect(box.x() + inset, box.y() + AIR, box.width() - inset - AIR, high)
        painter.drawText(text, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        painter.setFont(option.font)
        painter.setPen(QColor(style.MUTED))
        below = QRect(text.x(), text.bottom() + 1, text.width(), line)
        painter.drawText(below, 0, option.fontMetrics.elidedText(told, Qt.TextElideMode.ElideRight, below.width()))
        painter.setPen(QColor(style.LINE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()


class AgendaList(QListWidget):
    """The works in their order.

    asked   the place of a work somebody wants to go to
    """

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chương trình")
        self.setToolTip(HELP)
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda item: self.asked.emit(self.row(item)))

    def show_works(self, works: tuple[str, ...], over: list[str], now: str, voted: Mapping[int, str]) -> None:
        """Show the programme, the first `len(over)` works being over, with what was voted on them."""
        while self.count() > len(works):
            self.takeItem(self.count() - 1)
        for place, text in enumerate(works):
            item = self.item(place) if place < self.count() else QListWidgetItem(self)
            item.setText(text)
            mark, told = under(place, over, now, voted.get(place, ""))
            item.setData(ROLE, (mark, told))
            said = told or marks.WORDS[mark]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{place + 1}. {text}, {said}")
            item.setToolTip(f"{capital(told)}. {HELP}" if told else HELP)
        if (at := self.item(min(len(over), self.count() - 1))) is not None:
            self.scrollToItem(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.asked.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the words wrap anew

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()


class AgendaLine(QComboBox):
    """The programme in one line, where a list has no room: the work at hand, the others on opening it.

    asked   the place of a work somebody wants to go to
    """

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Việc đang làm trong chương trình")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.activated.connect(lambda place: self.asked.emit(place))

    def show_works(self, works: tuple[str, ...], over: list[str], voted: Mapping[int, str]) -> None:
        """Show the work at hand; a last line stands for a programme that is over."""
        self.clear()
        for place, text in enumerate(works):
            told = f" ({voted[place]})" if place in voted else ""
            self.addItem(f"Việc {place + 1} trong {len(works)}: {text}{told}")
        if works and len(over) >= len(works):
            self.addItem("Đã hết chương trình")
        self.setCurrentIndex(min(len(over), self.count() - 1))
        tip_whole(self)
