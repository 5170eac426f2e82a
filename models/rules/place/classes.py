"""Which class a unit gets: bands of points with conditions, effects that lower or bar, then a cap on how many.

Here: from places and facts to classes, each with its reasons. Not here: the places (`ranking`) nor the facts
themselves.
No band or two bands, an unknown fact that matters, a tie across the cap: each is a question, never a choice of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.rules.number.about import About
from models.rules.number.points import NotRanked, Rounding, Value, apply
from models.rules.number.questions import Decisions, Option, Question, answer, common
from models.rules.place.conditions import holds
from models.rules.place.facts import Facts
from models.rules.place.ranking import Place, crosses
from models.rules.place.regulation import Rule, family, governing
from models.rules.place.rule_kinds import FIRST_QUOTA, ONE_QUOTA
from models.rules.words import YES_CLASSED

Spec = Mapping[str, object]
HUNDREDTHS = 2
"""Decimals of published points where the rules say nothing else."""
_WHOLE = {"down": Rounding(Fraction(1), "down"), "up": Rounding(Fraction(1), "up"), "half-up": Rounding(Fraction(1))}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the class is not what the points alone give, in the regulation's words and with its citation."""

    text: str
    cite: str

    @property
    def words(self) -> str:
        """For a print: "có cá nhân bị kỷ luật cảnh cáo (Điều 9 khoản 2)"."""
        return f"{self.text} ({self.cite})" if self.cite else self.text


@dataclass(frozen=True, slots=True)
class Classing:
    """A unit's class by its points alone and in the end; `final` None: not classed, or the questions must be
    answered first."""

    unit: str
    by_points: str | None
    final: str | None
    label: str = ""
    reasons: tuple[Reason, ...] = ()
    questions: tuple[Question, ...] = ()
    bars: tuple[tuple[str, Reason], ...] = ()
    flags: tuple[Reason, ...] = ()
    not_ranked: Reason | None = None


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How a cap was reckoned: its base with what was counted, the exact product, the whole number allowed, and who
    reached it."""

    what: str
    base: int | None
    base_name: str
    computed: Fraction
    max: int
    reach: tuple[str, ...]
    used: tuple[str, ...]
    cite: str

    @property
    def over(self) -> int:
        """By how many the use exceeds what is allowed."""
        return max(0, len(self.used) - self.max)


@dataclass(frozen=True, slots=True)
class ClassResult:
    """All classes of a year and the caps that were applied."""

    classings: tuple[Classing, ...]
    quotas: tuple[QuotaUse, ...]


def classify(
    places: Sequence[Place],
    facts_by_unit: Mapping[str, Facts],
    class_rule: Rule,
    quota: Rule | Iterable[Rule] | None = None,
    decisions: Decisions = (),
    digits: int = HUNDREDTHS,
) -> ClassResult:
    """The class of every unit in the order of `places`, by a rule `classes`, and the reckoning of each of any number of
    limits, as `limits` gives them; `digits` are the decimals the ranking publishes.
    """
    digits = HUNDREDTHS if class_rule.kind == "classes/1" else digits
    classings = {p.unit: _class_of(p, facts_by_unit.get(p.unit, {}), class_rule, decisions, digits) for p in places}
    quotas = () if quota is None else (quota,) if isinstance(quota, Rule) else tuple(quota)
    uses = []
    for rule in quotas:
        use, classings = _capped(places, classings, class_rule, rule, decisions)
        uses.append(use)
    return ClassResult(tuple(classings[p.unit] for p in places), tuple(uses))


def limits(rules: Sequence[Rule], on: str, decisions: Decisions) -> tuple[tuple[Rule, ...], tuple[Question, ...]]:
    """The limits of classes in force on a day that are applied, in their order, and which of several is asked.

    Of `class-quota/2` that limit one class only one is applied, never one after the other: the one without a scope
    until a decision opens another (an exception, for whom its scope says).
    """
    there = [one for one in rules if family(one.kind) == family(ONE_QUOTA) and one.in_force(on)]
    found: list[Rule] = []
    asked: list[Question] = []
    done: set[str] = set()
    for rule in there:
        name = str(rule.spec["class"])
        if rule.kind != ONE_QUOTA:
            found.append(rule)
        elif name not in done:
            done.add(name)
            alike = [one for one in there if one.kind == ONE_QUOTA and one.spec["class"] == name]
            chosen = governing([replace(one, scope=name) for one in alike], FIRST_QUOTA, name, on, decisions)
            general = [one for one in alike if one.scope is None]
            if isinstance(chosen, Rule):
                found += [one for one in alike if replace(one, scope=name) == chosen][:1]
            else:
                asked.append(chosen)
                found += general if len(general) == 1 else ()
    return tuple(found), tuple(asked)


def bands_of(rule: Rule) -> tuple[Spec, ...]:
    """The bands of a rule `classes`, best class first."""
    bands = rule.spec["bands"]
    assert isinstance(bands, Sequence)
    return tuple(bands)


def _labels(rule: Rule) -> dict[str, str]:
    return {str(band["class"]): str(band["label"]) for band in bands_of(rule)}


# --- one unit --------------------------------------------------------------------------------------------------------


def _class_of(place: Place, facts: Facts, rule: Rule, decisions: Decisions, digits: int) -> Classing:
    if isinstance(place.points, NotRanked):
        reason = Reason(place.points.reason, place.points.cite)
        return Classing(place.unit, None, None, reasons=(reason,), not_ranked=reason)
    if not isinstance(place.points, Fraction):
        return Classing(place.unit, None, None)
    by_points, questions = _by_points(place, facts, rule, decisions, digits)
    start = Classing(place.unit, by_points, by_points, questions=questions)
    return _labelled(_with_effects(start, place, facts, rule, decisions), rule)


def _labelled(classing: Classing, rule: Rule) -> Classing:
    if classing.questions or classing.not_ranked:
        return replace(classing, final=None, label="")
    return replace(classing, label=_labels(rule).get(classing.final or "", ""))


def _by_points(
    place: Place, facts: Facts, rule: Rule, decisions: Decisions, digits: int
) -> tuple[str | None, tuple[Question, ...]]:
    points = _measured(place.points, rule, digits)
    inside = [(str(band["class"]), _when(band, facts)) for band in bands_of(rule) if _in_band(points, band)]
    fitting = [name for name, met in inside if met]
    unclear = [name for name, met in inside if met is None]
    if len(fitting) == 1 and not unclear:
        return fitting[0], ()
    key = "class.unknown" if unclear else "class.two" if fitting else "class.none"
    labels = _labels(rule)
    question = Question(
        key,
        place.unit,
        rule.name,
        rule.cite,
        rule.quote,
        tuple(Option(name, labels[name]) for name in dict.fromkeys((*fitting, *unclear, *labels))),
        {"points": points, "fitting": fitting, "unclear": unclear},
    )
    decision = answer(decisions, question)
    chosen = None if decision is None else str(decision.choice)
    return (chosen, ()) if chosen in labels else (None, (question,))


def _measured(points: Value, rule: Rule, digits: int) -> Fraction:
    assert isinstance(points, Fraction)
    if rule.spec.get("compare") == "published":
        points = apply(Rounding(Fraction(1, 10**digits)), points)
    cap = rule.spec.get("cap")
    return points if cap is None else min(points, Fraction(str(cap)))


def _in_band(points: Fraction, band: Spec) -> bool:
    low, high = band.get("from"), band.get("to")
    if low is not None:
        edge = Fraction(str(low))
        if points < edge or (points == edge and not band.get("from_inclusive", True)):
            return False
    if high is None:
        return True
    edge = Fraction(str(high))
    return points < edge or (points == edge and bool(band.get("to_inclusive", False)))


def _when(clause: Spec, facts: Facts) -> bool | None:
    tree = clause.get("when")
    return True if tree is None else holds(tree, facts)  # type: ignore[arg-type]  # checked when read


# --- effects ---------------------------------------------------------------------------------------------------------


def _with_effects(classing: Classing, place: Place, facts: Facts, rule: Rule, decisions: Decisions) -> Classing:
    effects = rule.spec.get("effects", ())
    assert isinstance(effects, Sequence)
    for n, effect in enumerate(effects):
        met: bool | None = _when(effect, facts)
        reason = Reason(str(effect["reason"]), str(effect.get("cite", rule.cite)))
        if met is None or (met and effect["effect"] == "needs-decision"):
            if met is None and not _would_change(classing, effect, rule):
                continue
            deciding = effect["effect"] == "needs-decision"
            question = _effect_question(classing, n, reason, rule, met, deciding)
            decision = answer(decisions, question)
            if decision is None or (met and str(decision.choice) not in _labels(rule)):
                classing = replace(classing, questions=(*classing.questions, question))
                continue
            if deciding:
                classing = _decided(classing, str(decision.choice), reason, rule)
                continue
            met = decision.choice == "yes"
        if met:
            classing = _affected(classing, effect, reason, rule)
    return classing


def _would_change(classing: Classing, effect: Spec, rule: Rule) -> bool:
    return effect["effect"] != "class-at-most" or _lower(classing.final, str(effect["class"]), rule) != classing.final


def _lower(now: str | None, at_most: str, rule: Rule) -> str | None:
    order = list(_labels(rule))
    return at_most if now in order and order.index(now) < order.index(at_most) else now


def _effect_question(
    classing: Classing, n: int, reason: Reason, rule: Rule, met: bool | None, deciding: bool
) -> Question:
    """Where the effect hands the class to a decision (`deciding`) and it is not known whether it holds, one answer says
    both: that it does, and the class.
    """
    facts = {"effect": n, "reason": reason.text, "class": classing.by_points or ""}
    about = About.of("class.needs_decision", unit=classing.unit, effect=n).text
    labels = _labels(rule).items()
    if met:
        options = tuple(Option(name, label) for name, label in labels)
        return Question("class.needs_decision", about, rule.name, reason.cite, rule.quote, options, facts)
    yes = tuple(Option(name, YES_CLASSED.format(label=label)) for name, label in labels)
    options = (*(yes if deciding else (common("yes"),)), common("no"))
    return Question("class.unknown_fact", about, rule.name, reason.cite, rule.quote, options, facts)


def _decided(classing: Classing, choice: str, reason: Reason, rule: Rule) -> Classing:
    if choice not in _labels(rule) or choice == classing.final:
        return classing
    return replace(classing, final=choice, reasons=(*classing.reasons, reason))


def _affected(classing: Classing, effect: Spec, reason: Reason, rule: Rule) -> Classing:
    kind = effect["effect"]
    if kind == "bars-title":
        titles = effect["titles"]
        assert isinstance(titles, Sequence)
        return replace(classing, bars=(*classing.bars, *((str(title), reason) for title in titles)))
    if kind == "flag":
        return replace(classing, flags=(*classing.flags, reason))
    if kind == "not-ranked":
        return replace(classing, final=None, reasons=(*classing.reasons, reason), not_ranked=reason)
    wanted = str(effect["class"])
    final = wanted if kind == "class" else _lower(classing.final, wanted, rule)
    return classing if final == classing.final else replace(classing, final=final, reasons=(*classing.reasons, reason))


# --- caps ------------------------------------------------------------------------------------------------------------


def quota_of(spec: Spec, base: int | None) -> tuple[Fraction, int]:
    """The exact product and the whole number a share, percentage or fixed number allows of the base, rounded as
    stated."""
    if "max" in spec:
        computed = Fraction(str(spec["max"]))
    else:
        part = Fraction(str(spec["share"])) if "share" in spec else Fraction(str(spec["percent"])) * Fraction(1, 100)
        assert base is not None
        computed = part * base
    return computed, int(apply(_WHOLE[str(spec.get("rounding", "down"))], computed))


def count_base(base: str, places: Sequence[Place], class_of: Mapping[str, str | None], order: Sequence[str]) -> int:
    """How many units a base names: "units", "ranked-units", "rated:HTT", "rated-at-least:HTT" (`order`: best class
    first)."""
    kind, _, name = base.partition(":")
    if kind == "units":
        return len(places)
    if kind == "ranked-units":
        return sum(place.rank is not None for place in places)
    wanted = {name} if kind == "rated" else set(order[: order.index(name) + 1])
    return sum(value in wanted for value in class_of.values())


def _capped(
    places: Sequence[Place],
    classings: Mapping[str, Classing],
    class_rule: Rule,
    quota: Rule,
    decisions: Decisions,
) -> tuple[QuotaUse, dict[str, Classing]]:
    """Keep the first so many in rank order in the class; the others fall to `below`. The base is counted before
    anyone falls.

    A unit whose own question is open is not counted until it is answered.
    """
    spec, name, out = quota.spec, str(quota.spec["class"]), dict(classings)
    before = {unit: classing.final for unit, classing in classings.items()}
    base_name = str(spec.get("base", ""))
    base = count_base(base_name, places, before, list(_labels(class_rule))) if base_name else None
    computed, allowed = quota_of(spec, base)
    eligible = [place for place in places if before[place.unit] == name]
    chosen, question = _within_cap(eligible, allowed, quota, decisions)
    reason = Reason(str(spec["reason"]).format(max=allowed), quota.cite)
    for place in eligible:
        old = out[place.unit]
        if question is not None and place.unit in chosen[1]:
            out[place.unit] = _labelled(replace(old, questions=(*old.questions, question)), class_rule)
        elif place.unit not in chosen[0]:
            lowered = replace(old, final=str(spec["below"]), reasons=(*old.reasons, reason))
            out[place.unit] = _labelled(lowered, class_rule)
    used = tuple(place.unit for place in eligible if out[place.unit].final == name)
    reach = tuple(unit for unit, classing in classings.items() if classing.by_points == name)
    what = str(spec.get("what", _labels(class_rule).get(name, name)))
    return QuotaUse(what, base, base_name, computed, allowed, reach, used, quota.cite), out


def _within_cap(
    eligible: Sequence[Place], allowed: int, quota: Rule, decisions: Decisions
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], Question | None]:
    """Who is in, and who waits because the line cuts a tie."""
    first = tuple(place.unit for place in eligible[:allowed])
    cut = crosses(eligible, allowed)
    if not cut:
        return (first, ()), None
    sure = tuple(unit for unit in first if unit not in cut)
    question = Question(
        "class.tie_at_cap",
        About.of("class.tie_at_cap", units=sorted(cut)).text,
        quota.name,
        quota.cite,
        quota.quote,
        tuple(Option(unit, unit) for unit in sorted(cut)),
        {"units": sorted(cut), "free": allowed - len(sure), "max": allowed},
    )
    decision = answer(decisions, question)
    chosen = decision.choice if decision is not None else None
    if isinstance(chosen, str):
        chosen = [chosen]
    fits = isinstance(chosen, Sequence) and set(chosen) <= set(cut) and len(set(chosen)) <= allowed - len(sure)
    if fits and isinstance(chosen, Sequence):
        return ((*sure, *map(str, chosen)), ()), None
    return (sure, cut), question
