"""One unit at a glance: what it is, its people, and how it came to be."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from models.book.units.marks import mark_of, organ_of
from models.book.units.rows import Member
from ui.base.layout import empty, words
from ui.base.measure import fit
from ui.base.session import Session
from ui.words import labels
from ui.words.messages import show


class UnitCard(QScrollArea):
    """Shows a Member; None empties the card."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        fit(self, least_width=30)
        inside = QWidget()
        inside.setObjectName("plain")
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(14, 2, 6, 6)
        self._box.setSpacing(6)
        self.setWidget(inside)

    def show_unit(self, member: Member | None) -> None:
        empty(self._box)
        if member is None:
            return
        unit = member.unit
        self._box.addWidget(words(unit.name, "section"))
        facts = {
            "Tên ngắn": unit.short_name if unit.short_name != unit.name else None,
            "Loại cơ quan": labels.UNIT_KINDS[unit.kind],
            "Mẫu văn bản": labels.FAMILIES[unit.family],
            "Cơ quan cấp trên": unit.parent_body,
            "Ban đứng tên": organ_of(self._session.book.settings, unit.key) or None,
            "Dưới tên cơ quan": labels.LETTERHEAD_MARKS.get(mark_of(self._session.book.settings, unit.key) or ""),
            "Ký hiệu": unit.symbol,
            "Địa danh": unit.place,
            "Địa chỉ": unit.address,
            "Tham gia theo": member.joined_by,
            "Thôi tham gia theo": member.left_by,
            "Ghi chú": member.note,
        }
        self._facts(facts)
        self._people(member)
        self._history(unit.key)
        self._box.addStretch(1)

    def _facts(self, facts: dict[str, str | None]) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(3)
        for label, value in facts.items():
            if value:
                form.addRow(words(label, "muted", wrap=False), words(value))
        self._box.addLayout(form)

    def _people(self, member: Member) -> None:
        self._box.addSpacing(6)
        self._box.addWidget(words("Người liên hệ", "section"))
        if not member.contacts:
            self._box.addWidget(words("Chưa ghi thủ trưởng, cán bộ phụ trách.", "muted"))
        for contact in member.contacts:
            line = f"{contact.name}, {contact.title}" if contact.title else contact.name
            reach = ", ".join(part for part in (contact.phone, contact.email) if part)
            self._box.addWidget(words(f"{labels.ROLES[contact.role]}: {line}" + (f"\n{reach}" if reach else "")))

    def _history(self, unit: str) -> None:
        events = self._session.book.members.line(unit)
        if not events:
            return
        self._box.addSpacing(6)
        self._box.addWidget(words("Quá trình đổi tên, sáp nhập", "section"))
        name = self._session.unit_name
        for event in events:
            before = ", ".join(self._name_on(key, event.date, before=True) for key in event.from_units)
            after = ", ".join(self._name_on(key, event.date) for key in event.to_units)
            text = f"{show(event.date)}: {labels.LINEAGE[event.kind].lower()}\n{before or name(unit)}"
            text += f" → {after}" if after else ""
            self._box.addWidget(words(text + (f"\n{event.decision}" if event.decision else "")))

    def _name_on(self, unit: str, day: str, before: bool = False) -> str:
        """The name a unit bore on the day of an event, or on the day before it."""
        names = self._session.book.members.names(unit)
        held = [row for row in names if (row.from_date < day if before else row.from_date <= day)]
        return (held or names)[-1].name if held else names[0].name
