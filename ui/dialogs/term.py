"""Ghi nhiệm kỳ: which unit leads or stands second, on what basis, from when to when, by which decision."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from models.book.leadership import Term
from ui import labels
from ui.dialogs.form_dialog import FormDialog
from ui.session import Session
from ui.widgets.fields import DateField, NameField


def choice(labels_by_key: Mapping[str, str], chosen: str) -> QComboBox:
    """A box of a closed list, showing labels and holding keys."""
    box = QComboBox()
    for key, label in labels_by_key.items():
        box.addItem(label, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


class TermDialog(FormDialog):
    """Writes one term; with a term given, that one is written anew."""

    def __init__(self, session: Session, term: Term | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Ghi nhiệm kỳ", self._put, parent, session=session)
        self._term = term
        book = session.book
        words = book.settings.terms
        self.year = choice({str(one.year): f"năm {one.year}" for one in book.years.all()}, str(session.year))
        self.role = choice({"head": words.head, "deputy": words.deputy}, term.role if term else "head")
        self.rank = QSpinBox()
        self.rank.setRange(1, 9)
        self.rank.setMaximumWidth(70)
        self.rank.setValue(term.rank if term else 1)
        self.unit = QComboBox()
        for unit in book.members.units():
            self.unit.addItem(unit.name, unit.key)
        self.unit.setCurrentIndex(self.unit.findData(term.unit) if term else 0)
        self.person = QComboBox()
        self.basis = choice(labels.BASES, term.basis if term else "elected")
        self.status = choice(labels.TERM_STATES, term.status if term else "approved")
        self.decision = NameField((term.decision or "") if term else "", "số, ngày quyết định hoặc biên bản")
        self.since = DateField(term.from_date if term else None)
        self.until = DateField(term.to_date if term else None)
        self._lay_out()
        self.unit.currentIndexChanged.connect(self._offer_people)
        self._offer_people()
        self.resize(600, 420)

    def _lay_out(self) -> None:
        self.add("&Năm", self.year)
        self.add("&Vai trò", self.role)
        self.add("Thứ &bậc", self.rank, "Khi có hơn một cấp phó: 1 là người thứ nhất.")
        self.add("Đơn v&ị", self.unit)
        self.add("N&gười", self.person, "Chọn trong những người liên hệ của đơn vị.")
        self.add("&Hình thức", self.basis)
        self.add("&Tình trạng", self.status)
        self.add("&Quyết định", self.decision)
        self.add("T&ừ ngày", self.since, "Để trống là cả năm.")
        self.add("Đ&ến ngày", self.until)

    def _offer_people(self) -> None:
        """Offer the people of the chosen unit, its present head first."""
        self.person.clear()
        self.person.addItem("(không ghi)", None)
        if self.session is None or self.unit.currentData() is None:
            return
        contacts = self.session.book.members.contacts(self.unit.currentData(), every=True)
        for contact in sorted(contacts, key=lambda one: (one.role != "head", one.to_date is not None)):
            if self.person.findData(contact.person) < 0:
                said = f"{contact.name}, {contact.title}" if contact.title else contact.name
                self.person.addItem(said, contact.person)
        wanted = self._term.person if self._term and self._term.unit == self.unit.currentData() else None
        place = self.person.findData(wanted) if wanted else min(1, self.person.count() - 1)
        self.person.setCurrentIndex(max(0, place))

    def _put(self) -> object:
        assert self.session is not None
        since, until = self.since.value(), self.until.value()
        return self.session.book.leadership.put_term(
            int(self.year.currentData()),
            self.unit.currentData(),
            self.role.currentData(),
            rank=self.rank.value(),
            person=self.person.currentData(),
            basis=self.basis.currentData(),
            status=self.status.currentData(),
            decision=self.decision.value() or None,
            decided_on=self._term.decided_on if self._term else None,
            from_date=str(since) if since else None,
            to_date=str(until) if until else None,
            deviation=self._term.deviation if self._term else None,
            key=self._term.key if self._term else None,
        )
