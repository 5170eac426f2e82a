"""A regulation as dated, cited rules: which rule governs on a day, what changed between revisions, and packs in TOML.

A revision is immutable; amending makes the next one. Which spec each kind takes is declared in `rule_kinds`. Nothing
here knows
where rules are stored or which pack a bloc adopted.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from models.rules.errors import BadInput, RuleViolation
from models.rules.number.about import About
from models.rules.number.questions import Decisions, Option, Question, answer, digest
from models.rules.place.conditions import Fault
from models.rules.place.pack_lines import line_of
from models.rules.place.rule_kinds import KINDS, spec_faults


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as adopted. `scope` None serves every scope; `valid_from`/`valid_to` are inclusive days or None for
    open.

    `revision` is that of the regulation it stands in; `unverified` marks text nobody has compared with the original.
    """

    key: str
    kind: str
    scope: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    cite: str = ""
    quote: str = ""
    spec: Mapping[str, object] = field(default_factory=dict)
    revision: int = 1
    unverified: bool = False

    def in_force(self, on: str) -> bool:
        """True when the day lies in the rule's validity, both ends included."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    @property
    def name(self) -> str:
        """What results cite: the rule and the revision it stood in."""
        return f"{self.key}@{self.revision}"


@dataclass(frozen=True, slots=True)
class Regulation:
    """The document rules come from; the same names as the columns of its table."""

    key: str
    name: str
    number: str | None = None
    issued_on: str | None = None
    issued_by: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    source: str | None = None
    revision: int = 1
    supersedes: str | None = None
    adopted_on: str | None = None
    reason: str | None = None
    document: str | None = None
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that differs between two revisions, with the names of what differs ("spec.percent", "cite")."""

    key: str
    change: Literal["added", "removed", "changed"]
    fields: tuple[str, ...] = ()


def governing(
    rules: Iterable[Rule], kind: str, scope: str | None, on: str, decisions: Decisions = ()
) -> Rule | Question:
    """The one rule of that kind (whatever its number) and scope in force on the day, or the question which one should.

    A rule for exactly this scope goes before one for every scope. Rules that say the same are one answer, the first of
    them. No rule, or several that differ, is never guessed: a decision whose choice is the key of one of them settles
    it, for every day on which just these are in force. Where the last one has expired, the question cites it and
    quotes its last day.
    """
    rules = tuple(rules)
    in_kind = [rule for rule in rules if family(rule.kind) == family(kind) and rule.in_force(on)]
    found = [rule for rule in in_kind if rule.scope == scope] or [rule for rule in in_kind if rule.scope is None]
    if len(found) == 1:
        return found[0]
    choices = _choices(found)
    fitting = tuple(choices.values())
    if len(fitting) == 1:
        return fitting[0]
    facts: dict[str, object] = {"kind": kind, "scope": scope or ""}
    if not fitting:
        ended = _ended(rules, kind, scope, on)
        cite, quote = (ended.cite, ended.valid_to or "") if ended else ("", "")
        about = About.of("rule.none", rule_kind=kind, scope=scope or "", year=on[:4])
        return Question("rule.none", about.text, None, cite, quote, facts={**facts, "on": on})
    question = Question(
        key="rule.several",
        subject=About.of("rule.several", rule_kind=kind, scope=scope or "", rules=sorted(choices)).text,
        cite="; ".join(rule.cite for rule in fitting),
        quote="\n".join(rule.quote for rule in fitting if rule.quote),
        options=tuple(Option(key, rule.cite) for key, rule in choices.items()),
        facts={**facts, "rules": sorted(rule.name for rule in fitting)},
    )
    decision = answer(decisions, question)
    return question if decision is None else choices.get(str(decision.choice), question)


def _ended(rules: Sequence[Rule], kind: str, scope: str | None, on: str) -> Rule | None:
    """The rule that held last before the day and has expired; None where there never was one."""
    gone = [rule for rule in rules if family(rule.kind) == family(kind) and (rule.valid_to or "9999") < on]
    exact = [rule for rule in gone if rule.scope == scope] or [rule for rule in gone if rule.scope is None]
    return max(exact, key=lambda rule: rule.valid_to or "", default=None)


def _choices(rules: Sequence[Rule]) -> dict[str, Rule]:
    """Rules by what a decision calls them: their keys, and where two regulations use one key what tells them apart.

    Of those that say the same the first stands.
    """
    said: dict[str, Rule] = {}
    for rule in rules:
        said.setdefault(digest(rule.spec), rule)
    keys = Counter(rule.key for rule in said.values())
    return {rule.key if keys[rule.key] == 1 else _long_key(rule): rule for rule in said.values()}


def _long_key(rule: Rule) -> str:
    return f"{rule.key}.{_text(rule)[:8]}"


def chosen(rules: Iterable[Rule], option: Option) -> Rule | None:
    """The rule an option of `rule.several` stands for, None when it is among them no more."""
    return next((one for one in rules if option.label == one.cite and option.key in (one.key, _long_key(one))), None)


def _text(rule: Rule) -> str:
    said = {one.name: getattr(rule, one.name) for one in fields(Rule) if one.name not in ("revision", "unverified")}
    return digest(said)


def check_rule(rule: Rule) -> tuple[Fault, ...]:
    """Every reason why the rule cannot be adopted: unknown kind, a wrong spec, no citation, a validity that ends
    before it begins, one award in its scope and another in its spec."""
    found = list(spec_faults(rule.kind, rule.spec))
    if not rule.cite.strip():
        found.append(Fault("rule.no_citation", "cite", {}))
    if rule.valid_from is not None and rule.valid_to is not None and rule.valid_to < rule.valid_from:
        found.append(Fault("rule.ends_before_it_begins", "valid_to", {"from": rule.valid_from, "to": rule.valid_to}))
    in_scope, in_spec = award_of(rule.scope), rule.spec.get("award")
    if in_scope and in_spec is not None and in_scope != in_spec:
        found.append(Fault("rule.other_award", "scope", {"scope": in_scope, "award": str(in_spec)}))
    return tuple(found)


def award_of(scope: str | None) -> str:
    """The award a scope names ("award:CO_TINH/collective" as "CO_TINH"), "" when it names none."""
    kind, mark, rest = (scope or "").partition(":")
    return rest.partition("/")[0] if mark and kind == "award" else ""


def require_sound(rules: Iterable[Rule]) -> None:
    """Refuse adoption of the first faulty rule (`rule.faulty`, or `rule.circular_key` when that is its fault)."""
    for rule in rules:
        for fault in check_rule(rule):
            code = fault.code if fault.code == "rule.circular_key" else "rule.faulty"
            facts = {"rule": rule.key, "place": fault.place, "fault": fault.code, "details": dict(fault.facts)}
            raise RuleViolation(code, kind=rule.kind, cite=rule.cite, **facts)


def differences(old: Sequence[Rule], new: Sequence[Rule]) -> tuple[RuleChange, ...]:
    """What changed between two revisions, in the order of the new one, removed rules last; the revision itself is no
    difference."""
    before, after = {rule.key: rule for rule in old}, {rule.key: rule for rule in new}
    found = []
    for key, rule in after.items():
        if key not in before:
            found.append(RuleChange(key, "added"))
        elif changed := _changed(before[key], rule):
            found.append(RuleChange(key, "changed", changed))
    return (*found, *(RuleChange(key, "removed") for key in before if key not in after))


def _changed(old: Rule, new: Rule) -> tuple[str, ...]:
    names = [f.name for f in fields(Rule) if f.name not in ("key", "revision", "spec")]
    spec = [f"spec.{name}" for name in sorted({*old.spec, *new.spec}) if old.spec.get(name) != new.spec.get(name)]
    return (*(name for name in names if getattr(old, name) != getattr(new, name)), *spec)


def amend(
    regulation: Regulation,
    rules: Sequence[Rule],
    changes: Mapping[str, Rule | None],
    *,
    key: str,
    reason: str,
    document: str | None,
    on: str,
) -> tuple[Regulation, tuple[Rule, ...]]:
    """The next revision: each changed rule replaced, added, or (None) taken out; order is kept, new rules come last.

    Errors: no reason, a faulty rule, or nothing changed.
    """
    if not reason.strip():
        raise RuleViolation("regulation.reason_needed", regulation=regulation.key)
    revision = regulation.revision + 1
    kept = [changes.get(rule.key, rule) for rule in rules]
    known = {rule.key for rule in rules}
    added = [rule for name, rule in changes.items() if name not in known]
    new = tuple(replace(rule, revision=revision) for rule in (*kept, *added) if rule is not None)
    require_sound(new)
    if not differences(rules, new):
        raise RuleViolation("regulation.nothing_changed", regulation=regulation.key)
    amended = replace(
        regulation,
        key=key,
        revision=revision,
        supersedes=regulation.key,
        reason=reason,
        document=document,
        adopted_on=on,
    )
    return amended, new


# --- packs -----------------------------------------------------------------------------------------------------------

_DOCUMENT = {
    "key", "name", "number", "issued_on", "issued_by", "valid_from", "valid_to", "source", "unverified",
}  # fmt: skip
_RULE = {"key", "kind", "scope", "valid_from", "valid_to", "cite", "quote", "unverified", "spec"}
_LINE = re.compile(r"at line (\d+)")
_WANTED: dict[str, tuple[type, str]] = {
    "spec": (dict, "table"),
    "unverified": (bool, "yes-no"),
    **dict.fromkeys(("issued_on", "valid_from", "valid_to"), (date, "date")),
}
"""What a value must be where it is no text."""


def load_pack(toml: str, file: str = "") -> tuple[Regulation, tuple[Rule, ...]]:
    """Read a pack: one `[regulation]` table and `[[rule]]` tables, every key known, every spec of its kind's shape.

    Any mistake is `BadInput("regulation.bad_pack")`: `file`, `part` ("file", "regulation", "rule"), `number` of the
    rule from 1 (0 elsewhere), its key `rule`, `place` in it (below "spec" for the spec), `fault`, `line`, and as
    `details` what the fault says.
    """
    try:
        data = tomllib.loads(toml, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        last = len(toml.splitlines())
        facts: dict[str, object] = {"place": "", "fault": "toml.unreadable", "line": int(at[1]) if at else last}
        raise BadInput("regulation.bad_pack", file=file, part="file", number=0, rule="", details={}, **facts) from None
    told = _Told(toml, file)
    for name in data:
        if name not in ("regulation", "rule"):
            raise told.bad("file", 0, name, "spec.unknown_key", key=name, known=("regulation", "rule"))
    head = data.get("regulation")
    if not isinstance(head, dict):
        raise told.bad("file", 0, "regulation", "spec.missing_key")
    regulation = Regulation(**_strict(head, _DOCUMENT, ("key", "name"), told, "regulation"))
    tables = data.get("rule")
    if not isinstance(tables, list) or not tables:
        raise told.bad("file", 0, "rule", "spec.list_needed")
    rules: list[Rule] = []
    for n, table in enumerate(tables):
        rules.append(_read_rule(table, told, n, {rule.key for rule in rules}))
    return regulation, tuple(rules)


@dataclass(frozen=True, slots=True)
class _Told:
    """The text a mistake is told of, with its place and line."""

    toml: str
    file: str

    def bad(self, part: str, n: int, place: str, fault: str, rule: str = "", **details: object) -> BadInput:
        line = line_of(self.toml, place or "regulation" if part == "file" else part, n, "" if part == "file" else place)
        said = {"part": part, "number": n + 1 if part == "rule" else 0, "rule": rule, "place": place, "line": line}
        return BadInput("regulation.bad_pack", file=self.file, fault=fault, details=details, **said)


def _read_rule(table: object, told: _Told, n: int, taken: set[str]) -> Rule:
    if not isinstance(table, dict):
        raise told.bad("rule", n, "", "spec.wrong_value", wanted="table", found=str(table))
    rule = Rule(**_strict(table, _RULE, ("key", "kind", "cite", "spec"), told, "rule", n))
    if rule.key in taken:
        raise told.bad("rule", n, "key", "rule.repeated_name", rule.key)
    for fault in sorted(check_rule(rule), key=lambda one: one.code != "spec.unknown_key"):  # a typo before what it hid
        own = fault.place.partition(".")[0] in _RULE
        place = fault.place if own else f"spec.{fault.place}".rstrip(".")
        raise told.bad("rule", n, place, fault.code, rule.key, **dict(fault.facts))
    return rule


def _strict(
    table: Mapping[str, object], known: set[str], needed: Sequence[str], told: _Told, part: str, n: int = 0
) -> dict[str, Any]:
    label = str(table.get("key", "")) if part == "rule" else ""
    for name in table:
        if name not in known:
            raise told.bad(part, n, name, "spec.unknown_key", label, key=name, known=tuple(sorted(known)))
    for name in needed:
        if name not in table:
            raise told.bad(part, n, name, "spec.missing_key", label, key=name)
    for name, value in table.items():
        kind, wanted = _WANTED.get(name, (str, "text"))
        if not isinstance(value, kind):
            raise told.bad(part, n, name, "spec.wrong_value", label, wanted=wanted, found=str(value))
    return {name: _plain(value) for name, value in table.items()}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def family(kind: str) -> str:
    """A kind of rule without its number."""
    return kind.partition("/")[0]


def place(rule: Rule) -> tuple[str, str | None, str]:
    """What a rule is about: its kind, its scope and whose rule it is, the bloc's unless it names another body. One rule
    takes the place of another only where these are the same.
    """
    return family(rule.kind), rule.scope, body_of(rule)


def body_of(rule: Rule) -> str:
    """Whose rule it is: the bloc's unless it names another body."""
    return str(rule.spec.get("body", "bloc"))


def governed_by(kind: str) -> str:
    """Which day decides the version of the rule: ballot, meeting, decision, receipt, or the year's first or last
    day."""
    return KINDS[kind].governed_by
