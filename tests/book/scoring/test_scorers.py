"""Several units score the others at one step: their sheets, the mean of their totals, who is missing, who is not asked.

The expected numbers are reckoned by hand from the rule: the mean of the scorers' totals, the unit itself left out.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.book.year.years import Stage
from models.rules.errors import Refusal
from models.rules.form.steps import evaluate
from models.rules.number.points import BLANK, Pending
from models.rules.place.regulation import Rule
from tests.book.conftest import anew
from tests.book.scoring import test_combined_year as combined
from tests.book.scoring.test_standing import FORM, RANKING, UNITS, YEAR, fill, score

CROSS = "bloc"
LAST = Rule("diem", "final-score/1", cite="Điều 5", spec={"method": "last", "missing": "ask"})


@pytest.fixture
def panel(book: Book) -> dict[str, str]:
    """Three units score one another at the bloc's step; by unit the step that holds its sheets."""
    fill(book, RANKING, LAST)
    book.years.set_panel(YEAR, CROSS, {unit: f"Đơn vị {unit}" for unit in UNITS})
    return dict(book.years.panels(YEAR)[CROSS].by)


def give(book: Book, panel: dict[str, str], points: dict[tuple[str, str], int]) -> None:
    """(scorer, unit) -> points of item c, a whole sheet with 2 at item a and the best of the column at b: 5 more."""
    for (scorer, unit), lost in points.items():
        score(book, unit, "2", 3, lost, panel[scorer])


def test_the_mean_of_the_others_is_the_step(book: Book, panel: dict[str, str]) -> None:
    give(
        book,
        panel,
        {("u1", "u2"): 0, ("u1", "u3"): 1, ("u2", "u1"): 2, ("u2", "u3"): 4, ("u3", "u1"): 3, ("u3", "u2"): 1},
    )
    values = book.standing.ranking(YEAR).values
    # 2 + 3 + (4 - lost): u1 of 7 and 6, u2 of 9 and 8, u3 of 8 and 5
    assert values == {"u1": Fraction(13, 2), "u2": Fraction(17, 2), "u3": Fraction(13, 2)}
    assert book.standing.matrix(YEAR, CROSS)["u2"].total == Fraction(17, 2)
    assert anew(book, lambda fresh: fresh.standing.ranking(YEAR)) == book.standing.ranking(YEAR)
    tree = book.standing.explain_year(YEAR, "u2")
    assert evaluate(tree) == Fraction(17, 2)
    assert [stage.key for stage in book.years.stages(YEAR)] == ["self", CROSS]
    assert book.years.stages(YEAR)[1].shows == "total"


def test_a_sheet_that_changes_moves_the_mean(book: Book, panel: dict[str, str]) -> None:
    give(book, panel, {("u2", "u1"): 0, ("u3", "u1"): 0})
    assert book.standing.ranking(YEAR).values["u1"] == 9
    give(book, panel, {("u3", "u1"): 2})
    assert book.standing.ranking(YEAR).values["u1"] == 8
    book.store.undo()
    book.store.undo()
    book.store.undo()
    assert book.standing.ranking(YEAR) == anew(book, lambda fresh: fresh.standing.ranking(YEAR))


def test_who_is_missing_is_asked_by_name(book: Book, panel: dict[str, str]) -> None:
    give(book, panel, {("u2", "u1"): 0})
    value = book.standing.ranking(YEAR).values["u1"]
    assert isinstance(value, Pending)
    (question,) = value.questions
    assert (question.key, question.subject) == ("value.missing", f"u1/{CROSS}")
    assert question.facts["missing"] == [panel["u3"]]
    assert book.years.stage_name(YEAR, panel["u3"]) == "Khối chấm: Đơn vị u3"
    book.decisions.answer(question, "leave-out", "Đơn vị u3 không chấm", "Khối", year=YEAR)
    assert book.standing.ranking(YEAR).values["u1"] == 9


def test_scorers_stand_side_by_side_with_who_leans_and_who_is_missing(book: Book, panel: dict[str, str]) -> None:
    give(
        book,
        panel,
        {("u1", "u2"): 0, ("u1", "u3"): 0, ("u2", "u1"): 2, ("u2", "u3"): 4, ("u3", "u2"): 1},
    )
    before = book.store.canonical()
    found = book.leaning.side_by_side(YEAR, CROSS)
    assert found.points["u1"] == {"u2": 9, "u3": 9} and "u1" not in found.points["u1"]
    assert found.missing == (("u3", "u1"),)
    assert (found.mean("u3"), found.mean("u1")) == (Fraction(7), Fraction(7))
    # u1 gave u2 1 and u3 4 more than the other, u2 gave u3 4 less, u3 gave u2 1 less; u2 alone scored u1
    assert [(one.scorer, one.leaning, one.units) for one in found.apart] == [
        ("u2", Fraction(-4), 1),
        ("u1", Fraction(5, 2), 2),
        ("u3", Fraction(-1), 1),
    ]
    assert book.store.canonical() == before
    with pytest.raises(Refusal, match="none"):
        book.leaning.side_by_side(YEAR, "self")


def test_own_points_stand_beside_the_agreed_ones(book: Book) -> None:
    fill(book, RANKING, LAST)
    score(book, "u1", "3", 3, 0, "self")
    score(book, "u1", "2", 3, 1)
    score(book, "u2", "2", 3, 0, "self")
    (one,) = book.leaning.own_beside_agreed(YEAR)
    (both,) = one.years.values()
    assert one.unit == "u1" and one.leaning == both[0] - both[1] > 0


def test_own_points_of_a_year_of_periods_are_the_mean_of_those_with_both(book: Book) -> None:
    """A period scored at one step alone is not compared: it would say more of who is missing than of who leans."""
    combined.fill(book, combined.final(), combined.year_of(method="mean", missing="leave-out"))
    for period, own, agreed in (("q1", 40, 30), ("q2", 20, 15), ("q3", 9, None), ("q4", None, 1)):
        for stage, points in (("self", own), ("bloc", agreed)):
            if points is not None:
                combined.score(book, "u1", period, points, 0, stage)
    (one,) = book.leaning.own_beside_agreed(YEAR)
    assert (one.unit, one.years) == ("u1", {YEAR: (Fraction(30), Fraction(45, 2))})
    assert one.leaning == Fraction(15, 2)


def test_a_unit_nobody_has_scored_has_nothing(book: Book, panel: dict[str, str]) -> None:
    assert book.standing.matrix(YEAR, CROSS)["u1"].total == BLANK
    assert [question.subject for question in book.standing.ranking(YEAR).questions] == ["u1", "u2", "u3"]


def test_the_others_are_reckoned_with_where_the_rule_leaves_out(book: Book) -> None:
    fill(book, RANKING, LAST, units=("u1", "u2", "u3", "u4", "u5"))
    units = {unit: unit for unit in ("u1", "u2", "u3", "u4", "u5")}
    book.years.set_panel(YEAR, CROSS, units, "trimmed-mean", 1, "leave-out")
    panel = dict(book.years.panels(YEAR)[CROSS].by)
    give(book, panel, {("u2", "u1"): 0, ("u3", "u1"): 1, ("u4", "u1"): 4})
    assert book.standing.ranking(YEAR).values["u1"] == 8  # 9, 8, 5: the highest and the lowest are off
    book.scores.clear(SheetAt(YEAR, "u1", panel["u4"]), ["a", "b", "c"])
    assert book.standing.ranking(YEAR).values["u1"] == Fraction(17, 2)  # two are too few to trim


@pytest.mark.parametrize(("stage", "code"), [(CROSS, "score.by_scorers"), ("own", "score.own_sheet")])
def test_points_go_on_the_sheets_of_those_who_score_others(
    book: Book, panel: dict[str, str], stage: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        score(book, "u1", "2", 3, 1, panel["u1"] if stage == "own" else stage)
    assert refused.value.code == code


def test_receiving_the_sheets_of_one_of_several_scorers_passes_over_its_own(book: Book, panel: dict[str, str]) -> None:
    states = book.scores.states
    assert states.receive_all(YEAR, panel["u2"], f"{YEAR}-12-01") == tuple(one for one in UNITS if one != "u2")
    assert states.receive_all(YEAR, panel["u1"], f"{YEAR}-12-01", units=("u1", "u3")) == ("u3",)
    with pytest.raises(Refusal, match=r"score\.by_scorers"):
        states.receive_all(YEAR, CROSS, f"{YEAR}-12-01")


def test_who_has_sheets_stays_and_who_has_none_may_go(book: Book, panel: dict[str, str]) -> None:
    give(book, panel, {("u2", "u1"): 0})
    with pytest.raises(Refusal) as refused:
        book.years.set_panel(YEAR, CROSS, {"u1": "Đơn vị u1", "u3": "Đơn vị u3"})
    assert refused.value.code == "stage.in_use"
    book.years.set_panel(YEAR, CROSS, {"u1": "Đơn vị u1", "u2": "Đơn vị u2"}, missing="leave-out")
    assert book.years.panels(YEAR)[CROSS].by == {unit: panel[unit] for unit in ("u1", "u2")}
    assert book.standing.ranking(YEAR).values["u1"] == 9


def test_a_step_with_sheets_of_its_own_is_not_given_to_several(book: Book) -> None:
    fill(book, RANKING, LAST)
    score(book, "u1", "2", 3, 1)
    with pytest.raises(Refusal) as refused:
        book.years.set_panel(YEAR, CROSS, {"u2": "Đơn vị u2"})
    assert refused.value.code == "stage.in_use"


def test_setting_the_steps_again_keeps_the_sheets_of_the_scorers(book: Book, panel: dict[str, str]) -> None:
    give(book, panel, {("u2", "u1"): 0, ("u3", "u1"): 0})
    book.years.set_stages(YEAR, [Stage("self", "Tự chấm"), Stage("bloc", "Chấm chéo")])
    assert book.standing.ranking(YEAR).values["u1"] == 9
    assert FORM.key


@pytest.mark.parametrize("whole", [("Sở Trùng", "Ban Trùng"), ("Sở Trùng", "Sở Trung")])
def test_scorers_of_one_name_have_each_its_own_sheet(book: Book, panel: dict[str, str], whole: tuple[str, str]) -> None:
    for unit, name in zip(("u1", "u2"), whole, strict=True):
        book.members.rename(unit, f"{YEAR}-02-01", name, "Trùng")
    offices = book.scorer_sheets.offices(YEAR, CROSS)
    assert len(set(offices)) == 3
    sheets = [book.scorer_sheets.sheet(YEAR, office, CROSS) for office in offices]
    assert [sheet.stage for sheet in sheets] == [panel[unit] for unit in UNITS]
    assert [book.scorer_sheets.own_stage(YEAR, office, CROSS) for office in offices] == [one.stage for one in sheets]
    for office, sheet in zip(offices, sheets, strict=True):
        assert book.scorer_sheets.sheet(YEAR, office, sheet.stage).units == sheet.units
