"""A canvas for papers drawn straight on the page: same bytes twice, only embedded fonts, text by measured width.

Strings are prepared (`fonts.prepare`) by the caller; nothing is checked here: some papers draw ten thousand.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A3, A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from printing import fonts

rl_config.useA85 = 0  # binary streams: smaller files, made sooner

SIZES: dict[str, tuple[float, float]] = {"A4": A4, "A3": A3}


def page_size(paper: str, landscape: bool) -> tuple[float, float]:
    """Width and height in points."""
    width, height = SIZES[paper]
    return (height, width) if landscape else (width, height)


def canvas_options() -> dict[str, Any]:
    """What every PDF is made with: no viewer's Helvetica, the same bytes for the same content, Vietnamese."""
    fonts.register()
    return {"initialFontName": fonts.REGULAR, "invariant": 1, "lang": "vi-VN", "pageCompression": 1}


class _Texts(PDFTextObject):
    """Strings, each at a place of its own: nothing is measured to move ReportLab's cursor on."""

    def put(self, x: float, y: float, text: str) -> None:
        made: Any = self  # what ReportLab's own methods stand on has no stub
        made._code.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm")
        made._textOut(text)


class Pen:
    """One PDF being drawn; positions are points from the bottom left of the page."""

    def __init__(self, title: str, size: tuple[float, float]) -> None:
        self._bytes = BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=size, **canvas_options())
        self.canvas.setTitle(title)
        self.canvas.setCreator("Sổ Khối")
        self.canvas.setAuthor("")
        self._forms: dict[object, str] = {}
        self._texts: _Texts | None = None
        self._look = ("", 0.0)

    def text(self, x: float, y: float, text: str, name: str, size: float) -> None:
        """Text from x to the right, on the baseline y; all of a page is gathered into one text object."""
        if self._texts is None:
            self._texts, self._look = _Texts(self.canvas), ("", 0.0)
        if self._look != (name, size):
            self._texts.setFont(name, size)
            self._look = (name, size)
        self._texts.put(x, y, text)

    def centred(self, x: float, y: float, text: str, name: str, size: float) -> None:
        """Text with its middle at x."""
        self.text(x - fonts.width(text, name, size) / 2, y, text, name, size)

    def right(self, x: float, y: float, text: str, name: str, size: float) -> None:
        """Text that ends at x."""
        self.text(x - fonts.width(text, name, size), y, text, name, size)

    def upwards(self, x: float, y: float, text: str, name: str, size: float) -> None:
        """Text that starts at (x, y) and runs upwards."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.rotate(90)
        self.canvas.setFont(name, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def grid(self, xs: list[float], ys: list[float], thickness: float = 0.5) -> None:
        """A full grid: every vertical through all rows, every horizontal through all columns."""
        self.canvas.setLineWidth(thickness)
        self.canvas.lines([(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys])

    def stamp(self, key: object, size: tuple[float, float], draw: Callable[[], None]) -> None:
        """Puts a fixed part on the page; it is drawn once for its key, as a form XObject that every page refers to."""
        self._flush()
        if key not in self._forms:
            self._forms[key] = f"so{len(self._forms)}"
            self.canvas.beginForm(self._forms[key], 0, 0, *size)
            draw()
            self._flush()
            self.canvas.endForm()
        self.canvas.doForm(self._forms[key])

    def _flush(self) -> None:
        if self._texts is not None:
            self.canvas.drawText(self._texts)
            self._texts = None

    def page(self) -> None:
        """Ends the page."""
        self._flush()
        self.canvas.showPage()

    def done(self) -> bytes:
        """The finished PDF."""
        self.canvas.save()
        return self._bytes.getvalue()
