"""The window when no book is open: make one, open one, go on with a recent one, or practise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.base.layout import button, column, row, shortcut, words
from ui.base.measure import fit, roomy
from ui.kit.message_bar import MessageBar


class StartWindow(QWidget):
    """`asked` carries what the person wants: "new", "open", "open-path", "practice"."""

    asked = Signal(str, object)

    def __init__(self, recent: list[Path]) -> None:
        super().__init__()
        self.setWindowTitle("Sổ Khối")
        self.setObjectName("plain")
        self.message_bar = MessageBar()
        self.recent = QListWidget()
        self.recent.setAccessibleName("Sổ mở gần đây")
        self.recent.setFrameShape(QFrame.Shape.NoFrame)
        self.recent.itemActivated.connect(lambda item: self.asked.emit("open-path", item.data(256)))
        self._lay_out()
        self.show_recent(recent)
        shortcut("Ctrl+N", self, lambda: self.asked.emit("new", None))
        shortcut("Ctrl+O", self, lambda: self.asked.emit("open", None))
        roomy(self, 98, 28)

    def _lay_out(self) -> None:
        ways = [
            self._way("&Lập sổ mới…", "new", "Một sổ cho một khối (cụm), dùng tiếp nhiều năm.", first=True),
            self._way("&Mở sổ…", "open", "Sổ nhận bàn giao, sổ trên USB hoặc trong thư mục khác."),
            self._way(
                "&Khối mẫu để tập dùng", "practice", "Một khối không có thật, đủ việc của một năm. Làm thử thoải mái."
            ),
        ]
        left = column(
            words("Sổ Khối", "big"), words("Sổ công tác của thư ký khối thi đua", "muted"), *ways, None, spacing=14
        )
        self._none_yet = words("Chưa có sổ nào được mở trên máy này.", "muted")
        right = column(words("Sổ mở gần đây", "section"), self._none_yet, self.recent, spacing=6)
        both = row(spacing=36)
        both.addLayout(left, 4)
        both.addLayout(right, 5)
        inside = QVBoxLayout()
        inside.setContentsMargins(34, 28, 34, 24)
        inside.addLayout(both)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(inside, 1)
        outer.addWidget(self.message_bar)

    def _way(self, label: str, what: str, hint: str, first: bool = False) -> QVBoxLayout:
        made = button(label, lambda: self.asked.emit(what, None), "first" if first else "")
        fit(made, least_height=1)
        made.setAutoDefault(True)
        return column(made, words(hint, "muted"), spacing=3)

    def show_recent(self, paths: list[Path]) -> None:
        """List recent books, newest first; the newest is chosen, so that Enter opens it."""
        self.recent.clear()
        for path in paths:
            item = QListWidgetItem(path.stem, self.recent)
            item.setData(256, path)
            item.setToolTip(str(path))
            item.setText(f"{path.stem}\n{path.parent}")
        self.recent.setVisible(bool(paths))
        self._none_yet.setVisible(not paths)
        if paths:
            self.recent.setCurrentRow(0)
            self.recent.setFocus()
