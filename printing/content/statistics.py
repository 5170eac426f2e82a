"""The closing summary of a year: rates that add up, titles by level, figures typed elsewhere beside what they give."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.reporting.rows import RateTable, TitleTable
from models.rules import words as shared
from models.rules.number.points import show
from models.rules.number.text import show_date
from printing.content.common import facts_of, sentence
from printing.content.letters.letter import nothing
from printing.content.listing import ListColumn, Listing, ListLine, ListTable
from printing.content.reading import Source
from printing.content.words.annexes import annex_of
from printing.content.words.prose import two

if TYPE_CHECKING:
    from models.book.book import Book

LEVELS = {**shared.TITLE_LEVELS, "ministry": "Bộ, ban, ngành"}
"""The words of the levels as a narrow column holds them."""
COUNTED = (
    ("proposed_collectives", "Đề nghị, tập thể"),
    ("proposed_individuals", "Đề nghị, cá nhân"),
    ("proposed_households", "Đề nghị, hộ"),
    ("collectives", "Đã tặng, tập thể"),
    ("individuals", "Đã tặng, cá nhân"),
    ("households", "Đã tặng, hộ"),
)
PAPER = "Biểu tổng hợp xếp loại, khen thưởng năm"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def gather(book: Book, year: int, *, date: str = "") -> Listing:
    """Every table of the year that holds a number; percentages are the book's, computed over one denominator. Refused
    while there is none.
    """
    source = Source(book, year, date)
    counted = book.statistics.classes(year), book.statistics.ratings(year)
    made = [_rates(source, one, f"{two(one.whole)} đơn vị") for one in counted if one.rated]
    made += _levels(source)
    titles = book.statistics.titles(year)
    tables = made + ([_titles(source, titles)] if titles.rows else [])
    tables += [_rates(source, one, f"tổng số {one.whole}") for one in book.statistics.figures(year)]
    if not tables:
        raise nothing(PAPER, f"{source.called(year)} chưa có xếp loại, khen thưởng hay số liệu nào để tổng hợp")
    headed = tuple(replace(one, heading=_numbered(n, one.heading)) for n, one in enumerate(tables))
    return Listing(
        source.bloc_heading(),
        "BIỂU TỔNG HỢP",
        (f"Kết quả xếp loại và khen thưởng {source.called(year)}", source.write(f"của {source.bloc}")),
        headed,
        (source.maker("BIỂU"), source.bloc_signer()),
        annex_of=annex_of(source, "bao-cao-tong-ket"),
    )


def _numbered(at: int, heading: str) -> str:
    return sentence(f"{ROMAN[at]}. {heading}", *facts_of(heading)) if at < len(ROMAN) else heading


def _levels(source: Source) -> list[ListTable]:
    """Unit by unit what others recognised, with number and day of their paper; awaited where nothing came."""
    found = source.book.findings.levels(source.year)
    if all(one.awaited for one in found):
        return []
    columns = (
        ListColumn("STT", 11, "center"),
        ListColumn("Đơn vị"),
        ListColumn("Mức độ hoàn thành", 48),
        ListColumn("Cấp công nhận", 36),
        ListColumn("Số, ngày văn bản", 34),
    )
    lines = []
    for n, one in enumerate(found, 1):
        said = [one.document or "", f"ngày {show_date(one.date)}" if one.date else ""]
        paper = " ".join(part for part in said if part)
        cells = (str(n), source.official(one.unit), one.name, one.by or "", paper)
        lines.append(ListLine(tuple(source.write(cell) for cell in cells)))
    return [
        ListTable(columns, tuple(lines), "Mức độ hoàn thành nhiệm vụ của từng đơn vị, do cấp có thẩm quyền công nhận")
    ]


def percent(value: Decimal) -> str:
    """`33,33`."""
    return show(Fraction(value))


def _rates(source: Source, table: RateTable, whole: str) -> ListTable:
    """A table of shares; `whole` says what they are shares of."""
    columns = (
        ListColumn("STT", 11, "center"),
        ListColumn("Nội dung"),
        ListColumn("Số lượng", 26, "center"),
        ListColumn("Tỷ lệ (%)", 26, "center"),
    )
    rows = [row for row in table.rows if table.whole]
    lines = [
        ListLine((str(n), source.write(row.label), str(row.count), percent(row.share))) for n, row in enumerate(rows, 1)
    ]
    if lines:
        lines.append(ListLine(("", "Cộng", str(table.whole), percent(table.total)), "total"))
    text = f"Tỷ lệ tính trên {whole}, làm tròn sao cho cộng đúng 100,00."
    notes = [sentence(text, table.whole)] if lines else []
    for fault in table.faults:
        facts = fault.code, table.label(fault.row), show(fault.typed), show(fault.computed)
        notes.append(sentence(source.write(_fault(*facts)), *facts))
    return ListTable(columns, tuple(lines), sentence(source.write(table.name), table.name), notes=tuple(notes))


def _fault(code: str, label: str, typed: str, computed: str) -> str:
    if code == "statistics.base":
        return (
            f"{label}: nơi gửi ghi mẫu số {typed.partition(',')[0]}, cộng các dòng được {computed.partition(',')[0]}."
        )
    if code == "statistics.sum":
        return f"Cộng các tỷ lệ nơi gửi ghi được {typed}%."
    return f"{label}: nơi gửi ghi {typed}%, tính đúng là {computed}%."


def _titles(source: Source, table: TitleTable) -> ListTable:
    counted = [one for one in COUNTED if table.households or not one[0].endswith("households")]
    columns = (
        ListColumn("Cấp", 30),
        ListColumn("Danh hiệu, hình thức"),
        *(ListColumn(heading, 17 if table.households else 21, "center") for _, heading in counted),
    )
    shown = {row.title for row in table.rows}
    names = [name for name, _ in counted]
    lines, level = [], ""
    for row in table.rows:
        nested = row.within in shown
        name = f"trong đó: {row.name}" if nested else row.name
        said = LEVELS.get(row.level, "Khác")
        first = "" if said == level else said
        level = said
        lines.append(ListLine((first, source.write(name), *(_count(getattr(row, one)) for one in names))))
    lines.append(ListLine(("", "Cộng", *(str(table.summed(one)) for one in names)), "total"))
    note = "Số ghi ở dòng “trong đó” đã nằm trong dòng trên, không cộng thêm."
    notes = (note,) if any(row.within in shown for row in table.rows) else ()
    return ListTable(columns, tuple(lines), "Danh hiệu, hình thức khen thưởng", notes=notes)


def _count(number: int) -> str:
    return str(number) if number else "–"
