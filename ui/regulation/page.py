"""Quy chế, quy định: the rules a year goes by, each with its source, validity and flags; adopting, amending, what is
newer; and the days the rules set."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QSplitter, QStackedWidget, QWidget

from models.book.regulation.sources import cited
from models.book.regulation.titles import unknown_awards
from models.book.year.years import Deadline
from models.rules.number.subjects import ListOf, Subject
from models.rules.place.regulation import Regulation, Rule
from models.rules.place.rule_kinds import KINDS
from models.rules.words import capital
from ui.base.layout import button, column, row, scrolling, show_only, words
from ui.base.page import Page
from ui.base.tabs import Tabs
from ui.kit.empty_state import EmptyState
from ui.kit.spec.rule_fields import Vocabulary
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.regulation.rule_vocabulary import vocabulary
from ui.words import messages
from ui.words.names import Names
from ui.words.rule_words import rule_text, scope_words

EMPTY = (
    "Chưa chọn quy định cho năm này. Chọn một bộ quy định có sẵn; “Quy chế mẫu thường dùng” đủ để chấm điểm, xếp hạng "
    "ngay. Sửa từng quy định được sau khi chọn."
)
NO_DEADLINES = "Chưa có hạn nào trong năm. Hạn có trong quy định được lấy khi chọn quy định; hạn khác thì thêm ở đây."


class RegulationPage(Page):
    """Rules in a table with their flags, the chosen rule's own words and settings below; deadlines in a second tab."""

    key: ClassVar[str] = "regulation"
    title: ClassVar[str] = "Quy chế, quy định"

    def build(self) -> None:
        self._adopt = self.add_act("Chọn quy định có sẵn…", self.adopt)
        self._amend = self.add_act("Sửa quy định này…", self.amend, "F2")
        self._new = self.add_act("Thêm quy định…", self.add_rule, tip="Viết một quy định mới, không lấy từ tệp")
        self._ministry = self.add_act(
            "Danh hiệu của bộ, ngành…",
            self.add_titles,
            tip="Danh hiệu của bộ, ngành cho cơ quan ngành dọc, ghi một lần",
        )
        self._file = self.add_act("Lấy từ tệp…", self.take_file, tip="Quy định viết theo mẫu tệp của chương trình")
        self._compared = self.add_act("Đã đối chiếu bản gốc…", self.say_compared)
        self._out = self.add_act("Bỏ quy định này…", self.remove_rule)
        self._apart = self.add_act(
            "Thôi dùng bên cạnh…", self.drop_beside, tip="Thôi áp dụng cả bộ quy định dùng thêm có quy định đang chọn"
        )
        self._put = self.add_act("Thêm hạn…", self.put_deadline, "Ins")
        self._edit = self.add_act("Sửa hạn…", self.edit_deadline)
        self._remove = self.add_act("Bỏ hạn", self.remove_deadline, "Del")
        self._days_off = self.add_act("Ngày nghỉ của năm…", self.put_days_off, button=False, of_year=True)
        self._vocabulary = Vocabulary()
        self._unknown: tuple[tuple[str, Rule], ...] = ()
        self.views, self.tabs = QStackedWidget(), Tabs()
        self.body.addWidget(self.views)
        self.views.addWidget(self.tabs)
        self.tabs.addTab(self._rules_tab(), "Các quy định")
        self.tabs.addTab(self._deadlines_tab(), "Hạn trong năm")
        self.empty = EmptyState(EMPTY, [self._adopt, self._file, self._new])
        self.views.addWidget(self.empty)
        self.tabs.currentChanged.connect(lambda _tab: self._follow())

    def _rules_tab(self) -> QWidget:
        columns = (
            Column("Việc", lambda rule: self.session.worded(kind_name(rule.kind)), width=26),
            Column("Cho", lambda rule: scope_words(rule.scope, self._vocabulary.words, self.session.worded), width=24),
            Column("Căn cứ", lambda rule: capital(cited(rule.cite)), width=0),
            Column("Hiệu lực", self.validity_of, order=lambda rule: rule.valid_from or "", width=24),
            Column("Cần chú ý", self.flag_of, width=24, tone=self.tone_of),
        )
        self.table = TableView(columns, key=lambda rule: rule.name)
        self.table.setAccessibleName("Các quy định")
        self.newer = words("", "warn")
        self.newer_way = button("Xem bản mới…", self.show_newer)
        self.newer_line = QWidget()
        self.newer_line.setLayout(row(self.newer, self.newer_way))
        self.quote = words("", "quote")
        self.spec = QPlainTextEdit()
        self.spec.setReadOnly(True)
        self.spec.setAccessibleName("Nội dung áp dụng")
        lower = QWidget()
        told = column(
            scrolling(self.quote, name="Nguyên văn"), words("Nội dung áp dụng", "section"), self.spec, spacing=6
        )
        told.setStretch(2, 1)
        lower.setLayout(told)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(lower)
        split.setSizes([330, 220])
        split.setChildrenCollapsible(False)
        self.table.chosen.connect(self._show_rule)
        self.table.opened.connect(lambda _row: self._amend.trigger())
        return _tab(self.newer_line, split)

    def _deadlines_tab(self) -> QWidget:
        def names() -> Names:
            """Looked up anew, because the year can change."""
            return self.session.names

        def moved(one: Deadline) -> str:
            """The day it is handed in by where it moved off a day off."""
            last = self.session.book.years.last_allowed(self.session.year, one.due_on)
            return "" if last == one.due_on else messages.show(last)

        columns = (
            Column("Hạn", lambda one: messages.show(one.due_on), order=lambda one: one.due_on, width=11),
            Column("Chuyển đến", moved, width=11),
            Column("Việc phải gửi", lambda one: one.name, width=34),
            Column("Bước chấm", lambda one: names().stage(one.stage) if one.stage else "", width=14),
            Column("Căn cứ", lambda one: capital(cited(one.cite or "")), width=34),
            Column("Gửi chậm thì", lambda one: one.consequence or "", width=0),
        )
        self.deadlines = TableView(columns, key=lambda one: one.key)
        self.deadlines.setAccessibleName("Hạn trong năm")
        self.offer = words("", "warn")
        self._take = button("Lấy theo quy định", self.take_deadlines)
        self._offer_line = QWidget()
        self._offer_line.setLayout(row(self.offer, self._take))
        self.no_deadlines = words(NO_DEADLINES, "muted")
        self.deadlines.chosen.connect(lambda _one: self._follow())
        self.deadlines.opened.connect(lambda _one: self._edit.trigger())
        return _tab(self._offer_line, self.no_deadlines, self.deadlines)

    # -- showing --

    def flag_of(self, rule: Rule) -> str:
        """What to look at before relying on a rule: out of force on the year's day, not compared with the original."""
        doubt = self.session.book.citations.doubt(rule, self.session.year)
        flags = []
        if doubt is not None:
            held = "hết hiệu lực từ" if doubt.state == "expired" else "chỉ có hiệu lực từ"
            now = f", nay theo {doubt.by}" if doubt.state == "expired" and doubt.by else ""
            flags.append(f"{held} {messages.show(doubt.since)}{now}")
        change = self.session.book.citations.to_confirm(rule, self.session.year)
        if change is not None:
            flags.append(f"cần xác nhận từ {messages.show(change.since)} theo {cited(change.rule.cite)}")
        flags += [f"danh mục thiếu {award}" for award, first in self._unknown if first == rule]
        return ", ".join([*flags, *(["chưa đối chiếu bản gốc"] if rule.unverified else [])])

    def validity_of(self, rule: Rule) -> str:
        """From when to when; of a rule that waits to be confirmed no end is promised."""
        if self.session.book.citations.to_confirm(rule, self.session.year) is None:
            return validity(rule)
        return ", ".join(filter(None, ("cần xác nhận", validity(replace(rule, valid_to=None)))))

    def tone_of(self, rule: Rule) -> str:
        return "bad" if self.session.book.citations.doubt(rule, self.session.year) else "warn"

    def refresh(self, notice: object | None = None) -> None:
        book, year = self.session.book, self.session.year
        known = book.years.find(year) is not None
        regulation = book.regulations.of_year(year) if known else None
        rules = book.regulations.rules(year) if known else ()
        deadlines = book.years.deadlines(year) if known else ()
        self._vocabulary = vocabulary(book, year) if known else Vocabulary()
        self._unknown = unknown_awards(rules)
        self.views.setCurrentIndex(0 if rules or deadlines else 1)
        beside = book.regulations.beside(year) if known else ()
        self.under.setText("; cùng với ".join(title_of(one) for one in ((regulation,) if regulation else ()) + beside))
        self.table.set_rows(rules)
        if rules and self.table.current() is None:
            self.table.selectRow(0)
        self._show_rule(self.table.current())
        self._newer = book.regulations.offers.newer(year) if regulation else None
        self.newer_line.setVisible(self._newer is not None)
        if self._newer is not None:
            count = len(self._newer.changes)
            self.newer.setText(f"Bộ quy định đi kèm chương trình nay khác {count} quy định. Sổ không tự đổi.")
        self.deadlines.set_rows(deadlines)
        self.deadlines.setVisible(bool(deadlines))
        self.no_deadlines.setVisible(not deadlines)
        offers = book.deadlines.offers(year) if known else ()
        self._offer_line.setVisible(bool(offers))
        self.offer.setText(
            "Hạn theo quy định khác với hạn đã ghi: "
            + "; ".join(f"{one.deadline.name}, {messages.show(one.deadline.due_on)}" for one in offers)
        )
        self._follow()

    def _follow(self) -> None:
        listed = self.tabs.currentIndex() == 1 and self.views.currentIndex() == 0
        may = not self.session.read_only and self.session.book.years.find(self.session.year) is not None
        of_days = (self._put, self._edit, self._remove)
        of_rules = (self._adopt, self._amend, self._new, self._ministry, self._file, self._compared, self._out)
        anyway = (self._adopt, self._new, self._ministry, self._file)
        apart = self._beside_of() is not None
        shown = (*of_rules[:-1], self._apart) if apart else of_rules
        show_only(of_days if listed else shown, (*of_days, *of_rules, self._apart))
        self._apart.setEnabled(may and apart)
        for action in of_days:
            action.setEnabled(may and (action is self._put or self.deadlines.current() is not None))
        own = self._own_rule()
        for action in of_rules:
            action.setEnabled(may and (action in anyway or own is not None))
        self._compared.setEnabled(may and own is not None and own.unverified)
        for way in (self._take, self.newer_way):
            way.setEnabled(may and not self.session.locked)

    def _own_rule(self) -> Rule | None:
        """The chosen rule, when it stands in the year's own regulation; those beside it are not amended."""
        rule = self.table.current()
        own = self.session.book.regulations.of_year(self.session.year) if rule is not None else None
        found = self.session.book.regulations.rules_of(own.key) if own is not None else ()
        return next((one for one in found if one == rule), None)

    def _beside_of(self) -> Regulation | None:
        """The regulation beside the year's own in which the chosen rule stands."""
        rule, law = self.table.current(), self.session.book.regulations
        if rule is None or self._own_rule() is not None:
            return None
        return next((one for one in law.beside(self.session.year) if rule in law.rules_of(one.key)), None)

    def _show_rule(self, rule: Rule | None) -> None:
        self.quote.setVisible(rule is not None and bool(rule.quote))
        self.quote.setText(f"“{rule.quote}”" if rule else "")
        self.spec.setPlainText(rule_text(rule.spec, self._words(rule)) if rule else "")
        self._follow()

    def _words(self, rule: Rule) -> dict[str, str]:
        own = rule.spec.get("words")
        return {**self._vocabulary.words, **(own if isinstance(own, dict) else {})}

    def show_subject(self, subject: Subject) -> bool:
        """The deadlines of the year."""
        if not (isinstance(subject, ListOf) and subject.table == "deadline"):
            return False
        self.tabs.setCurrentIndex(1)
        return True

    # -- acts --

    def adopt(self) -> None:
        from ui.regulation.adopt import AdoptDialog

        dialog = self.session.value(lambda: AdoptDialog(self.session, self))
        if dialog is not None:
            dialog.open()

    def amend(self) -> None:
        from ui.regulation.amend_rule import AmendDialog

        if (rule := self._own_rule()) is not None:
            AmendDialog(self.session, rule, self).open()

    def add_rule(self) -> None:
        from ui.regulation.new_rule import NewRuleDialog

        NewRuleDialog(self.session, self).open()

    def add_titles(self) -> None:
        """Titles of a ministry for the agencies of its sector."""
        from ui.regulation.ministry_titles import MinistryDialog

        MinistryDialog(self.session, self).open()

    def say_compared(self) -> None:
        from ui.regulation.revise_rule import ComparedRuleDialog

        if (rule := self._own_rule()) is not None:
            ComparedRuleDialog(self.session, rule, self).open()

    def remove_rule(self) -> None:
        from ui.regulation.revise_rule import RemoveRuleDialog

        if (rule := self._own_rule()) is not None:
            RemoveRuleDialog(self.session, rule, self).open()

    def drop_beside(self) -> None:
        from ui.regulation.revise_rule import DropBesideDialog

        if (regulation := self._beside_of()) is not None:
            DropBesideDialog(self.session, regulation, self).open()

    def show_newer(self) -> None:
        from ui.regulation.adopt import NewerDialog

        if self._newer is not None:
            NewerDialog(self.session, self._newer, self).open()

    def take_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, "Lấy quy định từ tệp", str(self.session.folder), "Quy định (*.toml)"
        )
        if path:
            self.read_file(Path(path))

    def read_file(self, path: Path) -> None:
        """Show how the regulation of a file differs before it is adopted; what is wrong in it is said with its place
        and nothing is written."""
        from ui.regulation.adopt import AdoptDialog, pack_of

        pack = self.session.value(lambda: pack_of(path))
        dialog = self.session.value(lambda: AdoptDialog(self.session, self, pack)) if pack is not None else None
        if dialog is not None:
            dialog.open()

    def put_days_off(self) -> None:
        """The days off of the year, by which a deadline may move."""
        from ui.regulation.days_off import DaysOffDialog

        DaysOffDialog(self.session, self).open()

    def put_deadline(self) -> None:
        from ui.regulation.deadline import DeadlineDialog

        DeadlineDialog(self.session, parent=self).open()

    def edit_deadline(self) -> None:
        from ui.regulation.deadline import DeadlineDialog

        deadline: Deadline | None = self.deadlines.current()
        if deadline is not None:
            DeadlineDialog(self.session, deadline, self).open()

    def remove_deadline(self) -> None:
        deadline: Deadline | None = self.deadlines.current()
        if deadline is not None:
            self.session.take_away(lambda: self.session.book.years.remove_deadline(deadline.year, deadline.key))

    def take_deadlines(self) -> None:
        self.session.act(lambda: self.session.book.deadlines.take(self.session.year))


def _tab(*parts: QWidget) -> QWidget:
    made = QWidget()
    inside = column(*parts, spacing=6)
    inside.setContentsMargins(0, 8, 0, 0)
    made.setLayout(inside)
    return made


def kind_name(kind: str) -> str:
    """A rule kind in the words of the field."""
    return KINDS[kind].name if kind in KINDS else kind


def title_of(regulation: Regulation) -> str:
    """A regulation with number, day, and what its last amendment was for."""
    said = [
        regulation.name,
        f"số {regulation.number}" if regulation.number else "",
        f"ngày {messages.show(regulation.issued_on)}" if regulation.issued_on else "",
        f"sửa lần {regulation.revision - 1}" if regulation.revision > 1 else "",
        f"({regulation.reason})" if regulation.revision > 1 and regulation.reason else "",
    ]
    return ", ".join(part for part in said if part).replace(", (", " (")


def validity(rule: Rule) -> str:
    """From when to when a rule holds."""
    start = f"từ {messages.show(rule.valid_from)}" if rule.valid_from else ""
    end = f"đến {messages.show(rule.valid_to)}" if rule.valid_to else ""
    return " ".join(part for part in (start, end) if part) or "không ghi thời hạn"
