"""Sao lưu, phục hồi: the backups of this book, a new one now, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from models.book.book import OCCASIONS
from models.rules.errors import BadInput
from ui.base.layout import button, row
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import messages

COLUMNS = (
    Column("Lúc", lambda kept: messages.moment(kept.taken), order=lambda kept: kept.taken, width=22),
    Column("Nhân dịp", lambda kept: OCCASIONS[kept.label], width=0),
    Column("Cỡ", lambda kept: messages.size(kept.size), order=lambda kept: kept.size, side="right", width=10),
)


class BackupsDialog(FormDialog):
    """`restore(path of the backup)` closes and reopens the book; it is asked for once more before."""

    def __init__(
        self, session: Session, path: Path, restore: Callable[[Path], Any], parent: QWidget | None = None
    ) -> None:
        super().__init__("Sao lưu, phục hồi", self._restore, parent, "Phục hồi bản đang chọn", session=session)
        self._bring_back = restore
        self.table = TableView(COLUMNS, key=lambda kept: kept.name)
        self.table.setAccessibleName("Các bản sao lưu")
        self.say(
            "Sổ tự sao lưu khi mở, khi đóng và trước các việc lớn. Phục hồi thì trạng thái hiện nay được giữ "
            "thành một bản nữa."
        )
        self.fields.addRow(self.table)
        self.where = self.say("", "muted")
        self.now = button("Sao lưu ngay", self._back_up)
        self.now.setEnabled(not session.read_only)
        self.fields.addRow(row(self.now, None))
        self._show()
        roomy(self, 80, 25)

    def _show(self) -> None:
        kept = sorted(self.session.book.backups(), key=lambda one: one.taken, reverse=True)
        self.table.set_rows(kept)
        self.where.setText(f"Thư mục: {self.session.book.backup_folder}")
        self.first.setEnabled(bool(kept) and not self.session.read_only)
        if kept:
            self.table.selectRow(0)

    def _back_up(self) -> None:
        if self.session.act(self.session.book.back_up, self.show_problem):
            self._show()

    def _restore(self) -> None:
        kept = self.table.current()
        if kept is None:
            raise BadInput("backup.none_chosen")
        chosen = self.session.book.backup_folder / kept.name
        self.passed.connect(lambda _value: self._bring_back(chosen))
