"""Under the sheet and its tree: what is asked or assumed, what could not be taken, what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from models.exchange.account import Account, Reason
from models.exchange.cells.model import Workbook
from models.exchange.form_table.model import Asked, Corrections, FormReading, Place
from ui.base.layout import button, empty, words
from ui.base.session import Session
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import form_table_words as said
from ui.words.cells_words import REASONS

SHOWN = 12
"""Addresses told of a reason; the rest is counted."""


class OpenList(QScrollArea):
    """Cells that could not be taken, then questions and assumptions, each with its place and its answers.

    answered   a question's key and the option chosen ("" for none)
    looked     the place of a line somebody wants to see
    """

    answered = Signal(str, str)
    looked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._known: dict[str, Asked] = {}
        self.boxes: dict[str, QComboBox] = {}
        self.count = 0
        inside = QWidget()
        inside.setObjectName("plain")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(8, 6, 8, 6)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setWidget(inside)

    def show_reading(self, reading: FormReading, fixed: Corrections, session: Session) -> None:
        """Show what a reading leaves open; a question that was answered stays with its answer."""
        scrolled = self.verticalScrollBar().value()
        empty(self._grid)
        self.boxes = {}
        asked = {one.key: one for one in reading.questions}
        self._known |= asked
        line = 0
        for number, ours in enumerate(reading.account.pages.values()):
            for each in ours.refused:
                self._line(
                    line, each.cell.address, Place(number, each.cell.line), session.sentence(each.refusal), "bad"
                )
                line += 1
        answered = [key for key in fixed.answers if key in self._known]
        for key in [*answered, *(key for key in asked if key not in answered)]:
            one = self._known[key]
            self._line(line, one.cell, one.places[0], said.asked_words(one), "")
            if len(one.options) > 1:
                self._grid.addWidget(self._box(one, fixed), line, 2)
            line += 1
        self.count = line
        self._grid.setRowStretch(line, 1)
        self.verticalScrollBar().setValue(scrolled)

    def _line(self, line: int, address: str, place: Place, text: str, tone: str) -> None:
        self._grid.addWidget(
            button(address, lambda: self.looked.emit(place), "link"), line, 0, Qt.AlignmentFlag.AlignTop
        )
        self._grid.addWidget(words(text, tone), line, 1)

    def _box(self, asked: Asked, fixed: Corrections) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(said.asked_words(asked))
        if asked.key not in fixed.answers:
            box.addItem(f"{said.option_words(asked.code, asked.assumed)} (tạm lấy)", "")
        for option in asked.options:
            box.addItem(said.option_words(asked.code, option), option)
        box.setCurrentIndex(max(box.findData(fixed.answers.get(asked.key, "")), 0))
        box.activated.connect(lambda _place, key=asked.key: self.answered.emit(key, box.currentData()))
        self.boxes[asked.key] = box
        return box


@dataclass(frozen=True, slots=True)
class Left:
    """Cells left out for one reason."""

    why: str
    count: int
    where: str
    first: Place


COLUMNS = (
    Column("Vì sao", lambda line: line.why, width=40),
    Column("Số ô", lambda line: str(line.count), side="right", width=6),
    Column("Ở đâu", lambda line: line.where, width=0),
)


class LeftOut(TableView):
    """What was left out, a line for each reason.

    looked   the place of the first cell of the chosen reason
    """

    looked = Signal(object)

    def __init__(self) -> None:
        super().__init__(COLUMNS, key=lambda line: line.why, sortable=False)
        self.setAccessibleName("Ô bỏ qua")
        self.opened.connect(lambda line: self.looked.emit(line.first))

    def show_account(self, book: Workbook, account: Account) -> None:
        """Show an account."""
        numbers = {id(page): number for number, page in enumerate(book.pages)}
        found: dict[Reason, list[tuple[Place, str]]] = {}
        for page, cell, why in account.each_ignored():
            name = f"{page.name}!" if len(book.pages) > 1 else ""
            found.setdefault(why, []).append((Place(numbers[id(page)], cell.line), f"{name}{cell.address}"))
        self.set_rows([self._line(REASONS[why], places) for why, places in found.items()])

    @staticmethod
    def _line(why: str, places: list[tuple[Place, str]]) -> Left:
        more = f" và {len(places) - SHOWN} ô nữa" if len(places) > SHOWN else ""
        return Left(why, len(places), ", ".join(name for _, name in places[:SHOWN]) + more, places[0][0])
