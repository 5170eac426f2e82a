"""A list of units pasted from a spreadsheet or a letter, read into a preview that shows every doubt before anything is
written.

Headings are guessed by their words; a list without headings is taken as names. Lines that name no unit (sections,
totals, headings once more) are left out and named. Kinds are guessed from names where no column says them and the name
is sure. Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

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
            "co quan don vi",
            "ten day du",
            "don vi thanh vien",
            "ten",
            "ten to chuc",
            "ten tap the",
            "ten doanh nghiep",
            "ten dn",
            "doanh nghiep",
            "ten cong ty",
        ),
    ),
)
"""Column by the folded words of its heading, the narrower words before the wider ones."""
HEADS: Final[Mapping[str, str]] = {words: name for name, headings in _HEADINGS for words in headings}
"""Every heading as it is folded, with the column it heads."""
_NAMED: Final = ("ten don vi ", "ten co quan ", "ten to chuc ", "ten doanh nghiep ")
"""Headings that begin so are those of the names, whatever follows."""

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
    (
        "enterprise",
        r"^(tong )?cong ty\b|^doanh nghiep\b|^tap doan\b|^xi nghiep\b|ngan hang (tmcp|thuong mai)",
    ),
    (
        "armed_forces",
        r"^cong an\b|^bo chi huy\b|^ban chi huy\b|^(bo tu lenh|bo doi|don) bien phong\b|^quan (khu|doan|chung)\b"
        r"|^(lu|su|trung|tieu|hai|binh) doan\b|^(dai|hai) doi\b|^bo tu lenh\b|^doan kinh te quoc phong\b"
        r"|^vung (\d|canh sat|hai quan)|^tram (ra da|kiem soat bien phong)\b",
    ),
    (
        "youth_union",
        r"^(tinh|thanh|huyen|quan|thi|xa|phuong) doan( (?!dai bieu|bieu).*)?$|^doan( tncs| thanh nien|$)(?!.*\bhdnd\b)",
    ),
    ("front", r"mat tran to quoc|\bmttq"),
    (
        "party",
        r"\b(tinh|thanh|huyen|quan|thi|dang|xa|phuong) uy\b|^uy ban kiem tra\b|^(trung tam|truong) chinh tri\b"
        r"|^ban (to chuc|tuyen giao|dan van|noi chinh|xay dung dang)\b",
    ),
    (
        "mass_organisation",
        r"^hoi (?!dong)|^lien doan lao dong\b|^ldld\b|^cong doan\b|^lien minh hop tac xa\b|^lien hiep\b"
        r"|^doan luat su\b",
    ),
    (
        "central_vertical",
        r"^kho bac\b|^((chi )?cuc )?(thue|thong ke|hai quan)\b|ngan hang nha nuoc|^bao hiem xa hoi\b",
    ),
    ("central_vertical", r"^(toa an|vien kiem sat|cuc thi hanh an|thi hanh an)\b"),
    ("commune", r"^(ubnd |uy ban nhan dan )?(xa|phuong|thi tran|dac khu)\b"),
    (
        "state",
        r"^(so|thanh tra|van phong|phong|chi cuc|cuc|uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|ban (quan ly|dan toc"
        r"|tiep cong dan)|trung tam|truong|benh vien|thu vien|bao tang)\b",
    ),
)
"""Kinds by how a unit's name begins; what fits none is not sure."""

Reason = Literal["section", "total", "heading"]
_NO_UNIT: Final[Mapping[Reason, str]] = {
    "section": "import.no_unit_section",
    "total": "import.no_unit_total",
    "heading": "import.no_unit_heading",
}
_TOTAL: Final = re.compile(
    r"(tổng\s+(cộng|số)\b|tổng\s*[:.]?$|cộng\s*([:.(]|\d|$|(toàn|chung|các|khối|nhóm|cụm)\b)).*", re.DOTALL
)
"""Words that sum up lines; told apart from "Công …" and "Tổng công ty …" by their marks."""
_COUNTED: Final = re.compile(r"\d{1,3}[.)]?")
_LETTERED: Final = re.compile(r"([IVXLC]{1,6}|[A-Z])[.)]?")
_BEFORE: Final = re.compile(r"(?:(\d{1,3})[.)]|([IVXLC]{1,6}|[A-Z])[.)/]|[-–—+•*])\s+")
"""A number or a mark before a name: "1. Sở Nội vụ"."""


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
class NoUnit:
    """A line left out: its words, and as what it was recognised."""

    line: int
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Preview:
    """What a pasted table says: which column was taken for what, the lines read, and the doubts. `unread` names the
    columns that say something and were taken for nothing: by heading, or by number from 1 while there are no
    headings (`heading` is their line, 0 without). `guessed` is the heading taken for that of the names though nobody
    knows it; `left` are lines that name no unit, `numbered` counts names that stood behind a number or mark."""

    columns: tuple[str | None, ...]
    rows: tuple[ReadUnit, ...]
    faults: tuple[Doubt, ...] = ()
    unread: tuple[str, ...] = ()
    heading: int = 0
    guessed: str = ""
    left: tuple[NoUnit, ...] = ()
    numbered: int = 0

    @property
    def headed(self) -> bool:
        return self.heading > 0

    @property
    def errors(self) -> tuple[Doubt, ...]:
        return tuple(one for one in self.faults if one.severity == "error")


def read_table(rows: Sequence[Sequence[str]], known: Mapping[str, str], units: Collection[str] | None = ()) -> Preview:
    """Read a pasted table; `known` maps the names of the book's units (as `same_name` writes them) to their keys;
    `units` are the (folded) words of lines that are units though they look like none, None takes every line for one.

    Doubts: "import.name_missing", "import.name_bad" (facts: the refusal's code), "import.twice" (facts: `first`), and
    as warnings "import.kind_unknown", "import.kind_unsure", "import.old_font" (facts: `read_as`), "import.known"
    (facts: `unit`), "import.no_unit_section", "import.no_unit_total", "import.no_unit_heading".
    BadInput: "import.empty", "import.too_many" (facts: `count`, `limit`).
    """
    grid = [[clean(_plain(cell)).strip() for cell in row] for row in rows]
    filled = [(number, row) for number, row in enumerate(grid, 1) if any(row)]
    if not filled:
        raise BadInput("import.empty")
    if len(filled) > LIMIT:
        raise BadInput("import.too_many", count=len(filled), limit=LIMIT)
    at, columns, guessed = _columns(filled)
    found: list[ReadUnit] = []
    doubts: list[Doubt] = [
        Doubt(number, "name", "import.old_font", {"read_as": from_tcvn3(cell)[:100]}, "warning")
        for number, row in enumerate(rows, 1)
        for cell in row
        if looks_like_tcvn3(cell)
    ]
    left = {} if units is None else _Lines(filled[at:], columns).no_units(units)
    numbered = 0
    for number, row in filled[at:]:
        if number in left:
            doubts.append(Doubt(number, "name", _NO_UNIT[left[number].reason], {}, "warning"))
            continue
        said = {column: cell for column, cell in zip(columns, row, strict=False) if column and cell}
        said.pop("number", None)
        bare = bare_name(said.get("name", "")) if units is not None else ""
        if bare and bare != said["name"]:
            said["name"], numbered = bare, numbered + 1
        unit = _read_line(number, said, known, found, doubts)
        if unit is not None:
            found.append(unit)
    if not found and not any(one.severity == "error" for one in doubts):
        raise BadInput("import.empty")
    body = [row for number, row in filled[at:] if number not in left]
    lost = [
        place
        for place, column in enumerate(columns)
        if column is None and any(place < len(row) and not _ordinal(row[place]) for row in body)
    ]
    heading, heads = filled[at - 1] if at else (0, [])
    unread = tuple(heads[place] if place < len(heads) and heads[place] else str(place + 1) for place in lost)
    return Preview(columns, tuple(found), tuple(doubts), unread, heading, guessed, tuple(left.values()), numbered)


class _Lines:
    """The lines below the headings, looked at together: which of them name no unit."""

    def __init__(self, lines: Sequence[tuple[int, Sequence[str]]], columns: Sequence[str | None]) -> None:
        self._lines = lines
        self._columns = tuple(columns)
        self._name = columns.index("name")
        self._number = self._numbers()
        counted = [number for number, row in lines if self._counted(row)]
        others = [row for number, row in lines if _at(row, self._name) and number not in counted]
        plain = [
            row for row in others if not self._lettered(row) and not any(_TOTAL.match(cell.lower()) for cell in row)
        ]
        self._all_numbered = len(counted) >= 2 and len(counted) > len(plain)
        self._some_numbered = bool(counted)

    def no_units(self, units: Collection[str]) -> dict[int, NoUnit]:
        """The lines that are none, by their numbers."""
        found: dict[int, NoUnit] = {}
        for number, row in self._lines:
            text = next((cell for cell in row if _wordy(cell)), "")
            reason = self._reason(row, text)
            if reason is not None and fold(text) not in units:
                found[number] = NoUnit(number, text, reason)
        return found

    def _reason(self, row: Sequence[str], text: str) -> Reason | None:
        if _TOTAL.match(text.lower()):
            return "total"
        if "name" in (again := _headed(row)) and again[: len(self._columns)] == self._columns[: len(again)]:
            return "heading"
        name = _at(row, self._name)
        others = [cell for place, cell in enumerate(row) if cell and place not in (self._name, self._number)]
        if not name:
            place = next((place for place, cell in enumerate(row) if cell == text), -1)
            alone = bool(text) and sum(map(bool, row)) == 1
            return (
                "section"
                if alone and (place >= len(self._columns) or self._columns[place] in (None, "number"))
                else None
            )
        if self._counted(row) or others:
            return None
        return "section" if self._all_numbered or (self._lettered(row) and self._some_numbered) else None

    def _lettered(self, row: Sequence[str]) -> bool:
        before = _BEFORE.match(_at(row, self._name))
        return bool(_LETTERED.fullmatch(_at(row, self._number))) or bool(before and before[2])

    def _counted(self, row: Sequence[str]) -> bool:
        before = _BEFORE.match(_at(row, self._name))
        return bool(_COUNTED.fullmatch(_at(row, self._number))) or bool(before and not before[2])

    def _numbers(self) -> int:
        """The column of the lines' numbers, -1 without one."""
        if "number" in self._columns:
            return self._columns.index("number")
        for place, column in enumerate(self._columns):
            cells = [_at(row, place) for _, row in self._lines]
            if column is None and sum(bool(_COUNTED.fullmatch(cell)) for cell in cells) >= 2:
                return place
        return -1


def bare_name(text: str) -> str:
    """A name without the number or mark before it."""
    return _BEFORE.sub("", text, count=1)


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if 0 <= place < len(row) else ""


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
    sure = sure_kind(name)
    kind = sure or "state"
    if "kind" not in said and sure is None and existing is None:
        doubts.append(Doubt(number, "kind", "import.kind_unsure", {"taken": kind}, "warning"))
    if "kind" in said:
        stated = said.pop("kind")
        words = " ".join(re.findall(r"[a-z_]+", fold(stated)))
        chosen = words if words in KINDS else _KIND_WORDS.get(words)
        if chosen is None:
            doubts.append(Doubt(number, "kind", "import.kind_unknown", {"text": stated, "taken": kind}, "warning"))
        else:
            kind = chosen
    return ReadUnit(number, name, short, kind, said, existing)


def _columns(filled: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, tuple[str | None, ...], str]:
    """Where the lines begin (after the headings, if any), what each column holds, and the heading that was taken for
    that of the names though nobody knows it.
    """
    width = max(len(row) for _, row in filled)
    rows = [[*row, *[""] * (width - len(row))] for _, row in filled]
    for at, row in enumerate(rows[:10]):
        columns = _headed(row)
        if "name" in columns:
            return at + 1, columns, ""
    for at, row in enumerate(rows[:10]):
        columns = _headed(row)
        known = sum(column is not None for column in columns)
        words = [cell for cell in row if cell]
        if known and len(words) > known and not any(map(str.isdigit, "".join(words))):
            name = _wordiest(rows[at + 1 :], [place for place in range(width) if row[place] and not columns[place]])
            if name is not None:
                return at + 1, (*columns[:name], "name", *columns[name + 1 :]), row[name]
    name = _wordiest(rows, range(width)) or 0
    return 0, tuple("name" if column == name else None for column in range(width)), ""


def _wordiest(rows: Sequence[Sequence[str]], places: Sequence[int]) -> int | None:
    """The column of most different words, the first of those with as many."""
    said = {place: len({row[place] for row in rows if _wordy(row[place])}) for place in places}
    most = max(said.values(), default=0)
    return next((place for place in places if most and said[place] == most), None)


def _headed(row: Sequence[str]) -> tuple[str | None, ...]:
    columns: list[str | None] = []
    for cell in row:
        words = " ".join(re.findall(r"[a-z0-9-]+", fold(cell)))
        exact = next((name for name, headings in _HEADINGS if words in headings), None)
        loose = next(
            (name for name, headings in _HEADINGS if any(words.startswith(f"{heading} ") for heading in headings)), None
        )
        if loose == "name" and not words.startswith(_NAMED):
            loose = None
        guess = exact or (loose if len(words) <= 40 else None)
        columns.append(guess if guess not in columns else None)
    return tuple(columns)


def _wordy(cell: str) -> bool:
    return sum(char.isalpha() for char in cell) >= 2 and not _LETTERED.fullmatch(cell)


def sure_kind(name: str) -> str | None:
    """The kind that a unit's name tells, None where it is not sure."""
    words = fold(name)
    return next((kind for kind, pattern in _NAME_PATTERNS if re.search(pattern, words)), None)
