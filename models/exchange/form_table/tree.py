"""The tree of a table: lines with their depths made into groups and items, with sums, alternatives and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from models.exchange.cells.model import Workbook
from models.exchange.form_table import levels, phrases
from models.exchange.form_table.model import Corrections, Line, Nature, Said, SumState, TreeNode, Why
from models.rules.form.wordings.columns import in_column


@dataclass(slots=True)
class Branch:
    """A node while it is built."""

    line: Line
    nature: Nature
    worth: Fraction | None
    children: list[Branch] = field(default_factory=list)
    rules: list[tuple[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """The same sentences as the item keeps them: with the column they stand in."""
    evidence: list[str] = field(default_factory=list)
    scorer: str = ""

    @property
    def amount(self) -> Fraction | None:
        """Its points; of two values the letters may mean, the one its parts add up to."""
        point = self.line.max
        if point is None:
            return None
        return point.other if point.other is not None and point.other == self.inner else point.amount

    @property
    def inner(self) -> Fraction | None:
        """What its parts of the same nature add up to."""
        worth = [child.worth for child in self.children if child.nature == self.nature]
        known = [one for one in worth if one is not None]
        return sum(known, Fraction(0)) if known else None


def moved(nodes: Sequence[Line], depths: Sequence[int], fixed: Corrections) -> list[int]:
    """The depths after the moves of a person: a line with all below it, one level in or out; what cannot be is left."""
    found = list(depths)
    by_place = {line.place: at for at, line in enumerate(nodes) if not line.from_group}
    for place, move in fixed.moves:
        at = by_place.get(place)
        if at is None:
            continue
        end = at + 1
        while end < len(found) and found[end] > found[at]:
            end += 1
        highest = found[at - 1] + 1 if at else 0
        step = 1 if move == "in" else -1
        if 0 <= found[at] + step <= highest:
            for each in range(at, end):
                found[each] += step
            nodes[at].whys[:] = [Why("by-hand")]
    return found


def without_words(nodes: list[Line], depths: list[int]) -> bool:
    """Turn nodes that score nothing under one that does into its sentences; whether there was one."""
    above = levels.parents(depths)
    for at in reversed(range(len(nodes))):
        line, up = nodes[at], above[at]
        if line.scored or line.mark or up < 0 or at in above or not nodes[up].scored or "weight" in line.points:
            continue
        if line.shared or any(nodes[each].scored and _alike(nodes[each], line) for each in _beside(above, at)):
            continue
        line.kind = "sentence"
        del nodes[at], depths[at]
        return True
    return False


def _beside(above: Sequence[int], at: int) -> list[int]:
    return [each for each, up in enumerate(above) if up == above[at] and each != at]


def _alike(line: Line, other: Line) -> bool:
    """Whether two lines are numbered in one style: where one scores, the other is no mere sentence."""
    return line.code is not None and other.code is not None and line.code.style == other.code.style


def lone_alternative(nodes: list[Line], depths: list[int]) -> bool:
    """Turn the one alternative under an item into its sentence: the item's own words are the other one."""
    above = levels.parents(depths)
    for at, line in enumerate(nodes):
        up = above[at]
        if line.alternative and not line.mark and up >= 0 and above.count(up) == 1 and at not in above:
            line.kind = "sentence"
            del nodes[at], depths[at]
            return True
    return False


def grow(nodes: Sequence[Line], depths: Sequence[int], lines: Sequence[Line]) -> list[Branch]:
    """The branches of the table from the outermost, each with the sentences that stand on it."""
    above = levels.parents(depths)
    kinds = levels.natures(nodes, above)
    worth = levels.reached(nodes, above, kinds)
    branches = [Branch(line, kinds[at], worth[at]) for at, line in enumerate(nodes)]
    for at, up in enumerate(above):
        if up >= 0:
            branches[up].children.append(branches[at])
    by_line = {id(branch.line): branch for branch in branches}
    last: Branch | None = None
    for line in lines:
        last = by_line.get(id(line), last)
        if last is not None and line.kind in ("node", "sentence"):
            _say(last, line)
    return [branches[at] for at, up in enumerate(above) if up < 0]


def every(branches: Sequence[Branch]) -> Iterator[Branch]:
    """All branches in printed order."""
    for branch in branches:
        yield branch
        yield from every(branch.children)


def _say(branch: Branch, line: Line) -> None:
    """Put the words of a line on the node they belong to."""
    if line.kind == "sentence" and line.title_cell is not None and line.title and not line.goes_on:
        text = line.title_cell.text
        if line.alternative:
            text = f"Hoặc {text}"
        if line.max is not None:
            text = f"{text}: {line.max.cell.text} điểm"
        branch.rules.append((line.title_cell.address, text))
        branch.told.append(text)
    for said in line.said:
        if said.role == "evidence" and not phrases.says_points(said.text):
            branch.evidence.append(said.text)
        elif said.role == "scorer":
            branch.scorer = branch.scorer or said.text
        elif _is_rule(line, said):
            branch.rules.append((said.cell.address, said.text))
            branch.told.append(in_column(said.text, said.column))


def _is_rule(line: Line, said: Said) -> bool:
    """Whether words of a line are a sentence: notes only where they speak of points, a title is taken whole."""
    if line.kind == "sentence" and said.role == "title":
        return False
    return said.role != "note" or phrases.scores(said.text)


def state_of(branch: Branch, one_of: bool) -> SumState | None:
    """How the points of a group and of its parts go together; None for an item."""
    if not branch.children:
        return None
    if branch.amount is None:
        return "missing"
    if one_of:
        return "one-of"
    if branch.inner == branch.amount or _weights_hold(branch):
        return "equal"
    if branch.nature != "standard":
        return "cap"
    return "cap" if branch.inner is not None and branch.inner > branch.amount and _capped(branch) else "differs"


def _weighted(branch: Branch) -> bool:
    return any("weight" in child.line.points for child in branch.children)


def _weights_hold(branch: Branch) -> bool:
    """Whether the weights of the parts add up to the group's, or to the whole of it: their points then need not."""
    amounts = [point.amount for child in branch.children if (point := child.line.points.get("weight"))]
    own = branch.line.points.get("weight")
    whole = {Fraction(100), own.amount if own is not None else None}
    return bool(amounts) and sum((one for one in amounts if one is not None), Fraction(0)) in whole


def _capped(branch: Branch) -> bool:
    point = branch.line.max
    return phrases.cap_of(branch.line.title) is not None or (point is not None and point.form == "most")


def looks_one_of(branch: Branch) -> bool:
    """Whether only the best of a group's parts counts: said in words, or the highest of them is its points."""
    if len(branch.children) < 2 or _weighted(branch):
        return False
    worth = [child.worth for child in branch.children if child.worth is not None]
    if any(child.line.alternative for child in branch.children):
        return branch.amount is None or max(worth, default=None) == branch.amount
    if branch.amount is None or not worth or branch.nature != "standard":
        return False
    said = phrases.says_one_of(branch.line.title) or any(phrases.says_one_of(text) for _, text in branch.rules)
    return max(worth) == branch.amount != branch.inner and (said or len(worth) == len(branch.children))


def node_of(branch: Branch, book: Workbook, fixed: Corrections) -> TreeNode:
    """The finished node."""
    line = branch.line
    page = book.pages[line.place.page].name
    one_of = looks_one_of(branch) and fixed.answers.get(f"one-of@{page}!{_address(line)}", "one-of") == "one-of"
    point = line.max
    column = {role: point.amount for role, point in line.points.items() if role in ("bonus", "penalty", "weight")}
    group = bool(branch.children) or line.mark == "heading"
    return TreeNode(
        line.place,
        page,
        "group" if group else "item",
        line.code.text if line.code else line.bullet if _bullet_is_code(line) else "",
        line.title,
        branch.nature,
        branch.amount,
        point.cell.address if point else "",
        column.get("bonus"),
        column.get("penalty"),
        column.get("weight"),
        state_of(branch, one_of),
        branch.inner if branch.children else None,
        one_of,
        point is not None and point.form == "computed",
        "\n".join(branch.told),
        tuple(branch.rules),
        "\n".join(branch.evidence),
        branch.scorer,
        tuple(_whys(branch, one_of)),
        tuple(node_of(child, book, fixed) for child in branch.children),
        line.from_group,
        _address(line),
        not group and branch.nature == "standard" and point is not None and phrases.is_start(line.title),
    )


def _address(line: Line) -> str:
    return line.title_cell.address if line.title_cell is not None else ""


def _bullet_is_code(line: Line) -> bool:
    """A dash in the column of codes is printed as one; a dash before a title is none."""
    return any(role == "code" and cell.text.strip() == line.bullet for role, cell in line.cells)


def _whys(branch: Branch, one_of: bool) -> list[Why]:
    line = branch.line
    found = list(line.whys)
    if line.code is not None:
        found.append(Why("numbering", line.code.text))
    elif line.bullet:
        found.append(Why("bullet", line.bullet))
    elif line.indent:
        found.append(Why("indent"))
    if branch.children and branch.amount is not None and branch.inner == branch.amount:
        found.append(Why("sum", str(branch.amount)))
    if one_of:
        found.append(Why("one-of"))
    if branch.children and line.bold and Why("bold") not in found:
        found.append(Why("bold"))
    if any(cell for role, cell in line.cells if role == "title" and line.wide):
        found.append(Why("merge"))
    return list(dict.fromkeys(found))
