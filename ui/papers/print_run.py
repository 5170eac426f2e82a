"""Printing PDF bytes. Where the system takes PDF files for its printers they go there as they are (`spool`); else pages
are drawn at 300 dpi in four greys in a worker and put on the printer one by one; it can be stopped (decision 0031).

The worker gets bytes, never the Book. Which paper is printed is for the page that asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QObject,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QThread,
    Signal,
)
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, qRgb
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from ui.papers.spool import Spool, takes_pdf

DPI = 300
GREYS = [qRgb(tone, tone, tone) for tone in (0, 85, 170, 255)]
"""What black letters on white need for smooth edges; a page of them is a third of one in 256 greys."""
POINTS = 72


def _open(content: bytes, parent: QObject | None = None) -> tuple[QPdfDocument, QBuffer]:
    document = QPdfDocument(parent) if parent is not None else QPdfDocument()
    buffer = QBuffer(parent)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document, buffer


def page_sizes(content: bytes) -> list[QSizeF]:
    """The size of every page in points."""
    document, buffer = _open(content)
    sizes = [document.pagePointSize(page) for page in range(document.pageCount())]
    document.close()
    buffer.close()
    return sizes


class _Drawer(QThread):
    """Draws the wanted pages of one PDF; waits for each to be taken, so that memory holds one page at a time."""

    drawn = Signal(int, QImage)

    def __init__(self, content: bytes, pages: Sequence[int]) -> None:
        super().__init__()
        self._content, self._pages = content, tuple(pages)

    def run(self) -> None:
        document, buffer = _open(self._content)
        for page in self._pages:
            if self.isInterruptionRequested():
                break
            size = document.pagePointSize(page)
            pixels = QSize(round(size.width() / POINTS * DPI), round(size.height() / POINTS * DPI))
            image = QImage(pixels, QImage.Format.Format_Grayscale8)
            image.fill(Qt.GlobalColor.white)
            painter = QPainter(image)
            painter.drawImage(0, 0, document.render(page, pixels))
            painter.end()
            few = image.convertToFormat(QImage.Format.Format_Indexed8, GREYS, Qt.ImageConversionFlag.ThresholdDither)
            self.drawn.emit(page, few.convertToFormat(QImage.Format.Format_Grayscale8))
        document.close()
        buffer.close()


class PrintRun(QObject):
    """Prints one PDF after another on a printer.

    progress   (pages done, pages in all)
    finished   True when everything was printed, False when it was stopped
    """

    progress = Signal(int, int)
    finished = Signal(bool)

    def __init__(self, printer: QPrinter, contents: Sequence[bytes], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._contents = list(contents)
        self._sizes = [page_sizes(content) for content in self._contents]
        self._painter: QPainter | None = None
        self._drawer: _Drawer | None = None
        self._at = -1
        self._done = 0
        self._stopped = False
        self._spool: Spool | None = None
        self.total = sum(len(self._pages(place)) for place in range(len(self._contents)))

    def _pages(self, place: int) -> list[int]:
        """The pages to print: all, or the range chosen in the print dialog when one PDF is printed."""
        every = range(len(self._sizes[place]))
        first, last = self._printer.fromPage(), self._printer.toPage()
        if len(self._contents) > 1 or not first:
            return list(every)
        return [page for page in every if first <= page + 1 <= (last or first)]

    def start(self) -> None:
        """Hand the PDFs over as they are where the system takes them; draw them where it does not, or refuses."""
        if not takes_pdf(self._printer):
            self._next()
            return
        self._spool = Spool(self._printer, self._contents, self)
        self._spool.finished.connect(self._handed_over)
        self._spool.start()

    def _handed_over(self, taken: bool) -> None:
        if taken:
            self._done = self.total
            self.progress.emit(self._done, self.total)
            self.finished.emit(True)
        else:
            self._next()

    def stop(self) -> None:
        """Stop after the page at hand."""
        self._stopped = True
        if self._drawer is not None:
            self._drawer.requestInterruption()

    def _next(self) -> None:
        self._at += 1
        if self._stopped or self._at >= len(self._contents):
            self._end()
            return
        self._drawer = _Drawer(self._contents[self._at], self._pages(self._at))
        self._drawer.drawn.connect(self._put, Qt.ConnectionType.BlockingQueuedConnection)
        self._drawer.finished.connect(self._next, Qt.ConnectionType.QueuedConnection)
        self._drawer.start()

    def _put(self, page: int, image: QImage) -> None:
        if self._stopped:
            return
        self._turn_to(self._sizes[self._at][page])
        if self._painter is None:
            self._painter = QPainter(self._printer)
            # as JPEG a page of text is four times as large, and blurred
            self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        else:
            self._printer.newPage()
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        fitted = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(0, 0, fitted.width(), fitted.height()), image)
        self._done += 1
        self.progress.emit(self._done, self.total)

    def _turn_to(self, size: QSizeF) -> None:
        """The printer's page as the paper's: its size and which way it lies."""
        lying = size.width() > size.height()
        upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
        sheet = QPageSize(upright, QPageSize.Unit.Point)
        direction = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        self._printer.setFullPage(True)
        self._printer.setPageLayout(QPageLayout(sheet, direction, QMarginsF(0, 0, 0, 0)))

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        if self._drawer is not None:
            self._drawer.wait()
        self.finished.emit(not self._stopped)
