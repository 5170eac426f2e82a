"""Saving what can be saved of a damaged book into a new one, with an honest list of what was read and what was not.

Rows are taken from the file and from its journal. Where both can be read and differ, the journal is believed when all
of it holds together, else the file. What points at something that is gone loses that pointer, or goes where it cannot
stand without; a seal or handover whose bytes are not those of its code, or without those it rests on, is not taken. A
year that is no longer as its seal holds it is open again; the seal stays. The new book is verified, says in its own
rows what it is, and begins a journal of its own: the acts of the old one are counted, not replayed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from models.book.bloc.settings import SALVAGED
from models.book.closing import sealed
from models.book.closing.rows import custody_fingerprint, out_of_turn, seal_fingerprint_of_packed
from models.book.year.years import put_state
from models.file import disk, opening
from models.file.copies.sources import Clock, KeySource, new_key, now
from models.file.declared.shapes import Row
from models.file.declared.tables import TABLES
from models.file.history import canonical, wreck
from models.file.history.wreck import Wreck
from models.file.store import Store
from models.file.transaction import Transaction
from models.keeping.verify import verify
from models.rules import words
from models.rules.errors import BadInput, FileTrouble, RuleViolation

SAID_IN: Final = "setting"
"""The table in whose rows the new book says what it is."""

_Key = tuple[str | int, ...]


@dataclass
class Told:
    """What became of one table: rows `kept`, of them `by_journal` that only the journal had and `unlike` that stood
    otherwise in the file; keys of rows that were `lost`; rows that lost a pointer (`loosened`); `holes`: part of the
    table could not be read, and the journal does not say whether a row is missing. `reopened`: seals (of that table)
    whose year is no longer as it was closed and is open again in the new book."""

    table: str
    kept: int = 0
    by_journal: int = 0
    unlike: int = 0
    lost: list[str] = field(default_factory=list)
    loosened: list[str] = field(default_factory=list)
    holes: bool = False
    reopened: int = 0

    @property
    def whole(self) -> bool:
        """Nothing of the table was lost or changed."""
        return not (self.by_journal or self.unlike or self.lost or self.loosened or self.holes or self.reopened)


@dataclass(frozen=True, slots=True)
class Salvage:
    """The list: table by table, acts that could be read of the old journal, whether it held together, its last
    moment. `scattered`: the list of tables was gone, so every row comes from the journal, and nothing tells whether
    acts came after the last one read."""

    source: str
    target: Path
    tables: tuple[Told, ...]
    acts: int
    unbroken: bool
    newest: str
    scattered: bool = False

    @property
    def rows(self) -> int:
        """How many rows the new book has."""
        return sum(one.kept for one in self.tables)


def salvage(path: Path, target: Path, *, clock: Clock = now, key_source: KeySource = new_key) -> Salvage:
    """Save what can be read of the file at `path` into a new book at `target`; `path` is left as it is.

    FileTrouble: `file.exists` (target), those of `wreck.opened`, `salvage.nothing` when not one row could be read. A
    salvage that fails leaves no file behind.
    """
    found = wreck.look_into(path)
    store = opening.create(target, clock=clock, key_source=key_source)
    try:
        tables = _write(store, found, path.name)
        if not verify(store).ok:
            raise FileTrouble("salvage.not_sound", file=path.name)
    except BaseException:
        store.close()
        disk.sweep(target)
        raise
    store.close()
    return Salvage(path.name, target, tables, found.acts, found.unbroken, found.newest, found.scattered)


def salvaged(settings: Any) -> Mapping[str, Any] | None:
    """What a book says of its own salvage (`from`, `on`, `rows`, `tables`; `newest`, the moment of the last act read,
    where there was only the journal); None for any other book."""
    said = settings.get(SALVAGED)
    return said if isinstance(said, Mapping) else None


# --- which rows -------------------------------------------------------------------------------------------------------


def _write(store: Store, found: Wreck, name: str) -> tuple[Told, ...]:
    told = {table: Told(table) for table in TABLES}
    rows = {table: _chosen(found, table, told[table]) for table in TABLES}
    rows[SAID_IN].pop((SALVAGED,), None)
    for table in ("seal", "custody"):
        _drop_unsound(table, rows, told[table])
    _hold_together(store, rows, told)
    if not any(rows.values()):
        raise FileTrouble("salvage.nothing", file=name)
    facts: dict[str, Any] = {"rows": sum(len(each) for each in rows.values()) + 1, "salvaged": name}
    with store.operation("import", facts, final=True) as tx:
        for table, each in rows.items():
            for key, row in list(each.items()):
                try:
                    tx.insert(table, row)
                except (BadInput, RuleViolation, TypeError, ValueError, LookupError, sqlite3.IntegrityError):
                    told[table].lost.append(_shown(key))
                    del each[key]
        _hold_together(store, rows, told, at_once=tx.delete)
        told["seal"].reopened = _open_again(store, tx)
        for table, each in rows.items():
            told[table].kept = len(each)
        tx.facts["rows"] = sum(len(each) for each in rows.values()) + 1
        tx.insert(SAID_IN, {"key": SALVAGED, "value": _said(name, store.today(), told, found)})
        tx.checkpoint()
    return tuple(one for one in told.values() if one.kept or not one.whole)


def _open_again(store: Store, tx: Transaction) -> int:
    """Open the years that are no longer as their seals hold them, which stay and say so; how many seals that are."""
    years = list(dict.fromkeys(year for year, _ in sealed.unlike(store)))
    opened = [row for year in years for row in store.rows("seal", year=year) if row["reopened_on"] is None]
    for row in opened:
        key = (row["year"], row["n"])
        tx.update("seal", key, reopened_on=store.today(), reopened_reason=words.SALVAGED_UNLIKE)
    for year in years:
        put_state(tx, year, "open")
    return len(opened)


def _said(name: str, day: str, told: Mapping[str, Told], found: Wreck) -> dict[str, Any]:
    """What the book says of itself, in its own rows."""
    unlike = {
        one.table: {"kept": one.kept, "by_journal": one.by_journal, "unlike": one.unlike, "lost": len(one.lost)}
        | {"loosened": len(one.loosened), "holes": one.holes, "reopened": one.reopened}
        for one in told.values()
        if not one.whole
    }
    said = {"from": name, "on": day, "rows": sum(one.kept for one in told.values()), "tables": unlike}
    return {**said, "newest": found.newest} if found.scattered else said


def _chosen(found: Wreck, table: str, told: Told) -> dict[_Key, Row]:
    """The rows of one table, from the file and the journal."""
    live, journal = found.live.get(table), found.told.get(table, {})
    present = live.rows if live is not None else {}
    told.holes = (live is None or not live.whole) and not found.unbroken
    chosen: dict[_Key, Row] = {}
    for key in sorted(present.keys() | journal.keys()):
        here, says = present.get(key), journal.get(key)
        if here is None and says is None:
            continue  # taken away by an act
        if says is None or (here is not None and not found.unbroken):
            if key in journal and found.unbroken:
                told.unlike += 1  # the file has a row that an act took away
                continue
            assert here is not None
            chosen[key] = here
        elif here is not None and _content(here) == says:
            chosen[key] = here
        else:
            whole = _with_bytes(table, says, here)
            if whole is None:
                told.lost.append(_shown(key))
                continue
            told.by_journal += here is None
            told.unlike += here is not None
            chosen[key] = whole
    return chosen


def _content(row: Row) -> Row:
    """A row without bytes and without what is not said."""
    return {name: value for name, value in row.items() if value is not None and not isinstance(value, bytes)}


def _with_bytes(table: str, says: Row, here: Row | None) -> Row | None:
    """A row of the journal with the bytes that stand in the file; None where a table keeps bytes and they are gone."""
    if table not in ("blob", "seal"):
        return says
    column = "bytes" if table == "blob" else "content"
    held = None if here is None else here.get(column)
    return {**says, column: held} if isinstance(held, bytes) else None


def _drop_unsound(table: str, rows: dict[str, dict[_Key, Row]], told: Told) -> None:
    """A seal or a handover is what its code says, the next of its year or of the book, and rests on seals that are
    there; or it is none."""
    left: int | None = None
    while left != len(rows[table]):  # what rests on one that went goes too
        left = len(rows[table])
        _drop_once(table, rows, told)


def _drop_once(table: str, rows: dict[str, dict[_Key, Row]], told: Told) -> None:
    known = {row["fingerprint"] for row in rows["seal"].values()}
    numbered = ((0, key[0], key[1]) if table == "seal" else (0, 0, key[0]) for key in rows[table])
    wrong = out_of_turn((at, int(year), int(n)) for at, year, n in numbered)
    for key, row in list(rows[table].items()):
        if table == "seal":
            made = seal_fingerprint_of_packed(row["content"], row.get("previous"), row["journal_head"])
            sound = row["fingerprint"] == made and (row.get("previous") is None or row["previous"] in known)
            sound = sound and sealed.read(row["content"], {name: row[name] for name in sealed.HEAD}) is not None
        else:
            said = {name: value for name, value in row.items() if value is not None}
            sound = row["fingerprint"] == custody_fingerprint(said) and row["seal"] in known
        if not sound or (key if table == "seal" else (0, *key)) in wrong:
            told.lost.append(_shown(key))
            del rows[table][key]


# --- what points where ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pointer:
    table: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]
    may_be_empty: bool


def _pointers(store: Store) -> Iterator[_Pointer]:
    for table in TABLES:
        needed = {row[1] for row in store.connection.execute(f'PRAGMA table_info("{table}")') if row[3] or row[5]}
        found: dict[int, list[tuple[str, str, str | None]]] = {}
        for each in store.connection.execute(f'PRAGMA foreign_key_list("{table}")'):
            found.setdefault(each[0], []).append((each[2], each[3], each[4]))
        for lines in found.values():
            parent = lines[0][0]
            targets = tuple(line[2] or TABLES[parent].keys[place] for place, line in enumerate(lines))
            columns = tuple(line[1] for line in lines)
            free = [name for name in columns if name not in needed]
            if parent in TABLES:
                yield _Pointer(table, columns, parent, targets, bool(free))


def _hold_together(
    store: Store, rows: dict[str, dict[_Key, Row]], told: Mapping[str, Told], at_once: Any = None
) -> None:
    """Let no row point at one that is not there: the pointer goes, or the row where it cannot stand without."""
    again = True
    pointers = list(_pointers(store))
    while again:
        again = False
        for pointer in pointers:
            there = {tuple(row.get(name) for name in pointer.parent_columns) for row in rows[pointer.parent].values()}
            for key, row in list(rows[pointer.table].items()):
                said = tuple(row.get(name) for name in pointer.columns)
                if None in said or said in there:
                    continue
                if pointer.may_be_empty and at_once is None:
                    needed = set(TABLES[pointer.table].keys)
                    rows[pointer.table][key] = {
                        name: value for name, value in row.items() if name not in pointer.columns or name in needed
                    }
                    told[pointer.table].loosened.append(_shown(key))
                    continue
                again = True
                del rows[pointer.table][key]
                told[pointer.table].lost.append(_shown(key))
                if at_once is not None:
                    at_once(pointer.table, key[0] if len(key) == 1 else key)


def _shown(key: _Key) -> str:
    return str(key[0]) if len(key) == 1 else canonical.encode(list(key))
