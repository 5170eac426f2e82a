"""Small faults sown into the rules and the book, one at a time: does a test notice?

A mutant is one changed operator, bound or constant in one function, sown when the module is imported (no file is
touched). First every sampled place is only marked and the tests run once, to learn which of them reach it; then each
mutant meets just those tests and is killed by the first that fails. One that no test reaches, or none notices,
survived. Survivors that change nothing a person could see are argued in docs/mutants.md by their place.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.proofs import sowing
from tests.proofs.run import ROOT, Done, Row

LONG = 300
SHORT = 2

NEAR = ("tests/rules", "tests/book", "tests/seeds", "tests/format", "tests/exchange", "tests/keeping")
"""The tests that stand nearest to what is sown in."""

ARGUED = ROOT / "docs" / "mutants.md"
MOST_TESTS = 80
LONGEST = 300
"""Seconds a mutant may keep its tests busy; one that hangs is noticed."""


def sample(seed: int, cases: int) -> list[sowing.Place]:
    """So many places, the same for the same seed and sources."""
    places = [place for path in sowing.files() for place in sowing.places(path)]
    return sorted(random.Random(seed).sample(places, min(cases, len(places))), key=lambda one: one.name)


def pytest(arguments: list[str], sow: dict[str, str], seconds: float | None = None) -> int:
    """Run tests with something sown; the exit code, 124 when they ran too long."""
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", **sow}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "tests.proofs.sowing",
        "-p",
        "no:cacheprovider",
        *arguments,
    ]
    try:
        return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, timeout=seconds).returncode
    except subprocess.TimeoutExpired:
        return 124


def reached(sampled: list[sowing.Place], done: Done) -> dict[str, list[str]]:
    """Which tests reach each place: learned in one run of the tests of rules and books with all places marked; the
    whole suite runs for the places those do not reach.
    """
    if "reached" not in done.known:
        found = _reached_by([one.name for one in sampled], NEAR)
        missed = [one.name for one in sampled if one.name not in found]
        done.keep("reached", found | (_reached_by(missed, ("tests",)) if missed else {}))
    return dict(done.known["reached"])


def _reached_by(places: list[str], tests: tuple[str, ...]) -> dict[str, list[str]]:
    """Which of the tests reach each of the places; a place none reaches has no entry."""
    found: dict[str, set[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        marks = Path(folder) / "marks.json"
        marks.write_text(json.dumps(places), encoding="utf-8")
        pytest(["--maxfail=1000000", "-n", "2", *tests], {"SOW_MARKS": str(marks), "SOW_OUT": folder})
        for path in Path(folder).glob("reached-*.json"):
            for name, those in json.loads(path.read_text(encoding="utf-8")).items():
                found.setdefault(name, set()).update(those)
    return {name: sorted(those) for name, those in sorted(found.items())}


def near(place: sowing.Place, tests: list[str]) -> list[str]:
    """At most so many of the tests, those of the place's own room first."""
    rooms = [part for part in Path(place.file).parts[1:-1] if part not in ("models",)] + [Path(place.file).stem]
    return sorted(tests, key=lambda test: (-sum(room in test for room in rooms), test.count("ui/"), test))[:MOST_TESTS]


def outcome(place: sowing.Place, tests: list[str]) -> str:
    """What became of one mutant: "killed", "survived" or "unreached"."""
    if not tests:
        return "unreached"
    code = pytest(near(place, tests), {"SOW": place.name}, LONGEST)
    return "survived" if code == 0 else "killed"


def argued() -> frozenset[str]:
    """The places whose survivors are argued to be harmless."""
    if not ARGUED.exists():
        return frozenset()
    lines = ARGUED.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("`")[1] for line in lines if line.startswith("- `"))


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """Sow so many mutants; a survivor that is not argued fails."""
    sampled = sample(seed, cases)
    tests = reached(sampled, done)

    def settle(place: sowing.Place) -> None:
        if place.name not in done.known:
            done.keep(place.name, outcome(place, tests.get(place.name, [])))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(settle, sampled))
    harmless = argued()
    for room in ("models/rules", "models/book"):
        here = [one for one in sampled if one.file.startswith(room)]
        left = [one for one in here if done.known[one.name] != "killed" and one.key not in harmless]
        told = tuple(f"{done.known[one.name]}: {one.name} {one.said}" for one in left)
        yield Row(f"mutants of {room}", len(here), len(left), told)
