"""When an official figure takes the place of an estimate and places change, the book says so: who, from where to where,
and which papers went out before.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest

from models.book.book import Book
from models.book.reporting.papers import CARRY_PLACES
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from printing.catalogue import PAPERS
from tests.book.scoring.test_standing import YEAR, fill, score
from ui.words import moved_words
from ui.words.names import Names


def estimated(book: Book, unit: str, n: int, *, official: bool = False) -> None:
    """Figure b of a unit, as an estimate or official."""
    marks = () if official else ("n",)
    book.scores.enter(SheetAt(YEAR, unit, "bloc"), "b", inputs={"n": Fraction(n)}, estimated=marks)


@pytest.fixture
def ranked(book: Book) -> Book:
    """u1 first with an estimate, u2 second, u3 last."""
    fill(book)
    for unit, b in (("u1", 5), ("u2", 4), ("u3", 1)):
        score(book, unit, "2", b, 1)
    estimated(book, "u1", 5)
    return book


def moved(book: Book) -> list[tuple[tuple[str, int | None, int | None], ...]]:
    return [one.moved for one in book.journal.places_moved(YEAR)]


def test_an_official_figure_that_changes_places_is_told(ranked: Book) -> None:
    assert moved(ranked) == []
    estimated(ranked, "u1", 2, official=True)
    (found,) = ranked.journal.places_moved(YEAR)
    assert found.moved == (("u1", 1, 2), ("u2", 2, 1))
    assert (found.official, found.figures, found.papers) == (True, (("u1", "b"),), ())
    line = ranked.journal.lines()[0]
    assert line.kind == "score.official" and "thứ hạng đổi: Đơn vị u1 1 → 2, Đơn vị u2 2 → 1" in line.text


def test_a_place_lost_or_won_with_an_official_figure_is_told(ranked: Book) -> None:
    """One paste calls a figure official and empties what the place rests on, or fills it again."""
    emptied = Edit(stated={}, inputs={}, estimated=frozenset(), not_assigned=False)
    official = Edit(inputs={"n": Fraction(2)}, estimated=frozenset())
    ranked.scores.enter_many(YEAR, "bloc", [("u1", "b", official), ("u1", "a", emptied)])
    assert moved(ranked) == [(("u1", 1, None), ("u2", 2, 1), ("u3", 3, 2))]
    assert "Đơn vị u1 1 → chưa có hạng, Đơn vị u2 2 → 1" in ranked.journal.lines()[0].text

    estimated(ranked, "u1", 2)
    again = Edit(inputs={"n": Fraction(5)}, estimated=frozenset())
    ranked.scores.enter_many(YEAR, "bloc", [("u1", "b", again), ("u1", "a", Edit(stated={"base": Fraction(2)}))])
    assert set(moved(ranked)[0]) == {("u1", None, 1), ("u2", 1, 2), ("u3", 2, 3)}
    assert "Đơn vị u1 chưa có hạng → 1" in ranked.journal.lines()[0].text


def test_what_changes_no_place_is_not_told(ranked: Book) -> None:
    estimated(ranked, "u1", 6, official=True)
    assert (moved(ranked), ranked.journal.lines()[0].kind) == ([], "score.official")


def test_another_estimate_and_then_its_mark_alone(ranked: Book) -> None:
    """The figure is typed first, the mark taken off after: the change is told at the figure."""
    ranked.scores.enter(SheetAt(YEAR, "u1", "bloc"), "b", inputs={"n": Fraction(2)})
    ranked.scores.enter(SheetAt(YEAR, "u1", "bloc"), "b", estimated=())
    (found,) = ranked.journal.places_moved(YEAR)
    assert (found.moved, found.official) == ((("u1", 1, 2), ("u2", 2, 1)), False)


def test_an_emptied_estimate_and_an_ordinary_figure_are_no_official_ones(ranked: Book) -> None:
    ranked.scores.enter(SheetAt(YEAR, "u2", "bloc"), "b", inputs={"n": Fraction(9)})
    ranked.scores.clear(SheetAt(YEAR, "u1", "bloc"), ["b"])
    assert (moved(ranked), {line.kind for line in ranked.journal.lines(3)}) == ([], {"score.enter"})


def test_what_is_taken_back_is_told_no_more_and_again_when_redone(ranked: Book) -> None:
    estimated(ranked, "u1", 2, official=True)
    ranked.store.undo()
    assert moved(ranked) == []
    ranked.store.redo()
    assert len(moved(ranked)) == 1


def test_papers_that_went_out_before_are_listed(ranked: Book) -> None:
    day = ranked.today()
    letter = ranked.papers.put_number("to-trinh-khen", YEAR, "12", day, "Đề nghị khen thưởng")
    ranked.papers.put_number("to-trinh-truong-khoi", YEAR, "13", day, "Trưởng khối")
    estimated(ranked, "u1", 2, official=True)
    (found,) = ranked.journal.places_moved(YEAR)
    assert [paper.key for paper in found.papers] == [letter]


def test_a_correction_after_the_places_went_out_lists_those_papers(ranked: Book) -> None:
    """A mistake mended, a complaint upheld: told like an official figure, and not while nothing has gone out."""
    day, at = ranked.today(), SheetAt(YEAR, "u2", "bloc")
    ranked.scores.enter(at, "b", inputs={"n": Fraction(9)})
    assert moved(ranked) == []
    letter = ranked.papers.put_number("to-trinh-khen", YEAR, "12", day, "Đề nghị khen thưởng")
    ranked.scores.enter(at, "b", inputs={"n": Fraction(9)})
    assert moved(ranked) == []
    ranked.scores.enter(at, "b", inputs={"n": Fraction(2)})
    (found,) = ranked.journal.places_moved(YEAR)
    assert (found.corrected, found.moved) == (True, (("u2", 1, 2), ("u1", 2, 1)))
    assert [paper.key for paper in found.papers] == [letter]
    assert "Sửa điểm làm đổi thứ hạng" in moved_words.sentence(found, Names(ranked, YEAR))
    ranked.store.undo()
    assert moved(ranked) == []


@pytest.mark.parametrize("several", [False, True])
def test_points_of_an_earlier_step_taken_after_the_places_went_out_list_them_too(ranked: Book, several: bool) -> None:
    """Seen failing: "lấy điểm bước trước" moved the places that stood on a letter, and nothing said so."""
    day, at = ranked.today(), SheetAt(YEAR, "u3", "bloc")
    ranked.scores.clear(at, ["b"])
    ranked.scores.enter(SheetAt(YEAR, "u3", "self"), "b", inputs={"n": Fraction(9)})
    letter = ranked.papers.put_number("to-trinh-khen", YEAR, "12", day, "Đề nghị khen thưởng")
    sheets = [SheetAt(YEAR, unit, "bloc") for unit in ("u2", "u3")]
    assert ranked.scores.start_all(sheets, "self") if several else ranked.scores.start_from(at, "self")
    (found,) = ranked.journal.places_moved(YEAR)
    assert found.corrected and ("u3", None, 1) in found.moved and [paper.key for paper in found.papers] == [letter]
    assert ranked.scores.start_all(sheets, "self") == 0 and len(moved(ranked)) == 1


@pytest.mark.parametrize("choice", ["second", "other", "first"])
def test_a_second_keying_settled_after_the_places_went_out_lists_them_too(
    ranked: Book, choice: Literal["first", "second", "other"]
) -> None:
    """The kind: whatever door writes points once the places are out tells whose place it moved; where the first stays,
    nothing moves.
    """
    day, at = ranked.today(), SheetAt(YEAR, "u2", "bloc")
    first, second = ranked.people.add("Đỗ Quế Chi"), ranked.people.add("Phạm Thu Mộc")
    ranked.people.sign_in(first)
    ranked.scores.states.complete(at)
    keying = ranked.scores.keying
    keying.begin(at, by=second)
    keying.key(at, "a", by=second, stated={"base": Fraction(2)})
    keying.key(at, "b", by=second, inputs={"n": Fraction(9)})
    keying.key(at, "c", by=second, inputs={"n": Fraction(1)})
    keying.finish(at, by=second)
    letter = ranked.papers.put_number("to-trinh-khen", YEAR, "12", day, "Đề nghị khen thưởng")
    edit = Edit(inputs={"n": Fraction(9)}) if choice == "other" else None
    assert keying.settle(at, "b", choice, by=second, edit=edit) == 0
    found = ranked.journal.places_moved(YEAR)
    if choice == "first":
        assert found == () and ranked.journal.lines()[0].kind == "keying.settle"
        return
    assert [(one.corrected, one.figures, one.moved) for one in found] == [
        (True, (("u2", "b"),), (("u1", 1, 2), ("u2", 2, 1)))
    ]
    assert [paper.key for paper in found[0].papers] == [letter]
    assert "thứ hạng đổi: Đơn vị u1 1 → 2" in ranked.journal.lines()[0].text
    ranked.store.undo()
    assert moved(ranked) == []


def test_a_paper_dated_after_the_change_carries_the_new_places(ranked: Book) -> None:
    estimated(ranked, "u1", 2, official=True)
    ranked.papers.put_number("to-trinh-khen", YEAR, "12", "2025-12-20", "Đề nghị khen thưởng")
    (found,) = ranked.journal.places_moved(YEAR)
    assert found.papers == ()


def test_under_a_second_keying_nothing_is_told(ranked: Book) -> None:
    """Whoever keys a sheet a second time learns nothing of the first keying's figures."""
    first, second = ranked.people.add("Đỗ Quế Chi"), ranked.people.add("Phạm Thu Mộc")
    ranked.people.sign_in(first)
    ranked.scores.keying.begin(SheetAt(YEAR, "u1", "bloc"), by=second)
    estimated(ranked, "u1", 2, official=True)
    assert moved(ranked) == []


def test_the_kinds_of_paper_that_carry_places_exist() -> None:
    assert set(CARRY_PLACES) <= {paper.key for paper in PAPERS}
