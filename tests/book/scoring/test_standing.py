"""Standing: kept results equal a full recompute whatever is done, masks hold, rules are followed or ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.book.book import Book, create_book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.scoring.standing import Change
from models.book.year.years import Period, Stage
from models.rules.errors import RuleViolation
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part, accept_question
from models.rules.number.points import BLANK, NOT_ASSIGNED, Blank, NotRanked, Rounding
from models.rules.place.regulation import Regulation, Rule
from tests.book.conftest import Clock, anew, keys

YEAR = 2025
N = InputSpec("n", "Số", "count", low=Fraction(0))
FORM = Form(
    "f",
    "Bảng thử",
    total=Fraction(10),
    bonus_cap=Fraction(1),
    nodes=(
        Group("g1", "I", "Nhóm một", max=Fraction(6)),
        Item("a", "I.1", "Cho điểm", "g1", Fraction(3)),
        Item(
            "b",
            "I.2",
            "So với cao nhất",
            "g1",
            Fraction(3),
            (
                Part(
                    "p", "base", "leader-relative/1", {"input": "n", "points": "3"}, rounding=Rounding(Fraction(1, 100))
                ),
            ),
            (N,),
        ),
        Group("g2", "II", "Nhóm hai", max=Fraction(4)),
        Item(
            "c",
            "II.1",
            "Theo trường hợp",
            "g2",
            Fraction(4),
            (
                Part("p", "base", "deduct-per-case/1", {"from": "4", "cases": [{"input": "n", "points": "1"}]}),
                Part("t", "bonus", "by-hand/1", {}, cap=Fraction(2)),
            ),
            (N,),
        ),
    ),
)
RANKING = Rule(
    "xep-hang",
    "ranking/1",
    cite="Điều 6",
    spec={"by": "raw", "compare": "exact", "ties": "1,1,3", "tie_keys": [{"key": "group:I"}, {"key": "bonus"}]},
)
FINAL = Rule("diem", "final-score/1", cite="Điều 5", spec={"method": "last", "missing": "ask"})
UNITS = ("u1", "u2", "u3")


def fill(book: Book, *rules: Rule, units: tuple[str, ...] = UNITS, form: Form = FORM) -> str:
    """A year with two stages, one form and these units; returns the form's key."""
    book.years.open(YEAR, stages=[Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm")])
    for unit in units:
        book.members.add(f"Đơn vị {unit}", key=unit, year=YEAR)
    book.regulations.adopt(YEAR, Regulation("quy-che", "Quy chế"), rules or (RANKING, FINAL))
    key = book.forms.put_form(form)
    book.forms.adopt(YEAR, key)
    return key


def score(book: Book, unit: str, a: str, b: int, c: int, stage: str = "bloc") -> None:
    """A whole sheet of one unit."""
    edits = [
        (unit, "a", Edit(stated={"base": Fraction(a)})),
        (unit, "b", Edit(inputs={"n": Fraction(b)})),
        (unit, "c", Edit(inputs={"n": Fraction(c)})),
    ]
    book.scores.enter_many(YEAR, stage, edits)


def ranks(book: Book) -> dict[str, int | None]:
    return {place.unit: place.rank for place in book.standing.ranking(YEAR).places}


# --- incremental and full ---------------------------------------------------------------------------------------------

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("a"), st.sampled_from(UNITS), st.integers(0, 3)),
        st.tuples(st.just("b"), st.sampled_from(UNITS), st.integers(0, 5)),
        st.tuples(st.just("c"), st.sampled_from(UNITS), st.integers(0, 5)),
        st.tuples(st.just("bonus"), st.sampled_from(UNITS), st.integers(0, 2)),
        st.tuples(st.just("not-assigned"), st.sampled_from(UNITS), st.sampled_from("abc")),
        st.tuples(st.just("clear"), st.sampled_from(UNITS), st.sampled_from("abc")),
        st.tuples(st.just("accept"), st.sampled_from(UNITS), st.just("c")),
        st.tuples(st.just("start-from"), st.sampled_from(UNITS), st.just("self")),
        st.tuples(st.just("undo"), st.just(""), st.just("")),
        st.tuples(st.just("redo"), st.just(""), st.just("")),
        st.tuples(st.just("look"), st.just(""), st.just("")),
    ),
    max_size=14,
)


def accept(book: Book, unit: str) -> None:
    """Let a stated number above the rule stand, where there is one that nobody has decided yet."""
    sheet = book.scores.sheet(SheetAt(YEAR, unit, "bloc"))
    form = book.forms.form(sheet.form)
    item = form.node("c")
    assert isinstance(item, Item)
    question = accept_question(item, book.standing.item(SheetAt(YEAR, unit, "bloc"), "c"), sheet.key)
    if question is not None and sheet.key:
        book.decisions.answer(question, "accept", "Chấp nhận", "Khối", year=YEAR)


def act(book: Book, kind: str, unit: str, what: object) -> None:
    if kind in ("undo", "redo"):
        getattr(book.store, kind)()
    elif kind == "look":
        book.standing.ranking(YEAR)
    elif kind == "a":
        book.scores.enter(SheetAt(YEAR, unit, "bloc"), "a", stated={"base": Fraction(str(what))})
    elif kind in ("b", "c"):
        book.scores.enter(SheetAt(YEAR, unit, "self" if what == 5 else "bloc"), kind, inputs={"n": Fraction(str(what))})
    elif kind == "bonus":
        book.scores.enter(SheetAt(YEAR, unit, "bloc"), "c", stated={"bonus": Fraction(str(what))})
    elif kind == "not-assigned":
        book.scores.enter(SheetAt(YEAR, unit, "bloc"), str(what), not_assigned=True)
    elif kind == "clear":
        book.scores.clear(SheetAt(YEAR, unit, "bloc"), [str(what)])
    elif kind == "accept":
        accept(book, unit)
    elif book.scores.sheet(SheetAt(YEAR, unit, "self")).scored:
        book.scores.start_from(SheetAt(YEAR, unit, "bloc"), "self")


def image(book: Book) -> object:
    """Everything standing says of a year."""
    sheets = {stage: dict(book.standing.matrix(YEAR, stage)) for stage in ("self", "bloc")}
    return sheets, book.standing.ranking(YEAR), book.standing.open_questions(YEAR)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_kept_results_equal_full_ones(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("standing")
    with create_book(folder / "b.sokhoi", "Khối", clock=Clock(), key_source=keys(), backup_folder=folder) as book:
        fill(book)
        score(book, "u1", "2", 3, 1)
        image(book)
        for kind, unit, what in acts:
            try:
                act(book, kind, unit, what)
            except RuleViolation as refused:
                # undoing further than `score` takes the form itself back
                assert refused.code in (
                    "undo.nothing",
                    "redo.nothing",
                    "decision.answered_already",
                    "score.no_form",
                    "score.not_member",
                )
        assert image(book) == anew(book, image)


def test_an_edit_touches_only_its_leaf_or_its_column(book: Book) -> None:
    fill(book)
    for n, unit in enumerate(UNITS):
        score(book, unit, "2", n + 1, 1)
    before = book.standing.matrix(YEAR, "bloc")
    book.scores.enter(SheetAt(YEAR, "u1", "bloc"), "a", stated={"base": Fraction(3)})
    after = book.standing.matrix(YEAR, "bloc")
    assert [unit for unit in UNITS if after[unit] is not before[unit]] == ["u1"]
    assert after["u1"].items["b"] is before["u1"].items["b"]
    book.scores.enter(SheetAt(YEAR, "u3", "bloc"), "b", inputs={"n": Fraction(6)})
    last = book.standing.matrix(YEAR, "bloc")
    assert [unit for unit in UNITS if last[unit] is not after[unit]] == ["u1", "u2"]
    assert [last[unit].items["b"].value for unit in UNITS] == [Fraction("0.5"), Fraction(1), Fraction(3)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(UNITS), points=st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_the_order_of_entering_never_changes_a_rank(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], points: list[int]
) -> None:
    found = []
    for units in (UNITS, tuple(order)):
        folder = tmp_path_factory.mktemp("order")
        with create_book(folder / "b.sokhoi", "Khối", clock=Clock(), key_source=keys(), backup_folder=folder) as book:
            fill(book, units=units)
            for unit in units:
                score(book, unit, str(points[UNITS.index(unit)]), 2, 1)
            found.append(ranks(book))
    assert found[0] == found[1]


# --- what rules decide ------------------------------------------------------------------------------------------------


def test_without_a_ranking_rule_there_is_a_question_and_no_place(book: Book) -> None:
    fill(book, FINAL)
    score(book, "u1", "2", 3, 1)
    standing = book.standing.ranking(YEAR)
    assert standing.places == ()
    assert [question.key for question in standing.questions] == ["rule.none"]
    assert book.standing.result(SheetAt(YEAR, "u1", "bloc")).total == 8


def test_a_missing_stage_is_asked_about_and_the_answer_holds(book: Book) -> None:
    fill(book)
    for unit in UNITS[:2]:
        score(book, unit, "2", 3, 1)
    asked = book.standing.ranking(YEAR).questions
    assert [(question.key, question.subject) for question in asked] == [
        ("value.missing", "u3"),
        ("rank.tie", "u1+u2"),
    ]
    assert all(place.provisional for place in book.standing.ranking(YEAR).places)
    book.decisions.answer(asked[0], "not-ranked", "Không nộp phiếu", "Khối", year=YEAR)
    place = book.standing.ranking(YEAR).place("u3")
    assert place is not None and isinstance(place.points, NotRanked)
    assert ranks(book) == {"u1": 1, "u2": 1, "u3": None}


def test_no_self_score_is_not_ranked_by_the_rule_of_classes(book: Book) -> None:
    classes = Rule(
        "xep-loai",
        "classes/1",
        cite="Điều 9",
        spec={
            "bands": [{"class": "A", "label": "Tốt"}],
            "effects": [
                {
                    "when": {"not": {"fact": "self-score-sent"}},
                    "effect": "not-ranked",
                    "reason": "không gửi",
                    "cite": "Điều 6",
                }
            ],
        },
    )
    fill(book, RANKING, FINAL, classes)
    for unit in UNITS:
        score(book, unit, "2", 3, 1)
    book.scores.receive(SheetAt(YEAR, "u1", "self"), "2025-11-20")
    book.scores.enter(SheetAt(YEAR, "u2", "self"), "a", stated={"base": Fraction(1)})
    standing = book.standing.ranking(YEAR)
    assert ranks(book) == {"u1": 1, "u2": 1, "u3": None}
    out = standing.place("u3")
    assert out is not None and out.points == NotRanked("không gửi", "Điều 6")
    assert [classing.final for classing in standing.classings] == ["A", "A", None]


def test_what_becomes_of_a_leavers_sheet_is_a_question(book: Book) -> None:
    fill(book)
    for unit in UNITS:
        score(book, unit, "2", 3, 1)
    book.members.leave(YEAR, "u3", "2025-07-01", "Nghị quyết số 5")
    standing = book.standing.ranking(YEAR)
    assert {place.unit for place in standing.places} == {"u1", "u2"}
    assert standing.left == (("u3", NotRanked("thôi tham gia khối", "Nghị quyết số 5")),)
    question = next(question for question in standing.questions if question.key == "standing.leaver")
    book.decisions.answer(question, "ranked", "Đã hoạt động trên nửa năm", "Khối", year=YEAR)
    assert set(ranks(book)) == set(UNITS)


def test_the_year_from_its_halves(book: Book) -> None:
    halves = Rule("nam", "year-from-periods/1", cite="Điều 4", spec={"method": "mean", "missing": "ask"})
    fill(book, RANKING, FINAL, halves)
    book.years.set_periods(YEAR, [Period("h1", "6 tháng đầu năm"), Period("h2", "6 tháng cuối năm")])
    for period, points in (("h1", 1), ("h2", 3)):
        for unit in UNITS:
            for node, edit in (("a", Edit({"base": Fraction(points)})), ("b", Edit(None, {"n": Fraction(1)}))):
                book.scores.enter_many(YEAR, "bloc", [(unit, node, edit)], period)
            book.scores.enter(SheetAt(YEAR, unit, "bloc", period), "c", inputs={"n": Fraction(0)})
    standing = book.standing.ranking(YEAR)
    assert {place.points for place in standing.places} == {Fraction(9)}
    assert standing.basis.period_keys == ("h1", "h2")
    first = book.standing.ranking(YEAR, period="h1")
    assert (first.basis.period_keys, {place.points for place in first.places}) == (("h1",), {Fraction(8)})


@pytest.mark.parametrize(
    ("holds", "cells", "total"),
    [
        ("groups", {"g1": {"base": "5"}, "g2": {"base": "3", "bonus": "0.5"}}, "8.5"),
        ("total", {"": {"total": "8.25"}}, "8.25"),
    ],
)
def test_a_stage_that_holds_only_totals(book: Book, holds: str, cells: dict[str, dict[str, str]], total: str) -> None:
    fill(book)
    book.years.set_stages(YEAR, [Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm", holds=holds, counts="stated")])
    for unit in UNITS:
        for node, stated in cells.items():
            book.scores.enter(
                SheetAt(YEAR, unit, "bloc"), node, stated={part: Fraction(n) for part, n in stated.items()}
            )
    assert book.standing.result(SheetAt(YEAR, "u1", "bloc")).total == Fraction(total)
    assert ranks(book) == {"u1": 1, "u2": 1, "u3": 1}
    with pytest.raises(RuleViolation) as refused:
        book.scores.enter(SheetAt(YEAR, "u1", "bloc"), "a", stated={"base": Fraction(1)})
    assert refused.value.code == "score.unknown_node"


# --- what if, estimates -----------------------------------------------------------------------------------------------


def test_what_if_leaves_the_book_alone(book: Book) -> None:
    fill(book)
    for n, unit in enumerate(UNITS):
        score(book, unit, str(n), 2, 1)
    content, before = book.store.canonical(), image(book)
    tried = book.standing.what_if(YEAR, [Change("u1", "bloc", "a", Edit({"base": Fraction(3)}))])
    assert [place.unit for place in tried.places] == ["u1", "u3", "u2"]
    assert (book.store.canonical(), image(book)) == (content, before)


def test_moves_names_the_others_of_a_column(book: Book) -> None:
    fill(book)
    for n, unit in enumerate(UNITS):
        score(book, unit, "2", n + 1, 1)
    moved = book.standing.moves(YEAR, Change("u3", "bloc", "b", Edit(inputs={"n": Fraction(6)})))
    assert {each.unit: (each.before, each.after) for each in moved} == {
        "u1": (Fraction(1), Fraction("0.5")),
        "u2": (Fraction(2), Fraction(1)),
    }
    assert book.standing.moves(YEAR, Change("u3", "bloc", "a", Edit(stated={"base": Fraction(2)}))) == ()


@pytest.mark.parametrize(
    ("a2", "c2", "reach"), [("2", 1, ("u2",)), ("3", 1, ("u2",)), ("0", 1, ("u2",)), ("0", 3, ("u2",)), ("0", 4, ())]
)
def test_estimates_reach_exactly_the_units_inside_their_span(
    book: Book, a2: str, c2: int, reach: tuple[str, ...]
) -> None:
    """u1 has 4 without its estimated item; u2 with 4 is equal to that and within reach, with 3 it is not."""
    fill(book, units=("u1", "u2"))
    score(book, "u1", "1", 2, 1)
    score(book, "u2", a2, 2, c2)
    book.scores.enter(SheetAt(YEAR, "u1", "bloc"), "c", inputs={"n": Fraction(1)}, estimated=["n"])
    (estimate,) = book.standing.estimates(YEAR)
    assert (estimate.unit, estimate.node, estimate.inputs, estimate.value) == ("u1", "c", ("n",), Fraction(3))
    assert estimate.reach == reach
    book.scores.enter(SheetAt(YEAR, "u1", "bloc"), "c", estimated=[])
    assert book.standing.estimates(YEAR) == ()


def test_an_estimate_out_of_reach_moves_nobody(book: Book) -> None:
    small = replace(FORM.nodes[1], max=Fraction(1), key="d", code="I.9")
    assert isinstance(small, Item)
    item = replace(
        small, parts=(Part("p", "base", "by-hand/1", {"input": "n"}),), inputs=(InputSpec("n", "Điểm", "points"),)
    )
    group = replace(FORM.nodes[0], max=Fraction(7))
    wider = replace(FORM, nodes=(group, *FORM.nodes[1:3], item, *FORM.nodes[3:]), total=Fraction(11))
    fill(book, units=("u1", "u2"), form=wider)
    for unit, a in (("u1", "0"), ("u2", "3")):
        score(book, unit, a, 2, 1)
        book.scores.enter(
            SheetAt(YEAR, unit, "bloc"), "d", inputs={"n": Fraction(0)}, estimated=["n"] if unit == "u1" else []
        )
    (estimate,) = book.standing.estimates(YEAR)
    assert estimate.reach == ()


# --- masks ------------------------------------------------------------------------------------------------------------


def test_the_second_keyer_sees_no_result_of_the_first(book: Book) -> None:
    fill(book)
    first, second = book.people.add("Đỗ Quế Chi"), book.people.add("Phạm Thu Mộc")
    book.people.sign_in(first)
    for unit in UNITS:
        score(book, unit, "2", 3, 1)
    book.scores.keying.begin(SheetAt(YEAR, "u1", "bloc"), by=second)
    assert isinstance(book.standing.result(SheetAt(YEAR, "u1", "bloc"), by=second).total, Blank)
    assert book.standing.result(SheetAt(YEAR, "u1", "bloc"), by=first).total == 8
    hidden = book.standing.ranking(YEAR, by=second).place("u1")
    assert hidden is not None and hidden.rank is None
    assert ranks(book)["u1"] == 1


def test_a_second_keying_keeps_the_sheet_of_its_own_step_and_period_back_and_no_other(book: Book) -> None:
    fill(book)
    book.years.set_periods(YEAR, [Period("h1", "6 tháng đầu năm"), Period("h2", "6 tháng cuối năm")])
    first, second = book.people.add("Đỗ Quế Chi"), book.people.add("Phạm Thu Mộc")
    book.people.sign_in(first)
    places = [(stage, period) for stage in ("self", "bloc") for period in ("h1", "h2")]
    for stage, period in places:
        book.scores.enter_many(YEAR, stage, [("u1", "a", Edit({"base": Fraction(2)}))], period)
    book.scores.keying.begin(SheetAt(YEAR, "u1", "bloc", "h1"), by=second)
    seen = {at for at in places if "a" in book.standing.board(YEAR, *at, by=second).cells.get("u1", {})}
    assert seen == {*places} - {("bloc", "h1")}


REFUSED: list[tuple[Callable[[Book], object], str]] = [
    (lambda book: book.standing.result(SheetAt(YEAR, "u9", "bloc")), "score.not_member"),
    (lambda book: book.standing.result(SheetAt(YEAR, "u1", "none")), "score.unknown_stage"),
    (lambda book: book.standing.item(SheetAt(YEAR, "u1", "bloc"), "zz"), "score.unknown_node"),
    (lambda book: book.standing.explain(SheetAt(YEAR, "u1", "bloc"), "zz"), "score.unknown_node"),
    (lambda book: book.standing.ranking(1999), "year.unknown"),
    (lambda book: book.standing.tie_ballot(YEAR, ["u1", "u2"]), "rank.no_tie"),
]


@pytest.mark.parametrize(("case", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_refusals(book: Book, case: Callable[[Book], object], code: str) -> None:
    fill(book)
    with pytest.raises(RuleViolation) as refused:
        case(book)
    assert refused.value.code == code


def test_blank_and_not_assigned_are_not_zero(book: Book, tmp_path: Path) -> None:
    fill(book)
    score(book, "u1", "2", 3, 1)
    book.scores.enter_many(YEAR, "bloc", [("u1", "a", BLANK)])
    assert book.standing.result(SheetAt(YEAR, "u1", "bloc")).blanks == ("a",)
    book.scores.enter_many(YEAR, "bloc", [("u1", "a", NOT_ASSIGNED)])
    result = book.standing.result(SheetAt(YEAR, "u1", "bloc"))
    assert (result.blanks, result.assigned_max, result.total) == ((), Fraction(7), Fraction(6))


def test_a_ballot_on_other_points_than_todays_does_not_apply(book: Book) -> None:
    fill(book, units=("u1", "u2"))
    for unit in ("u1", "u2"):
        score(book, unit, "2", 2, 1)
    rule = replace(RANKING, spec={**RANKING.spec, "tie_keys": [{"key": "ballot"}]})
    book.regulations.revise(YEAR, {"xep-hang": rule}, "Bỏ phiếu khi bằng điểm")
    question = book.standing.tie_ballot(YEAR, ["u1", "u2"])
    choice = {"votes": {"u1": 3, "u2": 5}, "elected": ["u2"]}
    book.decisions.answer(question, choice, "Bỏ phiếu kín", "Hội nghị", year=YEAR)
    assert ranks(book) == {"u2": 1, "u1": 2}
    for unit in ("u1", "u2"):
        book.scores.enter(SheetAt(YEAR, unit, "bloc"), "a", stated={"base": Fraction(1)})
    assert ranks(book) == {"u1": 1, "u2": 1}
    assert [each.key for each in book.standing.ranking(YEAR).questions] == ["rank.tie"]
    book.decisions.answer(book.standing.tie_ballot(YEAR, ["u1", "u2"]), choice, "Bỏ phiếu lại", "Hội nghị", year=YEAR)
    assert ranks(book) == {"u2": 1, "u1": 2}


def test_at_a_stage_of_groups_an_item_that_stands_in_no_group_is_stated_too(book: Book) -> None:
    """Without it the sheet of such a form would never be whole; one that only gives bonus needs no base."""
    fill(book)
    alone = (Item("d", "III", "Việc đột xuất", None, Fraction(2)), Item("e", "IV", "Khen", None, bonus_only=True))
    form = replace(FORM, key="h", name="Bảng có mục đứng riêng", nodes=(*FORM.nodes, *alone))
    book.forms.adopt(YEAR, book.forms.put_form(form, key="h"), as_it_is=True)
    book.years.set_stages(YEAR, [Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm", holds="groups", counts="stated")])
    at = SheetAt(YEAR, "u1", "bloc")
    for node, stated in (("g1", {"base": "5"}), ("g2", {"base": "3"}), ("d", {"base": "1.5"})):
        book.scores.enter(at, node, stated={part: Fraction(n) for part, n in stated.items()})
    assert book.standing.result(at).total == BLANK
    book.scores.enter(at, "e", stated={"bonus": Fraction("0.5")})
    assert book.standing.result(at).total == 10
    for wrong in ("a", ""):
        with pytest.raises(RuleViolation, match=r"score\.unknown_node"):
            book.scores.enter(at, wrong, stated={"base": Fraction(1)})
    with pytest.raises(RuleViolation, match=r"input\.unknown"):
        book.scores.enter(at, "d", inputs={"n": Fraction(1)})
