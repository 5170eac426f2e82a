"""A page's command, and when it is possible: what would write into a closed year says at once that it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.base.session import Session


class PageAct(QAction):
    """One command. While the shown year is closed, one `of_year` is switched off whatever its page allows, and its tip
    says why; pages switch it on and off as if the year were open."""

    def __init__(self, text: str, page: QWidget, session: Session, tip: str, of_year: bool) -> None:
        super().__init__(text, page)
        self._session = session
        self._tip = tip
        self._may = True
        self.of_year = of_year
        self.follow_year()

    def setEnabled(self, may: bool) -> None:
        if may != self._may:  # a year that was closed or opened is followed by the page
            self._may = may
            self.follow_year()

    def follow_year(self, closed: bool | None = None) -> None:
        """Be possible or not as the page said last and as the year now stands; `closed` where whoever asks many acts
        has looked already."""
        barred = self.of_year and (self._session.year_closed if closed is None else closed)
        super().setEnabled(self._may and not barred)
        if not barred:
            self.setToolTip(self._tip)
            return
        said = f"{self._session.called(capital=True)} đã khóa sổ. Muốn ghi thì mở lại năm."
        self.setToolTip(f"{self._tip.rstrip('.')}. {said}")
