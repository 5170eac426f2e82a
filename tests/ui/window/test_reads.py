"""What was recorded as read is all that was read, and nothing else is needed: for every page, paper and kept value,
after acts in a random order.

SQLite itself is the witness: it tells every statement that runs, and its plan the tables the statement opens. Neither
asks the recorder or the authorizer by which the book learns tables.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLabel, QListView, QWidget

from models.book.awards.year import AwardYear
from models.book.base.kept import Followed, Kept
from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.book.units.keepers import ANONYMOUS
from models.file.store import Notice, Store
from models.file.watching import CLOCK, META, WHOLE
from models.rules.errors import Refusal
from printing.catalogue import PAPERS, PaperKind
from tests.book.conftest import Clock
from tests.book.practice import STAGES, UNITS, YEAR, node_key, unit_key
from tests.journeys.read_models import OTHERS
from ui.base.page import Page
from ui.base.session import Session
from ui.scoring.page import ScoresPage
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

SEEDS = (1, 2)
ACTS_EACH = 6


class Witness:
    """The statements that ran and the moments the clock was asked while it looked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store._connection  # asked for by its own name it counts as a read of the whole
        self.sql: list[str] = []
        self.asked = 0

    def clock(self) -> Any:
        self.asked += 1
        return self._clock()

    def __enter__(self) -> Witness:
        self._clock = self._store.clock
        self._store.clock = self.clock
        self._connection.set_trace_callback(self.sql.append)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.set_trace_callback(None)
        self._store.clock = self._clock

    def tables(self) -> set[str]:
        """The tables those statements open, as reads name them."""
        roots = {
            row[0]: row[1]
            for row in self._connection.execute("SELECT rootpage, tbl_name FROM sqlite_master").fetchall()
        }
        found: set[str] = {CLOCK} if self.asked else set()
        for sql in {one for one in self.sql if one.split(None, 1)[0] in ("SELECT", "WITH")}:
            for step in self._connection.execute(f"EXPLAIN {sql}").fetchall():
                if step[1] in ("OpenRead", "ReopenIdx") and step[4] == 0:
                    found.add(roots[step[3]])
        journal = found & {"op", "change", "checkpoint", "keeper_secret"}
        return (found - journal - {"meta"}) | ({META} if "meta" in found else set()) | ({WHOLE} if journal else set())


def missing(witness: Witness, reads: set[str]) -> set[str]:
    """What was read and not recorded; who has read the whole has read everything."""
    return set() if WHOLE in reads else witness.tables() - reads


# --- acts -------------------------------------------------------------------------------------------------------------


def acts(book: Book, clock: Clock) -> list[Callable[[], object]]:
    """Acts of every area; some are refused, which is as good."""
    unit, stage = unit_key(UNITS[1]), STAGES[0]
    person = book.people.add("Lê Thị Na", key="na")
    year = book.regulations
    return [
        lambda: book.scores.enter_many(YEAR, stage, [(unit, node_key("I.2"), Fraction(3))]),
        lambda: book.scores.receive(SheetAt(YEAR, unit, stage), "2025-11-18"),
        lambda: book.members.rename(unit, "2025-06-15", "Cơ quan đổi tên", "CQĐT"),
        lambda: book.members.put_post(unit, "head", "Lê Thị Thơm", "Thủ trưởng", from_date="2020-01-01"),
        lambda: year.add_rule(YEAR, OTHERS[0], "Thêm", "Quyết định"),
        lambda: year.add_rule(YEAR, OTHERS[3], "Thêm", "Quyết định"),
        lambda: answer(book),
        lambda: book.registration.receive(YEAR, unit, "2025-03-10", tasks=10),
        lambda: book.following.put_work(YEAR, "ad-hoc", "Rà soát mô hình", unit=unit, due_on=f"{YEAR}-10-01"),
        lambda: book.log.fund.contribute(YEAR, [unit], 2_000_000, "Đóng góp"),
        lambda: book.drafts.put(YEAR, "regulation", "Dự thảo quy chế", key="dt"),
        lambda: book.meetings.put(YEAR, "closing", "Hội nghị", date="2025-12-19", key="hn"),
        lambda: book.leadership.put_term(YEAR + 1, unit, "head", status="proposed"),
        lambda: book.vetoes.put(YEAR, unit, "canh-cao", document="Quyết định số 3"),
        lambda: book.findings.put_result(YEAR - 1, unit, 2),
        lambda: book.tasks.mark_done(YEAR, [book.tasks.all(YEAR)[3].key]),
        lambda: book.awards.propose(YEAR, "BK_TINH", unit),
        lambda: book.people.sign_in(person),
        lambda: clock.on(days=9),
        lambda: book.store.undo(),
    ]


def answer(book: Book) -> None:
    asked = [one for one in book.decisions.open_questions(YEAR) if one.options]
    if asked:
        book.decisions.answer(asked[0], asked[0].options[0].key, "Thống nhất", "Hội nghị", year=YEAR)


def played(book: Book, clock: Clock, seed: int, times: int) -> Iterator[list[Notice]]:
    """Each act done in turn, and what was told of it."""
    told: list[Notice] = []
    book.store.listeners.append(told.append)
    book.store.bystanders.append(told.append)
    listed = acts(book, clock)
    told.clear()
    for act in Random(seed).sample(listed, min(times, len(listed))):
        try:
            act()
            book.today()
        except Refusal:
            continue
        yield list(told)
        told.clear()


# --- pages ------------------------------------------------------------------------------------------------------------


def seen(page: QWidget) -> list[str]:
    """Every word that stands on a page."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = [one.text() for one in page.findChildren(QLabel)]
    found += [f"{one.text()} {one.isEnabled()}" for one in page.findChildren(QAbstractButton)]
    for box in page.findChildren(QComboBox):
        found += [box.itemText(n) for n in range(box.count())]
    for view in page.findChildren(QAbstractItemView):
        found += [] if view.model() is None else list(_cells(view, QModelIndex()))
    return sorted(found)


def _cells(view: QAbstractItemView, parent: QModelIndex) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(view, QListView) else model.columnCount(parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            yield str(model.index(row, column, parent).data())
        yield from _cells(view, model.index(row, 0, parent))


@contextmanager
def pages(book: Book) -> Iterator[list[Page]]:
    session = Session(book)
    made = [one.load()(session) for one in PAGES]
    try:
        yield made
    finally:
        for page in made:
            page.deleteLater()
        session.close()


def shown(page: Page, book: Book) -> list[str]:
    with Witness(book.store) as witness:
        page.show_book()
    assert missing(witness, page.reads) == set(), page.key
    return seen(page)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_needs_nothing_but_what_it_read(full_book: Book, seed: int) -> None:
    clock = full_book.clock
    assert isinstance(clock, Clock)
    left_alone = 0
    with pages(full_book) as made:
        for page in made:
            shown(page, full_book)  # the first look chooses a line
        before = {page.key: shown(page, full_book) for page in made}
        for notices in played(full_book, clock, seed, ACTS_EACH):
            for page in made:
                concerned = any(page.concerns(one) for one in notices)
                now = shown(page, full_book)
                assert concerned or now == before[page.key], f"{page.key} shows more than it read"
                left_alone += not concerned
                before[page.key] = now
    assert left_alone > 0


# --- papers -----------------------------------------------------------------------------------------------------------


def composed(kind: PaperKind, book: Book) -> tuple[object, set[str]]:
    """A paper's blocks (or why there is none) and what was read for them."""
    with book.reads.watching(apart=True) as reads, Witness(book.store) as witness:
        try:
            made: object = kind.composed(book, year=YEAR)
        except Refusal as refusal:
            made = str(refusal)
    assert missing(witness, reads) == set(), kind.key
    return made, reads


def test_a_paper_needs_nothing_but_what_it_read(full_book: Book) -> None:
    clock = full_book.clock
    assert isinstance(clock, Clock)
    before = {kind.key: composed(kind, full_book) for kind in PAPERS}
    left_alone = 0
    for notices in played(full_book, clock, 3, 3):
        for kind in PAPERS:
            made, reads = composed(kind, full_book)
            former, rested_on = before[kind.key]
            concerned = any(one.touches(rested_on) for one in notices)
            assert concerned or repr(made) == repr(former), kind.key
            left_alone += not concerned
            before[kind.key] = made, reads
    assert left_alone > 0


# --- kept values ------------------------------------------------------------------------------------------------------


def kept_of(store: Store) -> list[Kept[Any]]:
    # kept values are found where they lie
    found = [one for one in gc.get_objects() if isinstance(one, Kept) and one._store is store and one._at >= 0]
    return [one for one in found if not isinstance(one._value, AwardYear)]  # a reader, not a value


def standings(book: Book) -> object:
    return book.standing.ranking(YEAR), book.scores.flags(YEAR), book.decisions.open_questions(YEAR)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_kept_value_is_what_would_be_made_now_and_needs_nothing_but_what_it_read(full_book: Book, seed: int) -> None:
    clock, store = full_book.clock, full_book.store
    assert isinstance(clock, Clock)
    standings(full_book)
    for _ in played(full_book, clock, seed, 2 * ACTS_EACH):
        standings(full_book)
        listed = kept_of(store)
        assert len(listed) > 5
        for one in listed:
            held = one()
            with store.watching(apart=True) as reads, Witness(store) as witness:
                # computed anew, to be held beside what was kept
                made = one._make()
            assert missing(witness, reads) == set()
            assert held == made
        # kept values are found where they lie
        followed = [one for one in gc.get_objects() if isinstance(one, Followed) and one._store is store]
        # kept values are found where they lie
        assert followed and all(one.reads >= {"cell", "sheet"} for one in followed if one._at >= 0)


def test_who_sits_down_sees_at_once_what_they_may_see(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    """No operation tells of another person; the page on the screen follows all the same, and the next day too."""
    scores, unit, stage = full_book.scores, unit_key(UNITS[1]), STAGES[0]
    full_book.people.add("Phạm Thu Mộc", key="hai")
    scores.enter_many(YEAR, stage, [(unit, node_key("I.2"), Fraction(3))])
    scores.keying.begin(SheetAt(YEAR, unit, stage), by="hai")
    window = window_on(full_book)
    window.go("scores")
    page = window.page("scores")
    assert isinstance(page, ScoresPage)
    page.chooser.choose(unit, stage)
    assert not page.model.sheets[unit].masked
    full_book.people.sign_in("hai")
    QApplication.processEvents()
    assert page.model.sheets[unit].masked
    full_book.people.sign_in(ANONYMOUS)
    QApplication.processEvents()
    assert not page.model.sheets[unit].masked


def test_another_day_is_noticed(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    window = window_on(full_book)
    home = window.page("home")
    clock = full_book.clock
    assert isinstance(clock, Clock) and CLOCK in home.reads
    before = seen(home)
    clock.on(days=20)
    full_book.reads.look_at_the_clock()
    QApplication.processEvents()
    assert seen(home) != before
