"""What is wrong with how a window is laid out, found by looking at its widgets: text cut without an ellipsis and a tool
tip, siblings over each other, things outside their window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QListView,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from ui.base.measure import EDGES, letters

SLACK = 2
"""Pixels that rounding of a font may take."""
OVER = 3
"""Pixels that two siblings must share each way to stand over each other."""


FEWEST = 5
"""Letters a field to type in must show, unless it is made narrower for what it holds."""
LOOKED_AT = 30
"""Rows of a list that are looked at."""


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


def _chosen(box: QComboBox) -> str:
    """What a closed list says and does not show whole."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    text = box.currentText()
    return text if box.fontMetrics().horizontalAdvance(text) > room.width() + SLACK else ""


def _asks(one: QWidget) -> bool:
    return bool(one.findChildren(QLineEdit) or one.findChildren(QComboBox))


def _of_a_number(one: QLineEdit) -> bool:
    return isinstance(one.parentWidget(), QAbstractSpinBox)


def narrow(root: QWidget) -> Iterator[str]:
    """Lists to choose from that cut what is chosen, fields in which nothing can be read, forms scrolled sideways."""
    for one in root.findChildren(QWidget):
        if not one.isVisible() or one.visibleRegion().isEmpty():
            continue
        if isinstance(one, QComboBox) and not one.toolTip() and (text := _chosen(one)):
            yield f"chosen and cut: {named(one)} “{text[:40]}” in {one.width()}"
        elif (
            isinstance(one, QLineEdit)
            and not _of_a_number(one)
            and one.width() < min(letters(one, FEWEST) + EDGES, one.maximumWidth())
        ):
            yield f"too narrow to type in: {named(one)} {one.width()}"
        elif isinstance(one, QScrollArea) and one.horizontalScrollBar().isVisible() and _asks(one):
            yield f"scrolled sideways: {named(one)} in {type(one.window()).__name__}"


def _views(root: QWidget) -> Iterator[QAbstractItemView]:
    for one in root.findChildren(QAbstractItemView):
        if one.isVisible() and one.model() is not None and not isinstance(one, QHeaderView):
            yield one


def shortened(root: QWidget) -> Iterator[str]:
    """Headings and lines of lists that are cut and have no tip with the whole text."""
    for header in root.findChildren(QHeaderView):
        if not header.isVisible() or header.orientation() != Qt.Orientation.Horizontal or header.model() is None:
            continue
        if header.height() > 2 * header.fontMetrics().lineSpacing():
            continue  # its headings are wrapped
        for place in range(header.count()):
            text = str(header.model().headerData(place, Qt.Orientation.Horizontal) or "")
            tip = header.model().headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
            asked = header.fontMetrics().horizontalAdvance(text)
            if not header.isSectionHidden(place) and header.sectionSize(place) + SLACK < asked and not tip:
                yield f"heading cut: “{text[:40]}” {header.sectionSize(place)} asks {asked} in {named(header)}"
    for view in _views(root):
        if getattr(view, "wordWrap", lambda: False)():
            continue
        model = view.model()
        for row in range(min(model.rowCount(view.rootIndex()), LOOKED_AT)):
            for place in range(1 if isinstance(view, QListView) else model.columnCount(view.rootIndex())):
                index = model.index(row, place, view.rootIndex())
                text, box = str(index.data() or ""), view.visualRect(index)
                asked = view.fontMetrics().horizontalAdvance(text)
                room = min(box.width(), view.viewport().width()) if isinstance(view, QListView) else box.width()
                if (
                    box.isValid()
                    and "\n" not in text
                    and room + SLACK < asked
                    and not index.data(Qt.ItemDataRole.ToolTipRole)
                ):
                    yield f"line cut: “{text[:40]}” {room} asks {asked} in {named(view)}"


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
    """Everything found; of a dialog also whether the screen holds it. Laid out first, as it is before it is painted: a
    text that has just changed stands in its old place until then.
    """
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    found = [*cut(root), *narrow(root), *shortened(root), *overlapping(root), *outside(root)]
    if screen is not None and root.isWindow():
        size = root.size()
        if size.width() > screen.width() or size.height() > screen.height():
            found.append(f"larger than the screen: {size.width()}×{size.height()}")
    return found
