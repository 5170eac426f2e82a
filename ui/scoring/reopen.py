"""Mở lại để sửa: a confirmed or locked sheet is opened only with a reason, which the journal keeps."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.book.scoring.rows import SheetAt
from models.rules.number.text import clean
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea


class ReopenDialog(FormDialog):
    """Asks for the reason and opens the sheet at `at` again."""

    def __init__(self, session: Session, at: SheetAt, parent: QWidget | None = None) -> None:
        super().__init__("Mở lại để sửa", self._reopen, parent, "Mở lại", session=session)
        self._session, self._at = session, at
        self.say(f"Phiếu của {session.unit_name(at.unit)} sẽ sửa được trở lại; lý do được ghi vào nhật ký.")
        self.reason = TextArea()
        self.reason.setTabChangesFocus(True)
        fit(self.reason, most_height=3.5)
        self.add("&Lý do", self.reason)

    def _reopen(self) -> None:
        self._session.book.scores.states.reopen(self._at, clean(self.reason.toPlainText()))
