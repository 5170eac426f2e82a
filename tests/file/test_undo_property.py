"""Whatever is done, undone and redone: undo gives back equal content, and the journal replayed equals the live rows."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.file.opening import create, open_book_file
from models.file.store import Store
from models.file.transaction import Transaction
from models.keeping.verify import verify
from models.rules.errors import RuleViolation

keys = st.sampled_from("abcd")
notes = st.none() | st.text(max_size=4)
values = st.recursive(
    st.integers(-9, 9) | st.text(max_size=3), lambda v: st.lists(v, max_size=2) | st.dictionaries(keys, v, max_size=2)
)
writes = st.one_of(
    st.tuples(st.just("put"), st.just("unit"), st.fixed_dictionaries({"key": keys}, optional={"note": notes})),
    st.tuples(st.just("put"), st.just("setting"), st.fixed_dictionaries({"key": keys, "value": values})),
    st.tuples(
        st.just("put"),
        st.just("unit_row"),
        st.fixed_dictionaries(
            {
                "unit": keys,
                "from_date": st.sampled_from(["2024-01-01", "2025-01-01"]),
                "name": st.text(max_size=3),
                "short_name": st.text(max_size=3),
                "kind": st.sampled_from(["state", "party"]),
            },
            optional={"decision": notes},
        ),
    ),
    st.tuples(st.just("delete"), st.just("unit"), keys),
    st.tuples(st.just("delete"), st.just("setting"), keys),
    st.tuples(st.just("delete"), st.just("unit_row"), st.tuples(keys, st.sampled_from(["2024-01-01", "2025-01-01"]))),
)
acts = st.one_of(
    st.lists(writes, min_size=1, max_size=5),
    st.lists(writes, min_size=1, max_size=5),
    st.sampled_from(["undo", "undo", "redo", "checkpoint"]),
)


def write(tx: Transaction, verb: str, table: str, what: Any) -> None:
    if verb == "put":
        tx.put(table, what)
    else:
        tx.delete(table, what)


class Expected:
    """What undo and redo ought to give: the content before and after each act of the sitting."""

    def __init__(self) -> None:
        self.done: list[tuple[dict, dict]] = []
        self.undone: list[tuple[dict, dict]] = []


def turn_back(store: Store, verb: str, expected: Expected) -> None:
    source, target = (expected.done, expected.undone) if verb == "undo" else (expected.undone, expected.done)
    kind = store.undo_kind() if verb == "undo" else store.redo_kind()
    assert (kind is not None) == bool(source)
    if kind is None:
        return
    store.undo() if verb == "undo" else store.redo()
    pair = source.pop()
    target.append(pair)
    assert store.canonical() == pair[0 if verb == "undo" else 1]


def act_out(store: Store, act: Any, expected: Expected) -> None:
    before = store.canonical()
    if act == "checkpoint":
        with store.operation("seal") as tx:
            tx.checkpoint()
        expected.done.clear()
        expected.undone.clear()
        return
    try:
        with store.operation("act") as tx:
            for verb, table, what in act:
                write(tx, verb, table, what)
            changed = bool(tx.written)
    except RuleViolation as refused:
        assert refused.code in ("row.missing", "row.reference")
        assert store.canonical() == before
        return
    if changed:
        expected.done.append((before, store.canonical()))
        expected.undone.clear()


@settings(max_examples=25, deadline=None)
@given(st.lists(acts, max_size=14))
def test_undo_gives_equal_content_and_replay_equals_live(plan: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sokhoi"
        store = create(path)
        try:
            expected = Expected()
            for act in plan:
                if act in ("undo", "redo"):
                    turn_back(store, act, expected)
                else:
                    act_out(store, act, expected)
            report = verify(store)
            assert report.ok, report
            content, digests = store.canonical(), store.digests()
            steps = len(expected.done)
            for verb in ["undo"] * steps + ["redo"] * steps:
                turn_back(store, verb, expected)
            assert (store.canonical(), store.digests()) == (content, digests)
        finally:
            store.close()
        again = open_book_file(path, read_only=True)
        assert again.canonical() == content
        assert verify(again).ok
        again.close()
