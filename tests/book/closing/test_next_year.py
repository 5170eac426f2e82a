"""The year after another: what is taken over, what is moved on, what stays, and that the preview is the act."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import Book, open_book
from models.book.closing.next_year import PARTS, TakenOver, moved
from models.book.scoring.rows import SheetAt
from models.book.year.years import Deadline, Period, Stage
from models.keeping import handover, seal
from models.rules.act.balloting import Record, Tally
from models.rules.errors import RuleViolation
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part
from models.rules.place.regulation import Regulation, Rule
from tests.book.conftest import Clock, keys
from tests.rules import practice

YEAR = 2025
SENT = InputSpec("date", "Ngày", "date")
LATE = {"input": "date", "deadline": "2025-11-20", "on_time": "2", "late": "1", "none": "0"}
NEVER = {"input": "date", "deadline": "2019-05-01", "on_time": "2", "late": "1", "none": "0"}


def item(key: str, params: dict[str, str], rule_text: str) -> Item:
    part = Part("p", "base", "by-deadline/1", params)
    return Item(
        key, key.upper(), "Gửi báo cáo", "g", max=Fraction(2), inputs=(SENT,), parts=(part,), rule_text=rule_text
    )


FORM = Form(
    "f",
    "Bảng chấm điểm năm 2025",
    1,
    Fraction(4),
    nodes=(
        Group("g", "I", "Chế độ báo cáo", max=Fraction(4)),
        item("i.1", LATE, "Gửi chậm nhất 20/11/2025: 2; sau 20/11/2025: 1. Theo văn bản ngày 15/01/2025"),
        item("i.2", NEVER, "Theo quy định năm 2019"),
    ),
)
FLAG = Rule(
    key="cao",
    kind="flag-self-over/1",
    scope=None,
    valid_from=None,
    valid_to=None,
    cite="Điều 5",
    quote="",
    spec={"over": "5", "compared_with": "appraisal"},
    revision=1,
    unverified=False,
)


@pytest.fixture
def bloc(book: Book, clock: Clock) -> Book:
    """A year of three units, one of which leaves, with steps, periods, deadlines, rules, a form and work."""
    periods = (Period("h1", "6 tháng đầu năm 2025", "2025-01-01", "2025-06-30"), Period("nam", "Cả năm"))
    book.years.open(YEAR, stages=[Stage("self", "Tự chấm"), Stage("agreed", "Thống nhất")], periods=periods)
    for key in ("hnd", "td", "stp"):
        book.members.add(f"Đơn vị {key}", key.upper(), "state", key=key, year=YEAR)
    book.members.leave(YEAR, "stp", "2025-09-01")
    book.years.put_deadline(Deadline(YEAR, "tu-cham", "Bảng tự chấm", "2025-11-20", stage="self"))
    book.years.set_roles(YEAR, "secretary", [("Đỗ Quế Chi", "Thư ký")])
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế khối", valid_to="2026-06-30"), (FLAG,))
    book.forms.adopt(YEAR, book.forms.put_form(FORM), as_it_is=True)
    book.leadership.put_term(YEAR, "hnd", "head")
    book.following.put_work(YEAR, "ad-hoc", "Rà soát mô hình", unit="td", key="w1")
    book.following.put_work(YEAR, "ad-hoc", "Việc của đơn vị đã đi", unit="stp", key="w2")
    book.following.put_work(YEAR, "ad-hoc", "Việc đã xong", unit="td", key="w3")
    book.following.settle_work("w3", "done", on="2025-10-01")
    book.log.fund.put(YEAR, "Đóng góp", 5_000_000, unit="td")
    clock.to("2026-01-16")
    return book


def of(found: tuple[TakenOver, ...], part: str) -> list[tuple[str, str, str, str]]:
    return [(one.name, one.kind, one.old, one.new) for one in found if one.part == part]


def test_everything_is_taken_over_with_its_differences(bloc: Book) -> None:
    found = bloc.next_year.start(YEAR)
    assert [stage.name for stage in bloc.years.stages(YEAR + 1)] == ["Tự chấm", "Thống nhất"]
    periods = bloc.years.periods(YEAR + 1)
    assert [(one.name, one.from_date, one.to_date) for one in periods] == [
        ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30"),
        ("Cả năm", None, None),
    ]
    assert [member.key for member in bloc.members.roster(YEAR + 1)] == ["hnd", "td"]
    assert of(found, "roster") == [("HND", "same", "", ""), ("TD", "same", "", ""), ("Đơn vị stp", "left", "", "")]
    assert of(found, "deadlines") == [("Bảng tự chấm", "changed", "20/11/2025", "20/11/2026")]
    assert [one.due_on for one in bloc.years.deadlines(YEAR + 1)] == ["2026-11-20"]
    assert [one.name for one in bloc.years.roles(YEAR + 1)] == ["Đỗ Quế Chi"]
    assert of(found, "regulation") == [
        ("Quy chế khối", "same", "", ""),
        ("Quy chế khối", "waits", "", "hết hiệu lực từ 30/6/2026"),
    ]
    assert of(found, "fund") == [("Kinh phí đóng góp", "same", "5.000.000 đồng", "5.000.000 đồng")]
    assert bloc.log.fund.of(YEAR + 1).left == 5_000_000


def test_a_form_moves_its_dates_and_only_those(bloc: Book) -> None:
    found = bloc.next_year.start(YEAR)
    assert of(found, "form") == [
        ("Tên bảng", "changed", "Bảng chấm điểm năm 2025", "Bảng chấm điểm năm 2026"),
        ("Mục I.1", "changed", "20/11/2025", "20/11/2026"),
    ]
    form = bloc.forms.form(bloc.forms.for_unit(YEAR + 1, "td"))
    first, second = form.node("i.1"), form.node("i.2")
    assert isinstance(first, Item) and isinstance(second, Item)
    assert first.parts[0].params["deadline"] == "2026-11-20"
    assert first.rule_text == "Gửi chậm nhất 20/11/2026: 2; sau 20/11/2026: 1. Theo văn bản ngày 15/01/2025"
    assert (second.parts[0].params["deadline"], second.rule_text) == ("2019-05-01", "Theo quy định năm 2019")
    old = bloc.forms.form(bloc.forms.for_unit(YEAR, "td")).node("i.1")
    assert isinstance(old, Item) and old.parts[0].params["deadline"] == "2025-11-20"


def test_unfinished_work_goes_on_and_names_what_it_continues(bloc: Book) -> None:
    bloc.next_year.start(YEAR)
    works = {work.title: work for work in bloc.following.works(YEAR + 1)}
    assert set(works) == {"Rà soát mô hình", "Việc của đơn vị đã đi"}
    assert (works["Rà soát mô hình"].rolled_from, works["Rà soát mô hình"].unit) == ("w1", "td")
    assert works["Việc của đơn vị đã đi"].unit is None, "a unit that left does no more work of the bloc"
    assert bloc.following.work("w1").state == "open", "the year before stays as it is"


def test_starting_twice_changes_nothing(bloc: Book) -> None:
    bloc.next_year.start(YEAR)
    before = bloc.store.canonical()
    again = bloc.next_year.start(YEAR)
    assert bloc.store.canonical() == before
    assert {one.part for one in again} <= {"roster", "regulation", "leaders"}
    assert of(again, "leaders") == [("Trưởng khối", "waits", "HND", "chưa ghi")]


def test_what_stands_in_the_new_year_stays(bloc: Book) -> None:
    bloc.years.open(YEAR + 1, stages=[Stage("x", "Bước mới")])
    bloc.years.put_deadline(Deadline(YEAR + 1, "tu-cham", "Bảng tự chấm", "2026-12-01"))
    bloc.leadership.put_term(YEAR + 1, "td", "head", status="proposed")
    found = bloc.next_year.start(YEAR)
    assert [stage.name for stage in bloc.years.stages(YEAR + 1)] == ["Bước mới"]
    assert [one.due_on for one in bloc.years.deadlines(YEAR + 1)] == ["2026-12-01"]
    assert of(found, "leaders") == [("Trưởng khối", "changed", "HND", "TD")]


def test_the_preview_is_the_act_and_writes_nothing(bloc: Book) -> None:
    before, ops = bloc.store.canonical(), bloc.store.last_seq
    shown = bloc.next_year.preview(YEAR)
    assert (bloc.store.canonical(), bloc.store.last_seq) == (before, ops)
    assert bloc.years.find(YEAR + 1) is None
    assert bloc.next_year.start(YEAR) == shown
    bloc.store.undo()
    assert bloc.store.canonical() == before


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_left_out(bloc: Book, part: str) -> None:
    found = bloc.next_year.preview(YEAR, tuple(one for one in PARTS if one != part))
    assert part not in {one.part for one in found}


def test_refusals(bloc: Book) -> None:
    with pytest.raises(RuleViolation, match=r"year\.unknown"):
        bloc.next_year.start(2031)
    bloc.years.open(YEAR + 1)
    seal.close_year(bloc, YEAR + 1)
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        bloc.next_year.start(YEAR)


def test_the_one_who_received_leads_until_the_decision_comes(bloc: Book, tmp_path) -> None:  # type: ignore[no-untyped-def]
    seal.close_year(bloc, YEAR)
    work = ["Nhận quyết định khen thưởng", "Nhiệm vụ chưa xong: Rà soát mô hình (TD)"]
    custody = handover.hand_over(bloc, YEAR, "td", tmp_path / "m.sokhoi", open_work=work)
    with open_book(tmp_path / "m.sokhoi", clock=bloc.clock, key_source=keys(30_000)) as theirs:
        handover.receive(theirs, custody.code, "Mận")
        found = theirs.next_year.start(YEAR)
        (term,) = theirs.leadership.terms(YEAR + 1)
        titles = [one.title for one in theirs.following.works(YEAR + 1)]
    assert of(found, "leaders") == [("Trưởng khối", "changed", "HND", "TD")]
    assert (term.unit, term.role, term.status) == ("td", "head", "proposed")
    assert titles.count("Rà soát mô hình") == 1
    assert "Nhận quyết định khen thưởng" in titles
    assert not any(title.startswith("Nhiệm vụ chưa xong") for title in titles), "the work itself went on already"


def test_of_the_minutes_only_work_and_decisions_on_awards_become_tasks(bloc: Book, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Counts, minutes not written and a leader awaited stay on the minutes; they are no tasks, or stand elsewhere."""
    bloc.meetings.put(YEAR, "closing", "Hội nghị tổng kết", date="2025-12-05", key="h")
    bloc.leadership.put_term(YEAR + 1, "td", "head", status="proposed")
    with bloc.store.operation("test.row") as tx:
        tx.insert("proposal", {"key": "k", "year": YEAR, "unit": "td", "title": "Cờ thi đua"})
    seal.close_year(bloc, YEAR)
    left = [*bloc.closing.draft(YEAR).open_work, "Quyết toán kinh phí", "Quyết toán kinh phí"]
    assert any("danh sách việc của năm" in line for line in left)
    assert any(line.startswith("Chưa ghi biên bản đã ký") for line in left)
    assert any(line.startswith("Chờ quyết định công nhận") for line in left)
    custody = handover.hand_over(bloc, YEAR, "td", tmp_path / "m.sokhoi", open_work=left)
    with open_book(tmp_path / "m.sokhoi", clock=bloc.clock, key_source=keys(30_000)) as theirs:
        handover.receive(theirs, custody.code, "Mận")
        theirs.next_year.start(YEAR)
        assert sorted(one.title for one in theirs.following.works(YEAR + 1)) == [
            "Chờ quyết định khen thưởng: Cờ thi đua, TD",
            "Quyết toán kinh phí",
            "Rà soát mô hình",
            "Việc của đơn vị đã đi",
        ]
        waiting = [one.words for one in theirs.closing.open_points(YEAR + 1) if "công nhận TD" in one.words]
        assert waiting == ["Chờ quyết định công nhận TD làm Trưởng khối năm 2026"]


NAMING = "Số liệu ước thực hiện chưa có số liệu chính thức: mục I.1 của TD"


def test_a_line_that_names_units_is_no_task_whoever_it_names_since(bloc: Book, tmp_path: Path) -> None:
    """Whom it names goes on changing: another unit, one more, or none but a count."""
    bloc.log.put_report(YEAR, "Báo cáo quý IV", key="q4")
    for unit in ("hnd", "td"):
        bloc.scores.enter(SheetAt(YEAR, unit, "self"), "i.2", inputs={"date": "2025-10-01"})
    before = bloc.closing.draft(YEAR).open_work
    bloc.log.receive_report(YEAR, "q4", "td", "2025-12-20")
    bloc.registration.receive(YEAR, "td", "2025-02-20")
    for node in ("i.1", "i.2"):
        bloc.scores.enter(SheetAt(YEAR, "td", "self"), node, inputs={"date": "2025-10-01"})
    bloc.scores.states.complete(SheetAt(YEAR, "td", "self"))
    moved_since = [line for line in before if line not in bloc.closing.draft(YEAR).open_work]
    assert moved_since == [
        "Chưa nhận đăng ký thi đua của đơn vị nào",
        "Bước tự chấm: chưa phiếu nào được xác nhận đủ",
        "Báo cáo quý IV: chưa nhận của HND, TD",
    ]
    own = [
        "Báo cáo quý IV",
        "Chưa nhận bàn giao máy in",
        "Báo cáo quý IV: chưa nhận của HND; đã hẹn nộp bù, mời họp riêng",
    ]
    own.append("Bước tự chấm: 3 phiếu bị mất bản giấy, năm sau xin lại")
    left = [*before, NAMING, f"{NAMING}, mục I.2 của HND và 04 số liệu khác", *own]
    seal.close_year(bloc, YEAR)
    custody = handover.hand_over(bloc, YEAR, "td", tmp_path / "m.sokhoi", open_work=left)
    with open_book(tmp_path / "m.sokhoi", clock=bloc.clock, key_source=keys(30_000)) as theirs:
        handover.receive(theirs, custody.code, "Mận")
        theirs.next_year.start(YEAR)
        titles = sorted(one.title for one in theirs.following.works(YEAR + 1))
        assert titles == sorted([*own, "Rà soát mô hình", "Việc của đơn vị đã đi"])


def test_an_office_nobody_is_recorded_for_is_shown_as_waiting(bloc: Book) -> None:
    """The head always is; a deputy of the year before does not vanish without a line when only a head is chosen."""
    head = ("Trưởng khối", "waits", "HND", "chưa ghi")
    assert of(bloc.next_year.preview(YEAR), "leaders") == [head]
    bloc.leadership.put_term(YEAR, "td", "deputy")
    deputy = ("Phó Trưởng khối", "waits", "TD", "chưa ghi")
    assert of(bloc.next_year.preview(YEAR), "leaders") == [head, deputy]
    bloc.leadership.put_term(YEAR + 1, "td", "head", status="proposed")
    found = bloc.next_year.start(YEAR)
    assert of(found, "leaders") == [("Trưởng khối", "changed", "HND", "TD"), deputy]
    assert [(one.role, one.unit) for one in bloc.leadership.terms(YEAR + 1)] == [("head", "td")]


def test_a_year_without_leaders_says_so_of_the_next(bloc: Book) -> None:
    (term,) = bloc.leadership.terms(YEAR)
    bloc.leadership.remove_term(term.key)
    assert of(bloc.next_year.preview(YEAR), "leaders") == [("Trưởng khối", "waits", "", "chưa ghi")]


def test_deputies_a_meeting_chose_are_proposed_with_the_minutes(bloc: Book) -> None:
    """The head is decided by who receives the book; deputies by what the meeting chose, the first of the two is new."""
    bloc.regulations.adopt(YEAR, Regulation("bau", "Quy chế bầu"), practice.VOTING, beside=True)
    bloc.leadership.put_term(YEAR, "td", "deputy")
    bloc.meetings.put(YEAR, "closing", "Hội nghị tổng kết", date="2025-12-05", key="h")
    for unit in ("hnd", "td"):
        bloc.meetings.attendance.put("h", "member", unit=unit)
    bloc.ballots.prepare("h", "elect", "Giới thiệu", ["hnd", "td"], purpose="deputy", tellers=("A", "B", "C"), key="p")
    bloc.ballots.record("p", Record(2, 2, 0, 0, 2, 2, 0, {"hnd": Tally(2), "td": Tally(0)}, {1: 2}))
    seal.close_year(bloc, YEAR)
    found = bloc.next_year.start(YEAR)
    head = ("Trưởng khối", "waits", "HND", "chưa ghi")
    assert of(found, "leaders") == [head, ("Phó Trưởng khối", "changed", "TD", "HND")]
    (term,) = bloc.leadership.terms(YEAR + 1)
    assert (term.unit, term.role, term.status, term.decided_on) == ("hnd", "deputy", "proposed", "2025-12-05")
    assert term.decision is not None and term.decision.startswith("Biên bản kiểm phiếu “Giới thiệu”")
    assert [line for line in of(bloc.next_year.preview(YEAR), "leaders") if line[1] == "changed"] == [
        ("Phó Trưởng khối", "changed", "TD", "HND")
    ]


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        ("2025-11-20", 1, "2026-11-20"),
        ("2024-02-29", 1, "2025-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2096-02-29", 4, "2100-02-28"),
        ("2025-12-31", 1, "2026-12-31"),
    ],
)
def test_a_day_moved_on(day: str, years: int, later: str) -> None:
    assert moved(day, years) == later
