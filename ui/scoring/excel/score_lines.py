"""What a table of scores would change in the grid, cell by cell, and what of it is left out: rows of the preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from math import ceil

from models.book.scoring.edit import Edit
from models.exchange.account import Account, Reason
from models.exchange.cells.model import address
from models.exchange.score_sheet import Known, ReadScores
from models.rules.errors import RuleViolation
from ui.base.session import Session
from ui.kit.tables import Column
from ui.scoring.grid.cells import GridColumn, Look, edit_of
from ui.scoring.grid.model import ScoreModel
from ui.scoring.sheet_chooser import last_day
from ui.words.cells_words import REASONS
from ui.words.messages import show

STEP = 25
MOST_SHOWN = 2_000
"""Lines of a list that is only looked at."""


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of the workbook that changes something, cannot be taken, or is left out."""

    address: str
    unit: str
    head: str
    before: str
    text: str
    why: str
    edit: tuple[str, str, Edit] | None


COLUMNS = (
    Column("Ô", lambda line: line.address, width=6),
    Column("Đơn vị", lambda line: line.unit, width=22),
    Column("Mục", lambda line: line.head, width=8),
    Column("Đang ghi", lambda line: line.before, side="right", width=10),
    Column("Trong tệp", lambda line: line.text, side="right", width=14),
    Column(
        "Cần xem",
        lambda line: line.why,
        width=0,
        tip=lambda line: line.why,
        tone=lambda line: "warn" if line.edit else "bad",
    ),
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A table of scores against the book: `lines` change something or are refused; of the `cells` that are ours, `same`
    say what stands already."""

    read: ReadScores
    lines: tuple[Line, ...]
    cells: int
    same: int

    @property
    def edits(self) -> list[tuple[str, str, Edit]]:
        return [line.edit for line in self.lines if line.edit is not None]

    @property
    def refused(self) -> list[Line]:
        return [line for line in self.lines if line.edit is None]


def names_of(session: Session, model: ScoreModel) -> dict[str, str]:
    """Every name by which a unit of the grid may stand in a workbook: its name in the grid always, its other names
    when no other unit bears them. A unit that goes on keeps a name it shares with one that has ended."""
    members = [one for one in session.book.members.roster(session.year) if one.key in model.units]
    found = dict[str, str]()
    for ended in (True, False):
        of = [one for one in members if (last_day(one) is not None) is ended]
        names = [(name, one.key) for one in of for name in {one.unit.short_name, one.unit.name}]
        borne = Counter(name for name, _ in names)
        found |= {name: key for name, key in names if borne[name] == 1}
    return found | {model.names[one.key]: one.key for one in members}


def known_to(session: Session, model: ScoreModel) -> Known:
    """The grid's headings and units by all their names: a heading by its code, its title, or both."""
    titles = Counter(column.title for column in model.columns if column.first)
    heads: dict[str, str] = {}
    for column in model.columns:
        if column.first and column.title and titles[column.title] == 1:
            heads |= {column.title: column.head, f"{column.code} {column.title}": column.head}
            heads[f"{column.code}. {column.title}"] = column.head
    heads |= {column.head.replace("−", "-"): column.head for column in model.columns}
    heads |= {column.head: column.head for column in model.columns}
    most = {column.head: Decimal(ceil(column.max)) for column in model.columns if column.max is not None}
    return Known(heads, names_of(session, model), most)


def understand(session: Session, model: ScoreModel, read: ReadScores) -> Generator[object, None, Understood]:
    """Ask the keyboard's lock for every cell, step by step; returns what the book would become."""
    columns = {column.head: column for column in model.columns}
    rows = {unit: row for row, unit in enumerate(model.units)}
    places = {column.head: place for place, column in enumerate(model.columns)}
    closed = {unit: why for unit, row in rows.items() if (why := model.refusal(row))}
    edits: dict[tuple[str, str], Edit] = {}
    lines: list[Line] = []
    count = same = 0

    def check(unit: str, head: str, text: str) -> None:
        if unit in closed:
            raise RuleViolation("cells.sheet_closed", why=closed[unit])
        edits[unit, head] = edit_of(columns[head], text, model.held(unit, columns[head].node))

    for cell in read.settle(check):
        count += 1
        if count % STEP == 0:
            yield None
        column, edit = columns[cell.head], edits[cell.unit, cell.head]
        shown = model.look(rows[cell.unit], places[cell.head])
        if not _new(column, edit, shown):
            same += 1
            continue
        said = (model.names[cell.unit], cell.head, shown.edit or shown.text, cell.text)
        lines.append(Line(cell.address, *said, _above(column, edit), (cell.unit, column.node, edit)))
    for one in read.account.of(read.page).refused:
        unit, head = read.places.get(one.cell.ordinal, ("", ""))
        named = model.names.get(unit, "")
        lines.append(Line(one.cell.address, named, head, "", one.cell.shown, session.sentence(one.refusal), None))
    read.account.counted()
    lines.sort(key=lambda line: (line.edit is not None, not line.why))
    return Understood(read, tuple(lines), count, same)


def _new(column: GridColumn, edit: Edit, shown: Look) -> bool:
    if edit.not_assigned:
        return shown.origin != "not-assigned"
    value = (edit.stated or {}).get(column.effect)
    return show(value) != shown.text if isinstance(value, Fraction) else shown.origin == "stated"


def _above(column: GridColumn, edit: Edit) -> str:
    """That a number is more than the item gives: taken as the keyboard takes it, and named."""
    value = (edit.stated or {}).get(column.effect)
    over = isinstance(value, Fraction) and column.max is not None and value > column.max
    return f"Cao hơn mức tối đa {show(column.max)}." if over else ""


def left_out(account: Account, reason: Reason | None) -> list[Line]:
    """What is left out for a reason (None: for any), the first `MOST_SHOWN` of it; comments are among it."""
    several = len(account.pages) > 1
    found = [
        Line(cell.address, page.name if several else "", "", "", cell.shown, REASONS[why], None)
        for page, cell, why in islice(account.each_ignored(reason), MOST_SHOWN)
    ]
    if reason not in (None, "comment"):
        return found
    comments = islice(account.comments(), MOST_SHOWN)
    return found + [
        Line(address(*at), page.name, "", "", text, REASONS["comment"], None) for page, at, text in comments
    ]
