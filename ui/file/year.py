"""Thêm năm khác: the book's first year, or one before those it has. The year after the last has one door, "Lập sổ năm
sau từ sổ này…", which takes over what is due."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from models.rules.number.days import LAST_YEAR
from ui.base.session import Session
from ui.kit.boxes import year_box
from ui.kit.form_dialog import FormDialog


class YearDialog(FormDialog):
    """Opens a year; the pages show it afterwards."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Thêm năm khác", self._open, parent, "Mở năm", session=session)
        years = [one.year for one in session.book.years.all()]
        self._first = min(years, default=None)
        self.year = year_box(self._first - 1 if self._first else date.today().year, last=max(years, default=LAST_YEAR))
        self.take = QCheckBox(f"Lấy danh sách đơn vị {session.called(self._first)}" if self._first else "")
        if self._first:
            coming = session.called(max(years) + 1, capital=True)
            self.say(
                f"Để ghi năm trước {session.called(self._first)}. "
                f"{coming} thì dùng “Lập sổ năm sau từ sổ này…” trong thực đơn Sổ."
            )
        self.add("&Năm", self.year)
        if self._first:
            self.add("Danh &sách đơn vị", self.take, "Không lấy đơn vị đã thôi tham gia.")

    def _open(self) -> None:
        year = self.year.value()
        book = self.session.book
        if self._first is not None and self.take.isChecked():
            book.next_year.open(year, self._first)
        else:
            book.years.open(year)
        self.session.choose_year(year)
