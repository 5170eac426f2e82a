"""One typed score on the page Chấm điểm of the practice bloc: how many Python functions are called, counted, not timed.

From the key that ends the typing to the painted cell, and with everything that the timers behind it do (open questions,
flags, what pages rest on). Goals: 4,000 to the paint, 15,000 in all. `python -m tests.bench.calls` names them.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from models.book.book import create_book
from tests.bench.table import Row
from tests.book import practice
from tests.book.conftest import Clock, keys
from ui.base.session import Session
from ui.scoring.page import ScoresPage
from ui.window.app import prepare
from ui.window.main_window import MainWindow

PAINT, ALL = 4_000, 15_000
AREA = "Python functions called by a typed score, practice book"
BEHIND = 1_000
"""Milliseconds in which every timer behind a typed score has run out."""


@contextmanager
def counting(found: Counter[CodeType]) -> Iterator[None]:
    """Count the Python functions that are called inside, by their code."""

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            found[frame.f_code] += 1

    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)


def typed(page: ScoresPage, text: str) -> tuple[Counter[CodeType], Counter[CodeType]]:
    """What is called from the key that ends the typing to the paint, and after that until nothing waits any more."""
    app = QApplication.instance()
    assert app is not None
    QTest.keyClick(page.grid, text[0])
    field = page.grid.viewport().findChild(QLineEdit)
    QTest.keyClicks(field, text[1:])
    painted: Counter[CodeType] = Counter()
    after: Counter[CodeType] = Counter()
    with counting(painted):
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)  # the paint, and no timer before it
    clock = QElapsedTimer()
    clock.start()
    with counting(after):
        while clock.elapsed() < BEHIND:
            app.processEvents()
            QTest.qWait(10)
    return painted, after


def measured(folder: Path) -> tuple[Counter[CodeType], Counter[CodeType]]:
    """One typed score with everything warm: two others were typed before it."""
    with create_book(folder / "khoi.sokhoi", "Khối", clock=Clock("2025-12-19"), key_source=keys()) as book:
        practice.build(book)
        window = MainWindow(Session(book))
        window.resize(1366, 768)
        window.show()
        window.complete()
        window.go("scores")
        page = window.page("scores")
        assert isinstance(page, ScoresPage)
        page.grid.setFocus()
        place = next(n for n, column in enumerate(page.model.columns) if column.item is not None)
        for number, text in enumerate(("3,5", "4,5", "5,5")):
            page.grid.setCurrentIndex(page.model.index(number, place))
            found = typed(page, text)
            unit = page.model.units[number]
            assert page.model.look(number, place).text.startswith(text[0]), page.model.look(number, place).text
            assert unit
        window.session.close()
        return found


def rows() -> list[Row]:
    """The counts against their goals."""
    prepare(QApplication.instance() or QApplication([]))  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        painted, after = measured(Path(folder))
    return [
        Row(AREA, "from the key to the paint", [painted.total()], goal=PAINT, of="median", unit="calls"),
        Row(AREA, "with the timers behind it", [(painted + after).total()], goal=ALL, of="median", unit="calls"),
    ]


def main() -> None:
    """Name the functions called most: `python -m tests.bench.calls [30]`."""
    prepare(QApplication.instance() or QApplication([]))  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        painted, after = measured(Path(folder))
    top = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    for title, counted in (("to the paint", painted), ("in all", painted + after)):
        print(f"{title}: {counted.total():,}")
        for code, times in counted.most_common(top):
            print(f"{title:13} {times:6}  {code.co_qualname}  {Path(code.co_filename).name}:{code.co_firstlineno}")


if __name__ == "__main__":
    main()
