"""What rests on a regulation that holds beside a year's own, so that it is not taken away under it.

A rule or title that the year would still have from its other regulations does not rest on this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import TYPE_CHECKING

from models.book.regulation import titles
from models.book.regulation.sources import cited
from models.rules.number.about import About
from models.rules.number.questions import Decision, digest
from models.rules.place import regulation as law
from models.rules.place.regulation import Rule
from models.rules.place.rule_kinds import FIRST_QUOTA, ONE_QUOTA

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook

Said = tuple[str, str, str]
"""A rule's own words: key, citation, digest of its content. What keeps a rule as it was is told by them."""

RestsOn = Callable[[int, Set[Said]], Iterable[str]]
"""Says in words what of a year rests on rules of those words; offered by areas that regulations do not know."""


def uses(book: RegulationBook, year: int, regulation: str, others: Iterable[RestsOn]) -> tuple[str, ...]:
    """What of the year was done by rules only this regulation has, each in words: ballots, titles, decisions."""
    rules = book.regulations.rules_of(regulation)
    names = [one.key for one in (book.regulations.of_year(year), *book.regulations.beside(year)) if one is not None]
    kept = [rule for key in names if key != regulation for rule in book.regulations.rules_of(key)]
    found = (
        *(word for asked in others for word in _rests(asked, year, rules, kept)),
        *_titles(book, year, rules, kept),
        *_decisions(book, year, rules, kept),
    )
    return tuple(dict.fromkeys(found))


def said(rule: Rule) -> Said:
    """The rule's own words."""
    return rule.key, rule.cite, digest(rule.spec)


def _rests(asked: RestsOn, year: int, rules: tuple[Rule, ...], kept: list[Rule]) -> Iterable[str]:
    """What rests on the very words of one of the rules, by those who asked to be heard (ballots keep their rule)."""
    left = {said(rule) for rule in kept}
    return asked(year, {said(rule) for rule in rules} - left)


def _titles(book: RegulationBook, year: int, rules: tuple[Rule, ...], kept: list[Rule]) -> Iterator[str]:
    """Titles of its catalogue that units are registered or proposed for."""
    mine, others = titles.names(titles.all_of(rules)), titles.names(titles.all_of(kept))
    for table, told in (("registered_title", "đăng ký"), ("proposal", "đề nghị")):
        taken = {row["title"] for row in book.store.rows(table, year=year)}
        yield from (f"{told} {name}" for key, name in mine.items() if key in taken and key not in others)


def _decisions(book: RegulationBook, year: int, rules: tuple[Rule, ...], kept: list[Rule]) -> Iterator[str]:
    """Decisions that answer what one of the rules leaves open, or that chose it among several."""
    names = {rule.name for rule in kept}
    for decision in book.decisions.all(year):
        for rule in rules:
            about = decision.rule == rule.name and rule.name not in names
            if about or _chosen(decision, rule, book.regulations.rules(year), f"{year}-01-01"):
                yield f"quyết định theo {cited(rule.cite)}"


def _chosen(decision: Decision, rule: Rule, rules: tuple[Rule, ...], first: str) -> bool:
    """Whether the decision lets just this rule govern among several."""
    about = About.read(decision.question, decision.subject)
    if rule.kind == ONE_QUOTA and about.get("rule_kind") == FIRST_QUOTA:
        return decision.question == "rule.several" and decision.choice == rule.key
    if decision.question != "rule.several" or about.get("rule_kind") != rule.kind:
        return False
    scope = about.get("scope") or None
    return law.governing(rules, rule.kind, scope, max(rule.valid_from or first, first), [decision]) == rule
