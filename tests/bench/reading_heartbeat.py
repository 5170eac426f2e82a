"""Bench: how long the window's loop is held while a table of 50,000 lines is read for its preview.

A beat every 2 ms; the longest time between two beats, garbage collection included, is the longest frozen frame.
"""

from __future__ import annotations

import gc
import time
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from ui.scoring.excel.score_import import open_preview
from ui.scoring.page import ScoresPage


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


def measure(page: ScoresPage, path: Path, patience: float = 120) -> tuple[float, float, object]:
    """(seconds until the preview is there, longest block of the loop in milliseconds, the dialog)."""
    gc.collect()
    gc.freeze()  # as the program does once it has started
    beats = [time.perf_counter()]
    timer = QTimer(interval=2)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    began = time.perf_counter()
    opening = open_preview(page.session, page.model, path, page)
    while opening.dialog is None and time.perf_counter() - began < patience:
        QTest.qWait(5)
    took = time.perf_counter() - began
    beats.append(time.perf_counter())
    timer.stop()
    gc.unfreeze()
    longest = max(after - before for before, after in pairwise(beats))
    return took, longest * 1000, opening.dialog
