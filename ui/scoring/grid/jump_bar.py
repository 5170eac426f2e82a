"""Ctrl+F in the score grid: type the name of a unit, or the code or title of an item, and stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from models.rules.number.text import fold, keys_meant
from ui.base.layout import words
from ui.base.measure import fit

if TYPE_CHECKING:
    from ui.scoring.grid.grid import ScoreGrid


class JumpBar(QFrame):
    """Stands over the lower right corner of the grid while it is open; Enter goes to the next one, Escape leaves."""

    def __init__(self, grid: ScoreGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._place = 0
        self.setObjectName("card")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Tên đơn vị, mã hoặc tên mục")
        self.field.setAccessibleName("Đến hàng, cột: tên đơn vị, mã hoặc tên mục")
        self.told = words("", "muted", wrap=False)
        fit(self.field, least_width=26)
        box = QHBoxLayout(self)
        box.setContentsMargins(8, 6, 8, 6)
        box.addWidget(self.field)
        box.addWidget(self.told)
        self.field.textEdited.connect(lambda _text: self._go(0))
        self.hide()

    def open(self) -> None:
        """Ask where to go."""
        self.told.setText("Enter: chỗ kế tiếp")
        self.show()
        self.raise_()
        self.place()
        self.field.selectAll()
        self.field.setFocus()

    def place(self) -> None:
        """Keep to the corner of the grid."""
        if self.isVisible():
            self.adjustSize()
            inside = self._grid.viewport().geometry()
            self.move(inside.right() - self.width() - 4, inside.bottom() - self.height() - 4)

    def found(self) -> list[tuple[int, int]]:
        """(unit, column) of what the typed text may mean; -1 for the unit or column that stays. Begins before within;
        letters and marks may be left out."""
        model, asked = self._grid.scores, fold(self.field.text().strip())
        meant = keys_meant(self.field.text().strip())
        if not asked:
            return []
        spots: list[tuple[int, tuple[int, int]]] = []
        for row, unit in enumerate(model.units):
            at = fold(model.names[unit]).find(asked)
            if at >= 0:
                spots.append((min(at, 1) + 1, (row, -1)))
        for place, column in enumerate(model.columns):
            code = fold(column.code)
            if code == asked or column.code.casefold() in meant:
                spots.append((0, (-1, place)))
            elif code.startswith(asked) or asked in fold(column.title):
                spots.append((2, (-1, place)))
        return [spot for _, spot in sorted(spots, key=lambda one: one[0])]

    def _go(self, on: int) -> None:
        spots = self.found()
        if not spots:
            self.told.setText("không thấy" if self.field.text().strip() else "")
            self.place()
            return
        self._place = (self._place + on) % len(spots) if on else 0
        row, column = spots[self._place]
        model, here = self._grid.scores, self._grid.current()
        unit = model.units[row] if row >= 0 else here[0] if here else model.units[0]
        node = model.columns[column].node if column >= 0 else here[1] if here else None
        self._grid.stand(unit, node)
        self.told.setText(f"{self._place + 1} trong {len(spots)}")
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(1)
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._grid.setFocus()
        else:
            super().keyPressEvent(event)
