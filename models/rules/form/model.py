"""The shapes of a scoring form, of what a sheet says and of what an assessment gives.

Here: frozen data and how to find one's way in a form. Not here: any arithmetic (`scoring_item`, `scoring_sheet`), the
reading of stored rows (`scoring_spec`), what a part kind does (`criteria`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeAlias

from models.rules.form.steps import Step
from models.rules.number.points import Rounding, Value
from models.rules.number.questions import Question

Effect: TypeAlias = Literal["base", "bonus", "penalty"]
EFFECTS: Final[tuple[Effect, ...]] = ("base", "bonus", "penalty")
Counts: TypeAlias = Literal["stated", "caps", "rule"]
COUNTS: Final[tuple[Counts, ...]] = ("stated", "caps", "rule")
InputType: TypeAlias = Literal["points", "count", "figure", "percent", "date", "yes-no", "choice", "checks"]
INPUT_TYPES: Final[tuple[InputType, ...]] = (
    "points",
    "count",
    "figure",
    "percent",
    "date",
    "yes-no",
    "choice",
    "checks",
)
InputValue: TypeAlias = Fraction | bool | str | tuple[bool, ...]
NONE: Final = "none"
"""The value of a date input for something that was not done at all; an absent input is only not yet known."""
FORM_NODE: Final = ""
"""The node key that stands for the whole form: excess over its caps, and the cell of a stage that holds only totals."""


@dataclass(frozen=True)
class InputSpec:
    """One thing a rule must know: a number, a date, a yes or no, one of `choices`, or a tick per label (`checks`).

    `optional`: as a case it did not happen where another is told. `left`: it may be left whatever the kind, and then
    stands for nothing (0, no, not done) as soon as the item has another input, or all of its inputs may be left.
    """

    id: str
    label: str
    type: InputType
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    optional: bool = False
    left: bool = False


@dataclass(frozen=True)
class Part:
    """One way an item earns or loses points: an effect, a kind of `criteria`, its parameters as stored, cap and
    conditions.

    Amounts are positive; the effect `penalty` is what subtracts. `needs` is "full-base", or a test of the item's
    inputs. Of parts with one `one_of` word only the best counts. `code` is what the table prints before it, `printed`
    what it prints in its columns.
    """

    id: str
    effect: Effect
    kind: str
    params: Mapping[str, object] = field(default_factory=dict)
    cap: Fraction | None = None
    floor: Fraction | None = None
    needs: str | Mapping[str, object] | None = None
    one_of: str | None = None
    rounding: Rounding | None = None
    label: str = ""
    cite: str = ""
    code: str = ""
    printed: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """A leaf of the form: its standard (`max`) and its parts. The base is capped at `base_cap`, else at `max`;
    `together_cap` bounds base and bonus added up.

    `floor` bounds the item's points below by letting penalties bite less; without one an item may go negative. An item
    without base part takes its base by hand, unless it is `bonus_only`.
    """

    key: str
    code: str = ""
    title: str = ""
    parent: str | None = None
    max: Fraction | None = None
    parts: tuple[Part, ...] = ()
    inputs: tuple[InputSpec, ...] = ()
    base_cap: Fraction | None = None
    bonus_cap: Fraction | None = None
    penalty_cap: Fraction | None = None
    together_cap: Fraction | None = None
    floor: Fraction | None = None
    weight: Fraction | None = None
    rounding: Rounding | None = None
    scorer: str = ""
    evidence: str = ""
    rule_text: str = ""
    bonus_only: bool = False
    printed: Mapping[str, Fraction] = field(default_factory=dict)

    def part(self, key: str) -> Part | None:
        """The part with this id, None when this version has none."""
        return next((part for part in self.parts if part.id == key), None)

    def input(self, key: str) -> InputSpec | None:
        """The input with this id, None when no part asks for it."""
        return next((spec for spec in self.inputs if spec.id == key), None)


@dataclass(frozen=True)
class Group:
    """An inner node: `cap` bounds the sum of its bases, `bonus_cap` that of its bonuses, `together_cap` both added up,
    `penalty_cap` what is taken off, `floor` what is left; with `one_of` only the best child counts.
    """

    key: str
    code: str = ""
    title: str = ""
    parent: str | None = None
    max: Fraction | None = None
    cap: Fraction | None = None
    bonus_cap: Fraction | None = None
    together_cap: Fraction | None = None
    penalty_cap: Fraction | None = None
    floor: Fraction | None = None
    one_of: bool = False
    rounding: Rounding | None = None
    weight: Fraction | None = None
    scorer: str = ""
    evidence: str = ""
    rule_text: str = ""
    printed: Mapping[str, Fraction] = field(default_factory=dict)


Node: TypeAlias = Group | Item


@dataclass(frozen=True)
class Line:
    """A printed line without points (a condition that rules a unit out); `under` is the node it stands in."""

    code: str
    text: str
    under: str | None = None


@dataclass(frozen=True)
class Form:
    """One version of a form; `nodes` in printed order, each parent before its children. `cap` bounds the total, the
    other caps and the floor what those of a group do.
    """

    key: str
    name: str
    version: int = 1
    total: Fraction | None = None
    bonus_cap: Fraction | None = None
    cap: Fraction | None = None
    rounding: Rounding | None = None
    nodes: tuple[Node, ...] = ()
    lines: tuple[Line, ...] = ()
    together_cap: Fraction | None = None
    penalty_cap: Fraction | None = None
    floor: Fraction | None = None

    @cached_property
    def _by_key(self) -> dict[str, Node]:
        return {node.key: node for node in self.nodes}

    @cached_property
    def _children(self) -> dict[str | None, tuple[Node, ...]]:
        found: dict[str | None, list[Node]] = {}
        for node in self.nodes:
            found.setdefault(node.parent, []).append(node)
        return {parent: tuple(nodes) for parent, nodes in found.items()}

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return tuple(node for node in self.nodes if isinstance(node, Item))

    @cached_property
    def groups_inside_out(self) -> tuple[Group, ...]:
        """Groups with every group inside them before them."""
        return tuple(node for node in reversed(self.nodes) if isinstance(node, Group))

    def items(self) -> tuple[Item, ...]:
        """The leaves in printed order."""
        return self._items

    def children(self, key: str | None) -> tuple[Node, ...]:
        """What stands directly under a node (None: at the top), in printed order."""
        return self._children.get(key, ())

    def find(self, key: str) -> Node | None:
        """The node with this key, or None."""
        return self._by_key.get(key)

    def node(self, key: str) -> Node:
        """The node with this key; KeyError when the form has none."""
        return self._by_key[key]

    @cached_property
    def _codes(self) -> Counter[str]:
        return Counter(node.code for node in self.nodes if node.code)

    def called(self, key: str) -> str:
        """What people call a node: its printed code, with the codes above it where several nodes have it ("I › 1"),
        else its title.
        """
        node = self._by_key[key]
        if not node.code:
            return node.title
        if self._codes[node.code] == 1:
            return node.code
        above = [self._by_key[group].code for group in reversed(self.path(key))]
        return " › ".join(code for code in (*above, node.code) if code)

    def path(self, key: str) -> tuple[str, ...]:
        """Keys of the groups above a node, innermost first."""
        above: list[str] = []
        parent = self._by_key[key].parent
        while parent is not None:
            above.append(parent)
            parent = self._by_key[parent].parent
        return tuple(above)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one sheet says of one node: points as the paper states them (by effect or part id), inputs of its rules, or
    "không giao".

    `stated` numbers are positive, penalties too. `estimated` names inputs whose figure is not official yet. `broken`
    names the points and inputs that stand in the book and cannot be read; they are neither stated nor entered. `begun`
    is false on a sheet that says nothing of any node: nobody left anything there yet.
    """

    node: str
    stated: Mapping[str, Fraction] = field(default_factory=dict)
    inputs: Mapping[str, InputValue] = field(default_factory=dict)
    estimated: frozenset[str] = frozenset()
    not_assigned: bool = False
    note: str = ""
    broken: tuple[str, ...] = ()
    begun: bool = True


ExcessKind: TypeAlias = Literal["over-cap", "no-such-part", "one-of", "condition"]


@dataclass(frozen=True, slots=True)
class Excess:
    """Points above what the form allows: where (node key, "" the form), in which part, why, and by how much.

    `of` says which number overshoots: the one the paper states, or the one the rule computes before its cap.
    """

    where: str
    part: Effect
    kind: ExcessKind
    stated: Fraction
    allowed: Fraction
    excess: Fraction
    label: str = ""
    of: Literal["stated", "computed"] = "stated"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """The assessment of one item. `stated` and `computed` stand side by side by effect; `tree` makes `value`.

    `questions` must be answered before the value is a number; `waiting` names units whose figures a comparison still
    lacks; `accepted` is the key of the decision that lets a stated number above the rule stand.
    """

    item: str
    value: Value
    base: Value
    bonus: Value
    penalty: Value
    stated: Mapping[str, Fraction]
    computed: Mapping[str, Value]
    excesses: tuple[Excess, ...]
    tree: Step
    questions: tuple[Question, ...] = ()
    estimated: frozenset[str] = frozenset()
    blank: bool = False
    waiting: tuple[str, ...] = ()
    accepted: str | None = None
