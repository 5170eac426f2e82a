"""Which known names a strange one may mean: offered as a choice, never taken by itself.

Compared are whole words without marks; a name of a commune is never like one of a ward, nor of the same kind elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final

from models.rules.number.text import fold

_SHORT: Final = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "ldld": "lien doan lao dong",
    "ttks": "thanh tra kiem sat",
    "tp": "thanh pho",
    "sgd": "so giao duc",
    "gddt": "giao duc dao tao",
    "gd&dt": "giao duc dao tao",
    "lhpn": "lien hiep phu nu",
    "ccb": "cuu chien binh",
    "bch": "ban chap hanh",
}
_LEVELS: Final = ("xa", "phuong", "thi tran", "dac khu", "huyen", "quan", "thi xa")
_EMPTY: Final = frozenset({"va", "cac", "cua", "tinh", "thanh", "pho", "nuoc"})
_NEARLY: Final = 80
"""Of a hundred: how alike two names are at least."""


def words(text: str) -> list[str]:
    """The words of a name, abbreviations written out."""
    spread = " ".join(_SHORT.get(word, word) for word in re.split(r"[^\w&]+", fold(text)))
    return [word for word in spread.split() if word]


def _level(text: str) -> str:
    bare = " ".join(words(text)).removeprefix("uy ban nhan dan ").removeprefix("hoi dong nhan dan ")
    return next((level for level in _LEVELS if bare.startswith(f"{level} ")), "")


def alike(one: str, other: str) -> int:
    """How alike two names are, of a hundred."""
    first, second = words(one), words(other)
    if not first or not second:
        return 0
    levels = {_level(one), _level(other)} - {""}
    if len(levels) > 1:
        return 0
    bare = [word for word in first if word not in _EMPTY], [word for word in second if word not in _EMPTY]
    short, long = sorted((set(bare[0]), set(bare[1])), key=len)
    if len(short) >= 2 and short <= long:
        return 90 + 10 * len(short) // len(long)
    return int(100 * SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False).ratio())


def near(text: str, known: Mapping[str, str], most: int = 4) -> tuple[str, ...]:
    """The keys of the known names that a strange one may mean, the likest first; empty when none is near."""
    return Likeness(known).near(text, most)


class Likeness:
    """Known names by their words, so that a long list of strange ones is compared only with those that share some."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._order = {key: place for place, key in enumerate(dict.fromkeys(known.values()))}
        self._words: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        for name in known:
            said = self._words[name] = set(words(name)) - _EMPTY
            for word in said:
                self._names.setdefault(word, set()).add(name)

    def near(self, text: str, most: int = 4) -> tuple[str, ...]:
        """The keys of the known names that a strange one may mean, the likest first; empty when none is near."""
        said = set(words(text)) - _EMPTY
        shared = Counter(name for word in said for name in self._names.get(word, ()))
        scored: dict[str, int] = {}
        for name, count in shared.items():
            if 2 * count <= min(len(said), len(self._words[name])):
                continue
            score = alike(text, name)
            if score >= _NEARLY:
                key = self._known[name]
                scored[key] = max(score, scored.get(key, 0))
        return tuple(sorted(scored, key=lambda key: (-scored[key], self._order[key]))[:most])
