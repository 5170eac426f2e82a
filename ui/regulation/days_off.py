"""Ngày nghỉ của năm: the days beside Saturdays and Sundays on which nobody works, one a line."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from models.book.base.asked import Field
from models.rules.number.text import to_date
from ui.base.session import Session
from ui.kit.line_dialog import AskDialog
from ui.words import messages

DAYS = (Field("days", "long", ("&Các ngày nghỉ",), hint="Mỗi ngày một dòng.", lines=8),)
ABOUT = "Ngoài thứ bảy, chủ nhật. Ngày lễ cố định đã ghi sẵn; thêm Tết Nguyên đán, Giỗ Tổ, ngày nghỉ bù."
BOTH = "Năm học kéo sang năm dương lịch sau: ghi ngày nghỉ của cả hai năm ở đây."


class DaysOffDialog(AskDialog):
    """Asks for the days off of the year."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        title, days = "Ngày nghỉ của {year}", session.book.days_off.of(session.year)
        given = {"days": "\n".join(messages.show(day) for day in days)}
        is_school_year = session.book.years.first_month(session.year) > 1
        told = ((ABOUT, ""), *(((BOTH, ""),) if is_school_year else ()))
        names = {"year": session.called()}
        super().__init__(session, title, DAYS, self._put, given=given, parent=parent, told=told, names=names)

    def _put(self, said: dict[str, Any]) -> None:
        lines = [line.strip() for line in said.get("days", "").splitlines() if line.strip()]
        self.session.book.days_off.put(self.session.year, [to_date(line) for line in lines])
