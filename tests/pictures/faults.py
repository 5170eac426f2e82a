"""What is wrong with how a window is laid out, found by looking at its widgets: text cut without an ellipsis and a tool
tip, siblings over each other, things outside their window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QToolButton,
    QWidget,
)

SLACK = 2
"""Pixels that rounding of a font may take."""
OVER = 3
"""Pixels that two siblings must share each way to stand over each other."""


def named(one: QWidget) -> str:
    """A widget so that a person finds it."""
    text = one.text() if isinstance(one, (QLabel, QAbstractButton)) else one.accessibleName()
    return f"{type(one).__name__} “{text[:48]}”"


def cut(root: QWidget) -> Iterator[str]:
    """Labels and buttons with less room than their text asks, neither shortened with a tool tip nor scrolled."""
    for one in root.findChildren(QWidget):
        if one.isVisible() and one.isHidden():
            yield f"half shown: {named(one)}"
        if not one.isVisible() or one.visibleRegion().isEmpty():
            continue
        if isinstance(one, QLabel) and one.text() and one.pixmap().isNull():
            if one.wordWrap():
                short = one.height() + SLACK < one.heightForWidth(one.width())
            else:
                short = one.width() + SLACK < one.sizeHint().width()
            if short and not one.toolTip():
                yield f"cut: {named(one)} {one.width()}×{one.height()} asks {one.sizeHint().width()}"
        elif isinstance(one, QAbstractButton) and one.text() and not isinstance(one, QToolButton):
            told = one.text().endswith("…") and one.toolTip()
            if one.width() + SLACK < one.minimumSizeHint().width() and not told:
                yield f"cut: {named(one)} {one.width()} asks {one.minimumSizeHint().width()}"


def _layered(one: QWidget) -> bool:
    """Widgets that are meant to stand over others, or are Qt's own insides."""
    own = (QHeaderView, QScrollBar, QSplitterHandle, QTabBar)
    return isinstance(one, own) or one.objectName().startswith("qt_")


def overlapping(root: QWidget) -> Iterator[str]:
    """Siblings in a layout that stand over each other."""
    for parent in (root, *root.findChildren(QWidget)):
        if not parent.isVisible() or parent.layout() is None or isinstance(parent, QAbstractItemView):
            continue
        inside = list(_laid(parent.layout()))
        shown = [one for one in inside if one.isVisible() and not _layered(one) and one.parentWidget() is parent]
        for one, other in combinations(shown, 2):
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > OVER and shared.height() > OVER:
                yield f"over each other: {named(one)} and {named(other)} by {shared.width()}×{shared.height()}"


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, below = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif below is not None:
            yield from _laid(below)


def outside(root: QWidget) -> Iterator[str]:
    """What reaches out of its window without standing in something that scrolls."""
    window = root.rect()
    for one in root.findChildren(QWidget):
        if not one.isVisible() or one.isWindow() or _scrolled(one, root) or not one.size().isValid():
            continue
        box = QRect(one.mapTo(root, QPoint(0, 0)), one.size())
        if not window.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box) and isinstance(
            one, (QLabel, QAbstractButton, QComboBox, QAbstractScrollArea)
        ):
            yield f"outside: {named(one)} {box.getRect()} of {window.width()}×{window.height()}"


def _scrolled(one: QWidget, root: QWidget) -> bool:
    above = one.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def faults(root: QWidget, screen: QRect | None = None) -> list[str]:
    """Everything found; of a dialog also whether the screen holds it."""
    found = [*cut(root), *overlapping(root), *outside(root)]
    if screen is not None and root.isWindow():
        size = root.size()
        if size.width() > screen.width() or size.height() > screen.height():
            found.append(f"larger than the screen: {size.width()}×{size.height()}")
    return found
