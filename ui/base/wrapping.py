"""Rows as high as their text in a list, measured by what the text is drawn in: Qt leaves out a style sheet's padding in
tables and measures trees as if nothing wrapped."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

AROUND = 14
"""Pixels left and right of a cell's text."""
Index = QModelIndex | QPersistentModelIndex


def text_height(metrics: QFontMetrics, text: str, width: int) -> int:
    """Pixels that a text takes where its cell is so wide."""
    room = QRect(0, 0, max(width - AROUND, metrics.averageCharWidth()), metrics.height() * 1000)
    return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()


class Wrapping(QStyledItemDelegate):
    """Gives the lines of a tree the height of their whole text."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        view.setUniformRowHeights(False)
        view.setWordWrap(True)
        view.header().sectionResized.connect(lambda *_sizes: view.scheduleDelayedItemsLayout())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        wide = self._view.columnWidth(index.column())
        above, levels = index.parent(), 1
        while above.isValid():
            above, levels = above.parent(), levels + 1
        if index.column() == 0:
            wide -= self._view.indentation() * levels
        wide += AROUND // 2  # lines of a tree have no padding
        high = text_height(QFontMetrics(option.font), str(index.data() or ""), wide)
        return QSize(hint.width(), max(hint.height(), high))
