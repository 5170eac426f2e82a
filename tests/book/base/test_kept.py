"""What is kept is what would be made now, whatever it was made of and whenever it is asked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from models.book.base.kept import Followed, Kept, KeptBy
from models.book.book import Book
from models.file.store import Notice, Store
from models.file.watching import CLOCK, META, PERSON, SECRETS, WHOLE
from tests.book.conftest import Clock


class Counted:
    """A reading that counts how often it was made."""

    def __init__(self, read: Callable[[], object]) -> None:
        self.read, self.times = read, 0

    def __call__(self) -> tuple[int, object]:
        self.times += 1
        return self.times, self.read()


def add(store: Store, key: str) -> None:
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": key})


READS: dict[str, tuple[Callable[[Book], object], frozenset[str]]] = {
    "rows": (lambda book: book.store.rows("unit"), frozenset({"unit"})),
    "a row that is not there": (lambda book: book.store.row("keeper", "x"), frozenset({"keeper"})),
    "a select": (lambda book: book.store.select("SELECT key FROM unit"), frozenset({"unit"})),
    "a count": (lambda book: book.store.select("SELECT count(*) AS n FROM keeper"), frozenset({"keeper"})),
    "a join": (
        lambda book: book.store.select(
            "SELECT c.node FROM cell c JOIN sheet s ON s.key = c.sheet WHERE s.year = ?", (1,)
        ),
        frozenset({"cell", "sheet"}),
    ),
    "a sub-query": (
        lambda book: book.store.select("SELECT key FROM unit WHERE key IN (SELECT unit FROM term)"),
        frozenset({"unit", "term"}),
    ),
    "the journal by SQL": (lambda book: book.store.select("SELECT seq FROM op"), frozenset({WHOLE})),
    "the file's facts by SQL": (lambda book: book.store.select("SELECT value FROM meta"), frozenset({META})),
    "the journal": (lambda book: book.store.ops(), frozenset({WHOLE})),
    "one act": (lambda book: book.store.changes(1), frozenset({WHOLE})),
    "the newest act": (lambda book: book.store.last_seq, frozenset({WHOLE})),
    "all content": (lambda book: book.store.canonical(), frozenset({WHOLE})),
    "digests": (lambda book: book.store.digests(), frozenset({WHOLE})),
    "the connection": (lambda book: book.store.connection, frozenset({WHOLE})),
    "what can be undone": (lambda book: book.store.undo_kind(), frozenset({WHOLE, PERSON})),
    "what can be done again": (lambda book: book.store.redo_kind(), frozenset({WHOLE, PERSON})),
    "the day": (lambda book: book.today(), frozenset({CLOCK})),
    "the person": (lambda book: book.people.current, frozenset({PERSON})),
    "the file's facts": (lambda book: book.store.meta("book_id"), frozenset({META})),
    "a password": (lambda book: book.store.secret("x"), frozenset({SECRETS})),
}


@pytest.mark.parametrize("what", READS)
def test_every_read_is_recorded_and_so_it_is_the_second_time(book: Book, what: str) -> None:
    read, tables = READS[what]
    for _ in range(2):
        with book.store.watching() as reads:
            read(book)
        assert reads == tables


def test_what_is_handed_out_was_read_by_who_gets_it(book: Book) -> None:
    """Nested values, made now or kept from before, hand their reads up."""
    store = book.store
    inner = Kept(store, lambda: store.rows("unit"))
    middle = Kept(store, lambda: (inner(), store.rows("keeper")))
    for _ in range(2):
        with store.watching() as reads:
            middle()
        assert reads == {"unit", "keeper"}
    before = middle()
    add(store, "u")
    assert middle() != before


def test_a_value_is_made_again_only_when_what_it_read_changed(book: Book) -> None:
    store = book.store
    made = Counted(lambda: store.rows("keeper"))
    kept = Kept(store, made)
    kept()
    add(store, "u")
    assert kept() == (1, [])
    book.people.add("Đỗ Quế Chi", key="chi")
    assert kept()[0] == 2 and kept()[0] == 2
    store.undo()
    assert kept() == (3, [])


def test_the_day_the_person_and_a_password_are_read_too(book: Book, clock: Clock) -> None:
    store = book.store
    book.people.add("Đỗ Quế Chi", key="chi")
    kept = [Kept(store, book.today), Kept(store, lambda: book.people.current)]
    before = [one() for one in kept]
    clock.to("2025-12-06")
    book.people.sign_in("chi")
    assert [one() for one in kept] == ["2025-12-06", book.people.person("chi")] != before
    book.people.set_password("chi", "mật khẩu dài")
    assert kept[1]() == book.people.person("chi")


def test_an_operation_reads_what_it_wrote_and_leaves_no_trace_when_it_fails(book: Book) -> None:
    store = book.store
    units, people = Counted(lambda: store.rows("unit")), Counted(lambda: store.rows("keeper"))
    kept, other = Kept(store, units), Kept(store, people)
    assert kept() == (1, [])
    with pytest.raises(ZeroDivisionError), store.operation("enter") as tx:
        assert kept() == (1, []), "nothing written yet: what is kept is what stands there"
        tx.insert("unit", {"key": "u"})
        assert [len(kept()[1]), len(kept()[1])] == [1, 1]  # type: ignore[arg-type]
        assert other() == (1, []) == other(), "made of tables the operation leaves alone"
        raise ZeroDivisionError
    assert (kept(), other()) == ((1, []), (1, []))


def test_a_step_that_was_rolled_back_inside_an_operation_is_not_seen_either(book: Book) -> None:
    store = book.store
    kept = Kept(store, lambda: len(store.rows("unit")))
    assert kept() == 0
    with store.operation("enter") as tx:
        with pytest.raises(ZeroDivisionError), store.operation("inner") as inner:
            inner.insert("unit", {"key": "a"})
            assert kept() == 1
            raise ZeroDivisionError
        assert kept() == 0
        tx.insert("keeper", {"key": "k", "name": "K"})
        assert kept() == 0
        tx.insert("unit", {"key": "b"})
        assert kept() == 1
    assert kept() == 1


def test_a_listener_never_meets_a_stale_value(book: Book) -> None:
    """Everything is let go before anybody is told."""
    store, heard = book.store, []
    kept = Kept(store, lambda: len(store.rows("unit")))
    kept()

    def listen(_: Notice) -> None:
        heard.append(kept())

    store.listeners.append(listen)
    add(store, "u")
    store.undo()
    assert heard == [1, 0]


def test_a_refusal_is_not_kept(book: Book) -> None:
    tries = count()

    def make() -> int:
        if next(tries) == 0:
            raise ZeroDivisionError
        return len(book.store.rows("unit"))

    kept = KeptBy(book.store, lambda key: make())
    with pytest.raises(ZeroDivisionError):
        kept("a")
    assert kept("a") == kept("b") == 0


def test_a_followed_value_takes_rows_of_its_tables_and_ends_with_any_other(book: Book) -> None:
    store = book.store
    made: list[int] = []

    def make(_: Followed[dict[str, object]]) -> dict[str, object]:
        made.append(len(store.rows("keeper")))
        return {row["key"]: row for row in store.rows("unit")}

    def take(value: dict[str, object], keys: frozenset[object]) -> None:
        for key in keys:
            row = store.row("unit", str(key))
            value.pop(str(key), None) if row is None else value.update({str(key): row})

    followed = Followed(store, make, {"unit": take})
    assert followed() == {}
    add(store, "u")
    assert list(followed()) == ["u"]
    store.undo()
    assert followed() == {} and made == [0]
    with pytest.raises(ZeroDivisionError), store.operation("enter") as tx:
        tx.insert("unit", {"key": "v"})
        assert list(followed()) == ["v"]
        raise ZeroDivisionError
    assert followed() == {}
    made.clear()
    book.people.add("Đỗ Quế Chi")
    assert followed() == {} and made == [1]


def test_what_a_followed_value_reads_later_ends_it_too(book: Book) -> None:
    store = book.store
    parts: list[Callable[[], object]] = []

    def make(followed: Followed[int]) -> int:
        parts.append(lambda: followed.part(lambda: store.rows("keeper")))
        return len(store.rows("unit"))

    followed = Followed(store, make, {"unit": lambda value, keys: None})
    followed()
    parts[0]()
    with store.watching() as reads:
        followed()
    assert reads == {"unit", "keeper"}
    book.people.add("Đỗ Quế Chi")
    followed()
    assert len(parts) == 2
