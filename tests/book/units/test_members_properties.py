"""What must always hold of units and lists, whatever is done to them in whatever order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.book.book import Book, create_book
from models.book.units.members import NewUnit
from models.rules.errors import Refusal
from tests.book.conftest import Clock, keys

DAYS = st.dates(min_value=date(2025, 1, 2), max_value=date(2025, 12, 30))
UNITS = st.sampled_from(["a", "b", "c", "d"])
Act = tuple[str, str, str, str]
ACTS: dict[str, Callable[[Book, str, str, str], object]] = {
    "rename": lambda book, one, other, day: book.members.rename(one, day, f"Đơn vị {other} {day}"),
    "describe": lambda book, one, other, day: book.members.describe(one, day, kind="party"),
    "leave": lambda book, one, other, day: book.members.leave(2025, one, day),
    "merge": lambda book, one, other, day: book.members.merge(day, [one, other], NewUnit(f"Hợp nhất {day}")),
    "absorb": lambda book, one, other, day: book.members.merge(day, [one, other], one),
    "split": lambda book, one, other, day: book.members.split(day, one, [one, NewUnit(f"Tách {day}")]),
    "dissolve": lambda book, one, other, day: book.members.dissolve(one, day),
    "remove": lambda book, one, other, day: book.members.remove(one),
    "head": lambda book, one, other, day: book.members.put_post(one, "head", f"Lê {other.upper()}", from_date=day),
    "next-year": lambda book, one, other, day: book.next_year.open(2026, 2025),
}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), UNITS, UNITS, DAYS.map(str)), min_size=1, max_size=8))
def test_lists_stay_sound_and_every_act_can_be_undone_and_redone(acts: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = create_book(Path(folder) / "khoi.sokhoi", "Khối", clock=Clock(), key_source=keys())
        book.years.open(2025)
        for key in ("a", "b", "c", "d"):
            book.members.add(f"Sở {key.upper()}", key=key, active_from="2019-01-01", year=2025)
        for name, one, other, day in acts:
            before = book.store.canonical()
            seq = book.store.last_seq
            try:
                ACTS[name](book, one, other, day)
            except Refusal:
                assert book.store.canonical() == before, "a refusal changes nothing"
                continue
            after = book.store.canonical()
            if book.store.last_seq > seq:
                book.store.undo()
                assert book.store.canonical() == before
                book.store.redo()
                assert book.store.canonical() == after
            check(book, day)
        book.store.close()


def check(book: Book, day: str) -> None:
    """Positions are 1, 2, 3 … in order; on every day the members of the day exist; one name is borne by one unit."""
    for year in (one.year for one in book.years.all()):
        roster = book.members.roster(year)
        assert len({member.position for member in roster}) == len(roster)
        assert [member.position for member in roster] == sorted(member.position for member in roster)
        for on in (f"{year}-01-01", day, f"{year}-12-31"):
            there = book.members.roster(year, on)
            assert all(member.unit.active(on) for member in there if on.startswith(str(year)))
            names = [member.unit.name for member in there]
            assert len(set(names)) == len(names)
    for unit in book.members.units():
        assert set(book.members.line(unit.key)) <= set(book.members.events())
