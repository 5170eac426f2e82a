"""Texts of any length in every field of every paper: printed on the page, or refused by name; never a hang."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from models.book.book import Book
from models.rules.errors import Refusal
from printing.blocks import Ballots, Cell, Composed, Running, SheetSet, Table, WideSet
from printing.catalogue import PAPERS, as_pdf
from printing.styles import STYLES
from printing.word import file
from tests.printing import papers

YEAR, SECONDS = 2025, 60
CHOICES = frozenset({"family", "role", "align", "paper", "key", "facts"})
TEXTS = {
    "nothing": "",
    "one letter": "Đ",
    "580": ("Nhiệm vụ hoàn thành sau hạn do chờ ý kiến thẩm định. " * 20)[:580],
    "2000": ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sông Lành đề nghị. " * 50)[:2000],
    "20000": ("Đã có báo cáo giải trình gửi Khối thi đua ngày 05/12/2025. " * 400)[:20000],
    "one word": "n" * 300,
    "lines": "một dòng\n" * 200,
    "dots": "Ý kiến: " + "…" * 5000,
}


@contextmanager
def in_time(seconds: int) -> Iterator[None]:
    def late(*_given: object) -> None:
        raise TimeoutError("the paper never ends")

    before = signal.signal(signal.SIGPROF, late)  # processor time: a busy machine is no endless paper
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def places(
    value: Any, at: tuple[Any, ...] = (), shape: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:
    """Every string field: its shape (kinds of block, names of fields) and the way to it."""
    if isinstance(value, str):
        if shape[-1] not in CHOICES and not (shape[-1] == "kind" and "Title" not in shape):
            yield shape, at
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from places(part, (*at, number), shape)
    elif is_dataclass(value):
        for entry in fields(value):
            inner = getattr(value, entry.name)
            yield from places(inner, (*at, entry.name), (*shape, type(value).__name__, entry.name))


def put(value: Any, at: tuple[Any, ...], text: str) -> Any:
    """The same value with the string at a place changed."""
    if not at:
        return text
    step, *rest = at
    if isinstance(step, int):
        return tuple(put(part, tuple(rest), text) if n == step else part for n, part in enumerate(value))
    return replace(value, **{step: put(getattr(value, step), tuple(rest), text)})


@cache
def every_place(book: Book) -> dict[tuple[str, ...], tuple[Composed, tuple[Any, ...]]]:
    """One place of each shape in all papers of the catalogue; columns of a table are places of their own."""
    found: dict[tuple[str, ...], tuple[Composed, tuple[Any, ...]]] = {}
    for kind in PAPERS:
        unit = "vpub" if kind.key == "bao-cao-thanh-tich" else "td"  # a unit the paper has something to say of
        made = kind.composed(book, year=YEAR, **({"unit": unit} if "unit" in kind.needs else {}))
        for shape, at in places(made):
            found.setdefault((*shape, str(at[-1]) if isinstance(at[-1], int) and "cells" in shape else ""), (made, at))
    return found


def small(made: Composed, at: tuple[Any, ...]) -> Composed:
    """The paper without what lies far from the place: one document with the block, its neighbours, head and signatures;
    of many rows those around it. What a text does to its page is kept, the rest of a paper is printed elsewhere.
    """
    match made:
        case Running(given):
            paper = given[at[1]]
            block = at[3] if len(at) > 3 and at[2] == "blocks" else 0
            near = {0, 1, block - 1, block, block + 1, len(paper.blocks) - 1}
            kept = tuple(
                _few(one, at[5] if number == block and len(at) > 5 and at[4] == "rows" else 0)
                for number, one in enumerate(paper.blocks)
                if number in near
            )
            return Running((replace(paper, blocks=kept),))
        case SheetSet(given, title):
            return SheetSet((_few_rows(given[at[1]], _row_of(at)),), title) if at[0] == "sheets" else made
        case WideSet(tables, title) if at[0] == "tables":
            matrix = tables[at[1]][at[2]]
            rows = _around(matrix.rows, _row_of(at))
            return WideSet(((replace(matrix, rows=rows),),), title)
    return made


def _row_of(at: tuple[Any, ...]) -> int:
    """Which row of a sheet or matrix a place lies in; the first for what lies in none."""
    found = [number for name, number in pairwise(at) if name in ("rows", "cells")]
    return found[0] if found and isinstance(found[0], int) else 0


def _around(rows: tuple[Any, ...], row: int) -> tuple[Any, ...]:
    near = {0, row - 1, row, row + 1, len(rows) - 1}
    return tuple(one for number, one in enumerate(rows) if number in near)


def _few(block: Any, row: int) -> Any:
    """A table with the rows around one; one whose cells span rows is left whole."""
    spanning = isinstance(block, Table) and any(
        isinstance(cell, Cell) and cell.rows > 1 for each in block.rows for cell in each.cells
    )
    return block if spanning or not isinstance(block, Table) else replace(block, rows=_around(block.rows, row))


def _few_rows(sheet: Any, row: int) -> Any:
    form = replace(sheet.form, rows=_around(sheet.form.rows, row))
    return replace(sheet, form=form, cells=_around(sheet.cells, row))


def made_or_refused(made: Composed, folder: Path) -> None:
    try:
        with in_time(SECONDS):
            content = as_pdf(made)
    except Refusal as refusal:
        assert refusal.code in ("paper.text_too_long", "paper.slip_too_long")
    else:
        family = _family(made)
        for (wide, tall), words in papers.boxes(content, folder):
            edge = 4 if isinstance(made, Ballots) else min(STYLES[family].table_margins) / 25.4 * 72
            for left, top, right, bottom, word in words:
                assert left >= edge - 1 and right <= wide - edge + 1, (word, left, right, wide)
                assert top >= 4 and bottom <= tall - 4, (word, top, bottom, tall)
        if isinstance(made, Ballots):
            return
        with in_time(SECONDS):
            assert file.render(made)[:2] == b"PK"


def _family(made: Any) -> Any:
    if hasattr(made, "family"):
        return made.family
    inner = next(getattr(made, entry.name) for entry in fields(made)) if is_dataclass(made) else made[0]
    return _family(inner)


def test_the_generator_reaches_the_fields_of_every_paper(lived_book: Book) -> None:
    shapes = every_place(lived_book)
    assert len(shapes) > 60
    for named in ("Cell", "Paragraph", "Signer", "Recipients", "Letterhead", "SheetRow", "MatrixRow", "FormField"):
        assert any(named in shape or f"{named}" in "".join(shape) for shape in shapes), named


def test_what_is_cut_away_is_not_where_the_text_was_put(lived_book: Book) -> None:
    for made, at in every_place(lived_book).values():
        assert "Đặt ở đây" in repr(small(put(made, at, "Đặt ở đây"), at)), at


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_any_length_is_printed_or_refused_by_name(name: str, lived_book: Book, tmp_path: Path) -> None:
    for made, at in every_place(lived_book).values():
        made_or_refused(small(put(made, at, TEXTS[name]), at), tmp_path)
