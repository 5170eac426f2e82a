"""What a unit's score sheet says, blank or filled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from models.book.scoring.rows import sheet_code
from models.rules.form.form_wide import notes
from models.rules.form.scoring import Excess, Form, Item, SheetResult
from models.rules.number.points import show_plain
from models.rules.number.text import show_date
from printing.content.common import Heading, Signing
from printing.content.own_points import own_points
from printing.content.parts import joined_remarks
from printing.content.reading import (
    BONUS_LINE,
    ESTIMATED_MEANS,
    PENALTY_LINE,
    Column,
    Source,
    excess_words,
    gives_bonus,
    maximum,
    node_points,
    shown_total,
)

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.scoring.evidence import EvidenceLine


@dataclass(frozen=True, slots=True)
class FormLine:
    """One node of the form as printed; the last line is the total. Blank sheets say how points are given and what
    evidence is wanted."""

    kind: Literal["group", "item", "total"]
    level: int
    code: str
    title: str
    maximum: str
    rule: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """What every unit's sheet has in common: the form's lines and the year's stages in order."""

    title: str
    period: str
    stages: tuple[str, ...]
    lines: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True)
class FilledLine:
    """What one unit's sheet says on a line: points per stage, evidence handed in, the unit's note."""

    points: tuple[str, ...]
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One unit's sheet; without lines it is blank, to be filled in by hand."""

    heading: Heading
    form: ScoreForm
    unit: str
    received: str
    lines: tuple[FilledLine, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]
    code: str = ""
    """What is typed into the program's search box to open it."""


# --- from the book ----------------------------------------------------------------------------------------------------


def gather(
    book: Book,
    year: int,
    units: Iterable[str] | None = None,
    *,
    blank: bool = False,
    stage: str | None = None,
    period: str = "nam",
    date: str = "",
) -> tuple[ScoreSheet, ...]:
    """The sheets of the year's units (or of some) in roster order; blank ones carry no points, evidence or notes. With
    `stage` those of one step alone, of a unit that scores others without its own.

    Refuses as `forms.for_unit` when a unit has no form.
    """
    source = Source(book, year, date, period, stage)
    chosen = [
        unit
        for unit in source.all_units
        if ((units is None and unit in source.units) or (units and unit in units)) and unit != source.scorer
    ]
    forms: dict[str, ScoreForm] = {}
    sheets = []
    for unit in chosen:
        form = source.form(unit)
        if form.key not in forms:
            alike = [one for one in chosen if source.form(one).key == form.key]
            taken = not blank and any(_deducted(source, one) for one in alike)
            forms[form.key] = _form(source, form, source.stages, blank, taken)
        sheet = _blank(source, unit, forms[form.key])
        sheets.append(sheet if blank else _fill(source, unit, form, sheet))
    return tuple(sheets)


def _deducted(source: Source, unit: str) -> bool:
    """Whether anything is taken off on a unit's sheet, at any step or as it wrote it."""
    own = own_points(source, unit)
    results = [source.result(unit, stage.key) for stage in source.stages]
    return any(result is not None and result.penalty for result in results) or bool(own and own.penalty())


def _form(source: Source, form: Form, stages: tuple[Column, ...], blank: bool, taken: bool) -> ScoreForm:
    lines = [
        FormLine(
            "item" if isinstance(node, Item) else "group",
            len(form.path(node.key)),
            node.code,
            source.write(node.title),
            maximum(form, node.key),
            source.write(node.rule_text) if blank else "",
            source.write(f"Minh chứng: {node.evidence}") if blank and node.evidence else "",
        )
        for node in form.nodes
    ]
    total = "" if form.total is None else show_plain(form.total, 3)
    if gives_bonus(form):
        lines.append(FormLine("total", 0, "", BONUS_LINE, ""))
    if taken:
        lines.append(FormLine("total", 0, "", PENALTY_LINE, ""))
    lines.append(FormLine("total", 0, "", "Tổng điểm", total))
    names = tuple(stage.name for stage in stages)
    return ScoreForm("PHIẾU CHẤM ĐIỂM THI ĐUA", source.period_words, names, tuple(lines))


def _blank(source: Source, unit: str, form: ScoreForm) -> ScoreSheet:
    name = source.write(source.book.members.unit(unit, source.day).name)
    officer = source.contact(unit, "officer")
    maker = Signing(("NGƯỜI LẬP PHIẾU",), name=officer.name if officer else "")
    signers = tuple(replace(one, note="(Ký, ghi rõ họ tên)") for one in (maker, source.unit_signer(unit)))
    code = sheet_code(source.year, unit, source.period)
    return ScoreSheet(source.heading(unit), form, name, "", (), _conditions(source, unit), signers, code)


def _conditions(source: Source, unit: str) -> tuple[str, ...]:
    """The printed lines of a form that carry no points, and what was decided once for the form."""
    form = source.form(unit)
    said = [f"{line.code} {line.text}".strip() for line in form.lines]
    return tuple(map(source.write, (*said, *notes(form.key, source.book.decisions.all(source.year)))))


def _fill(source: Source, unit: str, form: Form, sheet: ScoreSheet) -> ScoreSheet:
    results = [source.result(unit, stage.key) for stage in source.stages]
    evidence = evidence_of(source, unit)
    notes = notes_of(source, unit)
    own = own_points(source, unit)
    lines = [
        FilledLine(
            _first(own.points(node.key) if own else None, [node_points(result, node.key) for result in results]),
            evidence.get(node.key, ""),
            notes.get(node.key, ""),
        )
        for node in form.nodes
    ]
    if gives_bonus(form):
        bonus = ["" if result is None else show_plain(result.bonus, 3) for result in results]
        lines.append(FilledLine(_first(own.bonus() if own else None, bonus)))
    if any(line.title == PENALTY_LINE for line in sheet.form.lines):
        taken = ["" if result is None else show_plain(result.penalty, 3) for result in results]
        lines.append(FilledLine(_first(show_plain(own.penalty(), 3) if own else None, taken)))
    totals = ["" if result is None else shown_total(result.total) for result in results]
    lines.append(FilledLine(_first(own.shown_total() if own else None, totals)))
    received = source.sheet(unit, source.stages[0].key).received_on if source.stages else None
    return replace(
        sheet,
        lines=tuple(lines),
        received=show_date(received) if received else "",
        notes=(
            *(own.remark(source, source.stages[0].name) if own else ()),
            *_remarks(source, form, unit, results),
            *map(source.write, joined_remarks(source.book, source.year, unit)),
            *sheet.notes,
        ),
        signers=_signers(source, sheet, results),
    )


def _first(own: str | None, shown: list[str]) -> tuple[str, ...]:
    """The steps' strings, the first as the unit wrote it where it wrote its own."""
    return tuple(shown) if own is None or not shown else (own, *shown[1:])


def _signers(source: Source, sheet: ScoreSheet, results: list[SheetResult | None]) -> tuple[Signing, ...]:
    """The unit alone while only it has scored; then also the bloc, and the appraising body where one is named."""
    if sum(result is not None for result in results) < 2:
        return sheet.signers
    body = source.described.standing_body
    appraiser = (Signing(("ĐẠI DIỆN", source.write(body).upper())),) if body else ()
    return (replace(sheet.signers[-1], note=""), source.bloc_signer(), *appraiser)


def evidence_of(source: Source, unit: str, stages: tuple[Column, ...] | None = None) -> dict[str, str]:
    """Node → every piece of evidence once, in the order of the steps (all, or those said)."""
    found: dict[str, dict[str, None]] = {}
    for stage in source.stages if stages is None else stages:
        for line in source.book.scores.evidence.of(source.at(unit, stage.key)):
            found.setdefault(line.node, {})[_piece(line)] = None
    return {node: "; ".join(pieces) for node, pieces in found.items()}


def _piece(line: EvidenceLine) -> str:
    number = f"số {line.number}" if line.number else ""
    dated = f"ngày {show_date(line.date)}" if line.date else ""
    named = " ".join(part for part in (line.text, number, dated) if part)
    return ", ".join(
        part for part in (named or line.file_name or line.link, f"trang {line.page}" if line.page else "") if part
    )


def notes_of(source: Source, unit: str, stages: tuple[Column, ...] | None = None) -> dict[str, str]:
    """Node → the unit's note; what later steps say of it follows with the step's name."""
    found: dict[str, list[str]] = {}
    for number, stage in enumerate(source.stages if stages is None else stages):
        sheet = source.sheet(unit, stage.key)
        for node, held in sheet.cells.items():
            said = [held.cell.note] if held.cell.note else []
            said += [f"Giải trình: {held.explanation}"] if held.explanation else []
            for text in said:
                earlier = found.setdefault(node, [])
                if not any(text in one for one in earlier):
                    earlier.append(f"{stage.name}: {text}" if number and text == held.cell.note else text)
    return {node: ". ".join(said) for node, said in found.items()}


def _remarks(source: Source, form: Form, unit: str, results: list[SheetResult | None]) -> list[str]:
    """What the reader must know of the numbers: estimates, items still blank, excesses and points a condition keeps
    back, with their steps.
    """
    remarks = []
    if any(result is not None and result.estimates for result in results):
        remarks.append(ESTIMATED_MEANS)
    excesses: dict[str, list[str]] = {}
    for stage, result in zip(source.stages, results, strict=True):
        if result is None:
            continue
        if result.blanks:
            codes = ", ".join(source.book.forms.code(form, node) for node in result.blanks)
            remarks.append(f"{stage.name}: còn {len(result.blanks)} mục chưa có điểm: {codes}.")
        for excess in _once(result.excesses):
            excesses.setdefault(excess_words(source, form, excess), []).append(stage.name.lower())
        for node, why, lost in source.book.standing.refused(source.at(unit, stage.key)):
            kept = f"Mục {source.book.forms.code(form, node)}: không tính {show_plain(lost, 3)} điểm, {why}"
            excesses.setdefault(kept, []).append(stage.name.lower())
    return [*remarks, *(f"{words} ({', '.join(stages)})." for words, stages in excesses.items())]


def _once(excesses: tuple[Excess, ...]) -> list[Excess]:
    """Each excess once: where paper and rule overshoot alike, what the paper states."""
    stated = {(one.where, one.part, one.stated) for one in excesses if one.of == "stated"}
    return [one for one in excesses if one.of == "stated" or (one.where, one.part, one.stated) not in stated]
