"""The days a regulation sets, as deadlines of one year: offered, taken, and following the rule when it is amended.

A deadline somebody has changed by hand is never changed here; the difference is only offered.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from models.book.base.area import Area
from models.book.regulation.regulations import former_of
from models.book.year.rows import Deadline
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook

KIND = "deadline/1"


@dataclass(frozen=True, slots=True)
class Offer:
    """A deadline as the regulation has it, beside the year's own of that key: new, or changed by hand."""

    deadline: Deadline
    own: Deadline | None
    state: Literal["new", "changed"]


class Deadlines(Area):
    """What the rules of a year say is due when."""

    _book: RegulationBook

    def by_rules(self, year: int) -> tuple[Deadline, ...]:
        """The deadlines the year's rules set, by day."""
        return self._of(year, self._book.regulations.rules(year))

    def offers(self, year: int) -> tuple[Offer, ...]:
        """Deadlines of the rules that the year does not have, or has otherwise."""
        own = {one.key: one for one in self._book.years.deadlines(year)}
        return tuple(
            Offer(wanted, own.get(wanted.key), "changed" if wanted.key in own else "new")
            for wanted in self.by_rules(year)
            if own.get(wanted.key) != wanted
        )

    def take(self, year: int, keys: Iterable[str] | None = None) -> int:
        """Set the year's deadlines as the rules have them, all that differ or only the named. Returns how many."""
        wanted = None if keys is None else frozenset(keys)
        found = [one.deadline for one in self.offers(year) if wanted is None or one.deadline.key in wanted]
        with self._store.operation("take-deadlines", {"year": year, "count": len(found)}):
            for deadline in found:
                self._book.years.put_deadline(deadline)
        return len(found)

    def follow(self, year: int, before: Iterable[Rule]) -> None:
        """After the year's rules have changed: deadlines that were as the rules `before` had them go with the rules;
        new ones are set; those changed by hand stay."""
        old = {one.key: one for one in self._of(year, before)}
        new = {one.key: one for one in self.by_rules(year)}
        own = {one.key: one for one in self._book.years.deadlines(year)}
        for key, deadline in new.items():
            if deadline != own.get(key) and own.get(key) in (None, old.get(key)) and (key in own or key not in old):
                self._book.years.put_deadline(deadline)
        for key, deadline in old.items():
            if key not in new and own.get(key) == deadline:
                self._book.years.remove_deadline(year, key)

    def _of(self, year: int, rules: Iterable[Rule]) -> tuple[Deadline, ...]:
        """One deadline per rule in force on the very day it names; an amended rule's former wording sets none."""
        stages = {stage.key for stage in self._book.years.stages(year)}
        found: dict[str, Deadline] = {}
        chosen = [rule for rule in rules if rule.kind == KIND]
        keys = {rule.key for rule in chosen}
        for rule in chosen:
            if former_of(rule.key) not in keys:
                deadline = _deadline(rule, year)
                if rule.in_force(deadline.due_on):
                    stage = deadline.stage if deadline.stage in stages else None
                    found.setdefault(deadline.key, replace(deadline, stage=stage))
        return tuple(sorted(found.values(), key=lambda one: (one.due_on, one.key)))


def _deadline(rule: Rule, year: int) -> Deadline:
    spec = rule.spec
    falls = year + 1 if spec.get("next_year") else year
    month, day = (int(part) for part in str(spec["due"]).split("-"))
    due = f"{falls}-{month:02d}-{min(day, monthrange(falls, month)[1]):02d}"
    said = [str(spec[name]) if spec.get(name) else None for name in ("stage", "item", "consequence")]
    return Deadline(year, rule.key, str(spec["what"]), due, said[0], said[1], said[2], rule.cite)
