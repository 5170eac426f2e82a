"""Tệp kèm of the pledge, a movement or a task: attach, open, save elsewhere, take away."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QFileDialog

from models.book.scoring.beside.attached import AttachedFile
from models.book.scoring.evidence import BOOK_WARNING
from models.exchange.places import own_name, reading, write_whole
from ui.base.layout import button, row
from ui.base.measure import fit, roomy
from ui.base.opening import opened
from ui.base.session import Session
from ui.kit.fields import NameField
from ui.kit.form_dialog import CLOSES, FormDialog
from ui.kit.list_tab import Extra, ListTab
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import messages

OPENS: Final = frozenset(
    (".pdf", ".png", ".jpg", ".jpeg", ".txt", ".csv", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".ods", ".pptx")
)
"""Endings that are only looked at when the system opens them; a program somebody attached is never started."""
NO_PROGRAM: Final = "Máy không có chương trình nào mở được tệp loại “{ending}”. Bấm “Lưu ra tệp…” rồi mở ở máy khác."
NO_FILES: Final = "Chưa có tệp nào. Bấm “Thêm tệp…” để chép tệp vào sổ; tệp ngoài sổ vẫn còn nguyên."
TIP: Final = "Văn bản, ảnh, bảng số liệu để cùng sổ"


def files_of(holder: str) -> Extra:
    """The act on a tab whose lines carry files."""

    def show(tab: ListTab) -> None:
        if (one := tab.current()) is not None:
            name = getattr(one, "name", "") or getattr(one, "title", "")
            FilesDialog(tab.session, holder, one.key, name, tab).open()

    return Extra("Tệp kèm…", show, TIP)


def pledge_files() -> Extra:
    """The act on the tab of the pledge."""

    def show(tab: ListTab) -> None:
        year = tab.session.year
        FilesDialog(tab.session, "pledge", str(year), f"Giao ước thi đua {tab.session.called(year)}", tab).open()

    return Extra("Tệp kèm…", show, TIP, needs=False)


def names_of(session: Session, holder: str, key: str) -> str:
    """The names of the files something carries, one after the other; "" for none."""
    return ", ".join(one.file_name for one in session.book.attachments.of(holder, key))


class FilesDialog(FormDialog):
    """The files of one thing; each act is written at once, as everywhere."""

    def __init__(self, session: Session, holder: str, key: str, title: str, parent: ListTab) -> None:
        super().__init__("Tệp kèm", lambda: True, parent, CLOSES, session=session)
        self._at = (holder, key)
        self.say(title, "section")
        columns = (
            Column("Tên tệp", lambda one: one.file_name, width=34, tip=lambda one: one.file_name),
            Column("Ghi chú", lambda one: one.note or "", width=0, tip=lambda one: one.note or ""),
        )
        self.table = TableView(columns, key=lambda one: one.key, empty=NO_FILES)
        self.table.setAccessibleName("Tệp kèm")
        fit(self.table, least_height=6)
        self.table.opened.connect(lambda _one: self.look())
        self.table.chosen.connect(lambda _one: self._allow())
        self.note = NameField(placeholder="tệp này là gì; ghi trước khi thêm tệp")
        self._add = button("Thêm tệp…", self.choose)
        self._needs = (
            button("Mở", self.look, tip="Mở bản chép để xem; sửa trong bản này không vào sổ"),
            button("Lưu ra tệp…", self.save),
            button("Bỏ tệp", self.remove, tip="Lấy lại được bằng Ctrl+Z"),
        )
        self.fields.addRow(self.table)
        self.add("&Ghi chú", self.note)
        self.fields.addRow(row(self._add, *self._needs, None))
        roomy(self, 85)
        self.refresh()

    def refresh(self) -> None:
        """Show the files as they are now."""
        self.table.set_rows(self.session.book.attachments.of(*self._at))
        self._allow()

    def _allow(self) -> None:
        for made in self._needs:
            made.setEnabled(self.table.current() is not None)

    def choose(self) -> None:
        """Attach files from outside."""
        paths, _ = QFileDialog.getOpenFileNames(self, "Chọn tệp kèm", str(self.session.folder))
        for path in paths:
            self.attach(Path(path))

    def attach(self, path: Path) -> None:
        """Read one file and keep it with the note typed."""
        attachments, evidence = self.session.book.attachments, self.session.book.scores.evidence

        def put() -> str:
            with reading(path):
                content = path.read_bytes()
            return attachments.attach(self.session.year, *self._at, path.name, content, note=self.note.value() or None)

        if self.session.act(put, self.show_problem) is not None:
            self.note.clear()
            if evidence.size() > BOOK_WARNING:
                self.session.warn(
                    f"Tệp đính kèm trong sổ đã {messages.size(evidence.size())}. Sổ nặng thì chép, gửi lâu."
                )
        self.refresh()

    def look(self) -> None:
        """Open a copy with the system's own program; the copy is named by its content."""
        one = self._chosen()
        if one is None:
            return
        ending = Path(one.file_name).suffix.lower()
        if ending not in OPENS:
            self.show_problem(f"Sổ không mở tệp loại “{ending or one.file_name}”. Bấm “Lưu ra tệp…” rồi mở ở ngoài.")
            return
        evidence, copies = self.session.book.scores.evidence, self.session.copies
        place = self.session.value(
            lambda: copies.put(one.blob[:24], ending, evidence.file(one.blob)), self.show_problem
        )
        if place is not None and not opened(place):
            self.show_problem(NO_PROGRAM.format(ending=ending))

    def save(self) -> None:
        """Write the chosen file where one wants it."""
        one = self._chosen()
        path = (
            one and QFileDialog.getSaveFileName(self, "Lưu tệp", str(self.session.folder / own_name(one.file_name)))[0]
        )
        if one and path:
            evidence = self.session.book.scores.evidence
            if self.session.act(lambda: write_whole(Path(path), evidence.file(one.blob)), self.show_problem):
                self.session.say(f"Đã lưu {Path(path).name}.")

    def remove(self) -> None:
        """Take the chosen file away."""
        one = self._chosen()
        if one is not None:
            self.session.take_away(lambda: self.session.book.attachments.remove(one.key), self.show_problem)
            self.refresh()

    def _chosen(self) -> AttachedFile | None:
        found: Any = self.table.current()
        return found if isinstance(found, AttachedFile) else None
