"""The window when no book is open: four doors, and the books opened lately."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ui.base.layout import button, column, press_focused, row, scrolled, shortcut, words
from ui.base.measure import fit, letters, measured, roomy
from ui.base.preferences import Known
from ui.kit.message_bar import MessageBar
from ui.window.start.doors import Door
from ui.window.start.recent_list import RecentList

DOORS = (
    ("new", "&Lập sổ cho khối của tôi", "Sổ mới, có hướng dẫn từng bước"),
    ("receive", "&Nhận sổ bàn giao", "Khối cũ vừa gửi sổ, có biên bản và mã đối chiếu"),
    ("open", "&Mở sổ…", "Sổ đã có trên máy, trên USB"),
    ("practice", "&Tập 15 phút", "Khối mẫu không có thật, tám việc làm thử"),
)
"""What each asks for, its name, what it is for."""
NONE_YET = "Chưa có sổ nào được mở trên máy này."
LIST_BESIDE, LEAST_LIST = 56, 8
"""Letters that the list of books asks for beside the doors; lines it keeps under them."""
WAY = QBoxLayout.Direction
STAYS = "Bỏ khỏi danh sách không xóa sổ. Tệp sổ vẫn nằm ở chỗ cũ."


class StartWindow(QWidget):
    """`asked` carries what the person wants: a door ("new", "receive", "open", "practice"), "open-path" or "forget"
    with a path, "manual", "about", "text-size" with steps."""

    asked = Signal(str, object)

    def __init__(self, recent: list[Known], documents: Path) -> None:
        super().__init__()
        self.setWindowTitle("Sổ Khối")
        self.setObjectName("plain")
        self._documents = documents
        self.message_bar = MessageBar()
        self.doors = [Door(key, text, hint, partial(self.asked.emit, key, None)) for key, text, hint in DOORS]
        self.recent = RecentList()
        self.recent.opened.connect(lambda path: self.asked.emit("open-path", path))
        self._none_yet = words(NONE_YET, "muted")
        self._known = QWidget()
        self._lay_out()
        self.show_recent(recent)
        for keys, what in (("Ctrl+N", "new"), ("Ctrl+O", "open"), ("F1", "manual")):
            shortcut(keys, self, partial(self.asked.emit, what, None))
        for keys, steps in (("Ctrl++", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            shortcut(keys, self, partial(self.asked.emit, "text-size", steps))
        roomy(self, 132, 34)

    def _lay_out(self) -> None:
        left = column(
            words("Sổ Khối", "big"),
            words("Sổ theo dõi, chấm điểm, bình xét và giấy tờ của một khối (cụm) thi đua", "muted"),
            *self.doors,
            None,
            spacing=10,
        )
        left.setContentsMargins(24, 22, 24, 16)
        listed = column(
            self.recent,
            row(
                button("Mở sổ này", self._open, "first"),
                button("Bỏ khỏi danh sách này", self._forget, "link"),
                None,
                spacing=16,
            ),
            words(STAYS, "muted"),
            spacing=10,
        )
        self._known.setLayout(listed)
        right = column(words("Sổ mở gần đây", "section"), self._none_yet, self._known, spacing=10)
        right.setContentsMargins(24, 26, 24, 16)
        right.setStretch(2, 1)
        right.addStretch(0)  # without a list its words stand at the top
        inside = QWidget()
        self._ways, self._both = left, QBoxLayout(WAY.LeftToRight, inside)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(0)
        self._both.addLayout(left, 10)
        self._both.addLayout(right, 12)
        fit(self.recent, least_height=LEAST_LIST)
        measured(self, lambda: QTimer.singleShot(0, self, self._fold))  # once the doors have taken the new font
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(inside), 1)
        outer.addWidget(self.message_bar)
        outer.addWidget(self._foot())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The doors beside the list of books, above it where the text leaves too little room for both."""
        beside = self._ways.minimumSize().width() + letters(self, LIST_BESIDE) <= self.width()
        self._both.setDirection(WAY.LeftToRight if beside else WAY.TopToBottom)

    def _foot(self) -> QFrame:
        """The manual, what the program is, and how large the text is: chosen before anything must be read."""
        made = QFrame()
        made.setObjectName("status")
        sizes = [
            button(text, partial(self.asked.emit, "text-size", steps), tip=tip)
            for text, steps, tip in (
                ("A−", -1, "Chữ nhỏ hơn (Ctrl+−)"),
                ("A", 0, "Cỡ chữ thường dùng (Ctrl+0)"),
                ("A+", 1, "Chữ to hơn (Ctrl++)"),
            )
        ]
        for one in sizes:
            one.setAccessibleName(one.toolTip())
        line = row(
            button("Hướng dẫn sử dụng (F1)", lambda: self.asked.emit("manual", None)),
            button("Giới thiệu Sổ Khối", lambda: self.asked.emit("about", None)),
            None,
            words("Cỡ chữ", "muted", wrap=False),
            *sizes,
            spacing=12,
        )
        line.setContentsMargins(18, 6, 18, 6)
        made.setLayout(line)
        return made

    def show_recent(self, books: list[Known]) -> None:
        """List recent books; the newest is chosen and has the keyboard, so that Enter opens it. Without any, the first
        door has it."""
        self.recent.show_books(books, self._documents, date.today())
        self._known.setVisible(bool(books))
        self._none_yet.setVisible(not books)
        (self.recent if books else self.doors[0]).setFocus()

    def _open(self) -> None:
        if (book := self.recent.chosen()) is not None:
            self.asked.emit("open-path", book.path)

    def _forget(self) -> None:
        if (book := self.recent.chosen()) is not None:
            self.asked.emit("forget", book.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(self, event):
            super().keyPressEvent(event)
