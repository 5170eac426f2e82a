"""Dán danh sách từ Excel: the units of the bloc, as they were copied."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from models.book.units.reading import Preview
from models.book.units.rows import Unit
from models.exchange.likeness import Likeness, alike
from models.rules.number.text import clean
from ui.base.session import Session
from ui.kit.fields import NameField
from ui.kit.paste_dialog import NUMBER, PROBLEM, Line, PasteDialog
from ui.kit.tables import Column
from ui.units.unit import kind_box
from ui.words import labels

NAME, KIND = 1, 2
"""The columns that are mended in place."""
ALL_BUT = 90
"""Of a hundred: how alike a new unit's name is to one there is, so that it is asked whether they are one."""
HINT = (
    "Sao chép các dòng trong Excel rồi dán (Ctrl+V) vào đây. Chỉ cần cột tên đơn vị; "
    "có dòng tiêu đề thì nhận thêm tên ngắn, loại cơ quan, thủ trưởng, cán bộ phụ trách, điện thoại…"
)
HEADINGS = " vì không có dòng tiêu đề (thêm dòng đầu ghi “Đơn vị”, “Thủ trưởng”, “Chức vụ”… rồi dán lại)"


def _people(line: Line) -> str:
    said = line.read.said if line.read else {}
    return ", ".join(said[role] for role in ("head", "deputy", "officer") if role in said)


class PasteUnitsDialog(PasteDialog):
    """The units of a year; "Thêm vào danh sách" writes them."""

    def __init__(self, session: Session, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, "Dán danh sách đơn vị", "Thêm vào danh sách", HINT, text, parent)

    def columns(self) -> tuple[Column, ...]:
        return (
            NUMBER,
            Column("Đơn vị", lambda line: line.read.name if line.read else "", width=0),
            Column("Loại cơ quan", lambda line: labels.UNIT_KINDS[line.read.kind] if line.read else "", width=19),
            Column("Người liên hệ", _people, width=22),
            PROBLEM,
        )

    def read(self, rows: Any) -> None:
        """What was read can be mended where it stands: the name typed over, the kind chosen."""
        super().read(rows)
        for place, line in enumerate(self.table.rows_model.rows):
            if line.read is not None:
                self._mend_in_place(place, line)

    def _mend_in_place(self, place: int, line: Line) -> None:
        name, kind = NameField(line.read.name), kind_box(line.read.kind)
        name.setAccessibleName(f"Dòng {line.number}, tên đơn vị")
        kind.setAccessibleName(f"Dòng {line.number}, loại cơ quan")
        name.setFrame(False)
        name.editingFinished.connect(lambda: self._take_line(line.number, name=clean(name.text()).strip()))
        kind.activated.connect(lambda _place: self._take_line(line.number, kind=kind.currentData()))
        for column, widget in ((NAME, name), (KIND, kind)):
            self.table.setIndexWidget(self.table.rows_model.index(place, column), widget)

    def _take_line(self, number: int, **said: str) -> None:
        """Take a line as it was mended; an empty name leaves it as it was read."""
        if self._found is None or not all(said.values()):
            return
        rows = tuple(replace(one, **said) if one.line == number else one for one in self._found.rows)
        self._found = replace(self._found, rows=rows)

    def understand(self, cells: Any) -> Preview:
        return self.book.members.read_table(cells)

    other, kind = "đơn vị mới", "members"

    def units(self) -> list[Unit]:
        today = self.book.today()
        return [one for one in self.book.members.units() if one.active(today)]

    def word_for(self, unit: str) -> str:
        return next(one.name for one in self.units() if one.key == unit)

    def not_found(self, found: Preview) -> list[tuple[int, str]]:
        """New units whose names are all but those of units there are."""
        units = {one.key: one for one in self.units()}
        near = Likeness({one.name: one.key for one in units.values()})
        new = [row for row in found.rows if row.existing is None]
        return [
            (row.line, row.name)
            for row in new
            if any(alike(row.name, units[key].name) >= ALL_BUT for key in near.near(row.name, 1))
        ]

    def counted(self, found: Preview) -> str:
        said = f"{len(found.rows)} đơn vị"
        if not found.unread:
            return said
        said += f"; chưa lấy cột {', '.join(found.unread)}"
        return said if found.headed else said + HEADINGS

    def write(self, found: Preview) -> object:
        return self.book.members.add_many(found, self.year, self.answered())
