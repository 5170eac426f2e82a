"""The folder of a meeting as PDF and as Word, and one list as Word beside bare python-docx with the same words."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from docx import Document

from models.book.book import open_book
from printing.catalogue import PAPERS
from printing.meeting_set import of_meeting
from tests.bench.start import practice_book
from tests.bench.table import Row, runs, taking_turns
from tests.book.practice import YEAR


def bare_word(content: bytes) -> bytes:
    """The paragraphs and tables of a Word file written again by the bare library, without a look."""
    source: Any = Document(io.BytesIO(content))
    made: Any = Document()
    for paragraph in source.paragraphs:
        made.add_paragraph(paragraph.text)
    for table in source.tables:
        grid = [[cell.text for cell in row.cells] for row in table.rows]
        again = made.add_table(rows=len(grid), cols=max(len(line) for line in grid))
        for row, line in zip(again.rows, grid, strict=True):
            for cell, text in zip(row.cells, line, strict=False):
                cell.text = text
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def rows() -> list[Row]:
    """The practice bloc's meeting with most papers; its list of results as Word."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mau.sokhoi"
        practice_book(path)
        with open_book(path) as book:
            sets = {meeting.title: of_meeting(book, YEAR, meeting.key) for meeting in book.meetings.all(YEAR)}
            title, papers = max(sets.items(), key=lambda each: len(each[1]))
            kind = next(one for one in PAPERS if one.key == "xep-hang")
            word = kind.make(book, "docx", year=YEAR)
            took = taking_turns(
                runs(3),
                pdf=lambda: [one.make(book, YEAR) for one in papers],
                docx=lambda: [one.make(book, YEAR, word=True) for one in papers],
                one=lambda: kind.make(book, "docx", year=YEAR),
                bare=lambda: bare_word(word),
            )
    name = f"{title}, {len(papers)} papers"
    return [
        Row("papers of a meeting", f"{name}: PDF", took["pdf"]),
        Row("papers of a meeting", f"{name}: Word", took["docx"], took["pdf"], "as PDF"),
        Row("papers of a meeting", f"{kind.title}: Word", took["one"], took["bare"], "its words by bare python-docx"),
    ]
