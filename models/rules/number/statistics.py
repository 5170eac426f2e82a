"""Tables that add up: percentages computed from counts, shown so that they sum to 100, typed ones checked, nested
counted once.

Nothing here is typed by hand except what is compared. Percentages shown are decimal texts' values in steps of a digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.rules.errors import RuleViolation
from models.rules.number.points import Rounding, apply

METHOD = "số dư lớn nhất"
"""How shown shares are made to add up; named beside the table."""


def rates(counts: Sequence[int], digits: int = 2) -> tuple[Decimal, ...]:
    """Percentages of the counts that add up to exactly 100 by the largest remainder; all zero when nothing was counted.

    Equal remainders go to the larger count, then to the earlier row of the table: a convention of the print, no rank.
    """
    if any(count < 0 for count in counts):
        raise RuleViolation("statistics.negative_count", counts=tuple(counts))
    whole = sum(counts)
    if whole == 0:
        return tuple(Decimal(0) for _ in counts)
    steps = 100 * 10**digits
    parts = [divmod(count * steps, whole) for count in counts]
    shown = [quotient for quotient, _ in parts]
    left = steps - sum(shown)
    order = sorted(range(len(counts)), key=lambda n: (parts[n][1], counts[n]), reverse=True)
    for n in order[:left]:
        shown[n] += 1
    return tuple(Decimal(value).scaleb(-digits) for value in shown)


def rate(part: int, whole: int, digits: int = 2) -> Fraction:
    """One percentage on its own, rounded half up; a rate of nothing is refused."""
    if whole <= 0 or part < 0:
        raise RuleViolation("statistics.no_base", part=part, whole=whole)
    return apply(Rounding(Fraction(1, 10**digits)), Fraction(100 * part, whole))


@dataclass(frozen=True, slots=True)
class RateFault:
    """A typed figure that disagrees with the counts: row, what was typed, what the counts give."""

    code: str
    row: str
    typed: Fraction
    computed: Fraction


def check_typed(
    counts: Mapping[str, int], typed: Mapping[str, Fraction], bases: Mapping[str, int] | None = None, digits: int = 2
) -> tuple[RateFault, ...]:
    """Typed percentages and denominators of one table against its counts.

    Both the row's own rounded rate and its share in the table that adds up are accepted. Faults: `statistics.rate`,
    `statistics.base` (a row that names another denominator than the sum of the counts), `statistics.sum` (the typed
    rates
    do not add up to 100).
    """
    whole = sum(counts.values())
    shown = dict(zip(counts, rates(tuple(counts.values()), digits), strict=True))
    found = [
        RateFault("statistics.base", row, Fraction(base), Fraction(whole))
        for row, base in (bases or {}).items()
        if base != whole
    ]
    for row, value in typed.items():
        own = rate(counts[row], whole, digits)
        if value not in (own, Fraction(shown[row])):
            found.append(RateFault("statistics.rate", row, value, own))
    total = sum(typed.values(), Fraction(0))
    if set(typed) == set(counts) and total != 100:
        found.append(RateFault("statistics.sum", "", total, Fraction(100)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class TitleLine:
    """One row of a table of titles: how many hold it, and of these how many hold each title that includes it."""

    title: str
    count: int
    of_which: Mapping[str, int]


def title_table(held: Iterable[tuple[str, str]], includes: Mapping[str, str]) -> tuple[TitleLine, ...]:
    """Count holders per title, a nested title inside the one it presupposes, each holder once.

    `held` are pairs (holder, title); `includes` says which title a higher one presupposes (TTLDXS -> TTLDTT): its
    holders are
    counted in the lower one, as "39, of which 8". Rows come in the order `includes` and then `held` name them.
    """
    holders: dict[str, set[str]] = {title: set() for higher, lower in includes.items() for title in (lower, higher)}
    for holder, title in held:
        holders.setdefault(title, set()).add(holder)
        seen = {title}
        while (lower := includes.get(title)) is not None and lower not in seen:
            holders[lower].add(holder)
            seen.add(lower)
            title = lower
    higher_of = {lower: [high for high, low in includes.items() if low == lower] for lower in includes.values()}
    return tuple(
        TitleLine(
            title, len(who), {high: len(holders[high] & who) for high in higher_of.get(title, ()) if holders[high]}
        )
        for title, who in holders.items()
        if who
    )
