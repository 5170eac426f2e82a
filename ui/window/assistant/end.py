"""The assistant's last pages: where the book lies and its second copy, and what has been set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QWidget

from ui.base.layout import button, empty, row, words
from ui.base.session import Session
from ui.home import glyphs, next_act
from ui.window.assistant.step import Step
from ui.words import year_steps

LATER = "để sau"


def mark(kind: str, beside: QWidget) -> QPixmap:
    """A status mark as a picture that stands beside the text of a widget."""
    ratio, mark_side = beside.devicePixelRatioF(), glyphs.side(beside)
    side = mark_side + 4
    made = QPixmap(int(side * ratio), int(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill("transparent")
    painter = QPainter(made)
    glyphs.draw(painter, kind, QPointF(side / 2, side / 2), mark_side)
    painter.end()
    return made


class KeepStep(Step):
    """Where the book lies; a copy in a second place is written at once."""

    title = "Cất sổ ở đâu"
    intro = "Sổ tự lưu sau mỗi lần sửa và tự sao lưu trong ngày. Bản sao ở nơi thứ hai giữ sổ khi máy hỏng."
    later = "Máy hỏng thì mất sổ; chép bản sao lúc nào cũng được ở thực đơn Sổ, “Lưu bản sao…”."
    place = "thực đơn Sổ, “Lưu bản sao…” và “Sao lưu, phục hồi…”"

    def build(self) -> None:
        self.place_words = words("", "strong")
        self.second = words("")
        self._copied = ""
        self.body.addWidget(self.place_words)
        self.body.addWidget(self.second)
        self.body.addLayout(row(button("Chép một bản sang USB hoặc ổ khác…", self._choose), None))
        self.body.addStretch(1)

    def refresh(self) -> None:
        self.place_words.setText(f"Sổ đang ở: {self.session.book.path}")
        self.second.setText(f"Đã chép một bản: {self._copied}" if self._copied else "Chưa có bản sao ở nơi thứ hai.")

    def _choose(self) -> None:
        from ui.window.start.receive_copy import stick

        path = self.session.book.path
        box = QFileDialog(
            self, "Chép một bản", str((stick() or path.parent) / f"{path.stem} bản sao.sokhoi"), "Sổ Khối (*.sokhoi)"
        )
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix("sokhoi")
        box.fileSelected.connect(lambda name: self.copy(Path(name)))
        box.open()

    def copy(self, place: Path) -> None:
        """Write a copy and say where it is."""
        if self.session.act(lambda: self.session.book.save_copy(place)):
            self._copied = str(place)
            self.refresh()
            self.changed.emit()

    def done(self) -> bool:
        return bool(self._copied)

    def told(self) -> str:
        return f"bản sao ở {self._copied}"

    def button(self) -> str:
        return "Tiếp"


class ReviewStep(Step):
    """Every page with what the book holds of it; the one thing to do now."""

    title = "Xong phần đầu"
    intro = "Mỗi trang để sau đều làm tiếp được ở mục của nó, hoặc mở lại trợ lý ở thực đơn Sổ."
    place = "từng mục ở cột trái"

    def __init__(self, session: Session, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        self._steps = steps
        self.act: Callable[[], object] | None = None
        super().__init__(session, parent)

    def build(self) -> None:
        self.grid = QGridLayout()
        self.grid.setColumnStretch(1, 1)
        self.now = words("", "matters")
        self.body.addLayout(self.grid)
        self.body.addWidget(self.now)
        self.body.addStretch(1)

    def refresh(self) -> None:
        empty(self.grid)
        for number, step in enumerate(self._steps):
            done = step.done()
            picture = QLabel()
            picture.setPixmap(mark("done" if done else "open", self))
            picture.setAccessibleName(glyphs.WORDS["done" if done else "open"])
            said = f"{step.told()[:1].upper()}{step.told()[1:]}" if done else f"{step.title}: {LATER}"
            self.grid.addWidget(picture, number, 0)
            self.grid.addWidget(words(said, "" if done else "muted"), number, 1)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """The act home would advise."""
        book, year = self.session.book, self.session.year
        step = book.course.next_step(book.course.steps(year))
        fact = step.missing[0] if step is not None and step.missing else None
        found = next_act.ways(self.session, fact, None) if fact is not None else []
        self.act = found[0].act if found else None
        self._text = found[0].text if found else ""
        said = year_steps.words_of(fact).advice if fact is not None else next_act.ALL_DONE
        self.now.setText(f"{next_act.HEADING}: {said}")

    def done(self) -> bool:
        return True

    def told(self) -> str:
        return ""

    def button(self) -> str:
        return self._text if self.act is not None else "Vào sổ"
