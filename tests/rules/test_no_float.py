"""No binary floating point where points are made, kept or exchanged: checked in the source itself.

Refused are float literals, the name `float`, `round()` (its rounding has no name), `math` functions that give floats,
and `/` between whole numbers written as such; a `/` is allowed only where values are `Fraction` or `Decimal`, which the
type checker holds.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WATCHED = sorted(
    [
        *(ROOT / "models" / "rules").rglob("*.py"),
        *(ROOT / "models" / "book").rglob("*.py"),
        *(ROOT / "models" / "file").rglob("*.py"),
        ROOT / "models" / "exchange" / "interchange.py",
    ]
)
EXACT_MATH = {"gcd", "lcm", "comb", "perm", "isqrt", "factorial"}
IN_SQL = ("AVG(", "TOTAL(", " REAL", "ROUND(")


def _whole(node: ast.expr) -> bool:
    """True for an expression that is surely a whole number: a literal, `len()`, `int()`, `sum()` of literals."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("len", "int")


def floats(source: str) -> Iterator[str]:
    """Every place of a source where a binary floating-point number could come in."""
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"{line}: literal {node.value}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if any(word in node.value.upper() for word in IN_SQL) and "SELECT" in node.value.upper():
                yield f"{line}: SQL {node.value[:40]!r}"
        elif isinstance(node, ast.Name) and node.id in ("float", "complex"):
            yield f"{line}: name {node.id}"
        elif isinstance(node, ast.Name) and node.id == "round" and isinstance(node.ctx, ast.Load):
            yield f"{line}: use of round"  # a field of that name (the round of a vote) is declared, not used
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == "math" and node.attr not in EXACT_MATH:
                yield f"{line}: math.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module in ("math", "statistics", "random"):
            for name in node.names:
                if name.name not in EXACT_MATH:
                    yield f"{line}: from {node.module} import {name.name}"
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            left, right = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
            if _whole(left) and _whole(right):
                yield f"{line}: whole / whole"


@pytest.mark.parametrize("path", WATCHED, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_float(path: Path) -> None:
    assert list(floats(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "x = 1.5",
        "def f(x: float) -> None: ...",
        "y: list[float] = []",
        "z = float('1')",
        "r = round(x, 2)",
        "import math\nmath.floor(x)",
        "from math import sqrt",
        "q = len(a) / 3",
        "sql = 'SELECT AVG(points) FROM cell'",
    ],
)
def test_the_check_sees_a_float(source: str) -> None:
    assert list(floats(source))


def test_exact_arithmetic_is_left_alone() -> None:
    source = "from fractions import Fraction\nfrom math import lcm\nx = Fraction(1, 3) / 2\ny = a // b\nz = '1.5'\n"
    assert list(floats(source)) == []
    assert len(WATCHED) > 20
