"""One deadline of the year: what is due when, for which scoring step, and what being late costs."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from models.book.year.years import Deadline
from models.rules.errors import BadInput
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog


class DeadlineDialog(FormDialog):
    """Adds a deadline or changes one; one that came from a rule stays as changed when the rule is amended."""

    def __init__(self, session: Session, deadline: Deadline | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Sửa hạn" if deadline else "Thêm hạn", self._put, parent, session=session)
        self.deadline = deadline
        self.name = NameField(deadline.name if deadline else "", placeholder="ví dụ: Bảng tự chấm điểm")
        self.due = DateField(deadline.due_on if deadline else None)
        self.stage = QComboBox()
        self.stage.addItem("Không thuộc bước chấm nào", None)
        for stage in session.book.years.stages(session.year):
            self.stage.addItem(stage.name, stage.key)
        self.stage.setCurrentIndex(max(self.stage.findData(deadline.stage if deadline else None), 0))
        self.consequence = NameField((deadline.consequence or "") if deadline else "")
        self.cite = NameField((deadline.cite or "") if deadline else "")
        self.add("&Việc phải gửi", self.name)
        self.add("&Hạn", self.due)
        self.add("&Bước chấm", self.stage)
        self.add("Gửi &chậm thì", self.consequence)
        self.add("Căn c&ứ", self.cite)

    def _put(self) -> None:
        due = self.due.value()
        if due is None:
            raise BadInput("date.missing")
        old = self.deadline
        book, year = self.session.book, self.session.year
        said = (self.stage.currentData(), old.item if old else None, self.consequence.value(), self.cite.value())
        key = old.key if old else book.new_key()
        book.years.put_deadline(Deadline(year, key, self.name.value(), str(due), *said))
