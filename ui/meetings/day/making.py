"""Makes the pictures of the projector from the book. Results come from the book's areas; nothing is counted here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from models.book.book import Book
from models.book.meetings import vote_words
from models.book.meetings.ballots import Ballot, BallotResult
from models.book.meetings.meetings import HandVote, Meeting
from models.book.regulation.sources import cited
from models.rules.act.quorum import threshold_of
from ui.kit.fields import WEEKDAYS
from ui.meetings.candidates import places_of
from ui.meetings.day.shown import Bar, Frame, Programme, Released, Voting, Waiting
from ui.meetings.day.state import quorum_short
from ui.meetings.hands_part import verdict
from ui.words import messages

HOW_ACCLAIM = "Đánh dấu Đồng ý hoặc Không đồng ý cho từng tên."
HOW_ELECT = "Đánh dấu không quá {seats} tên."
MOST_VOTES = "Lượt này chọn theo đa số phiếu"


def frame(book: Book, meeting: Meeting, over: int) -> Frame:
    """What stands around every picture of a meeting, `over` works of its programme being done."""
    day = date.fromisoformat(meeting.date) if meeting.date else None
    many = len(meeting.agenda)
    work = "" if not many else f"Việc {over + 1} trong {many}" if over < many else "Đã hết chương trình"
    told = f"{WEEKDAYS[day.weekday()]}, {messages.show(meeting.date)}" if day else ""
    return Frame(meeting.title, book.settings.bloc().name, told, meeting.place or "", work)


def waiting(around: Frame) -> Waiting:
    return Waiting(around)


def programme(book: Book, meeting: Meeting, around: Frame, over: int) -> Programme:
    """The programme and who is there."""
    attendance = book.meetings.attendance
    there = attendance.count(meeting.key)
    enough, need = "", ""
    if attendance.all(meeting.key) and meeting.may_vote:
        enough = quorum_short(book, meeting)[0]
        first = next(iter(attendance.quorum(meeting.key)))
        need = f"Cần từ {first.quorum.need} trong {first.quorum.members} thành viên." if first.quorum else ""
    away = _away(book, meeting)
    return Programme(around, meeting.agenda, over, there.voting, there.members, enough, need, away)


def _away(book: Book, meeting: Meeting) -> str:
    """`Dự trực tuyến: Thống kê tỉnh. Vắng, gửi ý kiến bằng văn bản: Tỉnh đoàn.`"""
    names = {one.key: one.unit.short_name for one in book.meetings.attendance.members(meeting.key)}
    listed = [one for one in book.meetings.attendance.all(meeting.key) if one.unit in names]
    video = [names[str(one.unit)] for one in listed if one.capacity == "video"]
    sent = [names[str(one.unit)] for one in listed if one.capacity == "written"]
    absent = [names[str(one.unit)] for one in listed if one.capacity == "absent"]
    told = [f"Dự trực tuyến: {', '.join(video)}." if video else ""]
    told += [f"Vắng, gửi ý kiến bằng văn bản: {', '.join(sent)}." if sent else ""]
    told.append(f"Vắng: {', '.join(absent)}." if absent else "")
    return " ".join(one for one in told if one)


def voting(book: Book, ballot: Ballot, around: Frame, issued: int, collected: int) -> Voting:
    """A ballot under way; ranks and points stand beside units that are voted on for an award. Its count, if there is
    one already, is not read."""
    words, rule = book.settings.terms, ballot.rule
    limit = MOST_VOTES if _by_most(ballot) else f"Tỷ lệ cần đạt: {vote_words.rule(rule.spec, words)}"
    if rule.spec["base"] == "all-members" and not _by_most(ballot):
        members = book.meetings.attendance.count(ballot.meeting).members
        limit += f", là {threshold_of(rule).need(members)} trong {members} thành viên"
    how = HOW_ACCLAIM if ballot.way == "acclaim" else HOW_ELECT.format(seats=ballot.seats)
    places = places_of(book, book.meetings.get(ballot.meeting).year) if ballot.purpose == "award" else {}
    names = tuple((one.name, places.get(one.unit or "", "") if one.person is None else "") for one in ballot.candidates)
    counting = ballot.counted or collected >= issued > 0
    back = None if ballot.counted and not collected else collected
    return Voting(around, ballot.title, names, how, f"{limit}.", issued, back, counting)


def _by_most(ballot: Ballot) -> bool:
    """Whether a further round asks no share: whoever has most votes is chosen."""
    return ballot.round > 1 and ballot.rule.spec.get("second") == "plurality"


def released(book: Book, ballot: Ballot, around: Frame, at: str) -> Released | None:
    """The result of a ballot; None while it may not be shown: not counted, counted a second time, kept from this
    reader, or hanging on an open question."""
    if not ballot.counted or ballot.masked or book.ballots.recount.open(ballot.key):
        return None
    result = book.ballots.result(ballot.key)
    if result is None or not result.outcomes or ballot.count is None:
        return None
    words, record = book.settings.terms, ballot.count.record
    papers = f"Phát ra {record.issued} · thu về {record.collected} · hợp lệ {record.valid}"
    papers += f" · không hợp lệ {record.invalid}"
    first = result.outcomes[0]
    rule = (
        f"Cần {vote_words.rule(ballot.rule.spec, words)} ({cited(ballot.rule.cite)}): {first.need} trong {first.base}"
    )
    rule = f"{MOST_VOTES} ({cited(ballot.rule.cite)})" if first.plurality else rule
    label = f"Kết quả kiểm phiếu, lượt {ballot.round}"
    bars = tuple(_bar(book, result, one.candidate) for one in result.outcomes)
    limit = None if first.plurality else threshold_of(ballot.rule).share
    return Released(around, label, ballot.title, bars, limit, rule, papers, _follows(book, result), at)


def _bar(book: Book, result: BallotResult, candidate: str) -> Bar:
    one = result.outcome(candidate)
    assert one is not None
    verdict = vote_words.verdict(result, one)
    told = vote_words.votes(one, book.settings.terms).rpartition(" (")[0]
    name = result.ballot.name(candidate)
    return Bar(name, told, one.share, f"{one.percent_shown}%", verdict, candidate in result.chosen)


def _follows(book: Book, result: BallotResult) -> str:
    ballot = result.ballot
    names = ", ".join(ballot.name(one) for one in result.chosen)
    said = {"award": f"Hội nghị đề nghị: {names}.", "tie": f"Xếp trên: {names}."}.get(ballot.purpose)
    told = [said or f"Được chọn: {names}." if names else ""]
    told.append(vote_words.outlook(result, book.settings.terms))
    return " ".join(one for one in told if one)


def hands(vote: HandVote, around: Frame, at: str) -> Released | None:
    """The result of a show of hands; None while no rule says what carries."""
    if vote.result is None:
        return None
    outcome = vote.result.outcome
    numbers = f"{outcome.votes}/{outcome.base}", outcome.share, f"{outcome.percent_shown}%"
    bar = Bar("Tán thành", *numbers, verdict(vote), outcome.passes)
    others = f"Không tán thành {vote.against} · ý kiến khác {vote.other}"
    others += f" · không giơ tay {vote.result.none}" if vote.result.none else ""
    rule = f"Cần {outcome.need} trong {outcome.base} ({cited(outcome.cite)})"
    share = Fraction(outcome.need, outcome.base) if outcome.base else None
    return Released(around, "Kết quả biểu quyết giơ tay", vote.subject, (bar,), share, rule, others, at=at)


def same(one: Released, other: Released | None) -> bool:
    """Whether a result that was released is still what the book says, whenever it was released."""
    return other is not None and replace(one, at="", frame=other.frame) == replace(other, at="")


def within(picture: Released, around: Frame) -> Released:
    """The same result with what stands around it now."""
    return replace(picture, frame=around)
