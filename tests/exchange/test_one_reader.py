"""Nothing but the reader opens a spreadsheet, a CSV file or an HTML table."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READERS = {"csv", "html.parser", "python_calamine", "xml.parsers", "xml.etree", "xlrd", "pandas"}


def opened_in(path: Path) -> set[str]:
    """What a module imports that could read a table."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{each.name}" for each in node.names)}
    loads = {each for each in found if each.endswith(".load_workbook")}
    return loads | {each for each in found if any(each == one or each.startswith(f"{one}.") for one in READERS)}


def test_only_the_reader_opens_tables() -> None:
    wrong = {
        path.relative_to(ROOT).as_posix(): sorted(found)
        for room in ("models", "ui", "printing")
        for path in (ROOT / room).rglob("*.py")
        if not path.is_relative_to(ROOT / "models" / "exchange" / "cells") and (found := opened_in(path))
    }
    assert wrong == {}


def test_the_test_sees_what_it_looks_for() -> None:
    assert "xml.parsers" in opened_in(ROOT / "models/exchange/cells/unpack.py")
    assert "html.parser" in opened_in(ROOT / "models/exchange/cells/markup.py")
