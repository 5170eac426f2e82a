"""Ghi nhiệm kỳ: which unit leads or stands second, on what basis, from when to when, by which decision."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from models.book.leadership.chosen import Chosen
from models.book.leadership.leadership import Term
from models.book.leadership.rotation import OpenOffice
from models.rules.errors import BadInput, Refusal
from ui.base.layout import row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import SpinBox, choice, year_box
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.words import labels, rotation_words

BASIS_OF = {"introduced": "introduced", "proposed": "proposed", "appointed": "appointed"}
"""The basis offered first, by how the year's rule says leaders are chosen."""


class TermDialog(FormDialog):
    """Writes one term; with a term given, that one is written anew. `offered` fills a new one in: with whom a meeting
    chose for that office, else with whom the rule suggests; with `acting_from` as acting head from that day.
    Whoever was chosen can be taken for any new term.

    What departs from the rule of rotation is said while choosing; the reason is asked for there and then.
    """

    def __init__(
        self,
        session: Session,
        term: Term | None = None,
        parent: QWidget | None = None,
        offered: OpenOffice | None = None,
        acting_from: str | None = None,
    ) -> None:
        super().__init__("Ghi nhiệm kỳ", self._put, parent, session=session)
        self._term = term
        start = (
            OpenOffice(term.year, term.role, term.rank, term.unit)
            if term
            else offered or OpenOffice(session.year, "head")
        )
        year, unit, role = start.year, start.unit, start.role
        terms = session.book.settings.terms
        rule = session.book.rotation.rule(year)
        basis = BASIS_OF.get(str(rule.spec["how"]), "elected") if rule is not None else "elected"
        self.year = year_box(year, last=max((one.year for one in session.book.years.all()), default=year) + 1)
        self.role = choice({"head": terms.head, "deputy": terms.deputy}, role)
        self.rank = SpinBox()
        self.rank.setRange(1, 9)
        fit(self.rank, most_width=10)
        self.rank.setValue(start.rank)
        self.chosen = QComboBox()
        self.unit = QComboBox()
        self.person = QComboBox()
        self.basis = choice(labels.BASES, term.basis if term else basis)
        self.status = choice(labels.TERM_STATES, term.status if term else "proposed" if offered else "approved")
        self.decision = NameField((term.decision or "") if term else "", "số, ngày quyết định, tờ trình hoặc biên bản")
        self.decided_on = DateField(term.decided_on if term else None)
        self.since = DateField(term.from_date if term else None)
        self.until = DateField(term.to_date if term else None)
        self.deviation = NameField((term.deviation or "") if term else "", "ví dụ: đơn vị đến lượt xin lùi do đại hội")
        self.notices = words("", "warn")
        self._offered, self._acting_from = offered, acting_from
        self._lay_out()
        self._offer_units(unit)
        self._listen()
        self._offer_people()
        self._offer_chosen(term, offered)
        if acting_from is not None:
            for box in (self.basis, self.status):
                box.setCurrentIndex(box.findData("acting"))
            self.since.set_value(acting_from)
            self._show_departures()
        roomy(self, 80, 28)

    def _lay_out(self) -> None:
        self.add("Theo &kết quả", self.chosen, "Người được chọn tại hội nghị của khối; căn cứ được ghi luôn.")
        self.add("Nă&m", self.year, "Năm trước khi có sổ cũng ghi được, để tính luân phiên.")
        self.add("&Vai trò", self.role)
        self.add("Thứ &bậc", self.rank, "Khi có hơn một cấp phó: 1 là người thứ nhất.")
        self.add("Đơ&n vị", self.unit)
        self.add("N&gười", self.person)
        self.add("&Hình thức", self.basis)
        self.add("Tình t&rạng", self.status)
        self.add("&Quyết định", self.decision)
        self.add("Ngà&y quyết định", self.decided_on)
        self.until.setAccessibleName("Đến ngày")
        self.add("&Từ ngày", row(self.since, words("đến ngày", wrap=False), self.until, None), "Để trống là cả năm.")
        self.fields.addRow(self.notices)
        self.add("&Căn cứ, lý do", self.deviation)

    def _offer_chosen(self, term: Term | None, offered: OpenOffice | None) -> None:
        """Offer whom meetings chose for the year and the next; one chosen for the offered office stands there."""
        leadership, words = self.session.book.leadership, self.session.book.settings.terms
        years = dict.fromkeys((offered.year,) if offered else (self.session.year, self.session.year + 1))
        found = [] if term else [one for year in years for one in leadership.chosen(year)]
        position: Any = self.fields.getWidgetPosition(self.chosen)
        for line in (position[0], position[0] + 1):  # the box and the hint under it
            self.fields.setRowVisible(line, bool(found))
        self.chosen.addItem("(tự ghi)", None)
        several = {one.role for one in found if one.rank > 1}
        for one in found:
            name = words.office(one.role, one.rank if one.role in several else 0)
            unit, how = self.session.names.unit(one.unit), rotation_words.CHOSEN[one.how]
            said = f"{name} {self.session.called(one.year)}: {unit} ({how})"
            self.chosen.addItem(said, one)
        self.chosen.activated.connect(lambda _place: self._take(self.chosen.currentData()))
        if offered is not None:
            office = (offered.role, offered.rank)
            places = [place for place, one in enumerate(found, 1) if (one.role, one.rank) == office]
            self.chosen.setCurrentIndex(places[-1] if places else 0)
            self._take(self.chosen.currentData())

    def _take(self, one: Chosen | None) -> None:
        """Fill in whom a meeting chose, how, and by which minutes or decision."""
        if one is None:
            return
        self.year.setValue(one.year)
        for box, value in ((self.role, one.role), (self.basis, one.basis)):
            box.setCurrentIndex(box.findData(value))
        self.rank.setValue(one.rank)
        self._offer_units(one.unit)
        if one.person is not None:
            self.person.setCurrentIndex(max(0, self.person.findData(one.person)))
        self.decision.setText(one.document)
        self.decision.setCursorPosition(0)
        self.decided_on.set_value(one.on)

    def _listen(self) -> None:
        self.year.valueChanged.connect(lambda _year: self._offer_units(self.unit.currentData()))
        self.unit.currentIndexChanged.connect(lambda _place: self._offer_people())
        for box in (self.unit, self.role, self.basis, self.status):
            box.currentIndexChanged.connect(lambda _place: self._show_departures())
        for day in (self.since, self.until):
            day.changed.connect(lambda _day: self._show_departures())
        self.rank.valueChanged.connect(lambda _rank: self._show_departures())

    def _offer_units(self, wanted: str | None) -> None:
        """The units of the chosen year: those on its list, else those that existed at its end. None stands chosen that
        nobody named.
        """
        members, year = self.session.book.members, self.year.value()
        listed = [member.unit for member in members.roster(year)]
        day = f"{year}-12-31"
        there = listed or [unit for unit in members.units(day) if unit.active(day)]
        if self._acting_from is not None:  # a unit that has ended leads no more
            there = [unit for unit in there if (members.last_day(unit.key) or "9999-12-31") >= self._acting_from]
        if wanted is not None and wanted not in {unit.key for unit in there}:
            there.append(members.unit(wanted, day))
        self.unit.blockSignals(True)
        self.unit.clear()
        for unit in there:
            self.unit.addItem(unit.name, unit.key)
        self.unit.setPlaceholderText("chọn đơn vị")
        self.unit.setCurrentIndex(self.unit.findData(wanted) if wanted is not None else -1)
        self.unit.blockSignals(False)
        self._offer_people()
        self._show_departures()

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

    def _show_departures(self) -> None:
        """Say what departs from the rule, and ask for the reason where there is something to give one for; while no
        unit is chosen, why none is suggested.
        """
        session, unit = self.session, self.unit.currentData()
        told: list[str] = []
        why = self._why_nobody() if unit is None else ""
        if unit is not None:
            said = {
                "rank": self.rank.value(),
                "basis": self.basis.currentData(),
                "status": self.status.currentData(),
                "from_date": self.since.readable(),
                "to_date": self.until.readable(),
            }
            key = self._term.key if self._term else ""
            term = Term(key, self.year.value(), unit, self.role.currentData(), **said)
            try:
                found = session.book.rotation.check(term)
            except Refusal as refusal:
                told, found = [session.sentence(refusal)], ()
            terms = session.book.settings.terms
            for breach in found:
                told.append(rotation_words.weight(breach) + rotation_words.breach(breach, terms, session.names.unit))
        self.notices.setText("\n".join(told) or why)
        self.fields.setRowVisible(self.notices, bool(told or why))
        self.fields.setRowVisible(self.deviation, bool(told) or bool(self.deviation.text()))
        self._make_room()

    def _why_nobody(self) -> str:
        """Why the offered office begins without a unit."""
        if self._offered is None or self._offered.unit is not None:
            return ""
        book = self.session.book
        (found,) = book.rotation.outlook(self._offered.year, 1)
        return rotation_words.nobody(found, self._offered.role, book.settings.terms, self.session.names.unit)

    def _put(self) -> object:
        if self.unit.currentData() is None:
            raise BadInput("term.no_unit")
        decided, since, until = self.decided_on.value(), self.since.value(), self.until.value()
        return self.session.book.leadership.put_term(
            self.year.value(),
            self.unit.currentData(),
            self.role.currentData(),
            rank=self.rank.value(),
            person=self.person.currentData(),
            basis=self.basis.currentData(),
            status=self.status.currentData(),
            decision=self.decision.value() or None,
            decided_on=decided,
            from_date=since,
            to_date=until,
            deviation=self.deviation.value() or None,
            key=self._term.key if self._term else None,
        )
