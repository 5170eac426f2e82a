"""A text that amends others and is not in the book: rules that rest on what it changed, papers, dossiers one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.book.book import Book
from models.rules.errors import Refusal
from models.rules.place.regulation import Regulation, Rule
from tests.book.conftest import Clock

YEAR, SINCE = 2026, "2026-10-01"
ND = Rule("nd", "quorum/1", "awards", cite="NĐ 152/2025/NĐ-CP, Điều 4", valid_to="2027-02-28",
          spec={"op": "ge", "fraction": "2/3", "counts": ["member"]})  # fmt: skip
ENDED = Rule("cu", "quorum/1", "elect", cite="Luật 06/2022/QH15, Điều 5", valid_to="2026-09-30", spec=ND.spec)
OWN = Rule("quy-che", "quorum/1", "meeting", cite="Quy chế mẫu, Điều 8", spec=ND.spec)


@pytest.fixture
def year(book: Book, clock: Clock) -> Book:
    clock.to("2026-09-30")
    book.years.open(YEAR)
    change = next(rule for rule in book.regulations.pack("nd152-2025").rules if rule.kind == "known-change/1")
    title = Rule("co", "title/1", "title:CO/collective", cite="Luật 06/2022/QH15, Điều 26", spec={
        "name": "Cờ thi đua", "holder": "collective", "level": "province", "decided_by": "UBND tỉnh"})  # fmt: skip
    book.regulations.adopt(YEAR, Regulation("r", "Quy chế"), (change, ND, ENDED, OWN, title))
    book.members.add("Sở Nội vụ", key="snv", year=YEAR, active_from="2020-01-01")
    return book


def unsure(book: Book) -> list[str]:
    return [rule.key for rule in book.regulations.rules(YEAR) if book.citations.to_confirm(rule, YEAR)]


def test_from_the_day_on_what_rests_on_the_old_words_waits_to_be_confirmed(year: Book, clock: Clock) -> None:
    """Not a day before; never a rule that ended before it, nor one that rests on something else."""
    assert unsure(year) == [] and year.citations.awaited(YEAR) == ()
    clock.to(SINCE)
    assert unsure(year) == ["nd", "co"]
    (change,) = year.citations.awaited(YEAR)
    assert (change.number, change.since) == ("06/2026/QH16", SINCE) and "Toàn văn" in change.obtain


def test_a_year_that_was_over_before_the_change_is_left_alone(book: Book, clock: Clock) -> None:
    clock.to("2026-12-01")
    book.years.open(2025)
    book.regulations.adopt_pack(2025, "nd152-2025")
    assert book.citations.awaited(2025) == ()
    assert not any(book.citations.to_confirm(rule, 2025) for rule in book.regulations.rules(2025))


def test_a_paper_of_the_day_or_later_that_names_the_old_words_is_told_of(year: Book) -> None:
    said = ["Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15;", "Căn cứ Nghị định số 152/2025/NĐ-CP."]
    assert year.citations.in_texts(YEAR, said, "2026-09-30") == ()
    (doubt,) = year.citations.in_texts(YEAR, said, SINCE)
    assert (doubt.state, doubt.cite, doubt.by) == ("changed", "06/2022/QH15, 152/2025/NĐ-CP", "06/2026/QH16")
    assert year.citations.in_texts(YEAR, ["Căn cứ Quy chế của khối."], SINCE) == ()


def test_one_change_named_by_several_regulations_is_said_once(year: Book, clock: Clock) -> None:
    clock.to(SINCE)
    year.regulations.adopt_pack(YEAR, "khoi-mau-thuong-dung", beside=True)
    (change,) = year.citations.awaited(YEAR)
    assert change.unsure == ("152/2025/NĐ-CP",)


def test_every_shipped_pack_that_cites_the_amended_law_names_the_change(book: Book) -> None:
    """The kind: whatever pack cites a document that any shipped change amends ships that change."""
    shipped = {one.name: one.rules for one in book.regulations.packs()}
    amended = {
        document: rule.spec["number"]
        for rules in shipped.values()
        for rule in rules
        if rule.kind == "known-change/1"
        for document in rule.spec["amends"]  # type: ignore[union-attr, attr-defined]  # texts
    }
    own = {
        pack: {rule.spec["number"] for rule in rules if rule.kind == "known-change/1"}
        for pack, rules in shipped.items()
    }
    cited = {
        pack: {number for rule in rules for document, number in amended.items() if document in rule.cite}
        for pack, rules in shipped.items()
    }
    assert {pack for pack, numbers in cited.items() if numbers} >= {"nd152-2025", "bac-ninh-86-2025", "ha-noi-71-2025"}
    assert {pack: numbers - own[pack] for pack, numbers in cited.items() if numbers - own[pack]} == {}


def test_each_dossier_goes_by_the_day_it_was_received(year: Book, clock: Clock) -> None:
    awards = year.awards
    one = awards.propose(YEAR, "CO", "snv")
    assert awards.texts(awards.proposal(one)) == ()
    clock.to("2026-11-02")
    (open_,) = awards.texts(awards.proposal(one))
    assert open_.text == "open"
    awards.say_text(one, "2026-09-30")
    assert awards.texts(awards.proposal(one))[0].text == "former"
    awards.say_text(one, SINCE)
    assert awards.texts(awards.proposal(one))[0].text == "newer"
    with pytest.raises(Refusal, match=r"dossier\.newer_already"):
        awards.say_text(one, SINCE, "có lợi hơn")
    awards.say_text(one, "2026-09-30", "Tiêu chuẩn mới không đòi sáng kiến")
    (chosen,) = awards.texts(awards.proposal(one))
    assert (chosen.text, chosen.reason) == ("newer", "Tiêu chuẩn mới không đòi sáng kiến")
    year.store.undo()
    assert awards.texts(awards.proposal(one))[0].text == "newer" and awards.texts(awards.proposal(one))[0].reason == ""


def test_a_dossier_received_after_the_year_was_closed_is_said_all_the_same(year: Book, clock: Clock) -> None:
    """The competent body has it in the winter after: the closed year's row stays, as with the end of a proposal."""
    one = year.awards.propose(YEAR, "CO", "snv")
    year.years.mark(YEAR, "closed")
    clock.to("2027-01-20")
    rows = year.store.rows("proposal")
    year.awards.say_text(one, "2026-09-30", "Tiêu chuẩn mới không đòi sáng kiến")
    (found,) = year.awards.texts(year.awards.proposal(one))
    assert (found.text, found.received) == ("newer", "2026-09-30") and year.store.rows("proposal") == rows


def test_what_no_change_lets_choose_is_refused_with_what_is_so(year: Book, clock: Clock) -> None:
    """Received before a change that is not said to be more favourable is not received after it; each names its own."""
    (first, *_) = year.regulations.rules(YEAR)
    other = replace(
        first, key="khac", valid_from="2026-10-15", spec={**first.spec, "number": "9/2026/NĐ-CP", "favourable": False}
    )
    year.regulations.add_rule(YEAR, other, "Nghị định mới")
    one = year.awards.propose(YEAR, "CO", "snv")
    clock.to("2026-11-02")
    for received, code, number in (
        ("2026-10-10", "dossier.not_favourable", "9/2026/NĐ-CP"),
        ("2026-10-20", "dossier.newer_already", "06/2026/QH16, 9/2026/NĐ-CP"),
    ):
        with pytest.raises(Refusal) as refused:
            year.awards.say_text(one, received, "có lợi hơn")
        assert (refused.value.code, refused.value.facts) == (code, {"number": number})
    year.awards.say_text(one, "2026-09-30", "có lợi hơn")
    assert [text.text for text in year.awards.texts(year.awards.proposal(one))] == ["newer", "former"]


@pytest.mark.parametrize(
    ("received", "favourable", "code"),
    [(None, "có lợi hơn", "dossier.no_day"), ("2026-11-03", None, "date.future"), ("2026-9-1", None, "date.bad")],
)
def test_a_dossier_is_not_said_otherwise(
    year: Book, clock: Clock, received: str | None, favourable: str | None, code: str
) -> None:
    one = year.awards.propose(YEAR, "CO", "snv")
    clock.to("2026-11-02")
    with pytest.raises(Refusal) as refused:
        year.awards.say_text(one, received, favourable)
    assert refused.value.code == code


def test_a_dossier_decided_before_the_change_and_a_year_without_one_are_not_asked(year: Book, clock: Clock) -> None:
    one = year.awards.propose(YEAR, "CO", "snv")
    year.awards.approve([one], "Quyết định số 1", "2026-09-20")
    clock.to("2026-11-02")
    assert year.awards.texts(year.awards.proposal(one)) == ()
    with pytest.raises(Refusal, match=r"dossier\.no_change"):
        year.awards.say_text(one, "2026-09-01")
