"""What the page Chấm điểm does: with the chosen cell, with the chosen unit's sheet, and with workbooks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QTabWidget

from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.scoring.standing import Change
from ui.base.page import Page
from ui.scoring.grid.cells import Plan
from ui.scoring.grid.grid import ScoreGrid
from ui.scoring.grid.model import ScoreModel
from ui.scoring.panel.cell_panel import CellPanel, Chosen, moves_others
from ui.scoring.panel.why_list import WhyList
from ui.scoring.sheet_chooser import SheetChooser

REOPENED = "Phiếu của {unit} sẽ sửa được trở lại; lý do được ghi vào nhật ký."


class ScoreActs(Page):
    """Each act calls one verb; what is chosen is the grid's current cell."""

    model: ScoreModel
    grid: ScoreGrid
    panel: CellPanel
    why: WhyList
    tabs: QTabWidget
    chooser: SheetChooser

    def _show_chosen(self) -> None:
        raise NotImplementedError

    def _show_strip(self) -> None:
        raise NotImplementedError

    def show_panel(self, shown: bool) -> None:
        """Open or fold the panel at the right."""
        raise NotImplementedError

    @property
    def stage(self) -> str:
        return self.chooser.stage

    # -- acts on a cell --

    def _at(self) -> SheetAt | None:
        where, view = self.grid.current(), self.model.view
        return None if where is None or view is None else view.at(where[0])

    def _edit(self, edit: Edit) -> None:
        """Write what the panel says; an edit that moves other units' points is shown first."""
        chosen, view = self.panel.chosen, self.model.view
        if chosen is None or view is None:
            return
        if edit.inputs and moves_others(chosen.column.item):
            change = Change(chosen.unit, view.stage, chosen.node, edit, view.period)
            moved = self.session.value(lambda: self.session.book.standing.moves(view.year, change))
            if moved is None:
                self._show_chosen()
                return
            others = [one for one in moved if one.unit != chosen.unit]
            if others:
                self._ask_moves(chosen, edit, others)
                return
        if not self.model.enter([(chosen.unit, chosen.node, edit)]):
            self._show_chosen()

    def _ask_moves(self, chosen: Chosen, edit: Edit, others: list[Any]) -> None:
        from ui.scoring.panel.moves import MovesDialog

        dialog = MovesDialog(self.session, chosen, others, lambda: self._write(chosen, edit), self)
        dialog.rejected.connect(self._show_chosen)
        dialog.open()

    def _write(self, chosen: Chosen, edit: Edit) -> object:
        view = self.model.view
        assert view is not None
        return self.session.book.scores.enter_many(
            view.year, view.stage, [(chosen.unit, chosen.node, edit)], view.period
        )

    def compare_scorers(self) -> None:
        """Scorers side by side, own points over the years: advice, no change."""
        from ui.scoring.beside.apart import ApartDialog

        at = self._at()
        ApartDialog(self.session, self, *(() if at is None else (at.period,))).open()

    def _explained(self, text: str) -> None:
        chosen, at = self.panel.chosen, self._at()
        if chosen is not None and at is not None:
            self.session.act(lambda: self.session.book.scores.explain(at, chosen.node, text))

    def _settled(self, state: str, reason: str) -> None:
        chosen, at = self.panel.chosen, self._at()
        if chosen is not None and at is not None:
            settle = self.session.book.scores.explanations.settle
            if not self.session.act(lambda: settle(at, chosen.node, state, reason)):
                self._show_chosen()

    def _answer(self, question: Any) -> None:
        from ui.regulation.question import ask

        ask(self.session, question, self)

    def _evidence(self, key: str) -> None:
        from ui.scoring.panel.evidence import EvidenceDialog

        chosen, at = self.panel.chosen, self._at()
        if chosen is not None and at is not None:
            EvidenceDialog(self.session, at, chosen.node, key, self).open()

    def _ask_paste(self, plan: Plan) -> None:
        from ui.scoring.paste_refused import PasteRefusedDialog

        dialog = PasteRefusedDialog(plan, lambda: self.model.enter(plan.edits), self)
        dialog.open()

    def explain(self) -> None:
        """Show how the chosen number came to be."""
        self.show_panel(True)
        self.tabs.setCurrentWidget(self.why)
        self.why.setFocus()

    # -- acts on a sheet --

    def _sheet_verb(self, verb: Callable[..., object]) -> None:
        at = self._at()
        if at is not None and not self.session.act(lambda: verb(self.session.book.scores, at)):
            self._show_strip()

    def _received(self, day: str | None) -> None:
        if day is None:
            self._show_strip()
            return
        self._sheet_verb(lambda scores, at: scores.receive(at, day))

    def reopen(self) -> None:
        """Ask for the reason and open a confirmed or locked sheet again."""
        from ui.kit.reason_dialog import ReasonDialog

        at, states = self._at(), self.session.book.scores.states
        if at is not None:
            told = REOPENED.format(unit=self.session.unit_name(at.unit))
            act = partial(states.reopen, at)
            ReasonDialog(self.session, "Mở lại để sửa", told, "Mở lại", act, self).open()

    def start_from_earlier(self) -> None:
        """Fill what is blank on the chosen unit's sheet (or on every sheet) from an earlier step that has points."""
        from ui.scoring.start_from import StartFromDialog, having_points

        at = self._at()
        if at is None:
            return
        earlier = having_points(self.session, at, self.chooser.earlier, self.model.units)
        if earlier:
            StartFromDialog(self.session, at, earlier, self.model.units, self).open()
        else:
            named = ", ".join(f"“{self.session.names.stage(one)}”" for one in self.chooser.earlier)
            self.session.warn(f"Chưa bước nào trước bước này có điểm để lấy: {named}.")

    def set_scorers(self) -> None:
        from ui.scoring.scorers import ScorersDialog

        ScorersDialog(self.session, self.chooser.step, self).open()

    def second_keying(self) -> None:
        """Key the chosen unit's paper a second time, or settle what differs."""
        from ui.scoring.second_keying import open_keying

        at = self._at()
        if at is not None and self.model.form is not None:
            open_keying(self.session, at, self.model.names[at.unit], self.model.columns, self)

    # -- Excel --

    def take_from_excel(self) -> None:
        from ui.scoring.excel.score_import import choose_and_open

        choose_and_open(self.session, self.model, self)

    def give_out_forms(self) -> None:
        from ui.scoring.excel.forms_out import choose_folder

        if self.model.view is not None:
            choose_folder(self.session, self.stage, self.chooser.period, self)

    def take_forms(self) -> None:
        from ui.scoring.excel.forms_in import choose_files

        if self.model.view is not None:
            choose_files(self.session, self.stage, self.chooser.period, self)

    def give_to_excel(self) -> None:
        from ui.scoring.excel.score_import import save_workbook

        save_workbook(self.session, self.model, self.chooser.stage_name, self)
