"""Under the grid: the chosen unit's sheet as a whole. Its state, the day it came, the total on the paper, and the next
act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.book.scoring.rows import Lateness, Sheet, SumCheck
from models.rules.form.scoring import SheetResult
from ui.base.button_row import ButtonRow
from ui.base.layout import row, words
from ui.base.measure import fit, letters
from ui.base.turning import Turning
from ui.kit.fields import DateField, NumberField
from ui.words import labels, messages

BUTTON_LETTERS, LETTERS_FOR_ONE_LINE = 34, 130
"""Letters kept for the acts, whatever they are; those a strip must be wide to stand on one line."""


class SheetStrip(Turning):
    """received   the day typed (or None)
    totalled   the total on the paper (or None)
    refused    the sentence of what could not be read
    """

    received = Signal(object)
    totalled = Signal(object)
    refused = Signal(str)

    def __init__(self, acts: Sequence[QAction], accept_sum: QAction, parent: QWidget | None = None) -> None:
        super().__init__(margins=(10, 5, 8, 5), parent=parent)
        self.setObjectName("card")
        self.name = words("", "section", wrap=False)
        self.state = words("", "", wrap=False)
        self.on = DateField()
        self.on.setAccessibleName("Ngày nhận phiếu")
        self.late = words("", "warn", wrap=False)
        self.total = NumberField()
        self.total.setAccessibleName("Tổng ghi trên giấy")
        self.sum = words("", "", wrap=False)
        self.sum.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._accept_sum = accept_sum
        self.on.changed.connect(self.received)
        self.on.refused.connect(self.refused)
        self.total.changed.connect(self.totalled)
        self.total.refused.connect(self.refused)
        entered, told, buttons = QWidget(), QWidget(), ButtonRow([accept_sum, *acts])
        entered.setLayout(
            row(
                words("Nhận ngày", "muted", wrap=False),
                self.on,
                words("Tổng trên giấy", "muted", wrap=False),
                self.total,
                None,
            )
        )
        said = row(self.name, self.state, self.late, self.sum, buttons)
        said.setStretchFactor(self.sum, 1)
        told.setLayout(said)
        self.lay_out(entered, told)  # what is typed into and clicked stands still, whatever is told between
        self._line.setStretch(0, 0)
        self._line.setStretch(1, 1)
        fit(buttons, width=BUTTON_LETTERS)
        self.on.setFixedWidth(self.fontMetrics().horizontalAdvance("ngày/tháng/năm") + 18)
        self.total.setFixedWidth(self.fontMetrics().horizontalAdvance("188,888") + 18)

    def _asked(self) -> int:
        """One line where the page is wide, whatever is told in it."""
        return letters(self, LETTERS_FOR_ONE_LINE)

    def show_sheet(
        self,
        name: str,
        sheet: Sheet,
        late: Lateness | None,
        check: SumCheck | None,
        result: SheetResult | None,
        may: bool,
    ) -> None:
        """Show one unit's sheet; `may` says that the book can be written to."""
        self.name.setText(name)
        self.name.setToolTip(name)
        blanks = len(result.blanks) if result is not None and sheet.cells else 0
        state = labels.SHEET_STATES[sheet.state]
        self.state.setText(f"{state}, còn {blanks} mục trống" if blanks and sheet.open else state)
        self.state.setToolTip(self.state.text())
        self.on.set_value(sheet.received_on)
        self.late.setText(f"chậm {late.words}" if late else "")
        self.late.setToolTip(f"{late.deadline}: hạn {messages.show(late.due_on)}" if late else "")
        self.late.setVisible(late is not None)
        self.total.set_value(sheet.stated_total)
        wrong = check is not None and not check.agrees
        self.sum.setText(self._sum_words(check))
        self.sum.setToolTip(self.sum.text())
        self.sum.setObjectName("warn" if wrong and check is not None and not check.accepted else "muted")
        self.sum.style().unpolish(self.sum)
        self.sum.style().polish(self.sum)
        self._accept_sum.setVisible(wrong and check is not None and not check.accepted)
        self.on.setEnabled(may and sheet.open)
        self.total.setEnabled(may and sheet.open)

    @staticmethod
    def _sum_words(check: SumCheck | None) -> str:
        if check is None:
            return ""
        if check.agrees:
            return "khớp với cộng các mục"
        words_ = f"cộng các mục được {messages.show(check.summed)}, lệch {messages.show(abs(check.difference))}"
        return f"{words_}, đã ghi nhận cộng nhầm" if check.accepted else words_
