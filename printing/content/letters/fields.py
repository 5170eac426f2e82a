"""What a bloc's own letter may name: every field with what it means and its text for a unit and a meeting of the year.

One list for the window that offers the fields and for the file that is filled. A field the book has nothing for is ""
and the window says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.rules.errors import RuleViolation
from models.rules.number.text import show_date
from printing.content import standing_words
from printing.content.own_points import own_points
from printing.content.reading import Source, shown_total
from printing.content.words.prose import two
from printing.styles import day as day_words

if TYPE_CHECKING:
    from models.book.meetings.rows import Meeting


@dataclass(frozen=True, slots=True)
class Made:
    """For what a letter is filled: the year as a paper of a day sees it, one unit or none, one meeting or none."""

    source: Source
    unit: str | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field by the name people write, what it means, and how its text is read."""

    name: str
    means: str
    read: Callable[[Made], str]


def _head(made: Made, role: str, post: bool) -> str:
    if made.unit is None:
        return ""
    person = made.source.contact(made.unit, role)
    if person is None:
        return ""
    return made.source.write(person.title or "") if post else person.name


def _leading(made: Made, post: bool) -> str:
    head = made.source.contact(made.source.leading, "head") if made.source.leading else None
    if head is None:
        return ""
    return made.source.write(head.title or "") if post else head.name


def _place(made: Made, what: str) -> str:
    """Points, rank or class of the unit."""
    if made.unit is None:
        return ""
    standing = made.source.standing()
    place = standing.place(made.unit)
    if place is None:
        return ""
    if what == "rank":
        return standing_words.rank(standing, made.unit)
    if what == "class":
        return standing_words.label(standing, made.unit)
    return shown_total(place.points) if isinstance(place.points, Fraction) else ""


def _own(made: Made) -> str:
    if made.unit is None or made.unit not in made.source.units:
        return ""
    try:
        own = own_points(made.source, made.unit)
    except RuleViolation as refusal:  # a year that has no form yet has no points either
        if refusal.code != "score.no_form":
            raise
        return ""
    return own.shown_total() if own else ""


def _of_meeting(made: Made, what: str) -> str:
    held = made.meeting
    if held is None:
        return ""
    said = {
        "title": held.title,
        "date": show_date(held.date) if held.date else "",
        "begins": (held.begins or "").replace(":", " giờ "),
        "place": held.place or "",
        "chair": held.chair or "",
    }
    return made.source.write(said[what])


FIELDS: tuple[Field, ...] = (
    Field("tên khối", "Tên khối thi đua", lambda made: made.source.write(made.source.bloc)),
    Field("năm", "Năm đang làm", lambda made: str(made.source.year)),
    Field("địa danh", "Địa danh ghi trước ngày", lambda made: made.source.write(made.source.bloc_heading().place)),
    Field("ngày ký", "ngày … tháng … năm …; chưa chọn ngày thì để chỗ ghi", lambda made: day_words(made.source.date)),
    Field(
        "cơ quan thường trực",
        "Cơ quan thường trực Hội đồng",
        lambda made: made.source.write(made.source.described.standing_body or ""),
    ),
    Field(
        "đơn vị đứng đầu",
        "Đơn vị Trưởng khối của năm",
        lambda made: made.source.official(made.source.leading) if made.source.leading else "",
    ),
    Field("thủ trưởng đứng đầu", "Họ tên thủ trưởng đơn vị đứng đầu", lambda made: _leading(made, post=False)),
    Field("chức vụ đứng đầu", "Chức vụ của người ấy", lambda made: _leading(made, post=True)),
    Field("số đơn vị", "Số đơn vị được xếp hạng trong năm, hai chữ số", lambda made: two(len(made.source.units))),
    Field("đơn vị", "Tên đầy đủ của đơn vị nhận", lambda made: made.source.official(made.unit) if made.unit else ""),
    Field(
        "đơn vị ngắn",
        "Tên ngắn của đơn vị nhận",
        lambda made: made.source.all_units.get(made.unit, "") if made.unit else "",
    ),
    Field("thủ trưởng", "Họ tên thủ trưởng đơn vị nhận", lambda made: _head(made, "head", post=False)),
    Field("chức vụ", "Chức vụ của thủ trưởng đơn vị nhận", lambda made: _head(made, "head", post=True)),
    Field("cán bộ phụ trách", "Cán bộ phụ trách của đơn vị nhận", lambda made: _head(made, "officer", post=False)),
    Field("điểm", "Điểm xếp hạng của đơn vị nhận", lambda made: _place(made, "points")),
    Field("điểm tự chấm", "Điểm đơn vị nhận tự chấm", _own),
    Field("thứ hạng", "Thứ hạng của đơn vị nhận", lambda made: _place(made, "rank")),
    Field("xếp loại", "Xếp loại thi đua của đơn vị nhận", lambda made: _place(made, "class")),
    Field("hội nghị", "Tên hội nghị", lambda made: _of_meeting(made, "title")),
    Field("ngày họp", "Ngày hội nghị", lambda made: _of_meeting(made, "date")),
    Field("giờ họp", "Giờ bắt đầu", lambda made: _of_meeting(made, "begins")),
    Field("nơi họp", "Địa điểm hội nghị", lambda made: _of_meeting(made, "place")),
    Field("chủ trì", "Người chủ trì hội nghị", lambda made: _of_meeting(made, "chair")),
)
"""Fields of a letter."""
OF_LINE: tuple[Field, ...] = (
    Field("dòng.đơn vị", "Dòng lặp: tên đầy đủ từng đơn vị", FIELDS[9].read),
    Field("dòng.đơn vị ngắn", "Dòng lặp: tên ngắn từng đơn vị", FIELDS[10].read),
    Field("dòng.thủ trưởng", "Dòng lặp: thủ trưởng từng đơn vị", FIELDS[11].read),
    Field("dòng.chức vụ", "Dòng lặp: chức vụ của thủ trưởng", FIELDS[12].read),
    Field("dòng.cán bộ phụ trách", "Dòng lặp: cán bộ phụ trách", FIELDS[13].read),
    Field("dòng.điểm", "Dòng lặp: điểm xếp hạng", FIELDS[14].read),
    Field("dòng.điểm tự chấm", "Dòng lặp: điểm tự chấm", FIELDS[15].read),
    Field("dòng.thứ hạng", "Dòng lặp: thứ hạng", FIELDS[16].read),
    Field("dòng.xếp loại", "Dòng lặp: xếp loại", FIELDS[17].read),
)
"""Fields of the repeated row: a line for each unit of the year."""
NUMBER = Field("dòng.stt", "Dòng lặp: số thứ tự", lambda _made: "")


def offered() -> tuple[Field, ...]:
    """Every field there is."""
    return (*FIELDS, NUMBER, *OF_LINE)


def values(made: Made, key: Callable[[str], str]) -> dict[str, str]:
    """The texts of a letter's fields by the `key` they are looked up with."""
    return {key(one.name): one.read(made) for one in FIELDS}


def lines(made: Made, key: Callable[[str], str]) -> list[dict[str, str]]:
    """The texts of the repeated row, a line for each unit that stands for a place."""
    found = []
    for number, unit in enumerate(made.source.units, 1):
        of = Made(made.source, unit, made.meeting)
        found.append({key(NUMBER.name): str(number), **{key(one.name): one.read(of) for one in OF_LINE}})
    return found
