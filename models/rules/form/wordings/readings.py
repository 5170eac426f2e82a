"""What a scoring sentence says, before anything of a form is made from it.

Here: frozen shapes only, one per way of scoring. Points and caps are positive; `effect` says whether they are lost. Not
here: how a sentence is read (`reader`) and the parts it becomes (`proposal`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

Gain: TypeAlias = Literal["plus", "minus"]
Leaning: TypeAlias = Literal["", "bonus", "penalty"]
"""The column a sentence stands in, where its heading says that it adds or takes off."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: the item's standard, whether its section only adds or only takes off, the caps that
    number columns print beside it, and whether it stands in the column of bonuses or of losses.
    """

    max: Fraction | None = None
    nature: Literal["standard", "bonus", "penalty"] = "standard"
    bonus: Fraction | None = None
    penalty: Fraction | None = None
    column: Leaning = ""

    def in_column(self) -> Place:
        """The place as sentences of its column see it: what a bonus column gives comes on top of any standard."""
        return replace(self, max=None, nature="bonus") if self.column == "bonus" else self

    def gain(self, said: Gain | None) -> Gain | None:
        """What an amount does: as its verb says, else as its section does; None where they contradict."""
        if self.nature == "penalty":
            return "minus" if said in (None, "minus") else None
        return said or "plus"


@dataclass(frozen=True, slots=True)
class PerCase:
    """Points for each case. `added`: by the word "cộng"; `over`: called additional; `due`: the day from which days late
    count. `signed` is False where no word and no sign says whether they are earned or lost ("1đ/sáng kiến").

    The first `free` cases do not count; points come for each `unit` of the others (`whole`: only for full ones).
    """

    effect: Gain
    points: Fraction
    what: str
    per: str
    cap: Fraction | None = None
    over: bool = False
    due: str = ""
    added: bool = False
    signed: bool = True
    free: int = 0
    unit: int = 1
    whole: bool | None = None

    @property
    def each_one(self) -> bool:
        """True where every single case counts."""
        return not self.free and self.unit == 1


@dataclass(frozen=True, slots=True)
class RangePerCase:
    """Between two amounts for each case (`each`) or for the whole: somebody decides."""

    effect: Gain
    low: Fraction
    high: Fraction
    what: str
    cap: Fraction | None = None
    each: bool = True


@dataclass(frozen=True, slots=True)
class ByShare:
    """Points times achieved share of the target; `limit` 100: no more than the points; None: not said."""

    points: Fraction
    limit: Fraction | None


@dataclass(frozen=True, slots=True)
class ShareBelow:
    """All points from a share of `mark` per cent on, below it points times the share; `what` names the share."""

    points: Fraction
    mark: Fraction
    what: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One band of a measure (ends None: open) or, without a measure, one level by its words."""

    points: Fraction
    what: str = ""
    low: Fraction | None = None
    low_in: bool = False
    high: Fraction | None = None
    high_in: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """Points by bands of a measure: `of` percent, points, figure; `what` and `unit` name it; trouble is asked."""

    of: Literal["percent", "points", "figure"]
    bands: tuple[Level, ...]
    what: str = ""
    unit: str = ""
    trouble: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PerUnit:
    """Points for each `unit` per cent below or above the target; `whole` None: parts of a unit are not spoken of.

    `said` is True where the sentence names the target; `sure` is False where nothing says whether once or each time;
    `what` says of what the per cent are; `base` is the per cent from which the full points stand.
    """

    side: Literal["below", "above"]
    effect: Gain
    unit: Fraction
    points: Fraction
    cap: Fraction | None = None
    whole: bool | None = None
    said: bool = True
    sure: bool = True
    what: str = ""
    base: Fraction = Fraction(100)


@dataclass(frozen=True, slots=True)
class PassFail:
    """One amount if it is so, another if not; `fail` None: not said. With effect minus taken off: `sure` is False where
    nothing says whether once or each time. `due`: it is about a day; `edge`: that day itself is not spoken of.
    """

    what: str
    points: Fraction
    fail: Fraction | None
    effect: Gain = "plus"
    sure: bool = True
    both: bool = False
    due: str = ""
    edge: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """Amounts that add up; `sure` is False where they are levels of one thing."""

    parts: tuple[Level, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class OneOf:
    """Levels of which the highest counts; `sure` is False where the sentence does not say that they do not add up."""

    levels: tuple[Level, ...]
    sure: bool = True
    effect: Gain = "plus"


@dataclass(frozen=True, slots=True)
class Ranges:
    """Levels with points between two amounts each (`under`: below the higher one); who scores decides within them."""

    levels: tuple[tuple[str, Fraction, Fraction, bool], ...]


@dataclass(frozen=True, slots=True)
class AllLost:
    """The item gives nothing when this happens; with `above` when the count `what` is above it (`at`: or equal), with
    `below` when the achieved share is below it (`at`: that mark itself still gives points).
    """

    what: str
    above: Fraction | None = None
    at: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class Cap:
    """A bound on what the item adds or takes off, without saying of what."""

    effect: Gain
    cap: Fraction


@dataclass(frozen=True, slots=True)
class Leader:
    """The best unit has all points, the others in proportion to it."""

    points: Fraction
    what: str = ""


Reading: TypeAlias = (
    PerCase
    | RangePerCase
    | ByShare
    | ShareBelow
    | Steps
    | PerUnit
    | PassFail
    | Checklist
    | OneOf
    | Ranges
    | AllLost
    | Cap
    | Leader
)
Readings: TypeAlias = tuple[Reading, ...]
"""What one sentence says of its item."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that is no rule the grammar knows; `plain`: it carries no number and no word of scoring at all."""

    left: str = ""
    plain: bool = False
