"""Figures in as many decimals as the longest of those that are read together: only zeros behind the comma are added."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,(\d+))?")
_POINTS = re.compile(r"[+−-]?\d+(?:\.\d{3})*(?:,\d+)?(?:\+\d+(?:,\d+)?)?[*%]?")
"""Points as a cell holds them: a sign, a bonus behind them, a mark of an estimate."""


def padded(texts: Sequence[str]) -> list[str]:
    """The column with zeros where decimals are missing; texts that are no points are left."""
    points = [is_points(text) for text in texts]
    most = max(
        (
            len(found[1] or "")
            for text, is_one in zip(texts, points, strict=True)
            if is_one
            for found in _NUMBER.finditer(text)
        ),
        default=0,
    )
    if not most:
        return list(texts)
    return [_with(text, most) if is_one else text for text, is_one in zip(texts, points, strict=True)]


def is_points(text: str) -> bool:
    """Whether a text is nothing but points."""
    return _POINTS.fullmatch(text) is not None


def by_value(text: str) -> str:
    """A text whose numbers have no zeros that say nothing: `08/08` and `8/8`, `2,50` and `2,5` are the same."""
    return _NUMBER.sub(_bare, text)


def _bare(found: re.Match[str]) -> str:
    whole, _, rest = found[0].partition(",")
    decimals = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f",{decimals}" if decimals else "")


def _with(text: str, decimals: int) -> str:
    def longer(found: re.Match[str]) -> str:
        whole, _, rest = found[0].partition(",")
        return f"{whole},{rest.ljust(decimals, '0')}"

    return _NUMBER.sub(longer, text)
