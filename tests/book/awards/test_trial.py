"""Before deciding: what is tried is what would come if it were adopted, and nothing of it is written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models.book.awards.trial import Flip, flip_of
from models.book.book import Book, create_book, open_book
from models.rules.errors import RuleViolation
from models.rules.place.ranking import Contender, Decider, Place, rank
from models.rules.place.regulation import Rule
from tests.book import practice, practice_awards
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, YEAR

QUOTA, RANKING = "so-bang-khen", "xep-hang"
LAST_YEAR = {"tie_keys": [{"key": "last-year"}, {"key": "group:I"}]}
BY_RAW = {"by": "raw"}


@pytest.fixture(scope="module")
def scored_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice year before its ballots, with two units equal, made once."""
    path = tmp_path_factory.mktemp("scored") / "khoi.sokhoi"
    with create_book(path, "Khối mẫu", clock=Clock("2025-12-20"), key_source=keys()) as book:
        practice.build(book)
        practice_awards.background(book, DATA)
    return path


@pytest.fixture
def scored(scored_file: Path, tmp_path: Path) -> Iterator[Book]:
    path = Path(shutil.copy(scored_file, tmp_path / "khoi.sokhoi"))
    with open_book(path, clock=Clock("2025-12-20"), key_source=keys(9000)) as book:
        yield book


def ruled(book: Book, key: str) -> Rule:
    return next(rule for rule in book.regulations.rules(YEAR) if rule.key == key)


def adopt(book: Book, key: str, spec: dict[str, Any]) -> None:
    """Let a rule of the year really say so."""
    book.regulations.revise(YEAR, {key: replace(ruled(book, key), spec=spec)}, "Hội nghị thống nhất")


def quota_of(most: int) -> dict[str, Any]:
    return {"award": "BK_TINH", "max": most, "order": "rank", "after": ["CO_TINH"]}


@pytest.mark.parametrize("ranking", [None, LAST_YEAR, BY_RAW], ids=["as ruled", "last year first", "raw"])
@pytest.mark.parametrize("most", [0, 1, 2, 3, 4, 60])
def test_what_is_tried_is_what_comes_when_it_is_adopted(
    scored: Book, most: int, ranking: dict[str, Any] | None
) -> None:
    before, last = scored.store.canonical(), scored.store.last_seq
    tried = scored.awards.what_if(YEAR, "BK_TINH", most, ranking)
    assert (scored.store.canonical(), scored.store.last_seq) == (before, last), "nothing is written"
    adopt(scored, QUOTA, quota_of(most))
    if ranking is not None:
        adopt(scored, RANKING, {**ruled(scored, RANKING).spec, **ranking})
    made = next(one for one in scored.awards.lists(YEAR) if (one.title, one.holder) == ("BK_TINH", "collective"))
    standing = scored.standing.ranking(YEAR)
    assert tried.most == most
    assert [(line.unit, line.rank, line.points) for line in tried.lines] == [
        (place.unit, place.rank, place.points) for place in standing.places
    ]
    assert (tried.on, set(tried.cut)) == (made.suggested, set(made.cut))
    told = [(one.unit, one.by_points, one.final) for one in tried.standing.classings]
    assert told == [(one.unit, one.by_points, one.final) for one in standing.classings]


def test_unsaid_it_is_the_list_of_the_year(scored: Book) -> None:
    for title in ("CO_TINH", "BK_TINH"):
        tried = scored.awards.what_if(YEAR, title)
        made = next(one for one in scored.awards.lists(YEAR) if (one.title, one.holder) == (title, "collective"))
        assert (tried.on, tried.most, set(tried.cut)) == (made.suggested, made.quotas[0].use.max, set(made.cut))


def test_whoever_is_not_on_the_list_is_told_why(scored: Book) -> None:
    tried = scored.awards.what_if(YEAR, "BK_TINH", 1)
    assert all(bool(line.why) != (line.on or line.cut) for line in tried.lines)
    why = {line.unit: line.why for line in tried.lines}
    assert (why["vpub"], why["btc"], why["ttr"]) == ("taken", "beyond", "")
    assert any("xếp loại" in said for said in why.values())


@pytest.mark.parametrize(
    ("more", "first"),
    [(Fraction(-1, 1000), "inside"), (Fraction(0), "level"), (Fraction(1, 1000), "outside")],
)
def test_the_gap_is_the_least_that_flips_the_place(scored: Book, more: Fraction, first: str) -> None:
    tried = scored.awards.what_if(YEAR, "BK_TINH", 1)
    flip, rule = tried.flip, tried.standing.basis.ranking
    assert flip is not None and rule is not None and (tried.on, flip.inside) == (("ttr",), "ttr")
    points = {line.unit: line.points for line in tried.lines}
    moved = points[flip.outside] + flip.gap + more  # type: ignore[operator]
    both = [Contender(flip.inside, points[flip.inside]), Contender(flip.outside, moved)]
    ranks = {place.unit: place.rank for place in rank(both, rule)}
    if first == "level":
        assert ranks == {flip.inside: 1, flip.outside: 1}
    else:
        assert ranks[flip.inside if first == "inside" else flip.outside] == 1
        assert sorted(ranks.values()) == [1, 2]  # type: ignore[type-var]


def test_a_tie_key_alone_parts_the_line() -> None:
    decided = Decider("bonus", "điểm thưởng", Fraction(1), Fraction(2), ("a",))
    able = [Place("a", 1, Fraction(90), tied_with=("b",)), Place("b", 2, Fraction(90), decided, ("a",))]
    assert flip_of(able, ("a",)) == Flip("a", "b", Fraction(0), decided)
    assert flip_of(able, ("a", "b")) is None and flip_of(able, ()) is None and flip_of([], ()) is None


def test_equals_at_the_line_are_named_and_a_key_parts_them(scored: Book) -> None:
    tried = scored.awards.what_if(YEAR, "BK_TINH", 2)
    assert set(tried.cut) == {"btc", "mttq"} and tried.flip is None
    parted = scored.awards.what_if(YEAR, "BK_TINH", 2, LAST_YEAR)
    assert (parted.cut, parted.on) == ((), ("ttr", "mttq"))


def test_who_lacks_a_rating_has_no_place_of_the_year_until_it_is_known(scored: Book) -> None:
    (first,) = scored.awards.what_if(YEAR, "BK_TINH", 1).on
    scored.findings.put(YEAR - 1, first, "")
    assert scored.awards.judge(YEAR, "BK_TINH", first).result == "unknown"
    assert first not in scored.awards.what_if(YEAR, "BK_TINH", 1).on


def test_what_bars_one_title_of_the_year_leaves_the_others(scored: Book) -> None:
    spec = ruled(scored, "xep-loai").spec
    bar = {
        "when": {"not": {"fact": "disciplined-from", "of": "canh-cao"}},
        "effect": "bars-title",
        "titles": ["CO_TINH"],
        "reason": "không bị kỷ luật",
        "cite": "Điều 9",
    }
    adopt(scored, "xep-loai", {**spec, "effects": [*spec["effects"], bar]})  # type: ignore[misc]  # JSON
    flag, certificate = (scored.awards.judge(YEAR, title, "vpub") for title in ("CO_TINH", "BK_TINH"))
    assert flag.result == "not-eligible" and flag.bar is not None and flag.bar.text == "không bị kỷ luật"
    assert certificate.bar is None


def test_a_title_without_a_number_by_rank_is_refused(scored: Book) -> None:
    with pytest.raises(RuleViolation, match=r"award\.no_quota"):
        scored.awards.what_if(YEAR, "CSTD_TINH", 2)
    assert not scored.awards.may_try(YEAR, "CSTD_TINH") and scored.awards.may_try(YEAR, "BK_TINH")
