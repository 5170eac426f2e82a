"""What several papers take from the book in the same way: names of the day, letterheads, signers, points as printed.

Only read methods of the book are called here; nothing is computed that a rule computes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, cast

from models.book.scoring.rows import SheetAt
from models.book.units.marks import mark_of, organ_of
from models.rules import words as shared
from models.rules.errors import RuleViolation
from models.rules.form.node_points import points_of
from models.rules.form.scoring import Excess, Form, Item, SheetResult
from models.rules.number.points import Blank, NotAssigned, NotRanked, Pending, Value, show, show_plain
from printing.blocks import FamilyKey
from printing.content.common import Heading, Signing
from printing.content.words import signing
from printing.content.words.prose import small
from printing.styles import STYLES

if TYPE_CHECKING:
    from models.book.bloc.settings import Bloc
    from models.book.book import Book
    from models.book.reporting.papers import Paper
    from models.book.scoring.places import Standing
    from models.book.scoring.rows import Sheet
    from models.book.units.rows import Contact

WHOLE_YEAR = "nam"
ESTIMATED = "*"
"""Stands after points that rest on an estimate."""
ESTIMATED_MEANS = f"{ESTIMATED} Điểm tính theo ước thực hiện, chưa có số liệu chính thức."
_DATED: ContextVar[list[str] | None] = ContextVar("dated", default=None)
_REGISTERED: ContextVar[Paper | None] = ContextVar("registered", default=None)
PARTS = shared.PARTS


@dataclass(frozen=True)
class Column:
    """One scoring step of a paper: its key and name."""

    key: str
    name: str


@contextmanager
def dated() -> Iterator[list[str]]:
    """The days of the papers gathered inside the block: typed, or those of the acts they record."""
    days: list[str] = []
    token = _DATED.set(days)
    try:
        yield days
    finally:
        _DATED.reset(token)


@contextmanager
def standing_for(paper: Paper | None) -> Iterator[None]:
    """What is gathered inside the block goes out as that entry of the register: its number, symbol and signer."""
    token = _REGISTERED.set(paper)
    try:
        yield
    finally:
        _REGISTERED.reset(token)


def entry() -> Paper | None:
    """The entry of the register the paper at hand goes out as."""
    return _REGISTERED.get()


@dataclass(frozen=True)
class Source:
    """The book as a paper of one year sees it; `date` is the paper's ("YYYY-MM-DD", "" to be filled in by hand)."""

    book: Book
    year: int
    date: str = ""
    period: str = WHOLE_YEAR
    stage: str | None = None

    def __post_init__(self) -> None:
        if self.date and (days := _DATED.get()) is not None:
            days.append(self.date)

    def called(self, year: int | None = None, *, capital: bool = False) -> str:
        """What the bloc calls the paper's year (or another): `năm 2026`, `năm học 2026–2027`."""
        return self.book.years.called(self.year if year is None else year, capital=capital)

    @property
    def day(self) -> str:
        """The day whose names count: the paper's, else the year's last."""
        return self.date or f"{self.year}-12-31"

    @property
    def period_words(self) -> str:
        """`Năm 2025`, `6 tháng đầu năm 2025`."""
        if self.period == WHOLE_YEAR:
            return self.called(capital=True)
        named = next((one.name for one in self.book.years.periods(self.year) if one.key == self.period), self.period)
        whole = named.removesuffix(" năm")
        return named if str(self.year) in named else f"{whole} {self.called()}"

    @property
    def within(self) -> str:
        """The paper's period inside a sentence: `năm 2025`, `6 tháng đầu năm 2025`."""
        return small(self.period_words)

    @cached_property
    def described(self) -> Bloc:
        """The bloc as it was on the paper's day."""
        return self.book.settings.bloc(self.day)

    @property
    def bloc(self) -> str:
        """The bloc's name; before it has one, its kind."""
        return self.described.name or f"{self.described.words.bloc} thi đua"

    def write(self, text: str) -> str:
        """Text in the bloc's spelling."""
        return self.described.words.write(text)

    # --- steps and units ----------------------------------------------------------------------------------------------

    @cached_property
    def stages(self) -> tuple[Column, ...]:
        """The year's scoring steps in order, or the one the paper is made for."""
        if self.stage is not None:
            return (Column(self.stage, self.book.years.stage_name(self.year, self.stage)),)
        return tuple(Column(stage.key, stage.name) for stage in self.book.years.stages(self.year))

    @cached_property
    def scorer(self) -> str | None:
        """The unit whose sheets of others the paper's step holds; None where units have one sheet each."""
        panels = self.book.years.panels(self.year).values()
        return next((unit for panel in panels for unit, key in panel.by.items() if key == self.stage), None)

    @cached_property
    def used_stages(self) -> tuple[Column, ...]:
        """The steps at which somebody's sheet was written; none written: all."""
        written = self.book.scores.written(self.year, self.period)
        used = {self.stage or self.book.years.step_of(self.year, stage) for stage in written}
        return tuple(stage for stage in self.stages if stage.key in used) or self.stages

    @cached_property
    def units(self) -> dict[str, str]:
        """Key → short name, in roster order, of the units that stand for a place."""
        left = {unit for unit, _ in self.standing().left}
        return {key: name for key, name in self.all_units.items() if key not in left}

    @cached_property
    def all_units(self) -> dict[str, str]:
        """Key → short name of everybody on the year's roster."""
        roster = self.book.members.roster(self.year)
        called = self.book.members.called
        return {member.key: self.write(called(member.unit, self.year)) for member in roster}

    def addressed(self, units: Iterable[str], paper: str, asked: str | None = None) -> tuple[str, ...]:
        """Those of the units to whom a paper of the bloc goes: the unit that issues it writes none to itself, it stands
        on the lists (decision 0040). Asked for that unit alone it is refused: `paper.nothing`.
        """
        if asked is not None and asked == self.head:
            raise RuleViolation(
                "paper.nothing",
                paper=paper,
                lacking=f"{self.official(asked)} ban hành văn bản này, không gửi cho chính mình",
            )
        return tuple(unit for unit in units if unit != self.head and asked in (None, unit))

    def but_head(self, has: Callable[[str], object]) -> str:
        """` khác đơn vị ban hành` after `đơn vị`, where only the unit that issues the paper has what it is about."""
        return " khác đơn vị ban hành" if self.head in self.all_units and has(self.head or "") else ""

    def standing(self, stage: str | None = None) -> Standing:
        """The standing of the paper's period, of the year where that is its period."""
        alone = None if self.period == WHOLE_YEAR else self.period
        return self.book.standing.ranking(self.year, stage, None, alone)

    def form(self, unit: str) -> Form:
        """The form a unit is scored by."""
        return self.book.forms.form(self.book.forms.for_unit(self.year, unit))

    # --- letterheads and signers --------------------------------------------------------------------------------------

    def heading(self, unit: str | None) -> Heading:
        """The letterhead of a unit; without one the bloc's own name under the State's."""
        if unit is None:
            place = self.described.place or ""
            return Heading("state", (), (self.write(self.bloc).upper(),), place, self.date)
        described = self.book.members.unit(unit, self.day)
        parent = self.write(described.parent_body or "").upper()
        name = self.write(described.name).upper()
        place = described.place or self.described.place or ""
        issuer = own_name(name, parent)
        mark = mark_of(self.book.settings, unit) or ""
        family = cast(FamilyKey, described.family)
        above = (parent,) if parent else ()
        if organ := self.write(organ_of(self.book.settings, unit)).upper():
            leads = STYLES[family].organ_leads
            above, issuer = ((), f"{organ} {name}") if leads else ((name,), organ)
        return Heading(family, above, (issuer,), place, self.date, mark=mark)

    def numbered(self, unit: str, symbol: str) -> Heading:
        """A unit's own letterhead with room for the number its registry gives."""
        body = self.book.members.unit(unit, self.day).symbol or ""
        return replace(self.heading(unit), symbol=symbol, body=body, numbered=True)

    def official(self, unit: str) -> str:
        """The full name of a unit on the paper's day, as formal papers call it."""
        return self.write(self.book.members.unit(unit, self.day).name)

    @cached_property
    def head(self) -> str | None:
        """The unit whose letterhead the bloc's paper has: the one that leads, a deputy's where its leader signs."""
        return signing.writing_unit(self, entry())

    @cached_property
    def leading(self) -> str | None:
        """The unit at the head of the bloc on the paper's day, that of the last list while the year has none."""
        term = self.book.leadership.leads(self.year, self.day if self.day.startswith(f"{self.year}-") else None)
        return term.unit if term else None

    def bloc_heading(self) -> Heading:
        """The bloc has no seal: its papers go out under the head unit's letterhead."""
        return self.heading(self.head)

    def heading_of_year(self) -> Heading:
        """The bloc's letterhead of a paper made within its year: without a day it bears the year all the same."""
        heading = self.bloc_heading()
        return replace(heading, date=heading.date or str(self.year))

    def contact(self, unit: str, role: str) -> Contact | None:
        """Who holds a post of a unit on the paper's day."""
        return next((one for one in self.book.members.contacts(unit, self.day) if one.role == role), None)

    def unit_signer(self, unit: str) -> Signing:
        """The head of a unit, by title where it is known."""
        head = self.contact(unit, "head")
        title = self.write(head.title).upper() if head and head.title else "THỦ TRƯỞNG ĐƠN VỊ"
        return Signing((title,), name=head.name if head else "")

    def bloc_signer(self) -> Signing:
        """Who signs for the bloc: its head's leader, or whom the register names for this paper."""
        return signing.of_bloc(self, entry())

    def maker(self, paper: str) -> Signing:
        """Who made the table: the head unit's officer in charge, where one is named."""
        officer = self.contact(self.head, "officer") if self.head else None
        return Signing((f"NGƯỜI LẬP {paper}",), name=officer.name if officer else "")

    # --- points -------------------------------------------------------------------------------------------------------

    def at(self, unit: str, stage: str) -> SheetAt:
        """Where a unit's sheet of the paper's year and period hangs."""
        return SheetAt(self.year, unit, stage, self.period)

    def result(self, unit: str, stage: str) -> SheetResult | None:
        """A unit's assessed sheet; None when nobody wrote one or the reader must not see it."""
        if stage in self.book.years.panels(self.year):
            board = self.book.standing.board(self.year, stage, self.period)
            return board.results[unit] if board.cells.get(unit) else None
        sheet = self.sheet(unit, stage)
        if not sheet.key or sheet.masked:
            return None
        return self.book.standing.result(self.at(unit, stage))

    def sheet(self, unit: str, stage: str) -> Sheet:
        """A unit's sheet as entered, read once for a paper."""
        if (unit, stage) not in self._sheets:
            self._sheets[unit, stage] = self.book.scores.sheet(self.at(unit, stage))
        return self._sheets[unit, stage]

    @cached_property
    def _sheets(self) -> dict[tuple[str, str], Sheet]:
        return {}


_DANGLING = re.compile(
    r"(?:[-–,;:/&(]|\b(?:VÀ|THUỘC|CỦA|TẠI|Ở|CÙNG|VỚI|CHO|VỀ|TRONG|GIỮA|CẤP|(?:CÁC|NHỮNG)(?:\s+\w+){0,2}))$"
)
"""Ends at which a name in capitals is not whole: a joint, or several of a kind without whose they are."""


def own_name(name: str, parent: str) -> str:
    """A unit's name under its parent body's, both in capitals: the parent's is not said again where what is left is
    still a whole name (`VĂN PHÒNG`, but `VĂN PHÒNG HĐND - UBND HUYỆN`).
    """
    own = name.removesuffix(f" {parent}").rstrip() if parent else name
    return name if _DANGLING.search(own) or own.count("(") != own.count(")") else own


def shown(value: Value) -> str:
    """Points in a cell: at most three decimals, "" while blank, a word where there is no number."""
    match value:
        case Fraction():
            return show_plain(value, 3)
        case NotAssigned():
            return shared.NOT_ASSIGNED
        case NotRanked():
            return shared.NO_NUMBER["not-ranked"]
        case Pending():
            return shared.NO_NUMBER["pending"]
        case Blank():
            return ""


def shown_total(value: Value) -> str:
    """A total: two decimals always."""
    return show(value) if isinstance(value, Fraction) else shown(value)


BONUS_LINE = "Điểm thưởng được tính"
PENALTY_LINE = "Điểm trừ (đã trừ ở từng mục)"


def node_points(result: SheetResult | None, node: str) -> str:
    """The points of one node on one sheet, marked where they rest on an estimate.

    A bonus is never inside the number: an item says it behind it ("10+1"), and the table adds it once, after its cap,
    in a line of its own. So items add up to their group, groups and the line of the bonus to the total.
    """
    if result is None:
        return ""
    item = result.items.get(node)
    if item is not None:
        if not isinstance(item.value, Fraction) or not isinstance(item.bonus, Fraction):
            return shown(item.value)
        own = item.value - item.bonus
        bonus = f"+{show_plain(item.bonus, 3)}" if item.bonus else ""
        return (show_plain(own, 3) if own or not bonus else "") + bonus + (ESTIMATED if item.estimated else "")
    group = result.groups.get(node)
    if group is None or not isinstance(group.value, Fraction):
        return "" if group is None else shown(group.value)
    return shown(points_of(result, result.form.node(node)))


def gives_bonus(form: Form) -> bool:
    """Whether any item of the form can earn a bonus, so that its tables have a line for it."""
    return any(part.effect == "bonus" for item in form.items() for part in item.parts)


def maximum(form: Form, node: str) -> str:
    """The standard points of a node as printed; an item that only gives bonus has none."""
    found = form.node(node)
    bonus_only = isinstance(found, Item) and found.bonus_only
    return "" if found.max is None or bonus_only else show_plain(found.max, 3)


def excess_words(source: Source, form: Form, excess: Excess) -> str:
    """One excess in a sentence: `Mục I.8, điểm chuẩn: ghi 4, chỉ tính 3`."""
    where = f"Mục {source.book.forms.code(form, excess.where)}" if excess.where else "Cả bảng"
    verb = "ghi" if excess.of == "stated" else "tính được"
    stated, allowed = show_plain(excess.stated, 3), show_plain(excess.allowed, 3)
    why = f" ({excess.label})" if excess.kind == "condition" and excess.label else ""
    return f"{where}, {PARTS[excess.part]}: {verb} {stated}, chỉ tính {allowed}{why}"
