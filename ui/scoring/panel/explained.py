"""An assessment as one list to be read from top to bottom, as a sum on paper: what was given, what was done with it,
what came of it, each line with its rule's source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.book.regulation.sources import cited
from models.rules.words import PARTS
from ui.words import messages

SIGNS = {"times": " × ", "divide": " ÷ ", "minus": " − ", "sum": " + "}
BOUNDS = {"cap": "cao nhất", "floor": "ít nhất"}
MOST = 60
"""Lines of one explanation; of a longer one the parts are named, not opened."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line: what it is, its number, how it came to be ("tỷ lệ 0,87 × điểm chuẩn 15"), its source, whether it closes
    a sum."""

    label: str
    number: str
    how: str = ""
    cite: str = ""
    total: bool = False


def explained(step: Any) -> list[Said]:
    """The lines of a `rules.form.steps.Step`, those below a line before it. What is taken off carries its minus."""
    lines = list(_walk(step, True, False))
    return lines if len(lines) <= MOST else [*_parts(step), _said(step, total=True)]


def of_group(step: Any) -> list[Said]:
    """The lines of a group's `rules.form.steps.Step`: what each criterion gave, what bounds took, the points."""
    parts = zip(step.children, PARTS, strict=True)
    return [*(said for part, name in parts for said in _of_part(part, name)), _said(step, total=True)]


def _of_part(step: Any, name: str) -> Iterator[Said]:
    """One part of a group's points, a line for each criterion; bonuses and penalties only where there are any."""
    base, taken = name == "base", name == "penalty"
    if step.op == "sum":
        yield from (_said(one, "" if base else PARTS[name], taken) for one in step.children if base or one.value)
    elif step.children:
        yield from _of_part(step.children[0], name)
        yield _said(step, _how(step), taken)
    elif base or step.value:
        yield _said(step, "" if base else PARTS[name], taken)


def _walk(step: Any, top: bool, taken: bool) -> Iterator[Said]:
    if step.op == "points":
        for place, child in enumerate(step.children):
            if child.children or child.value or place == 0:
                yield from _walk(child, False, place == 2)
        yield _said(step, total=top)
        return
    for child in step.children:
        if child.children:
            yield from _walk(child, False, False)
    yield _said(step, how=_how(step), taken=taken, total=top and bool(step.children))


def _parts(step: Any) -> Iterator[Said]:
    """Of a long explanation: its standard points by group, what was added, what was taken off."""
    for place, part in enumerate(step.children):
        if place == 0:
            yield from (_said(group) for group in part.children)
        elif part.value:
            yield _said(part, taken=place == 2)


def _how(step: Any) -> str:
    if not step.children:
        return ""
    parts = [_operand(child) for child in step.children]
    if step.op in BOUNDS and len(parts) > 1:
        return f"{parts[0]}, {BOUNDS[step.op]} {messages.show(step.children[-1].value)}"
    return SIGNS.get(step.op, "; ").join(parts)


def _operand(step: Any) -> str:
    name = messages.step_words(step) if step.label else ""
    return f"{name} {messages.show(step.value)}".strip()


def _said(step: Any, how: str = "", taken: bool = False, total: bool = False) -> Said:
    """A line; a step without a name of its own is told by how it came to be."""
    number = messages.show(step.value)
    minus = "−" if taken and isinstance(step.value, Fraction) and step.value > 0 else ""
    label, how = (how, "") if how and not step.label else (messages.step_words(step), how)
    return Said(label[:1].upper() + label[1:], minus + number, how, cited(step.cite or ""), total)
