"""Diễn giải cách tính: an assessment's tree, as deep as the rule went, each step with its value and its article."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from models.book.regulation.sources import cited
from models.rules.words import capital
from ui.base.measure import letters, measured
from ui.base.wrapping import Wrapping
from ui.words import messages

CARRYING = frozenset({"sum", "weigh", "round"})
"""Steps that only put together what is below them, so that a minus goes on to that."""

OPEN = 2
"""Levels that are seen at once; what is below a line is made when the line is opened."""


class _Line(QTreeWidgetItem):
    """One step; what is `taken` off carries its minus."""

    def __init__(self, parent: QTreeWidgetItem, step: Any, taken: bool = False) -> None:
        value = messages.show(step.value)
        minus = "−" if taken and step.value and value[:1].isdigit() else ""
        super().__init__(parent, [messages.step_words(step), minus + value, capital(cited(step.cite or ""))])
        self.setTextAlignment(0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.setToolTip(0, self.text(0))
        self._step, self._taken, self._lines = step, taken, list[_Line]()
        if step.children:
            self.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)

    def open(self, depth: int = 1) -> None:
        """Make the lines below, so many levels deep."""
        step = self._step
        if not self._lines:
            for place, child in enumerate(step.children):
                penalty = (self._taken and step.op in CARRYING) or (step.op == "points" and place == 2)
                self._lines.append(_Line(self, child, penalty))
        for line in self._lines if depth > 1 else ():
            line.open(depth - 1)


class WhyPanel(QTreeWidget):
    """Shows one `rules.scoring.Step` (or several, as roots) with columns step, value, authority."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(["Diễn giải cách tính", "Số", "Căn cứ"])
        self.setRootIsDecorated(True)
        self.setAccessibleName("Diễn giải cách tính")
        header = self.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(False)
        self.setItemDelegate(Wrapping(self))
        measured(self, lambda: self.setIndentation(letters(self, 2)))
        self.itemExpanded.connect(lambda item: item.open())
        self.itemExpanded.connect(lambda _item: self._share())

    def show_steps(self, *steps: Any) -> None:
        """Replace what is shown by these trees; none empties the panel."""
        self.clear()
        for step in steps:
            _Line(self.invisibleRootItem(), step).open(OPEN)
        self.expandToDepth(OPEN - 1)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give the authority the room its words take, a third of the panel at most: the step comes first."""
        wanted = max(self.sizeHintForColumn(2), self.header().sectionSizeHint(2))
        self.setColumnWidth(2, min(wanted, self.viewport().width() // 3))

    def as_text(self) -> str:
        """The tree as indented lines, for the clipboard and for tests."""
        lines: list[str] = []

        def walk(item: QTreeWidgetItem | None, depth: int) -> None:
            assert isinstance(item, _Line), "every line is made here"
            item.open()
            lines.append("    " * depth + "  ".join(item.text(n) for n in range(3) if item.text(n)))
            for number in range(item.childCount()):
                walk(item.child(number), depth + 1)

        for number in range(self.topLevelItemCount()):
            walk(self.topLevelItem(number), 0)
        return "\n".join(lines)
