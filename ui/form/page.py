"""Bảng chấm điểm: the form as a tree, what is wrong with it beside it, and where forms come from and go to.

A draft is edited here node by node; an adopted version is only looked at. No rule of a form stands here.
"""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.book.form.forms import FormVersion
from models.rules.form.checking.checker import Fault
from models.rules.form.scoring import Form, Group, Item, Node
from models.rules.number.subjects import NodeOf, RowOf, Subject
from ui.base.button_row import ButtonRow
from ui.base.layout import row, words
from ui.base.measure import fit
from ui.base.page import Page
from ui.form.faults import of_form
from ui.form.form_tree import FormTree
from ui.form.ways import FormWays
from ui.kit import style
from ui.kit.boxes import OpenList
from ui.kit.empty_state import EmptyState
from ui.words import form_words

EMPTY = "Chưa có bảng chấm điểm của năm. Lấy bảng năm trước, chọn một bảng mẫu, hoặc lấy từ Excel."
NO_YEAR = "Sổ chưa có năm nào. Mở năm ở thực đơn Sổ, “Thêm năm khác…”."
PASTE_TIP = "Dán bảng tiêu chí đã sao chép (Ctrl+V)"


class FormPage(Page):
    """The chosen version as a tree; the node's rule and the checker's faults at the right."""

    key: ClassVar[str] = "form"
    title: ClassVar[str] = "Bảng chấm điểm"
    wide: ClassVar[bool] = True
    of_year: ClassVar[bool] = False

    def build(self) -> None:
        self._declare_acts()
        self.versions = QComboBox()
        self.versions.setAccessibleName("Bảng và bản")
        self.versions.setMinimumContentsLength(48)
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.tree = FormTree()
        self.about = words("", "", wrap=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.name = words("", "section")
        self.rule = words("", "quote")
        self.faults = OpenList(empty="Không có chỗ nào phải sửa.")
        self.faults.setWordWrap(True)
        self.faults.setSpacing(2)
        self.faults.setAccessibleName("Kiểm tra bảng")
        self.sum = words("", "muted")
        self._version: FormVersion | None = None
        self._lay_out()
        self.versions.activated.connect(lambda _place: self._show_form())
        self.tree.currentItemChanged.connect(lambda *_: self._show_node())
        self.tree.itemActivated.connect(lambda *_: self._edit.trigger())
        self.faults.itemActivated.connect(self.go_to_fault)
        self.faults.itemClicked.connect(self.go_to_fault)

    def _declare_acts(self) -> None:
        self.ways = ways = FormWays(self)
        self._take = self.add_act("Lấy bảng…", lambda: ways.take(self._sources), "Ctrl+L")
        self._adopt = self.add_act("Áp dụng cho năm…", self.adopt, of_year=True)
        self._next = self.add_act("Lập bản mới", self.new_version)
        self._export = self.add_act("Xuất ra Excel…", ways.give_to_excel, writes=False)
        self._last_year = self.add_act("Lấy bảng năm trước…", ways.copy, button=False)
        self._shipped = self.add_act("Chọn một bảng mẫu…", ways.load_shipped, button=False)
        self._excel = self.add_act("Lấy từ Excel…", ways.from_excel, button=False)
        self._paste = self.add_act("Dán bảng đã sao chép", ways.paste, tip=PASTE_TIP, button=False)
        self._document = self.add_act("Lấy từ tệp trao đổi…", ways.from_document, button=False)
        self._blank = self.add_act("Lập bảng mới…", ways.create_form, button=False)
        self._give = self.add_act("Xuất tệp trao đổi…", ways.give_document, button=False, writes=False)
        self._add_group = self.add_act("Thêm nhóm…", lambda: self.add("group"), "Ctrl+Shift+Ins", button=False)
        self._add_item = self.add_act("Thêm mục…", lambda: self.add("item"), "Ins", button=False)
        self._edit = self.add_act("Sửa…", self.edit, "F2", button=False)
        self._up = self.add_act("Chuyển lên", lambda: self.move_node(-1), "Alt+Up", button=False)
        self._down = self.add_act("Chuyển xuống", lambda: self.move_node(1), "Alt+Down", button=False)
        self._drop = self.add_act("Bỏ", self.remove, "Del", button=False)
        self._read = self.add_act("Đọc quy tắc từ lời…", self.read_rules)
        self._copy_rule = self.add_act("Chép cách chấm…", self.copy_rule, button=False)
        self._whole = self.add_act("Giới hạn của cả bảng…", self.bound_whole, button=False)
        self._editing = (self._add_group, self._add_item, self._edit, self._up, self._down, self._drop)
        self._sources = (self._last_year, self._shipped, self._excel, self._paste, self._document, self._blank)

    def _lay_out(self) -> None:
        self.views, work = QStackedWidget(), QWidget()
        self.body.addWidget(self.views)
        self.views.addWidget(work)
        whole = QVBoxLayout(work)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(row(self.versions, None))
        split = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(split, 1)
        left, box = QWidget(), QVBoxLayout()
        box.setContentsMargins(0, 0, 6, 0)
        box.setSpacing(4)
        box.addWidget(self.tree, 1)
        box.addWidget(ButtonRow(self._editing))
        box.addWidget(self.sum)
        left.setLayout(box)
        split.addWidget(left)
        self.tabs = QTabWidget()
        node = QWidget()
        node.setObjectName("plain")
        inside = QVBoxLayout(node)
        inside.setContentsMargins(10, 8, 4, 4)
        for widget in (self.name, self.about, self.rule):
            inside.addWidget(widget)
        inside.addStretch(1)
        self.tabs.addTab(node, "Mục đang chọn")
        self.tabs.addTab(self.faults, "Kiểm tra bảng")
        fit(self.tabs, least_width=33)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 1)
        split.setSizes([820, 320])
        self.empty = EmptyState(EMPTY, [self._last_year, self._shipped, self._excel])
        self.views.addWidget(self.empty)

    # -- showing --

    @property
    def form(self) -> Form | None:
        """The chosen version; None when the book has no form."""
        key = self.versions.currentData()
        return self.session.book.forms.form(key) if key else None

    @property
    def draft(self) -> bool:
        return self._version is not None and self._version.state == "draft" and not self.session.read_only

    def refresh(self, notice: Any = None) -> None:
        book, year = self.session.book, self.session.year
        kept = self.versions.currentData()
        found = sorted(
            book.forms.all(), key=lambda one: (all(used != year for used, _ in one.used), one.state != "draft")
        )
        self.versions.clear()
        for one in found:
            self.versions.addItem(form_words.version_words(one.name, one.version, one.state, one.used, {}), one.key)
        self.versions.setCurrentIndex(max(self.versions.findData(kept), 0) if found else -1)
        known = book.years.find(year) is not None
        self.views.setCurrentIndex(0 if found else 1)
        self.empty.say(EMPTY if known else NO_YEAR)
        self.under.setText(self.session.called(year, capital=True) if known else "")
        for action in (self._take, *self._sources):
            action.setEnabled(not self.session.read_only)
        self._last_year.setEnabled(bool(found) and not self.session.read_only)
        self._show_form()

    def _show_form(self) -> None:
        form = self.form
        versions = {one.key: one for one in self.session.book.forms.all()}
        self._version = versions.get(form.key) if form else None
        self.tree.show_form(form)
        years = frozenset(year for year, _group in self._version.used) if self._version else frozenset()
        self._fill_faults(form, of_form(self.session, form, years) if form else ())
        may, known = not self.session.read_only, self.session.book.years.find(self.session.year) is not None
        self._adopt.setEnabled(may and form is not None and known)
        self._next.setEnabled(may and self._version is not None and self._version.state == "adopted")
        for action in (self._export, self._give):
            action.setEnabled(form is not None)
        self._show_node()

    def _fill_faults(self, form: Form | None, faults: tuple[Fault, ...]) -> None:
        self.faults.clear()
        for fault in faults:
            node = form.find(fault.node) if form and fault.node else None
            where = f"Mục {node.code or node.title}: " if node is not None else ""
            item = QListWidgetItem(f"{where}{form_words.fault_words(fault)}", self.faults)
            item.setData(Qt.ItemDataRole.UserRole, fault.node)
            item.setForeground(QColor(style.BAD_INK if fault.severity == "error" else style.INK))
        errors = sum(fault.severity == "error" for fault in faults)
        self.tabs.setTabText(1, f"Kiểm tra bảng ({len(faults)})" if faults else "Kiểm tra bảng")
        items = len(form.items()) if form else 0
        said = f"{errors} chỗ phải sửa, {len(faults) - errors} chỗ cần xem" if faults else "không có chỗ nào phải sửa"
        self.sum.setText(f"{items} mục; {said}" if form else "")

    def node(self) -> Node | None:
        form, key = self.form, self.tree.current()
        return form.find(key) if form is not None and key else None

    def _show_node(self) -> None:
        form, node = self.form, self.node()
        for action in self._editing:
            action.setEnabled(self.draft)
        self._read.setEnabled(self.draft)
        self._whole.setEnabled(self.draft)
        self._copy_rule.setEnabled(self.draft and isinstance(node, Item) and bool(node.parts))
        for action in (self._edit, self._up, self._down, self._drop):
            action.setEnabled(self.draft and node is not None)
        shown = node is not None and form is not None
        self.name.setText(f"{node.code}. {node.title}".lstrip(". ") if node else "")
        self.about.setText("\n".join(form_words.node_lines(form, node)) if shown else "")  # type: ignore[arg-type]  # shown: a node
        self.rule.setText(node.rule_text if node else "")
        self.rule.setVisible(bool(node and node.rule_text))

    def go_to_fault(self, item: QListWidgetItem) -> None:
        self.tree.show_node(item.data(Qt.ItemDataRole.UserRole))

    def show_subject(self, subject: Subject) -> bool:
        """A form, or a node of one."""
        if isinstance(subject, NodeOf):
            return self.show_form(subject.form) and self.tree.show_node(subject.node)
        return isinstance(subject, RowOf) and subject.table == "form" and self.show_form(subject.key)

    def show_form(self, key: str) -> bool:
        """Choose a form; whether it is there."""
        place = self.versions.findData(key)
        if place >= 0 and place != self.versions.currentIndex():
            self.versions.setCurrentIndex(place)
            self._show_form()
        return place >= 0

    # -- editing a draft --

    def add(self, kind: str) -> None:
        """A new group or item under the chosen group, or beside the chosen item."""
        form, node = self.form, self.node()
        if form is not None:
            parent = node.key if isinstance(node, Group) else node.parent if node else None
            self._open_node(form, None, kind, parent)

    def edit(self) -> None:
        form, node = self.form, self.node()
        if form is not None and node is not None and self.draft:
            kind = "group" if isinstance(node, Group) else "item"
            self._open_node(form, node, kind, node.parent)

    def _open_node(self, form: Form, node: Node | None, kind: str, parent: str | None) -> None:
        from ui.form.node import NodeDialog

        dialog = NodeDialog(self.session, form, node, kind, parent, self)
        dialog.passed.connect(self.tree.show_node)
        dialog.open()

    def move_node(self, step: int) -> None:
        """One place up or down among its siblings."""
        form, node = self.form, self.node()
        if form is None or node is None:
            return
        siblings = [each.key for each in form.children(node.parent)]
        place = siblings.index(node.key) + step
        if 0 <= place < len(siblings):
            self.session.act(lambda: self.session.book.forms.move_node(form.key, node.key, node.parent, place))

    def remove(self) -> None:
        form, node = self.form, self.node()
        if form is not None and node is not None:
            self.session.take_away(lambda: self.session.book.forms.remove_node(form.key, node.key))

    def read_rules(self) -> None:
        """Propose ways of scoring from the sentences of the whole draft."""
        from ui.form.read_rules import ReadRulesDialog

        form = self.form
        if form is not None and self.draft:
            dialog = ReadRulesDialog(self.session, form, self)
            dialog.passed.connect(lambda count: self.session.say(f"Đã nhận cách chấm của {count} mục."))
            dialog.open()

    def copy_rule(self) -> None:
        """Let other items of the draft be scored as the chosen one is, in one act."""
        from ui.form.copy_rule import CopyRuleDialog

        form, node = self.form, self.node()
        if form is not None and self.draft and isinstance(node, Item) and node.parts:
            dialog = CopyRuleDialog(self.session, form, node, self)
            dialog.passed.connect(lambda count: self.session.say(f"Đã chép cách chấm cho {count} mục."))
            dialog.open()

    def bound_whole(self) -> None:
        """Set caps, floor and rounding of the whole draft."""
        from ui.form.whole_form import WholeFormDialog

        if self.form is not None and self.draft:
            WholeFormDialog(self.session, self.form, self).open()

    # -- versions --

    def adopt(self) -> None:
        from ui.form.adopt_form import AdoptFormDialog

        form = self.form
        if form is not None:
            AdoptFormDialog(self.session, form.key, self).open()

    def new_version(self) -> None:
        """Make the next draft of an adopted version and show it."""
        form = self.form
        if form is not None:
            self.show_new(self.session.value(lambda: self.session.book.forms.new_version(form.key)))

    def show_new(self, key: object) -> None:
        if isinstance(key, str):
            self.refresh()
            self.show_form(key)
            self._offer_reading()

    def _offer_reading(self) -> None:
        """A form has come in: say how many of its sentences can be read, and lead there."""
        from ui.form.read_rules import readable

        count = readable(self.form) if self.form is not None and self.draft else 0
        if count:
            text = f"{count} mục có lời chấm điểm đọc được thành cách chấm."
            self.session.say(text, ("Đọc quy tắc từ lời…", self.read_rules))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste.isEnabled():
            self._paste.trigger()
        else:
            super().keyPressEvent(event)
