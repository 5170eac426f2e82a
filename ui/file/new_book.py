"""Lập sổ mới: the bloc's name, how it calls itself, the first year, where the file goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from models.book.bloc.settings import HEAD_STYLES, KINDS
from models.rules.errors import BadInput
from models.rules.number import text as words
from ui.base.layout import button, row
from ui.base.measure import roomy
from ui.kit.boxes import year_box
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog

ABOUT = ("&Văn bản thành lập", "Cơ quan &thường trực", "Đị&a danh")
"""What may be said of the bloc at once or later: the document it was made by, the body above it, its place."""
FORBIDDEN = '<>:"/\\|?*'


class NewBookDialog(FormDialog):
    """Calls `create(path, name, year, (kind, head, deputy), about)` once everything is there."""

    def __init__(self, create: Callable[..., Any], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("Lập sổ mới", self._create, parent, "Lập sổ")
        self._make = create
        self._folder = folder
        self._own_place = False
        self.name = NameField(placeholder="ví dụ: Khối thi đua các cơ quan Đảng, đoàn thể tỉnh")
        self.style_choice = QComboBox()
        for style in HEAD_STYLES:
            self.style_choice.addItem(f"{KINDS[style[0]]}: {style[1]}, {style[2]}", style)
        self.about = {
            "established_by": NameField(placeholder="số, ngày, cơ quan ban hành, trích yếu; có sau thì để trống"),
            "standing_body": NameField(placeholder="nơi nhận hồ sơ, ví dụ: Sở Nội vụ tỉnh"),
            "place": NameField(placeholder="địa danh ghi trên giấy tờ"),
        }
        self.year = year_box(date.today().year)
        self.place = QLineEdit()
        self.add("&Tên khối (cụm)", self.name, "Ghi đúng như trong quyết định chia khối; sửa lại được.")
        self.add("Cách &gọi", self.style_choice)
        self.add("&Năm đầu", self.year)
        for label, field in zip(ABOUT, self.about.values(), strict=True):
            self.add(label, field)
        self.add(
            "Để &sổ ở",
            row(self.place, button("Chọn…", self._choose)),
            "Một tệp .sokhoi; chép sang USB hay máy khác đều mở được.",
        )
        self.name.textChanged.connect(self._suggest)
        self.place.textEdited.connect(self._own)
        self._suggest()
        self.name.setFocus()
        roomy(self, 80, 24)

    def _own(self) -> None:
        self._own_place = True

    def _suggest(self) -> None:
        """Propose a file name after the bloc until the person chose a place."""
        if not self._own_place:
            self.place.setText(str(self._folder / f"{file_name(self.name.text())}.sokhoi"))

    def _choose(self) -> None:
        box = QFileDialog(self, "Để sổ ở", self.place.text(), "Sổ Khối (*.sokhoi)")
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix("sokhoi")

        def take(name: str) -> None:
            self._own_place = True
            self.place.setText(name)

        box.fileSelected.connect(take)
        box.open()

    def _create(self) -> object:
        name = words.check_name(self.name.text())
        path = Path(self.place.text().strip())
        if not path.name or path.suffix != ".sokhoi":
            raise BadInput("book.no_place")
        about = {name: field.value() for name, field in self.about.items() if field.value()}
        path.parent.mkdir(parents=True, exist_ok=True)
        return self._make(path, name, self.year.value(), self.style_choice.currentData(), about)


def file_name(bloc: str) -> str:
    """A file name for a bloc that every system accepts: no diacritics, no forbidden signs, at most 60 letters."""
    folded = words.fold(bloc).replace(" ", "-")
    kept = "".join(letter for letter in folded if letter not in FORBIDDEN and letter.isprintable())
    return kept.strip(" .-")[:60] or "so-khoi"
