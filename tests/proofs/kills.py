"""The program is killed in the middle of what it does: nothing that stood before is lost, nothing stands half.

A process of its own does one thing to a copy of the lived practice book and kills itself at the n-th step: a statement
of SQLite, a file opened, renamed or removed. What is left must open and verify, and hold exactly the content before or
after (of several acts: whole acts, as its journal says); every backup and copy that has its name must be whole. Only
the process dies, not the machine: `disks` tries what is left when the power goes, and disks that fail.
"""

from __future__ import annotations

import lzma
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from models.book.book import open_book
from models.file.history import canonical
from models.file.opening import open_book_file
from models.keeping import seal
from models.keeping.verify import verify
from models.rules.errors import Refusal
from tests.book import practice_closing
from tests.book.conftest import Clock, keys
from tests.proofs.run import Done, Row
from tests.proofs.spoilt import YEAR, lived

LONG, SHORT = 2_000, 7
ROOT = Path(__file__).resolve().parents[2]
SHARES = {"act": 5, "backup": 1, "seal": 1, "handover": 1, "restore": 1, "upgrade": 1}
"""What is killed, and how many of ten parts of the cases it gets."""
OLD = ROOT / "tests" / "files" / "book_step_4.sokhoi.xz"
"""A lived book of an older schema, opened by the program of today."""
SCRIPT = """
import os, signal, sys
from pathlib import Path

what, place, last = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
day, first_key = sys.argv[4] if len(sys.argv) > 4 else "2026-01-16", int((sys.argv[5:] or [9000])[0])
done, refused, book = 0, "", None
FIRST

def step(*_):
    global done
    done += 1
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)

import models.file.connect as door
plain = door.connect

def traced(*given, **said):
    connection = plain(*given, **said)
    connection.set_trace_callback(step)
    return connection

door.connect = traced
from models.book.book import open_book, restore_book
from models.keeping import handover, seal
from models.rules.errors import Refusal
from tests.book import practice_closing
from tests.book.conftest import Clock, keys

def opened():
    return open_book(place, clock=Clock(day), key_source=keys(first_key))

def act():
    if what == "upgrade":
        opened()
    elif what == "act":
        for number in range(3):
            book.tasks.add(%d + 1, f"Việc {number}") if book.years.find(%d + 1) else book.years.open(%d + 1)
    elif what == "backup":
        book.back_up()
    elif what == "seal":
        seal.close_year(book, %d)
    elif what == "handover":
        practice_closing.hand_over(book, place.with_name("giao.sokhoi"))
    elif what == "restore":
        restore_book(place, place.with_name("cu.sokhoi"), clock=Clock(day))

try:
    book = None if what == "upgrade" else opened()
    if what == "restore":
        book.close()
    watched = ("os.rename", "os.remove", "open", "sqlite3.connect")
    sys.addaudithook(lambda event, given: step() if event in watched else None)
    READY
    done = 0
    act()
except Refusal as refusal:
    refused = refusal.code
print(refused or "done", done)
sys.stdout.flush()
os._exit(0)
""".replace("%d", str(YEAR))
"""What the process does, on the day and with the keys that are named last; where a step is named it kills itself there.
`FIRST` stands before the book is opened and `READY` before it acts, for whoever watches. It says how it was refused, or
"done", and how many steps it took."""
NAME = "so.sokhoi"


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """Each thing in turn, killed at steps drawn between its first and its last."""
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder:
        places = {what: Path(folder) / what for what in SHARES}
        year = Path(folder) / "nam.sokhoi"
        lived(year)
        for what, place in places.items():
            make(what, place, year)
        for what, share in SHARES.items():
            tried = max(1, cases * share // sum(SHARES.values()))
            found = []
            allowed, steps = whole(what, places[what], Path(folder) / "ganz")
            for number in range(tried):
                case = f"{what} {number}"
                if case not in done.known:
                    at = Random(f"{seed} {case}").randrange(1, steps + 1)
                    done.keep(case, _case(what, places[what], Path(folder) / "thu", at, allowed))
                if done.known[case]:
                    found.append(f"{case}: {done.known[case]}")
            yield Row(f"killed in {what}", tried, len(found), tuple(found))


def make(what: str, place: Path, year: Path) -> None:
    """The book before it is killed in `what`, alone in a folder; `year` is the lived year."""
    place.mkdir()
    if what == "upgrade":
        (place / NAME).write_bytes(lzma.decompress(OLD.read_bytes()))
        return
    path = Path(shutil.copy(year, place / NAME))
    with open_book(path, clock=Clock("2026-01-16"), key_source=keys(5000)) as book:
        practice_closing.leaders(book)
        if what == "handover":
            seal.close_year(book, YEAR)
        if what == "restore":
            book.save_copy(place / "cu.sokhoi")
            book.years.open(YEAR + 1)


def script(ready: str = "", first: str = "") -> str:
    """The process, with what it does once it is about to act, and before all."""
    return SCRIPT.replace("READY", ready.strip().replace("\n", "\n    ") or "pass").replace("FIRST", first)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The contents that may stand afterwards: those before and after; of an upgrade, whose content stays, of today's
    schema, as the next who opens the book ends it.
    """

    before: str
    after: str


def whole(what: str, place: Path, work: Path) -> tuple[Allowed, int]:
    """The contents that may stand afterwards, and how many steps the whole thing takes."""
    copy(place, work)
    before = "" if what == "upgrade" else content_of(work / NAME)
    said = _run(what, work, 0)
    assert said.returncode == 0 and said.stdout.startswith("done"), said.stdout + said.stderr
    return Allowed(before, content_of(work / NAME)), int(said.stdout.split()[-1])


def _case(what: str, place: Path, work: Path, at: int, allowed: Allowed) -> str:
    """One kill at that step; "" when all is well, else what is wrong."""
    copy(place, work)
    said = _run(what, work, at)
    if said.returncode not in (0, -signal.SIGKILL):
        return f"step {at}: ended with {said.returncode}: {said.stderr[-200:]}"
    return judge(what, work, allowed, f"step {at}")


def judge(what: str, work: Path, allowed: Allowed, where: str, last: bool = False, name: str = NAME) -> str:
    """What is wrong with what was left in the folder; "" when the book of that name is whole and holds what it held
    before or after (of several acts: whole acts), and every copy that has its name is whole. `last`: all was said to be
    done, so it holds what it holds after.
    """
    try:
        open_book_file(work / name).close()  # what was not finished is taken back, as whoever opens it next does
        content = content_of(work / name)
        if content not in (allowed.before, allowed.after) and what != "act":
            return f"{where}: neither as before nor as after"
        if last and content != allowed.after:
            return f"{where}: what was said to be done is not there"
        whole_copies(work)
    except Refusal as refusal:
        return f"{where}: {refusal}"
    return ""


def whole_copies(work: Path) -> None:
    """Every book and copy in the folder that has its name is whole. Refusal otherwise."""
    for other in work.rglob("*.sokhoi"):
        if not other.name.startswith("~"):
            _whole_copy(other, work.with_name("bản"))


def _whole_copy(path: Path, apart: Path) -> None:
    """A copy that has its name is whole; one of an older schema once it is opened for writing, apart."""
    shutil.rmtree(apart, ignore_errors=True)
    apart.mkdir()
    copied = Path(shutil.copy(path, apart / NAME))
    open_book_file(copied).close()
    content_of(copied)


def content_of(path: Path) -> str:
    """The digest of what a book holds, once it is found to be what its journal says. AssertionError when it is not."""
    store = open_book_file(path, read_only=True)
    try:
        report = verify(store)
        if not report.ok:
            raise Refused(f"{path.name}: {report}")
        return canonical.digest(store.canonical())
    finally:
        store.close()


class Refused(Refusal):
    """A file that is not what its journal says."""

    def __init__(self, said: str) -> None:
        super().__init__("proof.not_sound", said=said)


def copy(place: Path, work: Path) -> None:
    """The folder as it was, in the place of what the last kill left."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(place, work)


def _run(what: str, work: Path, at: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(what, work / NAME, at), cwd=ROOT, capture_output=True, encoding="utf-8", check=False, env={**os.environ}
    )


def command(what: str, book: Path, at: int = 0, *more: str, ready: str = "", first: str = "") -> list[str]:
    """What starts the process; `more`: the day, the first key."""
    return [sys.executable, "-c", script(ready, first), what, str(book), str(at), *more]
