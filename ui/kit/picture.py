"""A picture of figures, painted: the same drawing on the screen in the window's colours, on the clipboard and on paper
in those of paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPaintDevice,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ui.base.tokens import LIGHT, Tokens
from ui.kit import style

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
AIR = 16
"""Around a picture on the clipboard and on paper."""


class Picture(QWidget):
    """Subclasses say how large they want to be in a font and draw themselves; `spoken` is told to who does not see."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def asked(self, metrics: QFontMetricsF) -> QSize:
        """The least room the drawing takes."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRectF, ink: Tokens) -> None:
        """Draw into an area, in these colours and the painter's font."""
        raise NotImplementedError

    def spoken(self) -> str:
        """The figures in words, line by line."""
        raise NotImplementedError

    def show_anew(self) -> None:
        """Take up other figures."""
        self.setAccessibleDescription(self.spoken())
        self.setMinimumSize(self.asked(QFontMetricsF(self.font())))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.fillRect(self.rect(), QColor(style.PAPER))
        self.draw(painter, QRectF(self.rect()), style.in_use())

    def image(self, scale: int = 2) -> QImage:
        """The picture with its title, on white."""
        metrics = QFontMetricsF(self.font())
        size = self.asked(metrics).expandedTo(self.size() if self.isVisible() else QSize())
        head = metrics.height() * 2
        whole = QSize(size.width() + 2 * AIR, round(size.height() + head) + 2 * AIR)
        made = QImage(whole * scale, QImage.Format.Format_RGB32)
        made.setDevicePixelRatio(scale)
        made.fill(QColor(LIGHT.paper))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._page(painter, QRectF(AIR, AIR, size.width(), size.height() + head))
        painter.end()
        return made

    def _page(self, painter: QPainter, area: QRectF) -> None:
        """Title and drawing in the colours of paper, in letters of as many dots as on the screen: the painter makes
        them as large as the page asks, and a printer would make points large once more."""
        font = QFont(self.font())
        font.setPixelSize(QFontInfo(font).pixelSize())
        painter.setFont(style.bold(font))
        painter.setPen(QColor(LIGHT.ink))
        line = QFontMetricsF(painter.font()).height() * 2
        painter.drawText(QRectF(area.left(), area.top(), area.width(), line), LEFT, self.title)
        painter.setFont(font)
        self.draw(painter, area.adjusted(0, line, 0, 0), LIGHT)

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.image())

    def print_out(self, parent: QWidget) -> None:
        """Ask for a printer and print the picture on one page, as wide as the page is."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.title)
        dialog = QPrintDialog(printer, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.put_on(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def put_on(self, printer: QPaintDevice) -> None:
        """Draw the picture on a page of a printer or PDF writer, never larger than the page."""
        painter = QPainter(printer)
        room = QRectF(painter.viewport())
        metrics = QFontMetricsF(self.font())
        size = self.asked(metrics)
        high = size.height() + metrics.height() * 2
        scale = min(room.width() / size.width(), room.height() / high)
        painter.scale(scale, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._page(painter, QRectF(0, 0, size.width(), high))
        painter.end()


def scrolled(picture: Picture) -> QScrollArea:
    """A picture where there may be less room than it asks."""
    made = QScrollArea()
    made.setWidget(picture)
    made.setWidgetResizable(True)
    made.setAccessibleName(picture.title)
    return made


def widest(metrics: QFontMetricsF, texts: list[str]) -> float:
    """The room the longest of some texts takes."""
    return max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
