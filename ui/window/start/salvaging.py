"""Cứu số liệu: a damaged book saved into a new one beside it, with the list of what was read and what was not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.exchange.places import named_beside
from models.rules.errors import Refusal
from ui.base.layout import button, row
from ui.base.measure import fit, roomy
from ui.kit.form_dialog import CLOSES, FormDialog
from ui.words.keeping import salvage_words

if TYPE_CHECKING:
    from models.keeping.salvage import Salvage
    from ui.window.desk import Desk

SUFFIX = ".sokhoi"
WAY = "Cứu số liệu sang sổ mới"


class SalvageDialog(FormDialog):
    """The list, to be read, copied and kept; "Đóng" is all there is to press."""

    def __init__(self, found: Salvage, parent: QWidget | None = None) -> None:
        super().__init__("Cứu số liệu từ tệp hỏng", lambda: None, parent, CLOSES)
        self.summary = self.say(salvage_words.summary(found))
        self.list = QPlainTextEdit("\n".join(salvage_words.lines(found)))
        self.list.setReadOnly(True)
        self.list.setAccessibleName("Từng bảng của sổ")
        fit(self.list, least_height=12)
        self.fields.addRow(self.list)
        self.fields.addRow(row(button("Sao chép bảng kê", self._copy), None))
        self.say(f"Sổ mới: {found.target}. Tệp hỏng vẫn giữ nguyên, đừng xóa cho đến khi đối chiếu xong.", "muted")
        roomy(self, 96, 26)
        self.setWindowModality(Qt.WindowModality.WindowModal)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.summary.text()}\n{self.list.toPlainText()}")


def target_of(path: Path) -> Path:
    """A name beside the damaged file that is not taken."""
    day = f"{datetime.now():%d-%m-%Y}"
    for number in range(1, 100):
        found = named_beside(path, f", cứu ngày {day}{f' ({number})' if number > 1 else ''}{SUFFIX}")
        if not found.exists():
            return found
    return named_beside(path, f", cứu ngày {day}{SUFFIX}")


def salvage(desk: Desk, path: Path) -> SalvageDialog | None:
    """Save what can be read, open the new book and show the list; None after a refusal, which is told."""
    from models.keeping.salvage import salvage as save

    try:
        found = save(path, target_of(path))
    except Refusal as refusal:
        desk.tell_refusal(refusal)
        return None
    window = desk.open(found.target)
    dialog = SalvageDialog(found, window or desk.start)
    dialog.open()
    return dialog
