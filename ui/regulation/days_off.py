"""Ngày nghỉ của năm: the days beside Saturdays and Sundays on which nobody works, one a line."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.rules.number.text import to_date
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words import messages


class DaysOffDialog(FormDialog):
    """Asks for the days off of the year."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(f"Ngày nghỉ của {session.called()}", self._put, parent, session=session)
        self.say("Ngoài thứ bảy, chủ nhật. Ngày lễ cố định đã ghi sẵn; thêm Tết Nguyên đán, Giỗ Tổ, ngày nghỉ bù.")
        days = session.book.days_off.of(session.year)
        self.days = TextArea("\n".join(messages.show(day) for day in days))
        self.days.setTabChangesFocus(True)
        self.add("&Các ngày nghỉ", self.days, "Mỗi ngày một dòng.")

    def _put(self) -> None:
        lines = [line.strip() for line in self.days.toPlainText().splitlines() if line.strip()]
        self.session.book.days_off.put(self.session.year, [to_date(line) for line in lines])
