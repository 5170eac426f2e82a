"""The catalogue of titles and commendations of a year: rules of kind title/1, by key, holder and day.

What a title is called, who decides it and what it is worth is dated data of the year's regulations; nothing of it
stands here. A title of history that no regulation names keeps the words it was entered with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from models.rules.number.text import fold
from models.rules.place.regulation import Rule, award_of
from models.rules.place.rule_kinds import EVERY

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook

KIND: Final = "title/1"
LEVELS: Final = ("state", "ministry", "province", "party", "district", "commune", "unit")
"""Levels of deciding authority, the highest first, as tables list them."""

HOLDERS: Final = ("collective", "individual", "household")


@dataclass(frozen=True, slots=True)
class Title:
    """One title for one kind of holder as it stands on a day. `includes` is the title it is counted within."""

    key: str
    holder: str
    name: str
    short: str
    level: str
    decided_by: str
    coefficient: Fraction | None
    needs: str
    dossier: tuple[str, ...]
    copies: int
    includes: str | None
    rule: Rule
    appraised_by: str = ""
    """Who appraises what a bloc proposes; "" the bloc's standing body."""
    submitted_by: str = ""
    """Who submits it to the one who decides; "" the one who appraises."""
    units: tuple[str, ...] = ()
    """The units it is for, as a ministry's for the agencies of its sector; () every unit."""

    def is_for(self, records: Iterable[str]) -> bool:
        """Whether a unit may have it, by the unit's own key and those of its forerunners."""
        return not self.units or not set(self.units).isdisjoint(records)


def of_rule(rule: Rule) -> Title:
    """The title a rule declares; its key is the scope's ("title:CO_TINH/collective")."""
    spec = rule.spec
    key = (rule.scope or rule.key).removeprefix("title:").partition("/")[0]
    coefficient = spec.get("coefficient")
    return Title(
        key,
        str(spec["holder"]),
        str(spec["name"]),
        str(spec.get("short") or spec["name"]),
        str(spec["level"]),
        str(spec["decided_by"]),
        None if coefficient is None else Fraction(str(coefficient)),
        str(spec.get("needs", "")),
        _texts(spec, "dossier"),
        int(str(spec.get("copies", 1))),
        None if spec.get("includes") is None else str(spec["includes"]),
        rule,
        str(spec.get("appraised_by", "")),
        str(spec.get("submitted_by", "")),
        _texts(spec, "units"),
    )


def _texts(spec: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = spec.get(name, ())
    assert isinstance(found, Sequence)
    return tuple(map(str, found))


def in_force(rules: Iterable[Rule], on: str) -> tuple[Title, ...]:
    """Each title once as it stands on the day, in the order of the rules: the year's own regulation goes first, and
    what it does not say of a title the next one says.
    """
    return merged(of_rule(rule) for rule in rules if rule.kind == KIND and rule.in_force(on))


def merged(listed: Iterable[Title]) -> tuple[Title, ...]:
    """Each title once, in the first wording met; its coefficient, needs, dossier and the title it is counted within,
    where that wording is silent, are those of the next that says them.
    """
    found: dict[tuple[str, str], Title] = {}
    for title in listed:
        first = found.get((title.key, title.holder), title)
        found[title.key, title.holder] = replace(
            first,
            coefficient=title.coefficient if first.coefficient is None else first.coefficient,
            needs=first.needs or title.needs,
            dossier=first.dossier or title.dossier,
            copies=first.copies if first.dossier else title.copies,
            includes=first.includes or title.includes,
            appraised_by=first.appraised_by or title.appraised_by,
            submitted_by=first.submitted_by or title.submitted_by,
        )
    return tuple(found.values())


def all_of(rules: Iterable[Rule], first: str = "", last: str = "9999") -> tuple[Title, ...]:
    """Every wording of every title that holds on some day of a stretch, in the order of the rules."""
    return tuple(
        of_rule(rule)
        for rule in rules
        if rule.kind == KIND and (rule.valid_from or "") <= last and first <= (rule.valid_to or "9999")
    )


def known(book: RegulationBook) -> tuple[Title, ...]:
    """Every title of every regulation in the book, those of the latest year first."""
    rules: list[Rule] = []
    for year in sorted((one.year for one in book.years.all()), reverse=True):
        rules += book.regulations.rules(year)
    return all_of(rules)


def names(titles: Iterable[Title]) -> dict[str, str]:
    """Key -> name; the first wording met stands."""
    found: dict[str, str] = {}
    for title in titles:
        found.setdefault(title.key, title.name)
    return found


def called(names: Mapping[str, str], key: str) -> str:
    """What a title is called. One no catalogue has is its own words, as history and the sector's proposals give them;
    one word of plain letters is a code of rules and is said to be one, never shown bare.
    """
    bare = key.isascii() and len(key.split()) == 1
    return names.get(key) or (f"danh hiệu mã {key} (danh mục chưa có tên)" if bare else key)


def unknown_awards(rules: Iterable[Rule], others: Iterable[Rule] = ()) -> tuple[tuple[str, Rule], ...]:
    """The awards that rules speak of and neither they nor others declare, each with its first rule; nothing while
    there is no catalogue to look them up in."""
    listed = tuple(rules)
    declared = {title.key for title in all_of((*listed, *others))}
    found: dict[str, Rule] = {}
    for rule in listed if declared else ():
        for award in (award_of(rule.scope), str(rule.spec.get("award") or "")):
            if award and award != EVERY and award not in declared:
                found.setdefault(award, rule)
    return tuple(found.items())


def title_key(name: str) -> str:
    """A short key from a title's name: "Giấy khen" as GIAY_KHEN; of one without any letter or digit of ours the numbers
    of its signs ("★" as U2605). "" only of a name that says nothing."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in fold(name))
    signs = (f"U{ord(sign):X}" for sign in fold(name) if not sign.isspace())
    return "_".join(letters.split() or signs).upper()[:30]


def keys_by_words(titles: Iterable[Title]) -> dict[str, str]:
    """Folded words by which a title may be written (name, short name, key) -> key."""
    found: dict[str, str] = {}
    for title in titles:
        for words in (title.name, title.short, title.key):
            found.setdefault(fold(words), title.key)
    return found


def holder_of(person: str | None, household: str | None = None) -> str:
    """The kind of holder a line is for."""
    return "individual" if person else "household" if household else "collective"
