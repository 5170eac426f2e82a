"""How deep each node stands. Levels belong to styles of numbering and of dress, not to lines; where the styles can be
read in more than one way, every way is tried on the whole table and the sums decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Final, NamedTuple

from models.exchange.form_table import codes, phrases
from models.exchange.form_table.model import Line, Nature
from models.exchange.form_table.points import Ref

Depths = tuple[int, ...]
Dress = tuple[int, ...]
MISMATCH: Final = 3
TOTAL: Final = 4
BREAK: Final = 2
UNSCORED: Final = 2
DISORDER: Final = 1
EQUAL: Final = -2
MOST_STEPS: Final = 5_000
MOST_BY_SUMS: Final = 120
"""Longer tables without numbering and dress are not read by their sums alone."""


class Ways(NamedTuple):
    """One way to tell styles apart: lines without a code by these features, numbers by bold, "a)" from "a."."""

    dress: str
    bold: bool
    ends: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The depths that were chosen; `rivals` are other readings just as good."""

    depths: Depths
    rivals: tuple[Depths, ...]


def choose(
    nodes: Sequence[Line],
    total: Fraction | None,
    summed: Callable[[Line], frozenset[Ref]],
    below: int | None = None,
) -> Chosen:
    """The best reading of the whole table. `total` is what its last line says, `summed` the cells a line's formula
    adds, `below` the first node under the line of the total: of equal readings the one in which it belongs to nothing
    above that line.
    """
    found: dict[Depths, int] = {}
    refs = [summed(line) for line in nodes]
    for depths in _candidates(nodes, total):
        if depths not in found:
            found[depths] = weigh(nodes, depths, total, refs)
    best = min(found.values(), default=0)
    same = [depths for depths, weight in found.items() if weight == best]
    if not same:
        return Chosen((), ())
    if below is not None:
        same = [depths for depths in same if depths[below] == 0] or same
    if total is None and not any(same[0]):
        same += _one_group(nodes)
    return Chosen(same[0], tuple(same[1:]))


def _one_group(nodes: Sequence[Line]) -> list[Depths]:
    """The flat table without a total whose first line is what all others add up to: a group, or chance."""
    amounts = [line.max.amount for line in nodes if line.max is not None and line.max.amount is not None]
    whole = len(amounts) == len(nodes) > 2 and amounts[0] == sum(amounts[1:])
    return [(0, *[1] * (len(nodes) - 1))] if whole else []


def _candidates(nodes: Sequence[Line], total: Fraction | None) -> Iterator[Depths]:
    for way in product(("ibc", "bc", "b", "i", ""), (False, True), (True, False), (False, True)):
        yield _depths(nodes, Ways(*way))
    if len({(line.code.style if line.code else "") for line in nodes}) == 1:
        yield from _by_sums(nodes, total)


# --- one way ----------------------------------------------------------------------------------------------------------


def _dress(line: Line, way: Ways) -> Dress:
    """Less is further out."""
    return (
        line.indent if "i" in way.dress else 0,
        int(not line.caps) if "c" in way.dress else 0,
        int(not line.bold) if "b" in way.dress else 0,
    )


def _style(line: Line, way: Ways) -> tuple[str, Dress | None]:
    if line.from_group:
        return f"group-column{line.group_level}", None
    if line.code is not None:
        style = line.code.style if way.ends else line.code.style.rstrip(")")
        return f"{style}|{int(line.bold)}" if way.bold else style, None
    if line.bullet:
        return f"bullet{line.bullet}", None
    return "none", _dress(line, way)


def _depths(nodes: Sequence[Line], way: Ways) -> Depths:
    """A stack of open styles: a style that is open again closes what is inside it, a new one opens inside the last."""
    open_ones: list[tuple[str, Dress | None, int]] = []
    found: list[int] = []
    hang = _hanging(nodes, way)
    for place, line in enumerate(nodes):
        style, dress = _style(line, way)
        at = next((level for level, one in enumerate(open_ones) if one[:2] == (style, dress)), None)
        section = way.again and line.code is None and _heads_section(nodes, place)
        if section and open_ones:
            at, style = 0, "section"
        elif line.from_group:
            at = min(line.group_level, len(open_ones))
        elif way.again and _begins_again(nodes, place, open_ones, style):
            at, style = None, f"{style}'"
        elif way.again and (inner := _inner(nodes, place, open_ones, style)) is not None:
            at, style = inner, f"{style}'"
        elif place in hang:
            at = len(open_ones) if hang[place] == "child" else len(open_ones) - 1
            sign = line.bullet if way.ends else ""
            named = f"hung{sign}"
            at = next((n for n, one in enumerate(open_ones) if one[0] == named), at)
            style = named if hang[place] == "child" else open_ones[-1][0]
        elif at is None and _of_another_section(style, open_ones):
            at = 0
        elif at is None and style == "none":
            while open_ones and open_ones[-1][0] == "none" and (open_ones[-1][1] or ()) > (dress or ()):
                open_ones.pop()
        depth = len(open_ones) if at is None else at
        del open_ones[depth:]
        open_ones.append((style, dress, place))
        found.append(depth)
    return tuple(found)


def _of_another_section(style: str, open_ones: Sequence[tuple[str, object, int]]) -> bool:
    """Whether a code of several parts is as deep as an open one and begins with another kind ("T.1" after "IV.4"): it
    belongs to a section that has no line of its own.
    """
    deep, _, _ = style.partition(":")
    return deep.startswith("dotted") and any(one[0].partition(":")[0] == deep for one in open_ones)


def _hanging(nodes: Sequence[Line], way: Ways) -> dict[int, str]:
    """Lines without a code that follow a numbered one: its parts, its alternatives, or a criterion beside it."""
    found: dict[int, str] = {}
    outer = next(((_style(line, way)) for line in nodes), ("", None))
    place = 1
    while place < len(nodes):
        owner, line = nodes[place - 1], nodes[place]
        if owner.code is None or line.code is not None or line.from_group or _style(line, way) == outer:
            place += 1
            continue
        end = place
        while end < len(nodes) and nodes[end].code is None and not nodes[end].from_group:
            if _style(nodes[end], way) == outer or _heads(nodes, end):
                break
            end += 1
        found |= dict.fromkeys(range(place, end), _hangs(owner, nodes[place:end]))
        place = max(end, place + 1)
    return found


def _heads_section(nodes: Sequence[Line], place: int) -> bool:
    """Whether words that add or take off points stand before a numbering that begins anew."""
    after = nodes[place + 1].code if place + 1 < len(nodes) else None
    return after is not None and after.value == 1 and phrases.nature_of(nodes[place].title) is not None


def _heads(nodes: Sequence[Line], place: int) -> bool:
    """Whether a line without code and points, or bold above plain, stands before a numbering that begins."""
    after = nodes[place + 1] if place + 1 < len(nodes) else None
    begins = after is not None and after.code is not None and after.code.value == 1
    return begins and not nodes[place].bullet


def _hangs(owner: Line, run: Sequence[Line]) -> str:
    amounts = [line.max.amount for line in run if line.max is not None and line.max.amount is not None]
    said = owner.max.amount if owner.max is not None else None
    if said is None or any(line.alternative for line in run) or any(line.bullet for line in run):
        return "child"
    return "child" if amounts and said in (sum(amounts), max(amounts)) else "sibling"


def _value(line: Line) -> int:
    return line.code.value if line.code is not None else 0


def _begins_again(nodes: Sequence[Line], place: int, open_ones: Sequence[tuple[str, object, int]], style: str) -> bool:
    """A numbering that begins anew right under a line of its own style."""
    if _value(nodes[place]) != 1 or not open_ones or open_ones[-1][0] != style:
        return False
    return open_ones[-1][2] == place - 1 and any(_value(line) > 1 for line in nodes[place + 1 : place + 3])


def _inner(nodes: Sequence[Line], place: int, open_ones: Sequence[tuple[str, object, int]], style: str) -> int | None:
    """The level of an inner numbering of the same style that this line goes on with; None where it goes back."""
    level = next((n for n, one in enumerate(open_ones) if one[0] == f"{style}'"), None)
    if level is None or _value(nodes[place]) != _value(nodes[open_ones[level][2]]) + 1:
        return None
    owner = open_ones[level - 1][2]
    said = nodes[owner].max
    inner = nodes[owner + 1 : place]
    amounts = [line.max.amount for line in inner if line.max is not None and line.max.amount is not None]
    full = said is not None and said.amount is not None and sum(amounts) == said.amount
    return None if full and _value(nodes[place]) == _value(nodes[owner]) + 1 else level


# --- nothing but sums -------------------------------------------------------------------------------------------------


def _by_sums(nodes: Sequence[Line], total: Fraction | None) -> Iterator[Depths]:
    """Two levels by sums alone: outer lines are what the lines under them add up to, or stand alone. At most two such
    readings; a table without a total is read so only where all its lines go into two groups or more.
    """
    amounts = [line.max.amount for line in nodes if line.max is not None and line.max.amount is not None]
    if len(amounts) < len(nodes):
        return
    for alone in (False, True) if total is not None else (False,):
        found: list[Depths] = []
        _walk(amounts, 0, total, (), alone, found, [MOST_STEPS])
        if found:
            yield from (depths for depths in found if total is not None or depths.count(0) > 1)
            return


def _walk(
    amounts: Sequence[Fraction],
    place: int,
    left: Fraction | None,
    depths: Depths,
    alone: bool,
    found: list[Depths],
    steps: list[int],
) -> None:
    """Go on from a line with so much of the total left; each way that uses up the total is a reading. `steps` holds how
    many more are tried.
    """
    steps[0] -= 1
    if len(found) > 1 or steps[0] < 0 or len(depths) > MOST_BY_SUMS or (left is not None and left < 0):
        return
    if place == len(amounts):
        if not left and 1 in depths:
            found.append(depths)
        return
    said, inner = amounts[place], Fraction(0)
    rest = None if left is None else left - said
    for end in range(place + 1, len(amounts)):
        inner += amounts[end]
        if inner == said and end > place + 1:
            _walk(amounts, end + 1, rest, (*depths, 0, *[1] * (end - place)), alone, found, steps)
        if inner > said:
            break
    if alone:
        _walk(amounts, place + 1, rest, (*depths, 0), alone, found, steps)


# --- how good a reading is --------------------------------------------------------------------------------------------


def parents(depths: Sequence[int]) -> list[int]:
    """The line each line stands under (-1: none)."""
    found: list[int] = []
    path: list[tuple[int, int]] = []
    for place, depth in enumerate(depths):
        while path and path[-1][0] >= depth:
            path.pop()
        found.append(path[-1][1] if path else -1)
        path.append((depth, place))
    return found


def natures(nodes: Sequence[Line], above: Sequence[int]) -> list[Nature]:
    """Whether each line adds to the standard, is a bonus or takes off: by its words, its sign, its columns, or by what
    it stands under.
    """
    signed = [line.max.sign for line in nodes if line.max is not None]
    plus = not all(sign == "+" for sign in signed)
    found: list[Nature] = []
    for place, line in enumerate(nodes):
        own = line.nature or phrases.nature_of(line.title) or _own_nature(line, plus)
        up = above[place]
        found.append(own or (found[up] if up >= 0 else "standard"))
    return _lifted(nodes, above, found)


def _own_nature(line: Line, plus: bool) -> Nature | None:
    if line.max is not None:
        return "penalty" if line.max.sign == "-" else "bonus" if line.max.sign == "+" and plus else None
    columns = {role for role, point in line.points.items() if point.amount is not None and role != "weight"}
    columns |= {one.role for one in line.said if one.role in ("bonus", "penalty")}
    if columns == {"bonus"}:
        return "bonus"
    return "penalty" if columns == {"penalty"} else None


def _lifted(nodes: Sequence[Line], above: Sequence[int], found: list[Nature]) -> list[Nature]:
    """A group without points of its own is of the nature all its parts have."""
    inner: list[set[Nature]] = [set() for _ in nodes]
    for place in reversed(range(len(nodes))):
        if len(inner[place]) == 1 and nodes[place].max is None and inner[place] != {"standard"}:
            found[place] = next(iter(inner[place]))
        if above[place] >= 0:
            inner[above[place]].add(found[place])
    return found


def reached(nodes: Sequence[Line], above: Sequence[int], kinds: Sequence[Nature]) -> list[Fraction | None]:
    """What each line is worth: its points, else what its parts of the same nature add up to."""
    worth: list[Fraction | None] = [line.max.amount if line.max else None for line in nodes]
    inner: list[list[Fraction]] = [[] for _ in nodes]
    for place in reversed(range(len(nodes))):
        if worth[place] is None and inner[place]:
            worth[place] = sum(inner[place], Fraction(0))
        up, value = above[place], worth[place]
        if up >= 0 and value is not None and kinds[up] == kinds[place]:
            inner[up].append(value)
    return worth


def weigh(nodes: Sequence[Line], depths: Depths, total: Fraction | None, refs: Sequence[frozenset[Ref]]) -> int:
    """How much speaks against a reading: sums that do not hold, numbering that breaks, leaves nobody can score."""
    above = parents(depths)
    kinds = natures(nodes, above)
    worth = reached(nodes, above, kinds)
    children: list[list[int]] = [[] for _ in nodes]
    top: list[int] = []
    for place, up in enumerate(above):
        (children[up] if up >= 0 else top).append(place)
    against = _numbering(nodes, top) + sum(_numbering(nodes, each) for each in children)
    for place, line in enumerate(nodes):
        same = [child for child in children[place] if kinds[child] == kinds[place]]
        if children[place]:
            against += _sum_holds(
                line, [worth[child] for child in same], [nodes[child] for child in same], kinds[place]
            )
            against += _formula(line, refs[place], [nodes[child] for child in children[place]])
            against += DISORDER * sum(_dressed_out(line, nodes[child]) for child in children[place])
        elif not line.scored and "weight" not in line.points:
            against += UNSCORED
    if total is not None:
        said = [worth[place] for place in top if kinds[place] == "standard"]
        against += EQUAL if sum((one for one in said if one), Fraction(0)) == total else TOTAL
    return against


def _sum_holds(line: Line, worth: Sequence[Fraction | None], parts: Sequence[Line], nature: Nature) -> int:
    amounts = [one for one in worth if one is not None]
    if line.max is None or not amounts or nature != "standard":
        return 0
    said = {line.max.amount, line.max.other}
    if sum(amounts) in said:
        return EQUAL
    if len(amounts) > 1 and max(amounts) in said:
        return EQUAL if any(part.alternative for part in parts) else 0
    return MISMATCH


def _formula(line: Line, refs: frozenset[Ref], parts: Sequence[Line]) -> int:
    """A formula that adds its parts says where they are."""
    if not refs:
        return 0
    held = {(part.max.cell.line, part.max.cell.column) for part in parts if part.max is not None}
    named = {(number, place) for _, number, place in refs}
    return EQUAL if held and held <= named else MISMATCH


def _numbering(nodes: Sequence[Line], siblings: Sequence[int]) -> int:
    """How often a numbering breaks among lines that stand beside each other."""
    against = 0
    last: dict[str, int] = {}
    for place in siblings:
        code = nodes[place].code
        if code is None:
            continue
        style = code.style.rstrip(")")
        before = last.get(style)
        if before is not None and code.value != before + 1:
            letters = "upper" in style or "lower" in style
            against += 0 if letters and codes.follows_letter(before, code.value) else BREAK
        last[style] = code.value
    return against + (BREAK // 2) * max(len(last) - 1, 0)


def _dressed_out(line: Line, part: Line) -> bool:
    """Whether a part is dressed like something further out than what it stands under."""
    return (
        (part.bold and not line.bold)
        or (part.caps and not line.caps and line.code is None)
        or (part.indent < line.indent)
    )
