"""The one helper that names, renames and removes files: what holds a file for a moment, and the true cause in words."""

from __future__ import annotations

import ast
import errno
import os
import re
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.exchange.places import write_whole
from models.file import disk, lock, opening
from models.file.copies import backup
from models.file.scratch import scratch
from models.file.troubles import cause
from models.file.troubles import told as told_of
from models.rules.errors import FileTrouble
from ui.words.labels import WHY_NOT
from ui.words.messages import sentence


def windows_error(number: int, code: int = errno.EACCES) -> OSError:
    error = OSError(code, "words of the system")
    if sys.platform == "win32":
        return OSError(code, "words of the system", None, number)
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    return error


class Holder:
    """Stands for a virus scanner: the first `times` calls of `os.<name>` are refused as Windows refuses them."""

    def __init__(self, name: str, times: int, number: int) -> None:
        self.left, self.number, self.calls = times, number, 0
        self._act = getattr(os, name)

    def __call__(self, *args: object, **more: object) -> object:
        self.calls += 1
        if self.left:
            self.left -= 1
            raise windows_error(self.number)
        return self._act(*args, **more)


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    pauses: list[float] = []
    monkeypatch.setattr(disk.time, "sleep", pauses.append)
    return pauses


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    heard: list[Path] = []
    monkeypatch.setattr(disk, "waiting", heard.append)
    return heard


@pytest.mark.parametrize("number", [5, 32, 33])
@pytest.mark.parametrize("act", ["replace", "unlink"])
def test_a_file_held_for_a_moment_is_tried_again_and_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[Path], slept: list[float], act: str, number: int
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    holder = Holder(act, 3, number)
    monkeypatch.setattr(disk.os, act, holder)
    if act == "replace":
        write_whole(path, b"new")
        assert path.read_bytes() == b"new" and told == [path]
    else:
        disk.remove(path)
        assert not path.exists() and told == [path]
    assert holder.calls == 4 and len(slept) == 3
    assert [one.name for one in tmp_path.iterdir() if one != path] == []


def test_a_holder_that_stays_is_named_after_some_seconds_and_nothing_is_left_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slept: list[float]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(disk.os, "replace", Holder("replace", 1000, 32))
    with pytest.raises(FileTrouble) as refused:
        write_whole(path, b"new")
    assert refused.value.facts["why"] == "held" and "đang mở ở chương trình khác" in sentence(refused.value)
    assert 3 < sum(slept) < 6
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.pdf", b"old")]


def test_a_refusal_that_no_holder_explains_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slept: list[float]
) -> None:
    folder = tmp_path / "thu-muc"
    folder.mkdir()
    for number, target in ((5, folder), (112, tmp_path / "a"), (None, tmp_path / "a")):
        holder = Holder("replace", 9, number or 0)
        monkeypatch.setattr(disk.os, "replace", holder)
        (tmp_path / "b").write_bytes(b"")
        with pytest.raises(OSError):
            disk.replace(tmp_path / "b", target)
        assert holder.calls == 1
    assert slept == []


@pytest.mark.parametrize(
    "make",
    [
        lambda path: opening.create(path).close(),
        lambda path: opening.create(path).close() or backup.back_up(path, path.parent / "Sao lưu"),
    ],
    ids=["a new book", "a backup"],
)
def test_a_book_and_its_backup_are_made_while_a_scanner_looks_at_each_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], object]
) -> None:
    for act in ("replace", "unlink"):
        monkeypatch.setattr(disk.os, act, Holder(act, 2, 32))
    make(tmp_path / "sổ.sokhoi")
    left = [one.name for one in tmp_path.rglob("*") if one.name.startswith("~")]
    assert (tmp_path / "sổ.sokhoi").exists() and left == []


def test_what_a_power_cut_left_is_written_over(tmp_path: Path) -> None:
    left = tmp_path / "~moi-sổ.sokhoi"
    left.write_bytes(b"half of a book")
    left.with_name(left.name + "-journal").write_bytes(b"pages of another file")
    opening.create(tmp_path / "sổ.sokhoi").close()
    assert [one.name for one in tmp_path.iterdir()] == ["sổ.sokhoi"]


@pytest.mark.parametrize(
    ("number", "why"),
    {
        19: "write-protected",
        21: "gone",
        53: "gone",
        67: "gone",
        112: "full",
        123: "bad-name",
        206: "too-long",
        32: "held",
        33: "held",
        5: "denied",
    }.items(),
)
def test_each_error_of_windows_has_its_cause_and_its_words(tmp_path: Path, number: int, why: str) -> None:
    assert cause(windows_error(number), tmp_path / "a") == why
    assert why in WHY_NOT


def test_access_denied_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    denied = windows_error(5)
    assert cause(denied, tmp_path) == "folder"
    assert cause(denied, path) == "denied"
    monkeypatch.setattr(disk.os, "rename", Holder("rename", 9, 32))
    assert cause(denied, path) == "held"
    monkeypatch.setattr(disk, "marked_read_only", lambda there: stat.S_ISREG(there.st_mode))
    assert cause(denied, path) == "marked"


def test_the_root_of_a_drive_is_a_folder_in_words(tmp_path: Path) -> None:
    root = Path(tmp_path.anchor)
    for act in (write_whole, lambda place, content: opening.create(place)):
        with pytest.raises(FileTrouble) as refused:
            act(root, b"new")
        assert "“gốc của ổ đĩa”" in sentence(refused.value)
    with pytest.raises(FileTrouble, match=r"file\.is_folder"), told_of(root), disk.whole(root):
        pass


def test_a_place_that_is_not_connected_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = FileNotFoundError(errno.ENOENT, "words of the system")
    monkeypatch.setattr(sys, "platform", "win32")
    assert cause(missing, tmp_path / "a") == "missing"
    monkeypatch.setattr(os.path, "exists", lambda place: False)
    assert cause(missing, tmp_path / "a") == "gone"


def test_a_log_that_is_held_for_a_moment_gets_its_line_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[Path]
) -> None:
    path = tmp_path / "truc-trac.log"
    disk.append(path, "một\n")
    monkeypatch.setattr(disk.os, "open", Holder("open", 2, 32))
    disk.append(path, "hai\n")
    assert path.read_text(encoding="utf-8") == "một\nhai\n" and told == [path]


def test_a_folder_of_ours_that_is_held_at_its_end_is_left_for_a_week_and_hides_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ZeroDivisionError), monkeypatch.context() as patched, scratch() as folder:
        Path(folder, "so.sokhoi").write_bytes(b"x")
        patched.setattr(os, "unlink", Holder("unlink", 1000, 32))
        raise ZeroDivisionError
    (left,) = tmp_path.iterdir()
    at = time.time() - 8 * 86_400
    os.utime(left, (at, at))
    scratch().cleanup()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_somebody_still_uses_stays_however_old_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing: a copy that was open for more than a week lost its folder to the next one."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    used, left = scratch(), tmp_path / f"{disk.SCRATCH}bỏ-lại"
    left.mkdir()
    at = time.time() - 30 * 86_400
    for place in (Path(used.name), left):
        os.utime(place, (at, at))
    with scratch():
        assert Path(used.name).is_dir() and not left.exists()
    used.cleanup()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["CON", "con.pdf", "NUL.sokhoi", "Aux .txt", "COM1.a.b", "lpt9", "CONOUT$"])
def test_names_of_devices_are_known(name: str) -> None:
    assert disk.is_device(name)


@pytest.mark.parametrize("name", ["CONG.pdf", "Khối CON.sokhoi", "COM10", "COM", "NULL.txt", "a.CON"])
def test_other_names_are_no_devices(name: str) -> None:
    assert not disk.is_device(name)


# -- nobody beside it --------------------------------------------------------------------------------------------------

ROOT = Path(disk.__file__).parents[2]
OTHERWISE = {
    "models/file/disk.py": {"os.replace", "os.unlink", "os.rename", "write_bytes", "os.fdopen"},
    "models/file/lock.py": {"unlink"},  # the sidecar: whoever has just opened it keeps it, and nobody waits for that
    "models/file/opening.py": {"write_bytes"},  # the empty file SQLite fills, inside `whole_book`
    "models/file/copies/vacuum.py": {"write_bytes"},  # a byte to try the place with
    "models/exchange/document_schema.py": {"write_text"},  # run by a builder
    "ui/papers/register.py": {"replace"},  # one paper by another, in the book
    "ui/window/selftest/steps.py": {"unlink", "write_bytes"},  # in a scratch folder of its own
}


MODE = re.compile(r"(?=.*[wax+])[rwax][bt]?\+?[bt]?")


def opens_to_write(call: ast.Call) -> bool:
    """Whether a call opens a file in a mode that writes."""
    given = [*call.args, *(word.value for word in call.keywords)]
    modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return ast.unparse(call.func).rpartition(".")[2] in ("open", "fdopen") and any(map(MODE.fullmatch, modes))


def names_of_writes(source: str) -> set[str]:
    """The calls of a module that write, rename or remove a file by themselves."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and opens_to_write(node):
            found.add(ast.unparse(node.func))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if ast.unparse(node.func) in ("os.replace", "os.rename", "os.unlink", "os.remove"):
                found.add("os." + name)
            elif (
                name in ("unlink", "write_bytes", "write_text")
                or ast.unparse(node.func) == "shutil.move"
                or (name == "replace" and len(node.args) == 1 and not node.keywords)
            ):
                found.add(name)
    return found


def test_files_are_written_renamed_and_removed_by_the_helper_alone() -> None:
    sources = [
        ROOT / "main.py",
        *(path for room in ("models", "printing", "ui") for path in (ROOT / room).rglob("*.py")),
    ]
    found = {path.relative_to(ROOT).as_posix(): names_of_writes(path.read_text(encoding="utf-8")) for path in sources}
    assert {place: names for place, names in found.items() if names} == OTHERWISE


# -- the lock ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "sổ.sokhoi"


def test_a_lock_is_taken_where_a_file_is_numbered_differently_by_handle_and_by_name(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock.os.path, "samestat", lambda one, other: False)
    held = lock.acquire(place, lock.Holder("VP-03", "Ai đó", "2026"))
    assert lock.live_holder(place) == held.holder
    held.release()
    assert not lock.sidecar(place).exists()


def test_a_place_that_never_shows_the_sidecar_is_refused_in_words(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_same", lambda handle, place: False)
    with pytest.raises(FileTrouble, match=r"file\.no_lock") as refused:
        lock.acquire(place, lock.Holder())
    assert "đang mở" in sentence(refused.value)


def test_a_place_that_keeps_no_lock_is_refused_in_words(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(handle: int) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_take", no_locks)
    with pytest.raises(FileTrouble, match=r"file\.no_lock"):
        lock.acquire(place, lock.Holder())
    assert lock.live_holder(place) is None


def test_releasing_a_lock_never_hides_the_real_fault(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = lock.acquire(place, lock.Holder())

    def gone(*_: object) -> None:
        raise OSError(errno.EIO, "the stick is gone")

    with monkeypatch.context() as patched:
        patched.setattr(disk.os, "unlink", gone)
        patched.setattr(lock, "_give", gone)
        with pytest.raises(ZeroDivisionError):
            try:
                raise ZeroDivisionError
            finally:
                held.release()


# -- with a real holder, where only Windows (or Wine) can say ----------------------------------------------------------

HOLD = "import sys, time; file = open(sys.argv[1], 'rb'); print('on', flush=True); time.sleep(float(sys.argv[2]))"


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows keeps an open file from being renamed")
@pytest.mark.parametrize(("seconds", "written"), [("1.5", True), ("20", False)])
def test_a_process_that_holds_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: str, written: bool
) -> None:
    monkeypatch.undo()
    assert disk.time.sleep is time.sleep
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path), seconds], stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout is not None and other.stdout.readline().strip() == b"on"
            if written:
                write_whole(path, b"new")
                assert path.read_bytes() == b"new"
            else:
                with pytest.raises(FileTrouble) as refused:
                    write_whole(path, b"new")
                assert refused.value.facts["why"] == "held"
        finally:
            other.kill()
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has drives and shares")
def test_places_that_only_windows_has(tmp_path: Path) -> None:
    """The root of a drive, a drive and a share that are not there: each by its cause. (The mark "read-only" is tried
    with a pretended system: where Wine runs as root nothing refuses to write over it.)"""
    free = next(f"{letter}:\\" for letter in "QRSTUVW" if not os.path.exists(f"{letter}:\\"))
    places = {
        Path(tmp_path.anchor): "folder",
        Path(free) / "a.pdf": "gone",
        Path("\\\\may-khong-co\\chung\\a.pdf"): "gone",
    }
    for place, why in places.items():
        with pytest.raises(FileTrouble) as refused:
            write_whole(place, b"new")
        assert refused.value.facts["why"] == why, place


def test_a_path_longer_than_windows_opens_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = FileNotFoundError(errno.ENOENT, "words of the system")
    monkeypatch.setattr(sys, "platform", "win32")
    room = 259 - len(str(tmp_path)) - 1
    assert cause(missing, tmp_path / ("x" * room)) == "missing"
    assert cause(missing, tmp_path / ("x" * (room + 1))) == "too-long"


def test_what_a_crash_left_in_a_folder_goes_with_the_next_file_written_there(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in ("~moi-a.pdf", "~moi-b.pdf", "a.pdf"))
    for place in (old, young, other):
        place.write_bytes(b"x")
    for place in (old, other):
        os.utime(place, (1_000_000, 1_000_000))
    disk.write_whole(tmp_path / "c.pdf", b"c")
    assert sorted(place.name for place in tmp_path.iterdir()) == ["a.pdf", "c.pdf", "~moi-b.pdf"]


def test_folders_a_crash_left_in_the_place_for_them_go_after_a_week(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, days in (("so-khoi-old", 8), ("so-khoi-young", 6), ("other", 8)):
        (tmp_path / name / "in").mkdir(parents=True)
        (tmp_path / name / "in" / "a").write_bytes(b"x")
        at = time.time() - days * 86_400
        os.utime(tmp_path / name, (at, at))
    with scratch() as made:
        left = {place.name for place in tmp_path.iterdir()}
        assert left == {"so-khoi-young", "other", Path(made).name}
