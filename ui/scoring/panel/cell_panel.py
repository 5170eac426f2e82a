"""Beside the grid: everything about the chosen cell. What the paper states, what its rule needs and gives, why, and on
what evidence.

Each field writes by one verb when it is finished. No point is computed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetCell
from models.rules import words as shared
from models.rules.form.plan import plan_of
from models.rules.form.scoring import Cell, Effect, Item, ItemResult, accept_question
from models.rules.number.points import Blank
from models.rules.number.questions import Question
from models.rules.number.text import clean
from ui.base.layout import button, empty, row, words
from ui.base.layout import column as stacked
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.fields import NameField, NumberField
from ui.kit.text_area import TextArea
from ui.scoring.beside.explaining import ExplainingBox
from ui.scoring.grid.cells import EFFECT_NAMES, GridColumn, excess_words, stated_of
from ui.scoring.grid.lines import GroupSum
from ui.scoring.panel.explained import Said
from ui.scoring.panel.input_fields import InputField
from ui.scoring.panel.why_list import as_table
from ui.words import messages

EFFECTS: tuple[Effect, ...] = ("base", "bonus", "penalty")
HEADS = {effect: shared.capital(word) for effect, word in shared.PARTS.items()}
TOLD_LINES = 4
"""Lines kept for what the rule gives and what of it is to be settled."""
SHORT = {"base": "chuẩn", "bonus": "thưởng", "penalty": "trừ"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cell the panel is about: where it is, what it holds, how it was assessed, whether it may be changed."""

    unit: str
    unit_name: str
    node: str
    column: GridColumn
    sheet: str
    held: SheetCell
    result: ItemResult | None
    open: bool


class NoteField(TextArea):
    """A few lines of text that tell themselves when the field is left."""

    finished = Signal(str)

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.setFixedHeight(self.fontMetrics().height() * 2 + 14)
        self._was = ""

    def show_text(self, text: str) -> None:
        self._was = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        text = clean(self.toPlainText()).strip()
        if text != self._was:
            self._was = text
            self.finished.emit(text)


class CellPanel(QScrollArea):
    """Shows a `Chosen`; None empties it. A group's sum is only told.

    edited     an Edit of the chosen cell
    explained  the unit's explanation
    settled    how far it has come, and why points are kept
    asked      a Question to be answered
    evidence   the evidence of this cell is to be opened (a key, "" for a new one)
    """

    edited = Signal(object)
    explained = Signal(str)
    settled = Signal(str, str)
    asked = Signal(object)
    evidence = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.chosen: Chosen | None = None
        self._built: tuple[str, Item | None] | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("plain")
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(10, 6, 8, 8)
        self._box.setSpacing(6)
        self.setWidget(inside)
        self.inputs: dict[str, InputField] = {}
        self.stated: dict[str, NumberField] = {}

    def show_cell(self, chosen: Chosen | None) -> None:
        """Fill the panel; fields are made anew only when another criterion is chosen, so that typing goes on."""
        self.chosen = chosen
        wanted = None if chosen is None else (chosen.node, chosen.column.item)
        if wanted is None or wanted != self._built:
            self._built = wanted
            empty(self._box)
            self.inputs, self.stated = {}, {}
            if chosen is not None:
                self._build(chosen)
        if chosen is not None:
            self._fill(chosen)

    def show_group(self, unit_name: str, line: GroupSum, said: str, lines: Sequence[Said]) -> None:
        """A group's points of a unit (`said`), and how they come, where it has any; nothing is typed there."""
        self.chosen, self._built = None, None
        empty(self._box)
        told = shared.capital(said.removeprefix(f"{line.band}: "))
        for one in (words(unit_name, "muted"), words(line.band, "section"), words(told)):
            self._box.addWidget(one)
        if lines:
            made = words(as_table(lines))
            made.setTextFormat(Qt.TextFormat.RichText)
            self._box.addWidget(made)
        self._box.addStretch(1)

    # -- building --

    def _build(self, chosen: Chosen) -> None:
        column, item = chosen.column, chosen.column.item
        self._where = words("", "muted")
        self._box.addWidget(self._where)
        self._box.addWidget(words(f"{column.code}. {column.title}", "section"))
        if item is not None and item.rule_text:
            self._box.addWidget(words(item.rule_text, "muted"))
        self.not_assigned = QCheckBox("Không giao cho đơn vị này")
        self.not_assigned.clicked.connect(lambda on: self.edited.emit(Edit(not_assigned=on)))
        self._fields = QFormLayout()
        self._fields.setContentsMargins(0, 2, 0, 0)
        self._fields.setVerticalSpacing(5)
        self._fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._box.addLayout(self._fields)
        self._build_inputs(item)
        self._build_stated(item)
        self._fields.addRow(self.not_assigned)
        self._verdict = QLabel()
        self._verdict.setWordWrap(True)
        self._verdict.setTextFormat(Qt.TextFormat.PlainText)
        self._warning = words("", "bad")
        self._settle = button("", self._ask)
        told = QWidget()
        told.setLayout(stacked(self._verdict, self._warning, row(self._settle, None), None, spacing=6))
        fit(told, least_height=TOLD_LINES)  # what is below stands still while another cell is told
        self._box.addWidget(told)
        self._build_words(item)
        self._box.addStretch(1)

    def _build_inputs(self, item: Item | None) -> None:
        for spec in item.inputs if item is not None else ():
            field = InputField(spec)
            field.given.connect(lambda value, name=spec.id: self._give(name, value))
            field.estimated.connect(lambda on, name=spec.id: self._estimate(name, on))
            field.refused.connect(self._session.warn)
            self.inputs[spec.id] = field
            self._fields.addRow(words(spec.label + ("" if not (spec.optional or spec.left) else " (nếu có)")), field)

    def _build_stated(self, item: Item | None) -> None:
        """Points as the paper has them; a paper may state a bonus the form does not know, so all three are there."""
        for effect in EFFECTS:
            field = NumberField(Fraction(0), item.max if item is not None else None)
            field.setAccessibleName(f"{HEADS[effect]} ghi trên phiếu")
            field.setFixedWidth(self.fontMetrics().horizontalAdvance("188,888") + 16)
            field.changed.connect(lambda value, name=effect: self._state(name, value))
            field.refused.connect(self._session.warn)
            self.stated[effect] = field
        known = {part.effect for part in item.parts} if item is not None else set()
        shown = [
            effect for effect in EFFECTS if effect in known or (effect == "base" and not (item and item.bonus_only))
        ]
        rest = [effect for effect in EFFECTS if effect not in shown]
        parts: list[QWidget | None] = []
        for effect in shown:
            parts += [self.stated[effect], words(SHORT[effect], "muted", wrap=False)]
        self._fields.addRow(words("Phiếu ghi", wrap=False), row(*parts, None, spacing=5))
        more = QWidget()
        parts = []
        for effect in rest:
            parts += [self.stated[effect], words(SHORT[effect], "muted", wrap=False)]
        more.setLayout(row(*parts, None, spacing=5))
        self._more = more
        self._show_more = button(
            "Phiếu còn ghi điểm khác…",
            lambda: self._open_more(True),
            "link",
            "Điểm thưởng, điểm trừ mà bảng không có ở mục này",
        )
        self._fields.addRow(self._show_more)
        self._fields.addRow(more)
        self._rest = rest
        self._open_more(False)

    def _open_more(self, on: bool) -> None:
        self._more.setVisible(on)
        self._show_more.setVisible(not on and bool(self._rest))

    def _build_words(self, item: Item | None) -> None:
        self.place = NameField(placeholder="trang, dòng trên phiếu giấy")
        self.place.editingFinished.connect(self._put_place)
        self.note = NoteField("ghi chú của đơn vị về số điểm")
        self.note.finished.connect(lambda text: self.edited.emit(Edit(note=text)))
        self.explanation = NoteField("đơn vị trả lời khi được hỏi")
        self.explanation.finished.connect(self.explained)
        self.explaining = ExplainingBox()
        self.explaining.told.connect(self.settled)
        lines = QFormLayout()
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setVerticalSpacing(5)
        for label, field in (("Chỗ trên giấy", self.place), ("Diễn giải", self.note), ("Giải trình", self.explanation)):
            field.setAccessibleName(label)
            lines.addRow(words(label, wrap=False), field)
        lines.addRow("", self.explaining)
        self._box.addLayout(lines)
        self._box.addWidget(words("Minh chứng", "section"))
        if item is not None and item.evidence:
            self._box.addWidget(words(f"Bảng yêu cầu: {item.evidence}", "muted"))
        self._evidence = QVBoxLayout()
        self._evidence.setSpacing(2)
        self._box.addLayout(self._evidence)
        self._add_evidence = button("Thêm minh chứng…", lambda: self.evidence.emit(""), "link")
        self._box.addLayout(row(self._add_evidence, None))

    # -- filling --

    def _fill(self, chosen: Chosen) -> None:
        cell, held = chosen.held.cell, chosen.held
        self._where.setText(chosen.unit_name)
        for name, field in self.inputs.items():
            field.show_value(cell.inputs.get(name), name in cell.estimated)
        for effect, number in self.stated.items():
            number.set_value(stated_of(_as(chosen.column, effect), cell))
        if any(self.stated[effect].text() for effect in self._rest):
            self._open_more(True)
        self.not_assigned.setChecked(cell.not_assigned)
        self.place.setText(held.place or "")
        self.note.show_text(cell.note)
        self.explanation.show_text(held.explanation or "")
        self._fill_verdict(chosen)
        may = chosen.open and not self._session.locked
        typed: tuple[QWidget, ...] = (*self.inputs.values(), *self.stated.values())
        for one in (*typed, self.not_assigned, self.place, self._add_evidence):
            one.setEnabled(may)
        self.note.setReadOnly(not may)
        self.explanation.setReadOnly(not may)
        self.explaining.show_cell(held, may)

    def _fill_verdict(self, chosen: Chosen) -> None:
        result, lines = chosen.result, self._computed_words(chosen)
        if result is not None and isinstance(result.value, Fraction):
            lines.append(f"Điểm được tính: {messages.show(result.value)}.")
        if result is not None and result.waiting:
            lines.append(f"Còn chờ số liệu của {len(result.waiting)} đơn vị để so sánh.")
        if result is not None and result.accepted:
            lines.append("Đã có quyết định chấp nhận số phiếu ghi.")
        self._verdict.setText("\n".join(filter(None, lines)))
        excesses = result.excesses if result else ()
        self._warning.setText("\n".join(_sentence(excess_words(one)) for one in excesses))
        self._warning.setVisible(bool(excesses))
        question = self.question()
        self._settle.setVisible(question is not None)
        if question is not None:
            waiting = result is not None and bool(result.questions)
            self._settle.setText("Ghi quyết định…" if waiting else "Chấp nhận số phiếu ghi…")
            self._settle.setToolTip(messages.question_words(question, self._session.names))
            self._settle.setEnabled(not self._session.locked)

    def _computed_words(self, chosen: Chosen) -> list[str]:
        """What the rule gives, in one line; beside it each stated number that differs, in a line of its own."""
        given, apart = [], []
        for effect in EFFECTS:
            computed = chosen.result.computed.get(effect) if chosen.result else None
            if computed is None or isinstance(computed, Blank):
                continue
            given.append(f"{EFFECT_NAMES[effect]} {messages.show(computed)}")
            stated = stated_of(_as(chosen.column, effect), chosen.held.cell)
            if stated is not None and isinstance(computed, Fraction) and stated != computed:
                off = messages.show(abs(stated - computed))
                more = "cao hơn" if stated > computed else "thấp hơn"
                apart.append(f"Phiếu ghi {EFFECT_NAMES[effect]} {messages.show(stated)}, {more} {off}.")
        return [f"Tính theo quy định: {', '.join(given)}.", *apart] if given else []

    def show_evidence(self, lines: Any) -> None:
        """The evidence of the chosen cell, each line opening its dialog."""
        if self.chosen is None:
            return
        empty(self._evidence)
        for line in lines:
            said = ", ".join(
                filter(None, (line.text, line.number, line.page and f"trang {line.page}", line.file_name, line.link))
            )
            self._evidence.addWidget(button(said, partial(self.evidence.emit, line.key), "link"))

    # -- telling --

    def question(self) -> Question | None:
        """What may be decided about the cell: what its rule asks, else whether a number above the rule shall stand."""
        chosen = self.chosen
        if chosen is None or chosen.result is None:
            return None
        if chosen.result.questions:
            return chosen.result.questions[0]
        item = chosen.column.item
        if (
            item is None
            or not chosen.sheet
            or chosen.result.accepted
            or not (chosen.result.excesses or chosen.result.stated)
        ):
            return None
        return accept_question(item, chosen.result, chosen.sheet)

    def _ask(self) -> None:
        question = self.question()
        if question is not None:
            self.asked.emit(question)

    def _state(self, effect: str, value: Fraction | None) -> None:
        if self.chosen is None:
            return
        cell, column = self.chosen.held.cell, _as(self.chosen.column, effect)
        parts = [
            key
            for key in cell.stated
            if key != effect and stated_of(column, Cell(cell.node, {key: Fraction(1)})) is not None
        ]
        self.edited.emit(Edit(stated={**dict.fromkeys(parts), effect: value}))

    def _give(self, name: str, value: Any) -> None:
        self.edited.emit(Edit(inputs={name: value}))

    def _estimate(self, name: str, on: bool) -> None:
        if self.chosen is not None:
            marks = self.chosen.held.cell.estimated
            self.edited.emit(Edit(estimated=marks | {name} if on else marks - {name}))

    def _put_place(self) -> None:
        if self.chosen is not None and self.place.value() != (self.chosen.held.place or ""):
            self.edited.emit(Edit(place=self.place.value()))


def _as(column: GridColumn, effect: str) -> GridColumn:
    """The column of the same node where another effect is typed."""
    return GridColumn(column.node, effect, column.code, column.title, column.max, column.band, column.item, False)  # type: ignore[arg-type]  # an effect's text


def _sentence(words_: str) -> str:
    return f"{words_[:1].upper()}{words_[1:]}."


def moves_others(item: Item | None) -> bool:
    """Whether a figure of this item can change other units' points."""
    return item is not None and plan_of(item).comparing
