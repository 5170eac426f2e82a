"""Kiểm tra sổ: is the file sound, is the journal unbroken, do the rows come out of it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QPlainTextEdit

from ui.base.layout import card, words
from ui.base.page import Page
from ui.words import messages

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

    def _closed_years(self) -> list[str]:
        """The codes that papers show, then what differs from a year as it was when it was closed."""
        from models.keeping import salvage, seal
        from ui.words import closing_words
        from ui.words.keeping import salvage_words

        said = salvage.salvaged(self.session.book.settings)
        lines = salvage_words.told_of_itself(said) if said is not None else []
        lines += closing_words.all_codes(self.session.book)
        if lines:
            found = closing_words.seal_lines(seal.check(self.session.book), self.session.names)
            if found:
                self.result.setText(f"Sổ nguyên vẹn; năm đã khóa có {len(found)} chỗ khác lúc khóa sổ")
            lines += found
        return lines

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

        report: Any = self.session.value(lambda: verify(self.session.book.store))
        if report is None:
            return
        lines = messages.verify_lines(report, self.session.names)
        if report.ok:
            self.result.setText("Sổ nguyên vẹn")
            self.advice.setText(f"Đã đọc lại {report.ops} việc trong nhật ký; mọi chỗ đều khớp.")
            lines = [*([messages.WAL] if report.wal else []), *self._closed_years()]
            strays = messages.stray_lines(report.strays, self.session.names)
            if strays:
                self.result.setText(f"Sổ nguyên vẹn; {len(strays)} giá trị không còn nhận, cần ghi lại")
            lines = [*messages.letter_lines(self.session.book), *lines]
            lines = [*strays, *messages.unasked_lines(report.unasked, self.session.names), *lines]
        else:
            self.result.setText(f"Có {len(lines)} chỗ không khớp với nhật ký")
            self.advice.setText(
                "Sổ có thể đã bị sửa ngoài chương trình. Xem chi tiết dưới đây, "
                "hoặc phục hồi một bản sao lưu ở thực đơn Sổ, “Sao lưu, phục hồi…”."
            )
        self.places.setPlainText("\n".join(lines))
        self.places.setVisible(bool(lines))
