"""Papers by which the head unit sets the bloc to work: who scores and checks whom, the directory, letters that ask for
comments on drafts and for the units' own scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.following.log_rows import Team
from models.rules.number.text import show_date
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.letters.report_done import worded
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.meetings import numbered
from printing.content.reading import Source
from printing.content.words.prose import acting_on, days_between, ended, listed, small, two

if TYPE_CHECKING:
    from models.book.book import Book

NUMBER = ListColumn("STT", 11, "center")


def _head(source: Source) -> str:
    return source.official(source.head) if source.head else source.write(source.bloc)


def _units(source: Source) -> str:
    return source.write(f"Các đơn vị thành viên {source.described.words.bloc.lower()}")


# --- who scores and checks -------------------------------------------------------------------------------------------


def teams(book: Book, year: int, *, date: str = "") -> Letter:
    """The notice of who scores at each step and which team checks whom when. Refused while neither is written."""
    source = Source(book, year, date)
    scorers = [(one.name, one.scorer) for one in book.years.stages(year) if one.scorer]
    checking = book.teams.all(year)
    if not scorers and not checking:
        raise nothing(
            "Thông báo Tổ chấm điểm", f"{source.called(year)} chưa ghi ai chấm các bước, chưa có tổ kiểm tra nào"
        )
    head = _head(source)
    parts: list[Part] = [
        worded(
            source,
            "opening",
            f"{head} thông báo phân công chấm điểm, kiểm tra thi đua {source.called(year)} như sau:",
            head,
        )
    ]
    number = 0
    if scorers:
        number += 1
        parts.append(Para("steps", f"{number}. Chấm điểm", heading=True))
        for at, (step, scorer) in enumerate(scorers, 1):
            parts.append(worded(source, f"step.{at}", f"- {step}: {ended(scorer)}", step, scorer))
    if checking:
        number += 1
        parts.append(Para("teams", f"{number}. Kiểm tra tại đơn vị", heading=True))
        columns = (
            NUMBER,
            ListColumn("Tổ", 26),
            ListColumn("Thành viên"),
            ListColumn("Đơn vị được kiểm tra, thời gian", 72),
        )
        lines = tuple(ListLine((str(n), *_team(source, one))) for n, one in enumerate(checking, 1))
        parts.append(Annex("teams.table", ListTable(columns, lines, size=12)))
    closing = f"{head} thông báo để các đơn vị, các tổ biết, thực hiện"
    parts.append(worded(source, "closing", closing, head))
    body = source.described.standing_body
    return Letter(
        numbered(source, "TB"),
        "THÔNG BÁO",
        (source.write(f"Phân công chấm điểm, kiểm tra thi đua {source.called(year)}"),),
        tuple(parts),
        (source.bloc_signer(),),
        recipients=tuple(one for one in (source.write(body) if body else "", _units(source)) if one),
    )


def _team(source: Source, team: Team) -> tuple[str, str, str]:
    members = []
    for unit in team.members:
        officer = source.contact(unit, "officer")
        who = f"{officer.name}, {source.all_units[unit]}" if officer else source.all_units[unit]
        members.append(who + (" (tổ trưởng)" if unit == team.lead else ""))
    visits = []
    for one in team.visits:
        span = days_between(one.visit_from, one.visit_to)
        visits.append(source.all_units[one.unit] + (f" ({span})" if span else ""))
    return source.write(team.name), "\n".join(members), "\n".join(visits)


# --- the directory ---------------------------------------------------------------------------------------------------


def directory(book: Book, year: int, *, date: str = "") -> Letter:
    """Every unit with its leader and its officer in charge, how they are reached; gaps are left to be written in.
    Refused while nobody is known.
    """
    source = Source(book, year, date)
    rows = []
    known = 0
    for unit in source.units:
        people = [source.contact(unit, role) for role in ("head", "officer")]
        known += sum(one is not None for one in people)
        named = ["\n".join(filter(None, (one.name, source.write(one.title)))) if one else "" for one in people]
        phones = "\n".join(one.phone for one in people if one and one.phone)
        mails = "\n".join(one.email for one in people if one and one.email)
        rows.append((source.official(unit), *named, phones, mails))
    if not known:
        raise nothing("Danh bạ khối", f"{source.called(year)} chưa ghi thủ trưởng, cán bộ phụ trách của đơn vị nào")
    columns = (
        NUMBER,
        ListColumn("Đơn vị"),
        ListColumn("Thủ trưởng", 54),
        ListColumn("Cán bộ phụ trách", 54),
        ListColumn("Điện thoại", 34),
        ListColumn("Thư điện tử", 50),
    )
    lines = tuple(ListLine((str(n), *row)) for n, row in enumerate(rows, 1))
    return Letter(
        source.heading_of_year(),
        "DANH BẠ",
        (source.write(f"Các đơn vị thành viên {source.bloc} {source.called(year)}"),),
        (Annex("table", ListTable(columns, lines)),),
        (source.maker("DANH BẠ"),),
        end_mark=False,
        landscape=True,
    )


# --- letters to all units --------------------------------------------------------------------------------------------


def ask_comments(book: Book, year: int, *, date: str = "") -> Letter:
    """The letter that sends drafts out for comment, each with its day. Refused while no draft of the year is open."""
    source = Source(book, year, date)
    drafts = [one for one in book.drafts.all(year) if not one.number and not one.issued_on]
    if not drafts:
        raise nothing("Công văn lấy ý kiến", f"{source.called(year)} không có dự thảo nào đang chờ ý kiến")
    parts: list[Part] = [
        Para("opening", f"{_head(source)} gửi các đơn vị dự thảo sau để cho ý kiến:", (str(len(drafts)), _head(source)))
    ]
    for number, one in enumerate(drafts, 1):
        last = book.years.last_allowed(year, one.due_on) if one.due_on else None
        until = f", gửi ý kiến chậm nhất ngày {show_date(last)}" if last else ""
        parts.append(worded(source, f"draft.{one.key}", f"{number}. {one.title}{until}.", one.title, last))
    text = f"Ý kiến bằng văn bản gửi về {_head(source)} để tổng hợp, tiếp thu"
    parts.append(worded(source, "closing", text, source.head))
    few = listed([small(one.title) for one in drafts]) if len(drafts) < 3 else f"{two(len(drafts))} dự thảo"
    about = f"lấy ý kiến {few}"
    return _to_units(source, about, parts)


def ask_scores(book: Book, year: int, *, date: str = "") -> Letter:
    """The letter that asks the units for their own scores by the day of the first step. Refused while that day is not
    written.
    """
    source = Source(book, year, date)
    stages = book.years.stages(year)
    due = [one for one in book.years.deadlines(year) if stages and one.stage == stages[0].key]
    if not due:
        first = small(stages[0].name) if stages else "tự chấm"
        raise nothing(
            "Công văn đề nghị tự chấm điểm", f"{source.called(year)} chưa ghi hạn của bước {first}, ghi ở trang Quy chế"
        )
    head, own = _head(source), book.regulations.of_year(year)
    by = acting_on(own)
    last = book.years.last_allowed(year, due[0].due_on)
    day = show_date(last)
    text = f"{by}{head} đề nghị các đơn vị tự chấm điểm thi đua {source.called(year)} theo phiếu gửi kèm."
    parts: list[Part] = [worded(source, "asked", text, own.name if own else "", head, by)]
    text = f"Phiếu tự chấm, báo cáo thuyết minh và minh chứng gửi về {head} chậm nhất ngày {day}"
    late = f"; {due[0].consequence}" if due[0].consequence else ""
    parts.append(worded(source, "until", ended(text + late), last, due[0].consequence, head))
    parts.append(worded(source, "closing", f"Có vướng mắc, các đơn vị trao đổi với {head} để được hướng dẫn", head))
    return _to_units(source, f"tự chấm điểm thi đua {source.called(year)}", parts)


def _to_units(source: Source, about: str, parts: list[Part]) -> Letter:
    return Letter(
        numbered(source, ""),
        "",
        (source.write(about),),
        tuple(parts),
        (source.bloc_signer(),),
        to=(_units(source),),
        recipients=("Như trên",),
    )
