"""Packs beside what a year works by: a newer text that came with the program, and a regulation read from a file.

A newer text is only offered, rule by rule, with what it changes and whether the bloc has amended that rule itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.book.base.area import Area
from models.file.troubles import cause
from models.rules.errors import FileTrouble, RuleViolation
from models.rules.place import regulation as law
from models.rules.place.regulation import Regulation, Rule, RuleChange

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook
    from models.book.regulation.regulations import Pack

LARGEST = 2_000_000
"""Bytes of a regulation file; a longer one is no regulation."""


@dataclass(frozen=True, slots=True)
class Newer:
    """How the shipped text differs from the one the year's regulation began with; `amended` are rules that the bloc
    has changed itself."""

    pack: Pack
    changes: tuple[RuleChange, ...]
    amended: frozenset[str]


def read_file(path: Path) -> tuple[Regulation, tuple[Rule, ...]]:
    """A regulation from a TOML file. FileTrouble `file.missing`, `file.cannot_read`; BadInput `regulation.bad_pack`
    with the rule and the place of the mistake."""
    try:
        with path.open("rb") as file:
            found = file.read(LARGEST + 1)
        text = found.decode("utf-8-sig")
    except FileNotFoundError:
        raise FileTrouble("file.missing", file=path.name) from None
    except UnicodeDecodeError:
        raise FileTrouble("file.cannot_read", file=path.name, why="tệp không phải văn bản Unicode (UTF-8)") from None
    except OSError as error:
        raise FileTrouble("file.cannot_read", file=path.name, why=cause(error, path)) from error
    if len(found) > LARGEST:
        raise FileTrouble("file.cannot_read", file=path.name, why="tệp quá lớn")
    return law.load_pack(text, path.name)


class PackOffers(Area):
    """What the program could offer a year that already has a regulation."""

    _book: RegulationBook

    def newer(self, year: int) -> Newer | None:
        """The shipped text of the pack the year's regulation came from, when it says something else by now."""
        regulations = self._book.regulations
        own = regulations.of_year(year)
        if own is None:
            return None
        first = own
        while first.supersedes is not None:
            first = regulations.regulation(first.supersedes)
        pack = next((one for one in regulations.packs() if _same_text(one.regulation, first)), None)
        if pack is None:
            return None
        began, now = regulations.rules_of(first.key), regulations.rules_of(own.key)
        still = {change.key for change in law.differences(now, pack.rules)}
        changes = tuple(one for one in law.differences(began, pack.rules) if one.key in still)
        amended = frozenset(one.key for one in law.differences(began, now))
        return Newer(pack, changes, amended) if changes else None

    def take(self, year: int, keys: Iterable[str], reason: str, document: str | None = None) -> str:
        """Take the shipped wording of the named rules into the year's regulation, as its next revision.

        Refusals: RuleViolation `regulation.nothing_newer`, those of `regulations.revise`.
        """
        found = self.newer(year)
        wanted = frozenset(keys)
        if found is None or not wanted <= {change.key for change in found.changes}:
            raise RuleViolation("regulation.nothing_newer", year=year)
        shipped = {rule.key: rule for rule in found.pack.rules}
        changes = {key: shipped.get(key) for key in sorted(wanted)}
        return self._book.regulations.revise(year, changes, reason, document)


def _same_text(shipped: Regulation, adopted: Regulation) -> bool:
    """One key, or, where the book already held another text of that key, one document."""
    return shipped.key == adopted.key or (shipped.name, shipped.number, shipped.issued_on) == (
        adopted.name,
        adopted.number,
        adopted.issued_on,
    )
