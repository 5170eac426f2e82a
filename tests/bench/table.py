"""One row of the bench, its figures and how it is shown: medians and spread of one run, the ratio to a floor of it."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

CPU: Final = "SOKHOI_BENCH_CPU"
perf_counter: Final = time.process_time if os.environ.get(CPU) else time.perf_counter
"""What the benches read: the clock on the wall, or this process's own time where the machine does other work (`--cpu`:
what waits for a disk or is done by another process is not in it)."""
OF_OTHERS: Final = "another process does it, whose processor time is not counted"
"""What a bench of other processes says of its rows under `--cpu`."""
HEADS: Final = ("what", "ours", "beside", "ratio", "goal", "")


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` and `floor` are samples in `unit`, `ours` none where nothing was measured and `note` says why; `goal`
    bounds the ratio (`of` "ratio") or our median (`of` "median").
    `why` is the profile's reason, shown where the goal is missed."""

    area: str
    what: str
    ours: Sequence[float]
    floor: Sequence[float] = ()
    beside: str = ""
    goal: float | None = None
    of: str = "ratio"
    unit: str = "ms"
    why: str = ""
    note: str = ""
    where: str = ""
    """Where it was run when that is not this machine's own Python: "Wine"."""

    @property
    def middle(self) -> float | None:
        """The median of our samples; None where it was not measured."""
        return statistics.median(self.ours) if self.ours else None

    @property
    def ratio(self) -> float | None:
        """Our median by the floor's."""
        return None if self.middle is None or not self.floor else self.middle / statistics.median(self.floor)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without one or without what it bounds."""
        measured = self.ratio if self.of == "ratio" else self.middle
        return None if self.goal is None or measured is None else measured <= self.goal

    def told(self) -> dict[str, Any]:
        """The row with its medians, spreads, ratio and verdict."""
        ratio = self.ratio
        found = {**asdict(self), "median": self.middle, "ratio": ratio, "met": self.met}
        return {**found, "spread": list(spread(self.ours)), "floor_spread": list(spread(self.floor)) or None}


def runs(wanted: int) -> int:
    """How often something is measured: once where every row is wanted once only."""
    return 1 if os.environ.get("SOKHOI_BENCH_ONCE") else wanted


def peak() -> int:
    """KiB of memory at most; 0 where the system does not say."""
    if sys.platform == "win32":
        return _peak_of_windows()
    try:  # not `ru_maxrss`: it begins at what the process that started this one held
        said = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(said.partition("VmHWM:")[2].split()[0])


def _peak_of_windows() -> int:
    """The most memory this process had in KiB, by Windows' own count (PROCESS_MEMORY_COUNTERS)."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]  # Windows only
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    counted = (ctypes.c_size_t * 9)()  # two 32-bit numbers, then eight of a pointer's size, the first the peak
    size = ctypes.sizeof(counted)
    known = kernel.K32GetProcessMemoryInfo(ctypes.c_void_p(kernel.GetCurrentProcess()), counted, size)
    return counted[1] // 1024 if known else 0


def spread(samples: Sequence[float]) -> tuple[float, ...]:
    """The middle half of the samples."""
    ordered = sorted(samples)
    return (ordered[len(ordered) // 4], ordered[3 * len(ordered) // 4]) if ordered else ()


def row_of(told: dict[str, Any]) -> Row:
    """A row as `told` wrote it."""
    known = {name: told[name] for name in Row.__slots__ if name in told}
    return Row(**known)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


def taking_turns(runs: int, **acts: Callable[[], object]) -> dict[str, list[float]]:
    """Milliseconds of each act, run in turn so often; one turn before them warms up."""
    found: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(runs + 1):
        for name, act in acts.items():
            took = timed(act)
            if turn:
                found[name].append(took)
    return found


def figures(samples: Sequence[float], unit: str) -> str:
    """`12.3 ms (11.9 to 13.0)`; one sample stands alone."""
    if not samples:
        return ""
    middle, places = statistics.median(samples), 0 if unit in ("calls", "MiB") else 1
    if unit == "ms" and middle >= 1000:
        return figures([one / 1000 for one in samples], "s").replace(" s", " s", 1)
    said = f"{middle:,.{2 if unit == 's' else places}f} {unit}"
    low, high = spread(samples)
    digits = 2 if unit == "s" else places
    return said if len(samples) == 1 else f"{said} ({low:,.{digits}f} to {high:,.{digits}f})"


def cells(row: Row) -> tuple[str, ...]:
    """The row as the table shows it."""
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
    beside = f"{row.beside}: {figures(row.floor, row.unit)}" if row.floor else row.beside
    goal = ""
    if row.goal is not None:
        goal = f"≤ {row.goal:g} ×" if row.of == "ratio" else f"≤ {row.goal:,g} {row.unit}"
        goal += "" if row.met is None else " met" if row.met else " MISSED"
    said = "; ".join(part for part in (row.where, row.note, row.why if row.met is False else "") if part)
    return row.what, figures(row.ours, row.unit), beside, ratio, goal, said


def lines(rows: Iterable[Row]) -> list[str]:
    """All rows under the names of their areas, in columns."""
    listed = list(rows)
    shown = [cells(row) for row in listed]
    widths = [max(len(line[place]) for line in (*shown, HEADS)) for place in range(len(HEADS))]

    def line(parts: Sequence[str]) -> str:
        return "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()

    made = [line(HEADS)]
    area = ""
    for row, parts in zip(listed, shown, strict=True):
        if row.area != area:
            area = row.area
            made += ["", f"-- {area}"]
        made.append(line(parts))
    return made


def markdown(rows: Iterable[Row]) -> list[str]:
    """The same as tables of a page."""
    made: list[str] = []
    area = ""
    for row in rows:
        if row.area != area:
            area = row.area
            made += ["", f"## {area}", "", "| " + " | ".join(HEADS) + " |", "|---" * len(HEADS) + "|"]
        made.append("| " + " | ".join(part.replace("|", "/") for part in cells(row)) + " |")
    return made[1:]
