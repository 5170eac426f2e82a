"""The assistant's pages about by what: the form, and the six questions on the bloc's regulation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QPushButton, QWidget

from models.book.form.forms import FormVersion
from models.rules.place.regulation import Rule
from ui.base.layout import button, row, words
from ui.kit.clipboard import clipboard_table
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog
from ui.regulation.rule_vocabulary import vocabulary
from ui.window.assistant import own_rules
from ui.window.assistant.answer_lines import ASK, narrow
from ui.window.assistant.answers import Answers
from ui.window.assistant.step import Step
from ui.words import form_words

LAW = (
    "Văn bản chung có sẵn để tham khảo danh hiệu, điều kiện, tiền thưởng. Tỷ lệ phiếu trong Nghị định là của Hội đồng "
    "Thi đua - Khen thưởng; khối theo Quy chế của khối hoặc hướng dẫn của tỉnh."
)
ASKED = ("ranking/1", "vote/1", "award-quota/1", "eligibility/1")
"""The kinds of rule that answer one of the six questions."""


NO_GROUP = (
    "Chưa đơn vị nào được xếp nhóm. Ghi nhóm ở mục Đơn vị, “Sửa…” (ô Nhóm), rồi mở lại trợ lý và chọn bảng cho nhóm ở "
    "trang này."
)


class FormStep(Step):
    """Take a form from somewhere, and let the year score by it."""

    title = "Bảng chấm điểm"
    intro = "Lấy bảng khối đang dùng, hoặc chọn một bảng mẫu rồi sửa. Xem và sửa từng dòng ở trang Bảng chấm điểm."
    later = "Chưa có bảng thì chưa phát phiếu, chưa nhập điểm từng mục được."
    place = "Bảng chấm điểm"

    def build(self) -> None:
        self.ways = row(
            button("Lấy từ Excel…", self._excel),
            self._paste_button(),
            button("Chọn một bảng mẫu…", lambda: self._open("shipped")),
            button("Lấy bảng năm trước…", lambda: self._open("last-year")),
            button("Soạn từ đầu…", lambda: self._open("new")),
            None,
        )
        self.forms = QComboBox()
        self.forms.setAccessibleName("Bảng dùng cho năm")
        narrow(self.forms)
        self.sum = words("", "strong")
        self.two = QCheckBox("Có hai loại đơn vị dùng hai bảng khác nhau")
        self.group, self.second = QComboBox(), QComboBox()
        self.group.setAccessibleName("Nhóm đơn vị dùng bảng thứ hai")
        self.second.setAccessibleName("Bảng thứ hai")
        narrow(self.second)
        self.other = QWidget()
        uses = words("dùng bảng", wrap=False)
        self.other.setLayout(row(words("Nhóm", wrap=False), self.group, uses, self.second, None))
        self.no_group = words(NO_GROUP, "muted")
        self.body.addLayout(self.ways)
        self.body.addLayout(row(words("Bảng dùng cho năm", wrap=False), self.forms, None))
        self.body.addWidget(self.sum)
        self.body.addWidget(self.two)
        self.body.addWidget(self.other)
        self.body.addWidget(self.no_group)
        self.body.addStretch(1)
        self.forms.currentIndexChanged.connect(self._say)
        self.two.toggled.connect(lambda _on: self._say())
        for box in (self.group, self.second):
            box.activated.connect(lambda _place: self._say())

    def refresh(self) -> None:
        now = self.forms.currentData()
        found = sorted(self.session.book.forms.all(), key=lambda one: (not self._used(one), one.state != "draft"))
        self.forms.clear()
        for one in found:
            self.forms.addItem(form_words.version_words(one.name, one.version, one.state, one.used, {}), one.key)
        self.forms.setCurrentIndex(max(self.forms.findData(now), 0) if found else -1)
        groups = {one.unit_group for one in self.session.book.members.roster(self.session.year)} - {""}
        chosen = self.group.currentData()
        self.group.clear()
        for group in sorted(groups):
            self.group.addItem(group, group)
        self.group.setCurrentIndex(max(self.group.findData(chosen), 0) if groups else -1)
        self._offer_second()
        self._say()

    def _offer_second(self) -> None:
        """The book's forms for the group, the one it uses first."""
        kept = self.second.currentData() or self._adopted(str(self.group.currentData() or "")) or None
        self.second.clear()
        for place in range(self.forms.count()):
            self.second.addItem(self.forms.itemText(place), self.forms.itemData(place))
        self.second.setCurrentIndex(max(self.second.findData(kept), 0) if self.second.count() else -1)

    def _used(self, version: FormVersion) -> bool:
        return any(year == self.session.year for year, _ in version.used)

    def _say(self) -> None:
        key = self.forms.currentData()
        self.other.setVisible(self.two.isChecked() and self.group.count() > 0)
        self.no_group.setVisible(self.two.isChecked() and not self.group.count())
        self.sum.setText(self._counted(key) if key else "Chưa có bảng nào trong sổ.")
        self.changed.emit()

    def _counted(self, key: str) -> str:
        book = self.session.book
        form = book.forms.form(key)
        faults = [one for one in book.forms.check(key) if one.severity == "error"]
        said = f"Bảng có {len(form.groups_inside_out)} nhóm, {len(form.items())} mục."
        return said + (f" Còn {len(faults)} chỗ phải sửa trước khi dùng: xem ở trang Bảng chấm điểm." if faults else "")

    def _open(self, name: str) -> None:
        from ui.form import take_form

        made: dict[str, Callable[[], FormDialog]] = {
            "shipped": lambda: take_form.ShippedFormDialog(self.session, self),
            "last-year": lambda: take_form.CopyFormDialog(self.session, self),
            "new": lambda: take_form.NewFormDialog(self.session, self),
        }
        self._take(made[name]())

    def _take(self, dialog: FormDialog) -> None:
        def show(key: object) -> None:
            self.refresh()
            self.forms.setCurrentIndex(max(self.forms.findData(key), 0))

        dialog.passed.connect(show)
        dialog.open()

    def _paste_button(self) -> QPushButton:
        made = button(
            "Dán bảng đã sao chép", self.paste, tip="Bảng tiêu chí chép từ Excel, Word hay trang mạng (Ctrl+V)"
        )
        made.setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))
        return made

    def paste(self) -> None:
        """Read the table that was copied; its preview says what it understood before anything is written."""
        from ui.form.table.take import open_paste

        html, text = clipboard_table()
        open_paste(self.session, html, text, self, self._take)

    def _excel(self) -> None:
        from ui.form.table.take import open_workbook
        from ui.kit.reading import FILES

        box = QFileDialog(self, "Lấy bảng chấm điểm từ Excel", str(self.session.folder), FILES)
        box.setFileMode(QFileDialog.FileMode.ExistingFile)
        box.fileSelected.connect(lambda name: open_workbook(self.session, Path(name), self, self._take))
        box.open()

    def _adopted(self, group: str = "") -> str:
        """The form the year uses for a group, "" while it uses none."""
        at = (self.session.year, group)
        return next((one.key for one in self.session.book.forms.all() if at in one.used), "")

    def done(self) -> bool:
        return any(self._used(one) for one in self.session.book.forms.all())

    def told(self) -> str:
        used = [one.key for one in self.session.book.forms.all() if self._used(one)]
        more = f"; {len(used)} bảng cho các nhóm" if len(used) > 1 else ""
        return self._counted(self._adopted() or used[0]).rstrip(".") + more

    def button(self) -> str:
        return "Dùng bảng này, tiếp"

    def ready(self) -> bool:
        return bool(self.forms.currentData())

    def write(self) -> None:
        forms, year = self.session.book.forms, self.session.year
        wanted = {"": self.forms.currentData()}
        if self.two.isChecked() and self.group.currentData() and self.second.currentData():
            wanted[self.group.currentData()] = self.second.currentData()
        for group, key in wanted.items():
            if key != self._adopted(group):
                forms.adopt(year, key, group)


class RulesStep(Step):
    """Six questions, each answered in its place or left for the book to ask; or all from a pack, then mended."""

    title = "Quy chế: xếp hạng, bỏ phiếu, số lượng khen"
    intro = (
        f"Sáu câu. Câu nào Quy chế của khối không nói thì để “{ASK}”; sổ sẽ dừng lại hỏi đúng lúc, không tự quyết. "
        "Lấy một bộ quy định có sẵn thì các câu được điền theo bộ ấy, sửa từng câu được."
    )
    later = "Sổ chưa xếp hạng chính thức được cho đến khi có quy định xếp hạng."
    place = "Quy chế, quy định"

    def build(self) -> None:
        self.packs = QComboBox()
        self.packs.setAccessibleName("Bộ quy định có sẵn")
        for pack in self.session.book.regulations.packs():
            self.packs.addItem(pack.regulation.name, pack.name)
        self.packs.setCurrentIndex(max(self.packs.findData("khoi-mau-thuong-dung"), 0))
        narrow(self.packs)
        self.take = button("Lấy bộ này", self._take_pack)
        self.start = QWidget()
        self.start.setLayout(row(words("Bộ có sẵn", wrap=False), self.packs, self.take, None))
        self.document = NameField("", self.session.worded("số, ngày Quy chế của khối; chưa có thì để trống"))
        self.document.setAccessibleName("Văn bản")
        self.answers = Answers(self.session, self._other)
        self.answers.changed.connect(self.changed)
        self.body.addWidget(self.start)
        self.body.addWidget(self.answers, 1)
        self.body.addLayout(row(words("Văn bản", wrap=False), self.document))
        self.body.addWidget(words(self.session.worded(LAW), "muted"))

    def refresh(self) -> None:
        self.start.setVisible(not self.done())
        self.answers.show_rules(vocabulary(self.session.book, self.session.year))
        self.changed.emit()

    def _take_pack(self) -> None:
        """Take the chosen pack; what was answered before (which step counts) goes on to hold."""
        law, year = self.session.book.regulations, self.session.year
        before = own_rules.own(self.session)

        def take() -> object:
            law.adopt_pack(year, self.packs.currentData())
            taken = {(one.kind, one.scope): one.key for one in own_rules.own(self.session)}
            changes: own_rules.Changes = {}
            for one in before:
                key = taken.pop((one.kind, one.scope), one.key)
                changes[key] = replace(one, key=key)
            own_rules.put(self.session, changes, self.document.value())
            return True

        if self.session.act(take):
            self.refresh()

    def _dialog(self, make: Callable[[], FormDialog]) -> None:
        dialog = self.session.value(make)
        if dialog is not None:
            dialog.passed.connect(lambda _value: self.refresh())
            dialog.open()

    def _other(self, what: str, rule: Rule | None) -> None:
        """The windows of rules, for what no line of the page can say."""
        from ui.regulation.amend_rule import AmendDialog
        from ui.regulation.new_rule import NewRuleDialog
        from ui.regulation.revise_rule import RemoveRuleDialog

        def added() -> FormDialog:
            dialog = NewRuleDialog(self.session, self)
            dialog.choose("eligibility/1")
            return dialog

        if rule is None:
            self._dialog(added)
        else:
            self._dialog(lambda: (AmendDialog if what == "mend" else RemoveRuleDialog)(self.session, rule, self))

    def done(self) -> bool:
        return any(one.kind in ASKED for one in own_rules.own(self.session))

    def told(self) -> str:
        silent = self.answers.silent()
        return f"{len(own_rules.own(self.session))} quy định" + (f"; {silent} câu sổ hỏi khi gặp" if silent else "")

    def _changes(self) -> own_rules.Changes:
        return self.session.value(self.answers.changes) or {}

    def button(self) -> str:
        count = len(self._changes()) if self.ready() else 0
        return f"Ghi {count} quy định, tiếp" if count else "Tiếp"

    def ready(self) -> bool:
        return self.answers.ready()

    def write(self) -> None:
        own_rules.put(self.session, self.answers.changes(), self.document.value())
