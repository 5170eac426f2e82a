"""Sao lưu, phục hồi: the backups of this book here and at the second place, what each shows, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from models.book.book import OCCASIONS
from models.keeping import picture
from models.rules.errors import BadInput, FileTrouble, Refusal
from ui.base.layout import button, row
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import messages
from ui.words.keeping import backups as backup_words

HERE, SECOND = "trên máy này", "nơi thứ hai"
NOT_THERE = "{label} chưa cắm hoặc không tìm thấy. Sổ vẫn sao lưu trên máy; cắm lại thì sổ chép tiếp sang đó."


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: a backup and where it lies."""

    path: Path
    taken: datetime
    label: str
    size: int
    where: str


COLUMNS = (
    Column("Lúc", lambda kept: messages.moment(kept.taken), order=lambda kept: kept.taken, width=22),
    Column("Nhân dịp", lambda kept: OCCASIONS[kept.label], width=0),
    Column("Ở đâu", lambda kept: kept.where, width=13),
    Column("Cỡ", lambda kept: messages.size(kept.size), order=lambda kept: kept.size, side="right", width=10),
)


class BackupsDialog(FormDialog):
    """`restore(path of the backup)` closes and reopens the book, whose present state it keeps first. One click shows
    what the chosen backup holds and what would be lost, the second brings it back."""

    def __init__(
        self, session: Session, path: Path, restore: Callable[[Path], Any], parent: QWidget | None = None
    ) -> None:
        super().__init__("Sao lưu, phục hồi", self._restore, parent, "Phục hồi bản đang chọn", session=session)
        self._path, self._bring_back = path, restore
        self._told: dict[Path, str] = {}
        self.table = TableView(COLUMNS, key=lambda kept: kept.path)
        self.table.setAccessibleName("Các bản sao lưu")
        fit(self.table, least_height=7)
        self.say(
            "Sổ tự sao lưu khi mở, khi đóng và trước các việc lớn. Phục hồi thì trạng thái hiện nay được giữ "
            "thành một bản nữa."
        )
        self.fields.addRow(self.table)
        self.shown = QPlainTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName("Trong bản đang chọn")
        fit(self.shown, least_height=7)
        self.fields.addRow(self.shown)
        self.where = self.say("", "muted")
        self.fields.addRow(self._ways())
        self.table.chosen.connect(self._picture)
        self._show()
        roomy(self, 100, 34)

    def _ways(self) -> QHBoxLayout:
        self.now = button("Sao lưu ngay", self._back_up)
        self.now.setEnabled(not self.session.read_only)
        self.choose = button("Chọn nơi thứ hai…", self._choose)
        self.forget = button("Thôi dùng nơi thứ hai", self._forget)
        return row(self.now, self.choose, self.forget, None)

    def _show(self) -> None:
        book, second = self.session.book, self.session.second
        kept = [self._line(book.backup_folder, one, HERE) for one in book.backups()]
        if second is not None and second.folder is not None and second.there:
            with suppress(FileTrouble):  # pulled just now: how the place stands is said above
                kept += [self._line(second.folder, one, SECOND) for one in book.backups(second.folder)]
        kept.sort(key=lambda one: one.taken, reverse=True)
        self.table.set_rows(kept)
        self._tell_places()
        self.choose.setEnabled(second is not None)
        self.forget.setVisible(second is not None and second.folder is not None)
        self.first.setEnabled(bool(kept) and not self.session.read_only)
        if kept:
            self.table.selectRow(0)

    @staticmethod
    def _line(folder: Path, kept: Any, where: str) -> Shown:
        return Shown(folder / kept.name, kept.taken, kept.label, kept.size, where)

    def _tell_places(self) -> None:
        """Where the backups lie, and how the second place stands."""
        second = self.session.second
        lines = [f"Trên máy này: {self.session.book.backup_folder}"]
        if second is not None and second.folder is not None:
            stands = backup_words.second_place(str(second.folder), second.there, second.newest)
            lines.append(f"Nơi thứ hai: {stands if second.there else f'{second.folder}, {stands}'}")
        else:
            lines.append(
                "Nơi thứ hai: chưa chọn. Máy hỏng hoặc mất thì mất cả sổ lẫn bản sao lưu; "
                "nên chọn thêm một USB hoặc thư mục ở máy khác."
            )
        self.where.setText("\n".join(lines))

    def _picture(self, kept: Shown | None) -> None:
        """What the chosen backup holds, and what the open book has beyond it."""
        if kept is not None and kept.path not in self._told:
            self._told[kept.path] = "\n".join(line for line in self._lines(kept.path) if line)
        self.shown.setPlainText("" if kept is None else self._told[kept.path])

    def _lines(self, path: Path) -> list[str]:
        """What can be told of a backup; a file that cannot be read says so in its place."""
        parts: tuple[Callable[[], list[str]], ...] = (
            lambda: backup_words.picture(picture.take(path)),
            lambda: backup_words.cost(picture.cost(self._path, path), self.session.names),
        )
        lines: list[str] = []
        for part in parts:
            try:
                lines += part()
            except Refusal as refusal:
                lines.append(self.session.sentence(refusal))
        return list(dict.fromkeys(lines))

    def _back_up(self) -> None:
        if self.session.act(self.session.book.back_up, self.show_problem):
            self._keep_second()
            self._show()

    def _keep_second(self) -> None:
        second = self.session.second
        if second is None or second.folder is None:
            return
        if not second.there:
            self.show_problem(NOT_THERE.format(label=f"Nơi thứ hai ({second.folder})"))
        else:
            self.session.act(second.keep, self.show_problem)

    def _choose(self) -> None:
        box = QFileDialog(self, "Nơi thứ hai cho bản sao lưu", str(self.session.folder))
        box.setFileMode(QFileDialog.FileMode.Directory)
        box.setOption(QFileDialog.Option.ShowDirsOnly)
        box.fileSelected.connect(lambda name: self.use_second(Path(name)))
        box.open()

    def use_second(self, chosen: Path) -> None:
        """Take a folder as the second place and keep a backup there at once."""
        second = self.session.second
        if second is not None and self.session.act(lambda: second.choose(chosen), self.show_problem):
            self.show_problem("")
        self._show()

    def _forget(self) -> None:
        if self.session.second is not None:
            self.session.second.forget()
        self._show()

    def _restore(self) -> None:
        kept = self.table.current()
        if kept is None:
            raise BadInput("backup.none_chosen")
        chosen = kept.path
        self.passed.connect(lambda _value: self._bring_back(chosen))
