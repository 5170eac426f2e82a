"""Files outside the book: put in place whole, and the system's refusals told."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from main import main
from models.book.book import create_book, open_book
from models.exchange import spreadsheet
from models.exchange.interchange import beside, read
from models.exchange.places import Copies, named_beside, own_name, reading, whole, with_ending, write_whole, writing
from models.file import header
from models.file.troubles import refuse_no_name
from models.keeping.salvage import salvage
from models.rules.errors import FileTrouble
from ui.window.selftest.steps import run
from ui.words.messages import sentence


def test_an_earlier_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "Bảng điểm năm 2025.pdf"
    write_whole(path, b"1")
    write_whole(path, b"2")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [(path.name, b"2")]


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("khong-co/a.pdf", "thư mục không có ở đó"),
        ("tep/a.pdf", "thư mục không có ở đó"),
        ("thu-muc", "đó là một thư mục"),
        ("x" * 300 + ".pdf", "tên tệp quá dài, tính cả tên các thư mục chứa nó"),
    ],
)
def test_a_place_that_cannot_be_written_is_said_in_vietnamese(tmp_path: Path, where: str, why: str) -> None:
    (tmp_path / "tep").write_bytes(b"kept")
    (tmp_path / "thu-muc").mkdir()
    with pytest.raises(FileTrouble) as refused:
        write_whole(tmp_path / where, b"new")
    assert refused.value.code == "file.cannot_write"
    assert f": {why}." in sentence(refused.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["tep", "thu-muc"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EBUSY, errno.EIO, None])
def test_every_usual_reason_has_its_words(tmp_path: Path, number: int | None) -> None:
    with pytest.raises(FileTrouble) as refused, writing(tmp_path / "a"):
        raise OSError(number, "words of the system")
    assert "words of the system" not in sentence(refused.value) and refused.value.facts["why"] not in sentence(
        refused.value
    )


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "khong-co", "file.missing"), (tmp_path, "file.cannot_read")):
        with pytest.raises(FileTrouble) as refused:
            read(path)
        assert refused.value.code == code
    with pytest.raises(FileTrouble, match=r"file\.missing"):
        spreadsheet.rows(tmp_path / "khong-co.xlsx")


def test_a_name_beside_the_longest_one_can_be_looked_for(tmp_path: Path) -> None:
    """Every act that offers a name made of the book's asks first whether it is taken."""
    book = tmp_path / ("ổ" * 80 + ".sokhoi")
    book.write_bytes(b"")
    more = " bàn giao 2026 (2).sokhoi"
    found = named_beside(book, more)
    assert not found.exists() and found.name.endswith(more) and found.name.startswith("ổ" * 60)
    assert named_beside(tmp_path / "Khối 3.sokhoi", more).name == "Khối 3" + more


def test_an_attached_file_beside_a_document_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha = "0" * 64
    (tmp_path / "so.files").mkdir()
    (tmp_path / "so.files" / sha).write_bytes(b"x")
    bytes_of = beside(tmp_path / "so.json")
    assert bytes_of(sha) == b"x" and bytes_of("1" * 64) is None and bytes_of("../so.files/" + sha) is None
    assert beside(tmp_path / ("x" * 250 + ".json"))(sha) is None

    def broken(self: Path) -> bytes:
        raise OSError(errno.EIO, "words of the system")

    monkeypatch.setattr(Path, "read_bytes", broken)
    with pytest.raises(FileTrouble, match=r"file\.cannot_read"):
        bytes_of(sha)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Bản ký 1.5.pdf", "Bản ký 1.5.pdf"),
        ("../../x.pdf", "..-..-x.pdf"),
        ("/etc/x", "-etc-x"),
        ("C:\\x\\y.PDF", "C--x-y.PDF"),
        ("a\nb.pdf", "a b.pdf"),
        ("..", "van-ban"),
        ("", "van-ban"),
        ("nul.txt", "_nul.txt"),
        ("x.pdf .", "x.pdf"),
        ("ổ" * 300 + ".pdf", "ổ" * 120 + ".pdf"),
        ("a." + "b" * 300, "a." + "b" * 19),
    ],
)
def test_a_file_keeps_its_name_and_ending_as_far_as_every_system_takes_them(said: str, name: str) -> None:
    assert own_name(said) == name


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("x/Bảng 1.5", "x/Bảng 1.5.xlsx"),
        ("x/Bảng 1.5.xlsx", "x/Bảng 1.5.xlsx"),
        ("x/Bảng.XLSX", "x/Bảng.XLSX"),
        ("x/Bảng.xls", "x/Bảng.xls.xlsx"),
        ("x.y/Bảng", "x.y/Bảng.xlsx"),
    ],
)
def test_an_ending_is_added_and_takes_no_others_place(said: str, place: str) -> None:
    assert with_ending(said, ".xlsx") == Path(place)


def test_no_window_puts_an_ending_in_the_place_of_another() -> None:
    """ "Bảng 1.5" would be written over "Bảng 1.xlsx", unasked."""
    root = Path(__file__).resolve().parents[2]
    theirs = {root / "ui" / "window" / "crash.py", *(root / "ui" / "window" / "selftest").glob("*.py")}
    found = [path for path in (root / "ui").rglob("*.py") if "with_suffix(" in path.read_text(encoding="utf-8")]
    assert set(found) <= theirs


@pytest.mark.parametrize("name", ["sổ\0.sokhoi", "sổ\ud800.sokhoi"])
def test_a_name_no_system_takes_is_a_sentence_at_every_door(tmp_path: Path, name: str) -> None:
    """Seen failing: Python's own ValueError came up from opening, making, reading, writing, salvaging."""
    path, other = tmp_path / name, tmp_path / "khác.sokhoi"
    doors: tuple[Callable[[], object], ...] = (
        lambda: open_book(path),
        lambda: open_book(path, read_only=True),
        lambda: create_book(path, "Khối"),
        lambda: header.look(path),
        lambda: salvage(path, other),
        lambda: read(path),
        lambda: write_whole(path, b"1"),
        lambda: spreadsheet.rows(path),
        lambda: main(["rank", str(path)]) == 1 and refuse_no_name(path),
        lambda: main(["practice", str(path)]) == 1 and refuse_no_name(path),
        lambda: main(["selftest", str(path)]) == 1 and refuse_no_name(path),
        lambda: run(tmp_path / ("x" * 300)),
    )
    for door in doors:
        with pytest.raises(FileTrouble) as refused:
            door()
        assert refused.value.code in ("file.bad_name", "file.cannot_write")
        sentence(refused.value).encode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["so.sokhoi", "SO.SOKHOI", "tên khác"])
def test_nothing_that_goes_out_is_written_over_a_book(tmp_path: Path, name: str) -> None:
    """Seen failing: `export` to the name of another book left a document in its place."""
    path = tmp_path / name
    create_book(tmp_path / "so.sokhoi", "Khối").close()
    (tmp_path / "so.sokhoi").rename(path)
    before = path.read_bytes()
    with pytest.raises(FileTrouble, match=r"file\.exists"):
        write_whole(path, b"{}")
    with pytest.raises(FileTrouble, match=r"file\.exists"), whole(path):
        raise AssertionError("nothing is begun")
    assert path.read_bytes() == before
    write_whole(tmp_path / "chưa có.sokhoi", b"{}")
    write_whole(tmp_path / "a.json", b"{}")
    write_whole(tmp_path / "a.json", b"[]")
    assert (tmp_path / "a.json").read_bytes() == b"[]"


def a_pipe(folder: Path) -> Path:
    path = folder / "ống"
    os.mkfifo(path)
    return path


@pytest.mark.skipif(os.name != "posix", reason="devices and pipes of POSIX")
def test_a_pipe_or_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    """Seen failing, as root on /dev/null: an export was put in its place. A pipe stands for both here."""
    path = a_pipe(tmp_path)
    with pytest.raises(FileTrouble, match=r"file\.cannot_write") as refused:
        write_whole(path, b"{}")
    assert "không phải là một tệp" in sentence(refused.value) and path.is_fifo()
    with create_book(tmp_path / "so.sokhoi", "Khối") as book, pytest.raises(FileTrouble):
        book.save_copy(path)
    assert path.is_fifo()


@pytest.mark.skipif(os.name != "posix", reason="devices and pipes of POSIX")
@pytest.mark.parametrize("what", ["/dev/zero", "pipe"])
def test_what_has_no_end_is_not_begun(tmp_path: Path, what: str) -> None:
    """Seen failing: saving what is left of /dev/zero filled the disk; a pipe was waited for without end."""
    path = Path(what) if what != "pipe" else a_pipe(tmp_path)
    with pytest.raises(FileTrouble) as refused, reading(path):
        raise AssertionError("nothing is begun")
    assert "không phải là một tệp" in sentence(refused.value)
    for begin in (open_book, lambda one: salvage(one, tmp_path / "moi.sokhoi")):
        with pytest.raises(FileTrouble, match=r"file\.foreign"):
            begin(path)
    assert not (tmp_path / "moi.sokhoi").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows takes no folder away in which a file is held open")
def test_a_copy_to_look_at_is_made_anew_where_its_folder_was_swept() -> None:
    """Seen failing: after a cleaner had taken the folder, no paper opened in the reader any more."""
    copies = Copies()
    first = copies.put("Tờ trình", ".pdf", b"one")
    shutil.rmtree(first.parent)
    again, other = copies.put("Tờ trình", ".pdf", b"one"), copies.put("Tờ trình", ".pdf", b"two")
    assert (again.read_bytes(), other.read_bytes(), again.name) == (b"one", b"two", first.name)
    copies.close()
    assert not again.exists()
