"""A newer shipped text is only offered; files with mistakes are refused whole; a starter ranks a new book at once."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import Book
from models.book.regulation import regulations
from models.book.regulation.packs import read_file
from models.book.scoring.rows import SheetAt
from models.book.year.years import Stage
from models.rules.errors import Refusal
from models.rules.place.regulation import Rule
from tests.book.regulation.test_regulations import PACK

YEAR = 2025
STARTER = "khoi-mau-thuong-dung"


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "regulations"
    folder.mkdir()
    (folder / "mau.toml").write_text(PACK, encoding="utf-8")
    monkeypatch.setattr(regulations, "SHIPPED", folder)
    return folder / "mau.toml"


def test_nothing_newer_while_the_text_is_the_same(book: Book, shipped: Path) -> None:
    book.years.open(YEAR)
    assert book.regulations.offers.newer(YEAR) is None
    book.regulations.adopt_pack(YEAR, "mau")
    assert book.regulations.offers.newer(YEAR) is None
    book.regulations.amend(
        YEAR, "tu-cham-qua", {"over": 3, "compared_with": "appraisal"}, "Chặt hơn", None, "2025-01-01"
    )
    assert book.regulations.offers.newer(YEAR) is None


def test_a_newer_text_is_offered_with_its_difference_and_taken_by_rule(book: Book, shipped: Path) -> None:
    book.years.open(YEAR)
    book.regulations.adopt_pack(YEAR, "mau")
    book.regulations.amend(
        YEAR, "tu-cham-qua", {"over": 3, "compared_with": "appraisal"}, "Chặt hơn", None, "2025-01-01"
    )
    shipped.write_text(PACK.replace("percent = 80", "percent = 75").replace("over = 5", "over = 4"), encoding="utf-8")
    before = book.store.canonical()
    found = book.regulations.offers.newer(YEAR)
    assert found is not None and book.store.canonical() == before
    assert [(one.key, one.fields) for one in found.changes] == [
        ("co-thi-dua", ("spec.percent",)),
        ("tu-cham-qua", ("spec.over",)),
    ]
    assert found.amended == {"tu-cham-qua"}
    book.regulations.offers.take(YEAR, ["co-thi-dua"], "Theo văn bản mới")
    rules = {rule.key: rule.spec for rule in book.regulations.rules(YEAR)}
    assert (str(rules["co-thi-dua"]["percent"]), str(rules["tu-cham-qua"]["over"])) == ("75", "3")
    left = book.regulations.offers.newer(YEAR)
    assert left is not None and [one.key for one in left.changes] == ["tu-cham-qua"]
    with pytest.raises(Refusal, match=r"regulation\.nothing_newer"):
        book.regulations.offers.take(YEAR, ["co-thi-dua"], "Lần nữa")


def test_a_year_adopts_one_text_once(book: Book, shipped: Path) -> None:
    book.years.open(YEAR)
    book.regulations.adopt_pack(YEAR, "mau")
    before = book.store.canonical()
    with pytest.raises(Refusal) as refused:
        book.regulations.adopt_pack(YEAR, "mau")
    assert refused.value.code == "regulation.adopted_already"
    assert dict(refused.value.facts) == {"name": "Quy chế hoạt động của khối", "year": YEAR}
    with pytest.raises(Refusal, match=r"year\.exists"):
        book.years.open(YEAR)
    assert book.store.canonical() == before


@pytest.mark.parametrize(
    ("old", "new", "place", "fault"),
    [
        ("percent = 80", "percen = 80", "spec.percen", "spec.unknown_key"),
        ('op = "ge"', 'op = "lớn hơn"', "spec.op", "spec.not_a_choice"),
        ("percent = 80", "percent = 101", "spec.percent", "spec.out_of_range"),
        ("percent = 80", "percent = 0", "spec.percent", "spec.out_of_range"),
        ('cite = "Điều 7"\n', "", "cite", "spec.missing_key"),
        ('key = "quy-che-mau"', 'key = "quy-che-mau', "", "toml.unreadable"),
        ("[regulation]", "[quy_dinh]", "quy_dinh", "spec.unknown_key"),
    ],
)
def test_a_file_with_a_typo_changes_nothing(
    book: Book, tmp_path: Path, old: str, new: str, place: str, fault: str
) -> None:
    book.years.open(YEAR)
    before = book.store.canonical()
    file = tmp_path / "quy-che.toml"
    file.write_text(PACK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        book.regulations.adopt(YEAR, *read_file(file))
    assert refused.value.code == "regulation.bad_pack"
    assert refused.value.facts["file"] == "quy-che.toml"
    assert (refused.value.facts["place"], refused.value.facts["fault"]) == (place, fault)
    assert book.store.canonical() == before


def test_files_that_are_no_regulation(book: Book, tmp_path: Path) -> None:
    book.years.open(YEAR)
    (tmp_path / "cu.toml").write_bytes("Điều".encode("utf-16"))
    for name, code in (("khong-co.toml", "file.missing"), ("cu.toml", "file.cannot_read")):
        with pytest.raises(Refusal) as refused:
            book.regulations.adopt(YEAR, *read_file(tmp_path / name))
        assert refused.value.code == code


def test_a_sound_file_is_adopted(book: Book, tmp_path: Path) -> None:
    book.years.open(YEAR)
    file = tmp_path / "quy-che.toml"
    file.write_text("\ufeff" + PACK, encoding="utf-8")
    book.regulations.adopt(YEAR, *read_file(file))
    assert [rule.key for rule in book.regulations.rules(YEAR)] == ["co-thi-dua", "tu-cham-qua"]


def test_an_amendment_may_bring_its_source(book: Book, shipped: Path) -> None:
    book.years.open(YEAR)
    book.regulations.adopt_pack(YEAR, "mau")
    spec = {"over": 3, "compared_with": "appraisal"}
    paper = ("Hội nghị thống nhất", "Thông báo số 36/TB", "2025-07-01")
    book.regulations.amend(YEAR, "tu-cham-qua", spec, *paper, cite="Điều 7 sửa đổi", quote="Quá 3 điểm.")
    found = [book.regulations.governing(YEAR, "flag-self-over/1", on=day) for day in ("2025-06-30", "2025-12-31")]
    assert [(one.cite, one.quote) for one in found if isinstance(one, Rule)] == [
        ("Điều 7", ""),
        ("Điều 7 sửa đổi", "Quá 3 điểm."),
    ]
    with pytest.raises(Refusal, match=r"rule\.faulty"):
        book.regulations.amend(YEAR, "tu-cham-qua", spec, *paper, cite=" ")


def test_a_new_book_ranks_at_once_with_the_starter(book: Book) -> None:
    """Three units, a form that ships, the plain starter regulation, totals of paper: places stand."""
    book.years.open(YEAR)
    units = [book.members.add(f"Đơn vị số {n}", f"ĐV {n}", "state", year=YEAR) for n in (1, 2, 3)]
    book.regulations.adopt_pack(YEAR, STARTER)
    key = book.forms.load_shipped("mau_100")
    book.forms.adopt(YEAR, key)
    form = book.forms.form(key)
    for loss, unit in enumerate(units):
        edits = [
            (unit, item.key, item.max - Fraction(loss if n == 0 else 0))
            for n, item in enumerate(form.items())
            if item.max
        ]
        book.scores.enter_many(YEAR, "self", edits)
        book.scores.receive(SheetAt(YEAR, unit, "self"), "2025-11-18")
    places = book.standing.ranking(YEAR).places
    assert [(place.unit, place.rank) for place in places] == [(unit, n) for n, unit in enumerate(units, 1)]
    assert [one.due_on for one in book.years.deadlines(YEAR)] == ["2025-11-20"]


def test_the_starter_compares_a_self_score_with_the_last_step(book: Book) -> None:
    """ "last" is no step of a year: it stands for whichever comes last, and a year of one step compares nothing."""
    book.years.open(YEAR, stages=[Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm")])
    unit = book.members.add("Đơn vị số 1", "ĐV 1", "state", year=YEAR)
    book.regulations.adopt_pack(YEAR, STARTER)
    book.forms.adopt(YEAR, book.forms.load_shipped("mau_100"))
    items = [item for item in book.forms.form(book.forms.for_unit(YEAR, unit)).items() if item.max]
    for stage, loss in (("self", 0), ("bloc", 6)):
        edits = [(unit, item.key, item.max - (loss if n == 0 else 0)) for n, item in enumerate(items) if item.max]
        book.scores.enter_many(YEAR, stage, edits)
    (flag,) = [one for one in book.scores.flags(YEAR) if one.kind == "self-over"]
    assert (flag.facts["compared_with"], flag.facts["over"], flag.facts["limit"]) == ("bloc", 6, 5)
    book.scores.clear(SheetAt(YEAR, unit, "bloc"), [item.key for item in items])
    assert not [one for one in book.scores.flags(YEAR) if one.kind == "self-over"]


@pytest.mark.parametrize("named", ["appraisal", "self"])
def test_a_self_score_is_compared_with_no_step_the_year_does_not_have_and_not_with_itself(
    book: Book, named: str
) -> None:
    book.years.open(YEAR, stages=[Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm")])
    unit = book.members.add("Đơn vị số 1", "ĐV 1", "state", year=YEAR)
    book.regulations.adopt_pack(YEAR, STARTER)
    book.regulations.amend(YEAR, "tu-cham-cao", {"over": 0, "compared_with": named}, "Thử", None, "2025-01-01")
    book.forms.adopt(YEAR, book.forms.load_shipped("mau_100"))
    items = [item for item in book.forms.form(book.forms.for_unit(YEAR, unit)).items() if item.max]
    book.scores.enter_many(YEAR, "self", [(unit, item.key, item.max) for item in items])
    assert not [one for one in book.scores.flags(YEAR) if one.kind == "self-over"]
