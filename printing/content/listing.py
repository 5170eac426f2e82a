"""A paper that is a table, or a few: what its columns and lines say, under whose letterhead, and who signs.

Finished words only. Which book area fills it is known to the modules that gather.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from printing.content.common import Heading, Signing

Side = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column; `width` in millimetres is a wish, 0 takes what is left."""

    title: str
    width: float = 0
    side: Side = "left"


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line's cells; the first `shared` of them stand once over this line and the `over` lines that follow, which
    leave them out.
    """

    cells: tuple[str, ...]
    kind: Literal["item", "group", "total"] = "item"
    shared: int = 0
    over: int = 0


@dataclass(frozen=True, slots=True)
class ListTable:
    """One table under its heading, with the notes below it."""

    columns: tuple[ListColumn, ...]
    lines: tuple[ListLine, ...]
    heading: str = ""
    intro: str = ""
    notes: tuple[str, ...] = ()
    size: float = 0
    """Points of its letters; 0 the usual."""
    said: bool = False
    """Whether its last column holds what people said of an item: at length it stands under the line, over the whole
    width."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole paper; `annex_of` names the letter it goes with, under its title."""

    heading: Heading
    title: str
    about: tuple[str, ...]
    tables: tuple[ListTable, ...]
    signers: tuple[Signing, ...]
    landscape: bool = False
    annex_of: str = ""


MOST_SHARED = 10
"""Lines over which a shared cell may reach: more would not fit a page."""


def grouped(shared: tuple[str, ...], lines: list[tuple[str, ...]]) -> list[ListLine]:
    """Lines that share their first cells: said once, over all of them where they fit a page together."""
    if len(lines) > MOST_SHARED:
        return [ListLine((*shared, *line)) for line in lines]
    first, *rest = lines
    return [ListLine((*shared, *first), shared=len(shared), over=len(rest)), *(ListLine(line) for line in rest)]
