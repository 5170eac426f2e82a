"""The proof of places in its short form, and that it can fail."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.file import lock
from tests.proofs import places
from tests.proofs.run import Done
from tests.proofs.watched import possible

pytestmark = pytest.mark.skipif(os.name != "posix" or not possible(), reason="system calls are watched on Linux only")


def test_wherever_a_book_lies_nothing_is_lost(tmp_path: Path) -> None:
    rows = list(places.prove(1, places.SHORT, Done(tmp_path / "done.jsonl")))
    assert [(row.what, row.tried) for row in rows] == [(kind, 1) for kind in places.KINDS]
    assert [row.found for row in rows] == [()] * len(rows)


def test_every_thing_is_tried_in_every_way() -> None:
    assert {kind: len(its) for kind, its in places.everything().items()} == {
        places.READ_ONLY: 6,
        places.HELD: 6,
        places.RACED: 120,
        places.DEAD: 42,
        places.CLOCK: 48,
        places.NAMED: 42,
        places.NOT_NAMED: 18,
    }


@pytest.fixture
def scene(tmp_path: Path) -> places.Scene:
    places.lived(tmp_path / "nam.sokhoi")
    return places.Scene(tmp_path, tmp_path / "nam.sokhoi")


def test_a_lock_nobody_holds_would_be_seen(scene: places.Scene, monkeypatch) -> None:
    class Loose:
        def release(self) -> None:
            pass

    monkeypatch.setattr(lock, "acquire", lambda *given: Loose())
    assert places.beside_its_holder(scene, places.Case("backup", "held"))


def test_a_place_that_is_written_after_all_would_be_seen(scene: places.Scene, monkeypatch) -> None:
    monkeypatch.setattr(places.Watched, "_refuses", lambda *given: False)
    assert places.in_a_read_only_place(scene, places.Case("act", "read-only"))


def test_an_act_that_is_lost_would_be_seen(scene: places.Scene, monkeypatch) -> None:
    plain = places.acts
    monkeypatch.setattr(places, "acts", lambda book: list(reversed(plain(book))))
    monkeypatch.setattr(places, "_run", lambda *given: (0, "done 1", ""))
    before = plain(scene.year)
    place, allowed = scene.of("act")
    assert places._kept("act", place / places.kills.NAME, before, allowed) == "an act is lost"
