"""Chấm điểm: units × items of one stage, typed as in Excel, with totals and ranks beside and everything about a cell
at the right.

The page chooses what is shown and calls one verb per act; cells are the grid's, points and ranks the Book's.
"""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.book.scoring.rows import SheetCell
from models.book.scoring.scores_flags import Flag
from models.rules.form.scoring import Cell
from models.rules.number.subjects import SheetOf, Subject
from ui.base.layout import words
from ui.base.measure import fit, lines
from ui.base.turning import Turning
from ui.kit.empty_state import EmptyState
from ui.scoring.grid.cells import GridColumn
from ui.scoring.grid.grid import ScoreGrid
from ui.scoring.grid.legend import Legend
from ui.scoring.grid.lines import GroupSum
from ui.scoring.grid.looking import Looking
from ui.scoring.grid.model import ScoreModel, View
from ui.scoring.grid.tools import GridTools
from ui.scoring.many_sheets import MANY, WRITING, Many
from ui.scoring.many_sheets import do as do_many
from ui.scoring.many_sheets import words as many_words
from ui.scoring.page_acts import ScoreActs
from ui.scoring.panel.cell_line import CellLine
from ui.scoring.panel.cell_panel import CellPanel, Chosen
from ui.scoring.panel.explained import of_group
from ui.scoring.panel.flag_list import FlagList
from ui.scoring.panel.why_list import WhyList
from ui.scoring.score_words import worth_saying
from ui.scoring.sheet_chooser import SheetChooser
from ui.scoring.sheet_strip import SheetStrip

LINES_FOR_ALL = 24
"""Lines of text a page must hold for the panel, the marks and the sheet's strip to stand around the grid."""
NO_UNITS = "Chưa có đơn vị nào. Dán danh sách từ Excel, hoặc thêm từng đơn vị; trước mắt chỉ cần tên."
NO_FORM = "Chưa có bảng chấm điểm của năm. Lấy bảng năm trước, chọn một bảng mẫu, hoặc lấy từ Excel."
NO_YEAR = "Sổ chưa có năm nào. Mở năm ở thực đơn Sổ, “Thêm năm khác…”."
NO_SCORES = "Chưa có phiếu nào ở bước này. Gõ điểm thẳng vào ô, dán từ Excel, hoặc phát phiếu Excel cho các đơn vị."


class ScoresPage(ScoreActs):
    """The grid of one stage, the panel of the chosen cell, the strip of the chosen sheet."""

    key: ClassVar[str] = "scores"
    title: ClassVar[str] = "Chấm điểm"
    ranks: ClassVar[bool] = True
    wide: ClassVar[bool] = True

    # -- putting together --

    def build(self) -> None:
        self._by_hand: bool | None = None
        """Whether a person opened or folded the panel; None: as there is room."""
        self._strip_asked = False
        self._declare_acts()
        self._flagged: list[Flag] | None = None
        self._flags_wait = False
        self._shape: set[str] = set()
        """What was read to know which rows and columns there are: a change of it makes them anew."""
        self.model = ScoreModel(self.session)
        self.grid = ScoreGrid(self.model)
        self.looking = Looking(self.grid)
        self.panel = CellPanel(self.session)
        self.why = WhyList()
        self.flags = FlagList(self.session)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.panel, "Ô điểm")
        self.tabs.addTab(self.why, "Diễn giải cách tính")
        self.tabs.addTab(self.flags, "Cần xem")
        self.strip = SheetStrip(self._state_acts, self._accept_sum)
        self._flag_timer = QTimer(self, singleShot=True, interval=400)
        self._lay_out()
        self._connect()

    def _declare_acts(self) -> None:
        self._looks: list[QAction] = []
        self._import = self.add_act("Lấy từ Excel…", self.take_from_excel, "Ctrl+Shift+E")
        self._export = self.add_act("Xuất ra Excel…", self.give_to_excel, writes=False)
        self._give_out = self.add_act("Phát phiếu Excel…", self.give_out_forms, writes=False)
        self._take_forms = self.add_act("Nhận phiếu Excel…", self.take_forms)
        self._earlier = self.add_act("Lấy điểm bước trước", self.start_from_earlier, "Ctrl+B")
        self._scorers = self.add_act("Nhiều đơn vị cùng chấm…", self.set_scorers, button=False)
        self.add_act("So người chấm, tự chấm…", self.compare_scorers, button=False, writes=False)
        self._keying = self.add_act("Nhập kiểm tra lần hai…", self.second_keying)
        self._not_given = self.add_act("Không giao", lambda: self.grid.not_assigned(), "Ctrl+G", button=False)
        self._explain = self.add_act("Diễn giải cách tính", self.explain, "Ctrl+I", button=False, writes=False)
        self._units = self.add_act("Thêm đơn vị…", lambda: self.session.go("members"), button=False, writes=False)
        self._forms = self.add_act("Bảng chấm điểm…", lambda: self.session.go("form"), button=False, writes=False)
        self._accept_sum = self.add_act("Ghi nhận cộng nhầm", lambda: self._of_sheet("accept_sum"), button=False)
        self._complete = self.add_act("Xác nhận đủ", lambda: self._of_sheet("complete"), "Ctrl+Return", button=False)
        self._confirm = self.add_act("Xác nhận phiếu", lambda: self._of_sheet("confirm"), button=False)
        self._lock = self.add_act("Chốt điểm", lambda: self._of_sheet("lock"), button=False)
        self._reopen = self.add_act("Mở lại để sửa…", self.reopen, button=False)
        self._many = {
            to: self.add_act(text, partial(self._do_many, to), button=False, writes=to in WRITING)
            for to, text in MANY.items()
        }
        self._next_blank = self.add_act(
            "Ô trống tiếp", lambda: self.looking.next_blank(), "F8", button=False, writes=False
        )
        for text, act, keys in (
            ("Ô trống trước", lambda: self.looking.next_blank(False), "Shift+F8"),
            ("Ô khác số tính tiếp", lambda: self.looking.next_difference(), "F7"),
            ("Đổi hàng và cột", lambda: self.looking.turn(not self.model.turned), ""),
            ("Gập mọi nhóm", lambda: self.looking.fold_all(), ""),
            ("Mở mọi nhóm", lambda: self.looking.fold_all(False), ""),
            ("Ẩn hoặc hiện ngăn bên phải", lambda: self.show_panel(self.tabs.isHidden()), "F4"),
            ("Phiếu của đơn vị", self.show_sheet_strip, "F6"),
        ):
            self._looks.append(self.add_act(text, act, keys, button=False, writes=False))
        self._state_acts = (self._complete, self._confirm, self._lock, self._reopen)

    def _lay_out(self) -> None:
        self.chooser = SheetChooser(self.session)
        self.stages = self.chooser.stages
        self.hint = words("", "muted", wrap=False)
        self.legend = Legend()
        self.tools = GridTools(self.looking, self._next_blank)
        self.body.addWidget(Turning(self.chooser, self.tools))
        self.said = CellLine(lambda: self.show_panel(True), self.show_sheet_strip)
        self.empty = EmptyState(NO_FORM, [self._forms])
        self.views, work = QStackedWidget(), QWidget()
        self.body.addWidget(self.views, 1)
        self.views.addWidget(work)
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.hint)
        split = QSplitter(Qt.Orientation.Horizontal)
        box.addWidget(split, 1)
        split.addWidget(self.grid)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 1)
        split.setSizes([820, 320])
        fit(self.tabs, least_width=32)
        box.addWidget(self.said)
        box.addWidget(self.legend)
        box.addWidget(self.strip)
        self.views.addWidget(self.empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the text is large and the page holds few lines of it, the marks are explained by their tool tips, the
        panel is folded to one line, and the sheet's strip comes when it is asked for."""
        super().resizeEvent(event)
        self._make_room()

    @property
    def narrow(self) -> bool:
        """Whether the page holds few lines of its text."""
        return self.height() < lines(self, LINES_FOR_ALL)

    def _make_room(self) -> None:
        shown, narrow = self.model.view is not None, self.narrow
        self.legend.setVisible(shown and not narrow)
        self.tabs.setVisible(not narrow if self._by_hand is None else self._by_hand)
        self.said.setVisible(shown and self.tabs.isHidden())
        self.under.setVisible(not narrow)
        self.strip.setVisible(self.grid.current() is not None and (not narrow or self._strip_asked))
        self.tools.follow(narrow)

    def show_panel(self, shown: bool) -> None:
        """Open or fold the panel at the right; it stays so."""
        self._by_hand = shown
        self._make_room()
        self._show_chosen()
        (self.tabs if shown else self.grid).setFocus()

    def show_sheet_strip(self) -> None:
        """Bring the chosen unit's sheet before the eyes, or fold it away again where there is little room."""
        self._strip_asked = self.strip.isHidden()
        self._make_room()
        if not self.strip.isHidden():
            self.strip.on.setFocus()

    def _menu(self, where: QPoint, part: str) -> None:
        offered = (self._not_given, self._earlier, self._keying, *self._state_acts, *self._many.values())
        possible = self.possible_acts()
        acts = [one for one in offered if one in possible]
        self.looking.menu(part, self, acts, not self.session.locked).popup(where)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self._load)
        self.grid.stood.connect(lambda _where: self._show_chosen())
        self.grid.selectionModel().selectionChanged.connect(lambda *_both: self._name_many())
        self.grid.asked.connect(self._ask_paste)
        self.grid.menued.connect(self._menu)
        self.grid.arranged.connect(lambda: self.tools.follow(self.narrow))
        self.panel.edited.connect(self._edit)
        self.panel.explained.connect(self._explained)
        self.panel.settled.connect(self._settled)
        self.panel.asked.connect(self._answer)
        self.panel.evidence.connect(self._evidence)
        self.strip.received.connect(self._received)
        self.strip.totalled.connect(lambda total: self._sheet_verb(lambda scores, at: scores.state_total(at, total)))
        self.strip.refused.connect(self.session.warn)
        self._flag_timer.timeout.connect(self._read_flags)
        self.tabs.currentChanged.connect(lambda _place: self._show_tab())
        self.flags.opened.connect(self._go_to_flag)

    def _name_many(self) -> None:
        """The acts on many sheets say on how many."""
        units = self.grid.chosen_units()
        for to, action in self._many.items():
            action.setText(many_words(to, units))

    def _do_many(self, to: Many) -> None:
        view = self.model.view
        if view is not None:
            do_many(self.session, to, view.stage, view.period, self.grid.chosen_units())

    # -- what is shown --

    def refresh(self, notice: Any = None) -> None:
        if notice is not None and self.model.view is not None and not notice.touches(self._shape):
            where = self.grid.current()
            self.model.follow(notice)
            if where is not None and self.grid.current() is None:  # a bonus nobody knew of has made a new column
                self.grid.stand(*where)
            self._after_change()
            return
        with self.session.book.reads.watching() as self._shape:
            self.chooser.fill()
        self._load()

    def _load(self) -> None:
        """Show the chosen sheets anew; the current cell stays where it was when it is still there."""
        self._flagged = None
        book, year = self.session.book, self.session.year
        where = self.grid.current()
        form, units = self.chooser.form, self.chooser.units
        if not units or not self.stage:
            self.model.load(None)
            self._say_empty()
            self._after_change()
            return
        self.views.setCurrentIndex(0)
        with book.reads.watching() as shape:
            read = book.forms.form(form)
            holds = next((one.shows for one in book.years.stages(year) if one.key == self.stage), self.chooser.holds)
        self._shape |= shape
        self.looking.take_up(str(book.path), form)
        self.model.load(View(year, self.stage, self.chooser.period, form, holds), units, read)
        if where is not None and where[0] in self.model.units:
            self.grid.stand(*where)
        elif self.model.lines:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self._after_change()

    def _say_empty(self) -> None:
        book, year = self.session.book, self.session.year
        way = self._forms
        if book.years.find(year) is None:
            sentence, way = NO_YEAR, self._units
        elif not book.members.roster(year):
            sentence, way = NO_UNITS, self._units
        else:
            sentence = NO_FORM
        old = self.empty
        self.empty = EmptyState(sentence, [way])
        self.views.addWidget(self.empty)
        self.views.setCurrentWidget(self.empty)
        self.views.removeWidget(old)
        old.deleteLater()

    def _after_change(self) -> None:
        """Bring what stands around the grid up to date."""
        shown = self.model.view is not None
        for widget in (self.chooser, self.tools):
            widget.setVisible(shown)
        if self.tabs.isHidden() is self.said.isHidden() or self.tools.isVisible() is not shown:
            self._make_room()
        self.tools.follow(self.narrow)
        sheets = self.model.sheets.values()
        begun = sum(bool(sheet.cells) or sheet.state != "empty" for sheet in sheets)
        done = sum(sheet.state in ("complete", "confirmed", "locked") for sheet in sheets)
        self.under.setText(
            f"{self.session.called(capital=True)}. "
            f"{len(self.model.units)} đơn vị: {begun} phiếu đã nhập, {done} phiếu đã đủ"
            if shown
            else ""
        )
        self.hint.setText(NO_SCORES)
        self.hint.setVisible(shown and begun == 0)
        self._earlier.setEnabled(shown and bool(self.chooser.earlier) and not self.session.read_only)
        for action in (self._import, self._keying, self._take_forms):
            action.setEnabled(shown and not self.session.read_only)
        for action in (self._export, self._give_out):
            action.setEnabled(shown)
        if not self.grid.going_on:
            self._show_chosen()
        self._flag_timer.start()

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self.panel.show_cell(chosen)
        if not self.said.isHidden():
            self.said.show_cell(chosen, self._told_of_group())
        self._show_tab()
        self._show_strip()

    def _chosen(self) -> Chosen | None:
        where, view = self.grid.current(), self.model.view
        if where is None or view is None:
            return None
        unit, node = where
        sheet = self.model.sheets[unit]
        column = self.grid.line()
        if not isinstance(column, GridColumn):
            return None
        held = sheet.cells.get(node) or SheetCell(Cell(node=node))
        result = self.model.results.get(unit)
        item = result.items.get(node) if result is not None and column.item is not None else None
        return Chosen(
            unit, self.model.names[unit], node, column, sheet.key, held, item, sheet.open and not sheet.masked
        )

    def _show_tab(self) -> None:
        """Only the tab before the eyes is brought up to date."""
        chosen, view = self.panel.chosen, self.model.view
        self._show_flags()
        if chosen is None or view is None:
            self._show_group()
            return
        if self.tabs.currentWidget() is self.why:
            standing = self.session.book.standing
            node = chosen.node if chosen.column.item is not None else None
            steps = standing.explain(view.at(chosen.unit), node)
            self.why.show_steps(steps, f"{chosen.unit_name}, mục {chosen.column.head}")
        elif self.tabs.currentWidget() is self.panel:
            lines = self.session.book.scores.evidence.of(view.at(chosen.unit), chosen.node)
            self.panel.show_evidence(lines)

    def _show_flags(self) -> None:
        if self.tabs.currentWidget() is self.flags and self._flags_wait:
            self._flags_wait = False
            self.flags.show_flags(self._flagged or ())

    def _told_of_group(self) -> str:
        """The points of the chosen group; "" where no group's sum is chosen."""
        if not isinstance(self.grid.line(), GroupSum):
            return ""
        return self.model.look(*self.model.spot(self.grid.currentIndex())).tip

    def _show_group(self) -> None:
        """A group's sum: its points, and how they come."""
        where, view, line = self.grid.current(), self.model.view, self.grid.line()
        if where is None or view is None or not isinstance(line, GroupSum):
            self.why.show_steps()
            return
        at, name, told = view.at(where[0]), self.model.names[where[0]], self._told_of_group()
        sheet = self.model.sheets[where[0]]
        shown = self.tabs.currentWidget() in (self.panel, self.why) and sheet.cells and not sheet.masked
        lines = of_group(self.session.book.standing.explain(at, line.node)) if shown else ()
        if self.tabs.currentWidget() is self.panel:
            self.panel.show_group(name, line, told, lines)
        elif self.tabs.currentWidget() is self.why:
            self.why.show_lines(lines, f"{name}, {line.band}")

    def _show_strip(self) -> None:
        where, view = self.grid.current(), self.model.view
        self.strip.setVisible(where is not None and (self._strip_asked or not self.narrow))
        for action in (*self._state_acts, self._accept_sum):
            action.setVisible(False)
        if where is None or view is None:
            return
        scores, unit = self.session.book.scores, where[0]
        sheet = self.model.sheets[unit]
        at = view.at(unit)
        may = not self.session.locked and not sheet.masked
        check = None if sheet.masked else scores.sum_of(sheet)
        self.strip.show_sheet(self.model.names[unit], sheet, scores.late(at), check, self.model.results.get(unit), may)
        self._complete.setVisible(sheet.state in ("empty", "entering"))
        self._confirm.setVisible(sheet.state == "complete")
        self._lock.setVisible(sheet.state == "confirmed")
        self._reopen.setVisible(sheet.state in ("confirmed", "locked"))
        for action in (*self._state_acts, self._accept_sum):
            action.setEnabled(may and (action is not self._complete or sheet.state != "empty"))

    def _of_sheet(self, verb: str) -> None:
        at = self._at()
        if at is not None:
            self.session.act(lambda: getattr(self.session.book.scores.states, verb)(at))

    # -- flags --

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._flag_timer.start()

    def _read_flags(self) -> None:
        """The flags of this stage; read a moment after the last change, so that typing never waits for them."""
        if not self.isVisible() or not self.session.is_open:  # shown again, the page reads them then
            return
        view = self.model.view
        found = self.session.book.scores.flags(view.year) if view is not None else ()
        here = [
            one
            for one in found
            if view and (one.stage, one.period) == (view.stage, view.period) and one.unit in self.model.units
        ]
        if here == self._flagged:
            return
        self._flagged, self._flags_wait = here, True
        self._show_flags()
        count = len(worth_saying(here))
        self.tabs.setTabText(2, f"Cần xem ({count})" if count else "Cần xem")

    def _go_to_flag(self, flag: Flag) -> None:
        node = flag.facts.get("node") or flag.facts.get("item")
        self.grid.stand(flag.unit, str(node) if node else None)

    def show_subject(self, subject: Subject) -> bool:
        """A unit's sheet, at a node where one is named."""
        if not isinstance(subject, SheetOf):
            return False
        self.chooser.choose(subject.unit, subject.stage, subject.period)
        self.grid.stand(subject.unit, subject.node)
        self.grid.setFocus()
        return subject.unit in self.model.units
