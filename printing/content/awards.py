"""What the letter that submits the year's awards says, and the list with each candidate's particulars.

Finished words only. Who stands on a list, how each was judged and voted comes from the book; only lines sent through
the province are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.book.awards.history_rows import Entry
from models.book.awards.rows import MINUTES, AwardList, Proposal, reckoning
from models.book.regulation.sources import cited
from models.rules import words as shared
from models.rules.act.circulating import Circulated
from models.rules.number.text import show_date
from models.rules.place.conditions import Clause
from printing.content import standing_words
from printing.content.common import DOTS, Heading, Signing, sentence
from printing.content.letters.letter import nothing
from printing.content.listing import ListColumn, Listing, ListLine, ListTable
from printing.content.meetings import registered
from printing.content.reading import Source
from printing.content.words.annexes import LETTERS, attached

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.regulation.titles import Title
    from models.book.reporting.papers import Paper
    from models.book.scoring.places import Standing

LETTER = "to-trinh-khen"
"""The kind of the letter in the register of papers, as the catalogue of papers calls it."""
HEADS = {
    "collective": ("Tập thể", "Xếp hạng, xếp loại", "Căn cứ đề nghị"),
    "individual": ("Họ và tên", "Chức vụ, đơn vị", "Căn cứ đề nghị"),
    "household": ("Hộ gia đình", "Địa chỉ, đơn vị", "Căn cứ đề nghị"),
}
OF = shared.HOLDERS


@dataclass(frozen=True, slots=True)
class AwardTable:
    """One title: its heading with the count, the quota in words, and its lines (name, place or unit, ground)."""

    heading: str
    quota: str
    heads: tuple[str, str, str]
    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class AwardLetter:
    """Tờ trình đề nghị khen thưởng. `enclosed` are the papers that go with it, `notes` what is still to follow."""

    heading: Heading
    about: str
    to: tuple[str, ...]
    bases: tuple[str, ...]
    opening: str
    tables: tuple[AwardTable, ...]
    enclosed: tuple[str, ...]
    notes: tuple[str, ...]
    closing: str
    signer: Signing
    recipients: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Where lists of titles go: who appraises them, who submits them (the appraiser itself where the rule names nobody
    else), and who decides.
    """

    appraiser: str
    submitter: str = ""
    deciders: tuple[str, ...] = ()


# --- the letter ------------------------------------------------------------------------------------------------------


def gather(book: Book, year: int, *, date: str = "") -> tuple[AwardLetter, ...]:
    """The letters of the year's head unit with every live line that goes through the province: one for each way, so
    that nobody is asked for what another appraises or submits. Refused while there is no line.
    """
    kept = book.papers.numbered(LETTER, year)
    source = Source(book, year, date or (kept.date if kept else None) or "")
    lists = _lists(source, "Tờ trình đề nghị khen thưởng")
    ways: dict[tuple[str, str], list[AwardList]] = {}
    for one in lists:
        ways.setdefault(_way(source, one), []).append(one)
    return tuple(
        _letter(source, kept, Way(*who, _deciders(source, mine)), mine, f"k{at}" if at > 1 else "")
        for at, (who, mine) in enumerate(ways.items(), 1)
    )


def _lists(source: Source, paper: str) -> list[AwardList]:
    """The year's lists with a live line; a paper without any is refused."""
    found = [one for one in source.book.awards.lists(source.year) if _going(one)]
    if not found:
        raise nothing(paper, f"chưa có đề nghị khen thưởng nào cho thành tích {source.called()}")
    return found


def _usual(source: Source) -> str:
    return source.write(source.described.standing_body or DOTS)


def _title(source: Source, made: AwardList) -> Title | None:
    return source.book.awards.of(source.year).title(made.title, made.holder, source.day)


def _way(source: Source, made: AwardList) -> tuple[str, str]:
    """Who appraises a title as its rule says, else the bloc's standing body, and who submits it where the rule names
    another.
    """
    title = _title(source, made)
    appraiser = source.write(title.appraised_by) if title and title.appraised_by else _usual(source)
    submitter = source.write(title.submitted_by) if title else ""
    return appraiser, "" if submitter == appraiser else submitter


def _deciders(source: Source, lists: list[AwardList]) -> tuple[str, ...]:
    """Who decides the titles, each once."""
    found = [title.decided_by for title in (_title(source, one) for one in lists) if title]
    return tuple(dict.fromkeys(source.write(one) for one in found))


def _letter(source: Source, kept: Paper | None, way: Way, lists: list[AwardList], key: str) -> AwardLetter:
    year, write = source.year, source.write
    bloc, words = write(source.bloc), source.described.words
    deciding = (" và ".join(way.deciders) if len(way.deciders) < 3 else "") or "cấp có thẩm quyền"
    submitted = f"{way.appraiser} thẩm định, " + (f"{way.submitter} " if way.submitter else "") + f"trình {deciding}"
    asked = (way.submitter,) if way.submitter else way.deciders if len(way.deciders) < 3 else ()
    return AwardLetter(
        registered(source, "TTr", kept),
        f"Về việc đề nghị khen thưởng thành tích {source.called(year)}",
        (*asked, way.appraiser),
        tuple(map(write, _bases(source))),
        sentence(
            f"{bloc} đề nghị {submitted} khen thưởng các {_whom(lists)} có thành tích {source.called(year)} như sau:",
            bloc,
            submitted,
            _whom(lists),
            source.called(year),
        ),
        tuple(_table(source, one) for one in lists),
        tuple(map(write, _enclosed(source, lists))),
        tuple(map(write, _notes(lists))),
        sentence(f"{bloc} kính đề nghị {submitted} xem xét, quyết định", bloc, submitted),
        source.bloc_signer(),
        ("Như trên", f"Các đơn vị thành viên {words.bloc.lower()}"),
        key,
    )


def _going(made: AwardList) -> tuple[Proposal, ...]:
    return tuple(one for one in made.proposals if one.live)


def _whom(lists: list[AwardList]) -> str:
    return "tập thể, cá nhân" + (", hộ gia đình" if any(one.holder == "household" for one in lists) else "")


def _table(source: Source, made: AwardList) -> AwardTable:
    going = _going(made)
    quota = next(iter(made.quotas), None)
    most = ""
    if quota is not None:
        how = reckoning(quota)
        text = f"Số lượng được đề nghị tối đa {quota.use.max:02d}{f' ({how})' if how else ''}, {cited(quota.use.cite)}"
        most = sentence(source.write(text), quota.use.max, how, quota.use.cite)
    heading = source.write(f"{made.name}: {len(going):02d} {OF[made.holder]}")
    return AwardTable(
        sentence(heading, made.name, len(going), made.holder),
        most,
        HEADS[made.holder],
        tuple(_line(source, one) for one in going),
    )


def _line(source: Source, one: Proposal) -> tuple[str, str, str]:
    unit = source.write(source.book.members.unit(one.unit, source.day).name)
    named = source.write(one.award_name or source.book.awards.award_name_of(one.unit, one.year, one.name))
    if one.person:
        post = next((c.title for c in source.book.history.people_of(one.unit) if c.person == one.person), "")
        return named, ", ".join(part for part in (source.write(post), unit) if part), _ground(source, one)
    if one.household:
        address = source.book.households.get(one.household).address
        where = ", ".join(part for part in (source.write(address or ""), unit) if part)
        return named, where, _ground(source, one)
    standing = source.book.standing.ranking(source.year)
    where = "; ".join(part for part in (_place(standing, one.unit), standing_words.label(standing, one.unit)) if part)
    return named, where, _ground(source, one)


def _place(standing: Standing, unit: str) -> str:
    """`Thứ 2`; a letter that goes out claims no rank that may still change."""
    place = standing.place(unit)
    return f"Thứ {place.rank}" if place and place.rank is not None and not place.provisional else ""


def _ground(source: Source, one: Proposal) -> str:
    """What carries the proposal: the clauses that are met, with the years or votes they rest on, their articles, and
    the managing body's opinion.

    The class is left out where it stands in a column of its own.
    """
    judged = source.book.awards.check(one.key)
    carrying = [clause for clause in judged.clauses if clause.met and clause.wanted and clause.own is not None]
    grounds = [_clause(clause) for clause in carrying if one.name or clause.fact != "class"]
    cites = list(dict.fromkeys(cited(clause.cite) for clause in carrying if clause.cite))
    text = "; ".join(grounds)
    parts = [f"{text[:1].upper()}{text[1:]}" if text else "", f"theo {', '.join(cites)}" if text and cites else ""]
    parts.append(f"{'ý' if text else 'Ý'} kiến cơ quan chủ quản: {one.opinion}" if one.opinion else "")
    return source.write("; ".join(part for part in parts if part))


def _clause(clause: Clause) -> str:
    """A clause as a ground: what was asked, and in brackets the first thing its value rests on; years in a row are told
    as what they are, not as what was asked for.
    """
    value, *note = (clause.own or "").split("; ")[:2]
    if clause.fact.startswith("streak(") and note and value.isdecimal():
        reached = _STREAK.sub("", clause.asked)
        return f"liên tục {int(value):02d} năm ({note[0]}) đạt {reached}"
    asked, one_of, _ = clause.asked.partition(" thuộc: ")
    if one_of:  # what is so says more than what would do
        return f"{asked}: {clause.own}"
    return f"{clause.asked} ({note[0]})" if note else clause.asked


_STREAK = re.compile(r"^số năm liên tục đạt |(?: từ| trên| là| bằng) \d+(?: trở lên)?$")


def _bases(source: Source) -> list[str]:
    """The regulations of the year by number, and the meeting that voted on awards."""
    book, year = source.book, source.year
    own = book.regulations.of_year(year)
    lines = []
    for one in (*book.regulations.beside(year), *((own,) if own else ())):
        number = " ".join(
            part for part in (f"số {one.number}" if one.number else "", _on(one.issued_on).strip()) if part
        )
        lines.append(f"Căn cứ {one.name}" + (f" ({number})" if number else ""))
    voted = {one.meeting for one in book.ballots.all(year) if one.purpose == "award"}
    held = [one for one in book.meetings.held(year) if one.key in voted or (not voted and one.kind == "closing")]
    lines += [f"Căn cứ kết quả {one.title[:1].lower()}{one.title[1:]}{_on(one.date)}" for one in held]
    for one in book.circulations.all(year):
        result = book.circulations.result(one.key) if one.awards else None
        if isinstance(result, Circulated) and result.outcome.passes:
            subject = f"{one.subject[:1].lower()}{one.subject[1:]}"
            lines.append(f"Căn cứ kết quả lấy ý kiến bằng văn bản về {subject}{_on(one.closed_on)}")
    return lines or [
        f"Căn cứ kết quả bình xét thi đua {source.called(year)} của {source.bloc[:1].lower()}{source.bloc[1:]}"
    ]


def _enclosed(source: Source, lists: list[AwardList]) -> list[str]:
    """The papers of the dossiers, each once, after the list of particulars."""
    papers = ["Danh sách trích ngang"]
    for one in (line for made in lists for line in _going(made)):
        papers += [name for name, _, _ in source.book.awards.dossier(one)]
    return [paper for paper in dict.fromkeys(papers) if paper != "Tờ trình"]


def _notes(lists: list[AwardList]) -> list[str]:
    waiting = [one for made in lists for one in _going(made) if one.waits_for == MINUTES]
    return ["Biên bản hội nghị và kết quả bỏ phiếu được gửi bổ sung sau hội nghị."] if waiting else []


def _on(date: str | None) -> str:
    return f" ngày {show_date(date)}" if date else ""


# --- the list of particulars -----------------------------------------------------------------------------------------


def particulars(book: Book, year: int, *, date: str = "") -> Listing:
    """Danh sách trích ngang: one line per collective or person with what was earned and granted before; the annex of
    the letter. Refused while there is no line.
    """
    source = Source(book, year, date)
    book_lists = _lists(source, "Danh sách trích ngang đề nghị khen thưởng")
    going = [one for made in book_lists for one in _going(made)]
    lines: list[ListLine] = []
    for number, (holder, name) in enumerate(GROUPS):
        mine = [one for one in going if one.holder == holder]
        if mine:
            lines.append(ListLine(("I" * (number + 1), f"{name} ({len(mine):02d})", *[""] * 5), "group"))
            lines += [_particular(source, n, one) for n, one in enumerate(mine, 1)]
    columns = (
        ListColumn("STT", 11, "center"),
        ListColumn("Tập thể, họ và tên, hộ", 44),
        ListColumn("Năm sinh", 15, "center"),
        ListColumn("Chức vụ, địa chỉ, đơn vị; xếp hạng, xếp loại", 42),
        ListColumn("Danh hiệu, hình thức đề nghị", 36),
        ListColumn("Thành tích làm căn cứ"),
        ListColumn("Đã được khen (số, ngày quyết định)", 62),
    )
    return Listing(
        source.bloc_heading(),
        "DANH SÁCH TRÍCH NGANG",
        (
            f"{_whom(book_lists)[:1].upper()}{_whom(book_lists)[1:]} đề nghị khen thưởng thành tích "
            f"{source.called(year)}",
        ),
        (ListTable(columns, tuple(lines)),),
        (source.maker("DANH SÁCH"), source.bloc_signer()),
        landscape=True,
        annex_of=attached(source, *LETTERS[LETTER], book.papers.numbered(LETTER, year)),
    )


GROUPS = (("collective", "TẬP THỂ"), ("individual", "CÁ NHÂN"), ("household", "HỘ GIA ĐÌNH"))


def _particular(source: Source, number: int, one: Proposal) -> ListLine:
    name, second, ground = _line(source, one)
    people = source.book.history.people_of(one.unit)
    born = next((each.birth_year for each in people if each.person == one.person), None) if one.person else None
    rest = (str(born or ""), second, source.write(one.title_name), ground, _before(source, one))
    return ListLine((str(number), name, *rest))


def granted_before(source: Source, found: Iterable[Entry]) -> list[Entry]:
    """Of honours those that count and that no proposal of this year asks for: by the paper's day, on one without a day
    those of no later year.
    """
    asked = {each.key for each in source.book.awards.proposals(source.year)}
    there = [one for one in found if one.counts and one.proposal not in asked]
    return [one for one in there if (one.date <= source.date if source.date and one.date else one.year <= source.year)]


def _before(source: Source, one: Proposal) -> str:
    """Everything granted but by this year's proposals, the latest first, as far as it counts for the holder."""
    history = source.book.history
    if one.household:
        found = history.of_household(one.household)
    else:
        found = history.of_person(one.person) if one.person else history.of_unit(one.unit)
    kept = [e for e in granted_before(source, found) if e.who == one.who or not (one.name or e.called)]
    held = [f"{e.year}: {e.name}" + (f" ({e.decision}{_on(e.date)})" if e.decision else "") for e in kept]
    return source.write("; ".join(held)) or "Chưa có"
