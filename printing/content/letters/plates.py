"""Biển tên, khẩu hiệu: words on the tables and over the stage of a meeting, each on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.number.text import show_date
from printing.blocks import Document, Placard, Running
from printing.composing import Choice
from printing.content.letters.letter import nothing
from printing.content.meetings import chosen
from printing.content.reading import Source
from printing.content.words.prose import small

if TYPE_CHECKING:
    from models.book.book import Book


def names(book: Book, choice: Choice) -> Running:
    """A plate for everybody on the list of attendance, else for every member of the day: unit over name and post."""
    held = chosen(book, choice.year, choice.meeting)
    source = Source(book, choice.year, choice.date or held.date or "")
    family = source.bloc_heading().family
    plates: list[tuple[str, Placard]] = []
    listed = [one for one in book.meetings.attendance.all(held.key) if one.capacity not in ("absent", "written")]
    for one in listed:
        unit = source.official(one.unit) if one.unit else ""
        plates.append((one.key, _plate(unit, one.name or "", source.write(one.title or ""))))
    for member in () if listed else book.meetings.attendance.members(held.key):
        plates.append((member.key, _plate(source.official(member.key), "", "")))
    if not plates:
        raise nothing("Biển tên", f"{small(held.title)} chưa có ai trong danh sách đại biểu")
    title = f"Biển tên: {held.title}"
    return Running(
        tuple(Document(family, title, (plate,), landscape=True, key=key) for key, plate in plates if plate.lines)
    )


def _plate(unit: str, name: str, post: str) -> Placard:
    """Who sits there is set largest; a unit alone where nobody is named."""
    if name:
        return Placard((name.upper(),), under=tuple(part for part in (post, unit) if part))
    return Placard((unit.upper(),), under=(post,) if post else ())


def running_script(book: Book, choice: Choice) -> Running:
    """The words over the stage, and the line that runs on a board of light."""
    held = chosen(book, choice.year, choice.meeting)
    source = Source(book, choice.year, choice.date or held.date or "")
    family = source.bloc_heading().family
    over = (source.write(source.bloc).upper(),)
    place = source.bloc_heading().place
    dated = f"ngày {show_date(held.date)}" if held.date else ""
    below = ", ".join(part for part in (source.write(place), dated) if part)
    title = source.write(held.title)
    stage = Placard((title.upper(),), over=over, under=(below,) if below else ())
    board = Placard(
        (f"NHIỆT LIỆT CHÀO MỪNG CÁC ĐẠI BIỂU VỀ DỰ {title.upper()}",),
        over=("Chữ chạy trên bảng điện",),
    )
    made = (("stage", stage), ("board", board))
    return Running(tuple(Document(family, f"Khẩu hiệu: {title}", (one,), landscape=True, key=key) for key, one in made))
