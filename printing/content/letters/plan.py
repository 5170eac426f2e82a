"""Kế hoạch hoạt động: the bloc's plan of a year as the book holds it, and the answer to what a unit explained or asked.

Aims and tasks are the words of the pledge, work and days those of the task list, meetings and activities those written
down; an answer says what became of each point and the reason somebody recorded, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.year.tasks import Task
from models.rules import words as shared
from models.rules.number.text import show_date, show_month
from printing.content.following import complained
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.letters.records import regulation_words, regulations
from printing.content.letters.report_done import worded
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.meetings import numbered
from printing.content.reading import Source, node_points
from printing.content.words.prose import ended, listed, small

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.following.log_rows import Comment, Complaint

ROMAN = ("I", "II", "III", "IV", "V", "VI")
WORK = (
    ListColumn("STT", 11, "center"),
    ListColumn("Công việc"),
    ListColumn("Thời gian", 30, "center"),
    ListColumn("Người thực hiện", 33),
    ListColumn("Văn bản", 34),
)


def plan(book: Book, year: int, *, date: str = "") -> Letter:
    """The plan of the year: why, what, when and by whom, as far as it is written. Refused while nothing of it is."""
    source = Source(book, year, date)
    sections: list[tuple[str, str, list[Part]]] = [
        ("aims", "Mục đích, yêu cầu", list(_aims(source))),
        ("content", "Nội dung", list(_content(source))),
        ("schedule", "Tiến độ thực hiện", list(_schedule(source))),
        ("due", "Thời hạn gửi báo cáo, hồ sơ", list(_due(source))),
    ]
    full = [one for one in sections if one[2]]
    if not full:
        raise nothing(
            "Kế hoạch hoạt động", f"{source.called(year)} chưa ghi việc, hội nghị, hoạt động hay thời hạn nào"
        )
    full.append(("carrying", "Tổ chức thực hiện", list(_carrying(source))))
    parts: list[Part] = []
    for number, (key, title, lines) in enumerate(full):
        parts.append(Para(key, f"{ROMAN[number]}. {title}", heading=True))
        parts += lines
    units = f"Các đơn vị thành viên {source.described.words.bloc.lower()}"
    body = source.described.standing_body
    return Letter(
        numbered(source, "KH"),
        "KẾ HOẠCH",
        (source.write(f"Hoạt động {source.called(year)} của {source.bloc}"),),
        tuple(parts),
        (source.bloc_signer(),),
        bases=tuple(f"Căn cứ {regulation_words(source, one)}" for one in regulations(source)),
        recipients=tuple(source.write(one) for one in (body, units) if one),
    )


def _aims(source: Source) -> Iterator[Part]:
    """What the pledge says the year is for."""
    pledge = source.book.registration.pledge.of(source.year)
    for number, line in enumerate((pledge.aims if pledge else "").splitlines(), 1):
        if line.strip():
            yield worded(source, f"aim.{number}", ended(line), line)


def _content(source: Source) -> Iterator[Part]:
    """Movements, what the pledge asks, joint activities and meetings, each under its own heading."""
    book, year = source.book, source.year
    pledge = book.registration.pledge.of(year)
    asked = [*(pledge.targets if pledge else "").splitlines(), *(pledge.tasks if pledge else "").splitlines()]
    kinds = (
        (
            "movement",
            "Phong trào thi đua",
            [_lasting(one.name, one.from_date, one.to_date) for one in book.following.movements(year)],
        ),
        ("asked", "Chỉ tiêu, nhiệm vụ", [line for line in asked if line.strip()]),
        ("activity", "Hoạt động chung", [_held(one.name, one.date, one.place) for one in book.log.activities(year)]),
        ("meeting", "Hội nghị", [_held(one.title, one.date, one.place) for one in book.meetings.all(year)]),
    )
    number = 0
    for key, title, lines in kinds:
        if not lines:
            continue
        number += 1
        yield Para(key, f"{number}. {title}", heading=True)
        for at, line in enumerate(lines, 1):
            text = line.strip().lstrip("-").strip()
            yield worded(source, f"{key}.{at}", f"- {ended(text)}", line)


def _lasting(name: str, first: str | None, last: str | None) -> str:
    said = [f"{word} {show_date(day)}" for word, day in (("từ", first), ("đến", last)) if day]
    return name + (f" ({' '.join(said)})" if said else "")


def _held(name: str, day: str | None, place: str | None) -> str:
    said = [f"ngày {show_date(day)}"] if day else []
    said += [f"tại {place}"] if place else []
    return name + (f" ({', '.join(said)})" if said else "")


def _schedule(source: Source) -> Iterator[Part]:
    """The task list as a table; what the bloc does not do is left out."""
    tasks = [one for one in source.book.tasks.all(source.year) if one.state != "not-ours"]
    rows = [(source.write(one.title), _when(one), one.who, source.write(one.paper)) for one in tasks]
    if rows:
        yield Annex("tasks", ListTable(WORK, tuple(ListLine((str(n), *row)) for n, row in enumerate(rows, 1)), size=12))


def _when(task: Task) -> str:
    """The task's own day, else its months."""
    if task.due_on:
        return f"chậm nhất ngày {show_date(task.due_on)}"
    if task.from_month is None or task.to_month is None:
        return "cả năm"
    first, last = task.from_month + task.shift, task.to_month + task.shift
    if first == last:
        return month_words(task.year, first)
    return f"từ {month_words(task.year, first)} đến {month_words(task.year, last)}"


def month_words(year: int, month: int) -> str:
    """`tháng 3`; of another year with it: `tháng 12/2024`. Months count from January of the year as 1."""
    away, at = divmod(month - 1, 12)
    return f"tháng {show_month(at + 1)}" + (f"/{year + away}" if away else "")


def _due(source: Source) -> Iterator[Part]:
    """What is to be handed in until when, and what being late costs where it is written."""
    for one in sorted(source.book.years.deadlines(source.year), key=lambda each: (each.due_on, each.key)):
        late = f"; {one.consequence}" if one.consequence else ""
        last = source.book.years.last_allowed(source.year, one.due_on)
        moved = "" if last == one.due_on else f" (hạn ngày {show_date(one.due_on)} rơi vào ngày nghỉ)"
        text = f"- {one.name}: chậm nhất ngày {show_date(last)}{moved}{late}"
        yield worded(
            source, f"due.{one.key}", ended(text), one.name, last, one.consequence, *([one.due_on] if moved else [])
        )
    for report in source.book.log.reports(source.year):
        if report.due_on:
            last = source.book.years.last_allowed(source.year, report.due_on)
            moved = "" if last == report.due_on else f" (hạn ngày {show_date(report.due_on)} rơi vào ngày nghỉ)"
            text = f"- {report.name}: chậm nhất ngày {show_date(last)}{moved}."
            yield worded(source, f"report.{report.key}", text, report.name, last, *([report.due_on] if moved else []))


def _carrying(source: Source) -> Iterator[Part]:
    """Who leads, who helps, and to whom difficulties are told."""
    book, words = source.book, source.described.words
    day = source.day if source.day.startswith(f"{source.year}-") else None
    head = source.official(source.leading) if source.leading else source.write(source.bloc)
    if source.leading:
        text = f"{head}, {words.head}, chủ trì, theo dõi, đôn đốc việc thực hiện Kế hoạch."
        yield worded(source, "head", text, source.leading)
    deputies = [source.official(one.unit) for one in book.leadership.deputies(source.year, day)]
    if deputies:
        text = f"{listed(deputies)}, {words.deputy}, phối hợp với {head} thực hiện Kế hoạch."
        yield worded(source, "deputies", text, *deputies, head)
    text = f"Các đơn vị thành viên căn cứ Kế hoạch này tổ chức thực hiện; có vướng mắc thì phản ánh về {head}"
    yield worded(source, "units", text, head)


# --- answers ---------------------------------------------------------------------------------------------------------


def answers(book: Book, year: int, unit: str | None = None, *, date: str = "") -> tuple[Letter, ...]:
    """To each unit that explained its points or had something to say of a draft: what became of it. Refused while
    nobody did.
    """
    source = Source(book, year, date)
    letters = []
    for key in source.addressed(source.all_units, "Trả lời giải trình, kiến nghị", unit):
        full = _answered(source, key)
        letters += [_answer(source, key, full)] if full else []
    if not letters:
        but = source.but_head(lambda head: _answered(source, head))
        of = " của đơn vị này" if unit else f" của đơn vị{but}" if but else ""
        lacking = f"chưa ghi giải trình, ý kiến hay kiến nghị nào{of} đã xem xét mà chưa trả lời"
        raise nothing("Trả lời giải trình, kiến nghị", lacking)
    return tuple(letters)


def _answered(source: Source, unit: str) -> list[tuple[str, str, list[Para]]]:
    """The sections of a unit's answer that have something to say."""
    said = [("explained", "Về giải trình điểm", list(_explained(source, unit)))]
    said.append(("asked", "Về ý kiến, kiến nghị", list(_asked(source, unit))))
    return [one for one in said if one[2]]


def _answer(source: Source, unit: str, sections: list[tuple[str, str, list[Para]]]) -> Letter:
    name = source.official(unit)
    head = source.official(source.head) if source.head else source.write(source.bloc)
    parts: list[Part] = [
        Para(
            "opening",
            f"{head} đã xem xét ý kiến của {name} về công tác thi đua {source.called()} và trả lời như sau:",
            (head, name),
        )
    ]
    for number, (key, title, lines) in enumerate(sections, 1):
        counted = f"{number}. {title}" if len(sections) > 1 else title
        parts.append(Para(key, counted, heading=True))
        parts += lines
    parts.append(Para("closing", f"{head} trả lời để {name} biết", (head, name)))
    return Letter(
        replace(numbered(source, ""), date=source.date),
        "",
        (f"trả lời giải trình, kiến nghị của {name}",),
        tuple(parts),
        (source.bloc_signer(),),
        to=(name,),
        recipients=("Như trên",),
        key=unit,
    )


def _explained(source: Source, unit: str) -> Iterator[Para]:
    """Each explained item: the unit's words, the points of the step it was written at, what a later step gave."""
    written = source.book.scores.written(source.year)
    for at, stage in enumerate(source.stages):
        if stage.key not in written or unit not in source.units or not source.sheet(unit, stage.key).key:
            continue
        for node, held in source.sheet(unit, stage.key).cells.items():
            if not held.explanation:
                continue
            code, outcome = source.book.forms.code(source.form(unit), node), _outcome(source, unit, node, at)
            text = f"Mục {code}: đơn vị giải trình “{held.explanation.strip().rstrip('.')}”. {outcome}".strip()
            yield worded(source, f"explained.{stage.key}.{node}", text, held.explanation, outcome)


def _outcome(source: Source, unit: str, node: str, at: int) -> str:
    """`Thẩm định tính lại 2,75 điểm (khối chấm 2,5 điểm). Lý do: …`; "" while there are no points."""
    stages = source.stages
    results = [(one, source.result(unit, one.key)) for one in stages]
    scored = [
        (n, one, result) for n, (one, result) in enumerate(results) if result is not None and node in result.items
    ]
    if not scored:
        return ""
    n, last, result = scored[-1]
    assert result is not None
    shown, value = node_points(result, node) or "0", result.items[node].value
    before = next(((one, r) for m, one, r in scored if m == min(at, n)), None)
    why = source.sheet(unit, last.key).cells.get(node)
    reason = f" Lý do: {why.cell.note.rstrip('.')}." if why and why.cell.note else ""
    if n <= at or before is None:
        return f"Điểm {small(last.name)} là {shown} điểm.{reason}"
    was = before[1].items[node].value if before[1] else None
    if not isinstance(value, Fraction) or not isinstance(was, Fraction):
        return f"Điểm {small(last.name)}: {shown}.{reason}"
    if value == was:
        return f"{last.name} giữ nguyên {shown} điểm.{reason}"
    earlier = f"({small(before[0].name)} {node_points(before[1], node) or '0'} điểm)"
    return f"{last.name} tính lại {shown} điểm {earlier}.{reason}"


def _asked(source: Source, unit: str) -> Iterator[Para]:
    """Each opinion on a draft and each complaint with what became of it; one still open is not answered yet, and a
    complaint that a paper has answered is not answered again.
    """
    book = source.book
    for draft in book.drafts.all(source.year):
        for one in book.drafts.comments(draft.key):
            if one.unit == unit and one.taken != "open":
                of = f"{draft.title}, {small(one.part)}" if one.part else draft.title
                text = f"{ended(of)[:-1]}: đơn vị có ý kiến “{one.text.strip().rstrip('.')}”. {_became(one)}"
                yield worded(source, f"asked.{one.key}", text, one.text, one.taken, one.answer)
    for complaint in book.complaints.all(source.year):
        if complaint.unit == unit and complaint.taken != "open" and not complaint.answered:
            of = complained(source, complaint)
            by = f" tại {complaint.number}" if complaint.number else ""
            text = f"Về {small(of)}: đơn vị kiến nghị{by} “{complaint.text.strip().rstrip('.')}”. {_became(complaint)}"
            facts = (complaint.text, complaint.number, complaint.about, complaint.taken, complaint.answer)
            yield worded(source, f"complaint.{complaint.key}", text, *facts)


def _became(one: Comment | Complaint) -> str:
    """`Không tiếp thu: điểm đã tính đúng theo Điều 6.`"""
    return f"{shared.TAKEN[one.taken]}" + (f": {one.answer.rstrip('.')}." if one.answer else ".")
