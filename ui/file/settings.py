"""Tùy chọn: how the bloc calls itself and where it belongs; every screen and paper follows at once."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from models.book.bloc.settings import BEFORE, COLLECTED, HEAD_STYLES, KINDS, SPELLINGS, TELLERS
from models.book.year.rows import year_name
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.boxes import choice
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.words import messages

SCHOOL_MONTHS = (7, 8, 9, 10)
"""Months in which a school year may begin."""
EXAMPLES = {"ủy": "Ủy ban, hòa, thủy", "uỷ": "Uỷ ban, hoà, thuỷ"}


class SettingsDialog(FormDialog):
    """Describes the bloc anew in one act."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Tùy chọn", self._describe, parent, session=session)
        bloc = session.book.settings.bloc()
        words = bloc.words
        self.name = NameField(bloc.name)
        self.style_choice = QComboBox()
        for style in HEAD_STYLES:
            self.style_choice.addItem(f"{KINDS[style[0]]}: {style[1]}, {style[2]}", style)
        self.style_choice.setCurrentIndex(max(0, HEAD_STYLES.index((words.kind, words.head, words.deputy))))
        self.tellers = choice(
            {name: f"{name} ({', '.join(titles)})" for name, titles in TELLERS.items()}, words.tellers
        )
        self.collected = choice({text: text for text in COLLECTED}, words.collected)
        self.spelling = choice({key: EXAMPLES[key] for key in SPELLINGS}, words.spelling)
        self.place = NameField(bloc.place or "", "ví dụ: Sông Lành (ghi trước ngày tháng của văn bản)")
        self.parent_body = NameField(bloc.parent_body or "", "ví dụ: Hội đồng Thi đua - Khen thưởng tỉnh")
        self.standing_body = NameField(bloc.standing_body or "", "ví dụ: Sở Nội vụ")
        self.established_by = NameField(bloc.established_by or "", "quyết định chia khối: số, ngày")
        self.say("Cách gọi", "section")
        self.add("&Tên khối (cụm)", self.name)
        self.add("&Người đứng đầu", self.style_choice)
        self.add("&Kiểm phiếu", self.tellers)
        self.add("Trên &biên bản", self.collected)
        self.add("&Chính tả", self.spelling)
        self.say("Dùng khi in văn bản", "section")
        self.add("Địa &danh", self.place)
        self.add("Cơ quan cấp t&rên", self.parent_body)
        self.add("Cơ quan t&hường trực", self.standing_body)
        self.add("Thành lập th&eo", self.established_by)
        self.since = DateField(None)
        self.add(
            "Đổi từ n&gày",
            self.since,
            "Để trống là sửa chỗ ghi sai. Ghi ngày thì giấy tờ trước ngày ấy giữ tên, địa danh, cơ quan cũ.",
        )
        for past in session.book.settings.get(BEFORE, []):
            self.say(f"Đến hết ngày {messages.show(past['to'])}: {past['name']}.", "muted")
        self.begins = QComboBox()
        self._offer_beginnings()
        self.say("Năm thi đua", "section")
        self.add(
            "Nă&m bắt đầu",
            self.begins,
            "Năm học: giấy tờ ghi “năm học 2026–2027”, tháng làm các việc tính từ tháng bắt đầu; cả các năm sau.",
        )
        self.first.setEnabled(not session.read_only)
        roomy(self, 78, 26)

    def _offer_beginnings(self) -> None:
        """The calendar's year, then the months in which school years begin, and whatever the year has."""
        session, years = self.session, self.session.book.years
        known = years.find(session.year)
        now = years.first_month(session.year)
        for month in dict.fromkeys((1, *SCHOOL_MONTHS, now)):
            said = year_name(session.year, month)
            self.begins.addItem(f"tháng {month}: {said}", month)
        self.begins.setCurrentIndex(self.begins.findData(now))
        self.begins.setEnabled(known is not None and known.state == "open")

    def _describe(self) -> None:
        kind, head, deputy = self.style_choice.currentData()
        since = self.since.value()
        self.session.book.years.set_up(
            self.session.year,
            int(self.begins.currentData()),
            since=since,
            name=self.name.value(),
            kind=kind,
            head_term=head,
            deputy_term=deputy,
            tellers_term=self.tellers.currentData(),
            collected_term=self.collected.currentData(),
            spelling=self.spelling.currentData(),
            place=self.place.value(),
            parent_body=self.parent_body.value(),
            standing_body=self.standing_body.value(),
            established_by=self.established_by.value(),
        )
