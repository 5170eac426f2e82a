"""Letters and notices of a meeting: invitations one by one, the programme, the notice of what was concluded.

An agenda says what will be dealt with, never how it will end. What the meeting did is said as it was recorded: a show
of hands is no ballot, and the bloc only proposes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.book.meetings import vote_words
from models.book.meetings.rows import Meeting
from models.rules.number.text import show_date
from printing.content.common import Sentence, facts_of, sentence
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.meetings import (
    AMONG_OFFICERS,
    agenda_lines,
    agreed_lines,
    ballot_lines,
    chosen,
    coming,
    hands_facts,
    numbered,
    usual_guests,
    when,
)
from printing.content.reading import Source
from printing.content.words.prose import ended, percent, small, two

if TYPE_CHECKING:
    from models.book.book import Book

COMING = {
    "leader": "Kính mong đồng chí đến dự, cho ý kiến chỉ đạo hội nghị",
    "body": "Đề nghị quý cơ quan cử đại diện dự và có ý kiến tại hội nghị",
    "unit": "Đề nghị đồng chí dự đúng thành phần; không dự được thì ủy quyền bằng văn bản cho người dự thay và báo "
    "trước cho đơn vị tổ chức",
    "other": "Đề nghị đại biểu dự đúng thời gian",
}
"""The last sentence for each kind of addressee."""


# --- invitations one by one ------------------------------------------------------------------------------------------


def invitations(book: Book, year: int, meeting: str | None = None, *, date: str = "") -> tuple[Letter, ...]:
    """One invitation for everybody who is asked: leaders and bodies by name, every member unit but the one that invites
    its head (to a meeting of officers, its officer). Refused where nobody is left.
    """
    held = chosen(book, year, meeting)
    source = Source(book, year, date or held.date or "")
    groups = [source.write(one) for one in held.invitation_groups or usual_guests(source, held)]
    asked: list[tuple[str, str, str]] = []
    for number, group in enumerate(groups, 1):
        if "đơn vị thành viên" in group:
            asked += [(key, name, "unit") for key, name in _of_units(source, held)]
        else:
            asked.append((f"g{number}", group, _kind(group)))
    if not asked:
        raise nothing("Giấy mời từng nơi nhận", f"{small(held.title)} không mời ai ngoài đơn vị tổ chức")
    return tuple(_invitation(source, held, date, one) for one in asked)


def _kind(group: str) -> str:
    if group.startswith("Đồng chí"):
        return "leader"
    return "body" if group.startswith(("Đại diện", "Sở", "Ban", "Ủy ban", "Uỷ ban")) else "other"


def _of_units(source: Source, held: Meeting) -> list[tuple[str, str]]:
    """Who comes for each unit that is a member on the day, by name where the book knows it."""
    role, unknown = ("officer", "Cán bộ phụ trách") if held.kind in AMONG_OFFICERS else ("head", "Thủ trưởng")
    found = []
    members = [member.key for member in source.book.meetings.attendance.members(held.key)]
    for key in source.addressed(members, "Giấy mời từng nơi nhận"):
        person, unit = source.contact(key, role), source.official(key)
        named = ", ".join(part for part in (person.name, source.write(person.title)) if part) if person else ""
        found.append((key, f"Đồng chí {named}, {unit}" if named else f"{unknown} {unit}"))
    return found


def _invitation(source: Source, held: Meeting, date: str, asked: tuple[str, str, str]) -> Letter:
    key, name, kind = asked
    write, bloc = source.write, source.write(source.bloc)
    parts: list[Part] = [
        Para("opening", f"{bloc} trân trọng kính mời: {name}.", (name, bloc)),
        Para("about", f"Dự: {write(held.title)}.", (held.title,)),
        Para("when", f"Thời gian: {when(held)}.", (held.begins or "", held.date or "")),
        Para("place", f"Địa điểm: {write(held.place or '……………………………………')}.", (held.place or "",)),
    ]
    if held.agenda:
        parts.append(Para("agenda", "Nội dung:"))
        lines = agenda_lines(source, map(coming, held.agenda))
        parts += [Para(f"agenda.{n}", line, (held.agenda[n - 1],)) for n, line in enumerate(lines, 1)]
    parts.append(Para("closing", write(COMING[kind]), (kind,)))
    return Letter(
        replace(numbered(source, "GM"), date=date),
        "GIẤY MỜI",
        (write(held.title),),
        tuple(parts),
        (source.bloc_signer(),),
        recipients=("Như trên",),
        key=key,
    )


# --- the programme ---------------------------------------------------------------------------------------------------


def programme(book: Book, year: int, meeting: str | None = None, *, date: str = "") -> Letter:
    """The agenda as a table with room for who presents and for the time. Refused while no agenda is written."""
    held = chosen(book, year, meeting)
    source = Source(book, year, date or held.date or "")
    if not held.agenda:
        raise nothing("Chương trình hội nghị", f"{small(held.title)} chưa ghi nội dung, ghi ở trang Hội nghị")
    columns = (
        ListColumn("STT", 11, "center"),
        ListColumn("Thời gian", 28, "center"),
        ListColumn("Nội dung"),
        ListColumn("Người thực hiện", 50),
    )
    welcome = (held.begins or "").replace(":", " giờ ")
    rows = [("1", welcome, "Ổn định tổ chức, giới thiệu đại biểu", source.write(held.secretary or ""))]
    rows.append(("2", "", "Khai mạc", source.write(held.chair or "")))
    rows += [(str(n), "", source.write(coming(one)), "") for n, one in enumerate(held.agenda, 3)]
    rows.append((str(len(rows) + 1), "", "Kết luận, bế mạc", source.write(held.chair or "")))
    place = f", tại {source.write(held.place)}" if held.place else ""
    return Letter(
        source.bloc_heading(),
        "CHƯƠNG TRÌNH",
        (source.write(held.title),),
        (Annex("table", ListTable(columns, tuple(map(ListLine, rows)))),),
        (source.bloc_signer(),),
        remarks=(f"({when(held)}{place})",),
        recipients=("Các đại biểu dự hội nghị",),
        end_mark=False,
    )


# --- what was concluded ----------------------------------------------------------------------------------------------


def conclusions(book: Book, year: int, meeting: str | None = None, *, date: str = "") -> Letter:
    """The notice of what a meeting concluded, voted and gave to whom until when. Refused while nothing is recorded."""
    held = chosen(book, year, meeting)
    source = Source(book, year, date or held.date or "")
    sections = [
        ("general", "Đánh giá chung", _general(held)),
        ("agreed", "Các nội dung hội nghị thống nhất", [*_hands(source, held), *_secret(source, held)]),
        ("tasks", "Phân công thực hiện", agreed_lines(source, held)),
    ]
    full = [(key, title, lines) for key, title, lines in sections if lines]
    if not full:
        raise nothing(
            "Thông báo kết luận hội nghị",
            f"{small(held.title)} chưa ghi kết luận, biểu quyết, kết quả bỏ phiếu hay việc thống nhất nào",
        )
    parts: list[Part] = [*_opening(source, held)]
    for number, (key, title, lines) in enumerate(full, 1):
        parts.append(Para(key, f"{number}. {title}", heading=True))
        parts += [Para(f"{key}.{n}", source.write(line), facts_of(line)) for n, line in enumerate(lines, 1)]
    head = source.official(source.head) if source.head else source.write(source.bloc)
    parts.append(Para("closing", f"{head} thông báo để các đơn vị biết, thực hiện", (head,)))
    family = source.bloc_heading().family
    kind = "THÔNG BÁO KẾT LUẬN" if family == "party" else "THÔNG BÁO"
    about = f"của {small(held.title)}" if family == "party" else f"Kết luận {small(held.title)}"
    body = source.described.standing_body
    units = f"Các đơn vị thành viên {source.described.words.bloc.lower()}"
    return Letter(
        replace(numbered(source, "TB"), date=date),
        kind,
        (source.write(about),),
        tuple(parts),
        (source.bloc_signer(),),
        recipients=tuple(source.write(one) for one in (units, body) if one),
    )


def _general(held: Meeting) -> list[Sentence]:
    """What was concluded, in the words it was written down."""
    return [sentence(ended(line), line) for line in (held.conclusion or "").splitlines() if line.strip()]


def _opening(source: Source, held: Meeting) -> list[Para]:
    book, write = source.book, source.write
    on = f"Ngày {show_date(held.date)}, " if held.date else ""
    chair = f" do đồng chí {write(held.chair)} chủ trì" if held.chair else ""
    told = [
        Para(
            "held",
            f"{on}{write(source.bloc)} tổ chức {small(write(held.title))}{chair}.",
            (held.date or "", held.title, held.chair or "", source.bloc),
        )
    ]
    count = book.meetings.attendance.count(held.key)
    if book.meetings.attendance.all(held.key):
        there = f"Dự hội nghị có {two(count.voting)}/{two(count.members)} đơn vị thành viên"
        there += f", đạt {percent(count.voting, count.members)}" if count.members else ""
        there += f"; {two(count.written)} đơn vị gửi ý kiến bằng văn bản" if count.written else ""
        told.append(Para("there", f"{there}.", (str(count.voting), str(count.members), str(count.written))))
    told.append(Para("says", "Sau khi nghe báo cáo và ý kiến thảo luận, hội nghị thống nhất kết luận như sau:"))
    return told


def _hands(source: Source, held: Meeting) -> list[Sentence]:
    """Shows of hands with what they came to; without a rule only the numbers."""
    found = []
    for vote in source.book.meetings.hands(held.key):
        counted = small(vote_words.hands(vote))
        if vote.result is None:
            text = f"Biểu quyết giơ tay về nội dung “{vote.subject}”: {counted}"
        else:
            passed = "được thông qua" if vote.result.outcome.passes else "chưa được thông qua"
            text = f"Biểu quyết giơ tay về nội dung “{vote.subject}”: {counted.rstrip('.')}; {passed}."
        found.append(sentence(text, *hands_facts(vote)))
    return found


def _secret(source: Source, held: Meeting) -> list[Sentence]:
    lines = ballot_lines(source, held)
    return [sentence(f"Bỏ phiếu kín: {line.partition('. ')[2]}", *facts_of(line)) for line in lines[:-1]]
