"""What the codes in a year's rules are called, and which codes each setting of a rule may choose among."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.book.grounds import DISCIPLINES
from ui.widgets.rule_fields import Vocabulary

if TYPE_CHECKING:
    from models.book.book import Book
    from models.rules.regulation import Rule

_TITLE = "title:"
_OF_CLASSES = ("class", "below", "rated:", "rated-at-least:")
_OF_TITLES = ("award", "after", "titles", "holders:")


def vocabulary(book: Book, year: int, rule: Rule | None = None) -> Vocabulary:
    """Steps, classes and titles of a year with their names, and what one rule itself calls things."""
    own: Mapping[str, str] = rule.spec.get("words") or {} if rule is not None else {}  # type: ignore[assignment]
    stages = {stage.key: stage.name for stage in book.years.stages(year)}
    classes: dict[str, str] = {}
    titles: dict[str, str] = {}
    for one in book.regulations.rules(year):
        for band in one.spec.get("bands") or () if one.kind == "classes/1" else ():  # type: ignore[attr-defined]
            classes.setdefault(str(band["class"]), str(band["label"]))
        if one.kind == "title/1" and one.scope:
            titles.setdefault(one.scope.removeprefix(_TITLE).split("/")[0], str(one.spec["name"]))
    for one in book.regulations.rules(year):
        award = one.spec.get("award")
        if isinstance(award, str):
            titles.setdefault(award, award)
    offered = {
        "stage": tuple(stages),
        "compared_with": (*stages, "last"),
        **{key: tuple(classes) for key in _OF_CLASSES},
        **{key: tuple(titles) for key in _OF_TITLES},
    }
    return Vocabulary({**DISCIPLINES, **titles, **classes, **stages, **own}, offered)
