"""Two copies of the successor's file, both received and worked in: known when they meet, one side of each taken."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.book.book import Book, open_book
from models.file.history import canonical
from models.keeping import forks, handover
from models.keeping.independent import VERIFIER
from models.keeping.things import Thing
from models.keeping.verify import verify
from models.rules.errors import FileTrouble, RuleViolation
from tests.book import practice_closing
from tests.book.conftest import Clock, keys

YEAR = 2026


@pytest.fixture
def pair(closed: Book, stick: Path, tmp_path: Path) -> Iterator[tuple[Book, Book]]:
    """Both copies received, the next year begun in each by another person."""
    code = practice_closing.hand_over(closed, stick).code
    books = []
    for n, who in ((1, "Cao Văn Mận"), (2, "Lê Thị Đào")):
        path = Path(shutil.copy(stick, tmp_path / f"ban-{n}.sokhoi"))
        book = open_book(path, clock=Clock(f"2026-01-2{n}"), key_source=keys(20_000 * n))
        handover.receive(book, code, who)
        book.years.open(YEAR)
        books.append(book)
    yield books[0], books[1]
    for book in books:
        book.close()


def work_on(book: Book, unit: str, note: str) -> None:
    """An act on a unit."""
    with book.store.operation("note") as tx:
        tx.update("unit", unit, note=note)


def choices(book: Book, other: Book) -> dict[Thing, forks.Choice]:
    return {one.difference.thing: one for one in forks.look(book, other.path).choices}


def test_both_received_are_recognised_and_what_each_did_is_told_thing_by_thing(pair: tuple[Book, Book]) -> None:
    here, there = pair
    unit = here.members.roster(2025)[0].key
    here.tasks.add(YEAR, "Việc riêng ở bản một")
    work_on(there, unit, "ghi ở bản hai")
    found = forks.look(here, there.path)
    assert (found.relation.relation, found.relation.only_here, found.relation.only_there) == ("forked", 3, 3)
    by_thing = choices(here, there)
    assert by_thing[Thing("unit", unit)].since == "there"
    assert by_thing[Thing("unit", unit)].there[0] == "Lê Thị Đào"
    custody = next(one for thing, one in by_thing.items() if thing.table == "custody")
    assert custody.since == "both" and not custody.takeable
    assert {thing.table for thing in by_thing} >= {"unit", "task", "keeper", "custody"}


def test_the_taken_sides_are_one_checked_act_and_nothing_else_moves(pair: tuple[Book, Book]) -> None:
    here, there = pair
    unit, second = (one.key for one in here.members.roster(2025)[:2])
    work_on(there, unit, "ghi ở bản hai")
    work_on(there, second, "bản hai")
    work_on(here, second, "bản một")
    theirs = there.path.read_bytes()
    before, acts = here.store.canonical(), here.store.last_seq
    assert forks.take_over(here, there.path, [Thing("unit", unit)]) == 1
    after = here.store.canonical()
    assert here.store.last_seq == acts + 1
    op = here.store.ops(acts)[0]
    assert op.kind == "take-over" and op.facts["things"] == [["unit", unit]]
    assert here.store.journal.checkpoint(op.seq) is not None
    assert here.store.row("unit", unit) == there.store.row("unit", unit)
    assert here.store.row("unit", second)["note"] == "bản một"  # type: ignore[index]  # it stands
    assert {table for table in before if before[table] != after[table]} == {"unit"}
    assert there.path.read_bytes() == theirs
    assert verify(here.store).ok
    assert here.journal.line(op.seq).text == "Lấy 1 mục từ bản khác của sổ"
    with pytest.raises(RuleViolation, match=r"undo\.nothing"):
        here.store.undo()


def test_a_meeting_comes_with_its_people_and_what_they_point_at(pair: tuple[Book, Book]) -> None:
    here, there = pair
    with there.store.operation("note") as tx:
        tx.insert("person", {"key": "nguoi-moi", "name": "Người mới"})
        tx.insert("meeting", {"key": "hop", "year": YEAR, "kind": "other", "title": "Họp"})
        tx.insert("attendee", {"meeting": "hop", "key": "a", "position": 1, "name": "Ai", "capacity": "guest"})
        said = {"meeting": "hop", "position": 1, "way": "acclaim", "title": "Biểu quyết"}
        tx.insert("ballot", {"key": "phieu", **said, "candidates": [], "rule": {}})
        tx.insert("keeper", {"key": "dem", "name": "Người đếm"})
        tx.insert("recount", {"ballot": "phieu", "by": "dem"})
    written = forks.take_over(here, there.path, [Thing("meeting", "hop")])
    assert written == 5, "meeting, attendee, ballot, recount and the one who counts"
    assert here.store.row("keeper", "dem") is not None
    assert here.store.row("person", "nguoi-moi") is None, "nothing points at that person"
    assert verify(here.store).ok


def test_what_was_taken_away_there_is_taken_away_here(pair: tuple[Book, Book]) -> None:
    here, there = pair
    task = there.tasks.add(YEAR, "Việc chung")
    forks.take_over(here, there.path, [Thing("task", canonical.encode([YEAR, task]))])
    assert any(one.key == task for one in here.tasks.all(YEAR))
    there.tasks.remove(YEAR, task)
    forks.take_over(here, there.path, [Thing("task", canonical.encode([YEAR, task]))])
    assert not any(one.key == task for one in here.tasks.all(YEAR))


def test_something_here_still_points_at_what_would_go(pair: tuple[Book, Book]) -> None:
    here, there = pair
    for book in pair:
        with book.store.operation("note") as tx:
            tx.insert("person", {"key": "ai", "name": "Ai"})
    forks_before = here.store.canonical()
    with there.store.operation("note") as tx:
        tx.delete("person", "ai")
    with here.store.operation("note") as tx:
        unit = here.members.roster(2025)[0].key
        tx.insert("post", {"key": "cv", "person": "ai", "unit": unit, "role": "officer"})
    with pytest.raises(RuleViolation, match=r"row\.reference"):
        forks.take_over(here, there.path, [Thing("person", "ai")])
    assert here.store.row("person", "ai") is not None
    assert forks_before["person"] == here.store.canonical()["person"]


def test_closing_and_handing_over_are_not_taken(pair: tuple[Book, Book]) -> None:
    here, there = pair
    with pytest.raises(RuleViolation, match=r"fork\.not_takeable"):
        forks.take_over(here, there.path, [Thing("custody", "1")])
    with pytest.raises(RuleViolation, match=r"fork\.nothing"):
        forks.take_over(here, there.path, [Thing("unit", "khong-co")])


def test_a_copy_with_other_bytes_of_an_attached_file_is_refused_for_that_one_place(pair: tuple[Book, Book]) -> None:
    """Places of every kind are counted, not only rows and the chain."""
    here, there = pair
    held = "nội dung".encode()
    with there.store.operation("note") as tx:
        tx.insert("blob", {"sha256": hashlib.sha256(held).hexdigest(), "size": len(held), "bytes": held})
    with closing(sqlite3.connect(there.path)) as one:
        one.execute("UPDATE blob SET bytes = zeroblob(size) WHERE sha256 = ?", (hashlib.sha256(held).hexdigest(),))
        one.commit()
    with pytest.raises(FileTrouble, match=r"file\.unexplained") as refused:
        forks.look(here, there.path)
    assert refused.value.facts["places"] == 1


def test_a_closed_year_stays_closed(pair: tuple[Book, Book]) -> None:
    here, there = pair
    with closing(sqlite3.connect(there.path)) as one:
        task = one.execute("SELECT key FROM task WHERE year = 2025 LIMIT 1").fetchone()[0]
    before = here.store.canonical()
    # as if the other copy had opened the closed year again and gone on
    from models.keeping import seal

    seal.reopen_year(there, 2025, "Sửa")
    with there.store.operation("note") as tx:
        tx.update("task", (2025, task), note="sửa")
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        forks.take_over(here, there.path, [Thing("task", canonical.encode([2025, task]))])
    assert here.store.canonical() == before


def test_a_copy_that_its_journal_does_not_explain_gives_nothing(pair: tuple[Book, Book]) -> None:
    here, there = pair
    there.tasks.add(YEAR, "Việc")
    with closing(sqlite3.connect(there.path)) as one:
        one.execute("UPDATE unit SET note = 'sửa trộm'")
        one.commit()
    with pytest.raises(FileTrouble, match=r"file\.unexplained"):
        forks.look(here, there.path)


def test_another_book_gives_nothing(pair: tuple[Book, Book], lived_file: Path, make: Callable[[str], Path]) -> None:
    with pytest.raises(RuleViolation, match=r"fork\.other_book"):
        forks.look(pair[0], make("khác"))


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    from models.book.book import create_book

    def book(name: str) -> Path:
        create_book(tmp_path / "khac.sokhoi", name).close()
        return tmp_path / "khac.sokhoi"

    return book


def test_every_side_taken_makes_both_alike_and_the_verifier_agrees(pair: tuple[Book, Book]) -> None:
    """All of the other's sides at once: then nothing that can be taken is left, and the second opinion is equal too."""
    import subprocess
    import sys

    here, there = pair
    unit = here.members.roster(2025)[0].key
    work_on(there, unit, "ghi ở bản hai")
    there.tasks.add(YEAR, "Việc ở bản hai")
    here.tasks.add(YEAR, "Việc ở bản một")
    wanted = [thing for thing, one in choices(here, there).items() if one.takeable]
    forks.take_over(here, there.path, wanted)
    assert [thing for thing, one in choices(here, there).items() if one.takeable] == []
    assert verify(here.store).ok
    here.close()
    done = subprocess.run(
        [sys.executable, str(VERIFIER), str(here.path)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]
