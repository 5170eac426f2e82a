"""Two files with one book id, told apart by their common journal prefix."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.file.opening import create, open_book_file
from models.keeping.copies import Comparison, compare
from models.rules.errors import FileTrouble


def act(path: Path, *marks: str) -> None:
    store = open_book_file(path)
    for mark in marks:
        with store.operation("note") as tx:
            tx.put("setting", {"key": "x", "value": f"{mark}{store.last_seq}"})
    store.close()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    create(tmp_path / "a.sokhoi").close()
    act(tmp_path / "a.sokhoi", "1", "2")
    return tmp_path / "a.sokhoi", Path(shutil.copy(tmp_path / "a.sokhoi", tmp_path / "b.sokhoi"))


def test_same(pair: tuple[Path, Path]) -> None:
    found = compare(*pair)
    assert (found.relation, found.common, found.only_here, found.only_there) == ("same", 3, 0, 0)


def test_older_and_newer(pair: tuple[Path, Path]) -> None:
    act(pair[1], "3", "4")
    here, there = compare(*pair), compare(pair[1], pair[0])
    assert (here.relation, here.common, here.only_here, here.only_there) == ("older", 3, 0, 2)
    assert (there.relation, there.only_here, there.only_there) == ("newer", 2, 0)
    assert here.agreed_at == there.there_at <= here.there_at


def test_forked(pair: tuple[Path, Path]) -> None:
    act(pair[0], "5")
    act(pair[1], "5", "6")
    found = compare(*pair)
    assert (found.relation, found.common, found.only_here, found.only_there) == ("forked", 3, 1, 2)


def test_another_book(pair: tuple[Path, Path], tmp_path: Path) -> None:
    create(tmp_path / "c.sokhoi").close()
    assert compare(pair[0], tmp_path / "c.sokhoi") == Comparison("other-book")


def test_no_book_at_all(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "d.sokhoi").write_bytes(b"x" * 200)
    with pytest.raises(FileTrouble, match=r"file\.foreign"):
        compare(pair[0], tmp_path / "d.sokhoi")
    with pytest.raises(FileTrouble, match=r"file\.missing"):
        compare(pair[0], tmp_path / "e.sokhoi")


def test_a_book_that_is_open_here_can_be_compared(pair: tuple[Path, Path]) -> None:
    store = open_book_file(pair[0])
    try:
        with store.operation("note") as tx:
            tx.put("setting", {"key": "x", "value": "now"})
        assert compare(*pair).relation == "newer"
        with store.operation("note") as tx:
            tx.put("setting", {"key": "x", "value": "later"})
    finally:
        store.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 3), st.integers(0, 3))
def test_relations_mirror_each_other(tmp_path_factory: pytest.TempPathFactory, here: int, there: int) -> None:
    folder = tmp_path_factory.mktemp("pair")
    create(folder / "a.sokhoi").close()
    shutil.copy(folder / "a.sokhoi", folder / "b.sokhoi")
    act(folder / "a.sokhoi", *"a" * here)
    act(folder / "b.sokhoi", *"b" * there)
    one, other = compare(folder / "a.sokhoi", folder / "b.sokhoi"), compare(folder / "b.sokhoi", folder / "a.sokhoi")
    mirror = {"older": "newer", "newer": "older", "same": "same", "forked": "forked"}
    assert other.relation == mirror[one.relation]
    assert (one.only_here, one.only_there) == (other.only_there, other.only_here) == (here, there)
