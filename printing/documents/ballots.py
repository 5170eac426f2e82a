"""Phiếu bầu, phiếu kiểm, biên bản kiểm phiếu: content into blocks."""

from __future__ import annotations

from printing.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Row,
    Signatures,
    Slips,
    Strokes,
    Table,
    TickBox,
    Title,
)
from printing.content.ballots import BallotPaper, CountMinutes, TallySheet
from printing.documents import common

SIGNERS_ABREAST = 3


def paper(content: BallotPaper, copies: int | None = None, per_sheet: int = 2) -> Slips:
    """The ballot many times over: what is asked, the names with their boxes, how a ballot stays valid."""
    boxes = tuple(Cell(TickBox(), align="center") for _ in content.marks)
    columns = (
        Column("STT", 16, "center"),
        Column("Tên"),
        *(Column(mark, 28, "center") for mark in content.marks),
    )
    rows = tuple(Row((str(n), name, *boxes)) for n, name in enumerate(content.names, 1))
    summary = (content.about, content.round) if content.round else (content.about,)
    blocks: tuple[Block, ...] = (
        common.letterhead(content.heading),
        Title(content.kind, summary),
        Paragraph(content.how, "centre", "how"),
        Table(columns, rows, size=16),
        *(Paragraph(note, "note", f"note.{n}") for n, note in enumerate(content.notes, 1)),
    )
    title = f"{content.kind.capitalize()}: {content.about}"
    return Slips(content.heading.family, title, blocks, content.copies if copies is None else copies, per_sheet)


def tally_sheet(content: TallySheet) -> Document:
    """A line per name and answer with squares to draw; how to draw them stands above."""
    columns = (Column("Tên", 46), Column("Nội dung đếm", 33), Column("Mỗi phiếu một nét"), Column("Cộng", 18, "center"))
    rows = []
    for row in content.rows:
        squares = Cell(Strokes((0,) * max(1, row.squares)), align="left")
        first = (Cell(row.name, rows=row.lines),) if row.lines else ()
        rows.append(Row((*first, row.what, squares, "")))
    legend = Table(
        (Column("", 60), Column("")),
        (Row(("Đủ năm nét là một ô vuông có gạch chéo:", Cell(Strokes((1, 2, 3, 4, 5)), align="left"))),),
        head=(Row(("Cách đánh dấu", "Một · hai · ba · bốn · năm phiếu")),),
    )
    summary = (content.about, content.round) if content.round else (content.about,)
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title("PHIẾU KIỂM", summary),
        legend,
        Table(columns, tuple(rows)),
        Paragraph(
            f"{content.board} giữ phiếu kiểm cùng tập phiếu. Trên phiếu kiểm không ghi tên người bỏ phiếu.",
            "note",
            "kept",
            (content.board,),
        ),
        common.signatures(content.heading.family, content.signers),
    ]
    return Document(content.heading.family, f"Phiếu kiểm: {content.about}", tuple(blocks))


def minutes(content: CountMinutes) -> Document:
    """The board, the papers, the votes with base and threshold in words, the result, everybody's signature."""
    figures = tuple(Column(title, 20 if len(content.columns) > 3 else 29, "center") for title in content.columns)
    results = Table(
        (Column("STT", 11, "center"), Column("Tên"), *figures, Column("Kết quả", 24, "center")),
        tuple(Row((str(n), line.name, *line.figures, line.verdict)) for n, line in enumerate(content.lines, 1)),
    )
    summary = (f"Kiểm phiếu: {content.about}", content.round) if content.round else (f"Kiểm phiếu: {content.about}",)
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title("BIÊN BẢN", summary),
        common.told(content.opening, "opening"),
        *(common.told(line, f"board.{n}") for n, line in enumerate(content.board, 1)),
        common.told(content.attendance, "attendance"),
        Paragraph("Số phiếu", "heading", "papers"),
        Table((Column("Nội dung"), Column("Số lượng", 30, "center")), tuple(Row(line) for line in content.papers)),
        Paragraph("Kết quả kiểm phiếu", "heading", "votes"),
        results,
        *(common.told(line, f"basis.{n}") for n, line in enumerate(content.basis, 1)),
        *(common.told(line, f"result.{n}") for n, line in enumerate(content.results, 1)),
        common.told(content.closing, "closing"),
    ]
    signed = common.signatures(content.heading.family, content.signers).columns
    for first in range(0, len(signed), SIGNERS_ABREAST):
        blocks.append(Signatures(signed[first : first + SIGNERS_ABREAST]))
    title = f"Biên bản kiểm phiếu: {content.about}"
    return Document(content.heading.family, title, tuple(blocks), end_mark=True)
