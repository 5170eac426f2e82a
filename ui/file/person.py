"""Người làm: who sits at the keyboard in this sitting; a known person signs in, a new one is named."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from models.rules.number.text import fold
from ui.base.session import Session
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog

NEW = ""
LOOK_BACK = 200
"""Acts looked through for the person who sat here last."""


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
        current = book.people.current.key or self._last()
        self.who.setCurrentIndex(self.who.findData(current) if current in self._known else 0)
        self._follow()

    def _last(self) -> str:
        """Who did the newest act that somebody did under a name."""
        book = self.session.book
        newest = book.acts_of(max(0, book.last_act - LOOK_BACK), LOOK_BACK)
        return next((op.person for op in reversed(newest) if op.person in self._known), NEW)

    def _same(self, name: str) -> str | None:
        """Whom a typed name means already: the one person of that name, unless another unit is given."""
        unit = self.unit.currentData()
        found = [one for one in self._known.values() if fold(one.name) == fold(name) and unit in (None, one.unit)]
        return found[0].key if len(found) == 1 else None

    def _follow(self) -> None:
        keeper = self._known.get(self.who.currentData())
        new = keeper is None
        for field in (self.name, self.unit):
            self.fields.setRowVisible(field, new)
        self.password.setPlaceholderText("có thể để trống" if new else "")
        self.fields.setRowVisible(self.password, keeper is None or keeper.has_password)
        self.fields.labelForField(self.password).setText("Đặt &mật khẩu" if new else "&Mật khẩu")  # type: ignore[attr-defined]  # a QLabel

    def _sign_in(self) -> object:
        people = self.session.book.people
        password = self.password.text() or None
        key = self.who.currentData()
        if key == NEW:
            key = self._same(self.name.value()) or NEW
        if key != NEW:
            return people.sign_in(key, password)
        with self.session.book.act("add-person", {"name": self.name.value()}):
            key = people.add(self.name.value(), self.unit.currentData())
            if password is not None:
                people.set_password(key, password)
        return people.sign_in(key, password)
