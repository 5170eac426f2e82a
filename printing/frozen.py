"""A composed paper as plain values: what the register freezes at issue, and the same paper again from it.

Every block is an object `{"is": its name, …}` with the fields that are not their defaults; lists stand for tuples, a
wish of width in millimetres is `{"mm": "12.5"}` (no float is kept in a book). What is drawn from it years later says
the same words; how it looks is for the program of that day, and `file_hash` tells whether it is still the very file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, cast

from models.exchange.frozen_shapes import frozen
from models.rules.errors import BadInput
from printing import blocks
from printing.blocks import Composed

_BLOCKS: dict[str, Callable[..., object]] = {
    name: one for name, one in vars(blocks).items() if isinstance(one, type) and is_dataclass(one)
}


def plain(value: object) -> object:
    """Blocks as values of canonical JSON."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return {"mm": repr(value)}
    if is_dataclass(value) and not isinstance(value, type):
        said = {entry.name: getattr(value, entry.name) for entry in fields(value)}
        defaults = {entry.name: entry.default for entry in fields(value) if entry.default is not MISSING}
        kept = {name: plain(one) for name, one in said.items() if name not in defaults or one != defaults[name]}
        return {"is": type(value).__name__, **kept}
    return value


def composed(content: object) -> Composed:
    """The paper of frozen content. BadInput `paper.unreadable` when it was not frozen by this program."""
    if frozen(content, "content"):
        raise BadInput("paper.unreadable")
    try:
        made = _made(content)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("paper.unreadable") from error
    if not isinstance(made, (blocks.Running, blocks.SheetSet, blocks.WideSet, blocks.Ballots)):
        raise BadInput("paper.unreadable")
    return made


def _made(value: Any) -> object:
    if isinstance(value, list):
        return tuple(_made(one) for one in value)
    if isinstance(value, dict):
        if set(value) == {"mm"}:
            return float(value["mm"])
        rest = {name: _made(one) for name, one in value.items() if name != "is"}
        return _BLOCKS[cast(str, value["is"])](**rest)
    return value


def file_hash(content: bytes) -> str:
    """The SHA-256 of an issued file."""
    return hashlib.sha256(content).hexdigest()


def recipients(content: object) -> tuple[str, ...]:
    """Who an issued paper went to, from its frozen content; () where it names nobody."""
    if isinstance(content, list):
        return tuple(name for one in content for name in recipients(one))
    if not isinstance(content, dict):
        return ()
    if content.get("is") == "Recipients":
        return tuple(str(line) for line in content.get("lines", ()))
    return tuple(name for one in content.values() for name in recipients(one))


def addressees(content: object) -> tuple[str, ...]:
    """Whom an issued paper is addressed to under its call (`Kính gửi:`), each once; () where it calls nobody."""
    return tuple(dict.fromkeys(name for name in _addressed(content) if name))


def _addressed(content: object) -> Iterator[str]:
    if isinstance(content, list):
        for one in content:
            yield from _addressed(one)
    elif isinstance(content, dict):
        called = _CALLED.fullmatch(str(content.get("key", ""))) if content.get("is") == "Paragraph" else None
        if called is None:
            yield from _addressed(list(content.values()))
            return
        text = content.get("text", "")
        said = text if isinstance(text, str) else "".join(str(run.get("text", "")) for run in text)
        yield said.removeprefix("- ").rstrip(" ;.") if called[1] else _CALL.sub("", said).strip()


_CALLED = re.compile(r"to(\.\d+)?")
_CALL = re.compile(r"^Kính (?:gửi|trình):")
