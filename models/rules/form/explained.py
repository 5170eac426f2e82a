"""The explanation of an item as people read it: inputs and effects by their Vietnamese names, the item by its own; and
the condition of a part in words, the same on every screen and paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from models.rules.form.model import InputSpec, Item
from models.rules.form.plan import needs_met
from models.rules.form.steps import Step
from models.rules.number.points import show_plain
from models.rules.number.text import negated

EFFECTS: Final = ("điểm chuẩn", "điểm thưởng", "điểm trừ")
FULL_BASE: Final = "mục đạt đủ điểm chuẩn"
_COMPARED: Final = {"ge": "từ {} trở lên", "gt": "trên {}", "le": "không quá {}", "lt": "dưới {}", "eq": "là {}"}


def readable(tree: Step, item: Item, called: str) -> Step:
    """The same tree of an item with names for people; it evaluates to the same number."""
    labels = {spec.id: spec.label for spec in item.inputs}
    named = _inputs(tree, labels)
    children = tuple(
        child._replace(label=f"{effect}: {child.label}" if child.label else effect)
        for child, effect in zip(named.children, EFFECTS, strict=False)
    )
    return named._replace(label=called or named.label, children=children)


def of_sheet(tree: Step, item: Item, called: str) -> Step:
    """The tree of an item for that of its sheet, which takes its three numbers apart: each bears the item's name."""
    named = readable(tree, item, called)
    return named._replace(children=tuple(child._replace(label=called) for child in named.children))


def _inputs(step: Step, labels: Mapping[str, str]) -> Step:
    children = tuple(_inputs(child, labels) for child in step.children)
    name = str(step.facts.get("input", "")) if step.op == "input" else ""
    label = labels.get(name, step.label) if name and step.label in ("", name) else step.label
    return step._replace(label=label, children=children)


def refused(tree: Step) -> tuple[tuple[str, Fraction], ...]:
    """What an item would have earned had a condition held: the condition that does not, and the points."""
    if tree.op == "if" and not tree.facts["met"]:
        lost = tree.children[0].value
        return ((tree.label, lost),) if isinstance(lost, Fraction) and lost else ()
    return tuple(each for child in tree.children for each in refused(child))


def needs_words(needs: object, inputs: Sequence[InputSpec]) -> str:
    """The condition of a part in a sentence, over the inputs of its item."""
    if not isinstance(needs, Mapping):
        return FULL_BASE
    for joint, said in (("all", " và "), ("any", " hoặc ")):
        if joint in needs:
            told = [needs_words(each, inputs) for each in needs[joint]]
            return told[0] if len(told) == 1 else f"({said.join(told)})"
    if "not" in needs:
        return f"không phải {needs_words(needs['not'], inputs)}"
    spec = next((one for one in inputs if one.id == needs["fact"]), None)
    label = spec.label[:1].lower() + spec.label[1:] if spec else str(needs["fact"])
    operator = next(one for one in _COMPARED if one in needs)
    value = needs[operator]
    if isinstance(value, bool):
        return label if value else negated(label)
    named = dict(spec.choices).get(str(value)) if spec else None
    return f"{label} {_COMPARED[operator].format(named or _plain(value))}"


def _plain(value: object) -> str:
    return str(value).replace(".", ",") if isinstance(value, str | int) else show_plain(value)  # type: ignore[arg-type]  # a Fraction is left


def unmet_words(needs: object, full_base: bool, cell_inputs: Mapping[str, object], inputs: Sequence[InputSpec]) -> str:
    """Why a part does not count: of conditions that must hold together those that do not."""
    lacking = list(_unmet(needs, full_base, cell_inputs)) or [needs]
    return "chưa đủ điều kiện: " + " và ".join(needs_words(each, inputs) for each in lacking)


def _unmet(needs: object, full_base: bool, cell_inputs: Mapping[str, object]) -> Iterator[object]:
    if isinstance(needs, Mapping) and "all" in needs:
        for each in needs["all"]:
            yield from _unmet(each, full_base, cell_inputs)
    elif needs_met(needs, full_base, cell_inputs) is False:  # type: ignore[arg-type]  # inputs by kind
        yield needs
