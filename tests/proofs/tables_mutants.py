"""Proof: a table of criteria, however damaged or turned about, brings no exception but ours, loses no cell in silence,
and no number of one line into another.

Seeded mutants of the ten tables people sent, of those made by a script, and of tables with points of their own for
every criterion: bytes of their parts and cells, and what hands do to a page. For each: read it as a form, and with the
scores of a unit, make the form, and count its cells by a counter that shares no code with the reader.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.exchange import cells
from models.exchange.form_table import FormReading, form_of, read
from models.rules.errors import Refusal
from tests.exchange.form_tables.builds import BUILDS, content
from tests.proofs import cells_mutants, in_turn, second_counter
from tests.proofs.run import Done, Row

LONG, SHORT = 1_000, 40
TEN = Path(__file__).resolve().parents[1] / "exchange" / "form_tables" / "ten"
Hand = Callable[[Worksheet, random.Random], None]


def own_points() -> bytes:
    """A table in which every criterion has points no other has, so that points on another line are seen."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["BẢNG CHẤM ĐIỂM THI ĐUA"])
    sheet.append(["TT", "Nội dung, tiêu chí", "Điểm chuẩn", "Cách chấm"])
    number = 0
    for group in range(1, 5):
        start = number
        sheet.append([_ROMAN[group - 1], f"Nhóm việc thứ {group}", sum(_worth(start + n) for n in range(1, 8)), None])
        for item in range(1, 8):
            number += 1
            words = f"Tiêu chí mang số {number} của nhóm {group}"
            sheet.append([f"{group}.{item}", words, _worth(number), f"Chậm thì trừ {_worth(number)} điểm"])
    sheet.append([None, "Tổng cộng", sum(_worth(n) for n in range(1, number + 1)), None])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_ROMAN: Final = ("I", "II", "III", "IV")


def _worth(number: int) -> float:
    return 1 + number / 8


def _number(title: str) -> int | None:
    words = title.split()
    return int(words[4]) if title.startswith("Tiêu chí mang số") and len(words) > 4 and words[4].isdecimal() else None


def sources() -> dict[str, bytes]:
    """The tables by name."""
    found = {path.stem: path.read_bytes() for path in sorted(TEN.glob("*.xlsx"))}
    return {**found, **{name: content(build) for name, build in BUILDS.items()}, "own": own_points()}


# -- what hands do --


def _put(sheet: Worksheet, line: int, column: int, value: object) -> None:
    cell = sheet.cell(line, column)
    if type(cell).__name__ != "MergedCell":
        cell.value = value


def _row(sheet: Worksheet, chance: random.Random) -> int:
    return chance.randrange(1, sheet.max_row + 1)


def _delete(sheet: Worksheet, chance: random.Random) -> None:
    sheet.delete_rows(_row(sheet, chance), chance.choice((1, 1, 3)))


def _insert(sheet: Worksheet, chance: random.Random) -> None:
    at = _row(sheet, chance)
    sheet.insert_rows(at)
    _put(sheet, at, chance.choice((1, 2, 3)), chance.choice(("Việc thêm", "Hoặc", "Tổng cộng", "a)", "II", 7.5)))


def _shuffle(sheet: Worksheet, chance: random.Random) -> None:
    """A run of rows in another order."""
    top = _row(sheet, chance)
    lines = list(range(top, min(top + chance.choice((2, 5, 12)), sheet.max_row) + 1))
    rows = [[sheet.cell(at, column).value for column in range(1, sheet.max_column + 1)] for at in lines]
    chance.shuffle(rows)
    for at, row in zip(lines, rows, strict=True):
        for column, value in enumerate(row, start=1):
            _put(sheet, at, column, value)


def _hide(sheet: Worksheet, chance: random.Random) -> None:
    if chance.random() < 0.7:
        sheet.row_dimensions[_row(sheet, chance)].hidden = True
    else:
        sheet.column_dimensions[chance.choice("ABCD")].hidden = True


def _merge(sheet: Worksheet, chance: random.Random) -> None:
    top, left = _row(sheet, chance), chance.choice((1, 2, 3))
    down, right = chance.choice(((1, 0), (0, 1), (3, 0), (2, 2)))
    sheet.merge_cells(start_row=top, start_column=left, end_row=top + down, end_column=left + right)


def _swap_columns(sheet: Worksheet, chance: random.Random) -> None:
    one, other = chance.sample(range(1, max(sheet.max_column, 2) + 1), 2)
    for at in range(1, sheet.max_row + 1):
        left, right = sheet.cell(at, one).value, sheet.cell(at, other).value
        _put(sheet, at, one, right)
        _put(sheet, at, other, left)


def _insert_column(sheet: Worksheet, chance: random.Random) -> None:
    sheet.insert_cols(chance.randrange(1, sheet.max_column + 1))


def _drop_column(sheet: Worksheet, chance: random.Random) -> None:
    sheet.delete_cols(chance.randrange(1, sheet.max_column + 1))


def _second(sheet: Worksheet, chance: random.Random) -> None:
    """A second table under the first."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=chance.choice((4, 10)))]
    at = sheet.max_row + 2
    for line, row in enumerate(rows, start=at):
        for column, value in enumerate(row, start=1):
            _put(sheet, line, column, value)


def _copy_page(sheet: Worksheet, chance: random.Random) -> None:
    book = sheet.parent
    assert isinstance(book, Workbook)
    made = book.copy_worksheet(sheet)
    made.sheet_state = chance.choice(("visible", "hidden"))


def _odd(sheet: Worksheet, chance: random.Random) -> None:
    """Odd values in cells that hold something."""
    held = [cell for row in sheet.iter_rows() for cell in row if type(cell).__name__ != "MergedCell" and cell.value]
    for cell in chance.sample(held, min(len(held), chance.choice((1, 3)))):
        cell.value = chance.choice((
            None, True, "#REF!", "=A1+1", "x" * 1000, "0 - 30", "Tối đa 20", "50đ", "+5", "-2", "1.000", "(10)",
            "e\u0302\u0301", "\u00a012,5\u00a0", "– - –", "%", "I.", "1.1.1.1.1", "Hoặc", "=CMD()", 1e15, -3, 0, 45785,
            "điểm",
        ))  # fmt: skip


HANDS: Final[tuple[Hand, ...]] = (
    _delete, _insert, _shuffle, _hide, _merge, _swap_columns, _insert_column, _drop_column, _second, _copy_page, _odd,
    _odd, _odd,
)  # fmt: skip
_TURNS: Final = (_delete, _shuffle, _hide, _swap_columns, _insert_column, _second, _copy_page)
"""What moves lines and columns about and changes no number."""


def by_hand(content: bytes, chance: random.Random, hands: tuple[Hand, ...]) -> tuple[bytes, str]:
    """Up to four things done to a page, and their names."""
    book = load_workbook(io.BytesIO(content))
    done = [chance.choice(hands) for _ in range(chance.choice((1, 1, 2, 3, 4)))]
    for hand in done:
        hand(chance.choice(book.worksheets), chance)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), ", ".join(hand.__name__.strip("_") for hand in done)


WAYS: Final = ("parts", "cells", "hands", "points of their own")


def one(way: str, name: str, content: bytes, chance: random.Random) -> tuple[str, list[str]]:
    """Whether a mutant was read, and what was wrong with it."""
    told = name
    if way == "parts":
        mutant = cells_mutants._in_part(content, chance)
    elif way == "cells":
        mutant = cells_mutants._in_cells(content, chance)
    else:
        mutant, said = by_hand(content, chance, _TURNS if way == "points of their own" else HANDS)
        told = f"{name}: {said}"
    try:
        book = cells.read(mutant, "bang.xlsx", cells_mutants.LIMITS)
        readings = [read(book), read(book, filled=True)]
        for reading in readings:
            form_of(reading)
    except Refusal as refusal:
        return refusal.code, []
    wrong = []
    for reading in readings:
        account = reading.account
        if sum(account.counted().values()) != account.cells:
            wrong.append("the account does not add up")
        if book.origin == "xlsx" and account.cells != second_counter.xlsx(mutant):
            wrong.append(f"{account.cells} cells, the second counter has {second_counter.xlsx(mutant)}")
    if way == "points of their own":
        wrong += _strange(readings[0])
    return "read", [f"{told}: {each}" for each in wrong]


def _strange(reading: FormReading) -> list[str]:
    """Criteria with points, or a sentence, of another."""
    found = []
    for node in reading.nodes():
        number = _number(node.title)
        if number is None or node.children:
            continue
        worth = Fraction(8 + number, 8)
        if node.max not in (None, worth):
            found.append(f"{node.title} got {node.max}")
        if node.rule_text and node.rule_text != f"Chậm thì trừ {_worth(number)} điểm":
            found.append(f"{node.title} got “{node.rule_text}”")
    return found


def run(seed: int, count: int, done: Done | None = None) -> dict[int, in_turn.Tried]:
    """So many mutants, the ways in turn, each of a table by chance."""
    tables = sources()

    def attempt(way: str, chance: random.Random) -> in_turn.Tried:
        name = "own" if way == "points of their own" else chance.choice(sorted(tables))
        try:
            return one(way, name, tables[name], chance)
        except Exception as error:
            return "stopped", [f"{name}: {type(error).__name__}: {error}"]

    return in_turn.tried(WAYS, seed, count, attempt, done)


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """So many mutants of tables of criteria, a row for each way."""
    yield from in_turn.rows("mutants of a table of criteria", WAYS, seed, run(seed, cases, done))
