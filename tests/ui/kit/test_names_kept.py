"""What people named is never turned into the bloc's terms; the program's own words always are.

Held where they meet: texts that are said as the bloc says them are literals, names are put in afterwards.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).parents[3] / "ui"
PROGRAMS_OWN = {
    "shape.title",
    "verb",
    "place_of(one)",
    "kind_name(rule.kind)",
    "self.step.button()",
    "getattr(self, said)",
    "count.voting",
    "video",
}
"""What is put together or fetched and holds the program's words alone: the name of a list, of a kind, of a step."""
COUNTED = {
    f"{path.stem}.{one.name}"
    for path in sorted((UI / "words").glob("*.py"))
    for one in ast.parse(path.read_text("utf-8")).body
    if isinstance(one, ast.FunctionDef)
    and one.args.args
    and all(
        ast.unparse(arg.annotation or ast.Name("")) in ("int", "bool") for arg in one.args.args + one.args.kwonlyargs
    )
}
"""Words that are made of counts alone: no name can stand in them."""
PEOPLES = ("short_name", "unit.name", "path.name", "book.name")
"""Where what people named is kept."""


def _trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(UI.rglob("*.py"))}


def _dialogs(trees: dict[Path, ast.Module]) -> set[str]:
    """The names of the classes that are a FormDialog."""
    above = {
        one.name: {ast.unparse(base).split("[")[0] for base in one.bases}
        for tree in trees.values()
        for one in ast.walk(tree)
        if isinstance(one, ast.ClassDef)
    }
    found = {"FormDialog"}
    while more := {name for name, bases in above.items() if bases & found} - found:
        found |= more
    return found


def made_of_names(text: ast.expr, said: dict[str, list[ast.expr]]) -> bool:
    """Whether a text is put together or fetched, so that a name may stand in it."""
    match text:
        case ast.JoinedStr():
            inside = {ast.unparse(one.value) for one in text.values if isinstance(one, ast.FormattedValue)}
            return bool(inside - PROGRAMS_OWN)
        case ast.IfExp():
            return made_of_names(text.body, said) or made_of_names(text.orelse, said)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="get")) if table.isupper():
            return False
        case ast.Call() if ast.unparse(text.func) in COUNTED:
            return False
        case ast.BinOp() | ast.Call():
            return ast.unparse(text) not in PROGRAMS_OWN
        case ast.Attribute():
            return ast.unparse(text).endswith(PEOPLES)
        case ast.Name():
            return any(made_of_names(one, {}) for one in said.get(text.id, ()) if text.id not in _names(one))
    return False


def _names(text: ast.expr) -> set[str]:
    return {one.id for one in ast.walk(text) if isinstance(one, ast.Name)}


def _assigned(body: ast.AST) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for one in ast.walk(body):
        if isinstance(one, ast.Assign):
            target = one.targets[0]
            pairs = [(target, one.value)]
            if isinstance(target, ast.Tuple) and isinstance(one.value, ast.Tuple):
                pairs = list(zip(target.elts, one.value.elts, strict=False))
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append(value)
    return found


def _given(call: ast.Call, places: tuple[int, ...], words: tuple[str, ...]) -> Iterator[ast.expr]:
    yield from (call.args[place] for place in places if place < len(call.args))
    yield from (one.value for one in call.keywords if one.arg in words)


def worded(tree: ast.Module, dialogs: set[str]) -> Iterator[tuple[ast.expr, dict[str, list[ast.expr]]]]:
    """The texts that are said as the bloc says them: of `worded`, titles, labels and hints of dialogs."""
    for outer in ast.walk(tree):
        if not isinstance(outer, (ast.FunctionDef, ast.Lambda)):
            continue
        said = _assigned(outer)
        for call in ast.walk(outer):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "worded":
                yield from ((one, said) for one in _given(call, (0,), ()))
    for made in ast.walk(tree):
        if isinstance(made, ast.ClassDef) and made.name in dialogs:
            for method in (one for one in made.body if isinstance(one, ast.FunctionDef)):
                said = _assigned(method)
                for call in ast.walk(method):
                    if not isinstance(call, ast.Call):
                        continue
                    if ast.unparse(call.func) == "self.add":
                        yield from ((one, said) for one in _given(call, (0, 2), ("label", "hint")))
                    elif ast.unparse(call.func) == "super().__init__":
                        yield from ((one, said) for one in _given(call, (0, 1), ("title",)))
    for outer in ast.walk(tree):
        if isinstance(outer, ast.FunctionDef):
            said = _assigned(outer)
            for call in ast.walk(outer):
                if isinstance(call, ast.Call) and ast.unparse(call.func) in ("FormDialog", "AskDialog", "ReasonDialog"):
                    yield from ((one, said) for one in _given(call, (0, 1), ("title",)))
                elif isinstance(call, ast.Call) and ast.unparse(call.func) == "Field":
                    label = call.args[2].elts if len(call.args) > 2 and isinstance(call.args[2], ast.Tuple) else ()
                    yield from ((one, said) for one in (*label, *_given(call, (), ("hint", "example"))))


def test_no_text_with_a_name_in_it_is_said_as_the_bloc_says_it() -> None:
    """Seen failing: twenty-eight titles, labels and hints were put together with names before they were worded."""
    trees = _trees()
    dialogs = _dialogs(trees)
    found, seen = set(), 0
    for path, tree in trees.items():
        for text, said in worded(tree, dialogs):
            seen += 1
            if made_of_names(text, said):
                found.add(f"{path.relative_to(UI)}:{text.lineno}: {ast.unparse(text)}")
    assert seen > 400
    assert not found, "\n".join(sorted(found))
