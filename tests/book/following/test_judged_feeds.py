"""Indicators of movements, levels of quality and effects of tasks fill inputs of the form: by unit and period, with the
source named; what is not known is said and never zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as F

import pytest

from models.book.book import Book
from models.book.following.rows import Work
from models.book.scoring.rows import SheetAt
from models.book.scoring.suggestions import Offered
from models.book.year.years import Period
from models.exchange import interchange
from models.rules.act.judged_counts import Level
from models.rules.errors import Refusal, RuleViolation
from models.rules.form.model import Form, Group, InputSpec, Item, Part
from printing.content.following import gather_review
from printing.content.letters.report import closing
from tests.book.following.conftest import YEAR

OVER = {"unit": "1", "per": "0.1", "whole": True}
ITEM = Item(
    "i",
    "1",
    "Nhà tình nghĩa",
    parent="g",
    max=F(10),
    parts=(
        Part("p", "base", "by-hand/1", {"input": "so"}),
        *(
            Part(name, "bonus", "extra-units/1", {"input": name, "above": "100", **OVER}, cap=F(2))
            for name in ("dem", "ty-le")
        ),
    ),
    inputs=(
        InputSpec("so", "Số nhà", "points", low=F(0), high=F(10)),
        InputSpec("dem", "Số việc", "count", low=F(0)),
        InputSpec("ty-le", "Tỷ lệ", "percent", "%", low=F(0)),
    ),
)

NODES = (Group("g", "I", "Phong trào", max=F(10)), ITEM)


@pytest.fixture
def bloc(two: Book) -> Book:
    two.forms.adopt(YEAR, two.forms.put_form(Form("f", "Bảng", total=F(10), nodes=NODES)))
    two.following.put_movement(YEAR, "Vì người nghèo", "regular", key="m")
    return two


def measured(book: Book, **said: object) -> str:
    return book.indicators.put(YEAR, "m", "Nhà tình nghĩa", measure="nhà", **said)  # type: ignore[arg-type]


def offers(book: Book, **said: str) -> dict[str, Offered]:
    stage = book.years.stages(YEAR)[0].key
    return {one.unit: one for one in book.suggestions.all(YEAR, stage, **said)}


def told(one: Offered) -> list[tuple[object, tuple[str, ...], tuple[str, ...]]]:
    return [(each.value, each.grounds, each.unclear) for each in one.reasons]


def test_a_figure_of_an_indicator_fills_an_input_and_names_its_source(bloc: Book) -> None:
    measured(bloc, unit="a", plan=F(8), result=F(7))
    measured(bloc, unit="b", plan=F(8))
    measured(bloc, plan=F(16), result=F(9))
    bloc.log.feeds.feed(YEAR, "i", "so", "indicator-result", "m", "nhà tình nghĩa")
    bloc.log.feeds.feed(YEAR, "i", "ty-le", "indicator-percent", "m", "Nhà tình nghĩa")
    found = offers(bloc)
    assert found["a"].inputs == {"so": F(7), "ty-le": F("87.5")}
    assert found["a"].reasons[0].wording == "kết quả chỉ tiêu phong trào, “Nhà tình nghĩa” (Vì người nghèo)"
    assert found["b"].inputs == {}, "no result is not zero, and the bloc's own figure is nobody's"
    assert found["b"].reasons[0].unclear == ("“Nhà tình nghĩa” (Vì người nghèo): chưa ghi kết quả",)
    stage = bloc.years.stages(YEAR)[0].key
    assert bloc.suggestions.accept(YEAR, stage, [("a", "i")]) == 1
    cell = bloc.scores.sheet(SheetAt(YEAR, "a", stage)).cells["i"].cell
    assert cell.inputs["so"] == 7 and "“Nhà tình nghĩa” (Vì người nghèo): kế hoạch 8, kết quả 7 nhà" in cell.note
    assert bloc.standing.item(SheetAt(YEAR, "a", stage), "i").value == 7


def test_second_lines_other_periods_and_figures_that_do_not_fit_are_said(bloc: Book) -> None:
    bloc.years.set_periods(YEAR, [Period("q1", "Quý I"), Period("q2", "Quý II")])
    measured(bloc, unit="a", period="q1", result=F(3))
    measured(bloc, unit="a", period="q2", result=F("4.5"))
    measured(bloc, unit="b", period="q1", result=F(11))
    measured(bloc, unit="b", period="q2", result=F(1))
    measured(bloc, unit="b", period="q2", result=F(2))
    bloc.log.feeds.feed(YEAR, "i", "so", "indicator-result", "m", "Nhà tình nghĩa")
    bloc.log.feeds.feed(YEAR, "i", "dem", "indicator-result", "m", "Nhà tình nghĩa")
    first, second = offers(bloc, period="q1"), offers(bloc, period="q2")
    assert first["a"].inputs == {"so": F(3), "dem": F(3)}
    assert second["a"].inputs == {"so": F("4.5")}
    assert second["a"].reasons[0].unclear == ("4,5 không phải số nguyên nên không điền",)
    assert first["b"].inputs == {"dem": F(11)}
    assert first["b"].reasons[1].unclear == ("11 ngoài mức của “Số nhà” nên không điền",)
    assert second["b"].inputs == {} and "2 dòng, không tự gộp được" in second["b"].reasons[0].unclear[0]
    stage = bloc.years.stages(YEAR)[0].key
    assert bloc.suggestions.accept(YEAR, stage, [("a", "i")], period="q2") == 1
    assert bloc.scores.sheet(SheetAt(YEAR, "a", stage, "q2")).cells["i"].cell.inputs == {"so": F("4.5")}


def test_an_absence_counts_by_what_was_written_of_its_notice(bloc: Book) -> None:
    for key, notice in (("m1", True), ("m2", False), ("m3", None)):
        bloc.meetings.put(YEAR, "closing", f"Họp {key}", date="2025-06-10", key=key)
        bloc.meetings.attendance.put(key, "absent", unit="a", notice=notice)
    found = bloc.log.feeds.counts(YEAR, "a", ITEM)
    assert {key: found[key].grounds for key in ("absent", "absent-noticed")} == {
        "absent": ("Họp m2",),
        "absent-noticed": ("Họp m1",),
    }
    assert found["absent"].unclear == ("Họp m3: vắng, chưa ghi có báo hay không",)


def test_a_plan_of_zero_has_no_percent_and_says_so(bloc: Book) -> None:
    measured(bloc, unit="a", plan=F(0), result=F(2))
    bloc.log.feeds.feed(YEAR, "i", "ty-le", "indicator-percent", "m", "Nhà tình nghĩa")
    ((value, _grounds, unclear),) = told(offers(bloc)["a"])
    assert value is None and "kế hoạch bằng 0" in unclear[0]


def judged(book: Book, title: str, quality: str, **said: object) -> str:
    key = book.following.put_work(YEAR, "key", title, unit="a")
    book.following.settle_work(key, "done", on="2025-06-01", quality=quality, **said)  # type: ignore[arg-type]
    return key


def test_quality_on_the_blocs_scale_and_effects_feed_points(bloc: Book) -> None:
    old = judged(bloc, "Việc cũ", "Khá tốt")
    bloc.quality.put(YEAR, [Level("Xuất sắc", F(3)), Level("Tốt", F(2)), Level("Đạt")])
    judged(bloc, "Việc một", "xuat sac", effect_figure=F("12.5"), effect_measure="hộ")
    two = judged(bloc, "Việc hai", "Tốt", effect_figure=F(2), effect_measure="Hộ")
    assert bloc.following.work(two).quality == "Tốt"
    bloc.following.put_work(YEAR, "ad-hoc", "Việc chưa xong", unit="a")
    bloc.log.feeds.feed(YEAR, "i", "so", "quality-mean")
    bloc.log.feeds.feed(YEAR, "i", "dem", "quality-level", named="Xuất sắc")
    reasons = {one.input: one for one in offers(bloc)["a"].reasons}
    assert reasons["dem"].value == 1 and reasons["dem"].grounds == ("Việc một",)
    assert reasons["so"].value == F("2.5") and reasons["so"].unclear == (
        "Việc chưa xong: chưa ghi kết quả",
        "Việc cũ: “Khá tốt” không có trong thang chất lượng",
    )
    assert offers(bloc)["b"].inputs == {}
    bloc.log.feeds.feed(YEAR, "i", "so", "tasks-effect")
    (effect,) = [one for one in offers(bloc)["a"].reasons if one.input == "so"]
    assert effect.value == F("14.5")
    bloc.following.settle_work(old, "done", on="2025-06-02", quality="Đạt", effect_figure=F(1), effect_measure="triệu")
    (mixed,) = [one for one in offers(bloc)["a"].reasons if one.input == "so"]
    assert mixed.value is None and "đơn vị tính khác nhau (triệu, hộ)" in " ".join(mixed.unclear)
    bloc.log.feeds.feed(YEAR, "i", "so", "quality-points")
    (without,) = [one for one in offers(bloc)["a"].reasons if one.input == "so"]
    assert without.value is None and "mức “Đạt” chưa có điểm" in without.unclear


def test_a_scale_holds_on_for_the_years_after_it_until_another_is_said(bloc: Book) -> None:
    bloc.years.open(2026)
    bloc.quality.put(YEAR, [Level("Tốt"), Level("Đạt")])
    assert [one.name for one in bloc.quality.of(2026)] == ["Tốt", "Đạt"]
    bloc.quality.put(2026, [])
    assert bloc.quality.of(2026) == () and len(bloc.quality.of(YEAR)) == 2


def test_a_closed_year_keeps_the_scale_it_goes_by(bloc: Book) -> None:
    bloc.quality.put(YEAR, [Level("Tốt"), Level("Đạt")])
    for year in (2026, 2027):
        bloc.years.open(year)
    with bloc.store.operation("close-year") as tx:
        tx.update("bloc_year", 2027, state="closed")
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        bloc.quality.put(YEAR, [Level("Khá")])
    assert [one.name for one in bloc.quality.of(2027)] == ["Tốt", "Đạt"]
    with bloc.store.operation("reopen-year") as tx:
        tx.update("bloc_year", 2027, state="open")
    bloc.quality.put(2026, [Level("Khá")])
    with bloc.store.operation("close-year") as tx:
        tx.update("bloc_year", 2027, state="closed")
    bloc.quality.put(YEAR, [Level("Giỏi")])
    assert [one.name for one in bloc.quality.of(2027)] == ["Khá"]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda b: b.quality.put(YEAR, [Level("Tốt"), Level("tot")]), "quality.twice"),
        (lambda b: b.quality.put(YEAR, [Level(f"Mức {n}") for n in range(13)]), "quality.too_many"),
        (lambda b: b.following.settle_work("w", "done", on="2025-06-01", quality="Siêu"), "work.quality_unknown"),
        (lambda b: b.log.feeds.feed(YEAR, "i", "so", "indicator-result"), "log.source_not_named"),
        (lambda b: b.log.feeds.feed(YEAR, "i", "so", "indicator-result", "m", "Nhà khác"), "log.source_not_named"),
        (lambda b: b.log.feeds.feed(YEAR, "i", "so", "quality-mean", "m", "Tốt"), "log.source_not_named"),
        (lambda b: b.log.feeds.feed(YEAR, "i", "dem", "quality-level", named="Siêu"), "log.source_not_named"),
        (lambda b: b.log.feeds.feed(YEAR, "i", "dem", "indicator-percent", "m", "x"), "log.source_does_not_fit"),
    ],
)
def test_what_cannot_be_changes_nothing(bloc: Book, act: Callable[[Book], object], code: str) -> None:
    bloc.quality.put(YEAR, [Level("Tốt")])
    bloc.following.put_work(YEAR, "key", "Việc", unit="a", key="w")
    measured(bloc, unit="a", result=F(1))
    before = bloc.store.canonical()
    with pytest.raises(Refusal) as caught:
        act(bloc)
    assert caught.value.code == code and bloc.store.canonical() == before


def test_a_feed_that_fills_nothing_any_more_is_told_and_goes_with_its_movement(bloc: Book) -> None:
    key = measured(bloc, unit="a", result=F(1))
    bloc.quality.put(YEAR, [Level("Tốt")])
    bloc.log.feeds.feed(YEAR, "i", "so", "indicator-result", "m", "Nhà tình nghĩa")
    bloc.log.feeds.feed(YEAR, "i", "dem", "quality-level", named="Tốt")
    assert bloc.log.feeds.faults(YEAR) == ()
    bloc.indicators.put(YEAR, "m", "Nhà đại đoàn kết", unit="a", key=key)
    bloc.quality.put(YEAR, [Level("Đạt")])
    assert sorted((one.feed.input, one.why) for one in bloc.log.feeds.faults(YEAR)) == [
        ("dem", "no-level"),
        ("so", "no-indicator"),
    ]
    assert offers(bloc)["a"].inputs == {"dem": F(0)} or offers(bloc)["a"].inputs == {}
    before = bloc.store.canonical()
    bloc.following.remove_movement("m")
    assert [one.input for one in bloc.log.feeds.all(YEAR)] == ["dem"]
    bloc.store.undo()
    assert bloc.store.canonical() == before


def test_no_door_lets_a_source_in_that_names_nothing(bloc: Book) -> None:
    measured(bloc, unit="a", result=F(1))
    bloc.log.feeds.feed(YEAR, "i", "so", "indicator-result", "m", "Nhà tình nghĩa")
    document = interchange.export_book(bloc)
    for change in ({"movement": None}, {"named": None}, {"source": "quality-mean"}, {"source": "khong-co"}):
        row = {**document["log_feed"][0], **change, "input": "ty-le"}
        broken = {**document, "log_feed": [{name: value for name, value in row.items() if value is not None}]}
        with pytest.raises(Refusal, match=r"log\.source"):
            interchange.import_into(bloc, broken)


def test_what_became_of_a_task_stays_when_its_line_is_written_anew(bloc: Book) -> None:
    key = judged(bloc, "Việc một", "Tốt", evidence="12/BC", effect="nhanh hơn", effect_figure=F(3))
    bloc.following.put_work(YEAR, "key", "Việc một, sửa tên", unit="a", key=key)
    one = bloc.following.work(key)
    assert (one.quality, one.evidence, one.effect, one.effect_figure) == ("Tốt", "12/BC", "nhanh hơn", 3)
    bloc.following.settle_work(key, "done", on="2025-06-01", quality="", evidence="", effect_figure="")
    one = bloc.following.work(key)
    assert (one.quality, one.evidence, one.effect, one.effect_figure) == (None, None, "nhanh hơn", None)


def test_reports_say_time_quality_and_effect_and_what_movements_reached(bloc: Book) -> None:
    bloc.quality.put(YEAR, [Level("Xuất sắc", F(3)), Level("Tốt")])
    judged(bloc, "Rà soát thủ tục", "Tốt", effect_figure=F(12), effect_measure="thủ tục", effect="giảm một nửa giấy tờ")
    judged(bloc, "Số hóa hồ sơ", "Xuất sắc")
    bloc.attachments.attach(YEAR, "work", judged(bloc, "Việc ba", ""), "bao-cao.pdf", b"%PDF")
    measured(bloc, plan=F(16), result=F(8))
    bloc.indicators.put(YEAR, "m", "Hộ thoát nghèo", unit="a", plan=F(3), result=F(3))
    bloc.indicators.put(YEAR, "m", "Hộ thoát nghèo", unit="b", plan=F(3))
    text = "\n".join(part.text for part in closing(bloc, YEAR).parts if hasattr(part, "text"))
    assert "Về chất lượng: 01 nhiệm vụ mức “Xuất sắc” và 01 nhiệm vụ mức “Tốt”" in text
    assert "01 nhiệm vụ đã xong chưa ghi chất lượng" in text
    assert "Về hiệu quả: rà soát thủ tục (12 thủ tục; giảm một nửa giấy tờ)." in text
    assert "Phong trào “Vì người nghèo”, nhà tình nghĩa: cả khối thực hiện 8 nhà (16 theo kế hoạch, đạt 50%)." in text
    assert "hộ thoát nghèo: 01/01 đơn vị có số liệu đạt hoặc vượt kế hoạch; 01 đơn vị chưa có số liệu." in text
    bloc.indicators.put(YEAR, "m", "Khoảng trống", measure="nhà", plan=F(16), result=F(0))
    text = "\n".join(part.text for part in closing(bloc, YEAR).parts if hasattr(part, "text"))
    assert "khoảng trống: cả khối thực hiện 0 nhà (16 theo kế hoạch, đạt 0%)." in text
    table = next(one for one in gather_review(bloc, YEAR, False).tables if "chất lượng" in (one.heading or ""))
    assert "tệp: bao-cao.pdf" in " ".join(cell for line in table.lines for cell in line.cells)
    half = next(one for one in gather_review(bloc, YEAR, True).tables if "chất lượng" in (one.heading or ""))
    assert len(half.lines) == 3


def test_entries_of_the_log_stand_by_day_and_those_without_one_last(bloc: Book) -> None:
    for text, day in (("không ngày", None), ("tháng sáu", "2025-06-01"), ("tháng ba", "2025-03-01")):
        bloc.log.put_entry(YEAR, "a", "article", text, date=day)
    assert [one.text for one in bloc.log.entries(YEAR)] == ["tháng ba", "tháng sáu", "không ngày"]


@pytest.mark.parametrize(
    ("state", "done", "days"),
    [("open", None, 2), ("done", "2025-06-30", 0), ("done", "2025-07-01", 1), ("done", None, 0), ("not-done", None, 0)],
)
def test_rows_of_work_are_late_while_open_or_by_the_day_they_were_done(state: str, done: str | None, days: int) -> None:
    one = Work("w", YEAR, "key", 1, "Việc", due_on="2025-06-30", done_on=done, state=state)
    assert one.days_late("2025-07-02") == days
    assert replace(one, due_on=None).days_late("2025-07-02") == 0
