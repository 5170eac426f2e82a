"""Which lines of a list that comes in stand in the year already, which take the place of one, which stand twice in it.

A line is the same as one that stands when it is equal in all that the list says: in the fields it has a column for,
and in what else says whose line it is. Each line that stands answers for one line of the list.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import Any, Final

from models.book.base.asked import Field
from models.book.following.floor import FollowingBook
from models.book.following.line_shapes import Shape
from models.rules.number.text import clean, fold

WHOSE: Final = ("unit", "draft", "movement", "report")
"""Kinds of fields that say whose a line is, also where the list itself does not say it but the place it was pasted."""

Values = tuple[Hashable, ...]
Told = frozenset[str]


class Standing:
    """The lines of a year's list that stand; `given` is what every line that comes in says without a column for it."""

    def __init__(self, book: FollowingBook, year: int, shape: Shape, given: Mapping[str, Any]) -> None:
        titled = any(one.kind == "title" for one in shape.fields)
        self._titles = {code: name for code, name, _ in book.registration.catalogue(year)} if titled else {}
        self._shape = shape
        self._whose = {
            one.name for one in shape.fields if given.get(one.name) is not None and (one.needed or one.kind in WHOSE)
        }
        self._lines = tuple(shape.lines(book, year))
        self._places = {self.place(self._said(line)): line for line in self._lines} if shape.place else {}
        self._open: dict[Told, dict[Values, list[object]]] = {}
        self._taken: set[int] = set()

    def values(self, told: Told, said: Mapping[str, Any]) -> Values:
        """What a line says in the fields it has a column for, and whose it is, so that equal lines have equal ones."""
        whole = self._shape.usual(said)
        fields = [one for one in self._shape.fields if one.name in told or one.name in self._whose]
        return tuple(self._plain(one, whole.get(one.name)) for one in fields)

    def of(self, told: Told, line: object) -> Values:
        """The same of a line that stands."""
        return self.values(told, self._said(line))

    def place(self, said: Mapping[str, Any]) -> Values:
        """The place of a line, () in a list of many lines."""
        by_name = {one.name: one for one in self._shape.fields}
        return tuple(self._plain(by_name[name], said.get(name), folded=True) for name in self._shape.place)

    def at(self, place: Values) -> object | None:
        """The line that stands in a place."""
        return self._places.get(place)

    def take(self, told: Told, values: Values) -> bool:
        """Whether a line that stands says so and answers for no other line yet; from now on it answers for this one."""
        if told not in self._open:
            self._open[told] = defaultdict(list)
            for line in self._lines:
                self._open[told][self.of(told, line)].append(line)
        line = next((one for one in self._open[told].get(values, ()) if id(one) not in self._taken), None)
        if line is None:
            return False
        self._taken.add(id(line))
        return True

    def _said(self, line: object) -> dict[str, Any]:
        return {one.name: one.of(line) for one in self._shape.fields}

    def _plain(self, field: Field, value: Any, folded: bool = False) -> Hashable:
        if not value and (value is None or field.kind not in ("figure", "count")):
            return None
        if field.kind in ("units", "items"):
            return frozenset(value)
        if field.kind == "title":
            return fold(self._titles.get(str(value), str(value)))
        if field.kind in ("text", "long"):
            words = " ".join(clean(str(value)).split()) if field.kind == "text" else clean(str(value)).strip()
            return fold(words) if folded else words
        said: Hashable = value  # a key, a day, a number
        return said


def mark(values: Values) -> str:
    """A short name of what a line says, to keep what a person chose for it."""
    shown = [sorted(one) if isinstance(one, frozenset) else str(one) for one in values]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
