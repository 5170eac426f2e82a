"""Every long proof in one command: `python3 dev.py prove [NAME …] [--seed N] [--cases N] [--short]`.

A proof is a module of this folder that has `LONG` and `SHORT` (how many cases) and `prove(seed, cases, done)`, which
yields one `Row` for everything it tried. `done` remembers finished cases under `.proofs/`, so that a proof that was
stopped goes on where it was; another seed, another number of cases or other sources begin anew. `SO_KHOI_PROOFS` names
another folder for that, one that outlives this checkout. The table of the last whole runs is docs/proofs.md; each proof
writes its rows there when it has run whole. A name of `GROUPS` stands for several proofs, shown as one table.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol, cast

ROOT = Path(__file__).resolve().parents[2]
PLACE = Path(os.environ.get("SO_KHOI_PROOFS") or ROOT / ".proofs")
TABLE = ROOT / "docs" / "proofs.md"
HEAD = "| proof | what | tried | failed | seed | commit | day |"
RULE = "|---|---|---:|---:|---:|---|---|"
GROUPS = {
    "faults": (
        "kills", "disks", "places", "flipped", "spoilt", "documents",
        "cells_mutants", "forms_mutants", "tables_mutants",
    ),
}  # fmt: skip
"""Proofs that answer one question together: whatever happens to a book or comes in, nothing is lost, half or silent."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was tried how often and how often it failed; `found` names each failure."""

    what: str
    tried: int
    failed: int
    found: tuple[str, ...] = ()


@dataclass(slots=True)
class Done:
    """The finished cases of one proof with their outcomes, written down one by one."""

    path: Path
    known: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, seed: int, cases: int, sources: str) -> Done:
        """What is known of this very run: same seed, same number of cases, same sources."""
        mark = hashlib.sha256(f"{seed} {cases} {sources}".encode()).hexdigest()[:16]
        path = PLACE / f"{name}-{mark}.jsonl"
        known = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                case, outcome = json.loads(line)
                known[case] = outcome
        return cls(path, known)

    def keep(self, case: str, outcome: object) -> None:
        """Write one finished case down at once."""
        self.known[case] = outcome
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([case, outcome], ensure_ascii=False) + "\n")


class Proof(Protocol):
    """What a module of this folder offers."""

    LONG: int
    SHORT: int

    def prove(self, seed: int, cases: int, done: Done) -> Iterable[Row]:
        """Try so many cases and say what came of them."""


def names() -> list[str]:
    """The proofs there are: every module of this folder that can prove."""
    found = []
    for path in sorted(Path(__file__).parent.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path.stem != "run" and "\ndef prove(" in text:
            found.append(path.stem)
    return found


def load(name: str) -> Proof:
    """One proof by name."""
    return cast(Proof, importlib.import_module(f"tests.proofs.{name}"))


def sources() -> str:
    """The state of what is proven: the commit, and whether files differ from it."""
    said = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    changed = subprocess.run(["git", "status", "--porcelain", "--", "*.py"], cwd=ROOT, capture_output=True, text=True)
    return said + (" +" + hashlib.sha256(changed.stdout.encode()).hexdigest()[:8] if changed.stdout.strip() else "")


def run(name: str, seed: int, cases: int, state: str) -> list[Row]:
    """Run one proof and print each row as it comes."""
    begun, rows = time.monotonic(), []
    print(f"== {name}: {cases} cases, seed {seed}", flush=True)
    for row in load(name).prove(seed, cases, Done.of(name, seed, cases, state)):
        rows.append(row)
        print(f"   {row.what}: {row.tried} tried, {row.failed} failed", flush=True)
        for one in row.found[:20]:
            print(f"      {one}", flush=True)
    print(f"   {time.monotonic() - begun:.0f} s", flush=True)
    return rows


def table_with(text: str, name: str, lines: Iterable[str]) -> str:
    """The table with the rows of one proof replaced; what stands before and below it stays."""
    head, _, rest = text.partition(HEAD)
    table, _, below = rest.partition("\n\n")
    kept = [line for line in table.splitlines()[2:] if line.split("|")[1].strip() != name]
    return head + "\n".join([HEAD, RULE, *sorted([*kept, *lines])]) + "\n" + (f"\n{below}" if below else "")


def lines_of(name: str, seed: int, rows: Iterable[Row], state: str) -> list[str]:
    """The rows of a proof as lines of the table."""
    return [
        f"| {name} | {row.what} | {row.tried} | {row.failed} | {seed} | {state[:10]} | {date.today().isoformat()} |"
        for row in rows
    ]


def record(name: str, lines: Iterable[str]) -> None:
    """Put the lines of a whole run into docs/proofs.md."""
    TABLE.write_text(table_with(TABLE.read_text(encoding="utf-8"), name, lines), encoding="utf-8")


def wanted(arguments: list[str]) -> Iterator[tuple[str, int, int, bool]]:
    """(proof, seed, cases, whole) for each proof that is to run."""
    parser = argparse.ArgumentParser(prog="dev.py prove")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join([*names(), *GROUPS]))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int)
    parser.add_argument("--short", action="store_true", help="the form that the tests run")
    said = parser.parse_args(arguments)
    unknown = sorted(set(said.names) - set(names()) - set(GROUPS))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join([*names(), *GROUPS])}")
    for name in dict.fromkeys(one for each in said.names or names() for one in GROUPS.get(each, (each,))):
        proof = load(name)
        cases = said.cases if said.cases is not None else proof.SHORT if said.short else proof.LONG
        yield name, said.seed, cases, cases >= proof.LONG


def main(arguments: list[str]) -> int:
    """Run the named proofs, all when none is named, and print their rows as one table; 1 when anything failed."""
    state, failed, table = sources(), 0, [HEAD, RULE]
    for name, seed, cases, whole in wanted(arguments):
        rows = run(name, seed, cases, state)
        lines = lines_of(name, seed, rows, state)
        failed += sum(row.failed for row in rows)
        table += lines
        if whole:
            record(name, lines)
    print("\n".join(["", *table, "", f"{failed} failed" if failed else "nothing failed"]), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
