"""Năm mới trong sổ này: the year and whose list of units it begins with."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from ui.base.session import Session
from ui.kit.form_dialog import FormDialog


class YearDialog(FormDialog):
    """Opens a year; the pages show it afterwards."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Năm mới trong sổ này", self._open, parent, "Mở năm", session=session)
        years = [one.year for one in session.book.years.all()]
        self._last = max(years, default=None)
        self.year = QSpinBox()
        self.year.setRange(2000, 2100)
        self.year.setValue(self._last + 1 if self._last else date.today().year)
        self.take = QCheckBox(f"Lấy danh sách đơn vị năm {self._last}" if self._last else "")
        self.take.setChecked(self._last is not None)
        self.add("&Năm", self.year)
        if self._last:
            self.add("Danh &sách đơn vị", self.take, "Không lấy đơn vị đã thôi tham gia.")

    def _open(self) -> None:
        year = self.year.value()
        book = self.session.book
        if self._last is not None and self.take.isChecked():
            book.next_year.open(year, self._last)
        else:
            book.years.open(year)
        self.session.choose_year(year)
