"""What of a paste cannot be written, cell by cell, before anything is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.base.measure import roomy
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.scoring.grid.cells import Plan

COLUMNS = (
    Column("Ô", lambda one: one.where, width=30),
    Column("Ghi", lambda one: one.text, width=16),
    Column("Vì sao chưa nhận", lambda one: one.why, width=0, tone=lambda _one: "bad"),
)


class PasteRefusedDialog(FormDialog):
    """Lists the cells that cannot be taken; the others are written only when that is asked for."""

    def __init__(self, plan: Plan, write: Callable[[], object], parent: QWidget | None = None) -> None:
        rest = plan.count
        super().__init__("Phần dán có chỗ chưa đọc được", write, parent, f"Ghi {rest} ô đọc được" if rest else "Ghi")
        self.say(f"{len(plan.refused)} ô chưa nhận được, {rest} ô đọc được. Chưa có gì được ghi vào sổ.")
        table = TableView(COLUMNS, key=id, sortable=False)
        table.set_rows(plan.refused)
        self.table = table
        self.fields.addRow(table)
        self.first.setEnabled(bool(rest))
        roomy(self, 95, 22)
