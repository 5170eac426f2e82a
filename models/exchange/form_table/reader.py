"""Reads a workbook as a table of criteria: finds it, reads its lines, chooses the levels, builds the tree, names what
is open and ends every cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from models.exchange.cells.model import FORMULA, Cell, Workbook
from models.exchange.form_table import codes, kinds, layout, levels, points, tree
from models.exchange.form_table.asking import Asking
from models.exchange.form_table.filled import Filled, proven, stated
from models.exchange.form_table.filled import filled as scores
from models.exchange.form_table.layout import Head, Table
from models.exchange.form_table.lines import Reader, untitled
from models.exchange.form_table.model import NUMBERS, Corrections, FormReading, Line, LineRead, Place, Point
from models.exchange.form_table.phrases import cap_of, is_note, is_total, points_in, start_of, total_of
from models.exchange.form_table.points import Ref
from models.exchange.form_table.settle import settle
from models.rules.errors import BadInput, Refusal


def read(book: Workbook, fixed: Corrections | None = None, filled: bool = False) -> FormReading:
    """The proposal a workbook makes, as corrected; `filled`: with the scores a unit wrote into it.

    BadInput `import.no_form_rows` when no line of it is a criterion, `form.too_many_lines` when it is longer than any
    form.
    """
    fixed = fixed or Corrections()
    table = layout.find(book, fixed)
    if table is None:
        raise BadInput("import.no_form_rows")
    reader = Reader(book, table)
    runs = reader.runs()
    if not set(NUMBERS) & {column.role for column in table.columns.values()}:
        _points_in_titles(runs[0])
    for run in runs:
        kinds.settle(run, fixed)
    lines = [line for run in runs for line in run]
    reader.refused += untitled(lines)
    nodes = [line for line in lines if line.kind == "node"]
    if not nodes:
        raise BadInput("import.no_form_rows")
    total_line, total = _total(runs[0])
    if total is None:
        total_line, total = _total(lines)
    branches, rivals = _grown(runs, (total_line, total), fixed)
    total_line, total = _of_the_standard(lines, branches) or (total_line, total)
    elsewhere = _summed_up(table, branches) if total is None else None
    start = _start(book, table, lines)
    if elsewhere is not None:
        said: Fraction | None = elsewhere[1].amount
    else:
        said = _settled(total, branches) if total else start[0] if start else None
    asking = Asking(book, table, fixed)
    tree_nodes = tuple(tree.node_of(branch, book, fixed) for branch in branches)
    asking.about(branches, lines, (total_line, said), start, rivals, nodes)
    used = [(total_line.place, total.cell)] if total and total_line else []
    used += [(elsewhere[0], elsewhere[1].cell)] if elsewhere else []
    wrote = _filled(table, lines, branches) if filled else Filled()
    every = [each for node in tree_nodes for each in node.walk()]
    weighing = proven(table, lines, every, wrote.scores)
    if weighing is not None:
        weighing = asking.weighing(weighing)
    return FormReading(
        tuple(part.sheet.page.name for part in table.parts),
        (table.head.top, table.head.bottom) if table.head else None,
        tuple(table.columns[place] for place in sorted(table.columns)),
        tree_nodes,
        tuple(_shown(book, line) for line in lines),
        said,
        _cell_name(book, *used[0]) if used else start[1] if start else "",
        start is not None and total is None,
        tuple(asking.found),
        settle(book, table, lines, [*reader.refused, *wrote.refused], [*used, *wrote.used]),
        tuple(wrote.scores),
        wrote.unit,
        wrote.unit_cell,
        stated(table, total_line) if filled else None,
        tuple(asking.caps),
        weighing,
    )


def _filled(table: Table, lines: Sequence[Line], branches: Sequence[tree.Branch]) -> Filled:
    """The scores in the columns to be filled."""
    every = list(tree.every(branches))
    natures = {id(branch.line): branch.nature for branch in every}
    return scores(table, lines, natures, {id(branch.line) for branch in every if not branch.children})


def _grown(
    runs: Sequence[Sequence[Line]], summing: tuple[Line | None, Point | None], fixed: Corrections
) -> tuple[list[tree.Branch], Sequence[levels.Depths]]:
    """The tree of the best reading, as a person moved it, and the readings that are just as good. A section stands by
    itself under its title.
    """
    lines = [line for run in runs for line in run]
    nodes = [line for line in lines if line.kind == "node"]
    own = [[line for line in run if line.kind == "node"] for run in runs]
    total_line, total = summing
    under = total_line.place if total_line is not None and total is not None else None
    below = next((at for at, line in enumerate(own[0]) if at and under is not None and line.place > under), None)
    chosen = levels.choose(own[0], total.amount if total else None, _summed, below)
    depths = list(chosen.depths)
    for section in own[1:]:
        head = section[:1] if section and section[0].nature is not None else []
        depths += [0 for _ in head]
        depths += (depth + len(head) for depth in levels.choose(section[len(head) :], None, _summed).depths)
    while tree.without_words(nodes, depths) or tree.lone_alternative(nodes, depths):
        pass
    depths = tree.moved(nodes, depths, fixed)
    _points_of_groups(nodes, depths)
    _points_below(lines, nodes, depths)
    for line in nodes:
        _clean_title(line)
    return tree.grow(nodes, depths, lines), () if fixed.moves else chosen.rivals


def _summed(line: Line) -> frozenset[Ref]:
    point = line.max
    return frozenset(points.summed(point.cell.formula)) if point and point.cell.flags & FORMULA else frozenset()


def _cell_name(book: Workbook, place: Place, cell: Cell) -> str:
    return f"{book.pages[place.page].name}!{cell.address}"


def _codes(lines: Iterable[Line]) -> dict[str, None]:
    """What sums may name: the numbers of lines, without the words before them, in their order."""
    return {line.code.text.split()[-1]: None for line in lines if line.code is not None}


def _sum_words(line: Line) -> str:
    """The words of a sum, which may stand in the column of codes."""
    return line.title or next((cell.text for role, cell in line.cells if role == "code"), "")


def _total(lines: Sequence[Line]) -> tuple[Line | None, Point | None]:
    """The last line of the table's own total, and what it says; a sum that names a group is the group's."""
    groups = _codes(line for line in lines if line.kind == "node")
    for line in reversed(lines):
        if line.kind == "total" and not line.points and line.title_cell is not None:
            amount = points_in(line.title)[1]
            if amount is not None:
                line.points["max"] = Point(line.title_cell, amount)
        whole = line.kind in ("total", "subtotal") and total_of(_sum_words(line), groups) not in groups
        if whole and line.max is not None:
            return line, line.max
    return None, None


def _of_the_standard(lines: Sequence[Line], branches: Sequence[tree.Branch]) -> tuple[Line, Point] | None:
    """Of the totals the last that is what the standard groups add up to: one with the bonuses is none, one that names
    the only standard group is.
    """
    worth = [branch.worth for branch in branches if branch.nature == "standard" and branch.worth is not None]
    totals = [line for line in lines if line.kind in ("total", "subtotal") and line.max is not None]
    fitting = [line for line in totals if line.max is not None and line.max.amount == sum(worth)]
    last = fitting[-1] if worth and fitting else None
    return (last, last.max) if last is not None and last.max is not None else None


def _summed_up(table: Table, branches: Sequence[tree.Branch]) -> tuple[Place, Point] | None:
    """The total of a page that only sums up the groups; its heading is then none of another form."""
    for head in table.others:
        if head.strong and not any(part.sheet is head.sheet for part in table.parts):
            found = _total_on(head, branches)
            if found is not None:
                table.others.remove(head)
                return found
    return None


def _total_on(head: Head, branches: Sequence[tree.Branch]) -> tuple[Place, Point] | None:
    """The total of a page whose lines are the outermost groups with their codes and points, and nothing else."""
    column = next((place for place, role in head.roles.items() if role == "max"), None)
    coded = next((place for place, role in head.roles.items() if role == "code"), None)
    if column is None or coded is None:
        return None
    groups = [
        (b.line.code.text if b.line.code else "", b.amount or b.worth) for b in branches if b.nature == "standard"
    ]
    rows = []
    for number in sorted(line for line in head.sheet.lines if line > head.bottom):
        cells = head.sheet.lines[number]
        cell = cells.get(column)
        try:
            point = points.point(cell, head.sheet.page) if cell is not None else None
        except Refusal:
            return None
        code = codes.in_column(cells[coded].text) if coded in cells else None
        if code is not None and point is not None:
            rows.append((code.text, point.amount))
        elif point is not None and any(is_total(each.text) for each in cells.values()):
            return (Place(head.sheet.number, number), point) if len(rows) > 1 and rows == groups else None
    return None


def _settled(total: Point, branches: Sequence[tree.Branch]) -> Fraction | None:
    """What the total says; of two values its letters may mean, the one the groups add up to."""
    worth = [branch.worth for branch in branches if branch.nature == "standard" and branch.worth is not None]
    return total.other if total.other is not None and total.other == sum(worth) else total.amount


def _start(book: Workbook, table: Table, lines: Sequence[Line]) -> tuple[Fraction, str, Place] | None:
    """The points every unit has from the beginning, where a table only takes off and a sentence says so."""
    roles = {column.role for column in table.columns.values()}
    if roles & {"max", "groupmax", "weight"} or "penalty" not in roles:
        return None
    inside = {(line.place.page, line.place.line) for line in lines if line.kind in ("node", "sentence")}
    for part in table.parts:
        for number, cells in sorted(part.sheet.lines.items()):
            for cell in cells.values():
                amount = start_of(cell.text) if (part.sheet.number, number) not in inside else None
                if amount is not None:
                    place = Place(part.sheet.number, number)
                    return amount, _cell_name(book, place, cell), place
    return None


def _points_in_titles(lines: Sequence[Line]) -> None:
    """A table without a column of points says them behind its titles: "Công tác chuyên môn (40 điểm)"."""
    for line in lines:
        title, amount = points_in(line.title)
        if amount is not None and line.title_cell is not None and not is_note(line.title):
            line.points["max"] = Point(line.title_cell, amount)
            line.title = title
            if line.kind == "sentence":
                line.kind = "node"


def _points_of_groups(nodes: Sequence[Line], depths: Sequence[int]) -> None:
    """A group whose column says no points may say them behind its title: "II. Nhiệm vụ khác (40 điểm)"."""
    for at, line in enumerate(nodes):
        above = at + 1 < len(nodes) and depths[at + 1] > depths[at]
        amount = points_in(line.title)[1]
        if above and not line.points and amount is not None and line.title_cell is not None:
            line.points["max"] = Point(line.title_cell, amount)


def _points_below(lines: Sequence[Line], nodes: Sequence[Line], depths: Sequence[int]) -> None:
    """A group that says no points has those of the sum below its last line, where that names it or holds."""
    above = levels.parents(depths)
    worth = levels.reached(nodes, above, levels.natures(nodes, above))
    at_of = {id(line): at for at, line in enumerate(nodes)}
    codes_said = _codes(nodes)
    at = -1
    for line in lines:
        at = at_of.get(id(line), at)
        if line.kind not in ("total", "subtotal") or line.max is None or at < 0:
            continue
        said, up = line.max, above[at]
        named = total_of(_sum_words(line), codes_said)
        while up >= 0:
            code = nodes[up].code
            its = bool(named) and code is not None and code.text.split()[-1] == named
            if nodes[up].max is None and (its or (not named and above[up] >= 0 and worth[up] == said.amount)):
                nodes[up].points["max"] = said
                break
            up = above[up]


def _clean_title(line: Line) -> None:
    """Points behind a title that its column says too are no part of it."""
    title, amount = points_in(line.title)
    same = amount is not None and line.max is not None and amount == line.max.amount
    if title and same and cap_of(line.title[len(title) :]) is None:
        line.title = title


def _shown(book: Workbook, line: Line) -> LineRead:
    text = line.title or next((cell.text for _, cell in line.cells if cell.text), "")
    return LineRead(line.place, book.pages[line.place.page].name, line.kind, text, tuple(line.whys))
