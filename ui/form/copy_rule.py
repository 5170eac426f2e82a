"""Chép cách chấm: the way one item is scored, taken over by others of the draft in one act."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from models.rules.errors import BadInput
from models.rules.form.scoring import Form, Item
from ui.base.layout import button, row
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import OpenList
from ui.kit.form_dialog import FormDialog

TAKEN = ("parts", "inputs", "base_cap", "bonus_cap", "together_cap", "penalty_cap", "floor", "rounding", "bonus_only")
"""What an item takes over; its place, words and standard stay its own."""


class CopyRuleDialog(FormDialog):
    """Ticks the items that take over how one is scored. Gives their number through `passed`."""

    def __init__(self, session: Session, form: Form, source: Item, parent: QWidget | None = None) -> None:
        super().__init__("Chép cách chấm", self._copy, parent, "Chép", session=session)
        self._form, self._source = form, source
        self.say(f"Cách chấm, số liệu và giới hạn của mục {form.called(source.key)}. {source.title}")
        self.say("Điểm chuẩn, lời trên bảng của từng mục giữ nguyên. Mục đã có cách chấm khác thì bị thay.", "muted")
        self.items = OpenList()
        self.items.setAccessibleName("Các mục nhận cách chấm")
        for item in form.items():
            if item.key != source.key:
                self._offer(item)
        self.items.setWordWrap(True)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fit(self.items, least_height=6)
        unruled = button("Đánh dấu các mục chưa có cách chấm", self.tick_unruled, "link")
        self.fields.addRow(row(unruled, None))
        self.fields.addRow(self.items)
        roomy(self, 90, 30)

    def _offer(self, item: Item) -> None:
        other = " (đang có cách chấm)" if item.parts else ""
        line = QListWidgetItem(f"{self._form.called(item.key)}. {item.title}{other}", self.items)
        line.setData(Qt.ItemDataRole.UserRole, item.key)
        line.setCheckState(Qt.CheckState.Unchecked)

    def tick_unruled(self) -> None:
        """Tick every item that has no way of scoring yet."""
        for place in range(self.items.count()):
            line = self.items.item(place)
            node = self._form.node(line.data(Qt.ItemDataRole.UserRole))
            if isinstance(node, Item) and not node.parts:
                line.setCheckState(Qt.CheckState.Checked)

    def _copy(self) -> int:
        lines = [self.items.item(place) for place in range(self.items.count())]
        chosen = [self._form.node(one.data(Qt.ItemDataRole.UserRole)) for one in lines if one.checkState() == _TICKED]
        taken = {name: getattr(self._source, name) for name in TAKEN}
        made = [replace(node, **taken) for node in chosen if isinstance(node, Item)]
        if not made:
            raise BadInput("form.no_items_chosen")
        self.session.book.forms.take_rules(self._form.key, made)
        return len(made)


_TICKED = Qt.CheckState.Checked
