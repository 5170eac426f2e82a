"""Phiếu không phải mẫu của sổ: whose sheet it is, and in which columns its points stand."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QComboBox, QWidget

from models.exchange.cells.model import Workbook
from models.exchange.forms import many, unit_sheet
from models.exchange.forms.many import Arrival, Expected
from models.rules.errors import BadInput
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog

ROLES: Final = {"base": "Cột đ&iểm", "bonus": "Cột điểm &thưởng", "penalty": "Cột điểm t&rừ", "note": "Cột &diễn giải"}


KEPT: Final = "Cột đã chọn được nhớ cho các tệp cùng mẫu."
AS_BEFORE: Final = "Các cột đang chọn như lần trước ở tệp cùng mẫu."
UNIT_BEFORE: Final = "Tệp không ghi tên đơn vị; đơn vị đang chọn như lần trước ở tệp cùng mẫu."


class UnitSheetDialog(FormDialog):
    """Proposes what the sheet says of itself; what is chosen is kept for the next sheet of its build."""

    def __init__(
        self, session: Session, name: str, workbook: Workbook, wanted: Expected, parent: QWidget | None = None
    ) -> None:
        names = {"file": name}
        super().__init__("Phiếu trong tệp {file}", self._take, parent, "Xem phiếu", session=session, names=names)
        self._name, self._workbook, self._wanted = name, workbook, wanted
        self._unit_before = ""
        self.unit = QComboBox()
        self.unit.addItem("chưa chọn", "")
        for member in session.book.members.roster(wanted.year):
            if member.to_date is None:
                self.unit.addItem(session.unit_name(member.key), member.key)
        self.add("Đơn &vị", self.unit)
        self.columns = {role: QComboBox() for role in ROLES}
        for role, label in ROLES.items():
            self.add(label, self.columns[role])
        self.told = self.say("", "muted")
        self.unit.activated.connect(lambda _place: self._fill())
        self._first()

    def _first(self) -> None:
        """Begin with the unit the sheet names, else with the form of one it may be of, to find the columns by."""
        book = self.session.book
        said = self.session.value(lambda: many.whose(book, self._workbook, self._wanted), self.show_problem)
        unit, units = said or ("", ())
        sheet = self._sheet(units[0]) if units else None
        if sheet is not None and not unit and sheet.unit_before in units:
            unit = sheet.unit_before
            self._unit_before = unit
        self.unit.setCurrentIndex(max(self.unit.findData(unit), 0))
        if sheet is not None:
            self._show(sheet)

    def _sheet(self, unit: str) -> unit_sheet.Sheet | None:
        book, wanted = self.session.book, self._wanted
        return self.session.value(
            lambda: unit_sheet.look(book, self._workbook, many.form_for(book, wanted, unit)), self.show_problem
        )

    def _fill(self) -> None:
        self.show_problem("")
        self._show(self._sheet(self.unit.currentData()) if self.unit.currentData() else None)

    def _show(self, sheet: unit_sheet.Sheet | None) -> None:
        before = sheet is not None and sheet.before
        again = bool(self._unit_before) and self.unit.currentData() == self._unit_before
        whose = f" {UNIT_BEFORE}" if again else ""
        self.told.setText(f"Mỗi mục lấy điểm ở dòng ghi tên mục. {AS_BEFORE if before else KEPT}{whose}")
        for role, box in self.columns.items():
            box.clear()
            box.addItem("chưa chọn" if role == "base" else "không có", None)
            for column in sheet.columns if sheet is not None else ():
                box.addItem(f"{column.letters}: {column.heading or 'không tiêu đề'} ({column.count} ô)", column.place)
            if sheet is not None:
                box.setCurrentIndex(max(box.findData(sheet.proposed.get(role)), 0))

    def _take(self) -> Arrival:
        if not self.unit.currentData():
            raise BadInput("forms.choose_unit", file=self._name)
        chosen = {role: box.currentData() for role, box in self.columns.items() if box.currentData() is not None}
        return many.as_unit_sheet(
            self.session.book, self._name, self._workbook, self._wanted, self.unit.currentData(), chosen
        )
