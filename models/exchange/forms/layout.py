"""What stands on a member's form: the lines of its year's form for one stage, what is typed in each, what is held.

One line a group, an item or a figure that an item's rule asks for. How it looks is `member_out`; how it comes back,
`member_in`; both know a line by its key and by the digest of what people see of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from models.book.scoring.evidence import EvidenceLine
from models.book.scoring.rows import TOTAL, Sheet, SheetAt
from models.book.scoring.typed import effects_of
from models.exchange.forms.identity import Identity, digest, shape_of
from models.rules.errors import RuleViolation
from models.rules.form.scoring import NONE, Effect, Form, Group, InputSpec, InputValue, Item
from models.rules.number.points import show_plain, to_text
from models.rules.number.text import show_date

if TYPE_CHECKING:
    from models.book.book import Book

YES, NO = "Có", "Không"
INPUT: Final = "/"
"""Between the key of an item and that of the figure it asks for."""
WHOLE: Final = "*"
"""The key of the one line of a sheet that holds only its total."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line: `effects` are the points typed in it, `input` the figure; a group of items has neither."""

    key: str
    level: int
    code: str
    title: str
    node: Group | Item
    effects: tuple[Effect, ...] = ()
    input: InputSpec | None = None

    @property
    def item(self) -> Item | None:
        """The item it belongs to, None for a group or the whole sheet."""
        return self.node if isinstance(self.node, Item) else None

    @property
    def mark(self) -> str:
        """The digest of what people see of it."""
        return digest(self.code, self.title)

    @property
    def open(self) -> bool:
        """Whether anything is typed in it."""
        return bool(self.effects) or self.input is not None


@dataclass(frozen=True, slots=True)
class MemberForm:
    """One unit's form of one stage and period, with what the book holds of it already."""

    identity: Identity
    bloc: str
    unit: str
    stage: str
    period: str
    form: Form
    lines: tuple[FormLine, ...]
    sheet: Sheet
    holds: str
    evidence: Mapping[str, str]
    """The words of evidence by item, where they are one text and nothing else."""

    @property
    def by_key(self) -> Mapping[str, FormLine]:
        """Its lines by their keys."""
        return {line.key: line for line in self.lines}


def member_form(book: Book, year: int, unit: str, stage: str, period: str) -> MemberForm:
    """The form of a unit. RuleViolation `score.not_member`, `score.no_form`, `score.unknown_stage`,
    `score.unknown_period`.
    """
    row = book.scores.stage_row(year, stage)
    member = next((one for one in book.members.roster(year) if one.key == unit), None)
    if member is None:
        raise RuleViolation("score.not_member", year=year, unit=unit)
    said = next((one for one in book.years.periods(year) if one.key == period), None)
    if said is None:
        raise RuleViolation("score.unknown_period", year=year, period=period)
    form = book.forms.form(book.forms.for_unit(year, unit))
    sheet = book.scores.sheet(SheetAt(year, unit, stage, period))
    lines = lines_of(form, row["holds"], row["counts"] == "rule", sheet)
    book_id, shape = str(book.store.meta("book_id")), shape_of(form)
    identity = Identity("member", book_id, year, stage, period, unit, form.key, form.version, shape)
    name = book.settings.bloc().name
    called = book.members.called(member.unit, year)
    evidence = words_of_evidence(book.scores.evidence.of(SheetAt(year, unit, stage, period)))
    return MemberForm(
        identity, name, called, row["name"], said.name, form, lines, sheet, row["holds"], evidence
    )  # fmt: skip


def words_of_evidence(lines: Iterable[EvidenceLine]) -> dict[str, str]:
    """The evidence of items that is one text, without number, file or link."""
    by_node: dict[str, list[EvidenceLine]] = {}
    for line in lines:
        by_node.setdefault(line.node, []).append(line)
    found = {node: those[0] for node, those in by_node.items() if len(those) == 1}
    return {
        node: line.text
        for node, line in found.items()
        if line.text and not (line.number or line.date or line.page or line.blob or line.link)
    }


def lines_of(form: Form, holds: str, by_rule: bool, sheet: Sheet) -> tuple[FormLine, ...]:
    """The lines in printed order."""
    stated = {node: tuple(held.cell.stated) for node, held in sheet.cells.items()}
    if holds == "total":
        whole = Group(TOTAL, "", form.name, max=form.total)
        return (FormLine(WHOLE, 0, "", "Tổng điểm", whole, effects_of(whole, ("base", *stated.get(TOTAL, ())))),)
    found: list[FormLine] = []
    for node in form.children(None) if holds == "groups" else form.nodes:
        level = len(form.path(node.key))
        typed = effects_of(node, stated.get(node.key, ())) if holds == "groups" or isinstance(node, Item) else ()
        found.append(FormLine(node.key, level, node.code, node.title, node, typed))
        if isinstance(node, Item) and by_rule:
            found += [
                FormLine(f"{node.key}{INPUT}{spec.id}", level + 1, node.code, spec.label, node, (), spec)
                for spec in node.inputs
            ]
    return tuple(found)


def shown(spec: InputSpec, value: InputValue | None) -> str | Fraction:
    """A figure as it stands on the form, and as it is typed there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return " ".join("x" if mark else "0" for mark in value)
    if isinstance(value, str):
        if spec.type == "choice":
            return dict(spec.choices).get(value, value)
        return "không có" if value == NONE else show_date(value)
    return value


def in_words(value: Fraction) -> str:
    """A number in a sentence: "12,5"."""
    text = to_text(value)
    return show_plain(value) if "/" in text else text.replace(".", ",")
