"""Kết quả kiểm phiếu: the board's sums, recorded as one act; a correction with its reason; a second blind count."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from models.book.meetings import vote_words
from models.book.meetings.ballots import Ballot
from models.book.meetings.ballots_rows import NUMBERS
from models.book.meetings.recount import Difference
from models.rules.act.balloting import Record, Tally
from models.rules.act.marking import blank_is_valid
from models.rules.act.tally import Running
from ui.base.layout import button, row, words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.fields import NameField, NumberField
from ui.kit.form_dialog import FormDialog
from ui.meetings.dialogs import count_field, text_box, whole, written
from ui.meetings.live_tally import LiveTally

Act = Literal["record", "correct", "recount"]
TITLES: dict[Act, tuple[str, str]] = {
    "record": ("Kết quả kiểm phiếu", "Chốt kết quả kiểm phiếu"),
    "correct": ("Sửa kết quả kiểm phiếu", "Ghi nhận"),
    "recount": ("Đếm lần hai", "Ghi nhận"),
}
PAPERS = {
    "printed": "Số phiếu in",
    "issued": "Phát ra",
    "exchanged": "Đổi lại (do hỏng)",
    "unused": "Còn lại",
    "collected": "Thu về",
    "valid": "Hợp lệ",
    "invalid": "Không hợp lệ",
    "opinions": "Ý kiến bằng văn bản",
}
OPINIONS = (
    "Mỗi thành viên vắng mặt gửi ý kiến tính là một, kể cả khi không chọn ai. Chỉ có một ý kiến thì sổ ghi gộp với số "
    f"phiếu; dù vậy {vote_words.NOT_SECRET}."
)
DROPPED = "Lượt {round} đã chuẩn bị không còn căn cứ nên được bỏ cùng lúc; “Hoàn tác” đưa cả hai trở lại như trước."

LIST_ANEW = "Tính theo thành viên, danh sách đại biểu và quyết định ghi hiện nay, không theo ngày kiểm phiếu"


def place_words(ballot: Ballot, place: str) -> str:
    """What a number of a count is called: `Hợp lệ`, `Thanh tra tỉnh: đồng ý`, `Phiếu chọn 1 tên`."""
    parts = place.split("/")
    if parts[0] == "marks":
        return f"Phiếu chọn {parts[1]} tên"
    if len(parts) == 3:
        said = "không đồng ý" if parts[2] == "disagree" else "đồng ý" if ballot.way == "acclaim" else "chọn"
        return f"{ballot.name(parts[1])}: {said}" + (" (bằng văn bản)" if parts[0] == "written" else "")
    return PAPERS.get(place, place)


def tell_dropped(session: Session, dropped: int) -> None:
    """Say that a further round already prepared went with the result it rested on."""
    if dropped:
        session.say(DROPPED.format(round=dropped))


class CountDialog(FormDialog):
    """Asks every sum of the minutes; what cannot be is said and nothing is written."""

    def __init__(self, session: Session, ballot: Ballot, act: Act, by: str = "", parent: QWidget | None = None) -> None:
        title, accept = TITLES[act]
        super().__init__(title, self._run_act, parent, accept, session=session)
        self._session, self._ballot, self._act, self._by = session, ballot, act, by
        record = ballot.count.record if ballot.count and act == "correct" else None
        self.say(ballot.title + (f" (lượt {ballot.round})" if ballot.round > 1 else ""), "section")
        self.numbers = {name: count_field(getattr(record, name) if record else None) for name in NUMBERS}
        self.tally: dict[str, tuple[NumberField, NumberField]] = {}
        self.writing: dict[str, tuple[NumberField, NumberField]] = {}
        self.marks: dict[int, NumberField] = {}
        received = session.book.meetings.attendance.count(ballot.meeting).written
        kept = record is not None and record.opinions > 0
        self.asks_writing = kept or (received > 0 and ballot.rule.spec["written"] != "not-count")
        self.opinions = count_field(record.opinions if record else received if ballot.round == 1 else 0)
        self.invalid_reason = NameField((ballot.count.invalid_reason if ballot.count and record else "") or "")
        self.reason = text_box("", 2.5)
        if record is None:
            self.numbers["issued"].set_value(Fraction(session.book.ballots.voters(ballot.key)))
            self.numbers["exchanged"].set_value(Fraction(0))
        self.fields.addRow(self._papers())
        self.fields.addRow(self._votes(record))
        if ballot.way == "elect":
            self.fields.addRow("Số phiếu chọn", self._marks(record))
        if self.asks_writing:
            self.add("&Số ý kiến bằng văn bản", self.opinions, OPINIONS)
        self.add("Lý do &không hợp lệ", self.invalid_reason)
        self.list_anew = QCheckBox(LIST_ANEW)
        if act == "correct":
            self.add("Lý do sử&a", self.reason)
            if session.book.ballots.electorates.moved(ballot):
                self.add("", self.list_anew)
        self.buttons.insertWidget(
            0, button("Đọc từng phiếu…", self.read_aloud, tip="Đếm trong lúc đọc; không lưu từng phiếu")
        )
        roomy(self, 90, 25)

    def _papers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        collected = self._session.book.settings.terms.collected
        for place, name in enumerate(NUMBERS):
            label = QLabel(collected if name == "collected" else PAPERS[name])
            label.setBuddy(self.numbers[name])
            self.numbers[name].setAccessibleName(label.text())
            line, column = (0, place) if place < 4 else (1, place - 4)
            grid.addWidget(label, line * 2, column)
            grid.addWidget(self.numbers[name], line * 2 + 1, column)
        hint = "In = phát ra + đổi lại + còn lại; thu về = hợp lệ + không hợp lệ."
        grid.addWidget(words(hint, "muted", wrap=False), 4, 0, 1, 5)
        grid.setColumnStretch(4, 1)
        return grid

    def _votes(self, record: Record | None) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        acclaim = self._ballot.way == "acclaim"
        asks_writing = self.asks_writing
        heads = ["Đồng ý", "Không đồng ý"] if acclaim else ["Số phiếu chọn"]
        heads += ["Văn bản: đồng ý", "Văn bản: không"] if asks_writing and acclaim else []
        heads += ["Văn bản: chọn"] if asks_writing and not acclaim else []
        for column, head in enumerate(heads, 1):
            grid.addWidget(words(head, "muted", wrap=False), 0, column)
        for line, one in enumerate(self._ballot.candidates, 1):
            was = record.tally[one.key] if record else None
            fields = count_field(was.agree if was else None), count_field(was.disagree if was else None)
            self.tally[one.key] = fields
            shown = list(fields[: 2 if acclaim else 1])
            if asks_writing:
                sent = (record.written or {}).get(one.key) if record else None
                writing = count_field(sent.agree if sent else 0), count_field(sent.disagree if sent else 0)
                self.writing[one.key] = writing
                shown += writing[: 2 if acclaim else 1]
            grid.addWidget(words(one.name), line, 0)
            for column, field in enumerate(shown, 1):
                field.setAccessibleName(f"{one.name}: {heads[column - 1]}")
                grid.addWidget(field, line, column)
        grid.setColumnStretch(0, 1)
        return grid

    def _marks(self, record: Record | None) -> QWidget:
        parts: list[QWidget | None] = []
        none = record is not None and record.marks is not None and record.marks.get(0, 0)
        for names in range(0 if none or blank_is_valid(self._ballot.rule) else 1, self._ballot.seats + 1):
            was = (record.marks or {}).get(names, 0) if record and record.marks is not None else None
            field = count_field(was)
            field.setAccessibleName(f"Số phiếu chọn {names} tên")
            self.marks[names] = field
            parts += [words(f"{names} tên", "muted", wrap=False), field]
        holder = QWidget()
        holder.setLayout(row(*parts, None))
        return holder

    # -- reading and acting --

    def read(self) -> Record:
        """The sums as typed. BadInput of a number that is missing or not whole."""
        numbers = {name: whole(field) for name, field in self.numbers.items()}
        acclaim = self._ballot.way == "acclaim"

        def tallies(fields: dict[str, tuple[NumberField, NumberField]]) -> dict[str, Tally]:
            return {key: Tally(whole(one[0]), whole(one[1]) if acclaim else 0) for key, one in fields.items()}

        given = any(field.text().strip() for field in self.marks.values())
        marks = {names: whole(field) for names, field in self.marks.items()} if given else None
        writing = tallies(self.writing)
        sent = writing if any(one.agree or one.disagree for one in writing.values()) else None
        opinions = whole(self.opinions) if self.asks_writing else 0
        return Record(**numbers, tally=tallies(self.tally), marks=marks, written=sent, opinions=opinions)

    def _run_act(self) -> object:
        ballots, reason = self._session.book.ballots, self.invalid_reason.value() or None
        record = self.read()
        if self._act == "correct":
            anew, why = self.list_anew.isChecked(), written(self.reason)
            dropped = ballots.correct(self._ballot.key, record, why, invalid_reason=reason, list_anew=anew)
            self.passed.connect(lambda _value: tell_dropped(self._session, dropped))
            return dropped
        if self._act == "recount":
            return ballots.recount.finish(self._ballot.key, record, by=self._by, invalid_reason=reason) or True
        return ballots.record(self._ballot.key, record, invalid_reason=reason) or True

    def read_aloud(self) -> None:
        """Count ballot by ballot in memory and take the sums over; nothing of it is written."""
        window = LiveTally(self._ballot, self)
        window.finished_reading.connect(self.take)
        window.open()

    def take(self, running: Running) -> None:
        """Put the sums of a reading into the fields."""
        for name, value in (("collected", running.read), ("valid", running.valid), ("invalid", running.invalid)):
            self.numbers[name].set_value(Fraction(value))
        for key, tally in running.tally().items():
            self.tally[key][0].set_value(Fraction(tally.agree))
            self.tally[key][1].set_value(Fraction(tally.disagree))
        for names, field in self.marks.items():
            field.set_value(Fraction(running.marks.get(names, 0)))


class SettleDialog(FormDialog):
    """Asks the right number of every place where two counts differ."""

    def __init__(
        self, session: Session, ballot: Ballot, places: tuple[Difference, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__("Đối chiếu hai lần đếm", self._settle, parent, session=session)
        self._session, self._ballot = session, ballot
        told = ", ".join(f"{place_words(ballot, one.place).lower()}, {one.first} và {one.second}" for one in places)
        self.say(f"Hai lần nhập lệch nhau ở {len(places)} chỗ: {told}. Mở tập phiếu đếm lại chỗ này rồi ghi số đúng.")
        self.right = {one.place: count_field() for one in places}
        for one in places:
            self.add(
                "{place}",
                self.right[one.place],
                "Lần một {first}, lần hai {second}.",
                place=place_words(ballot, one.place),
                first=str(one.first),
                second=str(one.second),
            )

    def _settle(self) -> object:
        right = {place: whole(field) for place, field in self.right.items()}
        dropped = self._session.book.ballots.recount.settle(self._ballot.key, right)
        self.passed.connect(lambda _value: tell_dropped(self._session, dropped))
        return dropped
