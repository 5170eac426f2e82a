"""Hai bản cùng được sửa: every thing that is not the same, one side of each taken, and what is taken written as one
act."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QWidget

from models.keeping import forks
from models.keeping.forks import Choice, Fork
from models.keeping.things import Thing
from models.rules.errors import BadInput
from ui.base.layout import button, row, shortcut
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words.keeping import forks as words
from ui.words.keeping import things


class ForkDialog(FormDialog):
    """A thing only one copy changed proposes that side; where both did, a person says which. `passed` carries how many
    rows were written."""

    def __init__(self, session: Session, other: Path, fork: Fork, parent: QWidget | None = None) -> None:
        super().__init__("Hai bản cùng được sửa", self._take, parent, "Ghi phần lấy sang", session=session)
        self._other = other
        self.taken: dict[Thing, str] = {
            one.difference.thing: {"here": words.HERE, "there": words.THERE}.get(one.since, words.OPEN)
            if one.takeable
            else words.FIXED
            for one in fork.choices
        }
        self.say(words.intro(fork, other.name))
        self.table = TableView(self._columns(), key=lambda one: one.difference.thing)
        self.table.setAccessibleName("Các mục khác nhau")
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName("Khác nhau ở mục đang chọn")
        fit(self.table, least_height=5)
        fit(self.details, least_height=3)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setSizes([300, 140])
        split.setChildrenCollapsible(False)
        self.fields.addRow(split)
        self.keep = button("Giữ bản đang mở (F5)", lambda: self.choose(words.HERE))
        self.other_side = button("Lấy bản kia (F6)", lambda: self.choose(words.THERE))
        self.fields.addRow(row(self.keep, self.other_side, None))
        shortcut("F5", self, lambda: self.choose(words.HERE))
        shortcut("F6", self, lambda: self.choose(words.THERE))
        self.table.chosen.connect(self._show_details)
        self.table.set_rows(fork.choices)
        self.table.selectRow(0)
        self._follow()
        roomy(self, 124, 36)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Mục", self._name, width=0, tip=self._name),
            Column("Ở sổ đang mở", lambda one: words.side(one, "here"), width=13),
            Column("Ở bản kia", lambda one: words.side(one, "there"), width=11),
            Column(
                "Chọn",
                lambda one: self.taken[one.difference.thing],
                width=16,
                strong=lambda one: self.taken[one.difference.thing] == words.THERE,
                tone=lambda one: "warn" if self.taken[one.difference.thing] == words.OPEN else None,
            ),
        )

    def _name(self, one: Choice) -> str:
        return things.name(one.difference, self.session.names)

    def choose(self, side: str) -> None:
        """Take one side of the selected things."""
        for one in self.table.selected() or [self.table.current()]:
            if one is not None and one.takeable:
                self.taken[one.difference.thing] = side
        self.table.viewport().update()
        self._follow()

    def chosen(self) -> list[Thing]:
        """The things of which the other copy's side is taken."""
        return [thing for thing, side in self.taken.items() if side == words.THERE]

    def undecided(self) -> int:
        """How many things wait for a choice."""
        return sum(1 for side in self.taken.values() if side == words.OPEN)

    def _follow(self) -> None:
        self.first.setEnabled(not self.undecided() and bool(self.chosen()))
        left = self.undecided()
        self.first.setToolTip(f"Còn {left} mục chưa chọn bên nào" if left else "")

    def _show_details(self, one: Choice | None) -> None:
        lines = words.details(one, self.session.names) if one is not None else []
        self.details.setPlainText("\n".join(lines))

    def _take(self) -> object:
        if self.undecided():
            raise BadInput("fork.undecided", count=self.undecided())
        return forks.take_over(self.session.book, self._other, self.chosen())
