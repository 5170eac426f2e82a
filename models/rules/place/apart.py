"""Who stands apart: how a scorer's points lie beside those of the others, and a unit's own beside the agreed ones.

Advice, never a change: nothing here moves a point. Exact fractions, so that two readings of one table agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Points = Mapping[str, Mapping[str, Fraction]]
"""Scorer -> unit scored -> points."""


@dataclass(frozen=True, slots=True)
class Apart:
    """One scorer beside the others: `leaning` is the mean of its differences from the mean of the others (points;
    above 0 is more generous), `spread` how far its differences lie from that on the mean, `units` how many were
    compared.
    """

    scorer: str
    leaning: Fraction
    spread: Fraction
    units: int


def apart(points: Points) -> tuple[Apart, ...]:
    """Every scorer that can be compared, the one that leans most (either way) first, equals by name.

    A unit is compared where at least two scored it; whoever scored alone is beside nobody.
    """
    found = []
    for scorer, own in points.items():
        gaps = []
        for unit, value in own.items():
            others = [given[unit] for other, given in points.items() if other != scorer and unit in given]
            if others:
                gaps.append(value - mean(others))
        if gaps:
            leaning = mean(gaps)
            found.append(Apart(scorer, leaning, mean([abs(gap - leaning) for gap in gaps]), len(gaps)))
    return tuple(sorted(found, key=lambda one: (-abs(one.leaning), -one.spread, one.scorer)))


def mean(values: Sequence[Fraction]) -> Fraction:
    """The mean of at least one value."""
    return sum(values, Fraction(0)) / len(values)
