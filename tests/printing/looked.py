"""What a văn thư looks at on a printed paper, as one list of what is wrong with it: margins, sizes, top, dates, marks,
recipients, frames, and what stands alone on a page. Run over every paper of the practice year and of the hard ones."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from printing import laid
from printing.blocks import (
    Cell,
    Composed,
    Document,
    FamilyKey,
    Paragraph,
    Placard,
    Recipients,
    Running,
    SheetSet,
    SignatureGrid,
    Signatures,
    Table,
    WideSet,
)
from printing.catalogue import as_pdf
from printing.layout.widths import table_widths
from printing.pen import page_size
from printing.styles import STYLES
from tests.printing import papers, said

MM = 72 / 25.4
NATION: dict[FamilyKey, str] = {
    "state": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
    "front": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
    "party": "ĐẢNG CỘNG SẢN VIỆT NAM",
    "youth": "ĐOÀN TNCS HỒ CHÍ MINH",
}
MACHINE = re.compile(r"\bỦY /|\.\.\./|\bNone\b|Fraction|\bnan\b")
FIGURE = re.compile(r"[+−-]?\d[\d.]*(?:,\d+)?[*]?")
BOX = 0.892
"""How high poppler's box of a word is, as a share of its size: .908 of a letter in regular weight, .893 in bold."""
FEW = 4
"""Fewer words than these are no text that signatures stand under."""
Words = list[tuple[float, float, float, float, str]]
Boxes = list[tuple[tuple[float, float], Words]]


def faults(made: Composed, folder: Path) -> list[str]:
    """Everything that is wrong with the PDF of a paper, each in words; documents of running text one by one."""
    match made:
        case Running(documents):
            return [one for paper in documents for one in _running(paper, folder)]
        case SheetSet(sheets):
            family, matrix, signed = sheets[0].family, None, [one.signatures for one in sheets]
        case WideSet(tables):
            family, matrix, signed = (
                tables[0][0].family,
                tables[0][0],
                [one.signatures for each in tables for one in each],
            )
        case _:
            raise TypeError
    content = as_pdf(made)
    boxes, pages = papers.boxes(content, folder), papers.raw_pages(content, folder)
    found = [*_frame(boxes, family), *_words(pages, family)]
    found += _numbers(boxes, family) if matrix else _numbered_feet(boxes, family)
    found += [*_signed_alone(boxes, family, signed)]
    if matrix is None or len(tables) == len(tables[0]) == 1:
        found += _totals(made, papers.raw_pages(content, folder))
    return found


def _running(paper: Document, folder: Path) -> Iterator[str]:
    content = as_pdf(Running((paper,)))
    boxes, pages = papers.boxes(content, folder), papers.raw_pages(content, folder)
    plates = any(isinstance(one, Placard) for one in paper.blocks)
    yield from _frame(boxes, paper.family, plates)
    if plates:
        return
    yield from _words(pages, paper.family)
    yield from _numbers(boxes, paper.family)
    yield from _ends(paper, pages)
    yield from _alone(paper, pages)
    yield from _signed_alone(boxes, paper.family, [one for one in paper.blocks if isinstance(one, Signatures)])
    yield from _grid_alone(boxes, paper)
    yield from _totals(Running((paper,)), pages)
    drawn = {word for _, words in boxes for *_, word in words}
    for figure in _figures(paper):
        if not set(figure.split()) <= drawn:
            yield f"{figure} is broken over two lines"


def _frame(pages: Boxes, family: FamilyKey, plates: bool = False) -> Iterator[str]:
    """Every word within the margins, on the page, in a size that is read; no page that is almost empty."""
    for number, ((wide, tall), words) in enumerate(pages, 1):
        margins = _margins(family, wide > tall)
        body = _body((wide, tall), words, family)
        if len(body) < 5 and not (plates and body):
            yield f"page {number} is almost empty"
        for left, top, right, bottom, word in words:
            if left < margins[2] - 1 or right > wide - margins[3] + 1 or top <= 0 or bottom >= tall:
                yield f"page {number}: {word} stands outside its frame"
            turned = re.fullmatch(r"\W+|[IVX]+\.", word)  # a numeral in a turned heading is as high as it is wide
            if bottom - top < 7 * BOX and not turned:
                yield f"page {number}: {word} is set below 7 points"


def _margins(family: FamilyKey, lying: bool) -> list[float]:
    return [edge * MM for edge in (STYLES[family].table_margins if lying else STYLES[family].margins)]


def _body(size: tuple[float, float], words: Words, family: FamilyKey) -> Words:
    """The words of a page but those in its margins, where its number and the foot of a sheet stand."""
    wide, tall = size
    top, bottom, *_ = _margins(family, wide > tall)
    return [each for each in words if each[1] > top - 20 and each[3] < tall - bottom + 2]


def _numbers(pages: Boxes, family: FamilyKey) -> Iterator[str]:
    """A page that begins a paper has no number, every other the next one, in its top margin."""
    last = 0
    for number, (size, words) in enumerate(pages, 1):
        top = _margins(family, size[0] > size[1])[0]
        shown = " ".join(word for _, _, _, bottom, word in words if bottom < top - 2)
        drawn = {word for *_, word in words}
        begins = any(set(name.split()) <= drawn for name in NATION.values())
        last = 1 if begins else last + 1
        if shown != ("" if last == 1 else str(last)):
            yield f"page {number} is numbered {shown or 'nothing'}, not {last}"


def _numbered_feet(pages: Boxes, family: FamilyKey) -> Iterator[str]:
    """Every page of sheets says at its foot which of how many it is, and nothing in its top margin."""
    due: tuple[int, int] = (0, 0)
    for number, (size, words) in enumerate(pages, 1):
        top, bottom, *_ = _margins(family, size[0] > size[1])
        above = " ".join(word for *_, low, word in words if low < top - 2)
        foot = " ".join(word for _, high, _, _, word in words if high > size[1] - bottom)
        said = re.search(r"Trang (\d+)/(\d+)$", foot)
        if above:
            yield f"page {number} has {above} in its top margin"
        if said is None:
            yield f"page {number} is not numbered at its foot"
            continue
        at, count = int(said[1]), int(said[2])
        if (at, count) != ((due[0] + 1, due[1]) if due[0] < due[1] else (1, count)):
            yield f"page {number} is numbered {at}/{count}"
        due = at, count
    if due[0] < due[1]:
        yield f"the last page is numbered {due[0]}/{due[1]}"


def _signed_alone(pages: Boxes, family: FamilyKey, signed: Sequence[Signatures]) -> Iterator[str]:
    """No page of several holds signatures and nothing they stand under."""
    known = [Counter(" ".join(said.signed(family, one)).split()) for one in signed]
    for number, (size, words) in enumerate(pages, 1):
        drawn = Counter(word for *_, word in _body(size, words, family))
        if number > 1 and any((drawn & one).total() and (drawn - one).total() < FEW for one in known):
            yield f"signatures alone on page {number}"


def _grid_alone(pages: Boxes, paper: Document) -> Iterator[str]:
    """The page on which many begin to sign holds some of what they sign."""
    grids = [one for one in paper.blocks if isinstance(one, SignatureGrid)]
    if not grids:
        return
    texts = [one.heading for one in grids]
    texts += [part for one in grids for part in said.signed(paper.family, Signatures(one.signers))]
    all_of, first = Counter(" ".join(texts).split()), Counter(" ".join(grids[0].signers[0].position).split())
    for number, (size, words) in enumerate(pages, 1):
        drawn = Counter(word for *_, word in _body(size, words, paper.family))
        if not first - drawn:
            if number > 1 and (drawn - all_of).total() < FEW:
                yield f"the first signatures alone on page {number}"
            return


def _words(pages: Sequence[str], family: FamilyKey) -> Iterator[str]:
    text = " ".join(pages)
    if not re.search("|".join(NATION.values()), pages[0]):
        yield "no national name, Party or Union at the top"
    for day, month in re.findall(r"ngày (\d+) tháng (\d+) năm", text):
        if len(day) != 2 or month in ("1", "2"):
            yield f"ngày {day} tháng {month} without its zero"
    yield from (f"words of machines: {one}" for one in MACHINE.findall(text))


def _ends(paper: Document, pages: Sequence[str]) -> Iterator[str]:
    """The family's own top, end mark and last recipient."""
    text, style = " ".join(pages), STYLES[paper.family]
    if NATION[paper.family] not in pages[0]:
        yield "the top is another family's"
    if paper.end_mark and style.end_mark not in text:
        yield "no end mark"
    columns = [one for block in paper.blocks if isinstance(block, Signatures) for one in block.columns]
    if any(isinstance(one, Recipients) for one in columns) and f"- {style.kept}." not in text:
        yield "recipients do not end with where it is kept"


def _alone(paper: Document, pages: Sequence[str]) -> Iterator[str]:
    """No page ends with a heading or what leads on."""
    room = _room(paper)[0]
    blocks = paper.blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and laid.leads(paper.family, blocks, at, room):
            text = papers.words(said.text_of(block.text)).strip()
            for number, page in enumerate(pages[:-1], 1):
                if text and page.strip().endswith(text):
                    yield f"page {number} ends with {text[:60]}"


def _room(paper: Document) -> tuple[float, float]:
    style = STYLES[paper.family]
    top, bottom, left, right = (edge * MM for edge in (style.table_margins if paper.landscape else style.margins))
    wide, tall = page_size(paper.paper, paper.landscape)
    return wide - left - right, tall - top - bottom


def _totals(made: Composed, pages: Sequence[str]) -> Iterator[str]:
    """A total, and the last row of a table unless the last two are high, has a row of its table over it on its page."""
    closing: list[tuple[str, str]] = []
    match made:
        case Running((paper,)):
            room, height = _room(paper)
            for table in (one for one in paper.blocks if isinstance(one, Table)):
                kept = laid.is_end_kept(table, table_widths(table, room, paper.blocks), height)
                for before, row in itertools.pairwise(table.rows):
                    if row.kind == "total" or (kept and row is table.rows[-1]):
                        closing.append((_said(before.cells), _said(row.cells)))
        case SheetSet(sheets):
            for above_row, last in itertools.pairwise(sheets[0].form.rows):
                if last.kind == "total":
                    closing.append((above_row.title, last.title))
        case WideSet(tables):
            for above_line, line in itertools.pairwise(tables[0][0].rows):
                if line.kind == "total":
                    closing.append((" ".join(above_line.lead), " ".join(line.lead)))
    squeezed = [re.sub(r"\s", "", page) for page in pages]
    for above, total in closing:
        first, ours = re.sub(r"\s", "", above), re.sub(r"\s", "", total)
        of_total = [page for page in squeezed if ours and ours in page]
        if of_total and first and not any(first in page or first[-12:] in page for page in of_total):
            yield f"{total[:60]} stands alone on its page"


def _said(cells: Sequence[Cell | str]) -> str:
    """The longest text of a row: what it is known by on the page."""
    texts = [one.content if isinstance(one, Cell) else one for one in cells]
    return max((text for text in texts if isinstance(text, str)), key=len, default="")


def _figures(paper: Document) -> Iterator[str]:
    """Points as they stand in the centred columns of tables."""
    for table in (one for one in paper.blocks if isinstance(one, Table)):
        for row, cells in zip(table.rows, laid.placed(table.rows, len(table.columns)), strict=True):
            for one in cells if row.cells else ():
                text = one.cell.content
                if table.columns[one.column].align == "center" and isinstance(text, str) and FIGURE.fullmatch(text):
                    yield text
