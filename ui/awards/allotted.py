"""Số lượng được phân bổ: how many of a title the bloc may propose this year, by which document."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtWidgets import QComboBox, QWidget

from models.book.awards.allotted import MOST
from ui.base.session import Session
from ui.kit.fields import DateField, NameField, NumberField
from ui.kit.form_dialog import FormDialog
from ui.words import labels

ABOUT = (
    "Số lượng cấp trên phân bổ riêng cho năm này đi trước quy định thường kỳ và được nêu căn cứ trong tờ trình. "
    "Để trống số lượng là trở lại theo quy định."
)
NO_TITLES = (
    "Quy chế của năm chưa có danh mục danh hiệu. Chọn một bộ quy định có danh mục ở trang Quy chế, quy định, rồi ghi "
    "số lượng."
)


class AllottedDialog(FormDialog):
    """Records, changes or takes away the number of one title; `chosen` is the (title, holder) shown first."""

    def __init__(self, session: Session, chosen: tuple[str, str] | None, parent: QWidget | None = None) -> None:
        super().__init__("Số lượng được phân bổ", self._put, parent, session=session)
        self._year = session.book.awards.of(session.year)
        self.say(ABOUT)
        self.title = QComboBox()
        named = {(one.key, one.holder): one.name for one in self._year.titles}
        named |= {key: self._year.name(key[0]) for key in (*self._year.allotments, *((chosen,) if chosen else ()))}
        for key, name in named.items():
            self.title.addItem(f"{name} ({labels.HOLDERS[key[1]].lower()})", "/".join(key))
        self.count, self.document, self.date = (
            NumberField(low=Fraction(0), high=Fraction(MOST)),
            NameField(),
            DateField(),
        )
        self.document.setPlaceholderText("ví dụ: Công văn 1207/SNV-TĐKT")
        self.add("&Danh hiệu, hình thức", self.title, "" if named else NO_TITLES)
        self.first.setEnabled(bool(named))
        self.add("&Số lượng", self.count)
        self.add("&Văn bản phân bổ", self.document)
        self.add("&Ngày", self.date)
        self.title.currentIndexChanged.connect(lambda _place: self._show())
        if chosen is not None:
            self.title.setCurrentIndex(self.title.findData("/".join(chosen)))
        self._show()

    @property
    def chosen(self) -> tuple[str, str]:
        """The title and the kind of holder."""
        title, _, holder = str(self.title.currentData() or "").rpartition("/")
        return title, holder

    def _show(self) -> None:
        found = self._year.allotments.get(self.chosen)
        self.count.set_value(Fraction(found.count) if found else None)
        self.document.setText(found.document if found else "")
        self.date.set_value(found.date if found else None)

    def _put(self) -> object:
        title, holder = self.chosen
        count, day = self.count.value(), self.date.value()
        awards, year = self.session.book.awards, self.session.year
        whole = None
        if isinstance(count, Fraction):  # a broken number is none that can be allotted
            whole = int(count) if count.denominator == 1 else -1
        awards.allot(year, title, holder, whole, self.document.value(), day)
        return True
