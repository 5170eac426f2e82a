"""The left column: the pages of the year, each with the digit that opens it (Ctrl+1 … Ctrl+9)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit import style
from ui.window.pages import Entry

WIDTH = 198
COUNT = Qt.ItemDataRole.UserRole + 1
DIGIT = Qt.ItemDataRole.UserRole + 2


class _Painter(QStyledItemDelegate):
    """Draws, right of the label, how many things wait there, or else the digit that opens the page."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        count, digit = index.data(COUNT), index.data(DIGIT)
        painter.save()
        box: QRect = option.rect.adjusted(0, 0, -10, 0)
        if count:
            painter.setPen(QColor(style.WARN_INK))
        else:
            painter.setPen(QColor("#a7b0ac"))
        text = str(count) if count else str(digit or "")
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), 32))


class Navigation(QListWidget):
    """Shows entries; `picked` carries the key of the chosen one."""

    picked = Signal(str)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Các mục của sổ")
        self._keys: list[str] = []
        for number, entry in enumerate(entries, start=1):
            item = QListWidgetItem(entry.title, self)
            item.setData(DIGIT, number if number <= 9 else None)
            item.setToolTip(f"{entry.title} (Ctrl+{number})" if number <= 9 else entry.title)
            self._keys.append(entry.key)
        self.currentRowChanged.connect(self._tell)

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._keys):
            self.picked.emit(self._keys[row])

    def show_key(self, key: str) -> None:
        """Mark the page that is shown; a page of the menu leaves the column unmarked."""
        self.blockSignals(True)
        self.setCurrentRow(self._keys.index(key) if key in self._keys else -1)
        self.blockSignals(False)

    def show_count(self, key: str, count: int) -> None:
        if key in self._keys:
            self.item(self._keys.index(key)).setData(COUNT, count)
