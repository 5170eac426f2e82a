"""Forms as no shipped one is: five levels, no group at all, one item, weights, one-of; two forms in one year."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.scoring.rows import SheetAt
from models.exchange import interchange
from models.keeping.verify import verify
from models.rules.errors import Refusal
from models.rules.form.scoring import Form, Group, Item, Part
from models.rules.place.regulation import Regulation, Rule
from printing.catalogue import PAPERS
from tests.book.conftest import Clock, keys

YEAR = 2025
F = Fraction
STAGE = "agreed"


def item(key: str, parent: str | None, most: int, weight: int = 1) -> Item:
    part = Part("p1", "base", "by-hand/1", {})
    return Item(key, code=key, title=f"Mục {key}", parent=parent, max=F(most), parts=(part,), weight=F(weight))


DEEP = Form(
    "sau",
    "Bảng năm cấp",
    1,
    F(60),
    nodes=(
        Group("g1", code="A", title="Cấp một"),
        Group("g2", code="A.1", title="Cấp hai", parent="g1"),
        Group("g3", code="a)", title="Cấp ba", parent="g2"),
        Group("g4", code="-", title="Cấp bốn", parent="g3"),
        item("x1", "g4", 10),
        item("x2", "g4", 10),
        Group("o", code="B", title="Một trong các", max=F(20), one_of=True),
        item("y1", "o", 20),
        item("y2", "o", 15),
        item("w", None, 10, weight=2),
    ),
)
FLAT = Form("phang", "Bảng một mục", 1, F(5), nodes=(item("m", None, 5),))
BY_PERCENT = {"by": "percent-of-assigned", "compare": "exact", "ties": "1,1,3", "tie_keys": []}
POINTS = {"a": (8, 7, 12, 13, 5), "b": (9, 7, 12, 13, 5), "c": (4,), "d": (5,)}


def _rule(key: str, kind: str, spec: dict[str, object]) -> Rule:
    return Rule(key, kind, None, "2020-01-01", None, f"Điều {key}", "", spec, 1, False)


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Book]:
    """Two units by the deep form, two of another group by the one of a single item, ranked together by percent."""
    folder = tmp_path / "Khối thi đua số 4 (thử)"
    folder.mkdir()
    with create_book(folder / "sổ lạ.sokhoi", "Khối lạ", clock=Clock("2025-12-19"), key_source=keys()) as book:
        book.years.open(YEAR)
        for unit in POINTS:
            book.members.add(f"Đơn vị {unit}", f"ĐV {unit}", "state", year=YEAR, key=unit)
        for unit in ("c", "d"):
            book.members.describe_membership(YEAR, unit, unit_group="xa")
        regulation = Regulation("qc", "Quy chế", "1/QC", None, "Khối", "2020-01-01", None, "tự lập", 1)
        rules = (
            _rule("1", "ranking/1", BY_PERCENT),
            _rule("2", "final-score/1", {"method": "last", "missing": "ask"}),
        )
        book.regulations.adopt(YEAR, regulation, rules)
        book.forms.adopt(YEAR, book.forms.put_form(DEEP))
        book.forms.adopt(YEAR, book.forms.put_form(FLAT), unit_group="xa")
        for unit, points in POINTS.items():
            nodes = ("x1", "x2", "y1", "y2", "w") if len(points) > 1 else ("m",)
            for node, value in zip(nodes, points, strict=True):
                book.scores.enter(SheetAt(YEAR, unit, STAGE), node, stated={"base": F(value)})
        yield book


def test_units_of_two_forms_are_ranked_by_percent(odd: Book) -> None:
    """15 of 20, the better of 12 and 13 of 20, 5 of 10 twice: 38 of 60."""
    places = [(place.unit, place.rank, place.points) for place in odd.standing.ranking(YEAR).places]
    assert places == [("d", 1, 100), ("c", 2, 80), ("b", 3, 65), ("a", 4, F(190, 3))]


def test_every_paper_is_made_or_refused_in_words(odd: Book) -> None:
    made = []
    for kind in PAPERS:
        try:
            assert kind.make(odd, year=YEAR)[:5] == b"%PDF-"
            made.append(kind.key)
        except Refusal as refusal:
            known = refusal.code.split(".")[0] in ("meeting", "scorer", "ballot") or refusal.code == "paper.nothing"
            assert known, (kind.key, refusal.code)
    assert {"phieu-cham-trang", "phieu-cham", "bang-tong-hop", "bang-chi-tiet-a3", "xep-hang"} <= set(made)


def test_it_goes_out_and_comes_back_equal(odd: Book, tmp_path: Path) -> None:
    assert verify(odd.store).ok
    interchange.write(odd, tmp_path / "ra.json")
    with create_book(tmp_path / "hai.sokhoi", "x") as other:
        interchange.import_into(other, interchange.read(tmp_path / "ra.json"))
        assert other.store.canonical() == odd.store.canonical()
        assert [place.unit for place in other.standing.ranking(YEAR).places] == ["d", "c", "b", "a"]
