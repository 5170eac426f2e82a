"""A score typed in the grid, and a whole sheet of 30 x 200 pasted into it, in a real window without a screen.

From the key that ends the typing to the painted cell, the writing of the book taken apart from it; of the paste, until
something says that work is going on, until it is done, and the longest block of the loop.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from models.book.book import Book, open_book
from models.file.store import Store
from tests.bench.edit import build
from tests.bench.start import practice_book
from tests.bench.table import Row, perf_counter, runs
from ui.base.session import Session
from ui.scoring.page import ScoresPage
from ui.window.app import prepare
from ui.window.main_window import MainWindow

FRAME = {"practice book": 16.0, "30 x 200 x 4": 33.0}
SIGN, DONE, BLOCK = 100, 1000, 100
CELL = "6,000 cells read, checked, written, put into the journal, assessed and shown"
ONE = (
    "a paste is read, written in one transaction and shown in one turn, said and painted before: between turns "
    "somebody could type where it goes, turn the page or close the book, and would have to wait or be refused"
)


@contextmanager
def commits(found: list[float]) -> Iterator[None]:
    """Milliseconds that the writing of each act to the file takes."""
    kept = Store._close_op

    def close(self: Store, transaction: object) -> object:
        begun = perf_counter()
        try:
            return kept(self, transaction)  # type: ignore[arg-type]
        finally:
            found.append((perf_counter() - begun) * 1000)

    Store._close_op = close  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Store._close_op = kept  # type: ignore[method-assign]


def opened(book: Book) -> tuple[MainWindow, ScoresPage]:
    """The window on its page of scores, everything behind it quiet."""
    window = MainWindow(Session(book))
    window.resize(1366, 728)
    window.show()
    window.complete()
    window.go("scores")
    page = window.page("scores")
    assert isinstance(page, ScoresPage)
    while page.stale:
        QApplication.processEvents()
    quiet()
    gc.collect()
    gc.freeze()  # as the program does once it has started
    return window, page


def quiet(milliseconds: int = 700) -> None:
    """Let the timers behind an act run out."""
    begun = time.monotonic()
    while (time.monotonic() - begun) * 1000 < milliseconds:
        QApplication.processEvents()
        QTest.qWait(5)


def places(page: ScoresPage) -> list[int]:
    """Where the columns of items are shown."""
    return [n for n, line in enumerate(page.model.lines) if getattr(line, "item", None) is not None]


def typed(page: ScoresPage, times: int) -> tuple[list[float], list[float]]:
    """(from the key to the paint without the writing, the writing), in milliseconds."""
    place = places(page)[0]
    painted, written = [], []
    for number in range(times + 2):
        page.grid.setFocus()
        page.grid.setCurrentIndex(page.model.at(number % len(page.model.units), place))
        QTest.keyClick(page.grid, str(number % 4 + 1))
        field = page.grid.viewport().findChild(QLineEdit)
        spent: list[float] = []
        with commits(spent):
            begun = perf_counter()
            QTest.keyClick(field, Qt.Key.Key_Return)
            QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)  # the paint, and no timer before it
            took = (perf_counter() - begun) * 1000
        assert spent, "nothing was written"
        if number > 1:
            painted.append(took - sum(spent))
            written.append(sum(spent))
        quiet(300)
    return painted, written


class FirstPaint(QObject):
    """When something of these widgets is painted next."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.at = 0.0
        for one in widgets:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at = perf_counter()
        return False


def pasted(window: MainWindow, page: ScoresPage) -> tuple[float, float, float]:
    """(until a sign of work, until all is written and painted, the longest turn of the loop) of a pasted sheet, in
    milliseconds."""
    columns = places(page)
    down, across = (columns, page.model.units) if page.model.turned else (page.model.units, columns)
    text = "\n".join("\t".join("0,5" for _ in across) for _ in down)
    page.grid.setCurrentIndex(page.model.at(0, columns[0]))
    seen = FirstPaint(window.message_bar, page.grid.viewport())
    begun = perf_counter()
    before = window.session.book.last_act
    page.grid.paste(text)
    longest, turn = 0.0, begun
    while window.session.book.last_act == before:
        QApplication.processEvents()
        longest, turn = max(longest, perf_counter() - turn), perf_counter()
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    QApplication.processEvents()
    done = perf_counter()
    assert window.session.book.last_act == before + 1
    return ((seen.at or done) - begun) * 1000, (done - begun) * 1000, longest * 1000


def rows() -> list[Row]:
    """Both books; the paste on the large one, its second stage first emptied by another."""
    prepare(QApplication.instance() or QApplication([]))  # type: ignore[arg-type]
    made: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        practice = Path(folder) / "mau.sokhoi"
        practice_book(practice)
        for name in FRAME:
            large = name != "practice book"
            book = build(Path(folder) / "lon.sokhoi", 30, 200) if large else open_book(practice)
            window, page = opened(book)
            painted, written = typed(page, runs(9))
            made.append(Row("typed score", f"{name}: key to paint", painted, goal=FRAME[name], of="median"))
            made.append(Row("typed score", f"{name}: its commit", written))
            if large:
                found = []
                for _ in range(runs(3)):
                    found.append(pasted(window, page))
                    window.session.undo()
                    quiet()
                signs, whole, longest = zip(*found, strict=True)
                area = "paste of 30 x 200"
                made.append(Row(area, "a sign of work", signs, goal=SIGN, of="median"))
                made.append(Row(area, "written and painted", whole, goal=DONE, of="median", why=CELL))
                made.append(Row(area, "longest block of the loop", longest, goal=BLOCK, of="median", why=ONE))
            window.session.close()
            window.hide()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.unfreeze()
    return made
