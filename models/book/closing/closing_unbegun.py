"""Work of a year that was never begun, as open points: what the steps of home still lack and no line of the book shows.

The facts are those of the steps (models/book/course), so that home and the list before a closing agree. A step that
the bloc marked as none of its work asks for nothing, nor does a fact whose own task was marked so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from models.book.closing.rows import OpenPoint
from models.book.year.tasks import shipped
from models.rules.number.subjects import ListOf, OfficeOf, RowOf

if TYPE_CHECKING:
    from models.book.closing.floor import ClosingBook
    from models.book.year.year_facts import Fact

Points = Iterator[OpenPoint]
MOST_NAMES: Final = 6
"""Units named in one line at most; of more only the number is told."""
_NEXT_HEAD: Final = "gioi-thieu-truong-khoi"
_SHEETS: Final = "sheets-complete:"


def missing(book: ClosingBook, year: int) -> Mapping[str, Fact]:
    """The facts that the year's steps lack and the bloc works on, by key; of those only shown none."""
    dropped = _dropped(book, year)
    found = {fact.key: fact for step in book.course.steps(year) if step.state != "not-ours" for fact in step.missing}
    return {key: fact for key, fact in found.items() if not _left_out(key, dropped)}


def points(book: ClosingBook, year: int) -> Points:
    """What was never begun in a year, in the order of its steps; sheets are told by the source that knows them."""
    for key, fact in missing(book, year).items():
        source = _SOURCES.get(key.partition(":")[0])
        if source is not None:
            yield from source(book, year, fact)
    yield from _next_head(book, year)


def stages(book: ClosingBook, year: int) -> frozenset[str]:
    """Scoring steps whose sheets are awaited and not all there."""
    return frozenset(key.removeprefix(_SHEETS) for key in missing(book, year) if key.startswith(_SHEETS))


def _dropped(book: ClosingBook, year: int) -> frozenset[str]:
    return frozenset(row["key"] for row in book.store.rows("task", year=year) if row["state"] == "not-ours")


def _left_out(key: str, dropped: frozenset[str]) -> bool:
    """Whether every task that stands for the sheets of this scoring step was marked as none of the bloc's."""
    if not key.startswith(_SHEETS):
        return False
    stage = key.removeprefix(_SHEETS)
    own = {name for name, one in shipped().items() if one.sign in (key, f"sheets-received:{stage}")}
    return bool(own) and own <= dropped


# --- sources ----------------------------------------------------------------------------------------------------------


def _members(book: ClosingBook, year: int, fact: Fact) -> Points:
    if not fact.have and not book.members.roster(year):
        words = f"Danh sách {book.years.called(year)} chưa có đơn vị nào"
        yield OpenPoint("members.none", words, "members.add", "members")


def _regulation(book: ClosingBook, year: int, _fact: Fact) -> Points:
    yield OpenPoint(
        "regulation.none",
        f"{book.years.called(year, capital=True)} chưa có quy chế, quy định",
        "regulations.adopt",
        "regulation",
    )


def _form(book: ClosingBook, year: int, _fact: Fact) -> Points:
    yield OpenPoint(
        "form.none", f"{book.years.called(year, capital=True)} chưa có bảng chấm điểm", "forms.adopt", "form"
    )


def _leadership(book: ClosingBook, year: int, _fact: Fact) -> Points:
    if all(term.role != "head" for term in book.leadership.terms(year)):
        words = f"Chưa ghi {book.settings.terms.head} {book.years.called(year)}"
        yield OpenPoint(
            "term.none", words, "leadership.put_term", "leadership", OfficeOf(year, "head", 1, _first(book, year))
        )


def _registration(book: ClosingBook, year: int, fact: Fact) -> Points:
    """Units that stayed to the end of the year; of one that left nothing is awaited any more."""
    stayed = {member.key for member in book.members.roster(year) if member.to_date is None}
    units = [unit for unit in fact.missing if unit in stayed]
    if not units:
        return
    whom = "đơn vị nào"
    if fact.have:
        names = [book.members.unit(unit, f"{year}-12-31").short_name for unit in units]
        whom = ", ".join(names) if len(names) <= MOST_NAMES else f"{len(names):02} đơn vị"
    words = f"Chưa nhận đăng ký thi đua của {whom}"
    yield OpenPoint(
        "registration.missing", words, "registration.receive_many", "registration", RowOf("registration", units[0])
    )


def _pledge(book: ClosingBook, year: int, _fact: Fact) -> Points:
    yield OpenPoint(
        "pledge.not_signed",
        "Chưa ghi ngày ký giao ước thi đua",
        "registration.pledge.put",
        "registration",
        ListOf("pledge"),
    )


def _meeting(book: ClosingBook, year: int, fact: Fact) -> Points:
    """No meeting of these kinds was entered; one that was and has no minutes is a point of its own."""
    kinds = fact.key.partition(":")[2].split(",")
    if not any(row["kind"] in kinds for row in book.store.rows("meeting", year=year)):
        called = {"half-year": "hội nghị sơ kết", "closing": "hội nghị tổng kết, bình xét"}[kinds[0]]
        yield OpenPoint(
            f"meeting.none_{kinds[0]}", f"Chưa ghi {called}", "meetings.put", "meetings", ListOf("meeting", kinds[0])
        )


def _proposals(book: ClosingBook, year: int, _fact: Fact) -> Points:
    if not book.store.rows("proposal", year=year):
        yield OpenPoint("proposal.none", "Chưa lập đề nghị khen thưởng nào", "awards.propose", "awards")


def _next_head(book: ClosingBook, year: int) -> Points:
    """Nobody was chosen or recorded to lead the year after, which is not closed yet."""
    known = book.years.find(year + 1)
    if (known is not None and known.state != "open") or _NEXT_HEAD in _dropped(book, year):
        return
    leadership = book.leadership
    roles = {one.role for one in leadership.terms(year + 1)} | {one.role for one in leadership.chosen(year + 1)}
    if "head" in roles:
        return
    words = f"Chưa giới thiệu {book.settings.terms.head} {book.years.called(year + 1)}"
    subject = OfficeOf(year + 1, "head", 1, _first(book, year))
    yield OpenPoint("term.none_next", words, "leadership.put_term", "leadership", subject)


def _first(book: ClosingBook, year: int) -> str:
    return next((member.key for member in book.members.roster(year) if member.to_date is None), "")


_SOURCES: Final[dict[str, Callable[[ClosingBook, int, Fact], Points]]] = {
    "members": _members,
    "regulation": _regulation,
    "leadership": _leadership,
    "form": _form,
    "registration": _registration,
    "pledge": _pledge,
    "minutes": _meeting,
    "proposals-submitted": _proposals,
}
"""What is told of a missing fact, by the name before its colon; other facts have points of their own."""
