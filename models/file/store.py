"""The one write path into an open book; its plain reading stands in `reading`.

Every change happens inside `operation`: one transaction is one op of the journal, one undo step and one notice. Nothing
else in the program writes content. What rows mean is known to models/book, not here.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal

from models.file.copies.sources import Clock, KeySource, new_key, now
from models.file.declared.shapes import Key, Row
from models.file.history import canonical
from models.file.history.journal import Op, link
from models.file.lock import Lock
from models.file.reading import Reading
from models.file.sitting import Act, Sitting
from models.file.transaction import OPENS_A_CLOSED_YEAR, Transaction
from models.file.troubles import told_by_sqlite
from models.file.watching import NO_KEYS, WHOLE, Notice
from models.rules.errors import FileTrouble, RuleViolation
from models.rules.number.days import moment

ReadOnlyReason = Literal["asked", "place", "unfinished", "handed-over", "view-copy", "damaged", "past"]
"""Asked for by the caller; the place cannot be written; a half-finished write lies beside it, so a mended copy is
shown; the book is handed over and nobody has received this file yet; the file is a copy made to be looked at; the check
after opening found damage; the file shows the book as it stood at an earlier moment."""
ENDS_A_HANDOVER: Final = frozenset({"receive-book", "withdraw-handover"})
"""Kinds of operation that may write in a book that is handed over."""


class Store(Reading):
    """One open book file. Made by `opening`, never directly."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        clock: Clock = now,
        key_source: KeySource = new_key,
        lock: Lock | None = None,
        read_only_reason: ReadOnlyReason | None = None,
        on_close: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(connection, path, clock)
        self.read_only_reason = read_only_reason
        self.listeners: list[Callable[[Notice], None]] = []
        self.row_checks: Callable[[frozenset[str]], Mapping[str, Callable[[Row], None]]] = lambda _tables: {}
        """Makes the checks of an act that wrote those tables: asked at its end of every row, not by undo and redo."""
        self.before_write: dict[str, Callable[[Transaction], None]] = {}
        """Called inside an act before each row of that table is written, not by undo, redo or an import: what comes
        with them stood so."""
        self.before_import: dict[str, Callable[[Transaction], None]] = {}
        """The same inside an import."""
        self.lock = lock
        self._key_source = key_source
        self._on_close = on_close
        self._sitting = Sitting()
        self._attachments: dict[str, bytes] = {}
        self._telling = False
        self._shaken = False
        self._version = self._data_version()
        self._there = _looks(path)
        self._follow_custody()

    # -- writing ------------------------------------------------------------------------------------------------------

    @contextmanager
    def operation(
        self, kind: str, facts: Mapping[str, Any] | None = None, final: bool = False
    ) -> Iterator[Transaction]:
        """One act: all of it is written or none; inside another operation it joins that one, which alone names it.

        An act that changes nothing leaves no op, unless it is final. Raises FileTrouble (`file.read_only`,
        `file.stranger_wrote`, `file.disk_full`, …) and RuleViolation (`year.closed`, `row.exists`, `row.missing`,
        `row.reference`).
        """
        if self._transaction is not None:
            with self._joined(self._transaction, final) as inner:
                yield inner
            return
        before = self.before_import if kind == "import" else self.before_write
        with self._written(kind, dict(facts or {}), final=final, before=before) as (transaction, notices):
            yield transaction
            self._check_rows(transaction)
            for say in transaction.at_end:
                say()
            transaction.close()
            op = self._close_op(transaction)
            if op is not None:
                self._sitting.did(Act(op.seq, op.kind, op.facts, op.person), final=transaction.final)
                notices.append(self._notice(op, transaction))
        self._tell(notices)

    def undo(self) -> tuple[str, Mapping[str, Any]]:
        """Take back the newest act of this sitting; itself an op. Returns its (kind, facts). RuleViolation
        `undo.nothing`."""
        return self._turn_back("undo", self._sitting.done)

    def redo(self) -> tuple[str, Mapping[str, Any]]:
        """Do again what was undone last; itself an op. Returns its (kind, facts). RuleViolation `redo.nothing`."""
        return self._turn_back("redo", self._sitting.undone)

    def undo_kind(self) -> tuple[str, Mapping[str, Any]] | None:
        """(kind, facts) of the act that `undo` would take back, None when there is none of this person."""
        self.watch.read(WHOLE)
        act = Sitting.next(self._sitting.done, self.person)
        return None if act is None else (act.kind, act.facts)

    def redo_kind(self) -> tuple[str, Mapping[str, Any]] | None:
        """(kind, facts) of the act that `redo` would do again, None when there is none of this person."""
        self.watch.read(WHOLE)
        act = Sitting.next(self._sitting.undone, self.person)
        return None if act is None else (act.kind, act.facts)

    def close(self) -> None:
        """Close the file and let others in; closing twice is no fault."""
        if self._transaction is not None:
            raise RuntimeError("closing inside an operation")
        try:
            self._connection.close()
            if self._on_close is not None:
                self._on_close()
                self._on_close = None
        finally:
            if self.lock is not None:
                self.lock.release()
                self.lock = None

    # -- inside -------------------------------------------------------------------------------------------------------

    @contextmanager
    def _written(
        self,
        kind: str,
        facts: dict[str, Any],
        *,
        final: bool,
        past_years: bool = False,
        before: Mapping[str, Callable[[Transaction], None]] | None = None,
        judged: bool = True,
    ) -> Iterator[tuple[Transaction, list[Notice]]]:
        """A write transaction that is rolled back whatever goes wrong, and left clean by whoever uses it."""
        if self._telling:
            raise RuntimeError("a listener must not write: it is told of a change, it makes none")
        if self.read_only_reason is not None and not (
            self.read_only_reason == "handed-over" and kind in ENDS_A_HANDOVER
        ):
            raise FileTrouble("file.read_only", file=self.path.name, reason=self.read_only_reason)
        connection = self._connection
        transaction = Transaction(
            connection,
            self._shapes,
            kind,
            facts,
            final=final,
            past_years=past_years,
            attachments=self._attachments,
            before=before,
            judged=judged,
        )
        with told_by_sqlite(self.path):
            self._refuse_another_file()
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("PRAGMA defer_foreign_keys = ON")
                self._refuse_a_stranger()
                self._transaction = transaction
                yield transaction, []
                self._shaken, self._there = False, _looks(self.path)
            except sqlite3.Error:
                self._shaken = True
                raise
            finally:
                self._transaction = None
                transaction.close()
                if connection.in_transaction:  # after an I/O error SQLite has rolled back already
                    connection.execute("ROLLBACK")
                if self._shaken:
                    self._mend()

    def _mend(self) -> None:
        """Let SQLite put back the old pages of a write that failed; where it cannot yet, the next reading does it."""
        with suppress(sqlite3.Error):
            self._journal.last()

    def _refuse_another_file(self) -> None:
        """Stop when the file under this name is not the one that was opened, or was written over in place.

        What only looks otherwise (a time of writing that the system put down late) is compared with the journal: the
        same newest act over rows that all follow from it is the same book. FileTrouble `file.moved`,
        `file.stranger_wrote`.
        """
        there = _looks(self.path)
        if there is None or self._there is None or there[0] != self._there[0]:
            raise FileTrouble("file.moved", file=self.path.name)
        if there != self._there:
            from models.file.history.examine import same_book

            newest = None if self._last is None else self._last.hash
            if not same_book(self.path, newest):
                raise FileTrouble("file.stranger_wrote", file=self.path.name)
            self._there = there

    def _refuse_a_stranger(self) -> None:
        """Stop when another program wrote the file; taking back a write of ours that failed is no stranger's doing."""
        version = self._data_version()
        if version == self._version:
            return
        last = self._journal.last()
        if not self._shaken or last is None or self._last is None or last.hash != self._last.hash:
            raise FileTrouble("file.stranger_wrote", file=self.path.name)
        self._version = version

    @contextmanager
    def _joined(self, outer: Transaction, final: bool) -> Iterator[Transaction]:
        """An operation inside another: if it fails and the outer one goes on, nothing of it stays."""
        mark = outer.mark()
        self._connection.execute("SAVEPOINT joined")
        try:
            yield outer
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO joined")
                self._connection.execute("RELEASE joined")
            outer.rewind(mark)
            raise
        self._connection.execute("RELEASE joined")
        outer.final = outer.final or final

    def stood_closed(self, year: int) -> bool:
        """Whether the act under way found the year closed, and may write nothing into it but what follows a closing."""
        return self._transaction is not None and self._transaction.stood_closed(year)

    def _check_rows(self, transaction: Transaction) -> None:
        """Ask the areas that own the rows an act wrote whether these can be, now that all of them stand."""
        checks = self.row_checks(frozenset(table for table, _ in transaction.touched))
        for table, key in dict.fromkeys(transaction.touched) if checks else ():
            row = self.row(table, *(key if isinstance(key, tuple) else (key,))) if table in checks else None
            if row is not None:
                checks[table](row)

    def _close_op(self, transaction: Transaction) -> Op | None:
        """Write the op of a transaction and commit both; None when nothing was changed."""
        if not transaction.written and not transaction.final:
            self._connection.execute("COMMIT")
            self.watch.change(dict.fromkeys(transaction.beside, NO_KEYS))
            return None
        now, before = self.clock(), None if self._last is None else moment(self._last.at)
        facts: dict[str, Any] = canonical.plain(transaction.facts)
        if self._last is not None and before is not None and now < before:
            facts["clock_was_at"] = self._last.at
        at = now.isoformat(timespec="seconds")
        seq = 1 if self._last is None else self._last.seq + 1
        op = Op(seq, self._key_source(), transaction.kind, facts, self._person, at, "")
        previous = "" if self._last is None else self._last.hash
        try:
            self._journal.write_changes(op.seq, transaction.written)
            digests = self._explained_digests(op) if transaction.with_checkpoint else None
            op = replace(op, hash=link(previous, op, transaction.written, digests))
            self._journal.append(op, digests)
        except sqlite3.IntegrityError as error:  # the place after the newest act is taken already
            raise FileTrouble("file.unexplained", file=self.path.name, places=1) from error
        try:
            self._connection.execute("COMMIT")
        except sqlite3.IntegrityError as error:
            raise self._broken_reference() from error
        self._last = op
        self.watch.change(self._changed(transaction))
        if any(table == "custody" for table, _ in transaction.touched):
            self._follow_custody()
        return op

    def _explained_digests(self, pending: Op) -> dict[str, str]:
        """What a checkpoint says, once every row was found to follow from the journal, this op's changes included."""
        from models.file.history.examine import refuse_unexplained  # loads OpenSSL, as every act does

        refuse_unexplained(self._connection, self._shapes, self.path.name, pending)
        return self.digests()

    def _handed_over(self) -> bool:
        """The book is handed over, and in this file nobody has received it or taken it back."""
        known = self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'custody'").fetchone()
        pending = "SELECT 1 FROM custody WHERE received_on IS NULL AND withdrawn_on IS NULL"
        return known is not None and self._connection.execute(pending).fetchone() is not None

    def _follow_custody(self) -> None:
        """A book handed over is written by nobody; another reason to be read only stays."""
        if self.read_only_reason in (None, "handed-over"):
            self.read_only_reason = "handed-over" if self._handed_over() else None

    def _broken_reference(self) -> Exception:
        """The row that would have been left pointing at nothing."""
        found = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if found is None:
            return RuntimeError("a reference is broken and SQLite does not say where")
        return RuleViolation("row.reference", table=found[0], parent=found[2])

    def _turn_back(self, kind: Literal["undo", "redo"], source: list[Act]) -> tuple[str, Mapping[str, Any]]:
        act = Sitting.next(source, self._person)
        if act is None or self._transaction is not None:
            raise RuleViolation(f"{kind}.nothing")
        facts = {"of": act.seq, "kind": act.kind, "facts": act.facts}
        past_years = act.kind in OPENS_A_CLOSED_YEAR
        with self._written(kind, facts, final=False, past_years=past_years, judged=False) as (transaction, notices):
            for change in reversed(self._journal.changes(act.seq)):
                transaction.invert(change)
            transaction.close()
            op = self._close_op(transaction)
            if op is None:
                raise RuntimeError(f"op {act.seq} has nothing to take back")
            self._sitting.move(source, op.seq)
            notices.append(self._notice(op, transaction))
        self._tell(notices)
        return act.kind, act.facts

    def _notice(self, op: Op, transaction: Transaction) -> Notice:
        return Notice(op.seq, op.kind, self._changed(transaction))

    @staticmethod
    def _changed(transaction: Transaction) -> dict[str, frozenset[Key]]:
        tables: defaultdict[str, set[Key]] = defaultdict(set, {table: set() for table in transaction.beside})
        for table, key in transaction.touched:
            tables[table].add(key)
        return {table: frozenset(keys) for table, keys in tables.items()}

    def _tell(self, notices: Sequence[Notice]) -> None:
        self._telling = True
        try:
            for notice in notices:
                for listener in tuple(self.listeners):
                    listener(notice)
        finally:
            self._telling = False

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


def _looks(path: Path) -> tuple[int, int, int] | None:
    """Which file stands under a name, its size and when it was written last; None when there is none."""
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_ino if os.name == "posix" else 0, there.st_size, there.st_mtime_ns
