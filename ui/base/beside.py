"""Two parts beside each other with a handle between; under each other where the second would leave the first too
little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.base.measure import letters

WAYS = Qt.Orientation


class Beside(QSplitter):
    """`least` is how many letters wide the whole must be for both to stand beside each other; `shares` divides the
    room among them, beside and under each other."""

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        least: float,
        shares: tuple[tuple[int, int], tuple[int, int]] = ((3, 2), (3, 2)),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(WAYS.Horizontal, parent)
        self._least, self._shares = least, shares
        self.addWidget(first)
        self.addWidget(second)
        self.setChildrenCollapsible(False)
        self._share()

    def _share(self) -> None:
        beside = self.orientation() == WAYS.Horizontal
        whole = max(self.width() if beside else self.height(), 100)
        self.setSizes([whole * one // sum(self._shares[not beside]) for one in self._shares[not beside]])

    def _turn(self) -> None:
        way = WAYS.Horizontal if self.width() >= letters(self, self._least) else WAYS.Vertical
        if way != self.orientation():
            self.setOrientation(way)
            self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._turn()
        return super().event(event)
