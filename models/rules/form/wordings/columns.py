"""The column a sentence stands in: what its heading says, and how an item's text keeps it.

Here: the words of headings and the lines of a text. Not here: what a column does to a clause (`reader`), which
column of a table holds what (`models.exchange.form_table.roles`).
"""

from __future__ import annotations

import re
from typing import Final

from models.rules.form.wordings.readings import Leaning

_WORDS: Final = {"penalty": "trừ", "bonus": "cộng"}
_SAYS: Final = re.compile(r"\b(trừ|cộng(?! đồng| tác)|thưởng)\b", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}")
_NEITHER: Final = re.compile(r"\b(chấm điểm|cho điểm|tính điểm|điểm chuẩn|tối đa|đánh giá|ghi chú)\b", re.IGNORECASE)
_HEADED: Final = re.compile(
    r"(?:điểm|mức|mức điểm) (?:trừ|cộng|thưởng)\s*:\s*(?!\d+([.,]\d+)?\s*(điểm|đ)?$)", re.IGNORECASE
)
"""What the heading of its column writes before a line of its sentences."""


def column_of(heading: str) -> Leaning:
    """What the words of a heading over sentences say: "Điểm trừ", "Các trường hợp cộng điểm"; "" where it says neither
    or both, or speaks of scoring in general.
    """
    said = {word.lower() for word in _SAYS.findall(heading)}
    if _NEITHER.search(heading) or not said or ("trừ" in said and len(said) > 1):
        return ""
    return "penalty" if "trừ" in said else "bonus"


def pieces(text: str) -> tuple[tuple[Leaning, str], ...]:
    """The text in pieces, each with the column it stands in: lines behind "Điểm trừ:", "Điểm cộng:" are of that column
    (`in_column` wrote it before them), all others of none.
    """
    found: list[tuple[Leaning, list[str]]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        headed = _HEADED.match(line)
        column: Leaning = "" if headed is None else "penalty" if "trừ" in headed[0].lower() else "bonus"
        if not found or found[-1][0] != column:
            found.append((column, []))
        found[-1][1].append(line if headed is None else line[headed.end() :])
    return tuple((column, "\n".join(lines)) for column, lines in found)


def in_column(text: str, column: Leaning) -> str:
    """A sentence with the column it stands in before each of its lines, unless its own words say that it adds or takes
    off.
    """
    word = _WORDS.get(column)
    if word is None or _SAYS.search(text) or not _LETTERS.search(text):
        return text
    return "\n".join(f"Điểm {word}: {line.strip()}" for line in text.splitlines() if line.strip())
