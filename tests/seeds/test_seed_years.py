"""The five articles' years, entered whole: ranked, reported, printed in their head's family, kept and exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models.book.book import Book, create_book
from models.exchange import interchange, results
from models.keeping import seal
from models.keeping.verify import verify
from models.rules.errors import Refusal
from printing.catalogue import PAPERS
from tests.book.conftest import Clock, keys
from tests.format.independent import V
from tests.printing import papers
from tests.seeds.seed_years import SEEDS, facts, live
from ui.words.sentences import SENTENCES

OF_THE_BLOC = ("bang-tong-hop", "xep-hang", "giay-moi", "danh-sach-dai-bieu", "bien-ban-hoi-nghi", "tong-hop-nam")
"""Papers that every one of these years has and that the bloc itself issues."""
LETTERHEADS = {"party": "ĐẢNG CỘNG SẢN VIỆT NAM", "state": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}


@dataclass(frozen=True)
class Seed:
    """One year lived in a book."""

    name: str
    raw: dict[str, Any]
    book: Book

    @property
    def year(self) -> int:
        return int(self.raw["year"])

    @property
    def expected(self) -> dict[str, Any]:
        return dict(self.raw["expected"])

    def text(self, paper: str, place: Path) -> str:
        made = next(one for one in PAPERS if one.key == paper).make(self.book, year=self.year)
        return " ".join(" ".join(papers.raw_pages(made, place)).split())


@pytest.fixture(scope="module", params=SEEDS)
def seed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seed]:
    yield from lived(request.param, tmp_path_factory)


def lived(name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seed]:
    raw = facts(name)
    place = tmp_path_factory.mktemp(f"seed-{name}")
    clock = Clock(f"{raw['year'] + 1}-01-12")
    with create_book(place / "so.sokhoi", "Khối", clock=clock, key_source=keys(), backup_folder=place / "luu") as book:
        live(book, raw)
        yield Seed(name, raw, book)


def one(name: str) -> Any:
    """A fixture that lives a single seed."""

    @pytest.fixture(scope="module")
    def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seed]:
        yield from lived(name, tmp_path_factory)

    return made


signing, half_year, ratings, titles, movements, rotation = map(one, SEEDS)


# --- every year ------------------------------------------------------------------------------------------------------


def test_what_was_invented_is_said(seed: Seed) -> None:
    assert "Bài báo không" in seed.raw["about"] and "đặt ra để thử" in seed.raw["about"]
    assert "điểm" in seed.raw["about"]


def test_every_unit_is_ranked_by_its_points_alone(seed: Seed) -> None:
    points = {
        unit: Fraction(seed.raw["totals"][unit])
        if "totals" in seed.raw
        else sum(map(Fraction, seed.raw["scores"][unit]))
        for unit in (one["key"] for one in seed.raw["units"])
    }
    standing = seed.book.standing.ranking(seed.year)
    assert len(standing.places) == seed.expected["members"] and standing.left == ()
    for place in standing.places:
        assert place.points == points[place.unit]
        ahead = sum(points[place.unit] < other for other in points.values())
        with_it = sum(points[place.unit] == other for other in points.values())
        assert place.rank is not None and ahead < place.rank <= ahead + with_it
        assert place.rank == ahead + 1 or place.decided_by is not None or place.waiting == "tie"
    waiting = {place.unit for place in standing.places if place.waiting == "tie"}
    ties = [question for question in standing.questions if question.key == "rank.tie"]
    assert waiting == {option.key for question in ties for option in question.options}
    assert sum(row.count for row in seed.book.statistics.classes(seed.year).rows) == seed.expected["members"]


def test_the_bloc_writes_in_the_family_of_its_head(seed: Seed, tmp_path: Path) -> None:
    family = seed.expected["family"]
    head = seed.book.leadership.head(seed.year)
    assert head is not None and head.unit == seed.expected["head"]
    assert seed.book.leadership.family(seed.year) == family
    other = LETTERHEADS["state" if family == "party" else "party"]
    for paper in OF_THE_BLOC:
        text = seed.text(paper, tmp_path)
        assert LETTERHEADS[family] in text, paper
        assert other not in text, paper


def test_every_paper_prints_or_says_what_is_missing(seed: Seed) -> None:
    made = set()
    for kind in PAPERS:
        try:
            assert kind.make(seed.book, year=seed.year).startswith(b"%PDF"), kind.key
            made.add(kind.key)
        except Refusal as refusal:
            assert refusal.code in SENTENCES, (kind.key, refusal.code)
    assert made >= {*OF_THE_BLOC, "phieu-cham", "bang-chi-tiet-a4", "doi-chieu", "dang-ky", "giao-uoc", "so-ket"}


def test_the_book_is_sound_and_comes_back_from_its_document(seed: Seed, tmp_path: Path) -> None:
    assert verify(seed.book.store).ok
    interchange.write(seed.book, tmp_path / "nam.json")
    clock = Clock("2026-01-05")
    with create_book(tmp_path / "lai.sokhoi", "Khối", clock=clock, key_source=keys(70000)) as second:
        interchange.import_into(second, interchange.read(tmp_path / "nam.json"))
        assert second.store.canonical() == seed.book.store.canonical()
        assert results.standing_document(second, seed.year) == results.standing_document(seed.book, seed.year)
        made = seal.close_year(second, seed.year)
        assert len(made.open_points) == len(second.closing.open_points(seed.year))
        assert all(check.ok for check in seal.check(second)) and verify(second.store).ok
        other = V.Verifier(str(second.store.path))
        other.run()
        assert other.report.faults == [] and other.compared > 20


# --- what each article tells -----------------------------------------------------------------------------------------


def test_seed_000_heads_and_deputies_sign_before_the_standing_secretary(signing: Seed, tmp_path: Path) -> None:
    pledge = signing.book.registration.pledge.of(signing.year)
    assert pledge is not None and pledge.signed_on == "2022-03-15"
    assert len(pledge.signatories) == signing.expected["signatories"]
    assert [one.name for one in pledge.witnesses] == ["Đỗ Trung Kiên"]
    text = signing.text("giao-uoc", tmp_path)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text and "Đỗ Trung Kiên" in text
    assert all(unit["head"][0] in text and unit["deputy"][0] in text for unit in signing.raw["units"])
    (vote,) = signing.book.meetings.hands("ky")
    assert vote.result is not None and vote.result.outcome.passes and vote.result.outcome.percent_shown == "100,00"


def test_seed_001_ten_tasks_each_and_the_second_half_agreed(half_year: Seed, tmp_path: Path) -> None:
    review = half_year.book.following.half_year(half_year.year)
    assert review.as_of == "2022-06-30"
    assert sum(one.registered or 0 for one in review.units) == half_year.expected["tasks_registered"]
    assert sum(one.done or 0 for one in review.units) == half_year.expected["tasks_done"]
    agreed = [work.title for work in half_year.book.following.works(half_year.year, "agreed")]
    assert agreed == half_year.raw["meetings"][0]["agreed"]
    text = half_year.text("so-ket", tmp_path)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text and "6 tháng đầu năm" in text


def test_seed_002_rates_add_up_over_one_denominator(ratings: Seed, tmp_path: Path) -> None:
    table = ratings.book.statistics.ratings(ratings.year)
    assert {row.key: [row.count, str(row.share)] for row in table.rows if row.key in ratings.expected["rates"]} == (
        ratings.expected["rates"]
    )
    assert (table.whole, table.total) == (38, 100)
    (typed,) = ratings.book.statistics.figures(ratings.year)
    assert sorted(fault.code for fault in typed.faults) == ratings.expected["faults"]
    text = ratings.text("tong-hop-nam", tmp_path)
    assert "13,16" in text and "100,00" in text
    by = {row.title: row for row in ratings.book.statistics.titles(ratings.year).rows}
    for title, counts in ratings.expected["granted"].items():
        assert [by[title].collectives, by[title].individuals] == counts
    for title, counts in ratings.expected["proposed"].items():
        assert [by[title].proposed_collectives, by[title].proposed_individuals] == counts


def test_seed_002_thirty_nine_of_which_eight_are_counted_once(titles: Seed) -> None:
    table = titles.book.statistics.titles(titles.year)
    by = {row.title: row for row in table.rows}
    for title, counts in titles.expected["granted"].items():
        assert [by[title].collectives, by[title].individuals] == counts
    assert {title: by[title].within for title in titles.expected["within"]} == titles.expected["within"]
    assert table.summed("collectives") == titles.expected["collectives_summed"]


def test_seed_003_movements_and_indicators_with_their_measures(movements: Seed, tmp_path: Path) -> None:
    found = movements.book.following.movements(movements.year)
    assert {one.name for one in found} == {row[0] for row in movements.raw["movements"]}
    plans = {one.plan for one in found if one.plan}
    assert "Kế hoạch số 27/KH-HĐTĐKT ngày 29/8/2017" in plans
    shown = {one.name: (one.result, one.measure) for one in movements.book.registration.targets(movements.year)}
    assert shown == {name: (Fraction(result), measure) for _, name, measure, result in movements.raw["targets"]}
    text = movements.text("ket-qua-nam", tmp_path)
    assert "28,5" in text and "125" in text and "triệu đồng" in text


def test_seed_004_the_deputy_of_2021_does_not_become_head(rotation: Seed, tmp_path: Path) -> None:
    book = rotation.book
    head, (deputy,) = book.leadership.head(2022), book.leadership.deputies(2022)
    assert head is not None and (head.unit, deputy.unit) == ("vpub", "nhnn")
    assert (head.status, head.basis) == ("proposed", "introduced") and head.deviation
    assert "successor" in {breach.check for breach in book.rotation.check(head)}
    for key, units in rotation.expected["elected"].items():
        result = book.ballots.result(key)
        assert result is not None and list(result.chosen) == units
    text = rotation.text("to-trinh-truong-khoi", tmp_path)
    assert "Văn phòng UBND tỉnh" in text and "Ngân hàng Nhà nước" in text


def test_seed_004_central_agencies_say_by_which_way(rotation: Seed) -> None:
    listed = {(one.unit, one.route) for one in rotation.book.awards.proposals(2021)}
    assert listed == {("vpub", "province"), ("kbnn", "sector"), ("cthue", "province")}
    with pytest.raises(Refusal) as refused:
        rotation.book.awards.propose(2021, "Bằng khen của Chủ tịch UBND tỉnh", "ctk")
    assert refused.value.code == "award.route_missing"
