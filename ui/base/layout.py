"""Small helpers for putting words and boxes on a page in one and the same way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QEnterEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.base.measure import fit


class Words(QLabel):
    """Plain text that can be selected with the mouse, from the moment the mouse is over it: a selectable label is laid
    out as a document, which costs several times as much to show."""

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        super().enterEvent(event)


Box = TypeVar("Box", QHBoxLayout, QVBoxLayout)


def words(text: str = "", name: str = "", wrap: bool = True) -> QLabel:
    """A label; `name` picks its look from the style sheet (title, section, muted, warn, bad, big, quote)."""
    label = Words(text)
    label.setObjectName(name)
    label.setWordWrap(wrap)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def scrolling(*parts: QWidget, name: str) -> QScrollArea:
    """Parts under each other that scroll where there is less room than their text asks; nothing of it is cut."""
    inside = QWidget()
    inside.setLayout(column(*parts, None, spacing=6))
    made = scrolled(inside, name)
    fit(made, least_height=1.5)
    return made


def button(text: str, act: Callable[[], object], name: str = "", tip: str = "") -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: act())
    return made


def action_button(action: QAction, first: bool = False, placed: bool = False) -> QPushButton:
    """A button that follows an action: text, enabled, tooltip; `placed`: whether it is seen is its row's business."""
    made = QPushButton()
    made.setObjectName("first" if first else "")
    made.setAutoDefault(False)
    follow_action(made, action, placed=placed)
    return made


def follow_action(made: QPushButton, action: QAction, short: bool = False, placed: bool = False) -> None:
    """From now on the button shows an action (where it is `short`, by its icon text) and triggers it; one that is
    `placed` is shown and hidden by its row alone."""

    def follow() -> None:
        made.setText(action.iconText() if short else action.text())
        made.setEnabled(action.isEnabled())
        if not placed:
            made.setVisible(action.isVisible())
        keys = action.shortcut().toString()
        made.setToolTip(action.toolTip().replace("&", "") + (f" ({keys})" if keys else ""))

    action.changed.connect(follow)
    made.clicked.connect(lambda: action.trigger())
    follow()


def show_only(shown: Collection[QAction], among: Iterable[QAction]) -> None:
    """Of the actions show these; first the others go, so that their row of buttons never asks for the room of both."""
    for action in sorted(among, key=lambda one: one in shown):
        action.setVisible(action in shown)


def scrolled(inside: QWidget, name: str = "Phần cuộn được") -> QScrollArea:
    """Content that may be of any length: it is scrolled, and asks nothing of the window. It takes the keyboard, to be
    scrolled by it.
    """
    inside.setObjectName("plain")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.setAccessibleName(name)
    return area


def row(*parts: QWidget | QLayout | None, spacing: int = 8) -> QHBoxLayout:
    """Parts beside each other; None is the gap that takes what is left over."""
    return _fill(QHBoxLayout(), parts, spacing)


def column(*parts: QWidget | QLayout | None, spacing: int = 8) -> QVBoxLayout:
    """Parts under each other; None is the gap that takes what is left over."""
    return _fill(QVBoxLayout(), parts, spacing)


def _fill(box: Box, parts: Sequence[QWidget | QLayout | None], spacing: int) -> Box:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    return box


def card(*parts: QWidget | QLayout | None) -> QFrame:
    """A quiet box around parts that belong together."""
    frame = QFrame()
    frame.setObjectName("card")
    inside = column(*parts, spacing=6)
    inside.setContentsMargins(12, 10, 12, 10)
    frame.setLayout(inside)
    return frame


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        assert item is not None, "counted a moment ago"
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def shortcut(keys: str, owner: QWidget, act: Callable[[], object]) -> QShortcut:
    """Let keys pressed anywhere in `owner` do something."""
    made = QShortcut(QKeySequence(keys), owner)
    made.activated.connect(act)
    return made


def no_margins(widget: QWidget, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0) -> None:
    """Set the margins of what a widget was laid out with."""
    inside = widget.layout()
    assert inside is not None, "laid out before"
    inside.setContentsMargins(left, top, right, bottom)


def press_focused(window: QWidget, event: QKeyEvent) -> bool:
    """Let Enter press the button that has the keyboard, as everywhere else; whether it did. Ticks keep the space bar:
    Enter beside them means the form's own act."""
    if (
        event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    ):
        return False
    focused = window.focusWidget()
    if not isinstance(focused, QAbstractButton) or isinstance(focused, QCheckBox | QRadioButton):
        return False
    focused.click()  # one that is switched off hears nothing
    return True
