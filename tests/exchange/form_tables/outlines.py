"""A reading as plain lines, so that a test can lay it beside what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from models.exchange.form_table import FormReading, TreeNode
from models.exchange.form_table.document import document

_SIGNS = {"bonus": "+", "penalty": "-"}
_KEPT = ("kind", "code", "title", "max", "nature", "choice", "bonus", "penalty", "weight", "sheet", "row")


def outline(reading: FormReading) -> list[str]:
    """A line per node: depth, code, title, points, and what sets it apart."""
    return [line for node in reading.tree for line in _outline(node, 0)]


def _outline(node: TreeNode, depth: int) -> Iterator[str]:
    more = _SIGNS.get(node.nature) or ("one-of" if node.one_of else "")
    said = [node.code, node.title, "" if node.max is None else str(node.max)]
    yield "> " * depth + "|".join([*said, more] if more else said)
    for child in node.children:
        yield from _outline(child, depth + 1)


def flat(groups: Iterable[Mapping[str, Any]], above: object = None) -> Iterator[tuple[object, ...]]:
    """Each node of an expected tree, or of a reading's document, with the place of what it stands under."""
    for node in groups:
        yield (*(node.get(name) for name in _KEPT), above)
        yield from flat(node.get("children", ()), (node["sheet"], node["row"]))


def tree_of(reading: FormReading) -> list[tuple[object, ...]]:
    """The nodes of a reading as `flat` gives those expected."""
    return list(flat(document(reading)["groups"]))
