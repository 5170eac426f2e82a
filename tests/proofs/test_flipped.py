"""The proof of flipped bytes in its short form, and that it can fail."""

from __future__ import annotations

from pathlib import Path

from tests.proofs import flipped, spoilt
from tests.proofs.run import Done


def test_no_flipped_byte_is_taken_for_a_sound_book(tmp_path: Path) -> None:
    (row,) = flipped.prove(1, flipped.SHORT, Done(tmp_path / "done.jsonl"))
    assert (row.tried, row.found) == (flipped.SHORT, ())


def test_a_check_that_sees_nothing_would_be_seen(tmp_path: Path, monkeypatch) -> None:
    class Blind:
        ok = True

    monkeypatch.setattr(spoilt, "verify", lambda store: Blind())
    (row,) = flipped.prove(1, 60, Done(tmp_path / "done.jsonl"))
    assert row.failed > 0


def test_all_bytes_are_flipped_where_there_are_cases_enough() -> None:
    assert list(flipped.spread(9, 9, 1)) == list(flipped.spread(9, 99, 1)) == list(range(9))
    assert len(set(flipped.spread(9, 8, 1))) == 8


def test_room_nobody_has_taken_is_flipped_at_once_and_all_else_byte_by_byte() -> None:
    many = flipped.TOGETHER
    whole = b"x" + bytes(2 * many) + b"x" + bytes(5)
    found = [list(one) for one in flipped.groups(whole, range(len(whole)))]
    assert [place for one in found for place in one] == list(range(len(whole)))
    assert [len(one) for one in found] == [1, many, many, 1, 1, 1, 1, 1, 1]
    assert {len(one) for one in flipped.groups(whole, range(0, len(whole), 2))} == {1}


def test_a_byte_among_others_that_matters_is_found_alone(tmp_path: Path, monkeypatch) -> None:
    path, whole = tmp_path / "a", bytes(flipped.TOGETHER)
    path.write_bytes(whole)

    def seen(place: Path, read: object) -> object:
        return "as before" if place.read_bytes()[7] == 0 else "another"

    monkeypatch.setattr(flipped, "sight", seen)
    assert list(flipped._page(path, whole, "as before", range(len(whole)), 1)) == ["byte 7: another"]
