"""What a question is about, as a value: the year, unit, sheet, rule … that the text of its subject names.

The text is what a book keeps (`Question.subject`, the column `decision.subject`), and its form never changes. Here it
is made and read. What kind of thing a word of it stands for is said by the question, and never found by looking the
word up in one table after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

_LEAF: Final = ("sheet/node/part", "year/unit/node/part", "year/node/part")
"""A part of an item: on one sheet, of a unit at every stage, of every unit."""

SHAPES: Final[Mapping[str, tuple[str, ...]]] = {
    "rank.tie": ("units",),
    "rank.ballot": ("units",),
    "value.missing": ("unit", "unit/at", "unit/period/at"),
    "class.none": ("unit",),
    "class.two": ("unit",),
    "class.unknown": ("unit",),
    "class.needs_decision": ("unit/effect",),
    "class.unknown_fact": ("unit/effect",),
    "class.tie_at_cap": ("units",),
    "rule.none": ("rule_kind/scope/year",),
    "rule.several": ("rule_kind/scope/rules",),
    "award.over_quota": ("year/title", "year/title/group"),
    "award.equals": ("year/title/holder",),
    "award.unit_left": ("year/unit",),
    "award.accept": ("year/proposal",),
    "award.voted": ("year/title/who",),
    "unit.inherits": ("event/unit",),
    "meeting.written_opinions": ("year/rule",),
    "meeting.video": ("year",),
    "circulation.silence": ("year/rule",),
    "ballot.written_opinions": ("year/rule",),
    "ballot.own_vote": ("year/rule",),
    "ballot.open_seat": ("year/ballot",),
    "deadline.day-off": ("year",),
    "deadline.days": ("year",),
    "person.same": ("people",),
    "standing.leaver": ("year/unit",),
    "standing.joined": ("year/event/unit",),
    "team.own": ("year/team/unit",),
    "registration.waived": ("year/unit/title", "year/unit/who/title"),
    "form.band-gap": ("form/bands",),
    "form.band-overlap": ("form/bands",),
    "form.day-off": ("form",),
    "form.days": ("form",),
    "form.compared": ("form",),
    "score.accept-stated": ("sheet/node", "year/unit/node", "year/node"),
    "score.broken": ("sheet/node",),
    "score.relief": _LEAF,
    "score.band-gap": _LEAF,
    "score.band-overlap": _LEAF,
    "score.no-target": _LEAF,
    "score.below-zero": _LEAF,
    "score.not-done": _LEAF,
    "score.unknown-result": _LEAF,
}
"""What the subject of each question names, word by word; the first shape that fits is meant."""

MANY: Final = frozenset({"units", "people", "rules", "bands"})
"""Words that hold several keys, joined by "+"."""

_WORDS: Final = {
    "year": r"\d{4}",
    "sheet": r"(?!\d{4}/)[^/]*",
    "rule_kind": r"[^/]+/\d+",
    "scope": ".*",
    "effect": r"\d+",
}
_WORDS_LAST: Final = frozenset({"rule", "bands"})
"""Words that may hold a "/" of their own, because nothing follows them."""


@dataclass(frozen=True, slots=True)
class About:
    """The words of a subject with what each names, widest first; no words where the text fits no shape."""

    text: str
    words: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, question: str, /, **words: str | int | Iterable[str]) -> About:
        """What a question is about, by kind: `About.of("standing.leaver", year=2025, unit="td")`. ValueError when the
        question is not about such things.
        """
        if "/".join(words) not in SHAPES[question]:
            raise ValueError(f"{question} is not about {'/'.join(words)}")
        said = tuple((kind, _joined(word)) for kind, word in words.items())
        return cls("/".join(word for _, word in said), said)

    @classmethod
    def read(cls, question: str, text: str) -> About:
        """The subject of a question, taken apart."""
        for shape in SHAPES.get(question, ()):
            if found := _pattern(shape).fullmatch(text):
                return cls(text, tuple(found.groupdict().items()))
        return cls(text)

    def get(self, kind: str) -> str:
        """The key of a kind; "" where nothing of that kind is named."""
        return next((word for name, word in self.words if name == kind), "")

    def many(self, kind: str) -> tuple[str, ...]:
        """The keys of a word that holds several."""
        return tuple(filter(None, self.get(kind).split("+")))


def year_of(text: str) -> str:
    """The year with which a subject begins."""
    return text.partition("/")[0]


def _joined(word: str | int | Iterable[str]) -> str:
    return str(word) if isinstance(word, (str, int)) else "+".join(word)


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    words = shape.split("/")
    last = [_WORDS.get(word, ".+" if word in _WORDS_LAST else "[^/]+") for word in words[-1:]]
    each = [_WORDS.get(word, "[^/]+") for word in words[:-1]]
    return re.compile("/".join(f"(?P<{word}>{what})" for word, what in zip(words, each + last, strict=True)))
