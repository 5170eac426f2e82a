"""Under the grid, while the panel is folded: what the chosen cell says in one line, and the ways to more."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtWidgets import QFrame, QWidget

from ui.base.layout import button, row, words
from ui.base.turning import Turning
from ui.scoring.grid.cells import excess_words, stated_of
from ui.scoring.panel.cell_panel import Chosen
from ui.words import messages


def cell_sentence(chosen: Chosen | None, of_group: str = "") -> str:
    """What a cell says: "I.1: phiếu ghi 13, tính theo quy định 12,50, lệch 0,50"; a group's sum, what it is told."""
    if chosen is None:
        return of_group
    column = chosen.column
    if chosen.held.cell.not_assigned:
        return f"{column.head}: không giao cho đơn vị"
    stated = stated_of(column, chosen.held.cell)
    computed = chosen.result.computed.get(column.effect) if chosen.result else None
    most = f" trong {messages.show(column.max)}" if column.max is not None else ""
    said = [f"phiếu ghi {messages.show(stated)}{most}" if stated is not None else f"chưa ghi điểm{most}"]
    if isinstance(computed, Fraction):
        said.append(f"tính theo quy định {messages.show(computed)}")
        if stated is not None and stated != computed:
            said.append(f"lệch {messages.show(abs(stated - computed))}")
    if len(said) < 3 and chosen.result is not None:
        said += [excess_words(one) for one in chosen.result.excesses if one.of != "computed"]
    return f"{column.head}: {', '.join(said)}"


class CellLine(QFrame):
    """`panel` opens the panel, `sheet` shows the unit's sheet."""

    def __init__(self, panel: Callable[[], object], sheet: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("next")
        self.text = words("", "")
        self.text.setAccessibleName("Ô đang chọn")
        self._line = Turning(
            self.text, button("Mở ngăn bên phải (F4)", panel, "link"), button("Phiếu của đơn vị (F6)", sheet, "link")
        )
        inside = row(self._line)
        inside.setContentsMargins(10, 4, 10, 4)
        self.setLayout(inside)

    def show_cell(self, chosen: Chosen | None, of_group: str = "") -> None:
        """Say what the cell holds; its whole title is the tool tip."""
        self.text.setText(cell_sentence(chosen, of_group))
        self.text.setToolTip(chosen.column.title if chosen is not None else "")
