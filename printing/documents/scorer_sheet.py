"""Phiếu chấm theo lĩnh vực: one table of items and units on a page on its side."""

from __future__ import annotations

from printing.blocks import ColumnBlock, LeadColumn, Matrix, MatrixRow, Title
from printing.content.scorer_sheet import ScorerPaper
from printing.documents import common


def compose(content: ScorerPaper) -> Matrix:
    """The sheet of one office."""
    return Matrix(
        family=content.heading.family,
        letterhead=common.letterhead(content.heading),
        title=Title("PHIẾU CHẤM ĐIỂM THEO LĨNH VỰC", (f"Đơn vị chấm: {content.office}",), (content.about,)),
        lead=(LeadColumn("Mục"), LeadColumn("Nội dung", flexible=True, align="left"), LeadColumn("Điểm chuẩn")),
        blocks=tuple(ColumnBlock(unit) for unit in content.units),
        rows=tuple(
            MatrixRow("item", (row.code, row.title, row.maximum), tuple((cell,) for cell in row.cells))
            for row in content.rows
        ),
        notes=content.notes,
        signatures=common.signatures(content.heading.family, content.signers),
        landscape=True,
    )
