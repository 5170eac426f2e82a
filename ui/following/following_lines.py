"""Lines of the lists of following that come from more than one row of the book: progress, money, comments, visits."""

from __future__ import annotations

from dataclasses import dataclass

from models.book.following.log_rows import Team
from models.rules.number.points import show
from models.rules.number.text import show_date
from ui.base.session import Session


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A unit's progress as of a day: as it said, or as its list of tasks gives."""

    unit: str
    as_of: str
    registered: int | None
    done: int | None
    percent: str
    look: str
    said: bool
    note: str | None = None

    @property
    def tasks_done(self) -> int | None:
        return self.done

    @property
    def tasks_registered(self) -> int | None:
        return self.registered


def progress(session: Session) -> list[ProgressLine]:
    """What units reported, day by day, then units of the half-year without any figure."""
    from models.rules.number.statistics import rate

    book, year = session.book, session.year
    found = []
    for one in book.following.progress(year):
        registered = one.tasks_registered
        if registered is None:
            registered = book.registration.of(year, one.unit).tasks
        percent = show(rate(one.tasks_done, registered)) if one.tasks_done is not None and registered else ""
        review = next((each for each in book.following.year_end(year).units if each.unit == one.unit), None)
        look = ""
        if review is not None and review.said == one and review.differs and review.listed:
            look = f"Theo danh mục nhiệm vụ là {review.listed[0]}"
        found.append(ProgressLine(one.unit, one.as_of, registered, one.tasks_done, percent, look, True, one.note))
    reported = {one.unit for one in found}
    for unit in book.following.half_year(year).units:
        if unit.unit not in reported:
            shown = "" if unit.percent is None else show(unit.percent)
            look = "Chưa có số liệu" if unit.done is None else "Đếm theo danh mục nhiệm vụ"
            found.append(ProgressLine(unit.unit, f"{year}-06-30", unit.registered, unit.done, shown, look, False))
    return found


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment beside its draft; a line without key says who is silent, or under which number the text was issued."""

    draft: str
    kind: str
    title: str
    key: str | None = None
    unit: str | None = None
    part: str | None = None
    text: str = ""
    taken: str = ""
    answer: str | None = None
    waiting: str = ""


def comments(session: Session) -> list[CommentLine]:
    """Comments draft by draft, then how many units have said nothing, or that the text is issued."""
    found = []
    for draft in session.book.drafts.all(session.year):
        for one in session.book.drafts.comments(draft.key):
            said = (one.key, one.unit, one.part, one.text, one.taken, one.answer)
            found.append(CommentLine(draft.key, draft.kind, draft.title, *said))
        silent = len(session.book.drafts.silent(draft.key))
        number = f"số {draft.number} " if draft.number else ""
        issued = f"Ban hành {number}ngày {show_date(draft.issued_on)}" if draft.issued_on else ""
        if silent or issued:
            waiting = f"{silent} đơn vị chưa có ý kiến" if not issued else ""
            found.append(CommentLine(draft.key, draft.kind, draft.title, text=issued, waiting=waiting))
    return found


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A unit a team checks; a team that checks nobody yet is a line without unit."""

    team: Team
    unit: str | None = None
    visit_from: str | None = None
    visit_to: str | None = None
    minutes: str | None = None


def visits(session: Session) -> list[VisitLine]:
    """The timetable, team by team."""
    found = []
    for team in session.book.teams.all(session.year):
        for one in team.visits:
            found.append(VisitLine(team, one.unit, one.visit_from, one.visit_to, one.minutes))
        if not team.visits:
            found.append(VisitLine(team))
    return found
