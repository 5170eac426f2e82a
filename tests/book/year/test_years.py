"""Years: opening with the usual steps, deadlines and lateness, vetoes and relief, the people around the bloc."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.book.year.years import Deadline, Period, Stage
from models.keeping import seal
from models.rules.errors import BadInput, Refusal, RuleViolation


def test_a_year_opens_with_the_usual_steps_and_one_period(book: Book) -> None:
    book.years.open(2025)
    assert [stage.key for stage in book.years.stages(2025)] == ["self", "cross", "bloc", "appraisal", "agreed"]
    assert [(stage.name, stage.holds, stage.counts) for stage in book.years.stages(2025)][2] == (
        "Khối chấm",
        "items",
        "rule",
    )
    assert [(period.key, period.name) for period in book.years.periods(2025)] == [("nam", "Cả năm")]
    assert (book.years.get(2025).state, book.years.last_day(2025)) == ("open", "2025-12-31")


def test_steps_are_the_blocs_choice_and_order(book: Book) -> None:
    wanted = (Stage("appraisal", "Thẩm định", counts="stated"), Stage("self", "Tự chấm", "total", "caps", "Đơn vị"))
    book.years.open(2025, stages=wanted, periods=(Period("q1", "Quý I", "2025-01-01", "2025-03-31"),))
    found = book.years.stages(2025)
    assert [(s.key, s.position, s.holds, s.counts, s.scorer) for s in found] == [
        ("appraisal", 1, "items", "stated", None),
        ("self", 2, "total", "caps", "Đơn vị"),
    ]
    book.years.set_stages(2025, [found[1], Stage("agreed", "Thống nhất")])
    assert [stage.key for stage in book.years.stages(2025)] == ["self", "agreed"]


def test_sheets_of_scorers_are_of_the_step_they_score_at(book: Book) -> None:
    book.years.open(2025, stages=[Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm")])
    for unit in ("a", "b", "c"):
        book.members.add(f"Đơn vị {unit}", key=unit, year=2025)
    book.years.set_panel(2025, "bloc", {unit: f"Đơn vị {unit}" for unit in ("a", "b", "c")})
    scorers = book.years.panels(2025)["bloc"].by.values()
    assert len(set(scorers)) == 3
    assert {book.years.step_of(2025, key) for key in (*scorers, "bloc")} == {"bloc"}
    assert book.years.step_of(2025, "self") == "self"


def test_several_years_may_be_open(book: Book) -> None:
    for year in (2024, 2026, 2025):
        book.years.open(year)
    assert [one.year for one in book.years.all()] == [2026, 2025, 2024]
    assert book.years.current() == 2026
    book.regulations.adopt_pack(2025, "khoi-mau-thuong-dung")
    with book.store.operation("close-year") as tx:
        tx.update("bloc_year", 2026, state="closed")
    assert book.years.current() == 2025
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        book.years.set_stages(2026, [Stage("self", "Tự chấm")])


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda y: y.open(2025), "year.exists"),
        (lambda y: y.open(25), "year.out_of_range"),
        (lambda y: y.open(1899), "year.out_of_range"),
        (lambda y: y.open(2201), "year.out_of_range"),
        (lambda y: y.open(2030, stages=()), "year.no_stage"),
        (lambda y: y.open(2030, periods=()), "year.no_period"),
        (lambda y: y.open(2030, stages=(Stage("a", "A"), Stage("a", "B"))), "year.key_twice"),
        (lambda y: y.open(2030, stages=(Stage("a", "A", "sums"),)), "stage.word_unknown"),
        (lambda y: y.open(2030, periods=(Period("a", "A", "2030-06-01", "2030-01-01"),)), "date.backwards"),
        (lambda y: y._book.next_year.open(2030, 2029), "year.unknown"),
        (lambda y: y.set_stages(2031, [Stage("a", "A")]), "year.unknown"),
        (lambda y: y.put_deadline(Deadline(2025, "bao-cao", "Báo cáo", "2025-12-05", stage="khac")), "stage.unknown"),
        (lambda y: y.remove_deadline(2025, "khac"), "deadline.unknown"),
        (lambda y: y._book.vetoes.put(2025, "ttr", "discipline-warning"), "unit.not_member"),
        (lambda y: y._book.vetoes.relieve("khac", "Đã xóa kỷ luật"), "veto.unknown"),
        (lambda y: y.set_roles(2025, "secretary", [("", None)]), "name.empty"),
    ],
)
def test_refusals_change_nothing(book: Book, act: object, code: str) -> None:
    book.years.open(2025)
    before = book.store.canonical()
    with pytest.raises(Refusal) as refused:
        act(book.years)  # type: ignore[operator]
    assert refused.value.code == code
    assert book.store.canonical() == before


def test_a_step_with_sheets_stays(book: Book) -> None:
    book.years.open(2025)
    book.members.add("Thanh tra tỉnh", key="ttr", year=2025)
    with book.store.operation("form.create") as tx:
        tx.insert("form", {"key": "f", "name": "Bảng"})
        tx.insert("sheet", {"key": "s", "year": 2025, "period": "nam", "unit": "ttr", "stage": "self", "form": "f"})
    stages = book.years.stages(2025)
    with pytest.raises(RuleViolation, match=r"stage\.in_use"):
        book.years.set_stages(2025, [stage for stage in stages if stage.key != "self"])
    with pytest.raises(RuleViolation, match=r"stage\.in_use"):
        book.years.set_stages(2025, [Stage("self", "Tự chấm", "total")])
    with pytest.raises(RuleViolation, match=r"period\.in_use"):
        book.years.set_periods(2025, [Period("q1", "Quý I")])
    with pytest.raises(RuleViolation, match=r"unit\.has_history"):
        book.members.remove_from_roster(2025, "ttr")
    book.years.set_stages(2025, [stages[1], stages[0]])
    assert [stage.key for stage in book.years.stages(2025)] == ["cross", "self"]


def test_deadlines_stand_by_day_and_can_be_moved(book: Book) -> None:
    book.years.open(2025)
    for key, day in (("nam", "2025-12-05"), ("quy-1", "2025-04-10")):
        book.years.put_deadline(Deadline(2025, key, f"Báo cáo {key}", day))
    book.years.put_deadline(Deadline(2025, "nam", "Báo cáo năm", "2025-03-01"))
    assert [one.key for one in book.years.deadlines(2025)] == ["nam", "quy-1"]
    book.years.remove_deadline(2025, "quy-1")
    assert [one.name for one in book.years.deadlines(2025)] == ["Báo cáo năm"]


def test_a_veto_is_recorded_corrected_and_relieved(book: Book) -> None:
    book.years.open(2025)
    book.members.add("Văn phòng Tỉnh ủy", kind="party", key="vptu", year=2025)
    key = book.vetoes.put(
        2025,
        "vptu",
        "discipline-warning",
        date="2025-10-03",
        document="Quyết định số 88-QĐ/VPTU",
        confirmed_by="Sở Nội vụ",
        effect="Điều 9 khoản 2",
    )
    book.vetoes.put(2025, "vptu", "discipline-warning", date="2025-10-04", key=key)
    (veto,) = book.vetoes.of(2025, "vptu")
    assert (veto.date, veto.in_force) == ("2025-10-04", True)
    with pytest.raises(BadInput, match=r"veto\.relief_empty"):
        book.vetoes.relieve(key, " ")
    book.vetoes.relieve(key, "Đã chấm dứt hiệu lực kỷ luật", "Ban Thường vụ", "Công văn số 5")
    (veto,) = book.vetoes.of(2025)
    assert (veto.in_force, veto.relief_by, veto.relief_document) == (False, "Ban Thường vụ", "Công văn số 5")
    assert book.vetoes.of(2025, "ttr") == ()


def test_people_around_the_bloc(book: Book) -> None:
    book.years.open(2025)
    book.years.set_roles(2025, "standing_body", [("Quách Thị Thu Sim", "Phó Giám đốc"), ("Lại Quang Trắc", None)])
    book.years.set_roles(2025, "supervising_leader", [("Võ Thành Đước", "Phó Chủ tịch")])
    book.years.set_roles(2025, "standing_body", [("Lại Quang Trắc", "Trưởng phòng")])
    assert [(one.role, one.name, one.title) for one in book.years.roles(2025)] == [
        ("standing_body", "Lại Quang Trắc", "Trưởng phòng"),
        ("supervising_leader", "Võ Thành Đước", "Phó Chủ tịch"),
    ]
    assert [one.name for one in book.years.roles(2025, "supervising_leader")] == ["Võ Thành Đước"]


def test_a_year_of_past_results_is_never_the_one_to_open_on(book: Book) -> None:
    """2024 holds only results of the past; once 2025 is closed the book opens on it, not on 2024, until 2026 begins."""
    for year in (2024, 2025):
        book.years.open(year)
    book.regulations.adopt_pack(2025, "khoi-mau-thuong-dung")
    seal.close_year(book, 2025)
    assert book.years.current() == 2025
    book.regulations.adopt_pack(2024, "khoi-mau-thuong-dung")
    assert book.years.current() == 2024
    book.years.open(2026)
    assert book.years.current() == 2026


@pytest.mark.parametrize("year", [1900, 2200])
def test_the_first_and_the_last_year_a_book_takes_can_be_opened(book: Book, year: int) -> None:
    book.years.open(year)
    assert [one.year for one in book.years.all()] == [year]
