"""Nhập kiểm tra lần hai: a second person keys the paper blind, then only what differs is shown and settled.

Two dialogs over the verbs of `scores.keying`; who may see what is decided there, and here nothing of the first keying
is
asked for before both are complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.book.scoring.edit import Edit
from models.book.scoring.keying import Difference
from models.book.scoring.rows import SheetAt, SheetCell
from models.rules.errors import BadInput, Refusal, RuleViolation
from models.rules.form.scoring import Cell
from ui.base.layout import button, row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.fields import NumberField
from ui.kit.form_dialog import FormDialog
from ui.kit.reason_dialog import ReasonDialog
from ui.scoring.grid.cells import EFFECT_NAMES, GridColumn, edit_of, stated_of
from ui.words.messages import show

DROP = (
    "Người nhập không làm tiếp thì bỏ lần nhập kiểm tra này và ghi lý do: phiếu giữ nguyên số nhập lần đầu, "
    "người khác nhập kiểm tra lại được."
)


def open_keying(
    session: Session, at: SheetAt, unit: str, columns: Sequence[GridColumn], parent: QWidget
) -> FormDialog | None:
    """The dialog that comes next for this sheet: beginning, keying, or settling; None when there is nothing to do."""
    keying, me = session.book.scores.keying, session.book.people.current.key
    state = session.value(lambda: (keying.reading(at, me),))
    if state is None:
        return None
    found = state[0]
    dialog: FormDialog
    if found is None:
        dialog = BeginDialog(session, at, unit, columns, parent)
    elif found.state == "entering":
        if found.by != me:
            told = session.sentence(RuleViolation("keying.begun", by=found.by, unit=at.unit))
            dialog = drop_dialog(session, at, unit, parent, f"{told} {DROP}")
            dialog.open()
            return dialog
        dialog = KeyingDialog(session, at, unit, columns, parent)
    elif found.state == "settled":
        session.say(f"Phiếu của {unit} đã nhập kiểm tra xong, hai lần nhập khớp nhau.")
        return None
    else:
        differing = session.value(lambda: (keying.differences(at),))
        if differing is None:
            return None
        dialog = SettleDialog(session, at, unit, columns, parent)
    dialog.open()
    return dialog


def drop_dialog(session: Session, at: SheetAt, unit: str, parent: QWidget | None, told: str = DROP) -> FormDialog:
    """Asks why a second keying is given up; who keyed it may have left."""
    keying = session.book.scores.keying
    dialog = ReasonDialog(
        session,
        "Bỏ lần nhập kiểm tra: {unit}",
        told,
        "Bỏ lần nhập này",
        lambda reason: keying.drop(at, reason),
        parent,
        {"unit": unit},
    )
    dialog.passed.connect(lambda _value: session.say(f"Đã bỏ lần nhập kiểm tra phiếu của {unit}."))
    return dialog


class BeginDialog(FormDialog):
    """Says who keys; the person at the keyboard changes to them, because the second keyer must be another one."""

    def __init__(
        self, session: Session, at: SheetAt, unit: str, columns: Sequence[GridColumn], parent: QWidget
    ) -> None:
        super().__init__("Nhập kiểm tra lần hai", self._begin, parent, "Bắt đầu nhập", session=session)
        self._session, self._at, self._unit, self._columns, self._page = session, at, unit, columns, parent
        self.say(
            f"Người thứ hai nhập lại phiếu giấy của {unit} mà không thấy số đã nhập lần đầu. "
            "Sau đó sổ chỉ hiện những ô hai lần nhập khác nhau."
        )
        self.person = QComboBox()
        for keeper in session.book.people.all():
            if keeper.ended_on is None:
                self.person.addItem(keeper.name, keeper.key)
        me = self.person.findData(session.book.people.current.key)
        self.person.setCurrentIndex(max(me, 0) if self.person.count() else -1)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.add("&Người nhập lần hai", self.person, "Chưa có tên thì ghi ở thực đơn Sổ, “Người làm…”.")
        self.add("&Mật khẩu (nếu có)", self.password)
        self.passed.connect(lambda _value: KeyingDialog(session, at, unit, columns, parent).open())

    def _begin(self) -> None:
        person = self.person.currentData()
        if person is None:
            raise RuleViolation("keying.unknown_person")
        book = self._session.book
        before = book.people.current.key
        if person != before:
            book.people.sign_in(person, self.password.text() or None)
        try:
            book.scores.keying.begin(self._at, person)
        except Refusal:
            if person != before:
                book.people.sit_down_again(before)
            raise


class KeyingDialog(FormDialog):
    """The paper once more, line by line: item, most, and a blank field per number; the total as a check sum."""

    def __init__(
        self, session: Session, at: SheetAt, unit: str, columns: Sequence[GridColumn], parent: QWidget
    ) -> None:
        names = {"unit": unit}
        super().__init__(
            "Nhập kiểm tra lần hai: {unit}", self._finish, parent, "Nhập xong", session=session, names=names
        )
        self._session, self._at, self._columns = session, at, tuple(columns)
        self._quiet = False
        self.say("Gõ số ghi trên phiếu giấy; Enter xuống dòng sau. Đóng giữa chừng thì lần sau nhập tiếp.")
        self.table = QTableWidget(len(self._columns), 4)
        self.table.setHorizontalHeaderLabels(["Mục", "Nội dung", "Tối đa", "Số trên phiếu"])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName("Các mục của phiếu")
        self.table.itemDelegate().closeEditor.connect(self._go_on)
        self.total = NumberField()
        self.sum = words("", "muted", wrap=False)
        self._fill()
        self.table.cellChanged.connect(self._typed)
        self.total.changed.connect(self._state_total)
        self.buttons.insertWidget(0, button("Bỏ lần nhập này…", self.drop))
        self.fields.addRow(self.table)
        self.add("&Tổng ghi trên giấy", row(self.total, self.sum, None))
        roomy(self, 95, 33)

    def _reading(self) -> dict[str, Cell]:
        me = self._session.book.people.current.key
        found = self._session.book.scores.keying.reading(self._at, me)
        if found is None:
            return {}
        check = found.total
        self.total.set_value(found.stated_total)
        if check is None:
            self.sum.setText("")
        else:
            self.sum.setText("khớp với các số vừa nhập" if check.agrees else f"cộng được {show(check.summed)}")
        return dict(found.cells)

    def _fill(self) -> None:
        cells = self._reading()
        for place, column in enumerate(self._columns):
            held = cells.get(column.node)
            said = "" if held is None else "không giao" if held.not_assigned else show(stated_of(column, held))
            for at, text in enumerate((column.head, column.title, show(column.max), said)):
                item = QTableWidgetItem(text)
                if at != 3:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                if at >= 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(place, at, item)
        if self._columns:
            self.table.setCurrentCell(0, 3)

    def _typed(self, place: int, at: int) -> None:
        if self._quiet or at != 3:
            return
        column, text = self._columns[place], self._line(place).text().strip()
        self.show_problem("")
        held = self._reading().get(column.node)
        try:
            edit = edit_of(column, text, SheetCell(held) if held is not None else None)
        except Refusal as refusal:
            self.show_problem(f"Mục {column.head}: {self._session.sentence(refusal)}")
            self._put(place, "")
            return
        me = self._session.book.people.current.key
        self._session.act(
            lambda: self._session.book.scores.keying.key(
                self._at,
                column.node,
                by=me,
                stated=edit.stated,
                not_assigned=edit.not_assigned,
            ),
            self.show_problem,
        )
        now = self._reading().get(column.node)
        self._put(place, "" if now is None else "không giao" if now.not_assigned else show(stated_of(column, now)))

    def _go_on(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter and Tab go to the number of the next line."""
        on = (QAbstractItemDelegate.EndEditHint.SubmitModelCache, QAbstractItemDelegate.EndEditHint.EditNextItem)
        if hint in on and self.table.currentRow() + 1 < self.table.rowCount():
            self.table.setCurrentCell(self.table.currentRow() + 1, 3)

    def _line(self, place: int) -> QTableWidgetItem:
        item = self.table.item(place, 3)
        assert item is not None, "every line has its place to type"
        return item

    def _put(self, place: int, text: str) -> None:
        self._quiet = True
        self._line(place).setText(text)
        self._quiet = False

    def _state_total(self, total: object) -> None:
        me = self._session.book.people.current.key
        value = total if isinstance(total, Fraction) else None
        keying = self._session.book.scores.keying
        self._session.act(lambda: keying.state_total(self._at, value, me), self.show_problem)
        self._reading()

    def drop(self) -> None:
        """Give this keying up instead of finishing it."""
        unit = self._session.unit_name(self._at.unit)
        drop_dialog(self._session, self._at, unit, self.parentWidget()).open()
        self.reject()

    def _finish(self) -> object:
        keying, me = self._session.book.scores.keying, self._session.book.people.current.key
        count = keying.finish(self._at, me)
        if count is None:
            self._session.say(
                "Đã nhập kiểm tra xong. Khi lần nhập đầu được xác nhận đủ thì mở lại mục này để đối chiếu."
            )
        elif count:
            self._session.say(f"Hai lần nhập khác nhau ở {count} ô. Mở lại “Nhập kiểm tra lần hai…” để chọn số đúng.")
        else:
            self._session.say("Hai lần nhập khớp nhau.")
        return True


Way = Literal["first", "second", "other"]
WAYS: tuple[Way, ...] = ("first", "second", "other")


class SettleDialog(FormDialog):
    """One difference after the other, with the paper in hand: the first number, the second, or another one."""

    def __init__(
        self, session: Session, at: SheetAt, unit: str, columns: Sequence[GridColumn], parent: QWidget | None
    ) -> None:
        names = {"unit": unit}
        super().__init__(
            "Hai lần nhập khác nhau: {unit}", self._settle, parent, "Ghi số đúng", session=session, names=names
        )
        self._session, self._at, self._columns = session, at, tuple(columns)
        self.where = words("", "section")
        self.left = words("", "muted")
        self.group = QButtonGroup(self)
        self.buttons_of: dict[Way, QRadioButton] = {}
        box = QVBoxLayout()
        for number, choice in enumerate(WAYS):
            one = QRadioButton()
            self.buttons_of[choice] = one
            self.group.addButton(one, number)
            box.addWidget(one)
        self.other = QLineEdit()
        self.other.setAccessibleName("Số đúng theo phiếu giấy")
        fit(self.other, most_width=13)
        self.other.textEdited.connect(lambda _text: self.buttons_of["other"].setChecked(True))
        self.buttons_of["other"].setText("Số khác, theo phiếu giấy:")
        self.fields.addRow(self.left)
        self.fields.addRow(self.where)
        self.fields.addRow(box)
        self.fields.addRow("", row(self.other, None))
        self.buttons.insertWidget(0, button("Bỏ lần nhập này…", self.drop))
        self._show()

    def drop(self) -> None:
        """Give the second keying up instead of settling what differs."""
        unit = self._session.unit_name(self._at.unit)
        drop_dialog(self._session, self._at, unit, self.parentWidget()).open()
        self.reject()

    def differences(self) -> tuple[Difference, ...]:
        return self._session.book.scores.keying.differences(self._at)

    def _show(self) -> None:
        found = self.differences()
        if not found:
            return
        one = found[0]
        column = self._column(one.node)
        place = f", {one.place}" if one.place else ""
        self.left.setText(f"Còn {len(found)} ô hai lần nhập khác nhau. Xem phiếu giấy rồi chọn số đúng.")
        self.where.setText(f"Mục {column.code}: {column.title}{place}")
        self.buttons_of["first"].setText(f"Lần một: {self._said(one.first)}")
        self.buttons_of["second"].setText(f"Lần hai: {self._said(one.second)}")
        self.other.clear()
        self.group.setExclusive(False)
        for each in self.buttons_of.values():
            each.setChecked(False)
        self.group.setExclusive(True)

    def _column(self, node: str) -> GridColumn:
        return next(column for column in self._columns if column.node == node)

    def _said(self, cell: Cell) -> str:
        if cell.not_assigned:
            return "không giao"
        said = [
            f"{EFFECT_NAMES[column.effect]} {show(value)}"
            for column in self._columns
            if column.node == cell.node and (value := stated_of(column, cell)) is not None
        ]
        said += ["số liệu " + ", ".join(show(value) for value in cell.inputs.values())] if cell.inputs else []
        return ", ".join(said) or "trống"

    def _settle(self) -> object:
        chosen = next((choice for choice, one in self.buttons_of.items() if one.isChecked()), None)
        if chosen is None:
            raise BadInput("decision.no_choice")
        one = self.differences()[0]
        edit: Edit | None = None
        if chosen == "other":
            edit = edit_of(self._column(one.node), self.other.text(), SheetCell(one.first))
        keying, me = self._session.book.scores.keying, self._session.book.people.current.key
        return keying.settle(
            self._at,
            one.node,
            chosen,
            by=me,
            edit=edit,
        )

    def accept(self) -> None:
        """Settle the shown one; the dialog stays as long as another is left."""
        before = len(self.differences())
        super().accept()
        left = self.differences()
        if left and len(left) < before:
            again = SettleDialog(
                self._session, self._at, self._session.unit_name(self._at.unit), self._columns, self.parentWidget()
            )
            again.open()
        elif not left:
            self._session.say("Hai lần nhập đã khớp nhau.")
