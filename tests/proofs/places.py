"""Where and when a book lies: a place that cannot be written, another process, a lock somebody dead left, a wrong
clock, long and Vietnamese names. What the program does is done whole or refused in words, and nothing is lost.

What is done is what `kills` does, by the same script, in a process of its own.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Final

from models.file import header, lock
from models.rules.errors import Refusal
from tests.proofs import kills
from tests.proofs.run import Done, Row
from tests.proofs.spoilt import lived
from tests.proofs.watched import READY, Watched, possible

LONG, SHORT = 1_000, 7
RACES: Final = 20
"""How often two processes do each thing at once."""
TODAY: Final = "2026-01-16"
SIDECARS: Final[Mapping[str, bytes]] = {
    "of another machine": b'{"machine":"VP-03","person":"Ai \xc4\x91\xc3\xb3","since":"2020-01-01T00:00:00+00:00"}',
    "from the future": b'{"machine":"","person":"","since":"2999-01-01T00:00:00+00:00"}',
    "empty": b"",
    "no text": bytes(range(256)) * 8,
    "of other shapes": b'{"machine":[],"person":{},"since":null}',
    "nested deep": b"[" * 100_000,
    "long": b"x" * 3_000_000,
}
DAYS: Final = (
    "1970-01-01", "1999-12-31", "2025-12-31", "2026-01-15", "2028-02-29", "2038-01-20", "2099-12-31", "9999-12-30",
)  # fmt: skip
VIETNAMESE: Final = "Sổ khối thi đua số 3 – Ủy ban MTTQ, Đảng ủy (năm 2025) 50% #1 & 'ấy'"
NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "Vietnamese": ("Thư mục của Ủy ban", f"{VIETNAMESE}.sokhoi"),
    "Vietnamese, parted signs": (
        unicodedata.normalize("NFD", "Thư mục"),
        f"{unicodedata.normalize('NFD', 'Sổ')}.sokhoi",
    ),
    "from Zalo": ("Zalo Received Files", "so (1) (2).sokhoi"),
    "as long as a disk takes with a journal": ("a", f"{'x' * 240}.sokhoi"),
    "long in Vietnamese": ("a", f"{'ổ' * 80}.sokhoi"),
    "deep": ("/".join(["Tài liệu của cơ quan"] * 14), "so.sokhoi"),
    "blanks and dots": (" a b ", "...so .sokhoi"),
}
"""Folder and name of a book."""
TOO_LONG: Final[Mapping[str, tuple[str, str]]] = {
    "too long for a journal": ("a", f"{'x' * 241}.sokhoi"),
    "as long as a disk takes": ("a", f"{'ổ' * 82}.sokhoi"),
    "too deep": ("/".join(["Tài liệu của cơ quan"] * 20), "so.sokhoi"),
}
"""Those that leave no room for what SQLite writes beside a book, or that it does not open."""


@dataclass(frozen=True, slots=True)
class Case:
    """A thing the program does, and in what way its place is odd."""

    what: str
    way: str


@dataclass(slots=True)
class Scene:
    """The books before each thing, made when they are asked for."""

    folder: Path
    year: Path
    made: dict[str, tuple[Path, kills.Allowed]] = field(default_factory=dict)

    def of(self, what: str) -> tuple[Path, kills.Allowed]:
        """The folder before that thing, and the contents before and after it."""
        if what not in self.made:
            place = self.folder / what
            kills.make(what, place, self.year)
            self.made[what] = place, kills.whole(what, place, self.folder / "ganz")[0]
        return self.made[what]


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """Every case there is, or the first so many with the kinds in turn; a row for each kind."""
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder:
        scene = Scene(Path(folder), Path(folder) / "nam.sokhoi")
        lived(scene.year)
        for kind, chosen in _chosen(seed, cases).items():
            found = []
            for one in chosen:
                case = f"{kind}: {one.what}, {one.way}"
                if case not in done.known:
                    done.keep(case, KINDS[kind](scene, one))
                if done.known[case]:
                    found.append(f"{case}: {done.known[case]}")
            yield Row(kind if chosen else f"SKIPPED: {kind}", len(chosen), len(found), tuple(found))


def everything() -> dict[str, list[Case]]:
    """All cases of each kind; a place made read-only by watching needs Linux."""
    ways: dict[str, list[str]] = {
        READ_ONLY: ["read-only"] if possible() else [],
        HELD: ["held"],
        RACED: [f"race {number}" for number in range(RACES)],
        DEAD: list(SIDECARS),
        CLOCK: list(DAYS),
        NAMED: list(NAMES),
        NOT_NAMED: list(TOO_LONG),
    }
    return {kind: [Case(what, way) for way in ways[kind] for what in kills.SHARES] for kind in KINDS}


def _chosen(seed: int, cases: int) -> dict[str, list[Case]]:
    drawn = everything()
    if cases < sum(map(len, drawn.values())):
        for kind, its in drawn.items():
            Random(f"{seed} {kind}").shuffle(its)
        turns = [(kind, one) for turn in zip_longest(*drawn.values()) for kind, one in zip(drawn, turn, strict=True)]
        turns = [(kind, one) for kind, one in turns if one is not None][:cases]
        return {kind: [one for of, one in turns if of == kind] for kind in drawn}
    return drawn


# --- the kinds --------------------------------------------------------------------------------------------------------


def in_a_read_only_place(scene: Scene, case: Case) -> str:
    """Every call that would change something is refused from the first on: so is the act, and no byte moves."""
    place, _ = scene.of(case.what)
    work = scene.folder / "thu"
    kills.copy(place, work)
    before = bytes_in(work)
    watched = Watched(work, error=errno.EROFS, read_only=True)
    watched.run(kills.command(case.what, work / kills.NAME, first=READY), kills.ROOT)
    if watched.code != 0:
        return f"ended with {watched.code}: {watched.wrong[-300:]}"
    if watched.said.startswith("done"):
        return "said to be done"
    return "" if bytes_in(work) == before else "something was written"


def beside_its_holder(scene: Scene, case: Case) -> str:
    """Another process has the book open for writing: refused by that name, and no byte moves."""
    place, _ = scene.of(case.what)
    work = scene.folder / "thu"
    kills.copy(place, work)
    held = lock.acquire(work / kills.NAME, lock.Holder("VP-03", "Người khác", TODAY))
    try:
        before = bytes_in(work)
        code, said, wrong = _run(case.what, work / kills.NAME)
        after = bytes_in(work)
    finally:
        held.release()
    if code != 0 or not said.startswith("file.open_elsewhere"):
        return f"ended with {code}: {said} {wrong[-300:]}"
    return "" if after == before else "something was written"


def two_at_once(scene: Scene, case: Case) -> str:
    """Two processes do the same: one at least does it, the other too or is refused; the book is whole."""
    place, allowed = scene.of(case.what)
    work, chance = scene.folder / "thu", Random(case.way)
    kills.copy(place, work)
    before = acts(work / kills.NAME)
    late = f"import time; time.sleep({chance.random() * 0.8})"
    both = [
        subprocess.Popen(
            kills.command(case.what, work / kills.NAME, 0, TODAY, str(first), first=wait),
            cwd=kills.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ},
        )
        for first, wait in ((9_000, ""), (70_000, late))
    ]
    ended = [(one.communicate(), one.returncode) for one in both]
    for (said, wrong), code in ended:
        if code != 0:
            return f"ended with {code}: {said} {wrong[-300:]}"
    if not any(said.startswith("done") for (said, _), _ in ended):
        return f"neither did it: {[said for (said, _), _ in ended]}"
    return _kept(case.what, work / kills.NAME, before, allowed)


def beside_a_dead_lock(scene: Scene, case: Case) -> str:
    """A lock file whose owner is gone, whatever it says, keeps nobody out and changes nothing."""
    place, allowed = scene.of(case.what)
    work = scene.folder / "thu"
    kills.copy(place, work)
    lock.sidecar(work / kills.NAME).write_bytes(SIDECARS[case.way])
    return _done(case.what, work, allowed) or ("a lock is left" if lock.sidecar(work / kills.NAME).exists() else "")


def on_another_day(scene: Scene, case: Case) -> str:
    """A clock that is wrong: done or refused in words, and what stood before still stands."""
    place, allowed = scene.of(case.what)
    work = scene.folder / "thu"
    kills.copy(place, work)
    before = acts(work / kills.NAME)
    code, said, wrong = _run(case.what, work / kills.NAME, case.way)
    if code != 0:
        return f"ended with {code}: {said} {wrong[-300:]}"
    return _kept(case.what, work / kills.NAME, before, allowed)


def _renamed(scene: Scene, case: Case, names: Mapping[str, tuple[str, str]]) -> tuple[Path, str]:
    """A copy of the book in the folder and under the name of the case."""
    inside, name = names[case.way]
    work = scene.folder / "thu" / inside
    kills.copy(scene.of(case.what)[0], work)
    (work / kills.NAME).rename(work / name)
    return work, name


def under_another_name(scene: Scene, case: Case) -> str:
    """Long paths and odd names: done as anywhere."""
    _, allowed = scene.of(case.what)
    work, name = _renamed(scene, case, NAMES)
    fault = _done(case.what, work, allowed, name)
    shutil.rmtree(scene.folder / "thu", ignore_errors=True)
    return fault


def under_a_name_that_is_too_long(scene: Scene, case: Case) -> str:
    """Refused by that name, and no byte moves."""
    work, name = _renamed(scene, case, TOO_LONG)
    before = bytes_in(work)
    code, said, wrong = _run(case.what, work / name)
    after = bytes_in(work)
    shutil.rmtree(scene.folder / "thu", ignore_errors=True)
    if code != 0 or not said.startswith("file.name_too_long"):
        return f"ended with {code}: {said} {wrong[-300:]}"
    return "" if after == before else "something was written"


READ_ONLY, HELD, RACED = "read-only place", "held by another process", "two processes at once"
DEAD, CLOCK, NAMED = "dead lock", "wrong clock", "long and Vietnamese paths"
NOT_NAMED: Final = "paths too long"
KINDS: Final[Mapping[str, Callable[[Scene, Case], str]]] = {
    READ_ONLY: in_a_read_only_place,
    HELD: beside_its_holder,
    RACED: two_at_once,
    DEAD: beside_a_dead_lock,
    CLOCK: on_another_day,
    NAMED: under_another_name,
    NOT_NAMED: under_a_name_that_is_too_long,
}


# --- what is left -----------------------------------------------------------------------------------------------------


def _run(what: str, book: Path, *more: str) -> tuple[int, str, str]:
    ended = subprocess.run(
        kills.command(what, book, 0, *more),
        cwd=kills.ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ},
    )
    return ended.returncode, ended.stdout, ended.stderr


def _done(what: str, work: Path, allowed: kills.Allowed, name: str = kills.NAME) -> str:
    """It is done, and stands as it should."""
    code, said, wrong = _run(what, work / name)
    if code != 0 or not said.startswith("done"):
        return f"ended with {code}: {said} {wrong[-300:]}"
    return kills.judge(what, work, allowed, "at its end", last=True, name=name)


def _kept(what: str, book: Path, before: list[str], allowed: kills.Allowed) -> str:
    """The book and its copies are whole; the acts that stood before stand, where no earlier state was put back."""
    fault = ""
    if what == "restore":
        fault = kills.judge(what, book.parent, allowed, "at its end")
    else:
        try:
            kills.whole_copies(book.parent)
        except Refusal as refusal:
            fault = str(refusal)
    return fault or ("" if what == "restore" or acts(book)[: len(before)] == before else "an act is lost")


def acts(book: Path) -> list[str]:
    """The hashes of all acts in order."""
    assert not header.has_journal(book), "a write was not finished"
    with closing(sqlite3.connect(book)) as connection:
        return [hash_ for (hash_,) in connection.execute("SELECT hash FROM op ORDER BY seq")]


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by name."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
