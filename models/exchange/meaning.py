"""What a raw cell says, as the keyboard would be told: points, a code, plain words, a day.

Between the raw cells and the areas: it knows formats and traps of spreadsheets and no book. A cell that shows one
thing and holds another is refused with both.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

from models.exchange.cells.formats import civil
from models.exchange.cells.model import MERGED, Cell, Page
from models.rules.errors import BadInput
from models.rules.number.text import fold

SERIALS: Final = range(36_526, 55_154)
"""Whole numbers that count a day from 2000 to 2050: where points are far smaller, such a number is a day."""
_ORDINAL: Final = re.compile(r"^\s*(?:\(?\d{1,3}\s*[.)/\-:]|[IVXLC]{1,6}\s*[.)]|[-–•*+])\s+")
_BEFORE: Final = re.compile(r"\b(?:nam|ky|quy) (?:hoc )?(?:truoc|ngoai)\b")
_NUMBERED: Final = re.compile(r"\(?\s*\d{1,3}\s*\)?")
_TOTAL: Final = re.compile(
    r"(tong( so| cong| diem| hop)?|cong( chung| tong)?|trung binh|binh quan|xep (hang|loai))\b.*"
)


def points(cell: Cell, page: Page) -> str:
    """The text that a keyboard would type for the points in a cell.

    BadInput: "cells.is_moment" (a time or date; facts: `text`), "cells.is_boolean", "cells.is_error",
    "cells.is_percent" (facts: `shown`, `text`), "cells.spread" (one value merged over several lines or columns).
    """
    if cell.flags & MERGED:
        span = page.span(cell.line, cell.column)
        if span is not None and (span.bottom > span.top or span.right > span.left):
            raise BadInput("cells.spread", address=cell.address, text=cell.text)
    if cell.kind in ("date", "time", "duration"):
        raise BadInput("cells.is_moment", text=cell.text)
    if cell.kind == "boolean":
        raise BadInput("cells.is_boolean", text=cell.text)
    if cell.kind == "error":
        raise BadInput("cells.is_error", text=cell.text)
    if cell.style.shows == "percent" and cell.kind == "number":
        raise BadInput("cells.is_percent", shown=cell.shown, text=cell.text)
    if cell.kind == "number" and isinstance(cell.value, Decimal) and cell.value.as_tuple().exponent == -3:
        return f"{cell.text}0"  # a number is one number: "1,234" typed as text would be two
    return cell.text


def words(cell: Cell) -> str:
    """The words in a cell that is meant for text; a number or a day as it is typed.

    BadInput: "cells.is_error" (a formula that failed), "cells.is_boolean".
    """
    if cell.kind == "error":
        raise BadInput("cells.is_error", text=cell.text)
    if cell.kind == "boolean":
        raise BadInput("cells.is_boolean", text=cell.text)
    return cell.text


def maybe_day(cell: Cell, most: Decimal | int | None) -> str:
    """The day a number seems to count ("08/05/2025") where points go up to `most`; "" when it seems to be none."""
    if cell.kind != "number" or not isinstance(cell.value, Decimal) or cell.value != cell.value.to_integral_value():
        return ""
    if int(cell.value) not in SERIALS or (most is not None and most >= SERIALS.start):
        return ""
    day = civil(int(cell.value), from_1904=False)
    return "" if day is None else f"{day.day:02}/{day.month:02}/{day.year:04}"


def plain(text: str) -> str:
    """The key by which headings and names are compared: no marks, no case, single spaces."""
    return fold(text).strip()


def of_before(heading: str) -> bool:
    """Whether a column's heading names an earlier year or period: its points are none of this one."""
    return bool(_BEFORE.search(plain(heading)))


def heading(cell: Cell) -> str:
    """The key of a heading; a number is written with a dot, as codes are (1,1 stands for 1.1)."""
    return cell.text.replace(",", ".") if cell.kind == "number" else plain(cell.text)


def name(cell: Cell) -> str:
    """The key of a name, without the running number that people write before it ("1. Sở Y tế")."""
    return plain(_ORDINAL.sub("", cell.text))


def is_total(text: str) -> bool:
    """Whether a line's first words say that it sums up other lines."""
    return _TOTAL.fullmatch(plain(text)) is not None


def is_column_numbers(texts: list[str]) -> bool:
    """Whether a line only numbers its columns: (1) (2) (3)."""
    if len(texts) < 2 or not all(_NUMBERED.fullmatch(text.strip()) for text in texts):
        return False
    numbers = [int(re.sub(r"\D", "", text)) for text in texts]
    return all(after == before + 1 for before, after in pairwise(numbers))
