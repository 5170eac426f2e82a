"""Dialogs on one unit: add, mend, rename, leave, merge, split, dissolve. Each ends in one verb of `book.members`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QWidget

from models.book.base.asked import Field
from models.book.units.marks import MARKS, mark_of, organ_of, put_mark, put_organ
from models.book.units.rows import FAMILIES, KINDS, Member, NewUnit
from models.rules.errors import BadInput
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import OpenList, choice
from ui.kit.fields import NameField, today_field, usual_day
from ui.kit.form_dialog import FormDialog
from ui.kit.line_dialog import AskDialog
from ui.words import labels

DECISION_HINT = "số, ngày quyết định; có thể ghi sau"


def kind_box(kind: str = "state") -> QComboBox:
    return choice({key: labels.UNIT_KINDS[key] for key in KINDS}, kind)


def family_box(family: str | None = None) -> QComboBox:
    return choice({None: "Theo loại cơ quan"} | {key: labels.FAMILIES[key] for key in FAMILIES}, family)


def group_box(session: Session, group: str) -> QComboBox:
    """The groups of units the year knows, with room for a new name; empty for none."""
    box = QComboBox()
    box.setEditable(True)
    known = {member.unit_group for member in session.book.members.roster(session.year)} if session.book else set()
    box.addItems(["", *sorted(known - {""})])
    box.setCurrentText(group)
    return box


def mark_box(mark: str | None = None) -> QComboBox:
    return choice({None: "Theo mẫu văn bản"} | {key: labels.LETTERHEAD_MARKS[key] for key in MARKS}, mark)


class UnitDialog(FormDialog):
    """Add a unit to the shown year, or mend what was typed wrongly about one."""

    def __init__(self, session: Session, member: Member | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Thêm đơn vị" if member is None else "Sửa đơn vị", self._save, parent, session=session)
        self._member = member
        unit = member.unit if member else None
        self.name = NameField(unit.name if unit else "", "ví dụ: Hội Nông dân tỉnh Sông Lành")
        self.short = NameField(
            unit.short_name if unit and unit.short_name != unit.name else "", "để trống thì dùng tên đầy đủ"
        )
        self.kind = kind_box(unit.kind if unit else "state")
        self.family = family_box(unit.own_family if unit else None)
        self.mark = mark_box(mark_of(session.book.settings, unit.key) if unit else None)
        self.organ = NameField(
            organ_of(session.book.settings, unit.key) if unit else "", "ví dụ: Ban Thường trực, Ban Chấp hành"
        )
        self.parent_body = NameField((unit.parent_body if unit else "") or "", "ghi ở dòng trên của tiêu đề văn bản")
        self.symbol = NameField((unit.symbol if unit else "") or "", "ví dụ: HND")
        self.place = NameField((unit.place if unit else "") or "")
        self.address = NameField((unit.address if unit else "") or "")
        self.group = group_box(session, member.unit_group if member else "")
        self.note = NameField((member.note or "") if member else "")
        self.add("&Tên đơn vị", self.name)
        self.add("Tên &ngắn", self.short, "Dùng trên màn hình và bảng hẹp.")
        self.add("&Loại cơ quan", self.kind)
        self.add("Mẫu &văn bản", self.family)
        self.add("Cơ quan cấp t&rên", self.parent_body)
        self.add("&Ban đứng tên", self.organ, "Ghi ở đầu văn bản khi văn bản của đơn vị đứng tên một ban.")
        self.add("Dướ&i tên cơ quan", self.mark, "Dấu in dưới tên cơ quan ở đầu văn bản, như dấu * của hội.")
        self.add("&Ký hiệu", self.symbol)
        self.add("Địa &danh", self.place)
        self.add("Địa &chỉ", self.address)
        self.add(
            "N&hóm {year}",
            self.group,
            "Chỉ khi các nhóm đơn vị dùng bảng chấm điểm khác nhau: chọn nhóm đã có hoặc ghi tên nhóm mới.",
            year=session.called(),
        )
        self.add("&Ghi chú {year}", self.note, year=session.called())
        if member is not None:
            self.say(
                "Chỉ sửa chỗ ghi nhầm. Đơn vị có tên mới theo quyết định thì dùng “Đổi tên, sáp nhập, chia tách…”.",
                "muted",
            )
        roomy(self, 78, 24)

    def _said(self) -> dict[str, str | None]:
        return {
            "name": self.name.value(),
            "short_name": self.short.value() or self.name.value(),
            "kind": self.kind.currentData(),
            "family": self.family.currentData(),
            "parent_body": self.parent_body.value() or None,
            "symbol": self.symbol.value() or None,
            "place": self.place.value() or None,
            "address": self.address.value() or None,
        }

    def _letterhead(self, key: str) -> None:
        put_mark(self.session.book.settings, key, self.mark.currentData())
        put_organ(self.session.book.settings, key, self.organ.value())

    def _save(self) -> object:
        members = self.session.book.members
        group, note = self.group.currentText().strip(), self.note.value()
        if self._member is None:
            said: dict[str, Any] = self._said()
            with self.session.book.act("add-unit", {"name": self.name.value(), "year": self.session.year}):
                key = members.add(**said, year=self.session.year, unit_group=group, note=note or None)
                self._letterhead(key)
            return key
        key = self._member.key
        with self.session.book.act("correct-unit", {"name": self.name.value()}):
            if (group, note) != (self._member.unit_group, self._member.note or ""):
                members.describe_membership(self.session.year, key, unit_group=group, note=note)
            members.correct(key, **self._said())
            self._letterhead(key)
        return key


DECISION = Field("decision", "text", ("&Quyết định",), example=DECISION_HINT)
SINCE = Field("on", "date", ("Từ n&gày",), needed=True)


class RenameDialog(AskDialog):
    """Another name from a day on; the unit and its history stay the same."""

    def __init__(self, session: Session, member: Member, parent: QWidget | None = None) -> None:
        unit = member.unit
        fields = (
            Field("name", "text", ("Tên &mới",)),
            Field("short", "text", ("Tên &ngắn",)),
            SINCE,
            DECISION,
        )

        def write(said: dict[str, Any]) -> None:
            name = said.get("name", "")
            session.book.members.rename(unit.key, said["on"], name, said.get("short", name), said.get("decision"))

        given = {"name": unit.name, "short": unit.short_name, "on": usual_day(session)}
        told = ((f"Tên đang dùng: {unit.name}", ""),)
        super().__init__(session, "Đổi tên đơn vị", fields, write, given=given, parent=parent, told=told)


class LeaveDialog(AskDialog):
    """Thôi tham gia từ ngày…: the unit's last day in the year's list; what it did stays."""

    def __init__(self, session: Session, member: Member, parent: QWidget | None = None) -> None:
        def write(said: dict[str, Any]) -> None:
            session.book.members.leave(session.year, member.unit.key, said["on"], said.get("decision"))

        bloc = session.worded("khối")
        told = ((f"{member.unit.name} thôi tham gia {bloc}. Số liệu, điểm, khen thưởng đã có vẫn giữ nguyên.", ""),)
        given = {"on": usual_day(session)}
        super().__init__(session, "Thôi tham gia", (SINCE, DECISION), write, given=given, parent=parent, told=told)


class LineageDialog(FormDialog):
    """Merge, split or dissolve: which units, into what, from which day, by which decision.

    `kind` is "merge", "split" or "dissolve". New units are named one a line.
    """

    def __init__(self, session: Session, kind: str, members: Sequence[Member], parent: QWidget | None = None) -> None:
        super().__init__(labels.LINEAGE[kind], self._record, parent, session=session)
        self._kind = kind
        self.units = OpenList()
        fit(self.units, most_height=9)
        chosen = {member.unit.key for member in members}
        for member in session.book.members.roster(session.year):
            item = QListWidgetItem(member.unit.name, self.units)
            item.setData(Qt.ItemDataRole.UserRole, member.unit.key)
            item.setCheckState(Qt.CheckState.Checked if member.unit.key in chosen else Qt.CheckState.Unchecked)
        self.new_names = [NameField(), NameField(), NameField()]
        self.kind_of_new = kind_box(members[0].unit.kind if members else "state")
        self.on = today_field(session)
        self.decision = NameField(placeholder=DECISION_HINT)
        self.add(
            {"merge": "Các đơn vị &cũ", "split": "Đơn vị được &chia", "dissolve": "Đơn vị giải &thể"}[kind], self.units
        )
        self._new_fields = self._ask_new()
        self.add("Từ n&gày", self.on)
        self.add("&Quyết định", self.decision)
        if kind != "dissolve":
            self.say(
                "Thành tích trước ngày này tính theo đơn vị nào là câu hỏi riêng; sổ sẽ hỏi, không tự chọn.", "muted"
            )
        roomy(self, 80, 25)

    def _ask_new(self) -> int:
        if self._kind == "dissolve":
            return 0
        if self._kind == "merge":
            self.new_names[0].setPlaceholderText("để trống nếu nhập vào một đơn vị đã đánh dấu đầu tiên")
            self.add("Đơn vị &mới", self.new_names[0])
            self.add("&Loại cơ quan", self.kind_of_new)
            return 1
        for number, field in enumerate(self.new_names, start=1):
            self.add("Đơn vị mới {number}", field, number=str(number))
        self.add("&Loại cơ quan", self.kind_of_new)
        return len(self.new_names)

    def checked(self) -> list[str]:
        """Keys of the ticked units, in the order of the list."""
        items = [self.units.item(n) for n in range(self.units.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _record(self) -> object:
        on, decision = self.on.needed(), self.decision.value() or None
        units = self.checked()
        new = [
            NewUnit(field.value(), kind=self.kind_of_new.currentData())
            for field in self.new_names[: self._new_fields]
            if field.value()
        ]
        members = self.session.book.members
        if self._kind == "merge":
            if len(units) < 2:
                raise BadInput("lineage.two_needed")
            return members.merge(on, units, new[0] if new else units[0], decision)
        if len(units) != 1:
            raise BadInput("lineage.one_needed")
        if self._kind == "split":
            return members.split(on, units[0], new, decision)
        members.dissolve(on, units[0], decision)
        return units[0]


def lineage_menu(
    session: Session, members: Callable[[], Sequence[Member]], parent: QWidget
) -> dict[str, Callable[[], None]]:
    """The choices of "Đổi tên, sáp nhập, chia tách…" with what each opens."""

    def rename() -> None:
        RenameDialog(session, members()[0], parent).open()

    def event(kind: str) -> Callable[[], None]:
        return lambda: LineageDialog(session, kind, members(), parent).open()

    return {
        "Đổi tên…": rename,
        "Sáp nhập, hợp nhất…": event("merge"),
        "Chia tách…": event("split"),
        "Giải thể…": event("dissolve"),
    }
