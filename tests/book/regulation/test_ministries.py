"""Titles of ministries: rules put into the catalogue in one step, for some units, with what is not known asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.regulation.ministries import MinistryTitle
from models.book.regulation.titles import title_key
from models.exchange import interchange
from models.rules.errors import Refusal
from models.rules.place.regulation import Regulation
from tests.book.awards.rules import RULES, UNITS, YEAR

BODY, WHO = "Bộ Tài chính", "Bộ trưởng Bộ Tài chính"


@pytest.fixture
def bloc(book: Book) -> Book:
    book.years.open(YEAR)
    for unit, kind in UNITS.items():
        book.members.add(f"Đơn vị {unit.upper()} tỉnh", f"Đơn vị {unit.upper()}", kind=kind, key=unit, year=YEAR)
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), RULES)
    return book


def add(
    book: Book, *titles: MinistryTitle, body: str = BODY, who: str = WHO, units: tuple[str, ...] = ("c",)
) -> object:
    return book.ministries.add(YEAR, body, who, units, titles, "TT 01/2025/TT-BTC, Điều 5", f"{YEAR}-01-01")


FLAG = MinistryTitle("Cờ thi đua của Bộ Tài chính", "collective")


def test_titles_without_any_letter_have_keys_of_their_own() -> None:
    """Seen failing: such a title had an empty key, and the next one the same."""
    names = ("★", "★★", "—", "☆", "優秀", "Я")
    keys = [title_key(name) for name in names]
    assert all(re.fullmatch(r"[A-Z0-9_]{1,30}", key) for key in keys) and len(set(keys)) == len(names)
    assert (title_key("Giấy khen"), title_key("★ Giấy khen"), title_key(" ")) == ("GIAY_KHEN", "GIAY_KHEN", "")


def test_the_usual_titles_of_a_ministry_are_one_step_and_one_undo(bloc: Book) -> None:
    before = bloc.awards.catalogue(YEAR)
    add(bloc, *bloc.ministries.usual(BODY, WHO))
    there = {one.name for one in before}
    added = [one for one in bloc.awards.catalogue(YEAR) if one.name not in there]
    assert {(one.name, one.holder) for one in added} >= {
        ("Cờ thi đua của Bộ Tài chính", "collective"),
        ("Bằng khen của Bộ trưởng Bộ Tài chính", "collective"),
        ("Bằng khen của Bộ trưởng Bộ Tài chính", "individual"),
        ("Chiến sĩ thi đua Bộ Tài chính", "individual"),
    }
    assert {(one.level, one.decided_by, one.units) for one in added} == {("ministry", WHO, ("c",))}
    bloc.store.undo()
    assert bloc.awards.catalogue(YEAR) == before


def test_two_ministries_share_no_title_even_where_long_names_begin_alike(bloc: Book) -> None:
    """Seen failing with the key cut at 30 letters: the second ministry's title was never seen."""
    long = "Tập thể lao động xuất sắc của {}"
    add(bloc, MinistryTitle(long.format(BODY), "collective"))
    add(bloc, MinistryTitle(long.format("Bộ Tư pháp"), "collective"), body="Bộ Tư pháp", who="Bộ trưởng Bộ Tư pháp")
    names = [one.name for one in bloc.awards.catalogue(YEAR)]
    assert {long.format(BODY), long.format("Bộ Tư pháp")} <= set(names)


def test_it_is_for_its_own_units_alone_and_what_its_text_demands_is_asked(bloc: Book) -> None:
    """Seen failing: a title without conditions passed as one nothing is demanded for."""
    add(bloc, FLAG)
    (key,) = [one.key for one in bloc.awards.catalogue(YEAR) if one.name == FLAG.name]
    other, own = bloc.awards.judge(YEAR, key, "a"), bloc.awards.judge(YEAR, key, "c")
    assert other.result == "not-eligible" and other.bar is not None and "Đơn vị C" in other.bar.text
    assert (own.result, own.clauses[0].fact) == ("unknown", f"confirmed(of={key})")
    bloc.findings.put(YEAR, "c", "yes", own.clauses[0].fact, document="QĐ 12/QĐ-BTC")
    assert bloc.awards.judge(YEAR, key, "c").result == "eligible"
    bloc.findings.put(YEAR, "c", "no", own.clauses[0].fact)
    assert bloc.awards.judge(YEAR, key, "c").result == "not-eligible"


def test_it_travels_in_an_interchange_document(bloc: Book, tmp_path: Path) -> None:
    add(bloc, FLAG)
    other = create_book(tmp_path / "other.sokhoi", "Khối khác")
    interchange.import_into(other, interchange.export_book(bloc))
    (title,) = [one for one in other.awards.catalogue(YEAR) if one.name == FLAG.name]
    other.close()
    assert (title.units, title.decided_by) == (("c",), WHO)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ministry.no_body", {"body": " "}),
        ("ministry.no_decider", {"who": ""}),
        ("ministry.no_units", {"units": ()}),
        ("unit.unknown", {"units": ("x",)}),
    ],
)
def test_what_is_missing_is_refused_and_nothing_is_written(bloc: Book, code: str, said: dict) -> None:
    before = bloc.regulations.rules(YEAR)
    with pytest.raises(Refusal) as refused:
        add(bloc, FLAG, **said)
    assert refused.value.code == code
    with pytest.raises(Refusal) as refused:
        add(bloc)
    assert refused.value.code == "ministry.no_titles"
    assert bloc.regulations.rules(YEAR) == before


def test_a_title_the_catalogue_has_is_named_and_none_is_added(bloc: Book) -> None:
    before = bloc.regulations.rules(YEAR)
    with pytest.raises(Refusal) as refused:
        add(bloc, FLAG, MinistryTitle("Danh hiệu CO", "collective"))
    assert (refused.value.code, refused.value.facts["title"]) == ("ministry.title_there", "Danh hiệu CO")
    assert bloc.regulations.rules(YEAR) == before
