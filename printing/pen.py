"""A canvas for papers drawn straight on the page: same bytes twice, only embedded fonts, text by measured width.

Strings are prepared (`fonts.prepare`) by the caller; nothing is checked here: some papers draw ten thousand.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A3, A4
from reportlab.pdfgen.canvas import Canvas

from printing import fonts

SIZES: dict[str, tuple[float, float]] = {"A4": A4, "A3": A3}


def page_size(paper: str, landscape: bool) -> tuple[float, float]:
    """Width and height in points."""
    width, height = SIZES[paper]
    return (height, width) if landscape else (width, height)


def canvas_options() -> dict[str, Any]:
    """What every PDF is made with: no viewer's Helvetica, the same bytes for the same content, Vietnamese."""
    fonts.register()
    return {"initialFontName": fonts.REGULAR, "invariant": 1, "lang": "vi-VN", "pageCompression": 1}


class Pen:
    """One PDF being drawn; positions are points from the bottom left of the page."""

    def __init__(self, title: str, size: tuple[float, float]) -> None:
        self._bytes = BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=size, **canvas_options())
        self.canvas.setTitle(title)
        self.canvas.setCreator("Sổ Khối")
        self.canvas.setAuthor("")
        self._forms: dict[object, str] = {}

    def text(self, x: float, y: float, text: str, name: str, size: float) -> None:
        """Text from x to the right, on the baseline y."""
        self.canvas.setFont(name, size)
        self.canvas.drawString(x, y, text)

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
        self.text(0, 0, text, name, size)
        self.canvas.restoreState()

    def grid(self, xs: list[float], ys: list[float], thickness: float = 0.5) -> None:
        """A full grid: every vertical through all rows, every horizontal through all columns."""
        self.canvas.setLineWidth(thickness)
        self.canvas.lines([(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys])

    def shared(self, key: object) -> tuple[str, bool]:
        """The name of the form XObject of a fixed part, and whether it is new and must be drawn now."""
        new = key not in self._forms
        return self._forms.setdefault(key, f"so{len(self._forms)}"), new

    def page(self) -> None:
        """Ends the page."""
        self.canvas.showPage()

    def done(self) -> bytes:
        """The finished PDF."""
        self.canvas.save()
        return self._bytes.getvalue()
