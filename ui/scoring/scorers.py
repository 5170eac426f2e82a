"""Nhiều đơn vị cùng chấm: who scores the others at one step, and how their points make one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QWidget

from models.book.year.rows import Panel
from models.book.year.years import MOST_TRIM
from ui.base.session import Session
from ui.kit.boxes import OpenList, SpinBox
from ui.kit.form_dialog import FormDialog

METHODS = {"mean": "Trung bình cộng", "trimmed-mean": "Trung bình cộng sau khi bỏ điểm cao nhất, thấp nhất"}
MISSING = {"ask": "Hỏi, nêu tên đơn vị chưa chấm", "leave-out": "Tính trên các đơn vị đã chấm"}
ABOUT = (
    "Mỗi đơn vị được chọn chấm các đơn vị khác trên phiếu riêng, không chấm chính mình. Điểm của bước “{step}” lấy từ "
    "các phiếu ấy; các bước khác không lẫn vào. Không chọn đơn vị nào thì bước này mỗi đơn vị một phiếu như thường."
)


class ScorersDialog(FormDialog):
    """Sets who scores at a step of the year."""

    def __init__(self, session: Session, step: str, parent: QWidget | None = None) -> None:
        super().__init__("Nhiều đơn vị cùng chấm", self._set, parent, session=session)
        self._step = step
        book, year = session.book, session.year
        panel = book.years.panels(year).get(step) or Panel({})
        self.say(ABOUT.format(step=session.names.stage(step)))
        self.units = OpenList()
        self.units.setAccessibleName("Đơn vị cùng chấm")
        for member in book.members.roster(year):
            item = QListWidgetItem(book.members.called(member.unit, year), self.units)
            item.setData(Qt.ItemDataRole.UserRole, member.key)
            checked = member.key in panel.by if panel.by else member.to_date is None
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self.method, self.missing, self.trim = _box(METHODS, panel.method), _box(MISSING, panel.missing), SpinBox()
        self.trim.setRange(1, MOST_TRIM)
        self.trim.setValue(panel.trim)
        self.add("Đơn &vị chấm", self.units)
        self.add("&Cách tính", self.method)
        self.add("&Bỏ mỗi đầu", self.trim)
        self.add("Đơ&n vị chưa chấm", self.missing)
        self.method.currentIndexChanged.connect(lambda _place: self._follow())
        self._follow()

    def _follow(self) -> None:
        self.trim.setEnabled(self.method.currentData() == "trimmed-mean")

    def chosen(self) -> dict[str, str]:
        """The units that score, with what they are called."""
        items = (self.units.item(place) for place in range(self.units.count()))
        return {
            str(item.data(Qt.ItemDataRole.UserRole)): item.text()
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        }

    def _set(self) -> object:
        self.session.book.years.set_panel(
            self.session.year,
            self._step,
            self.chosen(),
            str(self.method.currentData()),
            self.trim.value(),
            str(self.missing.currentData()),
        )
        return True


def _box(words: dict[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    for key, text in words.items():
        box.addItem(text, key)
    box.setCurrentIndex(box.findData(chosen))
    return box
