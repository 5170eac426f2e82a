"""A large act of the day: its name, its key, how far it is. Four of them stand in one row, or two by two."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ui.kit import style
from ui.kit.style import bold
from ui.meetings.day.state import TITLES, ActState

LARGER = 1.2  # the act's name against other text
SIDE, AIR = 12, 7  # between the frame and the text
GAP = 8


class ActButton(QAbstractButton):
    """One act; checked while its work stands below."""

    def __init__(self, key: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._keys = key, keys
        self._state = ActState(key, "", "")
        self._short = False
        self.setText(TITLES[key])
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: ActState) -> None:
        """Say how far the act is."""
        self._state = state
        said = "; ".join(part for part in (state.said, state.then) if part)
        self.setAccessibleName(f"{self.text()}: {said}")
        self.setToolTip(f"{self.text()} ({self._keys}): {said}")
        self.updateGeometry()
        self.update()

    def shorten(self, short: bool) -> None:
        """Say how far the act is in one line, where pages are low."""
        if self._short != short:
            self._short = short
            self.updateGeometry()
            self.update()

    def _lines(self) -> list[tuple[str, str]]:
        """What stands below the name, each with its tone."""
        said, then = (self._state.said, ""), (self._state.then, self._state.tone)
        if not self._short:
            return [said, then]
        return [then if then[1] in ("warn", "bad") else said]

    def _large(self) -> QFont:
        font = bold(self.font())
        font.setPointSizeF(self.font().pointSizeF() * LARGER)
        return font

    def sizeHint(self) -> QSize:
        metrics, large = self.fontMetrics(), QFontMetrics(self._large())
        head = large.horizontalAdvance(self.text()) + metrics.horizontalAdvance(f"  {self._keys}")
        strong = QFontMetrics(bold(self.font()))
        lines = self._lines()
        wide = max(head, *(strong.horizontalAdvance(text) for text, _tone in lines))
        return QSize(wide + 2 * SIDE + 4, large.height() + len(lines) * metrics.height() + 2 * AIR + 2)

    def minimumSizeHint(self) -> QSize:
        named = QFontMetrics(self._large()).horizontalAdvance(self.text())
        key = 0 if self._short else self.fontMetrics().horizontalAdvance(f"  {self._keys}")
        return QSize(named + key + 2 * SIDE, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, focused = self.isChecked(), self.hasFocus()
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        ground = style.CHOSEN if self.isDown() else style.PALE if on or self.underMouse() else style.PAPER
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(style.ACCENT if on or focused else style.EDGE), 2 if on else 1))
        painter.drawRoundedRect(frame, 3, 3)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(style.ACCENT), 1, Qt.PenStyle.DotLine))
            painter.drawRect(frame.adjusted(3, 3, -3, -3))
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        large, line = QFontMetrics(self._large()), self.fontMetrics().height()
        left, wide, top = SIDE, self.width() - 2 * SIDE, AIR + 1
        side = Qt.AlignmentFlag.AlignVCenter
        head = QRectF(left, top, wide, large.height())
        painter.setPen(QColor(style.MUTED))
        if large.horizontalAdvance(self.text()) + self.fontMetrics().horizontalAdvance(f" {self._keys}") <= wide:
            painter.drawText(head, Qt.AlignmentFlag.AlignRight | side, self._keys)
        painter.setFont(self._large())
        painter.setPen(QColor(style.INK if self.isEnabled() else style.MUTED))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | side, self.text())
        top += large.height()
        for text, tone in self._lines():
            painter.setFont(bold(self.font()) if tone not in ("", "muted") else self.font())
            painter.setPen(QColor(style.TONES.get(tone, style.INK)))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRectF(left, top, wide, line), Qt.AlignmentFlag.AlignLeft | side, shown)
            top += line


class ActRow(QWidget):
    """The acts beside each other where each finds the room it asks, else two by two."""

    def __init__(self, buttons: tuple[ActButton, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = buttons
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()

    def _lay_out(self) -> None:
        narrowest = max(one.minimumSizeHint().width() for one in self._buttons)
        many = len(self._buttons)
        across = many if narrowest * many + GAP * (many - 1) <= self.width() else many // 2
        if across == self._across:
            return
        self._across = across
        for place, one in enumerate(self._buttons):
            self._grid.addWidget(one, place // across, place % across)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        widest = max(one.minimumSizeHint().width() for one in self._buttons)
        return QSize(2 * widest + GAP, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange):  # a button asks for another width now
            self._lay_out()
        return done
