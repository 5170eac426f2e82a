"""One task of the year: worded, dated and placed by the bloc."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from models.book.year.tasks import Task
from ui.base.layout import row, words
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words.messages import show
from ui.words.task_words import FIRST_MONTH, LAST_MONTH, month_name


class TaskDialog(FormDialog):
    """Adds a task after the chosen one, or changes one."""

    def __init__(
        self, session: Session, task: Task | None = None, after: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Sửa việc" if task else "Thêm việc", self._put, parent, session=session)
        self.task, self._after = task, after
        self.title = NameField(task.title if task else "")
        self.begins = self._months(task.from_month if task else None)
        self.ends = self._months(task.to_month if task else None)
        self.due = DateField(task.due_on if task else None)
        self.follows = QComboBox()
        self._fill_deadlines(session, task.follows if task else None)
        self.who = NameField(task.who if task else "")
        self.paper = NameField(task.paper if task else "")
        self.done_when = NameField(task.done_when if task else "")
        self.note = TextArea((task.note or "") if task else "")
        fit(self.note, most_height=3)
        self.note.setTabChangesFocus(True)
        self.add("&Việc cần làm", self.title)
        self.add("&Tháng thường làm", row(self.begins, words("đến", wrap=False), self.ends, None))
        self.add("Hạn &riêng của khối", self.due, "Để trống thì theo hạn của quy định, hoặc hết tháng thường làm.")
        self.add("Theo &hạn", self.follows)
        self.add("&Ai làm", self.who)
        self.add("&Giấy tờ", self.paper)
        self.add("&Xong khi", self.done_when)
        self.add("Ghi &chú", self.note)
        fit(self, least_width=76)

    def _months(self, chosen: int | None) -> QComboBox:
        shift = self.session.book.years.first_month(self.session.year) - 1
        box = QComboBox()
        box.addItem("cả năm", None)
        for month in range(FIRST_MONTH, LAST_MONTH + 1):
            box.addItem(month_name(month + shift), month)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        return box

    def _fill_deadlines(self, session: Session, chosen: str | None) -> None:
        book, year = session.book, session.year
        self.follows.addItem("Không theo hạn nào", None)
        for stage in book.years.stages(year):
            self.follows.addItem(f"Hạn của bước {stage.name.lower()}", f"stage:{stage.key}")
        for deadline in book.years.deadlines(year):
            self.follows.addItem(f"{deadline.name}, {show(deadline.due_on)}", deadline.key)
        if chosen and self.follows.findData(chosen) < 0:
            self.follows.addItem("Hạn trong quy định (năm nay chưa có)", chosen)
        self.follows.setCurrentIndex(max(self.follows.findData(chosen), 0))

    def _put(self) -> object:
        tasks, year = self.session.book.tasks, self.session.year
        said = {
            "from_month": self.begins.currentData(),
            "to_month": self.ends.currentData(),
            "due_on": self.due.value(),
            "follows": self.follows.currentData(),
            "who": self.who.value(),
            "paper": self.paper.value(),
            "done_when": self.done_when.value(),
            "note": self.note.toPlainText(),
        }
        if self.task is None:
            return tasks.add(year, self.title.value(), after=self._after, **said)
        tasks.describe(year, self.task.key, title=self.title.value(), **said)
        return self.task.key
