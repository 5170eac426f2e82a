"""How the grid is looked at: what stands across, which groups are folded and which columns hidden, what is kept beside
the names, in which order units are looked at, and whether the units stand across.

Of looking only: points, ranks and papers know nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from models.rules.form.scoring import Effect, Form, SheetResult
from ui.scoring.grid.cells import GridColumn, Look
from ui.words import messages

SUM = "Cộng"
MANY, TIMES = 60, 3
"""From so many columns on, and when they are more than so many times the units, the items stand down by themselves."""


@dataclass(frozen=True, slots=True)
class GroupSum:
    """A top group's points, where its columns are folded or, with items down, above them. `node` is the group."""

    node: str
    code: str
    title: str
    max: Fraction | None
    band: str
    of: tuple[GridColumn, ...]
    effect: Effect = "base"
    item: None = None
    first: bool = False
    required: bool = False

    @property
    def head(self) -> str:
        return SUM


Line = GridColumn | GroupSum


def key_of(line: Line) -> str:
    """What a line is remembered by."""
    return f"{line.node} {line.effect}" if isinstance(line, GridColumn) else f"{line.node} {SUM}"


@dataclass(slots=True)
class Arrangement:
    """Choices of looking. `turned` None: as the size of the form suggests. Widths are in letters ("0"), so that they
    follow the text; `order` is ("name" | "total" | "rank" | a line's key, downwards)."""

    turned: bool | None = None
    folded: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    pinned: list[str] = field(default_factory=list)
    widths: dict[str, float] = field(default_factory=dict)
    order: tuple[str, bool] | None = None

    def lines(self, columns: Sequence[GridColumn], form: Form | None, turned: bool) -> tuple[Line, ...]:
        """What is shown of the columns; a group has its sum where it is folded and, with items down, as a heading."""
        return tuple(self._lines(columns, form, turned))

    def _lines(self, columns: Sequence[GridColumn], form: Form | None, turned: bool) -> Iterator[Line]:
        start = 0
        for place in range(1, len(columns) + 1):
            if place < len(columns) and columns[place].band == columns[start].band:
                continue
            run = tuple(columns[start:place])
            start = place
            group = form.path(run[0].node)[-1] if form is not None and run[0].band else ""
            folded = group in self.folded
            if group and form is not None and (folded or turned):
                top = form.node(group)
                yield GroupSum(group, top.code, top.title, top.max, run[0].band, run)
            if not folded:
                yield from (column for column in run if not self.hidden or key_of(column) not in self.hidden)

    def kept(self) -> dict[str, Any]:
        """What is remembered for the next sitting; the order of looking is not."""
        return {
            "turned": self.turned,
            "folded": sorted(self.folded),
            "hidden": sorted(self.hidden),
            "pinned": self.pinned,
            "widths": self.widths,
        }


def arranged(kept: object) -> Arrangement:
    """The arrangement that was kept; what is damaged counts as not kept."""
    if not isinstance(kept, dict):
        return Arrangement()
    lists = {
        name: [one for one in kept[name] if isinstance(one, str)] if isinstance(kept.get(name), list) else []
        for name in ("folded", "hidden", "pinned")
    }
    widths = kept.get("widths")
    turned = kept.get("turned")
    return Arrangement(
        turned if isinstance(turned, bool) else None,
        set(lists["folded"]),
        set(lists["hidden"]),
        lists["pinned"],
        {str(key): float(wide) for key, wide in widths.items() if isinstance(wide, (int, float))}
        if isinstance(widths, dict)
        else {},
    )


def look_sum(line: GroupSum, result: SheetResult | None, begun: bool) -> Look:
    """A group's points: what counts once it is whole, until then what is there so far, marked as a part. The tip says
    how many of how many, and what is missing.
    """
    group = result.groups.get(line.node) if result is not None and begun else None
    if group is None:
        return Look(tip=f"{line.band}: chưa có điểm")
    whole = isinstance(group.value, Fraction)
    points = group.value if isinstance(group.value, Fraction) else group.base + group.bonus - group.penalty
    most = f" trong {messages.show(line.max)}" if line.max is not None else ""
    more = f"; còn {len(group.blanks)} mục trống" if group.blanks else ""
    text = messages.show(points)
    return Look(text, "sum" if whole else "part", frozenset(), "", f"{line.band}: {text}{most}{more}")


def in_order(units: Sequence[str], order: tuple[str, bool] | None, value: Callable[[str], Any]) -> tuple[str, ...]:
    """The units as they are looked at: by a value, those without one last, equal ones as in the list of the year."""
    if order is None:
        return tuple(units)
    said = {unit: value(unit) for unit in units}
    having = [unit for unit in units if said[unit] is not None]
    having.sort(key=lambda unit: said[unit], reverse=order[1])
    return (*having, *(unit for unit in units if said[unit] is None))
