"""Ghi kết quả bỏ phiếu: the votes that part units with equal points, kept as a decision with the minutes' number."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtWidgets import QCheckBox, QWidget

from ui.base.layout import row, words
from ui.base.session import Session
from ui.kit.fields import DateField, NameField, NumberField
from ui.kit.form_dialog import FormDialog
from ui.meetings.dialogs import whole


class TieBallotDialog(FormDialog):
    """Asks votes and who was chosen; the order of those chosen follows their votes."""

    def __init__(self, session: Session, units: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("Ghi kết quả bỏ phiếu", self._record, parent, session=session)
        self._session, self._units = session, tuple(units)
        self.say("Các đơn vị bằng điểm; ghi số phiếu theo biên bản kiểm phiếu.")
        self.votes: dict[str, NumberField] = {}
        self.chosen: dict[str, QCheckBox] = {}
        for unit in units:
            field, chosen = NumberField(Fraction(0), kind="figure"), QCheckBox("được chọn")
            field.setAccessibleName(f"Số phiếu của {session.unit_name(unit)}")
            self.votes[unit], self.chosen[unit] = field, chosen
            line = row(field, words("phiếu", "muted", wrap=False), chosen, None)
            self.add("{unit}", line, unit=session.unit_name(unit))
        self.title = NameField("Bỏ phiếu phân định khi bằng điểm")
        self.body_name = NameField("Hội nghị tổng kết")
        self.document = NameField(placeholder="số, ngày biên bản kiểm phiếu")
        self.date = DateField(session.book.today())
        self.add("&Nội dung", self.title)
        self.add("&Ai quyết định", self.body_name)
        self.add("&Văn bản", self.document)
        self.add("N&gày", self.date)

    def _record(self) -> object:
        votes: dict[str, int] = {}
        for unit, field in self.votes.items():
            votes[unit] = whole(field)
        elected = sorted((unit for unit in self._units if self.chosen[unit].isChecked()), key=lambda unit: -votes[unit])
        book, year = self._session.book, self._session.year
        question = book.standing.tie_ballot(year, votes)
        date = self.date.value()
        choice = {"votes": votes, "elected": elected}
        said = (self.title.value(), self.body_name.value() or None, self.document.value() or None)
        return book.decisions.answer(question, choice, *said, date, year=year)
