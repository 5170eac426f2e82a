"""The journal sifted: acts of one unit, one item, one person, some days, or on one kind of thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base.area import Area
from models.book.reporting.journal import Line
from models.rules.number.days import day_here

if TYPE_CHECKING:
    from models.book.reporting.floor import ReportingBook
    from models.file.history.journal import Change, Op

_OF_A_SHEET: Final = frozenset({"cell", "keying", "keying_cell", "evidence"})
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is looked for; None does not matter. `unit`, `node`, `person` are keys (`person` "" is nobody in
    particular), the days "YYYY-MM-DD" by this computer's clock, both included, `table` a table that the act wrote."""

    unit: str | None = None
    node: str | None = None
    person: str | None = None
    first: str | None = None
    last: str | None = None
    table: str | None = None

    @property
    def open(self) -> bool:
        """Everything passes."""
        return self == Sieve()


class Sifting(Area):
    """Acts of the journal that pass a sieve. An act taken back, and the taking back, concern what the act concerned."""

    _book: ReportingBook

    def lines(self, sieve: Sieve, limit: int = 500) -> tuple[Line, ...]:
        """The newest acts that pass, at most `limit`, newest first, each as the journal tells it."""
        found: list[Line] = []
        for op in self._newest_first():
            if self._passes(op, sieve):
                found.append(self._book.journal.line(op.seq))
                if len(found) == limit:
                    break
        return tuple(found)

    def people(self) -> tuple[tuple[str, str], ...]:
        """(key, name) of everybody who did an act, "" for nobody in particular."""
        rows = self._store.select("SELECT DISTINCT person FROM op ORDER BY person")
        names = {row["key"]: row["name"] for row in self._store.rows("keeper")}
        return tuple((row["person"], str(names.get(row["person"], row["person"]))) for row in rows)

    def tables(self) -> tuple[str, ...]:
        """The tables that acts wrote."""
        return tuple(row["tbl"] for row in self._store.select("SELECT DISTINCT tbl FROM change ORDER BY tbl"))

    def _newest_first(self) -> Iterator[Op]:
        end = self._store.last_seq
        while end > 0:
            ops = self._store.ops(max(0, end - _AT_ONCE), min(_AT_ONCE, end))
            yield from (op for op in reversed(ops) if op.seq <= end)
            end -= _AT_ONCE

    def _passes(self, op: Op, sieve: Sieve) -> bool:
        if sieve.person is not None and op.person != sieve.person:
            return False
        if sieve.first is not None or sieve.last is not None:
            day = day_here(op.at)
            if (sieve.first or day) > day or (sieve.last or day) < day:
                return False
        if sieve.unit is None and sieve.node is None and sieve.table is None:
            return True
        changes = self._store.changes(op.seq)
        if sieve.table is not None and all(change.table != sieve.table for change in changes):
            return False
        facts = op.facts.get("facts") if isinstance(op.facts.get("facts"), dict) else op.facts
        said = facts if isinstance(facts, dict) else dict(op.facts)
        if sieve.unit is not None and not self._about_unit(sieve.unit, said, changes):
            return False
        return sieve.node is None or self._about_node(sieve.node, said, changes)

    def _about_unit(self, unit: str, facts: Mapping[str, Any], changes: list[Change]) -> bool:
        several = facts.get("units")
        if facts.get("unit") == unit or (isinstance(several, list) and unit in several):
            return True
        return any(self._unit_of(change) == unit for change in changes)

    def _unit_of(self, change: Change) -> str | None:
        """The unit a changed row is of."""
        if change.table == "unit":
            return str(change.key)
        if change.table in _OF_A_SHEET:
            row = change.after or change.before or {}
            sheet = change.key[0] if isinstance(change.key, tuple) else row.get("sheet")
            if sheet is None:
                found = self._store.row("evidence", str(change.key))
                sheet = None if found is None else found["sheet"]
            of = self._store.row("sheet", str(sheet)) if sheet is not None else None
            return None if of is None else str(of["unit"])
        keys = self._store.shapes[change.table].table.keys
        if "unit" in keys:
            values = change.key if isinstance(change.key, tuple) else (change.key,)
            return str(values[keys.index("unit")])
        said = {**(change.before or {}), **(change.after or {})}
        if "unit" in said:
            return str(said["unit"])
        names = self._store.shapes[change.table].names
        values = change.key if isinstance(change.key, tuple) else (change.key,)
        now = self._store.row(change.table, *values) if "unit" in names else None
        return None if now is None or now.get("unit") is None else str(now["unit"])

    def _about_node(self, node: str, facts: Mapping[str, Any], changes: list[Change]) -> bool:
        if facts.get("node") == node or facts.get("item") == node:
            return True
        for change in changes:
            if change.table in ("cell", "keying_cell", "form_node") and isinstance(change.key, tuple):
                if change.key[-1] == node:
                    return True
            elif node in ((change.before or {}).get("node"), (change.after or {}).get("node")):
                return True
        return False
