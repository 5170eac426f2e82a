"""Numbers allotted for a year: how many of a title this bloc may propose, by the document that allots them.

Such a number goes before the standing quota of the year's rules and is cited in its place. Kept as the setting
`allotted.<year>`; nothing here says who is proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from models.rules.number.text import show_date
from models.rules.place.regulation import Rule

SETTING: Final = "allotted"
"""With the year, the setting that keeps them: "title/holder" -> count, document, date."""
MOST: Final = 1000
"""More than any bloc is ever allotted: what is typed beyond is a slip."""
_KEPT: Final = ("order", "after")
"""What a standing quota says beside how many, and still says where a number is allotted."""


@dataclass(frozen=True, slots=True)
class Allotment:
    """So many of one title for one kind of holder, by a document and its day."""

    title: str
    holder: str
    count: int
    document: str
    date: str | None = None

    @property
    def cite(self) -> str:
        """`Công văn 12/SNV-TĐKT ngày 05/11/2025`."""
        return f"{self.document} ngày {show_date(self.date)}" if self.date else self.document


def read(said: Mapping[str, Any]) -> dict[tuple[str, str], Allotment]:
    """The allotments of a setting by title and holder."""
    found = {}
    for key, one in said.items():
        title, _, holder = key.rpartition("/")
        found[title, holder] = Allotment(title, holder, one["count"], one["document"], one.get("date"))
    return found


def over(standing: Sequence[Rule], allotted: Allotment | None) -> tuple[Rule, ...]:
    """The rules of how many: the allotted number in the place of the standing ones, with the order these say."""
    if allotted is None:
        return tuple(standing)
    kept = {name: rule.spec[name] for rule in standing[:1] for name in _KEPT if name in rule.spec}
    spec = {"award": allotted.title, "max": allotted.count, **kept}
    key = f"{SETTING}.{allotted.title}.{allotted.holder}"
    return (Rule(key, "award-quota/1", f"award:{allotted.title}/{allotted.holder}", cite=allotted.cite, spec=spec),)
