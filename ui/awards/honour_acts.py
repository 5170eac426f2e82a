"""What may be done to the history of awards from its tab: one award, a pasted list, ratings, earlier results."""

from __future__ import annotations

from models.book.awards.history_rows import Entry
from ui.awards.honour_list import HonourList
from ui.base.page import Page


class HonourActs(Page):
    """The acts of a page that shows a `HonourList` as `history`."""

    history: HonourList

    def _declare_history_acts(self) -> None:
        self._record = self.add_act("Ghi khen thưởng đã có…", self.record, "Ctrl+Ins", button=False)
        self._paste = self.add_act("Dán từ Excel…", self.paste, button=False)
        self._file = self.add_act("Lấy từ Excel…", self.take_from_excel, button=False)
        self._ratings = self.add_act("Ghi mức độ hoàn thành được công nhận…", self.rate, button=False)
        self._before = self.add_act("Ghi kết quả năm trước…", self.put_results, button=False)
        self._mend = self.add_act("Sửa khen thưởng đã có…", self.mend, button=False)
        self._forget = self.add_act("Bỏ khen thưởng ghi nhầm", self.forget, button=False)

    def record(self) -> None:
        from ui.awards.honour import HonourDialog

        HonourDialog(self.session, None, self).open()

    def paste(self) -> None:
        from ui.awards.honour import PasteHonoursDialog
        from ui.kit.clipboard import clipboard_text

        PasteHonoursDialog(self.session, clipboard_text(), self).open()

    def take_from_excel(self) -> None:
        from ui.awards.honour import choose_workbook

        choose_workbook(self.session, self)

    def rate(self) -> None:
        from ui.awards.honour import RatingsDialog

        RatingsDialog(self.session, self).open()

    def put_results(self) -> None:
        from ui.awards.findings import PastResultsDialog

        PastResultsDialog(self.session, self).open()

    def mend(self) -> None:
        from ui.awards.honour import HonourDialog

        entry: Entry | None = self.history.table.current()
        if entry is not None:
            HonourDialog(self.session, entry, self).open()

    def forget(self) -> None:
        entry: Entry | None = self.history.table.current()
        if entry is not None:
            self.session.take_away(lambda: self.session.book.history.remove(entry.key))
