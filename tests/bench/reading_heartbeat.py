"""Bench: how long the window's loop is held while a table of 50,000 lines is read for its preview.

A beat every 2 ms; the longest time between two beats, garbage collection included, is the longest frozen frame. With
`--cpu` it is the processor time of all our threads between two beats: what a quiet machine would show.
"""

from __future__ import annotations

import tempfile
import time
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from models.book.book import open_book
from tests.bench.start import practice_book
from tests.bench.table import Row, perf_counter, runs
from tests.bench.typing import opened
from tests.ui.acts import let_run
from ui.scoring.excel.score_import import open_preview
from ui.scoring.page import ScoresPage
from ui.window.app import prepare

LINES, FROZEN = 50_000, 100
PATIENCE = 300


def write_province(path: Path, lines: int, names: list[str], heads: list[str]) -> None:
    """A list of the whole province, our units somewhere among the others."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Toàn tỉnh")
    sheet.write_row(0, 0, ["STT", "Đơn vị", *heads])
    for line in range(1, lines + 1):
        name = names[line // 1000] if line % 1000 == 7 and line // 1000 < len(names) else f"Đơn vị số {line} của tỉnh"
        sheet.write_row(line, 0, [line, name, *[(line * 7 + place) % 10 for place in range(len(heads))]])
    book.close()


def measure(page: ScoresPage, path: Path) -> tuple[float, float]:
    """(until the preview stands there, longest block of the loop) in milliseconds."""
    beats = [perf_counter()]
    timer = QTimer(interval=2)
    timer.timeout.connect(lambda: beats.append(perf_counter()))
    timer.start()
    began, until = perf_counter(), time.monotonic() + PATIENCE
    opening = open_preview(page.session, page.model, path, page)
    while opening.dialog is None and time.monotonic() < until:
        let_run(5)
    took = perf_counter() - began
    let_run(50)
    timer.stop()
    assert opening.dialog is not None
    opening.dialog.reject()
    return took * 1000, max(after - before for before, after in pairwise(beats)) * 1000


def rows() -> list[Row]:
    """The practice book's scores against a list of the whole province."""
    prepare(QApplication.instance() or QApplication([]))  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        practice, province = Path(folder) / "mau.sokhoi", Path(folder) / "toan-tinh.xlsx"
        practice_book(practice)
        window, page = opened(open_book(practice))
        names = [page.model.names[unit] for unit in page.model.units]
        write_province(province, LINES, names, [column.head for column in page.model.columns[:6]])
        found = [measure(page, province) for _ in range(runs(3))]
        window.session.close()
    whole, blocks = [one for one, _ in found], [one for _, one in found]
    return [
        Row("a table of 50,000 lines", "until its preview", whole),
        Row("a table of 50,000 lines", "longest block of the loop", blocks, goal=FROZEN, of="median"),
    ]
