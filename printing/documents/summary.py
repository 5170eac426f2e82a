"""Bảng tổng hợp điểm: by groups on an upright A4, or in detail on a page on its side."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import Literal

from printing.blocks import ColumnBlock, LeadColumn, Matrix, MatrixRow, Title
from printing.content.reading import ESTIMATED, ESTIMATED_MEANS
from printing.content.summary import TOTAL_LINE, Summary, SummaryLine
from printing.documents import common


def in_detail(content: Summary, paper: Literal["A4", "A3"] = "A4") -> Matrix:
    """Every line of the form, every unit, every stage."""
    lead = (LeadColumn("Mục"), LeadColumn("Nội dung", flexible=True, align="left"), LeadColumn("Điểm chuẩn"))
    stages = content.stages if len(content.stages) > 1 else ("",)
    return Matrix(
        family=content.heading.family,
        letterhead=common.letterhead(content.heading),
        title=Title(content.title, (content.about,)),
        lead=lead,
        blocks=tuple(ColumnBlock(unit, stages) for unit in content.units),
        rows=tuple(MatrixRow(line.kind, (line.code, line.title, line.maximum), line.cells) for line in content.lines),
        notes=content.notes,
        signatures=common.signatures(content.heading.family, content.signers),
        paper=paper,
        landscape=True,
    )


def by_groups(content: Summary) -> tuple[Matrix, Matrix]:
    """Groups and totals at the stage that counts: units as rows, or as columns; the renderer takes the better. Without
    their items, figures that rest on an estimate are marked themselves.
    """
    lines = tuple(
        _marked(content, at) if line.kind == "group" or line.title == TOTAL_LINE else line
        for at, line in enumerate(content.lines)
        if line.kind == "total" or (line.kind == "group" and line.level == 0)
    )
    marked = any(at_counting(each, content.counting).endswith(ESTIMATED) for line in lines for each in line.cells)
    shown = replace(content, notes=tuple(one for one in content.notes if marked or one != ESTIMATED_MEANS))
    return _units_down(shown, lines), _units_across(shown, lines)


def _marked(content: Summary, at: int) -> SummaryLine:
    """A group or the total, marked where one of the items below it rests on an estimate."""
    line = content.lines[at]
    if line.kind == "total":
        items = list(content.lines[:at])
    else:
        items = list(takewhile(lambda one: one.kind != "total" and one.level > line.level, content.lines[at + 1 :]))

    def mark(unit: int, step: int, text: str) -> str:
        rests = any(one.kind == "item" and one.cells[unit][step].endswith(ESTIMATED) for one in items)
        return text + ESTIMATED if rests and text else text

    cells = tuple(tuple(mark(n, m, text) for m, text in enumerate(each)) for n, each in enumerate(line.cells))
    return replace(line, cells=cells)


def _units_down(content: Summary, lines: tuple[SummaryLine, ...]) -> Matrix:
    rows = tuple(
        MatrixRow(
            "item",
            (str(number + 1), unit),
            tuple((at_counting(line.cells[number], content.counting),) for line in lines),
        )
        for number, unit in enumerate(content.units)
    )
    return Matrix(
        family=content.heading.family,
        letterhead=common.letterhead(content.heading),
        title=Title(content.title, (content.about,)),
        lead=(LeadColumn("STT"), LeadColumn("Đơn vị", flexible=True, align="left")),
        blocks=tuple(ColumnBlock(_head(line), text=_wordy(line, content.counting)) for line in lines),
        rows=rows,
        notes=content.notes,
        signatures=common.signatures(content.heading.family, content.signers),
    )


def _head(line: SummaryLine) -> str:
    named = f"{line.code}. {line.title}" if line.code else line.title
    return f"{named} ({line.maximum})" if line.maximum else named


def at_counting(cells: tuple[str, ...], counting: int) -> str:
    """A unit's string at the step that counts; a line of one string says the same for all steps."""
    return cells[0] if len(cells) == 1 else cells[counting]


def _wordy(line: SummaryLine, counting: int) -> bool:
    """True for a line of words (a class), set from the left; figures are centred, also `6 (tạm)`."""
    texts = (at_counting(cells, counting) for cells in line.cells)
    return any(" " in text and not text[0].isdigit() for text in texts)


def _units_across(content: Summary, lines: tuple[SummaryLine, ...]) -> Matrix:
    rows = tuple(
        MatrixRow(
            "total" if line.kind == "total" else "item",
            (line.code, line.title, line.maximum),
            tuple((at_counting(cells, content.counting),) for cells in line.cells),
        )
        for line in lines
    )
    lead = (LeadColumn("Mục"), LeadColumn("Nội dung", flexible=True, align="left"), LeadColumn("Điểm chuẩn"))
    words = any(_wordy(line, content.counting) for line in lines)
    return Matrix(
        family=content.heading.family,
        letterhead=common.letterhead(content.heading),
        title=Title(content.title, (content.about,)),
        lead=lead,
        blocks=tuple(ColumnBlock(unit, text=words) for unit in content.units),
        rows=rows,
        notes=content.notes,
        signatures=common.signatures(content.heading.family, content.signers),
    )
