"""The arrows of the house that no import tells: calls between areas of a book, tables and who writes them, the store.

import-linter holds the imports (pyproject.toml). Here stand the rules about `self._book.AREA`, `tx.insert("TABLE", …)`
and `book.store`. A list of exceptions may only shrink: one that is no longer needed fails the test too.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import grimp
import pytest

from models.book.book import AREAS, create_book
from models.file.declared.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "models" / "book"

FLOORS: tuple[tuple[str, ...], ...] = (
    ("base",),
    ("bloc",),
    ("year",),
    ("units",),
    ("regulation",),
    ("form",),
    ("pledging",),
    ("following",),
    ("scoring",),
    ("meetings",),
    ("leadership",),
    ("awards",),
    ("reporting",),
    ("closing",),
)
"""Packages of `models.book` from the lowest up: a call or an import goes down or stays."""

WRITERS = frozenset({"insert", "update", "delete", "put", "_put"})
BOOKS = frozenset({"_book", "book", "beside", "closed"})

STORE_READERS = {
    "ui/file/copies_seen.py": "which copy of a file was seen last is about the file itself",
    "ui/window/selftest/steps.py": "the program tests itself, the file included",
    "ui/window/upkeep.py": "care for the file beside the work",
    "ui/window/desk.py": "opens and closes files",
    "ui/closing/verify_page.py": "checks the file and its journal",
}
"""Files of the window that may touch a store, each with its reason."""


SIZED = frozenset(
    f"set{bound}{side}" for bound in ("Fixed", "Minimum", "Maximum") for side in ("Width", "Height", "Size")
) | {"resize", "setColumnWidth", "resizeSection", "setDefaultSectionSize", "setGeometry"}
"""What gives a widget a size. Splitters take shares, not sizes."""
HAIR = 16
"""Pixels up to which a number is a frame, a gap or a line, and no size of anything with text in it."""
IN_PIXELS = {
    "ui/window/finder.py",  # the list of hits is as wide as the field and the part of the bar beside it
    "ui/window/main_window.py",  # the window's own first and smallest size, on the smallest screen there is
    "ui/scoring/grid/delegate.py",  # a narrow cell's editor reaches over its neighbour
}
"""Files of the window that give a size in pixels."""


def floor(package: str) -> int:
    return next(at for at, names in enumerate(FLOORS) if package in names)


def package_of(path: Path) -> str:
    return path.relative_to(BOOK).parts[0]


def sources(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def is_book(node: ast.expr) -> bool:
    """Whether an expression is the book by the names it goes by: `book`, `self._book`, `session.book`."""
    return (isinstance(node, ast.Name) and node.id in BOOKS) or (isinstance(node, ast.Attribute) and node.attr in BOOKS)


def calls(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Areas that are asked of a book, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in AREAS and is_book(node.value):
            yield node.attr, node.lineno


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Packages of the book that are imported, also for types alone, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("models.book."):
            package = node.module.split(".")[2]
            if package != "book":
                yield package, node.lineno


def test_every_package_of_the_book_has_its_floor() -> None:
    there = {path.name for path in BOOK.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert there == {name for names in FLOORS for name in names}


def test_no_area_calls_one_above_it() -> None:
    found = []
    for path, tree in sources(BOOK):
        if path.parent == BOOK:
            continue
        own = floor(package_of(path))
        asked = [(AREAS[name][0].split(".")[0], name, line) for name, line in calls(tree)]
        asked += [(package, package, line) for package, line in imports(tree)]
        found += [f"{path.relative_to(ROOT)}:{line} {name}" for package, name, line in asked if floor(package) > own]
    assert found == []


def test_the_table_of_areas_and_the_types_of_the_book_agree() -> None:
    """The areas are declared twice, for the run and for the type checker, as types cannot be read from a table."""
    typed = {}
    for path in BOOK.glob("*/floor.py"):
        (floor_,) = (
            node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)
        )
        for line in floor_.body:
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                typed[line.target.id] = (path.parent.name, ast.unparse(line.annotation))
    assert typed == {name: (module.split(".")[0], kind) for name, (module, kind) in AREAS.items()}


def test_every_area_is_there_and_no_other(tmp_path: Path) -> None:
    with create_book(tmp_path / "khoi.sokhoi", "Khối thi đua") as book:
        for name, (_, kind) in AREAS.items():
            assert type(getattr(book, name)).__name__ == kind
            assert getattr(book, name) is getattr(book, name)
        with pytest.raises(AttributeError):
            _ = book.nothing_of_the_kind  # type: ignore[attr-defined]


def written(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Tables that are written by name, with the line."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITERS
            and node.args
        ):
            first = node.args[0]
            if isinstance(first, ast.Constant) and first.value in TABLES:
                yield str(first.value), node.lineno


def test_a_table_is_written_in_the_room_that_owns_it() -> None:
    """The owner is declared with the table; `exchange` brings whole documents in and names no table in code."""
    found, owners = [], set()
    for path, tree in sources(ROOT / "models"):
        room = path.relative_to(ROOT / "models").parts
        own = room[1] if room[0] == "book" else room[0]
        for table, line in written(tree):
            owners.add(table)
            if TABLES[table].owner != own:
                found.append(f"{path.relative_to(ROOT)}:{line} writes {table} of {TABLES[table].owner}")
    assert found == []
    assert {table.owner for table in TABLES.values()} <= {name for names in FLOORS for name in names} | {"keeping"}
    assert len(owners) > len(TABLES) - 5  # the test sees nearly every table written by name


def test_window_and_paper_touch_no_store() -> None:
    found = set()
    for room in ("ui", "printing"):
        for path, tree in sources(ROOT / room):
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and node.attr == "store" and is_book(node.value):
                    found.add(str(path.relative_to(ROOT).as_posix()))
    assert found == set(STORE_READERS)


def public_verbs() -> dict[str, str]:
    """Each public function and method of the book, with one place where it stands."""
    found = {}
    for path in sorted(BOOK.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        rooms = [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
        for node in (one for room in rooms for one in room.body):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found[node.name] = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
    return found


def names_said(path: Path) -> Iterator[str]:
    """Every name a module uses: attributes, plain names, imports, names in strings (`getattr`, tables of verbs)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.ImportFrom):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 80:
            yield from node.value.split(".")


def test_no_verb_of_the_book_is_reached_by_tests_alone() -> None:
    """What no window, paper, verb of the door or other verb uses is given its window or taken out."""
    said = set(names_said(ROOT / "main.py"))
    for room in ("models", "printing", "ui"):
        for path in (ROOT / room).rglob("*.py"):
            said.update(names_said(path))
    assert {f"{place} {name}" for name, place in public_verbs().items() if name not in said} == set()


def test_tests_of_the_window_use_what_a_window_offers() -> None:
    """A private attribute of ours is reached only where a comment on the line or above it says why."""
    bare = []
    for path in sorted((ROOT / "tests" / "ui").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        lines = ["", *text.splitlines()]
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.startswith("__"):
                continue
            if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls", "sys"):
                continue
            here, above = lines[node.lineno], lines[node.lineno - 1].strip()
            if "  # " not in here and not above.startswith("#"):
                bare.append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {node.attr}")
    assert bare == []


ONE_WORD_TWO_THINGS = {
    ("form", "Bảng chấm điểm"),  # a kind of draft, and the name of a page
    ("state", "Nhà nước"),  # a level of titles, and the office that decides
    ("written", "Ý kiến bằng văn bản"),  # a capacity, and the label of a field
    ("unit", "đơn vị"),  # a common noun
    ("decision", "quyết định"),  # a common noun
    ("stage", "bước chấm"),  # the choice of a paper, and the name of a column
}
"""Pairs that screen and paper write each for itself, because they name different things."""


def words_of_tables(room: str) -> dict[tuple[str, str], set[str]]:
    """Each (key, Vietnamese words) that a table of the room's modules writes, with the modules."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Dict):
                continue
            for key, value in zip(node.keys, node.values, strict=True):
                said = value.value if isinstance(value, ast.Constant) and isinstance(key, ast.Constant) else None
                if isinstance(said, str) and isinstance(key.value, str) and " " in said.strip() and not said.isascii():
                    found.setdefault((key.value, said), set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_a_word_of_screen_and_paper_stands_once() -> None:
    """What window and paper (or workbook, or the book) both say of one key stands in `models.rules.words`."""
    window = words_of_tables("ui")
    others = [words_of_tables(room) for room in ("printing", "models")]
    twice = {pair: window[pair] | other[pair] for other in others for pair in window.keys() & other.keys()}
    within = {pair: places for other in others[:1] for pair, places in other.items() if len(places) > 1}
    assert {pair: places for pair, places in (twice | within).items() if pair not in ONE_WORD_TWO_THINGS} == {}


def circles() -> list[set[str]]:
    """Modules that import one another in a ring, imports for types left out (a floor names the areas above it)."""
    graph = grimp.build_graph("models", "ui", "printing", cache_dir=None, exclude_type_checking_imports=True)
    reached = {module: graph.find_downstream_modules(module) for module in sorted(graph.modules)}
    found: list[set[str]] = []
    for module, above in reached.items():
        ring = {other for other in above if module in reached[other]} | {module}
        if len(ring) > 1 and ring not in found:
            found.append(ring)
    return found


def test_no_modules_import_one_another() -> None:
    """Whoever reads the import graph sees one direction."""
    assert circles() == []


def test_what_another_program_said_is_read_as_utf_8_where_windows_reads_it_too() -> None:
    """Windows reads a pipe by the code page of its country unless told: Vietnamese ends the reading there."""
    places = [*(ROOT / "tests" / "file").rglob("*.py"), *(ROOT / "tests" / "keeping").rglob("*.py")]
    places += [*(ROOT / "tests" / "exchange").rglob("*.py"), *(ROOT / "tests").glob("test_main*.py")]
    told = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for path in places
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and any(word.arg in ("text", "universal_newlines") for word in node.keywords)
        and getattr(node.func, "attr", "") in ("run", "Popen", "check_output")
        and not any(word.arg == "encoding" for word in node.keywords)
    ]
    assert told == []


def test_no_folder_is_a_heap() -> None:
    """At most twenty modules a folder; the name of a room has to tell what is in it."""
    heaps = set()
    for room in ("models", "printing", "ui"):
        for folder in [ROOT / room, *(path for path in (ROOT / room).rglob("*") if path.is_dir())]:
            modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
            if len(modules) > 20:
                heaps.add((folder.relative_to(ROOT).as_posix(), len(modules)))
    assert not heaps


def test_the_layers_of_the_book_are_those_of_the_contracts() -> None:
    """import-linter and this test hold one order."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (one["layers"] for one in contracts if one["name"].startswith("The book by area"))
    assert layers == [f"models.book.{' | '.join(names)}" for names in reversed(FLOORS)]


def test_a_list_keeps_the_height_of_its_rows() -> None:
    """Seen failing: a bare list of Qt was as high as without our style until its first tick."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in sources(ROOT / "ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QListWidget"
    ]
    assert not bare, "`OpenList` of ui/kit/boxes.py instead: " + ", ".join(bare)


def in_pixels(tree: ast.Module) -> Iterator[int]:
    """Lines that give a widget a size from a number written down, there or in a constant of the module."""
    said = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and _large(node.value)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SIZED):
            continue
        for given in node.args:
            inside = list(ast.walk(given))
            measured = any(
                isinstance(one, ast.Call)
                and (
                    getattr(one.func, "id", "") in ("letters", "lines")
                    or getattr(one.func, "attr", "") == "horizontalAdvance"
                )
                for one in inside
            )
            if not measured and (_large(given) or any(isinstance(one, ast.Name) and one.id in said for one in inside)):
                yield node.lineno


def _large(value: ast.expr) -> bool:
    """True where a whole number that must be a size in pixels stands in the expression."""
    return any(isinstance(one, ast.Constant) and type(one.value) is int and one.value > HAIR for one in ast.walk(value))


def test_no_window_counts_in_pixels() -> None:
    """Widths and heights come from the text (ui/base/measure.py); the list of exceptions may only shrink."""
    found = {str(path.relative_to(ROOT)) for path, tree in sources(ROOT / "ui") if any(in_pixels(tree))}
    assert found == IN_PIXELS


@pytest.mark.parametrize(
    "text", ["self.resize(640, 420)", "WIDE = 980\nbox.setFixedWidth(WIDE)", "a.setMinimumHeight(30 + rows * 9)"]
)
def test_a_size_in_pixels_is_seen(text: str) -> None:
    assert list(in_pixels(ast.parse(text)))


def test_whoever_tells_the_type_checker_to_look_away_says_why() -> None:
    """In the product: `# type: ignore[code]  # reason`; the number may only shrink."""
    told = [
        (path, line)
        for folder in ("main.py", "dev.py", "ui", "models", "printing", "shipping")
        for path in ([ROOT / folder] if folder.endswith(".py") else sorted((ROOT / folder).rglob("*.py")))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "type: ignore" in line
    ]
    assert [str(path) for path, line in told if not re.search(r"type: ignore\[[\w, -]+\]  # \w", line)] == []
    assert len(told) <= 52


def said_again(tree: ast.Module) -> Iterator[int]:
    """Statements that say once more what the one above them says, as two mendings of one place leave them."""
    for node in ast.walk(tree):
        for part in ("body", "orelse", "finalbody"):
            found = getattr(node, part, None)
            if isinstance(found, list):
                yield from (two.lineno for one, two in pairwise(found) if ast.dump(one) == ast.dump(two))


def test_no_statement_stands_twice_in_a_row() -> None:
    rooms = [one for room in ("models", "printing", "ui") for one in sources(ROOT / room)]
    assert [(path.name, line) for path, tree in rooms for line in said_again(tree)] == []
    assert list(said_again(ast.parse("def f(a):\n    a = g(a)\n    a = g(a)\n    return a\n"))) == [3]
