"""Tính thử trước khi quyết: who would stand on a list with another number, order of tie keys or weights.

Nothing here is ever written to the book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from models.book.awards.trial import TriedLine, TriedList
from models.rules.number.points import show_distinct, show_plain
from models.rules.place.ranking import key_label
from models.rules.place.regulation import Rule
from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.base.turning import Turning
from ui.kit.boxes import SpinBox
from ui.kit.fields import NumberField
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.regulation.rule_vocabulary import vocabulary
from ui.words import messages

if TYPE_CHECKING:
    from ui.awards.page import AwardsPage

TRY = "Thử số lượng, thứ tự tiêu chí phụ, trọng số: ai vào, ai ra; không ghi gì vào sổ"
NOTHING = "Quy định của năm không nói số lượng theo thứ hạng cho danh hiệu tập thể nào nên chưa có gì để tính thử."
MOST = 60
WHY = {
    "beyond": "sau đơn vị cuối cùng trong danh sách",
    "unranked": "không xếp hạng",
    "taken": "đã đề nghị hình thức xét trước",
    "unclear": "chưa rõ điều kiện",
}
VOTED = ("ballot", "decision")
"""Tie keys that are no number of a sheet: there is nothing to try."""
COMBINING = ("final-score/1", "year-from-periods/1")


@dataclass(frozen=True, slots=True)
class Row:
    """A unit now and in the trial."""

    unit: str
    name: str
    before: str
    after: str
    points: str
    was: str
    now: str
    why: str

    @property
    def moved(self) -> bool:
        return self.was != self.now


def open_for(page: AwardsPage) -> None:
    """Try the chosen list of an awards page, else the first that can be tried; say so where there is none."""
    session = page.session
    listed = [one for one in page.lists.rows_model.rows if one.holder == "collective"]
    titles = {one.title: one.name for one in listed if session.book.awards.may_try(session.year, one.title)}
    chosen = page.lists.current()
    if titles:
        wanted = chosen.title if chosen is not None and chosen.title in titles else next(iter(titles))
        ListTrialDialog(session, titles, wanted, page).open()
    else:
        session.say(NOTHING)


class ListTrialDialog(Dialog):
    """A title, a number, an order of tie keys, weights; the table shows who is on the list now and then."""

    def __init__(self, session: Session, titles: Mapping[str, str], title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tính thử trước khi quyết")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session = session
        self.title, self.keys = QComboBox(), QComboBox()
        self.title.setAccessibleName("Danh hiệu, hình thức")
        self.title.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.title.setMinimumContentsLength(26)
        self.keys.setAccessibleName("Bằng điểm thì xét")
        self.keys.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.keys.setMinimumContentsLength(26)
        self.most = SpinBox()
        self.most.setRange(0, MOST)
        self.most.setAccessibleName("Số lượng")
        fit(self.most, width=8)
        for key, name in titles.items():
            self.title.addItem(name, key)
        self.title.setCurrentIndex(max(self.title.findData(title), 0))
        self._ranking, self._combined = self._rules()
        self._offer_keys()
        self.weights: dict[tuple[str, str], NumberField] = self._offer_weights()
        self.problem = words("", "bad")
        self.outcome = words("", "strong")
        self.flip = words("")
        self.numbers = words("", "muted")
        self.table = TableView(self._columns(), key=lambda line: line.unit, sortable=False)
        self.table.setAccessibleName("Danh sách nay và khi thử")
        self._base: TriedList | None = None
        self._lay_out()
        self.title.activated.connect(lambda _place: self.reset())
        self.keys.activated.connect(lambda _place: self.compute())
        self.most.valueChanged.connect(lambda _many: self.compute())
        for field in self.weights.values():
            field.editingFinished.connect(self.compute)
        self.reset()
        roomy(self, 130, 31)

    # -- what can be tried --

    def _rules(self) -> tuple[Rule | None, dict[str, Rule]]:
        frame = self._session.book.standing.frame(self._session.year)
        combined = {kind: rule for kind in COMBINING if (rule := frame.rule(kind)) is not None}
        weighing = {kind: rule for kind, rule in combined.items() if rule.spec.get("method") == "weights"}
        if len(frame.periods) < 2:
            weighing.pop("year-from-periods/1", None)
        return frame.rule("ranking/1"), weighing

    def _listed(self) -> list[dict[str, object]]:
        found = self._ranking.spec.get("tie_keys", ()) if self._ranking is not None else ()
        assert isinstance(found, list | tuple)
        return [dict(one) for one in found]

    def _offer_keys(self) -> None:
        """As the regulation has it; each key first; each key left out; each other key first."""
        listed = self._listed()
        self.keys.addItem("như quy định", None)
        counted = [one for one in listed if one["key"] not in VOTED]
        for place, one in enumerate(counted):
            rest = [other for other in listed if other is not one]
            name = key_label(str(one["key"]))
            if place:
                self.keys.addItem(f"{name} trước", [one, *rest])
        for one in counted:
            self.keys.addItem(f"bỏ {key_label(str(one['key']))}", [other for other in listed if other is not one])
        book, year = self._session.book, self._session.year
        known = {str(one["key"]) for one in listed}
        for key in vocabulary(book, year).offered["key"]:
            if key not in known and not key.startswith("item:") and key not in VOTED:
                self.keys.addItem(f"thêm {key_label(key)}, xét trước", [{"key": key}, *listed])

    def _offer_weights(self) -> dict[tuple[str, str], NumberField]:
        found: dict[tuple[str, str], NumberField] = {}
        for kind, rule in self._combined.items():
            weights = rule.spec.get("weights", {})
            assert isinstance(weights, Mapping)
            for part in weights:
                field = NumberField(Fraction(0), kind="figure")
                fit(field, width=8)
                field.setAccessibleName(f"Trọng số {self._part_name(kind, str(part))}")
                found[kind, str(part)] = field
        return found

    def _part_name(self, kind: str, part: str) -> str:
        names = self._session.names
        return names.stage(part) if kind == COMBINING[0] else names.part(part)

    # -- putting together --

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(8)
        box.addWidget(
            words("Thử số lượng, thứ tự tiêu chí phụ, trọng số trước khi quyết. Không có gì được ghi vào sổ.")
        )
        box.addWidget(Turning(_asked("Xét", self.title), _asked("Số lượng", self.most), spacing=12))
        box.addWidget(_asked("Bằng điểm thì xét", self.keys))
        if self.weights:
            parts: list[QWidget | None] = [words("Trọng số", "muted", wrap=False)]
            for (kind, part), field in self.weights.items():
                parts += [words(self._part_name(kind, part), wrap=False), field]
            box.addLayout(row(*parts, None))
        for label in (self.problem, self.outcome):
            box.addWidget(label)
        box.addWidget(self.table, 1)
        box.addWidget(self.flip)
        box.addWidget(self.numbers)
        shut = QHBoxLayout()
        shut.addWidget(button("Như quy định", self.reset))
        shut.addStretch(1)
        shut.addWidget(button("Đóng", self.reject))
        box.addLayout(shut)

    @staticmethod
    def _columns() -> tuple[Column, ...]:
        def tone(one: Row) -> str | None:
            return "accent" if one.moved else None

        return (
            Column("Đơn vị", lambda one: one.name, width=22, strong=lambda one: one.moved, tip=lambda one: one.name),
            Column("Hạng nay", lambda one: one.before, side="right", width=8),
            Column("Hạng thử", lambda one: one.after, side="right", width=8),
            Column("Điểm thử", lambda one: one.points, side="right", width=10),
            Column("Nay", lambda one: one.was, width=12),
            Column("Thử", lambda one: one.now, width=12, tone=tone, strong=lambda one: one.moved),
            Column("Vì sao không có", lambda one: one.why, width=0, tip=lambda one: one.why),
        )

    # -- trying --

    def reset(self) -> None:
        """Back to what the regulation says of the chosen title."""
        self.keys.setCurrentIndex(0)
        for (kind, part), field in self.weights.items():
            weights = self._combined[kind].spec["weights"]
            assert isinstance(weights, Mapping)
            field.set_value(Fraction(str(weights[part])))
        self._base = self._try(None, None, None)
        self.most.blockSignals(True)
        self.most.setValue(self._base.most if self._base is not None else 0)
        self.most.blockSignals(False)
        self.compute()

    def _try(
        self,
        most: int | None,
        ranking: Mapping[str, object] | None,
        combining: Mapping[str, Mapping[str, object]] | None,
    ) -> TriedList | None:
        book, year, title = self._session.book, self._session.year, str(self.title.currentData())
        return self._session.value(lambda: book.awards.what_if(year, title, most, ranking, combining), self._tell)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _weights(self) -> dict[str, dict[str, object]] | None:
        """The weights as typed, where one differs; what is no number is told and the regulation's is taken."""
        found: dict[str, dict[str, object]] = {}
        for kind, rule in self._combined.items():
            weights = rule.spec["weights"]
            assert isinstance(weights, Mapping)
            typed: dict[str, object] = {str(part): Fraction(str(value)) for part, value in weights.items()}
            before = dict(typed)
            for (of, part), field in self.weights.items():
                value = self._session.value(field.value, self._tell) if of == kind else None
                if isinstance(value, Fraction):
                    typed[part] = value
            if typed != before:
                found[kind] = {"weights": typed}
        return found or None

    def compute(self) -> None:
        """Work the list out on what is tried and show both."""
        self._tell("")
        if self._base is None:
            return
        keys = self.keys.currentData()
        ranking = None if keys is None else {"tie_keys": keys}
        weights = self._weights()
        made = self._try(self.most.value(), ranking, weights)
        if made is None:
            return
        self.table.set_rows(self._rows(self._base, made))
        self.outcome.setText(self._outcome(self._base, made))
        self.flip.setText(self.flip_words(made))
        self.numbers.setText(self._numbers(made, ranking, weights))

    def _names(self, units: tuple[str, ...]) -> str:
        return ", ".join(self._session.unit_name(unit) for unit in units)

    def _rows(self, base: TriedList, made: TriedList) -> list[Row]:
        before = {line.unit: line for line in base.lines}
        numbers = [line.points for line in made.lines if isinstance(line.points, Fraction)]
        shown = dict(zip(numbers, show_distinct(numbers), strict=True)) if numbers else {}
        rows = []
        for line in made.lines:
            old = before.get(line.unit)
            points = shown[line.points] if isinstance(line.points, Fraction) else messages.show(line.points)
            ranks = str(old.rank or "") if old else "", str(line.rank or "")
            said = (_state(old) if old else "", _state(line), WHY.get(line.why, line.why))
            rows.append(Row(line.unit, self._session.unit_name(line.unit), *ranks, points, *said))
        return rows

    def _outcome(self, base: TriedList, made: TriedList) -> str:
        came = tuple(unit for unit in made.on if unit not in base.on)
        went = tuple(unit for unit in base.on if unit not in (*made.on, *made.cut))
        told = [f"Vào thêm: {self._names(came)}." if came else "", f"Ra: {self._names(went)}." if went else ""]
        if not (came or went):
            told.append("Danh sách vẫn như nay." if made.on or made.cut else "Chưa có đơn vị nào trong danh sách.")
        if made.cut:
            told.append(f"Bằng nhau ở chỗ cuối, phải phân định: {self._names(made.cut)}.")
        return " ".join(one for one in told if one)

    def flip_words(self, made: TriedList) -> str:
        """The least that would put another unit on the list."""
        flip = made.flip
        if made.cut:
            return f"Ít nhất để đổi: {self._names(made.cut)} bằng nhau ở chỗ cuối, thêm bớt chút nào cũng đổi."
        if flip is None:
            return "Ngoài danh sách không còn đơn vị nào đủ điều kiện." if made.on else ""
        inside, outside = self._session.unit_name(flip.inside), self._session.unit_name(flip.outside)
        if flip.gap:
            gap = show_plain(flip.gap)
            return (
                f"Ít nhất để đổi: {outside} thêm hơn {gap} điểm xếp hạng, hoặc {inside} bớt hơn {gap}, thì {outside} "
                f"vào thay {inside}; đúng {gap} thì bằng điểm, xét tiêu chí phụ."
            )
        how = f" ({flip.decided_by.words})" if flip.decided_by is not None else ""
        return (
            f"Ít nhất để đổi: {inside} và {outside} bằng điểm, chỉ khác tiêu chí phụ{how}; thêm bớt chút nào cũng đổi."
        )

    def _numbers(
        self,
        made: TriedList,
        ranking: Mapping[str, object] | None,
        weights: Mapping[str, Mapping[str, object]] | None,
    ) -> str:
        """Who comes or goes with one more or one less."""
        told = []
        for most in (made.most - 1, made.most + 1):
            other = self._try(most, ranking, weights) if 0 <= most <= MOST else None
            if other is None:
                continue
            came = tuple(unit for unit in other.on if unit not in made.on)
            went = tuple(unit for unit in made.on if unit not in (*other.on, *other.cut))
            changes = [f"thêm {self._names(came)}" if came else "", f"bớt {self._names(went)}" if went else ""]
            changes.append(f"phải phân định {self._names(other.cut)}" if other.cut and other.cut != made.cut else "")
            told.append(f"Số lượng {most}: {'; '.join(one for one in changes if one) or 'không đổi'}.")
        return " ".join(told)


def _state(line: TriedLine) -> str:
    return "có" if line.on else "chờ phân định" if line.cut else "không"


def _asked(label: str, field: QWidget) -> QWidget:
    """A field with its words before it."""
    made = QWidget()
    made.setLayout(row(words(label, "muted", wrap=False), field, None))
    return made
