"""The account of one reading: every raw cell ends exactly once, as taken, refused or ignored with a reason.

Whoever reads a page for an area settles its cells here; a cell settled twice, or not at all, is a fault of the reader
and no matter of the file. Nothing here knows what a cell means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from models.exchange.cells.model import (
    COVERED,
    DOUBLE,
    FILTERED,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    OLD_FONT,
    RECOMPOSED,
    UNCACHED,
    Cell,
    Page,
    Workbook,
)
from models.rules.errors import Refusal

End: TypeAlias = Literal["taken", "refused", "ignored"]
Role: TypeAlias = Literal["value", "heading", "name"]
Reason: TypeAlias = Literal[
    "blank", "covered", "hidden-row", "hidden-column", "filtered", "uncached", "double", "unknown-unit",
    "unknown-heading", "unknown-row", "title", "total", "column-numbers", "repeated-heading", "repeated-value",
    "not-chosen", "second-table", "other-page", "hidden-page", "other-column", "comment", "class-line", "note",
    "signature", "joining-word", "score-column", "form-text", "form-total", "changed-text", "error", "spread",
]  # fmt: skip
"""Why a cell is left out; `ui.words.cells_words.REASONS` says each in words."""


@cache
def _fate(end: End, why: str) -> Fate:
    return Fate(end, why)


class Fate(NamedTuple):
    """How a cell ended: `why` is the role of a taken cell, the reason of an ignored one, the refusal's code else."""

    end: End
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that was meant for us and cannot be taken: the cell, and the refusal that says why."""

    cell: Cell
    refusal: Refusal


@dataclass(slots=True)
class PageAccount:
    """The account of one page."""

    page: Page
    fates: list[Fate | None] = field(init=False)
    counts: Counter[Fate] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fates = [None] * len(self.page.cells)

    def _settle(self, cell: Cell, fate: Fate) -> None:
        if self.fates[cell.ordinal] is not None:
            raise RuntimeError(f"{cell.address} is settled twice: {self.fates[cell.ordinal]}, then {fate}")
        self.fates[cell.ordinal] = fate
        self.counts[fate] += 1

    def open(self, cell: Cell) -> bool:
        """Whether the cell has not ended yet."""
        return self.fates[cell.ordinal] is None

    def take(self, cell: Cell, role: Role = "value") -> None:
        """The cell's content was understood and used."""
        self._settle(cell, _fate("taken", role))

    def refuse(self, cell: Cell, refusal: Refusal) -> None:
        """The cell was meant for us but cannot be taken."""
        self._settle(cell, _fate("refused", refusal.code))
        self.refused.append(Refused(cell, refusal))

    def ignore(self, cell: Cell, reason: Reason) -> None:
        """The cell is left out, counted under its reason."""
        self._settle(cell, _fate("ignored", reason))

    def rest(self, cells: Iterable[Cell], reason: Reason) -> None:
        """Leave out those of the cells that have not ended yet."""
        for cell in cells:
            if self.open(cell):
                self.ignore(cell, reason)

    def with_end(self, end: End) -> Iterator[tuple[Cell, str]]:
        """The cells that ended so, with why."""
        for cell, fate in zip(self.page.cells, self.fates, strict=True):
            if fate is not None and fate.end == end:
                yield cell, fate.why


class Account:
    """The account of a whole workbook: its pages', and the comments, which are nobody's cells."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.pages: Mapping[int, PageAccount] = {id(page): PageAccount(page) for page in book.pages}

    def of(self, page: Page) -> PageAccount:
        """The account of one of the workbook's pages."""
        return self.pages[id(page)]

    def leave_other_pages(self, read: Page) -> None:
        """All cells of the pages that are not read."""
        for account in self.pages.values():
            if account.page is not read:
                reason: Reason = "other-page" if account.page.state == "visible" else "hidden-page"
                account.rest(account.page.cells, reason)

    @property
    def cells(self) -> int:
        """How many raw cells came in."""
        return sum(len(account.fates) for account in self.pages.values())

    def counted(self) -> dict[End, int]:
        """How many cells ended in each way. RuntimeError when some cell did not end: our fault, never the file's."""
        found: dict[End, int] = {"taken": 0, "refused": 0, "ignored": 0}
        for account in self.pages.values():
            for fate, count in account.counts.items():
                found[fate.end] += count
            if sum(account.counts.values()) != len(account.fates):
                left = account.page.cells[account.fates.index(None)].address
                raise RuntimeError(f"{left} of {account.page.name} did not end")
        return found

    def left_out(self) -> dict[Reason, int]:
        """How many cells were left out, by reason, the comments among them."""
        found: dict[Reason, int] = {}
        for account in self.pages.values():
            for fate, count in account.counts.items():
                if fate.end == "ignored":
                    why: Reason = fate.why  # type: ignore[assignment]  # ignored: has a reason
                    found[why] = found.get(why, 0) + count
        comments = len(self.comments())
        return found | ({"comment": comments} if comments else {})

    def ignored(self) -> dict[Reason, list[tuple[Page, Cell]]]:
        """What was left out, by reason; comments stand among them with the cell they belong to, if there is one."""
        found: dict[Reason, list[tuple[Page, Cell]]] = {}
        for account in self.pages.values():
            for cell, why in account.with_end("ignored"):
                found.setdefault(why, []).append((account.page, cell))  # type: ignore[arg-type]  # has a reason
        return found

    def each_ignored(self, reason: Reason | None = None) -> Iterator[tuple[Page, Cell, Reason]]:
        """The cells left out for a reason (None: for any), in order, with their page."""
        for account in self.pages.values():
            for cell, why in account.with_end("ignored"):
                if reason in (None, why):
                    yield account.page, cell, why  # type: ignore[misc]  # ignored: has a reason

    def comments(self) -> list[tuple[Page, tuple[int, int], str]]:
        """Comments of the pages, which are never read for what they say."""
        return [
            (account.page, place, text)
            for account in self.pages.values()
            for place, text in account.page.comments.items()
        ]

    def converted(self) -> list[tuple[Page, Cell]]:
        """Cells whose letters were converted: an old font, decomposed letters."""
        return [
            (account.page, cell)
            for account in self.pages.values()
            for cell in account.page.cells
            if cell.flags & (OLD_FONT | RECOMPOSED)
        ]


def unseen(cell: Cell) -> Reason | None:
    """Why a cell is left out by what the sheet says of it, before anybody asks what it holds; None when it counts."""
    if cell.flags & COVERED:
        return "covered"
    if cell.flags & FILTERED:
        return "filtered"
    if cell.flags & HIDDEN_ROW:
        return "hidden-row"
    if cell.flags & HIDDEN_COLUMN:
        return "hidden-column"
    if cell.flags & UNCACHED:
        return "uncached"
    if cell.kind == "blank":
        return "blank"
    return "double" if cell.flags & DOUBLE else None
