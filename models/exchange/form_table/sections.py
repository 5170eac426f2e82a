"""Tables of bonuses and of penalties under a heading of their own, below the table of criteria or on a page after it:
parts of one form, each with its own columns.

Joined only where its title, its heading or its page says that it adds or takes off points; any other table is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from models.exchange.form_table import codes, phrases
from models.exchange.form_table.columns import Sheet, columns_of, held_in
from models.exchange.form_table.model import Column, Corrections, Nature, Role
from models.exchange.form_table.roles import heading_key, role_of

_TITLE: Final = re.compile(r"\b(?:nội dung|tiêu chí|hành vi|trường hợp|thành tích|lỗi|vi phạm|danh mục)\b")
_POINTS: Final = re.compile(r"^(?:số |mức |thang |khung )?điểm\b|^mức (?:cộng|trừ|thưởng|điểm)|^(?:cộng|trừ|thưởng)$")
_ALONE: Final[dict[str, Nature]] = {"cộng": "bonus", "thưởng": "bonus", "trừ": "penalty"}
"""Words that say it where they head a column alone: "Thưởng", "Mức trừ"."""
FAR: Final = 3
"""Lines between the title of a section and its heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines that may head a section: where, and the words above each column."""

    sheet: Sheet
    top: int
    bottom: int
    paths: dict[int, tuple[str, ...]]
    alone: bool = False
    """Nothing of the table of criteria stands on its page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A table that adds or takes off: its lines from its title (or its heading) on, its heading and its columns."""

    sheet: Sheet
    first: int
    last: int
    top: int
    bottom: int
    columns: dict[int, Column]
    nature: Nature
    titled: bool
    name: str = ""
    """What it is called where no line does: its page's name."""


def sections(headings: Sequence[Heading], fixed: Corrections) -> Iterator[Section]:
    """The sections among headings, given in order; each goes on to the title of the next or the end of its page."""
    titles = [_title(each) for each in headings]
    firsts = [each.top if title is None else title[0] for each, title in zip(headings, titles, strict=True)]
    for place, (heading, title) in enumerate(zip(headings, titles, strict=True)):
        ends = (
            first - 1
            for each, first in zip(headings[place + 1 :], firsts[place + 1 :], strict=True)
            if each.sheet is heading.sheet
        )
        last = next(ends, heading.sheet.last)
        nature = _nature(heading) if title is None else title[1]
        columns = _columns(heading, last, fixed) if nature is not None else None
        if nature is not None and columns is not None:
            name = heading.sheet.page.name
            named = name if title is None and said_nature(name) == nature else ""
            lines = firsts[place], last, heading.top, heading.bottom
            yield Section(heading.sheet, *lines, columns, nature, title is not None, named)


def _title(heading: Heading) -> tuple[int, Nature] | None:
    """The line above a heading that names its table, and what it says."""
    lines = heading.sheet.lines
    above = max((line for line in lines if line < heading.top), default=None)
    if above is None or heading.top - above > FAR or len(lines[above]) > 2:
        return None
    words = " ".join(cell.text for _, cell in sorted(lines[above].items()) if cell.kind == "text")
    nature = said_nature(words)
    return None if nature is None else (above, nature)


def said_nature(words: str) -> Nature | None:
    """Whether words say that a table adds or takes off points; None where they say neither or both."""
    key = phrases.plainly(codes.before_title(words)[2])
    if len(key) > 120 or phrases.is_total(key) or re.search(r"\d\s*(?:điểm|đ)\b(?!.*[)\]]$)", key):
        return None
    alone = _ALONE.get(key.removeprefix("mức "))
    found = phrases.natures_said(key) if alone is None else {alone}
    return found.pop() if len(found) == 1 else None


def _nature(heading: Heading) -> Nature | None:
    """What its page says of a table without a title, where it stands alone there, else its own heading; None where that
    says nothing or two things, or names a standard: another form.
    """
    if heading.alone and (page := said_nature(heading.sheet.page.name)) is not None:
        return page
    if any(_standard(path) for path in heading.paths.values()):
        return None
    own = {found for path in heading.paths.values() for text in path if (found := said_nature(heading_key(text)))}
    return own.pop() if len(own) == 1 else None


def _standard(path: tuple[str, ...]) -> bool:
    return role_of(path) in ("max", "groupmax") and said_nature(heading_key(path[-1])) is None


def _columns(heading: Heading, last: int, fixed: Corrections) -> dict[int, Column] | None:
    """The columns of a section: its points, whatever they are called, are the points of its lines."""
    roles: dict[int, Role] = {}
    for place, path in heading.paths.items():
        role, key = role_of(path), heading_key(path[-1])
        if role != "code" and _TITLE.search(key) and not _POINTS.match(key) and "title" not in roles.values():
            role = "title"
        elif role in ("bonus", "penalty", "groupmax") or (role in (None, "rule", "other") and _POINTS.match(key)):
            role = "max"
        if role is not None:
            roles[place] = role
    if "title" not in roles.values() or not {"max", "rule"} & set(roles.values()):
        return None
    held = held_in(heading.sheet, heading.bottom + 1, last)
    if not any(held.get(place) for place, role in roles.items() if role in ("max", "rule")):
        return None
    return columns_of(heading.paths, roles, held, fixed)
