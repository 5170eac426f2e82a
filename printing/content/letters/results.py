"""Notices of points and ranks: provisional points and the ranking to each unit, and a list fit for everybody's eyes.

A unit reads its own details and the others' totals only; a step that is not the last is called provisional, and a rank
that may still change is marked so.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.scoring.places import Standing
from models.rules.number.points import Value, show
from models.rules.number.text import show_date
from printing.content import standing_words
from printing.content.common import sentence
from printing.content.differences import UnitDifferences, of_unit
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.meetings import numbered
from printing.content.own_points import own_points
from printing.content.reading import WHOLE_YEAR, Source, shown_total
from printing.content.words.prose import moved, two

if TYPE_CHECKING:
    from models.book.book import Book

RANKS = (
    ListColumn("Thứ hạng", 24, "center"),
    ListColumn("Đơn vị"),
    ListColumn("Tổng điểm", 26, "center"),
    ListColumn("Xếp loại", 56),
)


# --- provisional points ----------------------------------------------------------------------------------------------


def points(
    book: Book, year: int, unit: str | None = None, period: str = WHOLE_YEAR, *, date: str = ""
) -> tuple[Letter, ...]:
    """What the bloc gives each unit in a period beside its own points, the items that differ, until when it may
    explain. Refused while no unit has points of two steps.
    """
    source = Source(book, year, date, period)
    found = [_points(source, one) for one in source.addressed(source.units, "Thông báo điểm dự kiến", unit)]
    letters = tuple(one for one in found if one is not None)
    if not letters:
        but = source.but_head(lambda head: head in source.units and _points(source, head))
        who = "đơn vị này chưa" if unit else f"chưa đơn vị nào{but}"
        lacking = f"{who} có điểm của hai bước chấm"
        raise nothing("Thông báo điểm dự kiến", lacking)
    return letters


def _points(source: Source, unit: str) -> Letter | None:
    """The letter of one unit; None while only one step scored it."""
    scored = [one for one in source.stages if source.result(unit, one.key) is not None]
    if len(scored) < 2:
        return None
    first, last = scored[0], scored[-1]
    own, given = own_points(source, unit), source.result(unit, last.key)
    before = own.total if own and own.total is not None else (own.result.total if own else None)
    after = given.total if given else None
    name = source.official(unit)
    head = source.official(source.head) if source.head else source.write(source.bloc)
    told = (
        f"{head} thông báo điểm dự kiến {source.within} của {name}: {first.name.lower()} {_total(before)} điểm, "
        f"{last.name.lower()} {_total(after)} điểm"
    )
    if isinstance(before, Fraction) and isinstance(after, Fraction):
        told += f", {moved(before, after)}"
    compared = of_unit(source, unit)
    parts: list[Part] = [Para("points", f"{told}.", (name, str(before), str(after), head))]
    remarks = own.remark(source, first.name) if own else []
    parts += [Para(f"own.{n}", one) for n, one in enumerate(remarks, 1)]
    parts += _changed(compared, source)
    parts.append(Para("provisional", "Đây là điểm dự kiến, chưa phải kết quả cuối cùng."))
    parts.append(_until(source, head))
    return Letter(
        numbered(source, "TB"),
        "THÔNG BÁO",
        (f"Điểm thi đua dự kiến {source.within} của {name}",),
        tuple(parts),
        (source.bloc_signer(),),
        to=(name,),
        recipients=("Như trên",),
        key=unit,
    )


def _total(value: Value | None) -> str:
    return "…" if value is None else shown_total(value)


def _changed(compared: UnitDifferences, source: Source) -> list[Part]:
    if not compared.lines:
        return [Para("same", "Điểm của các bước chấm bằng nhau ở tất cả các mục.")]
    columns = (
        ListColumn("Mục", 13, "center"),
        ListColumn("Nội dung"),
        *(ListColumn(stage.name, 14, "center") for stage in source.used_stages),
        ListColumn("Chênh lệch", 16, "center"),
        ListColumn("Lý do, giải trình", 44),
    )
    lines = tuple(
        ListLine((line.code, line.title, *line.points, line.difference, line.note)) for line in compared.lines
    )
    intro = sentence(f"Các mục có thay đổi ({two(len(lines))} mục):", len(lines))
    return [Annex("changed", ListTable(columns, lines, intro=intro, said=True))]


def _until(source: Source, head: str) -> Para:
    """Where explanations go, and until when where the year has such a day, of one period a day that names it; what
    silence means only a rule says."""
    periods = {one.key: one.name.lower() for one in source.book.years.periods(source.year) if one.key != WHOLE_YEAR}
    named = ("giải trình", periods.get(source.period, ""))
    days = [one for one in source.book.years.deadlines(source.year) if all(part in one.name.lower() for part in named)]
    last = source.book.years.last_allowed(source.year, days[0].due_on) if days else ""
    until = f" chậm nhất ngày {show_date(last)}" if days else ""
    told = f"Ý kiến giải trình kèm minh chứng gửi về {head}{until}"
    consequence = days[0].consequence if days else None
    facts = head, last, consequence or ""
    return Para("explain", f"{told}; {consequence}" if consequence else told, facts)


# --- ranks -----------------------------------------------------------------------------------------------------------


def ranked(
    book: Book, year: int, unit: str | None = None, period: str = WHOLE_YEAR, *, date: str = ""
) -> tuple[Letter, ...]:
    """The notice of the ranking of the year or of one period to each unit: its own place with the reason, the others'
    totals. Refused before anybody has a place.
    """
    source = Source(book, year, date, period)
    standing = _standing(source, paper := "Thông báo kết quả xếp hạng")
    chosen = source.addressed(source.all_units if unit else source.units, paper, unit)
    if not chosen:
        raise nothing(paper, f"{source.described.words.bloc.lower()} không có đơn vị nào khác đơn vị ban hành")
    return tuple(_ranked(source, standing, one) for one in chosen)


def _standing(source: Source, paper: str) -> Standing:
    standing = source.standing()
    if not any(place.rank is not None for place in standing.places):
        raise nothing(paper, f"{source.within} chưa đơn vị nào có thứ hạng")
    return standing


def _ranked(source: Source, standing: Standing, unit: str) -> Letter:
    name = source.official(unit)
    place = standing.place(unit)
    parts: list[Part] = []
    if place is not None and place.rank is not None:
        still = " (tạm, còn có thể thay đổi)" if place.provisional else ""
        total = shown_total(place.points)
        label = standing_words.label(standing, unit)
        bloc = source.described.words.bloc.lower()
        classed = f", xếp loại thi đua của {bloc}: {label}" if label else ""
        among = f"trong {two(len(standing.places))} đơn vị"
        words = source.write(f"{name} được {total} điểm, xếp thứ {place.rank}{still} {among}{classed}.")
        parts.append(Para("own", words, (total, str(place.rank), label, name, bloc)))
        if place.decided_by is not None:
            by = place.decided_by.words
            parts.append(Para("parted", f"Thứ hạng được phân định theo {by}.", (by,)))
    else:
        why = next((one for key, one in standing.left if key == unit), None)
        told = standing_words.out(why, source.described.words) if why else standing_words.reasons(standing, unit)
        parts.append(
            Para(
                "own",
                f"{name}: {told or 'chưa có điểm để xếp hạng'}.",
                (name, told, *((why.cite,) if why and why.cite else ())),
            )
        )
    notes = tuple(standing_words.open_points(source, standing, {unit}))
    table = _table(source, standing, notes, "Kết quả chung của các đơn vị:")
    head = source.official(source.head) if source.head else source.write(source.bloc)
    parts += [Annex("ranks", table), Para("closing", f"{head} thông báo để {name} biết", (head, name))]
    return Letter(
        numbered(source, "TB"),
        "THÔNG BÁO",
        (f"Kết quả {_ordered(standing)} thi đua {source.within}",),
        tuple(parts),
        (source.bloc_signer(),),
        to=(name,),
        recipients=("Như trên",),
        key=unit,
    )


def _ordered(standing: Standing) -> str:
    """What a standing orders: a period has ranks alone, no classes."""
    return "xếp hạng, xếp loại" if standing.period is None else "xếp hạng"


def _table(source: Source, standing: Standing, notes: tuple[str, ...], intro: str = "") -> ListTable:
    """The units that stand for a place; those that left the bloc are on no notice."""
    lines = []
    for place in standing.places:
        total = show(place.points) if isinstance(place.points, Fraction) else shown_total(place.points)
        label = () if standing.period else (standing_words.label(standing, place.unit),)
        cells = (standing_words.rank(standing, place.unit), source.all_units[place.unit], total, *label)
        lines.append(ListLine(cells))
    return ListTable(RANKS[:-1] if standing.period else RANKS, tuple(lines), intro=intro, notes=notes)


def public(book: Book, year: int, period: str = WHOLE_YEAR, *, date: str = "") -> Letter:
    """Ranks, totals and classes of all units and nothing of their items: fit to be hung out. Refused before anybody has
    a place.
    """
    source = Source(book, year, date, period)
    standing = _standing(source, "Danh sách công khai kết quả")
    notes = tuple(standing_words.open_points(source, standing, ()))
    table = Annex("ranks", _table(source, standing, notes))
    return Letter(
        source.bloc_heading(),
        "DANH SÁCH",
        (f"Công khai kết quả {_ordered(standing)} thi đua {source.within}", f"của {source.write(source.bloc)}"),
        (table,),
        (source.bloc_signer(),),
        recipients=(f"Các đơn vị thành viên {source.described.words.bloc.lower()}",),
        end_mark=False,
    )
