"""The kinds of rule a regulation can hold: their Vietnamese names, governing dates and the shape of each spec.

A released kind never changes meaning; a mended one is declared beside it as `/2`. Numbers in a spec are whole or
canonical text ("90", "1/3"); dates without a year are "MM-DD". What a rule *does* is not here but in ranking, classes,
balloting, awards, rotation and the book. A quorum/1 may also say `written: "ask"`, a vote/1 so as one of its choices.

kind                  spec (an underscore at the end marks what may be left out)
ranking/1             by, compare, digits_, rounding_: {step, mode_}, ties, tie_keys: [{key, label_, better_}]
final-score/1         method, stage_, weights_, trim_, missing, labels_
year-from-periods/1   method, stage_, weights_, trim_, missing, labels_
year-from-periods/2   the same; knows a unit's own periods and an empty one
classes/1             as classes/2, always of two digits
classes/2             bands: [{class, label, from_, from_inclusive_, to_, to_inclusive_, when_}] best first,
                      compare_, cap_, effects_: [{when, effect, class_, titles_, reason, cite_}]
class-quota/1         class, below, one of (share, percent, max), base_, rounding_, reason, what_
award-quota/1         award, one of (max, share, percent, by_size: [{from, to, max}]), base_, rounding_, per_group_,
                      after_, order_
vote/1                way, op, one of (percent, fraction), base, written, max_rounds_, then_, seats_, own_vote_, body_
quorum/1              op, one of (percent, fraction), counts
eligibility/1         award ("*": every title of that holder, beside its own condition), holder, when, words_
rotation/1            how, successor, one_per_round, severities, round_from_, deputies_, order_, gap_years_,
                      newcomer_years_
deadline/1            what, due, next_year_, stage_, item_, consequence
flag-self-over/1      over, compared_with
title/1               name, short_, holder, level, decided_by, appraised_by_, coefficient_, needs_, dossier_, copies_,
                      includes_
base-salary/1         amount, round_up_to
tie-preference/1      prefer, share_
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from models.rules.place.conditions import Fault
from models.rules.place.shapes import (
    Shape,
    begins,
    choice,
    condition,
    many,
    mapping,
    month_day,
    number,
    record,
    text,
    whole,
    yes_no,
)

GoverningDate = Literal["year-end", "ballot-day", "meeting-day", "decision-day", "received-day", "year-start"]
Extra = Callable[[Mapping[str, object]], list[Fault]]

EVERY = "*"
"""`award` of an `eligibility/1` rule that every title of its holder must meet."""

TIE_KEYS = ("group:", "item:", "figure:", "fewer-penalties", "bonus", "last-year", "ballot", "decision")
"""What can part equals: a name, or the beginning of one that names a node (of a figure also its input)."""

CIRCULAR_KEYS = ("rank", "place", "points", "total", "class")
"""What the ranking itself makes; a tie key cannot be one of them."""


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One kind: its name on screen, the day whose rule governs, the shape of its spec, and what a shape cannot say."""

    id: str
    name: str
    governed_by: GoverningDate
    shape: Shape
    extra: Extra = lambda spec: []


ROUNDINGS = choice("down", "up", "half-up")
COMPARE = choice("exact", "published")
HOLDER = choice("collective", "individual", "household")
SEVERITY = choice("forbid", "warn", "off")


def _exactly_one(spec: Mapping[str, object], *names: str) -> list[Fault]:
    given = tuple(name for name in names if name in spec)
    return [] if len(given) == 1 else [Fault("spec.exactly_one_of", "", {"keys": names, "given": given})]


def _within(spec: Mapping[str, object], name: str, low: Fraction, high: Fraction) -> list[Fault]:
    value = spec.get(name)
    if value is None or number(value, name) or low <= Fraction(str(value)) <= high:
        return []
    return [Fault("spec.out_of_range", name, {"low": low, "high": high, "found": str(value)})]


def _threshold(spec: Mapping[str, object]) -> list[Fault]:
    fraction = spec.get("fraction")
    out = fraction is not None and not number(fraction, "") and not 0 < Fraction(str(fraction)) <= 1
    return [
        *_exactly_one(spec, "percent", "fraction"),
        *_within(spec, "percent", Fraction(1), Fraction(100)),
        *([Fault("spec.out_of_range", "fraction", {"low": 0, "high": 1, "found": str(fraction)})] if out else []),
    ]


def _quorum(spec: Mapping[str, object]) -> list[Fault]:
    counts = spec.get("counts")
    said = isinstance(counts, Sequence) and "written" in counts and "written" in spec
    return [*_threshold(spec), *([Fault("rule.written_twice", "written", {})] if said else [])]


def _tie_keys(spec: Mapping[str, object]) -> list[Fault]:
    names = [str(key.get("key")) for key in _tables(spec.get("tie_keys"))]
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


def _tables(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, Sequence) else []


def _combining(spec: Mapping[str, object]) -> list[Fault]:
    wanted = {"stage": "stage", "weights": "weights", "trimmed-mean": "trim"}.get(str(spec.get("method")))
    if wanted is not None and wanted not in spec:
        return [Fault("spec.missing_key", wanted, {"key": wanted, "method": spec.get("method")})]
    weights = spec.get("weights")
    values = weights.values() if isinstance(weights, Mapping) else ()
    if any(not number(value, "") and Fraction(str(value)) < 0 for value in values):
        return [Fault("spec.out_of_range", "weights", {"low": 0, "high": None, "found": "-"})]
    return []


def _classes(spec: Mapping[str, object]) -> list[Fault]:
    known = [band.get("class") for band in _tables(spec.get("bands"))]
    found = []
    for n, effect in enumerate(_tables(spec.get("effects"))):
        needed = {"class": "class", "class-at-most": "class", "bars-title": "titles"}.get(str(effect.get("effect")))
        if needed is not None and needed not in effect:
            found.append(Fault("spec.missing_key", f"effects[{n}].{needed}", {"key": needed}))
        if "class" in effect and effect["class"] not in known:
            found.append(Fault("rule.unknown_class", f"effects[{n}].class", {"class": effect["class"]}))
    conditions = [*_tables(spec.get("bands")), *_tables(spec.get("effects"))]
    if any(name == "class" for clause in conditions for name in _facts_in(clause.get("when"))):
        found.append(Fault("rule.circular_key", "when", {"key": "class"}))
    return found


def _facts_in(tree: object) -> Iterator[str]:
    if isinstance(tree, Mapping):
        if "fact" in tree:
            yield str(tree["fact"])
        for value in tree.values():
            yield from _facts_in(value)
    elif isinstance(tree, Sequence) and not isinstance(tree, str):
        for item in tree:
            yield from _facts_in(item)


def _quota(spec: Mapping[str, object]) -> list[Fault]:
    sized = _tables(spec.get("by_size"))
    found = [*_within(spec, "percent", Fraction(0), Fraction(100)), *_within(spec, "share", Fraction(0), Fraction(1))]
    if "percent" in spec or "share" in spec:
        found += [Fault("spec.missing_key", key, {"key": key}) for key in ("base", "rounding") if key not in spec]
    for n, line in enumerate(sized):
        low, high = line.get("from"), line.get("to")
        if isinstance(low, int) and isinstance(high, int) and low > high:
            found.append(Fault("spec.out_of_range", f"by_size[{n}]", {"low": low, "high": high, "found": "-"}))
    return found


def _award_quota(spec: Mapping[str, object]) -> list[Fault]:
    after = spec.get("after")
    own = isinstance(after, Sequence) and spec.get("award") in after
    circular = [Fault("rule.circular_key", "after", {"key": str(spec.get("award"))})] if own else []
    return [*_exactly_one(spec, "max", "share", "percent", "by_size"), *_quota(spec), *circular]


_COMBINE = record(
    method=choice("last", "stage", "mean", "trimmed-mean", "weights", "sum"),
    stage_=text,
    weights_=mapping(number),
    trim_=whole(1, 5),
    missing=choice("ask", "leave-out", "earlier", "zero", "not-ranked"),
    labels_=mapping(text),
)
_BASE = begins("units", "ranked-units", "rated:", "rated-at-least:", "reach:", "holders:")

_CLASSES = record(
    bands=many(
        record(
            **{
                "class": text,
                "label": text,
                "from_": number,
                "from_inclusive_": yes_no,
                "to_": number,
                "to_inclusive_": yes_no,
                "when_": condition,
            }
        )
    ),
    compare_=COMPARE,
    cap_=number,
    effects_=many(
        record(
            **{
                "when": condition,
                "effect": choice("class", "class-at-most", "not-ranked", "bars-title", "needs-decision", "flag"),
                "class_": text,
                "titles_": many(text),
                "reason": text,
                "cite_": text,
            }
        ),
        least=0,
    ),
)

_DECLARED = (
    RuleKind(
        "ranking/1",
        "Cách xếp hạng",
        "year-end",
        record(
            by=choice("raw", "percent-of-assigned", "percent-of-assigned-plus-bonus"),
            compare=COMPARE,
            digits_=whole(0, 6),
            rounding_=record(step=number, mode_=choice("half-up", "up", "down", "half-even")),
            ties=choice("1,1,3", "dense"),
            tie_keys=many(record(key=text, label_=text, better_=choice("high", "low")), least=0),
        ),
        _tie_keys,
    ),
    RuleKind("final-score/1", "Điểm cuối cùng lấy từ các lần chấm", "year-end", _COMBINE, _combining),
    RuleKind("year-from-periods/1", "Điểm năm lấy từ các kỳ", "year-end", _COMBINE, _combining),
    RuleKind("year-from-periods/2", "Điểm năm lấy từ các kỳ", "year-end", _COMBINE, _combining),
    RuleKind("classes/1", "Xếp loại", "year-end", _CLASSES, _classes),
    RuleKind("classes/2", "Xếp loại", "year-end", _CLASSES, _classes),
    RuleKind(
        "class-quota/1",
        "Giới hạn số đơn vị của một loại",
        "year-end",
        record(
            **{
                "class": text,
                "below": text,
                "share_": number,
                "percent_": number,
                "max_": whole(0),
                "base_": _BASE,
                "rounding_": ROUNDINGS,
                "reason": text,
                "what_": text,
            }
        ),
        lambda spec: [*_exactly_one(spec, "share", "percent", "max"), *_quota(spec)],
    ),
    RuleKind(
        "award-quota/1",
        "Số lượng đề nghị khen thưởng",
        "decision-day",
        record(
            award=text,
            max_=whole(0),
            share_=number,
            percent_=number,
            by_size_=many(record(**{"from": whole(1), "to": whole(1), "max": whole(0)})),
            base_=_BASE,
            rounding_=ROUNDINGS,
            per_group_=yes_no,
            after_=many(text),
            order_=choice("rank", "votes"),
        ),
        _award_quota,
    ),
    RuleKind(
        "vote/1",
        "Tỷ lệ phiếu",
        "ballot-day",
        record(
            way=choice("acclaim", "elect", "hands"),
            op=choice("ge", "gt"),
            percent_=number,
            fraction_=number,
            base=choice("all-members", "present", "issued", "collected", "valid"),
            written=choice("count", "not-count", "ask"),
            max_rounds_=whole(1, 5),
            then_=choice("chair", "head-and-deputy", "authority", "leave-empty"),
            seats_=whole(1, 30),
            own_vote_=choice("yes", "no", "ask"),
            body_=choice("bloc", "council"),
        ),
        _threshold,
    ),
    RuleKind(
        "quorum/1",
        "Số thành viên phải có mặt",
        "meeting-day",
        record(
            op=choice("ge", "gt"),
            percent_=number,
            fraction_=number,
            counts=many(choice("member", "substitute", "written")),
            written_=choice("ask"),
        ),
        _quorum,
    ),
    RuleKind(
        "eligibility/1",
        "Điều kiện khen thưởng",
        "decision-day",
        record(award=text, holder=HOLDER, when=condition, words_=mapping(text)),
    ),
    RuleKind(
        "rotation/1",
        "Luân phiên Trưởng khối, Phó Trưởng khối",
        "year-end",
        record(
            how=choice("elected", "introduced", "proposed", "appointed-then-rotates", "appointed"),
            successor=choice("deputy", "not-deputy", "free"),
            one_per_round=yes_no,
            severities_=mapping(SEVERITY),
            round_from_=whole(1990, 2200),
            deputies_=whole(0, 5),
            order_=many(text),
            gap_years_=whole(0, 30),
            newcomer_years_=whole(0, 5),
        ),
    ),
    RuleKind(
        "deadline/1",
        "Hạn gửi",
        "received-day",
        record(what=text, due=month_day, next_year_=yes_no, stage_=text, item_=text, consequence=text),
    ),
    RuleKind(
        "flag-self-over/1",
        "Đánh dấu điểm tự chấm cao hơn",
        "year-end",
        record(over=number, compared_with=text),
    ),
    RuleKind(
        "title/1",
        "Danh hiệu, hình thức khen thưởng",
        "decision-day",
        record(
            name=text,
            short_=text,
            holder=HOLDER,
            level=choice("unit", "commune", "district", "province", "ministry", "state", "party"),
            decided_by=text,
            appraised_by_=text,
            coefficient_=number,
            needs_=text,
            dossier_=many(text),
            copies_=whole(0, 20),
            includes_=text,
        ),
    ),
    RuleKind(
        "base-salary/1",
        "Mức lương cơ sở tính tiền thưởng",
        "decision-day",
        record(amount=whole(1), round_up_to=whole(1)),
    ),
    RuleKind(
        "tie-preference/1",
        "Ưu tiên khi đủ điều kiện như nhau",
        "decision-day",
        record(prefer=choice("women", "hard-conditions", "more-outstanding"), share_=number),
    ),
)

KINDS: dict[str, RuleKind] = {kind.id: kind for kind in _DECLARED}
SUPERSEDED: dict[str, str] = {"year-from-periods/1": "year-from-periods/2", "classes/1": "classes/2"}
"""Kinds that a later number has mended: they keep their meaning where they stand, and no new rule takes them."""


def spec_faults(kind: str, spec: object) -> tuple[Fault, ...]:
    """Every reason why `spec` is no spec of that kind; empty when it is one."""
    declared = KINDS.get(kind)
    if declared is None:
        return (Fault("rule.unknown_kind", "kind", {"kind": kind, "known": tuple(KINDS)}),)
    found = declared.shape(spec, "")
    if isinstance(spec, Mapping):
        found += declared.extra(spec)
    return tuple(found)
