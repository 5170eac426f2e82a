"""Điền biểu của cấp trên: a workbook of the standing body's, filled by columns that are chosen, saved beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QWidget

from models.exchange import cells
from models.exchange.cells.model import Workbook, address
from models.exchange.forms import template
from models.exchange.forms.template import Table, Written
from models.exchange.places import reading, with_ending, write_whole
from ui.base.layout import scrolled
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.clipboard import OUT
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column

KEPT: Final = {
    "formula": "Ô có công thức, giữ nguyên",
    "none": "Sổ chưa có số liệu",
    "covered": "Nằm dưới ô gộp",
    "twice": "Đơn vị đã ghi ở dòng trên, dòng này giữ nguyên",
}


PLANNED = "Trang có {units} đơn vị của khối. Sẽ điền {going} ô; các ô khác giữ nguyên."


class TemplateDialog(FormDialog):
    """One choice a column, the cells below; the file that was chosen stays as it is, what is filled is another one."""

    def __init__(self, session: Session, path: Path, workbook: Workbook, parent: QWidget | None = None) -> None:
        names = {"file": path.name}
        super().__init__("Điền biểu {file}", self._write, parent, "Lưu biểu đã điền…", session=session, names=names)
        self._path, self._workbook = path, workbook
        self.target: Path | None = None
        self._known = template.sources(session.book, session.year)
        self.page = QComboBox()
        self.page.addItems([page.name for page in workbook.pages if page.sheet and page.state == "visible"])
        self.page.setCurrentText(workbook.page().name)
        self.page.activated.connect(lambda _place: self._look())
        self.add("T&rang", self.page)
        self.summary = self.say("")
        self.choices: dict[int, QComboBox] = {}
        asking = QWidget()
        self._asked = QFormLayout(asking)
        area = scrolled(asking)
        fit(area, least_height=7)
        self.fields.addRow(area)
        self.cells = TableView(self._columns(), key=id, sortable=False)
        self.cells.setAccessibleName("Các ô sẽ điền")
        fit(self.cells, least_width=110, least_height=8)
        self.fields.addRow(self.cells)
        self.table: Table | None = None
        self._look()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Ô", lambda one: one.address, width=6),
            Column("Đơn vị", lambda one: self.session.unit_name(one.unit), width=26),
            Column("Số liệu", lambda one: one.label, width=24),
            Column("Đang ghi", lambda one: one.before, side="right", width=12),
            Column("Sẽ ghi", lambda one: "" if one.kept else one.text, side="right", width=12),
            Column(
                "Cần xem", lambda one: KEPT.get(one.kept, ""), width=0, tone=lambda one: "warn" if one.kept else None
            ),
        )

    def _look(self) -> None:
        """Find the units of the chosen page, and ask what its columns get."""
        session = self.session
        self.show_problem("")
        page = self.page.currentText()
        self.table = session.value(
            lambda: template.look(session.book, self._workbook, session.year, page), self.show_problem
        )
        while self._asked.rowCount():
            self._asked.removeRow(0)
        self.choices = {}
        for place, heading in (self.table.heads if self.table else {}).items():
            box = QComboBox()
            box.addItem("để nguyên", None)
            for source in self._known:
                box.addItem(source.label, source.key)
            box.setCurrentIndex(max(box.findData(self.table.proposed.get(place) if self.table else None), 0))
            box.activated.connect(lambda _place: self._plan())
            across = self.table is not None and self.table.across
            label = f"Dòng {place + 1}: {heading}" if across else f"Cột {address(0, place).rstrip('1')}: {heading}"
            box.setAccessibleName(label)
            self._asked.addRow(label, box)
            self.choices[place] = box
        self._plan()

    def mapping(self) -> dict[int, str]:
        """What each column gets."""
        return {place: box.currentData() for place, box in self.choices.items() if box.currentData() is not None}

    def _plan(self) -> None:
        table, written = self.table, tuple[Written, ...]()
        if table is not None:
            written, _ = template.plan(self._workbook, table, self.mapping(), self._known)
        going = sum(not one.kept for one in written)
        units = len(table.units) if table is not None else 0
        self.summary.setText(self.session.worded(PLANNED).format(units=units, going=going))
        self.cells.set_rows(sorted(written, key=lambda one: not one.kept))
        self.first.setEnabled(going > 0)

    def _write(self) -> object:
        table = self.table
        assert table is not None
        if self.target is None:
            beside = self._path.with_name(f"{self._path.stem} (đã điền).xlsx")
            name, _ = QFileDialog.getSaveFileName(self, "Lưu biểu đã điền", str(beside), OUT)
            if not name:
                return None
            self.target = with_ending(name, ".xlsx")
        _, values = template.plan(self._workbook, table, self.mapping(), self._known)
        with reading(self._path):
            content = self._path.read_bytes()
        write_whole(self.target, template.fill(content, self._workbook, table, values))
        if not self.session.read_only:
            template.remember(self.session.book, table, self.mapping())
        self.session.say(f"Đã điền {len(values)} ô vào {self.target.name}.")
        return self.target


def choose_and_open(session: Session, parent: QWidget) -> None:
    """Ask for the table from above and open it."""
    path, _ = QFileDialog.getOpenFileName(parent, "Chọn biểu của cấp trên", str(session.folder), OUT)
    if path:
        workbook = session.value(lambda: cells.read_file(Path(path)))
        if workbook is not None:
            TemplateDialog(session, Path(path), workbook, parent).open()
