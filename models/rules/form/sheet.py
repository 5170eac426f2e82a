"""One sheet: groups, caps, weights and the two numbers a sheet ends in, its total and its ranking points.

Here: the way from item results to the root, whole or only along the path of what changed. Not here: items
(`scoring_item`), places and ties (`ranking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, Literal

from models.rules.errors import BadInput
from models.rules.form.asked import broken_question
from models.rules.form.bounds import bounded
from models.rules.form.item import assess_item
from models.rules.form.model import (
    EFFECTS,
    FORM_NODE,
    Cell,
    Counts,
    Effect,
    Excess,
    Form,
    Group,
    Item,
    ItemResult,
    Node,
)
from models.rules.form.ranking_points import (
    CEILING,
    RAW,
    RankingRule,
    number_or_zero,
    over_ceiling,
    ranking_step,
)
from models.rules.form.steps import (
    BLANK_STEP,
    ZERO_STEP,
    Step,
    add,
    capped,
    leaf,
    points_step,
    rounded,
    summed,
    weighed,
)
from models.rules.number.points import NOT_ASSIGNED, ZERO, Blank, NotAssigned, Pending, Value
from models.rules.number.questions import Question


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A group's points as steps, and everything below it that a reader must know; `value` is its base + bonus -
    penalty.

    `base`, `bonus`, `penalty` are sums of what is there so far; `value` is no number as long as something is missing.
    """

    group: str
    value: Value
    base: Fraction
    bonus: Fraction
    penalty: Fraction
    assigned_max: Fraction
    excesses: tuple[Excess, ...]
    blanks: tuple[str, ...]
    estimates: tuple[str, ...]
    waiting: tuple[str, ...]
    steps: tuple[Step, Step, Step]

    @property
    def tree(self) -> Step:
        """The assessment tree of `value`."""
        return points_step(*self.steps)


NodeResult = ItemResult | GroupResult


@dataclass(frozen=True, slots=True)
class SheetResult:
    """A whole sheet. `total` is no number while a standard cell is blank, a question open or the unit not ranked.

    `bonus` is what counts after the form's cap, `bonus_before_cap` what was earned; `so_far` adds up what is there
    already. `ranking_points` follow the ranking rule; `assigned_max` leaves out items not assigned. `waiting` names
    items whose comparison with other units still lacks figures.
    """

    form: Form
    rule: RankingRule
    counts: Counts
    items: Mapping[str, ItemResult]
    groups: Mapping[str, GroupResult]
    base: Fraction
    bonus: Fraction
    bonus_before_cap: Fraction
    penalty: Fraction
    total: Value
    assigned_max: Fraction
    ranking_points: Value
    excesses: tuple[Excess, ...]
    blanks: tuple[str, ...]
    estimates: tuple[str, ...]
    waiting: tuple[str, ...]
    questions: tuple[Question, ...]
    tree: Step = field(repr=False)
    ranking_tree: Step = field(repr=False)

    @property
    def so_far(self) -> Fraction:
        """Base plus bonus less penalty of what has been entered, blanks left out."""
        return self.base + self.bonus - self.penalty


def _sum(numbers: Iterable[Fraction]) -> Fraction:
    total = add(numbers)
    return total if isinstance(total, Fraction) else ZERO


class _Level:
    """The children of one node put together: three lists of weighed steps, and what they carry upwards."""

    __slots__ = ("assigned", "blanks", "counted", "estimates", "excesses", "sums", "waiting")

    def __init__(self, nodes: Sequence[Node], results: Mapping[str, NodeResult], one_of: bool) -> None:
        pairs = [(node, results[node.key]) for node in nodes]
        every = [_assigned(node, result) for node, result in pairs]
        self.assigned = max(every, default=ZERO) if one_of else _sum(every)
        self.sums: tuple[list[Step], list[Step], list[Step]] = ([], [], [])
        self.excesses: tuple[Excess, ...] = ()
        self.blanks: tuple[str, ...] = ()
        self.estimates: tuple[str, ...] = ()
        self.waiting: tuple[str, ...] = ()
        bases, bonuses, penalties = self.sums
        self.counted = _chosen(pairs) if one_of else pairs
        for node, result in self.counted:
            base, bonus, penalty = self.carry(result)
            if node.weight is not None:
                base, bonus, penalty = (weighed(step, node.weight) for step in (base, bonus, penalty))
            bases.append(base)
            bonuses.append(bonus)
            penalties.append(penalty)

    def so_far(self, effect: Effect) -> Fraction:
        """One list added up as far as its numbers are there, each times its weight."""
        return _sum(
            number if node.weight is None else number * node.weight
            for node, result in self.counted
            if isinstance(number := getattr(result, effect), Fraction)
        )

    def carry(self, result: NodeResult) -> tuple[Step, ...]:
        """Take over what a reader of the parent must know, and give the child's three steps."""
        if result.excesses:
            self.excesses += result.excesses
        if isinstance(result, GroupResult):
            self.blanks += result.blanks
            self.estimates += result.estimates
            self.waiting += result.waiting
            return result.steps
        if result.blank:
            self.blanks += (result.item,)
        if result.estimated:
            self.estimates += (result.item,)
        if result.waiting:
            self.waiting += (result.item,)
        return result.tree.children


def _chosen(pairs: list[tuple[Node, NodeResult]]) -> list[tuple[Node, NodeResult]]:
    """Of the children of a one-of group the best that was filled, by what each brings to the group with its weight;
    several blanks stand as one.
    """
    brings = [
        value if node.weight is None else value * node.weight
        for node, result in pairs
        if isinstance(value := result.value, Fraction)
    ]
    filled = [pair for pair in pairs if isinstance(pair[1].value, Fraction)]
    if filled:
        return [filled[brings.index(max(brings))]]
    other = [pair for pair in pairs if not isinstance(pair[1].value, Blank | NotAssigned)]
    blank = [pair for pair in pairs if isinstance(pair[1].value, Blank)]
    return (other or blank or pairs)[:1]


def _assigned(node: Node, result: NodeResult) -> Fraction:
    if isinstance(result.value, NotAssigned):
        return ZERO
    if isinstance(result, GroupResult):
        most = result.assigned_max
    else:
        most = ZERO if node.max is None or (isinstance(node, Item) and node.bonus_only) else node.max
    return most if node.weight is None else most * node.weight


def _group_result(form: Form, group: Group, results: Mapping[str, NodeResult], counts: Counts) -> GroupResult:
    nodes = form.children(group.key)
    if not nodes:
        return _empty_group(group)
    level = _Level(nodes, results, group.one_of)
    excesses = level.excesses
    steps = [rounded(summed(column, group.title), group.rounding) for column in level.sums]
    for place, (effect, cap) in enumerate((("base", group.cap), ("bonus", group.bonus_cap))):
        steps[place], excess = _under(steps[place], cap, group.key, effect, group.title, counts)  # type: ignore[arg-type]  # a number by now
        excesses += excess
    own, excess = bounded(steps, group, group.key, counts)
    excesses, steps = excesses + excess, list(own)
    value = points_step(steps[0], steps[1], steps[2]).value
    so_far = _group_so_far(steps, level, group, counts)
    assigned = level.assigned
    if group.max is not None and (group.one_of or _unsaid(nodes)):
        assigned = ZERO if isinstance(value, NotAssigned) else group.max
    blanks = level.blanks if not (group.one_of and level.blanks) else (group.key,)
    return GroupResult(group.key, value, *so_far, assigned, excesses, blanks, level.estimates, level.waiting, own)


def _unsaid(nodes: Sequence[Node]) -> bool:
    """True when some leaf of the group has no maximum of its own, so that only the group's counts."""
    return any(node.max is None and not (isinstance(node, Item) and node.bonus_only) for node in nodes)


def _empty_group(group: Group) -> GroupResult:
    zeros = ZERO_STEP, ZERO_STEP, ZERO_STEP
    return GroupResult(group.key, ZERO, ZERO, ZERO, ZERO, ZERO, (), (), (), (), zeros)


def _group_so_far(
    steps: Sequence[Step], level: _Level, group: Group, counts: Counts
) -> tuple[Fraction, Fraction, Fraction]:
    """The three sums of a group with blanks left out; where nothing is missing they are the sums themselves."""
    found = []
    for step, effect, cap in zip(steps, EFFECTS, (group.cap, group.bonus_cap, group.penalty_cap), strict=True):
        if not isinstance(step.value, Fraction):
            step = rounded(leaf(level.so_far(effect)), group.rounding)
            step = step if counts == "stated" else capped(step, cap)
        found.append(number_or_zero(step))
    return found[0], found[1], found[2]


def _under(
    step: Step, cap: Fraction | None, where: str, effect: Literal["base", "bonus"], label: str, counts: Counts
) -> tuple[Step, tuple[Excess, ...]]:
    """A sum under its cap, with the excess named; a stage that counts what is stated names it and leaves it."""
    value = step.value
    if cap is None or not isinstance(value, Fraction) or value <= cap:
        return step, ()
    excess = Excess(where, effect, "over-cap", value, cap, value - cap, label, "computed")
    return (step if counts == "stated" else capped(step, cap, label)), (excess,)


def assess_sheet(
    form: Form,
    item_results: Mapping[str, ItemResult],
    ranking_rule: RankingRule | None = None,
    counts: Counts = "rule",
) -> SheetResult:
    """Put a sheet together from the results of its items; an item without result is an empty cell.

    `ranking_rule` is the spec of the year's `ranking/1` (`by`, `rounding`); None ranks by the raw total.
    """
    items = {item.key: item_results.get(item.key) or assess_item(item, Cell(item.key), counts) for item in form.items()}
    groups: dict[str, GroupResult] = {}
    results: dict[str, NodeResult] = {**items}
    for group in form.groups_inside_out:
        groups[group.key] = results[group.key] = _group_result(form, group, results, counts)
    return _root(form, items, groups, ranking_rule or RAW, counts)


def reassess(form: Form, previous: SheetResult, changed: Mapping[str, ItemResult]) -> SheetResult:
    """The sheet after some items changed: only they and the groups above them are put together again."""
    items = {**previous.items, **changed}
    dirty = {key for item in changed for key in form.path(item)}
    groups = dict(previous.groups)
    for group in form.groups_inside_out:
        if group.key in dirty:
            results = {
                node.key: items[node.key] if isinstance(node, Item) else groups[node.key]
                for node in form.children(group.key)
            }
            groups[group.key] = _group_result(form, group, results, previous.counts)
    return _root(form, items, groups, previous.rule, previous.counts)


def _root(
    form: Form, items: Mapping[str, ItemResult], groups: Mapping[str, GroupResult], rule: RankingRule, counts: Counts
) -> SheetResult:
    top = form.children(None)
    level = _Level(top, {node.key: items.get(node.key) or groups[node.key] for node in top}, False)
    base, bonus, penalty = (summed(column, label) for column, label in zip(level.sums, _LABELS, strict=True))
    counted, excess = _under(bonus, form.bonus_cap, FORM_NODE, "bonus", "tổng điểm thưởng", counts)
    (base, counted, penalty), over = bounded((base, counted, penalty), form, FORM_NODE, counts)
    total = rounded(points_step(base, counted, penalty, "tổng điểm"), form.rounding)
    over += over_ceiling(total, counted, form.cap)
    if counts != "stated":
        total = capped(total, form.cap, CEILING)
    caps = (None, form.bonus_cap, form.penalty_cap) if counts != "stated" else (None, None, None)
    so_far = [
        step.value if isinstance(step.value, Fraction) else number_or_zero(capped(leaf(level.so_far(effect)), cap))
        for step, effect, cap in zip((base, counted, penalty), EFFECTS, caps, strict=True)
    ]
    before = level.so_far("bonus")
    ceiling = form.cap if counts != "stated" else None
    ranking = ranking_step(base, counted, penalty, total, level.assigned, rule, ceiling)
    questions = total.value.questions if hasattr(total.value, "questions") else ()
    return SheetResult(
        form, rule, counts, items, groups,
        so_far[0], so_far[1], before, so_far[2],
        total.value, level.assigned, ranking.value,
        level.excesses + excess + over, level.blanks, level.estimates, level.waiting, questions, total, ranking,
    )  # fmt: skip


_LABELS: Final = ("điểm chuẩn", "điểm thưởng", "điểm trừ")


def assess_totals(
    form: Form, cells: Mapping[str, Cell], holds: str, ranking_rule: RankingRule | None = None
) -> SheetResult:
    """A stage whose paper holds only the points of the top groups (`groups`) or the sheet's points (`total`).

    Each cell states `base`, `bonus`, `penalty`, or one `total` that is taken as base; the cell of the whole form has
    the key "". Numbers count as stated; a group above its maximum is named. Groups not stated are blank.
    """
    if holds == "total":
        steps = _stated_steps(cells.get(FORM_NODE))
        whole = Group(FORM_NODE, title=form.name, max=form.total)
        results = {FORM_NODE: _stated_group(whole, steps)}
        nodes: Sequence[Node] = (whole,)
    elif holds == "groups":
        nodes = form.children(None)
        results = {
            node.key: _stated_group(
                node, _stated_steps(cells.get(node.key), isinstance(node, Item) and node.bonus_only)
            )
            for node in nodes
        }
    else:
        raise BadInput("stage.unknown_holds", holds=holds)
    flat = Form(form.key, form.name, form.version, form.total, form.bonus_cap, form.cap, form.rounding, _flat(nodes))
    flat = replace(flat, together_cap=form.together_cap)
    return _root(flat, {}, results, ranking_rule or RAW, "stated")


def _flat(nodes: Sequence[Node]) -> tuple[Node, ...]:
    return tuple(Group(node.key, node.code, node.title, None, node.max, weight=node.weight) for node in nodes)


def _stated_steps(cell: Cell | None, bonus_only: bool = False) -> tuple[Step, Step, Step]:
    """What a cell states; of an item that only gives bonus that is all there is to state."""
    if cell is not None and cell.not_assigned:
        gone = leaf(NOT_ASSIGNED, "không giao")
        return gone, gone, gone
    if cell is not None and cell.broken:
        return leaf(Pending((broken_question(None, cell),))), ZERO_STEP, ZERO_STEP
    stated = cell.stated if cell is not None else {}
    base = [leaf(stated[name], "số ghi trên bảng", "stated") for name in ("base", "total") if name in stated]
    rest = [
        leaf(stated[name], "số ghi trên bảng", "stated") if name in stated else ZERO_STEP
        for name in ("bonus", "penalty")
    ]
    nothing = ZERO_STEP if bonus_only and stated else BLANK_STEP
    return (base[0] if base else nothing), rest[0], rest[1]


def _stated_group(node: Node, steps: tuple[Step, Step, Step]) -> GroupResult:
    tree = points_step(*steps)
    base = steps[0].value
    excesses: tuple[Excess, ...] = ()
    if isinstance(base, Fraction) and node.max is not None and base > node.max:
        excesses = (Excess(node.key, "base", "over-cap", base, node.max, base - node.max, node.title),)
    assigned = ZERO if node.max is None or isinstance(tree.value, NotAssigned) else node.max
    blanks = (node.key,) if isinstance(tree.value, Blank) else ()
    numbers = number_or_zero(steps[0]), number_or_zero(steps[1]), number_or_zero(steps[2])
    return GroupResult(node.key, tree.value, *numbers, assigned, excesses, blanks, (), (), steps)


def explanation(result: SheetResult, node: str) -> Step:
    """The tree of one node of a sheet, or of the whole sheet for the key ""."""
    if node == FORM_NODE:
        return result.tree
    return result.items[node].tree if node in result.items else result.groups[node].tree
