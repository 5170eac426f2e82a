"""Before a figure is written that other units are measured by: whose points it changes, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.scoring.panel.cell_panel import Chosen
from ui.words.messages import show


class MovesDialog(FormDialog):
    """Shows the other units' points before and after; nothing is written until "Ghi nhận"."""

    def __init__(
        self,
        session: Session,
        chosen: Chosen,
        others: Sequence[Any],
        write: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Sửa mục này làm đổi điểm của đơn vị khác", write, parent, session=session)
        code = chosen.column.code
        self.say(
            f"Sửa mục này làm đổi điểm của {len(others)} đơn vị khác, vì mục {code} tính theo đơn vị cao nhất. "
            "Chưa có gì được ghi vào sổ."
        )
        columns = (
            Column("Đơn vị", lambda one: session.unit_name(one.unit), width=0),
            Column(f"Mục {code} trước", lambda one: show(one.before), side="right", width=12),
            Column("Sau", lambda one: show(one.after), side="right", width=10),
            Column("Tổng trước", lambda one: show(one.total_before), side="right", width=12),
            Column("Tổng sau", lambda one: show(one.total_after), side="right", width=12),
        )
        table = TableView(columns, key=lambda one: one.unit, sortable=False)
        table.set_rows(others)
        self.table = table
        self.fields.addRow(table)
        roomy(self, 88, 22)
