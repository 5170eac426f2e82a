"""A counted ballot stands on the electorate of its day: nothing that happens afterwards to units, lists or answers
moves its result; ballots counted by an older program are frozen by the first act that would move them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.book.book import VOTES_REST_ON, Book, create_book
from models.exchange.interchange import export_book, import_into
from models.rules.act.balloting import Record, Tally
from models.rules.place.regulation import Rule
from printing.content.ballots import minutes
from tests.book.conftest import Clock
from tests.book.meetings.bloc import UNITS, code
from tests.book.meetings.test_ballots import BOARD, begun
from tests.rules import practice as rules


def silent(**said: str) -> Rule:
    """A rule of the practice regulation for an award "X": 80 % of all members, with these words changed."""
    return replace(rules.VOTING[2], key="im-lang", scope="award:X", spec={**rules.VOTING[2].spec, **said})


def counted(book: Book, rule: Rule | None = None) -> Book:
    """Five members, four present and one letter; "a" is acclaimed by 3 in the room and the letter: 4 of 5 are 80 %."""
    begun(book, rule or silent())
    book.meetings.attendance.remove("h", "h.e")
    book.meetings.attendance.put("h", "written", unit="e", paper="CV 1", key="h.e")
    book.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="X", tellers=BOARD, key="p")
    return book


def record() -> Record:
    return Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(3, 1)}, written={"a": Tally(1)}, opinions=1)


def told(book: Book) -> tuple[int, int, bool]:
    result = book.ballots.result("p")
    assert result is not None
    (one,) = result.outcomes
    return one.votes, one.base, one.passes


def unfrozen(book: Book) -> None:
    """The ballot as an older program left it: counted, nothing frozen with it."""
    with book.store.operation("test") as tx:
        tx.update("ballot", "p", electorate=None)


NAMES = {"unit_row", "person", "post"}
"""Tables that say what voters are called, not who votes."""


def test_every_table_an_electorate_is_read_from_freezes_it_before_it_is_written(book: Book) -> None:
    """The list is declared for speed; what is really read says whether it is whole."""
    counted(book).ballots.record("p", record())
    unfrozen(book)
    with book.store.watching() as read:
        book.ballots.electorates.now(book.ballots.get("p"))
    tables = {name for name in read if not name.startswith("*")}  # "*person": who sits at the keyboard
    assert tables - {"ballot"} <= {*VOTES_REST_ON, *NAMES}
    assert read >= {"membership", "decision", "attendee"}


LATER: dict[str, Callable[[Book], object]] = {
    "a unit joins from before the meeting": lambda book: book.members.add("Đơn vị G", "G", key="g", year=2025),
    "a unit left before the meeting": lambda book: book.members.leave(2025, "b", "2025-12-01", "QĐ 1"),
    "a unit is taken off the roster": lambda book: book.members.remove_from_roster(2025, "d"),
    "a unit ended before the meeting": lambda book: book.members.dissolve("c", "2025-12-01", "QĐ 2"),
}


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("old", [False, True])
def test_nothing_that_happens_to_units_afterwards_moves_a_result(book: Book, later: str, old: bool) -> None:
    counted(book).ballots.record("p", record())
    assert told(book) == (4, 5, True)
    if old:
        unfrozen(book)
    LATER[later](book)
    assert told(book) == (4, 5, True)
    assert book.ballots.get("p").electorate is not None


def test_what_an_act_froze_it_says_and_undo_takes_back(book: Book) -> None:
    counted(book).ballots.record("p", record())
    unfrozen(book)
    book.members.leave(2025, "b", "2025-12-01", "QĐ 1")
    (line, *_) = book.journal.lines(1)
    assert "giữ nguyên căn cứ của lượt bỏ phiếu đã kiểm: Cờ" in line.text
    book.store.undo()
    assert book.ballots.get("p").electorate is None and told(book) == (4, 5, True)


def test_the_answer_of_the_day_stays_whatever_is_answered_later(book: Book) -> None:
    counted(book, silent(written="ask"))
    assert code(lambda: book.ballots.record("p", record())) == "ballot.question_open"
    (asked,) = (one for one in book.ballots.questions("p", record()))
    decided = book.decisions.answer(asked, "count", "Hội nghị thống nhất", year=2025)
    book.ballots.record("p", record())
    assert told(book) == (4, 5, True)
    book.decisions.replace(decided, asked, "not-count", "Nghĩ lại")
    assert told(book) == (4, 5, True)


def test_counting_waits_for_whether_a_unit_on_the_paper_votes_itself(book: Book) -> None:
    counted(book, silent(own_vote="ask"))
    assert code(lambda: book.ballots.record("p", record())) == "ballot.question_open"
    (asked,) = book.ballots.questions("p", record())
    book.decisions.answer(asked, "no", "Hội nghị thống nhất", year=2025)
    assert code(lambda: book.ballots.record("p", record())) == "ballot.issued_over_voters"


def test_a_question_on_which_nothing_hangs_does_not_stop_the_count(book: Book) -> None:
    counted(book, silent(own_vote="ask", written="ask"))
    book.meetings.attendance.remove("h", "h.a")
    book.meetings.attendance.put("h", "absent", unit="a", key="h.a")
    book.meetings.attendance.remove("h", "h.e")
    book.meetings.attendance.put("h", "member", unit="e", key="h.e")
    book.ballots.record("p", Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(4)}))
    assert told(book) == (4, 5, True)


@pytest.mark.parametrize("choice, votes", [("count", 4), ("not-count", 3)])
def test_one_answer_about_letters_serves_quorum_and_base_alike(book: Book, choice: str, votes: int) -> None:
    spec = {**rules.VOTING[0].spec, "written": "ask"}
    counted(book, silent(written="ask"))
    with book.store.operation("test") as tx:
        tx.update("rule", ("qc", "du-hop"), spec=spec)
    (asked,) = (one.question for one in book.meetings.attendance.quorum("h") if one.question)
    assert asked.key == "meeting.written_opinions"
    book.decisions.answer(asked, choice, "Hội nghị thống nhất", year=2025)
    assert book.ballots.questions("p", record()) == ()
    book.ballots.record("p", record())
    assert told(book) == (votes, 5, votes == 4)


def test_a_correction_stands_on_the_day_of_the_count(book: Book) -> None:
    counted(book).ballots.record("p", record())
    book.members.leave(2025, "b", "2025-12-01", "QĐ 1")
    fewer = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(2, 2)}, written={"a": Tally(1)}, opinions=1)
    book.ballots.correct("p", fewer, "Đọc nhầm một phiếu")
    assert told(book) == (3, 5, False)
    assert code(lambda: book.ballots.correct("p", fewer, "Danh sách ghi thừa B", list_anew=True)).startswith("ballot.")
    three = Record(3, 3, 0, 0, 3, 3, 0, {"a": Tally(3)}, written={"a": Tally(1)}, opinions=1)
    book.ballots.correct("p", three, "Danh sách ghi thừa B", list_anew=True)
    assert told(book) == (4, 4, True)


def test_the_minutes_tell_what_was_counted_on_the_day(book: Book) -> None:
    counted(book, silent(written="ask", own_vote="ask"))
    for asked in book.ballots.questions("p", record()):
        choice = {"ballot.own_vote": "no", "ballot.written_opinions": "count"}[asked.key]
        book.decisions.answer(asked, choice, "Hội nghị thống nhất", year=2025)
    book.ballots.record("p", Record(3, 3, 0, 0, 2, 2, 0, {"a": Tally(2)}, written={"a": Tally(1)}, opinions=1))
    before = minutes(book, book.ballots.get("p"))
    book.members.leave(2025, "b", "2025-12-01", "QĐ 1")
    after = minutes(book, book.ballots.get("p"))
    assert after == before
    assert "Tổng số thành viên: 05. Bỏ phiếu tại hội nghị: 04" in after.attendance
    assert "không bỏ phiếu vì có tên trên phiếu: Đơn vị A tỉnh." in after.attendance
    assert ("Số phiếu không thu về", "01") in after.papers
    assert "Ý kiến bằng văn bản của thành viên vắng mặt: được tính, theo quyết định đã ghi." in after.basis


def test_undoing_a_count_takes_its_electorate_with_it(book: Book) -> None:
    counted(book).ballots.record("p", record())
    assert book.ballots.get("p").electorate is not None
    book.store.undo()
    assert book.ballots.get("p").electorate is None and not book.ballots.get("p").counted


def test_the_electorate_travels_with_the_document(book: Book, tmp_path: Path, clock: Clock) -> None:
    counted(book).ballots.record("p", record())
    (row,) = export_book(book)["ballot"]
    said = row["electorate"]
    assert [one["unit"] for one in said["units"]] == list(UNITS)
    assert [one["capacity"] for one in said["units"]] == ["member"] * 4 + ["written"]
    assert (said["day"], said["listed"]) == ("2025-12-19", True)
    other = create_book(tmp_path / "khac.sokhoi", "Khối khác", clock=clock)
    import_into(other, export_book(book))
    assert other.ballots.get("p").electorate == book.ballots.get("p").electorate
    other.close()


def test_electorates_of_an_older_program_that_wait_for_an_answer_are_not_kept_before_it(book: Book) -> None:
    """What an electorate is nobody knows while it is open whether letters count: later acts leave it open."""
    counted(book, silent(written="ask"))
    (asked,) = book.ballots.questions("p", record())
    decided = book.decisions.answer(asked, "count", "Hội nghị thống nhất", year=2025)
    book.ballots.record("p", record())
    with book.store.operation("test") as tx:
        tx.delete("decision", decided)
    unfrozen(book)
    book.members.add("Đơn vị G tỉnh", "Đơn vị G", key="g", year=2025)
    row = book.store.row("ballot", "p")
    assert row is not None and row["electorate"] is None
    waits = book.ballots.result("p")
    assert waits is not None and [one.key for one in waits.questions] == [asked.key]
    book.decisions.answer(asked, "not-count", "Hội nghị thống nhất", year=2025)
    book.members.leave(2025, "g", "2025-12-30", "QĐ 3")
    row = book.store.row("ballot", "p")
    assert row is not None and row["electorate"] is not None
