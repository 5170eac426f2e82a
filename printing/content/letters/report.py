"""Báo cáo sơ kết, tổng kết: the bloc's report in prose, each sentence from what is recorded and nothing without it.

Praise, causes and the year to come are people's words: they come from conclusions, notes and open tasks, never from a
number. Weak units are named only where a bloc wants it (`words.naming`); points of unlike forms are not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.following.rows import Review, Work
from models.book.units.rows import Event
from models.rules.form.scoring import Item
from models.rules.number.points import show_plain
from models.rules.number.text import show_date
from printing.content.letters.letter import Letter, Para, Part, nothing
from printing.content.letters.report_done import (
    awards,
    fund_used,
    movement,
    ranks,
    ratings,
    reached,
    targets_met,
    tasks_done,
    worded,
)
from printing.content.letters.report_judged import indicators, tasks_judged
from printing.content.meetings import numbered
from printing.content.reading import Source
from printing.content.registration import figure
from printing.content.words.naming import names_weak_units
from printing.content.words.prose import ended, listed, small, two

if TYPE_CHECKING:
    from models.book.book import Book

ROMAN = ("I", "II", "III", "IV", "V", "VI")


def half_year(book: Book, year: int, *, date: str = "") -> Letter:
    """The report of the first half."""
    return _report(book, year, True, date)


def closing(book: Book, year: int, *, date: str = "") -> Letter:
    """The report of the whole year."""
    return _report(book, year, False, date)


def _report(book: Book, year: int, half: bool, date: str) -> Letter:
    """Sections that have something to say, numbered as they stand. Refused while nothing of the year is recorded."""
    source = Source(book, year, date)
    review = book.following.half_year(year) if half else book.following.year_end(year)
    until = f"{year}-06-30" if half else f"{year}-12-31"
    done = [*movement(source, until), *targets_met(source, review, half), *tasks_done(source, review, half)]
    done += [*tasks_judged(source, review), *indicators(source, half)]
    if not half:
        done += [*ratings(source), *ranks(source), *awards(source), *fund_used(source)]
    sections = [
        ("state", "Đặc điểm tình hình", list(_members(source, until))),
        ("done", "Kết quả đạt được", done),
        (
            "lacking",
            "Tồn tại, hạn chế",
            _lacking(source, review, until, half),
        ),
        ("next", f"Nhiệm vụ {'6 tháng cuối năm' if half else f'năm {year + 1}'}", list(_next(source, half))),
    ]
    if not any(lines for key, _, lines in sections if key != "state"):
        paper = "Báo cáo sơ kết" if half else "Báo cáo tổng kết"
        raise nothing(paper, f"{source.called(year)} chưa ghi hoạt động, chỉ tiêu, nhiệm vụ hay điểm nào")
    parts: list[Part] = []
    for number, (key, title, lines) in enumerate((one for one in sections if one[2]), 0):
        parts.append(Para(key, f"{ROMAN[number]}. {title}", (title,), heading=True))
        parts += lines
    words = "sơ kết công tác thi đua 6 tháng đầu năm" if half else "tổng kết công tác thi đua năm"
    ending = f"Trên đây là báo cáo {words} {year} của {source.bloc}."
    parts.append(Para("end", source.write(ending), (str(year), source.bloc)))
    body = source.described.standing_body
    units = f"Các đơn vị thành viên {source.described.words.bloc.lower()}"
    return Letter(
        numbered(source, "BC"),
        "BÁO CÁO",
        (source.write(f"{words[:1].upper()}{words[1:]} {year} của {source.bloc}"),),
        tuple(parts),
        (source.bloc_signer(),),
        recipients=tuple(source.write(one) for one in (body, units) if one),
    )


# --- the bloc --------------------------------------------------------------------------------------------------------


def _members(source: Source, until: str) -> Iterator[Para]:
    """How many units, who leads, what changed in the list, up to the end of what is reported."""
    book, words = source.book, source.described.words
    roster = book.members.roster(source.year)
    by = source.described.established_by
    day = min(source.day, until) if source.day.startswith(f"{source.year}-") else until
    there = sum(member.member_on(day) for member in roster)
    text = f"{source.called(capital=True)}, {source.bloc} có {two(there)} đơn vị thành viên" + (
        f" theo {by}" if by else ""
    )
    led = [
        (words.head, [term.unit for term in (book.leadership.head(source.year, day),) if term]),
        (words.deputy, [term.unit for term in book.leadership.deputies(source.year, day)]),
    ]
    said = [f"{listed([source.official(unit) for unit in units])} là {name}" for name, units in led if units]
    yield worded(source, "members", "; ".join([text, *said]) + ".", there, by, led)
    of_bloc = {member.key: n for n, member in enumerate(roster)}
    events = [one for one in _events(source, until) if of_bloc.keys() & {*one.from_units, *one.to_units}]
    for event in events:
        yield _merged(source, event, of_bloc) if event.kind == "merge" else _split(source, event, of_bloc)
    gone = {unit for event in events for unit in event.from_units if unit not in event.to_units}
    come = {(unit, event.date) for event in events for unit in event.to_units}
    for number, member in enumerate(roster, 1):
        for what, day_of, by_what in (
            ("tham gia", member.from_date, member.joined_by),
            ("thôi tham gia", member.to_date, member.left_by),
        ):
            told = member.key in gone if what == "thôi tham gia" else (member.key, day_of) in come
            if day_of and day_of <= until and not told:
                why = f" ({by_what})" if by_what else ""
                since = "từ" if what == "tham gia" else "sau"
                text = (
                    f"{source.official(member.key)} {what} {words.bloc.lower()} {since} ngày {show_date(day_of)}{why}."
                )
                yield worded(source, f"moved.{number}.{what[:4]}", text, member.key, day_of, by_what, words.bloc)


def _events(source: Source, until: str) -> Iterator[Event]:
    """The mergers and splits within the year up to a day, by day."""
    for event in source.book.members.events():
        if event.kind in ("merge", "split") and f"{source.year}-01-01" <= event.date <= until:
            yield event


def _outside(source: Source, units: Iterable[str], of_bloc: Mapping[str, int]) -> str:
    """`; … không thuộc khối`: of the units that something became those that are not the bloc's; "" where all are."""
    beyond = [source.official(one) for one in units if one not in of_bloc]
    return f"; {listed(beyond)} không thuộc {source.described.words.bloc.lower()}" if beyond else ""


def _split(source: Source, event: Event, of_bloc: Mapping[str, int]) -> Para:
    """One sentence for a unit that became several, in the order of the year's list: what it was divided into, or what
    was made out of one that goes on."""
    (parted,) = event.from_units
    others = [one for one in event.to_units if one != parted]
    others.sort(key=lambda one: of_bloc.get(one, len(of_bloc)))
    name, made, on = source.official(parted), listed([source.official(one) for one in others]), show_date(event.date)
    by = f" ({event.decision})" if event.decision else ""
    goes_on = parted in event.to_units
    text = f"{made} được thành lập trên cơ sở tách từ {name}" if goes_on else f"{name} chia thành {made}"
    text = f"{text} từ ngày {on}{by}{_outside(source, others, of_bloc)}."
    return worded(source, f"split.{event.key}", text, name, made, event.date, event.decision)


def _merged(source: Source, event: Event, of_bloc: Mapping[str, int]) -> Para:
    """One sentence for units that became one: what the new one is made of, or who went into one that goes on."""
    (heir,) = event.to_units
    others = listed([source.official(one) for one in event.from_units if one != heir])
    name, on = source.official(heir), f"từ ngày {show_date(event.date)}"
    by = f" ({event.decision})" if event.decision else ""
    goes_on = heir in event.from_units
    text = f"{others} sáp nhập vào {name}" if goes_on else f"{name} được thành lập trên cơ sở hợp nhất {others}"
    text = f"{text} {on}{by}{_outside(source, (heir,), of_bloc)}."
    return worded(source, f"merged.{event.key}", text, name, others, event.date, event.decision)


# --- what lagged -----------------------------------------------------------------------------------------------------


def _lacking(source: Source, review: Review, until: str, half: bool) -> list[Para]:
    return [
        *_late(source, until),
        *_unreached(source, review, half),
        *_unfinished(source, until, half),
        *_penalties(source, half),
    ]


def _named(source: Source, units: list[str]) -> str:
    """` (A; B)`; "" where the bloc names nobody."""
    if not units or not names_weak_units(source.book):
        return ""
    return f" ({'; '.join(source.all_units[unit] for unit in units if unit in source.all_units)})"


def _late(source: Source, until: str) -> Iterator[Para]:
    """Reports that came late or did not come, of those due."""
    last = source.book.years.last_allowed
    dated = [one for one in source.book.log.receipts(source.year, until) if one.report.due_on]
    due = [one for one in dated if last(source.year, one.report.due_on or "") <= until]
    late = [one for one in due if one.timing.state == "late"]
    missing = [one for one in due if one.timing.state == "missing"]
    if late:
        worst = max((one.timing for one in late), key=lambda timing: timing.days)
        units = list(dict.fromkeys(one.unit for one in late))
        most = f"chậm nhiều nhất {worst.words}{_named(source, units)}"
        text = f"{two(len(late))}/{two(len(due))} lượt báo cáo gửi sau hạn, {most}."
        yield worded(source, "late", text, len(late), len(due), worst.days, units)
    if missing:
        units = list(dict.fromkeys(one.unit for one in missing))
        text = f"{two(len(missing))}/{two(len(due))} lượt báo cáo đến hạn chưa nhận được{_named(source, units)}."
        yield worded(source, "missing", text, len(missing), len(due), units)


def _unreached(source: Source, review: Review, half: bool) -> Iterator[Para]:
    """Targets below plan at the year's end, each with figure and plan."""
    if half:
        return
    below = [one for one in reached(review) if one.percent is not None and one.percent < 100]
    if not below:
        return
    lines = []
    for one in below:
        target = one.target
        unit = f"{source.all_units.get(target.unit, '')}, " if _named(source, [target.unit]) else ""
        lines.append(
            f"{unit}{small(target.name)}: {figure(one.reached)}/{figure(target.plan)} {target.measure}".strip()
        )
    text = f"{two(len(below))} chỉ tiêu chưa đạt kế hoạch: {_told_once(lines)}."
    yield worded(source, "unreached", text, *((one.target.key, one.reached, one.target.plan) for one in below))


def _told_once(lines: list[str]) -> str:
    """Lines in a row; what several units have alike, and none is named for, is said once: `… (08 đơn vị)`."""
    counted = Counter(lines)
    return "; ".join(f"{line} ({two(count)} đơn vị)" if count > 1 else line for line, count in counted.items())


def _penalties(source: Source, half: bool) -> Iterator[Para]:
    """The item that cost most units points at the last scored step."""
    if half:
        return
    lost: dict[str, list[Fraction]] = {}
    titles: dict[str, str] = {}
    for unit in source.units:
        scored = [one for one in source.stages if source.result(unit, one.key) is not None]
        result = source.result(unit, scored[-1].key) if scored else None
        for item in source.form(unit).items() if result else ():
            gone = _penalty(result.items.get(item.key) if result else None)
            if gone:
                lost.setdefault(item.key, []).append(gone)
                titles[item.key] = _item_name(item)
    if not lost:
        return
    most = max(len(values) for values in lost.values())
    found = [key for key, values in lost.items() if len(values) == most]
    said = [
        f"{titles[key]}: {two(most)} đơn vị, cộng {show_plain(sum(lost[key], Fraction(0)), 3)} điểm" for key in found
    ]
    yield worded(source, "penalties", f"Mục có nhiều đơn vị bị trừ điểm nhất là {'; '.join(said)}.", *lost.items())


def _penalty(item: object) -> Fraction | None:
    value = getattr(item, "penalty", None)
    return value if isinstance(value, Fraction) and value else None


def _item_name(item: Item) -> str:
    return f"mục {item.code} {small(item.title)}".replace("  ", " ")


# --- what comes ------------------------------------------------------------------------------------------------------


def _next(source: Source, half: bool) -> Iterator[Para]:
    """Tasks that go on and what meetings agreed: recorded ones only; nothing is planned by a program."""
    until = f"{source.year}-06-30" if half else f"{source.year}-12-31"
    works = [one for one in _open(source, source.year) if not _was_due(one, until, half)]
    works += [] if half else _open(source, source.year + 1)
    for number, one in enumerate(works, 1):
        yield worded(source, f"work.{one.key}", f"{number}. {_task(source, one)}", one.title, one.unit, one.due_on)
    if not half:
        closing = [one for one in source.book.meetings.held(source.year) if one.kind == "closing" and one.conclusion]
        lines = [line for one in closing for line in (one.conclusion or "").splitlines() if line.strip()]
        for number, line in enumerate(lines, len(works) + 1):
            yield worded(source, f"concluded.{number - len(works)}", f"{number}. {ended(line)}", line)


def _open(source: Source, year: int) -> list[Work]:
    return [one for one in source.book.following.works(year) if one.state == "open"]


def _was_due(one: Work, until: str, half: bool) -> bool:
    """Whether an open task was to be done within the time of the report: by its day, else by the end of its year."""
    return one.due_on <= until if one.due_on else not half


def _unfinished(source: Source, until: str, half: bool) -> Iterator[Para]:
    """Tasks that were to be done by now and have no result: what lagged, and no task of the time to come."""
    works = [one for one in _open(source, source.year) if _was_due(one, until, half)]
    if not works:
        return
    named = bool(_named(source, [one.unit for one in works if one.unit]))
    said = []
    for one in works:
        unit = f"{source.all_units.get(one.unit or '', '')}, " if named and one.unit else ""
        due = f" (hạn {show_date(one.due_on)})" if one.due_on else ""
        said.append(f"{unit}{small(one.title).rstrip('.')}{due}")
    text = f"{two(len(works))} nhiệm vụ chưa có kết quả: {_told_once(said)}."
    yield worded(source, "unfinished", text, *((one.key, one.due_on) for one in works))


def _task(source: Source, one: Work) -> str:
    who = f"{source.all_units.get(one.unit, '')} " if one.unit else "Các đơn vị "
    due = f", xong chậm nhất ngày {show_date(one.due_on)}" if one.due_on else ""
    return f"{who.strip()} thực hiện: {small(one.title)}{due}.".strip()
