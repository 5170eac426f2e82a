"""What is read beside the window comes to stay: the collector does not look through it, or it would hold the window."""

from __future__ import annotations

import gc
import sys

from models.exchange.cells.model import Watch
from tests.ui.acts import let_run
from tests.ui.scoring.test_score_import import page
from ui.kit.reading import Reading, at_once
from ui.scoring.page import ScoresPage

__all__ = ["page"]


def many(watch: Watch) -> list[list[int]]:
    """Cells that come to stay, without a word in between."""
    return [[number] for number in range(10_000)]


def looked_through() -> set[int]:
    """The objects a run of the collector would look through: what was frozen is none of them."""
    return {id(one) for one in gc.get_objects()}


def test_the_collector_does_not_look_through_what_was_read(page: ScoresPage) -> None:
    before, done = sys.getswitchinterval(), list[list[list[int]]]()
    reading = Reading("Đang đọc", many, at_once, done.append, page.session, page)
    assert sys.getswitchinterval() < before
    while not done and not reading.over:
        let_run(5)
    assert len(done[0]) == 10_000 and all(map(gc.is_tracked, done[0]))
    assert not looked_through() & set(map(id, done[0]))
    assert sys.getswitchinterval() == before
