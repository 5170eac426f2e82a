"""No binary float in models/file: no literal, no name, no division of numbers, no SQL that makes one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import models.file

SOURCES = sorted(Path(models.file.__path__[0]).glob("*.py"))
IN_SQL = re.compile(r"\b(REAL|FLOAT|DOUBLE|AVG|TOTAL|ROUND)\b|\w\s/\s\w")


def faults(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"{node.lineno}: {node.value}")
        elif isinstance(node, ast.Name) and node.id == "float":
            found.append(f"{node.lineno}: float")
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not is_part_of_a_path(node.right):
            found.append(f"{node.lineno}: /")
    return found


def is_part_of_a_path(node: ast.expr) -> bool:
    """What stands behind a "/" of a path here: a text or a name of a file."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return isinstance(node, ast.JoinedStr) or ast.unparse(node).split(".")[-1] == "name"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_binary_float(source: Path) -> None:
    assert faults(source.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_sql_that_makes_one(source: Path) -> None:
    texts = [
        node.value
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"\b(SELECT|CREATE|UPDATE)\b", node.value)
    ]
    assert [text for text in texts if IN_SQL.search(text)] == []


@pytest.mark.parametrize("bad", ["x = 0.5", "float(x)", "def f(x: float): ...", "a / b", "total / 2"])
def test_the_test_sees_one(bad: str) -> None:
    assert len(faults(bad)) == 1
