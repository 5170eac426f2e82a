"""Nhiều đơn vị cùng chấm: set in one dialog; the sheets are chosen beside the step, typed and printed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.rules.form.scoring import Form, Item
from models.rules.place.regulation import Regulation, Rule
from printing.content import score_sheet
from tests.book.practice import YEAR
from tests.ui.acts import act_of
from ui.scoring.beside.apart import ApartDialog
from ui.scoring.page import ScoresPage
from ui.scoring.scorers import ScorersDialog
from ui.window.main_window import MainWindow


def bloc(book: Book) -> None:
    """Three units, a form of one item of 100, a year whose last step counts."""
    for unit in ("td", "stc", "tk"):
        book.members.add(f"Cơ quan {unit}", f"Cơ quan {unit}", year=YEAR, key=unit)
    book.forms.adopt(YEAR, book.forms.put_form(Form("f", "Bảng", nodes=(Item("a", "1", "Việc", None, Fraction(100)),))))
    raw = {"by": "raw", "compare": "exact", "ties": "1,1,3", "tie_keys": []}
    rules = (
        Rule("xh", "ranking/1", cite="Điều 6", spec=raw),
        Rule("dc", "final-score/1", cite="Điều 5", spec={"method": "stage", "stage": "cross", "missing": "ask"}),
    )
    book.regulations.adopt(YEAR, Regulation("q", "Quy chế"), rules)


def test_scorers_are_set_their_sheets_chosen_typed_and_printed(
    empty_book: Book, window_on: Callable[[Book], MainWindow], dialog_of: Callable[[QWidget, type], QWidget]
) -> None:
    bloc(empty_book)
    window = window_on(empty_book)
    window.go("scores")
    page = window.page("scores")
    assert isinstance(page, ScoresPage)
    page.chooser.stages.setCurrentIndex(1)
    assert page.chooser.step == "cross" and page.chooser.scorers.isHidden()
    act_of(page, "Nhiều đơn vị cùng chấm…").trigger()
    dialog = dialog_of(page, ScorersDialog)
    assert isinstance(dialog, ScorersDialog)
    assert set(dialog.chosen()) == {"td", "stc", "tk"}
    dialog.accept()
    QApplication.processEvents()
    panel = empty_book.years.panels(YEAR)["cross"]
    assert set(panel.by) == {"td", "stc", "tk"}
    chooser = page.chooser
    shown = [chooser.scorers.itemText(place) for place in range(chooser.scorers.count())]
    assert (shown[0], sorted(shown[1:])) == (
        "Kết quả chung",
        ["Cơ quan stc chấm", "Cơ quan td chấm", "Cơ quan tk chấm"],
    )
    assert (page.stage, page.model.view.holds) == ("cross", "total")
    chooser.scorers.setCurrentIndex(chooser.scorers.findData(panel.by["td"]))
    chooser.scorers.activated.emit(chooser.scorers.currentIndex())
    assert (page.stage, page.model.view.holds) == (panel.by["td"], "items")
    empty_book.scores.enter(SheetAt(YEAR, "stc", panel.by["td"]), "a", stated={"base": Fraction(90)})
    empty_book.scores.enter(SheetAt(YEAR, "stc", panel.by["tk"]), "a", stated={"base": Fraction(80)})
    assert empty_book.standing.ranking(YEAR).values["stc"] == 85
    window.go("ranking")
    ranking = window.page("ranking")
    ranking.table.select_key("stc")
    assert "Chấm chéo: Cơ quan td  90" in ranking.why.as_text()
    (sheet,) = score_sheet.gather(empty_book, YEAR, ["stc"], stage=panel.by["td"])
    assert sheet.form.stages == ("Chấm chéo: Cơ quan td",)
    assert sheet.lines[-1].points == ("90,00",)
    blank = score_sheet.gather(empty_book, YEAR, blank=True, stage=panel.by["td"])
    assert [one.unit for one in blank] == ["Cơ quan stc", "Cơ quan tk"]  # not asked about itself
    (both,) = score_sheet.gather(empty_book, YEAR, ["stc"])
    assert both.lines[-1].points[1] == "85,00"
    QApplication.processEvents()
    window.session.close()


def test_nobody_chosen_gives_the_step_back(empty_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    bloc(empty_book)
    empty_book.years.set_panel(YEAR, "cross", {"td": "Cơ quan td", "tk": "Cơ quan tk"})
    window = window_on(empty_book)
    dialog = ScorersDialog(window.session, "cross", window)
    assert set(dialog.chosen()) == {"td", "tk"}
    for place in range(dialog.units.count()):
        dialog.units.item(place).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    assert empty_book.years.panels(YEAR) == {}
    assert [stage.key for stage in empty_book.years.stages(YEAR)] == ["self", "cross", "bloc", "appraisal", "agreed"]
    window.session.close()


def test_scorers_stand_side_by_side_and_nothing_is_written(
    empty_book: Book, window_on: Callable[[Book], MainWindow], dialog_of: Callable[[QWidget, type], QWidget]
) -> None:
    bloc(empty_book)
    window = window_on(empty_book)
    window.go("scores")
    page = window.page("scores")
    assert isinstance(page, ScoresPage)
    page.compare_scorers()
    assert dialog_of(page, ApartDialog).sides == []  # type: ignore[attr-defined]  # nobody scores together yet
    empty_book.years.set_panel(YEAR, "cross", {unit: f"Cơ quan {unit} chấm" for unit in ("td", "stc", "tk")})
    panel = empty_book.years.panels(YEAR)["cross"]
    for scorer, points in (("td", 90), ("tk", 80)):
        empty_book.scores.enter(SheetAt(YEAR, "stc", panel.by[scorer]), "a", stated={"base": Fraction(points)})
    before = empty_book.store.canonical()
    page.compare_scorers()
    dialog = [one for one in page.findChildren(ApartDialog) if one.isVisible()][-1]
    table, lean = dialog.sides[0].model(), dialog.leans[0].model()
    heads = [table.headerData(n, Qt.Orientation.Horizontal) for n in range(table.columnCount())]
    assert heads[0] == "Đơn vị được chấm" and heads[-1] == "Trung bình" and len(heads) == 5
    told = {lean.index(n, 0).data(): lean.index(n, 1).data() for n in range(lean.rowCount())}
    assert told == {"Cơ quan td": "+10,00", "Cơ quan tk": "−10,00"}
    assert empty_book.store.canonical() == before


def test_how_far_an_explanation_has_come_is_said_in_the_panel(
    full_book: Book, window_on: Callable[[Book], MainWindow]
) -> None:
    window = window_on(full_book)
    window.go("scores")
    page = window.page("scores")
    assert isinstance(page, ScoresPage)
    page.stages.setCurrentIndex(2)
    page.grid.stand("td", "i.3")
    box = page.panel.explaining

    def choose(state: str) -> None:
        box.state.setCurrentIndex(box.state.findData(state))
        box.state.activated.emit(box.state.currentIndex())

    def held() -> tuple[str | None, str | None]:
        cell = full_book.scores.sheet(SheetAt(YEAR, "td", "appraisal")).cells["i.3"]
        return cell.explanation_state, cell.explanation_reason

    choose("asked")
    assert held() == ("asked", None) and box.reason.isHidden()
    choose("taken")
    assert held() == ("asked", None)  # nothing was answered
    choose("kept")
    assert held() == ("asked", None) and not box.reason.isHidden()
    box.reason.setText("Chưa có minh chứng")
    box.reason.editingFinished.emit()
    assert held() == ("kept", "Chưa có minh chứng")
