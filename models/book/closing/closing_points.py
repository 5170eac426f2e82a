"""What is still open in a year, each point in words with the allowed act that settles it.

Nothing here forbids closing: open points go along into the minutes of the handover, so that the successor goes on with
them. Each source is one small function over the rows of the year; a new kind of unfinished work is a new function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from models.book.closing import closing_unbegun
from models.book.closing.rows import OpenPoint
from models.book.meetings.rows import WITHOUT_VOTE
from models.book.regulation import titles
from models.book.year import after_closing
from models.rules.number.subjects import OfficeOf, RowOf, SheetOf
from models.rules.number.text import show_date
from models.rules.place import conditions

if TYPE_CHECKING:
    from models.book.closing.floor import ClosingBook

Points = Iterator[OpenPoint]
_UNFINISHED: Final = ("empty", "entering")


def points(book: ClosingBook, year: int) -> tuple[OpenPoint, ...]:
    """Every open point of a year, in the order of the year's work."""
    reader = _Reader(book, year)
    return tuple(point for source in _SOURCES for point in source(reader))


class _Reader:
    """One year of a book, with names as they stood at its end."""

    def __init__(self, book: ClosingBook, year: int) -> None:
        self.book, self.year = book, year
        self.rows = book.store.rows

    def unit(self, key: str | None) -> str:
        return self.book.members.unit(key, f"{self.year}-12-31").short_name if key else ""

    def units(self, keys: Iterable[str]) -> str:
        return ", ".join(self.unit(key) for key in keys)

    def title(self, key: str) -> str:
        """What a title is called in this year, else in any other."""
        known = (*titles.all_of(self.book.regulations.rules(self.year)), *titles.known(self.book))
        return titles.called(titles.names(known), key)

    def person(self, key: str | None) -> str:
        row = self.book.store.row("person", key) if key else None
        return str(row["name"]) if row else ""

    def members(self) -> list[str]:
        """Units that took part to the end of the year, in the order of its list."""
        return [member.key for member in self.book.members.roster(self.year) if member.to_date is None]

    def mine(self, table: str, **equal: Any) -> list[dict[str, Any]]:
        """The year's lines of a table in the order people gave them."""
        rows = self.rows(table, year=self.year, **equal)
        return sorted(rows, key=lambda row: (row.get("position") or 0, str(row.get("key", ""))))


def _roster(at: _Reader) -> Points:
    found = at.book.years.get(at.year)
    if found.roster_confirmed_on is None and at.members():
        words = f"Danh sách đơn vị {at.book.years.called(at.year)} chưa được xác nhận"
        yield OpenPoint("roster.not_confirmed", words, "years.confirm_roster", "members")


def _unbegun(at: _Reader) -> Points:
    yield from closing_unbegun.points(at.book, at.year)


def _sheets(at: _Reader) -> Points:
    """Sheets of every step in use that are not declared complete, whether anybody wrote into one or not."""
    awaited, members = closing_unbegun.stages(at.book, at.year), at.members()
    for stage in at.book.years.stages(at.year):
        sheets = [row for row in at.rows("sheet", year=at.year, stage=stage.key) if row["period"] == "nam"]
        if not sheets and stage.key not in awaited:
            continue
        done = {row["unit"] for row in sheets if row["state"] not in _UNFINISHED}
        missing = [unit for unit in members if unit not in done]
        if missing:
            told = f"{len(missing):02} phiếu chưa được xác nhận đủ ({at.units(missing)})"
            if len(missing) == len(members):
                told = "chưa phiếu nào được xác nhận đủ"
            words = f"Bước {stage.name.lower()}: {told}"
            yield OpenPoint(
                "sheet.not_complete", words, "scores.states.complete", "scores", SheetOf(missing[0], stage.key)
            )


def _keyings(at: _Reader) -> Points:
    for keying in at.rows("keying"):
        sheet = at.book.store.row("sheet", keying["sheet"])
        if sheet is not None and sheet["year"] == at.year and keying["state"] != "settled":
            keeper = at.book.store.row("keeper", keying["by"])
            who = f" (người nhập: {keeper['name']})" if keeper else ""
            words = f"Chưa nhập kiểm tra xong lần hai phiếu của {at.unit(sheet['unit'])}{who}"
            where = SheetOf(sheet["unit"], sheet["stage"], period=sheet["period"])
            yield OpenPoint("keying.open", words, "scores.keying.finish", "scores", where)


def _questions(at: _Reader) -> Points:
    count = len(at.book.decisions.open_questions(at.year))
    if count:
        yield OpenPoint("question.open", f"{count:02} vấn đề còn chờ quyết định", "decisions.answer", "decisions")
    stale = len(at.book.decisions.stale(at.year))
    if stale:
        words = f"{stale:02} quyết định cần xác nhận lại vì số liệu đã thay đổi"
        yield OpenPoint("decision.stale", words, "decisions.confirm", "decisions")


def _deciding_nothing(at: _Reader) -> Points:
    """A "yes" of an earlier program where a condition nobody knows hands the class to a decision: it names no class."""
    rule = at.book.standing.frame(at.year).rule("classes/1")
    listed = rule.spec.get("effects", ()) if rule is not None else ()
    effects = list(listed) if isinstance(listed, Sequence) else []
    for one in at.book.decisions.all(at.year):
        unit, _, n = one.subject.rpartition("/")
        asked = one.question == "class.unknown_fact" and one.choice == "yes" and n.isdecimal() and int(n) < len(effects)
        if not asked or effects[int(n)]["effect"] != "needs-decision":
            continue
        place = at.book.standing.ranking(at.year).place(unit)
        known = conditions.holds(effects[int(n)]["when"], at.book.standing.facts(at.year, unit))
        if place is not None and place.rank is not None and known is None:
            why = effects[int(n)]["reason"]
            words = f"Quyết định “Có” ({why}) của {at.unit(unit)} không nêu mức xếp loại: quyết định lại"
            yield OpenPoint("decision.no_class", words, "decisions.answer", "decisions", RowOf("decision", one.key))


NAMED: Final = 3
"""Estimates named in one open point; the others are counted."""
ESTIMATES: Final = "Số liệu ước thực hiện chưa có số liệu chính thức: "


def _estimates(at: _Reader) -> Points:
    found = at.book.standing.estimates(at.year)
    if found:
        forms = at.book.forms
        where = dict.fromkeys(
            f"mục {forms.code(forms.form(forms.for_unit(at.year, one.unit)), one.node)} của {at.unit(one.unit)}"
            for one in found
        )
        more = f" và {len(where) - NAMED:02} số liệu khác" if len(where) > NAMED else ""
        words = f"{ESTIMATES}{', '.join(list(where)[:NAMED])}{more}"
        yield OpenPoint("score.estimate", words, "scores.enter", "scores")


def _works(at: _Reader) -> Points:
    for row in at.mine("work", state="open"):
        of = f" ({at.unit(row['unit'])})" if row.get("unit") else ""
        due = f", hạn {show_date(row['due_on'])}" if row.get("due_on") else ""
        words = f"Nhiệm vụ chưa xong: {row['title']}{of}{due}"
        yield OpenPoint("work.open", words, "following.settle_work", "following", RowOf("work", row["key"]))


def _reports(at: _Reader) -> Points:
    for report in at.mine("report"):
        got = {row["unit"] for row in at.rows("report_received", year=at.year, report=report["key"])}
        missing = [unit for unit in at.members() if unit not in got]
        if missing:
            words = f"{report['name']}: chưa nhận của {at.units(missing)}"
            yield OpenPoint(
                "report.missing", words, "log.receive_report", "following", RowOf("report", report["key"], missing[0])
            )


def _comments(at: _Reader) -> Points:
    for draft in at.mine("draft"):
        count = len(at.rows("comment", draft=draft["key"], taken="open"))
        if count:
            words = f"{draft['title']}: {count:02} ý kiến góp ý chưa trả lời"
            yield OpenPoint("comment.open", words, "drafts.put_comment", "following", RowOf("draft", draft["key"]))


def _complaints(at: _Reader) -> Points:
    for one in at.book.complaints.all(at.year):
        if not one.answered:
            due = f", hạn trả lời {show_date(one.due_on)}" if one.due_on else ""
            words = f"Chưa trả lời kiến nghị của {at.unit(one.unit)}{due}"
            yield OpenPoint("complaint.open", words, "complaints.put", "following", RowOf("complaint", one.key))


def _tasks(at: _Reader) -> Points:
    count = sum(task.state == "open" and not task.shown_done for task in at.book.tasks.all(at.year))
    if count:
        words = f"{count:02} việc trong danh sách việc của năm chưa xong"
        yield OpenPoint("task.open", words, "tasks.mark_done", "home")


def _ballots(at: _Reader) -> Points:
    for meeting in at.mine("meeting"):
        for ballot in sorted(at.rows("ballot", meeting=meeting["key"]), key=lambda row: row["position"]):
            if ballot["state"] == "prepared":
                words = f"Chưa ghi kết quả kiểm phiếu: {ballot['title']}"
                yield OpenPoint(
                    "ballot.not_counted", words, "ballots.record", "meetings", RowOf("meeting", meeting["key"])
                )
            if any(row["state"] == "counting" for row in at.rows("recount", ballot=ballot["key"])):
                words = f"Lần đếm thứ hai chưa xong: {ballot['title']}"
                yield OpenPoint(
                    "recount.open", words, "ballots.recount.finish", "meetings", RowOf("meeting", meeting["key"])
                )


def _minutes(at: _Reader) -> Points:
    for meeting in at.mine("meeting"):
        if not meeting.get("minutes_on") and meeting["kind"] not in WITHOUT_VOTE:
            words = f"Chưa ghi biên bản đã ký: {meeting['title']}"
            yield OpenPoint(
                "meeting.no_minutes", words, "meetings.sign_minutes", "meetings", RowOf("meeting", meeting["key"])
            )


def _proposals(at: _Reader) -> Points:
    waiting = (row for row in after_closing.proposals(at.book, at.year) if row["status"] == "proposed")
    for row in sorted(waiting, key=lambda row: row["key"]):
        home = at.book.households.get(row["household"]).name if row.get("household") else ""
        whom = at.person(row.get("person")) or home or at.unit(row["unit"])
        words = f"Chờ quyết định khen thưởng: {at.title(row['title'])}, {whom}"
        yield OpenPoint("proposal.waiting", words, "awards.approve", "awards", RowOf("proposal", row["key"]))


def _papers(at: _Reader) -> Points:
    for paper in at.book.papers.all(at.year):
        called = paper.subject or paper.kind
        if paper.state == "draft" and paper.number and paper.date:
            continue  # it went out under that number
        if paper.state == "draft":
            words = f"Văn bản còn là dự thảo: {called}"
            yield OpenPoint("paper.draft", words, "papers.issue", "papers", RowOf("paper", paper.key))
        elif paper.waits_for_number and paper.kind not in UNNUMBERED:
            words = f"Văn bản chờ số: {called}"
            yield OpenPoint("paper.no_number", words, "papers.enter", "papers", RowOf("paper", paper.key))


def _terms(at: _Reader) -> Points:
    """Proposals of this year and the next; one whose place another unit has got can only be taken out again."""
    words = at.book.settings.terms
    leadership = at.book.leadership
    for year in (at.year, at.year + 1):
        known = at.book.years.find(year)
        if known is not None and known.state != "open":
            continue
        for term in leadership.terms(year):
            if term.status != "proposed":
                continue
            role = words.head if term.role == "head" else words.deputy
            said = f"Chờ quyết định công nhận {at.unit(term.unit)} làm {role} {at.book.years.called(year)}"
            act = "leadership.put_term"
            if (other := leadership.in_place(term)) is not None:
                named = at.book.years.called(year)
                said = f"{at.unit(term.unit)} còn ghi đề nghị làm {role} {named}, đã có {at.unit(other.unit)}"
                act = "leadership.remove_term"
            yield OpenPoint("term.proposed", said, act, "leadership", RowOf("term", term.key))


def _empty_office(at: _Reader) -> Points:
    """The head unit has ended and nobody leads: no paper goes out under its name any more."""
    found = at.book.leadership.empty(at.year)
    if found is not None:
        head = at.book.settings.terms.head
        said = f"{at.unit(found.term.unit)} là {head} đã kết thúc, trống {head} từ {show_date(found.since)}"
        act = "leadership.put_term"
        yield OpenPoint("term.empty", said, act, "leadership", OfficeOf(at.year, "head", 1, found.acting or ""))


def _chosen(at: _Reader) -> Points:
    """Offices for which a meeting chose a unit and nobody is recorded yet: the successor is found by its term."""
    words, leadership = at.book.settings.terms, at.book.leadership
    for year in (at.year, at.year + 1):
        known = at.book.years.find(year)
        if known is not None and known.state != "open":
            continue
        recorded = {(term.role, term.rank) for term in leadership.terms(year)}
        last = {(one.role, one.rank): one for one in leadership.chosen(year)}
        for (role, rank), one in last.items():
            if (role, rank) not in recorded:
                office = words.office(role, rank if rank > 1 else 0)
                said = f"{at.unit(one.unit)} được chọn làm {office} {at.book.years.called(year)}, chưa ghi nhiệm kỳ"
                subject = OfficeOf(year, role, rank, one.unit)
                yield OpenPoint("term.not_recorded", said, "leadership.put_term", "leadership", subject)


UNNUMBERED: Final = frozenset({"bien-ban-ban-giao"})
"""Kinds of papers that have no number of a registry."""

_SOURCES: Final[tuple[Callable[[_Reader], Points], ...]] = (
    _roster,
    _unbegun,
    _sheets,
    _keyings,
    _questions,
    _deciding_nothing,
    _estimates,
    _reports,
    _comments,
    _complaints,
    _works,
    _tasks,
    _ballots,
    _minutes,
    _proposals,
    _papers,
    _empty_office,
    _chosen,
    _terms,
)
