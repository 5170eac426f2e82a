"""The unit at the head of the bloc is a member as well: it writes no notice, invitation, answer, receipt or reminder to
itself, but stands on every list (docs/decisions/0040)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book
from models.rules.errors import Refusal, RuleViolation
from printing.blocks import FamilyKey, Letterhead, Paragraph, Running
from printing.catalogue import PAPERS
from printing.content import reminder
from printing.content.letters import office, plan
from printing.content.letters.letter import Para
from printing.content.reading import Source
from tests.printing.lived import LED_BY, lead_by, lived

YEAR = 2025
KINDS = {kind.key: kind for kind in PAPERS}
TO_UNITS = ("thong-bao-diem", "thong-bao-xep-hang", "giay-moi-tung-noi", "tra-loi", "giay-bien-nhan")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with lived(tmp_path / "khoi.sokhoi") as made:
        yield made


def keys(book: Book, paper: str, **choice: str) -> set[str]:
    made = KINDS[paper].composed(book, year=YEAR, **choice)
    assert isinstance(made, Running)
    return {one.key for one in made.documents}


@pytest.mark.parametrize("family", LED_BY)
def test_the_head_unit_writes_nothing_to_itself(book: Book, family: FamilyKey) -> None:
    lead_by(book, family)
    units = {member.key for member in book.members.roster(YEAR)}
    for paper in TO_UNITS:
        made = keys(book, paper)
        assert LED_BY[family] not in made, paper
        if paper != "tra-loi":  # answers go to who asked
            assert units - {LED_BY[family], *_left(book)} == made & units, paper


def _left(book: Book) -> set[str]:
    return {unit for unit, _ in book.standing.ranking(YEAR).left}


@pytest.mark.parametrize("paper", [key for key in TO_UNITS if "unit" in KINDS[key].needs])
def test_asked_for_that_unit_the_paper_is_refused_and_says_why(book: Book, paper: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        KINDS[paper].composed(book, year=YEAR, unit="ttr")
    assert caught.value.code == "paper.nothing"
    assert "không gửi cho chính mình" in str(caught.value.facts["lacking"])


def test_among_several_units_it_is_refused_and_not_left_out_in_silence(book: Book) -> None:
    with pytest.raises(RuleViolation) as caught:
        KINDS["giay-bien-nhan"].composed(book, year=YEAR, unit="td,ttr")
    assert "không gửi cho chính mình" in str(caught.value.facts["lacking"])
    assert keys(book, "giay-bien-nhan", unit="td,tk") == {"td", "tk"}


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ("thong-bao-diem", "chưa đơn vị nào khác đơn vị ban hành có điểm của hai bước chấm"),
        ("tra-loi", "chưa ghi giải trình, ý kiến hay kiến nghị nào của đơn vị khác đơn vị ban hành đã xem xét"),
        ("giay-bien-nhan", "chưa nhận văn bản, phiếu chấm nào của đơn vị khác đơn vị ban hành"),
    ],
)
def test_where_only_that_unit_has_something_the_refusal_does_not_say_nobody_has(
    book: Book, monkeypatch: pytest.MonkeyPatch, paper: str, said: str
) -> None:
    """As if the others were no units of the bloc: the book still holds points, an explanation, a sheet of the head."""
    monkeypatch.setattr(Source, "addressed", lambda *_given: ())
    monkeypatch.setattr(office, "_received", lambda _source, unit: [("Phiếu", "", "")] if unit == "ttr" else [])
    monkeypatch.setattr(plan, "_explained", lambda _source, unit: iter([Para("x", "x")] if unit == "ttr" else []))
    with pytest.raises(RuleViolation) as caught:
        KINDS[paper].composed(book, year=YEAR)
    assert said in str(caught.value.facts["lacking"])


def test_a_deputy_unit_that_signs_writes_to_the_head_and_not_to_itself(book: Book) -> None:
    post = next(one.post for one in book.members.contacts("mttq", f"{YEAR}-12-31") if one.role == "head")
    book.papers.enter("thong-bao-xep-hang", YEAR, signer=post)
    made = keys(book, "thong-bao-xep-hang")
    assert "ttr" in made and "mttq" not in made


def test_it_is_not_reminded_by_itself(book: Book) -> None:
    """Nor within the reminder to all; seen failing there: it stood among the units written to."""
    owing = {unit for one in book.course.awaited(YEAR, today=book.today()) for unit in one.missing}
    assert "ttr" in owing
    told = {line.unit for line in reminder.paper(book, YEAR).lines}
    assert told and "Thanh tra tỉnh" not in told
    with pytest.raises(RuleViolation) as caught:
        reminder.paper(book, YEAR, "ttr")
    assert "không gửi cho chính mình" in str(caught.value.facts["lacking"])


def test_the_second_copy_of_its_own_minutes_is_kept_by_the_others(book: Book) -> None:
    made = KINDS["bien-ban-tham-dinh"].composed(book, year=YEAR)
    assert isinstance(made, Running)
    copies = {
        one.key: block.text
        for one in made.documents
        for block in one.blocks
        if isinstance(block, Paragraph) and block.key == "copies"
    }
    assert "Thanh tra tỉnh Sông Lành giữ 01 bản, đoàn kiểm tra giữ 01 bản" in str(copies["ttr"])
    assert "Tỉnh đoàn Sông Lành giữ 01 bản, Thanh tra tỉnh Sông Lành giữ 01 bản" in str(copies["td"])


def test_where_the_deputys_leader_signs_letterhead_number_and_place_are_the_deputys(book: Book) -> None:
    """Every paper of the bloc that can be made of this year and has a letterhead, in whatever family."""
    for unit, word in (("ttr", "ĐẦU"), ("mttq", "PHÓ")):
        said = {"place": f"Phường {word}", "symbol": f"KH{word}", "parent_body": f"TRÊN {word}"}
        book.members.describe(unit, f"{YEAR}-01-01", **said)
    post = next(one.post for one in book.members.contacts("mttq", f"{YEAR}-12-31") if one.role == "head")
    seen, numbers = set(), set()
    for kind in PAPERS:
        try:
            book.papers.enter(kind.key, YEAR, signer=post)
            made = kind.composed(book, year=YEAR)
        except Refusal:
            continue  # asks for a unit, a meeting or something this year does not have
        documents = made.documents if isinstance(made, Running) else (made,)
        heads = [one for each in documents for one in getattr(each, "blocks", ()) if isinstance(one, Letterhead)]
        if any("TRÊN" not in repr(one) for one in heads):
            continue  # what every unit sends under its own letterhead
        for one in heads:
            assert "ĐẦU" not in repr(one), (kind.key, one)
            seen |= {kind.key} if "TRÊN PHÓ" in repr(one) else set()
            numbers |= {kind.key} if "KHPHÓ" in one.number and "Phường PHÓ" in one.place_date else set()
    assert len(seen) > 10 and len(numbers) > 5, (sorted(seen), sorted(numbers))
