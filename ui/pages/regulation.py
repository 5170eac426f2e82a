"""Quy chế, quy định: the rules a year goes by, each with its source and validity; choosing a pack, amending a rule."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QStackedWidget, QWidget

from models.rules.regulation import Rule
from models.rules.rule_kinds import KINDS
from ui import messages
from ui.pages.page import Page
from ui.rule_words import rule_text
from ui.tables import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.layout import column, words
from ui.widgets.table_view import TableView

EMPTY = "Chưa chọn quy định cho năm này. Chọn một bộ quy định có sẵn; sửa từng quy định được sau khi chọn."


class RegulationPage(Page):
    """Rules in a table with their flags, the chosen rule's own words and settings below."""

    key: ClassVar[str] = "regulation"
    title: ClassVar[str] = "Quy chế, quy định"
    reads: ClassVar[frozenset[str]] = frozenset({"regulation", "rule", "bloc_year"})

    def build(self) -> None:
        self._adopt = self.add_act("Chọn quy định có sẵn…", self.adopt)
        self._amend = self.add_act("Sửa quy định này…", self.amend, "F2")
        columns = (
            Column("Việc", lambda rule: kind_name(rule.kind), width=26),
            Column("Cho", lambda rule: rule.scope or "mọi trường hợp", width=14),
            Column("Căn cứ", lambda rule: rule.cite, width=0),
            Column("Hiệu lực", validity, width=26),
            Column("Cần chú ý", self._flag, width=22, tone=lambda rule: "warn"),
        )
        self.table = TableView(columns, key=lambda rule: rule.key)
        self.table.setAccessibleName("Các quy định")
        self.quote = words("", "quote")
        self.spec = QPlainTextEdit()
        self.spec.setReadOnly(True)
        self.spec.setAccessibleName("Nội dung áp dụng")
        lower = QWidget()
        lower.setLayout(column(self.quote, words("Nội dung áp dụng", "section"), self.spec, spacing=6))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(lower)
        split.setSizes([360, 200])
        split.setChildrenCollapsible(False)
        self.empty = EmptyState(EMPTY, [self._adopt])
        self.views = QStackedWidget()
        self.views.addWidget(split)
        self.views.addWidget(self.empty)
        self.body.addWidget(self.views)
        self.table.chosen.connect(self._show_rule)
        self.table.opened.connect(lambda _row: self._amend.trigger())

    def _flag(self, rule: Rule) -> str:
        """What to look at before relying on a rule: not compared with the original, out of force in this year."""
        flags = ["chưa đối chiếu bản gốc"] if rule.unverified else []
        if not rule.in_force(f"{self.session.year}-12-31"):
            flags.append("hết hiệu lực trong năm" if rule.valid_to else "chưa có hiệu lực")
        return ", ".join(flags)

    def refresh(self, notice: object | None = None) -> None:
        book, year = self.session.book, self.session.year
        regulation = book.regulations.of_year(year) if book.years.find(year) else None
        rules = book.regulations.rules(year) if regulation else ()
        self.views.setCurrentIndex(0 if rules else 1)
        self.under.setText("" if regulation is None else self._title(regulation))
        self.table.set_rows(rules)
        if rules and self.table.current() is None:
            self.table.selectRow(0)
        self._show_rule(self.table.current())

    @staticmethod
    def _title(regulation: object) -> str:
        number = getattr(regulation, "number", None)
        issued = getattr(regulation, "issued_on", None)
        said = ", ".join(
            part
            for part in (f"số {number}" if number else "", f"ngày {messages.show(issued)}" if issued else "")
            if part
        )
        name: str = regulation.name  # type: ignore[attr-defined]
        return f"{name}{', ' + said if said else ''}, bản {regulation.revision}"  # type: ignore[attr-defined]

    def _show_rule(self, rule: Rule | None) -> None:
        self._amend.setEnabled(rule is not None and not self.session.read_only)
        self.quote.setVisible(rule is not None and bool(rule.quote))
        self.quote.setText(f"“{rule.quote}”" if rule else "")
        self.spec.setPlainText(rule_text(rule.spec, self._words()) if rule else "")

    def _words(self) -> dict[str, str]:
        return {stage.key: stage.name for stage in self.session.book.years.stages(self.session.year)}

    def adopt(self) -> None:
        from ui.dialogs.regulation import AdoptDialog

        dialog = self.session.act(lambda: AdoptDialog(self.session, self))
        if dialog is not None:
            dialog.open()

    def amend(self) -> None:
        from ui.dialogs.regulation import AmendDialog

        if (rule := self.table.current()) is not None:
            AmendDialog(self.session, rule, self).open()


def kind_name(kind: str) -> str:
    """A rule kind in the words of the field."""
    return KINDS[kind].name if kind in KINDS else kind


def validity(rule: Rule) -> str:
    """From when to when a rule holds."""
    start = f"từ {messages.show(rule.valid_from)}" if rule.valid_from else ""
    end = f"đến {messages.show(rule.valid_to)}" if rule.valid_to else ""
    return " ".join(part for part in (start, end) if part) or "không ghi thời hạn"
