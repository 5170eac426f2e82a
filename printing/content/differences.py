"""What the comparison of stages says: the items whose points differ, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass

from printing.content.common import Heading, Signing


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One item: points per stage, last minus first, and what was said about it."""

    code: str
    title: str
    points: tuple[str, ...]
    difference: str
    note: str


@dataclass(frozen=True, slots=True)
class UnitDifferences:
    """One unit's items that differ, and its totals; no lines means that nothing differs."""

    unit: str
    totals: tuple[str, ...]
    difference: str
    lines: tuple[DifferenceLine, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """The whole comparison."""

    heading: Heading
    title: str
    about: str
    stages: tuple[str, ...]
    units: tuple[UnitDifferences, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]
