"""Tính thử: what the ranking would be after some edits. Nothing here is ever written to the book."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.book.scoring.places import Standing
from models.book.scoring.rows import YEAR_PERIOD, SheetAt
from models.book.scoring.standing import Change
from models.rules.errors import Refusal
from models.rules.form.scoring import Form
from models.rules.number.points import show_distinct
from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import tip_whole
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.scoring.grid.cells import GridColumn, columns_of, edit_of
from ui.words import messages


@dataclass(frozen=True, slots=True)
class Tried:
    """One edit of the trial, with how it is told."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit before and after the trial."""

    unit: str
    name: str
    before: str
    after: str
    points_before: str
    points_after: str

    @property
    def moved(self) -> bool:
        return self.before != self.after


class WhatIfDialog(Dialog):
    """Unit, item and a number; the table shows every unit's place now and then."""

    def __init__(self, session: Session, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tính thử")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session, self._standing = session, standing
        self._period = (standing.basis.period_keys or (YEAR_PERIOD,))[-1]
        self._stage = standing.basis.stages[-1] if standing.basis.stages else ""
        self._columns: tuple[GridColumn, ...] = ()
        self.tried: list[Tried] = []
        self.unit, self.item = QComboBox(), QComboBox()
        self.typed = QLineEdit()
        self.typed.setAccessibleName("Điểm thử")
        fit(self.typed, most_width=8)
        self.unit.setAccessibleName("Đơn vị")
        self.item.setAccessibleName("Mục")
        self.item.setMinimumContentsLength(26)
        self.item.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        tip_whole(self.item)
        for place in standing.places:
            self.unit.addItem(session.unit_name(place.unit), place.unit)
        self.unit.currentIndexChanged.connect(lambda _place: self._fill_items())
        self.typed.returnPressed.connect(self.add)
        self.problem = words("", "bad")
        self.list = words("", "muted")
        self.table = TableView(self._table_columns(), key=lambda line: line.unit, sortable=False)
        self.table.setAccessibleName("Kết quả tính thử")
        self._lay_out()
        self._fill_items()
        self._compute()
        roomy(self, 98, 28)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(8)
        stage = self._session.names.stage(self._stage)
        box.addWidget(words(f"Thử sửa điểm ở bước “{stage}” để xem thứ hạng đổi thế nào. Không có gì được ghi vào sổ."))
        first = button("Thử", self.add, "first")
        first.setDefault(True)
        line = row(
            self.unit,
            self.item,
            words("điểm", "muted", wrap=False),
            self.typed,
            first,
            button("Làm lại từ đầu", self.reset),
            None,
        )
        box.addLayout(line)
        box.addWidget(self.problem)
        box.addWidget(self.list)
        box.addWidget(self.table, 1)
        shut = QHBoxLayout()
        shut.addStretch(1)
        shut.addWidget(button("Đóng", self.reject))
        box.addLayout(shut)
        self.problem.hide()

    @staticmethod
    def _table_columns() -> tuple[Column, ...]:
        return (
            Column("Đơn vị", lambda one: one.name, width=0, strong=lambda one: one.moved),
            Column("Hạng nay", lambda one: one.before, side="right", width=10),
            Column(
                "Hạng thử",
                lambda one: one.after,
                side="right",
                width=10,
                tone=lambda one: "accent" if one.moved else None,
            ),
            Column("Điểm nay", lambda one: one.points_before, side="right", width=12),
            Column("Điểm thử", lambda one: one.points_after, side="right", width=12),
        )

    def _form(self) -> Form | None:
        unit = self.unit.currentData()
        forms = self._session.book.forms
        return forms.form(forms.for_unit(self._session.year, unit)) if unit else None

    def _fill_items(self) -> None:
        form = self._form()
        stages = self._session.book.years.stages(self._session.year)
        holds = next((one.holds for one in stages if one.key == self._stage), "items")
        kept = self.item.currentIndex()
        self._columns = columns_of(form, holds, ()) if form else ()
        self.item.clear()
        for column in self._columns:
            self.item.addItem(f"{column.head}  {column.title}")
        self.item.setCurrentIndex(min(max(kept, 0), self.item.count() - 1))

    def add(self) -> None:
        """Take the typed number into the trial and show what follows."""
        unit, place = self.unit.currentData(), self.item.currentIndex()
        if unit is None or place < 0:
            return
        column, book, year = self._columns[place], self._session.book, self._session.year
        held = book.scores.sheet(SheetAt(year, unit, self._stage, self._period)).cells.get(column.node)
        self._tell("")
        try:
            edit = edit_of(column, self.typed.text(), held)
        except Refusal as refusal:
            self._tell(self._session.sentence(refusal))
            return
        if (
            held is not None and held.cell.inputs and edit.stated
        ):  # a trial asks for this number whatever the figures say
            edit = type(edit)(edit.stated, {}, frozenset(), edit.not_assigned)
        told = f"{self.unit.currentText()}, mục {column.head}: {self.typed.text().strip() or 'trống'}"
        self.tried.append(Tried(Change(unit, self._stage, column.node, edit, self._period), told))
        self._compute()

    def reset(self) -> None:
        self.tried.clear()
        self._compute()

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _compute(self) -> None:
        year, standing = self._session.year, self._standing
        trial = self._session.value(
            lambda: self._session.book.standing.what_if(year, [one.change for one in self.tried], stage=standing.stage),
            self._tell,
        )
        if trial is None:
            self.tried.pop()
            return
        self.list.setText("; ".join(one.words for one in self.tried))
        self.list.setVisible(bool(self.tried))
        self.table.set_rows(self._rows(trial))

    def _rows(self, trial: Standing) -> list[Row]:
        before, after = _shown(self._standing), _shown(trial)
        return [
            Row(
                place.unit,
                self._session.unit_name(place.unit),
                _rank(self._standing, place.unit),
                _rank(trial, place.unit),
                before.get(place.unit, ""),
                after.get(place.unit, ""),
            )
            for place in trial.places
        ]


def _rank(standing: Standing, unit: str) -> str:
    place = standing.place(unit)
    return "" if place is None or place.rank is None else f"{place.rank}{' (tạm)' if place.provisional else ''}"


def _shown(standing: Standing) -> dict[str, str]:
    """Points by unit, with more digits where unequal ones would look alike."""
    numbers = {place.unit: place.points for place in standing.places if isinstance(place.points, Fraction)}
    shown = dict(zip(numbers, show_distinct(list(numbers.values())), strict=True)) if numbers else {}
    return shown | {p.unit: messages.show(p.points) for p in standing.places if p.unit not in shown}
