"""Bảng đối chiếu điểm giữa các bước chấm."""

from __future__ import annotations

from printing.blocks import Block, Cell, Column, Document, Row, Table, Title
from printing.content.differences import Differences, UnitDifferences
from printing.documents import common

REASON = "Giải trình, lý do"


def compose(content: Differences) -> Document:
    """One table, a bold line with the totals for each unit, under it the items that differ."""
    wide = len(content.stages) > 3
    columns = (
        Column("Mục", 14, "center"),
        Column("Nội dung"),
        *(Column(stage, 15, "center") for stage in content.stages),
        Column("Chênh lệch", 15, "center"),
        Column(REASON, 70 if wide else 42),
    )
    rows = [row for unit in content.units for row in _rows(unit)]
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title(content.title, (content.about,)),
        Table(columns, tuple(rows), size=11),
        *(common.told(note, f"note.{n}", "note") for n, note in enumerate(content.notes, 1)),
        common.signatures(content.heading.family, content.signers),
    ]
    name = f"{content.title.capitalize()}: {content.about}"
    return Document(content.heading.family, name, tuple(blocks), landscape=wide)


def _rows(unit: UnitDifferences) -> list[Row]:
    head = Row(
        (
            Cell(unit.unit, span=2, align="left"),
            *unit.totals,
            unit.difference,
            "" if unit.lines else "Không có mục chênh lệch",
        ),
        "group",
    )
    items = ((line, (line.code, line.title, *line.points, line.difference)) for line in unit.lines)
    return [head, *(row for line, cells in items for row in common.with_said(cells, line.note, REASON))]
