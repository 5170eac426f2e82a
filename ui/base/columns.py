"""Columns of tables and trees: none narrower than its heading; those that take what is left keep room for words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from ui.base.measure import EDGES, letters, measured

LEAST = 16
"""Letters a column keeps that takes what the others leave."""


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


def share_rest(header: QHeaderView, rest: Collection[int], room: int) -> None:
    """Columns that take what the others leave of `room` pixels share it; where that is too little for words, they keep
    their least and the view is scrolled."""
    shown = [place for place in range(header.count()) if not header.isSectionHidden(place)]
    sharing = [place for place in shown if place in rest]
    fixed = sum(header.sectionSize(place) for place in shown if place not in rest)
    least = letters(header, LEAST)
    tight = room - fixed < least * len(sharing)
    way = QHeaderView.ResizeMode.Interactive if tight else QHeaderView.ResizeMode.Stretch
    for place in sharing:
        if header.sectionResizeMode(place) != way:
            header.setSectionResizeMode(place, way)
        if tight and header.sectionSize(place) < least:
            header.resizeSection(place, least)
