"""A scoring form as rows of a spreadsheet, and a spreadsheet's rows read as a form.

A table on paper says codes, titles and points; how points are earned it says in words, so what comes from a table is
scored
by hand until somebody gives its items their parts. The whole of a form goes by the interchange document. Nothing is
written
to a book here, and a cell that cannot be read is named with its address, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from models.rules.errors import BadInput
from models.rules.form.scoring import Form, Group, Item, Node, Part
from models.rules.number.points import parse_points, to_text
from models.rules.number.text import fold

HEADER: Final = (
    "Mục",
    "Nội dung, tiêu chí",
    "Điểm chuẩn",
    "Điểm thưởng cao nhất",
    "Điểm trừ cao nhất",
    "Đơn vị chấm mục này",
    "Căn cứ chấm điểm",
    "Cách chấm",
)
WIDTHS: Final = (9, 60, 11, 11, 11, 22, 36, 60)
ROLES: Final = ("code", "title", "max", "bonus", "penalty", "scorer", "evidence", "rule")
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "bonus": ("thuong", "cong them"),
    "penalty": ("diem tru", "tru diem", "tru"),
    "scorer": ("don vi cham", "co quan cham", "don vi phu trach", "nguoi cham"),
    "evidence": ("can cu", "minh chung", "tai lieu", "ho so"),
    "rule": ("cach cham", "cach tinh", "huong dan", "ghi chu", "dien giai"),
    "title": ("noi dung", "tieu chi", "chi tieu", "nhiem vu"),
    "max": ("diem chuan", "diem toi da", "thang diem", "so diem", "diem"),
    "code": ("stt", "tt", "muc", "ma", "so tt"),
}
_NUMBERS: Final = ("max", "bonus", "penalty")
_TOTAL: Final = re.compile(r"(tong|cong)\b.*")
_ROMAN: Final = re.compile(r"[IVX]+")
HEADER_LINES: Final = 20
"""A heading is looked for in the first lines only; a table that starts later has none."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that cannot be taken as it stands: its address ("D14"), what it says, and the code of what is wrong."""

    address: str
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Guess:
    """Which column (counted from 0) holds what, and the first line (from 0) that is content."""

    columns: Mapping[str, int] = field(default_factory=dict)
    first: int = 0


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a table was read as; `form` has neither name nor place in a book yet."""

    form: Form
    doubts: tuple[Doubt, ...]

    @property
    def count(self) -> int:
        """How many items can be scored."""
        return len(self.form.items())


def rows_of(form: Form) -> list[list[str | Decimal]]:
    """The rows under `HEADER`, one per node in printed order, then the total."""
    rows = [_row(node) for node in form.nodes]
    if form.total is not None:
        rows.append(["", "Tổng cộng", _number(form.total), "", "", "", "", ""])
    return rows


def _row(node: Node) -> list[str | Decimal]:
    bonus, penalty = (node.bonus_cap, node.penalty_cap) if isinstance(node, Item) else (node.bonus_cap, None)
    if isinstance(node, Item):
        bonus, penalty = _most(node, "bonus", bonus), _most(node, "penalty", penalty)
    numbers = [_number(value) for value in (node.max, bonus, penalty)]
    return [node.code, node.title, *numbers, node.scorer, node.evidence, node.rule_text]


def _most(item: Item, effect: str, cap: Fraction | None) -> Fraction | None:
    """The item's own cap, else that of its one part of the effect."""
    caps = [part.cap for part in item.parts if part.effect == effect]
    return cap if cap is not None or len(caps) != 1 else caps[0]


def _number(value: Fraction | None) -> str | Decimal:
    if value is None:
        return ""
    text = to_text(value)
    return text if "/" in text else Decimal(text)


# --- reading ----------------------------------------------------------------------------------------------------------


def address(line: int, column: int) -> str:
    """The cell as a spreadsheet calls it: line 13, column 3 (both from 0) is D14."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line + 1}"


def guess(rows: Sequence[Sequence[str | Decimal]]) -> Guess:
    """The columns by their headings; without a heading by the usual order of such tables."""
    best: tuple[int, dict[str, int], int] = (0, {}, 0)
    for place, row in enumerate(rows[:HEADER_LINES]):
        found = _headed(row)
        if len(found) > best[0] and {"title", "max"} <= set(found):
            best = len(found), found, place + 1
    if best[0]:
        return Guess(best[1], best[2])
    width = max((len(row) for row in rows), default=0)
    return Guess({role: place for place, role in enumerate(("code", "title", "max")) if place < width}, 0)


def _headed(row: Sequence[str | Decimal]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        words = fold(cell) if isinstance(cell, str) else ""
        role = next((role for role in _WORDS if role not in found and _says(words, role)), None)
        if role is not None and len(words) <= 60:
            found[role] = place
    return found


def _says(words: str, role: str) -> bool:
    if role in ("code", "penalty"):
        return any(words == each or words.startswith(f"{each} ") for each in _WORDS[role])
    return any(each in words for each in _WORDS[role])


def read(rows: Sequence[Sequence[str | Decimal]], found: Guess) -> ReadForm:
    """Read rows as a form, with everything doubtful named; BadInput `import.no_form_rows` when no line is one.

    The tree follows the codes: "I.1" lies under "I", and a new kind of numbering under the line before it. A line with
    others under it is a group. A line without code and points goes on with the rule of the line above.
    """
    reader = _Reader(found)
    for line in range(found.first, len(rows)):
        reader.take(line, rows[line])
    if not reader.lines:
        raise BadInput("import.no_form_rows")
    return reader.result()


@dataclass(slots=True)
class _Line:
    key: str
    code: str
    title: str
    parent: str | None
    numbers: dict[str, Fraction]
    words: dict[str, str]
    rules: list[str]


class _Reader:
    """Builds lines one by one; `open` is the path of (kind of numbering, key) above the next line."""

    def __init__(self, found: Guess) -> None:
        self._columns = found.columns
        self.lines: list[_Line] = []
        self._open: list[tuple[str, str]] = []
        self._by_code: dict[str, str] = {}
        self._doubts: list[Doubt] = []
        self._total: Fraction | None = None

    def take(self, line: int, row: Sequence[str | Decimal]) -> None:
        words = {role: self._text(row, role) for role in ROLES}
        if not any(words.values()):
            return
        numbers = self._numbers(line, row)
        code = words["code"].rstrip(".):").strip()
        if _TOTAL.fullmatch(fold(words["title"] or words["code"])) and not (
            code and words["title"] and code != words["title"]
        ):
            self._total = numbers.get("max")
            return
        if not words["title"]:
            if code and "title" in self._columns:
                self._doubts.append(Doubt(address(line, self._columns["title"]), "", "import.title_missing"))
            return
        if not code and not numbers and self.lines:
            self.lines[-1].rules.append(words["title"])
            return
        self._begin(line, code, words, numbers)

    def _begin(self, line: int, code: str, words: Mapping[str, str], numbers: dict[str, Fraction]) -> None:
        key = self._key(code)
        parent = self._parent(code, key)
        beside = [each.code for each in self.lines if each.parent == parent]
        if code in beside and _style(code) not in ("none", "bullet"):
            self._doubts.append(Doubt(address(line, self._columns["code"]), code, "import.code_twice"))
        said = {role: words[role] for role in ("scorer", "evidence") if words[role]}
        rules = [words["rule"]] if words["rule"] else []
        self.lines.append(_Line(key, code, words["title"], parent, numbers, said, rules))
        if code:
            self._by_code[code] = key

    def _text(self, row: Sequence[str | Decimal], role: str) -> str:
        place = self._columns.get(role)
        if place is None or place >= len(row):
            return ""
        cell = row[place]
        return cell.strip() if isinstance(cell, str) else format(cell.normalize(), "f")

    def _numbers(self, line: int, row: Sequence[str | Decimal]) -> dict[str, Fraction]:
        found = {}
        for role in _NUMBERS:
            text = self._text(row, role)
            if not text or text in "-–—":
                continue
            try:
                value = parse_points(text.lstrip("+-−") if role != "max" else text, Fraction(0))
            except BadInput:
                self._doubts.append(Doubt(address(line, self._columns[role]), text, "import.number_needed"))
                continue
            found[role] = value
        return found

    def _key(self, code: str) -> str:
        """A key that says the code where it can: "I.1" is "i.1"; another line of that code gets a number behind it."""
        base = re.sub(r"[^a-z0-9.-]", "", fold(code).replace(" ", "-")).strip(".-")[:30] or "m"
        taken = {line.key for line in self.lines}
        count = len(self.lines) + 1
        key = base if base != "m" else f"m{count}"
        return key if key not in taken else f"{key}-{count}"

    def _parent(self, code: str, key: str) -> str | None:
        style = _style(code)
        if style == "dotted":
            above = self._above(code)
            path = [each for _, each in self._open]
            self._open = self._open[: path.index(above) + 1] if above in path else []
            self._open.append((f"under {above}", key))
            return above
        while style in [each for each, _ in self._open]:
            if self._open.pop()[0] == style:
                break
        parent = self._open[-1][1] if self._open else None
        self._open.append((style, key))
        return parent

    def _above(self, code: str) -> str | None:
        """The line whose code this one continues: for "1.2.3" that of "1.2", else of "1", else none."""
        while "." in code:
            code = code.rpartition(".")[0]
            if code in self._by_code:
                return self._by_code[code]
        return None

    def result(self) -> ReadForm:
        above = {line.parent for line in self.lines}
        nodes = [self._group(line) if line.key in above else self._item(line) for line in self.lines]
        form = Form("doc", "", total=self._total, nodes=_in_order(nodes))
        return ReadForm(form, tuple(self._doubts))

    def _group(self, line: _Line) -> Group:
        return Group(
            line.key,
            line.code,
            line.title,
            line.parent,
            line.numbers.get("max"),
            scorer=line.words.get("scorer", ""),
            evidence=line.words.get("evidence", ""),
            rule_text="\n".join(line.rules),
        )

    def _item(self, line: _Line) -> Item:
        parts = []
        if "bonus" in line.numbers:
            parts.append(Part("thuong", "bonus", "by-hand/1", cap=line.numbers["bonus"]))
        if "penalty" in line.numbers:
            parts.append(Part("tru", "penalty", "by-hand/1", cap=line.numbers["penalty"]))
        most = line.numbers.get("max")
        return Item(
            line.key,
            line.code,
            line.title,
            line.parent,
            most,
            tuple(parts),
            scorer=line.words.get("scorer", ""),
            evidence=line.words.get("evidence", ""),
            rule_text="\n".join(line.rules),
            bonus_only=most is None and "bonus" in line.numbers,
        )


def _style(code: str) -> str:
    """The kind of numbering a code is of; lines of one kind stand beside each other."""
    if not code:
        return "none"
    if "." in code:
        return "dotted"
    if _ROMAN.fullmatch(code):
        return "roman"
    if code.isdigit():
        return "number"
    if len(code) == 1 and code.isalpha():
        return "upper" if code.isupper() else "lower"
    return "bullet" if not code[0].isalnum() else "word"


def _in_order(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Each parent before its children, as rows of a table already stand."""
    by_parent: dict[str | None, list[Node]] = {}
    for node in nodes:
        by_parent.setdefault(node.parent, []).append(node)
    ordered: list[Node] = []

    def walk(parent: str | None) -> None:
        for node in by_parent.get(parent, ()):
            ordered.append(node)
            walk(node.key)

    walk(None)
    return tuple(ordered)
