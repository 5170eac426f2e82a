"""Đọc từng phiếu: sums grow while ballots are read aloud; they live in this window alone and are gone with it.

Keys 1 to 9 tick a name, Enter takes the ballot, K puts it among those not valid. No ballot is kept, not even the last.
Where Tab has brought the keyboard to another button Enter presses that one; after every ballot the keyboard is back
where Enter takes the next, and a click of the mouse does not move it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QGridLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from models.book.meetings.ballots import Ballot
from models.rules.act.marking import blank_is_valid
from models.rules.act.tally import Running
from models.rules.errors import RuleViolation
from ui.base.layout import button, press_focused, row, words
from ui.base.measure import roomy
from ui.words import messages

HOW_ELECT = "Phím 1 đến 9 chọn tên, Enter ghi phiếu, K là phiếu không hợp lệ."
HOW_ACCLAIM = "Phím 1 đến 9 đổi Đồng ý, Không đồng ý, Enter ghi phiếu, K là phiếu không hợp lệ."
BLANK = "Phiếu vừa ghi không đánh dấu ô nào: tính vào phiếu không hợp lệ."
KEPT = "Sổ chỉ cộng số, không lưu từng phiếu; đóng cửa sổ này thì số đang đếm mất."


class LiveTally(QDialog):
    """One ballot at a time.

    finished_reading   the Running sums, when the reader takes them over
    """

    finished_reading = Signal(object)

    def __init__(self, ballot: Ballot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Đọc từng phiếu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._ballot = ballot
        self._acclaim = ballot.way == "acclaim"
        keys = tuple(one.key for one in ballot.candidates)
        self.running = Running(keys, None if self._acclaim else ballot.seats, blank_is_valid(ballot.rule))
        self.ticks: dict[str, QCheckBox] = {}
        self.answers: dict[str, QButtonGroup] = {}
        self.sums: dict[str, QWidget] = {}
        self.problem = words("", "bad")
        self.read = words("", "section", wrap=False)
        self.take_button = QPushButton("Ghi phiếu (Enter)")
        self.take_button.setObjectName("first")
        self.take_button.setAutoDefault(False)
        self.take_button.clicked.connect(self.take)
        self._lay_out()
        self._show()
        roomy(self, 80, 21)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for line, one in enumerate(self._ballot.candidates):
            grid.addWidget(words(f"{line + 1}.", "muted", wrap=False), line, 0)
            grid.addWidget(words(one.name), line, 1)
            if self._acclaim:
                group = QButtonGroup(self)
                for column, label in enumerate(("Đồng ý", "Không đồng ý")):
                    choice = QRadioButton(label)
                    choice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                    group.addButton(choice, column)
                    grid.addWidget(choice, line, 2 + column)
                self.answers[one.key] = group
            else:
                self.ticks[one.key] = QCheckBox("Chọn")
                self.ticks[one.key].setFocusPolicy(Qt.FocusPolicy.NoFocus)
                grid.addWidget(self.ticks[one.key], line, 2)
            self.sums[one.key] = words("", "", wrap=False)
            grid.addWidget(self.sums[one.key], line, 4)
        spoilt = button("Không hợp lệ (K)", self.spoil)
        take_over = button("Lấy số này", self.hand_over, tip="Đưa các số đã cộng vào phần kết quả kiểm phiếu")
        leave = button("Đóng", self.reject)
        for pressed in (self.take_button, spoilt, take_over, leave):
            pressed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(10)
        box.addWidget(words(HOW_ACCLAIM if self._acclaim else HOW_ELECT, "muted"))
        box.addLayout(grid)
        box.addStretch(1)
        box.addWidget(self.problem)
        box.addWidget(self.read)
        box.addWidget(words(KEPT, "muted"))
        box.addLayout(row(self.take_button, spoilt, None, take_over, leave))

    def _show(self) -> None:
        tally = self.running.tally()
        for key, label in self.sums.items():
            one = tally[key]
            label.setText(f"{one.agree} / {one.disagree}" if self._acclaim else str(one.agree))  # type: ignore[attr-defined]  # by the kind of ballot
        self.read.setText(
            f"Đã đọc {self.running.read} phiếu: hợp lệ {self.running.valid}, không hợp lệ {self.running.invalid}"
        )

    def _clear(self) -> None:
        for tick in self.ticks.values():
            tick.setChecked(False)
        for group in self.answers.values():
            group.setExclusive(False)
            for choice in group.buttons():
                choice.setChecked(False)
            group.setExclusive(True)
        self.problem.setText("")
        self._show()
        self.take_button.setFocus()

    # -- one ballot --

    def take(self) -> None:
        """Add the ballot on the screen to the sums and forget it."""
        before = self.running.invalid
        try:
            if self._acclaim:
                chosen = {key: group.checkedId() for key, group in self.answers.items()}
                yes = [key for key, answer in chosen.items() if answer == 0]
                self.running = self.running.answered(yes, [key for key, answer in chosen.items() if answer == 1])
            else:
                self.running = self.running.marked(key for key, tick in self.ticks.items() if tick.isChecked())
        except RuleViolation as refusal:
            self.problem.setText(messages.sentence(refusal))
            return
        self._clear()
        if self.running.invalid > before:
            self.problem.setText(BLANK)

    def spoil(self) -> None:
        """The ballot is not valid."""
        self.running = self.running.spoiled()
        self._clear()

    def hand_over(self) -> None:
        """Give the sums to whoever asked and close."""
        self.finished_reading.emit(self.running)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        keys = [one.key for one in self._ballot.candidates]
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not press_focused(self, event):
                self.take()
        elif event.key() == Qt.Key.Key_K:
            self.spoil()
        elif 0 <= place < len(keys) and place < 9:
            self._turn(keys[place])
        else:
            super().keyPressEvent(event)

    def _turn(self, key: str) -> None:
        """Tick or untick a name; an answer goes from agree to not agree to none."""
        if key in self.ticks:
            self.ticks[key].setChecked(not self.ticks[key].isChecked())
            return
        group = self.answers[key]
        now = group.checkedId()
        group.setExclusive(False)
        for choice in group.buttons():
            choice.setChecked(group.id(choice) == now + 1)
        group.setExclusive(True)
