"""The whole year's tasks as a table, with what the book knows of the chosen one; commands act on the chosen lines."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.book.year.tasks import Task, shipped
from ui.base.layout import button, column, row, words
from ui.base.session import Session
from ui.home.task import TaskDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import task_words

EMPTY = "Năm này chưa có danh sách việc. Lấy 39 việc thường làm, rồi sửa theo khối."


class TaskList(QWidget):
    """Shows the chosen year's tasks.

    changed   other lines are chosen
    opened    a line was opened
    """

    changed = Signal()
    opened = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._today = session.book.today()
        columns = (
            Column("#", lambda task: str(task.position), order=lambda task: task.position, side="right", width=3),
            Column("Tháng", task_words.months, order=lambda task: task.from_month or 0, width=7),
            Column("Việc cần làm", lambda task: task.title, width=0, strong=self._pressing),
            Column("Ai làm", lambda task: task.who, width=22),
            Column("Hạn", task_words.due, order=lambda task: task.due or "9999", width=12),
            Column("Tình trạng", lambda task: self._state(task)[0], width=22, tone=lambda task: self._state(task)[1]),
        )
        self.table = TableView(columns, key=lambda task: task.key)
        self.table.setAccessibleName("Việc cần làm trong năm")
        self.detail = words("", "quote")
        self.views = QStackedWidget()
        listed, none = QWidget(), QWidget()
        shown = column(self.table, self.detail, spacing=6)
        shown.setContentsMargins(0, 8, 0, 0)
        listed.setLayout(shown)
        none.setLayout(column(words(EMPTY), row(button("Lấy các việc thường làm", self.fill, "first"), None), None))
        self.views.addWidget(listed)
        self.views.addWidget(none)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.views)
        self.table.chosen.connect(self._show)
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self.changed.emit())
        self.table.opened.connect(lambda _task: self.opened.emit())

    def _state(self, task: Task) -> tuple[str, str | None]:
        said, tone = task_words.state(task, self._today)
        return self.session.worded(said), tone

    def _pressing(self, task: Task) -> bool:
        return self._state(task)[1] in ("bad", "accent")

    def refresh(self) -> None:
        """Show the year as it is now; the first unfinished line is chosen at the first look."""
        self._today = self.session.book.today()
        tasks = self.session.book.tasks.all(self.session.year)
        fresh = self.table.current() is None
        self.table.set_rows(tasks)
        self.views.setCurrentIndex(0 if tasks else 1)
        first = next((task for task in tasks if task.state == "open" and not task.shown_done), None)
        if fresh and first is not None:
            self.table.select_key(first.key)
        self._show(self.table.current())

    def _show(self, task: Task | None) -> None:
        """What the list has no room for: the papers, when it is done, what the book knows, the note."""
        self.detail.setVisible(task is not None)
        if task is not None:
            said = [
                task.title + ".",
                f"Giấy tờ: {task.paper}." if task.paper else "",
                f"Xong khi {task.done_when}." if task.done_when else "",
                f"Sổ đang có: {task_words.sign(task, self.session.names)}."
                if task_words.sign(task, self.session.names)
                else "",
                task.note or "",
            ]
            self.detail.setText(" ".join(part for part in said if part))
        self.changed.emit()

    def show_task(self, key: str) -> bool:
        """Choose a task; whether it is listed."""
        found = self.table.select_key(key)
        self.table.setFocus()
        return found

    def selected(self) -> list[Task]:
        return self.table.selected()

    def is_own(self, task: Task) -> bool:
        """Whether the bloc added the task itself."""
        return task.key not in shipped()

    # -- acts --

    def mark(self, state: str) -> None:
        """Set the state of the chosen tasks in one step."""
        tasks, year = self.session.book.tasks, self.session.year
        verbs: dict[str, Any] = {"done": tasks.mark_done, "open": tasks.reopen, "not-ours": tasks.not_ours}
        keys = [task.key for task in self.selected() if task.state != state]
        if keys:
            self.session.act(lambda: verbs[state](year, keys))

    def edit(self) -> None:
        if (task := self.table.current()) is not None:
            TaskDialog(self.session, task, parent=self).open()

    def add(self) -> None:
        current = self.table.current()
        dialog = TaskDialog(self.session, after=current.key if current else None, parent=self)
        dialog.passed.connect(lambda key: self.table.select_key(key))
        dialog.open()

    def remove(self) -> None:
        if (task := self.table.current()) is not None:
            self.session.take_away(lambda: self.session.book.tasks.remove(self.session.year, task.key))

    def fill(self) -> None:
        """Give the year the usual tasks it lacks."""
        count = self.session.value(lambda: self.session.book.tasks.lay_out(self.session.year))
        if count is not None:
            self.session.say(f"Đã thêm {count} việc." if count else "Danh sách đã có đủ các việc thường làm.")
