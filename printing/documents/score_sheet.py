"""Phiếu chấm điểm: content into sheets."""

from __future__ import annotations

from collections.abc import Sequence

from printing.blocks import FormField, Sheet, SheetForm, SheetRow, Title
from printing.content.score_sheet import FilledLine, ScoreForm, ScoreSheet
from printing.documents import common

TEXT_COLUMNS = ("Minh chứng", "Diễn giải")


def compose(contents: Sequence[ScoreSheet], landscape: bool | None = None) -> tuple[Sheet, ...]:
    """One sheet per unit; sheets of one form share its fixed part."""
    shared: dict[int, list[ScoreSheet]] = {}
    for content in contents:
        shared.setdefault(id(content.form), []).append(content)
    forms = {key: _form(of_one[0].form, _written(of_one), landscape) for key, of_one in shared.items()}
    return tuple(_sheet(content, forms[id(content.form)]) for content in contents)


def _written(contents: Sequence[ScoreSheet]) -> tuple[str, ...]:
    """The text columns in which any sheet says something; on blank sheets all, to be written in."""
    lines = [line for content in contents for line in content.lines]
    said = (any(line.evidence for line in lines), any(line.note for line in lines))
    return tuple(name for name, used in zip(TEXT_COLUMNS, said, strict=True) if used or not lines)


def _form(form: ScoreForm, texts: tuple[str, ...], landscape: bool | None) -> SheetForm:
    rows = tuple(
        SheetRow(line.kind, line.level, line.code, line.title, line.maximum, line.rule, line.needs)
        for line in form.lines
    )
    return SheetForm(Title(form.title, (form.period,)), form.stages, texts, rows, landscape=landscape)


def _sheet(content: ScoreSheet, form: SheetForm) -> Sheet:
    period, code = content.form.period, f". Mã {content.code}" if content.code else ""
    return Sheet(
        form=form,
        family=content.heading.family,
        letterhead=common.letterhead(content.heading),
        name=f"{content.form.title.capitalize()} {period[:1].lower()}{period[1:]}, {content.unit}{code}",
        fields=(FormField("Đơn vị", content.unit), FormField("Ngày nhận", content.received)),
        cells=tuple((*line.points, *_texts(line, form)) for line in content.lines),
        notes=content.notes,
        signatures=common.signatures(content.heading.family, content.signers),
    )


def _texts(line: FilledLine, form: SheetForm) -> tuple[str, ...]:
    said = dict(zip(TEXT_COLUMNS, (line.evidence, line.note), strict=True))
    return tuple(said[name] for name in form.text_columns)
