"""The register of papers: numbers come later, issuing freezes, a mistake is replaced and never rewritten."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.reporting import scans
from models.rules.errors import BadInput, Refusal, RuleViolation

CONTENT = {"title": "Bảng tổng hợp điểm", "rows": [["1", "Thanh tra tỉnh", "102,25"]], "total": Fraction(1, 3)}


@pytest.fixture
def bloc(book: Book) -> Book:
    book.years.open(2025)
    book.members.add("Ủy ban MTTQ tỉnh", kind="front", key="mttq", year=2025)
    book.leadership.put_term(2025, "mttq", "head")
    return book


def test_a_draft_takes_the_heads_family_and_is_undone_like_anything(bloc: Book) -> None:
    before = bloc.store.canonical()
    key = bloc.papers.draft("matrix", 2025, subject="Bảng tổng hợp điểm năm 2025")
    paper = bloc.papers.get(key)
    assert (paper.state, paper.family, paper.content) == ("draft", "front", None)
    bloc.papers.describe(key, signer="Phan Thị Sen", capacity="TM. KHỐI THI ĐUA", date="2025-12-19")
    bloc.papers.put_text(key, "mo-dau", "Thực hiện Quy chế…", "ab12")
    assert bloc.papers.get(key).texts["mo-dau"].digest == "ab12"
    bloc.papers.put_text(key, "mo-dau", None)
    assert bloc.papers.get(key).texts == {}
    bloc.papers.remove_draft(key)
    assert bloc.store.canonical() == before


def test_issuing_is_final_and_the_number_comes_later(bloc: Book) -> None:
    key = bloc.papers.draft("matrix", 2025)
    fixed = bloc.papers.issue(key, CONTENT, date="2025-12-19", file_hash="0" * 64)
    paper = bloc.papers.get(key)
    assert paper.content == {"title": "Bảng tổng hợp điểm", "rows": [["1", "Thanh tra tỉnh", "102,25"]], "total": "1/3"}
    assert (paper.content_digest, len(fixed), paper.waits_for_number) == (fixed, 64, True)
    with pytest.raises(RuleViolation, match=r"undo\.nothing"):
        bloc.store.undo()
    bloc.papers.record_number(key, "05", "BC-MTTQ")
    assert not bloc.papers.get(key).waits_for_number
    other = bloc.papers.draft("ranking", 2025, date="2025-12-20", symbol="BC-MTTQ")
    with pytest.raises(RuleViolation, match=r"paper\.number_taken"):
        bloc.papers.record_number(other, "05")
    bloc.papers.record_number(other, "05", "QĐ-MTTQ")


def test_a_replacement_replaces_only_when_it_is_issued(bloc: Book) -> None:
    old = bloc.papers.draft("matrix", 2025, subject="Bảng tổng hợp điểm")
    bloc.papers.issue(old, CONTENT, date="2025-12-19")
    new = bloc.papers.replace(old)
    assert (bloc.papers.get(old).state, bloc.papers.get(new).supersedes) == ("issued", old)
    with pytest.raises(RuleViolation, match=r"paper\.replacement_begun"):
        bloc.papers.replace(old)
    bloc.papers.issue(new, {**CONTENT, "note": "Sửa dòng 3"}, date="2025-12-22")
    assert [paper.state for paper in bloc.papers.all(2025)] == ["replaced", "issued"]
    with pytest.raises(RuleViolation, match=r"paper\.is_replaced"):
        bloc.papers.record_number(old, "06")


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda p, k: p.describe(k, signer="A"), "paper.not_draft"),
        (lambda p, k: p.put_text(k, "mo-dau", "A"), "paper.not_draft"),
        (lambda p, k: p.issue(k, CONTENT, date="2025-12-20"), "paper.not_draft"),
        (lambda p, k: p.remove_draft(k), "paper.not_draft"),
        (lambda p, k: p.replace(p.draft("matrix")), "paper.not_issued"),
        (lambda p, k: p.issue(p.draft("matrix"), {}, date="2025-12-20"), "paper.empty"),
        (lambda p, k: p.draft("matrix", 2031), "year.unknown"),
        (lambda p, k: p.draft("matrix", family="red"), "paper.family_unknown"),
        (lambda p, k: p.get("khong-co"), "paper.unknown"),
    ],
)
def test_refusals(bloc: Book, act: object, code: str) -> None:
    key = bloc.papers.draft("matrix", 2025)
    bloc.papers.issue(key, CONTENT, date="2025-12-19")
    with pytest.raises(Refusal) as refused:
        act(bloc.papers, key)  # type: ignore[operator]
    assert refused.value.code == code


def test_content_holds_no_float(bloc: Book) -> None:
    key = bloc.papers.draft("matrix", 2025)
    with pytest.raises(TypeError):
        bloc.papers.issue(key, {"total": 1e0}, date="2025-12-19")
    assert bloc.papers.get(key).state == "draft"


PNG, PDF = b"\x89PNG\r\n\x1a\n0", b"%PDF-1.7 0"


def test_a_paragraph_left_out_is_kept_so_until_it_is_taken_back(bloc: Book) -> None:
    key = bloc.papers.draft("giay-nhac", 2025)
    bloc.papers.put_text(key, "mo-dau", None, "ab12", left_out=True)
    kept = bloc.papers.get(key).texts["mo-dau"]
    assert kept.left_out and kept.digest == "ab12"
    bloc.papers.put_text(key, "mo-dau", "Câu khác")
    assert not bloc.papers.get(key).texts["mo-dau"].left_out
    bloc.papers.put_text(key, "mo-dau", None)
    assert bloc.papers.get(key).texts == {}


def test_a_signed_scan_stays_with_its_paper(bloc: Book) -> None:
    papers, kept = bloc.papers, bloc.papers.scans
    key = papers.draft("giay-nhac", 2025)
    assert kept.of(key) is None
    digest = kept.attach(key, "ban-ky.png", PNG)
    held = kept.of(key)
    assert held is not None and (held.name, held.blob, held.content_digest) == ("ban-ky.png", digest, None)
    assert kept.file(key) == PNG and kept.uses(digest)
    papers.issue(key, {"a": "b"}, date="2025-12-05")
    before = kept.of(key)
    assert before is not None and before.content_digest != papers.get(key).content_digest, "of the draft, not of this"
    second = kept.attach(key, "ban-ky-2.pdf", PDF)
    after = kept.of(key)
    assert after is not None and after.content_digest == papers.get(key).content_digest
    assert not kept.uses(digest) and bloc.store.row("blob", digest) is None, "the file nobody needs is gone"
    bloc.undo()
    assert kept.file(key) == PNG
    bloc.redo()
    kept.remove(key)
    assert kept.of(key) is None and bloc.store.row("blob", second) is None
    with pytest.raises(RuleViolation, match=r"scan\.none"):
        kept.file(key)


def test_a_scan_is_a_picture_or_a_pdf_of_a_size(bloc: Book) -> None:
    key = bloc.papers.draft("giay-nhac", 2025)
    for name, content, code in (("a.docx", b"PK", "scan.kind"), ("b.pdf", PDF + b"0" * scans.LIMIT, "scan.too_big")):
        with pytest.raises(BadInput, match=re.escape(code)):
            bloc.papers.scans.attach(key, name, content)
    assert bloc.papers.scans.of(key) is None
    bloc.papers.scans.attach(key, "a.pdf", PDF)
    bloc.papers.remove_draft(key)
    assert bloc.papers.scans.of(key) is None and not bloc.store.rows("blob"), "a draft takes its scan along"
