"""What a page of the window is to bring before the eyes, as a value: each says itself what kind of thing it names, so
that nothing is found by looking a key up in one list after the other.

Nothing of it is stored. What a question is about (`About`) is a text that a book keeps; that is another thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TypeAlias

from models.rules.number.questions import Question


@dataclass(frozen=True, slots=True)
class RowOf:
    """A row of the book by its table and key; `unit` where the line that shows it is one unit's part of it."""

    table: str
    key: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ListOf:
    """All that a table holds of the year, or what is made of it ("plan"); `kind`, where those of one kind are meant."""

    table: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class OfficeOf:
    """An office of a year for which nobody is recorded, and the unit that was chosen or is asked for it."""

    year: int
    role: str
    rank: int
    unit: str


@dataclass(frozen=True, slots=True)
class SheetOf:
    """A unit's sheet, and on it a node of its form; None: whichever step or period is shown."""

    unit: str
    stage: str | None = None
    node: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class NodeOf:
    """A group or item of a form."""

    form: str
    node: str


@dataclass(frozen=True, slots=True)
class PaperOf:
    """A kind of paper with what it is made for; None: what was chosen last, "": the usual (of units: all)."""

    kind: str
    unit: str = ""
    stage: str | None = None
    period: str | None = None
    meeting: str | None = None
    ballot: str | None = None
    circulation: str | None = None
    slips: str | None = None
    page: str | None = None

    @classmethod
    def made(cls, kind: str, choices: Mapping[str, str]) -> PaperOf:
        """The paper that was made with these choices; its date is not among them."""
        known = {one.name for one in fields(cls)} - {"kind"}
        return cls(kind, **{name: value for name, value in choices.items() if name in known})


Subject: TypeAlias = RowOf | ListOf | OfficeOf | SheetOf | NodeOf | PaperOf | Question
