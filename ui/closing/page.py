"""Khóa sổ, bàn giao: what is still open, the code of the year, and the acts from closing to the next year's start."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from models.book.closing.closing import Custody, OpenPoint
from models.keeping import forks, handover, seal
from models.rules.number.subjects import PaperOf
from ui.base.layout import card, column, words
from ui.base.page import Page
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import closing_words
from ui.words.messages import show

NO_YEAR = "Sổ chưa có năm nào. Mở năm ở thực đơn Sổ, “Thêm năm khác…”."
REOPEN = (
    "Số liệu năm {year} sẽ sửa được trở lại. Lần khóa sổ cũ và Mã đối chiếu của nó được giữ; "
    "sửa xong thì khóa sổ lần nữa."
)
NOT_COPIED = "Sổ đã bàn giao nhưng chưa chép được cho nơi nhận. Bấm “Chép lại…”, hoặc “Rút lại bàn giao…”."
WITHDRAW = (
    "Chỉ rút lại khi bản chép chưa giao cho nơi nhận. Nếu nơi nhận đã làm việc trên bản của họ, "
    "hai bản sẽ khác nhau và phải chọn một."
)


class ClosingPage(Page):
    """State and code on top, open points at the left, what happened at the right."""

    key: ClassVar[str] = "closing"
    title: ClassVar[str] = "Khóa sổ, bàn giao"
    of_year: ClassVar[bool] = False
    ranks: ClassVar[bool] = True

    def build(self) -> None:
        year = self.session.year
        self._close = self.add_act("Khóa sổ năm…", self.close_year)
        self._hand = self.add_act("Bàn giao…", self.hand_over)
        self._start = self.add_act(f"Bắt đầu {self.session.called(year + 1)}…", self.start_year)
        self._receive = self.add_act("Nhận bàn giao…", self.receive, writes=False)
        self._read_first = self.add_act("Đọc trước khi làm…", self.first_page, writes=False)
        self._print = self.add_act("Biên bản bàn giao", self.show_minutes, "Ctrl+P", writes=False)
        self._chain = self.add_act("Danh sách giao nhận sổ", self.show_chain, button=False, writes=False)
        self._again = self.add_act("Chép lại…", self.copy_again, writes=False)
        self._withdraw = self.add_act("Rút lại bàn giao…", self.withdraw, writes=False)
        self._reopen = self.add_act("Mở lại năm…", self.reopen)
        self._compare = self.add_act("So với bản khác…", self.compare, button=False, writes=False)
        self._go = self.add_act("Đến chỗ làm việc này", self.go_there, button=False, writes=False)
        self.state = words("", "section")
        self.code = words("", "big")
        self.code_line = words("", "muted")
        self.told = words("")
        self.points = TableView(self._point_columns(), key=lambda one: (one.code, one.words), sortable=False)
        self.points.setAccessibleName("Việc còn dở dang")
        self.points.opened.connect(lambda _one: self.go_there())
        self.points.chosen.connect(self._follow)
        self.events = TableView(
            self._event_columns(),
            key=lambda one: (one.on, one.what),
            sortable=False,
            empty=self.session.worded("Chưa khóa sổ, chưa bàn giao lần nào."),
        )
        self.events.setAccessibleName(self.session.worded("Các lần khóa sổ, bàn giao"))
        self._lay_out()

    def _lay_out(self) -> None:
        upper, lower = QWidget(), QWidget()
        past = words(self.session.worded("Các lần khóa sổ, bàn giao"), "section", wrap=False)
        upper.setLayout(column(words("Việc còn dở dang", "section", wrap=False), self.told, self.points, spacing=4))
        lower.setLayout(column(past, self.events, spacing=4))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setSizes([340, 190])
        split.setChildrenCollapsible(False)
        self.under.hide()
        self.body.addWidget(card(self.state, self.code, self.code_line))
        self.body.addWidget(split, 1)

    def _point_columns(self) -> tuple[Column, ...]:
        return (
            Column("Việc", lambda one: one.words, width=0, tip=lambda one: one.words),
            Column("Làm ở mục", lambda one: self.session.worded(place_of(one)), width=26),
        )

    def _event_columns(self) -> tuple[Column, ...]:
        return (
            Column("Ngày", lambda one: show(one.on), width=11),
            Column("Việc", lambda one: one.what, width=0, tip=lambda one: one.what),
            Column("Người", lambda one: one.who, width=24),
            Column("Mã đối chiếu", lambda one: one.code, width=29, tip=lambda one: one.code),
        )

    # -- showing --

    def refresh(self, notice: object | None = None) -> None:
        book, year = self.session.book, self.session.year
        known = book.years.find(year)
        title = self.session.worded(self.title)
        self.heading.setText(f"{title} {self.session.called(year)}" if known else title)
        if known is None:
            self.state.setText(NO_YEAR)
            self._offer(frozenset())
            return
        self.state.setText(closing_words.state(book, year))
        self._show_code()
        points = book.closing.open_points(year)
        self.told.setText(
            self.session.worded(closing_words.open_points(len(points))) if known.state == "open" else self._left()
        )
        self.points.set_rows(points)
        self.events.set_rows(closing_words.history(book))
        self._close.setText(f"{self.session.worded('Khóa sổ')} {self.session.called(year)}…")
        self._reopen.setText(f"Mở lại {self.session.called(year)}…")
        self._start.setText(f"Bắt đầu {self.session.called(year + 1)}…")
        self._offer(self._allowed())

    def _left(self) -> str:
        return "Các việc này chưa xong; nơi nhận làm tiếp."

    def _show_code(self) -> None:
        """The newest code of the year and what it is for."""
        code, told = closing_words.code(self.session.book, self.session.year)
        self.code.setText(code)
        self.code_line.setText(told)
        self.code.setVisible(bool(code))
        self.code_line.setVisible(bool(told))

    def _allowed(self) -> frozenset[QAction]:
        """The acts that are possible now; the book's own verbs refuse the others anyway."""
        book, year = self.session.book, self.session.year
        state, pending = book.years.get(year).state, book.closing.pending()
        can_write = book.read_only_reason is None
        on_disk = book.read_only_reason == "handed-over"
        acts = {self._compare, self._chain}
        if self._received() is not None:
            acts.add(self._read_first)
        if book.closing.custody(year) is not None or state != "open":
            acts.add(self._print)
        if pending is not None:
            if book.closing.left_behind():
                acts |= {self._again, self._withdraw} if on_disk else {self._again}
            elif on_disk or book.read_only_reason == "place":
                acts.add(self._receive)
        elif can_write:
            acts.add(self._close if state == "open" else self._reopen)
            if state == "closed":
                acts.add(self._hand)
            if (state != "open" and book.years.find(year + 1) is None) or self._new_year_is_bare():
                acts.add(self._start)
        return frozenset(acts)

    def _new_year_is_bare(self) -> bool:
        """The year after is open and nobody has taken anything over yet."""
        book, year = self.session.book, self.session.year + 1
        found = book.years.find(year)
        return found is not None and found.state == "open" and not book.members.roster(year)

    def _offer(self, acts: frozenset[QAction]) -> None:
        for action in self.acts():
            if action is not self._go:
                action.setEnabled(action in acts)
                action.setVisible(action in acts)

    def _follow(self, point: OpenPoint | None) -> None:
        self._go.setEnabled(point is not None and bool(place_of(point)))

    # -- acts --

    def go_there(self) -> None:
        """Open the page where the chosen point is settled."""
        point = self.points.current()
        if point is not None and place_of(point):
            self.session.go(point.page, point.subject)

    def close_year(self) -> None:
        from ui.closing.dialogs import CloseYearDialog

        dialog = CloseYearDialog(self.session, len(self.points.rows_model.rows), self)
        dialog.passed.connect(self._closed)
        dialog.open()

    def _closed(self, found: Any) -> None:
        self.session.say(f"Đã khóa sổ {self.session.called(found.year)}. Mã đối chiếu: {found.code}")

    def reopen(self) -> None:
        from ui.kit.reason_dialog import ReasonDialog

        book, year = self.session.book, self.session.year
        ReasonDialog(
            self.session,
            "Mở lại {year}",
            self.session.book.years.worded(REOPEN, {"year": year}),
            "Mở lại",
            lambda reason: seal.reopen_year(book, year, reason),
            self,
            {"year": self.session.called(year)},
        ).open()

    def hand_over(self) -> None:
        from ui.closing.handover import HandOverDialog

        dialog = HandOverDialog(self.session, self)
        dialog.passed.connect(lambda place: self._begin_anew(f"Đã bàn giao và chép sổ: {place}"))
        dialog.rejected.connect(self._hand_over_left)
        dialog.open()

    def _hand_over_left(self) -> None:
        """The handover was written but its copy was not: the frame must say so too."""
        if self.session.read_only:
            self._begin_anew(NOT_COPIED)

    def copy_again(self) -> None:
        from ui.closing.dialogs import CopyAgainDialog

        dialog = CopyAgainDialog(self.session, self)
        dialog.passed.connect(lambda place: self.session.say(f"Đã chép sổ: {place}"))
        dialog.open()

    def withdraw(self) -> None:
        from ui.kit.reason_dialog import ReasonDialog

        book = self.session.book
        dialog = ReasonDialog(
            self.session, "Rút lại bàn giao", WITHDRAW, "Rút lại", lambda reason: handover.withdraw(book, reason), self
        )
        dialog.passed.connect(lambda _value: self._begin_anew("Đã rút lại bàn giao; sổ làm việc tiếp được."))
        dialog.open()

    def _received(self) -> Custody | None:
        """The handover of the year by which this book was received."""
        custody = self.session.book.closing.custody(self.session.year)
        return custody if custody is not None and custody.received_on is not None else None

    def read_first(self) -> None:
        """Open that page by itself while the received book has no year after it."""
        if self._received() is not None and self.session.book.years.find(self.session.year + 1) is None:
            self.first_page()

    def first_page(self) -> None:
        """What whoever received the book reads first, with the next act of the year."""
        from ui.closing.first_page import FirstPageDialog

        custody = self._received()
        if custody is not None:
            starts = self._start in self._allowed()
            then = (self._start.text(), self.start_year) if starts else None
            FirstPageDialog(self.session, custody, then, self).open()

    def receive(self) -> None:
        """Receive here; a file that came marked as read-only, or lies where nothing can be written, is copied first."""
        if self.session.book.read_only_reason == "place":
            self.session.asked_for.emit("receive-here")
            return
        from ui.closing.handover import ReceiveDialog

        dialog = ReceiveDialog(self.session, self)
        dialog.passed.connect(
            lambda _value: self._begin_anew(
                f"Đã nhận sổ, Mã đối chiếu khớp. Bấm “{self._start.text()}” để làm việc năm mới."
            )
        )
        dialog.open()

    def start_year(self) -> None:
        from ui.closing.next_year import NextYearDialog

        NextYearDialog(self.session, self).open()

    def show_minutes(self) -> None:
        self.session.go("papers", PaperOf("bien-ban-ban-giao"))

    def show_chain(self) -> None:
        self.session.go("papers", PaperOf("giao-nhan-so"))

    def compare(self) -> None:
        """Choose another file of this book and say which one is older."""
        box = QFileDialog(self, "So với bản khác", str(self.session.book.path.parent), "Sổ Khối (*.sokhoi)")
        box.setFileMode(QFileDialog.FileMode.ExistingFile)
        box.fileSelected.connect(lambda name: self.compare_with(Path(name)))
        box.open()

    def compare_with(self, other: Path) -> None:
        from models.keeping.copies import compare

        found = self.session.value(lambda: compare(self.session.book.path, other))
        if found is not None:
            told = closing_words.comparison(found, f"“{other.name}”")
            if found.relation == "forked" and not self.session.read_only:
                self._offer_sides(told, other)
            elif found.relation in ("older", "forked"):
                self.session.warn(told)
            else:
                self.session.say(told)

    def _offer_sides(self, told: str, other: Path) -> None:
        """Two copies were both worked in: say so, and offer to take one side of each thing."""
        from ui.words.keeping import forks as fork_words

        fork = self.session.value(lambda: forks.look(self.session.book, other))
        if fork is None:
            return
        if not any(one.takeable for one in fork.choices):
            self.session.say(fork_words.ALIKE)
            return
        self.session.warn(told, ("Chọn từng mục…", lambda: self.take_sides(other, fork)))

    def take_sides(self, other: Path, fork: forks.Fork) -> None:
        """Let one side of each thing be taken."""
        from ui.closing.forks import ForkDialog

        dialog = ForkDialog(self.session, other, fork, self)
        dialog.passed.connect(lambda rows: self.session.say(f"Đã lấy sang {rows} dòng từ “{other.name}”."))
        dialog.open()

    def _begin_anew(self, told: str) -> None:
        """The book has become writable or has ceased to be so: the whole window is built again."""
        self.session.reopen_wanted.emit(told)


def place_of(point: OpenPoint) -> str:
    """The title of the page where a point is settled, "" while there is none."""
    from ui.words.labels import PAGE_TITLES

    return PAGE_TITLES.get(point.page, "")
