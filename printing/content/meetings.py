"""What the papers of a meeting say: invitation, list of attendance, minutes. Finished words, nothing counted here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.book.meetings import vote_words
from models.book.meetings.ballots_rows import BallotResult
from models.book.meetings.rows import Attendee, HandVote, Meeting, QuorumCheck
from models.rules import words as shared
from models.rules.act.balloting import Outcome
from models.rules.errors import RuleViolation
from models.rules.number.text import show_date
from printing.content.common import Heading, Sentence, Signing, facts_of, sentence
from printing.content.reading import Source, entry
from printing.content.words.prose import ended
from printing.styles import STYLES

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.reporting.papers import Paper

CAPACITIES = shared.CAPACITIES
DOTS = "……………………………"
AMONG_OFFICERS = ("officers", "scoring-team")
"""Kinds of meeting to which neither leaders nor the standing body come unless they are named."""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Giấy mời: who is invited, to what, when and where, and what will be on the agenda."""

    heading: Heading
    about: str
    bloc: str
    invited: tuple[str, ...]
    when: str
    place: str
    agenda: tuple[str, ...]
    signer: Signing
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One line of the list; a capacity and its paper stand in the last column."""

    unit: str
    name: str
    title: str
    remark: str


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """Danh sách đại biểu: members first, then guests, each with room for a signature."""

    heading: Heading
    about: str
    when: str
    members: tuple[AttendanceLine, ...]
    guests: tuple[AttendanceLine, ...]
    summary: str
    signers: tuple[Signing, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of minutes: its heading and its paragraphs."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingMinutes:
    """Biên bản hội nghị."""

    heading: Heading
    about: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: str
    signers: tuple[Signing, ...]


# --- from the book ---------------------------------------------------------------------------------------------------


def chosen(book: Book, year: int, meeting: str | None) -> Meeting:
    """The meeting a paper is made for; unsaid, the year's last. RuleViolation `meeting.none`, `meeting.unknown`."""
    if meeting is not None:
        return book.meetings.get(meeting)
    held = book.meetings.all(year)
    if not held:
        raise RuleViolation("meeting.none", year=year)
    return held[-1]


def numbered(source: Source, symbol: str) -> Heading:
    """The bloc's letterhead with room for the number its head unit's registry gives."""
    heading = source.bloc_heading()
    body = source.book.members.unit(source.head, source.day).symbol if source.head else ""
    made, kept = replace(heading, symbol=symbol, body=body or "", numbered=True), entry()
    return made if kept is None else with_number(made, kept)


def registered(source: Source, symbol: str, paper: Paper | None) -> Heading:
    """The same with the number the register of papers keeps; a symbol kept there goes before."""
    heading = numbered(source, symbol)
    return heading if paper is None else with_number(heading, paper)


def with_number(heading: Heading, paper: Paper) -> Heading:
    """The heading with number and symbol of an entry of the register."""
    kind, _, body = (paper.symbol or "").partition("-")
    given = replace(heading, number=paper.number or "")
    return replace(given, symbol=kind, body=body) if paper.symbol else given


def when(meeting: Meeting) -> Sentence:
    """`08 giờ 00, ngày 19/12/2025`; dots for what is not set yet."""
    day = f"ngày {show_date(meeting.date)}" if meeting.date else "ngày …… tháng …… năm ……"
    return sentence(f"{clock(meeting.begins)}, {day}", meeting.begins or "…", meeting.date or "…")


def clock(time: str | None) -> str:
    """`08 giờ 00`."""
    return "…… giờ ……" if time is None else time.replace(":", " giờ ")


def invitation(book: Book, year: int, meeting: str | None = None, *, date: str = "") -> Invitation:
    """The invitation to a meeting, dated as the paper, addressed to its groups."""
    held = chosen(book, year, meeting)
    source = Source(book, year, date or held.date or "")
    heading = replace(numbered(source, "GM"), date=date)
    write = source.write
    return Invitation(
        heading,
        write(held.title),
        write(source.bloc),
        tuple(map(write, held.invitation_groups or usual_guests(source, held))),
        when(held),
        write(held.place or "……………………………………"),
        tuple(agenda_lines(source, map(coming, held.agenda))),
        source.bloc_signer(),
        ("Như trên",),
    )


def coming(line: str) -> str:
    """A line of the agenda before the meeting: what will be dealt with, never how it ends."""
    done = "Thống nhất "
    return f"Xem xét việc {line.removeprefix(done)}" if line.startswith(done) else line


def usual_guests(source: Source, held: Meeting) -> list[str]:
    """Whom a meeting is for where nobody said: the leader in charge and the standing body of the year, the units."""
    book, units = source.book, "các đơn vị thành viên"
    if held.kind in AMONG_OFFICERS:
        return [f"Cán bộ phụ trách thi đua, khen thưởng {units}"]
    leaders = book.years.roles(held.year, "supervising-leader")
    body = source.described.standing_body
    people = [] if body else book.years.roles(held.year, "standing-body")
    guests = [", ".join(filter(None, (one.name, one.title))) for one in (*leaders, *people)]
    bodies = [f"Đại diện {body}"] if body else []
    return [*(f"Đồng chí {one}" for one in guests), *bodies, f"Thủ trưởng {units}"]


def attendance_list(book: Book, year: int, meeting: str | None = None, *, date: str = "") -> AttendanceList:
    """The list to sign at the door; before anybody is listed, every member unit with its head."""
    held = chosen(book, year, meeting)
    source = Source(book, year, date or held.date or "")
    listed = book.meetings.attendance.all(held.key)
    members = tuple(_line(source, one) for one in listed if one.capacity != "guest")
    if not members:
        members = tuple(_expected(source, member.key) for member in book.meetings.attendance.members(held.key))
    return AttendanceList(
        source.bloc_heading(),
        source.write(held.title),
        f"{when(held)}, tại {source.write(held.place or '……………………')}",
        members,
        tuple(_line(source, one) for one in listed if one.capacity == "guest"),
        present_line(book, held) if listed else "",
        (source.maker("DANH SÁCH"), source.bloc_signer()),
    )


def _expected(source: Source, unit: str) -> AttendanceLine:
    head = source.contact(unit, "head")
    name, title = (head.name, head.title) if head else ("", "")
    return AttendanceLine(source.official(unit), name, source.write(title), "")


def _line(source: Source, one: Attendee) -> AttendanceLine:
    unit = source.official(one.unit) if one.unit else ""
    told = [CAPACITIES[one.capacity]] if one.capacity not in ("member", "guest") else []
    if one.capacity == "absent":
        told = ["Vắng mặt có báo trước" if one.notice else CAPACITIES["absent"]]
    told += [one.paper] if one.paper else []
    told += ["Không đúng thành phần"] if one.wrong_rank else []
    return AttendanceLine(unit, one.name or "", source.write(one.title or ""), "; ".join(told))


def present_line(book: Book, held: Meeting) -> Sentence:
    count, number = book.meetings.attendance.count(held.key), vote_words.number
    missing = count.members - count.voting - count.written - count.video
    video = f"dự trực tuyến: {number(count.video)}; " if count.video else ""
    text = (
        f"Tổng số thành viên: {number(count.members)}; có mặt: {number(count.present)}; "
        f"dự thay có ủy quyền: {number(count.substitutes)}; {video}gửi ý kiến bằng văn bản: {number(count.written)}; "
        f"vắng mặt: {number(missing)}."
    )
    return sentence(text, count.members, count.present, count.substitutes, count.video, count.written, missing)


# --- minutes ---------------------------------------------------------------------------------------------------------


def minutes(book: Book, year: int, meeting: str | None = None, *, date: str = "") -> MeetingMinutes:
    """The minutes as far as the book knows; what is not written down yet is left out, never invented."""
    held = chosen(book, year, meeting)
    source = Source(book, year, date or held.date or "")
    write = source.write
    parts = [
        ("Họp lại", _taken_up(source, held)),
        ("Thành phần", _who(source, held)),
        ("Nội dung, chương trình", agenda_lines(source, held.agenda)),
        ("Ý kiến tại hội nghị", opinion_lines(source, held)),
        ("Biểu quyết", hands_lines(book, held)),
        ("Kết quả bỏ phiếu kín", ballot_lines(source, held)),
        ("Việc đã thống nhất", agreed_lines(source, held)),
        ("Kết luận", [sentence(line, line) for line in (held.conclusion or "").splitlines()]),
        ("Hoãn họp", _adjourned(source, held)),
    ]
    full = [
        (title, [sentence(write(line), *facts_of(line)) for line in lines if line.strip()])
        for title, lines in parts
        if lines
    ]
    sections = tuple(Section(f"{ROMAN[n]}. {title}", tuple(lines)) for n, (title, lines) in enumerate(full))
    end = f"kết thúc hồi {clock(held.ends)}" if held.ends else "kết thúc hồi …… giờ …… cùng ngày"
    heading = numbered(source, "BB")
    scribe, chair = STYLES[heading.family].minutes
    return MeetingMinutes(
        heading,
        write(held.title),
        (
            sentence(f"Thời gian: {when(held)}.", *facts_of(when(held))),
            sentence(f"Địa điểm: {write(held.place or '……………………………………')}.", held.place or "…"),
        ),
        sections,
        sentence(f"Hội nghị {end}. Biên bản đã được thông qua tại hội nghị", held.ends or "…"),
        (
            Signing((scribe,), name=held.secretary or ""),
            Signing((chair,), name=(held.chair or "").split(",")[0]),
        ),
    )


def agenda_lines(source: Source, lines: Iterable[str]) -> list[Sentence]:
    """The lines of an agenda, numbered, each a sentence: `1. Thông qua báo cáo tổng kết.`"""
    return [sentence(f"{n}. {ended(source.write(line))}", line) for n, line in enumerate(lines, 1)]


def _taken_up(source: Source, held: Meeting) -> list[Sentence]:
    """Of a meeting that takes up another: which, and why that one was adjourned."""
    if held.resumes is None:
        return []
    first = source.book.meetings.get(held.resumes)
    day = f" ngày {show_date(first.date)}" if first.date else ""
    why = (held.resumes_why or "").rstrip(".")
    text = f"Hội nghị họp lại sau khi hoãn “{first.title}”{day}; lý do hoãn: {why}."
    return [sentence(text, first.title, first.date, why)]


def _adjourned(source: Source, held: Meeting) -> list[Sentence]:
    """Of a meeting that was adjourned: why, when it is taken up, what goes along."""
    later = source.book.meetings.again.by(held.key)
    if later is None:
        return []
    day = f"ngày {show_date(later.date)}" if later.date else "vào ngày sẽ thông báo"
    why = (later.resumes_why or "").rstrip(".")
    goes = "Chương trình, danh sách và nội dung bỏ phiếu chưa tiến hành chuyển sang hội nghị họp lại."
    return [sentence(f"Hội nghị hoãn họp; lý do: {why}.", why), sentence(f"Họp lại {day}. {goes}", later.date or "…")]


def _who(source: Source, held: Meeting) -> list[Sentence]:
    book = source.book
    listed = book.meetings.attendance.all(held.key)
    told = [
        sentence(f"Chủ trì: {held.chair or DOTS}.", held.chair or "…"),
        sentence(f"Thư ký: {held.secretary or DOTS}.", held.secretary or "…"),
    ]
    if not listed:
        return told
    told.append(present_line(book, held))
    for capacity in ("member", "substitute", "video", "written", "absent", "guest"):
        there = [_person(source, one) for one in listed if one.capacity == capacity]
        if there:
            told.append(sentence(f"{CAPACITIES[capacity]}: {'; '.join(there)}.", *there))
    if held.may_vote:
        checks = [one for one in book.meetings.attendance.quorum(held.key) if one.quorum]
        told += [sentence(vote_words.quorum(one), *_quorum_facts(one)) for one in checks]
    return told


def _quorum_facts(check: QuorumCheck) -> tuple[object, ...]:
    found = check.quorum
    assert found is not None
    return check.what, check.spec, found.counted, found.have, found.members, found.need


def _person(source: Source, one: Attendee) -> str:
    line = _line(source, one)
    who = ", ".join(part for part in (line.name, line.title) if part)
    unit = f"{line.unit} ({who})" if line.unit and who else line.unit or who
    if one.capacity in ("substitute", "written"):
        return f"{unit}, {one.paper}"
    if one.capacity == "absent" and one.notice:
        return f"{unit}, có báo trước"
    return unit


def opinion_lines(source: Source, held: Meeting) -> list[Sentence]:
    found = []
    for one in source.book.meetings.opinions(held.key):
        unit = source.official(one.unit) if one.unit else ""
        who = ", ".join(part for part in (one.name or "", unit) if part)
        found.append(sentence(f"- {who}: {one.text}" if who else f"- {one.text}", who, one.text))
    return found


def hands_lines(book: Book, held: Meeting) -> list[Sentence]:
    return [
        sentence(f"{n}. {one.subject}. {vote_words.hands(one)}", *hands_facts(one))
        for n, one in enumerate(book.meetings.hands(held.key), 1)
    ]


def hands_facts(vote: HandVote) -> tuple[object, ...]:
    """What a show of hands is worded from: the subject, the counts, the base they are shares of, what they came to."""
    result = vote.result
    came = (result.outcome.base, result.none, result.outcome.passes) if result else ()
    return vote.subject, vote.agree, vote.against, vote.other, *came


def result_facts(result: BallotResult) -> tuple[object, ...]:
    """What the outcome of a ballot is worded from: each name's votes and their base, what is chosen or left open."""
    name = result.ballot.name
    votes = (outcome_facts(result, one) for one in result.outcomes)
    left = tuple(map(name, result.chosen)), tuple(map(name, result.tied)), result.next, result.open_seats
    return result.ballot.title, result.ballot.round, *votes, *left


def outcome_facts(result: BallotResult, one: Outcome) -> tuple[object, ...]:
    """What the sentence about one name on a ballot is worded from."""
    limit = vote_words.threshold(result.ballot.rule.spec)
    return result.ballot.name(one.candidate), one.votes, one.base_name, one.base, one.opinions, one.passes, limit


def ballot_lines(source: Source, held: Meeting) -> list[Sentence]:
    words = source.described.words
    told = []
    for n, ballot in enumerate(source.book.ballots.of(held.key), 1):
        result = source.book.ballots.result(ballot.key)
        if result is None or not result.outcomes:
            continue
        title = f"{n}. {ballot.title}" + (f" (lượt {ballot.round})" if ballot.round > 1 else "")
        lines = [vote_words.sentence(result, one, words) for one in result.outcomes]
        lines += [vote_words.chosen(result), vote_words.outlook(result, words)]
        told.append(sentence(f"{title}. {' '.join(line for line in lines if line)}", *result_facts(result)))
    return [*told, sentence("Có biên bản kiểm phiếu kèm theo.")] if told else []


def agreed_lines(source: Source, held: Meeting) -> list[Sentence]:
    found = []
    for n, task in enumerate(source.book.meetings.agreed(held.key), 1):
        unit = f" ({source.official(task.unit)})" if task.unit else ""
        due = f", hạn {show_date(task.due_on)}" if task.due_on else ""
        found.append(sentence(f"{n}. {task.title}{unit}{due}.", task.title, task.unit, task.due_on))
    return found
