"""What a unit or person has earned through the years, and what a regulation can count in it: streaks, gaps, years
already used.

Here: histories as dated honours and the facts they give. Not here: what an award asks (`awards`) nor where honours
are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.rules.place.conditions import holds
from models.rules.place.facts import Facts, FactValue, Noted, fact_key


@dataclass(frozen=True, slots=True)
class Honour:
    """One title, award or rating of one year ("rating:HTXS", "CSTDCS"); `consumes` are the years whose achievement
    it used up."""

    name: str
    year: int
    decision: str = ""
    consumes: tuple[int, ...] = ()
    route: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """All honours of one holder, in any order. `known_from`: years before it were never entered (None: all were)."""

    holder: str
    honours: tuple[Honour, ...] = ()
    known_from: int | None = None

    def years(self, name: str) -> frozenset[int]:
        """The years in which the holder has it."""
        return frozenset(h.year for h in self.honours if h.name == name)

    def used(self, award: str) -> dict[int, int]:
        """Year used up -> year of the award that used it."""
        return {year: h.year for h in self.honours if h.name == award for year in h.consumes}


@dataclass(frozen=True, slots=True)
class Streak:
    """Consecutive years up to the year judged; `stopped_at` is the first year before them that is missing or used
    up."""

    years: tuple[int, ...]
    stopped_at: int
    used_by: int | None
    earlier: tuple[int, ...]

    @property
    def note(self) -> str:
        """In Vietnamese, what the number rests on: "2025; thiếu năm 2024, có năm 2023"."""
        said = [", ".join(map(str, self.years))] if self.years else []
        if self.used_by is not None:
            said.append(f"thành tích năm {self.stopped_at} đã dùng cho lần tặng năm {self.used_by}")
        elif self.earlier:
            said.append(f"thiếu năm {self.stopped_at}, có năm {', '.join(map(str, self.earlier))}")
        return "; ".join(said)


def streak(history: History, of: str, year: int, unused_by: str | None = None) -> Streak:
    """The run of consecutive years that ends in `year`; a gap breaks it, and so does a year an award already used
    up."""
    held, used = history.years(of), {} if unused_by is None else history.used(unused_by)
    run: list[int] = []
    now = year
    while now in held and now not in used:
        run.append(now)
        now -= 1
    earlier = tuple(sorted(y for y in held if y < now))
    return Streak(tuple(reversed(run)), now, used.get(now), earlier)


def facts_for(tree: object, history: History, year: int, known: Facts) -> dict[str, FactValue | Noted | None]:
    """`known` and every fact about history the condition asks, computed for the year.

    A run that reaches back to years never entered is only a lower bound: it stands where that is enough for every
    test of it,
    else the fact is unknown.
    """
    found: dict[str, FactValue | Noted | None] = dict(known)
    for test in tests_of(tree):
        key = fact_key(test)
        if key in known:
            continue
        value = _history_fact(test, history, year)
        sure = value is None or not _open_ended(test, history, year) or holds(test, {key: value}) is True
        if key not in found or found[key] is not None:
            found[key] = value if sure else None
    return {key: value for key, value in found.items() if key in known or value is not None}


def _open_ended(test: Mapping[str, object], history: History, year: int) -> bool:
    if test["fact"] != "streak" or history.known_from is None:
        return False
    unused = test.get("unused_by")
    return (
        streak(history, str(test.get("of")), year, None if unused is None else str(unused)).stopped_at
        < history.known_from
    )


def tests_of(tree: object) -> Iterator[Mapping[str, object]]:
    """Every place of a condition that names a fact, those a fact is compared with included, in the order written."""
    if isinstance(tree, Mapping):
        if "fact" in tree:
            yield tree
        for value in tree.values():
            yield from tests_of(value)
    elif isinstance(tree, Sequence) and not isinstance(tree, str):
        for item in tree:
            yield from tests_of(item)


def _history_fact(test: Mapping[str, object], history: History, year: int) -> FactValue | Noted | None:
    kind, of = str(test["fact"]), str(test.get("of", ""))
    if kind == "streak":
        unused = test.get("unused_by")
        run = streak(history, of, year, None if unused is None else str(unused))
        return Noted(len(run.years), run.note)
    years = history.years(of)
    before = [y for y in years if y < year]
    if kind == "held":
        return year in years
    if kind == "held-before":
        return Noted(bool(before), ", ".join(map(str, sorted(before))))
    if kind == "years-since":
        return Noted(year - max(before), f"lần gần nhất năm {max(before)}") if before else None
    if kind == "times":
        span = int(str(test["years"]))
        inside = sorted(y for y in years if year - span < y <= year)
        return Noted(len(inside), ", ".join(map(str, inside)))
    return None


def clashes(honours: Iterable[Honour]) -> tuple[tuple[Honour, Honour], ...]:
    """Pairs that reward one achievement twice: two awards of one name that used up a common year."""
    listed = sorted(honours, key=lambda h: (h.name, h.year, h.decision))
    return tuple(
        (a, b)
        for n, a in enumerate(listed)
        for b in listed[n + 1 :]
        if a.name == b.name and set(a.consumes) & set(b.consumes)
    )
