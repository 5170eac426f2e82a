"""Which citations would be printed although they do not hold on the paper's day.

A citation is in doubt when no rule of the year that carries it is in force on that day: neither by its whole wording
nor by the number of the document it names. Nothing is changed or refused; whoever prints is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from models.book.base import fields
from models.book.base.area import Area
from models.book.regulation.sources import cited
from models.rules.place.regulation import Rule, governed_by, place
from models.rules.words import capital

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook

CHANGE: Final = "known-change/1"
NUMBER: Final = re.compile(r"\d+(?:/\d{4})?[/-][A-ZĐ][A-ZĐa-zđ\d-]*(?:/[A-ZĐ][A-ZĐ\d-]*)?")
"""The number and symbol of a document: 98/2023/NĐ-CP, 366-QĐ/TW, 86/2025/QĐ-UBND."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A citation that does not hold on the day: expired since a day, not in force before one, or changed since a day by
    a text that is not in the book (`by`). Of one that expired `by` is what holds in its place, "" for nothing."""

    cite: str
    state: Literal["expired", "not-yet", "changed"]
    since: str
    on: str
    rules: tuple[str, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class KnownChange:
    """A text that changes others from a day on (`known-change/1`) and is not in the book: which it amends, which rest
    on those and wait to be confirmed, what to obtain; `favourable`: a dossier of before may go by it where better."""

    number: str
    since: str
    amends: tuple[str, ...]
    unsure: tuple[str, ...]
    obtain: str
    favourable: bool
    rule: Rule

    def touches(self, text: str) -> tuple[str, ...]:
        """The documents named in a text whose words it may have changed."""
        return tuple(name for name in (*self.amends, *self.unsure) if _stands(name, text))


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
        return None if rule.in_force(day) else self._told(rule.cite, [rule], day, year)

    def changes(self, year: int) -> tuple[KnownChange, ...]:
        """The known changes of a year's regulations, each once, by day."""
        found: dict[str, KnownChange] = {}
        for rule in self._book.regulations.rules(year):
            if rule.kind == CHANGE and rule.valid_from is not None:
                made = _change(rule)
                first = found.get(made.number)
                found[made.number] = made if first is None else _together(first, made)
        return tuple(sorted(found.values(), key=lambda one: (one.since, one.number)))

    def awaited(self, year: int) -> tuple[KnownChange, ...]:
        """The changes that hold already today, within the year: their texts are to be obtained."""
        day = self._looked_at(year)
        return tuple(one for one in self.changes(year) if one.since <= day)

    def to_confirm(self, rule: Rule, year: int) -> KnownChange | None:
        """The change after which a rule of the year is no longer sure: it cites what was changed, and its days go on
        beyond the change's."""
        if rule.kind == CHANGE:
            return None
        cites = "\n".join((rule.cite, *_inner(rule.spec)))
        for change in self.awaited(year):
            if (rule.valid_to is None or rule.valid_to >= change.since) and change.touches(cites):
                return change
        return None

    def _looked_at(self, year: int) -> str:
        """Today, in a year that is over its last day."""
        return min(self._book.today(), self._book.years.last_day(year))

    def in_texts(self, year: int, texts: Iterable[str], on: str) -> tuple[Doubt, ...]:
        """The citations among the words of a paper dated `on` that do not hold then, in the order of the rules."""
        said = "\n".join(texts)
        found: dict[str, Doubt] = {}
        for name, rules in self._carriers(year).items():
            if not any(rule.in_force(on) for rule in rules) and any(_stands(one, said) for one in _written(name)):
                found[name] = self._told(name, rules, on, year)
        kept = [name for name in found if not any(name != other and name in other for other in found)]
        changed = tuple(
            Doubt(", ".join(names), "changed", one.since, on, (one.rule.name,), one.number)
            for one in self.changes(year)
            if one.since <= on and (names := one.touches(said))
        )
        return (*(found[name] for name in kept), *changed)

    def _told(self, cite: str, rules: list[Rule], on: str, year: int) -> Doubt:
        """The doubt; of an expired citation with what is in force in the place of its rules, of a document's number by
        numbers alone."""
        made = _doubt(cite, rules, on)
        if made.state != "expired":
            return made
        places = {place(rule) for rule in rules}
        numbered = NUMBER.fullmatch(cite) is not None
        now = (
            (number[0] if numbered and (number := NUMBER.search(rule.cite)) else rule.cite)
            for rule in self._book.regulations.rules(year)
            if rule.in_force(on) and place(rule) in places
        )
        return replace(made, by="; ".join(dict.fromkeys(now)))

    def _carriers(self, year: int) -> dict[str, list[Rule]]:
        """Every citation, and every document number within one, with the rules that carry it."""
        found: dict[str, list[Rule]] = {}
        for rule in self._book.regulations.rules(year):
            for name in dict.fromkeys((rule.cite, *NUMBER.findall(rule.cite), *_inner(rule.spec))):
                found.setdefault(name, []).append(rule)
        return found


def _change(rule: Rule) -> KnownChange:
    said: Mapping[str, Any] = rule.spec
    return KnownChange(
        str(said["number"]),
        rule.valid_from or "",
        tuple(said["amends"]),
        tuple(said.get("unsure", ())),
        str(said["obtain"]),
        bool(said.get("favourable", False)),
        rule,
    )


def _together(one: KnownChange, other: KnownChange) -> KnownChange:
    """One change that several regulations name: the earlier day, what any of them says it touches."""
    amends = tuple(dict.fromkeys((*one.amends, *other.amends)))
    unsure = tuple(dict.fromkeys((*one.unsure, *other.unsure)))
    since, free = min(one.since, other.since), one.favourable or other.favourable
    return replace(one, since=since, amends=amends, unsure=unsure, favourable=free)


def _written(name: str) -> set[str]:
    """How papers write a citation: as it was adopted, as law does, and that at the beginning of a line."""
    return {name, cited(name), capital(cited(name))}


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
