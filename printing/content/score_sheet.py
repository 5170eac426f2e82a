"""What a unit's score sheet says, blank or filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from printing.content.common import Heading, Signing


@dataclass(frozen=True, slots=True)
class FormLine:
    """One node of the form as printed; the last line is the total."""

    kind: Literal["group", "item", "total"]
    level: int
    code: str
    title: str
    maximum: str


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """What every unit's sheet has in common: the form's lines and the year's stages in order."""

    title: str
    period: str
    stages: tuple[str, ...]
    lines: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True)
class FilledLine:
    """What one unit's sheet says on a line: points per stage, evidence handed in, the unit's note."""

    points: tuple[str, ...]
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One unit's sheet; without lines it is blank, to be filled in by hand."""

    heading: Heading
    form: ScoreForm
    unit: str
    received: str
    lines: tuple[FilledLine, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]
