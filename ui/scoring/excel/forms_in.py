"""Nhận phiếu Excel: many files that came back, what each is and would change; written as one act, or looked at only."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QPushButton, QWidget

from models.exchange import cells
from models.exchange.cells.model import Workbook
from models.exchange.forms import many
from models.exchange.forms.carried import Told
from models.exchange.forms.many import Arrival, Batch, Expected
from models.rules.errors import BadInput, Refusal
from models.rules.number.subjects import PaperOf
from printing.composing import SEVERAL
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.fields import DateField
from ui.kit.form_dialog import FormDialog
from ui.kit.reading import FILES, Reading
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.scoring.excel.score_lines import left_out
from ui.scoring.excel.unit_sheet_dialog import UnitSheetDialog
from ui.words.cells_words import REASONS, STATUS, counts, kinds

Opened = list[tuple[str, Workbook | Refusal]]
TOLD = "Ô mới và ô cần xem"
OURS = ("form-text", "form-total", "blank")
"""Why cells of a form are left out that nobody asks after: its own text and sums, and what is empty."""
WIDE = 150
"""Letters that the two tables are wide."""
MISSING = 6
"""Names of units that are told before the rest is counted."""


class FormsInDialog(FormDialog):
    """One line a file, its cells below; nothing is written until the button says how many forms it writes."""

    def __init__(self, session: Session, batch: Batch, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__("Nhận phiếu Excel", self._write, parent, session=session)
        self.batch, self._opened = batch, opened
        self.summary = self.say("")
        self.files = TableView(self._columns(), key=id)
        self.files.setAccessibleName("Các tệp")
        self.files.chosen.connect(lambda _one: self._show_cells())
        fit(self.files, least_width=WIDE, least_height=7)
        self.fields.addRow(self.files)
        self.view = QComboBox()
        self.view.activated.connect(lambda _place: self._show_lines())
        self.add("&Xem", self.view)
        self.cells = TableView(self._cell_columns(), key=id, sortable=False)
        self.cells.setAccessibleName("Các ô trong tệp đang chọn")
        fit(self.cells, least_height=7)
        self.fields.addRow(self.cells)
        self.on = DateField(session.book.today())
        self.add("&Ngày nhận", self.on)
        self.rest = QCheckBox("&Ghi cả phiếu còn ô chưa lấy được, bỏ các ô đó")
        self.rest.toggled.connect(lambda _on: self._say())
        self.receipts = QCheckBox("Ghi xong thì &in giấy biên nhận cho các đơn vị này")
        self.accepted.connect(self._print_receipts)
        self.drop = QPushButton("&Bỏ tệp này")
        self.drop.setAutoDefault(False)
        self.drop.clicked.connect(self._drop)
        beside = QHBoxLayout()
        beside.addWidget(self.rest)
        self.choose = QPushButton("&Chọn đơn vị, cột điểm…")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        beside.addStretch(1)
        beside.addWidget(self.choose)
        beside.addWidget(self.drop)
        self.fields.addRow(beside)
        self.fields.addRow(self.receipts)
        first = next((one.key for one in session.book.years.stages(batch.wanted.year)), None)
        self.fields.setRowVisible(self.receipts, batch.wanted.stage == first)  # what units hand in is their own scoring
        self._show()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Tệp", lambda one: one.name, width=30, tip=lambda one: one.name),
            Column("Đơn vị", lambda one: self.session.unit_name(one.unit) if one.unit else "", width=22),
            Column("Tình trạng", lambda one: STATUS[one.status], width=24, tone=_tone),
            Column("Trong tệp", self._about, width=0, tip=self._about),
        )

    def _cell_columns(self) -> tuple[Column, ...]:
        return (
            Column("Trang", lambda one: one.page, width=14),
            Column("Ô", lambda one: one.address, width=6),
            Column("Mục", lambda one: one.what, width=24, tip=lambda one: one.what),
            Column("Đang ghi", lambda one: one.before, width=16, tip=lambda one: one.before),
            Column("Trong phiếu", lambda one: one.text, width=16, tip=lambda one: one.text),
            Column("Cần xem", self._why, width=0, tip=self._why, tone=lambda one: "bad" if one.refusal else "warn"),
        )

    def _about(self, one: Arrival) -> str:
        return self.session.sentence(one.refusal) if one.refusal is not None else counts(one)

    def _why(self, told: Told) -> str:
        if told.refusal is not None:
            return self.session.sentence(told.refusal)
        return f"Cao hơn mức tối đa {told.above}." if told.above else ""

    def _show(self) -> None:
        self.files.set_rows(self.batch.arrivals)
        self._show_cells()
        self._say()

    def _show_cells(self) -> None:
        one = self.files.current()
        self.view.clear()
        self.view.addItem(TOLD, None)
        left = one.carried.account.left_out() if one is not None and one.carried is not None else {}
        for reason, count in left.items():
            if reason not in OURS:
                self.view.addItem(f"{count} ô {REASONS[reason]}", reason)
        self.view.setEnabled(self.view.count() > 1)
        self._show_lines()
        self.drop.setEnabled(one is not None)
        self.choose.setEnabled(one is not None and (one.status == "not-ours" or one.chosen is not None))

    def _show_lines(self) -> None:
        """What the chosen file says, or the cells of it that are left out for a reason."""
        one, reason = self.files.current(), self.view.currentData()
        if one is None or one.carried is None:
            self.cells.set_rows([])
        elif reason is None:
            self.cells.set_rows(sorted(one.carried.told, key=lambda each: each.refusal is None))
        else:
            lines = left_out(one.carried.account, reason)
            self.cells.set_rows([Told(line.unit, line.address, line.why, "", line.text) for line in lines])

    def _say(self) -> None:
        going = {one.unit for one in self._going()}
        session, wanted = self.session, self.batch.wanted
        waiting = many.waiting(session.book, wanted.year, wanted.stage or "", wanted.period or "nam")
        names = [session.unit_name(unit) for unit in waiting if unit not in self.batch.units()]
        more = f" và {len(names) - MISSING} đơn vị khác" if len(names) > MISSING else ""
        missing = f" Chưa gửi: {', '.join(names[:MISSING])}{more}." if names else ""
        self.summary.setText(
            f"{len(self.batch.arrivals)} tệp: {kinds(self.batch.arrivals)}.{missing} Chưa có gì được ghi vào sổ."
        )
        self.first.setText(f"Ghi {len(going)} phiếu")
        self.first.setEnabled(bool(going) and not self.session.locked)

    def _going(self) -> list[Arrival]:
        return [
            one
            for one in self.batch.arrivals
            if one.carried and one.good and (self.rest.isChecked() or not one.carried.refused)
        ]

    def _drop(self) -> None:
        """Leave a file out, and look at the others anew: two forms of one unit may have become one."""
        gone = self.files.current()
        if gone is None:
            return
        at = self.batch.arrivals.index(gone)
        del self._opened[at], self.batch.arrivals[at]
        many.part(self.batch)
        self._show()

    def _choose(self) -> None:
        """Say whose sheet a file is that is not our form, and where its points stand."""
        one = self.files.current()
        opened = self._opened[self.batch.arrivals.index(one)][1] if one is not None else None
        if one is None or opened is None or isinstance(opened, Refusal):
            return
        dialog = UnitSheetDialog(self.session, one.name, opened, self.batch.wanted, self)
        dialog.passed.connect(lambda found: self._replace(one, found))
        dialog.open()

    def _replace(self, one: Arrival, found: object) -> None:
        assert isinstance(found, Arrival)
        self.batch.arrivals[self.batch.arrivals.index(one)] = found
        many.part(self.batch)
        self._show()
        self.files.select_key(id(found))

    def _print_receipts(self) -> None:
        """On to the receipts of those whose form was written, where that was asked for."""
        if self.receipts.isChecked():
            head, name = self._head()
            units = dict.fromkeys(one.unit for one in self.batch.arrivals if one.written)
            if others := [unit for unit in units if unit != head]:
                self.session.go("papers", PaperOf("giay-bien-nhan", SEVERAL.join(others)))
            if head in units:
                self.session.say(f"Đã ghi phiếu của {name}; đơn vị này lập giấy biên nhận, không gửi cho chính mình.")

    def _head(self) -> tuple[str, str]:
        """The unit that makes the receipts out and writes none to itself, and its name."""
        from printing.content.reading import Source

        source = Source(self.session.book, self.batch.wanted.year, "")
        return source.head or "", source.all_units.get(source.head or "", "")

    def _write(self) -> object:
        day = self.on.value()
        if day is None:
            raise BadInput("date.missing", field="received_on")
        written = many.take(self.session.book, self.batch, day, self.rest.isChecked())
        left = [one for one in self.batch.arrivals if one.refusal is not None and one.good]
        said = "".join(f" {one.name}: {self.session.sentence(one.refusal)}" for one in left if one.refusal)
        self.session.say(f"Đã ghi {written} phiếu vào sổ.{said}")
        return written


def _tone(one: Arrival) -> str | None:
    return None if one.status in ("new", "changed", "same") else "bad" if one.refusal else "warn"


class Opening:
    """Files on their way to the preview: `dialog` is there once they are read."""

    def __init__(self, session: Session, paths: Sequence[Path], wanted: Expected, parent: QWidget) -> None:
        self.dialog: FormsInDialog | None = None
        self._session, self._wanted, self._parent = session, wanted, parent
        title = f"Đang đọc {len(paths)} tệp"
        self.reading = Reading(title, lambda watch: _open(paths, watch), self._look, self._show, session, parent)

    def _look(self, opened: Opened) -> Generator[object, None, tuple[Batch, Opened]]:
        batch = yield from many.looking(self._session.book, opened, self._wanted)
        return batch, opened

    def _show(self, found: tuple[Batch, Opened]) -> None:
        self.dialog = FormsInDialog(self._session, *found, self._parent)
        self.dialog.open()


def _open(paths: Sequence[Path], watch: cells.Watch) -> Opened:
    """The files as cells, or why one cannot be read; a stop ends all of it."""
    found: Opened = []
    for path in paths:
        try:
            found.append((path.name, cells.read_file(path, watch=watch)))
        except Refusal as refusal:
            if refusal.code == "cells.stopped":
                raise
            found.append((path.name, refusal))
    return found


def choose_files(session: Session, stage: str, period: str, parent: QWidget) -> None:
    """Ask for the files and open their preview."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Nhận phiếu Excel", str(session.folder), FILES)
    if names:
        Opening(session, [Path(name) for name in names], Expected(session.year, stage, period), parent)
