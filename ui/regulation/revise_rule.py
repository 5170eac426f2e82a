"""Taking a rule out of the year's regulation, or a regulation from beside it, and saying that a rule was compared with
the original; with the reason."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from models.book.regulation.sources import cited
from models.rules.place.regulation import Regulation, Rule
from models.rules.place.rule_kinds import KINDS
from models.rules.words import capital
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog

COMPARED = "Đã đối chiếu với bản gốc"


class _ReviseDialog(FormDialog):
    """One change of one rule as the regulation's next revision."""

    title: str
    told: str

    def __init__(self, session: Session, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(self.title, self._revise, parent, session=session)
        self.rule = rule
        self.say(f"{session.worded(KINDS[rule.kind].name)}. {capital(cited(rule.cite))}", "section")
        self.say(self.told, "muted")
        self.reason = NameField(placeholder="ví dụ: Hội nghị khối thống nhất")
        self.document = NameField(placeholder="số, ngày văn bản")
        self.on = DateField(session.book.today())
        self.add("&Lý do", self.reason)
        self.add("&Văn bản", self.document)
        self.add("&Ngày", self.on)
        roomy(self, 78)

    def changed(self) -> Rule | None:
        """The rule as it will be, or None when it goes."""
        raise NotImplementedError

    def _revise(self) -> object:
        on = self.on.value()
        return self.session.book.regulations.revise(
            self.session.year,
            {self.rule.key: self.changed()},
            self.reason.value(),
            self.document.value() or None,
            on,
        )


class DropBesideDialog(FormDialog):
    """Ends the use of a regulation that holds beside the year's own; what rests on it keeps it."""

    def __init__(self, session: Session, regulation: Regulation, parent: QWidget | None = None) -> None:
        super().__init__("Thôi dùng quy định bên cạnh", self._drop, parent, "Thôi dùng", session=session)
        self.regulation = regulation
        self.say(regulation.name, "section")
        self.say(
            f"{session.called(capital=True)} không áp dụng quy định này nữa; quy định của năm giữ nguyên.", "muted"
        )
        self.reason = NameField(placeholder="ví dụ: Chọn nhầm")
        self.add("&Lý do", self.reason)
        roomy(self, 78)

    def _drop(self) -> None:
        book, year = self.session.book, self.session.year
        book.regulations.drop_beside(year, self.regulation.key, self.reason.value())


class RemoveRuleDialog(_ReviseDialog):
    """Takes the rule out; the revision before keeps it."""

    title = "Bỏ quy định"
    told = "Quy định này không còn áp dụng cho cả năm. Muốn đổi từ một ngày thì dùng “Sửa quy định này…”."

    def changed(self) -> Rule | None:
        return None


class ComparedRuleDialog(_ReviseDialog):
    """Takes the mark away that the rule's text was not compared with the original."""

    title = "Đã đối chiếu bản gốc"
    told = "Chỉ ghi khi đã đọc nguyên văn và nội dung áp dụng so với văn bản gốc."

    def __init__(self, session: Session, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(session, rule, parent)
        self.reason.setText(COMPARED)

    def changed(self) -> Rule | None:
        return replace(self.rule, unverified=False)
