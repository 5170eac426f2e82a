"""What a paper of the register is called in a sentence."""

from __future__ import annotations

from models.book.reporting.papers import Paper
from models.rules.number.text import show_date


def called(paper: Paper) -> str:
    """A paper by number and day: `văn bản số 05 ngày 19/12/2025`."""
    number = f"số {paper.number}" if paper.number else "chưa có số"
    return f"văn bản {number}" + (f" ngày {show_date(paper.date)}" if paper.date else "")
