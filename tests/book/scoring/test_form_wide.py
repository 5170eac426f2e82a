"""What is decided once for a whole form: between which bands a value counts; for every line, unit and year of the form,
and printed under it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.book.book import Book
from models.keeping import seal
from models.rules.errors import RuleViolation
from models.rules.form.checking.checker_bands import touched
from models.rules.form.form_wide import GAP, band_text, band_words, concerned
from models.rules.form.model import Form, InputSpec, Item, Part
from models.rules.form.steps import Band, bands_of
from models.rules.number.questions import Question
from printing.content import score_sheet
from tests.book.conftest import Clock
from tests.book.scoring.two_years import begin, type_in, value_of
from ui.words.messages import choice_words, question_words
from ui.words.names import Names

YEAR = 2031
F = Fraction


def item(key: str, points: tuple[str, str], shared: bool = False) -> Item:
    """Two bands with a hole between 79 and 80, or that share 80."""
    low = {"from": "0", "from_inclusive": True, "to": "80" if shared else "79", "to_inclusive": True}
    high = {"from": "80", "from_inclusive": True, "to": "100", "to_inclusive": True}
    bands = [{**low, "points": points[0]}, {**high, "points": points[1]}]
    part = Part("p", "base", "bands/1", {"input": "x", "bands": bands})
    return Item(key, key, f"Mục {key}", max=F(10), parts=(part,), inputs=(InputSpec("x", "Tỷ lệ", "percent"),))


FORM = Form(
    "f", "Bảng", total=F(40), nodes=(item("a", ("4", "10")), item("b", ("5", "9")), item("c", ("1", "2"), True))
)


@pytest.fixture
def two_years(book: Book) -> Book:
    return begin(book, FORM, YEAR)


def enter(book: Book, year: int, unit: str, node: str, value: str) -> None:
    type_in(book, year, unit, node, F(value))


def test_one_answer_serves_every_line_unit_value_and_year_and_is_printed(two_years: Book) -> None:
    book = two_years
    for year, unit, node, value in (
        (YEAR, "an", "a", "79.5"),
        (YEAR, "binh", "b", "79.9"),
        (YEAR + 1, "an", "a", "79.1"),
    ):
        enter(book, year, unit, node, value)
    (asked,) = [one for one in book.standing.open_questions(YEAR) if one.key == GAP]
    assert [option.label for option in asked.options] == ["từ 0 đến 79", "từ 80 đến 100"]
    assert "từ 0 đến 79 và mức từ 80 đến 100" in question_words(asked)
    names = Names(book, YEAR)
    assert names.about(asked.key, asked.subject) == "Bảng, phiên bản 1\na. Mục a\nb. Mục b"
    assert touched(book.forms.form("f"), asked.facts["bands"]) == ("a", "b")  # type: ignore[arg-type]  # a list
    book.decisions.answer(asked, "[80;100]", "Họp thống nhất", document="BB 02", year=YEAR)
    assert value_of(book, YEAR, "an", "a") == 10 and value_of(book, YEAR, "binh", "b") == 9
    assert value_of(book, YEAR + 1, "an", "a") == 10
    said = "Trị số nằm giữa mức từ 0 đến 79 và mức từ 80 đến 100 tính theo mức từ 80 đến 100 (BB 02)."
    for year in (YEAR, YEAR + 1):
        assert [said in sheet.notes for sheet in score_sheet.gather(book, year, blank=year > YEAR)] == [True, True]
    assert choice_words("[80;100]", names) == "từ 80 đến 100"
    book.store.undo()
    assert value_of(book, YEAR, "an", "a") != 10
    assert not any("Trị số" in note for sheet in score_sheet.gather(book, YEAR) for note in sheet.notes)


def test_an_overlap_is_another_question_and_beyond_the_table_the_cell_is_asked(two_years: Book) -> None:
    book = two_years
    enter(book, YEAR, "an", "c", "80")
    enter(book, YEAR, "binh", "a", "100.5")
    asked = {one.key: one for one in book.standing.open_questions(YEAR)}
    assert {"form.band-overlap", "score.band-gap"} <= asked.keys()
    book.decisions.answer(asked["form.band-overlap"], "[0;80]", "Họp thống nhất", year=YEAR)
    assert value_of(book, YEAR, "an", "c") == 1
    assert any("thuộc cả mức" in note for note in score_sheet.gather(book, YEAR)[0].notes)


def test_what_was_decided_about_a_cell_goes_before(two_years: Book) -> None:
    enter(two_years, YEAR, "an", "a", "79.5")
    cell = Question("score.band-gap", f"{YEAR}/an/a/p", facts={"value": F("79.5")})
    two_years.decisions.answer(cell, "7", "Hội nghị đã quyết", year=YEAR)
    assert value_of(two_years, YEAR, "an", "a") == 7
    assert not [one for one in two_years.standing.open_questions(YEAR) if one.key == GAP]


def test_a_closed_year_stays_as_it_was_and_does_not_keep_another_from_its_own_answers(
    two_years: Book, clock: Clock
) -> None:
    """A decision a closed year rests on is not replaced, nor one taken that it waits for; others of the form are."""
    book = two_years
    enter(book, YEAR, "an", "a", "79.5")
    enter(book, YEAR, "binh", "c", "80")
    enter(book, YEAR + 1, "an", "a", "79.1")
    asked = {one.key: one for one in book.standing.open_questions(YEAR)}
    key = book.decisions.answer(asked[GAP], "[80;100]", "Họp thống nhất", year=YEAR)
    clock.to(f"{YEAR + 1}-02-01")
    seal.close_year(book, YEAR)
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        book.decisions.replace(key, asked[GAP], "[0;79]", "Nghĩ lại")
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        book.decisions.answer(asked["form.band-overlap"], "[0;80]", "Họp thống nhất", year=YEAR + 1)
    assert value_of(book, YEAR, "an", "a") == 10 and seal.check(book)[0].ok


def test_a_closed_year_that_never_asked_leaves_the_answer_to_the_next(two_years: Book, clock: Clock) -> None:
    book = two_years
    enter(book, YEAR, "an", "a", "90")
    clock.to(f"{YEAR + 1}-02-01")
    seal.close_year(book, YEAR)
    enter(book, YEAR + 1, "an", "a", "79.1")
    (asked,) = [one for one in book.standing.open_questions(YEAR + 1) if one.key == GAP]
    key = book.decisions.answer(asked, "[80;100]", "Họp thống nhất", year=YEAR + 1)
    book.decisions.replace(key, asked, "[0;79]", "Nghĩ lại")
    assert value_of(book, YEAR + 1, "an", "a") == 4 and value_of(book, YEAR, "an", "a") == 10


ENDS = st.one_of(st.none(), st.integers(-3, 3).map(F))
BANDS = st.builds(Band, ENDS, st.booleans(), ENDS, st.booleans()).filter(
    lambda band: band.low is None or band.high is None or band.low < band.high
)


@given(st.lists(BANDS, min_size=1, max_size=4), st.integers(-8, 8).map(lambda n: F(n, 2)))
def test_the_bands_concerned_are_those_a_value_touches(bands: list[Band], value: Fraction) -> None:
    """Those that hold it; in a hole no band lies between the value and one of those concerned."""
    places, held = concerned(bands, value), bands_of(bands, value)
    if held:
        assert places == held
    for one, other in product(places, range(len(bands))) if not held else ():
        near, far = bands[one], bands[other]
        if near.high is not None and near.high <= value and far.high is not None and far.high <= value:
            assert far.high <= near.high
        elif near.low is not None and near.low >= value and far.low is not None and far.low >= value:
            assert far.low >= near.low


def test_a_band_is_written_once_and_said() -> None:
    every = [Band(low, i, high, o) for low, high in ((None, F(1)), (F(1), None), (F("0.5"), F(1)), (F(1), F(1)))
             for i, o in product((True, False), repeat=2)]  # fmt: skip
    apart = [band_text(band) for band in every if (band.low is None or band.high is None) is False]
    assert len(set(apart)) == len(apart) and {band_text(band) for band in every[:4]} == {"(;1]", "(;1)"}
    assert (
        band_words("[0.5;1)") == "từ 0,5 đến dưới 1"
        and band_words("(;1]") == "đến 1"
        and band_words("(1;)") == "trên 1"
    )
    assert band_words("[1;1]") == "đúng 1" and band_words("khác") == "khác"
