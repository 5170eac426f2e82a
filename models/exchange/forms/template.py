"""Into a table from above: the standing body's own workbook, its units down or across, filled by a mapping of columns.

Which line is which unit is told by its name; what a column gets is chosen, proposed from its heading and kept for
tables of the same headings. A cell with a formula is never written over. Only the cells that are listed change.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from models.exchange.cells import patching
from models.exchange.cells.model import COVERED, FORMULA, Page, Workbook, address
from models.exchange.meaning import name, plain
from models.exchange.workbook_out import exactly
from models.rules.errors import BadInput

if TYPE_CHECKING:
    from models.book.book import Book

_WORDS: Final = (
    ("rank", ("xep hang", "thu hang", "hang")),
    ("class", ("xep loai", "phan loai")),
    ("points", ("diem quy doi", "diem xep hang", "ty le")),
    ("bonus", ("diem thuong", "diem cong")),
    ("penalty", ("diem tru",)),
    ("total", ("tong diem", "tong so diem", "diem tong", "ket qua diem", "tong cong")),
)
Value = Decimal | str


@dataclass(frozen=True, slots=True)
class Source:
    """Something of ours that may stand in a column: `key`, what it is called, and its value by unit."""

    key: str
    label: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A table from above: units by line (or by column where they stand across), the headings of the other direction by
    place, what is proposed for them, a name for tables of these headings. `again` are further lines of units that stand
    already: which of the two is meant nobody can say, so the first is filled and the other is told.
    """

    page: str
    across: bool
    units: Mapping[int, str]
    heads: Mapping[int, str]
    proposed: Mapping[int, str]
    shape: str
    again: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A cell that is filled, or left alone (`kept`: why)."""

    address: str
    unit: str
    label: str
    before: str
    text: str
    kept: str = ""


def sources(book: Book, year: int) -> tuple[Source, ...]:
    """What the year gives: rank, class, points and totals, the totals and groups of each stage."""
    standing = book.standing.ranking(year)
    ranks: dict[str, Value] = {one.unit: Decimal(one.rank) for one in standing.places if one.rank is not None}
    points = {one.unit: exactly(one.points) for one in standing.places if isinstance(one.points, Fraction)}
    classes: dict[str, Value] = {one.unit: one.label for one in standing.classings if one.label}
    found = [Source("rank", "Thứ hạng", ranks), Source("class", "Xếp loại", classes)]
    found.append(Source("points", "Điểm xếp hạng", points))
    for stage in book.years.stages(year):
        results = book.standing.matrix(year, stage.key)
        totals = {unit: exactly(one.total) for unit, one in results.items() if isinstance(one.total, Fraction)}
        found.append(Source(f"total:{stage.key}", f"Tổng điểm, bước {stage.name}", totals))
        whole = {unit: one for unit, one in results.items() if unit in totals}
        for key, label in (("base", "Điểm chuẩn"), ("bonus", "Điểm thưởng"), ("penalty", "Điểm trừ")):
            values = {unit: exactly(getattr(one, key)) for unit, one in whole.items()}
            found.append(Source(f"{key}:{stage.key}", f"{label}, bước {stage.name}", values))
        tops = {node.key: node for one in results.values() for node in one.form.children(None)}
        for node in tops.values():
            groups = {u: one.groups.get(node.key) or one.items.get(node.key) for u, one in results.items()}
            sums = {u: exactly(g.value) for u, g in groups.items() if g is not None and isinstance(g.value, Fraction)}
            found.append(Source(f"node:{stage.key}:{node.key}", f"{node.code or node.title}, bước {stage.name}", sums))
    return tuple(found)


def look(book: Book, workbook: Workbook, year: int, page: str | None = None) -> Table:
    """Where units stand in a table, and what its columns could get. BadInput `forms.no_units`, `excel.no_sheet`."""
    sheet = workbook.page(page)
    names = _names(book, year)
    hits = [(cell, names[name(cell)]) for cell in sheet.cells if cell.kind == "text" and name(cell) in names]
    down, across = Counter(cell.column for cell, _ in hits), Counter(cell.line for cell, _ in hits)
    best_down, best_across = (max(count.values(), default=0) for count in (down, across))
    if not best_down and not best_across:
        raise BadInput("forms.no_units", file=workbook.name, page=sheet.name)
    turned = best_across > best_down
    axis = max(across if turned else down, key=lambda at: (across if turned else down)[at])
    units: dict[int, str] = {}
    again: dict[int, str] = {}
    for cell, unit in hits:
        if (cell.line if turned else cell.column) == axis:
            (again if unit in units.values() else units).setdefault(cell.column if turned else cell.line, unit)
    heads = _heads(sheet, turned, axis, min(units))
    kept = book.settings.get(f"import.template.{_shape(heads)}", None)
    proposed = {int(k): str(v) for k, v in kept.items()} if isinstance(kept, Mapping) else _proposed(book, year, heads)
    return Table(sheet.name, turned, units, heads, proposed, _shape(heads), again)


def _names(book: Book, year: int) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for member in book.members.roster(year):
        if member.to_date is None:
            for each in {member.unit.name, member.unit.short_name, book.members.called(member.unit, year)}:
                found.setdefault(plain(each), []).append(member.key)
    return {said: keys[0] for said, keys in found.items() if len(keys) == 1}


def _heads(page: Page, turned: bool, axis: int, first: int) -> dict[int, str]:
    """The headings beside the units: all words above the first unit in a column (before it in a line)."""
    found: dict[int, list[str]] = {}
    for cell in page.cells:
        across, along = (cell.line, cell.column) if turned else (cell.column, cell.line)
        if along < first and across > axis and cell.kind == "text" and len(cell.text) < 80 and not cell.flags & COVERED:
            found.setdefault(across, []).append(cell.text)
    return {place: " / ".join(texts[-2:]) for place, texts in found.items()}


def _shape(heads: Mapping[int, str]) -> str:
    said = "\n".join(f"{place} {plain(text)}" for place, text in sorted(heads.items()))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _proposed(book: Book, year: int, heads: Mapping[int, str]) -> dict[int, str]:
    stages = book.years.stages(year)
    found: dict[int, str] = {}
    for place, text in heads.items():
        said = plain(text)
        key = next((key for key, words in _WORDS if any(word in said for word in words)), "")
        if not key:
            continue
        stage = next((one.key for one in stages if plain(one.name) in said), stages[-1].key if stages else "")
        found[place] = key if key in ("rank", "class", "points") else f"{key}:{stage}"
    return found


def plan(
    workbook: Workbook, table: Table, mapping: Mapping[int, str], known: tuple[Source, ...]
) -> tuple[tuple[Written, ...], dict[tuple[int, int], Value]]:
    """What would be written and what is left alone, and the values by place. BadInput `forms.no_source`."""
    by_key = {one.key: one for one in known}
    page = workbook.page(table.page)
    written, values = [], dict[tuple[int, int], Value]()
    for at, unit in sorted((*table.units.items(), *table.again.items())):
        for other, key in mapping.items():
            source = by_key.get(key)
            if source is None:
                raise BadInput("forms.no_source", text=key)
            line, column = (other, at) if table.across else (at, other)
            value, cell = source.values.get(unit), page.at(line, column)
            before = cell.shown if cell is not None else ""
            kept = "formula" if cell is not None and cell.flags & FORMULA else "none" if value is None else ""
            kept = "covered" if cell is not None and cell.flags & COVERED else kept
            kept = "twice" if at in table.again else kept
            text = "" if value is None else str(value).replace(".", ",") if isinstance(value, Decimal) else value
            written.append(Written(address(line, column), unit, source.label, before, text, kept))
            if not kept and value is not None:
                values[line, column] = value
    return tuple(written), values


def fill(content: bytes, workbook: Workbook, table: Table, values: Mapping[tuple[int, int], Value]) -> bytes:
    """The table with the values in it; nothing else of it changes. BadInput `forms.only_xlsx`."""
    if workbook.origin != "xlsx":
        raise BadInput("forms.only_xlsx", file=workbook.name)
    return patching.filled(content, workbook.name, table.page, values)


def remember(book: Book, table: Table, mapping: Mapping[int, str]) -> None:
    """Keep what was chosen for tables of these headings."""
    book.settings.put(f"import.template.{table.shape}", {str(place): key for place, key in mapping.items()})
