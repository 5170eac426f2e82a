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
    told = {"units": UNITS, "head": "SNV", "deputies": ["Thuế tỉnh"], "name": "Khối thi đua số 3", "number": NUMBER}
    book.division.record(2026, date=DATE, issuer=ISSUER, **(told | said))  # type: ignore[arg-type]  # by name


def state(book: Book) -> dict[str, object]:
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


@pytest.mark.parametrize(
    "said",
    [
        {"units": UNITS[:2]},
        {"since": "2026-02-01"},
        {"head": "Thuế tỉnh", "deputies": ["Sở Nội vụ"]},
        {"name": "Khối thi đua số 4"},
        {"number": "16/QĐ-HĐTĐKT", "units": UNITS[:2]},
    ],
)
def test_a_recorded_decision_is_not_half_written_over(bloc: Book, said: dict[str, object]) -> None:
    """Another list, day, office or name would leave traces of the first: refused, with nothing written."""
    take(bloc)
    before = state(bloc)
    with pytest.raises(Refusal) as refused:
        take(bloc, **said)
    assert (refused.value.code, refused.value.facts["document"]) == ("division.recorded", CITED)
    assert state(bloc) == before


def test_the_same_again_touches_nothing_but_the_file(bloc: Book) -> None:
    take(bloc, file=("nham.pdf", b"%PDF-1.4 other"))
    first, before, at = bloc.division.of(2026), state(bloc), bloc.store.last_seq
    take(bloc)
    assert (state(bloc), bloc.store.last_seq) == (before, at)
    take(bloc, number="Số 15/QĐ-HĐTĐKT", file=("dung.pdf", b"%PDF-1.4 15"))
    held = bloc.division.of(2026)
    assert held is not None and (held.file_name, held.number) == ("dung.pdf", NUMBER)
    assert first is not None and bloc.store.row("blob", str(first.blob)) is None
    assert {**state(bloc), "setting": 0, "blob": 0} == {**before, "setting": 0, "blob": 0}


def test_a_number_mended_is_cited_everywhere_and_nothing_else_changes(bloc: Book) -> None:
    """In the list, the terms and the bloc's description; who leaves by it too; the file stays."""
    bloc.members.add("Sở Y tế", key="yt", year=2026, active_from="2019-01-01", joined_by="Công văn số 9")
    take(bloc, since="2026-02-01", units=[*UNITS, "Sở Y tế"], file=("qd15.pdf", b"%PDF-1.4 15"))
    before, at, new = state(bloc), bloc.store.last_seq, CITED.replace("15/", "51/")
    said = {"since": "2026-02-01", "units": [*UNITS, "Sở Y tế"]}
    take(bloc, number="51/QĐ-HĐTĐKT", **said)
    assert bloc.store.last_seq == at + 1
    assert str(before).count(CITED) == str(state(bloc)).count(new) > 4 and CITED not in str(state(bloc))
    held = bloc.division.of(2026)
    assert held is not None and (held.cited, held.file_name) == (new, "qd15.pdf")
    assert str(state(bloc)).replace("51/", "15/") == str(before)
    bloc.store.undo()
    assert state(bloc) == before


def test_a_later_decision_of_the_year_follows_the_first(bloc: Book) -> None:
    """From its own day; the file of the first is not taken for its own."""
    take(bloc, file=("qd15.pdf", b"%PDF-1.4 15"))
    take(bloc, number="20/QĐ-HĐTĐKT", units=UNITS[:2], since="2026-02-02")
    held = bloc.division.of(2026)
    assert held is not None and (held.number, held.blob) == ("20/QĐ-HĐTĐKT", None)
    assert bloc.store.rows("blob") == []
    kbnn = bloc.members.roster(2026)[-1]
    assert (kbnn.joined_by, kbnn.to_date) == (CITED, "2026-02-01")


def test_who_keeps_an_office_goes_on_with_its_person(bloc: Book) -> None:
    bloc.members.put_post("tt", "head", "Trần Văn Bình", "Chánh Thanh tra")
    person = bloc.members.contacts("tt")[0].person
    bloc.leadership.put_term(2026, "tt", "head", key="old", person=person)
    take(bloc, units=["Thanh tra tỉnh", *UNITS], head="Thanh tra tỉnh", since="2026-02-01")
    head = bloc.leadership.term("old")
    assert (head.person, head.from_date, head.decision) == (person, None, CITED)
    assert bloc.division.outcome(2026, ["Thanh tra tỉnh", *UNITS], "Thanh tra tỉnh", ["Thuế tỉnh"]).ending == ()


def test_who_keeps_an_office_keeps_what_was_recorded_of_it(bloc: Book) -> None:
    bloc.leadership.put_term(2026, "tt", "head", key="old", basis="elected", decision="Biên bản số 3", deviation="ốm")
    take(bloc, units=["Thanh tra tỉnh", *UNITS], head="Thanh tra tỉnh")
    head = bloc.leadership.term("old")
    assert (head.basis, head.decision, head.decided_on, head.deviation) == ("elected", "Biên bản số 3", None, "ốm")


@pytest.mark.parametrize(("since", "left"), [("2026-02-01", [("tt", "2026-01-31")]), (None, [])])
def test_a_unit_that_goes_out_leaves_its_office(bloc: Book, since: str | None, left: object) -> None:
    """Though the decision fills no office: the outcome names the term before, the act ends it."""
    told = bloc.division.outcome(2026, UNITS, since=since)
    assert [one.key for one in told.ending] == ["old"]
    take(bloc, head=None, deputies=[], since=since)
    terms = [(one.unit, one.to_date) for one in bloc.leadership.terms(2026) if one.role == "head"]
    assert terms == left
    assert bloc.leadership.term("asked").status == "proposed"


@pytest.mark.parametrize("month", [1, 9])
@pytest.mark.parametrize("day", ["2027-01-01", "2025-12-31"])
def test_a_day_of_another_year_is_refused(bloc: Book, day: str, month: int) -> None:
    """Of a school year too: its list and its terms run by the calendar's days."""
    bloc.years.begin_in(2026, month)
    before = state(bloc)
    for act in (lambda: take(bloc, since=day), lambda: bloc.division.outcome(2026, UNITS, since=day)):
        with pytest.raises(Refusal, match=r"division\.not_this_year"):
            act()
    assert state(bloc) == before
    take(bloc, since="2026-12-31")


def test_a_full_name_goes_before_a_short_one_and_two_of_one_short_name_are_asked(bloc: Book) -> None:
    for key, name, short in (
        ("a", "Sở Tài chính", "STC"),
        ("b", "Sở Tài chính thành phố", "Sở Tài chính"),
        ("c", "Sở Y tế tỉnh A", "SYT"),
        ("d", "Sở Y tế tỉnh B", "SYT"),
    ):
        bloc.members.add(name, short, key=key, active_from="2019-01-01")
    found = bloc.division.outcome(2026, ["Sở Tài chính", "Sở Tài chính thành phố"], "sở tài chính")
    assert (found.joining, found.new) == (("a", "b"), ())
    for units, head in ((["SYT"], None), (["Sở Y tế tỉnh A"], "SYT")):
        with pytest.raises(Refusal, match=r"division\.two_called") as refused:
            bloc.division.outcome(2026, units, head)
        assert refused.value.facts["names"] == "Sở Y tế tỉnh A; Sở Y tế tỉnh B"


@pytest.mark.parametrize(
    "lines",
    [
        ["1\tSở Nội vụ\tTrưởng khối năm 2025, Phó Trưởng khối năm 2026", "2\tThuế tỉnh\t"],
        ["1. Sở Nội vụ\tTrưởng khối năm 2025, Phó Trưởng khối", "2) Thuế tỉnh"],
        ["TT\tGhi chú\tTên đơn vị", "1\tTrưởng khối năm 2025, Phó Trưởng khối\tSNV", "2\t\tTHUẾ TỈNH"],
    ],
)
def test_a_pasted_table_gives_its_names_not_its_longest_cells(bloc: Book, lines: list[str]) -> None:
    found = bloc.division.outcome(2026, lines)
    assert (found.new, found.joining, found.leaving) == ((), (), ("tt",))
    assert bloc.division.names(lines) == ("Sở Nội vụ", "Thuế tỉnh")


@pytest.mark.parametrize(("since", "first"), [(None, "2026-01-01"), ("2026-02-01", "2026-02-01")])
def test_a_new_unit_begins_with_what_the_decision_covers(bloc: Book, since: str | None, first: str) -> None:
    take(bloc, since=since)
    assert bloc.members.names(bloc.members.roster(2026)[2].key)[0].from_date == first


@pytest.mark.parametrize("name", ["Khối thi đua số 1", "Khối thi đua số 9"])
def test_a_bloc_described_later_or_a_day_to_come_leaves_its_name_and_says_so(
    bloc: Book, clock: Clock, name: str
) -> None:
    clock.to("2026-03-10")
    bloc.settings.describe_bloc(since="2026-03-01", parent_body="Hội đồng Thi đua")
    for day, why in ((None, ("changed-since", "2026-03-01")), ("2026-03-11", ("to-come", "2026-03-11"))):
        before = bloc.settings.bloc()
        assert bloc.division.outcome(2026, UNITS, since=day).undescribed == why
        take(bloc, name=name, since=day)
        assert bloc.settings.bloc() == before
        bloc.store.undo()
    assert bloc.division.outcome(2026, UNITS, since="2026-03-01").undescribed is None
    take(bloc, name=name, since="2026-03-01")
    assert (bloc.settings.bloc().name, bloc.settings.bloc().established_by) == (name, CITED)


def test_a_deputy_is_recorded_at_the_place_the_decision_gives(bloc: Book) -> None:
    take(bloc, deputies=["", "Thuế tỉnh"])
    assert [one.rank for one in bloc.leadership.terms(2026) if one.role == "deputy"] == [2]
    held = bloc.division.of(2026)
    assert held is not None and held.deputies == ("", "thue")
    take(bloc, deputies=["", "Thuế tỉnh"])
