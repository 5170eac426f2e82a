"""Two small dialogs of rotation: a unit's turn that a year passes over, and a list of turns as it was announced."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from models.book.base.asked import Field
from models.book.leadership.plans import Planned
from ui.base.session import Session
from ui.kit.boxes import choice, year_box
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.line_dialog import AskDialog
from ui.words.rotation_words import EXCEPTIONS


class TurnExceptionDialog(FormDialog):
    """Writes that a unit does not lead in a year, and why."""

    def __init__(self, session: Session, unit: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Không xét lượt của đơn vị", self._put, parent, session=session)
        book = session.book
        units = book.rotation.circle(session.year).units
        self.unit = choice({key: book.members.unit(key).name for key in units}, unit)
        self.year = year_box(session.year + 1)
        self.reason = choice({key: session.worded(text) for key, text in EXCEPTIONS.items()}, "declined")
        self.note = NameField("", "nói rõ thêm, nếu cần")
        self.document = NameField("", "số, ngày văn bản của đơn vị")
        self.add("Đơn &vị", self.unit)
        self.add("&Năm không xét", self.year)
        self.add("&Lý do", self.reason)
        self.add("&Ghi chú", self.note)
        self.add("&Căn cứ", self.document)
        self.say("Chỉ không xét trong năm này; các năm sau đơn vị lại được xét như trước.", "muted")

    def _put(self) -> None:
        self.session.book.rotation.put_exception(
            self.year.value(),
            self.unit.currentData(),
            self.reason.currentData(),
            self.note.value() or None,
            self.document.value() or None,
        )


class AnnounceDialog(AskDialog):
    """Writes the shown plan as the list that was announced."""

    def __init__(self, session: Session, planned: Planned, parent: QWidget | None = None) -> None:
        plan = planned.plan
        years = [year for year, unit in plan.heads.items() if unit is not None]
        first, last = (min(years), max(years)) if years else (planned.task.first, planned.task.first)
        told = (
            f"Ghi {len(years)} lượt từ năm {first} đến năm {last} làm danh sách luân phiên đã thông báo. "
            f"Danh sách đã thông báo trước đây, từ năm {first} trở đi, được thay bằng danh sách này."
        )

        def write(said: dict[str, Any]) -> None:
            session.book.rotation.plans.announce(plan.heads, planned.deputies, said.get("document"))

        where = Field("document", "text", ("&Thông báo tại",), example="số, ngày thông báo hoặc biên bản")
        super().__init__(session, "Ghi danh sách đã thông báo", (where,), write, parent=parent, told=((told, ""),))
