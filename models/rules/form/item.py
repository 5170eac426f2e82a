"""One item of one sheet: what the paper states, what the rule gives, which of the two counts, and every excess by name.

Here: the effects of an item, caps of part and item, conditions, decisions about one cell. Not here: what a part kind
does (`criteria_kinds`), groups and totals (`scoring_sheet`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from models.rules.form.asked import accept_question, broken_question, decided_step, relief_question, subject_of
from models.rules.form.bounds import bounded
from models.rules.form.explained import unmet_words
from models.rules.form.form_days import DayRule
from models.rules.form.form_wide import KEYS as FORM_WIDE
from models.rules.form.form_wide import OF_BANDS, band_question, band_text
from models.rules.form.model import EFFECTS, Cell, Counts, Effect, Excess, Item, ItemResult
from models.rules.form.plan import PartPlan, Plan, needs_met, plan_of
from models.rules.form.steps import (
    BLANK_STEP,
    NOT_ASSIGNED_STEP,
    ZERO_STEP,
    Band,
    Step,
    best,
    capped,
    floored,
    leaf,
    points_step,
    rounded,
    summed,
)
from models.rules.number.points import NOT_ASSIGNED, ZERO, Blank, NotAssigned, Pending, Value, from_text
from models.rules.number.questions import Decision, Decisions, Question, answer

_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})
Subjects = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What the parts of one item that compare units must know of the others: figures by part id, and units still
    without figures.
    """

    figures: Mapping[str, Mapping[str, Fraction]]
    waiting: tuple[str, ...] = ()


def column_of(item: Item, cells: Mapping[str, Cell]) -> Column | None:
    """Gather what a leader-relative item needs across units (unit -> cell); None when no part of it compares units.

    Units to which the item is not assigned, and units without figures, do not take part; the latter are named in
    `waiting`.
    """
    plan = plan_of(item)
    if not plan.comparing:
        return None
    figures, waiting = {}, set()
    assigned = {unit: plan.filled(cell) for unit, cell in cells.items() if not cell.not_assigned}
    for part in plan.parts:
        if part.kind.gather is not None:
            given = [got for got in assigned.values() if all(name in got for name in part.inputs)]
            waiting |= {unit for unit, got in assigned.items() if not all(name in got for name in part.inputs)}
            figures[part.part.id] = part.kind.gather(part.params, given)
    return Column(figures, tuple(sorted(waiting)))


class _Assessment:
    """The running state of one assessment; lives only inside `assess_item`."""

    __slots__ = (
        "cell", "column", "computed", "counts", "days_off", "decisions", "excesses", "form", "inputs", "item", "lean",
        "plan", "subjects",
    )  # fmt: skip

    def __init__(
        self,
        item: Item,
        cell: Cell,
        counts: Counts,
        column: Column | None,
        decisions: Decisions,
        subjects: Subjects,
        lean: bool,
        form: str,
        days_off: Collection[str],
    ) -> None:
        self.lean, self.form, self.days_off = lean, form, days_off
        self.item, self.cell, self.counts = item, cell, counts
        self.column, self.decisions, self.subjects = column, decisions, subjects
        self.plan: Plan = plan_of(item)
        self.inputs = self.plan.filled(cell)
        self.excesses: list[Excess] = []
        self.computed: dict[str, Value] = {}

    # --- one part -----------------------------------------------------------------------------------------------------

    def part_step(self, plan: PartPlan) -> Step | None:
        """What the rule gives for a part; None when nothing was entered for it, a blank when something is missing."""
        inputs = self.inputs
        if plan.kind.told:
            if not inputs:
                return None
        elif plan.kind.of_points:
            if self.column is None or plan.part.id not in self.column.figures:
                return None
        elif not plan.inputs:
            return None
        elif missing := [name for name in plan.inputs if name not in inputs]:
            if len(missing) == len(plan.inputs):
                return None
            if not plan.spare.issuperset(missing):
                return BLANK_STEP
            inputs = {**inputs, **dict.fromkeys(missing, ZERO)}
        figures = None
        if self.column is not None:
            figures = self.column.figures.get(plan.part.id)
        relief = self.relief(plan) if plan.kind.reliefs and self.decisions else None
        if plan.kind.dated:
            relief = {**(relief or {}), "days": DayRule(self.form, self.decisions, self.days_off)}
        outcome = plan.kind.assess(plan.params, inputs, figures, relief)
        if isinstance(outcome, Question):
            outcome = self.settle(plan, outcome, inputs)
        return self.bounded(plan, outcome)

    def bounded(self, plan: PartPlan, step: Step) -> Step:
        """Rounding, floor and cap of a part; a cap that bites is an excess of the computed number."""
        part = plan.part
        if part.rounding is not None:
            step = rounded(step, part.rounding)
        if part.floor is not None:
            step = floored(step, part.floor)
        if part.cap is not None:
            return self.clip(step, part.cap, part.effect, part.label, "computed")
        return step

    def clip(self, step: Step, cap: Fraction | None, effect: Effect, label: str, of: Any) -> Step:
        value = step.value
        if cap is None or not isinstance(value, Fraction) or value <= cap:
            return step
        if effect != "penalty" or of == "stated":
            self.excesses.append(Excess(self.item.key, effect, "over-cap", value, cap, value - cap, label, of))
        return capped(step, cap, label)

    def settle(self, plan: PartPlan, asked: Question, inputs: Mapping[str, Any]) -> Step:
        """Where a rule is silent: the decision about this cell, else the one for the whole form, else a pending value
        with the question.
        """
        settled = self.settled(plan, asked)
        if settled is None and self.form and asked.key in OF_BANDS:
            outcome = plan.kind.assess(plan.params, inputs, None, {"band": self.band})
            if not isinstance(outcome, Question):
                return outcome
            asked, settled = outcome, self.settled(plan, outcome)
        return leaf(Pending((self.addressed(plan, asked),))) if settled is None else settled

    def addressed(self, plan: PartPlan, asked: Question) -> Question:
        """The question of a kind with the rule's own words, about this cell; one for the whole form stays as it is."""
        if asked.key in FORM_WIDE:
            return asked
        part, item = plan.part, self.item
        about = subject_of(self.subjects[0], f"{item.key}/{part.id}")
        return replace(asked, subject=about, rule=part.kind, cite=self.cite(plan), quote=item.rule_text or part.label)

    def cite(self, plan: PartPlan) -> str:
        return plan.part.cite or " ".join(word for word in (self.item.code, self.item.title) if word)

    def settled(self, plan: PartPlan, asked: Question) -> Step | None:
        """What a decision about this cell puts in the place of the rule."""
        if asked.key in FORM_WIDE:
            return None
        decision = self.decided(self.addressed(plan, asked), f"{self.item.key}/{plan.part.id}")
        return None if decision is None else decided_step(decision, self.cite(plan))

    def band(self, key: str, bands: Sequence[Band], places: Sequence[int]) -> int | Question:
        """Which of the bands concerned counts in this form, as decided once for it; else the question."""
        question = band_question(self.form, key, [bands[place] for place in places])
        decision = answer(self.decisions, question) if self.decisions else None
        chosen = [place for place in places if decision is not None and band_text(bands[place]) == decision.choice]
        return chosen[0] if chosen else question

    def decided(self, question: Question, node: str) -> Decision | None:
        if not self.decisions:
            return None
        for subject in self.subjects:
            found = answer(self.decisions, replace(question, subject=subject_of(subject, node)))
            if found is not None:
                return found
        return None

    def relief(self, plan: PartPlan) -> Mapping[str, Any] | None:
        """The relief decided for a part: `{"until": date}`, `{"waive": {input: "1"}}` or `{"exempt": true}`."""
        decision = self.decided(relief_question(self.item, plan.part.id, self.cell), f"{self.item.key}/{plan.part.id}")
        return decision.choice if decision is not None and isinstance(decision.choice, Mapping) else None

    # --- one effect ---------------------------------------------------------------------------------------------------

    def effect(self, effect: Effect, full_base: bool) -> Step:
        """The points of one effect: computed from inputs, or as stated, as the stage has it count."""
        parts = self.plan.by_effect[effect]
        stated = self.cell.stated
        steps = [(part, self.part_step(part)) for part in parts]
        made = self.made(effect, steps, full_base)
        if made is not None:
            self.computed[effect] = made.value
        if stated:
            by_part = {part.part.id: stated[part.part.id] for part in parts if part.part.id in stated}
            open_cell = made is None or isinstance(made.value, Blank)
            if effect in stated and (self.counts != "rule" or open_cell):
                return self.allowed(effect, stated[effect], parts, full_base)
            if by_part and (self.counts != "rule" or open_cell or any(step is None for _, step in steps)):
                return self.allowed_parts(effect, steps, by_part, full_base)
            if effect in stated or by_part:
                self.name_excess(effect, parts, by_part, full_base)
        if made is not None:
            return made
        return BLANK_STEP if effect == "base" and not self.item.bonus_only else ZERO_STEP

    def made(self, effect: Effect, steps: Sequence[tuple[PartPlan, Step | None]], full_base: bool) -> Step | None:
        """What the rule gives for the effect where its inputs stand; None where nothing was entered."""
        given = [(part, step) for part, step in steps if step is not None]
        if not given or (effect == "base" and len(given) < len(steps)):
            return None
        counting = []
        for part, step in given:
            if part.part.needs is not None and isinstance(step.value, Fraction):
                step = self.conditioned(part, step, full_base)
            counting.append((part, step))
        return self.joined(effect, counting)

    def conditioned(self, plan: PartPlan, step: Step, full_base: bool) -> Step:
        """A part's points where its condition holds; where it does not they are named with what is lacking."""
        part, inputs = plan.part, self.inputs
        met = needs_met(part.needs, full_base, inputs)
        if met is None:
            return BLANK_STEP
        if met:
            return step
        words = unmet_words(part.needs, full_base, inputs, self.item.inputs)
        return Step("if", ZERO, words, {"met": False}, (step,))

    def joined(self, effect: Effect, steps: Sequence[tuple[PartPlan, Step]], clip: bool = True) -> Step:
        """The sum of parts, of one-of parts only the best, rounded and capped by the item."""
        chosen: list[Step] = []
        groups: dict[str, list[Step]] = {}
        for part, step in steps:
            if part.part.one_of is None:
                chosen.append(step)
            else:
                groups.setdefault(part.part.one_of, []).append(step)
        chosen += [best(group, "chỉ tính một mức") for group in groups.values()]
        step = rounded(summed(chosen), self.item.rounding)
        return self.clip(step, self.plan.caps[effect], effect, "", "computed") if clip else step

    # --- stated numbers -----------------------------------------------------------------------------------------------

    def allowed(self, effect: Effect, stated: Fraction, parts: Sequence[PartPlan], full_base: bool) -> Step:
        """A number stated for a whole effect, with the excess taken off as the stage has it count."""
        step = leaf(stated, "số ghi trên bảng", "stated")
        kept = stated
        for excess in self.excesses_of(effect, stated, parts, full_base):
            self.excesses.append(excess)
            if self.counts == "rule" or (self.counts == "caps" and excess.kind == "over-cap"):
                kept = min(kept, excess.allowed)
        return capped(step, kept, "theo quy định của bảng")

    def allowed_parts(
        self,
        effect: Effect,
        steps: Sequence[tuple[PartPlan, Step | None]],
        by_part: Mapping[str, Fraction],
        full_base: bool,
    ) -> Step:
        """Numbers stated part by part; a part without one takes what its inputs give."""
        counting = []
        for part, made in steps:
            number = by_part.get(part.part.id)
            if number is None or (self.counts == "rule" and made is not None):
                if made is not None:
                    tested = self.counts == "rule" and part.part.needs is not None and isinstance(made.value, Fraction)
                    counting.append((part, self.conditioned(part, made, full_base) if tested else made))
                elif effect == "base":
                    given = leaf(part.params["points"], "điểm chuẩn") if part.kind.told else BLANK_STEP
                    counting.append((part, given))
                continue
            counting.append((part, self.allowed(effect, number, (part,), full_base)))
        if self.counts == "stated":
            return rounded(summed([step for _, step in counting]), self.item.rounding)
        if self.counts == "caps":
            step = rounded(summed([step for _, step in counting]), self.item.rounding)
            return self.clip(step, self.plan.caps[effect], effect, "", "stated")
        self.name_one_of(effect, counting)
        return self.joined(effect, counting)

    def name_one_of(self, effect: Effect, steps: Sequence[tuple[PartPlan, Step]]) -> None:
        groups: dict[str, list[Fraction]] = {}
        for part, step in steps:
            if part.part.one_of is not None and isinstance(step.value, Fraction) and step.value:
                groups.setdefault(part.part.one_of, []).append(step.value)
        for numbers in groups.values():
            if len(numbers) > 1:
                total, top = sum(numbers, ZERO), max(numbers)
                self.excesses.append(Excess(self.item.key, effect, "one-of", total, top, total - top))

    def name_excess(
        self, effect: Effect, parts: Sequence[PartPlan], by_part: Mapping[str, Fraction], full_base: bool
    ) -> None:
        """Name what a stated number exceeds although the computed one counts."""
        if effect in self.cell.stated:
            self.excesses += self.excesses_of(effect, self.cell.stated[effect], parts, full_base)
        for part in parts:
            if part.part.id in by_part:
                self.excesses += self.excesses_of(effect, by_part[part.part.id], (part,), full_base)

    def excesses_of(self, effect: Effect, stated: Fraction, parts: Sequence[PartPlan], full_base: bool) -> list[Excess]:
        """Why a stated number is more than the form allows: no such part, a condition not met, over a cap."""
        key = self.item.key
        if stated <= 0:
            return []
        if not parts and not (effect == "base" and self.plan.open_base):
            return [Excess(key, effect, "no-such-part", stated, ZERO, stated)]
        found = []
        unmet = [needs_met(part.part.needs, full_base, self.inputs) is False for part in parts if part.part.needs]
        if unmet and len(unmet) == len(parts) and all(unmet):
            words = unmet_words(parts[0].part.needs, full_base, self.inputs, self.item.inputs)
            found.append(Excess(key, effect, "condition", stated, ZERO, stated, words))
        ceiling = self.plan.ceiling(effect, parts)
        if ceiling is not None and stated > ceiling:
            label = parts[0].part.label if len(parts) == 1 else ""
            found.append(Excess(key, effect, "over-cap", stated, ceiling, stated - ceiling, label))
        return found

    def unknown_parts(self) -> Step:
        """Numbers stated for parts this version of the form does not have; a bonus where the paper counts."""
        steps = []
        for name, number in sorted(self.cell.stated.items()):
            if name in EFFECTS or self.item.part(name) is not None:
                continue
            self.excesses.append(Excess(self.item.key, "bonus", "no-such-part", number, ZERO, number, name))
            if self.counts != "rule":
                steps.append(leaf(number, name, "stated"))
        return summed(steps) if steps else ZERO_STEP

    # --- the item -----------------------------------------------------------------------------------------------------

    def result(self) -> ItemResult:
        base = self.effect("base", False)
        if isinstance(base.value, NotAssigned):
            return self.packed(base, NOT_ASSIGNED_STEP, NOT_ASSIGNED_STEP)
        penalty = self.effect("penalty", False) if self.plan.by_effect["penalty"] or self.cell.stated else ZERO_STEP
        full_base = self.plan.needs_full and _is_full(base.value, self.item.max) and penalty.value == ZERO
        bonus = self.effect("bonus", full_base) if self.plan.by_effect["bonus"] or self.cell.stated else ZERO_STEP
        if self.cell.stated:
            extra = self.unknown_parts()
            bonus = summed((bonus, extra)) if extra is not ZERO_STEP else bonus
        steps, excesses = bounded((base, bonus, penalty), self.item, self.item.key, self.counts, penalty=False)
        self.excesses += excesses
        return self.packed(*steps)

    def packed(self, base: Step, bonus: Step, penalty: Step) -> ItemResult:
        if self.lean:
            base, bonus, penalty = _plain(base), _plain(bonus), _plain(penalty)
        tree = points_step(base, bonus, penalty, self.item.title)
        waiting = self.column.waiting if self.column is not None else ()
        return ItemResult(
            self.item.key,
            tree.value,
            base.value,
            bonus.value,
            penalty.value,
            self.stated_by_effect() if self.cell.stated else _NOTHING,
            self.computed or _NOTHING,
            tuple(self.excesses),
            tree,
            tree.value.questions if isinstance(tree.value, Pending) else (),
            self.cell.estimated,
            isinstance(tree.value, Blank),
            waiting,
        )

    def stated_by_effect(self) -> dict[str, Fraction]:
        found: dict[str, Fraction] = {}
        for name, number in self.cell.stated.items():
            part = self.item.part(name)
            effect = name if name in EFFECTS else part.effect if part else "bonus"
            if name == effect or effect not in self.cell.stated:
                found[effect] = found.get(effect, ZERO) + number
        return found


def _plain(step: Step) -> Step:
    """The number alone: how it was made is not kept."""
    return Step("given", step.value) if step.children else step


def _is_full(base: Value, most: Fraction | None) -> bool:
    return isinstance(base, Fraction) and (most is None or base >= most)


def assess_item(
    item: Item,
    cell: Cell,
    counts: Counts = "rule",
    column: Column | None = None,
    decisions: Decisions = (),
    sheet: str | Subjects = "",
    lean: bool = False,
    form: str = "",
    days_off: Collection[str] = (),
) -> ItemResult:
    """Assess one item of one sheet; a `lean` result does not keep how its base, bonus and penalty were made. `form` is
    the key of the form, for what is decided once for it; `days_off` are days beside Saturdays and Sundays on which
    nobody works.

    `counts` says which number counts where paper and rule differ: `stated` the paper's, `caps` the paper's within every
    cap, `rule` the rule's where its inputs stand, else the paper's without any excess. `sheet` is the first half of a
    decision's subject, or several from the narrowest to the widest. A stated number above the rule stands when
    `score.accept-stated` says so.
    """
    if cell.not_assigned:
        nothing: tuple[()] = ()
        gone = NOT_ASSIGNED
        return ItemResult(item.key, gone, gone, gone, gone, _NOTHING, _NOTHING, nothing, _NOT_ASSIGNED_ITEM)
    subjects = (sheet,) if isinstance(sheet, str) else tuple(sheet)
    if cell.broken:
        return _unreadable(item, cell, subjects[0])
    assessment = _Assessment(item, cell, counts, column, decisions, subjects, lean, form, days_off)
    result = assessment.result()
    if not decisions or not cell.stated or counts == "stated":
        return result
    question = accept_question(item, result)
    decision = assessment.decided(question, item.key) if question is not None else None
    return result if decision is None else _accepted(item, cell, result, decision, assessment)


def _unreadable(item: Item, cell: Cell, sheet: str) -> ItemResult:
    """A cell with a value that cannot be read waits, and says which."""
    waits = Pending((broken_question(item, cell, sheet),))
    tree = points_step(leaf(waits), ZERO_STEP, ZERO_STEP, item.title)
    nothing: tuple[()] = ()
    return ItemResult(item.key, waits, waits, ZERO, ZERO, _NOTHING, _NOTHING, nothing, tree, waits.questions)


_NOT_ASSIGNED_ITEM: Final = Step(
    "points", NOT_ASSIGNED, "không giao", {}, (NOT_ASSIGNED_STEP, NOT_ASSIGNED_STEP, NOT_ASSIGNED_STEP)
)


def _accepted(
    item: Item,
    cell: Cell,
    result: ItemResult,
    decision: Decision,
    before: _Assessment,
) -> ItemResult:
    """The result once a decision lets stated numbers stand: all, or those the decision names by effect."""
    if isinstance(decision.choice, Mapping):
        numbers = {str(name): from_text(str(value)) for name, value in decision.choice.items()}
        cell = replace(cell, stated={**cell.stated, **numbers})
    elif decision.choice not in ("accept", True):
        return result
    told = before.column, before.decisions, before.subjects, before.lean, before.form, before.days_off
    counted = _Assessment(item, cell, "stated", *told).result()
    tree = counted.tree._replace(cite=decision.document or decision.reason, facts={"decision": decision.key})
    return replace(counted, stated=result.stated, excesses=result.excesses, tree=tree, accepted=decision.key)
