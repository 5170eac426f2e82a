"""An act that needs a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from models.rules.number.text import clean
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea


class ReasonDialog(FormDialog):
    """An act that needs a reason, told in a sentence first; `act` gets the reason."""

    def __init__(
        self,
        session: Session,
        title: str,
        told: str,
        accept: str,
        act: Callable[[str], object],
        parent: QWidget | None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            title, lambda: act(clean(self.reason.toPlainText())), parent, accept, session=session, names=names
        )
        self.say(told)
        self.reason = TextArea()
        self.reason.setTabChangesFocus(True)
        fit(self.reason, most_height=3.5)
        self.add("&Lý do", self.reason)
