"""A bloc's own letters: Word files with named fields that lie in the book and are filled from it.

A template is data: it is kept as it came and nothing of it is ever run. What its fields are and what is let in is known
to printing, which looks at a file before it is put here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from models.book.base import fields
from models.rules.errors import RuleViolation
from models.rules.number.text import fold

if TYPE_CHECKING:
    from models.book.reporting.floor import ReportingBook

PREFIX: Final = "template."
"""What the key of such a setting begins with; the template's key follows."""


@dataclass(frozen=True, slots=True)
class Template:
    """One letter: its key, the name people gave it, the day it was put in, and its file in the book."""

    key: str
    name: str
    on: str
    blob: str


class Templates:
    """Puts, reads and takes away the bloc's own letters."""

    def __init__(self, book: ReportingBook) -> None:
        self._book = book
        self._store = book.store

    def all(self) -> tuple[Template, ...]:
        """Every letter by name."""
        kept = self._book.settings.under(PREFIX)
        letters = {key: one for key, one in kept.items() if "blob" in one}  # earlier programs kept tables here too
        found = (Template(key[len(PREFIX) :], one["name"], one["on"], one["blob"]) for key, one in letters.items())
        return tuple(sorted(found, key=lambda one: (fold(one.name), one.key)))

    def get(self, key: str) -> Template:
        """One letter. RuleViolation `template.unknown`."""
        found = next((one for one in self.all() if one.key == key), None)
        if found is None:
            raise RuleViolation("template.unknown", template=key)
        return found

    def file(self, key: str) -> bytes:
        """The Word file as it was put in. RuleViolation `template.unknown`."""
        return self._book.scores.evidence.file(self.get(key).blob)

    def uses(self, blob: str) -> bool:
        """Whether a template needs a file of the book."""
        return any(one.blob == blob for one in self.all())

    def put(self, name: str, content: bytes, key: str | None = None) -> str:
        """Keep a letter under a name, or with its key in the place of one before. Returns its key.

        Refusals: `template.unknown`, RuleViolation `template.name_taken` (facts: `name`), those of names.
        """
        called = fields.name(name, 120)
        if any(fold(one.name) == fold(called) and one.key != key for one in self.all()):
            raise RuleViolation("template.name_taken", name=called)
        before = self.get(key) if key else None
        chosen = key or self._book.new_key()
        evidence = self._book.scores.evidence
        with self._store.operation("put-template", {"name": called}) as tx:
            digest = evidence.keep(tx, content)
            said = {"name": called, "on": self._book.today(), "blob": digest}
            self._book.settings.put(PREFIX + chosen, said)
            if before is not None and before.blob != digest:
                evidence.release(tx, before.blob)
        return chosen

    def remove(self, key: str) -> None:
        """Take a letter away. RuleViolation `template.unknown`."""
        held = self.get(key)
        with self._store.operation("remove-template", {"name": held.name}) as tx:
            self._book.settings.put(PREFIX + key, None)
            self._book.scores.evidence.release(tx, held.blob)
