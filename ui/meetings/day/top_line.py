"""Above the work: which meeting it is, the work at hand where the programme has no list, what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from ui.base.layout import words
from ui.base.measure import fit
from ui.kit.boxes import tip_whole
from ui.meetings.day.agenda import AgendaLine

LONGEST = 52  # letters of a meeting's title in its box


class Low(QWidget):
    """Content that is scrolled only where less than the least it needs is there, not as soon as it has less than it
    would like."""

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return inside.minimumHeightForWidth(width) if inside is not None else super().heightForWidth(width)


class TopLine(QWidget):
    """The meeting, the work at hand, what can be done now: in one line, or the last below the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meetings = QComboBox()
        self.meetings.setAccessibleName("Hội nghị")
        self.meetings.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meetings.setMinimumContentsLength(16)
        fit(self.meetings, most_width=LONGEST)
        tip_whole(self.meetings)
        self.agenda_line = AgendaLine()
        self.now = words("")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._grid.setHorizontalSpacing(12)
        self._grid.addWidget(self.meetings, 0, 0)
        self._grid.addWidget(self.agenda_line, 0, 1)
        self._grid.addWidget(self.now, 0, 2)
        self._wide = True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._stretch()

    @property
    def warns(self) -> bool:
        """Whether what is said is about something missing."""
        return self.now.objectName() == "warn"

    def say(self, text: str, warns: bool) -> None:
        """Say what can be done now, or what is missing first."""
        self.now.setText(text)
        tone = "warn" if warns else ""
        if self.now.objectName() != tone:
            self.now.setObjectName(tone)
            self.now.style().unpolish(self.now)
            self.now.style().polish(self.now)

    def fold(self, wide: bool, says: bool) -> None:
        """Stand in one line where pages are wide; else what can be done stands below, where it is to be said at all."""
        if wide != self._wide:
            self._wide = wide
            self._grid.addWidget(self.now, *((0, 2) if wide else (1, 0, 1, 2)))
            self._stretch()
        self.agenda_line.setVisible(not wide and self.agenda_line.count() > 0)
        self.meetings.setVisible(not wide or self.meetings.count() > 1)
        self.now.setVisible(wide or says)

    def _stretch(self) -> None:
        for column, share in enumerate((1, 0, 1) if self._wide else (1, 1, 0)):
            self._grid.setColumnStretch(column, share)
