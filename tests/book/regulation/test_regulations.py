"""Adopting, amending and looking up regulations: revisions are immutable, one rule governs on a day or it is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.book.book import Book
from models.book.regulation import regulations
from models.rules.errors import Refusal, RuleViolation
from models.rules.number.questions import Question
from models.rules.place.regulation import Regulation, Rule

PACK = """
[regulation]
key = "quy-che-mau"
name = "Quy chế hoạt động của khối"
number = "01/QC-KTĐ"
issued_on = 2025-03-20
valid_from = 2025-01-01

[[rule]]
key = "co-thi-dua"
kind = "vote/1"
scope = "flag"
cite = "Điều 8 khoản 2"
quote = "Cờ thi đua phải được từ 80% tổng số thành viên đồng ý."
[rule.spec]
way = "acclaim"
op = "ge"
percent = 80
base = "all-members"
written = "count"

[[rule]]
key = "tu-cham-qua"
kind = "flag-self-over/1"
cite = "Điều 7"
[rule.spec]
over = 5
compared_with = "appraisal"
"""
HALF = {"op": "ge", "fraction": "1/2", "counts": ["member", "substitute"]}
FLAG = {"way": "acclaim", "op": "ge", "percent": "90", "base": "all-members", "written": "count"}


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of shipped packs with one in it."""
    folder = tmp_path / "regulations"
    folder.mkdir()
    (folder / "mau.toml").write_text(PACK, encoding="utf-8")
    monkeypatch.setattr(regulations, "SHIPPED", folder)
    return folder


@pytest.fixture
def year(book: Book, shipped: Path) -> int:
    book.years.open(2025)
    book.regulations.adopt_pack(2025, "mau")
    return 2025


def test_the_packs_that_come_with_the_program_can_be_read(book: Book) -> None:
    assert {pack.name for pack in book.regulations.packs()} == {
        path.stem for path in regulations.SHIPPED.glob("*.toml")
    }


def test_a_pack_is_copied_into_the_book(book: Book, year: int, shipped: Path) -> None:
    own = book.regulations.of_year(year)
    assert own is not None
    assert (own.key, own.number, own.revision, own.adopted_on) == ("quy-che-mau", "01/QC-KTĐ", 1, "2025-12-05")
    (shipped / "mau.toml").unlink()
    assert [rule.name for rule in book.regulations.rules(year)] == ["co-thi-dua@1", "tu-cham-qua@1"]
    with pytest.raises(Refusal, match=r"regulation\.pack_unknown"):
        book.regulations.adopt_pack(year, "mau")


def test_the_same_text_is_kept_once_and_another_beside_it(book: Book, year: int, shipped: Path) -> None:
    book.years.open(2026)
    assert book.regulations.adopt_pack(2026, "mau") == "quy-che-mau"
    (shipped / "mau.toml").write_text(PACK.replace("percent = 80", "percent = 75"), encoding="utf-8")
    (change,) = book.regulations.differences(2026, "mau")
    assert (change.key, change.fields) == ("co-thi-dua", ("spec.percent",))
    new = book.regulations.adopt_pack(2026, "mau")
    assert new != "quy-che-mau"
    found = [book.regulations.governing(one, "vote/1", "flag") for one in (2025, 2026)]
    assert [str(rule.spec["percent"]) for rule in found if isinstance(rule, Rule)] == ["80", "75"]


def test_amending_makes_a_revision_and_keeps_the_old_wording_for_its_days(book: Book, year: int) -> None:
    key = book.regulations.amend(year, "co-thi-dua", FLAG, "Hội nghị sửa Quy chế", "Nghị quyết số 2", "2025-07-01")
    own = book.regulations.of_year(year)
    assert own is not None
    assert (own.key, own.revision, own.supersedes, own.document) == (key, 2, "quy-che-mau", "Nghị quyết số 2")
    found = [book.regulations.governing(year, "vote/1", "flag", day) for day in ("2025-06-30", "2025-07-01")]
    assert [(rule.name, str(rule.spec["percent"])) for rule in found if isinstance(rule, Rule)] == [
        ("co-thi-dua.r1@2", "80"),
        ("co-thi-dua@2", "90"),
    ]
    assert [rule.name for rule in book.regulations.rules_of("quy-che-mau")] == ["co-thi-dua@1", "tu-cham-qua@1"]
    book.store.undo()
    again = book.regulations.of_year(year)
    assert again is not None and again.revision == 1


def test_a_rule_that_begins_later_is_replaced(book: Book, year: int) -> None:
    book.regulations.amend(year, "co-thi-dua", FLAG, "Sửa từ đầu năm", None, "2025-01-01")
    assert [rule.key for rule in book.regulations.rules(year)] == ["co-thi-dua", "tu-cham-qua"]


@pytest.mark.parametrize("day", ["2026-01-01", "2026-03-01"])
def test_a_rule_amended_after_its_end_keeps_its_days(book: Book, year: int, day: str) -> None:
    """The new wording begins on its own day and is not bound by the end of the old one."""
    own = book.regulations.of_year(year)
    assert own is not None
    old = next(rule for rule in book.regulations.rules_of(own.key) if rule.key == "co-thi-dua")
    book.regulations.revise(year, {old.key: replace(old, valid_to="2025-12-31")}, "Hết hiệu lực cuối năm")
    book.regulations.amend(year, old.key, FLAG, "Sửa cho năm sau", None, day)
    before = book.regulations.governing(year, old.kind, old.scope, "2025-12-19")
    after = book.regulations.governing(year, old.kind, old.scope, day)
    assert isinstance(before, Rule) and before.spec == old.spec and before.valid_to == "2025-12-31"
    assert isinstance(after, Rule) and after.spec == FLAG and (after.valid_from, after.valid_to) == (day, None)


def test_two_rules_for_one_day_are_asked_about(book: Book, year: int) -> None:
    law = Regulation("luat", "Nghị định của Chính phủ", valid_from="2024-01-01")
    rule = Rule("nd-30", "vote/1", "flag", "2024-01-01", None, "Điều 30", "từ 80% …", {**FLAG, "percent": "80"})
    book.regulations.adopt(year, law, [rule], beside=True)
    assert [one.key for one in book.regulations.beside(year)] == ["luat"]
    asked = book.regulations.governing(year, "vote/1", "flag")
    assert isinstance(asked, Question)
    assert {option.key for option in asked.options} == {"co-thi-dua", "nd-30"}
    book.decisions.answer(asked, "co-thi-dua", "Quy chế của khối quy định cụ thể", year=year)
    found = book.regulations.governing(year, "vote/1", "flag")
    assert isinstance(found, Rule) and found.key == "co-thi-dua"
    missing = book.regulations.governing(year, "quorum/1")
    assert isinstance(missing, Question) and missing.key == "rule.none"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda r: r.amend(2025, "khong-co", FLAG, "Vì", None, "2025-07-01"), "rule.unknown"),
        (lambda r: r.amend(2025, "co-thi-dua", FLAG, " ", None, "2025-07-01"), "regulation.reason_needed"),
        (lambda r: r.amend(2025, "co-thi-dua", {**FLAG, "op": "eq"}, "Vì", None, "2025-07-01"), "rule.faulty"),
        (lambda r: r.amend(2025, "co-thi-dua", FLAG, "Vì", None, "01/7/2025"), "date.bad"),
        (lambda r: r.amend(2026, "co-thi-dua", FLAG, "Vì", None, "2026-07-01"), "regulation.none"),
        (lambda r: r.revise(2025, {}, "Vì"), "regulation.nothing_changed"),
        (lambda r: r.use(2025, "khong-co"), "regulation.unknown"),
        (lambda r: r.adopt(2025, Regulation("a b", "X"), []), "key.bad"),
        (lambda r: r.adopt(2025, Regulation("a", " "), []), "name.empty"),
        (lambda r: r.adopt(2025, Regulation("a", "X"), [Rule("r", "khac/1", cite="Điều 1")]), "rule.faulty"),
    ],
)
def test_refusals_change_nothing(book: Book, year: int, act: object, code: str) -> None:
    book.years.open(2026)
    before = book.store.canonical()
    with pytest.raises(Refusal) as refused:
        act(book.regulations)  # type: ignore[operator]
    assert refused.value.code == code
    assert book.store.canonical() == before


@pytest.fixture
def beside(book: Book, year: int) -> str:
    """A law beside the year's own regulation: a threshold, a title, a deadline."""
    book.members.add("Đơn vị A tỉnh", "Đơn vị A", key="a", year=year)
    spec = {
        "name": "Cờ thi đua của Chính phủ",
        "holder": "collective",
        "level": "state",
        "decided_by": "Thủ tướng",
    }
    rules = [
        Rule("nd-30", "vote/1", "award:CO_CP", "2024-01-01", None, "Điều 30", "", {**FLAG, "percent": "75"}),
        Rule("nd-co", "title/1", "title:CO_CP/collective", "2024-01-01", None, "Điều 31", "", spec),
        Rule("nd-30-co", "vote/1", "flag", "2024-01-01", None, "Điều 30 khoản 2", "", {**FLAG, "percent": "75"}),
        Rule("nd-bo-phieu", "quorum/1", None, "2024-01-01", None, "Điều 32", "", HALF),
    ]
    return book.regulations.adopt(year, Regulation("luat", "Nghị định"), rules, beside=True)


def test_a_regulation_beside_is_taken_away_with_a_reason_and_can_come_back(book: Book, year: int, beside: str) -> None:
    before = book.regulations.rules(year)
    book.regulations.drop_beside(year, beside, "Chọn nhầm")
    assert book.regulations.beside(year) == () and beside in [one.key for one in book.regulations.all()]
    assert "Chọn nhầm" in book.journal.lines(1)[0].text
    book.store.undo()
    assert book.regulations.rules(year) == before


@pytest.mark.parametrize("used", ["ballot", "registered", "decision", "chosen"])
def test_a_regulation_something_rests_on_stays(book: Book, year: int, beside: str, used: str) -> None:
    if used == "ballot":
        book.meetings.put(year, "closing", "Hội nghị", date="2025-12-19", key="h")
        board = ("Dương Thị Mận", "Trịnh Hải Đường", "Chu Thị Thanh Yên")
        book.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="CO_CP", tellers=board, rule="nd-30")
    elif used == "registered":
        book.registration.put_title(year, "a", "CO_CP")
    elif used == "chosen":
        asked = book.regulations.governing(year, "vote/1", "flag")
        assert isinstance(asked, Question)
        book.decisions.answer(asked, "nd-30-co", "Nghị định cao hơn", year=year)
    else:
        rule = book.regulations.governing(year, "quorum/1")
        assert isinstance(rule, Rule)
        asked = Question("meeting.written_opinions", "quorum", rule.name, rule.cite)
        book.decisions.answer(asked, "count", "Hội nghị thống nhất", year=year)
    said = {
        "ballot": "phiếu “Cờ”",
        "registered": "đăng ký Cờ thi đua của Chính phủ",
        "decision": "quyết định theo Điều 32",
        "chosen": "quyết định theo khoản 2 Điều 30",
    }
    with pytest.raises(RuleViolation) as caught:
        book.regulations.drop_beside(year, beside, "Chọn nhầm")
    assert (caught.value.code, caught.value.facts["used"]) == ("regulation.in_use", [said[used]])
    assert [one.key for one in book.regulations.beside(year)] == [beside]


def test_only_what_stands_beside_is_taken_away_and_only_with_a_reason(book: Book, year: int, beside: str) -> None:
    own = book.regulations.of_year(year)
    assert own is not None
    for key, reason, code in ((own.key, "Vì", "regulation.not_beside"), (beside, " ", "regulation.reason_needed")):
        with pytest.raises(RuleViolation) as caught:
            book.regulations.drop_beside(year, key, reason)
        assert caught.value.code == code


def test_the_same_rule_twice_is_refused(book: Book, year: int) -> None:
    rules = book.regulations.rules(year)
    with pytest.raises(Refusal, match=r"regulation\.rule_twice"):
        book.regulations.adopt(year, Regulation("b", "B"), [rules[0], replace(rules[0], scope="merit")])


def test_a_closed_year_keeps_its_regulation(book: Book, year: int) -> None:
    with book.store.operation("close-year") as tx:
        tx.update("bloc_year", 2025, state="closed")
    for act in (
        lambda: book.regulations.use(2025, "quy-che-mau"),
        lambda: book.regulations.amend(2025, "co-thi-dua", FLAG, "Vì", None, "2025-07-01"),
        lambda: book.regulations.adopt(2025, Regulation("b", "B"), []),
    ):
        with pytest.raises(RuleViolation, match=r"year\.closed"):
            act()


@pytest.mark.parametrize("first", [False, True])
def test_one_text_is_not_both_the_years_own_and_beside_it(book: Book, first: bool) -> None:
    book.years.open(2026)
    book.regulations.adopt_pack(2026, "nd152-2025", beside=first)
    with pytest.raises(RuleViolation) as caught:
        book.regulations.adopt_pack(2026, "nd152-2025", beside=not first)
    assert caught.value.code == "regulation.adopted_already"
    if not first:  # nor is the text the year's own was made from
        spec = {"amount": 2600000, "round_up_to": 10000}
        book.regulations.amend(2026, "luong-2026", spec, "Vì", None, "2026-07-01")
        with pytest.raises(RuleViolation):
            book.regulations.adopt_pack(2026, "nd152-2025", beside=True)
