"""What the projector shows: finished pictures in words and numbers, made from the book at a moment and never changed.

Nothing typed and not recorded is in one, no name of a voter, no partial sum of votes. A result is in one only when the
board's sums are recorded, no second count is under way and somebody has said "Công bố".
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every picture: the meeting, the bloc, the day, how far the programme is."""

    meeting: str
    bloc: str
    day: str = ""
    place: str = ""
    work: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Between two works: whose meeting this is, and nothing else."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Programme:
    """The works with the one at hand, and who is there: the quorum in words, absent units by name."""

    frame: Frame
    works: tuple[str, ...]
    over: int
    present: int
    members: int
    enough: str
    need: str
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Voting:
    """A ballot under way: who stands on the paper, what passes, how many papers are out and back (`collected` None: not
    told). What stands on the papers is nobody's to see before the end."""

    frame: Frame
    title: str
    names: tuple[tuple[str, str], ...]
    how: str
    limit: str
    issued: int
    collected: int | None
    counting: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a result: its name, its numbers, its share of the base, what came of it."""

    name: str
    told: str
    share: Fraction
    percent: str
    verdict: str
    good: bool


@dataclass(frozen=True, slots=True)
class Released:
    """A result that was released: its lines with the limit they are held to, the numbers of papers, what follows."""

    frame: Frame
    label: str
    title: str
    bars: tuple[Bar, ...]
    limit: Fraction | None
    rule: str
    papers: str = ""
    follows: str = ""
    at: str = ""


Picture = Waiting | Programme | Voting | Released
