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
    model, metrics = header.model(), header.fontMetrics()
    said = (model.index(row, place).data() for row in range(min(model.rowCount(), LOOKED_AT)))
    return max((metrics.horizontalAdvance(str(one or "")) for one in said), default=0) + EDGES + 2
