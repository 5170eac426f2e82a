"""An item made anew from what its sentences say: inputs, parts and bounds, one after another, and what had to be asked.

Here: the hands that make parts; a question is answered here or noted as open. Not here: which reading makes which part
(`proposal`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

from models.rules.form.model import Effect, InputSpec, InputType, Item, Part
from models.rules.number.points import ZERO, to_text

QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "floor": ("zero", "negative"),
    "band-ends": ("upper", "lower"),
    "band-gap": ("lower", "asked"),
    "band-open": ("zero", "asked"),
    "part-step": ("whole", "share"),
    "percent-of": ("target", "point"),
    "once-or-each": ("once", "each"),
    "unit-once": ("each", "once"),
    "sign": ("plus", "minus"),
    "several": ("heaviest", "sum"),
    "days": ("calendar", "working"),
    "day-off": ("moves", "stays"),
    "due-day": ("in", "out"),
    "over-100": ("capped", "bonus"),
    "lost-else": ("full", "by-hand"),
    "unmet": ("zero", "by-hand"),
    "both": ("both", "either"),
    "levels": ("highest", "sum"),
    "base-or-bonus": ("base", "bonus"),
    "who-leads": ("all",),
}
"""What a sentence may leave open, each with its answers; one answer serves the whole form. The first is what a proposal
shows until it is answered.
"""


class KeptByHand(Exception):
    """An answer says that a person goes on scoring the item: nothing is proposed."""


@dataclass
class Building:
    """One item on its way: what it was, the answers there are, and what has been made."""

    item: Item
    answers: Mapping[str, str]
    inputs: list[InputSpec] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    bounds: dict[str, Any] = field(default_factory=dict)
    needs: list[Mapping[str, object]] = field(default_factory=list)
    on_top: bool = False
    """Whether what is made now stands in the column of bonuses: it reaches no standard, it comes on top of it."""

    @property
    def standard(self) -> Fraction | None:
        return None if self.on_top else self.item.max

    def ask(self, key: str) -> str:
        """The answer to a question, the first one while it is open."""
        if key not in self.asked:
            self.asked.append(key)
        answer = self.answers.get(key, "")
        return answer if answer in QUESTIONS[key] else QUESTIONS[key][0]

    def open(self) -> tuple[str, ...]:
        """Questions that still wait for an answer."""
        return tuple(key for key in self.asked if self.answers.get(key) not in QUESTIONS[key])

    def doubt(self, key: str) -> None:
        """Note what no answer settles and somebody must look at."""
        if key not in self.doubts:
            self.doubts.append(key)

    # --- making -------------------------------------------------------------------------------------------------------

    def input(self, label: str, kind: InputType, unit: str = "", choices: Sequence[tuple[str, str]] = ()) -> str:
        """An input with this label, made once; its id."""
        label = label[:1].upper() + label[1:]
        for spec in self.inputs:
            if (spec.label, spec.type, spec.choices) == (label, kind, tuple(choices)):
                return spec.id
        taken = {spec.id for spec in (*self.item.inputs, *self.inputs)}
        number = len(self.inputs) + 1
        while f"i{number}" in taken:
            number += 1
        low = None if kind in ("yes-no", "choice", "checks") else ZERO
        self.inputs.append(InputSpec(f"i{number}", label, kind, unit, tuple(choices), low))
        return f"i{number}"

    def part(self, effect: Effect, kind: str, params: Mapping[str, object], **said: Any) -> None:
        """A part with the next free id."""
        taken = {part.id for part in (*self.item.parts, *self.parts)}
        number = len(self.parts) + 1
        while f"r{number}" in taken:
            number += 1
        self.parts.append(Part(f"r{number}", effect, kind, params, **said))

    def column(self, effect: Effect) -> Part | None:
        """The part by hand that a number column of the table made for this effect."""
        return next((part for part in self.item.parts if part.effect == effect), None)

    def bound(self, effect: Effect, cap: Fraction | None) -> Fraction | None:
        """The bound of what an effect can give: the sentence's, else its number column's; both must agree."""
        column = self.column(effect)
        printed = column.cap if column is not None else None
        if cap is not None and printed is not None and cap != printed:
            self.doubt("cap-differs")
        return cap if cap is not None else printed

    def made(self) -> Item:
        """The item with its new parts in the place of those by hand of the same effects."""
        effects = {part.effect for part in self.parts}
        kept = [part for part in self.item.parts if part.effect not in effects]
        parts = [self._needing(part) for part in (*self.parts, *kept)]
        alone = self.item.bonus_only or (self.standard is None and not any(part.effect == "base" for part in parts))
        read = {name for part in kept for name in (part.params.get("input"),) if isinstance(name, str)}
        inputs = [spec for spec in self.item.inputs if spec.id in read]
        return replace(self.item, parts=tuple(parts), inputs=(*inputs, *self.inputs), bonus_only=alone, **self.bounds)

    def _needing(self, part: Part) -> Part:
        if not self.needs:
            return part
        return replace(part, needs=self.needs[0] if len(self.needs) == 1 else {"all": list(self.needs)})


def number(value: Fraction) -> str:
    """A number as a spec keeps it."""
    return to_text(value)
