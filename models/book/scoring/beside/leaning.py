"""Scorers of one step side by side, and what units gave themselves beside what was agreed, over the years.

Advice for those who read sheets; it changes no point and asks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.base.area import Area
from models.book.scoring.rows import YEAR_PERIOD
from models.rules.errors import RuleViolation
from models.rules.place.apart import Apart, apart, mean

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A step with several scorers: each one's points of each unit (`points`: scorer -> unit), what they came to
    (`means`), who has not scored whom, and how each scorer lies beside the others.
    """

    year: int
    stage: str
    period: str
    scorers: tuple[str, ...]
    units: tuple[str, ...]
    points: Mapping[str, Mapping[str, Fraction]]
    missing: tuple[tuple[str, str], ...]
    apart: tuple[Apart, ...]

    def mean(self, unit: str) -> Fraction | None:
        """The plain mean of the points a unit was given; None while nobody scored it."""
        given = [own[unit] for own in self.points.values() if unit in own]
        return mean(given) if given else None


@dataclass(frozen=True, slots=True)
class OwnPoints:
    """A unit's own points beside the agreed ones, year by year (own, agreed)."""

    unit: str
    years: Mapping[int, tuple[Fraction, Fraction]]

    @property
    def leaning(self) -> Fraction:
        """By how much its own points were above the agreed ones on the mean of the years."""
        return mean([own - agreed for own, agreed in self.years.values()])


class Leaning(Area):
    """Reads for comparing; no verbs."""

    _book: ScoringBook

    def side_by_side(self, year: int, stage: str, period: str = YEAR_PERIOD) -> SideBySide:
        """The scorers of one step. RuleViolation `score.unknown_stage`, `scorers.none` (facts: `stage`)."""
        self._book.scores.stage_row(year, stage)
        panel = self._book.years.panels(year).get(stage)
        if panel is None:
            raise RuleViolation("scorers.none", stage=self._book.years.stage_name(year, stage))
        points: dict[str, dict[str, Fraction]] = {}
        missing: list[tuple[str, str]] = []
        units = tuple(member.key for member in self._book.members.roster(year))
        for scorer, own in panel.by.items():
            found = self._book.standing.matrix(year, own, period)
            points[scorer] = {}
            for unit in units:
                if unit == scorer or unit not in found:
                    continue
                if isinstance(value := found[unit].total, Fraction):
                    points[scorer][unit] = value
                else:
                    missing.append((scorer, unit))
        return SideBySide(year, stage, period, tuple(panel.by), units, points, tuple(missing), apart(points))

    def own_beside_agreed(self, until: int) -> tuple[OwnPoints, ...]:
        """Every unit's own points (the first step) beside the agreed ones (the last) of the years up to one, those
        that lean most first. Of a year of several periods it is the mean of those in which a unit has both; years of
        one step are left out.
        """
        found: dict[str, dict[int, tuple[Fraction, Fraction]]] = {}
        for year in sorted(one.year for one in self._book.years.all() if one.year <= until):
            stages, pairs = self._book.years.stages(year), dict[str, list[tuple[Fraction, Fraction]]]()
            if len(stages) < 2:
                continue
            for period in self._book.years.periods(year):
                own, agreed = (self._book.standing.matrix(year, one.key, period.key) for one in (stages[0], stages[-1]))
                for unit, sheet in own.items():
                    last = agreed[unit].total if unit in agreed else None
                    if isinstance(sheet.total, Fraction) and isinstance(last, Fraction):
                        pairs.setdefault(unit, []).append((sheet.total, last))
            for unit, both in pairs.items():
                found.setdefault(unit, {})[year] = (mean([one for one, _ in both]), mean([one for _, one in both]))
        made = (OwnPoints(unit, years) for unit, years in found.items())
        return tuple(sorted(made, key=lambda one: (-abs(one.leaning), one.unit)))
