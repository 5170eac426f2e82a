"""Minh chứng of one cell: words, a document's number, date and page, a link, or a file kept in the book."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.book.scoring.evidence import BOOK_WARNING
from models.book.scoring.rows import SheetAt
from models.exchange.places import reading
from models.rules.number.text import clean
from ui.base.layout import button, row, words
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words import messages


class EvidenceDialog(FormDialog):
    """Writes one piece of evidence (a new one when `key` is ""); linking is offered before attaching."""

    def __init__(self, session: Session, at: SheetAt, node: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Minh chứng", self._put, parent, session=session)
        self._session, self._at, self._node, self._key = session, at, node, key
        self._file: Path | None = None
        lines = session.book.scores.evidence.of(at, node)
        old = next((line for line in lines if line.key == key), None)
        self.say(f"{session.unit_name(at.unit)}, mục {session.names.node(node)}", "section")
        self.text = TextArea(old.text or "" if old else "")
        self.text.setTabChangesFocus(True)
        fit(self.text, most_height=3)
        self.number = NameField(old.number or "" if old else "", "ví dụ: 45/BC-VP")
        self.date = DateField(old.date if old else None)
        self.page = NameField(old.page or "" if old else "")
        self.link = NameField(old.link or "" if old else "", "đường dẫn tệp hoặc thư mục")
        self.file_name = words(old.file_name or "chưa đính kèm" if old else "chưa đính kèm", "muted")
        self.add("&Nội dung", self.text)
        self.add("Số, &ký hiệu", self.number)
        self.add("Ngày &ban hành", self.date)
        self.add("&Trang", self.page)
        self.add(
            "Để ở đâ&u",
            row(self.link, button("Chọn…", self._choose_link)),
            "Chỉ ghi đường dẫn thì sổ nhẹ; đính kèm thì tệp đi cùng sổ.",
        )
        self.add("Tệp đính kèm", row(self.file_name, None, button("Đính kèm…", self._choose_file)))
        if old is not None:
            self.buttons.insertWidget(0, button("Bỏ minh chứng này", self._remove))

    def _choose_link(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Chọn tệp minh chứng", str(self.session.folder))
        if path:
            self.link.setText(path)

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Đính kèm tệp minh chứng", str(self.session.folder))
        if path:
            self._file = Path(path)
            self.file_name.setText(self._file.name)

    def _put(self) -> object:
        evidence = self._session.book.scores.evidence
        date = self.date.value()
        said = {
            "text": clean(self.text.toPlainText()).strip() or None,
            "number": self.number.value() or None,
            "date": date,
            "page": self.page.value() or None,
            "link": self.link.value() or None,
        }
        made = evidence.put(self._at, self._node, **said, file=self._read(), key=self._key or None)
        if evidence.size() > BOOK_WARNING:
            self._session.warn(
                f"Tệp đính kèm trong sổ đã {messages.size(evidence.size())}. "
                "Từ nay nên ghi đường dẫn thay vì đính kèm cho sổ nhẹ."
            )
        return made

    def _read(self) -> tuple[str, bytes] | None:
        if self._file is None:
            return None
        with reading(self._file):
            return self._file.name, self._file.read_bytes()

    def _remove(self) -> None:
        if self._session.take_away(lambda: self._session.book.scores.evidence.remove(self._key), self.show_problem):
            self.close()
