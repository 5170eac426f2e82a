"""What the papers of following a year say: reviews, comments on drafts, the fund, cross-checks."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.following.rows import Review, TargetProgress, UnitReview, Work, effect_of
from models.rules import words as shared
from models.rules.number.points import show
from models.rules.number.text import show_date
from printing.content.common import Sentence, sentence
from printing.content.letters.letter import nothing
from printing.content.listing import ListColumn, Listing, ListLine, ListTable, grouped
from printing.content.reading import Source
from printing.content.registration import figure
from printing.content.words.annexes import annex_of
from printing.content.words.prose import days_between

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.following.log_rows import Complaint, Draft

TAKEN = {**shared.TAKEN, "open": ""}
NUMBER = ListColumn("STT", 11, "center")
COMPLAINTS = "Bảng theo dõi giải quyết kiến nghị"
COMMENTS = "Bảng tổng hợp, tiếp thu ý kiến góp ý"
FUND = "Bảng thu, chi đóng góp hoạt động chung"
TEAMS = "Lịch kiểm tra chéo"
OF_TARGETS = 5
"""The last columns of a review; they are left out while no unit has a target."""


def _day(value: str | None) -> str:
    return show_date(value) if value else ""


# --- reviews ----------------------------------------------------------------------------------------------------------


def gather_review(book: Book, year: int, half: bool, *, date: str = "") -> Listing:
    """Progress per unit and target at the half-year or over the whole year; no awards stand in it."""
    source = Source(book, year, date)
    review = book.following.half_year(year) if half else book.following.year_end(year)
    words = "6 tháng đầu năm" if half else "năm"
    tables = [_review_table(source, review, words.removesuffix(" đầu năm") if half else "cả năm")]
    tables += [*_judged(source, review), *_indicators(source), *_next_tasks(source, review, half)]
    return Listing(
        heading=source.heading_of_year() if half else source.bloc_heading(),
        title="BIỂU TỔNG HỢP KẾT QUẢ",
        about=(f"Thực hiện chỉ tiêu, nhiệm vụ {words} {year} của {source.write(source.bloc)}",),
        tables=tuple(tables),
        signers=(source.maker("BIỂU"), source.bloc_signer()),
        landscape=True,
        annex_of=annex_of(source, "bao-cao-so-ket" if half else "bao-cao-tong-ket"),
    )


def _review_table(source: Source, review: Review, words: str) -> ListTable:
    columns = (
        NUMBER,
        ListColumn("Đơn vị", 46),
        ListColumn("Nhiệm vụ đăng ký", 21, "center"),
        ListColumn("Đã hoàn thành", 21, "center"),
        ListColumn("Tỷ lệ (%)", 19, "center"),
        ListColumn("Chỉ tiêu"),
        ListColumn("Đơn vị tính", 22, "center"),
        ListColumn("Kế hoạch", 22, "right"),
        ListColumn(f"Thực hiện {words}", 24, "right"),
        ListColumn("Tỷ lệ (%)", 19, "center"),
    )
    kept = len(columns) if any(one.targets for one in review.units) else len(columns) - OF_TARGETS
    lines: list[ListLine] = []
    for number, one in enumerate(review.units, 1):
        rows = [_reached(source, target) for target in one.targets] or [("",) * (kept - 5)]
        lines += grouped((str(number), source.all_units[one.unit], *_done(one)), rows)
    percent = "" if review.percent is None else show(review.percent)
    total = ("", "Cộng", str(review.registered), str(review.done), percent, "", "", "", "", "")
    return ListTable(columns[:kept], (*lines, ListLine(total[:kept], "total")), notes=tuple(_notes(source, review)))


def _done(one: UnitReview) -> tuple[str, str, str]:
    percent = "" if one.percent is None else show(one.percent)
    return _number(one.registered), _number(one.done), percent


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _reached(source: Source, one: TargetProgress) -> tuple[str, ...]:
    percent = "" if one.percent is None else show(one.percent)
    target = one.target
    return source.write(target.name), source.write(target.measure), figure(target.plan), figure(one.reached), percent


def _notes(source: Source, review: Review) -> list[Sentence]:
    notes = [sentence(f"Số nhiệm vụ hoàn thành tính đến ngày {show_date(review.as_of)}.", review.as_of)]
    if review.missing:
        missing = [source.all_units[unit] for unit in review.missing]
        notes.append(sentence(f"Chưa có số liệu, không cộng: {', '.join(missing)}.", *missing))
    for one in review.units:
        if one.differs and one.listed and one.said:
            listed, said = one.listed[0], one.said.tasks_done
            name = source.all_units[one.unit]
            text = f"{name} báo cáo xong {said} nhiệm vụ, theo danh mục là {listed}."
            notes.append(sentence(text, name, said, listed))
    return notes


def _judged(source: Source, review: Review) -> list[ListTable]:
    """Key and ad-hoc tasks that are settled, judged on time, quality and effect."""
    works = [one for one in source.book.following.works(source.year) if one.kind in ("key", "ad-hoc")]

    def files(one: Work) -> str:
        named = ", ".join(each.file_name for each in source.book.attachments.of("work", one.key))
        return f"tệp: {named}" if named else ""

    settled = [one for one in works if one.state in ("done", "late", "not-done")]
    settled = [one for one in settled if (one.done_on or "") <= review.as_of]
    chosen = [one for one in settled if one.quality or effect_of(one) or files(one)]
    if not chosen:
        return []
    columns = (
        NUMBER,
        ListColumn("Nhiệm vụ"),
        ListColumn("Đơn vị thực hiện", 46),
        ListColumn("Thời gian", 40),
        ListColumn("Chất lượng", 32),
        ListColumn("Hiệu quả, minh chứng", 62),
    )
    lines = []
    for number, one in enumerate(chosen, 1):
        who = source.all_units.get(one.unit, one.unit) if one.unit else "Các đơn vị"
        came = "; ".join(part for part in (effect_of(one), one.evidence, files(one)) if part)
        said = (source.write(one.title), who, _timing(one, review.as_of), one.quality or "", came)
        lines.append(ListLine((str(number), *(source.write(cell) for cell in said))))
    return [ListTable(columns, tuple(lines), "Nhiệm vụ trọng tâm, đột xuất: thời gian, chất lượng, hiệu quả")]


def _timing(one: Work, as_of: str) -> str:
    """`Xong 20/05/2025, đúng hạn`, `Xong 02/06/2025, chậm 3 ngày`, `Không hoàn thành`."""
    if one.state == "not-done":
        return "Không hoàn thành"
    late = one.days_late(as_of)
    told = f"chậm {late} ngày" if late else "đúng hạn" if one.due_on else ""
    return ", ".join(part for part in (f"Xong {_day(one.done_on)}", told) if part)


def _indicators(source: Source) -> list[ListTable]:
    """Plan and result of the movements, unit by unit."""
    found = source.book.indicators.all(source.year)
    if not found:
        return []
    columns = (
        NUMBER,
        ListColumn("Phong trào", 62),
        ListColumn("Chỉ tiêu"),
        ListColumn("Đơn vị", 46),
        ListColumn("Đơn vị tính", 22, "center"),
        ListColumn("Kế hoạch", 22, "right"),
        ListColumn("Thực hiện", 22, "right"),
        ListColumn("Tỷ lệ (%)", 19, "center"),
    )
    periods = {one.key: one.name for one in source.book.years.periods(source.year)}
    lines = []
    for number, one in enumerate(found, 1):
        who = source.all_units.get(one.unit, one.unit) if one.unit else f"Cả {source.described.words.bloc.lower()}"
        name = f"{one.name} ({periods.get(one.period, one.period)})" if one.period else one.name
        percent = "" if one.percent is None else show(one.percent)
        cells = (source.write(one.movement_name), source.write(name), who, source.write(one.measure))
        lines.append(ListLine((str(number), *cells, figure(one.plan), figure(one.result), percent)))
    return [ListTable(columns, tuple(lines), "Chỉ tiêu của các phong trào thi đua")]


def _next_tasks(source: Source, review: Review, half: bool) -> list[ListTable]:
    """What goes on: at the half-year the tasks agreed for the second half, at the end those still open."""
    works = source.book.following.works(source.year)
    chosen = [one for one in works if one.state == "open" and (one.kind == "agreed" or not half)]
    if not chosen:
        return []
    heading = "Nhiệm vụ thống nhất thực hiện 6 tháng cuối năm" if half else "Nhiệm vụ chưa hoàn thành"
    columns = (NUMBER, ListColumn("Nhiệm vụ"), ListColumn("Đơn vị thực hiện", 60), ListColumn("Hạn", 28, "center"))
    lines = tuple(ListLine(_task(source, number, one)) for number, one in enumerate(chosen, 1))
    return [ListTable(columns, lines, heading)]


def _task(source: Source, number: int, one: Work) -> tuple[str, str, str, str]:
    who = source.all_units.get(one.unit, one.unit) if one.unit else "Các đơn vị"
    carried = " (chuyển tiếp)" if one.rolled_from else ""
    return str(number), source.write(one.title) + carried, who, _day(one.due_on)


# --- comments on drafts -----------------------------------------------------------------------------------------------


def gather_comments(book: Book, year: int, *, date: str = "") -> Listing:
    """Every draft of the year that was sent for comment, with the comments on it and what became of each. Refused
    while there is none.
    """
    source = Source(book, year, date)
    sent = (draft for draft in book.drafts.all(year) if draft.sent_on or book.drafts.comments(draft.key))
    tables = tuple(_draft(source, draft) for draft in sent)
    if not tables:
        raise nothing(COMMENTS, f"{source.called(year)} chưa có dự thảo nào được gửi lấy ý kiến")
    return Listing(
        heading=source.heading_of_year(),
        title="BẢNG TỔNG HỢP, TIẾP THU Ý KIẾN GÓP Ý",
        about=(f"Đối với các dự thảo văn bản {source.called(year)} của {source.write(source.bloc)}",),
        tables=tables,
        signers=(source.maker("BẢNG"), source.bloc_signer()),
        landscape=True,
    )


def _draft(source: Source, draft: Draft) -> ListTable:
    columns = (
        NUMBER,
        ListColumn("Đơn vị góp ý", 44),
        ListColumn("Phần, điều, khoản", 34),
        ListColumn("Nội dung góp ý"),
        ListColumn("Tiếp thu", 26, "center"),
        ListColumn("Giải trình", 58),
    )
    lines = tuple(
        ListLine(
            (
                str(number),
                source.all_units.get(one.unit or "", ""),
                source.write(one.part or ""),
                source.write(one.text),
                TAKEN[one.taken],
                source.write(one.answer or ""),
            )
        )
        for number, one in enumerate(source.book.drafts.comments(draft.key), 1)
    )
    sent = f", gửi ngày {_day(draft.sent_on)}" if draft.sent_on else ""
    last = source.book.years.last_allowed(source.year, draft.due_on) if draft.due_on else None
    due = f", hạn góp ý {_day(last)}" if last else ""
    silent = [source.all_units[unit] for unit in source.book.drafts.silent(draft.key)]
    notes = (sentence(f"Không có ý kiến: {', '.join(silent)}.", *silent),) if silent else ()
    heading = sentence(f"{source.write(draft.title)}{sent}{due}", draft.title, draft.sent_on, last)
    return ListTable(columns, lines, heading, notes=notes)


def gather_complaints(book: Book, year: int, *, date: str = "") -> Listing:
    """What units complained of or asked for, when, what became of it and by which paper they were told."""
    source = Source(book, year, date)
    columns = (
        NUMBER,
        ListColumn("Đơn vị, văn bản", 44),
        ListColumn("Ngày nhận", 22, "center"),
        ListColumn("Nội dung"),
        ListColumn("Kết quả", 58),
        ListColumn("Văn bản trả lời", 36),
    )
    found = book.complaints.all(year)
    if not found:
        raise nothing(COMPLAINTS, f"{source.called(year)} chưa ghi kiến nghị nào")
    lines = [
        ListLine(
            (
                str(number),
                "\n".join(filter(None, (source.all_units[one.unit], one.number or ""))),
                _day(one.received_on),
                source.write(f"{complained(source, one)}: {one.text}"),
                source.write(": ".join(filter(None, (shared.TAKEN[one.taken], one.answer or "")))),
                _answer_paper(one),
            )
        )
        for number, one in enumerate(found, 1)
    ]
    open_ones = sum(not one.answered for one in found)
    text = f"Đã nhận {len(found):02d} kiến nghị, đã trả lời {len(found) - open_ones:02d}."
    told = sentence(text, len(found), open_ones)
    return Listing(
        heading=source.bloc_heading(),
        title="BẢNG THEO DÕI GIẢI QUYẾT KIẾN NGHỊ",
        about=(f"{source.called(year, capital=True)} của {source.write(source.bloc)}",),
        tables=(ListTable(columns, tuple(lines), notes=(told,)),),
        signers=(source.maker("BẢNG"), source.bloc_signer()),
        landscape=True,
    )


def complained(source: Source, one: Complaint) -> str:
    """What a complaint is about: `Điểm, mục II.3`."""
    known = source.book.log.feeds.items(source.year)
    item = known[one.item].code if one.item in known else one.item
    return shared.COMPLAINED[one.about] + (f", mục {item}" if item else "")


def _answer_paper(one: Complaint) -> str:
    if one.answered:
        return " ".join(filter(None, (one.answered_by or "Đã trả lời", f"ngày {_day(one.answered_on)}")))
    return f"Hạn trả lời {_day(one.due_on)}" if one.due_on else ""


# --- money, cross-checks ----------------------------------------------------------------------------------------------


def money(dong: int) -> str:
    """Whole đồng without their word: `18.600.000`."""
    return show(Fraction(dong), 0)


def gather_fund(book: Book, year: int, *, date: str = "") -> Listing:
    """Money in and out in order, sums, and what is left to be handed over. Refused before there is any."""
    source = Source(book, year, date)
    fund = book.log.fund.of(year)
    if not fund.lines:
        raise nothing(FUND, f"{source.called(year)} chưa ghi khoản thu, chi nào")
    columns = (
        NUMBER,
        ListColumn("Ngày", 22, "center"),
        ListColumn("Nội dung"),
        ListColumn("Thu (đồng)", 24, "right"),
        ListColumn("Chi (đồng)", 24, "right"),
        ListColumn("Chứng từ", 20),
    )
    lines = [
        ListLine(
            (
                str(number),
                _day(one.date),
                ": ".join(filter(None, (source.all_units.get(one.unit or ""), source.write(one.text)))),
                money(one.dong) if one.dong > 0 else "",
                money(-one.dong) if one.dong < 0 else "",
                one.paper or "",
            )
        )
        for number, one in enumerate(fund.lines, 1)
    ]
    lines.append(ListLine(("", "", "Cộng", money(fund.money_in), money(fund.money_out), ""), "total"))
    rest = "Còn lại" if fund.left >= 0 else "Chi vượt"
    head = source.described.words.head
    note = sentence(f"{rest}: {money(abs(fund.left))} đồng, bàn giao cho {head} năm sau.", fund.left, head)
    return Listing(
        heading=source.bloc_heading(),
        title="BẢNG THU, CHI ĐÓNG GÓP HOẠT ĐỘNG CHUNG",
        about=(f"{source.called(year, capital=True)} của {source.write(source.bloc)}",),
        tables=(ListTable(columns, tuple(lines), notes=(note,)),),
        signers=(source.maker("BẢNG"), source.bloc_signer()),
    )


def gather_teams(book: Book, year: int, *, date: str = "") -> Listing:
    """Cross-check teams with their units, whom they check and when. Refused while there is no team."""
    source = Source(book, year, date)
    teams = book.teams.all(year)
    if not teams:
        raise nothing(TEAMS, f"{source.called(year)} chưa lập tổ kiểm tra chéo nào")
    columns = (
        ListColumn("Tổ", 24),
        ListColumn("Thành viên", 66),
        ListColumn("Đơn vị được kiểm tra"),
        ListColumn("Thời gian", 58, "center"),
        ListColumn("Biên bản", 44),
    )
    lines: list[ListLine] = []
    for team in teams:
        named = [source.all_units[unit] + (" (tổ trưởng)" if unit == team.lead else "") for unit in team.members]
        rows: list[tuple[str, ...]] = [
            (source.all_units[one.unit], days_between(one.visit_from, one.visit_to), one.minutes or "")
            for one in team.visits
        ] or [("", "", "")]
        lines += grouped((source.write(team.name), "\n".join(named)), rows)
    return Listing(
        heading=source.heading_of_year(),
        title="LỊCH KIỂM TRA CHÉO",
        about=(
            f"Công tác thi đua, khen thưởng {source.called(year)} của {source.write(source.bloc)}",
            *_set_up(book, year),
        ),
        tables=(ListTable(columns, tuple(lines)),),
        signers=(source.maker("LỊCH"), source.bloc_signer()),
        landscape=True,
    )


def _set_up(book: Book, year: int) -> tuple[str, ...]:
    """By which decisions or notices the teams were set up, each once."""
    found = dict.fromkeys(team.document for team in book.teams.all(year) if team.document)
    papers = (f"văn bản số {one}" if one[:1].isdigit() else one for one in found)
    return (f"(Các tổ lập theo {'; '.join(papers)})",) if found else ()
