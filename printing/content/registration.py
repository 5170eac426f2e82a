"""What the registration table of a year says, and the pledge: sections, targets, who signs and who witnesses."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.pledging.rows import Pledge, Sign, Target
from models.book.regulation.titles import called
from models.rules.number.points import show_plain
from models.rules.number.text import show_date
from printing.content.common import Heading, Signing, sentence
from printing.content.listing import ListColumn, Listing, ListLine, ListTable, grouped
from printing.content.reading import Source
from printing.content.words.prose import two
from printing.styles import day_in_text

if TYPE_CHECKING:
    from models.book.book import Book

SECTIONS = (("aims", "Mục tiêu"), ("targets", "Chỉ tiêu"), ("tasks", "Nhiệm vụ"), ("solutions", "Giải pháp"))
REGISTERED = (
    ListColumn("STT", 11, "center"),
    ListColumn("Đơn vị", 44),
    ListColumn("Ngày nhận", 23, "center"),
    ListColumn("Danh hiệu, hình thức đăng ký", 58),
    ListColumn("Nhiệm vụ trọng tâm", 21, "center"),
    ListColumn("Chỉ tiêu"),
    ListColumn("Đơn vị tính", 22, "center"),
    ListColumn("Kế hoạch", 22, "right"),
)


def figure(value: Fraction | None) -> str:
    """A figure as printed: no needless zeros, thousands with a dot; "" when there is none."""
    return "" if value is None else show_plain(value, 3)


# --- the registration table -------------------------------------------------------------------------------------------


def gather(book: Book, year: int, *, date: str = "") -> Listing:
    """Every unit with what it registered; one that has not registered is there with its gap."""
    source = Source(book, year, date)
    lines: list[ListLine] = []
    any_target = bool(book.registration.targets(year))
    for number, one in enumerate(book.registration.all(year), 1):
        targets = book.registration.targets(year, one.unit) or (None,)
        received = show_date(one.received_on) if one.received_on else "chưa gửi"
        late = f" (chậm {one.late.words})" if one.late and one.late.days else ""
        shared = (
            str(number),
            source.all_units[one.unit],
            received + late,
            _titles(source, one.unit),
            _tasks(source, one.unit),
        )
        lines += grouped(shared, [_target(source, target) if any_target else () for target in targets])
    registered = sum(one.received_on is not None for one in book.registration.all(year))
    total = len(book.registration.all(year))
    note = sentence(f"Đã đăng ký: {two(registered)}/{two(total)} đơn vị.", registered, total)
    columns = REGISTERED if any_target else REGISTERED[:-3]
    tables = [ListTable(columns, tuple(lines), notes=(note,))]
    tables += _task_table(source)
    return Listing(
        heading=source.heading_of_year(),
        title="BẢNG TỔNG HỢP ĐĂNG KÝ THI ĐUA",
        about=(f"{source.called(year, capital=True)} của {source.write(source.bloc)}",),
        tables=tuple(tables),
        signers=(source.maker("BẢNG"), source.bloc_signer()),
        landscape=True,
    )


def _titles(source: Source, unit: str) -> str:
    """A line per title; a person's or household's title with their name."""
    names = {code: name for code, name, _ in source.book.registration.catalogue(source.year)}
    lines = []
    for one in source.book.registration.titles(source.year, unit):
        title = source.write(called(names, one.title))
        lines.append(f"{one.name}: {title}" if one.name else title)
    return "\n".join(lines)


def _tasks(source: Source, unit: str) -> str:
    listed = source.book.following.works(source.year, "key", unit)
    said = source.book.registration.of(source.year, unit).tasks
    return str(max(len(listed), said or 0) or "")


def _target(source: Source, target: Target | None) -> tuple[str, str, str]:
    if target is None:
        return "", "", ""
    return source.write(target.name), source.write(target.measure), figure(target.plan)


def _task_table(source: Source) -> list[ListTable]:
    """The key tasks one by one, where units listed them."""
    works = source.book.following.works(source.year, "key")
    if not works:
        return []
    columns = (
        ListColumn("STT", 11, "center"),
        ListColumn("Đơn vị", 50),
        ListColumn("Nhiệm vụ"),
        ListColumn("Hạn", 26, "center"),
    )
    lines = tuple(
        ListLine(
            (
                str(number),
                source.all_units.get(one.unit or "", source.write(source.bloc)),
                source.write(one.title),
                show_date(one.due_on) if one.due_on else "",
            )
        )
        for number, one in enumerate(works, 1)
    )
    return [ListTable(columns, lines, "Nhiệm vụ trọng tâm đăng ký")]


# --- the pledge -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PledgePaper:
    """The pledge as printed; `sections` hold their lines, a section without text is left to be written by hand."""

    heading: Heading
    title: str
    about: str
    opening: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    targets: ListTable | None
    closing: str
    signatories: tuple[Signing, ...]
    witnesses: tuple[Signing, ...]


def gather_pledge(book: Book, year: int, *, date: str = "") -> PledgePaper:
    """The pledge as written; before anybody is named to sign, the heads of the units of the day are."""
    written = book.registration.pledge.of(year) or Pledge(year)
    source = Source(book, year, date or written.signed_on or "")
    signs = written.signatories or book.registration.pledge.offered(year, book.leadership.leading, source.day)
    place = written.place or source.described.place or ""
    at = f", tại {source.write(place)}" if place else ""
    return PledgePaper(
        heading=source.heading_of_year(),
        title="GIAO ƯỚC THI ĐUA",
        about=f"{source.called(year, capital=True)} của {source.write(source.bloc)}",
        opening=sentence(
            f"Hôm nay, {day_in_text(source.date or str(year))}{at}, các đơn vị thuộc {source.write(source.bloc)} "
            f"thống nhất ký giao ước thi đua {source.called(year)} với những nội dung sau:",
            source.date or year,
            place,
            source.write(source.bloc),
        ),
        sections=tuple((name, _lines(source, getattr(written, key))) for key, name in SECTIONS),
        targets=_target_table(source),
        closing="Các đơn vị cam kết tổ chức thực hiện đầy đủ các nội dung của giao ước này.",
        signatories=tuple(_signing(source, sign) for sign in signs),
        witnesses=tuple(_signing(source, sign) for sign in written.witnesses),
    )


def _lines(source: Source, text: str) -> tuple[str, ...]:
    return tuple(source.write(line.strip()) for line in text.split("\n") if line.strip())


def _target_table(source: Source) -> ListTable | None:
    """The targets of all units, called as they sign, as an annex of the pledge's second section."""
    units = dict.fromkeys(target.unit for target in source.book.registration.targets(source.year))
    if not units:
        return None
    lines: list[ListLine] = []
    for number, unit in enumerate(units, 1):
        targets = source.book.registration.targets(source.year, unit)
        lines += grouped((str(number), source.official(unit)), [_target(source, target) for target in targets])
    columns = (
        ListColumn("STT", 11, "center"),
        ListColumn("Đơn vị", 45),
        ListColumn("Chỉ tiêu"),
        ListColumn("Đơn vị tính", 24, "center"),
        ListColumn("Kế hoạch", 22, "right"),
    )
    return ListTable(columns, tuple(lines), intro="Chỉ tiêu các đơn vị đăng ký:")


def _signing(source: Source, sign: Sign) -> Signing:
    """Who signs, under the full name of the unit where there is one, in capitals as papers write it."""
    title = source.write(sign.title or "").upper()
    if sign.unit is None:
        return Signing((title,) if title else (), name=sign.name)
    return Signing((title,) if title else (), body=source.official(sign.unit).upper(), name=sign.name)
