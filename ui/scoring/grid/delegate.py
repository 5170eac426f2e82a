"""How a score cell is painted and typed into: its marks, its colours, and an editor that keeps what cannot be read.

What a mark means is `score_cells`; where typing goes on is the grid's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit import style
from ui.kit.fields import mark
from ui.scoring.grid.cells import Look

if TYPE_CHECKING:
    from ui.scoring.grid.grid import ScoreGrid

Index = QModelIndex | QPersistentModelIndex
MARKS = (
    ("blank", "chưa có điểm"),
    ("over", "vượt quy định của bảng"),
    ("differs", "khác số tính theo quy định"),
    ("estimated", "số ước"),
    ("computed", "tính từ số liệu"),
)
"""The marks a cell can carry, in the order of the legend."""
CORNER = 7
GROUNDED = ("not-assigned", "sum", "part")
"""Cells nobody types into stand on the ground of the window."""
TONES = {"computed": "ACCENT", "not-assigned": "MUTED", "question": "WARN_INK", "part": "MUTED"}


def paint_mark(painter: QPainter, area: QRect, kind: str) -> None:
    """Draw one mark into a cell: corners for what is wrong or special, a ground for what is missing."""
    right, bottom, left, top = area.right(), area.bottom(), area.left(), area.top()
    painter.setPen(Qt.PenStyle.NoPen)
    if kind == "blank":
        painter.fillRect(area, QColor(style.WARN_PAPER))
    elif kind == "over":
        painter.setBrush(QColor(style.BAD_INK))
        painter.drawPolygon(
            QPolygon([QPoint(right - CORNER, top), QPoint(right + 1, top), QPoint(right + 1, top + CORNER + 1)])
        )
    elif kind == "differs":
        painter.setBrush(QColor(style.AMBER))
        painter.drawPolygon(
            QPolygon(
                [QPoint(right + 1, bottom - CORNER), QPoint(right + 1, bottom + 1), QPoint(right - CORNER, bottom + 1)]
            )
        )
    elif kind == "estimated":
        painter.setBrush(QColor(style.ACCENT))
        painter.drawPolygon(
            QPolygon([QPoint(left, top), QPoint(left + CORNER + 1, top), QPoint(left, top + CORNER + 1)])
        )
    elif kind == "noted":
        painter.setBrush(QColor(style.MUTED))
        painter.drawEllipse(QPoint(left + 4, bottom - 4), 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)


RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ScoreDelegate(QStyledItemDelegate):
    """Paints a cell with its marks; its editor stays open with a red frame while the text cannot be read."""

    moved = Signal(int, int)

    def __init__(self, grid: ScoreGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Look = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect
        state = option.state
        painter.save()
        if QStyle.StateFlag.State_Selected in state:
            painter.fillRect(area, QColor(style.CHOSEN))
        elif "blank" in found.marks:
            paint_mark(painter, area, "blank")
        elif found.origin in GROUNDED:
            painter.fillRect(area, QColor(style.GROUND))
        for kind in ("over", "differs", "estimated", "noted"):
            if kind in found.marks:
                paint_mark(painter, area, kind)
        self._write(painter, option, area, found)
        if index == self._grid.currentIndex():
            painter.setPen(QColor(style.ACCENT))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, found: Look) -> None:
        font = QFont(option.font)
        font.setItalic(found.origin == "computed")
        if found.origin == "sum":
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        tone = getattr(style, TONES.get(found.origin, "INK"))
        painter.setPen(QColor(style.BAD_INK if "over" in found.marks else tone))
        side = Qt.AlignmentFlag.AlignCenter if found.origin == "not-assigned" else RIGHT
        painter.drawText(area.adjusted(3, 0, -8, 0), side, found.text)

    def createEditor(  # type: ignore[override]  # Qt takes None for "no editor"; the stubs do not
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        problem = self._grid.scores.refusal(self._grid.scores.spot(index)[0])
        if problem:
            self._grid.scores.session.warn(problem)
            return None
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.textEdited.connect(lambda: mark(editor, ""))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        editor.setGeometry(area.adjusted(0, 0, max(0, 64 - area.width()), 0))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                if (
                    event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                    and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                ):
                    step = (-1, 0)
                self._finish(editor, step)
                return True
        return super().eventFilter(editor, event)

    def _finish(self, editor: QLineEdit, step: tuple[int, int]) -> None:
        """Take the text and go on; a text that cannot be read keeps its editor, and says why."""
        index = self._grid.currentIndex()
        grid = self._grid
        grid.going_on = True
        try:
            problem = grid.scores.take(index, editor.text())
        finally:
            grid.going_on = False
        if problem:
            mark(editor, problem)
            self._grid.scores.session.warn(problem)
            return
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.moved.emit(*step)
        if grid.currentIndex() == index:
            grid.tell_current()


STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
"""Where a key that ends typing goes on: (units down, columns right)."""
