"""Sửa lời văn: each paragraph of a paper as the program words it, and as the office wants it; either can be taken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from models.rules.number.text import clean
from printing.edited import Wording
from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, column, row, words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.boxes import OpenList
from ui.kit.text_area import TextArea
from ui.papers.paper_number import Chosen

EDITED, STALE, LEFT_OUT = "✎ ", "⚠ ", "✕ "
STALE_WORDS = "Số liệu hoặc câu sổ viết đã đổi từ khi sửa. Xem lại: bấm “Dùng câu này” để giữ câu đã sửa."
STALE_LEFT = "Số liệu hoặc câu sổ viết đã đổi từ khi bỏ. Xem lại: bấm “Bỏ đoạn này” hoặc “Lấy lại câu của sổ”."
SHOWN = 70
"""Letters of a paragraph in the list."""


class TextsDialog(Dialog):
    """Paragraphs at the left, the chosen one's two wordings at the right."""

    def __init__(self, session: Session, paper: Chosen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._paper = session, paper
        self.setWindowTitle(f"Sửa lời văn: {paper.kind.title}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list, self.said, self.kept = OpenList(), QPlainTextEdit(), TextArea()
        self.list.setAccessibleName("Các đoạn của văn bản")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.said.setAccessibleName("Câu của sổ")
        self.said.setReadOnly(True)
        self.kept.setAccessibleName("Câu dùng để in")
        self.problem = words("", "warn")
        self.lost = words("", "warn")
        self._put = button("Dùng câu này", self.put)
        self._forget = button("Lấy lại câu của sổ", self.forget)
        self._leave = button("Bỏ đoạn này", self.leave_out, tip="Đoạn không được in; lúc nào cũng lấy lại được")
        beside = column(
            QLabel("Sổ viết"),
            self.said,
            QLabel("In ra"),
            self.kept,
            row(self._put, self._leave, self._forget, None),
            self.problem,
            spacing=6,
        )
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.list, self.lost, spacing=6))
        right.setLayout(beside)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([360, 520])
        box = QVBoxLayout(self)
        box.addWidget(split, 1)
        box.addLayout(row(None, button("Đóng", self.close)))
        self.list.currentRowChanged.connect(lambda _row: self._turn())
        self._shown: tuple[Wording, ...] = ()
        self._open: Wording | None = None
        self.refresh()
        roomy(self, 130, 30)

    def refresh(self) -> None:
        """The paragraphs as they are now."""
        at = max(self.list.currentRow(), 0)
        self._shown, lost = self._paper.kind.wordings(self.session.book, year=self.session.year, **self._paper.choices)
        self._open = None
        self.list.clear()
        for one in self._shown:
            mark = STALE if one.stale else LEFT_OUT if one.left_out else EDITED if one.kept else ""
            QListWidgetItem(mark + (one.kept or one.said)[:SHOWN], self.list)
        self.lost.setText("".join(f"Không còn chỗ trong văn bản: {text[:SHOWN]}\n" for text in lost))
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        if not self._shown:
            self.problem.setText("Văn bản này là bảng, không có đoạn văn nào để sửa.")
        self._show()

    @property
    def current(self) -> Wording | None:
        at = self.list.currentRow()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def _turn(self) -> None:
        """Another paragraph is chosen; a text just written for the one before is put first."""
        before, text = self._open, clean(self.kept.toPlainText()).strip()
        if before is not None and before is not self.current and text != _printed(before).strip():
            self._act(before, text or None)
        else:
            self._show()

    def _show(self) -> None:
        one = self._open = self.current
        self.said.setPlainText(one.said if one else "")
        self.kept.setPlainText(_printed(one) if one else "")
        self._put.setEnabled(one is not None)
        self._leave.setEnabled(one is not None and (one.stale or not one.left_out))
        self._forget.setEnabled(one is not None and (bool(one.kept) or one.left_out))
        if one is not None:
            self.problem.setText(STALE_LEFT if one.stale and one.left_out else STALE_WORDS if one.stale else "")

    def put(self) -> None:
        """Print the text in the lower field from now on."""
        one = self.current
        if one is not None:
            text = clean(self.kept.toPlainText()).strip()
            self._act(one, None if text == one.said.strip() else text)

    def leave_out(self) -> None:
        """Print the paper without this paragraph."""
        if self.current is not None:
            self._act(self.current, None, left_out=True)

    def forget(self) -> None:
        """Print the program's words again."""
        if self.current is not None:
            self._act(self.current, None)

    def _act(self, one: Wording, text: str | None, left_out: bool = False) -> None:
        papers, year = self.session.book.papers, self.session.year
        paper = self._paper

        def put() -> None:
            subject = f"{paper.subject} {self.session.called(year)}"
            papers.word(paper.kind.key, year, paper.entered, one.key, text, one.digest, subject, left_out=left_out)

        if self.session.act(put, self.problem.setText):
            self.refresh()

    def done(self, result: int) -> None:
        """A text just written is not lost by leaving."""
        one, text = self._open, clean(self.kept.toPlainText()).strip()
        if one is not None and text and text != _printed(one).strip():
            self.put()
        super().done(result)


def _printed(one: Wording) -> str:
    """What stands on the paper for a paragraph: nothing for one left out."""
    return "" if one.left_out else one.kept or one.said
