"""Indicators of movements and what became of a task: plan beside result, time, quality and effect, on the papers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.following.pasted import read
from models.rules.errors import Refusal
from printing.content.following import gather_review
from tests.book.following.conftest import YEAR


@pytest.fixture
def bloc(two: Book) -> Book:
    two.following.put_movement(YEAR, "Chung tay xây dựng nông thôn mới", "regular", key="m")
    return two


def put(book: Book, key: str, **said: object) -> str:
    return book.indicators.put(YEAR, "m", "Nhà tình nghĩa", measure="nhà", key=key, **said)  # type: ignore[arg-type]


def test_shares_are_computed_of_what_is_known(bloc: Book) -> None:
    put(bloc, "i1", unit="b", plan=Fraction(8), result=Fraction(10))
    put(bloc, "i2", unit="a", plan=Fraction(8))
    put(bloc, "i3", plan=Fraction(0), result=Fraction(3))
    found = {one.key: one for one in bloc.indicators.all(YEAR)}
    assert [found[key].percent for key in ("i1", "i2", "i3")] == [Fraction(125), None, None]
    assert found["i1"].movement_name == "Chung tay xây dựng nông thôn mới" and found["i3"].unit is None


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda book: book.indicators.put(YEAR, "nobody", "x"), "row.missing"),
        (lambda book: book.indicators.put(YEAR, "m", " "), "name.empty"),
        (lambda book: book.indicators.put(YEAR, "m", "x", unit="z"), "unit.not_member"),
        (lambda book: book.indicators.put(YEAR, "m", "x", period="quy-9"), "score.unknown_period"),
        (lambda book: book.indicators.put(2024, "m", "x"), "year.unknown"),
        (lambda book: book.indicators.remove("x"), "row.missing"),
    ],
)
def test_an_indicator_that_cannot_be(bloc: Book, act: Callable[[Book], object], code: str) -> None:
    before = bloc.store.canonical()
    with pytest.raises(Refusal) as caught:
        act(bloc)
    assert caught.value.code == code and bloc.store.canonical() == before


def test_a_movement_goes_with_its_indicators(bloc: Book) -> None:
    put(bloc, "i1")
    bloc.following.remove_movement("m")
    assert bloc.store.rows("movement_figure") == []
    bloc.store.undo()
    assert len(bloc.indicators.all(YEAR)) == 1


def test_indicators_are_pasted_by_their_headings(bloc: Book) -> None:
    rows = [
        ["Phong trào", "Đơn vị", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện"],
        ["Chung tay xây dựng nông thôn mới", "Đơn vị A", "Đường giao thông", "km", "12,5", "13"],
        ["Phong trào lạ", "Đơn vị B", "Đường giao thông", "km", "1", ""],
    ]
    first, second = read(bloc, YEAR, "movement_figure", rows).lines
    assert (first.said["movement"], first.said["unit"], first.said["plan"]) == ("m", "a", Fraction("12.5"))
    assert not first.faults and set(second.faults) == {"movement"}


def test_the_summary_judges_tasks_on_time_quality_and_effect_and_shows_indicators(bloc: Book) -> None:
    put(bloc, "i1", unit="a", plan=Fraction(8), result=Fraction(10))
    for key, due, on in (("w1", "2025-05-30", "2025-05-20"), ("w2", "2025-05-30", "2025-06-02")):
        bloc.following.put_work(YEAR, "key", f"Việc {key}", unit="a", due_on=due, key=key)
        bloc.following.settle_work(key, "done", on=on, quality="Tốt", effect="giảm 12 ngày xử lý", evidence="BC 15")
    for half in (True, False):
        tables = {one.heading: one for one in gather_review(bloc, YEAR, half).tables}
        judged = tables["Nhiệm vụ trọng tâm, đột xuất: thời gian, chất lượng, hiệu quả"]
        assert [line.cells[3] for line in judged.lines] == ["Xong 20/5/2025, đúng hạn", "Xong 02/6/2025, chậm 3 ngày"]
        assert judged.lines[0].cells[4:] == ("Tốt", "giảm 12 ngày xử lý; BC 15")
        figures = tables["Chỉ tiêu của các phong trào thi đua"].lines[0].cells
        assert figures[3:] == ("Đơn vị A", "nhà", "8", "10", "125,00")
    assert bloc.following.work("w1").effect == "giảm 12 ngày xử lý"
