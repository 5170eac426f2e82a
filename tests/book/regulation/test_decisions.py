"""Questions and answers: an answer is tied to the facts it rested on and stops applying when they change."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from models.book.book import Book
from models.rules.errors import Refusal, RuleViolation
from models.rules.number import questions
from models.rules.number.questions import Option, Question

TIE = Question(
    "rank.tie",
    "2025/btc,mttq",
    "xep-hang@1",
    "Điều 6 khoản 1",
    "Bằng điểm xếp hạng thì bỏ phiếu kín.",
    (Option("btc", "Ban Tổ chức"), Option("mttq", "Ủy ban MTTQ")),
    {"points": Fraction("93.4"), "units": ["btc", "mttq"]},
)


@pytest.fixture
def year(book: Book) -> int:
    return book.years.open(2025)


def test_an_answer_applies_and_is_recorded_whole(book: Book, year: int) -> None:
    mai = book.people.add("Tô Thị Mai")
    book.people.sign_in(mai)
    key = book.decisions.answer(
        TIE, ["mttq", "btc"], "Bỏ phiếu lần 2", "Hội nghị tổng kết", "Biên bản 19/12", "2025-12-19", year=year
    )
    (found,) = book.decisions.all(year)
    assert questions.answer((found,), TIE) == found
    assert (found.key, found.choice, found.rule, found.recorder) == (key, ["mttq", "btc"], "xep-hang@1", mai)
    assert (found.body, found.document, found.date) == ("Hội nghị tổng kết", "Biên bản 19/12", "2025-12-19")
    assert book.journal.line(book.store.last_seq).text == "Ghi quyết định: Ủy ban MTTQ, Ban Tổ chức"
    assert book.decisions.all(2024) == ()


def test_it_is_stale_when_the_facts_change_until_confirmed(book: Book, year: int) -> None:
    key = book.decisions.answer(TIE, "mttq", "Bỏ phiếu", year=year)
    changed = replace(TIE, facts={"points": Fraction("93.5"), "units": ["btc", "mttq"]})
    assert questions.answer(book.decisions.all(year), changed) is None
    with pytest.raises(RuleViolation, match=r"decision\.not_stale"):
        book.decisions.confirm(key, TIE)
    book.decisions.confirm(key, changed)
    for question in (TIE, changed):
        assert questions.answer(book.decisions.all(year), question) is not None


def test_a_stale_answer_may_be_answered_anew(book: Book, year: int) -> None:
    first = book.decisions.answer(TIE, "mttq", "Bỏ phiếu", year=year)
    changed = replace(TIE, facts={"points": 1})
    second = book.decisions.answer(changed, "btc", "Bỏ phiếu lại", year=year)
    assert [one.key for one in book.decisions.all(year)] == [second]
    assert {one.decision.key for one in book.decisions.recorded(year, superseded=True)} == {first, second}
    assert book.decisions.get(second).supersedes == first


def test_replacing_keeps_the_former_decision_readable(book: Book, year: int) -> None:
    first = book.decisions.answer(TIE, "mttq", "Bỏ phiếu", year=year)
    second = book.decisions.replace(first, TIE, "btc", "Ban kiểm phiếu đếm lại")
    assert [one.choice for one in book.decisions.all(year)] == ["btc"]
    assert book.decisions.get(first).decision.choice == "mttq"
    with pytest.raises(RuleViolation, match=r"decision\.superseded_already"):
        book.decisions.replace(first, TIE, "mttq", "Lần nữa")
    with pytest.raises(RuleViolation, match=r"decision\.other_question"):
        book.decisions.replace(second, replace(TIE, subject="2025/ttr"), "btc", "Khác")


@pytest.mark.parametrize(
    ("choice", "reason", "code"),
    [
        ("ttr", "Vì vậy", "decision.choice_unknown"),
        (["mttq", "mttq"], "Vì vậy", "decision.choice_unknown"),
        ([], "Vì vậy", "decision.choice_unknown"),
        ("mttq", "  ", "decision.reason_missing"),
    ],
)
def test_refusals(book: Book, year: int, choice: object, reason: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        book.decisions.answer(TIE, choice, reason, year=year)
    assert refused.value.code == code
    assert book.decisions.all() == ()


def test_one_question_has_one_answer(book: Book, year: int) -> None:
    key = book.decisions.answer(TIE, "mttq", "Bỏ phiếu", year=year)
    with pytest.raises(RuleViolation, match=r"decision\.answered_already") as refused:
        book.decisions.answer(TIE, "btc", "Khác", year=year)
    assert refused.value.facts["decision"] == key


def test_a_closed_year_takes_no_answers(book: Book, year: int) -> None:
    key = book.decisions.answer(TIE, "mttq", "Bỏ phiếu", year=year)
    with book.store.operation("close-year") as tx:
        tx.update("bloc_year", 2025, state="closed")
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        book.decisions.replace(key, TIE, "btc", "Khác")
    with pytest.raises(RuleViolation, match=r"year\.closed"):
        book.decisions.confirm(key, replace(TIE, facts={}))


def test_open_questions_come_from_the_areas_and_go_when_answered(book: Book, year: int) -> None:
    for key, name in (("a", "Sở A"), ("b", "Sở B")):
        book.members.add(name, key=key, year=year)
    book.members.merge("2025-03-01", ["a", "b"], "b", key="sn")
    assert book.decisions.open_questions(year) == ()
    book.members.split("2025-07-01", "b", ["b", book.members.add("Sở C", key="c", active_from="2025-07-01")])
    (question,) = book.decisions.open_questions(year)
    assert question.subject.endswith("/c")
    key = book.decisions.answer(question, "none", "Thành lập mới", year=year)
    assert book.decisions.open_questions(year) == ()
    assert book.decisions.stale(year) == ()
    with pytest.raises(RuleViolation, match=r"decision\.not_stale"):
        book.decisions.confirm(key)


def test_a_decision_is_confirmed_and_answered_anew_on_the_question_as_it_stands_today(book: Book, year: int) -> None:
    for key, name in (("a", "Sở A"), ("b", "Sở B")):
        book.members.add(name, key=key, year=year)
    book.members.merge("2025-03-01", ["a", "b"], "b", key="sn")
    parts = [book.members.add(f"Sở {key}", key=key, active_from="2025-07-01") for key in "cd"]
    book.members.split("2025-07-01", "b", ["b", *parts])
    decided = {
        question.subject: book.decisions.answer(question, "none", "Thành lập mới", year=year)
        for question in book.decisions.open_questions(year)
    }
    assert len(decided) == 2
    for subject, key in decided.items():
        asked = book.decisions.question_of(key)
        assert asked is not None and asked.subject == subject and "none" in [one.key for one in asked.options]
        with book.store.operation("test") as tx:
            tx.update("decision", key, facts_digest="other facts")
    first, second = decided.values()
    book.decisions.confirm(second)
    assert [one.decision.key for one in book.decisions.stale(year)] == [first]
    with pytest.raises(RuleViolation, match=r"decision\.not_stale"):
        book.decisions.confirm(second)


def test_a_decision_can_be_replaced_though_nothing_asks_its_question_any_more(book: Book, year: int) -> None:
    key = book.decisions.answer(TIE, ["mttq", "btc"], "Bỏ phiếu", year=year)
    question = book.decisions.question_of(key)
    assert question is not None
    assert (question.key, question.subject, question.rule) == (TIE.key, TIE.subject, TIE.rule)
    assert [option.key for option in question.options] == ["mttq", "btc"]
    second = book.decisions.replace(key, question, ["btc", "mttq"], "Đọc lại biên bản")
    (found,) = book.decisions.all(year)
    assert (found.key, found.choice) == (second, ["btc", "mttq"])
    assert questions.answer((found,), TIE) == found, "it rests on the same facts as the one it replaces"


def test_a_relief_is_replaced_at_its_cell(book: Book, year: int) -> None:
    relief = Question("score.relief", "2025.btc.tu-cham/I.1/han", None, "", "", (), {})
    key = book.decisions.answer(relief, {"until": "2025-12-01"}, "Bão", year=year)
    assert book.decisions.question_of(key) is None
    with pytest.raises(RuleViolation, match=r"decision\.unknown"):
        book.decisions.question_of("khong-co")
