"""What a condition asks and the book cannot work out, recorded for one holder; results of years before the book."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from models.book.awards_rows import Proposal
from models.rules.conditions import Clause
from models.rules.facts import CATALOGUE
from models.rules.points import to_text
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.honour import year_box
from ui.session import Session
from ui.widgets import award_words
from ui.widgets.fields import NameField, NumberField
from ui.widgets.layout import row

YES_NO = {"chưa ghi": "", "Có": "yes", "Không": "no"}


class FindingsDialog(FormDialog):
    """One field for every clause somebody may answer; a blank field leaves what is recorded as it is."""

    def __init__(
        self, session: Session, proposal: Proposal, clauses: Sequence[Clause], parent: QWidget | None = None
    ) -> None:
        super().__init__("Ghi thông tin điều kiện", self._save, parent, session=session)
        self._proposal = proposal
        self.say(f"{award_words.who(session, proposal)}: {proposal.title_name}", "section")
        self.fields_of: dict[str, QComboBox | NumberField | NameField] = {}
        for clause in clauses:
            kind = CATALOGUE[clause.fact.partition("(")[0]].type
            field: QComboBox | NumberField | NameField
            if kind == "yes-no":
                field = QComboBox()
                for label, value in YES_NO.items():
                    field.addItem(label, value)
            else:
                field = NumberField(kind="figure") if kind == "number" else NameField()
            self.fields_of[clause.fact] = field
            self.add(_asked(clause), field)
        self.document = NameField(placeholder="văn bản, cơ quan xác nhận")
        self.add("&Căn cứ", self.document)
        self.resize(640, 180 + 36 * len(clauses))

    def _save(self) -> object:
        assert self.session is not None
        book, one = self.session.book, self._proposal
        document = self.document.value() or None
        with book.findings.together(one.year):
            for kind, field in self.fields_of.items():
                value = _value(field)
                if value:
                    book.findings.put(one.year, one.who, value, kind, document=document)
        return True


def _asked(clause: Clause) -> str:
    """What is to be told: the fact itself, without what the condition wants of it."""
    words = clause.asked
    for mark in (" từ ", " trên ", " không quá ", " dưới ", " là ", " thuộc: "):
        if CATALOGUE[clause.fact.partition("(")[0]].type != "yes-no":
            words = words.partition(mark)[0]
    return words[:1].upper() + words[1:]


def _value(field: QComboBox | NumberField | NameField) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData())
    value = field.value()
    return to_text(value) if isinstance(value, Fraction) else str(value or "")


class PastResultsDialog(FormDialog):
    """Places and points of a year before this book, for the tie key "last year" and for history."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Kết quả năm trước", self._save, parent, session=session)
        self.year = year_box(session.year - 1)
        self.add("&Năm", self.year)
        self.lines: dict[str, tuple[QSpinBox, NumberField]] = {}
        for member in session.book.members.roster(session.year):
            rank, points = QSpinBox(), NumberField(kind="figure")
            rank.setRange(0, 99)
            rank.setSpecialValueText("chưa có")
            rank.setPrefix("thứ ")
            points.setPlaceholderText("điểm")
            self.lines[member.key] = (rank, points)
            self.add(member.unit.short_name, row(rank, points, None))
        self.year.valueChanged.connect(lambda _year: self._show())
        self._show()

    def _show(self) -> None:
        assert self.session is not None
        found = {one.unit: one for one in self.session.book.findings.past_results(self.year.value())}
        for unit, (rank, points) in self.lines.items():
            there = found.get(unit)
            rank.setValue(there.rank or 0 if there else 0)
            points.set_value(Fraction(there.points) if there and there.points else None)

    def _save(self) -> object:
        assert self.session is not None
        findings, year = self.session.book.findings, self.year.value()
        with findings.together(year):
            for unit, (rank, points) in self.lines.items():
                value = points.value()
                if rank.value() or value is not None:
                    text = to_text(value) if isinstance(value, Fraction) else None
                    findings.put_result(year, unit, rank.value() or None, text)
        return True
