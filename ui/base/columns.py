"""Columns of tables and trees: none narrower than its heading; those that take what is left keep room for words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from ui.base.measure import EDGES, letters, measured

LEAST, NAME = 16, 30
"""Letters a column keeps that takes what the others leave, and up to which the first of them shows its text whole."""
LOOKED_AT = 60
"""Rows whose text is measured."""
NOTHING = EDGES + 2
"""Pixels of a column in which nothing stands."""


def fit_columns(header: QHeaderView, widths: Mapping[int, float]) -> None:
    """Make each of these columns so many letters wide, or as wide as its heading asks; measured anew with the text."""

    def measure() -> None:
        for place, width in widths.items():
            header.resizeSection(place, max(letters(header, width), heading(header, place)))

    measured(header, measure)


def heading(header: QHeaderView, place: int) -> int:
    """Pixels a column's heading asks for."""
    title = str(header.model().headerData(place, Qt.Orientation.Horizontal) or "")
    return header.fontMetrics().horizontalAdvance(title) + EDGES + 2


def lend_room(header: QHeaderView, widths: Mapping[int, int], room: int, kept: Collection[int] = ()) -> set[int]:
    """Columns whose text is cut take the room of those that do not need theirs: of empty ones down to the heading, and
    what those that share the rest have beyond the text of nine rows in ten. Where nothing is cut each is as wide as
    declared.

    `widths` holds a column's pixels, 0 where it shares what the others leave of `room`; `kept` are left as they are (a
    person made them so). Gives the columns that share the rest.
    """
    shown = [place for place in widths if not header.isSectionHidden(place)]
    sharing = [place for place in shown if not widths[place]]
    sizes = {place: widths[place] for place in shown if widths[place] and place not in kept}
    left = room - sum(header.sectionSize(place) for place in shown if widths[place] and place in kept)
    said = {place: _longest(header, place) for place in shown}
    each = (left - sum(sizes.values())) // max(len(sharing), 1)
    if any(said[place] > sizes.get(place, each) for place in shown if place in sizes or place in sharing):
        empty = [place for place in shown if said[place] == NOTHING and place not in kept]
        filled = [place for place in sharing if place not in empty] or sharing
        for place in empty:
            if place not in filled:
                sizes[place] = min(sizes.get(place) or room, heading(header, place))
        floors = (max(_usual(header, place), heading(header, place), letters(header, LEAST)) for place in filled)
        least = max(floors, default=0)
        spare = left - sum(sizes.values()) - least * len(filled)
        for place in sorted(sizes, key=lambda one: (said[one] - sizes[one], one)):
            more = max(min(said[place] - sizes[place], spare), 0)
            sizes[place], spare = sizes[place] + more, spare - more
        sharing = filled
    for place, width in sizes.items():
        if header.sectionResizeMode(place) != QHeaderView.ResizeMode.Interactive:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
        if header.sectionSize(place) != width:
            header.resizeSection(place, width)
    return set(sharing)


def share_rest(header: QHeaderView, rest: Collection[int], room: int, wraps: bool = False) -> None:
    """Columns that take what the others leave of `room` pixels share it; where that is too little for words, they keep
    their least, the first of them its text unless it `wraps`, and the view is scrolled."""
    shown = [place for place in range(header.count()) if not header.isSectionHidden(place)]
    sharing = [place for place in shown if place in rest]
    fixed = sum(header.sectionSize(place) for place in shown if place not in rest)
    least = {place: letters(header, LEAST) for place in sharing}
    tight = room - fixed < sum(least.values())
    if tight and sharing and not wraps:
        least[sharing[0]] = max(least[sharing[0]], min(_longest(header, sharing[0]), letters(header, NAME), room // 2))
    way = QHeaderView.ResizeMode.Interactive if tight else QHeaderView.ResizeMode.Stretch
    for place in sharing:
        if header.sectionResizeMode(place) != way:
            header.setSectionResizeMode(place, way)
        if tight and header.sectionSize(place) < least[place]:
            header.resizeSection(place, least[place])


def _longest(header: QHeaderView, place: int) -> int:
    """Pixels the longest text of a column asks for."""
    return _asked(header, place)[-1]


def _usual(header: QHeaderView, place: int) -> int:
    """Pixels in which the text of nine rows in ten stands whole."""
    asked = _asked(header, place)
    return asked[(len(asked) * 9 + 9) // 10 - 1]


def _asked(header: QHeaderView, place: int) -> list[int]:
    """Pixels the text of each row asks for in a column, least first; what an empty cell takes where there is no row."""
    model, metrics = header.model(), header.fontMetrics()
    said = (model.index(row, place).data() for row in range(min(model.rowCount(), LOOKED_AT)))
    return sorted(metrics.horizontalAdvance(str(one or "")) + NOTHING for one in said) or [NOTHING]
