"""One node of a draft form: a group or an item with its points, bounds, inputs and parts. Written whole by one verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QTabWidget, QWidget

from models.rules.errors import BadInput
from models.rules.form.scoring import Form, Group, InputSpec, Item, Node, Part
from models.rules.form.wordings.proposal import Proposal, propose
from models.rules.form.wordings.readings import Unread
from models.rules.number.text import clean
from ui.base.layout import button, column, row, words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.form.part import InputDialog, PartDialog, RoundingField, slug
from ui.form.wording_questions import WordingQuestions
from ui.kit.fields import NameField, NumberField
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.kit.text_area import TextArea
from ui.words import form_words
from ui.words.read_back import proposal_words
from ui.words.wording_words import known_answers, notes_of

INPUTS = (
    Column("Số liệu", lambda one: one.label, width=0),
    Column("Loại", lambda one: form_words.INPUT_TYPES[one.type], width=24),
    Column("Đơn vị tính", lambda one: one.unit, width=14),
)


class NodeDialog(FormDialog):
    """Edits a node, or adds one under `parent`; what cannot be scored is refused before anything is written."""

    def __init__(
        self,
        session: Session,
        form: Form,
        node: Node | None,
        kind: str,
        parent_key: str | None,
        parent: QWidget | None = None,
    ) -> None:
        title = "nhóm" if kind == "group" else "mục chấm"
        names = {"act": "Sửa" if node else "Thêm", "kind": title}
        super().__init__("{act} {kind}", self._put, parent, session=session, names=names)
        self._session, self._form, self._node, self._kind = session, form, node, kind
        self.tabs = QTabWidget()
        self.fields.addRow(self.tabs)
        self._notes: tuple[str, ...] = ()
        self.parts: list[Part] = list(node.parts) if isinstance(node, Item) else []
        self.inputs: list[InputSpec] = list(node.inputs) if isinstance(node, Item) else []
        self._build_general(node, parent_key)
        self._build_bounds(node)
        if kind == "item":
            self._build_parts()
            self._build_reading()
        roomy(self, 95, 31)

    # -- fields --

    def _tab(self, title: str) -> QFormLayout:
        page, lines = QWidget(), QFormLayout()
        page.setObjectName("plain")
        lines.setContentsMargins(10, 10, 10, 6)
        lines.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        page.setLayout(lines)
        self.tabs.addTab(page, title)
        return lines

    def _build_general(self, node: Node | None, parent_key: str | None) -> None:
        self.code = NameField(node.code if node else "", "ví dụ: I, I.1, a)")
        self.title = NameField(node.title if node else "")
        self.parent_box = QComboBox()
        self.parent_box.addItem("(ở trên cùng)", None)
        for group in self._form.nodes:
            if isinstance(group, Group) and (node is None or group.key not in self._inside(node.key)):
                depth = len(self._form.path(group.key))
                self.parent_box.addItem(f"{'    ' * depth}{group.code} {group.title}".rstrip(), group.key)
        self.parent_box.setCurrentIndex(max(self.parent_box.findData(node.parent if node else parent_key), 0))
        self.max = NumberField(kind="points")
        self.max.set_value(node.max if node else None)
        self.scorer = NameField(node.scorer if node else "")
        self.evidence = NameField(node.evidence if node else "")
        self.rule = TextArea(node.rule_text if node else "")
        self.rule.setTabChangesFocus(True)
        lines = self._tab("Nội dung")
        pairs: tuple[tuple[str, Any], ...] = (
            ("&Ký hiệu", self.code),
            ("&Nội dung", self.title),
            ("&Thuộc nhóm", self.parent_box),
            ("Điể&m chuẩn", self.max),
            ("Đơn &vị chấm", self.scorer),
            ("&Căn cứ chấm điểm", self.evidence),
            ("Cách chấm ghi trên &bảng", self.rule),
        )
        for label, field in pairs:
            field.setAccessibleName(label.replace("&", ""))
            lines.addRow(label, field)

    def _inside(self, key: str) -> set[str]:
        found, waiting = {key}, [key]
        while waiting:
            children = [child.key for child in self._form.children(waiting.pop())]
            found.update(children)
            waiting += children
        return found

    def _build_bounds(self, node: Node | None) -> None:
        self.bounds: dict[str, NumberField] = {}
        own = ("cap" if self._kind == "group" else "base_cap", *form_words.SHARED_BOUNDS)
        lines = self._tab("Giới hạn")
        for name, label in [*((name, form_words.BOUNDS[name]) for name in own), ("weight", "Hệ số")]:
            field = NumberField(kind="figure")
            field.set_value(getattr(node, name) if node else None)
            field.setAccessibleName(label)
            self.bounds[name] = field
            lines.addRow(label, field)
        self.rounding = RoundingField()
        self.rounding.show_value(node.rounding if node else None)
        lines.addRow("Làm tròn", self.rounding)
        self.only = QCheckBox(
            "chỉ tính một mục cao điểm nhất" if self._kind == "group" else "chỉ có điểm thưởng, điểm trừ"
        )
        self.only.setChecked(bool(node and (node.one_of if isinstance(node, Group) else node.bonus_only)))
        lines.addRow("", self.only)

    def _part_words(self, part: Part) -> str:
        return form_words.part_words(part, self.inputs)

    def _build_parts(self) -> None:
        page = QWidget()
        page.setObjectName("plain")
        columns = (
            Column("Được tính vào", lambda one: form_words.EFFECTS[one.effect], width=14),
            Column("Cách chấm", self._part_words, width=0, tip=self._part_words),
        )
        self.part_table = TableView(columns, key=lambda one: one.id, sortable=False)
        self.part_table.setAccessibleName("Các cách chấm")
        self.input_table = TableView(INPUTS, key=lambda one: one.id, sortable=False)
        self.input_table.setAccessibleName("Số liệu cần có")
        acts = row(
            button("Thêm cách chấm…", lambda: self.edit_part(None), "link"),
            button("Sửa…", lambda: self.edit_part(self.part_table.current()), "link"),
            button("Bỏ", self._drop_part, "link"),
            None,
        )
        input_acts = row(
            button("Thêm số liệu…", lambda: self.edit_input(None), "link"),
            button("Sửa…", lambda: self.edit_input(self.input_table.current()), "link"),
            button("Bỏ", self._drop_input, "link"),
            None,
        )
        box = column(self.part_table, acts, self.input_table, input_acts, spacing=4)
        box.setContentsMargins(10, 10, 10, 6)
        page.setLayout(box)
        self.tabs.addTab(page, "Cách chấm")
        self.part_table.opened.connect(self.edit_part)
        self.input_table.opened.connect(self.edit_input)
        self._show_parts()

    def _show_parts(self) -> None:
        self.part_table.set_rows(self.parts)
        self.input_table.set_rows(self.inputs)

    # -- the sentence read as a rule --

    def _build_reading(self) -> None:
        """Under the sentence: what it was read as, its questions, and the button that takes it over."""
        first = self.tabs.widget(0)
        assert first is not None, "the tab was added before"
        lines = first.layout()
        assert isinstance(lines, QFormLayout)
        self.reading = words("", "muted")
        self.questions = WordingQuestions(known_answers(line.text for line in self._form.lines))
        self.take = button("Nhận cách chấm này", self._take_reading, "link")
        box = column(self.reading, self.questions, row(self.take, None), spacing=4)
        lines.addRow("", box)
        self.questions.answered.connect(self._read)
        self.rule.textChanged.connect(self._read)
        for field in (self.max, self.title):
            field.textChanged.connect(lambda _text: self._read())
        self._read()

    def _proposal(self) -> Proposal | Unread | None:
        """What the sentence as it is typed now proposes; None where it says nothing or the item is scored already."""
        try:
            node = self.node()
        except BadInput:
            return None
        return propose(node, self.questions.answers) if isinstance(node, Item) else None

    def _read(self) -> None:
        got = self._proposal()
        told = isinstance(got, Proposal) or (isinstance(got, Unread) and not got.plain)
        self.reading.setText(proposal_words(got) if told and got is not None else "")
        keys = (*got.open, *got.answered) if isinstance(got, Proposal) else ()
        self.questions.ask(dict.fromkeys(keys, 1))
        self.reading.setVisible(told)
        self.take.setVisible(isinstance(got, Proposal))
        self.take.setEnabled(isinstance(got, Proposal) and not got.open)

    def _take_reading(self) -> None:
        """The parts, inputs and bounds of the proposal into this dialog; they are written with everything else."""
        got = self._proposal()
        if not isinstance(got, Proposal) or got.open:
            return
        self.parts, self.inputs = list(got.item.parts), list(got.item.inputs)
        for name, field in self.bounds.items():
            field.set_value(getattr(got.item, name))
        self.only.setChecked(got.item.bonus_only)
        self._notes = notes_of(got.answered, self.questions.answers)
        self._show_parts()
        self._read()

    # -- parts and inputs --

    def edit_part(self, part: Part | None) -> None:
        dialog = PartDialog(self._session, part, self.inputs, [one.id for one in self.parts], self, self._compared())

        def take(made: tuple[Part, list[InputSpec]]) -> None:
            new, self.inputs = made
            self.parts = _placed(self.parts, new, part)
            self._show_parts()

        dialog.passed.connect(take)
        dialog.open()

    def _compared(self) -> list[tuple[str, str]]:
        """What else the form has, outside of what this node stands in: whose points may be compared for it."""
        inside = {*([] if self._node is None else self._inside(self._node.key))}
        above = self.parent_box.currentData()
        while above is not None:
            inside.add(above)
            above = self._form.node(above).parent
        others = [node for node in self._form.nodes if node.key not in inside]
        return [(node.key, form_words.node_words(self._form, node)) for node in others]

    def _drop_part(self) -> None:
        part = self.part_table.current()
        self.parts = [one for one in self.parts if part is None or one.id != part.id]
        self._show_parts()

    def edit_input(self, spec: InputSpec | None) -> None:
        dialog = InputDialog(self._session, spec, [one.id for one in self.inputs], parent=self)

        def take(made: InputSpec) -> None:
            self.inputs = _placed(self.inputs, made, spec)
            self._show_parts()

        dialog.passed.connect(take)
        dialog.open()

    def _drop_input(self) -> None:
        spec = self.input_table.current()
        self.inputs = [one for one in self.inputs if spec is None or one.id != spec.id]
        self._show_parts()

    # -- writing --

    def node(self) -> Node:
        """The node as the fields say it; raises the refusals of numbers, and BadInput `name.empty`."""
        if not self.title.value():
            raise BadInput("name.empty")
        taken = [node.key for node in self._form.nodes]
        key = self._node.key if self._node else slug(self.code.value().lower(), taken, f"m{len(taken) + 1}")
        said: dict[str, Any] = {
            "code": self.code.value(),
            "title": self.title.value(),
            "parent": self.parent_box.currentData(),
            "max": self.max.value(),
            "scorer": self.scorer.value(),
            "evidence": self.evidence.value(),
            "rule_text": clean(self.rule.toPlainText()).strip(),
            "rounding": self.rounding.value(),
            **{name: field.value() for name, field in self.bounds.items()},
        }
        if self._kind == "group":
            old_group = self._node if isinstance(self._node, Group) else Group(key)
            return replace(old_group, one_of=self.only.isChecked(), **said)
        old = self._node if isinstance(self._node, Item) else Item(key)
        return replace(
            old, parts=tuple(self.parts), inputs=tuple(self.inputs), bonus_only=self.only.isChecked(), **said
        )

    def _put(self) -> object:
        node = self.node()
        self._session.book.forms.put_node(self._form.key, node, notes=self._notes)
        return node.key


def _placed(found: Sequence[Any], new: Any, old: Any) -> list[Any]:
    """The list with `new` in the place of `old`, or at the end."""
    if old is None:
        return [*found, new]
    return [new if one.id == old.id else one for one in found]
