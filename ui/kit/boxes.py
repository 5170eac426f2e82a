"""Boxes of choices: a list, one that may be narrower than its longest choice, one of titles that may be typed; a list
that stands open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QListWidget, QSpinBox, QWidget

from models.rules.number import text as words
from models.rules.number.days import FIRST_YEAR, LAST_YEAR
from ui.base.measure import EDGES, fit
from ui.base.session import Session
from ui.kit import style

ROOM = 40
"""Beside the text of the opened list: its bar and frame."""


class OpenList(QListWidget):
    """A list whose rows are as high from the beginning as after the first tick. Qt lays rows out that were put in
    before the list was shown without the room our style gives them, and anew at the first change: the second tick
    then lands on another row. `empty`: what stands in it while there is none."""

    def __init__(self, parent: QWidget | None = None, empty: str = "") -> None:
        super().__init__(parent)
        self._empty = empty
        self.setAccessibleDescription(empty)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty and not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(style.MUTED))
            wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(self.viewport().rect().adjusted(EDGES, EDGES, -EDGES, 0), int(wrapped), self._empty)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self.scheduleDelayedItemsLayout()
        return done


def choice(pairs: Mapping[Any, str], chosen: object = None) -> QComboBox:
    """A box of a closed list that shows labels and holds keys; the first is chosen where the wanted one is missing."""
    box = QComboBox()
    refill(box, pairs.items(), chosen)
    return box


def refill(box: QComboBox, pairs: Iterable[tuple[Any, str]], chosen: object = None) -> None:
    """Offer other keys with their labels; `chosen`, else what was chosen before, stays so where it is there."""
    wanted = box.currentData() if chosen is None else chosen
    box.clear()
    for key, label in pairs:
        box.addItem(label, key)
    box.setCurrentIndex(max(box.findData(wanted), 0) if box.count() else -1)


def tip_whole(box: QComboBox) -> None:
    """Let the tip of a box that may be narrower than its choices say whole what is chosen."""
    box.currentTextChanged.connect(box.setToolTip)
    box.setToolTip(box.currentText())


class SpinBox(QSpinBox):
    """A whole number with arrows. It stands off the edge as other fields do: padding of the sheet does not reach it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(EDGES // 3, 0, 0, 0)


def year_box(year: int, first: int = FIRST_YEAR, last: int = LAST_YEAR) -> SpinBox:
    """A year of four digits among those a book speaks of, or of a part of them."""
    box = SpinBox()
    box.setRange(first, last)
    box.setValue(year)
    fit(box, most_width=10)
    return box


class PickBox(QComboBox):
    """Asks for `characters` at most, however long its choices are; the opened list shows every choice whole."""

    def __init__(self, characters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = characters
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(characters)
        tip_whole(self)

    def fit(self) -> None:
        """No wider than the choices need."""
        longest = max((len(self.itemText(place)) for place in range(self.count())), default=0)
        self.setMinimumContentsLength(min(longest, self._most))

    def showPopup(self) -> None:
        view, screen = self.view(), self.screen()
        wanted = view.sizeHintForColumn(0) + ROOM
        view.setMinimumWidth(min(wanted, screen.availableGeometry().width() * 2 // 3))
        super().showPopup()


class TitleBox(QComboBox):
    """A title or commendation, picked from the year's catalogue (each name once) or typed; typing offers the names that
    contain it, and another name may be typed all the same."""

    def __init__(self, session: Session, value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        known = session.book.registration.catalogue(session.year)
        self.addItems(list(dict.fromkeys(name for _code, name, _holder in known)))
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)  # inline would rewrite what is composed
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setText(next((name for code, name, _holder in known if code == value), value))

    def setText(self, text: str) -> None:
        self.setCurrentText(text)

    def text(self) -> str:
        return self.currentText()

    def value(self) -> str:
        """The cleaned text, picked or typed."""
        return words.clean(self.currentText()).strip()
