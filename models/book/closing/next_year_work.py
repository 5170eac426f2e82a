"""Which lines of a handover's open work become tasks of the year after; the others stay on the minutes only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from models.book.closing.closing_points import ESTIMATES

if TYPE_CHECKING:
    from models.book.closing.floor import ClosingBook
    from models.book.closing.rows import Custody

_AWAITED: Final = ("proposal.waiting",)
"""Points of a closed year that its successor can still settle and that no list of the new year shows; a leader whose
decision is awaited stands in the new year's own list."""
_NO_TASK: Final = ("Chờ quyết định công nhận ", ESTIMATES)
"""How such a leader's line begins, also when the decision came between the minutes and the start of the year; and that
of estimates, also when the last official figure came.
"""
_NAMED: Final = re.compile(
    r"(?:(?<=^Chưa nhận đăng ký thi đua của )|(?<=: chưa nhận của ))[^;.]*$"
    r"|(?<=: )(?:chưa phiếu nào|[0-9]+ phiếu chưa) được xác nhận đủ(?: \([^;()]*\))?$"
)
"""What goes on changing in a line that names units, or counts sheets; a line that says more is somebody's own."""


def carried_lines(book: ClosingBook, custody: Custody) -> tuple[str, ...]:
    """What people wrote into the minutes, and decisions on awards still awaited, each once.

    A line the program wrote is known by its words without their figures and the units they name, which go on changing.
    """
    now = {_shape(point.words): point.code for point in book.closing.open_points(custody.year)}
    known = {_shape(line): "" for seal in book.closing.seals(custody.year) for line in seal.open_points} | now
    kept = (line for line in custody.open_work if known.get(_shape(line), "own") in ("own", *_AWAITED))
    return tuple(dict.fromkeys(line for line in kept if not line.startswith(_NO_TASK)))


def _shape(line: str) -> str:
    return re.sub(r"[0-9]+", "", _NAMED.sub("…", line))
