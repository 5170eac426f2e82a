"""Lấy danh sách năm trước: what would differ, shown before anything is written."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from models.rules.errors import BadInput
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import labels
from ui.words.messages import show

COLUMNS = (
    Column("Đơn vị", lambda change: change.name, width=0),
    Column("Khác ở chỗ", lambda change: labels.ROSTER_CHANGES[change.kind], width=22),
    Column("Trước", lambda change: show(change.facts.get("old")), width=22),
    Column("Nay", lambda change: show(change.facts.get("new")), width=22),
)


class TakeOverDialog(FormDialog):
    """Takes over the units that are still there; the differences from that year stand in a table."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Lấy danh sách năm trước", self._take, parent, "Lấy danh sách", session=session)
        self.year = QComboBox()
        for one in session.book.years.all():
            if one.year != session.year and session.book.members.roster(one.year):
                self.year.addItem(str(one.year), one.year)
        self.year.setCurrentIndex(self.year.count() - 1)
        self.add("Lấy từ &năm", self.year)
        self.summary = self.say("")
        self.table = TableView(COLUMNS, key=lambda change: (change.unit, change.kind), sortable=False)
        self.fields.addRow(self.table)
        self.year.currentIndexChanged.connect(self._compare)
        self._compare()
        roomy(self, 102, 25)

    def _compare(self) -> None:
        year = self.year.currentData()
        if year is None:
            self.summary.setText("Sổ chưa có năm nào khác để lấy danh sách.")
            self.first.setEnabled(False)
            return
        changes = self.session.book.members.roster_changes(self.session.year, year)
        self.table.set_rows(changes)
        self.summary.setText(
            f"So với danh sách {self.session.called(year)} có {len(changes)} chỗ khác."
            if changes
            else f"Giống danh sách {self.session.called(year)}."
        )

    def _take(self) -> object:
        year = self.year.currentData()
        if year is None:
            raise BadInput("roster.no_other_year")
        return self.session.book.members.take_over(self.session.year, year)
