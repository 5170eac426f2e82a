"""A list of units pasted from a spreadsheet or a letter, read into a preview that shows every doubt before anything is
written.

Headings are guessed by their words; a list without headings is taken as names. Kinds are guessed from names where no
column
says them. Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from models.book.units.rows import KINDS, same_name
from models.rules.errors import BadInput
from models.rules.number.text import check_name, clean, fold, from_tcvn3, looks_like_tcvn3

LIMIT: Final = 500
"""More lines than this are no list of a bloc's units."""

_HEADINGS: Final = (
    ("number", ("stt", "tt", "so tt", "so thu tu")),
    ("short_name", ("ten viet tat", "viet tat", "ten gon", "ten ngan", "ten goi tat", "goi tat")),
    ("kind", ("loai co quan", "loai don vi", "loai hinh", "loai")),
    ("parent_body", ("co quan chu quan", "co quan cap tren", "cap tren truc tiep", "truc thuoc")),
    ("head_title", ("chuc vu thu truong", "chuc vu nguoi dung dau", "chuc vu")),
    ("head", ("thu truong", "nguoi dung dau", "lanh dao", "ho ten thu truong", "ho va ten thu truong")),
    ("deputy", ("cap pho", "pho thu truong", "lanh dao phu trach tdkt")),
    (
        "officer",
        (
            "can bo phu trach",
            "can bo theo doi",
            "can bo lam cong tac tdkt",
            "chuyen vien",
            "nguoi phu trach",
            "dau moi",
        ),
    ),
    ("phone", ("dien thoai", "so dien thoai", "sdt", "dt", "di dong")),
    ("email", ("email", "thu dien tu", "e-mail", "hop thu")),
    ("address", ("dia chi",)),
    ("symbol", ("ky hieu",)),
    ("unit_group", ("nhom", "nhom don vi", "bang cham diem")),
    ("joined_by", ("quyet dinh", "van ban", "can cu")),
    ("note", ("ghi chu",)),
    (
        "name",
        (
            "ten don vi",
            "ten co quan",
            "don vi",
            "co quan",
            "ten co quan don vi",
            "ten day du",
            "don vi thanh vien",
            "ten",
        ),
    ),
)
"""Column by the folded words of its heading, the narrower words before the wider ones."""

_KIND_WORDS: Final = {
    "co quan nha nuoc": "state",
    "nha nuoc": "state",
    "co quan dang": "party",
    "dang": "party",
    "mat tran": "front",
    "hoi": "mass_organisation",
    "doan the": "mass_organisation",
    "hoi doan the": "mass_organisation",
    "mat tran hoi doan the": "mass_organisation",
    "doan thanh nien": "youth_union",
    "co quan nganh doc trung uong": "central_vertical",
    "nganh doc trung uong": "central_vertical",
    "nganh doc": "central_vertical",
    "xa phuong dac khu": "commune",
    "xa": "commune",
    "phuong": "commune",
    "luc luong vu trang": "armed_forces",
    "doanh nghiep": "enterprise",
}
_NAME_PATTERNS: Final = (
    ("enterprise", r"^(tong )?cong ty\b|^doanh nghiep\b|^tap doan\b|ngan hang (tmcp|thuong mai)"),
    ("armed_forces", r"^cong an\b|^bo chi huy\b|^ban chi huy\b|^bo doi bien phong\b|^(lu doan|su doan|trung doan)\b"),
    ("youth_union", r"^(tinh|thanh|huyen|quan|thi|xa|phuong)? ?doan( tncs| thanh nien|$| [^d])(?!.*\bhdnd\b)"),
    ("front", r"mat tran to quoc|\bmttq"),
    (
        "party",
        r"\b(tinh|thanh|huyen|quan|thi|dang|xa|phuong) uy\b|^uy ban kiem tra\b|^(trung tam|truong) chinh tri\b",
    ),
    (
        "mass_organisation",
        r"^hoi (?!dong)|^lien doan lao dong\b|^ldld\b|^cong doan\b|^lien minh hop tac xa\b|^lien hiep\b",
    ),
    (
        "central_vertical",
        r"^kho bac\b|^((chi )?cuc )?(thue|thong ke|hai quan)\b|ngan hang nha nuoc|^bao hiem xa hoi\b",
    ),
    ("central_vertical", r"^(toa an|vien kiem sat|cuc thi hanh an|thi hanh an)\b"),
    ("commune", r"^(ubnd |uy ban nhan dan )?(xa|phuong|thi tran|dac khu)\b"),
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about one line that should be looked at; an "error" keeps the whole list from being written."""

    line: int
    column: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """One line as read. `existing` is the key of the unit of the book that bears this name."""

    line: int
    name: str
    short_name: str
    kind: str
    said: Mapping[str, str] = field(default_factory=dict)
    existing: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a pasted table says: which column was taken for what, the lines read, and the doubts. `unread` names the
    columns that say something and were taken for nothing: by heading, or by number from 1 while there are no
    headings (`headed`)."""

    columns: tuple[str | None, ...]
    rows: tuple[ReadUnit, ...]
    faults: tuple[Doubt, ...] = ()
    unread: tuple[str, ...] = ()
    headed: bool = True

    @property
    def errors(self) -> tuple[Doubt, ...]:
        return tuple(one for one in self.faults if one.severity == "error")


def read_table(rows: Sequence[Sequence[str]], known: Mapping[str, str]) -> Preview:
    """Read a pasted table; `known` maps the names of the book's units (as `same_name` writes them) to their keys.

    Doubts: "import.name_missing", "import.name_bad" (facts: the refusal's code), "import.twice" (facts: `first`), and
    as warnings
    "import.kind_unknown", "import.old_font" (facts: `read_as`), "import.known" (facts: `unit`).
    BadInput: "import.empty", "import.too_many" (facts: `count`, `limit`).
    """
    grid = [[clean(_plain(cell)).strip() for cell in row] for row in rows]
    filled = [(number, row) for number, row in enumerate(grid, 1) if any(row)]
    if not filled:
        raise BadInput("import.empty")
    if len(filled) > LIMIT:
        raise BadInput("import.too_many", count=len(filled), limit=LIMIT)
    at, columns = _columns(filled)
    found: list[ReadUnit] = []
    doubts: list[Doubt] = [
        Doubt(number, "name", "import.old_font", {"read_as": from_tcvn3(cell)[:100]}, "warning")
        for number, row in enumerate(rows, 1)
        for cell in row
        if looks_like_tcvn3(cell)
    ]
    for number, row in filled[at:]:
        said = {column: cell for column, cell in zip(columns, row, strict=False) if column and cell}
        said.pop("number", None)
        unit = _read_line(number, said, known, found, doubts)
        if unit is not None:
            found.append(unit)
    if not found and not any(one.severity == "error" for one in doubts):
        raise BadInput("import.empty")
    body = [row for _, row in filled[at:]]
    lost = [
        place
        for place, column in enumerate(columns)
        if column is None and any(place < len(row) and not _ordinal(row[place]) for row in body)
    ]
    heads = filled[at - 1][1] if at else ()
    unread = tuple(heads[place] if place < len(heads) and heads[place] else str(place + 1) for place in lost)
    return Preview(columns, tuple(found), tuple(doubts), unread, at > 0)


def _ordinal(cell: str) -> bool:
    """Nothing, or the number of a line: no loss when it is not taken over."""
    return not cell or (len(cell) <= 4 and cell.rstrip(".").isdigit())


def _plain(cell: str) -> str:
    return from_tcvn3(cell) if looks_like_tcvn3(cell) else cell


def _read_line(
    number: int, said: dict[str, str], known: Mapping[str, str], found: list[ReadUnit], doubts: list[Doubt]
) -> ReadUnit | None:
    typed = said.pop("name", "")
    if not typed:
        doubts.append(Doubt(number, "name", "import.name_missing"))
        return None
    try:
        name = check_name(typed)
        short = check_name(said.pop("short_name", name))
    except BadInput as refused:
        doubts.append(Doubt(number, "name", "import.name_bad", {"refused": refused.code, **refused.facts}))
        return None
    first = next((one.line for one in found if same_name(one.name) == same_name(name)), None)
    if first is not None:
        doubts.append(Doubt(number, "name", "import.twice", {"name": name, "first": first}))
    existing = known.get(same_name(name))
    if existing is not None:
        doubts.append(Doubt(number, "name", "import.known", {"name": name, "unit": existing}, "warning"))
    kind = guess_kind(name)
    if "kind" in said:
        stated = said.pop("kind")
        words = " ".join(re.findall(r"[a-z_]+", fold(stated)))
        chosen = words if words in KINDS else _KIND_WORDS.get(words)
        if chosen is None:
            doubts.append(Doubt(number, "kind", "import.kind_unknown", {"text": stated, "taken": kind}, "warning"))
        else:
            kind = chosen
    return ReadUnit(number, name, short, kind, said, existing)


def _columns(filled: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, tuple[str | None, ...]]:
    """Where the lines begin (after the headings, if any) and what each column holds."""
    width = max(len(row) for _, row in filled)
    for at, (_, row) in enumerate(filled[:10]):
        columns = _headed([*row, *[""] * (width - len(row))])
        if "name" in columns:
            return at + 1, columns
    rows = [[*row, *[""] * (width - len(row))] for _, row in filled]
    texts = [column for column in range(width) if any(_wordy(row[column]) for row in rows)]
    name = texts[0] if texts else 0
    return 0, tuple("name" if column == name else None for column in range(width))


def _headed(row: Sequence[str]) -> tuple[str | None, ...]:
    columns: list[str | None] = []
    for cell in row:
        words = " ".join(re.findall(r"[a-z0-9-]+", fold(cell)))
        exact = next((name for name, headings in _HEADINGS if words in headings), None)
        loose = next(
            (name for name, headings in _HEADINGS if any(words.startswith(f"{heading} ") for heading in headings)), None
        )
        guess = exact or (loose if len(words) <= 40 and loose not in ("name", None) else None)
        columns.append(guess if guess not in columns else None)
    return tuple(columns)


def _wordy(cell: str) -> bool:
    return sum(char.isalpha() for char in cell) >= 2


def guess_kind(name: str) -> str:
    """The kind that a unit's name suggests; "state" when nothing else does."""
    words = fold(name)
    return next((kind for kind, pattern in _NAME_PATTERNS if re.search(pattern, words)), "state")
