"""Giấy mời, danh sách đại biểu, biên bản hội nghị: content into blocks."""

from __future__ import annotations

from printing.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Row,
    Table,
    Title,
)
from printing.content.common import facts_of
from printing.content.meetings import AttendanceLine, AttendanceList, Invitation, MeetingMinutes
from printing.documents import common


def invitation(content: Invitation) -> Document:
    """Letterhead with number, who is invited, when, where, what about, recipients beside the signature."""
    family = content.heading.family
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title("GIẤY MỜI", (content.about,)),
        Paragraph(f"{content.bloc} trân trọng kính mời:", key="opening", facts=(content.bloc,)),
        *common.listed("invited", content.invited),
        Paragraph(f"Dự: {content.about}.", key="about", facts=(content.about,)),
        Paragraph(f"Thời gian: {content.when}.", key="when", facts=facts_of(content.when)),
        Paragraph(f"Địa điểm: {content.place}.", key="place", facts=(content.place,)),
    ]
    if content.agenda:
        blocks.append(Paragraph("Nội dung:", key="agenda"))
        blocks += [common.told(line, f"agenda.{n}") for n, line in enumerate(content.agenda, 1)]
    blocks += [
        Paragraph(
            "Đề nghị các đại biểu dự họp đầy đủ, đúng thành phần; thành viên nào không dự được thì ủy quyền "
            "bằng văn bản cho người dự thay và báo trước cho đơn vị tổ chức",
            key="closing",
            facts=("closing",),  # it stands on no data of the book
        ),
        common.sent(family, content.recipients, (content.signer,)),
    ]
    return Document(family, f"Giấy mời: {content.about}", tuple(blocks), end_mark=True)


def attendance_list(content: AttendanceList) -> Document:
    """One table: members, then guests, each with room to sign."""
    columns = (
        Column("STT", 11, "center"),
        Column("Đơn vị"),
        Column("Họ và tên", 34),
        Column("Chức vụ", 31),
        Column("Ghi chú", 30),
        Column("Ký tên", 22),
    )
    rows: list[Row] = []
    for title, lines in (("Thành viên", content.members), ("Đại biểu mời", content.guests)):
        if lines:
            rows.append(Row((Cell(title, span=6, align="left"),), "group"))
            rows += [_line(n, line) for n, line in enumerate(lines, 1)]
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title("DANH SÁCH ĐẠI BIỂU", (f"Dự {content.about[:1].lower()}{content.about[1:]}",), (content.when,)),
        Table(columns, tuple(rows), size=12.5),
    ]
    blocks += [common.told(content.summary, "summary", "note")] if content.summary else []
    blocks.append(common.signatures(content.heading.family, content.signers))
    return Document(content.heading.family, f"Danh sách đại biểu: {content.about}", tuple(blocks))


def _line(number: int, line: AttendanceLine) -> Row:
    return Row((str(number), line.unit, line.name, line.title, line.remark, ""))


def minutes(content: MeetingMinutes) -> Document:
    """Title, time and place, numbered sections, closing, secretary and chair."""
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title("BIÊN BẢN", (content.about,)),
        *(common.told(line, f"opening.{n}") for n, line in enumerate(content.opening, 1)),
    ]
    for section in content.sections:
        named = section.title.partition(". ")[2]
        blocks.append(Paragraph(section.title, "heading", named))
        blocks += [common.told(line, f"{named}.{n}") for n, line in enumerate(section.lines, 1)]
    blocks.append(common.told(content.closing, "closing"))
    blocks.append(common.signatures(content.heading.family, content.signers))
    return Document(content.heading.family, f"Biên bản: {content.about}", tuple(blocks), end_mark=True)
