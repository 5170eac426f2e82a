"""What the summary of all units' points says, by items and stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from printing.content.common import Heading, Signing


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line: a node of the form or a total (Tổng điểm, Xếp hạng …); per unit one string per stage.

    A line that is the same for all stages (a rank) holds its string at the last stage only.
    """

    kind: Literal["group", "item", "total"]
    level: int
    code: str
    title: str
    maximum: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole table; the last of `stages` is the one that counts."""

    heading: Heading
    title: str
    about: str
    stages: tuple[str, ...]
    units: tuple[str, ...]
    lines: tuple[SummaryLine, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]
