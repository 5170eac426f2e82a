"""A list of the year on one tab: search without diacritics, sorting, typing, pasting, taking away; all declared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from models.book.following.line_shapes import Shape
from models.rules.number.subjects import RowOf
from ui.base.layout import column, row, words
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.empty_state import EmptyState
from ui.kit.search_box import SearchBox
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words.messages import matches

NOTHING = "Không dòng nào có “{typed}”. Bấm Esc trong ô tìm để hiện lại tất cả."


@dataclass(frozen=True, slots=True)
class Extra:
    """An act of one tab beside adding, pasting, changing and removing; `needs` says that a line must be chosen."""

    text: str
    act: Callable[[ListTab], object]
    tip: str = ""
    needs: bool = True
    writes: bool = True


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list: its tab, columns, where its lines come from, how one is written and taken away, what it says empty."""

    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Session], Sequence[Any]]
    empty: str
    shape: Shape | None = None
    key: Callable[[Any], Hashable] = lambda one: one.key
    old: Callable[[Any], str | None] = lambda one: getattr(one, "key", None)
    remove: Callable[[Session, Any], object] | None = None
    row: Callable[[Any], Hashable] | None = None
    """What `remove` takes away, where several lines are of one row; unsaid, each line is one of its own."""
    given: Callable[[Session, Any], dict[str, Any]] = lambda _session, _line: {}
    summary: Callable[[Session], str] = lambda _session: ""
    extras: tuple[Extra, ...] = field(default=())
    edits: bool = True
    may_remove: Callable[[Any], bool] = lambda _line: True
    may_edit: Callable[[Any], bool] = lambda _line: True
    table: str = ""
    """What its lines are, by the table of the book; unsaid, that of its shape."""
    begin: str = ""
    """The act that begins the list, by its text; unsaid, adding and pasting, or its first act that needs no line."""
    first: tuple[str, str] = ("", "")
    """What must be there before a list can begin: the words of the way to it, and its page."""
    at: Callable[[Any], tuple[str | None, str | None]] = lambda one: (getattr(one, "key", None), None)
    """Key in that table, and unit where a line is one unit's part of the row."""

    @property
    def of(self) -> str:
        """The table its lines are of."""
        return self.table or (self.shape.key if self.shape is not None else "")


class _Inside:
    """The widgets of a tab."""

    def __init__(self, spec: ListSpec, begins: Sequence[QAction]) -> None:
        self.search = SearchBox()
        fit(self.search, width=27)
        self.note = words("", "muted")
        self.table = TableView(spec.columns, key=spec.key)
        self.table.setAccessibleName(spec.title)
        self.search.left.connect(self.table.setFocus)
        self.empty = EmptyState(spec.empty, list(begins))
        self.views = QStackedWidget()
        self.views.addWidget(self.table)
        self.views.addWidget(self.empty)


class ListTab(QWidget):
    """The table of one list with its search box and, before there is any line, a sentence that says how to begin, with
    the acts that do (`begins`). All of it is made when the tab is first looked at.

    chosen, opened   as of its table; the first also where other lines are selected
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, session: Session, spec: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.spec = session, spec
        self.begins: Sequence[QAction] = ()
        self._rows: Sequence[Any] = ()
        self._said = ""

    @cached_property
    def _inside(self) -> _Inside:
        made = _Inside(self.spec, self.begins)
        made.empty.say(self.session.worded(self.spec.empty))
        made.search.asked.connect(lambda _text: self._show() if self.isVisible() else None)
        made.table.chosen.connect(self.chosen)
        # Qt makes a line the current one before it selects it
        made.table.selectionModel().selectionChanged.connect(lambda *_lines: self.chosen.emit(made.table.current()))
        made.table.opened.connect(self.opened)
        above = row(made.search, made.note, spacing=12)
        above.setStretchFactor(made.note, 1)
        line = column(above, made.views, spacing=6)
        line.setContentsMargins(0, 8, 0, 0)
        self.setLayout(line)
        return made

    @property
    def search(self) -> SearchBox:
        """The box that narrows the lines."""
        return self._inside.search

    @property
    def note(self) -> QLabel:
        """What is said of all lines together."""
        return self._inside.note

    @property
    def table(self) -> TableView:
        """The lines."""
        return self._inside.table

    @property
    def empty(self) -> EmptyState:
        """What is said where there is no line."""
        return self._inside.empty

    @property
    def views(self) -> QStackedWidget:
        """The lines, or that there are none."""
        return self._inside.views

    def refresh(self) -> None:
        """Show the lines as they are now."""
        known = self.session.book.years.find(self.session.year) is not None
        self._rows = self.spec.rows(self.session) if known else ()
        self._said = self.spec.summary(self.session) if known else ""
        self._show()

    def _show(self) -> None:
        typed = self.search.text()
        texts = [" ".join(one.text(line) for one in self.spec.columns) for line in self._rows] if typed.strip() else []
        shown = (
            [line for line, text in zip(self._rows, texts, strict=True) if matches(typed, text)]
            if texts
            else self._rows
        )
        self.table.set_rows(shown)
        nothing = bool(self._rows) and not shown
        self.note.setText(NOTHING.format(typed=typed.strip()) if nothing else self._said)
        self.search.setVisible(bool(self._rows))
        self.views.setCurrentIndex(0 if self._rows else 1)
        if shown and self.table.current() is None:
            self.table.selectRow(0)

    def stand(self, row: RowOf) -> bool:
        """Choose the first line of a row; whether there is one. A search that hides it is taken away."""
        self.refresh()
        for line in self._rows if self.spec.of == row.table else ():
            key, unit = self.spec.at(line)
            if key == row.key and row.unit in ("", unit):
                self.search.clear()
                self._show()
                return self.table.select_key(self.spec.key(line))
        return False

    def current(self) -> Any:
        return self.table.current() if self._rows else None

    def add(self) -> None:
        """Type a new line."""
        from ui.kit.line_dialog import LineDialog

        if self.spec.shape is not None:
            given = self.spec.given(self.session, self.current())
            dialog = LineDialog(self.session, self.spec.shape, given=given, parent=self)
            dialog.passed.connect(self.table.select_key)
            dialog.open()

    def edit(self) -> None:
        """Change the chosen line."""
        from ui.kit.line_dialog import LineDialog

        line = self.current()
        if self.spec.shape is not None and self.spec.edits and line is not None and self.spec.may_edit(line):
            LineDialog(self.session, self.spec.shape, line, self.spec.old(line), parent=self).open()

    def paste(self) -> None:
        """Paste many lines."""
        from ui.kit.clipboard import clipboard_text
        from ui.kit.paste_lines import PasteLinesDialog

        if self.spec.shape is not None:
            given = self.spec.given(self.session, self.current())
            PasteLinesDialog(self.session, self.spec.shape, clipboard_text(), given, self).open()

    def chosen_lines(self) -> list[Any]:
        """The selected lines that may be taken away, in the order shown."""
        return [one for one in self.table.selected() if self.spec.may_remove(one)] if self._rows else []

    def remove(self) -> None:
        """Take the selected lines away, several of them as one act; lines of one row take it away once. The last of
        the list goes first, so that a line known by its place keeps it until it goes."""
        verb, session, row = self.spec.remove, self.session, self.spec.row or id
        chosen = set(map(id, self.chosen_lines()))
        lines = list({row(one): one for one in reversed(self._rows) if id(one) in chosen}.values())
        if verb is None or not lines:
            return

        def take() -> None:
            if len(lines) == 1:
                verb(session, lines[0])
                return
            with session.book.act("remove-lines", {"count": len(lines), "of": self.spec.title}):
                for one in lines:
                    verb(session, one)

        session.take_away(take)
