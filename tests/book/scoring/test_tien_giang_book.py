"""The Tiền Giang run of 2022 through a book: one paper, four totals, each explained and each excess named (domain
§3.3, §3.9).
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.year.years import Stage
from models.exchange import interchange
from models.keeping.seal import results_of
from models.rules.form.scoring import Item, accept_question, evaluate
from models.rules.number.points import to_text
from models.rules.number.questions import Question
from tests.format.independent import V, rows_of
from tests.rules.form.test_scoring_tien_giang import C2, C42, MINUTES, SELF

YEAR, UNIT = 2022, "phong"
STAGES = (
    Stage("self", "Tự chấm", counts="stated"),
    Stage("minutes", "Biên bản", counts="stated"),
    Stage("caps", "Theo trần", counts="caps"),
    Stage("rule", "Theo bảng", counts="rule"),
    Stage("agreed", "Thống nhất", counts="rule"),
)


def put_run(book: Book) -> None:
    """The shipped table adopted as it was issued, the unit's paper at the first stage and the minutes at the others."""
    book.years.open(YEAR, stages=STAGES)
    book.members.add("Phòng Tài nguyên và Môi trường", key=UNIT, year=YEAR)
    key = book.forms.load_shipped("tien_giang_2022")
    book.forms.adopt(YEAR, key, as_it_is=True)
    for stage in STAGES:
        bonus = SELF if stage.key == "self" else MINUTES
        edits = []
        for item in book.forms.form(key).items():
            stated: dict[str, Fraction | None] = {} if item.bonus_only else {"base": item.max}
            if item.key in bonus:
                stated["bonus"] = Fraction(bonus[item.key])
            edits.append((UNIT, item.key, Edit(stated)))
        book.scores.enter_many(YEAR, stage.key, edits)


@pytest.fixture
def tien_giang(book: Book) -> Book:
    put_run(book)
    return book


@pytest.mark.parametrize(
    ("stage", "total", "excesses"),
    [
        ("self", "124.4", [C2, C42, ("d2", "bonus", "over-cap", "4")]),
        ("minutes", "118.4", [C2, C42, ("d2", "bonus", "over-cap", "2")]),
        ("caps", "116.2", [C2, C42, ("d2", "bonus", "over-cap", "2")]),
        ("rule", "115.7", [C2, C42, ("d2", "bonus", "over-cap", "2")]),
    ],
)
def test_four_totals_of_one_paper(
    tien_giang: Book, stage: str, total: str, excesses: list[tuple[str, str, str, str]]
) -> None:
    result = tien_giang.standing.result(SheetAt(YEAR, UNIT, stage))
    assert result.total == Fraction(total)
    assert [(each.where, each.part, each.kind, to_text(each.excess)) for each in result.excesses] == excesses
    tree = tien_giang.standing.explain(SheetAt(YEAR, UNIT, stage))
    assert evaluate(tree) == result.total


def test_the_agreed_118_4_stands_by_recorded_decisions(tien_giang: Book) -> None:
    sheet = tien_giang.scores.sheet(SheetAt(YEAR, UNIT, "agreed"))
    form = tien_giang.forms.form(sheet.form)
    assert tien_giang.standing.result(SheetAt(YEAR, UNIT, "agreed")).total == Fraction("115.7")
    for key in ("c2", "c4.2", "d2"):
        item = form.node(key)
        assert isinstance(item, Item)
        question = accept_question(item, tien_giang.standing.item(SheetAt(YEAR, UNIT, "agreed"), key), sheet.key)
        assert question is not None
        tien_giang.decisions.answer(
            question, "accept", "Thống nhất tại buổi làm việc", "Sở", "Biên bản 09/12/2022", "2022-12-09", year=YEAR
        )
    result = tien_giang.standing.result(SheetAt(YEAR, UNIT, "agreed"))
    assert result.total == Fraction("118.4")
    assert [key for key, each in result.items.items() if each.accepted] == ["c2", "c4.2", "d2"]
    assert evaluate(tien_giang.standing.explain(SheetAt(YEAR, UNIT, "agreed"))) == Fraction("118.4")
    assert tien_giang.standing.result(SheetAt(YEAR, UNIT, "rule")).total == Fraction("115.7")
    tien_giang.store.undo()
    assert tien_giang.standing.result(SheetAt(YEAR, UNIT, "agreed")).total == Fraction("116.4")


def test_the_sum_the_unit_wrote_agrees_with_its_items(tien_giang: Book) -> None:
    check = tien_giang.scores.state_total(SheetAt(YEAR, UNIT, "self"), Fraction("124.4"))
    assert check is not None and check.agrees


def test_exactly_98_percent_is_asked_and_one_answer_serves_every_unit(tien_giang: Book) -> None:
    """Decided once for the form, of no year; what was decided about a unit's cell before goes before it."""
    clear: dict[str, Fraction | None] = {}
    tien_giang.scores.enter_many(YEAR, "rule", [(UNIT, "c1", Edit(clear, {"ty-le": Fraction(98)}))])
    (question,) = tien_giang.standing.result(SheetAt(YEAR, UNIT, "rule")).questions
    form = tien_giang.forms.for_unit(YEAR, UNIT)
    assert (question.key, question.subject) == ("form.band-gap", f"{form}/(98;)+[97;98)")
    assert [each.key for each in tien_giang.standing.open_questions(YEAR)] == ["form.band-gap", "rule.none"]
    tien_giang.decisions.answer(question, "[97;98)", "Hội nghị thống nhất cách hiểu", "Khối", year=YEAR)
    assert tien_giang.standing.item(SheetAt(YEAR, UNIT, "rule"), "c1").value == 4
    assert tien_giang.standing.result(SheetAt(YEAR, UNIT, "rule")).questions == ()
    (decided,) = [one for one in tien_giang.decisions.recorded(YEAR) if one.decision.question == "form.band-gap"]
    assert decided.year is None
    for_one = Question("score.band-gap", f"{YEAR}/{UNIT}/c1/chuan", facts={"value": Fraction(98)})
    tien_giang.decisions.answer(for_one, "5", "Hội nghị đã quyết riêng", year=YEAR)
    assert tien_giang.standing.item(SheetAt(YEAR, UNIT, "rule"), "c1").value == 5


def test_the_independent_verifier_gives_the_same_points(tien_giang: Book) -> None:
    rows, report = rows_of(interchange.export_book(tien_giang))
    mine = V.YearResults(rows, YEAR, report)
    compare = V.Compare(report, "")
    compare.sheets(mine.sheets(), results_of(tien_giang, YEAR)["sheets"])
    assert report.faults == [] and compare.numbers > 5 * 40
