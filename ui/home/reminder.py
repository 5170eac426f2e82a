"""Nhắc đơn vị chưa gửi: a text to copy into a message, or a paper to print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidgetItem, QPushButton, QWidget

from models.book.year.course import Awaited
from models.rules.number.subjects import PaperOf
from printing.content import reminder
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import OpenList
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words import year_steps

PAPER = "giay-nhac"


class ReminderDialog(FormDialog):
    """What is ticked goes into the text; the text may be changed before it is copied."""

    def __init__(self, session: Session, owed: Sequence[Awaited], parent: QWidget | None = None) -> None:
        super().__init__("Nhắc đơn vị chưa gửi", self._copy, parent, "Sao chép", session=session)
        self._owed = list(owed)
        self.list = OpenList()
        fit(self.list, most_height=5.5)
        for one in self._owed:
            name = f"{year_steps.sent_name(one)}: còn {len(one.missing)} đơn vị, {year_steps.day_words(one.days)}"
            item = QListWidgetItem(name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.text = TextArea()
        fit(self.text, least_height=13.5)
        self.add("&Nhắc gửi", self.list)
        self.add("Nội &dung", self.text, "Sửa được trước khi sao chép vào Zalo, thư điện tử.")
        self.printing = QPushButton("In giấy nhắc…")
        self.printing.setAutoDefault(False)
        self.printing.clicked.connect(self._print)
        self.buttons.insertWidget(3, self.printing)
        self.list.itemChanged.connect(lambda _item: self._write())
        self._write()
        roomy(self, 90, 28)

    def chosen(self) -> list[Awaited]:
        ticked = Qt.CheckState.Checked
        return [one for place, one in enumerate(self._owed) if self.list.item(place).checkState() == ticked]

    def _write(self) -> None:
        content = reminder.gather(self.session.book, self.session.year, chosen=self.chosen())
        self.text.setPlainText(reminder.plain(content))
        self.first.setEnabled(bool(content.lines))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.session.say("Đã sao chép lời nhắc. Dán vào Zalo hoặc thư điện tử.")

    def _print(self) -> None:
        self.reject()
        self.session.go("papers", PaperOf(PAPER))
