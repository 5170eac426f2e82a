"""Fields for the parameters of a part kind: numbers, dates, yes or no, one of the item's inputs, and small tables.

A field shows and gives the value as a form stores it (canonical text, lists, tables); what it means is the kind's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHeaderView,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.exchange import clipboard
from models.rules.errors import BadInput
from models.rules.form.parts.criteria_fields import NOT_RANKED
from models.rules.form.scoring import InputSpec
from models.rules.number.points import from_text, parse_figure, to_text
from models.rules.number.text import clean, show_date, to_date
from ui.base.columns import fit_columns
from ui.base.layout import button, row
from ui.base.measure import fit, letters, measured, row_height
from ui.kit.boxes import OpenList
from ui.kit.fields import DateField, NumberField
from ui.words.messages import show

NOT_RANKED_WORDS = "không xếp hạng"
NEW_INPUT = "Số liệu mới…"


def shown_number(value: object) -> str:
    """A stored number as it is read: "8.5" is 8,5."""
    if value == NOT_RANKED:
        return NOT_RANKED_WORDS
    if value is None or value == "":
        return ""
    text = str(value)
    return show(from_text(text)) if isinstance(value, str) else text


def stored_number(text: str) -> str:
    """A typed number as it is stored; raises the refusals of `parse_figure`."""
    return to_text(parse_figure(text))


class NumberParam(NumberField):
    """One number; nothing is None."""

    def __init__(self) -> None:
        super().__init__(kind="figure")

    def param(self) -> str | None:
        value = self.value()
        return to_text(value) if isinstance(value, Fraction) else None

    def show_param(self, value: object) -> None:
        self.set_value(None if value in (None, "") else from_text(str(value)))


class ResultParam(QWidget):
    """Points, or the word that takes the unit out of the ranking."""

    def __init__(self) -> None:
        super().__init__()
        self.number = NumberParam()
        self.out = QCheckBox(NOT_RANKED_WORDS)
        self.out.toggled.connect(lambda on: self.number.setEnabled(not on))
        self.setLayout(row(self.number, self.out, None))

    def param(self) -> str | None:
        return NOT_RANKED if self.out.isChecked() else self.number.param()

    def show_param(self, value: object) -> None:
        self.out.setChecked(value == NOT_RANKED)
        self.number.show_param(None if value == NOT_RANKED else value)


class DayParam(DateField):
    def param(self) -> str | None:
        return self.value()

    def show_param(self, value: object) -> None:
        self.set_value(str(value) if value else None)


class FlagParam(QCheckBox):
    def param(self) -> bool:
        return self.isChecked()

    def show_param(self, value: object) -> None:
        self.setChecked(bool(value))


class InputParam(QComboBox):
    """One of the item's inputs of the right types; the last line makes a new one.

    wanted_new   somebody asked for a new input of one of `types`
    """

    wanted_new = Signal(object)

    def __init__(self, types: Sequence[str], optional: bool) -> None:
        super().__init__()
        self.types, self._optional = tuple(types), optional
        self.activated.connect(lambda place: self._picked(place))

    def offer(self, inputs: Sequence[InputSpec], chosen: str | None = None) -> None:
        """Offer the inputs that fit; `chosen` (or what was chosen before) stays chosen."""
        kept = chosen or self.param()
        self.clear()
        self.addItem("không dùng" if self._optional else "chọn số liệu", None)
        for spec in inputs:
            if spec.type in self.types:
                self.addItem(spec.label, spec.id)
        self.addItem(NEW_INPUT, NEW_INPUT)
        self.setCurrentIndex(max(self.findData(kept), 0))

    def _picked(self, place: int) -> None:
        if self.itemData(place) == NEW_INPUT:
            self.setCurrentIndex(0)
            self.wanted_new.emit(self.types)

    def param(self) -> str | None:
        found = self.currentData()
        return None if found in (None, NEW_INPUT) else str(found)

    def show_param(self, value: object) -> None:
        self.setCurrentIndex(max(self.findData(value), 0))


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a small table: `kind` is number, result, text, code (a short text), check or input (a chooser)."""

    name: str
    title: str
    kind: str
    width: int = 11  # letters


class TableParam(QWidget):
    """Rows of a few typed cells, with paste from Excel; empty rows are nothing."""

    changed = Signal()

    def __init__(self, columns: Sequence[TableColumn], inputs: Callable[[], Sequence[InputSpec]] = tuple) -> None:
        super().__init__()
        self.columns, self._inputs = tuple(columns), inputs
        self.table = _PasteTable(0, len(self.columns))
        self.table.setHorizontalHeaderLabels([column.title for column in self.columns])
        self.table.verticalHeader().hide()
        measured(self.table, lambda: self.table.verticalHeader().setDefaultSectionSize(row_height(self.table)))
        fit(self.table, least_height=7)
        fit_columns(self.table.horizontalHeader(), {place: one.width for place, one in enumerate(self.columns)})
        for place, column in enumerate(self.columns):
            if column.kind == "text":
                self.table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.table.pasted.connect(self._paste)
        self.table.cellChanged.connect(lambda _row, _column: self.changed.emit())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(self.table)
        box.addLayout(row(button("Thêm dòng", self.add, "link"), button("Bỏ dòng", self.drop, "link"), None))

    def add(self, values: Mapping[str, Any] | None = None) -> None:
        """A row more, empty or filled with stored values."""
        line = self.table.rowCount()
        self.table.insertRow(line)
        for place, column in enumerate(self.columns):
            self._put(line, place, column, (values or {}).get(column.name))
        self.changed.emit()

    def drop(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self.changed.emit()

    def _put(self, line: int, place: int, column: TableColumn, value: Any) -> None:
        if column.kind == "input":
            chooser = QComboBox()
            chooser.addItem("", None)
            for spec in self._inputs():
                if spec.type in ("count", "yes-no"):
                    chooser.addItem(spec.label, spec.id)
            chooser.setCurrentIndex(max(chooser.findData(value), 0))
            self.table.setCellWidget(line, place, chooser)
            return
        item = QTableWidgetItem()
        if column.kind == "check":
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if value else Qt.CheckState.Unchecked)
        elif column.kind in ("text", "code"):
            item.setText(str(value or ""))
        elif column.kind == "day":
            item.setText(show_date(value) if value else "")
        else:
            item.setText(shown_number(value))
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(line, place, item)

    def _paste(self, text: str) -> None:
        """Pasted cells fill rows from the current one on; a check column takes "x"."""
        top, left = max(self.table.currentRow(), 0), max(self.table.currentColumn(), 0)
        for down, cells in enumerate(clipboard.cells(text)):
            while self.table.rowCount() <= top + down:
                self.add()
            for right, cell in enumerate(cells[: len(self.columns) - left]):
                item = self.table.item(top + down, left + right)
                if item is not None and self.columns[left + right].kind == "check":
                    item.setCheckState(Qt.CheckState.Checked if cell else Qt.CheckState.Unchecked)
                elif item is not None:
                    item.setText(cell)

    def rows(self) -> list[dict[str, Any]]:
        """The rows that say something, by column name; raises the refusals of numbers."""
        found = []
        for line in range(self.table.rowCount()):
            values = {column.name: self._value(line, place, column) for place, column in enumerate(self.columns)}
            said = {name: value for name, value in values.items() if value not in (None, "", False)}
            if said:
                checks = {column.name: bool(values[column.name]) for column in self.columns if column.kind == "check"}
                found.append({**said, **checks})
        return found

    def _value(self, line: int, place: int, column: TableColumn) -> Any:
        if column.kind == "input":
            chooser = self.table.cellWidget(line, place)
            return chooser.currentData() if isinstance(chooser, QComboBox) else None
        item = self.table.item(line, place)
        if item is None:
            return None
        if column.kind == "check":
            return item.checkState() == Qt.CheckState.Checked
        text = clean(item.text()).strip()
        if column.kind in ("text", "code") or not text:
            return text
        if column.kind == "day":
            return to_date(text)
        if column.kind == "result" and text == NOT_RANKED_WORDS:
            return NOT_RANKED
        return stored_number(text)

    def show_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.table.setRowCount(0)
        for values in rows:
            self.add(values)


class _PasteTable(QTableWidget):
    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)


ENDS = (
    TableColumn("from", "Từ", "number", 9),
    TableColumn("from_inclusive", "gồm cả", "check", 8),
    TableColumn("to", "Đến", "number", 9),
    TableColumn("to_inclusive", "gồm cả", "check", 8),
)
CODE = TableColumn("code", "Ký hiệu", "code", 9)
BANDS = (CODE, *ENDS, TableColumn("points", "Điểm", "number", 9), TableColumn("label", "Tên mức", "text"))
EDGES = (CODE, *ENDS, TableColumn("label", "Tên mức", "text"))
CASES = (
    CODE,
    TableColumn("input", "Số liệu đếm", "input", 21),
    TableColumn("points", "Điểm mỗi lần", "number", 11),
    TableColumn("cap", "Nhiều nhất", "number", 11),
    TableColumn("waived", "Số lần được miễn", "input", 16),
    TableColumn("label", "Tên gọi", "text"),
)


class BandsParam(TableParam):
    """Bands or edges: an end left empty is open, and every end that is there says whether it counts."""

    def param(self) -> list[dict[str, Any]] | None:
        bands = []
        for values in self.rows():
            for end in ("from", "to"):
                if end not in values:
                    values.pop(f"{end}_inclusive", None)
            bands.append(values)
        return bands or None

    def show_param(self, value: Any) -> None:
        self.show_rows(value or ())


class CasesParam(TableParam):
    def param(self) -> list[dict[str, Any]] | None:
        return self.rows() or None

    def show_param(self, value: Any) -> None:
        self.show_rows(value or ())


class ListParam(TableParam):
    """A list of points or of days, one to a line."""

    def __init__(self, title: str, kind: str) -> None:
        super().__init__([TableColumn("each", title, kind, 28)])

    def param(self) -> list[str] | None:
        return [one["each"] for one in self.rows()] or None

    def show_param(self, value: Any) -> None:
        self.show_rows([{"each": one} for one in value or ()])


class NodesParam(OpenList):
    """The nodes of the form whose points are compared, ticked in printed order."""

    def __init__(self, nodes: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key, called in nodes:
            line = QListWidgetItem(called)
            line.setToolTip(called)
            line.setData(Qt.ItemDataRole.UserRole, key)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(line)
        fit(self, least_height=7)

    def _lines(self) -> list[QListWidgetItem]:
        return [self.item(place) for place in range(self.count())]

    def param(self) -> list[str] | None:
        ticked = [line for line in self._lines() if line.checkState() == Qt.CheckState.Checked]
        return [str(line.data(Qt.ItemDataRole.UserRole)) for line in ticked] or None

    def show_param(self, value: Any) -> None:
        for line in self._lines():
            on = line.data(Qt.ItemDataRole.UserRole) in (value or ())
            line.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


class LabelsParam(TableParam):
    """A list of texts, or (with `points`) texts with points; the points are read apart by `values`."""

    def __init__(self, points: bool) -> None:
        columns = [TableColumn("label", "Nội dung", "text")]
        super().__init__([*columns, TableColumn("points", "Điểm", "number", 10)] if points else columns)

    def param(self) -> list[str] | None:
        return [str(one.get("label", "")) for one in self.rows()] or None

    def values(self) -> list[str] | None:
        rows = self.rows()
        if any("points" not in one for one in rows):
            raise BadInput("number.empty")
        return [one["points"] for one in rows] or None

    def show_param(self, value: Any, points: Sequence[Any] = ()) -> None:
        numbers = [*points, *[None] * len(value or ())]
        self.show_rows(
            [{"label": label, "points": number} for label, number in zip(value or (), numbers, strict=False)]
        )


class MapParam(TableParam):
    """Points by the results a choice can have; the results are those of the chosen input."""

    def __init__(self, results: bool) -> None:
        number = TableColumn("points", "Điểm", "result" if results else "number", 14)
        super().__init__([TableColumn("label", "Kết quả", "text"), number])
        self._keys: list[tuple[str, str]] = []
        self._said: Mapping[str, Any] = {}

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show one line per result; points already typed stay."""
        try:
            self._said = {**self._said, **(self.param() or {})}
        except BadInput:
            return
        self._keys = list(choices)
        self.show_rows([{"label": label, "points": self._said.get(key)} for key, label in self._keys])

    def param(self) -> dict[str, Any] | None:
        found = {}
        for line, (key, _label) in enumerate(self._keys):
            value = self._value(line, 1, self.columns[1])
            if value not in (None, ""):
                found[key] = value
        return found or None

    def show_param(self, value: Any) -> None:
        self._said = dict(value or {})
        if not self._keys:
            self._keys = [(key, key) for key in self._said]
        self.show_rows([{"label": label, "points": self._said.get(key)} for key, label in self._keys])


class MatrixParam(QTableWidget):
    """The points of a two-way table, as many rows and columns as its two lists of bands have."""

    def resize_to(self, rows: int, columns: int) -> None:
        self.setRowCount(rows)
        self.setColumnCount(columns)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.setMinimumHeight((rows + 2) * row_height(self))
        self.setHorizontalHeaderLabels([f"Cột {n + 1}" for n in range(columns)])
        self.setVerticalHeaderLabels([f"Hàng {n + 1}" for n in range(rows)])
        for column in range(columns):
            self.setColumnWidth(column, letters(self, 9))

    def param(self) -> list[list[str]] | None:
        found = []
        for line in range(self.rowCount()):
            items = [self.item(line, column) for column in range(self.columnCount())]
            found.append([stored_number(item.text() if item else "") for item in items])
        return found or None

    def show_param(self, value: Any) -> None:
        for line, numbers in enumerate(value or ()):
            for column, number in enumerate(numbers):
                self.setItem(line, column, QTableWidgetItem(shown_number(number)))
