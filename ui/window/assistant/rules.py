"""The assistant's pages about by what: the form, and the six questions on the bloc's regulation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QPushButton, QWidget

from models.book.form.forms import FormVersion
from models.rules.place.regulation import Rule
from ui.base.layout import button, empty, row, scrolled, words
from ui.kit.clipboard import clipboard_table
from ui.kit.form_dialog import FormDialog
from ui.window.assistant.step import Step
from ui.words import form_words

LAW = (
    "Văn bản chung có sẵn để tham khảo danh hiệu, điều kiện, tiền thưởng. Tỷ lệ phiếu trong Nghị định là của Hội đồng "
    "Thi đua - Khen thưởng; khối theo Quy chế của khối hoặc hướng dẫn của tỉnh."
)
QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("1. Xếp hạng theo tổng điểm hay tỷ lệ? Bằng điểm thì xét lần lượt những gì?", ("ranking/1",)),
    ("2. Điểm cuối cùng là điểm của bước nào, kỳ nào?", ("final-score/1", "year-from-periods/2")),
    ("3. Đề nghị khen phải được bao nhiêu phiếu, tính trên ai, tự bỏ phiếu cho mình không?", ("vote/1", "quorum/1")),
    ("4. Số lượng được đề nghị năm nay?", ("award-quota/1", "class-quota/1")),
    ("5. Xếp loại thế nào, điều gì loại trừ?", ("classes/2", "classes/1", "eligibility/1")),
    ("6. Trưởng khối luân phiên thế nào?", ("rotation/1",)),
)
"""Each question and the kinds of rule that answer it."""
ASKS = "Chưa có quy định: sổ hỏi khi gặp."


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
        self.sum = words("", "strong")
        self.body.addLayout(self.ways)
        self.body.addLayout(row(words("Bảng dùng cho năm", wrap=False), self.forms, None))
        self.body.addWidget(self.sum)
        self.body.addStretch(1)
        self.forms.currentIndexChanged.connect(self._say)

    def refresh(self) -> None:
        now = self.forms.currentData()
        found = sorted(self.session.book.forms.all(), key=lambda one: (not self._used(one), one.state != "draft"))
        self.forms.clear()
        for one in found:
            self.forms.addItem(form_words.version_words(one.name, one.version, one.state, one.used, {}), one.key)
        self.forms.setCurrentIndex(max(self.forms.findData(now), 0) if found else -1)
        self._say()

    def _used(self, version: FormVersion) -> bool:
        return any(year == self.session.year for year, _ in version.used)

    def _say(self) -> None:
        key = self.forms.currentData()
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
        from ui.form.take_table import open_paste

        html, text = clipboard_table()
        open_paste(self.session, html, text, self, self._take)

    def _excel(self) -> None:
        from ui.form.take_table import open_workbook
        from ui.kit.reading import FILES

        box = QFileDialog(self, "Lấy bảng chấm điểm từ Excel", str(self.session.folder), FILES)
        box.setFileMode(QFileDialog.FileMode.ExistingFile)
        box.fileSelected.connect(lambda name: open_workbook(self.session, Path(name), self, self._take))
        box.open()

    def _adopted(self) -> str:
        return next((one.key for one in self.session.book.forms.all() if self._used(one)), "")

    def done(self) -> bool:
        return bool(self._adopted())

    def told(self) -> str:
        return self._counted(self._adopted()).rstrip(".")

    def button(self) -> str:
        return "Dùng bảng này, tiếp"

    def ready(self) -> bool:
        return bool(self.forms.currentData())

    def write(self) -> None:
        key = self.forms.currentData()
        if key != self._adopted():
            self.session.book.forms.adopt(self.session.year, key)


class RulesStep(Step):
    """Six questions; each is answered by a rule, mended in its own window, or left for the book to ask."""

    title = "Quy chế: xếp hạng, bỏ phiếu, số lượng khen"
    intro = (
        "Câu nào Quy chế của khối không nói thì bấm “Hỏi khi gặp”; sổ sẽ dừng lại hỏi đúng lúc, không tự quyết. "
        "Bắt đầu từ một bộ quy định có sẵn rồi sửa từng câu."
    )
    later = "Sổ chưa xếp hạng chính thức được cho đến khi có quy định xếp hạng."
    place = "Quy chế, quy định"

    def build(self) -> None:
        self.packs = QComboBox()
        self.packs.setAccessibleName("Bộ quy định có sẵn")
        for pack in self.session.book.regulations.packs():
            self.packs.addItem(pack.regulation.name, pack.name)
        self.packs.setCurrentIndex(max(self.packs.findData("khoi-mau-thuong-dung"), 0))
        self.start = QWidget()
        self.start.setLayout(row(words("Bắt đầu từ", wrap=False), self.packs, None))
        self.grid = QGridLayout()
        self.grid.setColumnStretch(0, 1)
        inside = QWidget()
        inside.setLayout(self.grid)
        self.answers = scrolled(inside)
        self.body.addWidget(self.start)
        self.body.addWidget(self.answers, 1)
        self.body.addWidget(words(LAW, "muted"))

    def refresh(self) -> None:
        own = self.done()
        self.start.setVisible(not own)
        empty(self.grid)
        if own:
            self._show_answers()
        self.changed.emit()

    def _show_answers(self) -> None:
        law = self.session.book.regulations
        own = law.of_year(self.session.year)
        rules = law.rules_of(own.key) if own else ()
        line = 0
        for question, kinds in QUESTIONS:
            self.grid.addWidget(words(question, "strong"), line, 0, 1, 3)
            line += 1
            found = [rule for rule in rules if rule.kind in kinds]
            for rule in found:
                self.grid.addWidget(words(rule.quote or rule.cite), line, 0)
                self.grid.addWidget(button("Sửa…", partial(self._mend, rule)), line, 1)
                self.grid.addWidget(button("Hỏi khi gặp…", partial(self._ask, rule)), line, 2)
                line += 1
            if not found:
                self.grid.addWidget(words(ASKS, "muted"), line, 0)
                self.grid.addWidget(button("Thêm…", self._add), line, 1)
                line += 1
        self.grid.setRowStretch(line, 1)

    def _dialog(self, make: Callable[[], FormDialog]) -> None:
        dialog = self.session.value(make)
        if dialog is not None:
            dialog.passed.connect(lambda _value: self.refresh())
            dialog.open()

    def _mend(self, rule: Rule) -> None:
        from ui.regulation.amend_rule import AmendDialog

        self._dialog(lambda: AmendDialog(self.session, rule, self))

    def _ask(self, rule: Rule) -> None:
        from ui.regulation.revise_rule import RemoveRuleDialog

        self._dialog(lambda: RemoveRuleDialog(self.session, rule, self))

    def _add(self) -> None:
        from ui.regulation.new_rule import NewRuleDialog

        self._dialog(lambda: NewRuleDialog(self.session, self))

    def done(self) -> bool:
        return self.session.book.regulations.of_year(self.session.year) is not None

    def told(self) -> str:
        law = self.session.book.regulations
        own = law.of_year(self.session.year)
        rules = law.rules_of(own.key) if own else ()
        silent = sum(not any(rule.kind in kinds for rule in rules) for _question, kinds in QUESTIONS)
        return f"{len(rules)} quy định" + (f"; {silent} câu sổ hỏi khi gặp" if silent else "")

    def button(self) -> str:
        return "Tiếp" if self.done() else "Lấy bộ quy định này"

    def write(self) -> None:
        """Take the chosen pack; the page stays to go through its answers. With a regulation there is nothing more."""
        if not self.done():
            self.session.book.regulations.adopt_pack(self.session.year, self.packs.currentData())
