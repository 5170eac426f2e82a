"""Facts that others find of a unit feed its class, as they feed titles: recorded once, with who says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.awards.findings import wording
from models.book.book import Book, create_book
from models.book.following.facts import WorkFacts
from models.book.scoring import facts as scored
from models.book.scoring.rows import SheetAt
from models.book.year.years import Deadline
from models.exchange import interchange
from models.rules.act.days_off import days_question, moves_question
from models.rules.errors import BadInput, RuleViolation
from models.rules.place.facts import CATALOGUE, MAY_BE_NEGATIVE, OF_OTHERS, OF_THE_YEAR
from models.rules.place.regulation import Regulation, Rule, check_rule, load_pack
from printing.content import ranking
from tests.book.conftest import Clock, keys
from tests.book.scoring.test_standing import FINAL, RANKING, UNITS, YEAR, fill, score
from tests.format.independent import V, rows_of
from ui.words.messages import sentence
from ui.words.names import Names

BANDS = [
    {
        "class": "A",
        "label": "Tốt",
        "from": 5,
        "when": {"all": [{"fact": "tasks-over", "ge": 30}, {"not": {"fact": "leader-disciplined"}}]},
    },
    {"class": "B", "label": "Đạt", "to": 5},
]
LOWER = {"when": {"fact": "rating", "in": ["HT", "KHT"]}, "effect": "class-at-most", "class": "B", "reason": "mức HT"}
CLASSES = Rule("loai", "classes/3", cite="Điều 9", spec={"bands": BANDS, "effects": [LOWER]})


def filled(book: Book, *rules: Rule) -> None:
    fill(book, RANKING, FINAL, *(rules or (CLASSES,)))
    for n, unit in enumerate(UNITS):
        score(book, unit, "2", 3, n)


def classes(book: Book) -> dict[str, str | None]:
    return {one.unit: one.final for one in book.standing.ranking(YEAR).classings}


def of_verifier(book: Book) -> dict[str, str | None]:
    year = V.YearResults(*(found := rows_of(interchange.export_book(book)))[:1], YEAR, found[1])
    return {place["unit"]: place["class"]["final"] for place in year.standing(None)["places"]}


def answers(book: Book, over: str = "35", led: str = "no", rating: str = "HTXS") -> None:
    for unit in UNITS:
        book.findings.put(YEAR, unit, over, "tasks-over", document="12/BC", date="2025-12-05")
        book.findings.put(YEAR, unit, led, "leader-disciplined", by="Ủy ban Kiểm tra")
        book.findings.put(YEAR, unit, rating, by="Tỉnh ủy")


@pytest.mark.parametrize(
    ("over", "led", "rating", "made"),
    [("35", "no", "HTXS", "A"), ("29.9", "no", "HTXS", None), ("35", "yes", "HTT", None), ("30", "no", "HT", "B")],
)
def test_a_class_knows_what_others_found_of_a_unit(
    book: Book, over: str, led: str, rating: str, made: str | None
) -> None:
    """Seen failing: with every fact recorded the class was asked unit by unit, any class could answer."""
    filled(book)
    assert set(classes(book).values()) == {None}
    answers(book, over, led, rating)
    assert set(classes(book).values()) == {made}
    assert of_verifier(book) == classes(book)
    book.store.undo()
    assert classes(book)[UNITS[-1]] is None


@pytest.mark.parametrize("kind", ["classes/1", "classes/2"])
def test_an_earlier_number_of_the_rule_keeps_its_meaning(book: Book, kind: str) -> None:
    filled(book, replace(CLASSES, kind=kind))
    answers(book)
    assert set(classes(book).values()) == {None} and of_verifier(book) == classes(book)
    assert book.findings.class_facts(YEAR) == {}


def test_what_the_book_works_out_goes_before_what_was_recorded(book: Book) -> None:
    when = {"fact": "tasks-done", "ge": 80}
    bands = [{**BANDS[0], "when": when}, BANDS[1]]
    filled(book, Rule("loai", "classes/3", cite="Điều 9", spec={"bands": bands}))
    book.findings.put(YEAR, "u1", "90", "tasks-done")
    book.findings.put(YEAR, "u2", "90", "tasks-done")
    book.following.report_progress(YEAR, "u2", "2025-12-31", 3, registered=4)
    assert (classes(book)["u1"], classes(book)["u2"]) == ("A", None)
    assert of_verifier(book) == classes(book)


@pytest.mark.parametrize(("choice", "came", "made"), [("moves", 15, "A"), ("moves", 16, "B"), ("stays", 15, "B")])
def test_days_late_of_a_class_count_from_the_last_day_as_it_was_decided(
    book: Book, choice: str, came: int, made: str
) -> None:
    """Seen failing: the program counted from the Monday, the verifier from the Saturday."""
    bands = [{**BANDS[0], "from": 0, "when": {"fact": "self-score-days-late", "le": 0}}]
    bands.append({"class": "B", "label": "Đạt", "from": 0, "when": {"fact": "self-score-days-late", "ge": 1}})
    filled(book, Rule("loai", "classes/3", cite="Điều 9", spec={"bands": bands}))
    stage = book.years.stages(YEAR)[0].key
    book.years.put_deadline(Deadline(YEAR, "han", "Nộp phiếu", f"{YEAR}-12-13", stage=stage))
    for unit in UNITS:
        book.scores.receive(SheetAt(YEAR, unit, stage), f"{YEAR}-12-{came}")
    book.decisions.answer(moves_question(YEAR), choice, "Hội nghị thống nhất", year=YEAR)
    assert set(classes(book).values()) == {made} and of_verifier(book) == classes(book)


@pytest.mark.parametrize(("choice", "made"), [("working", "A"), ("calendar", "B"), ("", "B")])
def test_days_late_of_a_class_are_working_days_where_that_was_decided(book: Book, choice: str, made: str) -> None:
    """Due on a Thursday, come on the Monday: 2 working days, 4 of the calendar; one rule for program and verifier."""
    bands = [{**BANDS[0], "from": 0, "when": {"fact": "self-score-days-late", "le": 2}}]
    bands.append({"class": "B", "label": "Đạt", "from": 0, "when": {"fact": "self-score-days-late", "gt": 2}})
    filled(book, Rule("loai", "classes/3", cite="Điều 9", spec={"bands": bands}))
    stage = book.years.stages(YEAR)[0].key
    book.years.put_deadline(Deadline(YEAR, "han", "Nộp phiếu", f"{YEAR}-12-11", stage=stage))
    for unit in UNITS:
        book.scores.receive(SheetAt(YEAR, unit, stage), f"{YEAR}-12-15")
    assert [one.key for one in book.decisions.open_questions(YEAR)].count("deadline.days") == 1
    if choice:
        book.decisions.answer(days_question(YEAR), choice, "Hội nghị thống nhất", year=YEAR)
    assert set(classes(book).values()) == {made} and of_verifier(book) == classes(book)


def test_the_ranking_on_paper_says_what_classes_rest_on_and_who_said_so(book: Book) -> None:
    filled(book)
    book.findings.put(YEAR, "u1", "35", "tasks-over", document="12/BC", date="2025-12-05")
    notes = "\n".join(ranking.gather(book, YEAR).notes)
    assert "Tỷ lệ nhiệm vụ hoàn thành vượt mức (%): Đơn vị u1 35 (theo 12/BC ngày 05/12/2025)." in notes
    assert "Tỷ lệ nhiệm vụ hoàn thành vượt mức (%): chưa ghi cho Đơn vị u2, Đơn vị u3." in notes


def test_what_a_class_of_a_closed_year_rests_on_stays(book: Book, tmp_path: Path) -> None:
    """A level of completion, or whatever no class of the year asks, still comes in after the closing, by every door.
    Seen failing: a document brought in what made a class of the closed year."""
    bands = [{**BANDS[0], "when": {"fact": "tasks-over", "ge": 30}}, BANDS[1]]
    filled(book, Rule("loai", "classes/3", cite="Điều 9", spec={"bands": bands}))
    book.years.mark(YEAR, "closed")
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        book.findings.put(YEAR, "u1", "35", "tasks-over")
    row = {"year": YEAR, "holder": "u1", "kind": "tasks-over", "value": "35"}
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        interchange.import_into(book, interchange.export_book(book) | {"rating": [row]})
    interchange.import_into(book, interchange.export_book(book) | {"rating": [{**row, "kind": "backlog"}]})
    book.findings.put(YEAR, "u1", "HTXS")
    book.findings.put(YEAR, "u1", "2", "initiatives")
    with create_book(tmp_path / "b.sokhoi", "Khối", clock=Clock("2027-01-10"), key_source=keys()) as other:
        interchange.import_into(other, {**interchange.export_book(book), "rating": [row]})


@pytest.mark.parametrize(
    ("kind", "value", "refused"),
    [
        ("tasks-over", "nhiều", "value_bad"),
        ("tasks-over", "3,50", "value_bad"),
        ("disunity", "x", "value_bad"),
        ("disunity", "", "no_value"),
        ("tasks-over", " ", "no_value"),
        ("rating", "", "no_value"),
    ],
)
def test_no_door_lets_in_a_value_that_its_fact_cannot_have(
    book: Book, tmp_path: Path, kind: str, value: str, refused: str
) -> None:
    """Seen failing: a document brought in "nhiều", and nothing said of a yes or no was a no."""
    filled(book)
    document = interchange.export_book(book)
    document["rating"] = [{"year": YEAR, "holder": "u1", "kind": kind, "value": value}]
    with (
        create_book(tmp_path / "b.sokhoi", "Khối", clock=Clock("2027-01-10"), key_source=keys()) as other,
        pytest.raises(BadInput, match=rf"finding\.{refused}") as found,
    ):
        interchange.import_into(other, document)
    assert f"“{wording(kind)}”" in sentence(found.value)


NUMBERS = sorted(kind for kind, fact in CATALOGUE.items() if fact.type == "number")
DOORS = ("act", "document", "row")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", NUMBERS)
def test_only_a_fact_that_may_be_negative_is_recorded_so(book: Book, tmp_path: Path, kind: str, door: str) -> None:
    """Seen failing: −3 tasks late went in by every door, and a class was given by it."""
    book.years.open(YEAR)
    book.members.add("Đơn vị u1", key="u1", year=YEAR)
    row = {"year": YEAR, "holder": "u1", "kind": kind, "value": "-0.5"}

    def write() -> None:
        if door == "act":
            book.findings.put(YEAR, "u1", "-0.5", kind)
        elif door == "row":
            with book.store.operation("test") as tx:
                tx.insert("rating", row)
        else:
            interchange.import_into(book, interchange.export_book(book) | {"rating": [row]})

    if kind in MAY_BE_NEGATIVE:
        write()
        assert [one.value for one in book.findings.all(YEAR)] == ["-0.5"]
        return
    with pytest.raises(BadInput) as refused:
        write()
    assert refused.value.code == "finding.negative"
    assert "không thể âm (-0.5)" in sentence(refused.value) and kind not in sentence(refused.value).split()
    assert not book.findings.all(YEAR)
    book.findings.put(YEAR, "u1", "0", kind)


def test_facts_that_may_be_negative_are_numbers_of_the_catalogue() -> None:
    assert set(NUMBERS) >= MAY_BE_NEGATIVE and not MAY_BE_NEGATIVE & OF_OTHERS


def test_the_shipped_pack_of_the_party_needs_no_question(book: Book) -> None:
    """Every condition of its classes is recorded or worked out: 95 points are the best class, 60 the third."""
    pack = Path("resources/regulations/qd366-dang.toml").read_text(encoding="utf-8")
    rule = next(one for one in load_pack(pack)[1] if one.kind.startswith("classes/"))
    fill(book, RANKING, FINAL, rule)
    for unit in UNITS:
        score(book, unit, "2", 3, 1)
    asked = book.findings.class_facts(YEAR)
    assert asked["leaders-disciplined"] == "thành viên lãnh đạo bị kỷ luật", "as its text says, not the head alone"
    assert list(asked) == ["tasks-on-time", "tasks-over", "leaders-disciplined", "shortcomings-fixed", "tasks-late"]
    values = dict.fromkeys(asked, "100") | {"leaders-disciplined": "no", "tasks-late": "0"}
    for kind, value in values.items():
        book.findings.put(YEAR, "u1", value, kind)
    assert book.standing.ranking(YEAR).classing("u1").final == "KHT"  # type: ignore[union-attr]  # 9 of 10 points
    facts: Callable[[str], object] = book.standing.facts(YEAR, "u1").get
    assert {facts(kind) for kind in asked} == {Fraction(100), False, Fraction(0)}


@pytest.mark.parametrize("fact", [{"fact": "streak", "of": "HTXS", "ge": 2}, {"fact": "months-worked", "ge": 9}])
def test_a_rule_whose_condition_nothing_supplies_is_not_adopted(book: Book, fact: dict[str, object]) -> None:
    bands = [{**BANDS[0], "when": {"any": [{"fact": "rank", "le": 3}, fact]}}, BANDS[1]]
    rule = Rule("loai", "classes/3", cite="Điều 9", spec={"bands": bands})
    (fault,) = check_rule(rule)
    assert (fault.code, fault.place, fault.facts) == (
        "rule.fact_without_source",
        "bands[0].when",
        {"fact": fact["fact"]},
    )
    book.years.open(YEAR)
    with pytest.raises(RuleViolation, match=r"rule\.faulty"):
        book.regulations.adopt(YEAR, Regulation("quy-che", "Quy chế"), [rule])


def test_what_a_rule_of_classes_may_ask_has_its_source(book: Book) -> None:
    assert {*scored._SOURCES, "registered", "pledged"} == OF_THE_YEAR
    assert set(WorkFacts(book, YEAR, "u1")) <= OF_OTHERS


def test_facts_that_others_find_are_facts_of_the_catalogue() -> None:
    assert set(CATALOGUE) >= OF_OTHERS
    assert {kind for kind in OF_OTHERS if CATALOGUE[kind].type != V.RECORDED[kind]} == {"rating"}
    assert set(V.RECORDED) == OF_OTHERS


@pytest.mark.parametrize(
    ("kind", "scope", "choice", "made"),
    [
        ("class-quota/2", "noi-troi", "", ["A", "B", "B"]),
        ("class-quota/2", "noi-troi", "hm-1", ["A", "B", "B"]),
        ("class-quota/2", "noi-troi", "hm-2", ["A", "A", "B"]),
        ("class-quota/2", "", "", ["A", "A", "A"]),
        ("class-quota/1", "noi-troi", "", ["A", "B", "B"]),
    ],
)
def test_of_two_limits_of_one_class_one_is_applied_and_an_exception_is_opened_by_a_decision(
    book: Book, kind: str, scope: str, choice: str, made: list[str]
) -> None:
    """Seen failing: QĐ 366's 25 % came after its 20 %, so that it never opened; two limits for everybody are asked."""
    bands = [{"class": "A", "label": "Tốt", "from": 0}, {"class": "B", "label": "Đạt", "to": 0}]
    spec = {"class": "A", "below": "B", "reason": "đã đủ"}
    first = Rule("hm-1", kind, cite="QĐ 366", spec={**spec, "max": 1})
    second = Rule("hm-2", kind, scope or None, cite="QĐ 366", spec={**spec, "max": 2})
    filled(book, Rule("loai", "classes/3", cite="Điều 9", spec={"bands": bands}), first, second)
    for n, unit in enumerate(UNITS):
        score(book, unit, "3", 3 - n, n)
    asked = [one for one in book.decisions.open_questions(YEAR) if one.key == "rule.several"]
    assert len(asked) == (kind == "class-quota/2")
    said = [Names(book, YEAR).about(one.key, one.subject) for one in asked]
    assert said == ["Giới hạn số đơn vị của một loại, Tốt" for _ in asked]
    if choice:
        book.decisions.answer(asked[0], choice, "Cấp có thẩm quyền quyết định", year=YEAR)
    ranked = {place.unit: place.rank for place in book.standing.ranking(YEAR).places}
    found = classes(book)
    assert [found[unit] for unit in sorted(found, key=lambda unit: ranked[unit] or 0)][: len(made)] == made
    assert of_verifier(book) == found
