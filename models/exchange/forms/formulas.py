"""A form's groups and totals as formulas over the cells of its items: sums, weights, the best of several, caps.

The order on every level is that of `rules.form.sheet` and `rules.form.bounds`: sum, rounding, caps of base and bonus,
base and bonus together, cap of penalties, floor. Where a stage counts what is stated, caps and floors stand aside there
and here. Only what is left to a spreadsheet is said here; what an item gives by its rule is a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from models.exchange.workbook_out import exactly
from models.rules.form.scoring import Counts, Form, Group, Item, Node
from models.rules.number.points import Rounding
from models.rules.words import NOT_ASSIGNED

_ARGUMENTS: Final = 200
"""Excel takes 255 in one function."""
_ROUND: Final = {"half-up": "ROUND({0},0)", "up": "ROUNDUP({0},0)", "down": "ROUNDDOWN({0},0)"}
_EVEN: Final = "IF(ABS(ABS({0})-INT(ABS({0}))-0.5)<0.00000001,2*ROUND({0}/2,0),ROUND({0},0))"
_NOISE: Final = 9
"""Decimals that are kept before a rounding: Excel's binary numbers carry no exact half."""


LACKS: Final = Decimal("-1E+98")
"""What a child of a one-of group brings that lacks something, so that it counts after all others."""
GONE: Final = Decimal("-1E+99")
"""What one brings that was not assigned, or holds nothing."""


class Three(NamedTuple):
    """Where the base, the bonus and the penalty of a node stand; "" where it has none."""

    base: str
    bonus: str = ""
    penalty: str = ""

    @property
    def value(self) -> str:
        """The node's points: base and bonus less penalty."""
        return f"{_sum([self.base, self.bonus])}-{_sum([self.penalty])}" if self.penalty else _sum(self[:2])


def number(value: Fraction) -> str:
    """A number as a formula writes it."""
    return format(exactly(value), "f")


def _sum(refs: Sequence[str]) -> str:
    said = [ref for ref in refs if ref]
    if not said:
        return "0"
    parts = [said[at : at + _ARGUMENTS] for at in range(0, len(said), _ARGUMENTS)]
    return "+".join(f"SUM({','.join(part)})" for part in parts)


def rounded(text: str, rounding: Rounding | None) -> str:
    """An expression rounded as the form says."""
    if rounding is None:
        return text
    step = number(rounding.step)
    steps = f"ROUND(({text})/{step},{_NOISE})"
    return f"{_ROUND.get(rounding.mode, _EVEN).format(steps)}*{step}"


def group_sums(
    form: Form, group: Group | None, at: Mapping[str, Three], lacks: Mapping[str, str], chosen: str = ""
) -> Three:
    """The three sums of a group's children (None: of the whole form), weighed and rounded, before any cap; `lacks`:
    where the count of a child's missing points stands, `chosen`: where the number of the one of several that counts
    does; without it each sum finds it for itself, which grows with the square of the children.
    """
    nodes = form.children(None if group is None else group.key)
    one_of = group is not None and group.one_of
    place_of = (chosen or first_best(nodes, at, lacks, best(nodes, at, lacks))) if one_of else ""
    found = []
    for place in range(3):
        text = _of_chosen(nodes, at, place, place_of) if one_of else _added(nodes, at, place)
        found.append(rounded(text, None if group is None else group.rounding))
    return Three(*found)


def _weighed(text: str, node: Node) -> str:
    return text if node.weight is None else f"{text}*{number(node.weight)}"


def _added(nodes: Sequence[Node], at: Mapping[str, Three], place: int) -> str:
    plain = [at[node.key][place] for node in nodes if node.weight is None and at[node.key][place]]
    weighed = [
        _weighed(f"SUM({at[node.key][place]})", node)
        for node in nodes
        if node.weight is not None and at[node.key][place]
    ]
    return "+".join(([_sum(plain)] if plain else []) + weighed) or "0"


def _brought(nodes: Sequence[Node], at: Mapping[str, Three], lacks: Mapping[str, str]) -> list[str]:
    """What each child of a one-of group brings with its weight. Children that lack something are passed over while one
    is whole, those that were not assigned while any other is there.
    """
    return [
        f"IF({lacks[node.key]}>0,{LACKS},IF({filled(at[node.key])},{_weighed(f'({at[node.key].value})', node)},{GONE}))"
        for node in nodes
        if any(at[node.key])
    ]


def best(nodes: Sequence[Node], at: Mapping[str, Three], lacks: Mapping[str, str]) -> str:
    """The most a child of a one-of group brings."""
    return f"MAX({','.join(_brought(nodes, at, lacks) or ['0'])})"


def first_best(nodes: Sequence[Node], at: Mapping[str, Three], lacks: Mapping[str, str], top: str) -> str:
    """The number, from 1, of the first child that brings the most; `top`: where the most stands, or what it is."""
    values = _brought(nodes, at, lacks)
    return f"MIN({','.join(f'IF({text}={top},{n},{len(values)})' for n, text in enumerate(values, 1)) or '1'})"


def _of_chosen(nodes: Sequence[Node], at: Mapping[str, Three], place: int, chosen: str) -> str:
    own = [
        _weighed(f"SUM({at[node.key][place]})", node) if at[node.key][place] else "0"
        for node in nodes
        if any(at[node.key])
    ]
    return f"CHOOSE({chosen},{','.join(own)})" if own else "0"


def filled(at: Three) -> str:
    """Whether a node gives anything: a number stands in its cells; without standard points, it was not said to be not
    assigned: what can only add or take points gives 0 where nothing is written.
    """
    refs = [ref for ref in at if ref]
    return f"COUNT({','.join(refs)})>0" if at.base else f'NOT(AND(ISTEXT({refs[0]}),{refs[0]}<>""))'


def bounded(node: Group | Form, own: Three, counts: Counts, whole: str) -> Three:
    """The sums of a group or the form under its caps and its floor; `own` is where the bare sums stand, or what they
    are. What bounds several sums together waits until all of them are there (`whole`: the formula that says so).
    """
    if counts == "stated":
        return own
    cap = node.cap if isinstance(node, Group) else None
    base = own.base if cap is None else f"MIN({own.base},{number(cap)})"
    bonus = own.bonus if node.bonus_cap is None else f"MIN({own.bonus},{number(node.bonus_cap)})"
    penalty = own.penalty or "0"
    if node.together_cap is not None:
        most = number(node.together_cap)
        kept, room = f"MIN({base},{most})", f"MIN({bonus},MAX({most}-MIN({base},{most}),0))"
        base, bonus = f"IF({whole},{kept},{base})", f"IF({whole},{room},{bonus})"
    if node.penalty_cap is not None:
        penalty = f"MIN({penalty},{number(node.penalty_cap)})"
    if node.floor is not None:
        left = f"MIN({penalty},({base})+({bonus})-({number(node.floor)}))"
        penalty = f"IF({whole},{left},{penalty})"
    return Three(base, bonus, penalty)


def whole(form: Form, group: Group | None, lacking: str, given: str) -> str:
    """Whether the sums of a group (None: of the form) are all there: nothing is missing, and where all under it can be
    not assigned, something was. What has no standard points is always there. `lacking`, `given`: where the counts of
    both stand.
    """
    under = [one for one in form.items() if group is None or group.key in form.path(one.key)]
    standard = all(item.max is not None and not item.bonus_only for item in under)
    return f"AND({lacking}=0,{given}>0)" if standard else f"{lacking}=0"


def total(form: Form, three: Three, lacking: str, *, capped: bool) -> str:
    """Base and bonus less penalty, rounded and (`capped`) under the form's ceiling; while something is missing what is
    there so far.
    """
    text = rounded(three.value, form.rounding)
    text = f"MIN({text},{number(form.cap)})" if capped and form.cap is not None else text
    return text if text == three.value else f"IF({lacking}=0,{text},{three.value})"


def missing(form: Form, group: Group | None, at: Mapping[str, str]) -> str:
    """How many standard points of a group's children are not there yet; `at`: a node's own count of them."""
    counts = [at[node.key] for node in form.children(None if group is None else group.key) if at.get(node.key)]
    if group is not None and group.one_of and counts:
        return f"IF(MIN({','.join(counts)})>0,1,0)"
    return "+".join(counts) or "0"


def leaf_missing(at: Three, *, bonus_only: bool, holds: str) -> str:
    """1 while a leaf's standard points are not there, or any of its points waits for an answer. An item that only gives
    bonus has none; at a stage that does not hold items something must be stated for it all the same.
    """
    waits = [f'{ref}="?"' for ref in at if ref]
    if not bonus_only:
        waits += [f'{at.base}=""'] if at.base else []
    elif holds != "items":
        waits.append("AND(" + ",".join(f'{ref}=""' for ref in at if ref) + ")")
    return f"IF(OR({','.join(waits)}),1,0)"


def leaf_assigned(node: Node, at: Three) -> str:
    """The most a leaf gives, 0 where its first cell says that it is not assigned."""
    if node.max is None or (isinstance(node, Item) and node.bonus_only):
        return "0"
    first = next(ref for ref in at if ref)
    return f'IF({first}="{NOT_ASSIGNED}",0,{number(node.max)})'


def assigned(form: Form, group: Group | None, at: Mapping[str, str]) -> str | None:
    """What was assigned of a group's children (None: of the form's), as `rules.form.sheet` has it; None where it is the
    group's own maximum, which no cell tells.
    """
    nodes = [node for node in form.children(None if group is None else group.key) if node.key in at]
    parts = [_weighed(f"({at[node.key]})", node) for node in nodes]
    if group is not None and group.max is not None and (group.one_of or _unsaid(nodes)):
        return None
    if group is not None and group.one_of:
        return f"MAX({','.join(parts)})"
    return "+".join(parts) or "0"


def _unsaid(nodes: Sequence[Node]) -> bool:
    return any(node.max is None and not (isinstance(node, Item) and node.bonus_only) for node in nodes)
