"""The practice bloc followed through its year: what the logs give is what the file expects."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.scoring.rows import SheetAt
from models.rules.form.scoring import Item
from models.rules.number.points import from_text, show
from models.rules.place.facts import Noted
from tests.book import practice
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, EXPECTED, UNITS, YEAR, unit_key
from tests.book.practice_registration import registration


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The practice year with its logs and the attendance of its half-year meeting; tests only read it."""
    path = tmp_path_factory.mktemp("year") / "khoi.sokhoi"
    with create_book(path, DATA["bloc"]["name"], clock=Clock("2025-12-19"), key_source=keys()) as book:
        live(book)
        yield book


def live(book: Book) -> None:
    practice.build(book)
    for raw in (each for each in DATA["units"] if "head" in each):
        book.members.put_post(unit_key(raw["id"]), "head", *raw["head"], from_date=raw["active_from"])
    book.leadership.put_term(YEAR, "ttr", "head")
    book.leadership.put_term(YEAR, "mttq", "deputy")
    registration(book, DATA)
    for raw in DATA["meetings"]:
        kind = raw["kind"].replace("_", "-")
        meeting = book.meetings.put(YEAR, kind, raw["title"], date=raw["date"])
        for absent in raw.get("absent", []):
            capacity = "written" if "written_opinion" in absent else "absent"
            said = {"notice": absent["notice"], "paper": absent.get("written_opinion")}
            book.meetings.attendance.put(meeting, capacity, unit=unit_key(absent["unit"]), **said)
        for ident in raw.get("wrong_rank", []):
            book.meetings.attendance.put(meeting, "member", unit=unit_key(ident), wrong_rank=True)


def offered(book: Book, stage: str = "self") -> dict[tuple[str, str], dict[str, object]]:
    return {(one.item.code, one.unit): dict(one.inputs) for one in book.suggestions.all(YEAR, stage)}


def test_attendance_suggests_iv_1(lived: Book) -> None:
    found = offered(lived)
    wanted = {unit_key(ident): text for ident, text in EXPECTED["from_the_logs"]["IV.1"].items()}
    words = {
        "không đúng thành phần 1 lần": {"absent": 0, "wrong_rank": 1},
        "vắng 1 lần": {"absent": 1, "wrong_rank": 0},
    }
    for unit in UNITS:
        assert found["IV.1", unit] == words.get(wanted.get(unit, ""), {"absent": 0, "wrong_rank": 0})


def test_late_reports_suggest_iv_2(lived: Book) -> None:
    late = {unit_key(ident): count for ident, count in EXPECTED["from_the_logs"]["IV.2"].items()}
    found = offered(lived)
    for unit in UNITS:
        assert found["IV.2", unit] == {"late": late.get(unit, 0), "missing": 0}


def test_joint_activities_suggest_iv_3(lived: Book) -> None:
    away = {unit_key(ident) for ident in EXPECTED["from_the_logs"]["IV.3_not_in_sport"]}
    found = offered(lived)
    for unit in UNITS:
        assert found["IV.3", unit] == {"conditions": (True, unit not in away, True)}


def test_the_log_suggests_what_the_bloc_scored(lived: Book) -> None:
    """With the log at hand, IV.1 to IV.3 of the bloc's own stage hold nothing else, and the points follow."""
    for one in lived.suggestions.all(YEAR, "bloc"):
        assert not one.news, (one.unit, one.item.code, one.inputs, one.held)
        assert one.points == one.held_points


def test_accepting_a_suggestion_is_entering_scores(tmp_path: Path) -> None:
    with create_book(tmp_path / "a.sokhoi", "Khối", clock=Clock("2025-12-19"), key_source=keys()) as book:
        live(book)
        before = book.store.last_seq
        changed = [one for one in book.suggestions.all(YEAR, "self") if one.news]
        assert book.store.last_seq == before, "looking writes nothing"
        assert {(one.unit, one.item.code) for one in changed} >= {("hnd", "IV.1"), ("td", "IV.2"), ("tk", "IV.3")}
        count = book.suggestions.accept(YEAR, "self", [(one.unit, one.item.key) for one in changed])
        assert count == len(changed)
        assert book.store.last_seq == before + 1
        assert book.store.undo_kind()[0] == "score.enter"
        held = book.scores.sheet(SheetAt(YEAR, "hnd", "self")).cells["iv.1"].cell
        assert held.inputs == {"absent": 1, "wrong_rank": 0}
        assert "Hội nghị sơ kết 6 tháng đầu năm 2025" in held.note
        book.store.undo()
        assert book.scores.sheet(SheetAt(YEAR, "hnd", "self")).cells["iv.1"].cell.inputs["absent"] == 0


def test_half_year(lived: Book) -> None:
    found, wanted = lived.following.half_year(YEAR), EXPECTED["half_year"]
    assert (found.done, found.registered) == (wanted["tasks_done"], wanted["tasks_registered"])
    assert found.percent == from_text(wanted["percent"])
    assert show(found.percent) == "47,37"
    assert [one.unit for one in found.units] == list(UNITS)
    assert found.missing == ()


def test_year_end(lived: Book) -> None:
    found, wanted = lived.following.year_end(YEAR), EXPECTED["year_end"]
    assert (found.done, found.registered) == (wanted["tasks_done"], wanted["tasks_registered"])
    assert found.percent == from_text(wanted["percent"])
    by_unit = {one.unit: one for one in found.units}
    assert by_unit["hnd"].targets[0].percent == Fraction(92)
    assert by_unit["vpub"].targets[0].percent == Fraction(112)


def test_fund(lived: Book) -> None:
    found, wanted = lived.log.fund.of(YEAR), EXPECTED["bloc_fund"]
    assert (found.money_in, found.money_out, found.left) == (wanted["in_dong"], wanted["out_dong"], wanted["left_dong"])


def test_late_registration_keeps_its_date(lived: Book) -> None:
    found = {one.unit: one for one in lived.registration.all(YEAR)}
    assert list(found) == list(UNITS)
    for ident, raw in DATA["registration"].items():
        assert found[unit_key(ident)].received_on == raw["received_on"]
        assert found[unit_key(ident)].tasks == raw["key_tasks"]
    assert {unit: one.days_late for unit, one in found.items() if one.days_late} == {"stc": 13, "hnd": 6}


def test_the_facts_rules_ask(lived: Book) -> None:
    facts = lived.registration.facts(YEAR, "ttr")
    assert facts["registered(of=Cờ thi đua của UBND tỉnh)"] == Noted(True, "đăng ký ngày 12/3/2025")
    assert facts["registered(of=Bằng khen của Chủ tịch UBND tỉnh)"] is False
    assert facts["pledged"] == Noted(True, "ký ngày 20/3/2025")


def test_the_pledge_is_signed_by_head_deputy_and_then_the_list(lived: Book) -> None:
    pledge = lived.registration.pledge.of(YEAR)
    assert pledge is not None
    rest = [unit for unit in UNITS if unit not in ("ttr", "mttq")]
    assert [one.unit for one in pledge.signatories] == ["ttr", "mttq", *rest]
    assert [one.name for one in pledge.witnesses] == ["Võ Thành Đước", "Quách Thị Thu Sim"]


def test_cross_check_leaves_no_gap(lived: Book) -> None:
    teams = lived.teams.all(YEAR)
    assert [team.name for team in teams] == [raw["team"] for raw in DATA["cross_check"]]
    assert lived.teams.gaps(YEAR) == ()
    assert all(visit.visit_from for team in teams for visit in team.visits)


def test_the_scorers_sheets_share_out_the_form(lived: Book) -> None:
    offices = lived.scorer_sheets.offices(YEAR)
    assert offices == ("Trưởng khối", "Sở Nội vụ", "Tổ chấm điểm của khối")
    sheets = [lived.scorer_sheets.sheet(YEAR, office, "appraisal") for office in offices]
    items = [line.item.key for sheet in sheets for line in sheet.lines]
    form = lived.forms.form(lived.forms.for_unit(YEAR, "td"))
    assert set(items) == {item.key for item in form.items()}
    assert sheets[1].held["vpub", "i.4", "percent"] == Fraction("98.6")
    assert isinstance(form.find("i.4"), Item)
