"""Decisions taken in writing: sent, due, received, counted once, standing on the members of the day they were sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.book.book import Book
from models.book.meetings import vote_words
from models.rules.act.circulating import Circulated
from models.rules.errors import RuleViolation
from printing.catalogue import PAPERS
from printing.content.letters import circulation as paper
from printing.content.letters.letter import Annex, Para
from tests.book.meetings.bloc import UNITS, code

SENT, DUE = "2025-11-03", "2025-11-10"


def sent(book: Book, key: str = "y") -> str:
    return book.circulations.put(2025, "Đề nghị tặng Cờ thi đua", SENT, DUE, paper="CV 12", key=key)


def answered(book: Book, says: str) -> None:
    """One letter a member in the order of the list: "aa.o" is agree, agree, nothing, other."""
    for unit, one in zip(UNITS, says, strict=False):
        if one != ".":
            word = {"a": "agree", "o": "other"}[one]
            book.circulations.receive("y", unit, word, "2025-11-05", text="Xem lại" if one == "o" else None)


def decide(book: Book, choice: str) -> None:
    rule = book.regulations.governing(2025, "vote/1", "hands", SENT)
    (asked,) = (one for one in book.decisions.open_questions(2025) if one.key == "circulation.silence")
    assert asked.rule == getattr(rule, "name", None)
    book.decisions.answer(asked, choice, "Hội nghị thống nhất", year=2025)


def test_answers_of_all_are_counted_and_stand(bloc: Book) -> None:
    sent(bloc)
    answered(bloc, "aaaao")
    before = bloc.store.canonical()
    result = bloc.circulations.close("y", "2025-11-06")
    assert (result.outcome.votes, result.outcome.base, result.other, result.silent) == (4, 5, 1, 0)
    bloc.store.undo()
    assert bloc.store.canonical() == before
    bloc.store.redo()
    bloc.members.leave(2025, "e", "2025-11-01", "QĐ 1")
    assert bloc.circulations.result("y") == result and len(bloc.circulations.members("y")) == 5


def test_silence_is_asked_once_its_day_has_passed_and_stays_as_it_was_read(bloc: Book) -> None:
    sent(bloc)
    answered(bloc, "aaa.o")
    assert code(lambda: bloc.circulations.close("y", "2025-11-09")) == "circulation.not_due"
    assert code(lambda: bloc.circulations.close("y", "2025-11-10")) == "circulation.silence_open"
    decide(bloc, "agree")
    result = bloc.circulations.close("y", "2025-11-10")
    assert (result.outcome.votes, result.outcome.base, result.silence_agrees) == (4, 5, True)
    old = next(one.key for one in bloc.decisions.all(2025) if one.question == "circulation.silence")
    question = bloc.decisions.question_of(old)
    assert question is not None
    bloc.decisions.replace(old, question, "not-agree", "Nghĩ lại", "", "", None)
    assert bloc.circulations.result("y") == result
    assert "coi là tán thành" in vote_words.circulated(result, bloc.settings.terms)


@pytest.mark.parametrize(
    ("act", "want"),
    [
        (lambda book: book.circulations.put(2025, "x", DUE, SENT), "date.backwards"),
        (lambda book: book.circulations.put(2025, " ", SENT, DUE), "name.empty"),
        (lambda book: book.circulations.put(2025, "x", SENT, ""), "date.bad"),
        (lambda book: book.circulations.receive("y", "a", "maybe", SENT), "circulation.says_unknown"),
        (lambda book: book.circulations.receive("y", "a", "other", SENT), "circulation.text_missing"),
        (lambda book: book.circulations.receive("y", "a", "agree", "2025-11-02"), "circulation.answer_early"),
        (lambda book: book.circulations.receive("y", "nobody", "agree", SENT), "unit.unknown"),
        (lambda book: book.circulations.drop_answer("y", "a"), "row.missing"),
        (lambda book: book.circulations.sign_minutes("y", DUE), "circulation.open"),
        (lambda book: book.circulations.get("z"), "circulation.unknown"),
    ],
)
def test_what_cannot_be_written(bloc: Book, act: Callable[[Book], object], want: str) -> None:
    sent(bloc)
    before = bloc.store.canonical()
    assert code(lambda: act(bloc)) == want
    assert bloc.store.canonical() == before


def test_it_is_not_sent_later_than_an_answer_came(bloc: Book) -> None:
    sent(bloc)
    answered(bloc, "a....")
    with pytest.raises(RuleViolation) as early:
        bloc.circulations.put(2025, "Đề nghị tặng Cờ thi đua", "2025-11-06", DUE, key="y")
    assert (early.value.code, early.value.facts) == (
        "circulation.answer_early",
        {"on": "2025-11-05", "sent": "2025-11-06"},
    )
    bloc.circulations.put(2025, "Đề nghị tặng Cờ thi đua", "2025-11-05", DUE, key="y")
    assert bloc.circulations.get("y").sent_on == "2025-11-05" and bloc.circulations.result("y") is None


def test_those_of_one_day_stand_in_the_order_they_were_written(bloc: Book) -> None:
    for key in ("z", "m", "a"):
        bloc.circulations.put(2025, f"Nội dung {key}", SENT, "2025-11-10", key=key)
    assert [one.key for one in bloc.circulations.all(2025)] == ["z", "m", "a"]


def test_counted_answers_change_no_more(bloc: Book) -> None:
    sent(bloc)
    answered(bloc, "aaaaa")
    assert code(lambda: bloc.circulations.close("y", "2025-11-04")) == "circulation.answer_late"
    bloc.circulations.close("y", "2025-11-05")
    for act in (
        lambda: bloc.circulations.receive("y", "a", "agree", "2025-11-05"),
        lambda: bloc.circulations.drop_answer("y", "a"),
        lambda: bloc.circulations.close("y", "2025-11-06"),
        lambda: bloc.circulations.remove("y"),
        lambda: bloc.circulations.put(2025, "Khác", SENT, DUE, key="y"),
    ):
        assert code(act) == "circulation.closed"
    bloc.circulations.sign_minutes("y", "2025-11-07")
    assert bloc.circulations.get("y").minutes_on == "2025-11-07"


def test_without_a_rule_of_hands_nothing_is_counted(book: Book) -> None:
    book.years.open(2025)
    book.members.add("Đơn vị A tỉnh", "Đơn vị A", key="a", year=2025)
    sent(book)
    book.circulations.receive("y", "a", "agree", SENT)
    assert code(lambda: book.circulations.close("y", SENT)) == "circulation.no_rule"


def test_its_papers_say_who_answered_what(bloc: Book) -> None:
    sent(bloc)
    assert len(paper.slips(bloc, 2025)) == 5
    answered(bloc, "aaa.o")
    assert "chưa tổng hợp" in _text(paper.minutes(bloc, 2025)[0].parts)
    decide(bloc, "not-agree")
    result = bloc.circulations.close("y", DUE)
    assert isinstance(result, Circulated)
    (made,) = paper.minutes(bloc, 2025, "y")
    text = _text(made.parts)
    assert "Tán thành 03/04" in text and "không trả lời 01 (không tính là tán thành)" in text
    table = next(part.table for part in made.parts if isinstance(part, Annex))
    assert [line.cells[3] for line in table.lines] == ["Tán thành"] * 3 + ["Không trả lời", "Ý kiến khác"]
    for key in ("phieu-lay-y-kien", "bien-ban-lay-y-kien"):
        kind = next(one for one in PAPERS if one.key == key)
        assert kind.make(bloc, year=2025, circulation="y")[:4] == b"%PDF"


def _text(parts: object) -> str:
    return " ".join(part.text for part in parts if isinstance(part, Para))  # type: ignore[attr-defined]
