"""A page of several lists on tabs: the same acts on each, and each tab's own beside them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from models.rules.number.subjects import ListOf, PaperOf, RowOf, Subject
from ui.base.layout import show_only
from ui.base.page import Page
from ui.base.tabs import Tabs
from ui.kit.list_tab import Extra, ListSpec, ListTab


class ListsPage(Page):
    """Subclasses give the lists in `specs`; a subclass may add widgets of its own with `add_tab`."""

    papers: tuple[tuple[str, str], ...] = ()
    """Papers this page prints: key of the catalogue and words of the act."""

    def specs(self) -> tuple[ListSpec, ...]:
        """The lists in the order of their tabs."""
        raise NotImplementedError

    def build(self) -> None:
        self._add = self.add_act("Thêm…", lambda: self._tab(ListTab.add), "Ins")
        self._paste = self.add_act(
            "Dán từ Excel", lambda: self._tab(ListTab.paste), tip="Dán các dòng đã sao chép từ Excel (Ctrl+V)"
        )
        self._edit = self.add_act("Sửa…", lambda: self._tab(ListTab.edit), "F2")
        self._remove = self.add_act("Bỏ dòng ghi nhầm", lambda: self._tab(ListTab.remove), "Del", button=False)
        self.tabs = Tabs()
        self.lists: list[ListTab] = []
        self._extras: list[tuple[ListTab, Extra, QAction]] = []
        for spec in self.specs():
            self._add_list(spec)
        for key, text in self.papers:
            self.add_act(text, partial(self.session.go, "papers", PaperOf(key)), button=False, writes=False)
        self.body.addWidget(self.tabs)
        self.tabs.currentChanged.connect(lambda _place: self._changed())

    def _add_list(self, spec: ListSpec) -> ListTab:
        tab = ListTab(self.session, spec)
        self.lists.append(tab)
        self.tabs.addTab(tab, spec.title)
        for extra in spec.extras:
            action = self.add_act(extra.text, partial(extra.act, tab), tip=extra.tip, writes=extra.writes)
            self._extras.append((tab, extra, action))
        tab.begins = self._begins(tab)
        tab.chosen.connect(lambda _line: self._follow())
        tab.opened.connect(lambda _line: self._edit.trigger())
        return tab

    def _begins(self, tab: ListTab) -> list[QAction]:
        """The acts beside the sentence of a list that has no line yet."""
        own = [(extra, action) for owner, extra, action in self._extras if owner is tab]
        words, page = tab.spec.first
        if page:
            way = QAction(self.session.worded(words), tab)
            way.triggered.connect(lambda: self.session.go(page))
            return [way]
        if tab.spec.begin:
            return [action for extra, action in own if extra.text == tab.spec.begin]
        if tab.spec.shape is not None:
            return [self._add, self._paste]
        return [action for extra, action in own if not extra.needs][:1]

    def tab(self) -> ListTab | None:
        """The list that is shown, None on a tab that is none."""
        shown: QWidget = self.tabs.currentWidget()
        return shown if isinstance(shown, ListTab) else None

    def _tab(self, act: Any) -> None:
        if (tab := self.tab()) is not None:
            act(tab)

    def _changed(self) -> None:
        if (tab := self.tab()) is not None:
            tab.refresh()
        self._follow()

    def refresh(self, notice: object | None = None) -> None:
        self.under.setText(self.session.called(capital=True))
        self._changed()

    def _follow(self) -> None:
        """Only acts that the shown list has, and only those its chosen line allows."""
        tab, may = self.tab(), not self.session.read_only
        known = self.session.book.years.find(self.session.year) is not None
        line = tab.current() if tab else None
        writes = tab is not None and tab.spec.shape is not None and known
        show_only((), [action for owner, _extra, action in self._extras if owner is not tab])
        for action in (self._add, self._paste):
            action.setVisible(tab is not None and tab.spec.shape is not None)
            action.setEnabled(may and writes)
        self._edit.setVisible(tab is not None and tab.spec.shape is not None and tab.spec.edits)
        self._edit.setEnabled(may and writes and tab is not None and line is not None and tab.spec.may_edit(line))
        removes = tab is not None and tab.spec.remove is not None and bool(tab.chosen_lines())
        self._remove.setVisible(tab is not None and tab.spec.remove is not None)
        self._remove.setEnabled(may and removes)
        for owner, extra, own in self._extras:
            own.setVisible(owner is tab)
            own.setEnabled((may or not extra.writes) and known and (line is not None or not extra.needs))

    def show_subject(self, subject: Subject) -> bool:
        """Open the list of a table, or the one with a line of a row, at that line."""
        for place, tab in enumerate(self.lists):
            whole = isinstance(subject, ListOf) and tab.spec.of == subject.table
            if whole or (isinstance(subject, RowOf) and tab.stand(subject)):
                self.tabs.setCurrentIndex(place)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste.isEnabled() and self._paste.isVisible():
            self._tab(ListTab.paste)
        else:
            super().keyPressEvent(event)
