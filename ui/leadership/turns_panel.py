"""The table of turns: which unit led when, who has not, who is due; under it what the rule suggests for years ahead."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.book.leadership.rotation import Outlook, UnitTurn
from models.book.regulation.sources import cited
from models.rules.words import capital
from ui.base.button_row import ButtonRow
from ui.base.layout import row, scrolled, words
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import rotation_words

NEXT = "Các năm tới"
AHEAD = 3
"""Years of which the suggestion is told."""
NO_RULE = "Quy chế năm {year} chưa có điều về luân phiên. Bảng này chỉ cho biết đơn vị nào đã làm, đơn vị nào chưa."


class TurnsPanel(QWidget):
    """Shows `book.rotation.table` and `book.rotation.ahead` of the session's year; acts are given from outside."""

    def __init__(self, session: Session, acts: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.ahead: tuple[Outlook, ...] = ()
        self.table = TableView(self._columns(), key=lambda one: one.unit)
        self.table.setAccessibleName("Bảng luân phiên")
        self.rule = words("", "muted")
        self.title = words(NEXT, "section", wrap=False)
        self.years = TableView(self._year_columns(), key=lambda one: one.year, sortable=False, whole=True)
        self.years.setAccessibleName(NEXT)
        fit(self.years, least_height=7)
        fit(self.table, least_height=7)
        work = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(work))
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.rule)
        box.addWidget(self.table, 3)
        box.addLayout(row(self.title, None, ButtonRow(acts, right=True)))
        box.addWidget(self.years, 2)

    def _columns(self) -> tuple[Column, ...]:
        terms = self.session.book.settings.terms
        return (
            Column("Đơn vị", lambda one: self._name(one.unit), width=24),
            Column(
                f"Đã làm {terms.head}",
                lambda one: rotation_words.years_led(one.led, one.unit, self._name),
                order=lambda one: one.led[-1][0] if one.led else 0,
                width=18,
            ),
            Column(
                f"Đã làm {terms.deputy}",
                lambda one: rotation_words.years_led(one.deputy, one.unit, self._name),
                order=lambda one: one.deputy[-1][0] if one.deputy else 0,
                width=20,
            ),
            Column(
                "Vòng này",
                lambda one: rotation_words.turn(one, terms.head),
                order=lambda one: (one.in_round is not None, one.due or 9999, one.in_round or 0),
                width=20,
                tone=self._tone,
                strong=lambda one: one.due is not None,
            ),
            Column("Ghi chú", lambda one: rotation_words.remarks(one, self._name), width=0),
        )

    def _year_columns(self) -> tuple[Column, ...]:
        terms = self.session.book.settings.terms
        return (
            Column("Năm", lambda one: str(one.year), side="right", width=5),
            Column(terms.head, lambda one: rotation_words.ahead_head(one, self._name), width=20, tone=self._settled),
            Column(terms.deputy, lambda one: rotation_words.beside(one, terms, self._name), width=0),
            Column("Vì sao", lambda one: rotation_words.ahead_why(one, terms, self._name), width=0),
        )

    @staticmethod
    def _settled(one: Outlook) -> str | None:
        return "muted" if ("head", 1) in one.decided else None if one.head is not None else "warn"

    def _name(self, unit: str) -> str:
        return self.session.names.unit(unit)

    @staticmethod
    def _tone(one: UnitTurn) -> str | None:
        return "accent" if one.due is not None else "muted" if one.in_round is not None else None

    def refresh(self) -> None:
        """Show the book as it is."""
        book, year = self.session.book, self.session.year
        rotation = book.rotation
        rule = rotation.rule(year)
        quote = f": “{rule.quote}”" if rule is not None and rule.quote else ""
        self.rule.setText(
            self.session.book.years.worded(NO_RULE, {"year": year})
            if rule is None
            else f"{capital(cited(rule.cite))}{quote}"
        )
        self.table.set_rows(rotation.table(year))
        self.ahead = rotation.ahead(year, AHEAD)
        self.title.setText(
            f"{self.session.called(year, capital=True)} và các năm tới"
            if self.ahead and self.ahead[0].year == year
            else NEXT
        )
        self.years.set_rows(self.ahead)
