"""Shares in whole numbers and who is there: thresholds, attendance, the quorum of a meeting.

Here: the arithmetic every vote rests on. Not here: ballots and their results (`balloting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.rules.errors import RuleViolation
from models.rules.number.about import year_of
from models.rules.number.questions import Decisions, Question, answer, common
from models.rules.place.regulation import Rule


@dataclass(frozen=True, slots=True)
class Threshold:
    """At least (`ge`) or more than (`gt`) a share of a base; the share is in (0, 1]."""

    op: str
    share: Fraction

    def passes(self, votes: int, base: int) -> bool:
        """pass ⇔ votes · denominator ≥ numerator · base (or >), in integers; a base of nobody passes nothing."""
        left, right = votes * self.share.denominator, self.share.numerator * base
        return base > 0 and (left >= right if self.op == "ge" else left > right)

    def need(self, base: int) -> int:
        """The least whole number of votes that passes."""
        whole, rest = divmod(self.share.numerator * base, self.share.denominator)
        return whole + (1 if rest or self.op == "gt" else 0)


def threshold_of(rule: Rule) -> Threshold:
    """The threshold of a vote or quorum rule; a share of 0 or above 100 % is refused."""
    spec = rule.spec
    share = Fraction(str(spec["fraction"])) if "fraction" in spec else Fraction(str(spec["percent"])) * Fraction(1, 100)
    if not Fraction(0) < share <= 1 or ("percent" in spec and share < Fraction(1, 100)):
        raise RuleViolation("ballot.threshold_out_of_range", rule=rule.key, share=share)
    return Threshold(str(spec["op"]), share)


# --- who is there ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who counts: all members of the bloc on the day, present themselves, by an authorised substitute, by written
    opinion, by video.

    Guests have no vote and are not here.
    """

    members: int
    present: int
    substitutes: int = 0
    written: int = 0
    video: int = 0

    def __post_init__(self) -> None:
        numbers = (self.members, self.present, self.substitutes, self.written, self.video)
        if any(isinstance(n, bool) or not isinstance(n, int) or n < 0 for n in numbers):
            raise RuleViolation("meeting.not_a_count", found=tuple(map(str, numbers)))
        if sum(numbers[1:]) > self.members:
            raise RuleViolation("meeting.more_than_members", members=self.members, counted=sum(numbers[1:]))

    @property
    def voting(self) -> int:
        """Members who vote in the room, themselves or by a substitute: nobody else can put a paper into a box."""
        return self.present + self.substitutes

    def raising(self, by_video: bool) -> int:
        """Members who can raise a hand: those in the room, and those by video where they count."""
        return self.voting + (self.video if by_video else 0)


@dataclass(frozen=True, slots=True)
class Quorum:
    """May the meeting act: what the rule asks of how many members, who was counted, and the answer."""

    need: int
    have: int
    members: int
    counted: tuple[tuple[str, int], ...]
    ok: bool
    cite: str


def quorum(attendance: Attendance, rule: Rule, subject: str = "", decisions: Decisions = ()) -> Quorum | Question:
    """The arithmetic of a `quorum/1` rule over all members; who counts besides members present is the rule's.

    A rule whose `written` is "ask" says nothing of written opinions: once there are some it is asked whether they
    count. So it is of members by video where the rule does not say (`video`).
    """
    kinds, asked = counting(attendance, rule, subject, decisions)
    return next(iter(asked.values())) if asked else counted_quorum(attendance, rule, kinds)


def counting(
    attendance: Attendance, rule: Rule, subject: str = "", decisions: Decisions = ()
) -> tuple[list[str], dict[str, Question]]:
    """The kinds of attendance that count for a rule, and the questions open about others that are there."""
    counts = rule.spec["counts"]
    assert isinstance(counts, Sequence)
    kinds, asked = [str(kind) for kind in counts], {}
    if rule.spec.get("written") == "ask" and attendance.written:
        question = written_question(rule, subject)
        decision = answer(decisions, question)
        if decision is None:
            asked["written"] = question
        kinds += ["written"] if decision is not None and decision.choice == "count" else []
    video = video_counts(attendance, rule, subject, decisions)
    if isinstance(video, Question):
        asked["video"] = video
    elif video:
        kinds.append("video")
    return kinds, asked


def video_counts(attendance: Attendance, rule: Rule, subject: str = "", decisions: Decisions = ()) -> bool | Question:
    """Whether members by video count, in the quorum and in shows of hands; False where there are none.

    A silent rule asks once for the year, whichever rule it is: one answer serves quorum and hands alike.
    """
    said = str(rule.spec.get("video", "ask"))
    if not attendance.video or said != "ask":
        return bool(attendance.video) and said == "count"
    options = (common("count"), common("not-count"))
    question = Question("meeting.video", year_of(subject), rule.name, rule.cite, rule.quote, options, {"video": "ask"})
    decision = answer(decisions, question)
    return question if decision is None else decision.choice == "count"


def written_question(rule: Rule, subject: str) -> Question:
    """Whether written opinions count towards the quorum of a rule that does not say."""
    options = (common("count"), common("not-count"))
    return Question("meeting.written_opinions", subject, rule.name, rule.cite, rule.quote, options, {"rule": rule.cite})


def counted_quorum(attendance: Attendance, rule: Rule, kinds: Sequence[str]) -> Quorum:
    """The same where those kinds of attendance count."""
    by_kind = {
        "member": attendance.present,
        "substitute": attendance.substitutes,
        "written": attendance.written,
        "video": attendance.video,
    }
    counted = tuple((kind, by_kind[kind]) for kind in kinds)
    have = sum(number for _, number in counted)
    limit = threshold_of(rule)
    return Quorum(
        limit.need(attendance.members),
        have,
        attendance.members,
        counted,
        limit.passes(have, attendance.members),
        rule.cite,
    )
