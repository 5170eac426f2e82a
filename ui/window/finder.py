"""The search box's answers: units, pages, commands and things of the year (meetings, tasks, criteria, movements, awards
proposed, decisions, papers) whose words hold what was typed, without diacritics, and the score sheet whose code was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidgetItem

from models.rules.number import text as words
from models.rules.number.subjects import NodeOf, PaperOf, RowOf, SheetOf, Subject
from ui.kit.boxes import OpenList
from ui.window.pages import PAGES
from ui.words.messages import choice_words

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow

Named: TypeAlias = tuple[str, Subject]
"""What a thing is called, and the thing."""
MOST = 12
"""Hits that are listed; how many more there are is said."""
MORE = "Còn {count} kết quả nữa, gõ thêm chữ để tìm hẹp hơn"
ASIDE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why the keyboard may leave the box for a while: another program came forward, a menu dropped."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, what kind of thing it is, and how to get there."""

    label: str
    kind: str
    go: Callable[[], object]


class Finder(QObject):
    """A list that drops from the search box; typing stays in the box, arrows choose, Enter goes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.list = OpenList(window)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.hide()
        self._hits: list[Hit] = []
        window.search.asked.connect(self.show_hits)
        window.search.taken.connect(self._take)
        window.search.left.connect(self.hide)
        window.search.installEventFilter(self)
        self.list.itemClicked.connect(lambda item: self._go(self.list.row(item)))

    def look(self, typed: str) -> list[Hit]:
        """What the typed words find, units first, then pages, rows and commands."""
        wanted = words.fold(typed)
        if not wanted:
            return []
        window = self._window
        found = self._sheet(typed)
        found += [
            Hit(unit.name, "đơn vị", partial(window.go, "members", RowOf("unit", unit.key)))
            for unit in window.session.book.members.search(typed)
        ]
        said = window.session.worded
        found += [
            Hit(title, "mục", partial(window.go, page.key))
            for page in PAGES
            if wanted in words.fold(title := said(page.title))
        ]
        found += self._rows(wanted)
        found += [
            Hit(action.text().replace("&", ""), "lệnh", action.trigger)
            for action in window.commands.all_actions()
            if action.isEnabled() and wanted in words.fold(action.text().replace("&", ""))
        ]
        return found

    def _sheet(self, typed: str) -> list[Hit]:
        """The score sheet whose code, as its foot says it, was typed."""
        window, found = self._window, self._window.session.book.scores.by_code(typed)
        if found is None:
            return []
        year, unit, period = found

        def go() -> None:
            window.session.choose_year(year)
            window.go("scores", SheetOf(unit, period=period))

        name = window.session.book.members.unit(unit, f"{year}-12-31").name
        return [Hit(f"{name}, {window.session.called(year)}", "phiếu chấm điểm", go)]

    def _rows(self, wanted: str) -> list[Hit]:
        """Things of the year that are found by name, each hit opening its own row."""
        window = self._window
        book, year = window.session.book, window.session.year
        if book.years.find(year) is None:
            return []
        rows: list[tuple[str, str, list[Named]]] = [
            ("hội nghị", "meetings", [(one.title, RowOf("meeting", one.key)) for one in book.meetings.all(year)]),
            ("việc cả năm", "home", [(one.title, RowOf("task", one.key)) for one in book.tasks.all(year)]),
            ("mục chấm điểm", "form", self._criteria(year)),
            (
                "phong trào",
                "following",
                [(one.name, RowOf("movement", one.key)) for one in book.following.movements(year)],
            ),
            ("đề nghị khen thưởng", "awards", self._awards(year)),
            ("quyết định", "decisions", self._decided(year)),
            ("văn bản", "papers", self._papers()),
        ]
        return [
            Hit(name, kind, partial(window.go, page, subject))
            for kind, page, named in rows
            for name, subject in named
            if wanted in words.fold(name)
        ]

    def _awards(self, year: int) -> list[Named]:
        """Title and holder of every line proposed."""
        names = self._window.session.names
        lines = self._window.session.book.awards.proposals(year)
        return [(f"{one.title_name}, {one.name or names.unit(one.unit)}", RowOf("proposal", one.key)) for one in lines]

    def _decided(self, year: int) -> list[Named]:
        """What every decision in force is about, what was chosen and why."""
        names = self._window.session.names
        return [
            (
                ", ".join(
                    filter(None, (names.about(one.question, one.subject), choice_words(one.choice, names), one.reason))
                ),
                RowOf("decision", one.key),
            )
            for one in self._window.session.book.decisions.all(year)
        ]

    def _papers(self) -> list[Named]:
        """Every paper that can be made of the book."""
        from printing import catalogue

        return [(self._window.session.worded(kind.title), PaperOf(kind.key)) for kind in catalogue.PAPERS]

    def _criteria(self, year: int) -> list[Named]:
        """Code and title of every criterion of the forms the year uses."""
        forms = self._window.session.book.forms
        used = [one.key for one in forms.all() if any(of == year for of, _group in one.used)]
        return [
            (f"{item.code} {item.title}", NodeOf(key, item.key)) for key in used for item in forms.form(key).items()
        ]

    def show_hits(self, typed: str) -> None:
        found = self.look(typed)
        self._hits = found[:MOST]
        self.list.clear()
        for hit in self._hits:
            item = QListWidgetItem(f"{hit.label}    ({hit.kind})", self.list)
            item.setToolTip(item.text())
        if len(found) > MOST:
            more = QListWidgetItem(MORE.format(count=len(found) - MOST), self.list)
            more.setFlags(Qt.ItemFlag.NoItemFlags)
        if not self._hits:
            if words.fold(typed):
                item = QListWidgetItem("Không tìm thấy", self.list)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                self.hide()
                return
        self.list.setCurrentRow(0)
        box = self._window.search
        corner = box.mapTo(self._window, QPoint(0, box.height()))
        height = self.list.sizeHintForRow(0) * max(self.list.count(), 1) + 6
        self.list.setGeometry(corner.x() - 140, corner.y() + 1, box.width() + 140, height)
        self.list.show()
        self.list.raise_()

    def hide(self) -> None:
        self.list.hide()

    def _take(self, typed: str) -> None:
        if self.list.isHidden():
            self.show_hits(typed)
        self._go(self.list.currentRow())

    def _go(self, place: int) -> None:
        if not 0 <= place < len(self._hits):
            return
        hit = self._hits[place]
        self._window.search.clear()
        self.hide()
        hit.go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() not in ASIDE:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.list.isHidden():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.list.setCurrentRow((self.list.currentRow() + step) % max(len(self._hits), 1))
                return True
        return super().eventFilter(watched, event)
