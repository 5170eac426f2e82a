"""Where Tab goes in a page: in the order the eye reads it, not in the order its parts were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QWidget,
)


def takes(one: QWidget) -> bool:
    """Whether Tab may stop here now."""
    policy = one.focusPolicy() & Qt.FocusPolicy.TabFocus
    return policy == Qt.FocusPolicy.TabFocus and one.focusProxy() is None and one.isEnabled() and one.isVisible()


def stops(root: QWidget) -> list[QWidget]:
    """All within `root` where Tab stops, as its layouts put them: from top to bottom, from left to right."""
    return [one for one in _inside(root) if takes(one)]


def step(root: QWidget, forward: bool) -> bool:
    """Move the keyboard from where it is in `root` to the next stop or the one before; at the end of them to what the
    window has after or before `root`. Whether it moved."""
    window, focused = root.window(), root.window().focusWidget()
    found = stops(root)
    place = found.index(focused) if focused in found else -1 if forward else 0
    after = place + (1 if forward else -1)
    to = found[after] if 0 <= after < len(found) else _beyond(root, window, focused or root, forward)
    if to is None:
        return False
    go_to(to)
    return True


def by_hand(window: QWidget) -> bool:
    """Whether what has the keyboard is there to be left by Tab. Qt asks for the next one also while it hides or
    switches off what has it; then it goes its own way, for the layouts may be under change."""
    focused = window.focusWidget()
    return focused is not None and focused.isVisible() and focused.isEnabled()


def enter(root: QWidget, forward: bool) -> None:
    """The keyboard has come into `root` from outside: it begins at the first stop, backwards at the last."""
    if found := stops(root):
        go_to(found[0 if forward else -1])


def go_to(one: QWidget) -> None:
    """Give it the keyboard as Tab does, and scroll it before the eyes."""
    one.setFocus(Qt.FocusReason.TabFocusReason)
    above: QWidget | None = one.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(one)
        above = above.parentWidget()


def _beyond(root: QWidget, window: QWidget, focused: QWidget, forward: bool) -> QWidget | None:
    one = focused.nextInFocusChain() if forward else focused.previousInFocusChain()
    while one is not None and one is not focused:
        if takes(one) and one.window() is window and one is not root and not root.isAncestorOf(one):
            return one
        one = one.nextInFocusChain() if forward else one.previousInFocusChain()
    return None


def _inside(holder: QWidget) -> Iterator[QWidget]:
    for one in _parts(holder):
        if one.isVisible():
            yield one
            if not isinstance(one, (QComboBox, QAbstractSpinBox)):
                yield from _inside(one)


def _parts(holder: QWidget) -> list[QWidget]:
    """What stands directly in a widget, as it is read. Qt's own parts that hold what is scrolled or stands in a tab are
    passed by: their content would be met twice, Tab would go round in it and never leave, and the content's wrappers
    would go with the part's (a page then counts as deleted, Tab ends the process)."""
    first: list[QWidget | None] = []
    layout = holder.layout()
    if isinstance(holder, QTabWidget):
        first = [holder.tabBar(), holder.currentWidget()]
    elif isinstance(holder, QSplitter):
        first = [holder.widget(place) for place in range(holder.count())]
    elif isinstance(holder, QScrollArea):
        first = [holder.widget()]
    elif isinstance(holder, QAbstractScrollArea):
        first = [holder.viewport()]
    elif layout is not None:
        first = list(_placed(layout))
    inside = (one for one in holder.children() if isinstance(one, QWidget) and not one.isWindow())
    rest = [one for one in inside if one not in first and not one.objectName().startswith("qt_")]
    return [one for one in first if one is not None] + sorted(rest, key=lambda one: (one.y(), one.x()))


def _placed(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(
            key=lambda place: cast("tuple[int, ...]", layout.getItemPosition(place))[:2]
        )  # its stub says object
    for place in places:
        item = layout.itemAt(place)
        assert item is not None, "counted a moment ago"
        if (one := item.widget()) is not None:
            yield one
        elif (inner := item.layout()) is not None:
            yield from _placed(inner)
