"""Choosing a shipped regulation for a year, and amending one rule: both show what would change before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from models.rules import points
from models.rules.errors import BadInput
from models.rules.regulation import Rule, RuleChange
from models.rules.rule_kinds import KINDS
from ui import messages
from ui.dialogs.form_dialog import FormDialog
from ui.rule_words import SETTINGS, condition
from ui.session import Session
from ui.tables import Column
from ui.widgets.fields import DateField, NameField
from ui.widgets.layout import words
from ui.widgets.table_view import TableView

CHANGES = {"added": "thêm", "removed": "bỏ", "changed": "sửa"}
FIXED = frozenset({"fact", "of", "unused_by", "cite", "quote"})
"""What a test of a condition asks about is no value to be typed; another rule is another test."""

Path = tuple[str | int, ...]


class AdoptDialog(FormDialog):
    """The year works by the chosen pack from now on; its differences from the present regulation stand in a table."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Chọn quy định cho năm", self._adopt, parent, "Áp dụng cho năm", session=session)
        self.packs = {pack.name: pack for pack in session.book.regulations.packs()}
        self._now = session.book.regulations.of_year(session.year)
        self.pack = QComboBox()
        for pack in self.packs.values():
            self.pack.addItem(pack.regulation.name, pack.name)
        self.about = words("", "muted", wrap=False)
        columns = (
            Column("Việc", lambda change: self._rule_name(change), width=0),
            Column("Thay đổi", lambda change: CHANGES[change.change], width=10),
        )
        self.table = TableView(columns, key=lambda change: change.key, sortable=False)
        self.table.setAccessibleName("Khác với quy định đang dùng")
        self.add("&Quy định", self.pack)
        self.fields.addRow("", self.about)
        self.summary = self.say("")
        self.fields.addRow(self.table)
        self.pack.currentIndexChanged.connect(self._compare)
        self._compare()
        self.resize(760, 460)

    def _rule_name(self, change: RuleChange) -> str:
        pack = self.packs[self.pack.currentData()]
        own = self.session.book.regulations.rules(self.session.year) if self.session else ()
        rule = next((one for one in (*pack.rules, *own) if one.key == change.key), None)
        return change.key if rule is None else f"{KINDS[rule.kind].name}: {rule.cite}"

    def _compare(self) -> None:
        pack = self.packs.get(self.pack.currentData())
        self.first.setEnabled(pack is not None)
        if pack is None or self.session is None:
            self.summary.setText("Không có bộ quy định nào đi kèm chương trình.")
            return
        law = pack.regulation
        said = [law.source or "", "chưa đối chiếu đủ bản gốc" if law.unverified else ""]
        self.about.setText("; ".join(part for part in said if part))
        changes = self.session.book.regulations.differences(self.session.year, pack.name)
        self.table.set_rows(changes)
        compared = f"So với “{self._now.name}” đang dùng" if self._now else "Gồm"
        self.summary.setText(f"{compared}: {len(changes)} quy định" + (" khác nhau." if self._now else "."))

    def _adopt(self) -> object:
        assert self.session is not None
        return self.session.book.regulations.adopt_pack(self.session.year, self.pack.currentData())


class AmendDialog(FormDialog):
    """Change what one rule says from a day on. Every single value of the rule is one line of a table."""

    def __init__(self, session: Session, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__("Sửa quy định", self._amend, parent, session=session)
        self.rule = rule
        self._leaves = [leaf for leaf in leaves(rule.spec) if leaf[0][-1] not in FIXED]
        self.say(f"{KINDS[rule.kind].name}. {rule.cite}", "section")
        if rule.quote:
            self.fields.addRow(words(f"“{rule.quote}”", "quote"))
        self.table = QTableWidget(len(self._leaves), 2)
        self.table.setHorizontalHeaderLabels(["Nội dung", "Giá trị"])
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, 220)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setAccessibleName("Nội dung của quy định")
        for number, (path, value) in enumerate(self._leaves):
            name = QTableWidgetItem(leaf_words(rule.spec, path))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(number, 0, name)
            self.table.setItem(number, 1, QTableWidgetItem(as_typed(value)))
        self.reason = NameField(placeholder="ví dụ: Hội nghị khối thống nhất sửa")
        self.document = NameField(placeholder="số, ngày văn bản")
        self.on = DateField(session.book.today())
        self.fields.addRow(self.table)
        self.add("&Lý do", self.reason)
        self.add("&Văn bản", self.document)
        self.add("Có hiệu lực từ n&gày", self.on)
        self.resize(740, 520)

    def spec(self) -> dict[str, Any]:
        """The rule's content with the typed values in their places, each of the kind it was."""
        made: dict[str, Any] = _copy(self.rule.spec)
        for number, (path, old) in enumerate(self._leaves):
            item = self.table.item(number, 1)
            place: Any = made
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = read_back(item.text() if item else "", old)
        return made

    def _amend(self) -> object:
        assert self.session is not None
        on = self.on.value()
        if on is None:
            raise BadInput("date.missing")
        reason, document = self.reason.value(), self.document.value() or None
        return self.session.book.regulations.amend(
            self.session.year, self.rule.key, self.spec(), reason, document, str(on)
        )


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value of a rule's content with the way to it, in order."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path, value


def leaf_words(spec: Any, path: Path) -> str:
    """What a value is: its way in words, or, inside a condition, the whole test it belongs to."""
    for step in path[:-1]:
        spec = spec[step]
    if isinstance(spec, Mapping) and "fact" in spec:
        return f"{path_words(path[:1])}: {condition(spec, {})}"
    return path_words(path)


def path_words(path: Path) -> str:
    """The way to a value in the words of the screen: "Các mức xếp loại 2, Từ"."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts[-1] = f"{parts[-1]} {step + 1}" if parts else str(step + 1)
        else:
            parts.append(SETTINGS.get(step, step))
    return ", ".join(parts)


def as_typed(value: Any) -> str:
    """A value as a person would type it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    return messages.decimal_comma(value) if isinstance(value, str) else str(value)


def read_back(typed: str, old: Any) -> Any:
    """What was typed, in the kind the value had: yes/no, whole number, decimal text, or words."""
    typed = typed.strip()
    if typed == as_typed(old):
        return old
    if isinstance(old, bool):
        if typed.casefold() not in ("có", "không"):
            raise BadInput("input.not_yes_no", text=typed)
        return typed.casefold() == "có"
    if isinstance(old, int):
        value = points.parse_figure(typed)
        return value.numerator if value.denominator == 1 else points.to_text(value)
    if messages.decimal_comma(old) != old or old.isdigit():
        return points.to_text(points.parse_figure(typed))
    return typed


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_copy(inner) for inner in value]
    return value
