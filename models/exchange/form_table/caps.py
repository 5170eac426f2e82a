"""Sentences around a table that bound all bonuses or all penalties: "Tổng điểm thưởng không quá 6 điểm"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from models.exchange.form_table.model import Nature
from models.rules.form.wordings.reader import read_sentence
from models.rules.form.wordings.readings import Cap, Gain, Place

_NATURES: Final[dict[Gain, Nature]] = {"plus": "bonus", "minus": "penalty"}
_HEAD: Final = re.compile(r"\W*(?:ghi chú|lưu ý|chú ý)\s*:\s*", re.IGNORECASE)
_PIECES: Final = re.compile(
    r"[;\n]|\.(?!\d)|,?\s+(?:và\s+)?(?=tổng\b)|,\s+(?=điểm (?:cộng|thưởng|trừ)\b)", re.IGNORECASE
)
_SCOPE: Final = re.compile(
    r"\s+(?:của|cho)\s+(?:một|mỗi|từng|các)\s+đơn vị\b|\s+(?:của\s+)?(?:toàn|cả)\s+bảng\b|\s+trong\s+năm\b",
    re.IGNORECASE,
)
"""Words that only say that the bound is each unit's, over the whole table."""


def caps_in(text: str) -> tuple[tuple[Nature, Fraction], ...]:
    """The bounds a text says of all bonuses and all penalties; () where it says anything besides."""
    found: dict[Nature, Fraction] = {}
    for piece in _PIECES.split(_HEAD.sub("", text)):
        if not piece.strip(" -–+*•"):
            continue
        got = read_sentence(_SCOPE.sub("", piece.strip(" -–+*•")), Place())
        one = got[0] if isinstance(got, tuple) and len(got) == 1 else None
        if not isinstance(one, Cap) or _NATURES[one.effect] in found:
            return ()
        found[_NATURES[one.effect]] = one.cap
    return tuple(found.items())
