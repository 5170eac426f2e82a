"""Tables that add up: seed 2 of the news articles, titles counted once, figures typed elsewhere and what they hide."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.reporting.rows import TitleRow, TitleTable
from models.rules.errors import BadInput, RuleViolation
from tests.book.conftest import Clock, keys

YEAR = 2022
BINH_GIANG = [
    ("Hoàn thành xuất sắc nhiệm vụ", 7, Fraction("18.42"), 38),
    ("Hoàn thành tốt nhiệm vụ", 26, Fraction("68.42"), 38),
    ("Hoàn thành nhiệm vụ", 5, Fraction("13.76"), 39),
    ("Không hoàn thành nhiệm vụ", 0, Fraction(0), 38),
]
"""Seed 2, Bình Giang 2022: counts and figures as the article prints them."""


@pytest.fixture(scope="module")
def bloc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A year with 39 collectives, of which 8 hold the higher title; the article's table typed in."""
    folder = tmp_path_factory.mktemp("binh-giang")
    with create_book(folder / "k.sokhoi", "Khối", clock=Clock("2023-01-10"), key_source=keys()) as book:
        book.years.open(YEAR)
        book.regulations.adopt_pack(YEAR, "nd152-2025")
        for n in range(39):
            unit = book.members.add(f"Đơn vị {n}", f"ĐV {n}", "state", key=f"u{n}", year=YEAR)
            title = "TTLDXS" if n < 8 else "TTLDTT"
            book.history.record(title, YEAR, unit)
        book.statistics.put_figures(YEAR, "Xếp loại tổ chức cơ sở đảng", BINH_GIANG, key="bg")
        yield book


def test_seed_2_five_of_thirty_eight_is_13_16_percent(bloc: Book) -> None:
    (table,) = bloc.statistics.figures(YEAR)
    assert table.whole == 38
    assert [str(row.share) for row in table.rows] == ["18.42", "68.42", "13.16", "0.00"]
    assert table.total == 100
    told = {
        (fault.code, table.label(fault.row) if fault.row else "", fault.typed, fault.computed) for fault in table.faults
    }
    assert told == {
        ("statistics.base", "Hoàn thành nhiệm vụ", 39, 38),
        ("statistics.rate", "Hoàn thành nhiệm vụ", Fraction("13.76"), Fraction("13.16")),
        ("statistics.sum", "", Fraction("100.60"), 100),
    }


def test_seed_2_thirty_nine_collectives_of_which_eight(bloc: Book) -> None:
    rows = {row.title: row for row in bloc.statistics.titles(YEAR).rows}
    assert (rows["TTLDTT"].collectives, rows["TTLDXS"].collectives) == (39, 8)
    assert rows["TTLDXS"].within == "TTLDTT"
    assert bloc.statistics.titles(YEAR).summed("collectives") == 39
    order = [row.title for row in bloc.statistics.titles(YEAR).rows]
    assert order == ["TTLDTT", "TTLDXS"]


def test_a_title_no_regulation_names_is_counted_by_its_words(bloc: Book) -> None:
    key = bloc.history.record("Bằng khen của Tổng cục", YEAR, "u0")
    rows = {row.title: row for row in bloc.statistics.titles(YEAR).rows}
    assert (rows["Bằng khen của Tổng cục"].level, rows["Bằng khen của Tổng cục"].collectives) == ("", 1)
    bloc.history.remove(key)


def test_typed_tables_come_and_go_and_are_undone(bloc: Book) -> None:
    key = bloc.statistics.put_figures(YEAR, "Bảng hai", [("Một", 1, None, None)])
    assert [table.name for table in bloc.statistics.figures(YEAR)] == ["Xếp loại tổ chức cơ sở đảng", "Bảng hai"]
    bloc.statistics.remove_figures(YEAR, key)
    bloc.store.undo()
    assert len(bloc.statistics.figures(YEAR)) == 2
    bloc.statistics.remove_figures(YEAR, key)
    assert len(bloc.statistics.figures(YEAR)) == 1


def test_what_is_no_table(bloc: Book) -> None:
    with pytest.raises(BadInput) as caught:
        bloc.statistics.put_figures(YEAR, "Bảng", [])
    assert caught.value.code == "statistics.no_rows"
    with pytest.raises(BadInput) as caught:
        bloc.statistics.put_figures(YEAR, "Bảng", [("Một", -1, None, None)])
    assert caught.value.code == "statistics.count_bad"
    with pytest.raises(RuleViolation) as refused:
        bloc.statistics.remove_figures(YEAR, "zz")
    assert refused.value.code == "statistics.unknown"


def test_a_year_without_rules_has_empty_tables(tmp_path: Path) -> None:
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(2025)
        for table in (book.statistics.classes(2025), book.statistics.ratings(2025)):
            assert (table.rows, table.whole, table.total) == ((), 0, 0)
        assert book.statistics.titles(2025).rows == ()


def test_what_the_sector_is_asked_for_counts_before_and_after_it_is_granted(tmp_path: Path) -> None:
    """A proposal "qua ngành" counts as proposed like the honour it becomes; both say so in a row of their own."""
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(2025)
        book.regulations.adopt_pack(2025, "nd152-2025")
        for key, kind in (("thue", "central_vertical"), ("so", "state"), ("ban", "party")):
            book.members.add(f"Đơn vị {key}", key, kind, key=key, year=2025)
        sector = book.awards.propose(2025, "BK_TINH", "thue", route="sector")
        for unit in ("so", "ban"):
            book.awards.propose(2025, "BK_TINH", unit)

        def counted() -> dict[str, tuple[str, int, int]]:
            rows = book.statistics.titles(2025).rows
            return {one.title: (one.name, one.proposed_collectives, one.collectives) for one in rows}

        assert [one[1:] for one in counted().values()] == [(3, 0), (1, 0)]
        book.awards.approve([sector], "9/QĐ-BTC", "2025-12-20")
        assert [one[1:] for one in counted().values()] == [(3, 1), (1, 1)]
        whole, part = book.statistics.titles(2025).rows
        assert (part.name, part.within, part.level) == ("qua ngành", whole.title, whole.level)
        table = book.statistics.titles(2025)
        assert (table.summed("proposed_collectives"), table.summed("collectives")) == (3, 1)


@pytest.mark.parametrize(("proposed", "rewarded", "shown"), [(1, 0, True), (0, 1, True), (0, 0, False)])
def test_rows_of_titles_show_households_once_one_was_proposed_or_rewarded(
    proposed: int, rewarded: int, shown: bool
) -> None:
    row = TitleRow("province", "BK", "Bằng khen", 1, 0, 1, 0, None, proposed, rewarded)
    assert TitleTable((row,)).households is shown
