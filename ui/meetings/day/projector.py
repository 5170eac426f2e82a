"""The projector: a window of its own with one picture, on the second screen if there is one; its small preview."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.base.measure import roomy
from ui.kit import style
from ui.meetings.day import painting
from ui.meetings.day.shown import Picture

WIDE, HIGH = 16, 9
PAGE_TIME = 8000  # milliseconds a page of many names stands
HELP = "F11 hoặc bấm đúp: toàn màn hình. Esc: cửa sổ thường, kéo sang màn khác được."


class PictureView(QWidget):
    """Shows one picture as large as it is itself; one of many names page by page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture: Picture | None = None
        self.page = 0
        self._turning = QTimer(self, interval=PAGE_TIME)
        self._turning.timeout.connect(self.turn_page)

    def show_picture(self, picture: Picture | None) -> None:
        """Show this picture from now on, its pages one after another; None: nothing."""
        many = painting.pages_of(picture)
        if many != painting.pages_of(self.picture) or type(picture) is not type(self.picture):
            self.page = 0
        self.picture = picture
        self._turning.start() if many > 1 else self._turning.stop()
        self.update()

    def turn_page(self) -> None:
        """Show the next page, after the last one the first."""
        self.page = (self.page + 1) % painting.pages_of(self.picture)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.picture is None:
            painter.fillRect(self.rect(), QColor(style.GROUND))
        else:
            painting.paint(painter, QRectF(self.rect()), self.picture, self.page)


class Preview(PictureView):
    """What stands on the projector now, small, beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Đang hiện trên màn chiếu")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * HIGH // WIDE

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().averageCharWidth() * 30
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(style.EDGE))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Projector(PictureView):
    """The window on the wall.

    closed   somebody has closed it
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowTitle("Màn chiếu")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # keys go on working where the work is
        self.setAccessibleDescription(HELP)
        roomy(self, 120, 30)

    def open_beside(self, work: QWidget, remembered: str = "") -> str:
        """Show the window on a screen where the work is not, filling it; with one screen only, as a window. Returns
        the name of the screen it fills, "" when none. The keyboard stays with the work.
        """
        filled = self._show_beside(work, remembered)
        work.window().activateWindow()
        return filled

    def _show_beside(self, work: QWidget, remembered: str) -> str:
        here = work.window().screen()
        others = [one for one in QGuiApplication.screens() if one is not here]
        chosen = next((one for one in others if one.name() == remembered), others[0] if others else None)
        if chosen is None:
            self.show()
            return ""
        self.setScreen(chosen)
        self.move(chosen.geometry().topLeft())
        self.showFullScreen()
        return chosen.name()

    def screen_gone(self, screen: QScreen) -> None:
        """A screen was unplugged: with one left the picture stands in a window and never covers the work."""
        if self.isFullScreen() and len([one for one in QGuiApplication.screens() if one is not screen]) < 2:
            self.showNormal()

    def turn_full(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self.turn_full()
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.turn_full()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
