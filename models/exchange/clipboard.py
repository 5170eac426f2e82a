"""Cells that come and go by the clipboard, as Excel writes them: tabs between cells, quoted cells may hold line breaks.

What a cell means is not decided here; the receiving area parses it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from models.rules.errors import BadInput
from models.rules.number.text import clean

LIMIT = 2_000_000
"""Characters a paste may hold: 30 units x 200 items x 4 stages with long notes fit many times over."""


def cells(text: str, limit: int = LIMIT) -> list[list[str]]:
    """The pasted text as rows of cleaned cells, without empty rows at the end.

    Raises BadInput("paste.too_big") before any work is done on a paste longer than `limit` characters.
    """
    if len(text) > limit:
        raise BadInput("paste.too_big", characters=len(text), limit=limit)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    csv.field_size_limit(limit)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", quotechar='"')
    rows = [[clean(cell).strip() for cell in row] for row in reader]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def text(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as text that Excel takes back cell by cell."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", quotechar='"', lineterminator="\n").writerows(rows)
    return out.getvalue()
