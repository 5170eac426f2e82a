"""Number formats and stored values: what Excel shows for a number, read exactly and without a float."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import Final

from models.exchange.cells.model import Kind, plain
from models.rules.number.text import clean, from_tcvn3

_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_EVEN)
"""A workbook's number is a binary float; its 15 significant digits are what Excel shows of it."""
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_ESCAPED: Final = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BEYOND: Final = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_DAYS_1904: Final = 1462
_LAST_DAY: Final = 2_958_465
_MINUTES: Final = 1440
_SECONDS: Final = 86_400

BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy/mm/dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
}  # fmt: skip
"""The formats a workbook may name by number only (ECMA-376, 18.8.30)."""


def count(text: str, digits: int) -> int | None:
    """A number that counts something in a file's own language (a line, a style, how often): up to so many digits 0-9;
    None for anything else. Other signs that Unicode calls digits ("²") are none.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


@lru_cache(maxsize=4096)
def shows(code: str) -> str:
    """What a number format makes of a number: "date", "time", "duration", "percent" or "" for a plain number."""
    code = _ESCAPED.sub("", code[:300]).partition(";")[0].lower().replace("general", "")
    if _ELAPSED.search(code):
        return "duration"
    bare = re.sub(r"am/pm|a/p", "h", code)
    if "y" in bare or "d" in bare:
        return "date"
    if "h" in bare or "s" in bare:
        return "time"
    if "m" in bare:
        return "date"
    return "percent" if "%" in bare else ""


def number(text: str) -> Decimal | None:
    """A stored number through its 15 significant digits; None when the text is none."""
    if text.isdigit() and text.isascii() and len(text) <= 15:
        return Decimal(text)
    if len(text) > 60 or not _NUMBER.fullmatch(text):
        return None
    value = _DIGITS.create_decimal(text)
    if not value.is_finite() or abs(value.adjusted()) > 310:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value.adjusted() < 15 else value


def dressed(value: Decimal, shown: str, from_1904: bool) -> tuple[Kind, str, Decimal | str]:
    """Kind, text and value of a number under what its format makes of it."""
    if shown in ("date", "time", "duration"):
        found = _moment(value, shown, from_1904)
        if found is not None:
            return found
    return "number", plain(value), value


def _moment(value: Decimal, shown: str, from_1904: bool) -> tuple[Kind, str, str] | None:
    """A count of days as date, time or duration; None where no calendar has such a day (Excel shows ####)."""
    if value < 0 or value > _LAST_DAY:
        return None
    days = int(value)
    whole = int(((value - days) * _SECONDS).to_integral_value()) // 60
    if shown == "duration":
        text = f"{days * 24 + whole // 60}:{whole % 60:02}"
        return "duration", text, text
    clock = f"{whole // 60}:{whole % 60:02}"
    if days == 0 and (shown == "time" or whole):
        return "time", clock, clock
    if whole == _MINUTES:
        days, whole = days + 1, 0
    day = civil(days, from_1904)
    if day is None:
        return None
    text = day.strftime("%d/%m/") + f"{day.year:04}"
    return "date", f"{text} {clock}" if whole else text, day.isoformat()


def civil(days: int, from_1904: bool) -> date | None:
    """The day a serial number counts; Excel's 29/02/1900 (day 60) never was."""
    if from_1904:
        days += _DAYS_1904
    if days < 1 or days > _LAST_DAY or days == 60:
        return None
    return date(1899, 12, 30) + timedelta(days=days + (days < 60))


def iso_moment(text: str) -> tuple[Kind, str, str] | None:
    """A date or time written as ISO 8601, as some writers do; None when it is neither."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    shown = found.strftime("%d/%m/") + f"{found.year:04}"
    if found.hour or found.minute:
        shown += f" {found.hour}:{found.minute:02}"
    return "date", shown, found.date().isoformat()


def unescape(text: str) -> str:
    """`_x000D_` as the sign it stands for, as workbooks hide signs XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def old_font(name: str) -> str:
    """ "small" for a TCVN3 font (.VnTime), "capital" for one that shows capitals only (.VnTimeH), else ""."""
    folded = name.strip().casefold()
    if not folded.startswith(".vn"):
        return ""
    return "capital" if folded.endswith("h") and not folded.endswith("tech") else "small"


def letters(raw: str, font: str) -> str:
    """Clean text of a stored string; in a TCVN3 font it is converted unless it holds true Vietnamese letters."""
    case = old_font(font) if font else ""
    if case and not _BEYOND.search(raw):
        text = from_tcvn3(raw)
        return text.upper() if case == "capital" else text
    return clean(raw)
