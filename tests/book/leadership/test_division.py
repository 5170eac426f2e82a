"""One decision divides the blocs: list, name, head and deputies of a year come from it in one act, and go in one."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.rules.errors import Refusal
from tests.book.conftest import Clock

NUMBER, DATE, ISSUER = "15/QĐ-HĐTĐKT", "2026-01-12", "Hội đồng Thi đua - Khen thưởng tỉnh Sông Lành"
CITED = "Quyết định số 15/QĐ-HĐTĐKT ngày 12/01/2026 của Hội đồng Thi đua - Khen thưởng tỉnh Sông Lành"
UNITS = ["1. Sở Nội vụ", "2) Thuế tỉnh", "3\tKho bạc Nhà nước khu vực X"]


@pytest.fixture
def bloc(book: Book, clock: Clock) -> Book:
    """2026 with three units, led by the one the decision does not name."""
    clock.to("2026-02-02")
    book.years.open(2026)
    for key, name in (("tt", "Thanh tra tỉnh"), ("thue", "Thuế tỉnh"), ("snv", "Sở Nội vụ")):
        book.members.add(name, "SNV" if key == "snv" else None, key=key, year=2026, active_from="2019-01-01")
    book.leadership.put_term(2026, "tt", "head", key="old")
    book.leadership.put_term(2026, "thue", "deputy", basis="proposed", status="proposed", key="asked")
    return book


def take(book: Book, **said: object) -> None:
    told = {"units": UNITS, "head": "SNV", "deputies": ["Thuế tỉnh"], "name": "Khối thi đua số 3", **said}
    book.division.record(2026, number=NUMBER, date=DATE, issuer=ISSUER, **told)  # type: ignore[arg-type]  # by name


def state(book: Book) -> object:
    """All that the decision may touch."""
    names = ("membership", "unit", "unit_row", "term", "setting", "blob", "bloc", "bloc_year")
    return {name: book.store.rows(name) for name in names}


def test_one_act_sets_the_list_the_name_and_who_leads_and_one_undo_takes_it_back(bloc: Book) -> None:
    before, at = state(bloc), bloc.store.last_seq
    take(bloc, file=("qd15.pdf", b"%PDF-1.4 15"))
    assert bloc.store.last_seq == at + 1
    roster = bloc.members.roster(2026)
    assert [one.unit.name for one in roster] == ["Sở Nội vụ", "Thuế tỉnh", "Kho bạc Nhà nước khu vực X"]
    assert roster[2].joined_by == CITED and roster[2].unit.kind == "central_vertical"
    found = bloc.settings.bloc()
    assert (found.name, found.established_by) == ("Khối thi đua số 3", CITED)
    assert bloc.settings.bloc("2025-12-31").name == "Khối thi đua số 1"
    terms = [(one.role, one.unit, one.basis, one.status, one.decision) for one in bloc.leadership.terms(2026)]
    assert terms == [
        ("head", "snv", "appointed", "approved", CITED),
        ("deputy", "thue", "appointed", "approved", CITED),
    ]
    held = bloc.division.of(2026)
    assert held is not None and held.cited == CITED and held.file_name == "qd15.pdf"
    assert bloc.scores.evidence.file(str(held.blob)) == b"%PDF-1.4 15"
    assert bloc.years.get(2026).roster_confirmed_on == "2026-02-02"
    bloc.store.undo()
    assert state(bloc) == before
    assert bloc.division.of(2026) is None


def test_from_a_day_units_leave_and_terms_end_on_the_day_before(bloc: Book) -> None:
    take(bloc, since="2026-02-01", name=None)
    last = {one.key: (one.from_date, one.to_date, one.left_by) for one in bloc.members.roster(2026)}
    assert last["tt"] == (None, "2026-01-31", CITED)
    assert last["snv"] == (None, None, None)
    heads = [(one.unit, one.from_date, one.to_date) for one in bloc.leadership.terms(2026) if one.role == "head"]
    assert heads == [("tt", None, "2026-01-31"), ("snv", "2026-02-01", None)]
    assert bloc.leadership.leads(2026, "2026-01-31") != bloc.leadership.leads(2026, "2026-02-01")


def test_a_unit_that_begun_the_year_does_not_vanish_and_nothing_is_half_written(bloc: Book) -> None:
    bloc.vetoes.put(2026, "tt", "discipline")
    before = state(bloc)
    with pytest.raises(Refusal, match=r"division\.unit_begun") as refused:
        take(bloc)
    assert refused.value.facts["where"] == ("veto",)
    assert state(bloc) == before


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"head": "Sở Y tế"}, "division.unnamed"),
        ({"deputies": ["Sở Nội vụ"]}, "division.two_offices"),
        ({"units": ["Sở Nội vụ", "sở nội vụ"]}, "import.has_faults"),
        ({"units": []}, "import.empty"),
        ({"file": ("rong.pdf", b"")}, "attached.empty"),
    ],
)
def test_what_the_paper_cannot_say_is_refused_whole(bloc: Book, said: dict[str, object], code: str) -> None:
    before = state(bloc)
    with pytest.raises(Refusal) as refused:
        take(bloc, **said)
    assert refused.value.code == code
    assert state(bloc) == before


def test_the_same_decision_mended_takes_the_place_of_the_first(bloc: Book) -> None:
    """Another file, one unit fewer, head and deputy changed about: nothing of the first is left beside it."""
    take(bloc, file=("nham.pdf", b"%PDF-1.4 other"))
    first = bloc.division.of(2026)
    outcome = bloc.division.outcome(2026, UNITS[:2], "Thuế tỉnh", ["Sở Nội vụ"])
    assert len(outcome.leaving) == 1 and len(outcome.ending) == 2
    take(bloc, units=UNITS[:2], head="Thuế tỉnh", deputies=["Sở Nội vụ"], file=("dung.pdf", b"%PDF-1.4 15"))
    assert [one.key for one in bloc.members.roster(2026)] == ["snv", "thue"]
    assert [(one.role, one.unit) for one in bloc.leadership.terms(2026)] == [("head", "thue"), ("deputy", "snv")]
    assert first is not None and bloc.store.row("blob", first.blob) is None
    held = bloc.division.of(2026)
    take(bloc, units=UNITS[:2], head="Thuế tỉnh", deputies=["Sở Nội vụ"])
    assert bloc.division.of(2026) == held


def test_who_keeps_an_office_goes_on_with_its_person(bloc: Book) -> None:
    bloc.members.put_post("tt", "head", "Trần Văn Bình", "Chánh Thanh tra")
    person = bloc.members.contacts("tt")[0].person
    bloc.leadership.put_term(2026, "tt", "head", key="old", person=person)
    take(bloc, units=["Thanh tra tỉnh", *UNITS], head="Thanh tra tỉnh", since="2026-02-01")
    head = bloc.leadership.term("old")
    assert (head.person, head.from_date, head.decision) == (person, None, CITED)
    assert bloc.division.outcome(2026, ["Thanh tra tỉnh", *UNITS], "Thanh tra tỉnh", ["Thuế tỉnh"]).ending == ()
