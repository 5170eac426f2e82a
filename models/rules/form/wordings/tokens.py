"""Tokens of a scoring sentence: numbers, signs, words, marks, each with its place in the sentence.

Here: where one token ends and what it is. Not here: what a run of tokens means (`amounts`, `clauses`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from models.rules.errors import BadInput
from models.rules.number.points import parse_figure
from models.rules.number.text import clean

_TOKEN: Final = re.compile(
    r"(?P<num>\d+(?:[.,]\d+)*)(?P<unit>đ(?![^\W\d_]))?"
    r"|(?P<half>½)"
    r"|(?P<pct>%)"
    r"|(?P<cmp>[<>]=|[≥≤<>=])"
    r"|(?P<dash>[-–—−])"
    r"|(?P<mark>[+:;,./()])"
    r"|(?P<word>[đĐ]/[cC](?:hí)?(?![^\W\d_])|[^\W\d_]+)"
    r"|(?P<quote>[“”\"'‘’«»])"
    r"|(?P<line>\n)"
    r"|(?P<odd>\S)"
)
_COMPARE: Final = {"<=": "≤", ">=": "≥"}
_HEADING: Final = re.compile(r"^(cách (tính|chấm)( điểm)?|phương pháp (tính|chấm)( điểm)?)\s*:\s*", re.IGNORECASE)
_MONEY: Final = re.compile(r"[1-9]\d{0,2}(\.\d{3})+$")
_DONG: Final = re.compile(r"\s*đồng\b")
_NUMERALS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
"""Before "đồng" points part thousands: 50.000 đồng is one sum and never fifty."""
LONGEST: Final = 600
"""Longer texts are no rule sentences; they are not looked at."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `kind`: num, word, pct, cmp, dash (between), sign (before a number), mark, quote, line, odd, end.

    `text` is small letters; `glued` says that no blank stands before it; a number carries its `value`.
    """

    kind: str
    text: str
    start: int
    end: int
    value: Fraction | None = None
    glued: bool = False


END: Final = Token("end", "", 0, 0)


def tokens_of(sentence: str) -> tuple[Token, ...]:
    """The tokens of a sentence (already `clean`); a number that can be read two ways (1.000) is `odd`."""
    found: list[Token] = []
    for match in _TOKEN.finditer(sentence):
        kind, text = match.lastgroup or "odd", match[0].lower()
        start, end = match.span()
        glued = start > 0 and not sentence[start - 1].isspace()
        if match["num"]:
            stop = match.end("num")
            money = _MONEY.match(match["num"]) and _DONG.match(sentence, stop)
            text = match["num"].replace(".", "") if money and not match["unit"] else match["num"]
            found.append(_number(text, start, stop, glued))
            if match["unit"]:
                found.append(Token("word", "điểm", stop, end, glued=True))
        elif kind == "half":
            found.append(Token("num", text, start, end, Fraction(1, 2), glued))
        elif kind == "dash" or text == "+":
            found.append(_sign(sentence, found, text, start, end))
        elif text == "đ" and found and found[-1].kind == "num":
            found.append(Token("word", "điểm", start, end, glued=glued))
        elif text == ")" and _repeated(found):
            del found[-2:]
        elif text == ")" and [one.text for one in found[-2:]] == ["(", "%"]:
            del found[-2]
        else:
            found.append(Token(kind, _COMPARE.get(text, text), start, end, None, glued))
    return tuple(found)


def _repeated(found: list[Token]) -> bool:
    """Whether the last two tokens begin "(hai)" behind the digits of the same number."""
    if len(found) < 3 or found[-2].text != "(" or found[-1].text not in _NUMERALS:
        return False
    return found[-3].value == _NUMERALS.index(found[-1].text)


def _number(text: str, start: int, end: int, glued: bool) -> Token:
    try:
        return Token("num", text, start, end, parse_figure(text), glued)
    except BadInput:
        return Token("odd", text, start, end, None, glued)


def _sign(sentence: str, before: list[Token], text: str, start: int, end: int) -> Token:
    """A dash or plus right before a digit is a sign, unless a number, % or unit stands before it (2-4, 80%–90%)."""
    shown = "+" if text == "+" else "-"
    spaced = bool(before) and before[-1].text in (":", "(") and before[-1].kind == "mark"
    behind = sentence[end:].lstrip(" ") if spaced else sentence[end:]
    follows = behind[:1].isdigit()
    between = bool(before) and (before[-1].kind in ("num", "pct") or before[-1].text == "điểm")
    return Token("sign" if follows and not between else "dash", shown, start, end)


def prepared(text: str) -> str:
    """A sentence as the grammar takes it: one way to write each letter, no blanks at the ends, no bullet before it."""
    bare = re.sub(r"^[-–•*+]\s+", "", clean(text).strip()).rstrip()
    return _HEADING.sub("", bare)
