"""A table of figures from elsewhere, pasted or typed: what its counts give stands beside what was typed."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtWidgets import QWidget

from models.exchange import clipboard
from models.rules.errors import BadInput
from models.rules.number.points import parse_figure
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea

Row = tuple[str, int, Fraction | None, int | None]


def read_rows(text: str) -> list[Row]:
    """Rows "label, count, percent, denominator" as cells of Excel; "05/39" in the second cell says both numbers.

    Refusals: `input.not_whole` (facts: `label`), those of numbers.
    """
    found: list[Row] = []
    for cells in clipboard.cells(text):
        if not any(cells):
            continue
        label, count, percent, base = (*cells, "", "", "", "")[:4]
        number, _, under = count.partition("/")
        if not number.strip().isdecimal() or ((under or base) and not (under or base).strip().isdecimal()):
            raise BadInput("input.not_whole", label=label or "Số lượng")
        share = percent.strip().removesuffix("%").strip()
        whole = (under or base).strip()
        found.append((label, int(number), parse_figure(share) if share else None, int(whole) if whole else None))
    return found


class FiguresDialog(FormDialog):
    """Keeps a typed table; the page shows at once where it disagrees."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Đối chiếu bảng số liệu", self._save, parent, session=session)
        self.name = NameField(placeholder="ví dụ: Xếp loại tổ chức cơ sở đảng năm 2022")
        self.rows = TextArea()
        self.rows.setTabChangesFocus(True)
        self.rows.setPlaceholderText(
            "Dán từ Excel, mỗi dòng: nội dung, số lượng, tỷ lệ (%), mẫu số.\n"
            "Tỷ lệ và mẫu số để trống được; số lượng ghi 05/39 cũng được."
        )
        self.add("&Tên bảng", self.name)
        self.add("&Số liệu", self.rows)
        roomy(self, 80, 19)

    def _save(self) -> object:
        rows = read_rows(self.rows.toPlainText())
        return self.session.book.statistics.put_figures(self.session.year, self.name.value(), rows)
