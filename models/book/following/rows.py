"""Shapes of what is followed through a year: tasks, progress by unit, movements, and the review that sums them up.

Frozen values read from rows. A percentage is exact or rounded once, never typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from models.book.base import fields
from models.book.pledging.rows import Target
from models.rules.number.points import show_plain

KINDS = ("key", "ad-hoc", "agreed")
STATES = ("open", "done", "late", "not-done", "moved")


@dataclass(frozen=True, slots=True)
class Work:
    """A task of a unit (without one: of the whole bloc): registered at the start ("key"), given in the year ("ad-hoc")
    or agreed at a meeting; `rolled_from` names the task it continues. It is judged on time (its days), on `quality`
    (the bloc's own scale) and on its effect (`effect_figure` in `effect_measure`, or words), with `evidence`.
    """

    key: str
    year: int
    kind: str
    position: int
    title: str
    unit: str | None = None
    assigned_on: str | None = None
    assigned_by: str | None = None
    due_on: str | None = None
    done_on: str | None = None
    quality: str | None = None
    evidence: str | None = None
    meeting: str | None = None
    rolled_from: str | None = None
    state: str = "open"
    note: str | None = None
    effect: str | None = None
    effect_figure: Fraction | None = None
    effect_measure: str | None = None

    def days_late(self, as_of: str) -> int:
        """Days after its day on which it was done, or by which it is overdue and still open."""
        from models.book.base.fields import days_between

        end = self.done_on or (as_of if self.state == "open" else None)
        return max(0, days_between(self.due_on, end)) if self.due_on and end else 0


def effect_of(work: Work) -> str:
    """The effect of a task as one reads it: `12 hộ; thoát nghèo trước hạn`."""
    figure = "" if work.effect_figure is None else show_plain(work.effect_figure)
    measured = " ".join(part for part in (figure, work.effect_measure) if part) if figure else ""
    return "; ".join(part for part in (measured, work.effect) if part)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of its registered tasks a unit says it has done by a day."""

    year: int
    unit: str
    as_of: str
    tasks_done: int | None = None
    tasks_registered: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target with the figure of the review and its share of the plan (percent, exact)."""

    target: Target
    reached: Fraction | None
    percent: Fraction | None


@dataclass(frozen=True, slots=True)
class UnitReview:
    """A unit at a review: tasks done of those registered (percent rounded to two decimals), its targets, what is open.

    `said` is its own report, where it sent one; `listed` counts the tasks written one by one, once all of them are.
    """

    unit: str
    done: int | None
    registered: int | None
    percent: Fraction | None
    targets: tuple[TargetProgress, ...]
    open_tasks: tuple[Work, ...]
    said: Progress | None = None
    listed: tuple[int, int] | None = None

    @property
    def differs(self) -> bool:
        """True when the unit's number of tasks done is not what the list of tasks gives."""
        return self.said is not None and self.listed is not None and self.said.tasks_done not in (None, self.listed[0])


@dataclass(frozen=True, slots=True)
class Review:
    """The half-year's or the year's progress of the bloc; units without figures are in no sum, `missing` names them."""

    year: int
    as_of: str
    units: tuple[UnitReview, ...]
    done: int
    registered: int
    percent: Fraction | None
    missing: tuple[str, ...]
    bloc_tasks: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement the bloc follows: regular, a campaign or thematic; launched at a level by a plan, feeding items."""

    key: str
    year: int
    name: str
    kind: str
    level: str | None = fields.plain(200)
    plan: str | None = fields.plain(300)
    from_date: str | None = None
    to_date: str | None = None
    items: tuple[str, ...] = ()
    note: str | None = fields.plain()
