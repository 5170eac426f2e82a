"""The papers and things of a year that the book knows of, as the list of a handover names them.

A proposal for people to go through: what lies in which folder nobody told the book. Counts are of what is recorded;
what it cannot know (envelopes of sealed ballots) is left as dots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from models.book.year import after_closing
from models.rules.number.text import show_date

if TYPE_CHECKING:
    from models.book.closing.floor import ClosingBook
    from models.book.reporting.papers import Paper


def items(book: ClosingBook, year: int) -> tuple[str, ...]:
    """The list in the order of the year's work, each line once."""
    return tuple(dict.fromkeys(line for source in _SOURCES for line in source(book, year)))


def gone_out(paper: Paper) -> bool:
    """Issued, or kept as a draft under the number and day with which it was sent."""
    return paper.state == "issued" or bool(paper.state == "draft" and paper.number and paper.date)


def _known_by(number: str | None, day: str | None) -> str:
    """` (số 147 ngày 24/12/2025)`, of what is known."""
    told = (f"số {number}" if number else "", f"ngày {show_date(day)}" if day else "")
    return f" ({' '.join(filter(None, told))})" if any(told) else ""


def _rows(book: ClosingBook, table: str, year: int, **equal: Any) -> list[dict[str, Any]]:
    return book.store.rows(table, year=year, **equal)


def _rules(book: ClosingBook, year: int) -> Iterator[str]:
    if (own := book.regulations.of_year(year)) is not None:
        yield own.name + _known_by(own.number, own.issued_on)
    yield from sorted(version.name for version in book.forms.all() if (year, "") in version.used)


def _registered(book: ClosingBook, year: int) -> Iterator[str]:
    if count := sum(row["received_on"] is not None for row in _rows(book, "registration", year)):
        yield f"Bản đăng ký thi đua của các đơn vị ({count:02} bản)"


def _pledge(book: ClosingBook, year: int) -> Iterator[str]:
    """Once it is signed, a copy for every unit that signed; those not named are the day's members."""
    pledge = book.registration.pledge.of(year)
    if pledge is not None and pledge.signed_on:
        named = {one.unit for one in pledge.signatories if one.unit}
        count = len(named) or len(book.members.roster(year, pledge.signed_on))
        yield f"Giao ước thi đua ({count:02} bản)" if count else "Giao ước thi đua"


def _files(book: ClosingBook, year: int) -> Iterator[str]:
    """The files that lie in the book itself, named one by one under what carries them."""
    held: dict[tuple[str, str], list[str]] = {}
    for one in book.attachments.all(year):
        held.setdefault((one.holder, one.of), []).append(one.file_name)
    for (holder, of), names in held.items():
        yield f"Tệp kèm {_carrier(book, holder, of)}: {', '.join(names)} (trong sổ)"


def _carrier(book: ClosingBook, holder: str, of: str) -> str:
    if holder == "pledge":
        return "giao ước thi đua"
    row = book.store.row(holder, of) or {}
    return f"phong trào {row.get('name', '')}" if holder == "movement" else f"nhiệm vụ {row.get('title', '')}"


def _reports(book: ClosingBook, year: int) -> Iterator[str]:
    received = _rows(book, "report_received", year)
    for report in sorted(_rows(book, "report", year), key=lambda row: (row["position"], row["key"])):
        if count := sum(row["report"] == report["key"] for row in received):
            yield f"{report['name']} của các đơn vị ({count:02} bản)"


def _sheets(book: ClosingBook, year: int) -> Iterator[str]:
    sheets = _rows(book, "sheet", year)
    for stage in book.years.stages(year):
        if count := sum(row["stage"] == stage.key for row in sheets):
            yield f"Phiếu chấm điểm, bước {stage.name.lower()} ({count:02} phiếu)"


def _checks(book: ClosingBook, year: int) -> Iterator[str]:
    """A visit leaves its minutes whether their number was written down or not."""
    visits = [visit for team in book.teams.all(year) for visit in team.visits]
    if count := sum(bool(one.minutes or one.visit_from or one.visit_to) for one in visits):
        yield f"Biên bản kiểm tra chéo ({count:02} biên bản)"


def _meetings(book: ClosingBook, year: int) -> Iterator[str]:
    meetings = _rows(book, "meeting", year)
    if count := sum(row["minutes_on"] is not None for row in meetings):
        yield f"Biên bản hội nghị, cuộc họp ({count:02} biên bản)"
    ballots = [row for meeting in meetings for row in book.store.rows("ballot", meeting=meeting["key"])]
    if count := sum(row["state"] != "prepared" for row in ballots):
        yield f"Biên bản kiểm phiếu ({count:02} biên bản), phiếu bầu đã niêm phong (…… phong bì)"


def _awards(book: ClosingBook, year: int) -> Iterator[str]:
    sent = [row for row in after_closing.proposals(book, year) if row["status"] in ("proposed", "approved")]
    if sent:
        yield f"Hồ sơ đề nghị khen thưởng ({len(sent):02} hồ sơ)"
    made = {row["key"]: row for row in sent}
    granted: dict[str, set[str]] = {}
    for row in _rows(book, "honour", year):
        if row["proposal"] in made and row["decision"]:
            granted.setdefault(row["decision"], set()).update(filter(None, [row["date"]]))
    for decision, days in sorted(granted.items()):
        for day in sorted(days) or [""]:
            yield f"Quyết định khen thưởng số {decision}" + (f" ngày {show_date(day)}" if day else "")


def _fund(book: ClosingBook, year: int) -> Iterator[str]:
    lines = _rows(book, "ledger", year)
    vouchers = len({row["paper"] for row in lines if row["paper"]})
    if lines:
        yield "Bảng thu, chi đóng góp hoạt động chung" + (f", chứng từ ({vouchers:02} chứng từ)" if vouchers else "")


def _papers(book: ClosingBook, year: int) -> Iterator[str]:
    for paper in filter(gone_out, book.papers.all(year)):
        yield (paper.subject or paper.kind) + _known_by(paper.number, paper.date)


_SOURCES: Final[tuple[Callable[[ClosingBook, int], Iterator[str]], ...]] = (
    _rules,
    _registered,
    _pledge,
    _files,
    _reports,
    _sheets,
    _checks,
    _meetings,
    _awards,
    _papers,
    _fund,
)
