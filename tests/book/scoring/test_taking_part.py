"""Who takes part where a form compares units: asked once for the form, printed under it; until then all that stand."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.rules.form.form_compared import COMPARED
from models.rules.form.model import Form, InputSpec, Item, Part
from models.rules.number.questions import Question
from printing.content import score_sheet
from tests.book.scoring.test_by_points import by_points
from ui.words.messages import choice_words, question_words
from ui.words.names import Names

YEAR, UNITS = 2025, ("an", "binh", "chi", "dung")
BEST = Part("p", "base", "leader-relative/1", {"input": "x", "points": "10"})
FORM = Form(
    "f",
    "Bảng",
    nodes=(
        Item("a", "1", "Mục a", max=F(10), parts=(BEST,), inputs=(InputSpec("x", "Số", "count"),)),
        Item("b", "2", "Mục b", max=F(10)),
        by_points("c", ["b"]),
    ),
)
FIGURES = {"an": 5, "binh": 4, "chi": 8, "dung": 10}
"""Chi came in May; Dung is barred."""


@pytest.fixture
def year(book: Book) -> Book:
    book.years.open(YEAR)
    for unit in UNITS:
        if unit == "chi":
            book.members.add(unit.title(), key=unit)
            book.members.admit(YEAR, unit, from_date=f"{YEAR}-05-01")
        else:
            book.members.add(unit.title(), key=unit, year=YEAR)
    book.forms.adopt(YEAR, book.forms.put_form(FORM, key="f"), as_it_is=True)
    for unit, figure in FIGURES.items():
        edit = Edit({}, {"x": F(figure)})
        stage = book.years.stages(YEAR)[0].key
        book.scores.enter_many(YEAR, stage, [(unit, "a", edit), (unit, "b", Edit({"base": F(figure)}))])
    return book


def worth(book: Book, node: str) -> list[object]:
    stage = book.years.stages(YEAR)[0].key
    return [book.standing.item(SheetAt(YEAR, unit, stage), node).value for unit in UNITS]


def asked(book: Book) -> list[Question]:
    return [one for one in book.standing.open_questions(YEAR) if one.key == COMPARED]


ALL = [F(5), F(4), F(8), F(10)], [F(1), F(0), F(3), F(5)]


@pytest.mark.parametrize(
    ("choice", "relative", "places"),
    [
        ("all", *ALL),
        ("whole-year", [5, 4, 8, 10], [3, 1, 3, 5]),
        ("not-barred", [F(25, 4), 5, 10, 10], [3, 1, 5, 5]),
        ("whole-year-not-barred", [10, 8, 10, 10], [5, 3, 5, 5]),
    ],
)
def test_it_is_asked_once_for_the_form_and_read_by_figures_and_points(
    year: Book, choice: str, relative: list[object], places: list[object]
) -> None:
    year.vetoes.put(YEAR, "dung", "ky-luat")
    (question,) = asked(year)
    assert question.subject == "f" and "những đơn vị nào" in question_words(question)
    assert (worth(year, "a"), worth(year, "c")) == ALL
    year.decisions.answer(question, choice, "Hội nghị thống nhất", document="BB 03", year=YEAR)
    assert asked(year) == [] and worth(year, "a") == relative and worth(year, "c") == places
    notes = score_sheet.gather(year, YEAR)[0].notes
    assert [note for note in notes if note.startswith("Ở mục so các đơn vị với nhau") and note.endswith("(BB 03).")]
    assert choice_words(choice, Names(year, YEAR)) != choice
    year.store.undo()
    assert (worth(year, "a"), worth(year, "c")) == ALL


def test_nobody_is_asked_where_no_unit_is_odd_and_a_relief_takes_a_bar_away(year: Book) -> None:
    stage = year.years.stages(YEAR)[0].key
    year.scores.clear(SheetAt(YEAR, "chi", stage), ["a", "b"])
    year.members.leave(YEAR, "chi", f"{YEAR}-06-30")
    assert asked(year) == []
    bar = year.vetoes.put(YEAR, "dung", "ky-luat")
    (question,) = asked(year)
    year.decisions.answer(question, "not-barred", "Hội nghị thống nhất", year=YEAR)
    assert worth(year, "a")[0] == 10
    year.vetoes.relieve(bar, "Đã được minh oan")
    assert worth(year, "a")[0] == 5


def test_a_form_that_compares_nothing_asks_nothing(year: Book) -> None:
    plain = Form("g", "Bảng khác", nodes=(Item("b", "1", "Mục b", max=F(10)),))
    year.forms.adopt(YEAR, year.forms.put_form(plain, key="g"), as_it_is=True)
    assert asked(year) == []
