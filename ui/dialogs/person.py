"""Người làm: who sits at the keyboard in this sitting; a known person signs in, a new one is named."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.dialogs.form_dialog import FormDialog
from ui.session import Session
from ui.widgets.fields import NameField

NEW = ""


class PersonDialog(FormDialog):
    """Signs a person in, naming them first when they are new. A password is asked only of who has one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Người làm", self._sign_in, parent, session=session)
        book = session.book
        today = book.today()
        self._known = {
            keeper.key: keeper for keeper in book.people.all() if not keeper.ended_on or keeper.ended_on > today
        }
        self.who = QComboBox()
        for keeper in self._known.values():
            unit = f" ({session.unit_name(keeper.unit)})" if keeper.unit else ""
            self.who.addItem(keeper.name + unit, keeper.key)
        self.who.addItem("Người mới…", NEW)
        self.name = NameField(placeholder="Họ và tên")
        self.unit = QComboBox()
        self.unit.addItem("(không ghi)", None)
        for member in book.members.roster(session.year):
            self.unit.addItem(member.unit.name, member.key)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.say("Tên này đứng cạnh từng việc trong nhật ký. Không đặt mật khẩu thì tên là tự khai.", "muted")
        self.add("&Người làm", self.who)
        self.add("&Họ và tên", self.name)
        self.add("Đơn &vị", self.unit)
        self.add("&Mật khẩu", self.password)
        self.who.currentIndexChanged.connect(self._follow)
        current = self.who.findData(book.people.current.key)
        self.who.setCurrentIndex(max(current, 0))
        self._follow()

    def _follow(self) -> None:
        keeper = self._known.get(self.who.currentData())
        new = keeper is None
        for field in (self.name, self.unit):
            self.fields.setRowVisible(field, new)
        self.password.setPlaceholderText("có thể để trống" if new else "")
        self.fields.setRowVisible(self.password, new or keeper.has_password)  # type: ignore[union-attr]
        self.fields.labelForField(self.password).setText("Đặt &mật khẩu" if new else "&Mật khẩu")  # type: ignore[attr-defined]

    def _sign_in(self) -> object:
        people = self.session.book.people
        password = self.password.text() or None
        key = self.who.currentData()
        if key != NEW:
            return people.sign_in(key, password)
        with self.session.book.store.operation("add-person", {"name": self.name.value()}):
            key = people.add(self.name.value(), self.unit.currentData())
            if password is not None:
                people.set_password(key, password)
        return people.sign_in(key, password)
