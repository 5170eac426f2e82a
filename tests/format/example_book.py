"""The tiny book of docs/example/so-nho.json: five acts by a fixed clock and counted keys; its journal."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from models.file.opening import create
from models.file.store import Store

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "example"
START = datetime(2026, 3, 2, 8, 15, tzinfo=UTC)


def load(name: str) -> Any:
    """One of the documents of docs/example."""
    return json.loads((EXAMPLES / name).read_text(encoding="utf-8"))


def tiny_book(folder: Path) -> Store:
    """A new row, a changed one, one without a column it had, a deleted one, several keys, JSON, a checkpoint."""
    ticks, numbers = count(), count(1)
    store = create(
        folder / "so-nho.sokhoi",
        clock=lambda: START + timedelta(seconds=next(ticks)),
        key_source=lambda: f"op-{next(numbers)}",
        holder="Mộc",
        book_id="so-nho",
    )
    with store.operation("create-book", {"name": "Khối 1"}) as tx:
        tx.insert("bloc", {"key": "bloc", "name": "Khối 1"})
    store.person = "moc"
    with store.operation("example-add", {"unit": "an-hoa", "note": None, "ready": True}) as tx:
        tx.insert("unit", {"key": "an-hoa", "note": 'dòng 1\n"dòng 2"\t\\ /'})
        tx.insert("unit", {"key": "dong"})
        row = {"unit": "an-hoa", "from_date": "2026-01-01", "name": "Xã An Hòa", "short_name": "An Hòa"}
        tx.insert("unit_row", {**row, "kind": "commune"})
        tx.insert("setting", {"key": "vi-du", "value": {"b": ["8.5", 2, True], "a": None, "Đ": "13/15"}})
    with store.operation("example-change", {}) as tx:
        tx.update("unit", "an-hoa", note=None, active_from="2026-01-01")
        tx.update("setting", "vi-du", value=[])
        tx.delete("unit", "dong")
    with store.operation("example-seal", {"year": 2026}, final=True) as tx:
        tx.insert("bloc_year", {"year": 2026, "state": "closed"})
        tx.checkpoint()
    return store


def journal_document(store: Store) -> dict[str, Any]:
    """The tables of the journal as they stand in the file, beside the content they lead to."""
    columns = {
        "op": "seq, id, kind, facts, person, at, hash",
        "change": "op, n, tbl, key, before, after",
        "checkpoint": "op, digests",
    }
    found = {
        table: [
            dict(zip(names.split(", "), row, strict=True))
            for row in store.connection.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2")
        ]
        for table, names in columns.items()
    }
    return {**found, "content": store.canonical()}


def hashed(journal: dict[str, Any]) -> list[str]:
    """For each op the text that its hash is the SHA-256 of, put together from the rows alone as docs/format-file.md
    says, with nothing of the program."""
    found: list[str] = []
    previous = ""
    for op in journal["op"]:
        facts = json.loads(op["facts"])
        lines = [
            previous,
            _text({"facts": facts, **{name: op[name] for name in ("seq", "id", "kind", "person", "at")}}),
        ]
        for change in journal["change"]:
            if change["op"] == op["seq"]:
                said = {name: change[name] for name in ("n", "key", "before", "after")} | {"table": change["tbl"]}
                lines.append(_text({name: value for name, value in said.items() if value is not None}))
        lines += [each["digests"] for each in journal["checkpoint"] if each["op"] == op["seq"]]
        found.append("\n".join(lines))
        previous = op["hash"]
    return found


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
