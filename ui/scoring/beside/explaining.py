"""How far the explanation of a difference has come: asked, answered, taken, or the points kept with a reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from models.book.scoring.rows import SheetCell
from models.rules import words as shared
from ui.base.layout import column, no_margins
from ui.kit.fields import NameField

STATES: Final = {
    "": "(chưa hỏi)",
    "asked": "Đã hỏi, chờ trả lời",
    "answered": "Đã trả lời",
    "taken": shared.TAKEN["taken"],
    "kept": "Giữ điểm, có lý do",
}


class ExplainingBox(QWidget):
    """The state of one cell's explanation; a reason is asked where the points are kept.

    told   state and reason, once both are there
    """

    told = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.state = QComboBox()
        self.state.setAccessibleName("Tình trạng giải trình")
        for key, label in STATES.items():
            self.state.addItem(label, key)
        self.reason = NameField(placeholder="lý do giữ điểm")
        self.reason.setAccessibleName("Lý do giữ điểm")
        self.setLayout(column(self.state, self.reason, spacing=4))
        no_margins(self)
        self.state.activated.connect(lambda _place: self._follow())
        self.reason.editingFinished.connect(self._tell)

    def show_cell(self, held: SheetCell, may: bool) -> None:
        """Show a cell's state; `may` says whether it can be changed."""
        self.state.setCurrentIndex(max(0, self.state.findData(held.explanation_state or "")))
        self.reason.setText(held.explanation_reason or "")
        self.reason.setVisible(held.explanation_state == "kept")
        for field in (self.state, self.reason):
            field.setEnabled(may)

    def _follow(self) -> None:
        kept = self.state.currentData() == "kept"
        self.reason.setVisible(kept)
        if kept and not self.reason.value():
            self.reason.setFocus()
        else:
            self._tell()

    def _tell(self) -> None:
        state = self.state.currentData()
        if state != "kept" or self.reason.value():
            self.told.emit(state, self.reason.value() if state == "kept" else "")
