"""What the codes in a year's rules are called, and which codes each setting of a rule may choose among."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.book.regulation.grounds import DISCIPLINES, facts_called
from models.rules.act.rotation import CHECKS
from models.rules.form.scoring import Item
from models.rules.place.regulation import family
from models.rules.place.rule_kinds import EVERY
from ui.kit.spec.rule_fields import Vocabulary

if TYPE_CHECKING:
    from models.book.book import Book
    from models.rules.place.regulation import Rule

_TITLE = "title:"
_OF_CLASSES = ("class", "below", "rated:", "rated-at-least:")
_OF_TITLES = ("award", "after", "titles", "holders:")


_TIE_KEYS = ("fewer-penalties", "bonus", "last-year", "ballot", "decision")


def vocabulary(book: Book, year: int, rule: Rule | None = None) -> Vocabulary:
    """Steps, classes, titles and units of a year with their names, and what one rule itself calls things."""
    own: Mapping[str, str] = rule.spec.get("words") or {} if rule is not None else {}  # type: ignore[assignment]  # a JSON object
    stages = {stage.key: stage.name for stage in book.years.stages(year)}
    periods = {period.key: period.name for period in book.years.periods(year)}
    units = {member.key: member.unit.short_name for member in book.members.roster(year)}
    classes: dict[str, str] = {}
    titles: dict[str, str] = {}
    reached: list[str] = []
    for one in book.regulations.rules(year):
        for band in one.spec.get("bands") or () if family(one.kind) == "classes" else ():  # type: ignore[attr-defined]  # a JSON object
            classes.setdefault(str(band["class"]), str(band["label"]))
            reached += [str(band["from"])] if "from" in band else []
        if one.kind == "title/1" and one.scope:
            titles.setdefault(one.scope.removeprefix(_TITLE).split("/")[0], str(one.spec["name"]))
    for one in book.regulations.rules(year):
        award = one.spec.get("award")
        if isinstance(award, str) and award != EVERY:
            titles.setdefault(award, award)
    named = periods if rule is not None and family(rule.kind) == "year-from-periods" else stages
    offered = {
        "stage": tuple(named),
        "weights": tuple(named),
        "labels": tuple(named),
        "severities": CHECKS,
        "order": tuple(units),
        "units": tuple(units),
        "compared_with": (*stages, "last"),
        "reach:": tuple(dict.fromkeys(reached)),
        "key": (*_nodes(book, year), *_TIE_KEYS),
        **{key: tuple(classes) for key in _OF_CLASSES},
        **{key: tuple(titles) for key in _OF_TITLES},
        "award": (*titles, *((EVERY,) if rule is None or rule.kind == "eligibility/1" else ())),
    }
    said = {**facts_called(book.settings.terms), **DISCIPLINES}
    return Vocabulary({**said, **units, **titles, **classes, **periods, **stages, **own}, offered)


def _nodes(book: Book, year: int) -> tuple[str, ...]:
    """The groups and items of the year's forms, as tie keys name them."""
    found: dict[str, None] = {}
    for form in book.forms.all():
        nodes = book.forms.form(form.key).nodes if any(used == year for used, _group in form.used) else ()
        codes = [node.code for node in nodes]
        for node in nodes:
            kind = "item" if isinstance(node, Item) else "group"
            found[f"{kind}:{node.code if codes.count(node.code) == 1 else node.key}"] = None
    return tuple(sorted(found, key=lambda key: key.startswith("item:")))
