"""Killed in mid-write, a full disk, a place that cannot be written: what was said to be saved is there, and whole."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.file import header, lock
from models.file.copies import backup
from models.file.opening import create, open_book_file
from models.file.store import Store
from models.keeping.verify import verify
from models.rules.errors import FileTrouble

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="signals, modes and limits of POSIX")
CELLS = 20
WRITER = f"""
import os, pathlib, signal, sys
from models.file.opening import open_book_file
store = open_book_file(pathlib.Path(sys.argv[1]))
store.connection.execute("PRAGMA cache_size = 5")  # pages go to the file before the commit
stop = sys.argv[2]
def watch(sql):
    if sql.startswith(stop):
        os.kill(os.getpid(), signal.SIGKILL)
number = 0
while True:
    number += 1
    if number == 3:
        store.connection.set_trace_callback(watch)
    with store.operation("enter", {{"number": number}}) as tx:
        for i in range({CELLS}):
            tx.insert("unit", {{"key": f"{{number:06}}-{{i}}", "note": "minh chứng " * 40}})
        tx.put("setting", {{"key": "x", "value": number}})
    print(number, flush=True)
"""


def run(script: str, *arguments: object, temporary: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    if temporary is not None:
        environment["TMPDIR"] = str(temporary)
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False, env=environment,
    )  # fmt: skip


@pytest.fixture
def path(store: Store) -> Path:
    with store.operation("set-up") as tx:
        tx.insert("unit", {"key": "a"})
    store.close()
    return store.path


def look_whole(path: Path, acknowledged: int, *, exactly: bool) -> None:
    """The book opens for writing, holds every acknowledged act whole and none in part."""
    store = open_book_file(path)
    try:
        assert verify(store).ok
        numbers = [op.facts["number"] for op in store.ops(2)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) == acknowledged if exactly else acknowledged <= len(numbers) <= acknowledged + 1
        assert len(store.rows("unit")) == 1 + CELLS * len(numbers)
        with store.operation("go on") as tx:
            tx.insert("unit", {"key": "b"})
    finally:
        store.close()


@posix
@pytest.mark.parametrize(
    ("at", "journal_left"),
    [
        ("BEGIN", False),
        ('UPDATE "setting"', True),
        ("INSERT INTO op", True),
        ("INSERT INTO change", True),
        ("COMMIT", True),
    ],
)
def test_killed_at_a_statement_nothing_is_half_there(path: Path, at: str, journal_left: bool) -> None:
    done = run(WRITER, path, at)
    assert (done.returncode, done.stdout.split()) == (-signal.SIGKILL, ["1", "2"])
    assert header.has_journal(path) == journal_left
    look_whole(path, 2, exactly=True)


@posix
@pytest.mark.parametrize("after", [1, 4, 9])
def test_killed_from_outside_no_acknowledged_act_is_lost(path: Path, after: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), "never"], stdout=subprocess.PIPE, encoding="utf-8", env=environment
    )
    for _ in range(after):
        child.stdout.readline()
    child.kill()
    rest, _ = child.communicate()
    look_whole(path, after + len(rest.split()), exactly=False)


@posix
def test_a_half_finished_write_is_read_from_a_mended_copy(path: Path) -> None:
    run(WRITER, path, "COMMIT")
    before = {place: place.read_bytes() for place in (path, header.journal_of(path))}
    store = open_book_file(path, read_only=True)
    assert store.read_only_reason == "unfinished"
    assert (store.path, len(store.rows("unit")), verify(store).ok) == (path, 1 + 2 * CELLS, True)
    copies = [Path(name) for _, _, name in store.connection.execute("PRAGMA database_list") if name]
    assert [copy.name for copy in copies] == [path.name]
    store.close()
    assert not any(copy.exists() for copy in copies)
    assert {place: place.read_bytes() for place in before} == before


# -- a full disk ------------------------------------------------------------------------------------------------------

BIG = {"key": "big", "note": "x" * 3_000_000}


def test_a_full_file_says_so_and_the_book_goes_on(store: Store) -> None:
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
    before, last = store.canonical(), store.last_seq
    (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(FileTrouble, match=r"file\.disk_full"), store.operation("enter") as tx:
        tx.insert("unit", BIG)
    assert (store.canonical(), store.last_seq, verify(store).ok) == (before, last, True)
    store.connection.execute("PRAGMA max_page_count = 100000")
    with store.operation("enter") as tx:
        tx.insert("unit", BIG)
    store.undo()
    assert store.canonical() == before


def test_a_verb_that_swallows_the_trouble_cannot_write_on(store: Store) -> None:
    """SQLite has rolled back by then; what was written next would be outside any operation."""
    (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RuntimeError, match="rolled the operation back"), store.operation("enter") as tx:
        try:
            tx.insert("unit", BIG)
        except Exception:
            store.connection.execute("ROLLBACK") if store.connection.in_transaction else None
        tx.insert("unit", {"key": "a"})
    assert store.canonical() == {}


FILLER = """
import json, pathlib, sys
from models.file.copies import backup
from models.file.opening import open_book_file
from models.keeping.verify import verify
from models.rules.errors import FileTrouble
path = pathlib.Path(sys.argv[1])
store = open_book_file(path)
SETUP
said = []
def attempt(act):
    try:
        act()
        said.append("done")
    except FileTrouble as trouble:
        said.append(trouble.code)
def enter(key, size):
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": key, "note": "x" * size})
attempt(lambda: enter("big", 3_000_000))
attempt(lambda: backup.back_up(path, path.parent / "kho"))
said.append([place.name for place in (path.parent / "kho").iterdir()])
RELIEF
attempt(lambda: enter("small", 1))
said.append([row["key"] for row in store.rows("unit")])
said.append(verify(store).ok)
store.close()
print(json.dumps(said))
"""
LIMITED = FILLER.replace(
    "SETUP",
    "import resource\n"
    "hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), hard))",
).replace("RELIEF", "resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))")


@posix
@pytest.mark.parametrize(
    ("room", "backed_up"),
    [
        (0, "done"),
        # No copy of the book has room either.
        (-8192, "file.copy_full"),
    ],
)
def test_a_limit_on_the_size_of_files(path: Path, room: int, backed_up: str) -> None:
    done = run(LIMITED, path, path.stat().st_size + room)
    assert done.stderr == ""
    said = json.loads(done.stdout)
    assert [said[0], said[1], *said[3:]] == ["file.disk_full", backed_up, "done", ["a", "small"], True]
    assert len(said[2]) == (backed_up == "done")


@posix
def test_a_really_full_disk(path: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    size = path.stat().st_size + 500_000
    script = FILLER.replace("SETUP", "(path.parent / 'ballast').write_bytes(b'x' * 300_000)")
    script = script.replace("RELIEF", "(path.parent / 'ballast').unlink()")
    mounted = f'mount -t tmpfs -o size={size} none "{disk}" && cp "{path}" "{disk}/a.sokhoi" && exec "$@"'
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0
    ):
        pytest.skip("no small disk may be mounted here")
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", mounted, "sh", sys.executable, "-c", script, str(disk / "a.sokhoi")],
        capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    if "mount:" in done.stderr:
        pytest.skip("no small disk may be mounted here")
    assert done.stderr == ""
    assert done.stdout.strip() == '["file.disk_full", "file.copy_full", [], "done", ["a", "small"], true]'


# -- a place that cannot be written, seen as somebody who is not root --------------------------------------------------

VISITOR = """
import os, pathlib, sqlite_utils, sys
from models.file.opening import create, open_book_file
from models.rules.errors import FileTrouble
if os.geteuid() == 0:  # after the imports: root's own Python may be out of reach for others
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
path = pathlib.Path(sys.argv[1])
try:
    if sys.argv[2] == "create":
        create(path.with_name("b.sokhoi"))
    store = open_book_file(path)
    print(store.read_only_reason, len(store.rows("unit")))
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "b"})
except FileTrouble as trouble:
    print(trouble.code)
"""


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that an unprivileged user can reach, unlike pytest's own; beside it one for their temporary files."""
    base = Path(tempfile.mkdtemp(prefix="so-khoi-test-", dir="/tmp"))
    base.chmod(0o755)
    for name, mode in (("place", 0o755), ("temporary", 0o777)):
        (base / name).mkdir()
        (base / name).chmod(mode)
    yield base / "place"
    (base / "place").chmod(0o700)
    shutil.rmtree(base)


def visit(path: Path, what: str = "open") -> list[str]:
    """What an unprivileged process meets at `path`."""
    done = run(VISITOR, path, what, temporary=path.parent.with_name("temporary"))
    assert done.stderr == ""
    return done.stdout.splitlines()


def placed(path: Path, folder: Path, *, folder_mode: int, file_mode: int) -> Path:
    target = folder / "a.sokhoi"
    for source in (path, header.journal_of(path)):
        if source.exists():
            copied = folder / source.name.replace(path.name, target.name)
            shutil.copyfile(source, copied)
            copied.chmod(file_mode)
    folder.chmod(folder_mode)
    return target


@posix
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o444), (0o555, 0o666), (0o777, 0o444)])
def test_a_place_that_cannot_be_written_is_read(path: Path, public: Path, folder_mode: int, file_mode: int) -> None:
    target = placed(path, public, folder_mode=folder_mode, file_mode=file_mode)
    before = target.read_bytes()
    assert visit(target) == ["place 1", "file.read_only"]
    assert target.read_bytes() == before
    assert not lock.sidecar(target).exists()


@posix
def test_an_unfinished_write_in_a_place_that_cannot_be_written(path: Path, public: Path) -> None:
    run(WRITER, path, "COMMIT")
    target = placed(path, public, folder_mode=0o555, file_mode=0o444)
    assert visit(target) == [f"unfinished {1 + 2 * CELLS}", "file.read_only"]


@posix
def test_a_file_that_may_not_be_read(path: Path, public: Path) -> None:
    assert visit(placed(path, public, folder_mode=0o755, file_mode=0o000)) == ["file.no_access"]


@posix
def test_a_book_cannot_be_made_where_nothing_can_be_written(path: Path, public: Path) -> None:
    assert visit(placed(path, public, folder_mode=0o555, file_mode=0o444), "create") == ["file.no_access"]
    assert [place.name for place in public.iterdir()] == ["a.sokhoi"]


def test_a_book_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"file\.(missing|no_access)"):
        create(tmp_path / "nowhere" / "a.sokhoi")


def test_a_backup_folder_that_cannot_be_made(path: Path, tmp_path: Path) -> None:
    (tmp_path / "kho").write_bytes(b"a file, not a folder")
    with pytest.raises(FileTrouble, match=r"file\.io_error"):
        backup.back_up(path, tmp_path / "kho")
