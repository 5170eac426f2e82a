"""Người liên hệ: the head, deputy and officer of one unit; a new name in a post follows the last holder, a name taken
out leaves the post empty.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.book.units.rows import Contact, Member
from ui.base.layout import row
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.words import labels

ASKED = ("head", "deputy", "officer")


class ContactsDialog(FormDialog):
    """One line a post: name, title, phone. Only lines that were changed are written, all in one act."""

    def __init__(self, session: Session, member: Member, parent: QWidget | None = None) -> None:
        names = {"unit": member.unit.short_name}
        super().__init__("Người liên hệ của {unit}", self._save, parent, session=session, names=names)
        self._member = member
        self._before: dict[str, tuple[str, ...]] = {}
        self._held: dict[str, str] = {}
        self.lines: dict[str, tuple[NameField, NameField, NameField]] = {}
        for role in ASKED:
            self._ask(role, next((one for one in member.contacts if one.role == role), None))
        self.since = DateField()
        self.add(
            "Thay đổi từ n&gày",
            self.since,
            "Ngày người mới nhận việc, hoặc ngày người cũ thôi khi xóa tên; để trống là từ hôm nay.",
        )
        roomy(self, 85, 15)

    def _ask(self, role: str, contact: Contact | None) -> None:
        name = NameField(contact.name if contact else "", "Họ và tên")
        title = NameField(contact.title if contact else "", "Chức vụ")
        phone = NameField((contact.phone or "") if contact else "", "Điện thoại")
        fit(phone, most_width=14)
        self.lines[role] = (name, title, phone)
        self._before[role] = tuple(field.text() for field in self.lines[role])
        if contact is not None:
            self._held[role] = contact.post
        for field, what in zip(self.lines[role], ("họ và tên", "chức vụ", "điện thoại"), strict=True):
            field.setAccessibleName(f"{labels.ROLES[role]}, {what}")
        self.add(labels.ROLES[role], row(name, title, phone))

    def _save(self) -> None:
        since = self.since.value()
        members = self.session.book.members
        with self.session.book.act("put-post", {"name": self._member.unit.short_name}):
            for role, fields in self.lines.items():
                name, title, phone = (field.value() for field in fields)
                if (name, title, phone) == self._before[role]:
                    continue
                if name or role not in self._held:
                    members.put_post(self._member.key, role, name, title, phone or None, from_date=since)
                else:
                    members.end_post(self._held[role], since or self.session.book.today())
