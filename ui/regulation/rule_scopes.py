"""What a new rule can be for: the cases a kind knows, by name, and the scope that follows from what the rule says.

The scopes themselves are read by the areas that ask for rules; here they are only offered and put together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from models.book.regulation.titles import title_key
from ui.kit.spec.rule_fields import Vocabulary
from ui.words.rule_words import scope_words

_ASKED: Final[dict[str, tuple[str, ...]]] = {
    "quorum/1": ("meeting", "awards"),
    "vote/1": ("hands", "elect", "elect:head", "elect:deputy", "elect:tie", "acclaim", "award:"),
    "award-quota/1": ("award:{award}", "award:{award}/individual", "award:{award}/household"),
}
_FOLLOWS: Final = {"eligibility/1": "award:{award}/{holder}", "title/1": "title:{title}/{holder}"}
_HOLDERS: Final = {"": "Tập thể", "individual": "Cá nhân", "household": "Hộ gia đình"}
_AWARD: Final = "award:"
EVERY: Final = ("vote/1",)
"""Kinds of which a rule may serve every case."""


def offered(kind: str, vocabulary: Vocabulary) -> tuple[tuple[str | None, str], ...]:
    """The cases to choose from with their names; empty where there is only one, or it follows from the rule."""
    found: list[tuple[str | None, str]] = []
    for scope in _ASKED.get(kind, ()):
        if scope == _AWARD:
            titles = [title for title in vocabulary.offered.get("titles", ()) if title]
            found += [(f"{_AWARD}{title}", f"bỏ phiếu {vocabulary.words.get(title, title)}") for title in titles]
        elif "{" in scope:
            found.append((scope, _HOLDERS[scope.partition("/")[2]]))
        else:
            found.append((scope, scope_words(scope, {})))
    if found and kind in EVERY:
        found.append((None, scope_words(None, {})))
    return tuple((scope, said[:1].upper() + said[1:]) for scope, said in found)


def scope_of(kind: str, chosen: str | None, spec: Mapping[str, Any]) -> str | None:
    """The scope of a rule of that kind: the chosen one with what the rule says put in."""
    pattern = _FOLLOWS.get(kind, chosen)
    if pattern is None:
        return None
    title = title_key(str(spec.get("short") or spec.get("name") or ""))
    return pattern.format(award=spec.get("award", ""), holder=spec.get("holder", ""), title=title)


def way_of(scope: str | None) -> str:
    """The way of voting a chosen case of a vote speaks of; "" when it may be several."""
    way = (scope or "").partition(":")[0]
    return "acclaim" if way == "award" else way
