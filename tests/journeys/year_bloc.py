"""A small bloc to live years in: six members of every family, a form of four items, the practice regulation.

Also here: `settle`, which carries out the act that an open point of a year names, as its successor would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from models.book.book import Book, create_book
from models.book.closing.rows import OpenPoint
from models.book.scoring.rows import SheetAt
from models.book.year.years import Stage
from models.rules.act.balloting import Record, Tally
from models.rules.errors import Refusal, RuleViolation
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part
from models.rules.number.questions import Question
from models.rules.place.regulation import Regulation
from tests.book import practice
from tests.book.conftest import Clock, keys
from tests.book.leadership.terms import put_again
from tests.rules import practice as rules
from tests.rules.practice_awards import AWARDING

YEAR = 2025
UNITS = ("vpub", "btc", "thue", "snv", "mttq", "doan")
KINDS = ("state", "party", "central_vertical", "state", "front", "youth_union")
STAGES = ("self", "appraisal")
PEOPLE = ("moc", "chi")
BOARD = ("Dương Thị Mận", "Trịnh Hải Đường", "Chu Thị Thanh Yên")
FLAG, CERTIFICATE = "CO_TINH", "BK_TINH"
Settler = Callable[[Book, int, OpenPoint], None]


def _points(key: str, code: str, group: str) -> Item:
    spec = InputSpec("p", "Điểm", "points", low=Fraction(0))
    part = Part("p", "base", "by-hand/1", {"input": "p"})
    return Item(key, code, f"Nhiệm vụ {code}", group, Fraction(10), (part,), (spec,))


FORM = Form(
    "form",
    "Bảng điểm năm 2025",
    1,
    Fraction(30),
    Fraction(2),
    nodes=(
        Group("i", "I", "Nhiệm vụ chính trị", max=Fraction(20)),
        _points("i.1", "I.1", "i"),
        Item(
            "i.2",
            "I.2",
            "Mô hình, sáng kiến",
            "i",
            Fraction(10),
            (Part("p", "base", "leader-relative/1", {"input": "n", "points": "10"}, rounding=practice.CENTS),),
            (InputSpec("n", "Số mô hình", "count", low=Fraction(0)),),
        ),
        Group("iii", "III", "Xây dựng khối", max=Fraction(10)),
        Item(
            "iii.1",
            "III.1",
            "Chế độ báo cáo",
            "iii",
            Fraction(10),
            (
                Part(
                    "p",
                    "base",
                    "deduct-per-case/1",
                    {"from": "10", "most": "10", "cases": [{"input": "n", "points": "2"}]},
                ),
            ),
            (InputSpec("n", "Số lần chậm", "count", low=Fraction(0)),),
        ),
        Item(
            "t.1",
            "T.1",
            "Thưởng",
            None,
            None,
            (
                Part(
                    "p",
                    "bonus",
                    "earn-per-case/1",
                    {"cases": [{"input": "n", "points": "0.5"}]},
                    cap=Fraction(2),
                ),
            ),
            (InputSpec("n", "Số việc", "count", low=Fraction(0)),),
            bonus_only=True,
        ),
    ),
)
INPUT = {"i.1": "p", "i.2": "n", "iii.1": "n", "t.1": "n"}
"""The one figure each item asks."""


def make(path: Path, clock: Clock, key_source: Callable[[], str]) -> None:
    """A book whose year was begun: members, regulation, form, head and deputy; what is set up is not undone."""
    with create_book(path, "Khối thử", clock=clock, key_source=key_source) as book:
        book.years.open(YEAR, stages=[Stage("self", "Tự chấm"), Stage("appraisal", "Thẩm định")])
        for unit, kind in zip(UNITS, KINDS, strict=True):
            book.members.add(f"Cơ quan {unit} tỉnh", unit.upper(), kind, key=unit, active_from="2015-01-01", year=YEAR)
            book.members.put_post(unit, "head", f"Lê Thị {unit.title()}", "Thủ trưởng", from_date="2020-01-01")
        for key, name in zip(PEOPLE, ("Phạm Thu Mộc", "Đỗ Quế Chi"), strict=True):
            book.people.add(name, key=key)
        stated = (rules.RANKING, practice.FINAL, practice.FLAG, rules.CLASSES, rules.CLASS_QUOTA)
        taken = (*stated, *rules.VOTING, rules.ROTATION, *AWARDING)
        book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), [replace(rule, valid_to=None) for rule in taken])
        book.forms.adopt(YEAR, book.forms.put_form(FORM), as_it_is=True)
        book.leadership.put_term(YEAR, "vpub", "head")
        book.leadership.put_term(YEAR, "thue", "deputy")
        with book.store.operation("import", final=True) as tx:
            tx.checkpoint()


def fresh() -> tuple[Clock, Callable[[], str]]:
    """The clock and keys of a book that goes on from `make`."""
    return Clock("2025-06-02"), keys(5000)


# --- what settles an open point --------------------------------------------------------------------------------------


def settle(book: Book, year: int, point: OpenPoint) -> None:
    """Do what the point says, by the verb that it names. KeyError: a point nobody here knows how to settle.

    The caller is signed out, for whoever keys or counts a second time may not do the first.
    """
    SETTLERS[point.act](book, year, point)


def choice(question: Question) -> object:
    """A possible answer: the whole order, as many as there is room for, or the first option."""
    options = [one.key for one in question.options]
    if question.key == "rank.tie":
        return options
    if question.key == "class.tie_at_cap":
        return options[: int(str(question.facts["free"]))]
    return options[0]


def record(book: Book, ballot: str, votes: Mapping[str, int] | None = None) -> Record:
    """Sums that can be: everybody who may vote did, and votes as said (unsaid: all for the first, up to the seats)."""
    found = book.ballots.get(ballot)
    room = book.ballots.voters(ballot)
    names = [one.key for one in found.candidates]
    given = {name: min(votes.get(name, 0), room) if votes else room for name in names}
    if found.way == "acclaim":
        tally = {name: Tally(given[name], room - given[name]) for name in names}
        return Record(room, room, 0, 0, room, room, 0, tally)
    left = room * found.seats
    tally = {}
    for name in names:
        tally[name] = Tally(min(given[name], left))
        left -= tally[name].agree
    return Record(room, room, 0, 0, room, room, 0, tally)


def _complete_sheet(book: Book, year: int, point: OpenPoint) -> None:
    unit = point.subject.unit
    stage = next(
        stage.key
        for stage in book.years.stages(year)
        if f"Bước {stage.name.lower()}:" in point.words
        and book.scores.sheet(SheetAt(year, unit, stage.key)).state in ("empty", "entering")
    )
    complete(book, year, unit, stage)


def complete(book: Book, year: int, unit: str, stage: str) -> None:
    """Enter what is blank, then declare the sheet complete."""
    cells = book.scores.sheet(SheetAt(year, unit, stage)).cells
    for node, figure in INPUT.items():
        if node not in cells or not (cells[node].cell.inputs or cells[node].cell.not_assigned):
            book.scores.enter(SheetAt(year, unit, stage), node, inputs={figure: Fraction(1)})
    book.scores.states.complete(SheetAt(year, unit, stage))


def _finish_keying(book: Book, year: int, point: OpenPoint) -> None:
    unit = point.subject.unit
    row, sheet = next(
        (row, sheet)
        for row in book.store.rows("keying")
        if (sheet := book.store.row("sheet", row["sheet"]))
        and (sheet["year"], sheet["unit"]) == (year, unit)
        and row["state"] != "settled"
    )
    stage = sheet["stage"]
    if row["state"] == "entering":
        book.scores.keying.finish(SheetAt(year, unit, stage), by=row["by"])
    if sheet["state"] in ("empty", "entering"):
        complete(book, year, unit, stage)
    reading = book.scores.keying.reading(SheetAt(year, unit, stage), by=row["by"])
    if reading is not None and reading.state != "settled":
        if book.scores.sheet(SheetAt(year, unit, stage)).state in ("confirmed", "locked"):
            book.scores.states.reopen(SheetAt(year, unit, stage), "so lại hai lần nhập")
            book.scores.states.complete(SheetAt(year, unit, stage))
        for each in book.scores.keying.differences(SheetAt(year, unit, stage)):
            book.scores.keying.settle(SheetAt(year, unit, stage), each.node, "first", by=row["by"])


def _answer(book: Book, year: int, _point: OpenPoint) -> None:
    question = book.decisions.open_questions(year)[0]
    book.decisions.answer(question, choice(question), "Hội nghị thống nhất", "Hội nghị", year=year)


def _confirm(book: Book, year: int, _point: OpenPoint) -> None:
    stale = book.decisions.stale(year)[0]
    book.decisions.confirm(stale.decision.key, stale.question)


def _official(book: Book, year: int, _point: OpenPoint) -> None:
    found = book.standing.estimates(year)[0]
    if book.scores.sheet(SheetAt(year, found.unit, found.stage)).state in ("confirmed", "locked"):
        book.scores.states.reopen(SheetAt(year, found.unit, found.stage), "có số chính thức")
    book.scores.enter(SheetAt(year, found.unit, found.stage), found.node, estimated=())


def _count(book: Book, year: int, point: OpenPoint) -> None:
    ballot = next(one for one in book.ballots.of(point.subject.key) if not one.counted)
    if book.ballots.voters(ballot.key) == 0 or not book.meetings.attendance.all(point.subject.key):
        book.meetings.attendance.fill(point.subject.key)
    try:
        book.ballots.record(ballot.key, record(book, ballot.key), tellers=BOARD)
    except RuleViolation as refusal:  # too few came: the ballot was not held
        assert refusal.code.startswith("meeting.no_"), refusal
        book.ballots.remove(ballot.key)


def _minutes(book: Book, year: int, point: OpenPoint) -> None:
    """Date a meeting that has no date, then sign."""
    held = book.meetings.get(point.subject.key)
    if held.date is None:
        book.meetings.put(year, held.kind, held.title, date=f"{year}-12-19", key=held.key)
        held = book.meetings.get(held.key)
    book.meetings.sign_minutes(held.key, held.date)


def _recount(book: Book, _year: int, point: OpenPoint) -> None:
    row = next(
        row
        for one in book.ballots.of(point.subject.key)
        for row in book.store.rows("recount", ballot=one.key)
        if row["state"] == "counting"
    )
    book.ballots.recount.finish(row["ballot"], record(book, row["ballot"]), by=row["by"])


def _decide(book: Book, _year: int, point: OpenPoint) -> None:
    book.awards.approve([point.subject.key], "Quyết định số 5/QĐ-UBND", "2026-01-20")


def _work(book: Book, _year: int, point: OpenPoint) -> None:
    book.following.settle_work(point.subject.key, "done", on=book.today())


def _reports(book: Book, year: int, point: OpenPoint) -> None:
    got = {one["unit"] for one in book.store.rows("report_received", year=year, report=point.subject.key)}
    for member in book.members.roster(year):
        if member.to_date is None and member.key not in got:
            book.log.receive_report(year, point.subject.key, member.key, book.today())


def _comment(book: Book, _year: int, point: OpenPoint) -> None:
    for one in book.drafts.comments(point.subject.key):
        if one.taken == "open":
            said: dict[str, Any] = {
                "unit": one.unit,
                "part": one.part,
                "taken": "taken",
                "answer": "Đã sửa",
                "key": one.key,
            }
            book.drafts.put_comment(point.subject.key, one.text, **said)


def _tasks(book: Book, year: int, _point: OpenPoint) -> None:
    open_ones = [task.key for task in book.tasks.all(year) if task.state == "open" and not task.shown_done]
    book.tasks.mark_done(year, open_ones, book.today())


def _term(book: Book, _year: int, point: OpenPoint) -> None:
    """A term proposed is approved; else whoever was chosen, or where that cannot be recorded any other unit, with the
    reason.
    """
    if point.code == "term.proposed":
        put_again(book.leadership, point.subject.key, "approved")
        return
    found = point.subject
    year, role, rank, unit = found.year, found.role, found.rank, found.unit
    others = [member.key for member in book.members.roster(book.years.all()[0].year) if member.key != unit]
    for one in (unit, *others):
        with suppress(Refusal):
            book.leadership.put_term(int(year), one, role, rank=int(rank), deviation="theo biên bản")
            return


def _register(book: Book, year: int, _point: OpenPoint) -> None:
    units = [member.key for member in book.members.roster(year) if member.to_date is None]
    book.registration.receive_many(year, units, book.today())


def _meet(book: Book, year: int, point: OpenPoint) -> None:
    book.meetings.put(year, point.subject.kind, "Hội nghị của năm", date=book.today())


def _adopt_form(book: Book, year: int, _point: OpenPoint) -> None:
    book.forms.adopt(year, book.forms.all()[-1].key, as_it_is=True)


def _propose(book: Book, year: int, _point: OpenPoint) -> None:
    """Whichever unit may be proposed; where the rules let none be, the bloc says that it asks for nothing this year."""
    for member in book.members.roster(year):
        with suppress(Refusal):
            book.awards.propose(year, CERTIFICATE, member.key)
            return
    book.tasks.not_ours(year, ["ho-so-khen-thuong"])


SETTLERS: Mapping[str, Settler] = {
    "years.confirm_roster": lambda book, year, _: book.years.confirm_roster(year, book.today()),
    "scores.states.complete": _complete_sheet,
    "scores.keying.finish": _finish_keying,
    "decisions.answer": _answer,
    "decisions.confirm": _confirm,
    "scores.enter": _official,
    "following.settle_work": _work,
    "log.receive_report": _reports,
    "members.add": lambda book, year, _: book.members.add("Cơ quan mới", "CQM", "state", year=year) and None,
    "regulations.adopt": lambda book, year, _: book.regulations.use(year, "qc"),
    "forms.adopt": _adopt_form,
    "registration.receive_many": _register,
    "registration.pledge.put": lambda book, year, _: book.registration.pledge.put(year, signed_on=book.today()),
    "meetings.put": _meet,
    "awards.propose": _propose,
    "drafts.put_comment": _comment,
    "tasks.mark_done": _tasks,
    "ballots.record": _count,
    "ballots.recount.finish": _recount,
    "meetings.sign_minutes": _minutes,
    "awards.approve": _decide,
    "papers.issue": lambda book, _, point: (
        book.papers.issue(point.subject.key, ["Nội dung"], date=book.today()) and None
    ),
    "papers.enter": lambda book, _, point: book.papers.record_number(point.subject.key, point.subject.key[-4:]),
    "leadership.put_term": _term,
    "leadership.remove_term": lambda book, _, point: book.leadership.remove_term(point.subject.key),
}
