"""Which citations would be printed although they do not hold on the paper's day.

A citation is in doubt when no rule of the year that carries it is in force on that day: neither by its whole wording
nor by the number of the document it names. Nothing is changed or refused; whoever prints is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from models.book.base import fields
from models.book.base.area import Area
from models.rules.place.regulation import Rule, governed_by

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook

NUMBER: Final = re.compile(r"\d+(?:/\d{4})?[/-][A-ZĐ][A-ZĐa-zđ\d-]*(?:/[A-ZĐ][A-ZĐ\d-]*)?")
"""The number and symbol of a document: 98/2023/NĐ-CP, 366-QĐ/TW, 86/2025/QĐ-UBND."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A citation that does not hold on the day: expired since a day, or not in force before one."""

    cite: str
    state: Literal["expired", "not-yet"]
    since: str
    on: str
    rules: tuple[str, ...]


class Citations(Area):
    """Reads of what may no longer, or not yet, be cited."""

    _book: RegulationBook

    def day_of(self, rule: Rule, year: int) -> str:
        """The year's day on which a rule is looked at: its first for rules that govern from the start, else its
        last."""
        return f"{year}-01-01" if governed_by(rule.kind) == "year-start" else f"{year}-12-31"

    def doubt(self, rule: Rule, year: int) -> Doubt | None:
        """Why one rule does not hold on the year's day, None when it does."""
        day = self.day_of(rule, year)
        return None if rule.in_force(day) else _doubt(rule.cite, [rule], day)

    def in_texts(self, year: int, texts: Iterable[str], on: str) -> tuple[Doubt, ...]:
        """The citations among the words of a paper dated `on` that do not hold then, in the order of the rules."""
        said = "\n".join(texts)
        found: dict[str, Doubt] = {}
        for name, rules in self._carriers(year).items():
            if not any(rule.in_force(on) for rule in rules) and _stands(name, said):
                found[name] = _doubt(name, rules, on)
        kept = [name for name in found if not any(name != other and name in other for other in found)]
        return tuple(found[name] for name in kept)

    def _carriers(self, year: int) -> dict[str, list[Rule]]:
        """Every citation, and every document number within one, with the rules that carry it."""
        found: dict[str, list[Rule]] = {}
        for rule in self._book.regulations.rules(year):
            for name in dict.fromkeys((rule.cite, *NUMBER.findall(rule.cite), *_inner(rule.spec))):
                found.setdefault(name, []).append(rule)
        return found


def _stands(name: str, said: str) -> bool:
    """Whether the words stand there whole: "khoản 1" is not in "khoản 10"."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _inner(spec: object) -> Iterator[str]:
    """Citations inside a rule: of its clauses and conditions."""
    if isinstance(spec, Mapping):
        if isinstance(spec.get("cite"), str):
            yield str(spec["cite"])
        for value in spec.values():
            yield from _inner(value)
    elif isinstance(spec, Sequence) and not isinstance(spec, str):
        for value in spec:
            yield from _inner(value)


def _doubt(cite: str, rules: list[Rule], on: str) -> Doubt:
    """Expired since the day after the last of them ended; else not in force before the first begins."""
    ends = [rule.valid_to for rule in rules if rule.valid_to is not None and rule.valid_to < on]
    names = tuple(rule.name for rule in rules)
    if ends:
        return Doubt(cite, "expired", fields.shift(max(ends), 1), on, names)
    return Doubt(cite, "not-yet", min(rule.valid_from or on for rule in rules), on, names)
