"""The assistant's pages about who: the bloc's units, who leads, who keeps the book."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from ui.base.layout import words
from ui.kit.fields import NameField
from ui.units.paste_units import PasteUnitsDialog
from ui.window.assistant.step import Step, embed
from ui.words import labels, rotation_words

NO_UNIT = "(chưa chọn)"
PAPERS = "Giấy tờ của khối theo mẫu của"
BASES = ("elected", "introduced", "appointed", "acting")
DEPUTIES = 2


class MembersStep(Step):
    """Paste the units; they are the year's official list unless the tick is taken away."""

    title = "Các đơn vị trong khối"
    intro = "Sao chép danh sách trong Excel hoặc Word rồi bấm Ctrl+V ở đây. Trước mắt chỉ cần tên."
    later = "Chưa có đơn vị thì chưa nhập được gì khác."
    place = "Đơn vị"

    def build(self) -> None:
        self.there = words("")
        self.body.addWidget(self.there)
        made = embed(PasteUnitsDialog(self.session, parent=self), self)
        assert isinstance(made, PasteUnitsDialog)
        self.paste = made
        self.official = QCheckBox("Đây là danh sách chính thức của năm (đổi sau được)")
        self.official.setChecked(True)
        self.merged = words(
            "Có đơn vị mới thành lập, hợp nhất hoặc đổi tên trong hai năm gần đây thì ghi ở trang Đơn vị, “Đổi tên, "
            "sáp nhập, chia tách…”; cần trước khi xét điều kiện nhiều năm liên tục.",
            "muted",
        )
        self.body.addWidget(self.official)
        self.body.addWidget(self.merged)
        self.paste.text.textChanged.connect(self.changed)

    def refresh(self) -> None:
        count = len(self._roster())
        self.there.setText(f"Sổ đã có {count} đơn vị. Dán thêm thì các đơn vị mới được ghi vào cuối." if count else "")
        self.there.setVisible(bool(count))

    def _roster(self) -> tuple[object, ...]:
        return self.session.book.members.roster(self.session.year)

    def _pasted(self) -> int:
        return sum(not line.wrong for line in self.paste.table.rows_model.rows)

    def done(self) -> bool:
        return bool(self._roster())

    def told(self) -> str:
        official = self.session.book.years.get(self.session.year).roster_confirmed_on is not None
        return f"{len(self._roster())} đơn vị" + (", danh sách chính thức" if official else "")

    def button(self) -> str:
        count = self._pasted()
        return f"Ghi {count} đơn vị, tiếp" if count else "Tiếp" if self.done() else "Dán ít nhất một tên đơn vị"

    def ready(self) -> bool:
        return bool(self._pasted()) or self.done()

    def write(self) -> None:
        book, year = self.session.book, self.session.year
        if self._pasted():
            self.paste.verb()
            self.paste.text.setPlainText("")
        if self.official.isChecked() and book.years.get(year).roster_confirmed_on is None:
            book.years.confirm_roster(year, book.today())


class HeadStep(Step):
    """Who leads and who stands second, on what basis; who sits at the keyboard."""

    title = "Ai đứng đầu, ai làm sổ"
    intro = "Đứng đầu đi trước vì giấy tờ theo mẫu của đơn vị đứng đầu."
    later = "Chưa có đơn vị đứng đầu thì chưa in được giấy tờ; nhập điểm vẫn được."
    place = "Trưởng khối, luân phiên"

    def build(self) -> None:
        terms = self.session.book.settings.terms
        self.head = QComboBox()
        self.deputies = [QComboBox() for _ in range(DEPUTIES)]
        self.basis = QComboBox()
        for key in BASES:
            self.basis.addItem(labels.BASES[key], key)
        self.decision = NameField("", "số, ngày văn bản; chưa có thì để trống")
        self.keeper = NameField("", "họ và tên; ghi cạnh mỗi lần sửa, không cần mật khẩu")
        form = QFormLayout()
        deputies = [(terms.deputy, box) for box in self.deputies]
        rest: list[tuple[str, QWidget]] = [("Căn cứ", self.basis), ("Văn bản", self.decision)]
        for label, field in ((terms.head, self.head), *deputies, *rest, ("Người làm sổ", self.keeper)):
            field.setAccessibleName(label)
            form.addRow(label, field)
        self.family, self.due = words("", "muted"), words("", "strong")
        self.body.addWidget(self.due)
        self.body.addLayout(form)
        self.body.addWidget(self.family)
        self.body.addStretch(1)
        self.head.currentIndexChanged.connect(self._say_family)
        self.head.currentIndexChanged.connect(self.changed)
        self.keeper.textChanged.connect(self.changed)

    def refresh(self) -> None:
        book, year = self.session.book, self.session.year
        roster = book.members.roster(year)
        known = [book.leadership.head(year), *book.leadership.deputies(year)]
        units = [one.unit if one else None for one in known] + [None] * DEPUTIES
        for box, unit in zip((self.head, *self.deputies), units, strict=False):
            box.clear()
            box.addItem(NO_UNIT, None)
            for member in roster:
                box.addItem(member.unit.name, member.key)
            box.setCurrentIndex(max(box.findData(unit), 0))
        self._propose()
        if book.people.current.key:
            self.keeper.setText(book.people.current.name)

    def _propose(self) -> None:
        """Whom the rule of rotation names for an office nobody is recorded for; it is written only by the button."""
        book, year = self.session.book, self.session.year
        ahead = book.rotation.outlook(year, 1)[0] if book.rotation.rule(year) is not None else None
        told = []
        deputies = zip(self.deputies, ahead.deputies if ahead else (), strict=False)
        offices = [("head", self.head, ahead.head if ahead else None), *(("deputy", *one) for one in deputies)]
        for role, box, unit in offices:
            if unit is not None and box.currentData() is None:
                box.setCurrentIndex(max(box.findData(unit), 0))
                told.append(f"{book.settings.terms.office(role)}: {self.session.unit_name(unit)}")
        why = rotation_words.ahead_why(ahead, book.settings.terms, self.session.names.unit) if ahead and told else ""
        self.due.setText(f"Đến lượt theo luân phiên: {'; '.join(told)}. {why}".strip() if told else "")
        self.due.setVisible(bool(told))

    def _say_family(self) -> None:
        unit = self.head.currentData()
        kind = self.session.book.members.unit(unit).kind if unit else ""
        name = self.head.currentText()
        self.family.setText(
            f"{self.session.worded(PAPERS)} {name} ({labels.UNIT_KINDS[kind].lower()})." if kind else ""
        )

    def done(self) -> bool:
        return self.session.book.leadership.head(self.session.year) is not None

    def told(self) -> str:
        head = self.session.book.leadership.head(self.session.year)
        name = self.session.unit_name(head.unit) if head else ""
        return f"{self.session.book.settings.terms.head}: {name}"

    def button(self) -> str:
        return f"Ghi {self.session.book.settings.terms.head}, tiếp"

    def ready(self) -> bool:
        return bool(self.head.currentData() or self.keeper.value())

    def write(self) -> None:
        """The keeper first, so that the rest is written in the keeper's name; terms that stand already stay."""
        book, year = self.session.book, self.session.year
        name = self.keeper.value()
        if name and name != book.people.current.name:
            book.people.sign_in(
                next((one.key for one in book.people.all() if one.name == name), "") or book.people.add(name)
            )
        said = {"basis": self.basis.currentData(), "decision": self.decision.value() or None}
        status = "acting" if said["basis"] == "acting" else "approved"
        there = {(one.role, one.rank): one for one in book.leadership.terms(year)}
        wanted = [("head", 1, self.head), *(("deputy", n, box) for n, box in enumerate(self.deputies, start=1))]
        for role, rank, box in wanted:
            unit, old = box.currentData(), there.get((role, rank))
            if unit and (old is None or old.unit != unit):
                book.leadership.put_term(
                    year, unit, role, rank=rank, status=status, key=old.key if old else None, **said
                )
