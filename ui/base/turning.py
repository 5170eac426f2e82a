"""Parts that stand beside each other where there is room for all of them, else under each other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QSizePolicy, QWidget

WAY = QBoxLayout.Direction


class Turning(QFrame):
    """A row of widgets that turns into a column as soon as one of them would be cut."""

    def __init__(
        self,
        *parts: QWidget,
        spacing: int = 8,
        margins: tuple[int, int, int, int] = (0, 0, 0, 0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._line = QBoxLayout(WAY.LeftToRight, self)
        self._line.setContentsMargins(*margins)
        self._line.setSpacing(spacing)
        self._line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._parts: tuple[QWidget, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.lay_out(*parts)

    def lay_out(self, *parts: QWidget) -> None:
        """Add parts at the end, the first one taking what room is left."""
        for part in parts:
            self._line.addWidget(part, 0 if self._parts else 1)
            self._parts = (*self._parts, part)

    def turn(self) -> None:
        """Lie or stand, as the parts that are shown ask for it."""
        way = WAY.LeftToRight if self._asked() <= self.width() else WAY.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
            self.updateGeometry()

    def _asked(self) -> int:
        shown = [max(part.sizeHint().width(), part.minimumWidth()) for part in self._parts if not part.isHidden()]
        edges = self._line.contentsMargins()
        return sum(shown) + self._line.spacing() * max(0, len(shown) - 1) + edges.left() + edges.right()

    def minimumSizeHint(self) -> QSize:
        widest = max((part.minimumSizeHint().width() for part in self._parts if not part.isHidden()), default=0)
        edges = self._line.contentsMargins()
        return QSize(widest + edges.left() + edges.right(), self._line.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self._asked(), self._line.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.turn()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a part says something longer now, or is shown or hidden
            self.turn()
        return done
