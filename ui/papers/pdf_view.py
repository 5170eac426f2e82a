"""A PDF before the eyes: what is shown is what is printed. QtPdf is imported with the first paper."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QVBoxLayout, QWidget

STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PdfView(QWidget):
    """Shows PDF bytes, fitted to the width until somebody zooms.

    The document is made before its view and both are children of this widget: Qt then takes the document away first,
    while the view can still let go of it; the other way round it crashes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self._document)
        self.view = QPdfView(self)
        self.view.setDocument(self._document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName("Xem trước khi in")
        self.setFocusProxy(self.view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)

    def show_pdf(self, content: bytes) -> None:
        """Replace what is shown; the place on the page is kept when the number of pages is."""
        bar, pages = self.view.verticalScrollBar(), self._document.pageCount()
        place = bar.value()
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.pageCount() == pages:
            bar.setValue(place)

    @property
    def pages(self) -> int:
        return self._document.pageCount()

    def zoom(self, step: int) -> None:
        """One step larger (1), smaller (-1), or fitted to the width again (0)."""
        if step == 0:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            return
        now = self.view.zoomFactor() if self.view.zoomMode() == QPdfView.ZoomMode.Custom else 1.0
        wanted = [one for one in STEPS if (one > now if step > 0 else one < now)]
        if wanted:
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(wanted[0] if step > 0 else wanted[-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.text() in ("+", "=", "-", "0"):
            self.zoom({"-": -1, "0": 0}.get(event.text(), 1))
        else:
            super().keyPressEvent(event)
