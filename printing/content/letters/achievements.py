"""Báo cáo thành tích: the frame of the report each candidate writes, with what the book knows filled in and room
for the rest.

Frames are data (`resources/report-frames.toml`) and say what they rest on; one whose text was not compared says so on
the paper. The report speaks for the candidate: only recorded results and honours are set down, praise never.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.book.awards.rows import Proposal
from models.rules.number.text import show_date
from printing.content import standing_words
from printing.content.awards import granted_before
from printing.content.common import DOTS, Signing
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.letters.report_done import worded
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.reading import Source, shown_total
from printing.content.registration import figure
from printing.content.words.prose import listed, small

if TYPE_CHECKING:
    from models.book.book import Book

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "report-frames.toml"
ROMAN = ("I", "II", "III", "IV", "V", "VI")
UNVERIFIED = "Đề cương theo thông lệ, chưa đối chiếu với mẫu ban hành kèm theo nghị định; xem lại mẫu trước khi dùng."
OF = {"collective": "tập thể", "individual": "cá nhân", "household": "hộ gia đình"}
HONOURS = (
    ListColumn("Năm", 20, "center"),
    ListColumn("Danh hiệu, hình thức khen thưởng"),
    ListColumn("Số, ngày, tháng, năm của quyết định; cơ quan ban hành", 72),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: for which kind of holder (and titles, where it is for some only), its sections as data."""

    key: str
    holder: str
    name: str
    sections: tuple[dict[str, Any], ...]
    unverified: bool = False
    titles: tuple[str, ...] = ()


@cache
def frames() -> tuple[Frame, ...]:
    """The shipped frames in their order."""
    raw = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["frame"]
    return tuple(
        Frame(
            one["key"],
            one["holder"],
            one["name"],
            tuple(one["sections"]),
            bool(one.get("unverified")),
            tuple(one.get("titles", ())),
        )
        for one in raw
    )


def frame_of(proposal: Proposal) -> Frame:
    """The frame of the proposal's own title, else that of its kind of holder."""
    alike = [one for one in frames() if one.holder == proposal.holder]
    own = [one for one in alike if proposal.title in one.titles]
    return (own or [one for one in alike if not one.titles])[0]


def reports(book: Book, year: int, unit: str | None = None, *, date: str = "") -> tuple[Letter, ...]:
    """One report for each live proposal (of a unit). Refused while nothing is proposed."""
    source = Source(book, year, date)
    live = [one for one in book.awards.proposals(year) if one.live and unit in (None, one.unit)]
    if not live:
        lacking = "đơn vị này chưa có đề nghị khen thưởng" if unit else "chưa có đề nghị khen thưởng nào"
        raise nothing("Báo cáo thành tích", lacking)
    return tuple(_report(source, one) for one in live)


def _report(source: Source, proposal: Proposal) -> Letter:
    frame, who = frame_of(proposal), _called(source, proposal)
    parts: list[Part] = []
    if frame.unverified:
        parts.append(Para("unverified", UNVERIFIED, plain=True))
    for number, section in enumerate(frame.sections):
        key = f"s{number + 1}"
        parts.append(Para(key, f"{ROMAN[number]}. {section['title']}", heading=True))
        for what in section.get("filled", ()):
            parts += FILLED[what](source, proposal, key)
        parts += [
            Para(f"{key}.{n}", f"{line} {DOTS} {DOTS}", plain=True)
            for n, line in enumerate(section.get("lines", ()), 1)
        ]
    title = source.write(f"Đề nghị tặng {proposal.title_name or proposal.title}")
    remark = f"({OF[proposal.holder][:1].upper()}{OF[proposal.holder][1:]}: {who})"
    signers: tuple[Signing, ...] = (source.unit_signer(proposal.unit),)
    if proposal.holder != "collective":
        confirmed = Signing(("XÁC NHẬN CỦA ĐƠN VỊ", *signers[0].position), name=signers[0].name)
        own = "ĐẠI DIỆN HỘ GIA ĐÌNH" if proposal.holder == "household" else "NGƯỜI BÁO CÁO"
        signers = (confirmed, Signing((own,), name=proposal.name))
    return Letter(
        source.heading(proposal.unit),
        "BÁO CÁO THÀNH TÍCH",
        (title,),
        tuple(parts),
        signers,
        remarks=(remark,),
        key=proposal.key,
        end_mark=False,
    )


def _called(source: Source, proposal: Proposal) -> str:
    own = proposal.person_name or proposal.household_name
    return ", ".join(part for part in (own, source.official(proposal.unit)) if part)


# --- what the book knows -------------------------------------------------------------------------------------------


def _results(source: Source, proposal: Proposal, key: str) -> Iterator[Part]:
    """Ratings of the holder in all its records, year by year with the text that says so, and the unit's place of this
    year.
    """
    book = source.book
    own = book.history.own(proposal.unit, proposal.person, proposal.household)
    for one in book.findings.ratings(own):
        by = ", ".join(part for part in (one.document, one.by) if part)
        name = source.called(one.year, capital=True)
        text = f"{name}: {_rating(source, one.value)}" + (f" ({by})" if by else "") + "."
        named = f"{key}.rating.{one.year}" + ("" if one.holder == proposal.who else f".{one.holder}")
        yield worded(source, named, text, one.value, one.document)
    place = book.standing.ranking(source.year).place(proposal.unit)
    if place is not None and place.rank is not None and isinstance(place.points, Fraction):
        label = standing_words.label(book.standing.ranking(source.year), proposal.unit)
        still = " (thứ hạng còn tạm)" if place.provisional else ""
        bloc = source.described.words.bloc.lower()
        classed = f", xếp loại thi đua của {bloc}: {small(label)}" if label else ""
        text = (
            f"{source.called(capital=True)}, {source.official(proposal.unit)} được {shown_total(place.points)} điểm, "
            f"xếp thứ {place.rank}{still}{classed}."
        )
        yield worded(source, f"{key}.place", text, place.points, place.rank, label, bloc)


def _rating(source: Source, value: str) -> str:
    rows = source.book.statistics.ratings(source.year).rows
    return next((small(one.label) for one in rows if one.key == value), value)


def _targets(source: Source, proposal: Proposal, key: str) -> Iterator[Part]:
    """Targets of the unit with plan and figure."""
    review = source.book.following.year_end(source.year)
    mine = next((one for one in review.units if one.unit == proposal.unit), None)
    rows = [
        (source.write(one.target.name), source.write(one.target.measure), figure(one.target.plan), figure(one.reached))
        for one in (mine.targets if mine else ())
        if one.reached is not None
    ]
    if rows:
        columns = (
            ListColumn("Chỉ tiêu"),
            ListColumn("Đơn vị tính", 28, "center"),
            ListColumn("Kế hoạch", 28, "right"),
            ListColumn("Thực hiện", 28, "right"),
        )
        yield Annex(f"{key}.targets", ListTable(columns, tuple(map(ListLine, rows))))


def _honours(source: Source, proposal: Proposal, key: str) -> Iterator[Part]:
    """Everything granted before as the list of particulars knows it, newest last; else the empty table to write in."""
    history = source.book.history
    read = {"individual": history.of_person, "household": history.of_household, "collective": history.of_unit}
    before = granted_before(source, read[proposal.holder](proposal.who))
    found = [one for one in before if one.holder == proposal.holder]
    rows = []
    for one in sorted(found, key=lambda each: (each.year, each.date or "")):
        on = f"ngày {show_date(one.date)}" if one.date else ""
        said = " ".join(part for part in (one.decision or "", on) if part)
        rows.append((str(one.year), source.write(one.name), "; ".join(part for part in (said, one.by or "") if part)))
    lines = tuple(map(ListLine, rows or [("", "", "")] * 3))
    yield Annex(f"{key}.honours", ListTable(HONOURS, lines))


def _person(source: Source, proposal: Proposal, key: str) -> Iterator[Part]:
    """Name and unit; year of birth and post are written by the candidate where the book does not know them."""
    name = proposal.person_name or proposal.household_name
    post = next((one for one in source.book.members.contacts(proposal.unit, source.day) if one.name == name), None)
    said = [f"Họ và tên: {name}", f"đơn vị: {source.official(proposal.unit)}"]
    said += [f"chức vụ: {source.write(post.title)}"] if post and post.title else []
    text = listed([", ".join(said)]) + "."
    yield worded(source, f"{key}.person", text, name, proposal.unit, post.title if post else "")


FILLED = {"results": _results, "targets": _targets, "honours": _honours, "person": _person}
