"""Số, ngày, người ký của một văn bản: what the register of papers keeps of it beside its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from printing.catalogue import PaperKind
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog

USUAL = "Thủ trưởng đơn vị đứng đầu"
CAPACITIES = (("TL", "Thừa lệnh (TL.)"), ("TUQ", "Thừa ủy quyền (TUQ.)"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The paper at hand: its kind and what it is made for, as the page has it; `entered` as the register has it."""

    kind: PaperKind
    choices: Mapping[str, str]
    entered: Mapping[str, str]

    @property
    def subject(self) -> str:
        return self.kind.title


class PaperNumberDialog(FormDialog):
    """Shows what the register of papers has; the paper is printed with it from then on. The number may wait."""

    def __init__(self, session: Session, paper: Chosen, parent: QWidget | None = None) -> None:
        super().__init__("Số, ngày, người ký", self._save, parent, session=session)
        self._paper = paper
        known = session.book.papers.made_for(paper.kind.key, session.year, paper.entered)
        self._issued = known is not None and known.state != "draft"
        self.say(paper.kind.title, "section")
        self.number = NameField((known.number or "") if known else "", "ví dụ: 15")
        self.symbol = NameField((known.symbol or "") if known else "", "để trống: theo loại văn bản, ví dụ BC-TTr")
        self.on = DateField((known.date if known else None) or paper.choices.get("date"))
        self.signer, self.capacity = QComboBox(), QComboBox()
        self._offer_signers(known.signer if known else None)
        for key, label in CAPACITIES:
            self.capacity.addItem(session.worded(label), key)
        self.capacity.setCurrentIndex(max(self.capacity.findData(known.capacity if known else None), 0))
        self.add("&Số", self.number, "Để trống khi văn thư đơn vị đứng đầu chưa cấp số.")
        self.add("&Ký hiệu", self.symbol)
        self.add("&Ngày", self.on)
        self.add("N&gười ký", self.signer)
        self.add("&Tư cách", self.capacity)
        self.signer.currentIndexChanged.connect(lambda _place: self._follow())
        self._follow()
        for field in (self.on, self.signer, self.capacity):
            field.setEnabled(field.isEnabled() and not self._issued)
        roomy(self, 70)

    def _offer_signers(self, kept: str | None) -> None:
        from printing.content.reading import Source
        from printing.content.words.signing import posts

        self.signer.addItem(USUAL, "")
        source = Source(self.session.book, self.session.year, str((self.on.text() and self.on.value()) or ""))
        self._own = source.leading
        self._roles: dict[str, str] = {}
        for one in posts(source):
            self._roles[one.post] = one.role if one.unit == source.leading else "head"
            unit = "" if one.unit == source.leading else source.official(one.unit)
            self.signer.addItem(", ".join(part for part in (one.name, one.title, unit) if part), one.post)
        self.signer.setCurrentIndex(max(self.signer.findData(kept or ""), 0))

    def _follow(self) -> None:
        """By order or by authorisation signs only who is neither the leader nor a deputy."""
        self.capacity.setEnabled(
            self._roles.get(self.signer.currentData()) in ("officer", "member") and not self._issued
        )

    def _save(self) -> object:
        said: dict[str, str | None] = {}
        if not self._issued:
            on, signer = self.on.value(), self.signer.currentData()
            capacity = self.capacity.currentData() if self.capacity.isEnabled() else None
            said = {"date": on, "signer": signer or None, "capacity": capacity}
        return self.session.book.papers.enter(
            self._paper.kind.key,
            self.session.year,
            choices=self._paper.entered,
            number=self.number.value(),
            symbol=self.symbol.value() or None,
            subject=f"{self._paper.subject} {self.session.called()}",
            **said,
        )
