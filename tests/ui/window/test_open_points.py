"""What the closing of a year calls open can be done in the window: the verb an open point names is called there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WINDOW = (*sorted((ROOT / "ui").rglob("*.py")), ROOT / "models" / "book" / "following" / "line_shapes.py")
"""The window, and the declarations by which its lists write a line."""
NOT_OFFERED: frozenset[str] = frozenset()
"""Verbs no window calls yet; the list may only shrink."""


def calls(tree: ast.AST) -> Iterator[str]:
    """Every "area.verb" the tree speaks of; of a verb taken by its name (`getattr(area, verb)`), every text there."""
    texts = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Attribute):
            owner = one.value
            yield f"{owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, 'id', '')}.{one.attr}"
        elif (
            isinstance(one, ast.Call)
            and getattr(one.func, "id", "") == "getattr"
            and isinstance(one.args[0], ast.Attribute)
        ):
            yield from (f"{one.args[0].attr}.{text}" for text in texts)


def verbs_of_open_points() -> Iterator[tuple[str, str]]:
    """Each verb an open point names, with the place in the code."""
    for path in sorted((ROOT / "models" / "book").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["act"]:
                if isinstance(node.value, ast.Constant):
                    yield str(node.value.value), f"{path.name}:{node.lineno}"
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "OpenPoint":
                said = (
                    node.args[2] if len(node.args) > 2 else next(one.value for one in node.keywords if one.arg == "act")
                )
                for text in ast.walk(said):
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield text.value, f"{path.name}:{node.lineno}"


@pytest.fixture(scope="module")
def offered() -> frozenset[str]:
    return frozenset(verb for path in WINDOW for verb in calls(ast.parse(path.read_text(encoding="utf-8"))))


def test_an_open_point_names_an_act_some_window_offers(offered: frozenset[str]) -> None:
    named = dict(verbs_of_open_points())
    assert len(named) > 15
    assert {verb for verb in named if ".".join(verb.split(".")[-2:]) not in offered} == NOT_OFFERED
