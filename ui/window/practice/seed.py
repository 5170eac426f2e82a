"""The practice book: made anew from the shipped document, moved to the years around today, eight things left to do.

Nothing of it is a real unit, person or paper. What is left to do is taken out of the document before it is read in:
the points of one sheet, one cell typed wrong, two ballots not counted yet.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from models.book.book import create_book
from models.exchange import interchange
from models.exchange.places import sweep, writing
from models.rules.errors import Refusal

YEAR = 2025
"""The year the shipped document tells."""
FIRST_MONTH = 10
"""From this month on the practice year is this year, before it the one that is just over."""
FLAG = "practice"
NAME = " (tập dùng)"
PASTED = ("td", "appraisal")
"""Unit and scoring step whose points are to be pasted."""
WRONG = ("hnd", "appraisal", "i.2", "50")
"""Unit, step, item and what stands there instead of what may."""
TIE, DEPUTY = "p2", "p4"
"""The ballots that are not counted yet."""
_YEARS = re.compile(r"(?<![0-9/])20[12][0-9](?![0-9])|(?<=[0-9]/)20[12][0-9](?![0-9/])")
"""A year by itself, of a date or at the end of a written date; not that of a document's symbol (152/2025/NĐ-CP)."""


def year_of(today: str) -> int:
    """The year practised on a day."""
    return int(today[:4]) - (int(today[5:7]) < FIRST_MONTH)


def moved(document: dict[str, Any], by: int) -> dict[str, Any]:
    """The document with all its years moved by so many."""
    text = json.dumps(document, ensure_ascii=False)
    found: dict[str, Any] = json.loads(_YEARS.sub(lambda match: str(int(match[0]) + by), text))
    return found


def left_to_do(document: dict[str, Any]) -> None:
    """Take out of the document what is to be practised."""
    unit, stage = PASTED
    sheet = next(one for one in document["sheet"] if (one["unit"], one["stage"]) == (unit, stage))
    document["cell"] = [one for one in document["cell"] if one["sheet"] != sheet["key"]]
    sheet["state"] = "empty"
    sheet.pop("stated_total", None)
    of, step, node, wrong = WRONG
    bad = next(one["key"] for one in document["sheet"] if (one["unit"], one["stage"]) == (of, step))
    next(one for one in document["cell"] if (one["sheet"], one["node"]) == (bad, node))["stated"] = {"base": wrong}
    document["decision"] = [one for one in document["decision"] if one["question"] != "rank.ballot"]
    for ballot in document["ballot"]:
        if ballot["key"] in (TIE, DEPUTY):
            ballot["state"] = "prepared"
            ballot["figures"] = {}
            ballot.pop("electorate", None)


def lay_down(path: Path) -> None:
    """Make the practice book at `path`, for today; a Refusal leaves nothing there."""
    from ui.window.look import RESOURCES

    try:
        with writing(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
        make(path, RESOURCES / "practice" / "khoi-mau.json", date.today().isoformat())
    except Refusal:
        sweep(path)
        raise


def make(path: Path, shipped: Path, today: str) -> None:
    """Make the practice book at `path`, where there is none. Refusals of `create_book` and `import_into`."""
    document = interchange.read(shipped)
    left_to_do(document)
    document = moved(document, year_of(today) - YEAR)
    document["bloc"][0]["name"] += NAME
    with create_book(path, document["bloc"][0]["name"]) as book:
        interchange.import_into(book, document)
        book.settings.put(FLAG, True)
        told = {one["subject"]: one for one in document["decision"] if one["question"] == "unit.inherits"}
        for asked in book.decisions.open_questions(year_of(today)):
            if (old := told.get(asked.subject)) is not None:  # decided before; its facts have moved with the years
                book.decisions.answer(asked, old["choice"], old["reason"], old["body"], year=year_of(today))
