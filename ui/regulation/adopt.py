"""Choosing a shipped regulation for a year, and taking what a newer shipped text says: the difference stands first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QWidget

from models.book.regulation.packs import Newer, read_file
from models.book.regulation.regulations import Pack
from models.book.regulation.sources import cited
from models.book.regulation.titles import unknown_awards
from models.rules.place.regulation import RuleChange, differences
from models.rules.place.rule_kinds import KINDS
from ui.base.layout import words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.boxes import OpenList
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words.messages import show
from ui.words.rule_words import SETTINGS

CHANGES = {"added": "thêm", "removed": "bỏ", "changed": "sửa"}
FIELDS = {
    "cite": "căn cứ",
    "quote": "nguyên văn",
    "scope": "phạm vi",
    "kind": "loại",
    "valid_from": "ngày bắt đầu",
    "valid_to": "ngày hết hiệu lực",
    "unverified": "đối chiếu bản gốc",
}
STARTER = "khoi-mau-thuong-dung"
"""The pack offered first: plain rules that every bloc can begin with."""


class AdoptDialog(FormDialog):
    """The year works by the chosen pack, or by the one given, from now on; its differences from the present regulation
    stand in a table, or what it adds when it is to hold beside it."""

    def __init__(self, session: Session, parent: QWidget | None = None, given: Pack | None = None) -> None:
        super().__init__("Chọn quy định cho năm", self._adopt, parent, "Áp dụng cho năm", session=session)
        shipped = session.book.regulations.packs()
        self._shipped = [rule for pack in shipped for rule in pack.rules]
        found = [given] if given else sorted(shipped, key=lambda pack: pack.name != STARTER)
        self.packs = {pack.name: pack for pack in found}
        self._now = session.book.regulations.of_year(session.year)
        self._rules = session.book.regulations.rules(session.year)
        self._own = session.book.regulations.rules_of(self._now.key) if self._now else ()
        self.pack = QComboBox()
        for pack in self.packs.values():
            self.pack.addItem(pack.regulation.name, pack.name)
        self.about = words("", "muted")
        columns = (
            Column("Việc", lambda change: self._rule_name(change), width=0),
            Column("Thay đổi", change_words, width=34),
        )
        self.table = TableView(columns, key=lambda change: change.key, sortable=False)
        self.table.setAccessibleName("Khác với quy định đang dùng")
        self.place = QComboBox()
        self.place.addItem("Là quy định của năm", False)
        self.place.addItem("Dùng thêm bên cạnh quy định của năm", True)
        self.add("&Quy định", self.pack)
        self.fields.addRow(self.about)
        if self._now is not None:
            self.add("Áp &dụng", self.place)
        self.summary = self.say("")
        self.strange = self.say("", "warn")
        self.fields.addRow(self.table)
        self.pack.currentIndexChanged.connect(self._compare)
        self.place.currentIndexChanged.connect(self._compare)
        self._compare()
        roomy(self, 102, 31)

    def _rule_name(self, change: RuleChange) -> str:
        pack = self.packs[self.pack.currentData()]
        rule = next((one for one in (*pack.rules, *self._rules) if one.key == change.key), None)
        return change.key if rule is None else f"{self.session.worded(KINDS[rule.kind].name)}: {cited(rule.cite)}"

    def _compare(self) -> None:
        pack = self.packs.get(self.pack.currentData())
        self.first.setEnabled(pack is not None)
        if pack is None or self.session is None:
            self.summary.setText("Không có bộ quy định nào đi kèm chương trình.")
            return
        self.about.setText(pack_words(pack))
        replaced = () if self._now is None or self._beside() else self._own
        changes = differences(replaced, pack.rules)
        self.table.set_rows(changes)
        self.summary.setText(self._told(len(changes)))
        awards = unknown_awards(pack.rules, (*self._rules, *self._shipped))
        said = ", ".join(f"“{award}” ({cited(rule.cite)})" for award, rule in awards)
        self.strange.setText(
            f"Danh mục khen thưởng không có {said}. Ghi sai ký hiệu thì sửa lại; danh hiệu riêng thì thêm vào danh mục."
        )
        self.strange.setVisible(bool(awards))

    def _beside(self) -> bool:
        return self._now is not None and bool(self.place.currentData())

    def _told(self, count: int) -> str:
        if self._now is None:
            return f"Gồm: {count} quy định."
        if self._beside():
            return f"Dùng thêm {count} quy định; “{self._now.name}” giữ nguyên."
        return f"So với “{self._now.name}” đang dùng: {count} quy định khác nhau."

    def _adopt(self) -> object:
        pack = self.packs[self.pack.currentData()]
        regulations = self.session.book.regulations
        return regulations.adopt(self.session.year, pack.regulation, pack.rules, beside=self._beside())


def pack_of(path: Path) -> Pack:
    """The regulation of a file, to be looked at before it is adopted; refusals of `read_file`."""
    return Pack(path.name, *read_file(path))


class NewerDialog(FormDialog):
    """The rules in which a newer shipped text differs; those ticked are taken, the bloc's own stay unticked."""

    def __init__(self, session: Session, newer: Newer, parent: QWidget | None = None) -> None:
        super().__init__("Bộ quy định có bản mới", self._take, parent, "Lấy các quy định đã chọn", session=session)
        rules = {rule.key: rule for rule in (*session.book.regulations.rules(session.year), *newer.pack.rules)}
        self.say(newer.pack.regulation.name, "section")
        self.say(pack_words(newer.pack), "muted")
        self.list = OpenList()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("Quy định khác nhau")
        for change in newer.changes:
            rule = rules[change.key]
            own = session.worded("; khối đã tự sửa, chọn thì bỏ phần đã sửa") if change.key in newer.amended else ""
            item = QListWidgetItem(
                f"{session.worded(KINDS[rule.kind].name)}, {cited(rule.cite)}: {change_words(change)}{own}", self.list
            )
            item.setData(Qt.ItemDataRole.UserRole, change.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if own else Qt.CheckState.Checked)
        self.reason = NameField("Theo bộ quy định mới đi kèm chương trình")
        self.document = NameField(placeholder="số, ngày văn bản")
        self.fields.addRow(self.list)
        self.add("&Lý do", self.reason)
        self.add("&Văn bản", self.document)
        roomy(self, 95, 25)

    def chosen(self) -> list[str]:
        items = [self.list.item(place) for place in range(self.list.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _take(self) -> object:
        offers = self.session.book.regulations.offers
        return offers.take(self.session.year, self.chosen(), self.reason.value(), self.document.value() or None)


def change_words(change: RuleChange) -> str:
    """What differs in a rule: "sửa tỷ lệ (%), căn cứ"."""
    said = [FIELDS.get(name) or SETTINGS.get(name.removeprefix("spec."), name).lower() for name in change.fields]
    return " ".join(part for part in (CHANGES[change.change], ", ".join(said)) if part)


def pack_words(pack: Pack) -> str:
    """Where a pack comes from, since when it holds, and how much of it nobody has compared with the original."""
    law = pack.regulation
    unread = sum(rule.unverified for rule in pack.rules)
    said = [
        f"số {law.number}" if law.number else "",
        f"ban hành ngày {show(law.issued_on)}" if law.issued_on else "",
        f"hiệu lực từ {show(law.valid_from)}" if law.valid_from else "",
        f"đến {show(law.valid_to)}" if law.valid_to else "",
        law.source or "",
        f"{len(pack.rules)} quy định" + (f", {unread} chưa đối chiếu bản gốc" if unread else ""),
    ]
    return "; ".join(part for part in said if part)
