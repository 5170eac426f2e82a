"""Đơn vị: the year's list of units with their people, and everything that can happen to a unit."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QCursor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QStackedWidget

from models.book.units.rows import Member
from models.rules.number.subjects import RowOf, Subject
from ui.base.beside import Beside
from ui.base.page import Page
from ui.kit.empty_state import EmptyState
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.units import unit as unit_dialogs
from ui.units.unit_card import UnitCard
from ui.words import labels

EMPTY = "Chưa có đơn vị nào. Dán danh sách từ Excel, hoặc thêm từng đơn vị; trước mắt chỉ cần tên."
BESIDE = 75
"""Letters the page must be wide for the card to stand beside the list."""
COLUMNS = (
    Column("STT", lambda one: str(one.position), order=lambda one: one.position, side="right", width=3),
    Column("Đơn vị", lambda one: one.unit.name, width=0),
    Column("Loại cơ quan", lambda one: labels.UNIT_KINDS[one.unit.kind], width=16),
    Column(
        "Cán bộ phụ trách",
        lambda one: one.officer.name if one.officer else "",
        width=16,
        tip=lambda one: (one.officer.phone or "") if one.officer else "",
    ),
    Column("Trong năm", lambda one: _span(one), width=13, tone=lambda one: "muted" if one.to_date else None),
)


def _span(member: Member) -> str:
    from ui.words.messages import show

    start = f"từ {show(member.from_date)}" if member.from_date else ""
    end = f"đến {show(member.to_date)}" if member.to_date else ""
    return " ".join(part for part in (start, end) if part) or "cả năm"


class MembersPage(Page):
    """The table left, the chosen unit's card right; on a year without units, the two ways to begin."""

    key: ClassVar[str] = "members"
    title: ClassVar[str] = "Đơn vị"

    def build(self) -> None:
        self._declare_acts()
        self.table = TableView(COLUMNS, key=lambda one: one.key, parent=self)
        self.table.setAccessibleName("Danh sách đơn vị")
        self.card = UnitCard(self.session)
        split = Beside(self.table, self.card, BESIDE, ((5, 2), (2, 1)))
        split.setStretchFactor(0, 1)
        self.empty = EmptyState(self.session.worded(EMPTY), [self._paste, self._add, self._divide])
        self.views = QStackedWidget()
        self.views.addWidget(split)
        self.views.addWidget(self.empty)
        self.body.addWidget(self.views)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _row: self._edit.trigger())

    def _declare_acts(self) -> None:
        self._add = self.add_act("Thêm đơn vị…", self.add_unit, "Ins")
        self._paste = self.add_act(
            "Dán danh sách từ Excel", self.paste, tip="Dán các dòng đã sao chép từ Excel (Ctrl+V)"
        )
        self._edit = self.add_act("Sửa…", self.edit_unit, "F2", button=False, of_year=False)
        self._people = self.add_act("Người liên hệ…", self.edit_people, "Ctrl+L", of_year=False)
        self._change = self.add_act("Đổi tên, sáp nhập, chia tách…", self.show_lineage_menu, of_year=False)
        self._leave = self.add_act("Thôi tham gia từ ngày…", self.leave)
        self._remove = self.add_act("Bỏ đơn vị ghi nhầm", self.remove, "Del", button=False)
        self._up = self.add_act("Chuyển lên", lambda: self.shift(-1), "Alt+Up", button=False)
        self._down = self.add_act("Chuyển xuống", lambda: self.shift(1), "Alt+Down", button=False)
        self._take_over = self.add_act("Lấy danh sách năm trước…", self.take_over, button=False)
        self._divide = self.add_act(
            "Theo quyết định phân chia khối…",
            self.divide,
            button=False,
            tip="Danh sách đơn vị, tên khối, người đứng đầu của năm theo một văn bản",
        )
        self._of_year = self.add_act("Người của khối…", self.edit_year_people, button=False)
        self._confirm = self.add_act("Xác nhận danh sách năm", self.confirm, button=False)

    def edit_year_people(self) -> None:
        """Who supervises the bloc, who speaks for the standing body."""
        from ui.units.year_people import YearPeopleDialog

        YearPeopleDialog(self.session, self).open()

    # -- showing --

    def refresh(self, notice: object | None = None) -> None:
        year = self.session.year
        book = self.session.book
        found = book.years.find(year)
        rows = book.members.roster(year) if found else ()
        self.views.setCurrentIndex(0 if rows else 1)
        self.under.setText(self._summary(found, len(rows)))
        self.table.set_rows(rows)
        if rows and self.table.current() is None:
            self.table.selectRow(0)
        self._chosen(self.table.current())

    def _summary(self, found: object | None, count: int) -> str:
        from ui.words.messages import show

        confirmed = getattr(found, "roster_confirmed_on", None)
        state = f"đã xác nhận ngày {show(confirmed)}" if confirmed else "chưa xác nhận"
        decided = self.session.book.division.of(self.session.year)
        state += f", theo {decided.cited}" if decided else ""
        return f"Danh sách {self.session.called()}: {count} đơn vị, {state}" if count else ""

    def _chosen(self, member: Member | None) -> None:
        self.card.show_unit(member)
        may = member is not None and not self.session.read_only
        for action in (self._edit, self._people, self._change, self._leave, self._remove, self._up, self._down):
            action.setEnabled(may)

    def show_subject(self, subject: Subject) -> bool:
        """Select a unit of the year's list; a unit of another year is named in the message line."""
        if not (isinstance(subject, RowOf) and subject.table == "unit"):
            return False
        if not self.table.select_key(subject.key):
            told = f"{self.session.unit_name(subject.key)} không có trong danh sách {self.session.called()}."
            self.session.say(told)
        self.table.setFocus()
        return True

    def current(self) -> Member | None:
        found: Member | None = self.table.current()
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste.isEnabled():
            self.paste()
        else:
            super().keyPressEvent(event)

    # -- acts --

    def add_unit(self) -> None:
        dialog = unit_dialogs.UnitDialog(self.session, None, self)
        dialog.passed.connect(self.table.select_key)
        dialog.open()

    def edit_unit(self) -> None:
        if (member := self.current()) is not None:
            unit_dialogs.UnitDialog(self.session, member, self).open()

    def edit_people(self) -> None:
        from ui.units.contacts import ContactsDialog

        if (member := self.current()) is not None:
            ContactsDialog(self.session, member, self).open()

    def paste(self) -> None:
        from ui.kit.clipboard import clipboard_text
        from ui.units.paste_units import PasteUnitsDialog

        PasteUnitsDialog(self.session, clipboard_text(), self).open()

    def show_lineage_menu(self) -> None:
        if self.current() is None:
            return
        menu = QMenu(self)
        for label, act in unit_dialogs.lineage_menu(self.session, self.table.selected, self).items():
            menu.addAction(label, act)
        menu.popup(QCursor.pos() if self.underMouse() else self.mapToGlobal(self.table.pos()))

    def leave(self) -> None:
        if (member := self.current()) is not None:
            unit_dialogs.LeaveDialog(self.session, member, self).open()

    def remove(self) -> None:
        """Take back a unit added by mistake: out of the year's list where other years have it, else out of the book; a
        unit with history is refused and the way out named.
        """
        if (member := self.current()) is None:
            return
        year, members = self.session.year, self.session.book.members
        if members.years_of(member.key) == (year,):
            self.session.take_away(lambda: members.remove(member.key))
        else:
            self.session.take_away(lambda: members.remove_from_roster(year, member.key))

    def shift(self, step: int) -> None:
        """Shift the current unit up or down in the list that sheets and papers follow."""
        units = [member.key for member in sorted(self.table.rows_model.rows, key=lambda one: one.position)]
        member = self.current()
        if member is None:
            return
        place = units.index(member.key)
        if 0 <= place + step < len(units):
            units[place], units[place + step] = units[place + step], units[place]
            self.session.act(lambda: self.session.book.members.reorder(self.session.year, units))

    def take_over(self) -> None:
        from ui.units.take_over import TakeOverDialog

        TakeOverDialog(self.session, self).open()

    def divide(self) -> None:
        from ui.units.division import DivisionDialog

        DivisionDialog(self.session, self).open()

    def confirm(self) -> None:
        book = self.session.book
        if self.session.act(lambda: book.years.confirm_roster(self.session.year, book.today())):
            self.session.say(f"Đã xác nhận danh sách đơn vị {self.session.called()}.")
