"""What the list of ranks and classes says, and why each unit stands where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from printing.content.common import Heading, Signing


@dataclass(frozen=True, slots=True)
class RankLine:
    """One unit: rank ("" when not ranked), points as compared, raw total where it differs, class, reasons."""

    rank: str
    unit: str
    points: str
    total: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The list in order of rank; `basis` says what the points are, `notes` what is provisional, estimated or open."""

    heading: Heading
    title: str
    about: str
    basis: str
    lines: tuple[RankLine, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]
    show_total: bool
