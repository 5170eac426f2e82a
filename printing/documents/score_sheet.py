"""Phiếu chấm điểm: content into sheets."""

from __future__ import annotations

from collections.abc import Sequence

from printing.blocks import FormField, Sheet, SheetForm, SheetRow, Title
from printing.content.score_sheet import ScoreForm, ScoreSheet
from printing.documents import common

TEXT_COLUMNS = ("Minh chứng", "Diễn giải")


def compose(contents: Sequence[ScoreSheet]) -> tuple[Sheet, ...]:
    """One sheet per unit; sheets of one form share its fixed part."""
    forms = {id(content.form): _form(content.form) for content in contents}
    return tuple(_sheet(content, forms[id(content.form)]) for content in contents)


def _form(form: ScoreForm) -> SheetForm:
    rows = tuple(
        SheetRow(line.kind, line.level, line.code, line.title, line.maximum, line.rule, line.needs)
        for line in form.lines
    )
    return SheetForm(Title(form.title, (form.period,)), form.stages, TEXT_COLUMNS, rows)


def _sheet(content: ScoreSheet, form: SheetForm) -> Sheet:
    period = content.form.period
    return Sheet(
        form=form,
        family=content.heading.family,
        letterhead=common.letterhead(content.heading),
        name=f"{content.form.title.capitalize()} {period[:1].lower()}{period[1:]}, {content.unit}",
        fields=(FormField("Đơn vị", content.unit), FormField("Ngày nhận", content.received)),
        cells=tuple((*line.points, line.evidence, line.note) for line in content.lines),
        notes=content.notes,
        signatures=common.signatures(content.heading.family, content.signers),
    )
