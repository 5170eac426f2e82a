"""What the shape of a rule's spec cannot say: one of two keys, ranges, names that lean on each other.

Each check takes a spec and gives the faults found in it; which kind asks which check is declared in `rule_kinds`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from models.rules.place.conditions import Fault
from models.rules.place.facts import CATALOGUE, OF_OTHERS, OF_THE_YEAR
from models.rules.place.shapes import begins, number

TIE_KEYS = ("group:", "item:", "figure:", "fewer-penalties", "bonus", "last-year", "ballot", "decision")
"""What can part equals: a name, or the beginning of one that names a node (of a figure also its input)."""

CIRCULAR_KEYS = ("rank", "place", "points", "total", "class")
"""What the ranking itself makes; a tie key cannot be one of them."""


def exactly_one(spec: Mapping[str, object], *names: str) -> list[Fault]:
    """Fault `spec.exactly_one_of` unless just one of the names is said."""
    given = tuple(name for name in names if name in spec)
    return [] if len(given) == 1 else [Fault("spec.exactly_one_of", "", {"keys": names, "given": given})]


def within(spec: Mapping[str, object], name: str, low: Fraction, high: Fraction) -> list[Fault]:
    """Fault `spec.out_of_range` of a number outside its bounds; what is no number is left to the shape."""
    value = spec.get(name)
    if value is None or number(value, name) or low <= Fraction(str(value)) <= high:
        return []
    return [Fault("spec.out_of_range", name, {"low": low, "high": high, "found": str(value)})]


def threshold(spec: Mapping[str, object]) -> list[Fault]:
    """A share is said once, as percent (1 to 100) or fraction (above 0, at most 1)."""
    fraction = spec.get("fraction")
    out = fraction is not None and not number(fraction, "") and not 0 < Fraction(str(fraction)) <= 1
    return [
        *exactly_one(spec, "percent", "fraction"),
        *within(spec, "percent", Fraction(1), Fraction(100)),
        *([Fault("spec.out_of_range", "fraction", {"low": 0, "high": 1, "found": str(fraction)})] if out else []),
    ]


def vote(spec: Mapping[str, object]) -> list[Fault]:
    """A vote's threshold, and what is said of a way of voting it does not have."""
    of = {"second": ("elect",), "blank": ("acclaim", "elect"), "video": ("hands",)}
    strange = [name for name, ways in of.items() if name in spec and spec.get("way") not in ways]
    rounds = spec.get("second") == "plurality" and spec.get("max_rounds", 1) == 1
    return [
        *threshold(spec),
        *(Fault("rule.not_of_this_vote", name, {"key": name}) for name in strange),
        *([Fault("rule.second_without_rounds", "second", {})] if rounds else []),
    ]


def quorum(spec: Mapping[str, object]) -> list[Fault]:
    """A threshold; written opinions are not both counted and asked about."""
    counts = spec.get("counts")
    said = isinstance(counts, Sequence) and "written" in counts and "written" in spec
    return [*threshold(spec), *([Fault("rule.written_twice", "written", {})] if said else [])]


def tie_keys(spec: Mapping[str, object]) -> list[Fault]:
    """Tie keys that are unknown, said twice, or made by the ranking itself."""
    names = [str(key.get("key")) for key in tables(spec.get("tie_keys"))]
    found = [
        Fault("rule.circular_key", f"tie_keys[{n}].key", {"key": name})
        for n, name in enumerate(names)
        if name in CIRCULAR_KEYS
    ]
    found += [
        Fault("rule.unknown_key", f"tie_keys[{n}].key", {"key": name})
        for n, name in enumerate(names)
        if name not in CIRCULAR_KEYS and begins(*TIE_KEYS)(name, "")
    ]
    return found + [
        Fault("rule.repeated_key", f"tie_keys[{n}].key", {"key": name})
        for n, name in enumerate(names)
        if name in names[:n]
    ]


def tables(value: object) -> list[Mapping[str, object]]:
    """The records of a list; what is no list has none."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, Sequence) else []


def combining(spec: Mapping[str, object]) -> list[Fault]:
    """What the method of a combination needs beside it; weights from 0."""
    wanted = {"stage": "stage", "weights": "weights", "trimmed-mean": "trim"}.get(str(spec.get("method")))
    if wanted is not None and wanted not in spec:
        return [Fault("spec.missing_key", wanted, {"key": wanted, "method": spec.get("method")})]
    weights = spec.get("weights")
    values = weights.values() if isinstance(weights, Mapping) else ()
    if any(not number(value, "") and Fraction(str(value)) < 0 for value in values):
        return [Fault("spec.out_of_range", "weights", {"low": 0, "high": None, "found": "-"})]
    return []


def classes(spec: Mapping[str, object]) -> list[Fault]:
    """Effects name classes of the bands, no condition rests on the class it makes, and every class can be reached."""
    known = [band.get("class") for band in tables(spec.get("bands"))]
    found = []
    for n, effect in enumerate(tables(spec.get("effects"))):
        needed = {"class": "class", "class-at-most": "class", "bars-title": "titles"}.get(str(effect.get("effect")))
        if needed is not None and needed not in effect:
            found.append(Fault("spec.missing_key", f"effects[{n}].{needed}", {"key": needed}))
        if "class" in effect and effect["class"] not in known:
            found.append(Fault("rule.unknown_class", f"effects[{n}].class", {"class": effect["class"]}))
    conditions = [*tables(spec.get("bands")), *tables(spec.get("effects"))]
    if any(name == "class" for clause in conditions for name in facts_in(clause.get("when"))):
        found.append(Fault("rule.circular_key", "when", {"key": "class"}))
    return [*found, *_unreached(spec)]


def recorded_classes(spec: Mapping[str, object]) -> list[Fault]:
    """As `classes`; every fact a condition asks has a source: the book, or what others find and somebody records."""
    asked = [
        (f"{name}[{n}].when", fact)
        for name in ("bands", "effects")
        for n, clause in enumerate(tables(spec.get(name)))
        for fact in facts_in(clause.get("when"))
    ]
    unknown = [each for each in asked if each[1] in CATALOGUE and each[1] not in OF_THE_YEAR | OF_OTHERS | {"class"}]
    return [*classes(spec), *(Fault("rule.fact_without_source", place, {"fact": fact}) for place, fact in unknown)]


def _unreached(spec: Mapping[str, object]) -> Iterator[Fault]:
    """Bands of classes that no points fall into and no effect gives."""
    given = {effect.get("class") for effect in tables(spec.get("effects"))}
    cap = _number_of(spec.get("cap"))
    for n, band in enumerate(tables(spec.get("bands"))):
        low, high = _number_of(band.get("from")), _number_of(band.get("to"))
        holds_low = band.get("from_inclusive", True)
        both = holds_low and band.get("to_inclusive", False)
        empty = low is not None and high is not None and (low > high or (low == high and not both))
        beyond = low is not None and cap is not None and (low > cap or (low == cap and not holds_low))
        if (empty or beyond) and band.get("class") not in given:
            yield Fault("rule.class_unreachable", f"bands[{n}]", {"class": band.get("class")})


def _number_of(value: object) -> Fraction | None:
    return None if value is None or number(value, "") else Fraction(str(value))


def facts_in(tree: object) -> Iterator[str]:
    """Every fact a condition asks about, at any depth."""
    if isinstance(tree, Mapping):
        if "fact" in tree:
            yield str(tree["fact"])
        for value in tree.values():
            yield from facts_in(value)
    elif isinstance(tree, Sequence) and not isinstance(tree, str):
        for item in tree:
            yield from facts_in(item)


def quota(spec: Mapping[str, object]) -> list[Fault]:
    """A share needs its base and rounding; sizes go from less to more."""
    sized = tables(spec.get("by_size"))
    found = [*within(spec, "percent", Fraction(0), Fraction(100)), *within(spec, "share", Fraction(0), Fraction(1))]
    if "percent" in spec or "share" in spec:
        found += [Fault("spec.missing_key", key, {"key": key}) for key in ("base", "rounding") if key not in spec]
    for n, line in enumerate(sized):
        low, high = line.get("from"), line.get("to")
        if isinstance(low, int) and isinstance(high, int) and low > high:
            found.append(Fault("spec.out_of_range", f"by_size[{n}]", {"low": low, "high": high, "found": "-"}))
    return found


def class_quota(spec: Mapping[str, object]) -> list[Fault]:
    """One way of saying how many."""
    return [*exactly_one(spec, "share", "percent", "max"), *quota(spec)]


def award_quota(spec: Mapping[str, object]) -> list[Fault]:
    """One way of saying how many, and no quota after itself."""
    after = spec.get("after")
    own = isinstance(after, Sequence) and spec.get("award") in after
    circular = [Fault("rule.circular_key", "after", {"key": str(spec.get("award"))})] if own else []
    return [*exactly_one(spec, "max", "share", "percent", "by_size"), *quota(spec), *circular]
