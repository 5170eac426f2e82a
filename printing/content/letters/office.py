"""Papers of the head unit's own desk: excerpts of minutes, receipts, the unit's registration form, and the one page its
leader reads before signing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from models.book.meetings import vote_words
from models.book.regulation.titles import called
from models.book.scoring.rows import SheetAt
from models.rules import words as shared
from models.rules.number.text import show_date
from printing.content import standing_words
from printing.content.common import DOTS, Signing, sentence
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.meetings import chosen, numbered
from printing.content.reading import Source, shown_total
from printing.content.registration import figure
from printing.content.words.prose import acting_on, small, two

if TYPE_CHECKING:
    from models.book.book import Book

NUMBER = ListColumn("STT", 11, "center")
STATES = shared.PAPER_STATES
WORKS_NAMED = 8
"""Open works of the year named on the one page before signing; the others are counted."""
LINES_TO_WRITE = 5
"""Empty lines of a form that is filled in by hand."""


def _on(date: str | None) -> str:
    return f" ngày {show_date(date)}" if date else ""


# --- excerpts of minutes ---------------------------------------------------------------------------------------------


def excerpts(book: Book, year: int, meeting: str | None = None, *, date: str = "") -> tuple[Letter, ...]:
    """For each candidate for an award on whom a meeting voted: what the minutes say of the vote, and nothing else.
    Refused while no such ballot was counted.
    """
    held = chosen(book, year, meeting)
    source = Source(book, year, date or held.date or "")
    letters = []
    for ballot in book.ballots.of(held.key):
        result = book.ballots.result(ballot.key)
        if ballot.purpose != "award" or result is None:
            continue
        for outcome in result.outcomes:
            name = ballot.name(outcome.candidate)
            told = vote_words.sentence(result, outcome, source.described.words)
            place = f", tại {source.write(held.place)}" if held.place else ""
            parts: tuple[Part, ...] = (
                Para(
                    "held",
                    f"Hội nghị họp{_on(held.date)}{place}, do {source.write(held.chair or DOTS)} chủ trì.",
                    (held.date or "…", held.place or "", held.chair or ""),
                ),
                Para("ballot", f"Hội nghị bỏ phiếu kín về nội dung: {source.write(ballot.title)}.", (ballot.title,)),
                Para("result", source.write(told), (name, str(outcome.votes), str(outcome.base))),
                Para("copy", "Trích sao đúng biên bản hội nghị và biên bản kiểm phiếu"),
            )
            letters.append(
                Letter(
                    numbered(source, "TrS"),
                    "TRÍCH BIÊN BẢN",
                    (source.write(held.title),),
                    parts,
                    (source.bloc_signer(),),
                    remarks=(f"(Về việc bình xét đối với {source.write(name)})",),
                    recipients=("Hồ sơ đề nghị khen thưởng",),
                    key=f"{ballot.key}.{outcome.candidate}",
                )
            )
    if not letters:
        raise nothing("Trích biên bản", f"{small(held.title)} chưa có kết quả bỏ phiếu đề nghị khen thưởng")
    return tuple(letters)


# --- receipts --------------------------------------------------------------------------------------------------------


def receipts(book: Book, year: int, units: Sequence[str] = (), *, date: str = "") -> tuple[Letter, ...]:
    """What each unit (or each of those named) handed in, with the day it came. Refused while nothing came."""
    source = Source(book, year, date)
    letters = []
    asked = source.head if source.head in units else None  # refused, not left out without a word
    for key in source.addressed(source.all_units, "Giấy biên nhận", asked):
        lines = _received(source, key) if not units or key in units else []
        if lines:
            letters.append(_receipt(source, key, lines))
    if not letters:
        of = " đã chọn" if units else source.but_head(lambda head: _received(source, head))
        raise nothing("Giấy biên nhận", f"chưa nhận văn bản, phiếu chấm nào của đơn vị{of}")
    return tuple(letters)


def _received(source: Source, unit: str) -> list[tuple[str, str, str]]:
    """Name, day, remark of everything that came."""
    book, year = source.book, source.year
    found = []
    registered = book.registration.of(year, unit)
    if registered.received_on:
        found.append((registered.received_on, "Đăng ký thi đua", registered.document or ""))
    for one in book.log.receipts(year):
        if one.unit == unit and one.received_on:
            late = f"chậm {one.timing.words}" if one.timing.state == "late" else ""
            found.append((one.received_on, one.report.name, "; ".join(filter(None, (one.note, late)))))
    periods = book.years.periods(year)
    for stage, period in ((stage, period) for stage in source.stages[:1] for period in periods):
        at = SheetAt(year, unit, stage.key, period.key)
        sheet = book.scores.sheet(at)
        if sheet.received_on:
            pieces = len(book.scores.evidence.of(at, None))
            papers = f"kèm {two(pieces)} tài liệu minh chứng" if pieces else ""
            when = f", {small(period.name)}" if len(periods) > 1 else ""
            remark = "; ".join(filter(None, (sheet.received_as, papers)))
            found.append((sheet.received_on, f"Phiếu {small(stage.name)}{when}", remark))
    return [(name, show_date(on), remark) for on, name, remark in sorted(found)]


def _receipt(source: Source, unit: str, lines: list[tuple[str, str, str]]) -> Letter:
    columns = (NUMBER, ListColumn("Văn bản, hồ sơ"), ListColumn("Ngày nhận", 26, "center"), ListColumn("Ghi chú", 56))
    rows = tuple(ListLine((str(n), *map(source.write, line))) for n, line in enumerate(lines, 1))
    name = source.official(unit)
    parts: tuple[Part, ...] = (
        Para("opening", f"{source.write(source.bloc)} đã nhận của {name} các văn bản, hồ sơ sau:", (name, source.bloc)),
        Annex("table", ListTable(columns, rows)),
    )
    signers = (Signing(("NGƯỜI GIAO",)), source.maker("GIẤY"))
    signers = (signers[0], replace(signers[1], position=("NGƯỜI NHẬN",)))
    about = f"Văn bản, hồ sơ thi đua {source.called()}"
    return Letter(source.bloc_heading(), "GIẤY BIÊN NHẬN", (about,), parts, signers, key=unit, end_mark=False)


# --- the unit's registration form ------------------------------------------------------------------------------------


def registration_form(book: Book, year: int, unit: str | None = None, *, date: str = "") -> tuple[Letter, ...]:
    """What a unit registers: titles, targets, tasks as recorded, with room to write where nothing is."""
    source = Source(book, year, date)
    return tuple(_form(source, key) for key in ((unit,) if unit else source.units))


def _form(source: Source, unit: str) -> Letter:
    book, year = source.book, source.year
    names = {code: name for code, name, _ in book.registration.catalogue(year)}
    titles = [
        (one.name or "Tập thể", source.write(called(names, one.title)), one.note or "")
        for one in book.registration.titles(year, unit)
    ]
    targets = [
        (source.write(one.name), source.write(one.measure), figure(one.plan), one.note or "")
        for one in book.registration.targets(year, unit)
    ]
    tasks = [
        (source.write(one.title), show_date(one.due_on) if one.due_on else "", one.note or "")
        for one in book.following.works(year, "key", unit)
    ]
    name = source.official(unit)
    parts: list[Part] = [Para("opening", f"{name} đăng ký thi đua {source.called(year)} như sau:", (name,))]
    tables = (
        (
            "titles",
            "I. Danh hiệu, hình thức khen thưởng",
            (("Tập thể, cá nhân", 56), ("Danh hiệu, hình thức", 0), ("Ghi chú", 34)),
            titles,
        ),
        ("targets", "II. Chỉ tiêu", (("Nội dung", 0), ("Đơn vị tính", 26), ("Kế hoạch", 26), ("Ghi chú", 34)), targets),
        ("tasks", "III. Nhiệm vụ trọng tâm", (("Nhiệm vụ", 0), ("Hạn", 28), ("Ghi chú", 34)), tasks),
    )
    for key, heading, columns, rows in tables:
        made = (NUMBER, *(ListColumn(title, width) for title, width in columns))
        full = rows or [("",) * len(columns)] * LINES_TO_WRITE
        lines = tuple(ListLine((str(n), *row)) for n, row in enumerate(full, 1))
        parts.append(Annex(key, ListTable(made, lines, heading)))
    parts.append(Para("closing", f"{name} cam kết thực hiện đầy đủ các nội dung đã đăng ký", (name,)))
    return Letter(
        replace(source.heading(unit), date=date_or_year(source)),
        "BẢNG ĐĂNG KÝ THI ĐUA",
        (source.called(year, capital=True),),
        tuple(parts),
        (source.unit_signer(unit),),
        to=(source.write(source.bloc),),
        key=unit,
    )


def date_or_year(source: Source) -> str:
    """The paper's day; open, its year all the same."""
    return source.date or str(source.year)


# --- before the leader signs -----------------------------------------------------------------------------------------


def before_signing(book: Book, year: int, *, date: str = "") -> Letter:
    """One page: who stands where and what still moves it, ties, open decisions, what is proposed, what the year lacks.
    Refused before anybody has points.
    """
    source = Source(book, year, date)
    standing = book.standing.ranking(year)
    if not any(place.rank is not None for place in standing.places):
        raise nothing("Phiếu trình lãnh đạo", f"{source.called(year)} chưa đơn vị nào có thứ hạng")
    columns = (
        ListColumn("Hạng", 13, "center"),
        ListColumn("Đơn vị", 40),
        ListColumn("Điểm", 17, "center"),
        ListColumn("Xếp loại", 53),
        ListColumn("Lý do, còn chờ"),
    )
    lines = tuple(
        ListLine(
            (
                standing_words.rank(standing, place.unit),
                source.all_units[place.unit],
                shown_total(place.points),
                standing_words.label(standing, place.unit),
                standing_words.reasons(standing, place.unit),
            )
        )
        for place in standing.places
    )
    notes = list(standing_words.open_points(source, standing))
    live = [one for one in book.awards.proposals(year) if one.live]
    notes += [sentence(f"Đang đề nghị khen thưởng: {two(len(live))} trường hợp.", len(live))] if live else []
    waiting = list(book.closing.open_points(year))
    if waiting:
        told = "; ".join(source.write(small(one.words)) for one in waiting[:WORKS_NAMED])
        more = len(waiting) - WORKS_NAMED
        told += f"; và {two(more)} việc khác, ghi đủ trong sổ" if more > 0 else ""
        text = f"Việc của năm chưa xong ({two(len(waiting))}): {told}."
        notes.append(sentence(text, *(one.words for one in waiting)))
    parts: list[Part] = [Annex("ranks", ListTable(columns, lines, notes=tuple(notes), size=11))]
    parts.append(Para("opinion", f"Ý kiến của lãnh đạo: {DOTS} {DOTS}"))
    return Letter(
        source.bloc_heading(),
        "PHIẾU TRÌNH",
        (f"Kết quả thi đua {source.called(year)} trước khi ký",),
        tuple(parts),
        (source.maker("PHIẾU"), Signing(("LÃNH ĐẠO ĐƠN VỊ",))),
        end_mark=False,
    )


# --- to the body that appraises --------------------------------------------------------------------------------------


def ask_appraisal(book: Book, year: int, *, date: str = "") -> Letter:
    """The official letter that asks the standing body to appraise the year's points. Refused before anybody scored."""
    source = Source(book, year, date)
    scored = [unit for unit in source.units if any(source.result(unit, one.key) is not None for one in source.stages)]
    if not scored:
        raise nothing("Công văn đề nghị thẩm định", "chưa đơn vị nào có điểm trong sổ")
    body = source.write(source.described.standing_body or DOTS)
    bloc, own = source.write(source.bloc), book.regulations.of_year(year)
    by = acting_on(own)
    rested = f"Thực hiện {own.name}" + (f" số {own.number}" if own.number else "") + ", " if own else ""
    count = f"{two(len(scored))}/{two(len(source.units))}"
    parts: tuple[Part, ...] = (
        Para(
            "scored",
            f"{by}{bloc} đã tổ chức chấm điểm thi đua {source.called(year)}; {count} đơn vị đã có điểm.",
            (count, bloc, rested, (own.issued_on if own else "") or "", (own.issued_by if own else "") or ""),
        ),
        Para(
            "asked",
            f"{bloc} đề nghị {body} thẩm định kết quả chấm điểm của các đơn vị (bảng tổng hợp điểm, phiếu "
            "chấm điểm, minh chứng gửi kèm), cho ý kiến bằng văn bản để hoàn thiện kết quả, trình hội nghị",
            (bloc, body),
        ),
    )
    return Letter(
        numbered(source, ""),
        "",
        (f"đề nghị thẩm định kết quả chấm điểm thi đua {source.called(year)}",),
        tuple(parts),
        (source.bloc_signer(),),
        to=(body,),
        recipients=("Như trên", f"Các đơn vị thành viên {source.described.words.bloc.lower()}"),
    )
