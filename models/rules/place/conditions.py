"""Conditions of a regulation: trees over named facts, true, false or unknown, that explain themselves.

A condition is `{"all": [...]}`, `{"any": [...]}`, `{"not": {...}}` or a test
`{"fact": id, <parameters>, "ge"|"gt"|"le"|"lt"|"eq"|"in": literal or {"fact": id, <parameters>}}`; a yes-no fact
without an
operator asks for yes. Any node may carry `cite` and `quote`. At most three of all/any/not lie inside each other.
No arithmetic, variables or text to parse belongs here: what needs more is a new fact in `facts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.rules.number.points import show_plain
from models.rules.number.text import negated, show_date
from models.rules.place.facts import CALLED, CATALOGUE, OPERATORS, Fact, Facts, FactValue, Noted, fact_key

DEEPEST = 3
_GROUPS = ("all", "any", "not")
_ORDERED = {"number", "date"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?(/[1-9]\d*)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a condition cannot be adopted: `place` is the path of the node ("all[1].ge"), `facts` fill the sentence of
    `code`."""

    code: str
    place: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Clause:
    """One test of a condition with its outcome: what is asked, what the fact is, where it is written.

    `wanted` is False under an odd number of `not`: there the clause helps by *not* holding.
    """

    asked: str
    own: str | None
    holds: bool | None
    wanted: bool
    fact: str
    cite: str
    quote: str
    unknown: str = "chưa có thông tin"

    @property
    def met(self) -> bool | None:
        """Whether the clause went the way the condition wants; None = unknown."""
        return None if self.holds is None else self.holds is self.wanted

    @property
    def text(self) -> str:
        """The clause in Vietnamese: "điểm xếp hạng từ 90 trở lên (hiện: 94,56)"."""
        asked = self.asked if self.wanted else negated(self.asked)
        return f"{asked} ({self.unknown if self.own is None else 'hiện: ' + self.own})"


def check(tree: object, catalogue: Mapping[str, Fact] = CATALOGUE) -> tuple[Fault, ...]:
    """Every reason why the tree is no condition of this vocabulary; empty when it is one."""
    return tuple(_faults(tree, catalogue, "", 0))


def _faults(node: object, catalogue: Mapping[str, Fact], place: str, depth: int) -> list[Fault]:
    if not isinstance(node, Mapping):
        return [Fault("condition.not_a_clause", place, {"found": str(node)})]
    kinds = [name for name in (*_GROUPS, "fact") if name in node]
    if len(kinds) != 1:
        return [Fault("condition.one_of_all_any_not_fact", place, {"keys": tuple(sorted(map(str, node)))})]
    if kinds[0] == "fact":
        return _test_faults(node, catalogue, place)
    kind, found = kinds[0], []
    if depth == DEEPEST:
        return [Fault("condition.too_deep", place, {"deepest": DEEPEST})]
    found += [
        Fault("condition.unknown_key", place, {"key": str(name)})
        for name in node
        if name not in (kind, "cite", "quote")
    ]
    if kind == "not":
        return found + _faults(node[kind], catalogue, _step(place, "not"), depth + 1)
    children = node[kind]
    if not isinstance(children, Sequence) or isinstance(children, str) or not children:
        return [*found, Fault("condition.empty_list", _step(place, kind), {})]
    for n, child in enumerate(children):
        found += _faults(child, catalogue, _step(place, f"{kind}[{n}]"), depth + 1)
    return found


def _step(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _test_faults(node: Mapping[str, object], catalogue: Mapping[str, Fact], place: str) -> list[Fault]:
    fact = catalogue.get(str(node["fact"]))
    if fact is None:
        return [Fault("condition.unknown_fact", place, {"fact": str(node["fact"])})]
    found = _parameter_faults(node, fact, place, OPERATORS)
    operators = [name for name in OPERATORS if name in node]
    if not operators and fact.type == "yes-no":
        return found
    if len(operators) != 1:
        return [*found, Fault("condition.one_operator", place, {"fact": fact.id, "operators": tuple(operators)})]
    operator = operators[0]
    if operator not in ("eq", "in") and fact.type not in _ORDERED:
        return [*found, Fault("condition.operator_needs_order", place, {"fact": fact.id, "operator": operator})]
    return found + _literal_faults(node[operator], operator, fact, catalogue, _step(place, operator))


def _parameter_faults(node: Mapping[str, object], fact: Fact, place: str, operators: Sequence[str] = ()) -> list[Fault]:
    found = [
        Fault("condition.parameter_missing", place, {"fact": fact.id, "parameter": name})
        for name in fact.params
        if name not in node
    ]
    allowed = {"fact", "cite", "quote", *operators, *fact.params, *fact.optional}
    found += [
        Fault("condition.unknown_key", place, {"key": str(name), "fact": fact.id})
        for name in node
        if name not in allowed
    ]
    given = [name for name in (*fact.params, *fact.optional) if name in node]
    bad = [name for name in given if isinstance(node[name], bool) or not isinstance(node[name], str | int)]
    return found + [Fault("condition.bad_parameter", place, {"fact": fact.id, "parameter": name}) for name in bad]


def _literal_faults(
    literal: object, operator: str, fact: Fact, catalogue: Mapping[str, Fact], place: str
) -> list[Fault]:
    if isinstance(literal, Mapping):
        other = catalogue.get(str(literal.get("fact")))
        if other is None:
            return [Fault("condition.unknown_fact", place, {"fact": str(literal.get("fact"))})]
        faults = _parameter_faults(literal, other, place)
        if other.type != fact.type or operator == "in":
            faults.append(Fault("condition.facts_not_comparable", place, {"fact": fact.id, "other": other.id}))
        return faults
    if operator == "in":
        if not isinstance(literal, Sequence) or isinstance(literal, str) or not literal:
            return [Fault("condition.list_needed", place, {"fact": fact.id})]
        items = list(literal)
    else:
        items = [literal]
    return [
        Fault("condition.wrong_literal", place, {"fact": fact.id, "type": fact.type, "found": str(item)})
        for item in items
        if not _literal_fits(item, fact)
    ]


def _literal_fits(item: object, fact: Fact) -> bool:
    if fact.type == "yes-no":
        return isinstance(item, bool)
    if fact.type == "number":
        return (isinstance(item, int) and not isinstance(item, bool)) or (
            isinstance(item, str) and _NUMBER.fullmatch(item) is not None
        )
    if fact.type == "date":
        return isinstance(item, str) and _DATE.fullmatch(item) is not None
    return isinstance(item, str)


def holds(tree: Mapping[str, object], facts: Facts) -> bool | None:
    """True, False, or None when an unknown fact decides (strong Kleene: a false `all` stays false whatever is
    unknown)."""
    if "not" in tree:
        inner = holds(_node(tree["not"]), facts)
        return None if inner is None else not inner
    for kind, decides in (("all", False), ("any", True)):
        if kind in tree:
            outcomes = [holds(child, facts) for child in _nodes(tree[kind])]
            if decides in outcomes:
                return decides
            return None if None in outcomes else not decides
    return _test(tree, facts)


def _node(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value


def _nodes(value: object) -> list[Mapping[str, object]]:
    assert isinstance(value, Sequence)
    return [_node(item) for item in value]


def _known(test: Mapping[str, object], facts: Facts) -> FactValue | None:
    value = facts.get(fact_key(test))
    return value.value if isinstance(value, Noted) else value


def _comparable(value: object, kind: str) -> FactValue:
    if kind == "number" and isinstance(value, str | int | Fraction):
        return Fraction(value)
    if isinstance(value, bool | str):
        return value
    raise TypeError(f"a {kind} fact cannot be {value!r}")


def _operator(test: Mapping[str, object]) -> tuple[str, object]:
    return next(((name, test[name]) for name in OPERATORS if name in test), ("eq", True))


def _test(test: Mapping[str, object], facts: Facts) -> bool | None:
    kind = CATALOGUE[str(test["fact"])].type
    operator, literal = _operator(test)
    own = _known(test, facts)
    other: object = _known(_node(literal), facts) if isinstance(literal, Mapping) else literal
    if own is None or other is None:
        return None
    own = _comparable(own, kind)
    if operator == "in":
        assert isinstance(other, Sequence)
        return own in [_comparable(item, kind) for item in other]
    other = _comparable(other, kind)
    if operator == "eq":
        return own == other
    assert (isinstance(own, Fraction) and isinstance(other, Fraction)) or (
        isinstance(own, str) and isinstance(other, str)
    )
    return _ordered(own, operator, other)


def _ordered(own: Fraction | str, operator: str, other: Fraction | str) -> bool:
    sign = (own > other) - (own < other)  # type: ignore[operator]  # of one kind, checked
    return {"ge": sign >= 0, "gt": sign > 0, "le": sign <= 0, "lt": sign < 0}[operator]


def why(tree: Mapping[str, object], facts: Facts, words: Mapping[str, str] | None = None) -> tuple[Clause, ...]:
    """Every test of the tree in order with its outcome; `words` names classes, titles and kinds for the reader.

    A clause without its own citation takes that of the nearest node above it.
    """
    return tuple(_clauses(tree, facts, words or {}, True, "", ""))


def _clauses(
    node: Mapping[str, object], facts: Facts, words: Mapping[str, str], wanted: bool, cite: str, quote: str
) -> list[Clause]:
    if "cite" in node and node["cite"] != cite:
        quote = ""  # another article does not speak with the words of the one above
    cite, quote = str(node.get("cite", cite)), str(node.get("quote", quote))
    if "not" in node:
        return _clauses(_node(node["not"]), facts, words, not wanted, cite, quote)
    for kind in ("all", "any"):
        if kind in node:
            return [
                clause for child in _nodes(node[kind]) for clause in _clauses(child, facts, words, wanted, cite, quote)
            ]
    own = facts.get(fact_key(node))
    asked, key, fact = _asked(node, words), fact_key(node), CATALOGUE.get(str(node["fact"]))
    waiting = fact.unknown if fact else "chưa có thông tin"
    return [Clause(asked, _shown(own, words), _test(node, facts), wanted, key, cite, quote, waiting)]


def _shown(value: object, words: Mapping[str, str]) -> str | None:
    if isinstance(value, Noted):
        return f"{_shown(value.value, words)}; {value.note}" if value.note else _shown(value.value, words)
    if value is None:
        return None
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Fraction | int):
        return show_plain(Fraction(value))
    text = str(value)
    return words.get(text) or (show_date(text) if _DATE.fullmatch(text) else text)


def _wording(test: Mapping[str, object], words: Mapping[str, str]) -> str:
    key = str(test["fact"])
    fact = CATALOGUE[key]
    filled = {name: words.get(str(test[name]), str(test[name])) for name in fact.params if name in test}
    return words.get(f"{CALLED}{key}", fact.wording).format_map(filled)


def _asked(test: Mapping[str, object], words: Mapping[str, str]) -> str:
    operator, literal = _operator(test)
    wording = _wording(test, words)
    if CATALOGUE[str(test["fact"])].type == "yes-no":
        return wording if literal is True or isinstance(literal, Mapping) else negated(wording)
    if isinstance(literal, Mapping):
        other = _wording(literal, words)
    elif operator == "in":
        other = ", ".join(_literal(item, test, words) for item in literal)  # type: ignore[attr-defined]  # a list, checked
    else:
        other = _literal(literal, test, words)
    form = {
        "ge": "{0} từ {1} trở lên",
        "gt": "{0} trên {1}",
        "le": "{0} không quá {1}",
        "lt": "{0} dưới {1}",
        "eq": "{0} là {1}",
        "in": "{0} thuộc: {1}",
    }[operator]
    return form.format(wording, other)


def _literal(item: object, test: Mapping[str, object], words: Mapping[str, str]) -> str:
    number = CATALOGUE[str(test["fact"])].type == "number"
    return _shown(Fraction(str(item)) if number else item, words) or ""
