"""The steps of a year: computed from facts, overlapping, in no fixed order; and who has not sent what."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.book.year.course import STEPS, Step
from models.book.year.tasks import shipped
from models.book.year.year_facts import FACTS
from models.book.year.years import Deadline
from tests.book import practice
from tests.book.conftest import Clock

YEAR = 2025


@pytest.fixture
def bloc(book: Book) -> Book:
    """A year with two units and a deadline for their sheets."""
    book.years.open(YEAR)
    for key in ("td", "hnd"):
        book.members.add(f"Đơn vị {key}", key, "mass_organisation", key=key, year=YEAR)
    book.years.put_deadline(Deadline(YEAR, "tu-cham", "Bảng tự chấm điểm", "2025-11-20", stage="self"))
    return book


def step(book: Book, key: str, today: str | None = None) -> Step:
    return next(one for one in book.course.steps(YEAR, today=today) if one.key == key)


def write(book: Book, table: str, **row: object) -> None:
    with book.store.operation("test.write") as tx:
        tx.insert(table, row)


def test_steps_name_facts_and_tasks_that_exist() -> None:
    names = {name for kind in STEPS for name in (*kind.needs, *kind.shows)}
    assert {name.partition(":")[0] for name in names} - {"first-received", "first-complete", "later-complete"} <= set(
        FACTS
    )
    assert {key for kind in STEPS for key in kind.tasks} <= set(shipped())


def test_a_new_year_says_what_is_missing_first(bloc: Book) -> None:
    first = bloc.course.next_step(bloc.course.steps(YEAR, today="2025-01-10"), today="2025-01-10")
    assert first is not None and first.key == "prepare"
    assert first.state == "begun"
    assert [fact.key for fact in first.missing] == ["roster", "regulation", "leadership", "form"]
    assert all(one.state == "waiting" for one in bloc.course.steps(YEAR) if one.key != "prepare")


def test_ballots_may_precede_the_closing_conference(bloc: Book) -> None:
    """A ballot held at a council in November is done whatever becomes of the conference."""
    write(bloc, "meeting", key="hd", year=YEAR, kind="council", title="Họp Hội đồng", date="2025-11-28")
    ballot = {"key": "p1", "meeting": "hd", "position": 1, "way": "acclaim", "title": "Cờ", "seats": 1, "round": 1}
    write(bloc, "ballot", **ballot, candidates=["td"], rule={}, state="counted")
    assert step(bloc, "ballot", "2025-12-01").state == "done"
    assert step(bloc, "deliberation", "2025-12-01").state == "waiting"


@pytest.mark.parametrize("sent", ["2025-12-08", "2025-12-20"])
def test_dossiers_go_before_the_conference_or_late(bloc: Book, sent: str) -> None:
    bloc.years.put_deadline(Deadline(YEAR, "han-ho-so", "Hồ sơ đề nghị khen thưởng", "2025-12-10"))
    write(bloc, "proposal", key="d1", year=YEAR, unit="td", title="BK_TINH", waits_for="Biên bản hội nghị")
    waiting = step(bloc, "proposals", "2025-12-12")
    assert (waiting.state, waiting.due, waiting.late("2025-12-12")) == ("waiting", "2025-12-10", True)
    with bloc.store.operation("test.send") as tx:
        tx.update("proposal", "d1", submitted_on=sent)
    after = step(bloc, "proposals", sent)
    assert (after.state, after.late("2026-01-01")) == ("done", False)
    assert step(bloc, "deliberation", sent).state == "waiting"


def test_the_bloc_does_not_do_this(bloc: Book) -> None:
    bloc.tasks.not_ours(YEAR, ["hop-ky-giao-uoc"])
    assert step(bloc, "pledge").state == "not-ours"
    bloc.tasks.reopen(YEAR, ["hop-ky-giao-uoc"])
    assert step(bloc, "pledge").state == "waiting"


def test_a_bloc_without_reports_or_ballots_is_not_asked_for_them(bloc: Book) -> None:
    found = {one.key: one.now for one in bloc.course.steps(YEAR, today="2025-12-20")}
    assert (found["follow"], found["ballot"], found["deliberation"]) == (False, False, True)


def test_steps_overlap_the_calendar(bloc: Book) -> None:
    """Kết quả năm N có từ 11/12/N đến 20/3/N+1: nothing closes a step but its facts."""
    for day in ("2025-12-11", "2026-03-20", "2026-06-30"):
        found = {one.key: one.now for one in bloc.course.steps(YEAR, today=day)}
        assert found["prepare"] and found["self-score"] and found["deliberation"]


def test_every_unfinished_step_has_something_to_supply(bloc: Book) -> None:
    for one in bloc.course.steps(YEAR, today="2026-02-01"):
        assert one.missing or one.state in ("done", "not-ours")


def test_who_has_not_sent_what(bloc: Book) -> None:
    write(bloc, "report", year=YEAR, key="quy-1", position=1, name="Quý I", due_on="2025-04-10")
    write(bloc, "report_received", year=YEAR, report="quy-1", unit="td", received_on="2025-04-09")
    write(bloc, "registration", year=YEAR, unit="hnd", received_on="2025-03-10")
    found = {one.kind: one for one in bloc.course.awaited(YEAR, today="2025-11-22")}
    assert (found["report"].missing, found["report"].have, found["report"].days) == (("hnd",), 1, -226)
    assert (found["registration"].missing, found["registration"].due_on) == (("td",), None)
    assert (found["sheet"].missing, found["sheet"].days) == (("td", "hnd"), -2)
    write(bloc, "report_received", year=YEAR, report="quy-1", unit="hnd", received_on="2025-11-22")
    assert "report" not in {one.kind for one in bloc.course.awaited(YEAR)}


def test_the_practice_year_is_scored_and_waits_for_its_acts(book: Book, clock: Clock) -> None:
    clock.to("2025-12-19")
    practice.build(book)
    found = {one.key: one for one in book.course.steps(practice.YEAR)}
    received, complete = found["self-score"].facts
    assert (received.have, received.of) == (9, 9)
    assert complete.have < 9
    assert [fact.key for fact in found["appraisal"].facts] == ["sheets-complete:bloc", "sheets-complete:appraisal"]
    assert found["decided"].now is False


def test_the_board_of_a_day_tells_what_is_overdue_and_which_column_is_next(bloc: Book) -> None:
    """On its last day a sheet is awaited, the day after it is overdue; complete or dayless columns are never next."""
    write(bloc, "report", year=YEAR, key="quy-1", position=1, name="Quý I", due_on="2025-04-10")
    for unit in ("td", "hnd"):
        write(bloc, "report_received", year=YEAR, report="quy-1", unit=unit, received_on="2025-04-11")

    def told(day: str) -> tuple[str | None, dict[str, tuple[str, int]]]:
        board = bloc.course.board(YEAR, today=day)
        cells = dict(zip((one.kind for one in board.things), board.cells["td"], strict=True))
        now = None if board.current is None else board.things[board.current].kind
        return now, {kind: (one.state, one.days) for kind, one in cells.items()}

    rest = {"registration": ("waiting", 0), "report": ("late", 1)}
    assert told("2025-11-20") == ("sheet", {**rest, "sheet": ("waiting", 0)})
    assert told("2025-11-22") == ("sheet", {**rest, "sheet": ("overdue", 2)})
    for unit in ("td", "hnd"):
        form = {"key": "f", "name": "Bảng"} if unit == "td" else None
        if form:
            write(bloc, "form", **form)
        said = {"year": YEAR, "period": "nam", "unit": unit, "stage": "self", "form": "f", "received_on": "2025-11-21"}
        write(bloc, "sheet", key=f"s-{unit}", **said)
    assert told("2025-11-22") == (None, {**rest, "sheet": ("late", 1)})


def test_the_next_column_of_the_board_is_the_one_due_today_on_its_last_day(bloc: Book) -> None:
    for place, (key, due) in enumerate((("quy-3", "2025-11-22"), ("quy-4", "2025-12-10")), 1):
        write(bloc, "report", year=YEAR, key=key, position=place, name=key, due_on=due)

    def next_one(day: str) -> str:
        board = bloc.course.board(YEAR, today=day)
        assert board.current is not None
        return board.things[board.current].name

    days = ("2025-11-20", "2025-11-21", "2025-11-22", "2025-11-23", "2025-12-10", "2025-12-11")
    assert [next_one(day) for day in days][1:] == ["quy-3", "quy-3", "quy-4", "quy-4", "quy-4"]
