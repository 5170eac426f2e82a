"""Dán danh sách từ Excel: the units of the bloc, as they were copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from models.book.units.reading import HEADS, Preview, bare_name
from models.book.units.rows import Unit
from models.exchange.account import Account
from models.exchange.likeness import Likeness, alike
from models.exchange.listing import Listing
from models.rules.number.text import clean, fold
from ui.base.session import Session
from ui.kit.fields import NameField
from ui.kit.paste_dialog import NUMBER, PROBLEM, Choice, Line, PasteDialog
from ui.kit.tables import Column
from ui.units.unit import kind_box
from ui.words import labels

NAME, KIND = 1, 2
"""The columns that are mended in place."""
ALL_BUT = 90
"""Of a hundred: how alike a new unit's name is to one there is, so that it is asked whether they are one."""
ROW, UNIT = "row:", "unit"
COLUMNS = {
    "name": "Tên đơn vị",
    "short_name": "Tên ngắn",
    "kind": "Loại cơ quan",
    "parent_body": "Cơ quan cấp trên",
    "head": "Thủ trưởng",
    "head_title": "Chức vụ thủ trưởng",
    "deputy": "Cấp phó",
    "officer": "Cán bộ phụ trách",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ",
    "symbol": "Ký hiệu",
    "unit_group": "Nhóm bảng chấm điểm",
    "joined_by": "Tham gia theo",
    "note": "Ghi chú",
}
"""What the columns of a list of units are called where a strange heading is asked about."""
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
            Column("Đơn vị", self._name, width=0),
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

    def _name(self, line: Line) -> str:
        """The unit of a line, or the words of one that names none."""
        if line.read is not None:
            return str(line.read.name)
        left = self._found.left if self._found is not None else ()
        return next((one.text for one in left if one.line == line.number), "")

    def understand(self, cells: Any) -> Preview:
        taken = {key.removeprefix(ROW) for key, said in self.answers.items() if key.startswith(ROW) and said}
        return self.book.members.read_table(cells, taken)

    def heads(self) -> dict[str, str]:
        return {words: COLUMNS[name] for words, name in HEADS.items() if name in COLUMNS}

    def choices(self, found: Preview) -> dict[str, Choice]:
        """Lines that look like none of a unit may be one all the same."""
        asked = {one.text: one.line for one in found.left if one.reason == "section" and one.text}
        chosen = {fold(row.name): row for row in found.rows}
        for key, said in self.answers.items():
            row = chosen.get(key.removeprefix(ROW))
            if key.startswith(ROW) and said and row is not None:
                asked[row.name] = row.line
        return {
            f"{ROW}{fold(text)}": Choice(f"Dòng {line} ghi “{text}”", "không phải đơn vị", {UNIT: "đơn vị"})
            for text, line in asked.items()
        }

    def changes(self, line: Line) -> bool:
        return line.read is not None and not line.wrong and self.book.members.is_new(line.read, self.year)

    def settled(self, found: Preview, lines: Sequence[Line], listing: Listing) -> Account:
        wrong = {line.number for line in lines if line.wrong}
        taken = {line.number for line in lines if line.read is not None} - wrong
        headings = {found.heading: found.columns} if found.heading else {}
        return listing.settle(found.columns, taken, wrong, headings=headings, passed={one.line for one in found.left})

    other, kind = "đơn vị mới", "members"

    def units(self) -> list[Unit]:
        today = self.book.today()
        return [one for one in self.book.members.units() if one.active(today)]

    def word_for(self, unit: str) -> str:
        return next(one.name for one in self.units() if one.key == unit)

    def unit_columns(self, found: Preview, number: int) -> list[int]:
        return [place for place, column in enumerate(found.columns) if column == "name"]

    def bare(self, text: str) -> str:
        return bare_name(text)

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
        same = sum(not self.book.members.is_new(row, self.year) for row in found.rows)
        said += f", {same} như đang có" if same else ""
        said += f"; bỏ {len(found.left)} dòng không phải đơn vị" if found.left else ""
        said += f"; bỏ số thứ tự trước {found.numbered} tên" if found.numbered else ""
        said += f"; lấy cột “{found.guessed}” làm tên đơn vị" if found.guessed else ""
        if not found.unread:
            return said
        said += f"; chưa lấy cột {', '.join(found.unread)}"
        return said if found.headed else said + HEADINGS

    def write(self, found: Preview) -> object:
        return self.book.members.add_many(found, self.year, self.answered())
