"""One version of a form as an interchange document of its own, so that it can go to another bloc."""

from __future__ import annotations

import json
from pathlib import Path

from models.book.book import Book
from models.exchange import interchange
from models.exchange.places import write_whole


def write(book: Book, form: str, path: Path) -> None:
    """The rows of one form and nothing else; FileTrouble `file.cannot_write`."""
    whole = interchange.export_book(book)
    document = {name: whole[name] for name in ("format", "version", "book")}
    rows = [{**row, "state": "draft"} for row in whole["form"] if row["key"] == form]
    document["form"] = [{name: value for name, value in row.items() if name != "based_on"} for row in rows]
    document["form_node"] = [row for row in whole.get("form_node", ()) if row["form"] == form]
    write_whole(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
