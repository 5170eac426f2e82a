"""The right field for each type of input a part asks for: number, date, yes or no, one of several, ticks.

A field tells its value when it was finished, never while somebody types; what the value does is for the Book.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from models.rules.form.scoring import NONE, InputSpec, InputValue
from ui.base.layout import words
from ui.kit.fields import DateField, NumberField

NOT_SAID = "chưa ghi"
NUMBERS = ("points", "count", "figure", "percent")


class InputField(QWidget):
    """One input: its field, its unit of measure, and for figures the mark "số ước".

    given      the new value, None when it was taken away
    estimated  whether the figure is an estimate
    refused    the sentence of what could not be read
    """

    given = Signal(object)
    estimated = Signal(bool)
    refused = Signal(str)

    def __init__(self, spec: InputSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._quiet = False
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.estimate = QCheckBox("số ước")
        self.estimate.setToolTip("Số liệu chưa chính thức; khi có số chính thức thì bỏ dấu này")
        self._set: Callable[[InputValue | None], None]
        if spec.type in NUMBERS:
            self._number()
        elif spec.type == "date":
            self._date()
        elif spec.type == "checks":
            self._checks()
        else:
            self._choice()
        self.estimate.toggled.connect(lambda on: None if self._quiet else self.estimated.emit(on))

    def show_value(self, value: InputValue | None, estimated: bool) -> None:
        """Show what the cell holds; nothing is told."""
        self._quiet = True
        self._set(value)
        self.estimate.setChecked(estimated)
        self.estimate.setEnabled(value is not None)
        self._quiet = False

    def _tell(self, value: InputValue | None) -> None:
        if not self._quiet:
            self.given.emit(value)

    def _named(self, field: QWidget) -> None:
        field.setAccessibleName(self.spec.label)
        self.setFocusProxy(field)

    def _number(self) -> None:
        field = NumberField(self.spec.low, self.spec.high, "points" if self.spec.type == "points" else "figure")
        field.changed.connect(self._tell)
        field.refused.connect(self.refused)
        self._named(field)
        self._box.addWidget(field, 1)
        unit = self.spec.unit or ("%" if self.spec.type == "percent" else "")
        if unit:
            self._box.addWidget(words(unit, "muted", wrap=False))
        if self.spec.type != "points":
            self._box.addWidget(self.estimate)
        self._box.addStretch(1)
        self._set = lambda value: field.set_value(value if isinstance(value, Fraction) else None)

    def _date(self) -> None:
        field, never = DateField(), QCheckBox("không có")
        never.setToolTip("Việc này không làm, không gửi")
        field.changed.connect(self._tell)
        field.refused.connect(self.refused)

        def toggle(on: bool) -> None:
            field.setEnabled(not on)
            self._tell(NONE if on else None)

        def put(value: InputValue | None) -> None:
            never.setChecked(value == NONE)
            field.setEnabled(value != NONE)
            field.set_value(value if isinstance(value, str) and value != NONE else None)

        never.toggled.connect(toggle)
        self._named(field)
        self._box.addWidget(field, 1)
        self._box.addWidget(never)
        self._box.addStretch(1)
        self._set = put

    def _choice(self) -> None:
        """Yes or no, or one of the named results; the first line says that nothing is known yet."""
        pairs: tuple[tuple[InputValue, str], ...] = (
            ((True, "Có, đạt"), (False, "Không")) if self.spec.type == "yes-no" else self.spec.choices
        )
        field = QComboBox()
        field.addItem(NOT_SAID, None)
        for value, label in pairs:
            field.addItem(label, value)
        field.setMinimumContentsLength(12)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.activated.connect(lambda place: self._tell(field.itemData(place)))
        self._named(field)
        self._box.addWidget(field, 1)
        self._set = lambda value: field.setCurrentIndex(
            next(
                (
                    n
                    for n in range(field.count())
                    if field.itemData(n) == value and type(field.itemData(n)) is type(value)
                ),
                0,
            )
        )

    def _checks(self) -> None:
        known = QCheckBox("đã xem các điều kiện")
        ticks = [QCheckBox(label) for _, label in self.spec.choices]
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(known)
        for tick in ticks:
            lines.addWidget(tick)
        self._box.addLayout(lines, 1)
        self._named(known)

        def tell() -> None:
            if not self._quiet:
                self._quiet = True
                known.setChecked(True)
                self._quiet = False
                self._tell(tuple(tick.isChecked() for tick in ticks))

        def put(value: InputValue | None) -> None:
            known.setChecked(isinstance(value, tuple))
            for place, tick in enumerate(ticks):
                tick.setChecked(isinstance(value, tuple) and value[place])

        def toggle(on: bool) -> None:
            self._tell(tuple(tick.isChecked() for tick in ticks) if on else None)

        known.toggled.connect(toggle)
        for tick in ticks:
            tick.clicked.connect(lambda _on: tell())
        self._set = put
