"""Nhật ký thay đổi: every act, newest first, who did it, when, and what it changed; sifted by unit, item, person, day
and kind of thing; the way to the book as it stood after an act, and to what changed since."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QWidget

from models.book.reporting.journal import Line
from models.book.reporting.journal_kinds import TABLES
from models.book.reporting.sifted import Sieve
from ui.base.layout import button, row
from ui.base.measure import fit
from ui.base.page import Page
from ui.base.turning import Turning
from ui.kit.boxes import PickBox
from ui.kit.fields import DateField
from ui.kit.search_box import SearchBox
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import messages
from ui.words.messages import sentence_case

AT_ONCE = 100
COLUMNS = (
    Column("Số", lambda line: str(line.seq), order=lambda line: line.seq, side="right", width=6),
    Column("Lúc", lambda line: messages.moment(line.at), order=lambda line: line.at, width=21),
    Column("Người làm", lambda line: line.person, width=20),
    Column("Việc", lambda line: line.text, width=0, tone=lambda line: "muted" if line.undone else None),
    Column("Tình trạng", lambda line: "đã hoàn tác" if line.undone else "", width=11, tone=lambda line: "muted"),
)


class JournalPage(Page):
    """The latest acts; scrolling to the last of them, or "Xem các việc trước đó", brings more. Nothing can be changed
    here."""

    key: ClassVar[str] = "journal"
    title: ClassVar[str] = "Nhật ký thay đổi"

    def build(self) -> None:
        self._limit = AT_ONCE
        self.look_back = self.add_act("Xem sổ lúc ấy", self.show_moment, "F6", writes=False)
        self.since = self.add_act("Thay đổi từ lúc ấy…", self.show_changes, "F7", writes=False)
        self.filter = SearchBox()
        self.filter.setPlaceholderText("Lọc việc, người làm (gõ không dấu cũng được)")
        fit(self.filter, width=34)
        self.filter.asked.connect(lambda _text: self.refresh())
        self.table = TableView(COLUMNS, key=lambda line: line.seq)
        self.table.setAccessibleName("Các việc đã làm")
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setPlaceholderText("Chọn một việc ở trên để xem từng số liệu trước và sau.")
        self.details.setAccessibleName("Thay đổi của việc đang chọn")
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setSizes([420, 120])
        split.setChildrenCollapsible(False)
        self.more = button("Xem các việc trước đó", self.show_more)
        self._build_sieve()
        which, when = QWidget(), QWidget()
        which.setLayout(row(self.unit, self.node, self.person, self.kind, None))
        when.setLayout(row(self.first, self.last, self.all, None))
        self.body.addWidget(Turning(which, when))
        self.body.addLayout(row(self.filter, None, self.more))
        self.body.addWidget(split, 1)
        self.table.chosen.connect(self._show_details)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _build_sieve(self) -> None:
        """The boxes that sift; each says by itself what it sifts by."""
        self.unit, self.node, self.person, self.kind = (PickBox(most) for most in (16, 8, 13, 13))
        self.first, self.last = DateField(), DateField()
        for box, name in (
            (self.unit, "Đơn vị"),
            (self.node, "Mục"),
            (self.person, "Người làm"),
            (self.kind, "Loại số liệu"),
        ):
            box.setAccessibleName(name)
            box.activated.connect(lambda _place: self.refresh())
        for field, name in ((self.first, "Từ ngày"), (self.last, "Đến ngày")):
            field.setAccessibleName(name)
            field.setPlaceholderText(name.lower())
            fit(field, width=13)
            field.changed.connect(lambda _day: self.refresh())
        self.all = button("Bỏ lọc", self.sift_nothing)

    def refresh(self, notice: object | None = None) -> None:
        book = self.session.book
        self._fill_sieve()
        sieve = self.sieve()
        lines = book.journal.lines(self._limit) if sieve.open else book.sifting.lines(sieve, self._limit)
        total = book.last_act
        typed = self.filter.text()
        shown = [line for line in lines if messages.matches(typed, f"{line.text} {line.person}")]
        self.under.setText(
            f"{total} việc từ khi lập sổ" if sieve.open else f"{len(lines)} việc qua lọc, trong {total} việc"
        )
        self.more.setVisible(len(lines) < total if sieve.open else len(lines) == self._limit)
        self.all.setEnabled(not sieve.open)
        self.table.set_rows(shown)

    def sieve(self) -> Sieve:
        """What the boxes say; a day that cannot be read does not sift."""
        first, last = (field.readable() for field in (self.first, self.last))
        return Sieve(
            self.unit.currentData(),
            self.node.currentData(),
            self.person.currentData(),
            first,
            last,
            self.kind.currentData(),
        )

    def sift_nothing(self) -> None:
        """Show every act again."""
        for box in (self.unit, self.node, self.person, self.kind):
            box.setCurrentIndex(0)
        for field in (self.first, self.last):
            field.set_value(None)
        self.filter.clear()
        self.refresh()

    def _fill_sieve(self) -> None:
        book, year, names = self.session.book, self.session.year, self.session.names
        units = [(member.unit.short_name, member.key) for member in book.members.roster(year)]
        nodes = [
            (names.node(node.key), node.key)
            for form in book.forms.all()
            if any(used == year for used, _group in form.used)
            for node in book.forms.form(form.key).nodes
        ]
        people = [(name or "không ghi tên", key) for key, name in book.sifting.people()]
        kinds = sorted(
            (sentence_case(self.session.worded(TABLES.get(table, table))), table) for table in book.sifting.tables()
        )
        for box, every, choices in (
            (self.unit, "mọi đơn vị", units),
            (self.node, "mọi mục", nodes),
            (self.person, "mọi người làm", people),
            (self.kind, "mọi loại số liệu", kinds),
        ):
            chosen = box.currentData()
            box.clear()
            box.addItem(every, None)
            for said, key in dict(zip((key for _said, key in choices), choices, strict=True)).values():
                box.addItem(said, key)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.fit()

    def _scrolled(self, value: int) -> None:
        """Read on before the last line that was read comes into sight."""
        bar = self.table.verticalScrollBar()
        if value + bar.pageStep() > bar.maximum() and not self.filter.text() and not self.more.isHidden():
            self.show_more()

    def show_more(self) -> None:
        self._limit += AT_ONCE
        self.refresh()

    def show_moment(self) -> None:
        """Open the book as it stood right after the chosen act, in a window of its own."""
        line = self.table.current()
        if line is not None:
            self.session.moment_wanted.emit(line.seq)

    def show_changes(self) -> None:
        """What is not the same now as after the chosen act; of two chosen acts, between them."""
        from models.keeping import moments
        from ui.closing.changes import ChangesDialog

        chosen = sorted(line.seq for line in self.table.selected() or [self.table.current()] if line is not None)
        if not chosen:
            return
        book = self.session.book
        earlier, later = chosen[0], chosen[-1] if len(chosen) > 1 else book.last_act
        found = self.session.value(lambda: moments.between(book, earlier, later))
        if found is not None:
            ChangesDialog(self.session, earlier, later, found, self).open()

    def _show_details(self, line: Line | None) -> None:
        told = self.session.book.journal.details(line.seq) if line else ()
        self.details.setPlainText("\n".join(told))
        self.look_back.setEnabled(line is not None and self.session.book.read_only_reason != "past")
        self.since.setEnabled(line is not None and self.session.book.read_only_reason != "past")
