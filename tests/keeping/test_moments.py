"""The book as it stood after any act: equal to what stood there then, read only, with that moment's clock and masks."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.book.book import Book, create_book, open_book
from models.keeping import moments
from models.keeping.things import Thing
from models.keeping.verify import verify
from models.rules.errors import FileTrouble, RuleViolation
from tests.book.conftest import Clock, keys
from tests.book.practice import YEAR
from ui.words.messages import sentence

Content = dict[str, list[dict[str, Any]]]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    clock = Clock("2026-01-05")
    with create_book(tmp_path / "so.sokhoi", "Khối thử", clock=clock, key_source=keys()) as one:
        yield one


def test_every_state_of_a_book_is_built_as_it_was(book: Book) -> None:
    """Random rows put, changed, taken away, undone: after each act the content was noted and comes back."""
    draw = random.Random(7)
    noted: dict[int, Content] = {}
    for _ in range(60):
        key = f"k{draw.randrange(6)}"
        there = book.store.row("setting", key)
        with book.store.operation("note") as tx:
            if there is not None and draw.random() < 0.4:
                tx.delete("setting", key)
            else:
                tx.put("setting", {"key": key, "value": {"n": draw.randrange(9), "t": "ẫ"}})
                tx.put("unit", {"key": key, "note": draw.choice((None, "a", "b")), "active_from": "2026-01-01"})
        if draw.random() < 0.3:
            book.store.undo()
        noted[book.last_act] = book.store.canonical()
    for act, content in noted.items():
        with moments.shown(book, act) as moment, moment.open() as past:
            assert past.store.canonical() == content, act
            assert past.last_act == act
            assert verify(past.store).ok


def test_the_practice_year_at_every_tenth_act(lived: Book) -> None:
    last = lived.last_act
    for act in range(moments.earliest(lived), last + 1, max(1, last // 10)):
        with moments.shown(lived, act) as moment, moment.open() as past:
            assert verify(past.store).ok, act
            assert (moment.at, past.today()) == (lived.journal.line(act).at, moment.at[:10])
            with pytest.raises(FileTrouble, match=r"file\.read_only"):
                past.settings.put("x", "1")
    with moments.shown(lived, last) as moment, moment.open() as past:
        assert past.store.canonical() == lived.store.canonical()


def test_nothing_of_the_copy_stays_and_the_book_is_untouched(book: Book) -> None:
    book.settings.put("x", "1")
    before = book.path.read_bytes()
    with moments.shown(book, 1) as moment:
        place = moment.path
        assert place.is_file()
    assert not place.exists() and not place.parent.exists()
    assert book.path.read_bytes() == before


def test_passwords_are_not_in_the_past(book: Book) -> None:
    key = book.people.add("Người nhập")
    book.people.set_password(key, "mật khẩu dài")
    act = book.last_act
    book.settings.put("x", "1")
    with moments.shown(book, act) as moment, closing(sqlite3.connect(moment.path)) as file:
        assert file.execute("SELECT count(*) FROM keeper_secret").fetchone() == (0,)


def test_the_clock_of_an_act_without_a_moment_stands_at_the_one_before_it(book: Book) -> None:
    """Never at today: a paper of the past would bear a day that had not come."""
    book.settings.put("x", "1")
    act = book.last_act
    with moments.shown(book, act) as moment:
        with closing(sqlite3.connect(moment.path)) as file:
            file.execute("UPDATE op SET at = 'hôm kia' WHERE seq = ?", (act,))
            file.commit()
        with moment.open() as past:
            assert past.today() == "2026-01-05"


def test_what_came_before_a_step_of_the_schema_is_refused(book: Book) -> None:
    with book.store.operation("upgrade", final=True) as tx:
        tx.checkpoint()
    with pytest.raises(RuleViolation, match=r"moment\.too_early"):
        moments.build(book, book.last_act - 1)
    with pytest.raises(RuleViolation, match=r"journal\.unknown"):
        moments.build(book, book.last_act + 1)


def test_what_changed_between_two_moments(book: Book) -> None:
    book.settings.put("a", "1")
    first = book.last_act
    book.settings.put("a", "2")
    book.settings.put("b", "1")
    middle = book.last_act
    book.settings.put("b", "2")
    found = {one.thing: one.rows[0] for one in moments.between(book, first, middle)}
    assert set(found) == {Thing("setting", "a"), Thing("setting", "b")}
    assert found[Thing("setting", "b")].there is None
    changed = found[Thing("setting", "a")]
    assert (changed.there, changed.here) == ({"key": "a", "value": "1"}, {"key": "a", "value": "2"})
    assert [one.thing for one in moments.between(book, middle, book.last_act)] == [Thing("setting", "b")]


def test_while_a_second_keying_is_open_nobody_looks_back_into_it(lived: Book) -> None:
    """What was before the sheet came into the book is shown, nothing from then on, by no door."""
    sheet = lived.store.rows("sheet", year=YEAR)[0]
    (first,) = lived.store.select("SELECT min(op) AS op FROM change WHERE tbl = 'sheet' AND key = ?", (sheet["key"],))
    with lived.store.operation("note") as tx:
        tx.put("keeper", {"key": "hai", "name": "Người nhập hai"})
        tx.insert("keying", {"sheet": sheet["key"], "by": "hai"})
    with pytest.raises(RuleViolation, match=r"moment\.kept_apart"):
        moments.build(lived, lived.last_act - 1)
    with pytest.raises(RuleViolation, match=r"moment\.kept_apart"):
        moments.between(lived, 1, lived.last_act)
    with pytest.raises(RuleViolation, match=r"moment\.kept_apart") as refused:
        moments.refuse(lived, first["op"])
    assert refused.value.facts["before"] == first["op"]
    assert f"việc số {first['op']}" in sentence(refused.value)
    with moments.shown(lived, first["op"] - 1) as moment, moment.open("hai") as past:
        assert not past.store.rows("sheet", key=sheet["key"])
    assert moments.between(lived, first["op"] - 2, first["op"] - 1) is not None


def test_an_attached_file_that_was_removed_is_said_to_be_gone(book: Book) -> None:
    import hashlib

    held = "nội dung".encode()
    sha = hashlib.sha256(held).hexdigest()
    with book.store.operation("note") as tx:
        tx.insert("blob", {"sha256": sha, "size": len(held), "bytes": held})
    act = book.last_act
    with book.store.operation("note") as tx:
        tx.delete("blob", sha)
    with moments.shown(book, act) as moment:
        assert moment.lost == 1
    with book.store.operation("note") as tx:
        tx.insert("blob", {"sha256": sha, "size": len(held), "bytes": held})
    with moments.shown(book, act) as moment, moment.open() as past:
        assert moment.lost == 0, "it was attached again, so its bytes are there"
        assert past.store.row("blob", sha)["bytes"] == held  # type: ignore[index]  # it stands
        assert open_book is not None
