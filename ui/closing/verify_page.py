"""Kiểm tra sổ: is the file sound, is the journal unbroken, do the rows come out of it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QPlainTextEdit

from ui.base.layout import card, words
from ui.base.page import Page

WHY = (
    "Kiểm tra đọc lại cả sổ: tệp có lành không, nhật ký có liền mạch không, số liệu có đúng với nhật ký không. "
    "Không sửa gì. Nên làm khi nhận sổ, trước khi khóa sổ, và khi nghi ngờ sổ bị sửa ngoài chương trình."
)


class VerifyPage(Page):
    """One button and what it found."""

    key: ClassVar[str] = "verify"
    title: ClassVar[str] = "Kiểm tra sổ"

    def build(self) -> None:
        self.add_act("Kiểm tra bây giờ", self.check, "F5", writes=False)
        self.add_act("Đối chiếu mã trên giấy…", self.ask_code, writes=False)
        self.result = words("Chưa kiểm tra trong lần làm việc này.", "big")
        self.advice = words("", "")
        self.places = QPlainTextEdit()
        self.places.setReadOnly(True)
        self.places.setAccessibleName("Chi tiết")
        self.places.hide()
        self.body.addWidget(words(self.session.worded(WHY), "muted"))
        self.body.addWidget(card(self.result, self.advice))
        self.body.addWidget(self.places, 1)
        self.body.addStretch(0)

    def refresh(self, notice: object | None = None) -> None:
        """A result stands for the book as it was checked; after a change it is said to be old."""
        if notice is not None and self.places.toPlainText() + self.advice.text():
            self.advice.setText("Sổ đã có thay đổi từ lúc kiểm tra. Bấm “Kiểm tra bây giờ” để kiểm tra lại.")

    def ask_code(self) -> None:
        """A code from a paper, also an older one: what differs from that closing today."""
        from ui.closing.dialogs import CodeDialog

        dialog = CodeDialog(self.session, self)
        dialog.passed.connect(self.show_since)
        dialog.open()

    def show_since(self, found: Any) -> None:
        """The closing a code stands for, and every place that differs from it."""
        from models.keeping.seal import LONGEST_LIST
        from ui.words import closing_words

        lines = closing_words.seal_lines([found], self.session.names) if found.sound else []
        self.result.setText(closing_words.closing_of(found.seal))
        self.advice.setText(closing_words.since(found, len(lines), LONGEST_LIST))
        self.places.setPlainText("\n".join(lines))
        self.places.setVisible(bool(lines))

    def check(self) -> None:
        from models.keeping.verify import verify
        from ui.words.keeping.checked import told

        book = self.session.book
        said = self.session.value(lambda: told(book, verify(book.store), self.session.names))
        if said is None:
            return
        self.result.setText(said.outcome)
        self.advice.setText(said.advice)
        self.places.setPlainText("\n".join(said.lines))
        self.places.setVisible(bool(said.lines))
