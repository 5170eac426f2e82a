"""A decision taken in writing on paper: the sheet each member answers on, and the minutes of the answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.book.meetings import vote_words
from models.book.meetings.circulations import Circulation
from models.book.regulation.sources import cited
from models.rules import words as shared
from models.rules.act.circulating import Circulated
from models.rules.number.text import show_date
from printing.content.common import Signing
from printing.content.letters.letter import Annex, Letter, Para, Part, nothing
from printing.content.listing import ListColumn, ListLine, ListTable
from printing.content.meetings import numbered
from printing.content.reading import Source
from printing.styles import STYLES, day_in_text

if TYPE_CHECKING:
    from models.book.book import Book

_CHOICES = ListTable(
    (ListColumn("Ý kiến"), ListColumn("Đánh dấu X", 40, "center")),
    (ListLine(("Tán thành", "")), ListLine(("Ý kiến khác (ghi rõ ở dưới)", ""))),
)
DOTS = "………………………………………………"


def slips(book: Book, year: int, circulation: str | None = None, *, date: str = "") -> tuple[Letter, ...]:
    """One sheet for each member asked; of the chosen circulation, else of all that still take answers."""
    found = _chosen(book, year, circulation)
    wanted = found if circulation else tuple(one for one in found if not one.closed) or found
    return tuple(
        _slip(Source(book, year, date or one.sent_on), one, member.key)
        for one in wanted
        for member in book.circulations.members(one.key)
    )


def _chosen(book: Book, year: int, circulation: str | None) -> tuple[Circulation, ...]:
    if circulation is not None:
        return (book.circulations.get(circulation),)
    found = book.circulations.all(year)
    if not found:
        raise nothing(
            "Lấy ý kiến bằng văn bản", f"{book.years.called(year)} chưa ghi lần lấy ý kiến nào, ghi ở trang Hội nghị"
        )
    return found


def _slip(source: Source, one: Circulation, unit: str) -> Letter:
    write = source.write
    parts: list[Part] = [Para("subject", f"Nội dung lấy ý kiến: {write(one.subject)}.", (one.subject,))]
    parts += [
        Para(f"text.{n}", write(line), (line,)) for n, line in enumerate((one.text or "").splitlines(), 1) if line
    ]
    parts += _awards(source, one)
    sent = f" kèm văn bản {one.paper}" if one.paper else ""
    parts += [
        Para(
            "sent",
            f"Gửi ngày {show_date(one.sent_on)}{sent}; trả lời chậm nhất ngày {show_date(one.due_on)}.",
            (one.sent_on, one.paper or "", one.due_on),
        ),
        Para("who", f"Đơn vị trả lời: {source.official(unit)}.", (source.official(unit),)),
        Annex("answer", _CHOICES),
        Para("other", f"Nội dung ý kiến khác: {DOTS}", plain=True),
        Para("room", DOTS, plain=True),
        Para("answered", "Ngày trả lời: ……/……/……", plain=True),
    ]
    return Letter(
        source.bloc_heading(),
        "PHIẾU LẤY Ý KIẾN",
        (write(one.subject),),
        tuple(parts),
        (Signing(("THỦ TRƯỞNG ĐƠN VỊ",)),),
        key=f"{one.key}.{unit}",
        end_mark=False,
    )


def minutes(book: Book, year: int, circulation: str | None = None, *, date: str = "") -> tuple[Letter, ...]:
    """The minutes of each circulation: who was asked when, who answered what, the result and what it rests on."""
    return tuple(_minutes(book, one, date) for one in _chosen(book, year, circulation))


def _minutes(book: Book, one: Circulation, date: str) -> Letter:
    day = date or one.closed_on or ""
    source = Source(book, one.year, day or one.sent_on)
    write, words, number = source.write, source.described.words, vote_words.number
    members = book.circulations.members(one.key)
    given = {each.unit: each for each in one.answers}
    result = book.circulations.result(one.key)
    sent = f", theo văn bản {one.paper}" if one.paper else ""
    answered = sum(member.key in given for member in members)
    parts: list[Part] = [
        Para(
            "opening",
            f"Hôm nay, {day_in_text(day)}, {write(source.bloc)} tổng hợp ý kiến bằng văn bản của các thành viên "
            "như sau:",
            (day, write(source.bloc)),
        ),
        Para("subject", f"1. Nội dung: {write(one.subject)}.", (one.subject,)),
        *_awards(source, one),
        Para(
            "sent",
            f"2. Gửi lấy ý kiến ngày {show_date(one.sent_on)}{sent}; hạn trả lời {show_date(one.due_on)}.",
            (one.sent_on, one.paper or "", one.due_on),
        ),
        Para(
            "answered",
            f"3. Số thành viên được hỏi: {number(len(members))}; đã trả lời: {number(answered)}; "
            f"không trả lời: {number(len(members) - answered)}.",
            (str(len(members)), str(answered)),
        ),
        Annex("answers", _table(source, one, [member.key for member in members])),
    ]
    if isinstance(result, Circulated) and one.rule is not None:
        passed = "Đạt" if result.outcome.passes else "Chưa đạt"
        limit = vote_words.threshold(one.rule.spec)
        parts += [
            Para("result", f"4. Kết quả: {write(vote_words.circulated(result, words))}", _facts(result)),
            Para(
                "basis",
                f"Tỷ lệ cần đạt: {limit}, tức là ít nhất {number(result.outcome.need)}. "
                f"Căn cứ: {cited(one.rule.cite)}.",
                (limit, str(result.outcome.need), one.rule.cite),
            ),
            Para("verdict", f"{passed} tỷ lệ: {write(one.subject)}.", (passed, one.subject)),
        ]
    else:
        parts.append(Para("result", "4. Kết quả: chưa tổng hợp"))
    heading = replace(numbered(source, "BB"), date=day)
    scribe, _chair = STYLES[heading.family].minutes
    return Letter(
        heading,
        "BIÊN BẢN",
        ("Tổng hợp ý kiến bằng văn bản", write(one.subject)),
        tuple(parts),
        (Signing((scribe,)), source.bloc_signer()),
        key=one.key,
    )


def _facts(result: Circulated) -> tuple[str, ...]:
    one = result.outcome
    said = (one.votes, one.base_name, one.base, result.other, result.silent, result.silence_agrees)
    return tuple(map(str, said))


def _awards(source: Source, one: Circulation) -> list[Part]:
    """The award lines asked about, title by title as the lists have them."""
    if not one.awards:
        return []
    year = source.book.awards.of(one.year)
    columns = (ListColumn("STT", 11, "center"), ListColumn("Đề nghị tặng", 62), ListColumn("Tập thể, cá nhân"))
    rows = []
    for n, line in enumerate(one.awards, 1):
        who = (
            line.name
            if line.person is None and line.household is None
            else f"{line.name}, {source.official(line.unit)}"
        )
        rows.append(ListLine((str(n), source.write(year.name(line.title)), source.write(who))))
    return [Annex("awards", ListTable(columns, tuple(rows)))]


def _table(source: Source, one: Circulation, members: list[str]) -> ListTable:
    columns = (
        ListColumn("STT", 11, "center"),
        ListColumn("Thành viên"),
        ListColumn("Nhận ngày", 25, "center"),
        ListColumn("Ý kiến", 28),
        ListColumn("Nội dung, văn bản", 50),
    )
    given, rows = {each.unit: each for each in one.answers}, []
    for n, unit in enumerate(members, 1):
        answer = given.get(unit)
        said = "; ".join(part for part in (answer.text, answer.paper) if part) if answer else ""
        day, says = (show_date(answer.received_on), shared.SAYS[answer.says]) if answer else ("", "Không trả lời")
        rows.append(ListLine((str(n), source.official(unit), day, says, source.write(said))))
    return ListTable(columns, tuple(rows))
