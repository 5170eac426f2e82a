"""A citation as law writes it: "NĐ 98/2023/NĐ-CP, Điều 30 khoản 7" is shown and printed as "khoản 7 Điều 30 Nghị định
số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ".

Rules keep their citation as it was adopted; only what people read is put into this order. Day and issuer of the texts
that shipped rules name are data (`resources/documents.toml`); of others nothing is said that the citation does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from models.rules.number.text import show_month

SHIPPED: Final = Path(__file__).resolve().parents[3] / "resources" / "documents.toml"
_LIST: Final = r"(?:(?:, | và | hoặc )(?:{0}))*"
_NUMBERS: Final = r"\d+[a-zđ]?\b" + _LIST.format(r"\d+[a-zđ]?\b")
_LETTERS: Final = r"[a-zđ]\d?\b" + _LIST.format(r"[a-zđ]\d?\b")
_PLACES: Final = r"(?:\d+|[IVXLC]+)(?:\.\w+)*\b" + _LIST.format(r"(?:\d+|[IVXLC]+)(?:\.\w+)*\b")
_ARTICLE: Final = re.compile(
    rf"Điều (\d+[a-zđ]?)\b(?=,? (?:khoản|điểm) )(?:,? khoản ({_NUMBERS}))?(?:,? điểm ({_LETTERS}))?"
)
_MORE: Final = re.compile(r"^[^;()]*?\b(?:(?P<next>Điều )|(?:khoản|điểm) (?:\d|[a-zđ]\b))")
"""What follows an article: whether a clause or point of its own comes before the next one."""
_TURNED: Final = re.compile(r"\b(?:khoản \d+[a-zđ]?|điểm [a-zđ]\d?) $")
_DOWN: Final = rf"(?:các )?Điều {_NUMBERS}(?:,? khoản {_NUMBERS})?(?:,? điểm {_LETTERS})?"
_UP: Final = rf"(?:điểm {_LETTERS},? )?khoản {_NUMBERS},? Điều {_NUMBERS}"
_SECTION: Final = rf"(?:các )?(?:[Mm]ục|Phần|Chương) {_PLACES}(?: (?:[Mm]ục|Phần|Chương) {_PLACES})*"
_PART: Final = rf"(?:khoản {_NUMBERS}(?:,? điểm {_LETTERS})?|điểm {_LETTERS})"
_WHERE: Final = rf"(?:{_DOWN}|{_UP}|{_SECTION}|{_PART})(?:(?:, | và )(?:{_DOWN}|{_UP}|{_SECTION}))*"
_KINDS: Final = "Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Quy định|Quy chế|Hướng dẫn|Điều lệ|NĐ|NQ|TT|QĐ|HD|KH|CT"
_PLACED: Final = re.compile(
    rf"^(?P<lead>(?:.*?(?: theo |: | \())?)(?P<text>(?:{_KINDS})\b.*?), (?P<article>{_WHERE})(?P<rest>(?: \(.*|\).*)?)$"
)
_TWO: Final = re.compile(rf"\b(?:Điều|khoản) \d|\b(?:{_KINDS})\b.*\b(?:{_KINDS}) (?:số )?\d")
"""A text with an article, or another text, before the one that is moved: what belongs to which is not known."""
_SHORT: Final = {"NĐ": "Nghị định", "TT": "Thông tư", "HD": "Hướng dẫn", "NQ": "Nghị quyết"}
_NUMBERED: Final = re.compile(rf"\b({'|'.join(_SHORT)}) (?=\d)")


@cache
def cited(text: str) -> str:
    """A citation, or words that hold one, as law writes it; what is no citation, or of which it is not plain which
    article belongs to which text, keeps its order."""
    return "; ".join(_piece(piece) for piece in text.split("; "))


def _piece(text: str) -> str:
    placed = _PLACED.match(text)
    if placed is not None and not _TWO.search(placed["text"]):
        text = f"{placed['lead']}{placed['article']} {placed['text']}{placed['rest']}"
    text = _ARTICLE.sub(_turned, text)
    text = _named().sub(_whole, text)
    return _NUMBERED.sub(lambda found: f"{_SHORT[found[1]]} số ", text)


def _turned(found: re.Match[str]) -> str:
    """The smallest part first: `Điều 3 khoản 1 điểm b` -> `điểm b khoản 1 Điều 3`. An article with its clause before it
    stays, and one with more clauses behind it, which would be left without their article."""
    more = _MORE.match(found.string[found.end() :])
    if _TURNED.search(found.string[: found.start()]) or (more is not None and not more["next"]):
        return found[0]
    article, clause, point = found.groups()
    said = (("điểm", point), ("khoản", clause), ("Điều", article))
    return " ".join(f"{word} {number}" for word, number in said if number)


def _whole(found: re.Match[str]) -> str:
    """The text's name with number, day and issuer, but for what the citation itself goes on to say."""
    name, day, issuer = _full()[found[0]]
    behind = found.string[found.end() :]
    if behind.startswith(" ngày "):
        return name
    return name + day + ("" if behind.startswith(" của ") else issuer)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _full()))})(?![\w/-])")


@cache
def _full() -> Mapping[str, tuple[str, str, str]]:
    """How rules name a text -> its name with number, its day, its issuer; the longer names first."""
    import tomllib  # only where something is cited

    made: dict[str, tuple[str, str, str]] = {}
    for one in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["document"]:
        day = one.get("issued_on")
        on = f" ngày {day.day:02} tháng {show_month(day.month)} năm {day.year}" if day else ""
        by = f" của {one['issued_by']}" if one.get("issued_by") else ""
        made |= dict.fromkeys(one["cite"], (f"{one['name']} số {one['number']}", on, by))
    return dict(sorted(made.items(), key=lambda line: -len(line[0])))
