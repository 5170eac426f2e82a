"""A paper in prose: to whom, on what it rests, its paragraphs and tables in order, who signs, who gets it.

Finished words only; the modules that gather know which book area says what. A paragraph is there when its data are.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.rules.errors import RuleViolation
from printing.content.common import Heading, Signing
from printing.content.listing import ListTable


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph under its key, with the data it was worded from; a heading is set bold."""

    key: str
    text: str
    facts: tuple[str, ...] = ()
    heading: bool = False
    plain: bool = False
    """Set without a first-line indent: a label with room to write behind it."""


@dataclass(frozen=True, slots=True)
class Annex:
    """A table within the text."""

    key: str
    table: ListTable


Part = Para | Annex


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole paper. `kind` "" is an official letter, which has its subject under the number; `key` names the unit or
    meeting it is for, where one paper holds several; without `recipients` the signers stand side by side.
    """

    heading: Heading
    kind: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]
    signers: tuple[Signing, ...]
    to: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    key: str = ""
    end_mark: bool = True
    landscape: bool = False


def nothing(paper: str, lacking: str) -> RuleViolation:
    """An empty paper is not printed; why it would be is said: `paper.nothing`."""
    return RuleViolation("paper.nothing", paper=paper, lacking=lacking)
