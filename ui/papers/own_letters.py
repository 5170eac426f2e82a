"""Mẫu văn bản của khối: Word files with named fields that the bloc put into its book; filled and saved as Word files.

The list of fields stands beside the list of letters, each with its meaning and its text as it is now; a file with a
field that is not on it, or with anything that runs, is refused with the reason.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from models.book.reporting.templates import Template
from models.exchange.places import file_name, write_whole
from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, column, row, words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.boxes import OpenList
from ui.kit.table_view import TableView
from ui.kit.tables import Column

if TYPE_CHECKING:
    from printing.content.letters.fields import Field

ALL_UNITS = "Không riêng đơn vị nào"
EACH_UNIT = "Từng đơn vị, mỗi đơn vị một tệp"
WORD = "Word (*.docx)"
HOW = (
    "Soạn văn bản trong Word; chỗ cần sổ điền thì ghi tên trường trong hai ngoặc nhọn, như {{đơn vị}}. "
    "Muốn một bảng có mỗi đơn vị một dòng thì ghi {{dòng.đơn vị}}, {{dòng.điểm}}… vào một dòng của bảng. "
    "Mẫu chỉ có trường, không có công thức."
)
NONE = "Chưa có mẫu nào. Bấm “Thêm mẫu…” để chọn tệp Word đã soạn."


class OwnLettersDialog(Dialog):
    """Letters at the left, what may be named at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(session.worded("Mẫu văn bản của khối"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = OpenList()
        self.list.setAccessibleName("Mẫu văn bản của khối")
        self.unit = QComboBox()
        self.unit.setAccessibleName("Đơn vị nhận")
        book, year = session.book, session.year
        self.unit.addItem(ALL_UNITS, "")
        self.unit.addItem(EACH_UNIT, "*")
        for member in book.members.roster(year) if book.years.find(year) is not None else ():
            self.unit.addItem(book.members.called(member.unit, year), member.key)
        self.table = TableView(self._columns(), key=lambda one: one.name)
        self.table.setAccessibleName("Các trường dùng được")
        self.problem = words("", "warn")
        self._add = button("Thêm mẫu…", self.add)
        self._change = button("Thay tệp…", self.change)
        self._remove = button("Bỏ mẫu", self.remove)
        self.make_button = button("Lập Word…", self.make)
        self._copy = button("Chép tên trường", self.copy_name, tip="Dán vào Word ở chỗ cần điền")
        self._source = button("Lưu tệp mẫu…", self.save_source)
        left, right = QWidget(), QWidget()
        letters = column(
            self.list,
            row(self._add, self._change),
            row(self._remove, self._source),
            self.unit,
            row(self.make_button, None),
            spacing=6,
        )
        offered = column(words(HOW, "muted"), self.table, row(self._copy, None), spacing=6)
        letters.setContentsMargins(0, 0, 8, 0)
        offered.setContentsMargins(8, 0, 0, 0)
        left.setLayout(letters)
        right.setLayout(offered)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        box = QVBoxLayout(self)
        box.addWidget(split, 1)
        box.addWidget(self.problem)
        box.addLayout(row(None, button("Đóng", self.close)))
        self.list.currentRowChanged.connect(lambda _row: self._follow())
        self.table.chosen.connect(lambda _one: self._follow())
        self.unit.currentIndexChanged.connect(lambda _place: self._show_fields())
        roomy(self, 140, 32)
        self.refresh()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Trường", lambda one: f"{{{{{one.name}}}}}", width=24),
            Column("Nghĩa", self._means, width=40, tip=self._means),
            Column(
                "Bây giờ", lambda one: self.now.get(one.name, ""), width=0, tip=lambda one: self.now.get(one.name, "")
            ),
        )

    def _means(self, one: Field) -> str:
        return self.session.worded(one.means)

    # -- showing --

    def refresh(self) -> None:
        """The letters as they are now."""
        at = max(self.list.currentRow(), 0)
        self._shown = self.session.book.papers.templates.all()
        self.list.clear()
        for one in self._shown:
            QListWidgetItem(one.name, self.list)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        if not self._shown:
            self.problem.setText(NONE)
        self._show_fields()

    def _show_fields(self) -> None:
        """Every field with its text for the unit that is chosen; those of the repeated row with the first unit's."""
        from printing.content.letters import fields
        from printing.content.reading import Source

        book, year = self.session.book, self.session.year
        self.now: dict[str, str] = {}
        if book.years.find(year) is not None:
            source = Source(book, year)
            unit = self.unit.currentData() or None
            chosen = next(iter(source.all_units), None) if unit == "*" else unit
            held = next(iter(reversed(book.meetings.all(year))), None)
            made = fields.Made(source, chosen, held)
            first = fields.Made(source, next(iter(source.units), None), held)
            self.now = {one.name: one.read(made) for one in fields.FIELDS}
            self.now |= {one.name: one.read(first) for one in fields.OF_LINE} | {fields.NUMBER.name: "1"}
        self.table.set_rows(fields.offered())
        self._follow()

    @property
    def current(self) -> Template | None:
        at = self.list.currentRow()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def _follow(self) -> None:
        one, writable = self.current, not self.session.locked
        self._add.setEnabled(writable)
        self._change.setEnabled(writable and one is not None)
        self._remove.setEnabled(writable and one is not None)
        self._source.setEnabled(one is not None)
        self.make_button.setEnabled(one is not None and self.session.book.years.find(self.session.year) is not None)
        self._copy.setEnabled(self.table.current() is not None)

    def copy_name(self) -> None:
        """The chosen field's name with its braces, to be put into Word."""
        one: Field | None = self.table.current()
        if one is not None:
            QApplication.clipboard().setText(f"{{{{{one.name}}}}}")
            self.problem.setText(f"Đã chép {{{{{one.name}}}}}.")

    # -- acts --

    def _picked(self, title: str) -> Path | None:
        path, _ = QFileDialog.getOpenFileName(self, title, str(self.session.folder), WORD)
        return Path(path) if path else None

    def add(self) -> None:
        """Take a Word file as a letter of the bloc; its name is the file's."""
        path = self._picked("Chọn mẫu Word")
        if path is not None:
            self.put(path)

    def change(self) -> None:
        """Another file in the place of the chosen letter's."""
        path = self._picked("Chọn tệp thay cho mẫu này")
        if path is not None and self.current is not None:
            self.put(path, self.current)

    def put(self, path: Path, over: Template | None = None) -> None:
        """Look at a file and keep it; what is wrong with it is said."""
        from printing.content.letters import fields
        from printing.word import template

        said: list[str] = []

        def keep() -> None:
            content = path.read_bytes()
            found = template.inspect(content, [one.name for one in fields.offered()])
            said.append(
                f"{len(found.fields)} trường" + (f", {len(found.of_line)} trường của dòng lặp" if found.of_line else "")
            )
            name = over.name if over is not None else path.stem
            self.session.book.papers.templates.put(name, content, over.key if over is not None else None)

        if self.session.act(keep, self.problem.setText):
            self.refresh()
            self.problem.setText(f"Đã đưa mẫu {path.name} vào sổ: {said[0]}.")

    def remove(self) -> None:
        """Take the chosen letter away; undone like any act."""
        one = self.current
        if one is not None and self.session.take_away(
            lambda: self.session.book.papers.templates.remove(one.key), self.problem.setText
        ):
            self.refresh()
            self.problem.setText("Đã bỏ mẫu. Bấm Ctrl+Z ở cửa sổ chính để lấy lại.")

    def save_source(self) -> None:
        """The letter's own file, to be changed in Word."""
        one = self.current
        if one is None:
            return
        offered = self.session.folder / file_name(one.name, ".docx")
        path, _ = QFileDialog.getSaveFileName(self, "Lưu tệp mẫu", str(offered), WORD)
        if path and self.session.act(
            lambda: write_whole(Path(path), self.session.book.papers.templates.file(one.key)), self.problem.setText
        ):
            self.problem.setText(f"Đã lưu {Path(path).name}.")

    def make(self) -> None:
        """Fill the chosen letter: one Word file, or one for each unit in a folder."""
        one = self.current
        if one is None:
            return
        if self.unit.currentData() == "*":
            folder = QFileDialog.getExistingDirectory(self, "Lưu vào thư mục", str(self.session.folder))
            if folder:
                self.make_each(one, Path(folder))
            return
        offered = self.session.folder / file_name(f"{one.name} {self.session.year}", ".docx")
        path, _ = QFileDialog.getSaveFileName(self, "Lưu Word", str(offered), WORD)
        if path:
            self.make_to(one, Path(path), self.unit.currentData() or None)

    def make_each(self, one: Template, folder: Path) -> None:
        """A file for every unit that stands for a place."""
        written = 0
        for place in range(2, self.unit.count()):
            name = file_name(f"{one.name} {self.session.year} {self.unit.itemText(place)}", ".docx")
            if not self.make_to(one, folder / name, str(self.unit.itemData(place))):
                return
            written += 1
        self.problem.setText(f"Đã lưu {written} tệp vào {folder.name}.")

    def make_to(self, one: Template, path: Path, unit: str | None) -> bool:
        """Write one filled letter."""
        from printing.composing import own_letter

        book, year = self.session.book, self.session.year
        content = book.papers.templates.file(one.key)
        fill = partial(own_letter, book, year, content, one.name, unit=unit)
        done = self.session.act(lambda: write_whole(path, fill()), self.problem.setText)
        if done:
            self.problem.setText(f"Đã lưu {path.name} vào {path.parent}.")
        return bool(done)
