"""What a full check costs does not grow with what one act wrote, nor with how many checkpoints a book has."""

from __future__ import annotations

import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest

from models.file.connect import begun
from models.file.history import canonical, replay
from models.file.history.journal import Op, Written, link, link_texts
from models.file.opening import create, open_book_file
from models.file.store import Store
from models.keeping.verify import Difference, verify


def with_units(path: Path, many: int) -> Store:
    """A book in which one act put in so many rows."""
    store = create(path)
    with store.operation("set-up") as tx:
        for n in range(many):
            tx.insert("unit", {"key": f"u{n:06}", "note": f"đơn vị số {n}"})
    return store


def test_a_full_check_holds_no_more_of_an_act_that_wrote_more(tmp_path: Path) -> None:
    def peak(many: int) -> int:
        with closing(with_units(tmp_path / f"{many}.sokhoi", many)) as store:
            tracemalloc.start()
            try:
                assert verify(store).ok
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    peak(10)  # what is imported once
    assert peak(8_000) < 1.2 * peak(1_000) + 50_000


def years_with_checkpoints(store: Store, years: int, rows: int) -> None:
    """Year after year some rows, one of them altered and one of another year taken away, and a checkpoint."""
    for year in range(2001, 2001 + years):
        with store.operation("year") as tx:
            tx.insert("bloc_year", {"year": year})
            for n in range(rows):
                tx.insert("unit", {"key": f"{year}.{n:03}", "note": "một"})
            tx.update("unit", f"{year}.000", note="hai")
        with store.operation("import", final=True) as tx:
            if year > 2002:
                tx.update("unit", f"{year - 1}.001", note=None)
                tx.delete("unit", f"{year - 2}.002")
            tx.checkpoint()


def test_many_checkpoints_are_each_compared_and_a_row_is_hashed_about_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years, rows, hashed = 8, 20, 0
    plain = replay._Seen.add

    def counted(self: replay._Seen, state: replay.Row | str | None) -> None:
        nonlocal hashed
        hashed += 1
        plain(self, state)

    with closing(create(tmp_path / "a.sokhoi")) as store:
        years_with_checkpoints(store, years, rows)
        monkeypatch.setattr(replay._Seen, "add", counted)
        assert verify(store).ok
        assert hashed < 3 * years * rows  # of each checkpoint apart it would be half of the years times the rows
        ops = [op for (op,) in store.connection.execute("SELECT op FROM checkpoint ORDER BY op")]
        for op in ops:
            (text,) = store.connection.execute("SELECT digests FROM checkpoint WHERE op = ?", (op,)).fetchone()
            with begun(store.connection):
                false = canonical.encode({**canonical.decode(text), "unit": "0" * 64})
                store.connection.execute("UPDATE checkpoint SET digests = ? WHERE op = ?", (false, op))
            assert verify(store).checkpoints == ((op, "unit"),)
            with begun(store.connection):
                store.connection.execute("UPDATE checkpoint SET digests = ? WHERE op = ?", (text, op))
        assert len(ops) == years + 1 and verify(store).ok


@pytest.mark.parametrize(
    "said",
    [
        '{"base": "8.5"}',
        '{"base":"8.5","base":"8.5"}',
        '{"base":8.5}',  # a number where the text of one is written
        '{"base":"8\\u002e5"}',
        '{"base":"8.5"',
        "[" * 500,
    ],
)
def test_text_that_is_not_canonical_is_named_though_the_journal_says_the_same(tmp_path: Path, said: str) -> None:
    """Row, journal and the whole chain of hashes rewritten by a stranger, none of it as the program writes."""
    with closing(create(tmp_path / "a.sokhoi")) as store, store.operation("set-up") as tx:
        tx.insert("unit", {"key": "a"})
        tx.insert("form", {"key": "f", "name": "Bảng điểm"})
        tx.insert("bloc_year", {"year": 2025})
        tx.insert("sheet", {"key": "s", "year": 2025, "period": "nam", "unit": "a", "stage": "self", "form": "f"})
        tx.insert("cell", {"sheet": "s", "node": "I", "stated": {"base": "8.5"}})
    with closing(sqlite3.connect(store.path, isolation_level=None)) as edit:
        edit.execute("UPDATE cell SET stated_json = ?", (said,))
        after = f'{{"node":"I","not_assigned":0,"sheet":"s","stated":{said}}}'
        edit.execute("UPDATE change SET after = ? WHERE tbl = 'cell' AND before IS NULL", (after,))
        seq, id_, kind, facts, person, at = edit.execute(
            "SELECT seq, id, kind, facts, person, at FROM op WHERE seq = 2"
        ).fetchone()
        (previous,) = edit.execute("SELECT hash FROM op WHERE seq = 1").fetchone()
        changes = [Written(*row) for row in edit.execute("SELECT n, tbl, key, before, after FROM change WHERE op = 2")]
        op = Op(seq, id_, kind, canonical.decode(facts), person, at, "")
        edit.execute("UPDATE op SET hash = ? WHERE seq = 2", (link(previous, op, changes),))
    with closing(open_book_file(store.path, read_only=True)) as store:
        found = verify(store)
    assert found.chain == ()
    assert found.differences == (Difference("cell", ("s", "I")),)


def test_the_hash_put_together_is_the_hash_of_canonical_json() -> None:
    """Signs that JSON writes otherwise, in every text of an act and of its changes."""
    odd = 'a"\\\n\t\x00\x1f\x7f\u2028é/ổ😀'
    op = Op(3, odd, odd, {odd: [1, odd, True]}, odd, odd, "")
    changes = [Written(1, odd, odd, None, odd), Written(2, odd, odd, odd, None), Written(3, odd, odd, odd, odd)]
    digests = {odd: odd}
    body = {"seq": op.seq, "id": op.id, "kind": op.kind, "facts": op.facts, "person": op.person, "at": op.at}
    lines: list[object] = [body]
    for change in changes:
        line = {"n": change.n, "table": change.table, "key": change.key, "before": change.before, "after": change.after}
        lines.append({name: value for name, value in line.items() if value is not None})
    whole = odd + "".join("\n" + canonical.encode(line) for line in [*lines, digests])
    assert link(odd, op, changes, digests) == canonical.sha256(whole)
    texts = canonical.encode(op.facts), canonical.encode(digests)
    assert link_texts(odd, op, texts[0], iter(changes), texts[1]) == canonical.sha256(whole)
