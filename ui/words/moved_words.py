"""What is said when an official figure, or another estimate, has changed places: on the message line, at home, beside
the ranking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.number import text
from ui.words import messages

if TYPE_CHECKING:
    from models.book.reporting.journal import PlacesMoved
    from ui.words.names import Names

FIRST = 6
"""So many units are named; the list of changes names all."""


def places(found: PlacesMoved, names: Names) -> str:
    """`Tỉnh đoàn từ hạng 8 lên hạng 7, Sở Tài chính từ hạng 7 xuống hạng 8`."""
    told = [_one(names.unit(unit), before, after) for unit, before, after in found.moved[:FIRST]]
    more = len(found.moved) - FIRST
    return ", ".join(told) + (f" và {more} đơn vị khác" if more > 0 else "")


def _one(name: str, before: int | None, after: int | None) -> str:
    if before is None:
        return f"{name} được xếp hạng {after}"
    if after is None:
        return f"{name} đang hạng {before} thì chưa xếp hạng được"
    return f"{name} từ hạng {before} {'lên' if after < before else 'xuống'} hạng {after}"


def papers(found: PlacesMoved) -> str:
    """The papers that went out before it with the old places; "" where none did."""
    if not found.papers:
        return ""
    from printing.catalogue import PAPERS

    titles = {paper.key: paper.title for paper in PAPERS}
    told = []
    for paper in found.papers:
        number = f" số {paper.number}" if paper.number else ""
        day = f" ngày {text.show_date(paper.date)}" if paper.date else ""
        told.append(f"{titles.get(paper.kind, paper.kind)}{number}{day}")
    return f"Đã gửi trước đó: {'; '.join(told)}. Xem có phải gửi lại không."


def sentence(found: PlacesMoved, names: Names) -> str:
    """The whole of it: what was written, who moved, which papers went out before."""
    other = found.other[:1].upper() + found.other[1:]
    what = other or ("Sửa điểm" if found.corrected else "Số chính thức" if found.official else "Số ước mới")
    return " ".join(filter(None, (f"{what} làm đổi thứ hạng: {places(found, names)}.", papers(found))))


def dated(found: PlacesMoved, names: Names) -> str:
    """As `sentence`, with the moment it happened."""
    said = sentence(found, names)
    return f"{messages.moment(found.at)}: {said[:1].lower()}{said[1:]}"
