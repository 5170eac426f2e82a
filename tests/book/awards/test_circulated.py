"""What was decided in writing stands as the decision on its award lines, by the share their ballot needs."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.book.meetings.circulations import AwardLine
from models.exchange import interchange
from models.rules.errors import Refusal
from models.rules.place.regulation import Regulation
from printing.content.awards import _bases
from printing.content.letters import circulation as paper
from printing.content.letters.letter import Annex
from printing.content.reading import Source
from tests.book.awards.rules import RULES, rule, title
from tests.book.conftest import Clock
from tests.rules import practice as practice_rules

YEAR, SENT, DUE = 2025, "2025-11-03", "2025-11-10"
ALL = {"way": "acclaim", "op": "ge", "base": "all-members", "written": "count"}
SHARES = (
    rule("phieu-co", "vote/1", "award:CO", {**ALL, "percent": 80}),
    rule("hoi-dong", "vote/1", "award:BK", {**ALL, "percent": 90, "body": "council"}),
)
HANDS = next(one for one in practice_rules.VOTING if one.key == "gio-tay")


@pytest.fixture
def bloc(book: Book) -> Book:
    book.years.open(YEAR)
    for unit in "abcde":
        book.members.add(f"Đơn vị {unit.upper()} tỉnh", f"Đơn vị {unit.upper()}", key=unit, year=YEAR)
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), (*RULES, *SHARES, HANDS))
    for unit in "ab":
        book.awards.propose(YEAR, "CO", unit, key=f"co.{unit}")
    return book


def line(unit: str, title: str = "CO") -> AwardLine:
    return AwardLine(title, f"Đơn vị {unit.upper()}", unit)


def decided(book: Book, says: str, *lines: AwardLine, key: str = "y", on: str = DUE) -> None:
    book.circulations.put(YEAR, "Đề nghị tặng Cờ thi đua", SENT, DUE, awards=lines, key=key)
    for unit, one in zip("abcde", says, strict=True):
        book.circulations.receive(key, unit, {"a": "agree", "o": "other"}[one], SENT, text="x" if one == "o" else None)
    book.circulations.close(key, on)


def vote(book: Book, unit: str) -> tuple[str, str | None]:
    judged = book.awards.judge(YEAR, "CO", unit)
    return judged.result, judged.clauses[0].own


def test_agreement_in_writing_decides_the_lines_it_was_about_and_no_other(bloc: Book) -> None:
    assert vote(bloc, "a")[0] == "unknown"
    decided(bloc, "aaaao", line("a"))
    result, own = vote(bloc, "a")
    assert result == "eligible" and own is not None
    assert "04/05 đồng ý" in own and "lấy ý kiến bằng văn bản “Đề nghị tặng Cờ thi đua”" in own
    assert bloc.awards.step(bloc.awards.proposal("co.a")) == "judged"
    assert vote(bloc, "b")[0] == "unknown"
    assert "Căn cứ kết quả lấy ý kiến bằng văn bản về đề nghị tặng Cờ thi đua ngày 10/11/2025" in _bases(
        Source(bloc, YEAR, "2025-12-01")
    )
    bloc.store.undo()
    assert vote(bloc, "a")[0] == "unknown"


def test_a_proposal_is_judged_once_every_vote_its_rule_asks_for_has_passed(bloc: Book) -> None:
    votes = [{"fact": "approved-by-vote", "of": title} for title in ("CO", "BK")]
    both = {"award": "CO", "holder": "collective", "when": {"all": votes}}
    bloc.regulations.revise(YEAR, {"dk-co": rule("dk-co", "eligibility/1", "award:CO", both)}, "thêm phiếu")
    decided(bloc, "aaaaa", line("a"))
    assert [one.met for one in bloc.awards.judge(YEAR, "CO", "a").clauses] == [True, None]
    assert bloc.awards.step(bloc.awards.proposal("co.a")) == "planned"


def test_the_share_is_that_of_the_awards_ballot_not_of_a_show_of_hands(bloc: Book) -> None:
    decided(bloc, "aaaoo", line("a"))
    result = bloc.circulations.result("y")
    assert not result.outcome.passes and result.outcome.need == 4  # type: ignore[union-attr]
    assert vote(bloc, "a")[0] == "not-eligible"
    assert not [text for text in _bases(Source(bloc, YEAR, "2025-12-01")) if "văn bản" in text]


def test_a_share_of_the_council_is_not_the_blocs(bloc: Book) -> None:
    bloc.awards.propose(YEAR, "BK", "c", key="bk.c")
    decided(bloc, "aaaoo", line("c", "BK"))
    result = bloc.circulations.result("y")
    assert result.outcome.passes and result.outcome.need == 3  # type: ignore[union-attr]


def test_lines_two_rules_decide_are_sent_apart_and_none_stands_twice(bloc: Book) -> None:
    before = bloc.store.canonical()
    for lines, code in (
        ((line("a"), line("c", "BK")), "circulation.rules_differ"),
        ((line("a"), line("a")), "circulation.award_twice"),
        ((line("z"),), "unit.not_member"),
    ):
        with pytest.raises(Refusal) as caught:
            bloc.circulations.put(YEAR, "Đề nghị", SENT, DUE, awards=lines)
        if code == "circulation.rules_differ":
            assert caught.value.facts == {"first": "Danh hiệu CO", "second": "Danh hiệu BK"}
        assert caught.value.code == code and bloc.store.canonical() == before


def test_a_rule_adopted_later_that_parts_the_lines_is_said_when_closing_and_stops_no_other_page(
    bloc: Book, clock: Clock
) -> None:
    bloc.circulations.put(YEAR, "Đề nghị", SENT, DUE, awards=(line("a", "BK"), line("b", "GK")), key="y")
    clock.to("2025-11-20")
    before = bloc.decisions.open_questions(YEAR)
    bloc.regulations.adopt(
        YEAR,
        Regulation("qc2", "Quy chế sửa"),
        (*RULES, *SHARES, HANDS, rule("gk", "vote/1", "award:GK", {**ALL, "percent": 90})),
    )
    assert {one.key for one in bloc.decisions.open_questions(YEAR)} <= {one.key for one in before}
    with pytest.raises(Refusal, match=r"circulation\.rules_differ"):
        bloc.circulations.close("y", "2025-11-20")


def test_what_was_decided_later_stands_and_what_was_counted_stays(bloc: Book) -> None:
    decided(bloc, "aaaaa", line("a"), line("b"))
    decided(bloc, "ooooo", line("b"), key="z", on="2025-11-20")
    assert (vote(bloc, "a")[0], vote(bloc, "b")[0]) == ("eligible", "not-eligible")
    bloc.awards.remove("co.a")
    bloc.members.leave(YEAR, "e", "2025-11-01", "QĐ 1")
    assert vote(bloc, "a")[0] == "eligible"


def test_lines_stand_on_slip_and_minutes_and_come_back_from_the_document(bloc: Book) -> None:
    decided(bloc, "aaaaa", line("a"), line("b"))
    for parts in (paper.slips(bloc, YEAR, "y")[0].parts, paper.minutes(bloc, YEAR, "y")[0].parts):
        (table,) = [one.table for one in parts if isinstance(one, Annex) and one.key == "awards"]
        assert [each.cells for each in table.lines] == [
            ("1", "Danh hiệu CO", "Đơn vị A"),
            ("2", "Danh hiệu CO", "Đơn vị B"),
        ]
    document = interchange.export_book(bloc)
    assert document["circulation"][0]["awards"][0] == {"name": "Đơn vị A", "title": "CO", "unit": "a"}
    assert interchange.import_into(bloc, document) == 0


def test_of_equals_able_those_with_more_votes_have_the_places(book: Book) -> None:
    book.years.open(YEAR)
    for unit in "abcde":
        book.members.add(f"Đơn vị {unit.upper()} tỉnh", f"Đơn vị {unit.upper()}", key=unit, year=YEAR)
    half = rule("phieu-gk", "vote/1", "award:GK", {**ALL, "percent": 50})
    two = rule("so-gk", "award-quota/1", "award:GK/individual", {"award": "GK", "max": 2, "order": "votes"})
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), (title("GK", "individual"), half, two))
    who = {name: book.history.person("a", f"Người {name}") for name in ("an", "binh", "chi")}
    for person in who.values():
        book.awards.propose(YEAR, "GK", "a", person)
    said = {"an": "aaaoo", "binh": "aaaao", "chi": "aaaaa"}
    for name, says in said.items():
        (made,) = book.awards.lists(YEAR)
        assert (made.suggested, made.passed_over) == ((), ()), "the order is not known before every vote is"
        decided(book, says, AwardLine("GK", f"Người {name}", "a", who[name]), key=name)
    (made,) = book.awards.lists(YEAR)
    assert set(made.suggested) == {who["binh"], who["chi"]}
    assert [(one.unit, one.reason) for one in made.passed_over] == [(who["an"], "được ít phiếu đồng ý hơn")]
