"""docs/format-file.md says every table and every column of the file as the DDL declares them: a step adds its line."""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from pathlib import Path

import pytest

from models.exchange.document_schema import YES_NO
from models.file.declared.schema import STEPS
from models.file.declared.tables import TABLES

DOCS = Path(__file__).resolve().parents[2] / "docs"
_LINE = re.compile(r"^- \*\*(\w+)\*\* \[([^\]]*)\]: (.*?)\.$", re.MULTILINE | re.DOTALL)
_TYPES = {"TEXT": "", "INTEGER": " int", "BLOB": " blob"}


@cache
def _memory() -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:")
    for step in STEPS:
        memory.executescript(step)
    return memory


def _declared(table: str) -> str:
    """The columns of a table as the page writes them: name, type, `?` where it may be NULL, default, closed list."""
    memory = _memory()
    (ddl,) = memory.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    said = []
    for _, name, kind, must, default, in_key in memory.execute(f'PRAGMA table_info("{table}")'):
        listed = re.search(rf"\b{name} IN \(([^)]*)\)", ddl)
        text = f"`{name}`" + (" yes/no" if name in YES_NO else _TYPES[kind]) + ("" if must or in_key else "?")
        text += "" if default is None else f" = {default}"
        choices = " | ".join(re.findall("'([^']*)'", listed[1])) if listed else ""
        said.append(f"{text} ({choices})" if choices else text)
    return ", ".join(said)


@pytest.fixture(scope="module")
def page() -> str:
    return (DOCS / "format-file.md").read_text(encoding="utf-8")


def test_every_table_stands_once_in_the_order_of_the_document(page: str) -> None:
    assert [found[1] for found in _LINE.finditer(page)] == list(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_columns_stand_as_the_file_has_them(page: str, table: str) -> None:
    found = next(each for each in _LINE.finditer(page) if each[1] == table)
    assert found[2] == ", ".join(TABLES[table].keys)
    assert " ".join(found[3].split()) == _declared(table)


def test_tables_that_are_no_content_are_named_with_their_columns(page: str) -> None:
    lines = {
        table: next(line for line in page.splitlines() if f"`{table}` (" in line) for table in ("meta", "keeper_secret")
    }
    for table in ("meta", "keeper_secret", "op", "change", "checkpoint"):
        for _, column, *_ in _memory().execute(f'PRAGMA table_info("{table}")'):
            assert f"`{column}`" in lines[table] if table in lines else f"`{table}.{column}`" in page, (table, column)


@pytest.mark.parametrize("page_name", sorted(path.name for path in DOCS.glob("format*.md")))
def test_lines_stay_readable(page_name: str) -> None:
    lines = (DOCS / page_name).read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 160] == []


def test_the_page_knows_the_newest_step(page: str) -> None:
    assert f"(now {len(STEPS)};" in page
