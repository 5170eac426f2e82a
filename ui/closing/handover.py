"""Bàn giao sổ và Nhận bàn giao: what goes over, to whom, into which file; and the code typed from the paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from models.keeping import handover
from models.rules.errors import BadInput
from models.rules.number.text import clean
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.closing.dialogs import PlaceField, successor
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words import closing_words


class HandOverDialog(FormDialog):
    """Filled with what the book knows; lists are gone through and completed by people, one thing a line."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Bàn giao sổ và hồ sơ", self._hand_over, parent, "Bàn giao và chép sổ", session=session)
        self._session = session
        book = session.book
        draft = book.closing.draft(session.year)
        self.unit = QComboBox()
        self.unit.addItem("(chọn đơn vị nhận)", None)
        for member in book.members.roster(session.year):
            if member.key != draft.from_unit and member.to_date is None:
                self.unit.addItem(member.unit.name, member.key)
        self.unit.setCurrentIndex(max(0, self.unit.findData(draft.to_unit)))
        self.giver = NameField(draft.from_person)
        self.taker = NameField(draft.to_person)
        self.on = DateField(book.today())
        self.items = lines(draft.items)
        self.work = lines(draft.open_work)
        self.number = NameField(draft.last_number or "", "ví dụ 149/TB-TTr")
        self.place = PlaceField(successor(session), "Chép cho nơi nhận", self)
        self._lay_out()
        self.unit.currentIndexChanged.connect(self._offer_taker)
        roomy(self, 108, 35)

    def _lay_out(self) -> None:
        self.say(
            "Sổ được kiểm tra, sao lưu, rồi chép sang tệp cho nơi nhận. Hai bản giống hệt nhau; "
            "bản ở đây từ lúc đó chỉ để xem và in.",
            "muted",
        )
        if warning := closing_words.others_open(self._session.book, self._session.year):
            self.say(warning)
        self.add("Đơn vị &nhận", self.unit)
        self.add("Người &giao", self.giver)
        self.add("Người n&hận", self.taker)
        self.add("Ngày &bàn giao", self.on)
        self.add("Hồ &sơ, hiện vật", self.items, "Mỗi dòng một loại hồ sơ; ghi thêm cờ luân lưu, phong bì phiếu bầu.")
        self.add("&Việc làm tiếp", self.work)
        self.add("Số văn bản &cuối", self.number)
        self.add("Ché&p vào", self.place)

    def _offer_taker(self) -> None:
        unit = self.unit.currentData()
        contacts = self._session.book.members.contacts(unit) if unit else ()
        self.taker.setText(next((one.name for one in contacts if one.role == "head"), ""))

    def _hand_over(self) -> object:
        """Hand over; once that is written, only the copy is written again."""
        book, place = self._session.book, self.place.value()
        if book.closing.pending() is not None:
            handover.write_copy(book, place)
            return place
        if self.unit.currentData() is None:
            raise BadInput("handover.no_unit")
        day = self.on.value()
        handover.hand_over(
            book,
            self._session.year,
            self.unit.currentData(),
            place,
            from_person=self.giver.value(),
            to_person=self.taker.value(),
            on=day,
            items=told(self.items),
            open_work=told(self.work),
            last_number=self.number.value(),
        )
        return place


class ReceiveDialog(FormDialog):
    """The code typed from the minutes, and who works with the book from now on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Nhận bàn giao", self._receive, parent, "Nhận sổ", session=session)
        self._session = session
        pending = session.book.closing.pending()
        assert pending is not None, "the page offers this only for a book that waits"
        self.code = NameField("", "6 nhóm, mỗi nhóm 4 chữ")
        self.person = NameField("", "họ và tên")
        self.on = DateField(session.book.today())
        self.say(
            "Làm ở máy của đơn vị nhận, sau khi chép tệp sang ổ đĩa của máy. Gõ Mã đối chiếu ghi trên biên bản "
            "bàn giao; chữ thường, chữ hoa, có dấu cách hay không đều được."
        )
        self.add("&Mã đối chiếu", self.code)
        self.add("&Người làm", self.person, "Người nhập sổ từ nay; lãnh đạo nhận đã ghi trong biên bản.")
        self.add("N&gày nhận", self.on)

    def _receive(self) -> object:
        day = self.on.value()
        return handover.receive(self._session.book, self.code.text(), self.person.value(), day)


def lines(text: Sequence[str]) -> QPlainTextEdit:
    """A field of lines."""
    field = TextArea("\n".join(text))
    field.setTabChangesFocus(True)
    fit(field, least_height=4)
    return field


def told(field: QPlainTextEdit) -> list[str]:
    """The lines that say something."""
    return [line for each in field.toPlainText().splitlines() if (line := clean(each).strip())]
