"""A paper in the register: its texts edited and marked, frozen at issue and drawn again, signed by whom it names."""

from __future__ import annotations

import hashlib
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from models.book.book import Book, create_book
from models.book.reporting.papers import Text as Kept
from models.exchange import frozen_shapes, interchange
from models.file.history import canonical
from models.rules.errors import BadInput
from models.rules.place.shapes import Record, Shape, Whole, choice, many, yes_no
from printing import blocks, edited, frozen
from printing.blocks import Document, Paragraph, Run, Running, Text
from printing.catalogue import PAPERS, as_pdf
from printing.content.reading import Source, standing_for
from tests import practice_year
from tests.book.conftest import Clock
from tests.printing import papers
from tests.printing.lived import awaited

YEAR = 2025
KINDS = {kind.key: kind for kind in PAPERS}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = create_book(tmp_path / "khoi.sokhoi", "Khối", clock=Clock())
    interchange.import_into(made, interchange.read(practice_year.PLACE))
    return made


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.key)
def test_every_paper_comes_back_from_what_was_frozen(kind: object, lived_book: Book) -> None:
    made = kind.composed(lived_book, year=YEAR)  # type: ignore[attr-defined]
    kept = canonical.decode(canonical.encode(frozen.plain(made)))
    assert frozen.composed(kept) == made


def shape_of(hint: Any) -> Shape:
    """What may stand for a field of a block, by its type."""
    if hint == Text:
        return frozen_shapes.line
    if get_origin(hint) is Literal:
        names = get_args(hint)
        return choice(*names) if isinstance(names[0], str) else Whole(min(names), max(names))
    if get_origin(hint) is tuple:
        (one, *rest) = get_args(hint)
        return many(shape_of(one), 0) if rest == [Ellipsis] else many(shape_of(one), len(rest) + 1)
    if get_origin(hint) is UnionType or get_origin(hint) is Union:
        kinds = [one for one in get_args(hint) if one is not type(None)]
        names = tuple(one.__name__ for one in kinds if is_dataclass(one) and one is not Run)
        plain = [one for one in kinds if not is_dataclass(one)]
        return frozen_shapes.Block(names, bool(plain)) if names else shape_of(*plain)
    if is_dataclass(hint):
        return frozen_shapes.Block((hint.__name__,))
    return {str: frozen_shapes.said, bool: yes_no, int: Whole(0), float: frozen_shapes.wish}[hint]


def test_what_may_come_in_as_a_block_is_what_blocks_are() -> None:
    known = {name: one for name, one in vars(blocks).items() if isinstance(one, type) and is_dataclass(one)}
    assert set(frozen_shapes.BLOCKS) == set(known)
    for name, one in known.items():
        hints = get_type_hints(one)
        needed = frozenset(each.name for each in fields(one) if each.default is MISSING)
        assert frozen_shapes.BLOCKS[name] == Record({key: shape_of(hint) for key, hint in hints.items()}, needed), name


@pytest.mark.parametrize("content", [{"title": "A"}, [], {"is": "Nothing"}, {"is": "Paragraph", "text": "A"}, "chữ"])
def test_content_of_others_is_refused(content: object) -> None:
    with pytest.raises(BadInput, match=r"paper\.unreadable"):
        frozen.composed(content)


def one_paper(*paragraphs: Paragraph) -> Running:
    return Running((Document("state", "Giấy", paragraphs, key="td"),))


def test_a_kept_text_takes_the_paragraphs_place_and_is_marked_when_its_data_change() -> None:
    said = Paragraph("Có 08 đơn vị dự.", key="there", facts=("8",))
    kept = {"td.there": Kept("Có mặt tám đơn vị.", edited.digest(said))}
    made = one_paper(said, Paragraph("Hết.", key="end"))
    (first, second) = edited.wordings(made, kept)
    assert (first.said, first.kept, first.stale, second.kept) == ("Có 08 đơn vị dự.", "Có mặt tám đơn vị.", False, "")
    assert edited.words(edited.with_texts(made, kept).documents[0].blocks[0].text) == "Có mặt tám đơn vị."  # type: ignore[union-attr]
    reworded = one_paper(replace(said, text="Dự họp có 08 đơn vị."))
    assert not edited.wordings(reworded, kept)[0].stale, "another wording of the same data marks nothing"
    moved = one_paper(replace(said, text="Có 09 đơn vị dự.", facts=("9",)))
    assert edited.wordings(moved, kept)[0].stale
    gone = one_paper(Paragraph("Hết.", key="end"))
    assert edited.homeless(gone, kept) == ("Có mặt tám đơn vị.",)
    assert edited.with_texts(gone, kept) == gone


def test_an_edited_text_is_not_marked_when_only_the_programs_ways_change() -> None:
    """Zeros that say nothing, and data named since; a text kept by an older program stands under its digest."""
    old = Paragraph("Tán thành 8/8 phiếu, giảm 0,5 điểm.", key="votes")
    zeros = replace(old, text="Tán thành 08/08 phiếu, giảm 0,50 điểm.")
    named = replace(old, facts=("8", "8"))

    def stale(before: Paragraph, now: Paragraph) -> bool:
        return edited.wordings(one_paper(now), {"td.votes": Kept("Tất cả đồng ý.", edited.digest(before))})[0].stale

    assert not stale(old, zeros) and not stale(zeros, old)
    assert not stale(old, named), "the words are the same"
    assert not stale(named, replace(named, facts=("08", "8,0")))
    assert stale(old, replace(old, text="Tán thành 7/8 phiếu, giảm 0,5 điểm."))
    assert stale(named, replace(named, text="Tán thành 7/8 phiếu.", facts=("7", "8")))
    several = replace(old, facts=("Sở A", "Sở B"))
    assert stale(several, replace(several, facts=("Sở A", "Sở B", "Sở C"))), (
        "seen failing: one more unit marked nothing"
    )
    assert stale(several, replace(several, facts=("Sở A",)))
    raw = hashlib.sha256(b"\x1f".join((b"08", b"2,50"))).hexdigest()[:16]
    given = Paragraph("Có 08 đơn vị.", key="votes", facts=("08", "2,50"))
    assert not edited.wordings(one_paper(given), {"td.votes": Kept("Tám đơn vị.", raw)})[0].stale, "as kept in 0.1"


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("phieu-lay-y-kien", {"sent"}),
        ("bien-ban-lay-y-kien", {"sent", "answered"}),
        ("giay-moi", {"closing"}),
    ],
)
def test_sentences_reworded_by_an_update_stand_on_their_data(lived_book: Book, kind: str, keys: set[str]) -> None:
    made = KINDS[kind].composed(lived_book, year=YEAR)
    assert isinstance(made, Running)
    paras = [one for paper in made.documents for one in paper.blocks if isinstance(one, Paragraph) and one.key in keys]
    assert {one.key for one in paras} == keys
    for one in paras:
        held = Kept("Câu viết tay.", edited.digest(one))
        (told,) = edited.wordings(one_paper(replace(one, text="Viết lại.")), {f"td.{one.key}": held})
        assert not told.stale, one.key
        moved = replace(one, text="Viết lại.", facts=(*one.facts[:-1], "khác"))
        assert edited.wordings(one_paper(moved), {f"td.{one.key}": held})[0].stale


def test_keys_of_any_words_fit_the_register() -> None:
    paper = Document("state", "Giấy", ())
    for text in ("Kết quả bỏ phiếu kín.12", "đ" * 100, "I. Thành phần"):
        key = edited.key_of(paper, Paragraph((Run("a"),), key=text))
        assert len(key) <= edited.LONGEST and key == key.lower() and key.isascii()
    longer = [edited.key_of(paper, Paragraph("a", key="d" * 60 + end)) for end in "ab"]
    assert len(set(longer)) == 2


def test_number_day_and_texts_of_the_register_are_printed(book: Book, tmp_path: Path) -> None:
    kind, meeting = KINDS["giay-moi"], book.meetings.all(YEAR)[0].key
    entered = {"meeting": meeting}
    shown, lost = kind.wordings(book, year=YEAR, meeting=meeting)
    closing = next(one for one in shown if one.key == "closing")
    assert lost == ()
    book.papers.enter("giay-moi", YEAR, choices=entered, number="7", date="2025-03-05")
    book.papers.word("giay-moi", YEAR, entered, "closing", "Kính mong đồng chí sắp xếp thời gian", closing.digest)
    text = " ".join(papers.raw_pages(kind.make(book, year=YEAR, meeting=meeting), tmp_path))
    assert "Số: 07/GM" in text and "ngày 05 tháng 3 năm 2025" in text
    assert "Kính mong đồng chí sắp xếp thời gian./." in text and "Đề nghị các đại biểu" not in text
    other = book.meetings.all(YEAR)[1].key
    assert "Số: 07" not in " ".join(papers.raw_pages(kind.make(book, year=YEAR, meeting=other), tmp_path))


def test_what_is_issued_is_drawn_again_though_the_book_moves_on(book: Book) -> None:
    kind = KINDS["giay-nhac"]
    awaited(book)
    made = kind.composed(book, year=YEAR, date="2025-12-05")
    digest = frozen.file_hash(as_pdf(made))
    key = book.papers.draft(kind.key, YEAR)
    book.papers.issue(key, frozen.plain(made), date="2025-12-05", file_hash=digest)
    book.settings.describe_bloc(place="Nơi khác")
    again = frozen.composed(book.papers.get(key).content)
    assert frozen.file_hash(as_pdf(again)) == digest
    assert kind.composed(book, year=YEAR, date="2025-12-05") != again
    assert (book.papers.reprint(key), book.papers.reprint(key)) == (1, 2)
    assert book.papers.get(key).reprints == 2


def test_papers_of_a_day_before_the_bloc_changed_keep_what_it_was(book: Book) -> None:
    """Name, place, bodies and the words for its head, also in who signs; a paper without a day is of the year's end."""
    told = [Source(book, YEAR, "2025-03-31"), Source(book, YEAR, "2025-04-01"), Source(book, YEAR)]
    old = book.settings.bloc()
    book.settings.describe_bloc(
        since="2025-04-01",
        name="Cụm thi đua số 7",
        kind="cum",
        place="Nơi khác",
        standing_body="Sở Nội vụ tỉnh khác",
    )
    assert [one.described.standing_body for one in told] == [old.standing_body, *["Sở Nội vụ tỉnh khác"] * 2]
    assert [one.heading(None).place for one in told] == [old.place, "Nơi khác", "Nơi khác"]
    assert [one.bloc_signer().position[0] for one in told] == [old.words.head.upper(), *["TRƯỞNG CỤM"] * 2]
    assert [one.bloc_signer().body for one in told] == ["KHỐI THI ĐUA", *["CỤM THI ĐUA"] * 2]


def signed(book: Book, post: str, capacity: str | None = None) -> tuple[str, tuple[str, ...], str, tuple[str, ...]]:
    key = book.papers.draft("giay-nhac", YEAR, date="2025-12-05", signer=post, capacity=capacity)
    with standing_for(book.papers.get(key)):
        source = Source(book, YEAR, "2025-12-05")
        signing, heading = source.bloc_signer(), source.bloc_heading()
    return f"{signing.capacity} {signing.body}", signing.position, signing.name, heading.issuer


def test_who_signs_follows_the_post(book: Book) -> None:
    head = Source(book, YEAR, "2025-12-05").leading
    assert head is not None
    leader, deputy, officer = (
        book.members.put_post(head, role, name, title, from_date="2025-02-01")
        for role, name, title in (
            ("head", "Trần Văn Bách", "Chánh Thanh tra tỉnh"),
            ("deputy", "Lê Thị Phó", "Phó Chánh Thanh tra tỉnh"),
            ("officer", "Ngô Văn Phòng", "Chánh Văn phòng"),
        )
    )
    second = next(one.key for one in book.members.roster(YEAR) if one.key != head and one.unit.active_to is None)
    for term in book.leadership.terms(YEAR):
        if term.role == "deputy":
            book.leadership.remove_term(term.key)
    book.leadership.put_term(YEAR, second, "deputy")
    other = book.members.put_post(second, "head", "Đỗ Đơn Vị", "Giám đốc", from_date="2025-02-01")
    own = Source(book, YEAR, "2025-12-05").heading(head).issuer
    bloc = "TM KHỐI THI ĐUA"
    found = signed(book, leader)
    assert found == (bloc, ("TRƯỞNG KHỐI", "CHÁNH THANH TRA TỈNH"), "Trần Văn Bách", own)
    inside = ("TRƯỞNG KHỐI", "KT. CHÁNH THANH TRA TỈNH", "PHÓ CHÁNH THANH TRA TỈNH")
    assert signed(book, deputy) == (bloc, inside, "Lê Thị Phó", own)
    assert signed(book, officer) == ("TL TRƯỞNG KHỐI", ("CHÁNH VĂN PHÒNG",), "Ngô Văn Phòng", own)
    assert signed(book, officer, "TUQ")[0] == "TUQ TRƯỞNG KHỐI"
    beside = signed(book, other)
    assert beside[2] == "Đỗ Đơn Vị" and beside[3] == Source(book, YEAR, "2025-12-05").heading(second).issuer != own
    assert beside[1][1:] == ("PHÓ TRƯỞNG KHỐI", "GIÁM ĐỐC")
