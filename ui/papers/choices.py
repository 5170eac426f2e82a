"""What a paper is made for: day, unit, step, period, meeting, ballot, round of opinions, slips on a page, its way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout

from models.rules.number.subjects import PaperOf
from printing.catalogue import PaperKind
from printing.composing import SEVERAL
from printing.content.words.naming import NAMED, NAMING, NAMING_IN, NOT_NAMED, names_weak_units
from ui.base.session import Session
from ui.kit.boxes import choice, refill
from ui.kit.fields import DateField

ALL_UNITS = "Tất cả đơn vị"
SOME_UNITS = "{count} đơn vị đã chọn"
LAST_MEETING = "Hội nghị gần nhất"
ALL_CIRCULATIONS = "Mọi lần lấy ý kiến"
ALL_BALLOTS = "Mọi nội dung bỏ phiếu"
WHOLE_YEAR = "Cả năm"
"""The period papers of a year are made for; those of sheets are then made for every period."""
LAST_STAGE = "Các bước, theo quy định"
PAGES = {"": "Theo số cột của phiếu", "dung": "Đứng", "ngang": "Ngang"}
LABELS = {
    "date": "Ngày",
    "unit": "Đơn vị",
    "stage": "Bước chấm",
    "period": "Kỳ",
    "meeting": "Hội nghị",
    "ballot": "Nội dung",
    "circulation": "Lần lấy ý kiến",
    "slips": "Cách in",
    "page": "Khổ giấy",
}


class PaperChoices(QFormLayout):
    """One row a choice; of those only what the shown kind of paper takes is seen.

    changed   another choice was made
    named     whether reports name weak units was said anew, for every report
    """

    changed = Signal()
    named = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.date = DateField()
        self.date.setToolTip("Để trống thì văn bản chừa chỗ ghi ngày bằng tay")
        self.unit, self.stage, self.period = QComboBox(), QComboBox(), QComboBox()
        self.meeting, self.ballot, self.circulation = QComboBox(), QComboBox(), QComboBox()
        self.slips = choice({count: f"{count} phiếu một tờ" for count in ("1", "2", "4")}, "2")
        self.page = choice(PAGES, "")
        self._boxes: dict[str, QComboBox] = {name: getattr(self, name) for name in LABELS if name != "date"}
        self.setContentsMargins(0, 6, 0, 0)
        for name, label in LABELS.items():
            field = self._boxes.get(name, self.date)
            field.setAccessibleName(label)
            self.addRow(label, field)
        self.naming = QCheckBox("Nêu tên đơn vị ở phần hạn chế")
        self.naming.setToolTip("Báo cáo vẫn nói số lượt chậm, chỉ tiêu chưa đạt; chọn thì kèm tên đơn vị")
        self.addRow("", self.naming)
        self.naming.clicked.connect(self._put_naming)
        self.meeting.activated.connect(lambda _place: self._offer_ballots())
        for box in self._boxes.values():
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)
            box.activated.connect(lambda _place: self.changed.emit())
        self.date.changed.connect(lambda _value: self.changed.emit())
        self.date.refused.connect(session.warn)

    def offer(self) -> None:
        """Offer what the shown year has; what was chosen stays where it is still there."""
        book, year = self.session.book, self.session.year
        known = book.years.find(year) is not None
        roster = book.members.roster(year) if known else ()
        units = [("", ALL_UNITS), *((one.key, book.members.called(one.unit, year)) for one in roster)]
        refill(self.unit, [*units, *self._some({one.key for one in roster})])
        refill(self.stage, [("", LAST_STAGE), *self._steps(known)])
        periods = [(one.key, one.name) for one in (book.years.periods(year) if known else ())]
        refill(self.period, [("", WHOLE_YEAR), *periods] if len(periods) > 1 else periods)
        self._offer_meetings()

    def _offer_meetings(self) -> None:
        book, year = self.session.book, self.session.year
        held = book.meetings.all(year) if book.years.find(year) is not None else ()
        refill(self.meeting, [("", LAST_MEETING), *((one.key, one.title) for one in held)])
        sent = book.circulations.all(year) if book.years.find(year) is not None else ()
        refill(self.circulation, [("", ALL_CIRCULATIONS), *((one.key, one.subject) for one in sent)])
        self._offer_ballots()

    def _offer_ballots(self) -> None:
        meeting = self.meeting.currentData()
        found = self.session.book.ballots.of(meeting) if meeting else ()
        titles = [(one.key, one.title + (f" (lượt {one.round})" if one.round > 1 else "")) for one in found]
        refill(self.ballot, [("", ALL_BALLOTS), *titles])

    def _some(self, known: set[str]) -> list[tuple[str, str]]:
        """The entry of several units together, while it is chosen and they are all there."""
        chosen = str(self.unit.currentData() or "")
        named = chosen.split(SEVERAL)
        return [(chosen, SOME_UNITS.format(count=len(named)))] if len(named) > 1 and known.issuperset(named) else []

    def _steps(self, known: bool) -> list[tuple[str, str]]:
        """The steps of the year, each followed by the sheets of those who score at it."""
        years, year = self.session.book.years, self.session.year
        found = []
        for stage in years.stages(year) if known else ():
            found.append((stage.key, stage.name))
            within = stage.panel.by.values() if stage.panel is not None else ()
            found += [(key, years.stage_name(year, key)) for key in within]
        return found

    def suit(self, kind: PaperKind | None) -> None:
        """Show the choices a kind of paper takes."""
        for name in LABELS:
            wanted = kind is not None and name in kind.needs and (name != "period" or self.period.count() > 1)
            self.setRowVisible(self._boxes.get(name, self.date), wanted)
        self.setRowVisible(self.naming, kind is not None and kind.key in NAMING_IN)
        self.naming.setChecked(names_weak_units(self.session.book))
        self.naming.setEnabled(not self.session.locked)

    def chosen(self, kind: PaperKind | None) -> dict[str, str]:
        """The choices as a kind of paper takes them; what is left open is not named. Refusals of the date's text."""
        if kind is None:
            return {}
        said = {name: box.currentData() or "" for name, box in self._boxes.items()}
        said["date"] = self.date.value() or ""
        if not kind.several and SEVERAL in said["unit"]:
            del said["unit"]
        return {name: value for name, value in said.items() if value and name in kind.needs}

    def choose(self, wanted: PaperOf) -> None:
        """Choose what a paper is to be made for."""
        self._offer_meetings()
        several = wanted.unit
        if SEVERAL in several and self.unit.findData(several) < 0:
            self.unit.addItem(SOME_UNITS.format(count=several.count(SEVERAL) + 1), several)
        for name, box in self._boxes.items():
            said: str | None = getattr(wanted, name)
            if said is not None:
                box.setCurrentIndex(max(box.findData(said), 0))
            if name == "meeting":
                self._offer_ballots()

    def units(self) -> list[tuple[str, str]]:
        """Keys and names of the units of a set: those chosen together, else all."""
        every = {str(self.unit.itemData(place)): self.unit.itemText(place) for place in range(1, self.unit.count())}
        chosen = str(self.unit.currentData() or "")
        wanted = chosen.split(SEVERAL) if SEVERAL in chosen else [one for one in every if SEVERAL not in one]
        return [(one, every[one]) for one in wanted]

    def _put_naming(self, named: bool) -> None:
        """Whether reports name the units in what lagged: kept with the book, for every report."""
        self.session.act(lambda: self.session.book.settings.put(NAMING, NAMED if named else NOT_NAMED))
        self.named.emit()
