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

SHIPPED: Final = Path(__file__).resolve().parents[3] / "resources" / "documents.toml"
_LIST: Final = r"(?:(?:, | và | hoặc )(?:{0}))*"
_NUMBERS: Final = r"\d+[a-zđ]?\b" + _LIST.format(r"\d+[a-zđ]?\b")
_LETTERS: Final = r"[a-zđ]\d?\b" + _LIST.format(r"[a-zđ]\d?\b")
_ARTICLE: Final = re.compile(
    rf"Điều (\d+[a-zđ]?)\b(?=,? (?:khoản|điểm) )(?:,? khoản ({_NUMBERS}))?(?:,? điểm ({_LETTERS}))?"
)
_KINDS: Final = "Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Quy định|Quy chế|Hướng dẫn|Điều lệ|NĐ|NQ|TT|QĐ|HD|KH|CT"
_PLACED: Final = re.compile(
    rf"^(?P<lead>(?:.*?(?: theo |: | \())?)(?P<text>(?:{_KINDS})\b.*?), "
    r"(?P<article>(?:các )?(?:Điều|khoản|điểm|mục|Mục|Phần|Chương) [^()]*?)(?P<rest>(?: \(.*|\).*)?)$"
)
_SHORT: Final = {"NĐ": "Nghị định", "TT": "Thông tư", "HD": "Hướng dẫn", "NQ": "Nghị quyết"}
_NUMBERED: Final = re.compile(rf"\b({'|'.join(_SHORT)}) (?=\d)")


@cache
def cited(text: str) -> str:
    """A citation, or words that hold one, as law writes it; what is no citation stays."""
    return "; ".join(_piece(piece) for piece in text.split("; "))


def _piece(text: str) -> str:
    placed = _PLACED.match(text)
    if placed is not None:
        text = f"{placed['lead']}{placed['article']} {placed['text']}{placed['rest']}"
    text = _ARTICLE.sub(_turned, text)
    for cite, full in _full().items():
        if found := re.search(rf"(?<!\w){re.escape(cite)}(?![\w/-])", text):
            return text[: found.start()] + full + text[found.end() :]
    return _NUMBERED.sub(lambda found: f"{_SHORT[found[1]]} số ", text)


def _turned(found: re.Match[str]) -> str:
    """The smallest part first: `Điều 3 khoản 1 điểm b` -> `điểm b khoản 1 Điều 3`."""
    article, clause, point = found.groups()
    said = (("điểm", point), ("khoản", clause), ("Điều", article))
    return " ".join(f"{word} {number}" for word, number in said if number)


@cache
def _full() -> Mapping[str, str]:
    """How rules name a text -> its name, number, day and issuer; the longer names first."""
    import tomllib  # only where something is cited

    made: dict[str, str] = {}
    for one in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["document"]:
        day = one.get("issued_on")
        month = f"{day.month:02}" if day and day.month < 3 else day and day.month  # 01, 02, then 3
        on = f" ngày {day.day:02} tháng {month} năm {day.year}" if day else ""
        by = f" của {one['issued_by']}" if one.get("issued_by") else ""
        made |= dict.fromkeys(one["cite"], f"{one['name']} số {one['number']}{on}{by}")
    return dict(sorted(made.items(), key=lambda line: -len(line[0])))
