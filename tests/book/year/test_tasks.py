"""The year's task list: 39 usual lines per year, days from deadlines, signs that show and never force."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.book.year.tasks import shipped
from models.book.year.year_facts import FACTS, OUTSIDE, last_day
from models.book.year.years import Deadline, Period
from models.rules.errors import Refusal
from tests.book.conftest import Clock

YEAR = 2025


@pytest.fixture
def bloc(book: Book) -> Book:
    """A year with two units."""
    book.years.open(YEAR)
    for key in ("td", "hnd"):
        book.members.add(f"Đơn vị {key}", key, "mass_organisation", key=key, year=YEAR)
    return book


def test_the_usual_tasks_are_39_and_know_their_facts() -> None:
    assert len(shipped()) == 39
    assert [one.row["position"] for one in shipped().values()] == list(range(1, 40))
    signs = {one.sign.partition(":")[0] for one in shipped().values() if one.sign}
    assert signs <= set(FACTS)
    assert len(signs) > 20


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (0, "2024-12-31"),
        (1, "2025-01-31"),
        (2, "2025-02-28"),
        (12, "2025-12-31"),
        (13, "2026-01-31"),
        (15, "2026-03-31"),
    ],
)
def test_months_are_counted_from_january(month: int, day: str) -> None:
    assert last_day(YEAR, month) == day


def test_a_year_opens_with_its_list(bloc: Book) -> None:
    found = bloc.tasks.all(YEAR)
    assert [task.key for task in found] == list(shipped())
    assert (found[0].due, found[-1].due) == ("2025-01-31", "2026-01-31")
    assert {task.state for task in found} == {"open"}
    assert bloc.tasks.get(YEAR, "ghi-theo-doi").due is None
    bloc.store.undo()
    bloc.store.undo()
    bloc.store.undo()
    assert bloc.years.find(YEAR) is None


def test_the_next_year_takes_over_the_blocs_own_list(bloc: Book) -> None:
    bloc.tasks.describe(YEAR, "hop-so-ket", title="Họp giữa năm", from_month=6, to_month=7, due_on="2025-07-18")
    bloc.tasks.not_ours(YEAR, ["theo-doi-quy-1", "theo-doi-quy-3"])
    bloc.tasks.mark_done(YEAR, ["du-thao"])
    own = bloc.tasks.add(YEAR, "Thăm gia đình chính sách", after="hoat-dong-chung", from_month=7, to_month=7)
    bloc.years.open(2026)
    found = {task.key: task for task in bloc.tasks.all(2026)}
    assert len(found) == 40
    assert (found["hop-so-ket"].title, found["hop-so-ket"].due) == ("Họp giữa năm", "2026-07-31")
    assert found["theo-doi-quy-1"].state == "not-ours"
    assert found["du-thao"].state == "open"
    keys = [task.key for task in bloc.tasks.all(2026)]
    assert keys.index(own) == keys.index("hoat-dong-chung") + 1


def test_a_day_comes_from_the_line_then_the_deadline_then_the_month(bloc: Book) -> None:
    def due() -> tuple[str | None, str]:
        task = bloc.tasks.get(YEAR, "nhan-phieu-tu-cham")
        return task.due, task.due_by

    assert due() == ("2025-11-30", "month")
    bloc.years.put_deadline(Deadline(YEAR, "tu-cham", "Bảng tự chấm điểm", "2025-11-20", stage="self"))
    assert due() == ("2025-11-20", "deadline")
    bloc.tasks.describe(YEAR, "nhan-phieu-tu-cham", due_on="2025-11-25")
    assert due() == ("2025-11-25", "own")
    bloc.tasks.describe(YEAR, "nhan-phieu-tu-cham", due_on=None)
    assert due() == ("2025-11-20", "deadline")


def test_a_reminder_is_due_before_the_deadline_it_speaks_of(bloc: Book) -> None:
    def due() -> tuple[str | None, str]:
        task = bloc.tasks.get(YEAR, "nhac-dang-ky")
        return task.due, task.due_by

    assert due() == ("2025-03-31", "month")
    bloc.years.put_deadline(Deadline(YEAR, "han-dang-ky", "Đăng ký thi đua", "2025-03-15"))
    assert due() == ("2025-03-10", "deadline")
    bloc.years.put_deadline(Deadline(YEAR, "han-khac", "Hạn khác", "2025-05-15"))
    bloc.tasks.describe(YEAR, "nhac-dang-ky", follows="han-khac")
    assert due() == ("2025-05-15", "deadline")


def test_a_sign_shows_and_never_forces(bloc: Book, clock: Clock) -> None:
    clock.to("2025-02-10")
    assert "ra-soat-don-vi" in [task.key for task in bloc.tasks.agenda(YEAR).past_month]
    bloc.years.confirm_roster(YEAR, "2025-02-01")
    task = bloc.tasks.get(YEAR, "ra-soat-don-vi")
    assert task.state == "open" and task.shown_done
    assert task.sign is not None and task.sign.on == "2025-02-01"
    agenda = bloc.tasks.agenda(YEAR)
    assert [one.key for one in agenda.shown_done] == ["ra-soat-don-vi", "doi-ten-sap-nhap"]
    assert "ra-soat-don-vi" not in [one.key for one in (*agenda.past_month, *agenda.overdue, *agenda.soon)]
    bloc.tasks.mark_done(YEAR, ["xin-y-kien-lanh-dao", "nhan-dang-ky"], "2025-02-09")
    done = bloc.tasks.get(YEAR, "nhan-dang-ky")
    assert (done.state, done.done_on) == ("done", "2025-02-09")
    bloc.tasks.reopen(YEAR, ["nhan-dang-ky"])
    again = bloc.tasks.get(YEAR, "nhan-dang-ky")
    assert (again.state, again.done_on, again.shown_done) == ("open", None, False)


def test_what_is_awaited_names_the_units_missing(bloc: Book) -> None:
    with bloc.store.operation("test.receive") as tx:
        tx.insert("registration", {"year": YEAR, "unit": "td", "received_on": "2025-03-10"})
    sign = bloc.tasks.get(YEAR, "nhan-dang-ky").sign
    assert sign is not None
    assert (sign.have, sign.of, sign.missing, sign.on, sign.holds) == (1, 2, ("hnd",), "2025-03-10", False)


def test_the_agenda_of_a_day(bloc: Book, clock: Clock) -> None:
    bloc.years.put_deadline(Deadline(YEAR, "tu-cham", "Bảng tự chấm điểm", "2025-11-20", stage="self"))
    bloc.tasks.not_ours(YEAR, ["kiem-tra-cheo"])
    clock.to("2025-11-22")
    agenda = bloc.tasks.agenda(YEAR)
    assert [task.key for task in agenda.overdue] == ["nhan-phieu-tu-cham"]
    assert [task.key for task in agenda.soon] == ["to-cham-diem", "phat-phieu-tu-cham"]
    assert [task.key for task in bloc.tasks.agenda(YEAR, ahead=60).soon][-1] == "ho-so-khen-thuong"
    assert "khoa-so-ban-giao" not in [task.key for task in agenda.soon]


def test_results_may_be_seen_to_the_twentieth_of_march(bloc: Book, clock: Clock) -> None:
    """Việc 32, 36, 37: từ 11/12 năm N đến 20/3 năm N+1 the year stays in work and nothing of it is refused."""
    for day in ("2025-12-11", "2026-01-31", "2026-03-20"):
        clock.to(day)
        keys = [task.key for task in (*bloc.tasks.agenda(YEAR, ahead=120).soon,)]
        assert "ghi-quyet-dinh-khen" in keys
    bloc.tasks.mark_done(YEAR, ["hop-tong-ket"])
    assert bloc.tasks.get(YEAR, "hop-tong-ket").done_on == "2026-03-20"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda t: t.mark_done(YEAR, ["khong-co"]), "task.unknown"),
        (lambda t: t.describe(YEAR, "du-thao", from_month=3, to_month=None), "task.bad_months"),
        (lambda t: t.describe(YEAR, "du-thao", from_month=9, to_month=3), "task.bad_months"),
        (lambda t: t.describe(YEAR, "du-thao", title=" "), "name.empty"),
        (lambda t: t.describe(YEAR, "du-thao", due_on="31/3/2025"), "date.bad"),
        (lambda t: t.describe(YEAR, "du-thao", follows="stage:khong-co"), "deadline.unknown"),
        (lambda t: t.remove(YEAR, "du-thao"), "task.shipped"),
        (lambda t: t.lay_out(2031), "year.unknown"),
        (lambda t: t.add(YEAR, ""), "name.empty"),
    ],
)
def test_refusals_change_nothing(bloc: Book, act: object, code: str) -> None:
    before = bloc.store.canonical()
    with pytest.raises(Refusal) as refused:
        act(bloc.tasks)  # type: ignore[operator]
    assert refused.value.code == code
    assert bloc.store.canonical() == before


def test_a_closed_year_keeps_its_list(bloc: Book) -> None:
    with bloc.store.operation("test.close") as tx:
        tx.update("bloc_year", YEAR, state="closed")
    with pytest.raises(Refusal, match=r"year\.closed"):
        bloc.tasks.mark_done(YEAR, ["du-thao"])
    assert len(bloc.tasks.all(YEAR)) == 39


def test_own_tasks_go_and_the_list_can_be_filled_again(bloc: Book) -> None:
    own = bloc.tasks.add(YEAR, "Thăm gia đình chính sách")
    bloc.tasks.remove(YEAR, own)
    assert len(bloc.tasks.all(YEAR)) == 39
    before = bloc.store.last_seq
    assert bloc.tasks.lay_out(YEAR) == 0
    assert bloc.store.last_seq == before


# --- what shows that a task is done ----------------------------------------------------------------------------------


def _shown(book: Book, key: str) -> bool:
    return book.tasks.get(YEAR, key).shown_done


@pytest.mark.parametrize(
    ("kind", "key"), [("signing", "hop-ky-giao-uoc"), ("half-year", "hop-so-ket"), ("closing", "hop-tong-ket")]
)
def test_a_meeting_is_through_when_its_minutes_are_signed(bloc: Book, kind: str, key: str) -> None:
    """Việc 11, 19, 32: "biên bản đã ký"; a day that has passed says of no meeting that it was held."""
    bloc.meetings.put(YEAR, kind, "Hội nghị", date="2025-03-20", key="h")
    assert not _shown(bloc, key)
    bloc.meetings.sign_minutes("h", "2025-03-21")
    assert _shown(bloc, key)
    bloc.meetings.put(YEAR, kind, "Hội nghị lần hai", date="2025-04-20")
    assert not _shown(bloc, key)


def test_units_changed_are_settled_once_the_list_was_gone_through(bloc: Book) -> None:
    assert not _shown(bloc, "doi-ten-sap-nhap")
    bloc.years.confirm_roster(YEAR, "2025-01-20")
    assert _shown(bloc, "doi-ten-sap-nhap")


def test_comments_are_in_when_everybody_spoke_or_the_day_passed(bloc: Book, clock: Clock) -> None:
    """Việc 6: "đủ ý kiến hoặc hết hạn"; a comment nobody answered keeps it open."""
    clock.to("2025-02-20")
    draft = bloc.drafts.put(YEAR, "regulation", "Quy chế", sent_on="2025-02-14", due_on="2025-02-28")
    bloc.drafts.put_comment(draft, "Nhất trí", unit="td", taken="taken")
    assert not _shown(bloc, "lay-y-kien")
    bloc.drafts.put_comment(draft, "Nhất trí", unit="hnd", taken="taken")
    assert _shown(bloc, "lay-y-kien")
    late = bloc.drafts.put_comment(draft, "Bỏ điểm c", unit="hnd")
    clock.to("2025-03-01")
    assert not _shown(bloc, "lay-y-kien")
    bloc.drafts.remove_comment(late)
    assert _shown(bloc, "lay-y-kien")


def test_teams_are_set_up_when_their_decision_is_named(bloc: Book) -> None:
    """Việc 22: "đã ban hành"."""
    key = bloc.teams.put(YEAR, "Tổ 1", ["td"], ["hnd"])
    assert not _shown(bloc, "to-cham-diem")
    bloc.teams.put(YEAR, "Tổ 1", ["td"], ["hnd"], document="121/QĐ-TTr", key=key)
    assert _shown(bloc, "to-cham-diem")


def test_results_are_told_and_the_time_for_objections_has_passed(bloc: Book, clock: Clock) -> None:
    """Việc 35: "hết hạn kiến nghị"."""
    clock.to("2025-12-26")
    bloc.tasks.describe(YEAR, "thong-bao-ket-qua", due_on="2026-01-10")
    paper = bloc.papers.draft("xep-hang", YEAR)
    bloc.papers.issue(paper, {"x": 1}, date="2025-12-26")
    task = bloc.tasks.get(YEAR, "thong-bao-ket-qua")
    assert task.sign is not None and task.sign.holds and not task.shown_done
    clock.to("2026-01-11")
    assert _shown(bloc, "thong-bao-ket-qua")


def test_points_of_offices_are_there_for_every_item_and_unit(bloc: Book) -> None:
    """Việc 26: "đủ mục", a unit is through when every item another office scores holds something."""
    from models.rules.form.scoring import Form, Item

    items = (Item("a", "1", "Việc A", max=Fraction(10), scorer="Sở Nội vụ"), Item("b", "2", "Việc B", max=Fraction(5)))
    bloc.forms.adopt(YEAR, bloc.forms.put_form(Form("f", "Bảng", "1", Fraction(15), nodes=items)))

    def sign() -> tuple[int, int, tuple[str, ...]]:
        found = bloc.tasks.get(YEAR, "diem-phu-trach").sign
        assert found is not None
        return found.have, found.of, found.missing

    assert sign() == (0, 0, ())
    bloc.scores.enter(SheetAt(YEAR, "td", "bloc"), "b", stated={"base": Fraction(5)})
    assert sign() == (0, 2, ("td", "hnd"))
    bloc.scores.enter(SheetAt(YEAR, "td", "bloc"), "a", stated={"base": Fraction(9)})
    assert sign() == (1, 2, ("hnd",))
    bloc.scores.enter(SheetAt(YEAR, "hnd", "bloc"), "a", not_assigned=True)
    assert _shown(bloc, "diem-phu-trach")


def test_sheets_of_an_earlier_quarter_do_not_stand_for_the_year(bloc: Book) -> None:
    from models.rules.form.scoring import Form, Item

    items = (Item("a", "1", "Việc A", max=Fraction(10)),)
    bloc.years.set_periods(YEAR, (Period("q1", "Quý I"), Period("q4", "Quý IV")))
    bloc.forms.adopt(YEAR, bloc.forms.put_form(Form("f", "Bảng", "1", Fraction(10), nodes=items)))
    for unit in ("td", "hnd"):
        bloc.scores.receive(SheetAt(YEAR, unit, "self", "q1"), "2025-04-02")
    assert not _shown(bloc, "nhan-phieu-tu-cham")
    for unit in ("td", "hnd"):
        bloc.scores.receive(SheetAt(YEAR, unit, "self", "q4"), "2025-11-20")
    assert _shown(bloc, "nhan-phieu-tu-cham")


def test_only_open_tasks_of_a_month_before_the_one_named_were_done_outside(bloc: Book) -> None:
    named = "nhan-phieu-tu-cham"
    order = [task.key for task in bloc.tasks.all(YEAR)]
    done, dropped, *left = order[: order.index(named)]
    bloc.tasks.mark_done(YEAR, [done], on="2025-01-10")
    bloc.tasks.not_ours(YEAR, [dropped])
    always = bloc.tasks.add(YEAR, "Việc quanh năm", after=done)
    months = [key for key in left if bloc.tasks.get(YEAR, key).to_month is not None]
    assert bloc.tasks.done_outside(YEAR, named) == len(months) > 10
    noted = [task.key for task in bloc.tasks.all(YEAR) if OUTSIDE in (task.note or "")]
    assert noted == months
    assert (bloc.tasks.get(YEAR, done).done_on, bloc.tasks.get(YEAR, dropped).state) == ("2025-01-10", "not-ours")
    assert bloc.tasks.get(YEAR, always).state == "open"


def test_tasks_of_a_year_are_numbered_from_one_without_a_gap(bloc: Book) -> None:
    assert [task.position for task in bloc.tasks.all(YEAR)] == list(range(1, 40))
