"""What one workbook brings for one unit: what was read, against what the book holds; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.book.scoring.edit import Edit
from models.exchange.account import Account
from models.exchange.forms.layout import FormLine, MemberForm
from models.exchange.forms.list_pages import ListPage
from models.rules.errors import Refusal


@dataclass(frozen=True, slots=True)
class Told:
    """One cell that says something new, or cannot be taken (`refusal` says why): where it stands, for which line, what
    was held and what it says; `above` is the most its line gives, where it says more.
    """

    page: str
    address: str
    what: str
    before: str
    text: str
    above: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ListEdit:
    """A line of a further page to be written: what it says, and the line it takes the place of."""

    page: ListPage
    said: Mapping[str, Any]
    key: str | None
    told: Told


@dataclass(slots=True)
class Carried:
    """One unit's workbook as understood. `edits` by node, `evidence` texts by node, `lists` lines of further pages;
    `kept` how many cells are empty in it where the book holds something, which stays; `absent` lines it has no row for;
    `said` all that it says of its scores, new or not, by node and column.
    """

    form: MemberForm
    account: Account
    edits: dict[str, Edit] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    lists: list[ListEdit] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    kept: int = 0
    absent: list[FormLine] = field(default_factory=list)
    same: int = 0
    said: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def changes(self) -> int:
        """How many cells and lines say something new."""
        return sum(one.refusal is None for one in self.told)

    @property
    def refused(self) -> list[Told]:
        """What was meant for the book and cannot be taken."""
        return [one for one in self.told if one.refusal is not None]
