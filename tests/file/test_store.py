"""The one write path: one operation is one transaction, one op, one undo step, one notice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest

from models.file.opening import create, open_book_file
from models.file.store import Notice, Store
from models.rules.errors import FileTrouble, RuleViolation

START = datetime(2026, 3, 2, 8, 15, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path):
    ticks, keys = count(), count()
    made = create(
        tmp_path / "Khối 3.sokhoi",
        clock=lambda: START + timedelta(seconds=next(ticks)),
        key_source=lambda: f"k{next(keys)}",
        holder="Mộc",
    )
    yield made
    made.close()


def add_sheet(store: Store, year: int = 2025) -> None:
    with store.operation("set-up") as tx:
        tx.insert("unit", {"key": "a"})
        tx.insert("form", {"key": "f", "name": "Bảng điểm", "spec": {}})
        tx.insert("bloc_year", {"year": year})
        tx.insert("sheet", {"key": "s", "year": year, "period": "nam", "unit": "a", "stage": "self", "form": "f"})
        tx.insert("cell", {"sheet": "s", "node": "I.1", "stated": {"base": Decimal("8.50")}})


def test_rows_come_back_with_exact_numbers_and_json_values(store: Store) -> None:
    with store.operation("enter") as tx:
        tx.insert(
            "form",
            {"key": "f", "name": "Bảng điểm", "stated_total": Fraction(201, 2), "spec": {"cap": Decimal("20.0")}},
        )
    row = store.row("form", "f")
    assert row is not None
    assert (row["stated_total"], row["spec"], row["state"], row["document"]) == ("100.5", {"cap": "20"}, "draft", None)


def test_only_changed_columns_are_journalled(store: Store) -> None:
    add_sheet(store)
    with store.operation("enter") as tx:
        tx.put("cell", {"sheet": "s", "node": "I.1", "stated": {"base": 9}, "note": "xem lại", "not_assigned": False})
    (change,) = store.changes(store.last_seq)
    assert change.key == ("s", "I.1")
    assert (change.before, change.after) == ({"stated": {"base": "8.5"}}, {"stated": {"base": 9}, "note": "xem lại"})


def test_an_act_that_changes_nothing_leaves_no_op(store: Store) -> None:
    add_sheet(store)
    before = store.last_seq
    with store.operation("enter") as tx:
        tx.update("cell", ("s", "I.1"), stated={"base": "8.5"})
    assert store.last_seq == before
    assert store.undo_kind() == ("set-up", {})


def test_one_notice_per_operation_after_commit(store: Store) -> None:
    heard: list[tuple[Notice, int]] = []
    store.listeners.append(lambda notice: heard.append((notice, len(store.rows("cell")))))
    add_sheet(store)
    ((notice, cells),) = heard
    assert (notice.kind, notice.tables["cell"], notice.tables["bloc_year"], cells) == (
        "set-up",
        frozenset({("s", "I.1")}),
        frozenset({2025}),
        1,
    )


def test_a_failing_act_leaves_no_trace(store: Store) -> None:
    add_sheet(store)
    before, last = store.canonical(), store.last_seq
    with pytest.raises(ZeroDivisionError), store.operation("enter") as tx:
        tx.delete("cell", ("s", "I.1"))
        raise ZeroDivisionError
    assert (store.canonical(), store.last_seq) == (before, last)


def test_an_inner_operation_joins_and_the_outer_one_names_it(store: Store) -> None:
    with store.operation("outer", {"n": 1}) as tx:
        tx.insert("unit", {"key": "a"})
        with store.operation("inner", {"n": 2}) as inner:
            inner.insert("unit", {"key": "b"})
        with pytest.raises(RuleViolation, match=r"row\.exists"), store.operation("inner") as inner:
            inner.insert("unit", {"key": "c"})
            inner.insert("unit", {"key": "a"})
    assert [row["key"] for row in store.rows("unit")] == ["a", "b"]
    op = store.ops()[-1]
    assert (op.kind, op.facts, [change.key for change in store.changes(op.seq)]) == ("outer", {"n": 1}, ["a", "b"])


def test_undo_and_redo_are_ops_and_restore_the_content(store: Store) -> None:
    add_sheet(store)
    first = store.canonical()
    with store.operation("enter", {"unit": "a"}) as tx:
        tx.update("cell", ("s", "I.1"), stated=None, note="x")
    second = store.canonical()
    assert store.undo() == ("enter", {"unit": "a"})
    assert store.canonical() == first
    assert store.redo_kind() == ("enter", {"unit": "a"})
    store.redo()
    assert store.canonical() == second
    store.undo()
    store.undo()
    assert store.canonical() == {}
    assert [op.kind for op in store.ops()] == ["create", "set-up", "enter", "undo", "redo", "undo", "undo"]
    with pytest.raises(RuleViolation, match=r"undo\.nothing"):
        store.undo()


@pytest.mark.parametrize("state", ["closed", "handed-over"])
def test_rows_of_a_closed_year_are_refused(store: Store, state: str) -> None:
    add_sheet(store)
    with store.operation("close-year") as tx:
        tx.update("bloc_year", 2025, state=state)
        tx.update("cell", ("s", "I.1"), note="khóa")
    with pytest.raises(RuleViolation) as refused, store.operation("enter") as tx:
        tx.update("cell", ("s", "I.1"), note="muộn")
    assert (refused.value.code, refused.value.facts) == ("year.closed", {"year": 2025})


def test_reopening_reads_what_was_written(store: Store) -> None:
    add_sheet(store)
    content, digests = store.canonical(), store.digests()
    store.close()
    again = open_book_file(store.path)
    try:
        assert (again.canonical(), again.digests()) == (content, digests)
        assert again.undo_kind() is None
    finally:
        again.close()


def test_a_second_opener_learns_who_has_it(store: Store) -> None:
    with pytest.raises(FileTrouble) as refused:
        open_book_file(store.path)
    assert refused.value.code == "file.open_elsewhere"
    assert refused.value.facts["person"] == "Mộc"
    beside = open_book_file(store.path, read_only=True)
    assert beside.read_only_reason == "asked"
    beside.close()
