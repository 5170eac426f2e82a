"""Sheets: what may be written into a cell, the states of a sheet, lateness, sums, evidence, flags."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.scoring.evidence import FILE_LIMIT
from models.book.scoring.rows import SheetAt
from models.book.scoring.typed import read_cell, read_input
from models.book.year.years import Deadline
from models.rules.errors import BadInput, Refusal, RuleViolation
from models.rules.form.scoring import InputSpec, Item, Part
from models.rules.number.points import BLANK, NOT_ASSIGNED
from tests.bench.edit import YEAR as BENCH_YEAR
from tests.bench.edit import build
from tests.book.scoring.test_standing import UNITS, YEAR, fill, score

WHERE = SheetAt(YEAR, "u1", "bloc")


def code(case: Callable[[], object]) -> tuple[str, dict[str, object]]:
    """The refusal's code and facts."""
    with pytest.raises(Refusal) as refused:
        case()
    return refused.value.code, refused.value.facts


# --- one cell ---------------------------------------------------------------------------------------------------------


def test_a_sheet_exists_from_its_first_word(book: Book) -> None:
    fill(book)
    assert (book.scores.sheet(WHERE).key, book.scores.sheet(WHERE).state) == ("", "empty")
    book.scores.enter(WHERE, "a", stated={"base": Fraction("2.5")}, note="theo báo cáo", place="trang 3")
    sheet = book.scores.sheet(WHERE)
    assert (sheet.state, sheet.cells["a"].cell.stated, sheet.cells["a"].cell.note) == (
        "entering",
        {"base": Fraction("2.5")},
        "theo báo cáo",
    )
    assert sheet.cells["a"].place == "trang 3"
    book.store.undo()
    assert book.scores.sheet(WHERE).key == ""


def test_an_edit_leaves_alone_what_it_does_not_name(book: Book) -> None:
    fill(book)
    book.scores.enter(WHERE, "c", stated={"bonus": Fraction(1)}, inputs={"n": Fraction(2)}, estimated=["n"])
    book.scores.enter(WHERE, "c", stated={"base": Fraction(3)})
    cell = book.scores.sheet(WHERE).cells["c"].cell
    assert (cell.stated, cell.inputs, cell.estimated) == (
        {"bonus": 1, "base": 3},
        {"n": 2},
        frozenset({"n"}),
    )
    book.scores.enter(WHERE, "c", inputs={"n": None})
    cell = book.scores.sheet(WHERE).cells["c"].cell
    assert (cell.inputs, cell.estimated) == ({}, frozenset())


def test_not_assigned_and_points_take_each_others_place(book: Book) -> None:
    fill(book)
    book.scores.enter(WHERE, "c", inputs={"n": Fraction(2)})
    book.scores.enter(WHERE, "c", not_assigned=True)
    cell = book.scores.sheet(WHERE).cells["c"].cell
    assert (cell.not_assigned, cell.inputs) == (True, {})
    book.scores.enter(WHERE, "c", stated={"base": Fraction(1)})
    assert not book.scores.sheet(WHERE).cells["c"].cell.not_assigned


def test_points_above_the_ceiling_are_kept_and_the_excess_is_named(book: Book) -> None:
    fill(book)
    book.scores.enter(WHERE, "a", stated={"base": Fraction(4)})
    result = book.standing.item(WHERE, "a")
    assert (result.stated["base"], result.base) == (4, 3)
    (excess,) = result.excesses
    assert (excess.where, excess.kind, excess.stated, excess.allowed, excess.excess) == ("a", "over-cap", 4, 3, 1)
    assert [flag.facts["excess"] for flag in book.scores.flags(YEAR) if flag.kind == "excess"] == [1]


def test_many_cells_are_one_step(book: Book) -> None:
    fill(book)
    before = book.store.last_seq
    cells: list[tuple[str, str, Any]] = [(unit, "a", Fraction(n)) for n, unit in enumerate(UNITS)]
    assert book.scores.enter_many(YEAR, "bloc", [*cells, ("u1", "b", NOT_ASSIGNED), ("u2", "b", BLANK)]) == 4
    assert book.store.last_seq == before + 1
    book.store.undo()
    assert book.store.rows("cell") == []


def test_one_bad_cell_and_nothing_is_written(book: Book) -> None:
    fill(book)
    cells: list[tuple[str, str, Any]] = [("u1", "a", Fraction(1)), ("u2", "zz", Fraction(1))]
    assert code(lambda: book.scores.enter_many(YEAR, "bloc", cells))[0] == "score.unknown_node"
    assert book.store.rows("sheet") == []


@pytest.mark.parametrize(
    ("node", "said", "refused"),
    [
        ("a", {"stated": {"base": Fraction(-1)}}, "score.negative"),
        ("a", {"stated": {"base": Fraction(1, 3)}}, "number.too_fine"),
        ("a", {"stated": {"xx": Fraction(1)}}, "score.unknown_part"),
        ("a", {"inputs": {"n": Fraction(1)}}, "input.unknown"),
        ("c", {"inputs": {"n": "1"}}, "input.wrong_type"),
        ("c", {"inputs": {"n": Fraction(1, 2)}}, "input.not_whole"),
        ("c", {"inputs": {"n": Fraction(-1)}}, "input.negative"),
        ("c", {"stated": {"base": Fraction(1)}, "not_assigned": True}, "score.assigned_and_not"),
        ("c", {"estimated": ["m"]}, "input.unknown"),
        ("g1", {"stated": {"base": Fraction(1)}}, "score.unknown_node"),
        ("", {"stated": {"base": Fraction(1)}}, "score.unknown_node"),
    ],
)
def test_what_cannot_be_meant_is_refused(book: Book, node: str, said: dict[str, Any], refused: str) -> None:
    fill(book)
    assert code(lambda: book.scores.enter(WHERE, node, **said))[0] == refused
    assert book.store.rows("cell") == []


@pytest.mark.parametrize(
    ("where", "refused"),
    [
        (SheetAt(YEAR, "u9", "bloc"), "score.not_member"),
        (SheetAt(YEAR, "u1", "none"), "score.unknown_stage"),
        (SheetAt(YEAR, "u1", "bloc", "q9"), "score.unknown_period"),
    ],
)
def test_a_cell_needs_a_unit_a_stage_and_a_period(book: Book, where: SheetAt, refused: str) -> None:
    fill(book)
    assert code(lambda: book.scores.enter(where, "a", stated={"base": Fraction(1)}))[0] == refused


# --- typed text -------------------------------------------------------------------------------------------------------

ITEM = Item("x", "X", "Mục", None, Fraction(3), (Part("p", "penalty", "by-hand/1", {}),))
BIG = Item("y", "Y", "Mục lớn", None, Fraction(2000))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8,5", Fraction("8.5")),
        ("8.5", Fraction("8.5")),
        (" 0 ", Fraction(0)),
        ("1.234", Fraction("1.234")),
        ("", BLANK),
        ("-", BLANK),
        ("–", BLANK),
        ("không giao", NOT_ASSIGNED),
        ("Không Giao", NOT_ASSIGNED),
    ],
)
def test_typed_cells(text: str, value: object) -> None:
    assert read_cell(ITEM, text) == value


def test_a_typed_penalty_has_no_sign() -> None:
    assert read_cell(ITEM, "-1,5", "penalty") == read_cell(ITEM, "1.5", "p") == Fraction("1.5")


@pytest.mark.parametrize(
    ("part", "taken"), [("base", True), ("b", True), ("bonus", False), ("r", False), ("penalty", False)]
)
def test_points_out_of_the_whole_are_points_of_the_standard(part: str, taken: bool) -> None:
    """An item is worth 30 by its standard: "28/30" under a bonus or a penalty says nothing that is known."""
    parts = (Part("b", "base", "by-hand/1"), Part("r", "penalty", "by-hand/1"))
    item = Item("x", "X", "Mục", None, Fraction(30), parts)
    if taken:
        assert read_cell(item, "28/30", part) == 28
    else:
        assert code(lambda: read_cell(item, "28/30", part))[0] == "number.not_a_number"


@pytest.mark.parametrize(
    ("item", "text", "refused"),
    [
        (ITEM, "9..5", "number.not_a_number"),
        (ITEM, "tốt", "number.not_a_number"),
        (ITEM, "-1", "number.below"),
        (BIG, "1.234", "number.ambiguous"),
    ],
)
def test_unreadable_cells(item: Item, text: str, refused: str) -> None:
    assert code(lambda: read_cell(item, text))[0] == refused


YES_NO = InputSpec("d", "Đạt", "yes-no")
RATE = InputSpec("r", "Tỷ lệ", "percent", "%")
DAY = InputSpec("n", "Ngày", "date")
RESULT = InputSpec("k", "Kết quả", "choice", choices=(("HTXS", "Hoàn thành xuất sắc"), ("HTT", "Hoàn thành tốt")))
MARKS = InputSpec("m", "Điều kiện", "checks", choices=(("0", "Về nguồn"), ("1", "Thể thao"), ("2", "An sinh")))
CASES = InputSpec("s", "Số vụ", "count")


@pytest.mark.parametrize(
    ("spec", "text", "value"),
    [
        (YES_NO, "đạt", True),
        (YES_NO, "Không đạt", False),
        (YES_NO, "x", True),
        (RATE, "98,6%", Fraction("98.6")),
        (DAY, "5/12/2025", "2025-12-05"),
        (DAY, "không", "none"),
        (RESULT, "hoàn thành tốt", "HTT"),
        (RESULT, "htxs", "HTXS"),
        (MARKS, "x 0 x", (True, False, True)),
        (CASES, "3", Fraction(3)),
        (CASES, "-", BLANK),
    ],
)
def test_typed_inputs(spec: InputSpec, text: str, value: object) -> None:
    assert read_input(spec, text) == value


@pytest.mark.parametrize(
    ("spec", "text", "refused"),
    [
        (YES_NO, "hơi đạt", "input.not_yes_no"),
        (DAY, "31/02/2025", "date.not_a_date"),
        (RESULT, "tốt lắm", "input.unknown_choice"),
        (MARKS, "x 0", "input.wrong_number_of_ticks"),
        (CASES, "2,5", "input.not_whole"),
    ],
)
def test_unreadable_inputs(spec: InputSpec, text: str, refused: str) -> None:
    assert code(lambda: read_input(spec, text))[0] == refused


# --- states -----------------------------------------------------------------------------------------------------------


def test_a_sheet_with_blanks_is_not_complete_and_lists_them(book: Book) -> None:
    fill(book)
    book.scores.enter(WHERE, "b", inputs={"n": Fraction(1)})
    refused, facts = code(lambda: book.scores.states.complete(WHERE))
    assert (refused, facts["items"], facts["count"]) == ("sheet.blanks", ("I.1", "II.1"), 2)
    assert code(lambda: book.scores.states.complete(SheetAt(YEAR, "u2", "bloc")))[0] == "sheet.empty"


def test_the_states_in_order(book: Book) -> None:
    fill(book)
    chi = book.people.add("Đỗ Quế Chi")
    book.people.sign_in(chi)
    score(book, "u1", "2", 1, 1)
    states = book.scores.states
    assert code(lambda: states.confirm(WHERE))[0] == "sheet.not_complete"
    states.complete(WHERE)
    assert code(lambda: states.lock(WHERE))[0] == "sheet.not_confirmed"
    states.confirm(WHERE)
    sheet = book.scores.sheet(WHERE)
    assert (sheet.state, sheet.entered_by, sheet.confirmed_by, sheet.confirmed_on) == (
        "confirmed",
        chi,
        chi,
        "2025-12-05",
    )
    assert code(lambda: book.scores.enter(WHERE, "a", stated={"base": Fraction(1)}))[0] == "sheet.confirmed"
    states.lock(WHERE)
    assert code(lambda: book.scores.clear(WHERE, ["a"]))[0] == "sheet.locked"
    assert code(lambda: states.reopen(WHERE, "  "))[0] == "sheet.reason_missing"
    states.reopen(WHERE, "Có số liệu chính thức")
    assert book.scores.sheet(WHERE).state == "entering"
    assert book.store.ops()[-1].facts["reason"] == "Có số liệu chính thức"
    assert code(lambda: states.reopen(WHERE, "Nữa"))[0] == "sheet.is_open"


def test_an_edit_of_a_complete_sheet_sets_it_back_to_entering(book: Book) -> None:
    fill(book)
    score(book, "u1", "2", 1, 1)
    book.scores.states.complete(WHERE)
    book.scores.enter(WHERE, "a", stated={"base": Fraction(1)})
    assert book.scores.sheet(WHERE).state == "entering"
    book.scores.clear(WHERE, ["a", "b", "c"])
    assert book.scores.sheet(WHERE).state == "empty"


def test_a_wrong_sum_is_shown_and_must_be_accepted_before_confirming(book: Book) -> None:
    fill(book)
    score(book, "u1", "2", 1, 1)
    book.scores.enter(WHERE, "b", stated={"base": Fraction(3)})
    book.scores.enter(WHERE, "c", stated={"base": Fraction(3), "penalty": Fraction("0.5")})
    check = book.scores.state_total(WHERE, Fraction("8.5"))
    assert check is not None
    assert (check.stated, check.summed, check.difference, check.agrees) == (Fraction("8.5"), Fraction("7.5"), 1, False)
    book.scores.states.complete(WHERE)
    refused, facts = code(lambda: book.scores.states.confirm(WHERE))
    assert (refused, facts["stated"], facts["summed"], facts["difference"]) == ("score.sum_differs", "8.5", "7.5", "1")
    assert [flag.kind for flag in book.scores.flags(YEAR) if flag.kind == "sum-differs"] == ["sum-differs"]
    book.scores.states.accept_sum(WHERE)
    book.scores.states.confirm(WHERE)
    assert book.scores.sheet(WHERE).state == "confirmed"


def test_an_agreeing_sum_needs_no_acceptance(book: Book) -> None:
    fill(book)
    score(book, "u1", "2", 1, 1)
    check = book.scores.state_total(WHERE, Fraction(2))
    assert check is not None and check.agrees
    assert code(lambda: book.scores.states.accept_sum(WHERE))[0] == "score.sum_agrees"


def test_on_a_sheet_of_inputs_alone_the_sum_is_that_of_the_rule(book: Book) -> None:
    fill(book)
    for node in ("b", "c"):
        book.scores.enter(WHERE, node, inputs={"n": Fraction(1)})
    book.scores.enter(WHERE, "a", not_assigned=True)
    check = book.scores.state_total(WHERE, Fraction(6))
    assert check is not None and (check.summed, check.agrees) == (6, True)


# --- received, late, start from, evidence -----------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "days"), [("2025-11-19", None), ("2025-11-20", None), ("2025-11-27", 7)])
def test_lateness_counts_whole_days_after_the_deadline(book: Book, day: str, days: int | None) -> None:
    fill(book)
    book.years.put_deadline(Deadline(YEAR, "tu-cham", "Bảng tự chấm", "2025-11-20", stage="bloc"))
    late = book.scores.receive(WHERE, day)
    assert (late.days if late else None) == days
    assert book.scores.sheet(WHERE).received_on == day
    assert code(lambda: book.scores.receive(WHERE, "20/11"))[0] == "date.bad"


def test_start_from_fills_only_blank_cells_in_one_step(book: Book) -> None:
    fill(book)
    own = SheetAt(YEAR, "u1", "self")
    book.scores.enter(own, "a", stated={"base": Fraction(2)}, place="trang 1")
    book.scores.enter(own, "b", stated={"base": Fraction(3)}, inputs={"n": Fraction(2)}, estimated=["n"])
    book.scores.enter(own, "c", not_assigned=True)
    book.scores.enter(WHERE, "a", stated={"base": Fraction(1)})
    before = book.store.last_seq
    assert book.scores.start_from(WHERE, "self") == 2
    assert book.store.last_seq == before + 1
    cells = {node: held.cell for node, held in book.scores.sheet(WHERE).cells.items()}
    assert cells["a"].stated == {"base": 1}
    assert (cells["b"].stated, cells["b"].inputs, cells["b"].estimated) == ({}, {"n": 2}, frozenset({"n"}))
    assert cells["c"].not_assigned


def test_nothing_is_taken_from_a_stage_without_points(book: Book) -> None:
    """The sheet does not begin by being asked; what is filled already is kept without an act."""
    fill(book)
    before = book.store.last_seq
    assert code(lambda: book.scores.start_from(WHERE, "self"))[0] == "score.earlier_empty"
    assert (book.store.last_seq, book.scores.sheet(WHERE).key) == (before, "")
    book.scores.enter(SheetAt(YEAR, "u1", "self"), "a", stated={"base": Fraction(2)})
    book.scores.enter(WHERE, "a", stated={"base": Fraction(1)})
    before = book.store.last_seq
    assert book.scores.start_from(WHERE, "self") == 0 and book.store.last_seq == before


def test_evidence_is_kept_once_and_goes_with_its_last_user(book: Book) -> None:
    fill(book)
    evidence = book.scores.evidence
    one = evidence.put(
        WHERE, "a", text="Báo cáo", number="12/BC", page="3", date="2025-11-01", file=("bc.pdf", b"%PDF")
    )
    two = evidence.put(WHERE, "b", file=("ban-sao.pdf", b"%PDF"))
    assert (len(book.store.rows("blob")), evidence.size()) == (1, 4)
    line = evidence.of(WHERE, "a")[0]
    assert (line.text, line.number, line.page, line.file_name) == ("Báo cáo", "12/BC", "3", "bc.pdf")
    assert line.blob is not None and evidence.file(line.blob) == b"%PDF"
    evidence.remove(one)
    assert len(book.store.rows("blob")) == 1
    evidence.remove(two)
    assert book.store.rows("blob") == []
    book.store.undo()
    assert len(evidence.of(WHERE)) == 1


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, "evidence.empty"),
        ({"file": ("to.bin", bytes(FILE_LIMIT + 1))}, "evidence.too_big"),
        ({"text": "x", "date": "hôm qua"}, "date.bad"),
    ],
)
def test_evidence_refused(book: Book, said: dict[str, Any], refused: str) -> None:
    fill(book)
    assert code(lambda: book.scores.evidence.put(WHERE, "a", **said))[0] == refused


def test_an_explanation_stands_beside_its_cell(book: Book) -> None:
    fill(book)
    book.scores.explain(WHERE, "a", "Đề nghị tính cả số hộ chờ công nhận")
    assert book.scores.sheet(WHERE).cells["a"].explanation == "Đề nghị tính cả số hộ chờ công nhận"
    book.scores.explain(WHERE, "a", "")
    assert book.scores.sheet(WHERE).cells == {}


def test_an_explanation_goes_from_asked_to_taken_or_kept(book: Book) -> None:
    fill(book)
    scores = book.scores

    def state() -> tuple[str | None, str | None]:
        held = scores.sheet(WHERE).cells.get("a")
        return (held.explanation_state, held.explanation_reason) if held else (None, None)

    scores.explanations.settle(WHERE, "a", "asked")
    assert state() == ("asked", None)
    for said in ("taken", "answered"):
        assert code(lambda said=said: scores.explanations.settle(WHERE, "a", said))[0] == "explanation.none"
    scores.explain(WHERE, "a", "Đề nghị tính cả số hộ chờ công nhận")
    assert state() == ("answered", None)
    assert code(lambda: scores.explanations.settle(WHERE, "a", "kept", " "))[0] == "explanation.no_reason"
    assert code(lambda: scores.explanations.settle(WHERE, "a", "done"))[0] == "explanation.state_unknown"
    scores.explanations.settle(WHERE, "a", "kept", "Chưa có quyết định công nhận")
    assert state() == ("kept", "Chưa có quyết định công nhận")
    scores.explain(WHERE, "a", "Gửi thêm quyết định")
    assert state() == ("kept", "Chưa có quyết định công nhận")
    scores.explanations.settle(WHERE, "a", "taken")
    assert state() == ("taken", None)
    scores.explanations.settle(WHERE, "a", "")
    scores.explain(WHERE, "a", "")
    assert scores.sheet(WHERE).cells == {}


def test_every_item_at_its_maximum_is_flagged(book: Book) -> None:
    fill(book)
    score(book, "u1", "3", 2, 0)
    score(book, "u2", "2", 2, 0)
    assert [(flag.unit, flag.facts) for flag in book.scores.flags(YEAR) if flag.kind == "all-at-max"] == [
        ("u1", {"items": 3})
    ]


def test_a_sheet_that_counts_nowhere_keeps_no_flag_of_the_others_away(book: Book) -> None:
    """A unit of a group without a form, a step the year does not have, as a document may bring them: the page reads."""
    fill(book)
    score(book, "u1", "3", 2, 0)
    score(book, "u2", "3", 2, 0)
    (form,) = book.store.rows("year_form")
    with book.store.operation("test") as tx:
        tx.insert("year_form", {**form, "unit_group": "khác"})
        tx.delete("year_form", (form["year"], form["unit_group"]))
        tx.update("membership", (YEAR, "u1"), unit_group="khác")
        sheet = {"key": "lac", "year": YEAR, "period": "nam", "unit": "u2", "stage": "khác", "form": form["form"]}
        tx.insert("sheet", sheet)
    assert {flag.unit for flag in book.scores.flags(YEAR) if flag.kind == "all-at-max"} == {"u1"}


def test_bad_input_is_bad_input_and_broken_rules_are_rule_violations(book: Book) -> None:
    fill(book)
    with pytest.raises(BadInput):
        book.scores.enter(WHERE, "a", stated={"base": Fraction(-1)})
    with pytest.raises(RuleViolation):
        book.scores.enter_many(YEAR, "bloc", [("u1", "a", Edit(stated={"base": Fraction(1)}, not_assigned=True))])


# --- many cells -------------------------------------------------------------------------------------------------------


def test_many_edits_of_one_cell_are_one_change(book: Book) -> None:
    """A pasted row has a column for the points and one for the bonus of the same item."""
    fill(book)
    edits = [
        ("u1", "c", Edit(stated={"base": Fraction(3)})),
        ("u1", "a", Edit(stated={"base": Fraction(1)})),
        ("u1", "c", Edit(stated={"bonus": Fraction(1)})),
        ("u1", "c", Edit(note="theo báo cáo")),
    ]
    assert book.scores.enter_many(YEAR, "bloc", edits) == 2
    cell = book.scores.sheet(WHERE).cells["c"].cell
    assert (cell.stated, cell.note) == ({"base": 3, "bonus": 1}, "theo báo cáo")
    changed = [key for table, key in book.store.touched(book.store.last_seq) if table == "cell"]
    assert sorted(key[1] for key in changed if isinstance(key, tuple)) == ["a", "c"]
    back = [("u1", "c", Edit(stated={"base": Fraction(2)})), ("u1", "c", Edit(stated={"base": Fraction(3)}))]
    before = book.store.last_seq
    assert book.scores.enter_many(YEAR, "bloc", back) == 0
    assert book.store.last_seq == before, "what ends as it stood is no change"
    book.undo()
    assert book.scores.sheet(WHERE).key == ""


def test_a_pasted_cell_is_looked_up_once_and_read_back_once(tmp_path: Path) -> None:
    """Of each row: what stands, the writing, what stands now, its check at the end, its line in the journal."""
    with build(tmp_path / "so.sokhoi", 2, 30) as large:
        form = large.forms.form(large.forms.for_unit(BENCH_YEAR, "u0"))
        cells = [(unit, item.key, Fraction("0.25")) for unit in ("u0", "u1") for item in form.items()]
        said: list[str] = []
        large.store.connection.set_trace_callback(said.append)
        assert large.scores.enter_many(BENCH_YEAR, "self", cells) == len(cells) == 60
        large.store.connection.set_trace_callback(None)
        assert 4 * len(cells) <= len(said) <= 6 * len(cells)
