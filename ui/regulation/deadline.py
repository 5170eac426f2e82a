"""One deadline of the year: what is due when, for which scoring step, and what being late costs."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from models.book.base.asked import Field
from models.book.year.years import Deadline
from ui.base.session import Session
from ui.kit.line_dialog import AskDialog


class DeadlineDialog(AskDialog):
    """Adds a deadline or changes one; one that came from a rule stays as changed when the rule is amended."""

    def __init__(self, session: Session, deadline: Deadline | None = None, parent: QWidget | None = None) -> None:
        self.deadline = deadline
        stages = {one.key: one.name for one in session.book.years.stages(session.year)}
        fields = (
            Field("name", "text", ("&Việc phải gửi",), example="ví dụ: Bảng tự chấm điểm"),
            Field("due_on", "date", ("&Hạn",), needed=True),
            Field("stage", "choice", ("&Bước chấm",), choices={"": "Không thuộc bước chấm nào", **stages}),
            Field("consequence", "text", ("Gửi &chậm thì",)),
            Field("cite", "text", ("Că&n cứ",)),
        )
        title = "Sửa hạn" if deadline else "Thêm hạn"
        super().__init__(session, title, fields, self._put, deadline, parent=parent)

    def _put(self, said: dict[str, Any]) -> None:
        old, book = self.deadline, self.session.book
        key = old.key if old else book.new_key()
        told = (said.get("stage"), old.item if old else None, said.get("consequence", ""), said.get("cite", ""))
        book.years.put_deadline(Deadline(self.session.year, key, said.get("name", ""), said["due_on"], *told))
