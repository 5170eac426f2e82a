"""Khóa sổ, mở lại, rút lại, chép lại: the small questions around closing a year and handing the book over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from models.exchange.places import named_beside
from models.keeping import handover, seal
from models.rules.errors import BadInput
from ui.base.layout import button
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.words import closing_words

SUFFIX = ".sokhoi"


class CloseYearDialog(FormDialog):
    """Closes the chosen year on a day; what is open is told first."""

    def __init__(self, session: Session, count: int, parent: QWidget | None = None) -> None:
        year = session.year
        names = {"year": session.called(year)}
        super().__init__("Khóa sổ {year}", self._close, parent, "Khóa sổ", session=session, names=names)
        self._session = session
        self.on = DateField(session.book.today())
        self.say(session.worded(closing_words.open_points(count)))
        self.say(
            session.worded(
                "Sau khi khóa, số liệu của năm chỉ để xem và in. Muốn sửa thì mở lại năm và ghi lý do; "
                "sổ được sao lưu trước khi khóa."
            ),
            "muted",
        )
        self.add("&Ngày khóa sổ", self.on)

    def _close(self) -> object:
        return seal.close_year(self._session.book, self._session.year, self.on.value())


class PlaceField(QHBoxLayout):
    """Where a file goes: its path, and a button that lets people choose."""

    def __init__(self, suggestion: Path, title: str, parent: QWidget) -> None:
        super().__init__()
        self._title, self._parent = title, parent
        self.path = QLineEdit(str(suggestion))
        self.choose = button("Chọn nơi…", self._choose)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(8)
        self.addWidget(self.path, 1)
        self.addWidget(self.choose)

    def _choose(self) -> None:
        box = QFileDialog(self._parent, self._title, self.path.text(), f"Sổ Khối (*{SUFFIX})")
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix(SUFFIX.lstrip("."))
        box.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever written over
        box.fileSelected.connect(self.path.setText)
        box.open()

    def value(self) -> Path:
        """The chosen file. BadInput `book.no_place`."""
        text = self.path.text().strip()
        if not text:
            raise BadInput("book.no_place")
        return Path(text if text.endswith(SUFFIX) else text + SUFFIX).absolute()


class CodeDialog(FormDialog):
    """Takes a code as a paper shows it, of the last closing or an older one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Đối chiếu mã trên giấy", self._look, parent, "Đối chiếu", session=session)
        self._session = session
        self.code = NameField("", "6 nhóm, mỗi nhóm 4 chữ")
        fit(self.code, least_width=32)
        self.say(
            session.worded(
                "Gõ mã in trên biên bản khóa sổ hoặc biên bản bàn giao, kể cả biên bản cũ. "
                "Sổ kể từng chỗ hôm nay khác với lúc có mã ấy."
            )
        )
        self.add("&Mã đối chiếu", self.code)

    def _look(self) -> object:
        return seal.since(self._session.book, self.code.text())


class CopyAgainDialog(FormDialog):
    """Writes the successor's file again; the book stays as it is."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Chép lại cho nơi nhận", self._write, parent, "Chép lại", session=session)
        self._session = session
        self.say("Bản chép giống hệt sổ đang mở, dùng cùng Mã đối chiếu trên biên bản.")
        self.place = PlaceField(successor(session), "Chép cho nơi nhận", self)
        self.add("&Chép vào", self.place)
        fit(self, least_width=78)

    def _write(self) -> object:
        place = self.place.value()
        handover.write_copy(self._session.book, place)
        return place


def successor(session: Session) -> Path:
    """A name for the successor's file that is not taken yet, beside the book."""
    path = session.book.path
    custody = session.book.closing.pending()
    year = (custody.year if custody else session.year) + 1
    for number in range(1, 100):
        found = named_beside(path, f" bàn giao {year}{f' ({number})' if number > 1 else ''}{SUFFIX}")
        if not found.exists():
            return found
    return named_beside(path, f" bàn giao {year}{SUFFIX}")
