"""Adjourned and taken up again, members by video, nothing marked: acts of a meeting as a secretary does them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.book.book import Book
from models.rules.act.balloting import Record, Tally
from models.rules.errors import BadInput, RuleViolation
from printing.content import meetings as paper
from tests.book.meetings.bloc import BOARD, code, come
from tests.rules import practice as rules

GONE = ("year", "kind", "place", "chair", "agenda", "invitation_groups", "votes_on_awards")


def prepared(book: Book) -> str:
    book.meetings.put(
        2025,
        "closing",
        "Hội nghị tổng kết",
        date="2025-12-19",
        place="Hội trường",
        chair="Lê Văn A, Chánh Thanh tra",
        agenda=["Báo cáo", "Bình xét"],
        votes_on_awards=True,
        key="h",
    )
    come(book, "a", "b")
    put = book.meetings.attendance.put
    put("h", "absent", unit="c", notice=True)
    put("h", "written", unit="d", paper="CV 15")
    put("h", "guest", name="Nguyễn Thị Bình", title="Sở Nội vụ")
    book.meetings.put_opinion("h", "Đề nghị họp lại", unit="a")
    names = [(one.unit or one.name, one.capacity, one.paper) for one in book.meetings.attendance.all("h")]
    assert len(names) == 5
    return book.ballots.prepare("h", "acclaim", "Cờ thi đua", ["a", "b"], rule="phieu-co", tellers=BOARD, key="p")


def lines(book: Book, meeting: str) -> list[tuple[str | None, str]]:
    return [(one.unit or one.name, one.capacity) for one in book.meetings.attendance.all(meeting)]


def test_a_meeting_is_taken_up_with_ballots_agenda_and_list_in_one_act(bloc: Book) -> None:
    prepared(bloc)
    before, seq = bloc.store.canonical(), bloc.store.last_seq
    new = bloc.meetings.again.take_up("h", "Không đủ thành viên", date="2025-12-26", begins="8h00")
    assert bloc.store.last_seq == seq + 1
    old, now = bloc.meetings.get("h"), bloc.meetings.get(new)
    assert all(getattr(now, name) == getattr(old, name) for name in GONE)
    assert (now.title, now.date, now.begins) == ("Hội nghị tổng kết (họp lại)", "2025-12-26", "08:00")
    assert (now.resumes, now.resumes_why) == ("h", "Không đủ thành viên")
    assert bloc.ballots.get("p").meeting == new and bloc.ballots.of("h") == ()
    assert lines(bloc, new) == [one for one in lines(bloc, "h") if one[1] != "absent"]
    assert len(lines(bloc, "h")) == 5 and len(bloc.meetings.opinions("h")) == 1 and bloc.meetings.opinions(new) == ()
    assert [one.key for one in bloc.meetings.held(2025)] == [new]
    bloc.store.undo()
    assert bloc.store.canonical() == before
    bloc.store.redo()
    assert bloc.ballots.get("p").meeting == new


def test_the_minutes_of_both_meetings_say_so(bloc: Book) -> None:
    prepared(bloc)
    new = bloc.meetings.again.take_up("h", "Không đủ thành viên.", date="2025-12-26")
    first, second = (paper.minutes(bloc, 2025, key) for key in ("h", new))
    told = {one.title.partition(". ")[2]: " ".join(one.lines) for one in first.sections}
    assert "lý do: Không đủ thành viên." in told["Hoãn họp"] and "26/12/2025" in told["Hoãn họp"]
    said = {one.title.partition(". ")[2]: " ".join(one.lines) for one in second.sections}
    assert "19/12/2025" in said["Họp lại"] and "Hoãn họp" not in said and "Họp lại" not in told


def test_what_was_counted_stays_where_it_was_counted(bloc: Book) -> None:
    prepared(bloc)
    come(bloc, "e")
    bloc.meetings.attendance.put("h", "member", unit="c", key=bloc.meetings.attendance.all("h")[2].key)
    bloc.ballots.prepare("h", "acclaim", "Bằng khen", ["c"], rule="phieu-co", tellers=BOARD, key="q")
    bloc.ballots.record("p", Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(4), "b": Tally(3, 1)}))
    new = bloc.meetings.again.take_up("h", "Hết giờ", date="2025-12-19")
    assert (bloc.ballots.get("p").meeting, bloc.ballots.get("q").meeting) == ("h", new)
    bloc.meetings.sign_minutes("h", "2025-12-19")


def test_taking_the_new_meeting_away_gives_the_ballots_back(bloc: Book) -> None:
    prepared(bloc)
    new = bloc.meetings.again.take_up("h", "Không đủ thành viên", date="2025-12-26")
    assert code(lambda: bloc.meetings.remove("h")) == "meeting.was_resumed"
    bloc.meetings.remove(new)
    assert bloc.ballots.get("p").meeting == "h" and bloc.meetings.again.by("h") is None


def test_a_meeting_may_be_adjourned_again(bloc: Book) -> None:
    prepared(bloc)
    second = bloc.meetings.again.take_up("h", "Không đủ", date="2025-12-26")
    third = bloc.meetings.again.take_up(second, "Vẫn không đủ")
    assert bloc.meetings.get(third).title == "Hội nghị tổng kết (họp lại lần 2)"
    assert bloc.meetings.again.adjourned(2025) == {"h", second}
    assert code(lambda: bloc.meetings.again.take_up("h", "x")) == "meeting.was_resumed"


@pytest.mark.parametrize(
    ("act", "want"),
    [
        (lambda book: book.meetings.again.take_up("h", " "), "meeting.reason_missing"),
        (lambda book: book.meetings.again.take_up("h", "x", date="2025-12-18"), "meeting.again_before"),
        (lambda book: book.meetings.again.take_up("h", "x", date="26/12"), "date.bad"),
        (lambda book: book.meetings.again.take_up("nobody", "x"), "meeting.unknown"),
    ],
)
def test_an_adjournment_that_cannot_be(bloc: Book, act: Callable[[Book], object], want: str) -> None:
    prepared(bloc)
    before = bloc.store.canonical()
    assert code(lambda: act(bloc)) == want
    assert bloc.store.canonical() == before


def test_signed_minutes_are_unsigned_first(bloc: Book) -> None:
    come(bloc, "a")
    bloc.meetings.sign_minutes("h", "2025-12-19")
    assert code(lambda: bloc.meetings.again.take_up("h", "x")) == "meeting.minutes_signed"


# --- members by video ------------------------------------------------------------------------------------------------


def by_video(book: Book) -> None:
    come(book, "a", "b")
    for unit in ("c", "d"):
        book.meetings.attendance.put("h", "video", unit=unit, name="Ai đó")


def test_members_by_video_are_asked_about_once_and_counted_in_quorum_and_hands(bloc: Book) -> None:
    by_video(bloc)
    asked = [one for one in bloc.decisions.open_questions(2025) if one.key == "meeting.video"]
    assert len(asked) == 1
    assert code(lambda: bloc.meetings.put_hands("h", "Thông qua", 4, 0, 0)) == "meeting.quorum_open"
    bloc.decisions.answer(asked[0], "count", "Hội nghị thống nhất", year=2025)
    assert [one for one in bloc.decisions.open_questions(2025) if one.key == "meeting.video"] == []
    bloc.meetings.put_hands("h", "Thông qua", 4, 0, 0)
    (vote,) = bloc.meetings.hands("h")
    assert vote.result is not None and vote.result.outcome.votes == 4
    assert code(lambda: bloc.meetings.put_hands("h", "Nữa", 5, 0, 0)) == "hands.more_than_present"


def test_nobody_votes_by_video_in_a_secret_ballot(bloc: Book) -> None:
    by_video(bloc)
    (asked,) = (one for one in bloc.decisions.open_questions(2025) if one.key == "meeting.video")
    bloc.decisions.answer(asked, "count", "Hội nghị thống nhất", year=2025)
    bloc.ballots.prepare("h", "acclaim", "Cờ thi đua", ["a"], rule="phieu-co", tellers=BOARD, key="p")
    assert bloc.ballots.voters("p") == 2
    over = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(4)})
    assert code(lambda: bloc.ballots.record("p", over)) == "ballot.issued_over_present"
    bloc.ballots.record("p", Record(2, 2, 0, 0, 2, 2, 0, {"a": Tally(2)}))
    at = bloc.ballots.get("p").electorate
    assert at is not None and (at.attendance.video, at.attendance.voting, at.attendance.members) == (2, 2, 5)


def test_said_not_to_count_they_are_in_no_number(bloc: Book) -> None:
    by_video(bloc)
    (asked,) = (one for one in bloc.decisions.open_questions(2025) if one.key == "meeting.video")
    bloc.decisions.answer(asked, "not-count", "Hội nghị thống nhất", year=2025)
    assert code(lambda: bloc.meetings.put_hands("h", "Thông qua", 2, 0, 0)) == "meeting.no_quorum"


def test_the_minutes_name_who_was_there_by_video(bloc: Book) -> None:
    by_video(bloc)
    lines_ = next(one.lines for one in paper.minutes(bloc, 2025, "h").sections if one.title.endswith("Thành phần"))
    assert any("dự trực tuyến: 02" in line for line in lines_)
    assert any(line.startswith("Dự trực tuyến: ") for line in lines_)


# --- nothing marked --------------------------------------------------------------------------------------------------


def test_a_ballot_with_nothing_marked_is_invalid_unless_the_rule_says_otherwise(bloc: Book) -> None:
    come(bloc, "a", "b", "c", "d", "e")
    blank = Record(5, 5, 0, 0, 5, 5, 0, {"a": Tally(4)})
    bloc.ballots.prepare("h", "acclaim", "Cờ thi đua", ["a"], rule="phieu-co", tellers=BOARD, key="p")
    assert code(lambda: bloc.ballots.record("p", blank)) == "ballot.blank_counted_valid"
    bloc.ballots.record("p", Record(5, 5, 0, 0, 5, 4, 1, {"a": Tally(4)}))
    usual = next(one for one in rules.VOTING if one.key == "phieu-co")
    mine = replace(usual, key="trang", scope="acclaim:other", spec={**usual.spec, "blank": "valid"})
    bloc.regulations.add_rule(2025, mine, "Phiếu trắng hợp lệ")
    bloc.ballots.prepare("h", "acclaim", "Bằng khen", ["b"], tellers=BOARD, key="q", rule="trang")
    bloc.ballots.record("q", Record(5, 5, 0, 0, 5, 5, 0, {"b": Tally(4)}))


def test_a_count_of_before_stands_as_it_was_read_on_its_day(bloc: Book) -> None:
    come(bloc, "a", "b", "c", "d", "e")
    bloc.ballots.prepare("h", "acclaim", "Cờ thi đua", ["a"], rule="phieu-co", tellers=BOARD, key="p")
    bloc.ballots.record("p", Record(5, 5, 0, 0, 5, 5, 0, {"a": Tally(5)}))
    row = bloc.store.row("ballot", "p")
    assert row is not None and row["electorate"]["engine"] == 2
    older = {**row["electorate"], "engine": 1}
    figures = {**row["figures"], "tally": {"a": {"agree": 4, "disagree": 0}}}
    with bloc.store.operation("test") as tx:
        tx.update("ballot", "p", electorate=older, figures=figures)
    result = bloc.ballots.result("p")
    assert result is not None and result.chosen == ("a",)
    bloc.meetings.attendance.put("h", "guest", name="Khách")
    with pytest.raises(RuleViolation, match="list"), bloc.store.operation("x"):
        bloc.meetings.attendance.remove("h", "h.a")


def test_a_reason_is_asked_in_words(bloc: Book) -> None:
    with pytest.raises(BadInput):
        bloc.meetings.again.take_up("h", "")
