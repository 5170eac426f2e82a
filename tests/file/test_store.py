"""The one write path: one operation is one transaction, one op, one undo step, one notice."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import unicodedata
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from models.file.opening import create, open_book_file
from models.file.store import Notice, Store
from models.keeping.verify import verify
from models.rules.errors import FileTrouble, RuleViolation


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


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda tx: tx.insert("units", {"key": "a"}), LookupError),
        (lambda tx: tx.insert("op", {"seq": 1}), LookupError),
        (lambda tx: tx.insert("keeper_secret", {"keeper": "a"}), LookupError),
        (lambda tx: tx.insert("unit", {"key": "b", "nme": "x"}), LookupError),
        (lambda tx: tx.update("unit", "a", note=8.5), TypeError),
        (lambda tx: tx.update("unit", "a", note=True), TypeError),
        (lambda tx: tx.update("bloc_year", 2025, state="shut"), sqlite3.IntegrityError),
        (lambda tx: tx.update("unit", "a", key="b"), ValueError),
        (lambda tx: tx.update("unit", ("a", "b"), note="x"), TypeError),
        (lambda tx: tx.update("unit", "nobody", note="x"), RuleViolation),
        (lambda tx: tx.delete("cell", ("s", "II")), RuleViolation),
        (lambda tx: tx.delete("unit", "a"), RuleViolation),
        (lambda tx: tx.insert("cell", {"sheet": "t", "node": "I"}), RuleViolation),
        (lambda tx: tx.put("setting", {"key": "x", "value": {"half": 0.5}}), TypeError),
        (lambda tx: tx.facts.update(half=0.5) or tx.update("unit", "a", note="x"), TypeError),
    ],
)
def test_what_the_store_refuses_leaves_the_book_as_it_was(store: Store, act: Callable, error: type) -> None:
    add_sheet(store)
    before, last = store.canonical(), store.last_seq
    with pytest.raises(error), store.operation("try") as tx:
        act(tx)
    assert (store.canonical(), store.last_seq) == (before, last)
    with store.operation("go on") as tx:
        tx.insert("unit", {"key": "z"})
    assert store.last_seq == last + 1


def test_a_row_still_pointed_at_is_not_deleted(store: Store) -> None:
    add_sheet(store)
    with pytest.raises(RuleViolation) as refused, store.operation("try") as tx:
        tx.delete("unit", "a")
    assert (refused.value.code, refused.value.facts) == ("row.reference", {"table": "sheet", "parent": "unit"})


def test_children_may_come_before_their_parents_in_one_act(store: Store) -> None:
    with store.operation("import") as tx:
        tx.insert("keeper", {"key": "moc", "name": "Phạm Thu Mộc", "unit": "a"})
        tx.insert("unit", {"key": "a"})
    assert store.row("keeper", "moc")["unit"] == "a"


def test_text_is_kept_in_nfc(store: Store) -> None:
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a", "note": unicodedata.normalize("NFD", "Hội Nông dân")})
    assert store.row("unit", "a")["note"] == unicodedata.normalize("NFC", "Hội Nông dân")


def test_rows_are_found_by_columns_and_come_in_the_order_of_their_keys(store: Store) -> None:
    with store.operation("enter") as tx:
        for key, note in (("c", None), ("a", "x"), ("b", None)):
            tx.insert("unit", {"key": key, "note": note})
    assert [row["key"] for row in store.rows("unit", note=None)] == ["b", "c"]
    assert [row["key"] for row in store.rows("unit", note="x")] == ["a"]
    with pytest.raises(LookupError):
        store.rows("unit", colour="red")
    with pytest.raises(LookupError):
        store.row("sqlite_master", "a")


def test_select_reads_and_never_writes(store: Store) -> None:
    add_sheet(store)
    assert store.select("SELECT node, stated_json FROM cell WHERE sheet = ?", ("s",)) == [
        {"node": "I.1", "stated": {"base": "8.5"}}
    ]
    for sql in ("DELETE FROM cell", "WITH x AS (SELECT 1) DELETE FROM cell"):
        with pytest.raises((ValueError, FileTrouble)):
            store.select(sql)
    assert len(store.rows("cell")) == 1
    with store.operation("go on") as tx:
        tx.update("cell", ("s", "I.1"), note="x")


def test_a_listener_must_not_write(store: Store) -> None:
    def write(_: Notice) -> None:
        with store.operation("echo") as tx:
            tx.insert("unit", {"key": "echo"})

    store.listeners.append(write)
    with pytest.raises(RuntimeError, match="listener"), store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
    assert [row["key"] for row in store.rows("unit")] == ["a"]


def test_a_transaction_is_over_when_its_operation_is(store: Store) -> None:
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
    with pytest.raises(RuntimeError, match="ended"):
        tx.insert("unit", {"key": "b"})


def test_undo_never_crosses_another_person(store: Store) -> None:
    store.person = "moc"
    add_sheet(store)
    store.person = "an"
    assert store.undo_kind() is None
    with pytest.raises(RuleViolation, match=r"undo\.nothing"):
        store.undo()
    with store.operation("enter") as tx:
        tx.update("unit", "a", note="x")
    store.undo()
    store.person = "moc"
    assert store.redo_kind() is None
    assert store.undo_kind() == ("set-up", {})
    assert [op.person for op in store.ops(1)] == ["moc", "an", "an"]


@pytest.mark.parametrize("how", ["final", "inner-final", "checkpoint", "secret"])
def test_undo_never_crosses_a_final_act_or_a_checkpoint(store: Store, how: str) -> None:
    add_sheet(store)
    with store.operation("issue", final=how == "final") as tx:
        tx.insert("keeper", {"key": "moc", "name": "Mộc"})
        if how == "inner-final":
            with store.operation("inner", final=True):
                pass
        elif how == "checkpoint":
            tx.checkpoint()
        elif how == "secret":
            tx.secret("moc", {"salt": "s", "hash": "h", "n": 16384, "r": 8, "p": 1})
    assert store.undo_kind() is None
    with store.operation("enter") as tx:
        tx.update("unit", "a", note="x")
    store.undo()
    assert store.undo_kind() is None


def test_a_new_act_forgets_what_was_undone(store: Store) -> None:
    add_sheet(store)
    store.undo()
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "b"})
    with pytest.raises(RuleViolation, match=r"redo\.nothing"):
        store.redo()


def test_closing_a_year_can_be_taken_back(store: Store) -> None:
    add_sheet(store)
    with store.operation("close-year") as tx:
        tx.update("cell", ("s", "I.1"), note="khóa")
        tx.update("bloc_year", 2025, state="closed")
    assert store.undo() == ("close-year", {})
    assert store.row("cell", "s", "I.1")["note"] is None
    store.redo()
    assert store.row("bloc_year", 2025)["state"] == "closed"


def test_a_year_may_be_brought_in_already_closed(store: Store) -> None:
    with store.operation("import") as tx:
        tx.insert("bloc_year", {"year": 2020, "state": "closed"})
        tx.insert("stage", {"year": 2020, "key": "self", "position": 1, "name": "Tự chấm"})
    with pytest.raises(RuleViolation, match=r"year\.closed"), store.operation("import") as tx:
        tx.insert("stage", {"year": 2020, "key": "bloc", "position": 2, "name": "Khối chấm"})


def test_a_row_cannot_be_moved_into_or_out_of_a_closed_year(store: Store) -> None:
    add_sheet(store)
    with store.operation("open") as tx:
        tx.insert("bloc_year", {"year": 2024})
        tx.insert("veto", {"key": "v", "year": 2024, "unit": "a", "kind": "x"})
        tx.insert("veto", {"key": "w", "year": 2025, "unit": "a", "kind": "x"})
    with store.operation("close-year") as tx:
        tx.update("bloc_year", 2024, state="closed")
    for key, year in (("v", 2025), ("w", 2024)):
        with pytest.raises(RuleViolation, match=r"year\.closed"), store.operation("move") as tx:
            tx.update("veto", key, year=year)


def test_a_clock_that_ran_backwards_is_noted(tmp_path: Path, clock: Callable[[], datetime]) -> None:
    times = iter([clock()] * 9)
    store = create(tmp_path / "a.sokhoi", clock=lambda: next(times))
    store.clock = lambda: datetime.fromisoformat("2026-03-02T08:14:00+00:00")
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
    assert store.ops()[-1].facts == {"clock_was_at": "2026-03-02T08:15:00+00:00"}
    store.clock = lambda: datetime.fromisoformat("2026-03-02T15:14:30+07:00")
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "b"})
    assert store.ops()[-1].facts == {}
    store.close()


def test_attached_files_are_journalled_by_hash_and_come_back_on_redo(store: Store) -> None:
    content = b"Quy\x00et dinh" * 99
    sha = hashlib.sha256(content).hexdigest()
    with store.operation("attach") as tx:
        tx.insert("blob", {"sha256": sha, "size": len(content), "bytes": content})
    (change,) = store.changes(store.last_seq)
    assert change.after == {"sha256": sha, "size": len(content)}
    store.undo()
    assert store.rows("blob") == []
    store.redo()
    assert store.row("blob", sha)["bytes"] == content
    with pytest.raises(ValueError, match="SHA-256"), store.operation("attach") as tx:
        tx.insert("blob", {"sha256": "0" * 64, "size": 1, "bytes": b"x"})


def test_a_password_hash_is_kept_but_never_journalled(store: Store) -> None:
    hashed = {"salt": "muoi", "hash": "bam", "n": 16384, "r": 8, "p": 1}
    with store.operation("set-password") as tx:
        tx.insert("keeper", {"key": "moc", "name": "Mộc"})
        tx.secret("moc", hashed)
    assert store.secret("moc") == hashed
    everything = str(store.canonical()) + str(store.changes(store.last_seq)) + str(store.ops())
    assert "bam" not in everything and "muoi" not in everything
    assert verify(store).ok
    with store.operation("forget-password") as tx:
        tx.secret("moc", None)
    assert store.secret("moc") is None and verify(store).ok
    assert store.ops()[-1].kind == "forget-password"


def test_a_strangers_write_stops_every_further_write(store: Store) -> None:
    add_sheet(store)
    stranger = sqlite3.connect(store.path)
    stranger.execute("UPDATE cell SET note = 'x'")
    stranger.commit()
    stranger.close()
    for _ in range(2):
        with pytest.raises(FileTrouble, match=r"file\.stranger_wrote"), store.operation("enter") as tx:
            tx.update("unit", "a", note="x")
    assert store.row("unit", "a")["note"] is None


def test_a_locked_database_is_said_to_be_busy(store: Store) -> None:
    store.connection.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileTrouble, match=r"file\.busy"), store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
    other.execute("ROLLBACK")
    other.close()
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})


def test_the_chain_is_the_one_the_format_describes(store: Store) -> None:
    """One hash worked out here from the words of the format, without the program's own functions."""
    with store.operation("enter", {"unit": "a"}) as tx:
        tx.insert("unit", {"key": "a", "note": "ước"})
    first, second = store.ops()
    body = (
        '{"at":"' + second.at + '","facts":{"unit":"a"},"id":"' + second.id + '","kind":"enter","person":"","seq":2}'
        '\n{"after":"{\\"key\\":\\"a\\",\\"note\\":\\"ước\\"}","key":"a","n":1,"table":"unit"}'
    )
    assert second.hash == hashlib.sha256(f"{first.hash}\n{body}".encode()).hexdigest()


def test_ops_are_read_in_pages(store: Store) -> None:
    for key in "abcd":
        with store.operation("enter", {"key": key}) as tx:
            tx.insert("unit", {"key": key})
    assert [op.facts["key"] for op in store.ops(2, 2)] == ["b", "c"]


# --- the file under an open book


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody rename or delete an open file")
def test_a_book_moved_or_deleted_while_it_is_open_is_said_to_be_that(store: Store) -> None:
    add_sheet(store)
    elsewhere = store.path.with_name("b.sokhoi")
    store.path.rename(elsewhere)
    for _ in range(2):
        with pytest.raises(FileTrouble, match=r"file\.moved"), store.operation("enter") as tx:
            tx.insert("unit", {"key": "b"})
    elsewhere.rename(store.path)
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "b"})
    store.path.unlink()
    with pytest.raises(FileTrouble, match=r"file\.moved"), store.operation("enter") as tx:
        tx.insert("unit", {"key": "c"})


def test_a_book_written_over_in_place_is_noticed_at_the_next_act(store: Store) -> None:
    """With another state of itself, whose counter of changes may well be the same."""
    add_sheet(store)
    before = store.path.read_bytes()
    with store.operation("enter") as tx:
        tx.update("cell", ("s", "I.1"), note="a")
    store.path.write_bytes(before[:24] + store.path.read_bytes()[24:28] + before[28:])
    for _ in range(2):
        with pytest.raises(FileTrouble, match=r"file\.stranger_wrote"), store.operation("enter") as tx:
            tx.update("cell", ("s", "I.1"), note="b")


def test_a_time_of_writing_put_down_late_is_no_stranger(store: Store) -> None:
    add_sheet(store)
    os.utime(store.path, (1, 1))
    with store.operation("enter") as tx:
        tx.update("cell", ("s", "I.1"), note="b")
    assert verify(store).ok
