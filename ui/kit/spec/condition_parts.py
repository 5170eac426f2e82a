"""What a condition is made of, for the widget that edits one: its joints, its tests without "not", its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from models.rules.place.facts import OPERATORS

DENIED: Final = {"ge": "lt", "gt": "le", "le": "gt", "lt": "ge", "eq": "ne", "in": "out", True: False, False: True}
"""A test that is denied, said without "not"."""
SAID: Final = {"ne": "eq", "out": "in"}
"""The operator of the vocabulary that a denying one is written with."""
SOURCES: Final = ("cite", "quote")


def joint_of(tree: Mapping[str, Any]) -> tuple[str, Sequence[Any]] | None:
    """How a group joins its parts, and these; None for a test, denied or not."""
    for joint in ("all", "any"):
        if joint in tree:
            return joint, tree[joint]
    inner = tree.get("not")
    if not isinstance(inner, Mapping):
        return None
    if "not" in inner:
        return joint_of(inner["not"])
    below = joint_of(inner)
    return None if below is None else (f"not-{below[0]}", below[1])


def plain(tree: Mapping[str, Any]) -> tuple[Mapping[str, Any], Any]:
    """The test in a tree that is no group, and how it compares once what denies it is worked in."""
    denied = False
    while "not" in tree:
        tree, denied = tree["not"], not denied
    operator = next((one for one in OPERATORS if one in tree), None)
    how = tree[operator] if operator == "eq" and isinstance(tree[operator], bool) else operator or True
    return tree, DENIED[how] if denied else how


def sources(tree: Any) -> dict[str, Any]:
    """Where a condition or the test it denies is written."""
    found: dict[str, Any] = {}
    while isinstance(tree, Mapping):
        found = {**{name: tree[name] for name in SOURCES if name in tree}, **found}
        tree = tree.get("not")
    return found


def copied(value: Any) -> Any:
    """A spec as dicts and lists that may be written to."""
    if isinstance(value, Mapping):
        return {key: copied(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [copied(inner) for inner in value]
    return value
