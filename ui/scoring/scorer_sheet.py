"""Phiếu theo lĩnh vực: a scoring office's items down, all units across, typed back from paper or pasted from Excel."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from models.book.scoring.rows import YEAR_PERIOD
from models.book.scoring.scorer_sheets import ScorerSheet
from models.exchange import clipboard
from models.rules.errors import Refusal, RuleViolation
from printing.content.scorer_sheet import written
from ui.base.measure import fit, letters, measured, roomy
from ui.base.session import Session
from ui.kit import style
from ui.kit.clipboard import clipboard_text
from ui.kit.form_dialog import FormDialog
from ui.scoring.excel import scorer_excel
from ui.words import messages

COLUMN = 13
"""Letters of a unit's column: a day is read whole."""
NO_OFFICES = (
    "Bảng chấm điểm của năm chưa giao mục nào cho đơn vị chấm. Ghi ở mục Bảng chấm điểm: chọn một mục, “Sửa…”, ô "
    "“Đơn vị chấm”."
)


class _Grid(QTableWidget):
    """A plain grid that takes a rectangle from the clipboard at its current cell."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(clipboard_text())
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Put pasted cells where the current cell is and right and below of it; what lies outside is left out."""
        top, left = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        for down, cells in enumerate(clipboard.cells(text)):
            for right, cell in enumerate(cells):
                item = self.item(top + down, left + right)
                if item is not None:
                    item.setText(cell)


class ScorerSheetDialog(FormDialog):
    """Nothing is written until "Ghi vào phiếu"; only cells that were changed are."""

    def __init__(self, session: Session, stage: str, parent: QWidget) -> None:
        super().__init__("Nhập phiếu theo lĩnh vực", self._write, parent, "Ghi vào phiếu", session=session)
        self._stage = stage
        self.sheet: ScorerSheet | None = None
        self._before: dict[tuple[str, str, str], str] = {}
        self.office = QComboBox()
        for office in session.book.scorer_sheets.offices(session.year, stage):
            self.office.addItem(office, office)
        self.grid = _Grid()
        self.grid.setTabKeyNavigation(False)
        self.grid.setAccessibleName("Phiếu theo lĩnh vực")
        heads = self.grid.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        fit(heads, height=2)
        measured(self.grid, lambda: heads.setDefaultSectionSize(letters(self.grid, COLUMN)))
        self.add("Đơn vị &chấm", self.office, "" if self.office.count() else NO_OFFICES)
        self.period = QComboBox()
        for one in session.book.years.periods(session.year):
            self.period.addItem(one.name, one.key)
        if self.period.count() > 1:
            self.add("&Kỳ", self.period)
        self.period.currentIndexChanged.connect(lambda _place: self._fill())
        self.fields.addRow(self.grid)
        step = session.names.stage(stage)
        self.say(f"Bước {step.lower()}. Dán cả bảng từ Excel được; mục không giao thì ghi “Không giao”.", "muted")
        self.out, self.back = QPushButton("&Xuất phiếu Excel…"), QPushButton("&Lấy từ phiếu Excel…")
        beside = QHBoxLayout()
        for button, act in ((self.out, self._give), (self.back, self._take)):
            button.setAutoDefault(False)
            button.clicked.connect(act)
            beside.addWidget(button)
            beside.setSpacing(8)
        beside.addStretch(1)
        self.fields.addRow(beside)
        for part in (self.grid, self.out, self.back):
            part.setEnabled(self.office.count() > 0)
        self.grid.itemChanged.connect(self._judge)
        self.office.currentIndexChanged.connect(lambda _place: self._fill())
        self._fill()
        roomy(self, 148, 36)

    @property
    def _period(self) -> str:
        return str(self.period.currentData() or YEAR_PERIOD)

    def _fill(self) -> None:
        """Show the office's sheet with what is entered already."""
        office = self.office.currentData()
        self.first.setEnabled(office is not None)
        if office is None:
            return
        sheet = self.session.book.scorer_sheets.sheet(self.session.year, office, self._stage, self._period)
        self.sheet, self._before = sheet, {}
        self.grid.blockSignals(True)
        self.grid.clear()
        self.grid.setRowCount(len(sheet.lines))
        self.grid.setColumnCount(len(sheet.units))
        self.grid.setHorizontalHeaderLabels([self.session.names.unit(unit) for unit in sheet.units])
        for at, line in enumerate(sheet.lines):
            label = f"{line.code} {line.input.label if line.input else line.item.title}"
            head = QTableWidgetItem(label if len(label) <= 44 else label[:43] + "…")
            head.setToolTip(f"{line.item.title}\n{line.item.rule_text}")
            self.grid.setVerticalHeaderItem(at, head)
            for across, unit in enumerate(sheet.units):
                where = (unit, *line.key)
                text = written(line.input, sheet.held.get(where))
                self._before[where] = text
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.grid.setItem(at, across, item)
        self.grid.blockSignals(False)

    def _give(self) -> None:
        if self.sheet is not None:
            scorer_excel.give(self.session, self.sheet.office, self._stage, self._period, self, self.show_problem)

    def _take(self) -> None:
        if self.sheet is not None:
            office, say = self.sheet.office, self.show_problem
            self.put(scorer_excel.choose(self.session, office, self._stage, self._period, self, say))

    def put(self, typed: Mapping[tuple[str, str, str], str]) -> None:
        """Put texts into their cells, as if they were typed."""
        assert self.sheet is not None
        keys = {line.key: at for at, line in enumerate(self.sheet.lines)}
        for (unit, *line), text in typed.items():
            item = self.grid.item(keys[line[0], line[1]], self.sheet.units.index(unit))
            if item is not None:
                item.setText(text)

    def typed(self) -> dict[tuple[str, str, str], str]:
        """The cells that differ from what was entered."""
        sheet, found = self.sheet, {}
        for at, line in enumerate(sheet.lines if sheet else ()):
            for across, unit in enumerate(sheet.units if sheet else ()):
                item = self.grid.item(at, across)
                where = (unit, *line.key)
                if item is not None and item.text().strip() != self._before[where]:
                    found[where] = item.text()
        return found

    def _judge(self, item: QTableWidgetItem) -> None:
        """Mark a cell that cannot be read, with its reason as tooltip."""
        if self.sheet is None:
            return
        where = (self.sheet.units[item.column()], *self.sheet.lines[item.row()].key)
        _, faults = self.session.book.scorer_sheets.read(self.sheet, {where: item.text()})
        said = messages.sentence(faults[0].refusal, self.session.names) if faults else ""
        self.grid.blockSignals(True)
        item.setToolTip(said)
        item.setForeground(QColor(style.TONES["bad"]) if said else self.grid.palette().text())
        self.grid.blockSignals(False)

    def _write(self) -> object:
        typed = self.typed()
        if self.sheet is None:
            raise RuleViolation("scorer.nobody", year=self.session.year)
        try:
            sheets, sheet = self.session.book.scorer_sheets, self.sheet
            return sheets.enter(self.session.year, sheet.office, self._stage, typed, self._period)
        except Refusal:
            self.grid.setFocus()
            raise
