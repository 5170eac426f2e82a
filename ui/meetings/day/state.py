"""How far a meeting is, read from the book: each of the four acts in words, and what can be done now.

Nothing is decided or counted here: quorum, results and second counts are asked of the book's areas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from models.book.bloc.settings import Words
from models.book.book import Book
from models.book.meetings import vote_words
from models.book.meetings.ballots import Ballot
from models.book.meetings.meetings import Meeting
from models.book.meetings.rows import HandVote
from models.rules.number.text import fold
from models.rules.words import capital
from ui.words import messages

ACTS: Final = ("people", "hands", "ballots", "minutes")
TITLES: Final = {"people": "Điểm danh", "hands": "Biểu quyết", "ballots": "Kiểm phiếu", "minutes": "Biên bản"}
NAMING: Final = {"award": ("suy tôn", "bình xét"), "tie": ("phân định", "bằng điểm")}
"""Words by which a work of the programme names what a ballot is for; offices are called as the bloc calls them."""
CHOOSING: Final = ("bầu", "bỏ phiếu", "giới thiệu", "suy tôn", "đề cử", "chọn", "tín nhiệm")
"""Words, one of which a work that chooses for an office has beside the office: who speaks is not chosen."""
AGAIN: Final = "Không thêm được người dự thì “Hoãn và họp lại…” ở Biên bản."
NO_VOTE: Final = "Họp trù bị: không có"


@dataclass(frozen=True, slots=True)
class ActState:
    """One act in words: how far it is, what that means, and the tone of the second line."""

    key: str
    said: str
    then: str
    tone: str = "muted"


@dataclass(frozen=True, slots=True)
class DayState:
    """A whole meeting at one moment. `now` is what can be done or what is missing, in one sentence; `waits` whether it
    is something missing; `step` the act the book itself points to.
    """

    acts: tuple[ActState, ...]
    now: str
    waits: bool
    step: str

    def of(self, act: str) -> ActState:
        return next(one for one in self.acts if one.key == act)


def read(book: Book, meeting: Meeting) -> DayState:
    """How far the meeting is."""
    ballots = book.ballots.of(meeting.key)
    open_ones = [one for one in ballots if unsettled(book, one)]
    quorum, missing = _people(book, meeting)
    acts = (quorum, _hands(book, meeting), _ballots(book, meeting, ballots, open_ones), _minutes(meeting, open_ones))
    now, waits = _now(meeting, missing, ballots, open_ones)
    if (later := book.meetings.again.by(meeting.key)) is not None:
        now, waits = f"Hội nghị đã hoãn, họp lại: {later.title}, {messages.show(later.date) or 'chưa ghi ngày'}.", True
    voted = bool(ballots) or bool(book.meetings.hands(meeting.key))
    step = "people" if missing else "ballots" if open_ones else "minutes" if voted else "hands"
    return DayState(acts, now, waits, step if meeting.may_vote else "people" if missing else "minutes")


def voted(book: Book, meeting: Meeting) -> dict[int, str]:
    """The works of the programme that a vote of the meeting settled, and what it says: a show of hands recorded on the
    work's own words, a counted ballot whose title or purpose the work names.
    """
    hands = {fold(one.subject): one for one in book.meetings.hands(meeting.key)}
    ballots = book.ballots.of(meeting.key)
    found = {}
    for place, work in enumerate(meeting.agenda):
        said, told = fold(work), []
        if (raised := hands.get(said)) is not None:
            told.append(agreed(raised))
        meant = meant_by(said, book.settings.terms)
        its = [one for one in ballots if one.purpose in meant or names_ballot(said, one.title)]
        if its:
            waits = any(unsettled(book, one) for one in its)
            told.append("chờ kiểm phiếu" if waits else "đã kiểm phiếu")
        if told:
            found[place] = "; ".join(told)
    return found


def meant_by(said: str, terms: Words) -> set[str]:
    """What ballots a work of the programme, folded, speaks of: "Phó Trưởng khối" names no head."""
    found = {purpose for purpose, words in NAMING.items() if any(holds(said, word) for word in words)}
    deputy = fold(terms.deputy)
    if any(holds(said, word) for word in CHOOSING):
        found |= {"deputy"} if deputy in said else set()
        found |= {"head"} if fold(terms.head) in said.replace(deputy, "") else set()
    return found


def holds(said: str, words: str) -> bool:
    """Whether folded text holds these words, whole: "chọn" is not in "chọng"."""
    return re.search(rf"(?<!\w){re.escape(fold(words))}(?!\w)", said) is not None


def names_ballot(said: str, title: str) -> bool:
    """Whether a work of the programme, folded, names a ballot by its title: in whole words; a title of one word ("Bầu")
    stands in works about other ballots too, so it names the work that says nothing else."""
    named = fold(title)
    return bool(named) and (said == named or (" " in named and holds(said, title)))


def agreed(vote: HandVote) -> str:
    """How many hands of how many were for it: `tán thành 8/9`; alone where no rule says of how many."""
    return f"tán thành {vote.agree}" + (f"/{vote.result.outcome.base}" if vote.result else "")


def unsettled(book: Book, ballot: Ballot) -> bool:
    """Whether a ballot still waits for a count: not counted, or its second count is under way."""
    return not ballot.counted or book.ballots.recount.open(ballot.key)


def quorum_short(book: Book, meeting: Meeting) -> tuple[str, bool]:
    """`Đủ điều kiện họp`, and whether it is so; the arithmetic is `vote_words.quorum`."""
    for check in book.meetings.attendance.quorum(meeting.key):
        if check.ok is None:
            return "Chưa rõ điều kiện họp", False
        if not check.ok:
            return ("Chưa đủ điều kiện họp" if check.what == "meeting" else "Chưa đủ điều kiện xét khen thưởng"), False
    return "Đủ điều kiện họp", True


def _people(book: Book, meeting: Meeting) -> tuple[ActState, str]:
    """The list of attendance in words, and what is missing before anything can be voted ("" nothing)."""
    listed = book.meetings.attendance.all(meeting.key)
    there = book.meetings.attendance.count(meeting.key)
    if not listed:
        missing = "Chưa ghi ai có mặt: điểm danh trước, rồi mới biểu quyết, bỏ phiếu được."
        return ActState("people", f"{there.members} thành viên", "Chưa điểm danh", "warn"), missing
    said = f"{there.voting} trong {there.members} có mặt"
    if there.video:
        said = f"{there.voting} trong {there.members}, trực tuyến {there.video}"
    if not meeting.may_vote:
        return ActState("people", said, "Không cần đủ số để họp"), ""
    then, enough = quorum_short(book, meeting)
    missing = ""
    if not there.raising(True):
        missing = "Chưa có thành viên nào có mặt nên chưa biểu quyết, bỏ phiếu được."
    elif not enough:
        checks = book.meetings.attendance.quorum(meeting.key)
        missing = f"{next(vote_words.quorum(check) for check in checks if not check.ok)} {AGAIN}"
    return ActState("people", said, then, "good" if enough else "warn"), missing


def _hands(book: Book, meeting: Meeting) -> ActState:
    if not meeting.may_vote:
        return ActState("hands", NO_VOTE, "")
    votes = book.meetings.hands(meeting.key)
    said = f"Đã ghi {len(votes)} việc" if votes else "Chưa ghi việc nào"
    if not votes:
        opinions = len(book.meetings.opinions(meeting.key))
        return ActState("hands", said, f"{opinions} ý kiến đã ghi" if opinions else "Giơ tay và ý kiến")
    return ActState("hands", said, capital(agreed(votes[-1])))


def _ballots(book: Book, meeting: Meeting, ballots: tuple[Ballot, ...], open_ones: list[Ballot]) -> ActState:
    if not meeting.may_vote:
        return ActState("ballots", NO_VOTE, "")
    if not ballots:
        return ActState("ballots", "Chưa có lượt nào", "Khi cần phiếu kín")
    if not open_ones:
        return ActState("ballots", f"{len(ballots)} lượt phiếu", "Đã có kết quả", "good")
    first = open_ones[0]
    return ActState("ballots", f"Còn {len(open_ones)} trong {len(ballots)} lượt", _count_state(book, first), "warn")


def _count_state(book: Book, ballot: Ballot) -> str:
    """How far the count of one ballot is."""
    recount = book.ballots.recount.of(ballot.key)
    if recount is None:
        return "Chờ kiểm phiếu"
    if recount.state == "complete" and ballot.counted and not ballot.masked:
        return f"{len(book.ballots.recount.differences(ballot.key))} chỗ chưa khớp"
    return "Đang đếm lần hai"


def _minutes(meeting: Meeting, open_ones: list[Ballot]) -> ActState:
    if meeting.minutes_on:
        return ActState("minutes", "Đã ký", messages.show(meeting.minutes_on), "good")
    if open_ones:
        return ActState("minutes", "In được ngay", f"Chờ {len(open_ones)} lượt phiếu", "warn")
    if not meeting.conclusion:
        return ActState("minutes", "In được ngay", "Chưa kết luận", "warn")
    return ActState("minutes", "In được ngay", "Chờ ký")


def _now(meeting: Meeting, missing: str, ballots: tuple[Ballot, ...], open_ones: list[Ballot]) -> tuple[str, bool]:
    if meeting.minutes_on and not open_ones:
        return f"Biên bản đã ký ngày {messages.show(meeting.minutes_on)}; hội nghị đã xong.", False
    if missing:
        return missing, True
    if not meeting.may_vote:
        return "Họp trù bị không biểu quyết, không bỏ phiếu; ghi ý kiến, kết luận rồi in biên bản.", False
    if open_ones:
        names = "; ".join(named(one) for one in open_ones)
        return f"Chờ kiểm phiếu: {names}.", False
    if ballots:
        return "Các lượt phiếu đã có kết quả; ghi kết luận, in biên bản để thông qua trước khi bế mạc.", False
    return "Biểu quyết được; việc nào cần bỏ phiếu kín thì chuẩn bị phiếu ở “Kiểm phiếu”.", False


def named(ballot: Ballot) -> str:
    """A ballot by its title, from the second round on with its round."""
    return ballot.title + (f" (lượt {ballot.round})" if ballot.round > 1 else "")
