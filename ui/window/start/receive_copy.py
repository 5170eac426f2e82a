"""Nhận sổ bàn giao: the file is looked for on the stick, copied to this computer, and opened where it is received."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStorageInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from models.exchange import places
from models.rules.errors import FileTrouble
from ui.base.measure import fit
from ui.closing.dialogs import PlaceField
from ui.kit.form_dialog import FormDialog

if TYPE_CHECKING:
    from ui.window.desk import Desk

FILTER = "Sổ Khối (*.sokhoi *.sokhoi*);;Mọi tệp (*)"
STICKS = ("/media/", "/run/media/")  # where Linux hangs in what is plugged in
WAITS = "Sổ đã ở trong máy. Gõ Mã đối chiếu in trên biên bản bàn giao để nhận."
NOT_HANDED = (
    "Sổ này chưa được bàn giao, hoặc đã có người nhận, nên không có mã để đối chiếu. "
    "Cần nhận thì xin bên giao bấm “Bàn giao…” rồi chép lại; còn không thì làm việc như một sổ thường."
)


def stick() -> Path | None:
    """A drive that was plugged in, when there is one that can be read."""
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isValid() and volume.isReady() and (root.startswith(STICKS) or _removable(root)):
            return Path(root)
    return None


def _removable(root: str) -> bool:
    """Whether Windows calls a drive removable."""
    try:
        from ctypes import windll  # type: ignore[attr-defined]  # Windows only
    except ImportError:
        return False
    return int(windll.kernel32.GetDriveTypeW(root)) == 2


def choose(desk: Desk, parent: QWidget) -> None:
    """Ask for the file, first on the stick; one that lies among this computer's books already is opened as it is."""
    box = QFileDialog(parent, "Chọn tệp sổ được giao", str(stick() or desk.books_folder()), FILTER)
    box.setFileMode(QFileDialog.FileMode.ExistingFile)
    box.fileSelected.connect(lambda name: take(desk, Path(name), parent))
    box.open()


def take(desk: Desk, file: Path, parent: QWidget) -> None:
    """Copy a file to where books are, unless it is there and can be worked in, and open it where it is received. A
    file that came by mail or Zalo may be marked as read-only or have another ending; its copy has neither."""
    if file.resolve().is_relative_to(desk.documents()) and file.name.endswith(".sokhoi") and places.takes(file):
        receive(desk, file)
        return
    dialog = CopyDialog(file, desk.documents() / f"{file.name.split('.sokhoi')[0]}.sokhoi", parent)
    dialog.passed.connect(lambda place: receive(desk, place))
    dialog.open()


def receive(desk: Desk, path: Path) -> None:
    """Open a book at the page where it is received, and ask for its code."""
    window = desk.open(path)
    if window is None:
        return
    window.go("closing")
    if window.session.book.closing.pending() is None:
        window.session.say(NOT_HANDED, of_book=True)
        return
    window.session.say(WAITS)
    window.page("closing").receive()  # type: ignore[attr-defined]  # its page


class CopyDialog(FormDialog):
    """Where the copy goes; `passed` carries it once it is whole."""

    def __init__(self, file: Path, place: Path, parent: QWidget | None = None) -> None:
        super().__init__("Nhận sổ bàn giao", self._copy, parent, "Sao vào máy")
        self._file = file
        self.say(f"Tệp được giao: {file}")
        self.say("Sổ này được sao vào máy. Từ nay làm trên bản trong máy; USB hoặc thư thì cất đi.")
        self.place = PlaceField(place, "Sao sổ vào", self)
        self.add("&Sao vào", self.place)
        fit(self, least_width=84)

    def _copy(self) -> object:
        """Copy the file whole. FileTrouble `file.exists` and what the system says of either place."""
        place = self.place.value()
        if place.exists():
            raise FileTrouble("file.exists", file=place.name)
        with places.writing(place.parent):
            place.parent.mkdir(parents=True, exist_ok=True)
        with places.reading(self._file):
            content = self._file.read_bytes()
        places.write_whole(place, content)
        return place
