"""Widths and heights that come from the text: so many letters wide, so many lines tall, at any size of text.

No window counts in pixels (tests/test_architecture.py looks): what is measured here is measured anew when the size of
the text changes while the window stands open.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

ROLE = QFormLayout.ItemRole
EDGES = 14
"""Pixels that the frame and the padding of a field take of its height and width."""


class _Remeasured(QObject):
    def __init__(self, widget: QWidget, measure: Callable[[], object]) -> None:
        super().__init__(widget)
        self._measure = measure
        widget.installEventFilter(self)
        measure()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        return False


def measured(widget: QWidget, measure: Callable[[], object]) -> None:
    """Measure now, and anew whenever the widget's font changes."""
    _Remeasured(widget, measure)


def letters(widget: QWidget, count: float) -> int:
    """Pixels that so many average letters take in the widget's font."""
    return round(widget.fontMetrics().averageCharWidth() * count)


def lines(widget: QWidget, count: float) -> int:
    """Pixels that so many lines take in the widget's font."""
    return round(widget.fontMetrics().lineSpacing() * count)


def row_height(widget: QWidget) -> int:
    """Pixels of a row of a table or list: a line and the air around it."""
    return lines(widget, 1) + 9


def fit(
    widget: QWidget,
    *,
    width: float = 0,
    least_width: float = 0,
    most_width: float = 0,
    height: float = 0,
    least_height: float = 0,
    most_height: float = 0,
) -> None:
    """Bound a widget in letters (widths) and lines (heights) of its own font; what is not given stays as it is."""

    def set_bounds() -> None:
        for asked, act in (
            (width, widget.setFixedWidth),
            (least_width, widget.setMinimumWidth),
            (most_width, widget.setMaximumWidth),
        ):
            if asked:
                act(letters(widget, asked) + EDGES)
        for asked, act in (
            (height, widget.setFixedHeight),
            (least_height, widget.setMinimumHeight),
            (most_height, widget.setMaximumHeight),
        ):
            if asked:
                act(lines(widget, asked) + EDGES)

    measured(widget, set_bounds)


def standing(form: QFormLayout, rows: int) -> QWidget:
    """A form whose lines come and go in room kept for so many of them, its fields beginning where the longest label
    lets them: nothing around it moves."""
    holder = QWidget()
    holder.setLayout(form)
    places = [form.itemAt(n, role) for n in range(form.rowCount()) for role in (ROLE.LabelRole, ROLE.FieldRole)]
    inside = [found for place in places if place is not None and (found := place.widget()) is not None]
    labels = [one for one in inside if isinstance(one, QLabel)]

    def keep() -> None:
        widest = max((one.sizeHint().width() for one in labels), default=0)
        for one in labels:
            one.setMinimumWidth(widest)
        field = max((one.sizeHint().height() for one in inside), default=0)
        holder.setMinimumHeight(rows * (field + max(form.verticalSpacing(), 0)) + form.contentsMargins().top())

    measured(holder, keep)
    return holder


def usable(widget: QWidget) -> QSize:
    """What a window may take: the screen it is on, less the bars of the system and its own frame."""
    screen = widget.screen() or QGuiApplication.primaryScreen()
    free = screen.availableGeometry().size()
    frame = lines(widget, 2)
    return QSize(free.width() - frame // 2, free.height() - frame)


def roomy(window: QWidget, width: float, height: float = 0) -> None:
    """Give a window room for so many letters and lines, never more than the screen has."""
    most = usable(window)
    window.resize(min(letters(window, width), most.width()), min(lines(window, height), most.height()))
