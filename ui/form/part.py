"""One part of an item: which effect, which kind of the registry, its parameters and bounds. And one input a part asks
for.

Both dialogs only build values; the item's own dialog writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QLabel, QScrollArea, QWidget

from models.rules.errors import BadInput
from models.rules.form.parts.criteria import KINDS
from models.rules.form.parts.criteria_fields import Field, day, result, yes_no
from models.rules.form.scoring import EFFECTS, InputSpec, Part
from models.rules.number.points import MODES, Rounding
from models.rules.number.text import clean, fold
from ui.base.layout import row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.form import param_fields as fields
from ui.form.needs_field import NeedsField
from ui.kit.fields import NameField, NumberField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words import form_words

ROUNDINGS = {"half-up": "nửa lên", "up": "lên", "down": "xuống", "half-even": "nửa về số chẵn"}


def slug(text: str, taken: Sequence[str], fallback: str) -> str:
    """A short key from words: letters, digits, dots and hyphens; a number behind it where it is taken."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in fold(text))
    base = "-".join(filter(None, plain.split("-")))[:30] or fallback
    if base in EFFECTS or base == "total":
        base = f"{base}-1"
    count, key = 1, base
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    return key


class RoundingField(QWidget):
    """A step and a way of rounding; an empty step is no rounding."""

    def __init__(self) -> None:
        super().__init__()
        self.step = NumberField(kind="figure")
        self.mode = QComboBox()
        for mode in MODES:
            self.mode.addItem(ROUNDINGS[mode], mode)
        self.setLayout(row(words("đến", "muted", wrap=False), self.step, self.mode, None))

    def value(self) -> Rounding | None:
        step = self.step.value()
        return Rounding(step, self.mode.currentData()) if isinstance(step, Fraction) else None

    def show_value(self, rounding: Rounding | None) -> None:
        self.step.set_value(rounding.step if rounding else None)
        if rounding:
            self.mode.setCurrentIndex(self.mode.findData(rounding.mode))


class InputDialog(FormDialog):
    """One thing a rule must know. Gives an InputSpec through `passed`."""

    def __init__(
        self,
        session: Session,
        old: InputSpec | None,
        taken: Sequence[str],
        types: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Số liệu cần có", self._spec, parent, session=session)
        self._old, self._taken = old, tuple(taken)
        self.label = NameField(old.label if old else "")
        self.type = QComboBox()
        for kind in types or tuple(form_words.INPUT_TYPES):
            self.type.addItem(form_words.INPUT_TYPES[kind], kind)
        if old is not None:
            self.type.setCurrentIndex(max(self.type.findData(old.type), 0))
        self.unit = NameField(old.unit if old else "", "ví dụ: nhiệm vụ, báo cáo, %")
        self.low, self.high = NumberField(kind="figure"), NumberField(kind="figure")
        self.low.set_value(old.low if old else None)
        self.high.set_value(old.high if old else None)
        self.choices = TextArea("\n".join(label for _, label in old.choices) if old else "")
        self.choices.setTabChangesFocus(True)
        fit(self.choices, most_height=5.5)
        self.optional = QCheckBox("không bắt buộc phải có, để trống thì tính là không có")
        self.optional.setChecked(bool(old and (old.optional or old.left)))
        self.add("&Tên", self.label)
        self.add("&Loại", self.type)
        self.add("Đơn &vị tính", self.unit)
        self.add("Không &nhỏ hơn", self.low)
        self.add("Không lớn &hơn", self.high)
        self.add("&Các mức", self.choices, "Mỗi dòng một mức hoặc một điều kiện.")
        self.add("", self.optional)
        self.type.currentIndexChanged.connect(lambda _place: self._follow())
        self._follow()

    def _follow(self) -> None:
        several = self.type.currentData() in ("choice", "checks")
        number = self.type.currentData() in ("count", "percent", "figure", "points")
        self.fields.setRowVisible(self.choices, several)
        self.fields.setRowVisible(self.optional, self.type.currentData() != "choice")
        for field in (self.unit, self.low, self.high):
            self.fields.setRowVisible(field, number)

    def _spec(self) -> InputSpec:
        label = self.label.value()
        if not label:
            raise BadInput("name.empty")
        kind = self.type.currentData()
        known = {text: key for key, text in self._old.choices} if self._old else {}
        lines = [line.strip() for line in clean(self.choices.toPlainText()).splitlines() if line.strip()]
        choices: list[tuple[str, str]] = []
        for line in lines if kind in ("choice", "checks") else ():
            choices.append((known.get(line) or slug(line, [key for key, _ in choices], "muc"), line))
        low, high = self.low.value(), self.high.value()
        return InputSpec(
            self._old.id if self._old else slug(label, self._taken, "so-lieu"),
            label,
            kind,
            self.unit.value(),
            tuple(choices),
            low if isinstance(low, Fraction) else None,
            high if isinstance(high, Fraction) else None,
            optional := self.optional.isChecked() and kind != "choice",
            optional,
        )


class PartDialog(FormDialog):
    """One part of an item. Gives (part, inputs) through `passed`: the inputs may have grown. `nodes`: those of the form
    whose points may be compared, with what they are called.
    """

    def __init__(
        self,
        session: Session,
        old: Part | None,
        inputs: Sequence[InputSpec],
        taken: Sequence[str],
        parent: QWidget | None = None,
        nodes: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__("Cách chấm", self._part, parent, session=session)
        self._nodes = nodes
        self._session, self._old, self.inputs, self._taken = session, old, list(inputs), tuple(taken)
        self.effect, self.kind = QComboBox(), QComboBox()
        for effect in EFFECTS:
            self.effect.addItem(form_words.EFFECTS[effect].capitalize(), effect)
        for key, kind in KINDS.items():
            if not kind.newer or (old is not None and old.kind == key):
                self.kind.addItem(kind.name, key)
        self.label = NameField(old.label if old else "", "tên riêng của cách chấm này, nếu bảng có ghi")
        self.add("Được tính &vào", self.effect)
        self.add("&Cách chấm", self.kind)
        self.add("&Tên gọi", self.label)
        self.params: dict[str, Any] = {}
        self._params = QWidget()
        self._lines = QFormLayout(self._params)
        self._lines.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidget(self._params)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        fit(area, least_height=10)
        self.fields.addRow(area)
        self.cap, self.rounding = NumberField(kind="figure"), RoundingField()
        self.needs = NeedsField(old.needs if old else None, self.inputs)
        self.one_of = NameField(old.one_of or "" if old else "", "các cách chấm cùng tên nhóm thì chỉ tính một")
        self.cite = NameField(old.cite if old else "")
        self.add("Không &quá", self.cap)
        self.add("&Làm tròn", self.rounding)
        self.add("Điều &kiện", self.needs)
        self.add("Chỉ tính &một trong nhóm", self.one_of)
        self.add("Că&n cứ", self.cite)
        self.kind.currentIndexChanged.connect(lambda _place: self._build({}))
        if old is not None:
            self.effect.setCurrentIndex(self.effect.findData(old.effect))
            self.kind.blockSignals(True)
            self.kind.setCurrentIndex(self.kind.findData(old.kind))
            self.kind.blockSignals(False)
            self.cap.set_value(old.cap)
            self.rounding.show_value(old.rounding)
        self._build(dict(old.params) if old else {})
        roomy(self, 108, 36)

    # -- parameters --

    def _build(self, values: dict[str, Any]) -> None:
        """Fields for the chosen kind, filled with stored values."""
        while self._lines.rowCount():
            self._lines.removeRow(0)
        self.params = {}
        kind = KINDS[self.kind.currentData()]
        for name, field in kind.fields.items():
            if name == "values":  # typed beside its labels
                continue
            made = self._field(name, field, kind.fields)
            self.params[name] = made
            label = form_words.PARAMETERS[name] + (" (nếu có)" if field.optional else "")
            made.setAccessibleName(label)
            self._lines.addRow(QLabel(label), made)
        for name, made in self.params.items():
            self._show(name, made, values)
        self._tie()

    def _field(self, name: str, field: Field, every: Any) -> Any:
        if field.input_types:
            made = fields.InputParam(field.input_types, field.optional)
            made.wanted_new.connect(lambda types, box=made: self._new_input(types, box))
            made.offer(self.inputs)
            return made
        if name == "bands":
            return fields.BandsParam(fields.BANDS)
        if name in ("rows", "columns"):
            return fields.BandsParam(fields.EDGES)
        if name == "cases":
            return fields.CasesParam(fields.CASES, lambda: self.inputs)
        if name == "of":
            return fields.NodesParam(self._nodes)
        if name == "holidays":
            return fields.ListParam("Ngày nghỉ", "day")
        if name == "places":
            return fields.ListParam("Điểm, lần lượt từ hạng 1", "number")
        if name in ("labels", "documents"):
            return fields.LabelsParam(points=name == "labels")
        if name == "map":
            return fields.MapParam(results=self.kind.currentData() != "award-bonus/1")
        if name == "points" and "rows" in every:
            return fields.MatrixParam()
        simple: dict[Callable[..., Any], Callable[[], Any]] = {
            yes_no: fields.FlagParam,
            day: fields.DayParam,
            result: fields.ResultParam,
        }
        return simple.get(field.read, fields.NumberParam)()

    def _show(self, name: str, made: Any, values: dict[str, Any]) -> None:
        if name == "labels":
            made.show_param(values.get("labels"), values.get("values", ()))
        elif name != "points" or not isinstance(made, fields.MatrixParam):
            made.show_param(values.get(name))
        else:
            made.resize_to(len(values.get("rows", ())), len(values.get("columns", ())))
            made.show_param(values.get("points"))

    def _tie(self) -> None:
        """A two-way table follows its bands; points by result follow the chosen input's results."""
        points = self.params.get("points")
        if isinstance(points, fields.MatrixParam):
            rows, columns = self.params["rows"], self.params["columns"]

            def follow() -> None:
                points.resize_to(rows.table.rowCount(), columns.table.rowCount())

            rows.changed.connect(follow)
            columns.changed.connect(follow)
        if "map" in self.params:
            box = self.params["input"]
            box.currentIndexChanged.connect(lambda _place: self._offer_results())
            self._offer_results()

    def _offer_results(self) -> None:
        chosen = self.params["input"].param()
        spec = next((one for one in self.inputs if one.id == chosen), None)
        if spec is not None and spec.type == "choice":
            self.params["map"].offer(spec.choices)

    def _new_input(self, types: Sequence[str], box: fields.InputParam) -> None:
        dialog = InputDialog(self._session, None, [spec.id for spec in self.inputs], types, self)

        def take(spec: InputSpec) -> None:
            self.inputs.append(spec)
            self.needs.offer(self.inputs)
            for made in self.params.values():
                if isinstance(made, fields.InputParam):
                    made.offer(self.inputs, spec.id if made is box else None)
            self._offer_results() if "map" in self.params else None

        dialog.passed.connect(take)
        dialog.open()

    # -- reading --

    def _read_params(self) -> dict[str, Any]:
        said = {}
        for name, made in self.params.items():
            value = made.param()
            if value is not None:
                said[name] = value
        if "labels" in self.params:
            values = self.params["labels"].values()
            if values is not None:
                said["values"] = values
        if "whole" in said:
            said["whole"] = bool(said["whole"])
        return said

    def _part(self) -> tuple[Part, list[InputSpec]]:
        kind, params = self.kind.currentData(), self._read_params()
        KINDS[kind].read(params, form_words.KIND_PLACE.format(kind=KINDS[kind].name))
        self._name_ticks(params)
        cap, old = self.cap.value(), self._old
        needs = self.needs.value()
        key = old.id if old else slug(self.label.value() or self.effect.currentText(), self._taken, "phan")
        part = Part(
            key,
            self.effect.currentData(),
            kind,
            params,
            cap if isinstance(cap, Fraction) else None,
            old.floor if old else None,
            needs,
            self.one_of.value() or None,
            self.rounding.value(),
            self.label.value(),
            self.cite.value(),
            old.code if old else "",
            old.printed if old else {},
        )
        return part, self.inputs

    def _name_ticks(self, params: dict[str, Any]) -> None:
        """An input that is ticked condition by condition has the part's own labels."""
        labels = params.get("labels") or params.get("documents")
        for place, spec in enumerate(self.inputs):
            if labels and spec.id == params.get("input") and spec.type == "checks":
                keys = [key for key, _ in spec.choices]
                choices = tuple((keys[n] if n < len(keys) else str(n), label) for n, label in enumerate(labels))
                self.inputs[place] = replace(spec, choices=choices)
