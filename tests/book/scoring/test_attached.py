"""Files of the pledge, a movement and a task: one definition with evidence, through every way a book is carried."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.book.book import Book
from models.book.closing.closing_items import items
from models.book.scoring.evidence import FILE_LIMIT
from models.exchange import interchange
from models.keeping.salvage import salvage
from models.keeping.verify import verify
from models.rules.errors import Refusal
from tests.book.conftest import Clock, keys

YEAR = 2025
PDF = b"%PDF-1.7 k\xe1\xba\xbf ho\xe1\xba\xa1ch"
VERIFIER = Path(__file__).resolve().parents[3] / "resources" / "verify" / "verify_sokhoi.py"


@pytest.fixture
def bloc(book: Book) -> Book:
    book.years.open(YEAR)
    book.members.add("Đơn vị A tỉnh", "Đơn vị A", key="a", year=YEAR)
    book.following.put_movement(YEAR, "Chung tay vì người nghèo", "regular", key="m")
    book.following.put_work(YEAR, "key", "Rà soát thủ tục", unit="a", key="w")
    return book


def held(book: Book) -> list[tuple[str, str, str]]:
    return [(one.holder, one.of, one.file_name) for one in book.attachments.all(YEAR)]


def blobs(book: Book) -> int:
    return len(book.store.rows("blob"))


def test_each_of_the_three_carries_its_files_in_order(bloc: Book) -> None:
    bloc.attachments.attach(YEAR, "work", "w", "bao-cao.docx", b"1", note="bản ký")
    bloc.attachments.attach(YEAR, "movement", "m", "ke-hoach.pdf", PDF)
    bloc.attachments.attach(YEAR, "movement", "m", "anh.jpg", b"2")
    assert bloc.registration.pledge.of(YEAR) is None
    bloc.attachments.attach(YEAR, "pledge", str(YEAR), "giao-uoc.pdf", PDF)
    assert held(bloc) == [
        ("pledge", "2025", "giao-uoc.pdf"),
        ("movement", "m", "ke-hoach.pdf"),
        ("movement", "m", "anh.jpg"),
        ("work", "w", "bao-cao.docx"),
    ]
    assert blobs(bloc) == 3, "the same bytes lie in the book once"
    (work,) = bloc.attachments.of("work", "w")
    assert work.note == "bản ký" and bloc.scores.evidence.file(work.blob) == b"1"
    bloc.store.undo()
    assert [one[0] for one in held(bloc)] == ["movement", "movement", "work"]
    assert bloc.registration.pledge.of(YEAR) is None


def test_bytes_stay_while_anything_needs_them_and_come_back_with_undo(bloc: Book) -> None:
    one = bloc.attachments.attach(YEAR, "work", "w", "a.pdf", PDF)
    two = bloc.attachments.attach(YEAR, "movement", "m", "b.pdf", PDF)
    bloc.attachments.remove(one)
    assert blobs(bloc) == 1
    bloc.attachments.remove(two)
    assert blobs(bloc) == 0
    bloc.store.undo()
    assert bloc.scores.evidence.file(bloc.attachments.of("movement", "m")[0].blob) == PDF


@pytest.mark.parametrize("take", [lambda b: b.following.remove_movement("m"), lambda b: b.following.remove_work("w")])
def test_what_carried_files_takes_them_along_in_one_act(bloc: Book, take: Callable[[Book], None]) -> None:
    for holder in ("movement", "work"):
        bloc.attachments.attach(YEAR, holder, holder[0], f"{holder}.pdf", holder.encode())
    before = bloc.store.canonical()
    take(bloc)
    assert len(held(bloc)) == 1 and blobs(bloc) == 1
    bloc.store.undo()
    assert bloc.store.canonical() == before


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda b: b.attachments.attach(YEAR, "work", "w", "a.pdf", b""), "attached.empty"),
        (lambda b: b.attachments.attach(YEAR, "work", "w", "a.pdf", bytes(FILE_LIMIT + 1)), "evidence.too_big"),
        (lambda b: b.attachments.attach(YEAR, "work", "w", " ", PDF), "name.empty"),
        (lambda b: b.attachments.attach(YEAR, "work", "z", "a.pdf", PDF), "row.missing"),
        (lambda b: b.attachments.attach(2024, "work", "w", "a.pdf", PDF), "year.unknown"),
        (lambda b: b.attachments.attach(YEAR, "movement", "m", "lan-hai.pdf", PDF), "attached.twice"),
        (lambda b: b.attachments.remove("z"), "row.missing"),
    ],
)
def test_a_file_that_cannot_be_kept_changes_nothing(bloc: Book, act: Callable[[Book], object], code: str) -> None:
    bloc.attachments.attach(YEAR, "movement", "m", "lan-mot.pdf", PDF)
    bloc.attachments.attach(YEAR, "work", "w", "vua-du.bin", bytes(FILE_LIMIT))
    before = bloc.store.canonical()
    with pytest.raises(Refusal) as caught:
        act(bloc)
    assert caught.value.code == code and bloc.store.canonical() == before


def test_files_go_along_in_document_salvage_and_seal_and_are_verified(bloc: Book, tmp_path: Path) -> None:
    from models.book.book import create_book, open_book

    bloc.attachments.attach(YEAR, "movement", "m", "ke-hoach.pdf", PDF)
    assert "Tệp kèm phong trào Chung tay vì người nghèo: ke-hoach.pdf (trong sổ)" in items(bloc, YEAR)
    interchange.write(bloc, tmp_path / "so.json")
    with create_book(tmp_path / "khac.sokhoi", "Khối khác", clock=Clock(), key_source=keys(500)) as other:
        document = interchange.read(tmp_path / "so.json")
        interchange.import_into(other, document, interchange.beside(tmp_path / "so.json"))
        assert held(other) == held(bloc) and verify(other.store).ok
        assert other.scores.evidence.file(other.attachments.all(YEAR)[0].blob) == PDF
        document["attached"][0]["year"] = 2024
        document["attached"][0]["key"] = "x"
        with pytest.raises(Refusal, match=r"attached\.other_year|year\."):
            interchange.import_into(other, document, interchange.beside(tmp_path / "so.json"))
    path = bloc.store.path
    checked = subprocess.run([sys.executable, VERIFIER, path], capture_output=True, encoding="utf-8", check=False)
    assert checked.returncode == 0, checked.stdout
    bloc.close()
    salvage(path, tmp_path / "cuu.sokhoi")
    with open_book(tmp_path / "cuu.sokhoi") as saved:
        assert held(saved) == [("movement", "m", "ke-hoach.pdf")]
