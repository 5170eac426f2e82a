"""What may be done to the history of awards from its tab: one award, a pasted list, ratings, earlier results."""

from __future__ import annotations

from models.book.history_rows import Entry
from ui.pages.page import Page
from ui.widgets.honour_list import HonourList


class HonourActs(Page):
    """The acts of a page that shows a `HonourList` as `history`."""

    history: HonourList

    def record(self) -> None:
        from ui.dialogs.honour import HonourDialog

        HonourDialog(self.session, None, self).open()

    def paste(self) -> None:
        from ui.dialogs.honour import PasteHonoursDialog
        from ui.menus import clipboard_text

        PasteHonoursDialog(self.session, clipboard_text(), self).open()

    def take_from_excel(self) -> None:
        from ui.dialogs.honour import choose_workbook

        choose_workbook(self.session, self)

    def rate(self) -> None:
        from ui.dialogs.honour import RatingsDialog

        RatingsDialog(self.session, self).open()

    def put_results(self) -> None:
        from ui.dialogs.findings import PastResultsDialog

        PastResultsDialog(self.session, self).open()

    def mend(self) -> None:
        from ui.dialogs.honour import HonourDialog

        entry: Entry | None = self.history.table.current()
        if entry is not None:
            HonourDialog(self.session, entry, self).open()

    def forget(self) -> None:
        entry: Entry | None = self.history.table.current()
        if entry is not None:
            self.session.act(lambda: self.session.book.history.remove(entry.key))
