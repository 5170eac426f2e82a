"""Titles that a ministry gives the agencies of its sector, put into a year's catalogue as rules in one act.

Each becomes a rule of kind title/1 (who decides, for which units) and a condition that asks what the ministry found:
what its own text demands is seldom at hand, so it is asked when somebody is judged, never taken as met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.regulation.titles import KIND, in_force, of_rule, title_key
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.text import fold
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook

SHIPPED: Final = Path(__file__).resolve().parents[3] / "resources" / "ministry-titles.toml"
LEVEL: Final = "ministry"


@dataclass(frozen=True, slots=True)
class MinistryTitle:
    """One title as it is typed: its name, for whom, and what its text demands in words, where that is known."""

    name: str
    holder: str
    needs: str = ""


class Ministries(Area):
    """Titles of ministries in a year's catalogue."""

    _book: RegulationBook

    def usual(self, body: str, decided_by: str) -> tuple[MinistryTitle, ...]:
        """The titles a ministry usually gives, named after it."""
        import tomllib  # only where they are offered

        lines = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["title"]
        return tuple(
            MinistryTitle(line["name"].format(body=body, decided_by=decided_by), line["holder"]) for line in lines
        )

    def add(
        self,
        year: int,
        body: str,
        decided_by: str,
        units: Sequence[str],
        titles: Iterable[MinistryTitle],
        cite: str,
        valid_from: str | None = None,
        valid_to: str | None = None,
    ) -> tuple[str, ...]:
        """Put titles of a ministry for some units into the year's catalogue, in one step. Returns their keys.

        Refusals: `ministry.no_body`, `ministry.no_decider`, `ministry.no_units`, `ministry.no_titles`,
        `ministry.title_there` (facts: `title`), `unit.unknown`, those of `Regulations.add_rules`.
        """
        named_body, who, listed = fields.line(body), fields.line(decided_by), tuple(titles)
        if named_body is None:
            raise BadInput("ministry.no_body")
        if who is None:
            raise BadInput("ministry.no_decider")
        if not listed:
            raise BadInput("ministry.no_titles")
        if not units:
            raise BadInput("ministry.no_units")
        for unit in units:
            self._book.members.unit(unit)
        there = in_force(self._book.regulations.rules(year), f"{year}-12-31")
        named = {(fold(one.name), one.holder) for one in there}
        keys = {one.key: fold(one.name) for one in there}
        made: list[Rule] = []
        for one in listed:
            name = fields.name(one.name)
            if (fold(name), one.holder) in named:
                raise RuleViolation("ministry.title_there", title=name)
            named.add((fold(name), one.holder))
            key = _free(name, keys)
            keys[key] = fold(name)
            spec: dict[str, Any] = {"name": name, "holder": one.holder, "level": LEVEL}
            spec |= {"decided_by": who, "units": list(units)}
            spec |= {"needs": needs} if (needs := fields.line(one.needs)) else {}
            asked = {"award": key, "holder": one.holder, "when": {"fact": "confirmed", "of": key}}
            days = (valid_from, valid_to, cite)
            made.append(Rule("", KIND, f"title:{key}/{one.holder}", *days, spec=spec))
            made.append(Rule("", "eligibility/1", f"award:{key}/{one.holder}", *days, spec=asked))
        self._book.regulations.add_rules(year, made, f"Danh hiệu của {named_body}")
        return tuple(of_rule(rule).key for rule in made if rule.kind == KIND)


def _free(name: str, keys: dict[str, str]) -> str:
    """The key of a title's name, numbered where another name has it already."""
    first = title_key(name)
    tried = (first, *(f"{first[:27]}_{n}" for n in range(2, 1000)))
    return next(key for key in tried if keys.get(key, fold(name)) == fold(name))
