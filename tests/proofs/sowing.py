"""Sows one small fault into a module while it is imported, or marks places to learn which tests reach them.

A plug-in of pytest, told by the environment: `SOW` names one place; `SOW_MARKS` is a file with the names of many and
`SOW_OUT` the folder where each process says which tests reached them.
"""

from __future__ import annotations

import ast
import importlib.machinery
import json
import os
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("models/rules", "models/book")

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ADDED: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of one file where a fault can be sown. `key` outlives lines that move: function and what was there."""

    file: str
    line: int
    column: int
    kind: str
    function: str
    said: str

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}:{self.column}:{self.kind}"

    @property
    def key(self) -> str:
        return f"{self.file} {self.function} {self.kind} {self.said}"


def files() -> list[Path]:
    """Every module that faults are sown into."""
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if path.name != "floor.py"]


def kind_of(node: ast.AST) -> str:
    """What can be changed at a node; empty when nothing."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        return "compare"
    if isinstance(node, ast.BoolOp):
        return "joint"
    if (
        isinstance(node, ast.BinOp)
        and type(node.op) in ADDED
        and not any(_is_text(one) for one in (node.left, node.right))
    ):
        return "sum"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return "not"
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return "count"
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return "yes"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED:
        return "call"
    return ""


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


class _Functions(ast.NodeVisitor):
    """Goes through the bodies of functions and gives every place with the function it stands in."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.inside: list[str] = []
        self.found: list[Place] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.inside.append(node.name)
        for line in node.body:
            self.visit(line)
        self.inside.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        inside, self.inside = self.inside, []
        for line in node.body:
            if isinstance(line, (ast.FunctionDef, ast.ClassDef)):
                self.visit(line)
        self.inside = inside

    def generic_visit(self, node: ast.AST) -> None:
        kind = kind_of(node) if self.inside else ""
        if kind and isinstance(node, ast.expr):
            said = " ".join((ast.get_source_segment(self.text, node) or "").split())[:80]
            self.found.append(Place(self.file, node.lineno, node.col_offset, kind, self.inside[-1], said))
        super().generic_visit(node)


def places(path: Path) -> Iterator[Place]:
    """Every place of a module, in its functions only: what stands outside is declaration."""
    text = path.read_text(encoding="utf-8")
    seeker = _Functions(path.relative_to(ROOT).as_posix(), text)
    seeker.visit(ast.parse(text))
    yield from seeker.found


class _Sower(ast.NodeTransformer):
    """Changes one place, or lets every function that holds a marked place say that it was reached."""

    def __init__(self, sown: Place | None, marks: dict[tuple[int, int, str], str]) -> None:
        self.sown, self.marks = sown, marks
        self.at = {(sown.line, sown.column, sown.kind)} if sown else set()

    def visit(self, node: ast.AST) -> ast.AST:
        kind = kind_of(node)
        here = (getattr(node, "lineno", 0), getattr(node, "col_offset", 0), kind)
        self.generic_visit(node)
        if kind and here in self.at:
            return ast.copy_location(changed(node), node)
        if kind and here in self.marks and isinstance(node, ast.expr):
            return ast.copy_location(told(node, self.marks[here]), node)
        return node


def told(node: ast.expr, name: str) -> ast.expr:
    """The same value, after saying that the place was reached."""
    call = ast.Call(ast.Name("__reached__", ast.Load()), [ast.Constant(name)], [])
    return ast.Subscript(ast.Tuple([call, node], ast.Load()), ast.Constant(1), ast.Load())


def changed(node: ast.AST) -> ast.expr:
    """The fault that is sown at a node."""
    if isinstance(node, ast.Compare):
        return ast.Compare(node.left, [COMPARED[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if isinstance(node, ast.BinOp):
        return ast.BinOp(node.left, ADDED[type(node.op)](), node.right)
    if isinstance(node, ast.UnaryOp):
        return node.operand
    if isinstance(node, ast.Constant):
        return ast.Constant(not node.value if isinstance(node.value, bool) else node.value + 1)  # type: ignore[operator]
    assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return ast.Call(ast.Name(CALLED[node.func.id], ast.Load()), node.args, node.keywords)


now_running: list[str] = []
reached_by: dict[str, set[str]] = {}


def reach(name: str) -> None:
    """Called by marked places."""
    if now_running:
        reached_by.setdefault(name, set()).add(now_running[0])


def place_of(name: str) -> Place:
    """A place by its name; the other columns are not needed to sow."""
    file, line, column, kind = name.rsplit(":", 3)
    return Place(file, int(line), int(column), kind, "", "")


def install(sown: Place | None, marks: list[Place]) -> None:
    """Let the modules concerned be compiled from changed sources."""
    by_file: dict[str, dict[tuple[int, int, str], str]] = {}
    for one in marks:
        by_file.setdefault(one.file, {})[(one.line, one.column, one.kind)] = one.name
    files = {str(ROOT / one) for one in [*by_file, *([sown.file] if sown else [])]}
    plain = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, fullname: str) -> types.CodeType | None:
        path = self.get_filename(fullname)
        if path not in files:
            return plain(self, fullname)
        file = Path(path).relative_to(ROOT).as_posix()
        tree = ast.parse(Path(path).read_text(encoding="utf-8"))
        sower = _Sower(sown if sown and sown.file == file else None, by_file.get(file, {}))
        return compile(ast.fix_missing_locations(sower.visit(tree)), path, "exec", dont_inherit=True)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]
    if marks:
        import builtins

        builtins.__reached__ = reach  # type: ignore[attr-defined]


if os.environ.get("SOW"):
    install(place_of(os.environ["SOW"]), [])
elif os.environ.get("SOW_MARKS"):
    with open(os.environ["SOW_MARKS"], encoding="utf-8") as _marks:
        install(None, [place_of(name) for name in json.load(_marks)])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    now_running[:] = [item.nodeid]
    yield
    now_running.clear()


def pytest_sessionfinish() -> None:
    if os.environ.get("SOW_OUT"):
        found = {name: sorted(tests) for name, tests in reached_by.items()}
        path = Path(os.environ["SOW_OUT"]) / f"reached-{os.getpid()}.json"
        path.write_text(json.dumps(found), encoding="utf-8")
