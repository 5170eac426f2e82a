"""What rests on a regulation that holds beside a year's own, so that it is not taken away under it.

A rule or title that the year would still have from its other regulations does not rest on this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.book.meetings.ballots_rows import read_rule
from models.book.regulation import titles
from models.rules.number.questions import Decision, digest
from models.rules.place import regulation as law
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.book import Book

Said = tuple[str, str, str]


def uses(book: Book, year: int, regulation: str) -> tuple[str, ...]:
    """What of the year was done by rules only this regulation has, each in words: ballots, titles, decisions."""
    rules = book.regulations.rules_of(regulation)
    names = [one.key for one in (book.regulations.of_year(year), *book.regulations.beside(year)) if one is not None]
    kept = [rule for key in names if key != regulation for rule in book.regulations.rules_of(key)]
    found = (
        *_ballots(book, year, rules, kept),
        *_titles(book, year, rules, kept),
        *_decisions(book, year, rules, kept),
    )
    return tuple(dict.fromkeys(found))


def _said(rule: Rule) -> Said:
    return rule.key, rule.cite, digest(rule.spec)


def _ballots(book: Book, year: int, rules: tuple[Rule, ...], kept: list[Rule]) -> Iterator[str]:
    """Ballots that carry the threshold of one of the rules."""
    mine = {_said(rule) for rule in rules} - {_said(rule) for rule in kept}
    for meeting in book.meetings.all(year):
        for row in book.store.rows("ballot", meeting=meeting.key):
            if _said(read_rule(row["rule"])) in mine:
                yield f"phiếu “{row['title']}”"


def _titles(book: Book, year: int, rules: tuple[Rule, ...], kept: list[Rule]) -> Iterator[str]:
    """Titles of its catalogue that units are registered or proposed for."""
    mine, others = titles.names(titles.all_of(rules)), titles.names(titles.all_of(kept))
    for table, told in (("registered_title", "đăng ký"), ("proposal", "đề nghị")):
        taken = {row["title"] for row in book.store.rows(table, year=year)}
        yield from (f"{told} {name}" for key, name in mine.items() if key in taken and key not in others)


def _decisions(book: Book, year: int, rules: tuple[Rule, ...], kept: list[Rule]) -> Iterator[str]:
    """Decisions that answer what one of the rules leaves open, or that chose it among several."""
    names = {rule.name for rule in kept}
    for decision in book.decisions.all(year):
        for rule in rules:
            about = decision.rule == rule.name and rule.name not in names
            if about or _chosen(decision, rule, book.regulations.rules(year), f"{year}-01-01"):
                yield f"quyết định theo {rule.cite}"


def _chosen(decision: Decision, rule: Rule, rules: tuple[Rule, ...], first: str) -> bool:
    """Whether the decision lets just this rule govern among several."""
    if decision.question != "rule.several" or not decision.subject.startswith(f"{rule.kind}/"):
        return False
    scope = decision.subject.removeprefix(f"{rule.kind}/").rpartition("/")[0] or None
    return law.governing(rules, rule.kind, scope, max(rule.valid_from or first, first), [decision]) == rule
