"""What the letter says that asks for the recognition of the units that lead next year: who, chosen how, on what basis.

Finished words only. Who was chosen stands in the recorded terms, by how many votes in the one result of the ballot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.book.meetings import vote_words
from models.book.regulation.sources import cited
from models.rules.act.rotation import deputies_of
from models.rules.errors import BadInput
from models.rules.number.text import fold, show_date, to_date
from printing.content.common import DOTS, Heading, Signing, sentence
from printing.content.meetings import registered
from printing.content.reading import Source

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.leadership.leadership import Term

LETTER = "to-trinh-truong-khoi"
"""The kind of the letter in the register of papers, as the catalogue of papers calls it."""
CHOSEN = {
    "elected": "Hội nghị bầu",
    "introduced": "Hội nghị giới thiệu",
    "proposed": "Hội nghị đề nghị",
    "approved": "Hội nghị đề nghị",
    "appointed": "Phân công",
    "carried-over": "Tiếp tục nhiệm vụ năm trước",
    "acting": "Đang tạm đảm nhiệm",
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """One line: the office, the unit, its leader with title, how it was chosen."""

    office: str
    unit: str
    leader: str
    chosen: str


@dataclass(frozen=True, slots=True)
class LeadershipLetter:
    """Tờ trình đề nghị công nhận: `to` is the body asked, `bases` the texts it rests on, `reasons` why a turn was
    departed from.
    """

    heading: Heading
    about: str
    to: str
    bases: tuple[str, ...]
    opening: str
    lines: tuple[Proposed, ...]
    reasons: tuple[str, ...]
    closing: str
    signer: Signing
    recipients: tuple[str, ...]


# --- from the book ---------------------------------------------------------------------------------------------------


def asked_year(book: Book, year: int) -> int:
    """The year whose leaders the letter names: the next, unless only this year's wait for recognition."""
    waiting = any(term.status == "proposed" for term in book.leadership.terms(year))
    return year if waiting and not book.leadership.terms(year + 1) else year + 1


def gather(book: Book, year: int, *, date: str = "") -> LeadershipLetter:
    """The letter of a year's head unit; offices nobody is recorded for are left to be filled in by hand."""
    asked, kept = asked_year(book, year), book.papers.numbered(LETTER, year)
    terms = [term for term in book.leadership.terms(asked) if term.status in ("proposed", "approved")]
    number, day = (kept.number or "", kept.date or "") if kept else _cited(terms)
    source = Source(book, year, date or day)
    write, words = source.write, source.described.words
    rule = book.rotation.rule(asked)
    places = [("head", 1), *(("deputy", rank) for rank in range(1, (deputies_of(rule) if rule else 1) + 1))]
    places += [(term.role, term.rank) for term in terms if (term.role, term.rank) not in places]
    several = sum(role == "deputy" for role, _rank in places) > 1
    offices = []
    for role, rank in places:
        name = words.office(role, rank if several else 0)
        held = [_line(source, term, name) for term in terms if (term.role, term.rank) == (role, rank)]
        offices += held or [Proposed(name, DOTS, DOTS, DOTS)]
    to = write(source.described.standing_body or DOTS)
    bloc = write(source.bloc)
    return LeadershipLetter(
        replace(registered(source, "TTr", kept), number=number),
        f"Về việc đề nghị công nhận {words.head}, {words.deputy} năm {asked}",
        to,
        tuple(map(write, _bases(source, asked))),
        sentence(
            f"{bloc} đề nghị {to} xem xét, trình cấp có thẩm quyền công nhận các đơn vị giữ nhiệm vụ "
            f"{words.head}, {words.deputy} năm {asked} như sau:",
            bloc,
            to,
            words.head,
            words.deputy,
            asked,
        ),
        tuple(offices),
        tuple(
            write(f"{words.office(term.role, term.rank if several else 0)}: {term.deviation}.")
            for term in terms
            if term.deviation
        ),
        sentence(f"{bloc} kính đề nghị {to} xem xét, trình cấp có thẩm quyền quyết định", bloc, to),
        source.bloc_signer(),
        ("Như trên", f"Các đơn vị thành viên {words.bloc.lower()}"),
    )


def _line(source: Source, term: Term, name: str) -> Proposed:
    unit = source.book.members.unit(term.unit, source.day)
    people = source.book.members.contacts(term.unit, source.day)
    leader = next((one for one in people if one.person == term.person), None)
    leader = leader or next((one for one in people if one.role == "head"), None)
    told = ", ".join(part for part in (leader.name, leader.title) if part) if leader else DOTS
    return Proposed(name, source.write(unit.name), source.write(told), source.write(_how(source, term)))


def _how(source: Source, term: Term) -> str:
    """How the unit was chosen, with the votes of the ballot or the show of hands."""
    book, words = source.book, source.described.words
    for one in reversed(book.leadership.chosen(term.year)):
        if (one.role, one.unit) == (term.role, term.unit) and one.outcome is not None:
            by = "biểu quyết" if one.how == "hands" else "bỏ phiếu kín"
            return f"Hội nghị {by}, được {vote_words.votes(one.outcome, words)}"
    return CHOSEN[term.basis]


def _bases(source: Source, asked: int) -> list[str]:
    """The decision that set the bloc up, the regulation with its article on turns, the meeting that chose."""
    book, year = source.book, source.year
    lines = [f"Căn cứ {_sentence(made)}" for made in (source.described.established_by,) if made]
    own, rule = book.regulations.of_year(year), book.rotation.rule(asked)
    if own is not None:
        told = (f"số {own.number}" if own.number else "", _on(own.issued_on).strip())
        number = " ".join(part for part in told if part)
        cite = rule.cite if rule is not None and rule in book.regulations.rules_of(own.key) else ""
        article, other = _article(cited(cite), f"{own.name} {own.number or ''}")
        lines.append(f"Căn cứ {article}{own.name}" + (f" ({number})" if number else ""))
        lines += [f"Căn cứ {other}"] if other else []
    ballots = {one.meeting for one in book.ballots.all(year) if one.purpose in ("head", "deputy")}
    held = [one for one in book.meetings.held(year) if one.key in ballots or (not ballots and one.kind == "closing")]
    lines += [f"Căn cứ kết quả {_lower(one.title)}" + _on(one.date) for one in held]
    return lines or [f"Căn cứ kết quả hội nghị của {_lower(source.bloc)}"]


_ARTICLE = re.compile(
    r"(?:\b(?:điểm|khoản|điều|mục|phần|chương)\s+(?:\d[\w.]*|[IVXLC]+(?:\.\d+)*\b|[a-zđ]\b)"
    r"(?:(?:,| và)\s+\d+)*[\s,]*)+",
    re.IGNORECASE,
)


def _article(cite: str, named: str) -> tuple[str, str]:
    """The article of a citation, to stand before the text's own name; a citation of another text stays whole.

    `Quy chế mẫu, Điều 12` of the text `Quy chế mẫu thường dùng` -> `Điều 12 `; `Điều 9 Quyết định 86/2025` -> itself.
    """
    found = _ARTICLE.search(cite)
    rest = fold(_ARTICLE.sub(" ", cite, count=1)).strip(" ,;.()")
    if rest and rest not in fold(named):
        return "", cite
    return (f"{found.group().strip(' ,')} " if found else ""), ""


def _on(date: str | None) -> str:
    return f" ngày {show_date(date)}" if date else ""


def _cited(terms: list[Term]) -> tuple[str, str]:
    """Number and day of the proposal recorded with the terms ("146/TTr-TTr ngày 24/12/2025"), when all cite one."""
    cited = {(term.decision or "", term.decided_on or "") for term in terms if term.status == "proposed"}
    if len(cited) != 1:
        return "", ""
    ((text, decided_on),) = cited
    number = text.partition("/")[0].removeprefix("Số").removeprefix("số").strip()
    typed = re.search(r"\bngày (\d{1,2}/\d{1,2}/\d{4})", text)
    try:
        day = to_date(typed[1]) if typed else decided_on
    except BadInput:
        day = decided_on
    return (number, day) if number.isdecimal() else ("", "")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    return text.rstrip(" .;")
