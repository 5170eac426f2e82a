"""What a unit wrote into a table of criteria: the points of each item in the columns to be filled, and whose it is.

Nothing is matched with a book here. A cell that holds no number is named and never read as 0. How weights turn points
into those that count is told only where a total of the sheet proves it; the mere sum of the points proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Final

from models.exchange.cells.model import UNCACHED, Cell, Page
from models.exchange.form_table import points
from models.exchange.form_table.layout import Table
from models.exchange.form_table.model import Column, Line, Nature, Place, Point, Score, ScoreKind, TreeNode
from models.exchange.form_table.roles import heading_key
from models.exchange.meaning import is_total, of_before
from models.rules.errors import BadInput, Refusal
from models.rules.number.points import part_of

_LABEL: Final = (
    r"(?:.*[–-]\s*)?(?:tên )?(?:đơn vị|trường|cơ quan|phòng|ban|hội|chi đoàn|chi bộ|cđcs|công ty|xã|phường|chi nhánh|"
    r"trạm|đội|tổ|sở|bệnh viện|trung tâm|công đoàn|doanh nghiệp|chi cục|đảng bộ|tập thể)"
    r"(?: (?:tự chấm(?: điểm)?|chấm|được chấm|tự đánh giá|báo cáo|nộp|cơ sở|thành viên))*"
)
_UNIT: Final = re.compile(rf"{_LABEL}\s*:\s*(\S.*)", re.IGNORECASE)
_BARE_LABEL: Final = re.compile(r"(?:tên )?(?:đơn vị|cơ quan)(?: (?:tự chấm(?: điểm)?|báo cáo|thành viên))?\s*:?", re.I)
_RESULT: Final = re.compile(r"\b(?:thực hiện|kết quả|thực tế|so với|bình quân|quy đổi)\b|%")
_OTHERS: Final = re.compile(r"\b(?:thẩm định|khối|cụm|hội đồng|cấp trên|phúc tra|chấm lại|kiểm tra|duyệt|thống nhất)\b")
_OF: Final = re.compile(
    r"(?:phiếu|bảng|bản|biểu|báo cáo)(?: kết quả| tổng hợp)? (?:tự )?(?:chấm|đánh giá)(?: điểm)?(?: thi đua)?"
    r"(?: năm(?: học)? \d{4}(?: ?[-–] ?\d{4})?)?(?: của|:)\s+"
    r"(?!(?:các|khối|cụm|năm)\b)(\S.*?)(?:\s+năm \d{4})?",
    re.IGNORECASE,
)
_SCORES_ITSELF: Final = re.compile(
    r"((?:xã|phường|sở|ban|hội|trường|công ty|chi cục|phòng|trạm|bệnh viện|trung tâm|đảng ủy|đảng bộ|chi bộ)\s\S.*?)"
    r"\s+tự (?:chấm|đánh giá)\b.*",
    re.IGNORECASE,
)
_SELF_SCORED: Final = re.compile(r"(\S.*?)\s*[–-]\s*(?:phiếu )?tự (?:chấm|đánh giá)\b.*", re.IGNORECASE)
_SPACES: Final = re.compile(r"[^\S\n]+")
"""One stands for many: a run of them would else be parted in every way there is."""


@dataclass(slots=True)
class Filled:
    """The scores of one sheet; `refused` cells hold no number, `blank` items have no score, `total` is what it says."""

    scores: list[Score] = field(default_factory=list)
    refused: list[tuple[Place, Cell, Refusal]] = field(default_factory=list)
    used: list[tuple[Place, Cell]] = field(default_factory=list)
    unit: str = ""
    unit_cell: str = ""


def filled(table: Table, lines: Sequence[Line], natures: Mapping[int, Nature], items: set[int]) -> Filled:
    """The scores of a table. `natures` and `items` are by the identity of a line."""
    found = Filled()
    by_part = [(part, kinds_of(table.of(part))) for part in table.parts]
    owner: Line | None = None
    for line in lines:
        if line.kind == "total":
            for cell in (cell for cell, point in _totals(table, line) if point is None):
                found.refused.append((line.place, cell, BadInput("form.points_unread", text=cell.text)))
        owner = line if line.kind == "node" else owner
        if owner is None or line.kind not in ("node", "sentence") or id(owner) not in items:
            continue
        part, columns = next(
            each
            for each in by_part
            if each[0].sheet.number == line.place.page and each[0].first <= line.place.line <= each[0].last
        )
        for role, cell in line.cells:
            if role == "score" and cell.column in columns:
                kind, nature = columns[cell.column], natures[id(owner)]
                whole = owner if kind not in ("bonus", "penalty") else None
                if kind == "self" and nature != "standard":
                    kind = nature
                _take(found, owner, kind, cell, part.sheet.page, line.place, whole)
    _whose(found, table)
    return found


def kinds_of(columns: Mapping[int, Column]) -> dict[int, ScoreKind]:
    """What each column to be filled is for: the unit's own points, its bonuses, its penalties, somebody else's."""
    found: dict[int, ScoreKind] = {}
    for place in sorted(columns):
        column = columns[place]
        key = heading_key(column.heading)
        if column.role != "score" or of_before(key):
            continue
        if re.search(r"\btrừ\b", key):
            found[place] = "penalty"
        elif re.search(r"\b(?:cộng|thưởng)\b", key):
            found[place] = "bonus"
        else:
            found[place] = "review"
    open_ones = [place for place, kind in found.items() if kind == "review"]
    keys = {place: heading_key(columns[place].heading) for place in open_ones}
    own = min(open_ones, key=lambda place: (_strange(keys[place]), place), default=None)
    if own is not None:
        found[own] = "self"
    for place in open_ones:
        if place != own and "điểm" not in keys[place] and _RESULT.search(keys[place]):
            del found[place]  # what was reached, no points
    return found


def _strange(key: str) -> int:
    """How little a column's heading sounds like a unit's own points; less is better."""
    if re.search(r"\btự\b", key):
        return 0
    if _OTHERS.search(key):
        return 3
    return (
        1
        if re.search(r"\bđiểm\b", key) and not re.search(r"\b(?:quy đổi|bình quân)\b", key)
        else (4 if _RESULT.search(key) else 2)
    )


def _take(
    found: Filled, owner: Line, kind: ScoreKind, cell: Cell, page: Page, place: Place, whole: Line | None
) -> None:
    """Take a cell as a score or refuse it; `whole` is the line whose points it may be a part of."""
    try:
        point = points.computed(cell, lambda _: None) if cell.flags & UNCACHED else points.point(cell, page)
    except Refusal as refusal:
        found.refused.append((place, cell, refusal))
        return
    if point is None and not any(char.isalnum() for char in cell.text):
        return  # a dash, a formula without a result: blank, and counted as what it is
    point = _of_the_whole(point, whole)
    if point is None or point.amount is None or point.form in ("range", "most"):
        found.refused.append((place, cell, BadInput("form.points_unread", text=cell.text)))
        return
    amount = point.amount if point.other is None else point.other
    if point.sign == "-" and kind == "self":
        amount = -amount
    over = kind == "self" and owner.max is not None and owner.max.amount is not None and amount > owner.max.amount
    found.scores.append(Score(owner.place, kind, cell, amount, over))
    found.used.append((place, cell))


def _of_the_whole(point: Point | None, line: Line | None) -> Point | None:
    """The points of "28/30" where the line is worth 30; any other as it is."""
    whole = line.max.amount if line is not None and line.max is not None else None
    part = part_of(point.words, whole) if point is not None and point.form == "words" else ""
    return Point(point.cell, points.number(part)) if point is not None and part else point


def _whose(found: Filled, table: Table) -> None:
    """The unit a sheet names above its table."""
    head = table.head
    if head is None:
        return
    for number in sorted(head.sheet.lines):
        if number >= head.top:
            return
        beside = sorted(head.sheet.lines[number].items())
        for (_, cell), (_, other) in pairwise(beside):
            if _BARE_LABEL.fullmatch(cell.text.strip()) and other.kind == "text" and not found.unit:
                found.unit, found.unit_cell = other.text.strip(), f"{head.sheet.page.name}!{other.address}"
                found.used.append((Place(head.sheet.number, number), other))
        for cell in head.sheet.lines[number].values():
            said = _SPACES.sub(" ", cell.text).strip()
            ways = (_UNIT, _SELF_SCORED, _OF, _SCORES_ITSELF)
            match = next(filter(None, (way.fullmatch(said) for way in ways)), None)
            if match and not found.unit:
                found.unit, found.unit_cell = match[1].strip(), f"{head.sheet.page.name}!{cell.address}"
                found.used.append((Place(head.sheet.number, number), cell))


def stated(table: Table, line: Line | None) -> Fraction | None:
    """The total of the unit's own points where the line of the total says it."""
    return next((point.amount for _, point in _totals(table, line) if point is not None), None) if line else None


def _totals(table: Table, line: Line) -> Iterator[tuple[Cell, Point | None]]:
    """The unit's own points in the line of a total: each cell, and what it says (None where it is no number)."""
    columns = kinds_of(table.columns)
    for role, cell in line.cells:
        if role == "score" and columns.get(cell.column) == "self" and cell.kind in ("number", "text"):
            try:
                said = points.point(cell, table.parts[-1].sheet.page)
            except Refusal:
                yield cell, None
                continue
            point = _of_the_whole(said, line)
            if point is not None:
                yield cell, point if point.amount is not None and point.form != "words" else None


# --- weights ----------------------------------------------------------------------------------------------------------

WAYS: Final[Mapping[str, Callable[[Fraction, Fraction, Fraction | None], Fraction | None]]] = {
    "share": lambda given, weight, most: given * weight / most if most else None,
    "percent": lambda given, weight, most: given * weight / 100,
    "factor": lambda given, weight, most: given * weight,
}
"""What points, weight (in per cent as read) and standard of an item give."""


def weighted(way: str, given: Fraction, node: TreeNode) -> Fraction | None:
    """The points that an item's points count for; None where the way needs a standard the item has not."""
    return None if node.weight is None else WAYS[way](given, node.weight, node.max)


def proven(table: Table, lines: Sequence[Line], nodes: Iterable[TreeNode], scores: Sequence[Score]) -> str | None:
    """The way by which the sheet's totals are what its points come to; "" where they prove none or several; None for a
    sheet without weights or without points.
    """
    items = {node.place: node for node in nodes if node.kind == "item"}
    own = [(score.amount, items[score.place]) for score in scores if score.kind == "self" and score.place in items]
    if not own or any(node.weight is None for _, node in own):
        return None
    said = set(_numbers_of_totals(table, lines, {score.cell.address for score in scores}))
    plain = sum((given for given, _ in own), Fraction(0))
    fits: dict[tuple[Fraction, ...], str] = {}
    for way in WAYS:
        each = tuple(weighted(way, given, node) for given, node in own)
        counts = tuple(one for one in each if one is not None)
        if len(counts) == len(each) and sum(counts, Fraction(0)) in said - {plain}:
            fits.setdefault(counts, way)
    return next(iter(fits.values())) if len(fits) == 1 else ""


def _numbers_of_totals(table: Table, lines: Sequence[Line], taken: set[str]) -> Iterable[Fraction]:
    """What numbers stand in the lines of totals, weights and standards apart."""
    totals = {line.place for line in lines if line.kind in ("total", "subtotal")}
    for part in table.parts:
        columns = table.of(part)
        for number, cells in part.sheet.lines.items():
            words = [cell.text for cell in cells.values() if cell.kind == "text"]
            if Place(part.sheet.number, number) not in totals and not any(map(is_total, words)):
                continue
            for place, cell in cells.items():
                role = columns[place].role if place in columns else "other"
                if role in ("score", "other") and cell.address not in taken:
                    yield from _amount(cell, part.sheet.page)


def _amount(cell: Cell, page: Page) -> Iterable[Fraction]:
    try:
        point = points.point(cell, page)
    except Refusal:
        return
    if point is not None and point.amount is not None and point.form not in ("range", "most"):
        yield point.amount
