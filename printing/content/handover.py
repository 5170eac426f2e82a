"""What the minutes of a handover say: the parties, the papers, the open work, the last number, the money, the code.

Before the handover they can be printed as a draft with what the book knows; the code has its place and no signs yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.book.closing.closing import Custody, HandoverDraft
from models.rules.number import codes
from models.rules.number.points import show_money
from models.rules.number.text import show_date
from printing.content.common import Heading, Signing, sentence
from printing.content.letters.letter import nothing
from printing.content.listing import ListColumn, Listing, ListLine, ListTable
from printing.content.reading import Source
from printing.styles import day_in_text

if TYPE_CHECKING:
    from models.book.book import Book

CODE_LINE = (
    "Mã đối chiếu dùng để kiểm tra sổ nhận được đúng là sổ đã bàn giao: mở sổ, mục Kiểm tra sổ phải hiện đúng mã này."
)
BLANK_CODE = " ".join(["…………"] * codes.GROUPS)


@dataclass(frozen=True, slots=True)
class Party:
    """One side: the unit, and who stands for it in which position (blank to be written in)."""

    unit: str
    role: str
    person: str
    position: str


@dataclass(frozen=True, slots=True)
class HandoverMinutes:
    """Biên bản bàn giao; `code` is the Mã đối chiếu in groups, `draft` says that the book is not handed over yet."""

    heading: Heading
    about: str
    opening: str
    giver: Party
    taker: Party
    items: tuple[str, ...]
    open_work: tuple[str, ...]
    last_number: str
    fund: str
    file_lines: tuple[str, ...]
    bloc: str
    code: str
    code_line: str
    closing: str
    signers: tuple[Signing, ...]
    draft: bool


# --- from the book ----------------------------------------------------------------------------------------------------


def gather(book: Book, year: int, *, date: str = "") -> HandoverMinutes:
    """The minutes of the year's handover; of none yet, what they would say today. RuleViolation `year.unknown`."""
    custody = book.closing.custody(year)
    said: Custody | HandoverDraft = custody or book.closing.draft(year)
    on = custody.handed_on if custody else date
    source, following = Source(book, year, on), Source(book, year + 1, on)
    write, terms = source.write, source.described.words
    giver = _party(source, said.from_unit, said.from_person, f"{terms.head} {source.called(year)}")
    taker = _party(following, said.to_unit, said.to_person, f"{terms.head} {source.called(year + 1)}")
    place = source.bloc_heading().place or "……………………"
    return HandoverMinutes(
        heading=source.bloc_heading(),
        about=write(f"Bàn giao nhiệm vụ {terms.head}, sổ và hồ sơ của {source.bloc}"),
        opening=sentence(f"Hôm nay, {day_in_text(on)}, tại {place}, hai bên gồm có:", on or "…", place),
        giver=giver,
        taker=taker,
        items=tuple(map(write, said.items)),
        open_work=tuple(map(write, said.open_work)),
        last_number=said.last_number or "",
        fund="" if said.fund_dong is None else _fund(said.fund_dong),
        file_lines=_file(book, year, custody),
        bloc=terms.bloc.lower(),
        code=(book.closing.shown_code(custody) if custody else "") or BLANK_CODE,
        code_line=CODE_LINE,
        closing="Biên bản lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản, đã đọc lại và cùng ký tên",
        signers=(
            Signing(("ĐẠI DIỆN BÊN GIAO",), name=giver.person),
            Signing(("ĐẠI DIỆN BÊN NHẬN",), name=taker.person),
        ),
        draft=custody is None,
    )


def custody_chain(book: Book, year: int, *, date: str = "") -> Listing:
    """Who kept the book up to the handover of the year, each time with its code.

    RuleViolation `year.unknown`, `paper.nothing` where the book was never handed over.
    """
    source = Source(book, year, date)
    columns = (
        ListColumn("STT", 11, "center"),
        ListColumn("Bên giao"),
        ListColumn("Bên nhận"),
        ListColumn("Ngày giao", 24, "center"),
        ListColumn("Ngày nhận, người nhận", 40),
        ListColumn("Mã đối chiếu", 42),
    )
    lines = tuple(_kept(source, one) for one in book.closing.custodies() if one.year <= year)
    if not lines:
        raise nothing("Danh sách các lần giao nhận sổ", "sổ chưa bàn giao lần nào")
    return Listing(
        source.bloc_heading(),
        "DANH SÁCH",
        (source.write(f"Các lần giao nhận sổ và hồ sơ của {source.bloc}, đến {source.called(year)}"),),
        (ListTable(columns, lines),),
        (source.maker("DANH SÁCH"), source.bloc_signer()),
        landscape=True,
    )


def _kept(source: Source, one: Custody) -> ListLine:
    """One handover; one that was taken back says so, one that waits has its place for the day."""
    closing, members = source.book.closing, source.book.members

    def side(unit: str | None, person: str | None) -> str:
        name = source.write(members.unit(unit, one.handed_on).name) if unit else ""
        return "; ".join(part for part in (name, person or "") if part)

    took = f"{show_date(one.received_on)}; {one.received_by}" if one.received_on else "……/……/……"
    if one.withdrawn_on:
        took = f"rút lại ngày {show_date(one.withdrawn_on)}: {one.withdrawn_reason}"
    code = closing.shown_code(one) or BLANK_CODE
    sides = (side(one.from_unit, one.from_person), side(one.to_unit, one.to_person))
    return ListLine((str(one.n), *sides, show_date(one.handed_on), took, code))


def _party(source: Source, unit: str | None, person: str | None, role: str) -> Party:
    """A side of the handover, under the unit's name of the day."""
    if unit is None:
        return Party("", source.write(role), person or "", "")
    name = source.write(source.book.members.unit(unit, source.day).name)
    head = source.contact(unit, "head")
    title = source.write(head.title) if head and head.title and head.name == person else ""
    return Party(name, source.write(role), person or "", title)


def _file(book: Book, year: int, custody: Custody | None) -> tuple[str, ...]:
    """What is said about the file: when the year was closed, and what the copy is."""
    seal = next((one for one in book.closing.seals() if custody and one.fingerprint == custody.seal), None)
    told = []
    if seal is not None:
        text = f"Sổ {book.years.called(seal.year)} khóa ngày {show_date(seal.closed_on)}."
        told.append(sentence(text, seal.year, seal.closed_on))
    if custody is not None:
        told.append(sentence("Bên nhận được bản sổ đầy đủ; bản ở bên giao từ nay chỉ để xem và in."))
    return tuple(told)


def _fund(dong: int) -> str:
    """What is left of the contributions, or by how much more was spent."""
    return f"đã chi vượt: {show_money(-dong)}" if dong < 0 else f"còn lại: {show_money(dong)}"
