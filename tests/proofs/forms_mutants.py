"""Proof: a member's form, whatever was done to it, brings no exception but ours, no half of a file, no silent cell, and
no number of one item into another.

Seeded mutants of a filled form: bytes of the file, of its parts, of its cells, and what hands do in a spreadsheet (rows
sorted, moved, deleted, hidden; columns and pages copied; titles, headings, keys changed; merged, broken, filtered). For
each: read it, count its cells by a counter that shares no code with the reader, take it, look at the book, take it
back. Every item of the form bears a number of its own, so one that lands elsewhere is seen.
"""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.book.book import Book, open_book
from models.book.scoring.rows import SheetAt
from models.exchange import cells
from models.exchange.forms import many
from models.exchange.forms.layout import member_form
from models.exchange.forms.many import Expected
from models.exchange.forms.member_out import COLUMNS, HEAD, SCORES, content
from models.rules.errors import Refusal
from tests.book.conftest import Clock, keys
from tests.exchange.forms.conftest import YEAR, made
from tests.proofs import cells_mutants, in_turn, second_counter
from tests.proofs.run import Done, Row

LONG, SHORT = 1_000, 40
UNIT, STAGE = "u01", "self"
FIRST: Final = HEAD + 2
BASE, NOTE = COLUMNS.index("base") + 1, COLUMNS.index("note") + 1
Hand = Callable[[Worksheet, random.Random], None]


@dataclass
class Filled:
    """A form with a number of its own for every item, and the book it came from."""

    book: Book
    content: bytes
    says: dict[str, Fraction] = field(default_factory=dict)


def filled(book: Book) -> Filled:
    """The form of a unit, filled in."""
    form = member_form(book, YEAR, UNIT, STAGE, "nam")
    found = Filled(book, b"")
    opened = load_workbook(io.BytesIO(content(book, form)))
    sheet = opened[SCORES]
    rows = {sheet.cell(at, 1).value: at for at in range(FIRST, sheet.max_row + 1)}
    for number, line in enumerate((line for line in form.lines if "base" in line.effects), start=1):
        found.says[line.key] = Fraction(1000 + number, 1000)
        sheet.cell(rows[line.key], BASE).value = float(found.says[line.key])
        sheet.cell(rows[line.key], NOTE).value = f"diễn giải {line.key}"
    out = io.BytesIO()
    opened.save(out)
    found.content = out.getvalue()
    return found


# -- what hands do --


def _lines(sheet: Worksheet) -> range:
    last = next((at for at in range(FIRST, sheet.max_row + 1) if sheet.cell(at, 4).value == "Tổng cộng"), FIRST + 1)
    return range(FIRST, last)


def _any(sheet: Worksheet, chance: random.Random) -> int:
    return chance.choice(_lines(sheet)) if _lines(sheet) else FIRST


def _ordered(sheet: Worksheet, order: list[int], first: int) -> None:
    wide = range(first, sheet.max_column + 1)
    rows = {at: [sheet.cell(at, column).value for column in wide] for at in order}
    for at, other in zip(sorted(order), order, strict=True):
        for column, value in zip(wide, rows[other], strict=True):
            cell = sheet.cell(at, column)
            if type(cell).__name__ != "MergedCell":
                cell.value = value


def _sort_seen(sheet: Worksheet, chance: random.Random) -> None:
    """Excel sorts what was marked: the hidden columns stay."""
    order = list(_lines(sheet))
    chance.shuffle(order)
    _ordered(sheet, order, 3)


def _sort_whole(sheet: Worksheet, chance: random.Random) -> None:
    order = list(_lines(sheet))
    chance.shuffle(order)
    _ordered(sheet, order, 1)


def _swap_seen(sheet: Worksheet, chance: random.Random) -> None:
    """Two rows change places, the hidden columns do not."""
    if len(_lines(sheet)) > 1:
        one, other = sorted(chance.sample(list(_lines(sheet)), 2))
        order = list(_lines(sheet))
        order[one - FIRST], order[other - FIRST] = other, one
        _ordered(sheet, order, 3)


def _swap_reworded(sheet: Worksheet, chance: random.Random) -> None:
    """Two rows change places, are given other titles, and the hidden columns stay."""
    if len(_lines(sheet)) > 1:
        one, other = sorted(chance.sample(list(_lines(sheet)), 2))
        order = list(_lines(sheet))
        order[one - FIRST], order[other - FIRST] = other, one
        _ordered(sheet, order, 3)
        for at in (one, other):
            cell = sheet.cell(at, 4)
            if type(cell).__name__ != "MergedCell":
                cell.value = f"{cell.value} (đã sửa)"


def _up_seen(sheet: Worksheet, chance: random.Random) -> None:
    """Cells deleted "with those below shifted up", in the columns that are seen."""
    at = _any(sheet, chance)
    for line in range(at, sheet.max_row):
        for column in range(3, sheet.max_column + 1):
            cell = sheet.cell(line, column)
            if type(cell).__name__ != "MergedCell":
                cell.value = sheet.cell(line + 1, column).value


def _delete(sheet: Worksheet, chance: random.Random) -> None:
    sheet.delete_rows(_any(sheet, chance), chance.choice((1, 2, 5)))


def _insert(sheet: Worksheet, chance: random.Random) -> None:
    at = _any(sheet, chance)
    sheet.insert_rows(at)
    sheet.cell(at, 4).value, sheet.cell(at, BASE).value = "Việc đơn vị tự thêm", 9.5


def _hide(sheet: Worksheet, chance: random.Random) -> None:
    if chance.random() < 0.7:
        sheet.row_dimensions[_any(sheet, chance)].hidden = True
    else:
        sheet.column_dimensions[chance.choice("DFGJK")].hidden = True


def _filter(sheet: Worksheet, chance: random.Random) -> None:
    sheet.auto_filter.ref = f"C{HEAD + 1}:L{sheet.max_row}"
    for at in _lines(sheet):
        sheet.row_dimensions[at].hidden = chance.random() < 0.5


def _merge(sheet: Worksheet, chance: random.Random) -> None:
    top, left = _any(sheet, chance), chance.choice((3, 4, 6, 10, 11))
    more = chance.choice(((1, 0), (0, 1), (3, 0), (1, 1)))
    sheet.merge_cells(start_row=top, start_column=left, end_row=top + more[0], end_column=left + more[1])


def _retitle(sheet: Worksheet, chance: random.Random) -> None:
    cell = sheet.cell(_any(sheet, chance), chance.choice((3, 4)))
    if type(cell).__name__ != "MergedCell":
        cell.value = chance.choice((None, f"{cell.value} (đã sửa)", "Nội dung khác hẳn"))


def _no_keys(sheet: Worksheet, chance: random.Random) -> None:
    for at in range(FIRST, sheet.max_row + 1):
        if chance.random() < 0.6:
            sheet.cell(at, 1).value = None


def _no_mark(sheet: Worksheet, chance: random.Random) -> None:
    sheet.delete_rows(1)


def _rename(sheet: Worksheet, chance: random.Random) -> None:
    if chance.random() < 0.5:
        sheet.title = "Bảng của đơn vị"
    for column in range(3, 13):
        if chance.random() < 0.5:
            sheet.cell(HEAD + 1, column).value = f"Cột {column}"


def _copy_column(sheet: Worksheet, chance: random.Random) -> None:
    column = chance.choice((4, BASE, NOTE))
    sheet.insert_cols(column)
    for at in range(1, sheet.max_row + 1):
        sheet.cell(at, column).value = sheet.cell(at, column + 1).value
    at = _any(sheet, chance)
    if chance.random() < 0.7:
        sheet.cell(at, column).value = None if column == 4 else 9.5


def _drop_column(sheet: Worksheet, chance: random.Random) -> None:
    sheet.delete_cols(chance.choice((1, 2, 3, 5, BASE, 7, 10, NOTE)))


def _copy_page(sheet: Worksheet, chance: random.Random) -> None:
    book = sheet.parent
    assert isinstance(book, Workbook)
    made = book.copy_worksheet(sheet)
    if chance.random() < 0.7:
        made.cell(_any(made, chance), BASE).value = 9.5
    book.move_sheet(made, chance.choice((0, -len(book.sheetnames) + 1)))


def _copy_row(sheet: Worksheet, chance: random.Random) -> None:
    at, to = _any(sheet, chance), sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(to, column).value = sheet.cell(at, column).value
    if chance.random() < 0.7:
        sheet.cell(to, BASE).value = 9.5


def _odd_value(sheet: Worksheet, chance: random.Random) -> None:
    """Another way of writing the number that stands there, or none at all: never another number."""
    cell = sheet.cell(_any(sheet, chance), BASE)
    if type(cell).__name__ == "MergedCell" or not isinstance(cell.value, float):
        return
    written = str(cell.value).replace(".", ",")
    said = (f"\u00a0{written} điểm", f"{written}0", "=1+", 45785, True, "#REF!", None, "x" * 1000, "e\u0302\u0301", "-")
    cell.value = chance.choice(said)
    if cell.value == "#REF!":
        cell.data_type = "e"


HANDS: Final[tuple[Hand, ...]] = (
    _sort_seen, _sort_whole, _swap_seen, _swap_reworded, _up_seen, _delete, _insert, _hide, _filter, _merge,
    _retitle, _no_keys, _no_mark, _rename, _copy_column, _drop_column, _copy_page, _copy_row, _odd_value, _odd_value,
)  # fmt: skip


def by_hand(content: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Up to four things done to the page of the scores, and their names."""
    book = load_workbook(io.BytesIO(content))
    done = [chance.choice(HANDS) for _ in range(chance.choice((1, 1, 2, 3, 4)))]
    for hand in done:
        hand(book[book.sheetnames[0]] if SCORES not in book.sheetnames else book[SCORES], chance)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), ", ".join(hand.__name__.strip("_") for hand in done)


# -- the proof --

_DAMAGE: Final[dict[str, Callable[[bytes, random.Random], bytes]]] = {
    "bytes": cells_mutants._bytes,
    "parts": cells_mutants._in_part,
    "cells": cells_mutants._in_cells,
}
WAYS: Final = (*_DAMAGE, "hands")


def one(form: Filled, way: str, chance: random.Random) -> tuple[str, list[str]]:
    """What one mutant came to, and what was wrong with it."""
    told = ""
    if way == "hands":
        mutant, told = by_hand(form.content, chance)
    else:
        mutant = _DAMAGE[way](form.content, chance)
    try:
        opened: cells.Workbook | Refusal = cells.read(mutant, "phieu.xlsx", cells_mutants.LIMITS)
    except Refusal as refusal:
        opened = refusal
    book = form.book
    batch = many.look(book, [("phieu.xlsx", opened)], Expected(YEAR, STAGE, "nam"))
    (arrival,) = batch.arrivals
    if arrival.carried is None or not isinstance(opened, cells.Workbook):
        return arrival.status, []
    wrong = []
    account = arrival.carried.account
    if sum(account.counted().values()) != account.cells:
        wrong.append("the account does not add up")
    if opened.origin == "xlsx" and account.cells != second_counter.xlsx(mutant):
        wrong.append(f"{account.cells} cells, the second counter has {second_counter.xlsx(mutant)}")
    before = book.store.last_seq
    many.take(book, batch, rest=True)
    if book.store.last_seq - before not in (0, 1):
        wrong.append("more than one act")
    there = book.scores.sheet(SheetAt(YEAR, UNIT, STAGE)).cells
    if there and not arrival.written:
        wrong.append("written though refused")
    if way == "hands":
        wrong += _strange(form, there)
    if book.store.last_seq > before:
        book.store.undo()
    if book.scores.sheet(SheetAt(YEAR, UNIT, STAGE)).cells:
        wrong.append("undo left something")
    return arrival.status, [f"{told}: {each}" for each in wrong]


def _strange(form: Filled, there: object) -> list[str]:
    """Numbers and words that stand at another item than theirs; 9,5 was written by hand for where it stands."""
    assert isinstance(there, dict)
    found = []
    for node, held in there.items():
        base = held.cell.stated.get("base")
        if base not in (None, form.says.get(node), Fraction(19, 2)):
            found.append(f"{node} got {base}")
        if held.cell.note.startswith("diễn giải ") and held.cell.note != f"diễn giải {node}":
            found.append(f"{node} got “{held.cell.note}”")
    return found


def run(seed: int, count: int, done: Done | None = None) -> dict[int, in_turn.Tried]:
    """So many mutants, the four ways in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder) / "khoi.sokhoi")
        with open_book(path, clock=Clock("2025-12-05"), key_source=keys(9000)) as book:
            form = filled(book)
            return in_turn.tried(WAYS, seed, count, lambda way, chance: one(form, way, chance), done)


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """So many mutants of a member's form, a row for each way."""
    yield from in_turn.rows("mutants of a member's form", WAYS, seed, run(seed, cases, done))
