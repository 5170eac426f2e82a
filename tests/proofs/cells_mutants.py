"""Proof: no file, however damaged, brings another exception than ours, and no cell of a file that can be read is lost.

Seeded mutants of every kind of workbook: bytes of its parts, bytes of the whole file, its zip, its cells. For each:
read it, read it as scores, and count its cells a second time by a counter that shares no code with the reader. Then
cells in = taken + refused + ignored. `run` is short enough for the suite and long enough for a night.
"""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from models.exchange import cells
from models.exchange.score_sheet import Known, read
from models.rules.errors import Refusal
from models.rules.number.points import parse_points
from tests.exchange.cells.workbooks import number, packed, parts, text
from tests.proofs import second_counter
from tests.proofs.run import Done, Row

LONG, SHORT = 1_000, 25
"""Mutants of each kind."""

SAMPLES = Path(__file__).resolve().parents[1] / "exchange" / "cells" / "samples"
KNOWN = Known({"I.1": "I.1", "I.2": "I.2"}, {"Tỉnh đoàn": "td", "Thanh tra tỉnh": "ttr", "Sở Y tế": "syt"})
LIMITS = cells.Limits(packed=4_000_000, unpacked=8_000_000, cells=60_000, rows=20_000)
VALUES = (
    "",
    "0",
    "-1",
    "1e999",
    "8.5",
    "45785",
    "NaN",
    "9" * 400,
    "#REF!",
    "x",
    "0,5",
    "\u0301",
    "&#0;",
    "<b/>",
    "]]>",
)

_SPOT = re.compile(
    r"<v>([^<]*)</v>|\br=\"([^\"]*)\"|\bt=\"([^\"]*)\"|\bs=\"([^\"]*)\"|<c [^>]*/?>.*?</c>"
    r"|office:value=\"([^\"]*)\"|number-(?:rows|columns)-repeated=\"([^\"]*)\"|value-type=\"([^\"]*)\""
)
FITTING = {
    1: ("1", "9.5", "-3", "1E5", "45785", "abc", "", "0"),
    2: ("A1", "B2", "XFD9", "ZZZZ1", "7", ""),
    3: ("s", "n", "b", "e", "str", "d", "inlineStr", "q"),
    4: ("0", "1", "2", "999", "-1", "x"),
    5: ("1", "9.5", "-3", "1E5", "x", ""),
    6: ("1", "2", "7"),
    7: ("float", "string", "date", "time", "percentage", "boolean", "q"),
}
"""What may stand in a value, an address, a type, a style and so on, by the group of `_SPOT`."""

_KINDS = {"xlsx": ("xlsx", "strict", "bang.xlsx"), "ods": ("bang.ods",)}
"""A file whose first bytes were changed may come in as plain text, which the second counter does not count."""


@dataclass
class Report:
    """What came of a run: how many mutants of each kind were read and refused, by which codes, and what went wrong."""

    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    cells: int = 0

    @property
    def mutants(self) -> int:
        return sum(self.read.values()) + sum(self.refused.values())


def _scores() -> dict[str, str | bytes]:
    head = f'<row r="1">{text("A1", "Đơn vị")}{text("B1", "I.1")}{text("C1", "I.2")}</row>'
    return parts(
        f'{head}<row r="2">{text("A2", "Tỉnh đoàn")}{number("B2", "9")}<c r="C2"><f>B2+1</f></c></row>'
        f'<row r="3" hidden="1">{text("A3", "Thanh tra tỉnh")}{number("B3", "8.25", 1)}'
        '<c r="C3" t="s"><v>0</v></c></row>'
        f'<row r="4">{text("A4", "Sở Không Có")}{number("B4", "7")}{number("C4", "0.5", 2)}'
        '<c r="D4" t="b"><v>1</v></c></row>',
        before='<dimension ref="A1"/><cols><col min="4" max="4" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="B4:C4"/></mergeCells>',
        styles='<fills><fill/></fills><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>',
        strings="<si><r><t>tám</t></r><r><t> rưỡi</t></r></si>",
    )


def _strict() -> dict[str, str | bytes]:
    """The same file as Strict OOXML writes it, with prefixes on every name."""
    made = {}
    for name, content in _scores().items():
        assert isinstance(content, str)
        made[name] = content.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
    return {**made}


def sources() -> dict[str, bytes]:
    """One file of each kind."""
    found = {"xlsx": packed(_scores()), "strict": packed(_strict())}
    for name in ("bang.xlsx", "bang.ods", "bang.xls"):
        found[name] = (SAMPLES / name).read_bytes()
    found["csv"] = 'Đơn vị;I.1;I.2\nTỉnh đoàn;9;8,5\nThanh tra tỉnh;"7";\n'.encode()
    found["html"] = (
        "<html><table><tr><td>Đơn vị</td><td>I.1</td></tr><tr><td>Tỉnh đoàn</td><td>9</td></tr></table></html>".encode()
    )
    return found


def _bytes(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, left out, doubled, or the end cut off."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(data)) if data else 0
        act = chance.randrange(5)
        if act == 0 and data:
            data[at] ^= 1 << chance.randrange(8)
        elif act == 1:
            del data[at : at + chance.randrange(1, 40)]
        elif act == 2:
            data[at:at] = data[at : at + chance.randrange(1, 60)]
        elif act == 3:
            data[at:at] = chance.choice(VALUES).encode()
        elif chance.random() < 0.2:
            del data[at:]
    return bytes(data)


def _in_part(content: bytes, chance: random.Random) -> bytes:
    """The zip is whole, the bytes of one part are not."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        made = {info.filename: file.read(info) for info in file.infolist()}
    name = chance.choice(sorted(made))
    if chance.random() < 0.05:
        del made[name]
    else:
        made[name] = _bytes(made[name], chance)
    return packed(made)


def _in_cells(content: bytes, chance: random.Random) -> bytes:
    """Well-formed XML with another value, type, style or address in a cell, or a cell doubled."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        made = {info.filename: file.read(info) for info in file.infolist()}
    name = next(each for each in made if each.endswith(("sheet1.xml", "content.xml")))
    page = made[name].decode()
    for _ in range(chance.choice((1, 2, 5))):
        spot = chance.choice(list(_SPOT.finditer(page)))
        group = next((group for group in FITTING if spot[group] is not None), 0)
        if group:
            page = page[: spot.start(group)] + chance.choice(FITTING[group]) + page[spot.end(group) :]
        else:
            page = page[: spot.start()] + spot[0] + page[spot.start() :]
    made[name] = page.encode()
    return packed(made)


Mutate = Callable[[bytes, random.Random], bytes]


def kinds() -> Iterator[tuple[str, bytes, Mutate]]:
    """Every kind of file with every kind of damage it can have."""
    for name, content in sources().items():
        yield f"{name}: bytes", content, _bytes
        if content.startswith(b"PK"):
            yield f"{name}: parts", content, _in_part
            yield f"{name}: cells", content, _in_cells


def second_count(kind: str, content: bytes) -> int | None:
    """The second counter's number for a kind it can count; None where it has none."""
    if kind.startswith(("xlsx", "strict", "bang.xlsx")):
        return second_counter.xlsx(content)
    return second_counter.ods(content) if kind.startswith("bang.ods") else None


def _keyboard(_unit: str, _head: str, typed: str) -> object:
    return parse_points(typed, Fraction(0))


def one(kind: str, content: bytes, report: Report, note: str) -> None:
    """Read one mutant in every way and hold the account against the second counter."""
    try:
        book = cells.read(content, "thu", LIMITS)
    except Refusal as refusal:
        report.refused[kind] += 1
        report.codes[refusal.code] += 1
        return
    report.read[kind] += 1
    count = sum(len(page.cells) for page in book.pages)
    report.cells += count
    second = second_count(kind, content) if kind.partition(":")[0] in _KINDS.get(book.origin, ()) else None
    if second is not None and second != count:
        report.wrong.append(f"{note}: the reader has {count} cells, the second counter {second}")
    try:
        found = read(book, book.page(), KNOWN)
    except Refusal as refusal:
        report.codes[refusal.code] += 1
        return
    list(found.settle(_keyboard))
    if sum(found.account.counted().values()) != count:
        report.wrong.append(f"{note}: the account does not add up")


def run(seed: int, budget: int, seconds: float = 1e9) -> Report:
    """`budget` mutants of each kind, from a seed; stops after some seconds."""
    report = Report()
    until = time.monotonic() + seconds
    for kind, content, mutate in kinds():
        for turn in range(budget):
            if time.monotonic() > until:
                return report
            chance = random.Random(f"{seed}/{kind}/{turn}")
            note = f"{kind}, seed {seed}, mutant {turn}"
            try:
                one(kind, mutate(content, chance), report, note)
            except Exception as error:  # whatever it is, it is what this proof looks for
                report.wrong.append(f"{note}: {type(error).__name__}: {error}")
    return report


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """So many mutants of each kind; the run is short enough to begin anew when it was stopped."""
    found = run(seed, cases)
    yield Row("mutants of files that come in", found.mutants, len(found.wrong), tuple(found.wrong))
