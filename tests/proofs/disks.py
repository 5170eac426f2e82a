"""The power goes, the disk is full, fails, or is pulled out while the program writes: nothing is lost or half.

What is done is what `kills` does, by the same script, in a process watched at its system calls (`watched`). Power: the
calls are played again up to one of them, and of each file only what was synced is there, of each folder either only the
names that were synced or all of them. Disk: every n-th call that a disk may refuse says that there is no room, that it
failed, or from there on that the stick is gone; the program refuses in words, and what is left is as `kills` wants it.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.proofs import kills
from tests.proofs.run import Done, Row
from tests.proofs.spoilt import lived
from tests.proofs.watched import READY, Disk, Watched, possible

LONG, SHORT = 2_400, 4
TROUBLES = {"disk full": (errno.ENOSPC, False), "disk error": (errno.EIO, False), "stick pulled": (errno.EIO, True)}
POWER = "power lost"


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """Each thing the program does, an equal share of the cases to each kind of trouble in it."""
    if not possible():
        yield Row("SKIPPED: calls of the system can be watched on Linux (x86_64) only", 0, 0)
        return
    pairs = [(what, trouble) for what in kills.SHARES for trouble in (POWER, *TROUBLES)]
    share = max(1, cases // len(pairs))
    if cases < len(pairs):
        pairs = Random(f"{seed}").sample(pairs, cases)
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder:
        year = Path(folder) / "nam.sokhoi"
        lived(year)
        for what in kills.SHARES:
            if chosen := [trouble for one, trouble in pairs if one == what]:
                yield from _one(what, chosen, Path(folder), year, seed, share, done)


def _one(what: str, troubles: list[str], folder: Path, year: Path, seed: int, share: int, done: Done) -> Iterator[Row]:
    place, work = folder / what, folder / "thu"
    kills.make(what, place, year)
    allowed, _ = kills.whole(what, place, folder / "ganz")
    kills.copy(place, work)
    before = Disk(work, True), Disk(work, False)
    watched = watch(what, work)
    assert watched.code == 0, watched.wrong
    for trouble in troubles:
        found = []
        many = len(watched.events) if trouble == POWER else watched.refusable
        places = moments(many, share) if trouble == POWER else every(many, share, Random(f"{seed} {trouble} {what}"))
        for number, at in enumerate(places):
            case = f"{trouble} in {what} {number}"
            if case not in done.known:
                if trouble == POWER:
                    done.keep(case, _power(what, work, watched, at, before[number % 2].copy(), allowed))
                else:
                    kills.copy(place, work)
                    done.keep(case, _trouble(what, work, at + 1, trouble, allowed))
            if done.known[case]:
                found.append(f"{case}: {done.known[case]}")
        yield Row(f"{trouble} in {what}, at {len(set(places))} of {many} calls", len(places), len(found), tuple(found))


def moments(many: int, share: int) -> list[int]:
    """After how many calls the power goes, by turns with the names given at once and not: after all of them (what was
    said to be done is there), then as evenly as that many cases allow."""
    pairs = max(1, share // 2)
    return [at for turn in range(pairs) for at in (many - turn * many // pairs,) * 2][:share]


def every(many: int, share: int, chance: Random) -> list[int]:
    """Every n-th call (counted from 0): each of them where there are no more than cases."""
    if share >= many:
        return list(range(many))
    begin = chance.randrange(many)
    return sorted((begin + turn * many // share) % many for turn in range(share))


def watch(what: str, work: Path, fail_at: int = 0, error: int = 0, ever_after: bool = False) -> Watched:
    """The script of kills in a watched process."""
    return Watched(work, fail_at, error, ever_after).run(
        kills.command(what, work / kills.NAME, ready=READY), kills.ROOT
    )


def _power(what: str, work: Path, watched: Watched, at: int, disk: Disk, allowed: kills.Allowed) -> str:
    """The disk after the first `at` calls; "" when a whole book stands on it: as before, after, between acts."""
    for event in watched.events[:at]:
        disk.take(event)
    after = work.with_name("sau")
    disk.put_down(work, after)
    where = f"after call {at} of {len(watched.events)}{', names at once' if disk.at_once else ''}"
    ended = at == len(watched.events)
    return kills.judge(what, after, allowed, where, last=ended)


def _trouble(what: str, work: Path, at: int, trouble: str, allowed: kills.Allowed) -> str:
    error, ever_after = TROUBLES[trouble]
    watched = watch(what, work, at, error, ever_after)
    where = f"call {at} refused"
    if watched.code != 0:
        return f"{where}: ended with {watched.code}: {watched.wrong[-300:]}"
    return kills.judge(what, work, allowed, where)
