"""A row of buttons that never asks for more room than there is: from the right they go into a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ui.base.layout import action_button

MORE = "Việc khác"
GAP = 6
MOST_TIMES = 4


class ButtonRow(QWidget):
    """Buttons for acts in the order of use; what finds no room is in the menu of the last one.

    filled   whether the first act that is shown is the one we advise; it never goes into the menu
    right    whether the row stands at the right end of its place
    """

    def __init__(
        self,
        actions: Sequence[QAction] = (),
        filled: bool = False,
        right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._filled = filled
        self._shown: QAction | None = None
        self._folding = self._waits = False
        self._actions: list[QAction] = []
        self._made: list[QPushButton] = []
        self._known: list[tuple[str, bool]] = []
        self._menu = QMenu(self)
        self._more = QPushButton(MORE)
        self._more.setAutoDefault(False)
        self._more.setMenu(self._menu)
        self._more.hide()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP)
        self._line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._line.addWidget(self._more)
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.add(*actions)

    def add(self, *actions: QAction) -> None:
        """More acts at the right end."""
        for action in actions:
            self._add(action)
        self.fold()

    def mark(self, action: QAction | None) -> None:
        """Mark the act whose state is the one that stands now; its button never goes into the menu."""
        if action is not self._shown:
            self._shown = action
            self.fold()

    def _add(self, action: QAction) -> None:
        made = action_button(action, placed=True)
        self._line.insertWidget(len(self._made), made)
        self._actions.append(action)
        self._made.append(made)
        QWidget.setTabOrder(made, self._more)
        self._known.append(_room_of(action))
        number = len(self._known) - 1
        action.changed.connect(lambda: self._follow(number))  # after the button itself has followed

    def _follow(self, number: int) -> None:
        """Fold anew where an act wants other room than before; one that was only switched on or off does not."""
        now = _room_of(self._actions[number])
        if now != self._known[number]:
            self._known[number] = now
            self.fold()

    def fold(self) -> None:
        """Show as many buttons as the row is wide, the rest in the menu.

        Showing a button may give the row another width while it is being shown: what that asks for comes afterwards,
        or Qt would keep the button half shown.
        """
        self._waits = True
        if self._folding:
            return
        self._folding = True
        try:
            for _ in range(MOST_TIMES):
                if self._waits:
                    self._waits = False
                    self._fold()
        finally:
            self._folding = False

    def _fold(self) -> None:
        shown = [number for number, action in enumerate(self._actions) if action.isVisible()]
        room, folded = self.width(), list[int]()
        while len(shown) > 1 and self._wide(shown, more=bool(folded)) > room:
            last = next(number for number in reversed(shown) if self._actions[number] is not self._shown)
            shown.remove(last)
            folded.insert(0, last)
        for number, made in enumerate(self._made):
            made.setVisible(number in shown)
            is_shown = self._actions[number] is self._shown
            self._name(made, "shown" if is_shown else "first" if self._filled and shown[:1] == [number] else "")
        self._menu.clear()
        self._menu.addActions([self._actions[number] for number in folded])
        self._more.setVisible(bool(folded))
        self.updateGeometry()

    @staticmethod
    def _name(made: QPushButton, name: str) -> None:
        if made.objectName() != name:
            made.setObjectName(name)
            made.style().unpolish(made)
            made.style().polish(made)

    def _wide(self, numbers: Sequence[int], more: bool) -> int:
        parts = [self._made[number].sizeHint().width() for number in numbers]
        if more:
            parts.append(self._more.sizeHint().width())
        return sum(parts) + GAP * max(0, len(parts) - 1)

    def sizeHint(self) -> QSize:
        shown = [number for number, action in enumerate(self._actions) if action.isVisible()]
        return QSize(self._wide(shown, more=False), self._more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        shown = [number for number, action in enumerate(self._actions) if action.isVisible()]
        least = [number for number in shown if self._actions[number] is self._shown] or shown[:1]
        return QSize(self._wide(least, more=len(shown) > 1), self._more.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()


def _room_of(action: QAction) -> tuple[str, bool]:
    """What the room of an act's button hangs on: its words, and whether it is shown at all."""
    return action.text(), action.isVisible()
