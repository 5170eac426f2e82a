"""A member's form as a workbook: locked text, cells to fill in, live sums, lists to choose from, and who it is for.

The formulas carry the values of what the book holds now, so that Protected View and telephones show them. Sums are of
what the unit writes; maxima, caps and rules are the book's when the form comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.book.scoring.typed import stated_of
from models.exchange.cells.model import address
from models.exchange.forms import formulas, identity, list_out
from models.exchange.forms.formulas import Three
from models.exchange.forms.layout import (
    NO,
    WHOLE,
    YES,
    FormLine,
    MemberForm,
    in_words,
    member_form,
    shown,
)
from models.exchange.forms.list_pages import PAGES
from models.exchange.forms.member_layout import AS_TEXT, COLUMNS, HEADS, SCORES, TITLE, WIDTHS
from models.exchange.forms.pieces import BAND, FILL, HEAD, LOCKED, TOLD, Choices, heading, protect, set_up
from models.exchange.places import file_name
from models.exchange.workbook_out import Formula, Outgoing, Value, exactly, on_paper, put, put_row
from models.rules import words as shared
from models.rules.errors import Refusal, RuleViolation
from models.rules.form.scoring import (
    EFFECTS,
    Cell,
    Group,
    InputSpec,
    Item,
    SheetResult,
    assess_item,
    assess_sheet,
    assess_totals,
)

if TYPE_CHECKING:
    from models.book.book import Book

_HELP: Final = (
    f"Chỉ ghi vào ô nền vàng. Mục không được giao thì ghi “{shared.NOT_ASSIGNED}”. Điểm trừ ghi số dương. "
    "Ghi xong lưu tệp và gửi lại, không cần phần mềm khác."
)
RED: Final = "#B00020"
_NOT_ADDED: Final = (
    " dòng ghi số dạng chữ nên tổng trên đây chưa cộng: ghi lại số theo cách máy này viết (3,5 hoặc 3.5)."
)
_SUMS: Final = "Ô cộng là tổng số đơn vị ghi; mức tối đa và cách tính theo quy định do sổ tính khi nhận phiếu."


def content(book: Book, form: MemberForm) -> bytes:
    """The workbook of one unit."""
    who = form.identity
    title = f"{TITLE} {book.years.called(who.year)}"
    out = Outgoing(f"{title} - {form.unit}", book.today(), author=form.bloc)
    choices = Choices(out)
    _Scores(out, form, title, choices).write()
    for page in PAGES:
        list_out.write(out, book, form, page, choices)
    identity.write(
        out,
        who,
        (title, form.bloc, f"Đơn vị: {form.unit}", f"Bước: {form.stage}", f"Kỳ: {form.period}", f"{form.form.name}"),
    )
    return out.content()


def give_out(
    book: Book, year: int, stage: str, folder: Path, period: str = "nam", units: Sequence[str] = ()
) -> tuple[Path, ...]:
    """Write the form of every unit of the year's list (or of those named) into a folder and say where.

    A form of the same name there is written over while it says nothing the book does not hold; one that a unit filled
    in, or a file that is no form, is never: RuleViolation `forms.filled_there` (facts: `file`, `count`), and nothing is
    written. FileTrouble `file.cannot_write`, the refusals of `member_form`.
    """
    from models.exchange.places import write_whole, writing

    wanted = tuple(units) or tuple(one.key for one in book.members.roster(year) if one.to_date is None)
    made = [member_form(book, year, unit, stage, period) for unit in wanted]
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    places = []
    for form in made:
        name = file_name(f"Phiếu {form.stage} {year} - {form.unit}", ".xlsx", taken)
        taken.add(name.casefold())
        places.append(folder / name)
    filled = [path for path, form in zip(places, made, strict=True) if path.exists() and _says_more(book, path, form)]
    if filled:
        raise RuleViolation("forms.filled_there", file=filled[0].name, count=len(filled))
    for path, form in zip(places, made, strict=True):
        write_whole(path, content(book, form))
    return tuple(places)


def _says_more(book: Book, path: Path, form: MemberForm) -> bool:
    """Whether a file in the way of a form holds what would be lost: all but a form of that unit with nothing new."""
    from models.exchange.cells.opening import read_file
    from models.exchange.forms import member_in

    try:
        there = read_file(path)
        who = identity.read(there).identity
        if who is None or (who.kind, who.unit, who.book) != ("member", form.identity.unit, form.identity.book):
            return True
        carried = member_in.read(book, there, form)
    except Refusal:
        return True
    return bool(carried.told)


class _Scores:
    """The first page: the lines of the form with the cells to fill in."""

    def __init__(self, out: Outgoing, form: MemberForm, title: str, choices: Choices) -> None:
        self._out, self._form, self._title, self._choices = out, form, title, choices
        self._page = out.page(SCORES)
        self._at: dict[str, Three] = {}
        self._lacks: dict[str, str] = {}
        self._result = _as_typed(form)

    def write(self) -> None:
        """Everything of the page."""
        page, form = self._page, self._form
        set_up(self._out, page, COLUMNS, WIDTHS, "scores")
        bold, plain = self._out.look(bold=True, font_size=14), self._out.look()
        put(page, 1, 2, f"{self._title.upper()}", bold)
        put(page, 2, 2, f"Đơn vị: {form.unit}", self._out.look(bold=True))
        said = f"{form.bloc}. Bước: {form.stage}. Kỳ: {form.period}. {form.form.name}, bản {form.form.version}."
        put(page, 3, 2, said, plain)
        put(page, 4, 2, _HELP, self._out.look(italic=True, font_color=TOLD))
        put_row(page, HEAD, HEADS, heading(self._out))
        for place, line in enumerate(form.lines):
            refs = [address(HEAD + 1 + place, COLUMNS.index(effect)) for effect in EFFECTS]
            if line.input is None:
                used = EFFECTS if _sums(line) else line.effects
                self._at[line.node.key] = Three(
                    *(ref if e in used else "" for e, ref in zip(EFFECTS, refs, strict=True))
                )
                self._lacks[line.node.key] = address(HEAD + 1 + place, COLUMNS.index("lacking"))
        for place, line in enumerate(form.lines):
            self._line(HEAD + 1 + place, line)
        self._total(HEAD + 1 + len(form.lines))
        page.freeze_panes(HEAD + 1, 4)
        on_paper(page, repeat=(HEAD, HEAD))
        protect(page)

    def _line(self, at: int, line: FormLine) -> None:
        page, out = self._page, self._out
        band = {"bg_color": BAND, "bold": True} if _sums(line) else {"bg_color": LOCKED}
        text = out.look(text_wrap=True, border=1, valign="top", **band)
        small = out.look(text_wrap=True, border=1, valign="top", font_size=10, **band)
        indent = out.look(text_wrap=True, border=1, valign="top", indent=min(line.level, 6), **band)
        put_row(page, at, (line.key, line.mark), out.look(locked=True))
        put(page, at, 2, line.code, text)
        put(page, at, 3, line.title, indent)
        for column in (4, 5, 6, 7, 8, 9, 10):
            put(page, at, column, None, text)
        put(page, at, 11, _help(line), small)
        if line.input is not None:
            self._input(at, line)
            return
        number = out.look(border=1, num_format="0.###", valign="top", align="right", **band)
        if line.node.max is not None:
            put(page, at, 4, line.node.max, number)
        if _sums(line):
            self._group(at, line.node, number)
        else:
            self._open(at, line)
        sums = self._at[line.node.key]
        text = sums.value if _sums(line) else f'IF({_typed_as_text(sums)},"{AS_TEXT}",{sums.value})'
        put(page, at, 8, Formula(f"={text}", exactly(self._value(line.node.key))), number)
        node = line.node
        bonus_only = isinstance(node, Item) and node.bonus_only
        lacking = formulas.leaf_missing(sums, bonus_only=bonus_only, holds=self._form.holds)
        if isinstance(node, Group) and _sums(line):
            lacking = formulas.missing(self._form.form, node, self._lacks)
        put(page, at, COLUMNS.index("lacking"), Formula(f"={lacking}", Decimal(self._lacking(line.node))))

    def _lacking(self, node: Group | Item | None) -> int:
        """How many standard points under a node (None: the form) are not there yet, as the formulas count them."""
        children = self._form.form.children(None if node is None else node.key)
        items, groups = self._result.items, self._result.groups
        if node is not None and (node.key in items or not children or self._form.holds != "items"):
            if node.key in items:
                return int(items[node.key].blank)
            return int(bool(groups[node.key].blanks))
        counts = [self._lacking(child) for child in children]
        return int(min(counts) > 0) if isinstance(node, Group) and node.one_of and counts else sum(counts)

    def _value(self, node: str) -> Fraction:
        items, groups = self._result.items, self._result.groups
        one = items.get(node) or groups.get(node)
        if one is None:
            return self._result.so_far
        numbers = [getattr(one, effect) for effect in EFFECTS]
        base, bonus, less = (value if isinstance(value, Fraction) else Fraction(0) for value in numbers)
        return base + bonus - less

    def _group(self, at: int, group: Group | Item, look: Any) -> None:
        assert isinstance(group, Group)
        sums = formulas.group_sums(self._form.form, group, self._at, self._lacks)
        found = self._result.groups[group.key]
        for place, effect in enumerate(EFFECTS):
            put(self._page, at, 5 + place, Formula(f"={sums[place]}", exactly(getattr(found, effect))), look)

    def _open(self, at: int, line: FormLine) -> None:
        """The cells of a line in which something is typed."""
        page, out, held = self._page, self._out, self._form.sheet.cells.get("" if line.key == WHOLE else line.key)
        number = out.look(border=1, bg_color=FILL, num_format="0.###", locked=False, align="right", valign="top")
        words = out.look(border=1, bg_color=FILL, locked=False, text_wrap=True, valign="top")
        for effect in line.effects:
            column = COLUMNS.index(effect)
            value: Value = None
            if held is not None:
                stated = stated_of(line.item, effect, held.cell)
                value = shared.NOT_ASSIGNED if held.cell.not_assigned and effect == line.effects[0] else stated
            put(page, at, column, value, number)
            self._choices.offer(page, (at, column, at, column), (shared.NOT_ASSIGNED,), **_told(line, effect))
            most = _most(line, effect)
            if most is not None:
                red = out.look(font_color=RED, bold=True)
                cell = address(at, column)
                rule = f"=AND(ISNUMBER({cell}),{cell}>{formulas.number(most)})"
                page.conditional_format(at, column, at, column, {"type": "formula", "criteria": rule, "format": red})
        if line.item is not None:
            put(page, at, 9, self._evidence(line.key), words)
        put(page, at, 10, held.cell.note if held else None, words)

    def _evidence(self, node: str) -> str | None:
        return self._form.evidence.get(node)

    def _input(self, at: int, line: FormLine) -> None:
        assert line.input is not None and line.item is not None
        spec, out = line.input, self._out
        held = self._form.sheet.cells.get(line.item.key)
        value = shown(spec, held.cell.inputs.get(spec.id) if held else None)
        look = out.look(border=1, bg_color=FILL, locked=False, align="right", num_format="General", valign="top")
        put(self._page, at, 5, value, look)
        put(self._page, at, 4, spec.unit, out.look(border=1, bg_color=LOCKED, font_size=10, align="center"))
        words = {"yes-no": (YES, NO), "choice": tuple(label for _, label in spec.choices)}.get(spec.type, ())
        self._choices.offer(self._page, (at, 5, at, 5), words, input_title=spec.label[:32], input_message=_asks(spec))

    def _total(self, at: int) -> None:
        """The line of the total, then what the sums are."""
        look = self._out.look(border=1, bg_color=BAND, bold=True, num_format="0.###", align="right")
        words = self._out.look(border=1, bg_color=BAND, bold=True)
        put_row(self._page, at, ("", "", "", "Tổng cộng", *([""] * 8)), words)
        form, result = self._form.form, self._result
        first, figures = self._form.lines[0], (result.base, result.bonus, result.penalty)
        if first.key == WHOLE:
            sums = Three(*(f"SUM({ref})" if ref else "0" for ref in self._at[first.node.key]))
            lacking = self._lacks[first.node.key], self._lacking(first.node)
        else:
            sums = formulas.group_sums(form, None, self._at, self._lacks)
            lacking = formulas.missing(form, None, self._lacks), self._lacking(None)
        for place in range(3):
            put(self._page, at, 5 + place, Formula(f"={sums[place]}", exactly(figures[place])), look)
        refs = Three(*(address(at, 5 + place) for place in range(3)))
        last = address(at, COLUMNS.index("lacking"))
        put(self._page, at, COLUMNS.index("lacking"), Formula(f"={lacking[0]}", Decimal(lacking[1])))
        value = result.total if isinstance(result.total, Fraction) else result.so_far
        put(self._page, at, 8, Formula(f"={formulas.total(form, refs, last, capped=False)}", exactly(value)), look)
        put(self._page, at + 1, 3, _SUMS, self._out.look(italic=True, font_size=10))
        lines = f"{address(HEAD + 1, 8)}:{address(at - 1, 8)}"
        count = f'COUNTIF({lines},"{AS_TEXT}")'
        told = Formula(f'=IF({count}=0,"",{count}&"{_NOT_ADDED}")', "")
        put(self._page, at + 2, 3, told, self._out.look(bold=True, font_color=RED))


def _typed_as_text(sums: Three) -> str:
    """Whether a word stands where points do: what no spreadsheet adds up."""
    words = (f'AND(ISTEXT({ref}),{ref}<>"{shared.NOT_ASSIGNED}",{ref}<>"")' for ref in sums if ref)
    return f"OR({','.join(words)})"


def _sums(line: FormLine) -> bool:
    return isinstance(line.node, Group) and not line.effects


def _as_typed(form: MemberForm) -> SheetResult:
    """What the sums of the form are of what stands on it."""
    if form.holds != "items":
        cells = {node: held.cell for node, held in form.sheet.cells.items()}
        return assess_totals(form.form, cells, form.holds)
    results = {}
    for item in form.form.items():
        held = form.sheet.cells.get(item.key)
        stated = held.cell.stated if held else {}
        cell = Cell(item.key, dict(stated), not_assigned=bool(held and held.cell.not_assigned))
        results[item.key] = assess_item(item, cell, "stated")
    return assess_sheet(form.form, results, counts="stated")


def _most(line: FormLine, effect: str) -> Fraction | None:
    if effect == "base":
        return line.node.max
    item = line.item
    return None if item is None else item.bonus_cap if effect == "bonus" else item.penalty_cap


def _told(line: FormLine, effect: str) -> dict[str, str]:
    """What is shown beside a cell for points."""
    most = _most(line, effect)
    said = "Điểm" if effect == "base" else shared.capital(shared.PARTS[effect])
    told = f"{said}, cao nhất {in_words(most)}." if most is not None else f"{said}."
    message = f"{told} {line.node.rule_text}".strip()[:250]
    return {"input_title": (line.code or line.title)[:32], "input_message": message}


def _asks(spec: InputSpec) -> str:
    """What a figure is typed as."""
    said = {
        "count": "Số nguyên.",
        "figure": "Số.",
        "percent": "Tỷ lệ phần trăm, ví dụ 97,5.",
        "points": "Điểm.",
        "date": "Ngày, ví dụ 05/12/2025; chưa làm thì ghi “không có”.",
        "yes-no": f"{YES} hoặc {NO}.",
        "choice": "Chọn một mức.",
        "checks": shared.MARKS.format("; ".join(label for _, label in spec.choices)),
    }
    return said[spec.type][:250]


def _help(line: FormLine) -> str:
    """What the form says of how the line is scored, and by what it is shown."""
    if line.input is not None:
        return ""
    said = [line.node.rule_text, f"Căn cứ: {line.node.evidence}" if line.node.evidence else ""]
    return "\n".join(text for text in said if text)
