"""Áp dụng bảng chấm điểm: for a year and perhaps one group of units; whose points change is shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from models.book.scoring.affected import FormMove, moves
from models.rules.errors import Refusal
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words.messages import show

EVERYONE = "Tất cả đơn vị"
NOTHING_MOVES = "Không đơn vị nào đổi điểm."


class AdoptFormDialog(FormDialog):
    """Locks a version for a year; sheets already begun go over to it."""

    def __init__(self, session: Session, form: str, parent: QWidget | None = None) -> None:
        super().__init__("Áp dụng bảng chấm điểm", self._adopt, parent, f"Áp dụng {session.called()}", session=session)
        self._session, self._form = session, form
        self.group = QComboBox()
        self.group.addItem(EVERYONE, "")
        groups = {member.unit_group for member in session.book.members.roster(session.year)} - {""}
        for group in sorted(groups):
            self.group.addItem(f"Nhóm {group}", group)
        version = session.book.forms.form(form)
        self.say(
            f"“{version.name}”, bản {version.version}. Bảng đã áp dụng thì không sửa thẳng nữa; "
            "muốn đổi thì lập bản mới."
        )
        self.add("&Cho", self.group)
        self.summary = self.say("")
        self.table = TableView(
            self._columns(), key=lambda move: (move.unit, move.stage, move.period), sortable=False, empty=NOTHING_MOVES
        )
        self.fields.addRow(self.table)
        self.group.activated.connect(lambda _place: self._compare())
        self._compare()
        roomy(self, 88, 24)

    def _columns(self) -> tuple[Column, ...]:
        names = self._session.names
        return (
            Column("Đơn vị", lambda move: names.unit(move.unit), width=0),
            Column("Bước chấm", lambda move: names.stage(move.stage), width=16),
            Column("Tổng trước", lambda move: show(move.before), side="right", width=12),
            Column("Tổng sau", lambda move: show(move.after), side="right", width=12),
            Column("Mục đổi điểm", lambda move: ", ".join(names.node(key) for key in move.items), width=24),
        )

    def _moves(self) -> Sequence[FormMove]:
        """Whose points change against the version now in force for the chosen units."""
        book, year, group = self._session.book, self._session.year, self.group.currentData()
        olds = {one.key for one in book.forms.all() if (year, group) in one.used and one.key != self._form}
        found: list[FormMove] = []
        for old in sorted(olds):
            found += moves(book, old, self._form, year)
        return found

    def _compare(self) -> None:
        try:
            moves = self._moves()
        except Refusal as refusal:
            self.show_problem(self._session.sentence(refusal))
            moves = ()
        self.table.set_rows(moves)
        units = len({move.unit for move in moves})
        self.summary.setText(f"Đổi sang bảng này thì điểm của {units} đơn vị thay đổi." if moves else "")
        self.summary.setVisible(bool(moves))

    def _adopt(self) -> None:
        self._session.book.forms.adopt(self._session.year, self._form, self.group.currentData())
