"""Meetings: what can be written of them and what is refused, each with its own code."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.book.meetings import vote_words
from models.book.meetings.ballots import Teller
from models.book.meetings.rows import QuorumCheck
from models.rules.act.quorum import Quorum
from models.rules.errors import BadInput, RuleViolation
from tests.book.conftest import Clock
from tests.book.meetings.bloc import BOARD, UNITS, code, come


def test_a_meeting_is_read_back_as_written(bloc: Book) -> None:
    bloc.meetings.put(
        2025,
        "closing",
        "Hội nghị tổng kết",
        date="2025-12-19",
        begins="8h00",
        ends="11:30",
        place="Hội trường",
        agenda=["Báo cáo", " ", "Bình xét"],
        invitation_groups=["Thủ trưởng các đơn vị"],
        votes_on_awards=True,
        key="h",
    )
    found = bloc.meetings.get("h")
    assert (found.begins, found.ends, found.place) == ("08:00", "11:30", "Hội trường")
    assert (found.agenda, found.invitation_groups) == (("Báo cáo", "Bình xét"), ("Thủ trưởng các đơn vị",))
    assert found.votes_on_awards and len(bloc.meetings.all(2025)) == 1


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ({"kind": "party", "title": "x"}, "meeting.kind_unknown"),
        ({"kind": "closing", "title": " "}, "name.empty"),
        ({"kind": "closing", "title": "x", "begins": "25:00"}, "meeting.bad_time"),
        ({"kind": "closing", "title": "x", "begins": "9:00", "ends": "8:00"}, "meeting.ends_before"),
        ({"kind": "closing", "title": "x", "date": "19/12/2025"}, "date.bad"),
    ],
)
def test_a_meeting_that_is_none(bloc: Book, said: dict[str, str], want: str) -> None:
    assert code(lambda: bloc.meetings.put(2025, **said)) == want
    assert len(bloc.meetings.all(2025)) == 1


@pytest.mark.parametrize(
    ("capacity", "said", "want"),
    [
        ("voter", {"unit": "b"}, "meeting.capacity_unknown"),
        ("member", {}, "meeting.unit_missing"),
        ("member", {"unit": "a"}, "meeting.unit_twice"),
        ("absent", {"unit": "a"}, "meeting.unit_twice"),
        ("member", {"unit": "x"}, "meeting.not_member"),
        ("member", {"unit": "nobody"}, "unit.unknown"),
        ("substitute", {"unit": "b", "name": "Kiều Anh Phong"}, "meeting.substitute_paper"),
        ("written", {"unit": "b"}, "meeting.written_paper"),
        ("guest", {"unit": "b"}, "meeting.name_missing"),
    ],
)
def test_a_line_of_attendance_that_cannot_be(bloc: Book, capacity: str, said: dict[str, str], want: str) -> None:
    bloc.members.add("Đơn vị ngoài khối", "Ngoài khối", key="x")
    come(bloc, "a")
    assert code(lambda: bloc.meetings.attendance.put("h", capacity, **said)) == want
    assert len(bloc.meetings.attendance.all("h")) == 1


def test_filling_lists_every_member_once(bloc: Book) -> None:
    bloc.members.put_post("b", "head", "Lương Đức Quế", "Giám đốc")
    come(bloc, "a")
    assert bloc.meetings.attendance.fill("h") == 4
    listed = {one.unit: one for one in bloc.meetings.attendance.all("h")}
    assert sorted(listed) == list(UNITS)
    assert (listed["b"].name, listed["b"].title) == ("Lương Đức Quế", "Giám đốc")
    assert code(lambda: bloc.meetings.attendance.fill("h")) == "meeting.all_listed"


def test_a_unit_that_left_before_the_meeting_counts_nowhere(bloc: Book) -> None:
    come(bloc, *UNITS)
    bloc.members.leave(2025, "e", "2025-07-01", "QĐ 1")
    attendance = bloc.meetings.attendance.count("h")
    assert (attendance.members, attendance.voting) == (4, 4)


def test_the_quorum_is_told_with_its_arithmetic(bloc: Book) -> None:
    come(bloc, "a", "b", "c")
    (check,) = bloc.meetings.attendance.quorum("h")
    assert check.quorum is not None
    assert (check.quorum.need, check.quorum.have, check.ok, check.spec) == (4, 3, False, ("ge", "2/3"))
    with pytest.raises(RuleViolation) as caught:
        bloc.meetings.put_hands("h", "Thông qua báo cáo", 3, 0, 0)
    assert caught.value.code == "meeting.no_quorum"
    assert {name: caught.value.facts[name] for name in ("present", "members", "need")} == {
        "present": 3,
        "members": 5,
        "need": 4,
    }


def test_no_member_present(bloc: Book) -> None:
    bloc.meetings.attendance.put("h", "guest", name="Võ Thành Đước")
    assert code(lambda: bloc.meetings.put_hands("h", "Thông qua", 0, 0, 0)) == "meeting.no_member"


def test_a_year_without_a_rule_of_quorum_asks_and_lets_act(book: Book) -> None:
    book.years.open(2025)
    book.members.add("Đơn vị A", "A", key="a", year=2025)
    book.meetings.put(2025, "other", "Họp", key="h")
    come(book, "a")
    (check,) = book.meetings.attendance.quorum("h")
    assert check.ok is None and check.question is not None and check.question.key == "rule.none"
    book.meetings.put_hands("h", "Thông qua", 1, 0, 0)
    (vote,) = book.meetings.hands("h")
    assert vote.result is None and vote.question is not None


def test_hands_more_than_present_and_officers_who_do_not_vote(bloc: Book) -> None:
    come(bloc, "a", "b", "c", "d")
    assert code(lambda: bloc.meetings.put_hands("h", "Thông qua", 4, 1, 0)) == "hands.more_than_present"
    assert code(lambda: bloc.meetings.put_hands("h", "Thông qua", -1, 1, 0)) == "ballot.not_a_count"
    bloc.meetings.put(2025, "officers", "Họp trù bị", key="tb")
    come(bloc, "a", "b", "c", "d", meeting="tb")
    assert code(lambda: bloc.meetings.put_hands("tb", "Thông qua", 4, 0, 0)) == "meeting.no_vote"


@pytest.mark.parametrize("vote", ["hands", "prepared"])
def test_a_meeting_that_voted_is_not_made_one_without_votes(bloc: Book, vote: str) -> None:
    come(bloc, *UNITS)
    if vote == "hands":
        bloc.meetings.put_hands("h", "Thông qua báo cáo", 5, 0, 0)
    else:
        bloc.ballots.prepare("h", "elect", "Thông qua báo cáo", ["a", "b"], purpose="deputy", tellers=BOARD)
    with pytest.raises(RuleViolation) as caught:
        bloc.meetings.put(2025, "officers", "Họp trù bị", date="2025-12-19", key="h")
    assert (caught.value.code, caught.value.facts["votes"]) == ("meeting.has_votes", ["Thông qua báo cáo"])
    assert bloc.meetings.get("h").kind == "closing"
    bloc.meetings.put(2025, "deliberation", "Hội nghị bình xét", date="2025-12-19", key="h")


def test_a_meeting_with_award_ballots_goes_on_voting_on_awards(bloc: Book) -> None:
    said = {"date": "2025-12-19", "key": "h"}
    bloc.meetings.put(2025, "closing", "Hội nghị tổng kết", votes_on_awards=True, **said)
    come(bloc, *UNITS)
    ballot = bloc.ballots.prepare(
        "h", "acclaim", "Cờ thi đua", ["a"], purpose="award", award="CO_TINH", tellers=BOARD, key="p"
    )
    with pytest.raises(RuleViolation) as caught:
        bloc.meetings.put(2025, "closing", "Hội nghị tổng kết", votes_on_awards=False, **said)
    assert (caught.value.code, caught.value.facts["votes"]) == ("meeting.has_award_ballots", ["Cờ thi đua"])
    bloc.ballots.remove(ballot)
    bloc.meetings.put(2025, "closing", "Hội nghị tổng kết", votes_on_awards=False, **said)
    assert not bloc.meetings.get("h").votes_on_awards


def test_attendance_cannot_be_changed_under_a_vote(bloc: Book) -> None:
    come(bloc, "a", "b", "c", "d")
    bloc.meetings.put_hands("h", "Thông qua", 4, 0, 0)
    with pytest.raises(RuleViolation) as told:
        bloc.meetings.attendance.remove("h", "h.d")
    assert (told.value.code, told.value.facts["subject"]) == ("hands.more_than_listed", "Thông qua")
    assert len(bloc.meetings.attendance.all("h")) == 4


def test_opinions_tasks_and_conclusion(bloc: Book) -> None:
    first = bloc.meetings.put_opinion("h", "Đề nghị gửi báo cáo sớm", unit="a")
    bloc.meetings.put_opinion("h", "Nhất trí", name="Quách Thị Thu Sim")
    bloc.meetings.put_opinion("h", "Đề nghị gửi báo cáo trước 5 ngày", unit="a", key=first)
    assert [one.text for one in bloc.meetings.opinions("h")] == ["Đề nghị gửi báo cáo trước 5 ngày", "Nhất trí"]
    task = bloc.meetings.agree_task("h", "Rà soát mô hình", unit="b", due_on="2026-01-31")
    assert [(one.title, one.unit, one.due_on) for one in bloc.meetings.agreed("h")] == [
        ("Rà soát mô hình", "b", "2026-01-31")
    ]
    bloc.meetings.conclude("h", "Thống nhất.")
    assert bloc.meetings.get("h").conclusion == "Thống nhất."
    bloc.meetings.remove_line("work", task)
    assert bloc.meetings.agreed("h") == ()
    with pytest.raises(BadInput, match=r"meeting\.opinion_empty"):
        bloc.meetings.put_opinion("h", "  ")


def test_removing_a_meeting_takes_its_lines_and_undo_brings_them_back(bloc: Book) -> None:
    come(bloc, "a", "b", "c", "d")
    bloc.meetings.put_hands("h", "Thông qua", 4, 0, 0)
    bloc.meetings.put_opinion("h", "Nhất trí", unit="a")
    before = bloc.store.canonical()
    bloc.meetings.remove("h")
    assert bloc.meetings.all(2025) == () and bloc.store.rows("attendee") == bloc.store.rows("opinion") == []
    bloc.store.undo()
    assert bloc.store.canonical() == before


# --- signed minutes --------------------------------------------------------------------------------------------------


def test_minutes_are_signed_on_the_day_of_the_meeting_or_later(bloc: Book) -> None:
    assert code(lambda: bloc.meetings.sign_minutes("h", "2025-12-18")) == "meeting.minutes_day"
    bloc.meetings.sign_minutes("h", "2025-12-20")
    assert bloc.meetings.get("h").minutes_on == "2025-12-20"
    bloc.meetings.sign_minutes("h", None)
    assert bloc.meetings.get("h").minutes_on is None
    bloc.meetings.put(2025, "closing", "Hội nghị", key="n")
    assert code(lambda: bloc.meetings.sign_minutes("n", "2025-12-20")) == "meeting.undated"


def test_minutes_wait_for_the_count_of_every_ballot(bloc: Book, clock: Clock) -> None:
    clock.to("2025-12-22")
    come(bloc, *UNITS)
    board = [Teller(f"Người {n}", "ủy viên") for n in range(3)]
    bloc.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="CO_TINH", tellers=board, key="p")
    assert code(lambda: bloc.meetings.sign_minutes("h", "2025-12-20")) == "meeting.ballots_uncounted"
    bloc.ballots.remove("p")
    bloc.meetings.sign_minutes("h", "2025-12-20")


# --- a quorum rule that says nothing of written opinions --------------------------------------------------------------


def silent_rule(book: Book) -> None:
    """The rule of the meeting asks four of five and does not say whether written opinions count."""
    rule = next(one for one in book.regulations.rules(2025) if (one.kind, one.scope) == ("quorum/1", "meeting"))
    spec = {"op": "ge", "percent": 80, "counts": ["member", "substitute"], "written": "ask"}
    book.regulations.amend(2025, rule.key, spec, "Thử", None, "2025-01-01")


def test_whether_written_opinions_count_is_asked_once_and_recorded(bloc: Book) -> None:
    silent_rule(bloc)
    come(bloc, "a", "b", "c")
    assert [check.ok for check in bloc.meetings.attendance.quorum("h")] == [False]
    bloc.meetings.attendance.put("h", "written", unit="d", paper="15/CV")
    (check,) = bloc.meetings.attendance.quorum("h")
    assert check.ok is None and [one.have for one in check.between] == [3, 4]
    assert "15" not in vote_words.quorum(check) and "Có mặt 03" in vote_words.quorum(check)
    assert code(lambda: bloc.meetings.put_hands("h", "Quy chế", 3, 0, 0)) == "meeting.quorum_open"
    (asked,) = bloc.decisions.open_questions(2025)
    bloc.decisions.answer(asked, "count", "Hội nghị thống nhất", year=2025)
    assert [check.ok for check in bloc.meetings.attendance.quorum("h")] == [True]
    bloc.meetings.put_hands("h", "Quy chế", 3, 0, 0)
    bloc.meetings.put(2025, "half-year", "Sơ kết", date="2025-07-10", key="s")
    come(bloc, "a", "b", "c", meeting="s")
    bloc.meetings.attendance.put("s", "written", unit="d", paper="16/CV")
    assert bloc.decisions.open_questions(2025) == ()


def test_a_question_on_which_nothing_hangs_hinders_nothing(bloc: Book) -> None:
    silent_rule(bloc)
    come(bloc, "a", "b", "c", "d")
    bloc.meetings.attendance.put("h", "written", unit="e", paper="15/CV")
    (check,) = bloc.meetings.attendance.quorum("h")
    assert check.ok is True and check.question is not None
    bloc.meetings.put_hands("h", "Quy chế", 4, 0, 0)


@pytest.mark.parametrize(("what", "told"), [("meeting", "họp"), ("awards", "xét khen thưởng")])
def test_a_quorum_says_what_it_lets_the_meeting_do(what: str, told: str) -> None:
    found = Quorum(4, 4, 5, (("member", 3), ("substitute", 1)), True, "Điều 7")
    assert vote_words.quorum(QuorumCheck(what, found, spec=("ge", "2/3"))) == (
        "Có mặt 03, dự thay 01, cộng 04 trong 05 thành viên; "
        f"cần 04 (từ 2/3 trở lên tổng số thành viên): đủ điều kiện {told}."
    )


def test_which_of_two_regulations_governs_a_meeting_can_be_decided(book: Book) -> None:
    """The bloc's own rules and the province's decision both call their rule "du-hop"; one answer serves every day."""
    book.years.open(2026)
    for unit in UNITS:
        book.members.add(f"Đơn vị {unit.upper()} tỉnh", f"Đơn vị {unit.upper()}", key=unit, year=2026)
    book.regulations.adopt_pack(2026, "khoi-mau-thuong-dung")
    half = {"op": "ge", "fraction": "1/2", "counts": ["member", "substitute"]}
    book.regulations.amend(2026, "du-hop", half, "Hội nghị thống nhất", None, "2026-01-01")
    book.regulations.adopt_pack(2026, "bac-ninh-86-2025", beside=True)
    book.meetings.put(2026, "half-year", "Sơ kết", date="2026-07-10", key="h")
    come(book, "a", "b", "c", "d")
    asked = next(one for one in book.decisions.open_questions(2026) if one.subject.startswith("quorum/1/meeting"))
    (check,) = book.meetings.attendance.quorum("h")
    assert check.ok is None and vote_words.quorum(check).startswith("Có hơn một quy định")
    book.decisions.answer(asked, asked.options[1].key, "Theo quy định của tỉnh", year=2026)
    (check,) = book.meetings.attendance.quorum("h")
    assert check.ok and check.quorum is not None and "86/2025" in check.quorum.cite
    book.meetings.put(2026, "half-year", "Họp lần hai", date="2026-09-10", key="h2")
    assert not [one for one in book.decisions.open_questions(2026) if one.key == "rule.several"]
