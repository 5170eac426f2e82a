"""The report beside last year's: points only where both years' forms are alike, and a word where they are not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.year.years import Stage
from models.rules.place.regulation import Regulation
from printing.content.letters import last_year
from printing.content.reading import Source
from tests.book.scoring.test_standing import FINAL, FORM, RANKING, YEAR, fill, ranks, score

YEARS = (2024, 2025)


def two_years(book: Book, later: str) -> Book:
    """u1 and u2 in both years: 3 and 2 points, then 2 and 3."""
    stages = [Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm")]
    form = book.forms.put_form(FORM)
    for year, points in zip(YEARS, ((3, 2), (2, 3)), strict=True):
        book.years.open(year, stages=stages)
        for unit in ("u1", "u2"):
            if year == YEARS[0]:
                book.members.add(f"Đơn vị {unit}", key=unit, year=year)
            else:
                book.members.admit(year, unit)
        book.regulations.adopt(year, Regulation(f"quy-che-{year}", "Quy chế"), (RANKING, FINAL))
        used = form
        if year == YEARS[1] and later != "the same":
            used = book.forms.copy(form, "Bảng năm sau")
            item = book.forms.form(used).items()[0]
            if later == "other points":
                book.forms.put_node(used, replace(item, max=Fraction(4)))
        book.forms.adopt(year, used, as_it_is=True)
        for unit, given in zip(("u1", "u2"), points, strict=True):
            first, second, third = (item.key for item in book.forms.form(used).items())
            edits = [
                (unit, first, Edit(stated={"base": Fraction(given)})),
                (unit, second, Edit(inputs={"n": Fraction(1)})),
                (unit, third, Edit(inputs={"n": Fraction(0)})),
            ]
            book.scores.enter_many(year, "bloc", edits)
    return book


def told(book: Book) -> dict[str, str]:
    return {one.key: one.text for one in last_year.ranked(Source(book, YEARS[1]))}


@pytest.mark.parametrize("later", ["the same", "a copy"])
def test_points_of_like_forms_are_compared(book: Book, later: str) -> None:
    said = told(two_years(book, later))
    assert "01 đơn vị tăng và 01 đơn vị giảm thứ hạng" in said["against-last-year"]
    assert (
        "02 đơn vị dùng cùng một bảng chấm điểm ở hai năm có 01 đơn vị tăng và 01 đơn vị giảm điểm"
        in said["points-last-year"]
    )
    assert said["points-last-year"].endswith("giữ nguyên.") and "points-unlike" not in said


def test_points_of_unlike_forms_never_are(book: Book) -> None:
    said = told(two_years(book, "other points"))
    assert "points-last-year" not in said and "classes-last-year" not in said
    assert said["points-unlike"] == "Không so sánh điểm với năm 2024 vì năm 2025 áp dụng bảng chấm điểm khác."
    assert "thứ hạng" in said["against-last-year"]


def test_a_year_that_nobody_knows_is_compared_with_nothing(book: Book) -> None:
    book.years.open(2025)
    assert told(book) == {}


def test_registrations_are_counted_beside_each_other(book: Book) -> None:
    for year, targets in ((2024, 1), (2025, 2)):
        book.years.open(year)
        if year == 2024:
            book.members.add("Đơn vị A", key="a", year=year)
        else:
            book.members.admit(year, "a")
        for number in range(targets):
            book.registration.put_target(year, "a", f"Chỉ tiêu {number}")
    (one,) = last_year.registered(Source(book, 2025))
    assert one.text == "Đăng ký thi đua năm 2025 có 02 chỉ tiêu, năm 2024 là 01."


def test_places_follow_what_is_recorded_of_the_year_before(book: Book) -> None:
    """Equals are parted by last year's place, also once it is corrected after the places were read."""
    key = {"by": "raw", "compare": "exact", "ties": "1,1,3", "tie_keys": [{"key": "last-year"}]}
    fill(book, replace(RANKING, spec=key), FINAL, units=("u1", "u2"))
    for unit in ("u1", "u2"):
        score(book, unit, "2", 2, 1)
    for before in ((1, 2), (2, 1), (1, 2)):
        for unit, rank in zip(("u1", "u2"), before, strict=True):
            book.findings.put_result(YEAR - 1, unit, rank=rank)
        assert ranks(book) == dict(zip(("u1", "u2"), before, strict=True))
