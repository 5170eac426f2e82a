"""A large ranking made ready sheet by sheet is the one that is made at once, whatever is written in between."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from models.book.base.bulk import undisturbed
from models.book.book import Book
from models.book.scoring.board import Board
from models.book.scoring.rows import SheetAt
from models.rules.form.scoring import Form, InputSpec, ItemResult
from models.rules.number.points import Pending
from tests.book.scoring.test_standing import FORM, UNITS, YEAR, fill


def filled(book: Book, form: Form = FORM) -> None:
    fill(book, form=form)
    for stage in ("self", "bloc"):
        for unit in UNITS:
            book.scores.enter(SheetAt(YEAR, unit, stage), "a", stated={"base": Fraction(2)})
            book.scores.enter(SheetAt(YEAR, unit, stage), "b", inputs={"n": Fraction(4)})
            book.scores.enter(SheetAt(YEAR, unit, stage), "c", inputs={"n": Fraction(1)})


def told(book: Book) -> object:
    board = {stage: book.standing.board(YEAR, stage).results for stage in ("self", "bloc")}
    return board, book.standing.ranking(YEAR)


WRITES: dict[str, Callable[[Book], object]] = {
    "nothing": lambda book: None,
    "a score": lambda book: book.scores.enter(SheetAt(YEAR, "u1", "bloc"), "a", stated={"base": Fraction(3)}),
    "a figure all others rest on": lambda book: book.scores.enter(
        SheetAt(YEAR, "u3", "bloc"), "b", inputs={"n": Fraction(9)}
    ),
    "a score taken back": lambda book: book.undo(),
    "a new unit": lambda book: book.members.add("Đơn vị mới", key="u9", year=YEAR),
    "a unit that leaves": lambda book: book.members.leave(YEAR, "u3", f"{YEAR}-02-01", "Quyết định số 1"),
    "a rule": lambda book: book.regulations.adopt(YEAR, *_other_rules(book)),
}


def _other_rules(book: Book) -> tuple[object, object]:
    from models.rules.place.regulation import Regulation
    from tests.book.scoring.test_standing import FINAL, RANKING

    return Regulation("quy-che", "Quy chế mới"), (RANKING, FINAL)


@pytest.mark.parametrize("written", sorted(WRITES))
@pytest.mark.parametrize("after", [0, 1, 4, 7, 12])
def test_what_is_written_between_two_steps_is_in_it(book: Book, written: str, after: int) -> None:
    filled(book)
    with book.beside() as fresh:
        steps = fresh.standing.prepare(YEAR)
        for number, _ in enumerate(steps):
            if number == after:
                WRITES[written](fresh)
        ready = told(fresh)
        assert not fresh.standing.is_large(YEAR)
    with book.beside() as anew:
        assert told(anew) == ready


def test_it_is_made_in_as_many_steps_as_there_are_sheets_and_then_there_is_nothing_left_to_do(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(book)
    with book.beside() as fresh:
        monkeypatch.setattr("models.book.scoring.standing.AT_ONCE", 0)
        assert fresh.standing.is_large(YEAR)
        assert sum(1 for _ in fresh.standing.prepare(YEAR)) >= 2 * len(UNITS)
        assert not fresh.standing.is_large(YEAR)
        monkeypatch.setattr(Board, "each_sheet", None)
        fresh.standing.ranking(YEAR)
        assert list(fresh.standing.prepare(YEAR)) == []


def test_a_year_without_sheets_or_a_year_that_is_not_there_needs_nothing(book: Book) -> None:
    fill(book)
    assert not book.standing.is_large(YEAR) and list(book.standing.prepare(YEAR)) == []
    assert not book.standing.is_large(1990)


# -- equal cells are assessed once -------------------------------------------------------------------------------------


def items_of(board: Board, node: str) -> list[ItemResult]:
    return [result.items[node] for result in board.results.values()]


def test_equal_cells_share_one_result_and_others_do_not(book: Book) -> None:
    filled(book)
    book.scores.enter(SheetAt(YEAR, "u3", "bloc"), "a", stated={"base": Fraction(1)})
    with book.beside() as fresh:
        first, second, third = items_of(fresh.standing.board(YEAR, "bloc"), "a")
    assert first is second and third is not first and (first.value, third.value) == (2, 1)


def test_a_question_names_the_sheet_it_is_asked_of_though_the_cells_are_equal(book: Book) -> None:
    """Below zero the rule is silent; every unit is asked about with its own sheet, as if it were alone."""
    figure = (InputSpec("n", "Số", "figure"),)
    nodes = tuple(replace(node, inputs=figure) if node.key == "b" else node for node in FORM.nodes)
    filled(book, replace(FORM, nodes=nodes))
    for unit in UNITS:
        book.scores.enter(SheetAt(YEAR, unit, "bloc"), "b", inputs={"n": Fraction(-1)})
    with book.beside() as fresh:
        found = items_of(fresh.standing.board(YEAR, "bloc"), "b")
    assert all(isinstance(one.value, Pending) for one in found)
    assert len({one.questions[0].subject for one in found}) == len(UNITS)


# -- the collector -----------------------------------------------------------------------------------------------------


def test_the_collector_is_held_back_inside_and_works_again_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), undisturbed():
        assert not gc.isenabled()
        with undisturbed():
            pass
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()


def test_no_look_of_the_collector_while_a_board_is_made(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(book)
    seen: list[bool] = []
    kept = Board._put_together
    monkeypatch.setattr(Board, "_put_together", lambda self, *rest: (seen.append(gc.isenabled()), kept(self, *rest))[1])
    with book.beside() as fresh:
        fresh.standing.ranking(YEAR)
    assert seen and not any(seen)
