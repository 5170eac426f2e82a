"""A scoring office's sheet as a workbook: its items down, all units across, given to the office and taken back.

What is asked and what is held is `book.scorer_sheets`; what comes back goes through its reading. Cells that say what is
held already say nothing new; an empty cell takes nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

from models.book.scoring.edit import Edit
from models.book.scoring.rows import YEAR_PERIOD
from models.book.scoring.scorer_sheets import ScorerLine, ScorerSheet
from models.exchange.account import Account, unseen
from models.exchange.cells.model import Cell, Page, Workbook
from models.exchange.forms import identity
from models.exchange.forms.carried import Told
from models.exchange.forms.identity import Identity, digest
from models.exchange.forms.layout import NO, YES, shown
from models.exchange.forms.list_pages import said as as_text
from models.exchange.forms.pieces import FILL, HEAD, LOCKED, TOLD, Choices, heading, protect, set_up
from models.exchange.forms.rows import Columns, Row, columns_of, known_rows, pages_with, settle_blank
from models.exchange.meaning import maybe_day, points, words
from models.exchange.workbook_out import Outgoing, Value, on_paper, put, put_row
from models.rules.errors import BadInput, Refusal, RuleViolation
from models.rules.form.scoring import InputSpec, InputValue
from models.rules.number.points import NotAssigned
from models.rules.number.text import fold
from models.rules.words import MARKS, NOT_ASSIGNED

if TYPE_CHECKING:
    from models.book.book import Book

PAGE: Final = "Phiếu theo lĩnh vực"
UNIT: Final = "unit:"
_FIXED: Final = ("key", "mark", "code", "title", "max")
_WORDED: Final = ("date", "yes-no", "choice", "checks")
Place = tuple[str, str, str]
"""Unit, item and input ("" for points)."""


def _key(line: ScorerLine) -> str:
    return "/".join(filter(None, line.key))


def _title(line: ScorerLine) -> str:
    return line.item.title if line.input is None else f"{line.item.title}: {line.input.label}"


def _offered(spec: InputSpec | None) -> tuple[str, ...]:
    """What a cell offers to choose from; marks of conditions are typed."""
    if spec is None or spec.type == "checks":
        return ()
    return (YES, NO) if spec.type == "yes-no" else tuple(label for _, label in spec.choices)


def _held(sheet: ScorerSheet, line: ScorerLine, unit: str) -> Value:
    value = sheet.held.get((unit, *line.key))
    if isinstance(value, NotAssigned):
        return NOT_ASSIGNED
    if line.input is not None:
        return shown(line.input, value)
    return value if isinstance(value, Fraction) else None


def content(book: Book, year: int, office: str, stage: str, period: str = YEAR_PERIOD) -> bytes:
    """The workbook of an office for a stage of a period. RuleViolation `scorer.unknown`, `score.unknown_stage`,
    `score.unknown_period`.
    """
    sheet = book.scorer_sheets.sheet(year, office, stage, period)
    name = book.years.stage_name(year, book.years.step_of(year, sheet.stage))
    said = {one.key: one.name for one in book.years.periods(year)}
    if period not in said:
        raise RuleViolation("score.unknown_period", year=year, period=period)
    when = f" Kỳ: {said[period]}." if len(said) > 1 else ""
    title = f"Phiếu chấm điểm theo lĩnh vực {book.years.called(year)}"
    out = Outgoing(f"{title} - {office}", book.today(), author=book.settings.bloc().name)
    page = out.page(PAGE)
    choices = Choices(out)
    columns = (*_FIXED, *(f"{UNIT}{unit}" for unit in sheet.units))
    set_up(out, page, columns, (0, 0, 7, 46, 9, *([13] * len(sheet.units))), "scorer")
    put(page, 1, 2, title.upper(), out.look(bold=True, font_size=14))
    put(page, 2, 2, f"Đơn vị chấm: {office}. Bước: {name}.{when}", out.look(bold=True))
    help = f"Chỉ ghi vào ô nền vàng. Mục không giao cho đơn vị thì ghi “{NOT_ASSIGNED}”. Ghi xong lưu tệp và gửi lại."
    put(page, 3, 2, help, out.look(italic=True, font_color=TOLD))
    heads = ("", "", "Mục", "Nội dung", "Điểm chuẩn", *_names(book, year, sheet))
    put_row(page, HEAD, heads, heading(out))
    locked = out.look(border=1, bg_color=LOCKED, text_wrap=True, valign="top")
    typed = out.look(border=1, bg_color=FILL, locked=False, align="right", valign="top")
    for at, line in enumerate(sheet.lines, start=HEAD + 1):
        put_row(page, at, (_key(line), digest(line.code, _title(line)), line.code, _title(line)), locked)
        put(page, at, 4, line.item.max if line.input is None else line.input.unit, locked)
        for column, unit in enumerate(sheet.units, start=len(_FIXED)):
            put(page, at, column, _held(sheet, line, unit), typed)
        words, says = _offered(line.input), line.item.rule_text
        if line.input is not None and line.input.type == "checks":
            says = MARKS.format("; ".join(label for _, label in line.input.choices))
        told = {"input_title": (line.code or _title(line))[:32], "input_message": says[:250]}
        cells = (at, len(_FIXED), at, len(_FIXED) + len(sheet.units) - 1)
        if sheet.units:
            choices.offer(page, cells, words or (NOT_ASSIGNED,), **told)
    page.freeze_panes(HEAD + 1, 4)
    on_paper(page, repeat=(HEAD, HEAD))
    protect(page)
    identity.write(out, identity_of(book, year, office, stage, period), (title, office))
    return out.content()


def _names(book: Book, year: int, sheet: ScorerSheet) -> tuple[str, ...]:
    members = {one.key: one for one in book.members.roster(year)}
    return tuple(book.members.called(members[unit].unit, year) for unit in sheet.units)


def identity_of(book: Book, year: int, office: str, stage: str, period: str = YEAR_PERIOD) -> Identity:
    """What the workbook of an office says of itself."""
    sheet = book.scorer_sheets.sheet(year, office, stage, period)
    shape = digest(*(f"{_key(line)} {_title(line)}" for line in sheet.lines))
    return Identity("scorer", str(book.store.meta("book_id")), year, sheet.stage, period, "", "", 0, shape, office)


@dataclass(slots=True)
class ReadSheet:
    """What came back: `typed` cells that say something new by place, `told` what is new and what cannot be taken."""

    sheet: ScorerSheet
    account: Account
    typed: dict[Place, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    same: int = 0

    @property
    def refused(self) -> list[Told]:
        """What was meant for the book and cannot be taken."""
        return [one for one in self.told if one.refusal is not None]


def read(
    book: Book, workbook: Workbook, year: int, stage: str, office: str | None = None, period: str = YEAR_PERIOD
) -> ReadSheet:
    """A workbook of an office against the book; nothing is written.

    RuleViolation `forms.not_scorer` (not such a workbook), `forms.other_book`, `forms.scores_other` (another year or
    stage), `forms.other_period`, `forms.other_office` (facts: `office`, `wanted`), `scorer.unknown`; BadInput
    `forms.no_page`, `forms.page_twice` (facts: `pages`: the page was copied, and which of the two counts is not known).
    """
    who = identity.read(workbook).identity
    if who is None or who.kind != "scorer":
        raise RuleViolation("forms.not_scorer", file=workbook.name)
    if who.book != book.store.meta("book_id"):
        raise RuleViolation("forms.other_book", file=workbook.name)
    if (who.year, who.stage) != (year, book.scorer_sheets.own_stage(year, who.office, stage)):
        facts = {"year": who.year, "stage": who.stage, "wanted": year}
        raise RuleViolation("forms.scores_other", file=workbook.name, **facts)
    if who.period != period:
        raise RuleViolation("forms.other_period", file=workbook.name, year=year, unit=who.office, period=who.period)
    if office is not None and fold(office) != fold(who.office):
        raise RuleViolation("forms.other_office", file=workbook.name, office=who.office, wanted=office)
    sheet = book.scorer_sheets.sheet(year, who.office, stage, period)
    pages = pages_with(workbook, "scorer", PAGE)
    if len(pages) > 1:
        raise BadInput("forms.page_twice", file=workbook.name, pages="; ".join(f"“{one.name}”" for one in pages))
    page = pages[0] if pages else None
    heads: Mapping[str, tuple[str, ...]] = {
        "code": ("Mục",), "title": ("Nội dung",), "max": ("Điểm chuẩn",),
        **{f"{UNIT}{unit}": (name,) for unit, name in zip(sheet.units, _names(book, year, sheet), strict=True)},
    }  # fmt: skip
    columns = None if page is None else columns_of(page, "scorer", heads)
    if page is None or columns is None or "title" not in columns.places:
        raise BadInput("forms.no_page", file=workbook.name, page=PAGE)
    found = ReadSheet(sheet, Account(workbook))
    _Reading(book, found, page, columns).read()
    return found


def _said(edit: Edit, line: ScorerLine) -> InputValue | NotAssigned | None:
    """What a cell's edit says of its place."""
    if edit.not_assigned:
        return NotAssigned()
    return (edit.inputs or {}).get(line.key[1]) if line.input is not None else (edit.stated or {}).get("base")


class _Reading:
    """The page on its way into the account."""

    def __init__(self, book: Book, found: ReadSheet, page: Page, columns: Columns) -> None:
        self._book, self._found, self._page, self._columns = book, found, page, columns
        self._account = found.account.of(page)

    def read(self) -> None:
        """Settle every cell of the workbook."""
        settle_blank(self._account)
        lines = {_key(line): line for line in self._found.sheet.lines}
        rows = [
            self._columns.row(at, cells, "code", "title") for at, cells in self._page.lines() if at > self._columns.line
        ]
        marks = {key: digest(line.code, _title(line)) for key, line in lines.items()}
        known = known_rows(rows, marks, {key: line.code for key, line in lines.items()})
        done: set[str] = set()
        for place, row in enumerate(rows):
            line = lines.get(known.get(place, ""))
            self._twice(line, row)
            for name, cell in row.all:
                if self._account.open(cell):
                    self._cell(line, name, cell, _key(line) in done if line else False)
            done |= {_key(line)} if line else set()
        for cell in self._page.cells:
            if self._account.open(cell):
                self._account.ignore(cell, "unknown-heading" if cell.line > self._columns.line else "form-text")
        for other in self._found.account.pages.values():
            other.rest(other.page.cells, "form-text" if other.page.state != "visible" else "other-page")
        self._found.account.counted()

    def _twice(self, line: ScorerLine | None, row: Row) -> None:
        """A unit's column that stands twice: the same once more, or two sources nobody can choose between."""
        for name, cell in row.again:
            first = row.cells.get(name)
            if line is None or not name.startswith(UNIT) or not self._account.open(cell) or unseen(cell) is not None:
                continue
            if first is None or first.text == cell.text or unseen(first) is not None:
                if first is not None and unseen(first) is None:
                    self._account.ignore(cell, "repeated-value")
                continue
            both = [one for one in (first, cell) if self._account.open(one)]
            said = "; ".join(f"{one.address} “{one.text}”" for one in (first, cell))
            for one in both:
                self._refuse(line, one, BadInput("cells.conflict", sources=said))

    def _cell(self, line: ScorerLine | None, name: str, cell: Cell, again: bool) -> None:
        unit = name.removeprefix(UNIT) if name.startswith(UNIT) else ""
        if not unit or line is None:
            strange = "unknown-row" if line is None and unit else "form-text"
            self._account.ignore(cell, strange)  # type: ignore[arg-type]  # one of two reasons
        elif unit not in self._found.sheet.units:
            self._account.ignore(cell, "unknown-unit")
        elif (gone := unseen(cell)) is not None:
            self._account.ignore(cell, gone)
        elif again:
            self._refuse(line, cell, BadInput("forms.line_twice", text=_title(line)))
        else:
            self._take(line, unit, cell)

    def _take(self, line: ScorerLine, unit: str, cell: Cell) -> None:
        where: Place = (unit, *line.key)
        sheet = self._found.sheet
        try:
            worded = line.input is not None and line.input.type in _WORDED
            text = words(cell) if worded else points(cell, self._page)
            most = line.item.max if line.input is None else None
            day = "" if worded or most is None else maybe_day(cell, ceil(most))
            if day:
                raise BadInput("cells.maybe_day", text=text, day=day)
            edits, faults = self._book.scorer_sheets.read(sheet, {where: text})
            if faults:
                raise faults[0].refusal
        except Refusal as refusal:
            self._refuse(line, cell, refusal)
            return
        self._account.take(cell)
        before = as_text(_held(sheet, line, unit))
        if _said(edits[unit, line.item.key], line) == sheet.held.get(where):
            self._found.same += 1
            return
        self._found.typed[where] = text
        self._found.told.append(Told(self._page.name, cell.address, f"{line.code} {unit}", before, cell.shown))

    def _refuse(self, line: ScorerLine, cell: Cell, refusal: Refusal) -> None:
        self._account.refuse(cell, refusal)
        self._found.told.append(Told(self._page.name, cell.address, line.code, "", cell.shown, "", refusal))
