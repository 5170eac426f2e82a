"""The regulations a bloc works by: adopted revisions, which year uses which, amending, and the rule that governs on a
day.

A revision is never changed: amending makes the next one, with reason, document and the day from which it holds; results
cite
rule@revision. A year has one regulation of its own and may have others beside it (a law, a decree). What a rule does is
known
to `rules`, not here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.base.kept import KeptBy
from models.book.regulation.packs import PackOffers
from models.book.regulation.uses import RestsOn, uses
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.questions import Question
from models.rules.place import regulation as law
from models.rules.place.regulation import Regulation, Rule, RuleChange

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook

SHIPPED: Final = Path(__file__).resolve().parents[3] / "resources" / "regulations"
"""Where the packs that come with the program lie."""

OWN_NAME: Final = "Quy định riêng của khối"
"""What the regulation is called that begins with a rule added by hand."""

_FORMER: Final = ".r"
"""Between the key of an amended rule and the revision in which its former wording stood."""

_LINES: Final = ("number", "issued_by", "source", "document")
_DAYS: Final = ("issued_on", "valid_from", "valid_to", "adopted_on")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that comes with the program: its file's name without suffix, the regulation in it and its rules."""

    name: str
    regulation: Regulation
    rules: tuple[Rule, ...]


class Regulations(Area):
    """Verbs and reads of regulations; what newer text could be taken stands in `offers`."""

    _book: RegulationBook

    def __init__(self, book: RegulationBook) -> None:
        super().__init__(book)
        self.offers = PackOffers(book)
        self._of_year = KeptBy(book.store, self._read_rules)
        self.rested_on_by: list[RestsOn] = []

    # --- reading

    def packs(self) -> tuple[Pack, ...]:
        """The packs that come with the program, by name."""
        return tuple(self.pack(path.stem) for path in sorted(SHIPPED.glob("*.toml")))

    def pack(self, name: str) -> Pack:
        """One shipped pack. BadInput `regulation.pack_unknown`, `regulation.bad_pack`."""
        path = SHIPPED / f"{name}.toml"
        if "/" in name or "\\" in name or not path.is_file():
            raise BadInput("regulation.pack_unknown", name=name)
        return Pack(name, *law.load_pack(path.read_text(encoding="utf-8"), path.name))

    def regulation(self, key: str) -> Regulation:
        """One adopted revision. RuleViolation `regulation.unknown`."""
        row = self._store.row("regulation", key)
        if row is None:
            raise RuleViolation("regulation.unknown", regulation=key)
        return Regulation(**{**row, "unverified": bool(row["unverified"])})

    def all(self) -> tuple[Regulation, ...]:
        """Every adopted revision, by name and revision."""
        found = (self.regulation(row["key"]) for row in self._store.rows("regulation"))
        return tuple(sorted(found, key=lambda one: (one.name, one.revision, one.key)))

    def of_year(self, year: int) -> Regulation | None:
        """The regulation the year works by, None until one is adopted."""
        key = self._book.years.get(year).regulation
        return None if key is None else self.regulation(key)

    def beside(self, year: int) -> tuple[Regulation, ...]:
        """Regulations that hold in the year beside its own, in the order they were taken in."""
        return tuple(self.regulation(key) for key in self._book.settings.get(_beside_key(year), []))

    def rules_of(self, key: str) -> tuple[Rule, ...]:
        """The rules of one adopted revision in their order."""
        revision = self.regulation(key).revision
        rows = sorted(self._store.rows("rule", regulation=key), key=lambda row: (row["position"], row["key"]))
        return tuple(_rule(row, revision) for row in rows)

    def rules(self, year: int) -> tuple[Rule, ...]:
        """All rules a year works by: those of its own regulation, then those of the regulations beside it."""
        return self._of_year(year)

    def _read_rules(self, year: int) -> tuple[Rule, ...]:
        own = self.of_year(year)
        keys = [one.key for one in ((own, *self.beside(year)) if own else self.beside(year))]
        return tuple(rule for key in keys for rule in self.rules_of(key))

    def governing(
        self, year: int, kind: str, scope: str | None = None, on: str | None = None, body: str | None = None
    ) -> Rule | Question:
        """The one rule of a kind and scope that governs on a day, or the question which one should; with `body` of the
        rules of that body alone ("bloc", "council": one does not go by the other's).

        Without a day it is the year's first for kinds governed by it, else the year's last; other kinds are given
        theirs. A vote or a meeting of the year that is held after the year is over goes by the rules of its last day
        where these have expired since and nothing took their place.
        """
        default = f"{year}-01-01" if law.governed_by(kind) == "year-start" else f"{year}-12-31"
        rules, decided = self.rules(year), self._book.decisions.all(year)
        if body is not None:
            rules = tuple(rule for rule in rules if law.body_of(rule) == body)
        found = law.governing(rules, kind, scope, on or default, decided)
        last = self._book.years.last_day(year)
        late = on is not None and on > last and law.governed_by(kind) in ("ballot-day", "meeting-day")
        if late and isinstance(found, Question) and found.key == "rule.none":
            before = law.governing(rules, kind, scope, last, decided)
            found = found if isinstance(before, Question) and before.key == "rule.none" else before
        if isinstance(found, Question) and body is not None:
            return replace(found, facts={**found.facts, "body": body})
        return found

    def for_act(self, year: int, on: str) -> tuple[Rule, ...]:
        """The rules that an act of the year on a day goes by: those in force then and, once the year is over, those of
        its last day that have expired since and whose place none in force takes: none of the same kind, scope and body.
        """
        last, rules = self._book.years.last_day(year), self.rules(year)
        taken = {law.place(rule) for rule in rules if rule.in_force(on)}
        return tuple(
            rule
            for rule in rules
            if rule.in_force(on) or (on > last and rule.in_force(last) and law.place(rule) not in taken)
        )

    def differences(self, year: int, pack: str) -> tuple[RuleChange, ...]:
        """How a shipped pack differs from the year's regulation; a newer pack is offered, never taken by itself."""
        own = self.of_year(year)
        return law.differences(() if own is None else self.rules_of(own.key), self.pack(pack).rules)

    # --- writing

    def adopt_pack(self, year: int, pack: str, *, beside: bool = False) -> str:
        """Copy a shipped pack into the book and let the year work by it. Returns its key; refusals as in `adopt`."""
        found = self.pack(pack)
        return self.adopt(year, found.regulation, found.rules, beside=beside)

    def adopt(self, year: int, regulation: Regulation, rules: Sequence[Rule], *, beside: bool = False) -> str:
        """Adopt a regulation written by hand or read from a pack; the year works by it from now on.

        One that is in the book already, word for word, is used again. With `beside` it holds beside the year's own.
        Refusals: `year.unknown`, `year.closed`, BadInput `key.bad`, `date.bad`, `date.backwards`,
        `regulation.rule_twice`,
        RuleViolation `rule.faulty`, `rule.circular_key`, `regulation.adopted_already` when the year works by it.
        """
        self._book.years.must_be_open(year)
        law.require_sound(rules)
        names = [rule.key for rule in rules]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise BadInput("regulation.rule_twice", rule=twice)
        said = _checked(regulation)
        if said.adopted_on is None:
            said = replace(said, adopted_on=self._book.today())
        with self._store.operation("adopt-regulation", {"name": said.name, "year": year}) as tx:
            key = self._kept(tx, said, rules)
            if key in self._there(year, beside):
                raise RuleViolation("regulation.adopted_already", name=said.name, year=year)
            if beside:
                also = [one.key for one in self.beside(year)]
                before = self.rules(year)
                self._book.settings.put(_beside_key(year), [*also, *([] if key in also else [key])])
                self._book.deadlines.follow(year, before)
            else:
                self.use(year, key)
        return key

    def drop_beside(self, year: int, key: str, reason: str) -> None:
        """Take away a regulation that holds beside the year's own; its text stays in the book.

        Refusals: `year.closed`, `regulation.unknown`, `regulation.reason_needed`, RuleViolation
        `regulation.not_beside`, `regulation.in_use` (facts: `name`, `year`, `used`) when something rests on it.
        """
        self._book.years.must_be_open(year)
        name, before, why = self.regulation(key).name, self.rules(year), fields.note(reason)
        left = [one.key for one in self.beside(year) if one.key != key]
        if len(left) == len(self.beside(year)):
            raise RuleViolation("regulation.not_beside", name=name, year=year)
        if why is None:
            raise RuleViolation("regulation.reason_needed", regulation=key)
        if used := uses(self._book, year, key, self.rested_on_by):
            raise RuleViolation("regulation.in_use", name=name, year=year, used=list(used))
        with self._store.operation("drop-regulation", {"name": name, "year": year, "reason": why}):
            self._book.settings.put(_beside_key(year), left)
            self._book.deadlines.follow(year, before)

    def use(self, year: int, key: str) -> None:
        """Let a year work by a revision that is in the book already. `year.closed`, `regulation.unknown`."""
        self._book.years.must_be_open(year)
        name, before = self.regulation(key).name, self.rules(year)
        with self._store.operation("use-regulation", {"name": name, "year": year}):
            self._book.years.work_by(year, key)
            self._book.deadlines.follow(year, before)

    def amend(
        self,
        year: int,
        rule: str,
        spec: Mapping[str, object],
        reason: str,
        document: str | None,
        on: str,
        *,
        cite: str | None = None,
        quote: str | None = None,
        kind: str | None = None,
    ) -> str:
        """Change what one rule says from a day on: a new revision in which the old wording holds until the day before.

        `cite` and `quote`, where given, are the source of the new wording; `kind` is a later number of its kind. A rule
        that begins on that day or later is replaced; one that has ended by then keeps its days and the new wording
        begins on the day, open-ended.
        Returns the key of the revision. Refusals: `regulation.none`, `rule.unknown`, `regulation.reason_needed`,
        `regulation.nothing_changed`, `rule.faulty`, `year.closed`, `date.bad`.
        """
        day = fields.date(on, "on")
        own = self._own(year)
        old = next((one for one in self.rules_of(own.key) if one.key == rule), None)
        if old is None:
            raise RuleViolation("rule.unknown", rule=rule, regulation=own.key)
        new = replace(
            old,
            kind=kind or old.kind,
            spec=spec,
            cite=old.cite if cite is None else fields.line(cite) or "",
            quote=old.quote if quote is None else fields.note(quote) or "",
        )
        if (new.kind, new.cite, new.quote, dict(old.spec)) == (old.kind, old.cite, old.quote, dict(spec)):
            raise RuleViolation("regulation.nothing_changed", regulation=own.key)
        changes: dict[str, Rule | None] = {rule: new}
        if day > (old.valid_from or f"{year}-01-01"):
            former, eve = f"{rule[:34]}{_FORMER}{own.revision}", fields.shift(day, -1)
            ended = old.valid_to is not None and old.valid_to < day
            changes[rule] = replace(new, valid_from=day, valid_to=None if ended else old.valid_to)
            changes[former] = replace(old, key=former, valid_to=old.valid_to if ended else eve)
        return self.revise(year, changes, reason, document, day)

    def add_rule(self, year: int, rule: Rule, reason: str, document: str | None = None, on: str | None = None) -> str:
        """Put one rule more into the year's regulation, as `add_rules`. Returns the rule's key."""
        return self.add_rules(year, [rule], reason, document, on)[0]

    def add_rules(
        self, year: int, rules: Sequence[Rule], reason: str, document: str | None = None, on: str | None = None
    ) -> tuple[str, ...]:
        """Put rules into the year's regulation as one revision; a year without any begins its own with them. A rule
        without key is given one. Returns their keys. Refusals: those of `revise`, `rule.key_taken`, `date.backwards`.
        """
        made = {one.key: one for one in map(self._typed, rules)}
        own = self.of_year(year)
        if own is None:
            why = fields.note(reason)
            if why is None:
                raise RuleViolation("regulation.reason_needed", regulation="")
            head = Regulation(self._book.new_key(), OWN_NAME, reason=why, document=fields.line(document), adopted_on=on)
            self.adopt(year, head, tuple(made.values()))
            return tuple(made)
        for one in self.rules_of(own.key):
            if one.key in made:
                raise RuleViolation("rule.key_taken", rule=one.key)
        self.revise(year, made, reason, document, on)
        return tuple(made)

    def _typed(self, rule: Rule) -> Rule:
        """A rule as typed: its key, words and days cleaned."""
        first, last = fields.date_or_none(rule.valid_from, "valid_from"), fields.date_or_none(rule.valid_to, "valid_to")
        fields.span(first, last)
        key = fields.key(rule.key) if rule.key else self._book.new_key()
        cite, quote = fields.line(rule.cite) or "", fields.note(rule.quote) or ""
        return replace(rule, key=key, cite=cite, quote=quote, valid_from=first, valid_to=last)

    def revise(
        self,
        year: int,
        changes: Mapping[str, Rule | None],
        reason: str,
        document: str | None = None,
        on: str | None = None,
    ) -> str:
        """The year's regulation with rules replaced, added or (None) taken out, as its next revision. See `amend`."""
        self._book.years.must_be_open(year)
        own = self._own(year)
        day = fields.date(on, "on") if on else self._book.today()
        why, paper = fields.note(reason) or "", fields.line(document)
        key = self._book.new_key()
        new, rules = law.amend(own, self.rules_of(own.key), changes, key=key, reason=why, document=paper, on=day)
        facts = {"name": own.name, "year": year, "revision": new.revision, "rules": sorted(changes)}
        before = self.rules(year)
        with self._store.operation("amend-regulation", facts) as tx:
            self._write(tx, new, rules)
            self._book.years.work_by(year, key)
            self._book.deadlines.follow(year, before)
        return key

    # --- parts of the acts

    def _there(self, year: int, beside: bool) -> list[str]:
        """The regulations a year has already; when one is to stand beside its own also what its own was made from."""
        own = self.of_year(year)
        keys = [one.key for one in self.beside(year)] + ([own.key] if own else [])
        while beside and own is not None and own.supersedes:
            own = self.regulation(own.supersedes)
            keys.append(own.key)
        return keys

    def _own(self, year: int) -> Regulation:
        found = self.of_year(year)
        if found is None:
            raise RuleViolation("regulation.none", year=year)
        return found

    def _kept(self, tx: Any, regulation: Regulation, rules: Sequence[Rule]) -> str:
        """The key under which this text stands in the book; a text that is there already is not written again."""
        there = self._store.row("regulation", regulation.key)
        if there is not None:
            old = self.regulation(regulation.key)
            same = replace(old, adopted_on=regulation.adopted_on) == regulation
            if same and not law.differences(self.rules_of(old.key), rules):
                return old.key
            regulation = replace(regulation, key=self._book.new_key())
        self._write(tx, regulation, rules)
        return regulation.key

    @staticmethod
    def _write(tx: Any, regulation: Regulation, rules: Sequence[Rule]) -> None:
        tx.insert("regulation", {**asdict(regulation), "unverified": int(regulation.unverified)})
        for position, rule in enumerate(rules, 1):
            row = {
                name: getattr(rule, name)
                for name in ("key", "kind", "scope", "valid_from", "valid_to", "cite", "quote")
            }
            row |= {"regulation": regulation.key, "position": position, "unverified": int(rule.unverified)}
            tx.insert("rule", {**row, "spec": _plain(rule.spec)})


def former_of(key: str) -> str:
    """The key of the rule whose former wording this key stands for; "" when it stands for none."""
    base, mark, revision = key.rpartition(_FORMER)
    return base if mark and revision.isdigit() else ""


def _beside_key(year: int) -> str:
    return f"regulations.beside.{year}"


def _checked(regulation: Regulation) -> Regulation:
    """The head of a regulation, cleaned like anything typed."""
    lines: dict[str, Any] = {name: fields.line(getattr(regulation, name)) for name in _LINES}
    days: dict[str, Any] = {name: fields.date_or_none(getattr(regulation, name), name) for name in _DAYS}
    fields.span(days["valid_from"], days["valid_to"])
    return replace(regulation, key=fields.key(regulation.key), name=fields.name(regulation.name, 500), **lines, **days)


def _rule(row: Mapping[str, Any], revision: int) -> Rule:
    columns = ("key", "kind", "scope", "valid_from", "valid_to", "cite", "quote", "spec")
    return Rule(**{name: row[name] for name in columns}, revision=revision, unverified=bool(row["unverified"]))


def _plain(value: object) -> object:
    """A spec as JSON knows it: lists for tuples, dicts for mappings."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
