"""The journal's own soundness: every op in its place, hashed over the one before, its changes and its checkpoint; and
what the ops say about the file itself (its id, and a digest of each password's row)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from models.file.history import canonical
from models.file.history.journal import Op, Written, link_texts

SECRET = "secret"
"""The fact of an op that gave, changed or took away passwords: keeper -> digest of the row ("": none any more)."""


@dataclass
class Chain:
    """`wrong`: ops whose hash or place is wrong, then ops that only changes name. `newest`: seq and hash of the last
    op. `checkpoints`: op -> table -> digest. `meta`, `secrets`: what the journal says of the file's own facts."""

    wrong: list[int] = field(default_factory=list)
    newest: tuple[int, str] = (0, "")
    checkpoints: dict[int, dict[str, str]] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def hear(self, op: Op) -> None:
        """Take up what an op says about the file itself."""
        if op.kind == "create":
            self.meta["book_id"] = str(op.facts.get("book"))
        said = op.facts.get(SECRET)
        if isinstance(said, dict):
            self.secrets |= {keeper: str(digest) for keeper, digest in said.items()}


def secret_digest(row: object) -> str:
    """What the journal keeps of a password's row (keeper, salt, hash, n, r, p): its digest alone."""
    return canonical.sha256(canonical.exact(row).encode("utf-8", "surrogateescape"))


def walk(connection: sqlite3.Connection, pending: Op | None = None) -> Chain:
    """Follow the chain from the first op to the last, op by op, memory flat; `pending` is an op being written, whose
    changes stand there already and whose own line does not."""
    chain = Chain()
    limit = "" if pending is None else f" WHERE {{}} < {pending.seq}"
    lines = _Lines(connection, limit.format("op"))
    digests = dict(connection.execute("SELECT op, digests FROM checkpoint" + limit.format("op") + " ORDER BY op"))
    ops = "SELECT seq, id, kind, facts, person, at, hash FROM op" + limit.format("seq") + " ORDER BY seq"
    stray: list[int] = []
    for seq, id_, kind, facts, person, at, hash_ in connection.execute(ops):
        stray += lines.skip_to(seq)
        changes = lines.of(seq)
        try:
            op = Op(seq, id_, kind, _canonical(facts), person, at, hash_)
            checkpoint = _canonical(digests[seq]) if seq in digests else None
        except canonical.Unreadable:
            op, checkpoint = None, None
        last, previous = chain.newest
        said = None if op is None else link_texts(previous, op, facts, changes, digests.get(seq))
        for _ in changes:  # of an op that is not hashed
            pass
        if said != hash_ or seq != last + 1 or not lines.in_order:
            chain.wrong.append(seq)
        if op is not None:
            chain.hear(op)
        if checkpoint is not None:
            chain.checkpoints[seq] = checkpoint
        chain.newest = (seq, hash_)
    if pending is not None:
        chain.hear(pending)
    chain.wrong += stray + list(lines.skip_to(None))
    return chain


def _canonical(text: str) -> dict[str, Any]:
    """The members of canonical text; text that says the same otherwise is not the text that was written."""
    value = canonical.decode(text)
    if not isinstance(value, dict) or canonical.exact(value) != text:
        raise canonical.Unreadable("not as it was written")
    return value


class _Lines:
    """The changes in the order of ops, handed out op by op and one by one; `in_order` says of the last op that was
    handed out whole whether its changes are numbered from 1 on."""

    def __init__(self, connection: sqlite3.Connection, limit: str) -> None:
        self._rows = connection.execute("SELECT op, n, tbl, key, before, after FROM change" + limit + " ORDER BY op, n")
        self._next = self._rows.fetchone()
        self.in_order = True

    def of(self, op: int) -> Iterator[Written]:
        self.in_order, n = True, 0
        while self._next is not None and self._next[0] == op:
            n += 1
            self.in_order = self.in_order and self._next[1] == n
            yield Written(*self._next[1:])
            self._next = self._rows.fetchone()

    def skip_to(self, op: int | None) -> Iterator[int]:
        """Ops before `op` (None: all that are left) that only changes name, each once."""
        told = None
        while self._next is not None and (op is None or self._next[0] < op):
            if self._next[0] != told:
                told = int(self._next[0])
                yield told
            self._next = self._rows.fetchone()
