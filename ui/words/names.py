"""How keys of the book are called on the screen: units by short name, items by their printed code, steps by their
name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.errors import Refusal

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.reporting.keys import Known
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
        person = self.book.keys.known(key, ("person",))
        if person is not None:
            return str(person.said["name"])
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
        """The printed code of an item or group of a form of the year ("I.4"); its title when it has no code."""
        for row in self.book.forms.all():
            if any(year == self.year for year, _group in row.used):
                form = self.book.forms.form(row.key)
                if any(node.key == key for node in form.nodes):
                    return self.book.forms.code(form, key) or form.node(key).title
        return key

    def subject(self, subject: str) -> str:
        """What a question is about: "2025/hnd" or "a+b" or "sheet/node" with every key said; "" for nothing."""
        from models.rules.place.rule_kinds import KINDS

        form, _, bands = subject.partition("/")
        if self.book.keys.known(form, ("form",)) is not None:
            return self._of_form(form, bands)
        head = "/".join(subject.split("/")[:2])
        kind = head if head in KINDS else ""  # about the rules themselves: "quorum/1/meeting/2025", "…/rule+rule"
        rest = subject.removeprefix(kind)
        parts = [", ".join(self._part(key) for key in part.split("+")) for part in rest.split("/") if part]
        if kind:
            *scope, last = rest.removeprefix("/").split("/")
            parts = [KINDS[kind].name, *self._case("/".join(scope)), *([self._part(last)] if last.isdigit() else [])]
        return ", ".join(dict.fromkeys(parts))

    def _of_form(self, key: str, bands: str) -> str:
        """The form a question is about, and the lines with the bands it names."""
        from models.rules.form.checking.checker_bands import touched

        form = self.book.forms.form(key)
        said = f"{form.name}, phiên bản {form.version}"
        lines = [f"{form.called(node)}. {form.node(node).title}" for node in touched(form, bands.split("+"))]
        return "\n".join([said, *lines]) if bands else said

    def _case(self, scope: str) -> list[str]:
        """What a rule would be for, by the names of title and holder; nothing where it serves every case."""
        from models.book.regulation import titles
        from ui.words.rule_words import scope_words

        return [scope_words(scope, titles.names(titles.all_of(self._rules())))] if scope else []

    def _title(self, key: str) -> str:
        from models.book.regulation import titles

        return titles.names(titles.all_of(self._rules())).get(key, key)

    def _rules(self) -> tuple[Rule, ...]:
        return self.book.regulations.rules(self.year) if self.book.years.find(self.year) is not None else ()

    def _known(self, known: Known) -> str:
        said = known.said
        if known.kind == "sheet":
            return f"{self.unit(said['unit'])} ({self.stage(said['stage'])})"
        if known.kind == "lineage":
            return str(said.get("decision") or "")
        if known.kind == "ballot":
            return f"“{said['title']}”"
        who = self.unit(said["person"] or said["household"] or said["unit"])
        return f"{who}, {self._title(said['title'])}"

    def _part(self, key: str) -> str:
        from ui.words.rule_words import SCOPES

        known = self.book.keys.known(key, ("sheet", "lineage", "ballot"))
        if known is not None:
            return self._known(known)
        name = self.unit(key)
        if name != key:
            return name
        proposal = self.book.keys.known(key, ("proposal",))
        if proposal is not None:
            return self._known(proposal)
        if self._title(key) != key:
            return self._title(key)
        if self.part(key) != key:
            return self.part(key)
        rule = next((one for one in self._rules() if one.key == key), None)
        if rule is not None:
            return rule.cite
        if key.isdigit():
            return f"năm {key}"
        code = self.node(key)
        return f"mục {code}" if code != key else SCOPES.get(key, key)
