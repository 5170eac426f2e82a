"""The strip of a practice book: that nothing here is real, and the guided round of eight acts."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from ui.base.layout import button, column, row, words
from ui.base.measure import fit
from ui.base.session import Session
from ui.home.state_card import Mark
from ui.window.practice.steps import ACTS, Act

REAL = "Sổ tập dùng: đơn vị, con người, số liệu đều không có thật; sửa gì cũng không ảnh hưởng đến sổ thật."
OVER = "Xong cả tám việc. Muốn tập lại thì bấm “Tập lại từ đầu”."
LEFT = "Đã bỏ qua {count} việc. Muốn làm lại cả vòng thì bấm “Tập lại từ đầu”."
WRONG = "Chưa đúng với số trong sổ. Xem lại dòng ấy rồi gõ lại."


class PracticePanel(QFrame):
    """Shows the first act that is neither done nor passed over; `again` asks for the book to be made anew."""

    again = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("practice")
        self.session = session
        self._passed: set[int] = set()
        self._answered: set[int] = set()
        self.marks = [Mark("open") for _ in ACTS]
        self.title, self.how = words("", "strong", wrap=False), words("")
        self.answer = QLineEdit()
        self.answer.setAccessibleName("Số đọc được")
        fit(self.answer, width=10)
        self.answer.returnPressed.connect(self._try)
        self.there = button("Đến chỗ làm", self.go_there)
        self.check = button("Kiểm tra", self._try)
        self.skip = button("Bỏ qua", self._skip)
        head = row(self.title, *self.marks, words(REAL), spacing=6)
        head.setStretch(len(ACTS) + 1, 1)
        line = row(self.how, self.answer, self.check, self.there, self.skip, button("Tập lại từ đầu", self.again.emit))
        line.setStretch(0, 1)
        inside = column(head, line, spacing=4)
        inside.setContentsMargins(14, 6, 14, 6)
        self.setLayout(inside)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.look)
        session.changed.connect(lambda _notice: self._soon.start())
        self.look()

    @property
    def place(self) -> int:
        """The number of the shown act; as many as there are when the round is over."""
        over = self._passed | self._answered
        open_ = (n for n, act in enumerate(ACTS) if n not in over and not self._done(act))
        return next(open_, len(ACTS))

    def _done(self, act: Act) -> bool:
        return act.done(self.session.book, self.session.year)

    def look(self) -> None:
        """Read the book: which acts are done, which comes next."""
        if not self.session.is_open:
            return
        with self.session.aside():
            place = self.place
            for number, (act, mark) in enumerate(zip(ACTS, self.marks, strict=True)):
                done = number in self._answered or self._done(act)
                mark.show_kind("done" if done else "none" if number in self._passed else "open")
                mark.setToolTip(act.name)
        act_now = ACTS[place] if place < len(ACTS) else None
        for part in (self.there, self.skip):
            part.setVisible(act_now is not None)
        asks = act_now is not None and act_now.right is not None
        self.answer.setVisible(asks)
        self.check.setVisible(asks)
        if act_now is not None:
            self.title.setText(f"Việc {place + 1} trong {len(ACTS)}: {act_now.name}")
            self.how.setText(act_now.how)
        else:
            self.title.setText("Tập 15 phút")
            self.how.setText(LEFT.format(count=len(self._passed)) if self._passed else OVER)

    # -- acts --

    def go_there(self) -> None:
        """Open the place of the act; what it pastes is put on the clipboard."""
        if (place := self.place) < len(ACTS):
            act = ACTS[place]
            if act.block is not None:
                QGuiApplication.clipboard().setText(act.block(self.session.book, self.session.year))
            self.session.go(act.page, act.subject)

    def _try(self) -> None:
        """Compare what was typed with the book."""
        place = self.place
        right = ACTS[place].right if place < len(ACTS) else None
        if right is None:
            return
        if right(self.session.book, self.session.year, self.answer.text()):
            self._answered.add(place)
            self.look()
        else:
            self.how.setText(WRONG)

    def _skip(self) -> None:
        self._passed.add(self.place)
        self.look()
