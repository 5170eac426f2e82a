"""What a condition asks and the book cannot work out, recorded for one holder; results of years before the book."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from models.book.awards.rows import Proposal
from models.book.regulation.grounds import HINDRANCES
from models.rules.errors import BadInput
from models.rules.number.days import year_in
from models.rules.number.points import to_text
from models.rules.place.conditions import Clause
from models.rules.place.facts import CATALOGUE
from ui.awards import award_words
from ui.base.layout import row
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.boxes import SpinBox, year_box
from ui.kit.fields import NameField, NumberField
from ui.kit.form_dialog import FormDialog
from ui.words.labels import GENDERS

SHARE = "share(of="
"""How the fact of a share begins, before the title and a closing bracket."""
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
        self.shares: dict[str, tuple[NumberField, NumberField]] = {}
        for clause in clauses:
            if clause.fact.startswith(SHARE) and proposal.holder == "collective":
                self._ask_share(clause)
                continue
            kind = CATALOGUE[clause.fact.partition("(")[0]].type
            field: QComboBox | NumberField | NameField
            if kind == "yes-no":
                field = QComboBox()
                for label, value in YES_NO.items():
                    field.addItem(label, value)
            else:
                field = NumberField(kind="figure") if kind == "number" else NameField()
            self.fields_of[clause.fact] = field
            now = "" if clause.own is None or clause.fact in HINDRANCES else "Đã ghi: {own}"
            self.add("{asked}", field, now, asked=_asked(clause), own=str(clause.own))
        self.document = NameField(placeholder="văn bản, cơ quan xác nhận")
        self.add("&Căn cứ", self.document)
        roomy(self, 80, 11 + 2 * len(clauses))

    def _ask_share(self, clause: Clause) -> None:
        """A share is reckoned from two counts, never typed."""
        count, people = NumberField(kind="figure"), NumberField(kind="figure")
        called = _asked(clause).removeprefix("Tỷ lệ ").removesuffix(" (%)")
        count.setAccessibleName(f"Số người đạt {called}")
        people.setAccessibleName("Số cá nhân thuộc diện bình xét")
        count.setPlaceholderText("số người đạt")
        people.setPlaceholderText("số người được xét")
        self.shares[clause.fact] = count, people
        now = "Hiện: {own}" if clause.own else "Ghi số người; tỷ lệ do sổ tính."
        self.add("{called}: đạt, trong số", row(count, people), now, called=called, own=str(clause.own))

    def _put_share(self, fact: str, document: str | None) -> None:
        count, people = (field.value() for field in self.shares[fact])
        if count is None and people is None:
            return
        numbers = [one if isinstance(one, Fraction) and one.denominator == 1 else None for one in (count, people)]
        if None in numbers:
            raise BadInput("finding.not_a_count", count=str(count), whole=str(people))
        of = fact.removeprefix(SHARE).removesuffix(")")
        got, whole = (int(one) for one in numbers if one is not None)
        self.session.book.findings.put_share(self._proposal.year, self._proposal.unit, of, got, whole, document)

    def _save(self) -> object:
        book, one = self.session.book, self._proposal
        document = self.document.value() or None
        with book.findings.together(one.year):
            for fact in self.shares:
                self._put_share(fact, document)
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


class AboutPersonDialog(FormDialog):
    """Year of birth for the list of particulars; gender, only asked where a rule prefers among equals."""

    def __init__(self, session: Session, person: str, parent: QWidget | None = None) -> None:
        super().__init__("Năm sinh, giới tính, nơi khác", self._save, parent, session=session)
        self._person = person
        found = session.book.keys.known("person", person)
        known = found or {}
        self.say(str(known.get("name", "")), "section")
        born = known.get("birth_year")
        self.born = NameField(str(born) if born else "", "bốn chữ số")
        self.gender = QComboBox()
        for label, value in GENDERS.items():
            self.gender.addItem(label, value)
        self.gender.setCurrentIndex(max(0, self.gender.findData(known.get("gender"))))
        self.add("&Năm sinh", self.born, "In ở danh sách trích ngang.")
        self.add("&Giới tính", self.gender, "Chỉ dùng khi quy định ưu tiên nữ trong những người đủ điều kiện như nhau.")
        members = session.book.members
        self.linked = [key for key in members.records_of(person) if key != person]
        self.same = QComboBox()
        self.same.addItem("(không ghi)", "")
        for key, label in members.other_people(person):
            self.same.addItem(label + (" (đã ghi)" if key in self.linked else ""), key)
        self.same.setCurrentIndex(max(0, self.same.findData(self.linked[0] if self.linked else "")))
        self.add("&Cùng một người với", self.same, "Người này có tên ở đơn vị khác: thành tích các nơi tính chung.")
        roomy(self, 70)

    def _save(self) -> None:
        with self.session.book.act("about-person"):
            self._describe()
            members, chosen = self.session.book.members, self.same.currentData()
            if chosen and chosen not in self.linked:
                members.link_person(self._person, chosen)
            for key in self.linked if not chosen else ():
                if members.linked_directly(self._person, key):
                    members.unlink_person(self._person, key)

    def _describe(self) -> None:
        text = self.born.value()
        if text and year_in(text) is None:
            raise BadInput("person.birth_year_bad", year=text)
        said = {"birth_year": int(text) if text else None, "gender": self.gender.currentData()}
        self.session.book.members.describe_person(self._person, **said)


class PastResultsDialog(FormDialog):
    """Places and points of a year before this book, for the tie key "last year" and for history."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Kết quả năm trước", self._save, parent, session=session)
        self.year = year_box(session.year - 1)
        self.add("&Năm", self.year)
        self.lines: dict[str, tuple[QSpinBox, NumberField]] = {}
        for member in session.book.members.roster(session.year):
            rank, points = SpinBox(), NumberField(kind="figure")
            rank.setRange(0, 99)
            rank.setSpecialValueText("chưa có")
            rank.setPrefix("thứ ")
            points.setPlaceholderText("điểm")
            self.lines[member.key] = (rank, points)
            called = session.book.members.called(member.unit, session.year)
            self.add("{unit}", row(rank, points, None), unit=called)
        self.year.valueChanged.connect(lambda _year: self._show())
        self._show()

    def _show(self) -> None:
        found = {one.unit: one for one in self.session.book.findings.past_results(self.year.value())}
        for unit, (rank, points) in self.lines.items():
            there = found.get(unit)
            rank.setValue(there.rank or 0 if there else 0)
            points.set_value(Fraction(there.points) if there and there.points else None)

    def _save(self) -> object:
        findings, year = self.session.book.findings, self.year.value()
        with findings.together(year):
            for unit, (rank, points) in self.lines.items():
                value = points.value()
                if rank.value() or value is not None:
                    text = to_text(value) if isinstance(value, Fraction) else None
                    findings.put_result(year, unit, rank.value() or None, text)
        return True
