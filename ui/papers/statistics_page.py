"""Thống kê, báo cáo: tables of the year that add up, titles by level, figures typed elsewhere beside what they give."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QWidget

from models.book.reporting.rows import RateRow, RateTable, TitleRow
from models.rules.number.points import show as show_number
from ui.base.layout import row, words
from ui.base.measure import letters
from ui.base.page import Page
from ui.kit.empty_state import EmptyState
from ui.kit.picture import scrolled
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.papers.spread import SpreadPicture, shown, spread_of
from ui.words import labels

NO_YEAR = "Sổ chưa có năm nào. Mở năm ở thực đơn Sổ, “Thêm năm khác…”."
CLASSES, RATINGS, TITLES, SPREAD = "classes", "ratings", "titles", "spread"
NO_SPREAD = "Chưa có hai bước chấm có điểm để so."
NO_ROWS = "Bảng này không có dòng nào để tính."
BUILT_IN = {
    CLASSES: "Xếp loại thi đua của khối",
    RATINGS: "Mức độ hoàn thành do cấp có thẩm quyền công nhận",
    TITLES: "Danh hiệu, hình thức khen thưởng theo cấp",
    SPREAD: "Chênh lệch từ tự chấm đến điểm được công nhận",
}
NOTHING_YET = {
    CLASSES: "Chưa có đơn vị nào để xếp loại: cần danh sách ở Đơn vị, cách xếp loại ở Quy chế, quy định, và điểm ở "
    "Chấm điểm.",
    RATINGS: "Chưa có đơn vị nào trong danh sách của năm. Mức độ hoàn thành được ghi ở Xếp hạng, xếp loại, "
    "“Ghi điều kiện xếp loại…”.",
}
COUNTS = (
    "proposed_collectives",
    "proposed_individuals",
    "proposed_households",
    "collectives",
    "individuals",
    "households",
)
WIDTH_FOR_BOTH = 110
"""Letters a page must be wide to show the table beside the picture."""
TOTAL = "\n"
"""Key of the row that adds up."""


def percent(value: Decimal) -> str:
    """`33,33`."""
    return f"{value:.2f}".replace(".", ",")


class StatisticsPage(Page):
    """One table at a time: a chooser, the table, under it the method and what disagrees."""

    key: ClassVar[str] = "statistics"
    title: ClassVar[str] = "Thống kê, báo cáo"
    ranks: ClassVar[bool] = True

    def build(self) -> None:
        self._copy = self.add_act("Sao chép bảng", self.copy, writes=False, tip="Dán được vào Excel, Word")
        self._type = self.add_act("Đối chiếu bảng số liệu…", self.type_figures, "Ins")
        self._drop = self.add_act("Bỏ bảng này", self.drop, button=False)
        self._copy_picture = self.add_act("Sao chép hình", self.copy_picture, writes=False)
        self._print_picture = self.add_act("In hình…", lambda: self.picture.print_out(self), writes=False)
        self.which = QComboBox()
        self.which.setAccessibleName("Bảng")
        self.rates = TableView(self._rate_columns(), key=lambda one: one.key, sortable=False)
        self.rates.setAccessibleName("Số lượng và tỷ lệ")
        self.titles = TableView(self._title_columns(), key=lambda one: one.title, sortable=False)
        self.titles.setAccessibleName("Danh hiệu theo cấp")
        self.method = words("", "muted")
        self.faults = words("", "bad")
        self.tables = QStackedWidget()
        self.tables.addWidget(self.rates)
        self.tables.addWidget(self.titles)
        self.spread = TableView(self._spread_columns(), key=lambda one: one.name, sortable=False)
        self.spread.setAccessibleName("Điểm từng đơn vị ở hai bước")
        self.picture = SpreadPicture()
        self.beside = QSplitter(Qt.Orientation.Horizontal)
        self.beside.addWidget(scrolled(self.picture))
        self.beside.addWidget(self.spread)
        self.beside.setChildrenCollapsible(False)
        self.beside.setSizes([640, 400])
        self.tables.addWidget(self.beside)
        self.empty = EmptyState(NO_YEAR, [])
        self.tables.addWidget(self.empty)
        self.body.addLayout(row(self.which, None))
        self.body.addWidget(self.tables, 1)
        self.body.addWidget(self.faults)
        self.body.addWidget(self.method)
        self.which.currentIndexChanged.connect(lambda _place: self._show())

    def _rate_columns(self) -> tuple[Column, ...]:
        def strong(one: RateRow) -> bool:
            return one.key == TOTAL

        return (
            Column("Nội dung", lambda one: one.label, width=0, strong=strong),
            Column("Số lượng", lambda one: str(one.count), side="right", width=10, strong=strong),
            Column("Tỷ lệ (%)", lambda one: percent(one.share), side="right", width=10, strong=strong),
            Column("Đã ghi (%)", self._typed, side="right", width=11, tone=self._typed_tone),
            Column(
                "Mẫu số đã ghi",
                lambda one: "" if one.typed_base is None else str(one.typed_base),
                side="right",
                width=13,
                tone=self._base_tone,
            ),
        )

    def _spread_columns(self) -> tuple[Column, ...]:
        def number(name: str, heading: str) -> Column:
            return Column(
                heading,
                lambda one: "" if getattr(one, name) is None else shown(getattr(one, name)),
                side="right",
                width=11,
            )

        return (
            Column("Đơn vị", lambda one: one.name, width=0),
            number("own", "Tự chấm"),
            number("agreed", "Công nhận"),
            Column("Chênh", lambda one: one.difference, side="right", width=8),
        )

    def _title_columns(self) -> tuple[Column, ...]:
        def number(name: str, heading: str) -> Column:
            return Column(heading, lambda one: str(getattr(one, name) or "–"), side="right", width=12, strong=total)

        def total(one: TitleRow) -> bool:
            return one.title == TOTAL

        return (
            Column("Cấp", lambda one: "" if total(one) else labels.TITLE_LEVELS.get(one.level, ""), width=16),
            Column("Danh hiệu, hình thức", self._nested_name, width=0, strong=total),
            number("proposed_collectives", "Đề nghị, tập thể"),
            number("proposed_individuals", "Đề nghị, cá nhân"),
            number("proposed_households", "Đề nghị, hộ"),
            number("collectives", "Đã tặng, tập thể"),
            number("individuals", "Đã tặng, cá nhân"),
            number("households", "Đã tặng, hộ"),
        )

    def _nested_name(self, one: TitleRow) -> str:
        return f"    trong đó: {one.name}" if one.within and one.within in self._titles_shown else one.name

    # -- showing --

    def refresh(self, notice: object | None = None) -> None:
        book, year = self.session.book, self.session.year
        self._known = book.years.find(year) is not None
        self._figures: dict[str, RateTable] = {}
        self._titles_shown: set[str] = set()
        self._shown: RateTable | None = None
        if self._known:
            self._figures = {one.key: one for one in book.statistics.figures(year)}
        built_in = {key: self.session.worded(label) for key, label in BUILT_IN.items()}
        kept = self.which.currentData()
        self.which.blockSignals(True)
        self.which.clear()
        for key, label in {**built_in, **{key: one.name for key, one in self._figures.items()}}.items():
            self.which.addItem(label, key)
        self.which.setCurrentIndex(max(0, self.which.findData(kept)))
        self.which.setVisible(self._known)
        self.which.blockSignals(False)
        self.under.setText(self.session.called(year, capital=True) if self._known else "")
        self._type.setEnabled(self._known and not self.session.read_only)
        self._show()

    def _show(self) -> None:
        chosen, book, year = self.which.currentData(), self.session.book, self.session.year
        for action in (self._copy_picture, self._print_picture):
            action.setVisible(self._known and chosen == SPREAD)
        self._drop.setEnabled(chosen in self._figures and not self.session.read_only)
        if not self._known:
            self.tables.setCurrentWidget(self.empty)
            self._say("", [])
        elif chosen == TITLES:
            self._show_titles()
        elif chosen == SPREAD:
            self._show_spread()
        else:
            built = {CLASSES: book.statistics.classes, RATINGS: book.statistics.ratings}
            self._show_rates(built[chosen](year) if chosen in built else self._figures[chosen])

    def _show_rates(self, table: RateTable) -> None:
        self.tables.setCurrentWidget(self.rates)
        self._shown = table
        total = RateRow(TOTAL, "Cộng", table.whole, table.total, self._typed_sum(table))
        self.rates.set_rows((*table.rows, total) if table.rows else ())
        typed = bool(table.rows) and table.key in self._figures
        self.rates.setColumnHidden(3, not typed)
        self.rates.setColumnHidden(4, not typed)
        method = f"Mẫu số chung: {table.whole}. Tỷ lệ làm tròn 2 chữ số, điều chỉnh ở số lẻ cuối để cộng đúng 100,00."
        self._say(
            method if table.whole else self.session.worded(NOTHING_YET.get(table.key, NO_ROWS)),
            [self._fault(one, table) for one in table.faults],
        )

    def _show_titles(self) -> None:
        made = self.session.book.statistics.titles(self.session.year)
        self._titles_shown = {one.title for one in made.rows}
        names = COUNTS
        sums: dict[str, Any] = {name: made.summed(name) for name in names}
        total = TitleRow("", TOTAL, "Cộng", **sums)
        self.tables.setCurrentWidget(self.titles)
        for place, name in enumerate(names, 2):  # households have their columns where there are any
            self.titles.setColumnHidden(place, name.endswith("households") and not made.households)
        self.titles.set_rows((*made.rows, total) if made.rows else ())
        said = "Số ghi ở dòng “trong đó” đã nằm trong dòng trên, không cộng thêm."
        self._say(said if made.rows else "Năm này chưa có đề nghị hoặc khen thưởng nào.", [])

    def _show_spread(self) -> None:
        """The picture, and beside it the same figures as a table."""
        spread = spread_of(self.session)
        self.tables.setCurrentWidget(self.beside)
        self.picture.show_spread(spread)
        self.spread.set_rows(spread.lines)
        said = f"{spread.own} so với {spread.agreed}; đơn vị theo thứ tự xếp hạng, chênh là điểm sau trừ điểm trước."
        self._say(said if spread.lines else NO_SPREAD, [])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the text is large the table stands under the picture."""
        super().resizeEvent(event)
        wide = self.width() >= letters(self, WIDTH_FOR_BOTH)
        self.beside.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _say(self, method: str, faults: list[str]) -> None:
        self.method.setText(method)
        self.faults.setText("\n".join(faults))
        self.faults.setVisible(bool(faults))

    @staticmethod
    def _typed_sum(table: RateTable) -> Fraction | None:
        typed = [one.typed for one in table.rows if one.typed is not None]
        return sum(typed, Fraction(0)) if typed and len(typed) == len(table.rows) else None

    @staticmethod
    def _fault(one: object, table: RateTable) -> str:
        """One typed figure that disagrees, with what the counts give."""
        code, label = one.code, table.label(one.row)  # type: ignore[attr-defined]  # a checked table's cell
        typed, computed = one.typed, one.computed  # type: ignore[attr-defined]  # a checked table's cell
        if code == "statistics.base":
            return f"{label}: mẫu số ghi {show_number(typed, 0)}, cộng các dòng được {show_number(computed, 0)}."
        if code == "statistics.sum":
            return f"Cộng các tỷ lệ đã ghi được {show_number(typed)}%, không phải 100%."
        return f"{label}: ghi {show_number(typed)}%, tính đúng là {show_number(computed)}%."

    def _typed(self, one: RateRow) -> str:
        return "" if one.typed is None else show_number(one.typed)

    def _typed_tone(self, one: RateRow) -> str | None:
        row = "" if one.key == TOTAL else one.key
        codes = {
            fault.row: fault.code
            for fault in (self._shown.faults if self._shown else ())
            if fault.code != "statistics.base"
        }
        return "bad" if row in codes else None

    def _base_tone(self, one: RateRow) -> str | None:
        faults = self._shown.faults if self._shown else ()
        return "bad" if any(each.row == one.key and each.code == "statistics.base" for each in faults) else None

    # -- acts --

    def copy(self) -> None:
        shown: dict[QWidget | None, TableView] = {self.titles: self.titles, self.beside: self.spread}
        table = shown.get(self.tables.currentWidget(), self.rates)
        table.clearSelection()
        table.copy()
        self.session.say("Đã sao chép bảng. Dán vào Excel hoặc Word.")

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        self.picture.copy()
        self.session.say("Đã sao chép hình. Dán vào Word, Zalo hoặc thư.")

    def type_figures(self) -> None:
        from ui.papers.figures import FiguresDialog

        dialog = FiguresDialog(self.session, self)
        dialog.passed.connect(lambda key: self.which.setCurrentIndex(max(0, self.which.findData(key))))
        dialog.open()

    def drop(self) -> None:
        key = self.which.currentData()
        self.session.take_away(lambda: self.session.book.statistics.remove_figures(self.session.year, key))
