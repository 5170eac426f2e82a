"""Two papers say the same whatever zeros, blank signers or widths the program of the day gives them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from models.book.book import Book
from models.rules.errors import Refusal
from printing import frozen
from printing.blocks import Cell, Column, Document, Paragraph, Row, Run, Running, Signatures, Signer, Table, TickBox
from printing.catalogue import PAPERS
from printing.content.words import same

YEAR = 2025
NAMES = {"is", "mm", "key", "align", "role", "family", "paper", "kind", "facts"}


def changed(value: object, change: Callable[[str], str]) -> object:
    """Frozen content with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [changed(one, change) for one in value]
    if isinstance(value, dict):
        return {name: one if name in NAMES else changed(one, change) for name, one in value.items()}
    return value


def padded(text: str) -> str:
    text = re.sub(r"(?<![\d,.])([1-9])(?![\d.,])", r"0\1", text)
    return re.sub(r"(?<=\d,)(\d+)(?!\d)", r"\g<1>0", text)


def test_no_paper_differs_from_itself_with_other_zeros(lived_book: Book) -> None:
    seen = 0
    for kind in (one for one in PAPERS if one.word):
        try:
            made = kind.composed(lived_book, year=YEAR)
        except Refusal:
            continue
        zeros = frozen.composed(changed(frozen.plain(made), padded))
        assert same.moved(made, zeros) == "", kind.key
        seen += zeros != made
    assert seen > 30


BOX = Table((Column("Ý kiến"),), (Row((TickBox("Đồng ý"),)),))
TABLE = Table(
    (Column("Đơn vị"), Column("Điểm", 20, "center")), (Row(("Sở A", Cell("97,5"))), Row(("Sở B", "96"), "total"))
)
VOTES = Paragraph("Tán thành 8/8 phiếu.", key="votes", facts=("8", "8"))
END = Paragraph("Biên bản đọc lại lúc 9 giờ.", key="end")
SIGNED = Signatures((Signer(name="Đỗ Quế Chi"),))


def paper(*blocks: object) -> Running:
    return Running((Document("state", "Giấy", blocks, key="td"),))  # type: ignore[arg-type]


WAS = paper(VOTES, TABLE, BOX, END, SIGNED)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (paper(VOTES, replace(TABLE, columns=(Column("Đơn vị", 40), TABLE.columns[1])), BOX, END, SIGNED), ""),
        (paper(VOTES, TABLE, BOX, END, Signatures((Signer(), *SIGNED.columns))), ""),
        (paper(replace(VOTES, text=(Run("Tán thành ", bold=True), Run("08/08 phiếu."))), TABLE, BOX, END, SIGNED), ""),
        (paper(replace(VOTES, text="Có 8/8 phiếu tán thành."), TABLE, BOX, END, SIGNED), "words"),
        (paper(VOTES, TABLE, BOX, replace(END, text="Biên bản đọc lại lúc 10 giờ."), SIGNED), "words"),
        (paper(VOTES, TABLE, BOX, END, Signatures((Signer(name="Lê An"),))), "words"),
        (paper(replace(VOTES, text="Tán thành 7/8 phiếu.", facts=("7", "8")), TABLE, BOX, END, SIGNED), "data"),
        (paper(VOTES, replace(TABLE, rows=(TABLE.rows[0], Row(("Sở B", "96,5")))), BOX, END, SIGNED), "data"),
        (paper(VOTES, replace(TABLE, rows=(Row(("Sở B", "97,5")), Row(("Sở A", "96")))), BOX, END, SIGNED), "words"),
        (
            paper(VOTES, TABLE, replace(BOX, rows=(Row((TickBox("Đồng ý", ticked=True),)),)), END, SIGNED),
            "words",
        ),
    ],
)
def test_what_moved_is_told_from_what_is_only_worded_otherwise(now: Running, said: str) -> None:
    assert same.moved(WAS, now) == said
