"""Giao ước: who signs and who witnesses, in order, on a tab; its four sections in a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox

from models.book.base.asked import Field
from models.book.pledging.rows import Pledge, Sign
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.following.files import pledge_files
from ui.following.work_list import day
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.line_dialog import AskDialog
from ui.kit.list_tab import Extra, ListSpec, ListTab
from ui.kit.tables import Column
from ui.kit.text_area import TextArea

ROLES = {"signatory": "Ký", "witness": "Chứng kiến"}
SECTIONS = {"aims": "&Mục tiêu", "targets": "&Chỉ tiêu", "tasks": "&Nhiệm vụ", "solutions": "&Giải pháp"}


@dataclass(frozen=True, slots=True)
class SignLine:
    """One who signs or witnesses, with the place in its order (from 1)."""

    role: str
    position: int
    sign: Sign


def lines(session: Session) -> list[SignLine]:
    """Signatories, then witnesses."""
    pledge = session.book.registration.pledge.of(session.year) or Pledge(session.year)
    rows = (("signatory", pledge.signatories), ("witness", pledge.witnesses))
    return [SignLine(role, at, sign) for role, signs in rows for at, sign in enumerate(signs, 1)]


def pledge_list(session: Session) -> ListSpec:
    """The tab: signatories in order with the acts on them."""
    columns = (
        Column("Vai trò", lambda one: ROLES[one.role], width=12),
        Column(
            "Thứ tự", lambda one: str(one.position), order=lambda one: (one.role, one.position), side="right", width=7
        ),
        Column("Họ và tên", lambda one: one.sign.name, width=26),
        Column("Chức vụ", lambda one: one.sign.title or "", width=40),
        Column("Đơn vị", lambda one: session.names.unit(one.sign.unit) if one.sign.unit else "", width=0),
    )
    return ListSpec(
        "Giao ước",
        columns,
        lines,
        "Chưa có giao ước. Ghi nội dung, rồi lấy thủ trưởng các đơn vị làm người ký; người chứng kiến thêm sau.",
        table="pledge",
        key=lambda one: (one.role, one.position),
        remove=_remove,
        summary=_summary,
        extras=(
            Extra(
                "Nội dung giao ước…", write_sections, "Mục tiêu, chỉ tiêu, nhiệm vụ, giải pháp, ngày ký", needs=False
            ),
            pledge_files(),
            Extra("Lấy người ký…", take_heads, "Thủ trưởng các đơn vị theo danh sách năm", needs=False),
            Extra("Thêm người ký, chứng kiến…", add_sign, needs=False),
            Extra("Chuyển lên", lambda tab: shift(tab, -1)),
            Extra("Chuyển xuống", lambda tab: shift(tab, 1)),
        ),
    )


def _summary(session: Session) -> str:
    pledge = session.book.registration.pledge.of(session.year)
    if pledge is None:
        return ""
    written = sum(bool(getattr(pledge, name)) for name in SECTIONS)
    signed = f"ký ngày {day(pledge.signed_on)}" if pledge.signed_on else "chưa ký"
    return f"{written} trong 4 phần đã có nội dung, {signed}"


def _signs(session: Session, role: str) -> list[Sign]:
    return [one.sign for one in lines(session) if one.role == role]


def _set(session: Session, role: str, signs: Sequence[Sign]) -> None:
    session.book.registration.pledge.set_signs(session.year, role, signs)


def _remove(session: Session, one: SignLine) -> None:
    signs = _signs(session, one.role)
    _set(session, one.role, signs[: one.position - 1] + signs[one.position :])


def shift(tab: ListTab, step: int) -> None:
    """Move the chosen one before or behind its neighbour of the same role."""
    one = tab.current()
    if one is None:
        return
    signs, at = _signs(tab.session, one.role), one.position - 1
    if 0 <= at + step < len(signs):
        signs[at], signs[at + step] = signs[at + step], signs[at]
        tab.session.act(lambda: _set(tab.session, one.role, signs))
        tab.table.select_key((one.role, one.position + step))


def write_sections(tab: ListTab) -> None:
    PledgeDialog(tab.session, tab).open()


def take_heads(tab: ListTab) -> None:
    HeadsDialog(tab.session, tab).open()


def add_sign(tab: ListTab) -> None:
    SignDialog(tab.session, tab).open()


class PledgeDialog(FormDialog):
    """The four sections, the day and the place."""

    def __init__(self, session: Session, parent: ListTab) -> None:
        super().__init__("Nội dung giao ước", self._write, parent, session=session)
        pledge = session.book.registration.pledge.of(session.year) or Pledge(session.year)
        self.sections = {}
        for name, label in SECTIONS.items():
            text = TextArea(getattr(pledge, name))
            text.setTabChangesFocus(True)
            fit(text, height=4)
            self.sections[name] = text
            self.add(label, text)
        self.signed_on = DateField(pledge.signed_on)
        self.place = NameField(pledge.place or session.book.settings.bloc().place or "")
        self.add("Ngày &ký", self.signed_on, "Để trống khi chưa ký.")
        self.add("&Tại", self.place)
        roomy(self, 95)

    def _write(self) -> None:
        on = self.signed_on.value()
        said = {name: text.toPlainText() for name, text in self.sections.items()}
        self.session.book.registration.pledge.put(
            self.session.year, **said, signed_on=on, place=self.place.value() or None
        )


ORDER = "Đơn vị đứng đầu khối ký trước, rồi cấp phó của khối, sau đó theo thứ tự danh sách năm."
NO_HEADS = "Chưa ghi thủ trưởng của đơn vị nào. Ghi ở mục Đơn vị, “Người liên hệ…”, rồi lấy người ký."


class HeadsDialog(FormDialog):
    """Take the heads of the units, with deputies or without, in place of the present signatories."""

    def __init__(self, session: Session, parent: ListTab) -> None:
        super().__init__("Lấy người ký", self._write, parent, session=session)
        self.deputies = QCheckBox("Mỗi đơn vị thêm một cấp phó cùng ký")
        self.fields.addRow(self.deputies)
        self.found = self.say("")
        self.say(session.worded(ORDER), "muted")
        self.deputies.toggled.connect(lambda _on: self._count())
        self._count()

    def _offered(self) -> tuple[Sign, ...]:
        book, year = self.session.book, self.session.year
        return book.registration.pledge.offered(year, book.leadership.leading, deputies=self.deputies.isChecked())

    def _count(self) -> None:
        held = len(_signs(self.session, "signatory"))
        instead = f", thay {held} người đang có" if held else ""
        count = len(self._offered())
        self.found.setText(f"Có {count} người{instead}." if count else NO_HEADS)
        self.first.setEnabled(bool(count))

    def _write(self) -> None:
        _set(self.session, "signatory", self._offered())


class SignDialog(AskDialog):
    """One more who signs or witnesses."""

    def __init__(self, session: Session, parent: ListTab) -> None:
        members = session.book.members
        units = {one.key: members.called(one.unit, session.year) for one in members.roster(session.year)}
        fields = (
            Field("role", "choice", ("&Vai trò",), choices=ROLES),
            Field("name", "text", ("&Họ và tên",)),
            Field("post", "text", ("&Chức vụ",)),
            Field("of", "choice", ("Đơ&n vị",), choices={"": session.worded("(ngoài khối)"), **units}),
        )
        title = "Thêm người ký, chứng kiến"
        super().__init__(session, title, fields, self._write, given={"role": "witness"}, parent=parent)

    def _write(self, said: dict[str, Any]) -> None:
        added = Sign(said.get("name", ""), said.get("post"), said.get("of"))
        _set(self.session, said["role"], [*_signs(self.session, said["role"]), added])
