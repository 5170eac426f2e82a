"""What can be recorded against a unit in a year: the violations, disciplines and hindrances that its rules ask about.

The year's regulations decide which; a ground is called as the rule's own reason says it. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from models.book.bloc.settings import Words, calls_the_bloc
from models.rules.act.honours import tests_of
from models.rules.place.facts import CALLED, CATALOGUE

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook

DISCIPLINES: Final = {
    "khien-trach": "khiển trách",
    "canh-cao": "cảnh cáo",
    "giang-chuc": "giáng chức",
    "cach-chuc": "cách chức",
    "khai-tru": "khai trừ",
    "buoc-thoi-viec": "buộc thôi việc",
}
"""Levels of discipline that a rule may name."""

HINDRANCES: Final = ("under-verification", "own-discipline", "disunity", "leader-disciplined")
"""Yes-no facts that are "no" as long as nobody recorded them."""

_ASKING: Final = ("veto", "disciplined-from")


def facts_called(words: Words) -> dict[str, str]:
    """What conditions are called where the bloc calls itself otherwise than they do, for the words of a reader."""
    own = {key: fact.wording for key, fact in CATALOGUE.items() if calls_the_bloc(fact.wording)}
    return {f"{CALLED}{key}": words.call(wording) for key, wording in own.items()}


def grounds(book: RegulationBook, year: int) -> dict[str, str]:
    """Kind -> words, in the order of the year's rules; hindrances of awards last. Kinds recorded already are there."""
    rules = book.regulations.rules(year)
    found = {kind: reason for rule in rules for kind, reason in _reasons(rule.spec)}
    for rule in rules:
        own = rule.spec.get("words")
        words = {**DISCIPLINES, **(own if isinstance(own, Mapping) else {})}
        for test in tests_of(rule.spec):
            if test["fact"] in _ASKING:
                kind = str(test["of"])
                found.setdefault(kind, CATALOGUE[str(test["fact"])].wording.format(of=words.get(kind, kind)))
    for kind in HINDRANCES:
        found.setdefault(kind, CATALOGUE[kind].wording)
    for one in book.vetoes.of(year):
        found.setdefault(one.kind, DISCIPLINES.get(one.kind, one.kind))
    return found


def _reasons(spec: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What the effects of a rule call the one ground that each of them asks about."""
    effects = spec.get("effects", ())
    assert isinstance(effects, Sequence)
    for effect in effects:
        when, reason = effect.get("when"), effect.get("reason")
        if reason and isinstance(when, Mapping) and when.get("fact") in _ASKING:
            yield str(when["of"]), str(reason)
