"""Số, ngày văn bản: the number and day under which a paper of the year goes out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from printing.catalogue import PaperKind
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.units.unit import needed


class PaperNumberDialog(FormDialog):
    """Shows what the register of papers has; the paper is printed with it from then on."""

    def __init__(self, session: Session, kind: PaperKind, parent: QWidget | None = None) -> None:
        super().__init__("Số, ngày văn bản", self._save, parent, session=session)
        self._kind = kind
        known = session.book.papers.numbered(kind.key, session.year)
        self.say(kind.title, "section")
        self.number = NameField((known.number or "") if known else "", "ví dụ: 15")
        self.on = DateField(known.date if known else None)
        self.add("&Số", self.number, "Chỉ ghi số; ký hiệu theo loại văn bản và đơn vị đứng đầu.")
        self.add("&Ngày", self.on)
        roomy(self, 65)

    def _save(self) -> object:
        papers, year = self.session.book.papers, self.session.year
        on = needed(self.on, "date.missing")
        return papers.put_number(self._kind.key, year, self.number.value(), on, f"{self._kind.title} năm {year}")
