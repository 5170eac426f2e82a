"""Proofs that try ways in turn: each case known by its number, so that one that was stopped goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from tests.proofs.run import Done, Row

Tried = tuple[str, list[str]]
"""What a case came to, and what was wrong with it."""


def tried(
    ways: Sequence[str], seed: int, count: int, one: Callable[[str, Random], Tried], done: Done | None = None
) -> dict[int, Tried]:
    """So many cases, the ways in turn, by number; a case known to `done` is not tried again. Whatever stops one is a
    fault of it: that is what these proofs look for.
    """
    found = {}
    for turn in range(count):
        known = None if done is None else done.known.get(str(turn))
        if known is None:
            way = ways[turn % len(ways)]
            try:
                known = one(way, Random(f"{seed}/{way}/{turn}"))
            except Exception as error:
                known = "stopped", [f"{type(error).__name__}: {error}"]
            if done is not None:
                done.keep(str(turn), known)
        came, wrong = known
        found[turn] = came, list(wrong)
    return found


def rows(what: str, ways: Sequence[str], seed: int, found: dict[int, Tried]) -> Iterator[Row]:
    """A row for each way: how many were tried, how many of them failed, and each fault with the number of its case."""
    for place, way in enumerate(ways):
        here = {turn: wrong for turn, (_, wrong) in found.items() if turn % len(ways) == place}
        told = tuple(f"{way}, seed {seed}, case {turn}: {fault}" for turn, wrong in here.items() for fault in wrong)
        yield Row(f"{what}: {way}", len(here), sum(bool(wrong) for wrong in here.values()), told)
