"""The scoring forms that come with the program: `resources/forms/*.toml`, read when somebody asks for them.

A shipped form is only ever copied into a book; changing the program's copy changes no book.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.rules.errors import RuleViolation
from models.rules.form.form_file import load_form

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "forms"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One shipped form: `name` is the file's name without suffix, `title` what the form is called."""

    name: str
    title: str
    total: str | None
    document: str | None
    source: str | None
    items: int


def all_shipped() -> tuple[Shipped, ...]:
    """Every shipped form by file name."""
    return tuple(_shipped(path.stem) for path in sorted(FOLDER.glob("*.toml")))


def rows(name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The rows of one shipped form; RuleViolation `form.not_shipped`, BadInput as `rules.form_file.load_form`."""
    path = FOLDER / f"{name}.toml"
    if "/" in name or "\\" in name or not path.is_file():
        raise RuleViolation("form.not_shipped", name=name)
    return load_form(path.read_text(encoding="utf-8"))


def _shipped(name: str) -> Shipped:
    row, nodes = rows(name)
    count = sum(node["kind"] == "item" for node in nodes)
    return Shipped(name, row["name"], row.get("stated_total"), row.get("document"), row.get("source"), count)
