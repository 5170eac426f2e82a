"""The line above the score grid: how many cells are empty and the way to the next one, what is hidden or put in another
order, and whether units stand down or across."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QWidget

from ui.base.layout import action_button, button, row, words
from ui.scoring.grid.looking import Looking


class GridTools(QWidget):
    """Follows its grid when it is told to."""

    def __init__(self, looking: Looking, next_blank: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looking = looking
        self.blanks = words("", "muted", wrap=False)
        self.hidden = button("", looking.show_all, "link")
        self.order = button("Về thứ tự danh sách", looking.list_order, "link")
        self.way = QComboBox()
        self.way.addItems(["Đơn vị ở hàng", "Đơn vị ở cột"])
        self.way.setAccessibleName("Đơn vị ở hàng hay ở cột")
        self.way.activated.connect(lambda place: looking.turn(place == 1))
        self._next = action_button(next_blank)
        self.setLayout(row(None, self.order, self.hidden, self.blanks, self._next, self.way))

    def follow(self, narrow: bool) -> None:
        """Show what holds now; where there is little room only what cannot be seen otherwise."""
        scores = self._looking.grid.scores
        count = scores.blanks()
        self.blanks.setText(f"Còn {count} ô trống" if count else "Đủ điểm")
        self.way.setCurrentIndex(int(scores.turned))
        hidden = len(scores.arranged.hidden)
        self.hidden.setText(f"Hiện {hidden} mục đang ẩn")
        self.hidden.setVisible(bool(hidden))
        self.order.setVisible(scores.arranged.order is not None)
        for part in (self.blanks, self._next, self.way):
            part.setVisible(not narrow)
