"""Points of units that were merged in the year, joined to the year of the unit that goes on as a decision says.

The expected numbers are reckoned by hand from `docs/format-ranking.md` §3; the independent verifier gives them too.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.units.rows import NewUnit
from models.book.year.years import Stage
from models.exchange import interchange
from models.rules.form.steps import Step, evaluate
from models.rules.number.points import NotRanked
from models.rules.number.questions import Question
from models.rules.place.regulation import Regulation, Rule
from printing.content import parts, score_sheet
from tests.book.scoring.test_combined_year import FORM, QUARTERS, RANKING, final, year_of
from tests.format import independent

YEAR = 2025
LAST = Rule("diem", "final-score/1", cite="Điều 5", spec={"method": "last", "missing": "leave-out"})


def bloc(book: Book, on: str = "2025-10-01", *rules: Rule) -> None:
    """Two units become a third on a day; a fourth stays as it was."""
    book.years.open(YEAR, stages=[Stage("bloc", "Khối chấm")])
    if rules:
        book.years.set_periods(YEAR, QUARTERS)
    for unit in ("a", "b", "d"):
        book.members.add(f"Đơn vị {unit}", key=unit, year=YEAR, active_from="2020-01-01")
    book.regulations.adopt(YEAR, Regulation("quy-che", "Quy chế"), (RANKING, *(rules or (LAST,))))
    book.forms.adopt(YEAR, book.forms.put_form(FORM))
    book.members.merge(on, ["a", "b"], NewUnit("Đơn vị c", key="c"), "Quyết định số 9", key="sn")


def score(book: Book, points: dict[str, int], period: str = "nam") -> None:
    edits = [
        (unit, node, Edit({"base": Fraction(n)}))
        for unit, total in points.items()
        for node, n in (("a", min(total, 60)), ("b", max(0, total - 60)))
    ]
    book.scores.enter_many(YEAR, "bloc", edits, period)


def asked(book: Book) -> Question | None:
    found = (one for one in book.standing.open_questions(YEAR) if one.key == "standing.joined")
    return next(found, None)


def decide(book: Book, choice: str) -> None:
    question = asked(book)
    assert question is not None
    book.decisions.answer(question, choice, "Hội nghị thống nhất", year=YEAR, document="Biên bản số 3")


def of_verifier(book: Book) -> dict[str, object]:
    """Points of every unit that stands for a place, as the verifier reckons them."""
    rows, report = independent.rows_of(interchange.export_book(book))
    assert not report.faults
    ranking = independent.V.Ranking(independent.V.YearWork(rows, YEAR, report))
    return {unit: value.value for unit, value in ranking.values.items()}


@pytest.mark.parametrize(
    ("choice", "points"),
    [
        ("sum", Fraction(230)),
        ("mean", Fraction(230, 3)),
        ("months", Fraction(80 * 9 + 60 * 9 + 90 * 3, 21)),
        ("one:a", Fraction(80)),
        ("not", Fraction(90)),
    ],
)
def test_the_year_of_the_unit_that_goes_on(book: Book, choice: str, points: Fraction) -> None:
    bloc(book)
    score(book, {"a": 80, "b": 60, "c": 90, "d": 85})
    decide(book, choice)
    standing = book.standing.ranking(YEAR)
    assert standing.values["c"] == points
    assert of_verifier(book) == dict(standing.values)
    tree = book.standing.explain_year(YEAR, "c")
    assert evaluate(tree) == points
    if choice != "not":
        assert {"Đơn vị a", "Đơn vị c"} <= {word for word in ("Đơn vị a", "Đơn vị b", "Đơn vị c") if _tells(tree, word)}
    assert asked(book) is None


def _tells(step: Step, word: str) -> bool:
    return word in str(step.label) or any(_tells(one, word) for one in step.children)


def test_nothing_is_joined_before_it_is_decided_and_nothing_asked_before_there_is_something_to_join(book: Book) -> None:
    bloc(book)
    assert asked(book) is None
    score(book, {"c": 90, "d": 85})
    assert asked(book) is None
    score(book, {"a": 80})
    question = asked(book)
    assert question is not None and question.facts["months"] == {"a": 9, "b": 9, "c": 3}
    assert book.standing.ranking(YEAR).values["c"] == 90
    assert [option.key for option in question.options] == ["sum", "mean", "months", "one:a", "one:b", "not"]


def test_an_earlier_score_mended_moves_the_year_of_the_unit_that_goes_on(book: Book) -> None:
    """What is kept of a ranking rests on the sheets of the former units too."""
    bloc(book)
    score(book, {"a": 80, "b": 60, "c": 90, "d": 85})
    decide(book, "mean")
    assert book.standing.ranking(YEAR).values["c"] == Fraction(230, 3)
    score(book, {"a": 50})
    assert book.standing.ranking(YEAR).values["c"] == Fraction(200, 3)


def test_what_a_former_unit_lacks_is_left_out_and_said(book: Book) -> None:
    bloc(book)
    score(book, {"a": 80, "c": 90, "d": 85})
    decide(book, "mean")
    assert book.standing.ranking(YEAR).values["c"] == 85
    made = book.standing.parts(YEAR)["c"]
    told = parts.line(made, parts.Called.of(book, YEAR))
    assert "nối điểm (lấy trung bình, theo Biên bản số 3)" in told
    assert "Đơn vị b thiếu điểm, không tính" in told
    assert of_verifier(book)["c"] == 85


def test_the_unit_waits_for_its_own_points(book: Book) -> None:
    bloc(book)
    score(book, {"a": 80, "b": 60, "d": 85})
    decide(book, "sum")
    assert not isinstance(book.standing.ranking(YEAR).values["c"], Fraction)
    verified = of_verifier(book)
    assert not independent.V.is_number(verified["c"])


def test_one_of_them_that_has_no_points_gives_none(book: Book) -> None:
    bloc(book)
    score(book, {"a": 80, "c": 90, "d": 85})
    decide(book, "one:b")
    assert isinstance(book.standing.ranking(YEAR).values["c"], NotRanked)
    assert independent.V.is_a(of_verifier(book)["c"], "notranked")


def test_of_a_year_of_quarters_each_unit_brings_its_own(book: Book) -> None:
    bloc(book, "2025-07-01", final(), year_of())
    for period in ("q1", "q2"):
        score(book, {"a": 80, "b": 60, "d": 85}, period)
    for period in ("q3", "q4"):
        score(book, {"c": 90, "d": 85}, period)
    decide(book, "months")
    standing = book.standing.ranking(YEAR)
    assert standing.values["c"] == Fraction(80 * 6 + 60 * 6 + 90 * 6, 18)
    assert of_verifier(book) == dict(standing.values)
    assert book.standing.ranking(YEAR, period="q4").values["c"] == 90


def test_days_that_change_are_asked_about_again(book: Book) -> None:
    """The weights by months rest on the list: another day of the merger makes another question."""
    bloc(book)
    score(book, {"a": 80, "b": 60, "c": 90, "d": 85})
    decide(book, "months")
    with book.store.operation("update") as tx:
        tx.update("membership", (YEAR, "a"), to_date="2025-06-30")
    assert asked(book) is not None
    assert book.standing.ranking(YEAR).values["c"] == 90


def test_the_sheet_of_the_unit_and_the_ranking_say_what_was_joined(book: Book) -> None:
    bloc(book)
    score(book, {"a": 80, "b": 60, "c": 90, "d": 85})
    decide(book, "months")
    (sheet,) = score_sheet.gather(book, YEAR, ["c"])
    assert any(
        "Điểm năm nối điểm (trung bình theo số tháng, theo Biên bản số 3): Đơn vị c" in one for one in sheet.notes
    )
    (other,) = score_sheet.gather(book, YEAR, ["d"])
    assert not any("nối điểm" in one for one in other.notes)
    units = {unit: book.members.unit(unit).name for unit in ("c", "d")}
    titles = [table.title for table in parts.tables(book, YEAR, units)]
    assert any("sau khi nối điểm: trung bình theo số tháng" in title for title in titles)


def split_in_march(book: Book) -> None:
    """Of three units one parts with a fourth in March."""
    book.years.open(YEAR, stages=[Stage("bloc", "Khối chấm")])
    for unit in ("a", "b", "d"):
        book.members.add(f"Đơn vị {unit}", key=unit, year=YEAR, active_from="2020-01-01")
    book.regulations.adopt(YEAR, Regulation("quy-che", "Quy chế"), (RANKING, LAST))
    book.forms.adopt(YEAR, book.forms.put_form(FORM))
    book.members.split("2025-03-01", "a", ["a", NewUnit("Đơn vị c", key="c")], "Quyết định số 3", key="chia")


def decide_each(book: Book, choice: str) -> None:
    """The same answer to every event."""
    while asked(book) is not None:
        decide(book, choice)


def told_alike(book: Book) -> dict[str, object]:
    """The year's values, which the explanation, the papers' parts and the verifier come to as well."""
    values = dict(book.standing.ranking(YEAR).values)
    assert of_verifier(book) == values
    assert {unit: evaluate(book.standing.explain_year(YEAR, unit)) for unit in values} == values
    assert {unit: made.value for unit, made in book.standing.parts(YEAR).items() if unit in values} == values
    return values


def test_a_unit_that_comes_back_to_the_one_it_came_of_brings_what_it_had_until_then(book: Book) -> None:
    """Two events may join the years of two units both ways: each goes on from what stood before its day."""
    split_in_march(book)
    book.members.merge("2025-09-01", ["a", "c"], "a", "Quyết định số 9", key="nhap")
    score(book, {"a": 40, "b": 80, "c": 70, "d": 90})
    decide_each(book, "sum")
    assert told_alike(book)["a"] == 40 + (70 + 40)


def test_a_unit_brings_nothing_that_came_to_it_later(book: Book) -> None:
    """Points joined to a former unit after the event are no part of what it brings."""
    split_in_march(book)
    book.members.merge("2025-09-01", ["a", "d"], "a", "Quyết định số 9", key="nhap")
    score(book, {"a": 40, "b": 80, "c": 70, "d": 90})
    decide_each(book, "sum")
    values = told_alike(book)
    assert (values["a"], values["c"]) == (130, 110)


def test_a_unit_brings_what_had_come_to_it_before(book: Book) -> None:
    bloc(book, "2025-05-01")
    book.members.merge("2025-10-01", ["c", "d"], NewUnit("Đơn vị e", key="e"), "Quyết định số 10", key="nhap")
    score(book, {"a": 80, "b": 60, "c": 20, "d": 10, "e": 5})
    decide_each(book, "sum")
    assert told_alike(book)["e"] == 80 + 60 + 20 + 10 + 5
