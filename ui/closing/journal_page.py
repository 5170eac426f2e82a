"""Nhật ký thay đổi: every act, newest first, who did it, when, and what it changed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter

from models.book.reporting.journal import Line
from ui.base.layout import button, row
from ui.base.measure import fit
from ui.base.page import Page
from ui.kit.search_box import SearchBox
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import messages

AT_ONCE = 100
COLUMNS = (
    Column("Số", lambda line: str(line.seq), order=lambda line: line.seq, side="right", width=6),
    Column("Lúc", lambda line: messages.moment(line.at), order=lambda line: line.at, width=21),
    Column("Người làm", lambda line: line.person, width=20),
    Column("Việc", lambda line: line.text, width=0, tone=lambda line: "muted" if line.undone else None),
    Column("", lambda line: "đã hoàn tác" if line.undone else "", width=11, tone=lambda line: "muted"),
)


class JournalPage(Page):
    """The latest acts; scrolling to the last of them, or "Xem các việc trước đó", brings more. Nothing can be changed
    here."""

    key: ClassVar[str] = "journal"
    title: ClassVar[str] = "Nhật ký thay đổi"

    def build(self) -> None:
        self._limit = AT_ONCE
        self.filter = SearchBox()
        self.filter.setPlaceholderText("Lọc việc, người làm (gõ không dấu cũng được)")
        fit(self.filter, width=41)
        self.filter.asked.connect(lambda _text: self.refresh())
        self.table = TableView(COLUMNS, key=lambda line: line.seq)
        self.table.setAccessibleName("Các việc đã làm")
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Thay đổi của việc đang chọn")
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setSizes([420, 120])
        split.setChildrenCollapsible(False)
        self.more = button("Xem các việc trước đó", self.show_more)
        self.body.addLayout(row(self.filter, None, self.more))
        self.body.addWidget(split, 1)
        self.table.chosen.connect(self._show_details)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)

    def refresh(self, notice: object | None = None) -> None:
        lines = self.session.book.journal.lines(self._limit)
        total = self.session.book.last_act
        self.under.setText(f"{total} việc từ khi lập sổ")
        self.more.setVisible(len(lines) < total)
        typed = self.filter.text()
        self.table.set_rows([line for line in lines if messages.matches(typed, f"{line.text} {line.person}")])

    def _scrolled(self, value: int) -> None:
        """Read on before the last line that was read comes into sight."""
        bar = self.table.verticalScrollBar()
        if value + bar.pageStep() > bar.maximum() and not self.filter.text() and not self.more.isHidden():
            self.show_more()

    def show_more(self) -> None:
        self._limit += AT_ONCE
        self.refresh()

    def _show_details(self, line: Line | None) -> None:
        told = self.session.book.journal.details(line.seq) if line else ()
        self.details.setPlainText("\n".join(told))
