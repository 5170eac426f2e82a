"""How keys of the book are called on the screen: units by short name, items by their printed code, steps by their
name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from models.book.regulation.sources import cited
from models.rules.errors import Refusal
from models.rules.number.about import About
from models.rules.number.text import show_date
from models.rules.words import PARTS
from ui.words.labels import HOLDERS

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.reporting.keys import Kind
    from models.rules.form.scoring import Form
    from models.rules.place.regulation import Rule


class Names:
    """Looks keys up in a book for one year; a key nobody knows stands for itself."""

    def __init__(self, book: Book, year: int) -> None:
        self.book = book
        self.year = year

    def unit(self, key: str) -> str:
        """What a unit is called, one that has ended apart from its namesake; a person or household by their key."""
        try:
            return self.book.members.called(self.book.members.unit(key), self.year)
        except Refusal:
            return self._holder(key)

    def _holder(self, key: str) -> str:
        person = self.book.keys.known("person", key)
        if person is not None:
            return str(person["name"])
        return self.book.households.names().get(key, key)

    def person(self, key: str) -> str:
        try:
            return self.book.people.person(key).name
        except Refusal:
            return key

    def stage(self, key: str) -> str:
        return self.book.years.stage_name(self.year, key)

    def part(self, key: str) -> str:
        """A part of a year's points: a period or a scoring step."""
        periods = {period.key: period.name for period in self.book.years.periods(self.year)}
        return periods.get(key) or self.stage(key)

    def node(self, key: str) -> str:
        """The printed code of an item or group of a form ("I.4"), of the year's before others; its title when it has no
        code."""
        for form in self._forms_with(key):
            return self.book.forms.code(form, key) or form.node(key).title
        return key

    def figure(self, node: str, name: str) -> str:
        """What a value in the cell of an item or group is called: its part of the points, else its input."""
        if name in PARTS:
            return PARTS[name]
        items = (form.find(node) for form in self._forms_with(node))
        asked = (one for item in items for one in getattr(item, "inputs", ()) if one.id == name and one.label)
        return next((f"“{one.label}”" for one in asked), name)

    def _forms_with(self, key: str) -> Iterator[Form]:
        """The forms that have an item or group of that key, those the year uses first."""
        rows = self.book.forms.all()
        for row in sorted(rows, key=lambda one: all(year != self.year for year, _group in one.used)):
            try:
                form = self.book.forms.form(row.key)
            except (Refusal, ValueError):  # its own page says what cannot be read in it
                continue
            if form.find(key) is not None:
                yield form

    def title(self, key: str) -> str:
        """A title by its name in the year's rules."""
        from models.book.regulation import titles

        return titles.called(titles.names(titles.all_of(self._rules())), key)

    def item(self, key: str) -> str:
        """A line of a form, to stand in a list: "mục I.4"."""
        code = self.node(key)
        return f"mục {code}" if code != key else key

    def about(self, question: str, subject: str) -> str:
        """What a question is about, every word by the name of what it is; "" for nothing."""
        found = About.read(question, subject)
        if found.get("form"):
            return self._of_form(found.get("form"), found.many("bands"))
        said = [self._named(kind, key) for kind, key in found.words if kind != "rules"]
        return ", ".join(dict.fromkeys(filter(None, said))) if found.words else subject

    def row(self, table: str, key: object) -> str:
        """A row of the book by the words of its key; a key of its own stands for what the row says of itself."""
        parts = key if isinstance(key, tuple) else (key,)
        columns = self.book.keys.columns(table) or ("",) * len(parts)
        said = [self._part(table, parts, column, part) for column, part in zip(columns, parts, strict=False)]
        return ", ".join(dict.fromkeys(filter(None, said)))

    def _part(self, table: str, key: tuple[object, ...], column: str, part: object) -> str:
        kind = _KINDS_OF.get((table, column), table if column == "key" else column)
        if kind in _NAMED:
            return _NAMED[kind](self, str(part))
        if column == "key":
            return self._said(table, key)
        if kind == "report":
            return self._said(kind, (key[0], part))
        return self._said(_ROWS_OF[kind], (part,)) if kind in _ROWS_OF else str(part)

    def _said(self, table: str, key: tuple[object, ...]) -> str:
        """What a row says of itself: whose it is and its first words; its key where it has none."""
        row = self.book.keys.row(table, key)
        if row is None:
            return str(key[-1])
        if table == "decision":
            return self.about(row["question"], row["subject"]) or str(row["reason"])
        whose = [self.unit(row[column]) for column in _WHOSE if row.get(column)]
        where = [self._held("sheet", row["sheet"]), self.item(row["node"])] if row.get("sheet") else []
        words = next((str(row[column]) for column in _WORDS if row.get(column)), "")
        words = self.title(words) if table in _TITLED else words
        return ", ".join(dict.fromkeys(filter(None, (*whose, *where, words)))) or str(key[-1])

    def _named(self, kind: str, key: str) -> str:
        """One word of a subject or key, by what it stands for; what has no name stands for itself."""
        known = _NAMED.get(kind)
        return known(self, key) if known is not None else key

    def _of_form(self, key: str, bands: tuple[str, ...]) -> str:
        """The form a question is about, and the lines with the bands it names."""
        from models.rules.form.checking.checker_bands import touched

        form = self.book.forms.form(key)
        said = f"{form.name}, phiên bản {form.version}"
        lines = [f"{form.called(node)}. {form.node(node).title}" for node in touched(form, bands)]
        return "\n".join([said, *lines]) if bands else said

    def _scope(self, scope: str) -> str:
        """What a rule would be for, by the names of title and holder, or the class it limits; nothing where it serves
        every case."""
        from models.book.regulation import titles
        from ui.words.rule_words import scope_words

        if not scope:
            return ""
        return self.classed(scope) or scope_words(scope, titles.names(titles.all_of(self._rules())), self.worded)

    def _rules(self) -> tuple[Rule, ...]:
        return self.book.regulations.rules(self.year) if self.book.years.find(self.year) is not None else ()

    def worded(self, text: str) -> str:
        """A text of the program's own as the bloc would say it."""
        return self.book.years.worded(text, {})

    def _kind(self, key: str) -> str:
        from models.rules.place.rule_kinds import KINDS

        return self.worded(KINDS[key].name) if key in KINDS else key

    def _rule(self, key: str) -> str:
        """A rule by its article; a ballot that is asked about its own rule by its title."""
        return next((cited(one.cite) for one in self._rules() if one.key == key), self._held("ballot", key))

    def classed(self, key: str) -> str:
        """A class by its label, "" for a key the year's rules of classes do not have."""
        specs: list[Any] = [one.spec for one in self._rules() if one.kind.startswith("classes/")]
        bands = [band for spec in specs for band in spec["bands"]]
        return next((str(band["label"]) for band in bands if band["class"] == key), "")

    def _held(self, table: Kind, key: str) -> str:
        """A row that is known by a key of its own."""
        said = self.book.keys.known(table, key)
        if said is None:
            return key
        if table == "sheet":
            return f"{self.unit(said['unit'])} ({self.stage(said['stage'])})"
        if table == "proposal":
            who = self.unit(said["person"] or said["household"] or said["unit"])
            return f"{who}, {self.title(said['title'])}"
        if table == "ballot":
            return f"“{said['title']}”"
        return str(said.get("decision" if table == "lineage" else "name") or "")


def _held(table: Kind) -> Callable[[Names, str], str]:
    return lambda names, key: names._held(table, key)


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAMED: Final[Mapping[str, Callable[[Names, str], str]]] = {
    **dict.fromkeys(("unit", "who", "person", "household"), Names.unit),
    **dict.fromkeys(("units", "people"), lambda names, keys: ", ".join(names.unit(key) for key in keys.split("+"))),
    **dict.fromkeys(("at", "period", "stage"), Names.part),
    "sheet": _held("sheet"),
    "ballot": _held("ballot"),
    "proposal": _held("proposal"),
    "team": _held("team"),
    "event": _held("lineage"),
    "year": lambda names, key: names.book.years.called(int(key)) if key.isdecimal() else f"năm {key}",
    **dict.fromkeys(("from_date", "as_of"), lambda _names, key: show_date(key) if _DAY.fullmatch(key) else key),
    "effect": lambda _names, key: f"điều kiện thứ {int(key) + 1}",
    "node": Names.item,
    "title": Names.title,
    "holder": lambda _names, key: HOLDERS.get(key, key),
    "rule": Names._rule,
    "rule_kind": Names._kind,
    "scope": Names._scope,
}
"""How each kind of word is called."""
_KINDS_OF: Final = {("form_node", "key"): "node", ("rating", "holder"): "who", ("log_feed", "item"): "node"}
"""What a column of a key holds, where its name does not say it."""
_ROWS_OF: Final = {"by": "keeper", "recorder": "keeper"} | {
    one: one for one in ("meeting", "movement", "activity", "draft", "circulation", "form", "regulation")
}
"""Columns that name a row of a table by its own key."""
_WHOSE: Final = ("person", "household", "unit")
_WORDS: Final = ("name", "title", "subject", "text", "file_name", "head", "cite", "document")
"""Columns in which a row says whose it is, and what it is."""
_TITLED: Final = ("registered_title", "honour")
"""Tables whose title is a key of the catalogue."""
