"""What is read beside the window does not hold it by the collector, which would look through all of it at once."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtTest import QTest

from models.exchange.cells.model import Watch
from tests.ui.scoring.test_score_import import page
from ui.kit.reading import Reading, at_once
from ui.scoring.page import ScoresPage

__all__ = ["page"]

FROZEN = 0.1
"""Seconds of its own time that one collection may take."""


def many(watch: Watch) -> list[list[int]]:
    """More than a million cells that come to stay, without a word in between."""
    return [[number] for number in range(1_500_000)]


@contextmanager
def collections() -> Iterator[list[float]]:
    """How long each run of the collector takes, in processor time of the thread that runs it."""
    found: list[float] = []

    def heard(phase: str, info: dict[str, int]) -> None:
        found.append(time.thread_time()) if phase == "start" else found.append(time.thread_time() - found.pop())

    gc.callbacks.append(heard)
    yield found
    gc.callbacks.remove(heard)


def test_the_collector_does_not_hold_the_window_while_cells_come_to_stay(page: ScoresPage) -> None:
    gc.collect()
    before, done = sys.getswitchinterval(), list[list[list[int]]]()
    with collections() as took:
        reading = Reading("Đang đọc", many, at_once, done.append, page.session, page)
        while not done and not reading.over:
            QTest.qWait(5)
    assert len(done[0]) == 1_500_000 and sys.getswitchinterval() == before
    assert took and max(took) < FROZEN
