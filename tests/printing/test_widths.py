"""How columns of a table share its width: by what they hold, alike in both renderers and in tables of one paper."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from printing import fonts, pdf
from printing.blocks import Column, Document, Row, Table
from printing.laid import MM
from printing.layout.widths import table_widths
from printing.word.flow import Flow

ROOM = 165 * MM
COLUMNS = (Column("STT", 11, "center"), Column("Đơn vị"), Column("Mức độ", 30), Column("Ghi chú", 50), Column("Ký", 22))
LEVEL = "Hoàn thành xuất sắc nhiệm vụ"
ROWS = tuple(Row((str(n), "Sở Tài chính", LEVEL, "Có", "")) for n in range(1, 10))


def lines(text: str, width: float) -> int:
    return len(fonts.lines(text, fonts.REGULAR, 12, width - 7))


def test_a_column_of_short_words_gives_room_to_one_whose_text_would_break() -> None:
    """Seen failing: "Hoàn thành tốt / nhiệm vụ" in every row beside a column of 50 mm that held "Có"."""
    widths = table_widths(Table(COLUMNS, ROWS), ROOM)
    assert lines(LEVEL, widths[2]) == 1 and round(sum(widths), 3) == round(ROOM, 3)
    assert widths[0] == 11 * MM and widths[4] == 22 * MM  # numbers, and what is left to be written in
    blank = tuple(Row((str(n), "Sở Tài chính", LEVEL, "", "")) for n in range(1, 10))
    assert table_widths(Table(COLUMNS, blank), ROOM)[3] == 50 * MM


def test_columns_whose_texts_all_fit_keep_what_they_wished() -> None:
    rows = (Row(("1", "Sở", "Tốt", "Có", "x")),)
    assert table_widths(Table(COLUMNS, rows), ROOM)[2:] == [30 * MM, 50 * MM, 22 * MM]


@pytest.mark.parametrize("text", ["", "n" * 300, "một hai ba " * 1800, "\n".join(["Một hai ba bốn"] * 40)])
def test_no_column_is_made_narrower_than_its_longest_word_or_half_its_width(text: str) -> None:
    block = Table(COLUMNS, (*ROWS, Row(("10", text, "Tốt", "Nghiêng", ""))))
    first = [11 * MM, 52 * MM, 30 * MM, 50 * MM, 22 * MM]
    widths = table_widths(block, ROOM)
    assert round(sum(widths), 3) == round(ROOM, 3)
    assert all(now >= wished / 2 for now, wished in zip(widths, first, strict=True))
    assert widths[3] >= fonts.width("Nghiêng", fonts.REGULAR, 12) + 7


def test_tables_of_the_same_columns_in_one_paper_stand_under_each_other() -> None:
    """In both renderers; a table of other columns does not take part."""
    short = Table(COLUMNS, (Row(("1", "Sở", "Tốt", "Có", "")),))
    other = Table((Column("Một"), Column("Hai")), (Row(("a", LEVEL * 9)),))
    paper = Document("state", "x", (short, Table(COLUMNS, ROWS), other))
    together = table_widths(short, ROOM, paper.blocks)
    assert together == table_widths(paper.blocks[1], ROOM, paper.blocks) != table_widths(short, ROOM)  # type: ignore[arg-type]
    assert table_widths(other, ROOM, paper.blocks) == table_widths(other, ROOM)
    made = [one for one in pdf.flowables(paper, ROOM, 700) if hasattr(one, "_colWidths")]
    assert made[0]._colWidths == made[1]._colWidths == together  # type: ignore[attr-defined]
    grids = re.findall("<w:tblGrid>(.*?)</w:tblGrid>", Flow(paper, ROOM, 700, lambda *_: "").xml())
    assert len(grids) == 3 and grids[0] == grids[1] != grids[2]


def test_a_long_table_is_measured_at_once() -> None:
    """A thousand rows of six columns of words within three seconds, on a machine that does other things beside."""
    columns = tuple(Column(f"Cột {n}", 0 if n else 20) for n in range(6))
    rows = tuple(Row(tuple(f"{LEVEL} {n * k % 17} " * (k + 1) for k in range(6))) for n in range(1000))
    started = time.process_time()
    widths = table_widths(replace(Table(columns, rows), size=9.0), ROOM)
    assert time.process_time() - started < 3.0 and round(sum(widths), 3) == round(ROOM, 3)
