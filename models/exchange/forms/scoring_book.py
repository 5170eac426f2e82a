"""The scores of a stage as a workbook that computes: what was entered, what counts, groups, totals, percent, places.

Pages: "Điểm" holds what stands in the book and comes back through the score import; one page a group computes its sums
from what counts of it; "Tổng hợp" adds the groups up and ranks. Where what counts is what was entered, or that under
the item's maximum, it is a formula too; what a rule of an item gives is a number. Beside each formula stands our value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from models.book.scoring.rows import TOTAL, Sheet, SheetAt
from models.book.scoring.typed import effects_of, stated_of
from models.exchange.cells.model import address
from models.exchange.forms import formulas, identity
from models.exchange.forms.formulas import Three
from models.exchange.forms.identity import Identity, shape_of
from models.exchange.forms.pieces import BAND, heading
from models.exchange.workbook_out import Formula, Outgoing, Value, exactly, on_paper, put, put_row
from models.rules.form.scoring import EFFECTS, Effect, Form, Group, Item, SheetResult
from models.rules.number.points import Blank, NotAssigned, Pending
from models.rules.place.regulation import Rule
from models.rules.words import NOT_ASSIGNED

if TYPE_CHECKING:
    from models.book.book import Book

ENTERED, SUMMARY = "Điểm", "Tổng hợp"
WAITS: Final = "?"
SIGNS: Final[Mapping[Effect, str]] = {"base": "", "bonus": "+", "penalty": "−"}
FIRST: Final = 1
"""The line of the first unit on the page of what was entered; its heading stands above."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One column of what is entered: a node and an effect."""

    node: Item | Group
    effect: Effect
    head: str
    most: Fraction | None


@dataclass(slots=True)
class Board:
    """What is written: one form's units at a stage. `form` is the form as it is added up (flat where a stage holds only
    groups or a total).
    """

    book: Book
    year: int
    stage: str
    period: str
    form: Form
    units: tuple[str, ...]
    names: Mapping[str, str]
    sheets: Mapping[str, Sheet]
    results: Mapping[str, SheetResult]
    holds: str
    bonus_only: frozenset[str]
    """The items that only give bonus; of a flat form too, whose nodes no longer say so."""
    leaves: tuple[Leaf, ...] = ()
    ranks: Mapping[str, tuple[int | None, bool]] = field(default_factory=dict)

    ranking: Rule | None = None

    _by_node: dict[str, tuple[Leaf, ...]] = field(default_factory=dict)
    _lacking: dict[tuple[str, str | None], int] = field(default_factory=dict)
    """What `lacking` found; a board does not change while it is written."""

    def ranked(self, unit: str) -> Fraction | None:
        """What a unit is ranked by, None while something is missing."""
        result = self.results[unit]
        value = result.ranking_points
        return value if isinstance(value, Fraction) and not self.lacking(unit) else None

    def leaf_missing(self, node: str, at: Three) -> str:
        return formulas.leaf_missing(at, bonus_only=node in self.bonus_only, holds=self.holds)

    def leaves_of(self, node: str) -> tuple[Leaf, ...]:
        """The columns of one node."""
        if not self._by_node:
            for leaf in self.leaves:
                self._by_node[leaf.node.key] = (*self._by_node.get(leaf.node.key, ()), leaf)
        return self._by_node.get(node, ())

    def lacking(self, unit: str) -> int:
        """How many standard points of a unit are not there yet."""
        return lacking(self, unit, None)


def content(book: Book, year: int, stage: str, period: str = "nam") -> bytes:
    """The workbook of all units scored by one form at a stage; several forms follow each other on pages of their own.

    RuleViolation `score.unknown_stage`, `score.no_form`.
    """
    row = book.scores.stage_row(year, stage)
    boards = _boards(book, year, stage, period, row["holds"])
    title = f"Điểm {row['name']} {book.years.called(year)}"
    out = Outgoing(title, book.today(), author=book.settings.bloc().name)
    for n, board in enumerate(boards):
        _Pages(out, board, f" {n + 1}" if n else "").write()
    one = boards[0] if boards else None
    who = Identity(
        "scores",
        str(book.store.meta("book_id")),
        year,
        stage,
        period,
        "",
        one.form.key if one else "",
        one.form.version if one else 0,
        shape_of(book.forms.form(one.form.key)) if one else "",
    )
    identity.write(out, who, (title, book.settings.bloc().name))
    return out.content()


def _boards(book: Book, year: int, stage: str, period: str, holds: str) -> list[Board]:
    results = book.standing.matrix(year, stage, period)
    standing = book.standing.ranking(year, stage)
    ranks = {place.unit: (place.rank, place.provisional) for place in standing.places}
    members = {one.key: one for one in book.members.roster(year)}
    by_form: dict[str, list[str]] = {}
    for unit, result in results.items():
        by_form.setdefault(result.form.key, []).append(unit)
    found = []
    for key, units in by_form.items():
        sheets = {unit: book.scores.sheet(SheetAt(year, unit, stage, period)) for unit in units}
        names = {unit: book.members.called(members[unit].unit, year) for unit in units}
        whole = book.forms.form(key)
        board = Board(
            book,
            year,
            stage,
            period,
            whole if holds == "items" else results[units[0]].form,
            tuple(units),
            names,
            sheets,
            {u: results[u] for u in units},
            holds,
            frozenset(item.key for item in whole.items() if item.bonus_only),
            ranks=ranks,
            ranking=standing.basis.ranking,
        )
        board.leaves = leaves_of(board.form, holds, sheets.values())
        found.append(board)
    return found


def leaves_of(form: Form, holds: str, sheets: Any) -> tuple[Leaf, ...]:
    """The columns in printed order; bonus and penalty have one where the form or some paper knows them."""
    said: dict[str, set[str]] = {}
    for sheet in sheets:
        for node, held in sheet.cells.items():
            said.setdefault(node, set()).update(held.cell.stated)
    nodes: Sequence[Item | Group] = form.items() if holds == "items" else form.children(None)
    return tuple(
        Leaf(node, effect, f"{node.code or node.title or 'Tổng'} {SIGNS[effect]}".strip(), _most(node, effect))
        for node in nodes
        for effect in effects_of(node, said.get(node.key, ()))
    )


def _most(node: Item | Group, effect: Effect) -> Fraction | None:
    if effect == "base":
        return node.max
    return (node.bonus_cap if effect == "bonus" else node.penalty_cap) if isinstance(node, Item) else None


class _Pages:
    """The pages of one board."""

    def __init__(self, out: Outgoing, board: Board, more: str) -> None:
        self._out, self._board, self._more = out, board, more
        self._heading = heading(out)
        self._text = out.look(border=1)
        self._number = out.look(border=1, num_format="0.00##", align="right")
        self._sum = out.look(border=1, num_format="0.00##", align="right", bg_color=BAND, bold=True)
        self._whole = out.look(border=1, num_format="0", align="center", bg_color=BAND)
        self._refs: dict[str, dict[str, Three]] = {unit: {} for unit in board.units}
        self._lacks: dict[str, dict[str, str]] = {unit: {} for unit in board.units}
        self._given: dict[str, dict[str, str]] = {unit: {} for unit in board.units}

    def write(self) -> None:
        """What was entered, a page for each top group, the summary."""
        self._entered()
        form = self._board.form
        for top in form.children(None):
            inner = [node for node in form.nodes if node.key == top.key or top.key in form.path(node.key)]
            if any(leaf.node.key == node.key for leaf in self._board.leaves for node in inner):
                self._group_page(top, inner)
        from models.exchange.forms.scoring_summary import write

        write(self._out, self._board, f"{SUMMARY}{self._more}", self._refs, self._lacks, self._given)

    # -- what was entered --

    def _entered(self) -> None:
        board = self._board
        page = self._out.page(f"{ENTERED}{self._more}")
        self._page_of_entered = page.get_name()
        heads = ["Đơn vị", *(leaf.head for leaf in board.leaves)]
        put_row(page, FIRST - 1, heads, self._heading)
        page.set_column(0, 0, 32)
        page.set_column(1, max(len(board.leaves), 1), 9)
        for line, unit in enumerate(board.units, start=FIRST):
            put(page, line, 0, board.names[unit], self._text)
            for column, leaf in enumerate(board.leaves, start=1):
                put(page, line, column, entered(board, unit, leaf), self._number)
        page.freeze_panes(FIRST, 1)
        on_paper(page, repeat=(0, FIRST - 1))

    def _counted(self, unit: str, column: int, leaf: Leaf) -> Value:
        """What counts of a cell: from the cell where that says it, else the number."""
        board, value = self._board, counted(self._board, unit, leaf)
        ref = f"'{self._page_of_entered}'!{address(FIRST + board.units.index(unit), column)}"
        given = entered(board, unit, leaf)
        if given is None or given == "":
            return value if isinstance(value, str) else exactly(value) if value else _through(ref, "")
        if isinstance(given, str) or isinstance(value, str):
            return _through(ref, given) if isinstance(given, str) and given == value else value
        assert isinstance(given, Fraction)
        if value == given:
            return _through(ref, exactly(value))
        if leaf.most is not None and value == min(given, leaf.most):
            return Formula(f'=IF(ISNUMBER({ref}),MIN({ref},{formulas.number(leaf.most)}),{ref}&"")', exactly(value))
        return exactly(value)

    # -- one group --

    def _group_page(self, top: Item | Group, inner: Sequence[Item | Group]) -> None:
        board = self._board
        page = self._out.page(f"{top.code or top.title}{self._more}")
        name = page.get_name().replace("'", "''")
        leaves = [(n, leaf) for n, leaf in enumerate(board.leaves, 1) if leaf.node in inner]
        groups = [node for node in reversed(inner) if isinstance(node, Group) and board.form.children(node.key)]
        heads = ["Đơn vị", *(leaf.head for _, leaf in leaves)]
        for group in groups:
            called = board.form.called(group.key)
            chosen = ("cao nhất", "lấy mục thứ") if group.one_of else ()
            words = (*chosen, "chuẩn", "thưởng", "trừ", "còn thiếu", "được giao")
            heads += [f"Cộng {called}: {word}" for word in words]
        put(page, 0, 0, f"{top.code} {top.title}".strip(), self._out.look(bold=True))
        put_row(page, 1, heads, self._heading)
        page.set_column(0, 0, 32)
        page.set_column(1, len(heads), 10)
        for line, unit in enumerate(board.units, start=2):
            put(page, line, 0, board.names[unit], self._text)
            own: dict[str, dict[str, str]] = {}
            for column, (at, leaf) in enumerate(leaves, start=1):
                put(page, line, column, self._counted(unit, at, leaf), self._number)
                own.setdefault(leaf.node.key, {})[leaf.effect] = address(line, column)
            refs = {key: Three(*(cells.get(effect, "") for effect in EFFECTS)) for key, cells in own.items()}
            self._unit(page, line, unit, refs, groups, 1 + len(leaves))
            for key, three in refs.items():
                self._refs[unit][key] = Three(*(f"'{name}'!{ref}" if ref else "" for ref in three))
            for held in (self._lacks[unit], self._given[unit]):
                held |= {
                    group.key: f"'{name}'!{held[group.key]}" for group in groups if "!" not in held.get(group.key, "!")
                }
        self._leaf_facts(inner)
        page.freeze_panes(2, 1)
        on_paper(page, repeat=(1, 1))

    def _leaf_facts(self, inner: Sequence[Item | Group]) -> None:
        """What is missing and assigned of leaves, as the summary needs it of those at the top."""
        for unit in self._board.units:
            for node in inner:
                three = self._refs[unit].get(node.key)
                if three is not None and not self._board.form.children(node.key):
                    self._lacks[unit][node.key] = self._board.leaf_missing(node.key, three)
                    self._given[unit][node.key] = formulas.leaf_assigned(node, three)

    def _unit(
        self, page: Any, line: int, unit: str, refs: dict[str, Three], groups: Sequence[Group], column: int
    ) -> None:
        """The sums of one unit's groups, the inner ones first."""
        board, result = self._board, self._board.results[unit]
        mine = [leaf for leaf in board.leaves if leaf.node.key in refs]
        lacks = {leaf.node.key: board.leaf_missing(leaf.node.key, refs[leaf.node.key]) for leaf in mine}
        given = {leaf.node.key: formulas.leaf_assigned(leaf.node, refs[leaf.node.key]) for leaf in mine}
        for group in groups:
            one = result.groups[group.key]
            chosen = ""
            if group.one_of:
                chosen = self._chosen(page, line, column, group, refs, lacks, unit)
                column += 2
            bare = formulas.group_sums(board.form, group, refs, lacks, chosen)
            whole = formulas.whole(board.form, group, address(line, column + 3), address(line, column + 4))
            sums = formulas.bounded(group, bare, result.counts, whole)
            for place, effect in enumerate(EFFECTS):
                put(page, line, column + place, Formula(f"={sums[place]}", exactly(getattr(one, effect))), self._sum)
            refs[group.key] = Three(*(address(line, column + place) for place in range(3)))
            missing = Formula(f"={formulas.missing(board.form, group, lacks)}", Decimal(lacking(board, unit, group)))
            put(page, line, column + 3, missing, self._whole)
            assigned = formulas.assigned(board.form, group, given)
            most = exactly(one.assigned_max)
            put(page, line, column + 4, most if assigned is None else Formula(f"={assigned}", most), self._number)
            lacks[group.key] = self._lacks[unit][group.key] = address(line, column + 3)
            given[group.key] = self._given[unit][group.key] = address(line, column + 4)
            column += 5

    def _chosen(
        self,
        page: Any,
        line: int,
        column: int,
        group: Group,
        refs: Mapping[str, Three],
        lacks: Mapping[str, str],
        unit: str,
    ) -> str:
        """The most that one of several brings, then which of them it is: two cells, of which the second is told."""
        nodes = self._board.form.children(group.key)
        there = [node for node in nodes if any(refs[node.key])]
        brought = [self._brought(unit, node) for node in there] or [Decimal(0)]
        top = Formula(f"={formulas.best(nodes, refs, lacks)}", max(brought))
        put(page, line, column, top, self._sum)
        place = formulas.first_best(nodes, refs, lacks, address(line, column))
        put(page, line, column + 1, Formula(f"={place}", Decimal(brought.index(max(brought)) + 1)), self._whole)
        return address(line, column + 1)

    def _brought(self, unit: str, node: Item | Group) -> Decimal:
        """What a child of a one-of group brings, as its formula reckons."""
        result = self._board.results[unit]
        if lacking(self._board, unit, node):
            return formulas.LACKS
        weight = 1 if node.weight is None else node.weight
        if (group := result.groups.get(node.key)) is not None:
            return exactly((group.base + group.bonus - group.penalty) * weight)
        value = result.items[node.key].value
        return exactly(value * weight) if isinstance(value, Fraction) else formulas.GONE


def _through(ref: str, value: Decimal | str) -> Formula:
    return Formula(f'=IF({ref}="","",{ref})', value)


def entered(board: Board, unit: str, leaf: Leaf) -> str | Fraction | None:
    """What stands in the book for a column: what was stated, else what is computed from figures."""
    held = board.sheets[unit].cells.get(leaf.node.key)
    item = leaf.node if isinstance(leaf.node, Item) else None
    if held is not None and held.cell.not_assigned:
        return NOT_ASSIGNED if _leads(board, leaf) else None
    stated = stated_of(item, leaf.effect, held.cell) if held is not None else None
    if stated is not None or item is None:
        return stated
    computed = board.results[unit].items[item.key].computed.get(leaf.effect)
    if isinstance(computed, Pending):
        return WAITS
    return computed if isinstance(computed, Fraction) else None


def _leads(board: Board, leaf: Leaf) -> bool:
    return board.leaves_of(leaf.node.key)[0] is leaf


def counted(board: Board, unit: str, leaf: Leaf) -> str | Fraction:
    """What of a column counts: a number, "Không giao", "?" while it waits for an answer or a figure, "" while blank."""
    result = board.results[unit]
    key = leaf.node.key
    one = result.items.get(key) or result.groups.get(key) or result.groups[TOTAL]
    if isinstance(one.value, NotAssigned):
        return NOT_ASSIGNED if _leads(board, leaf) else ""
    value = getattr(one, leaf.effect)
    if isinstance(value, Pending) or (isinstance(value, Blank) and leaf.effect != "base" and key in result.items):
        return WAITS  # for an answer, or for a figure it is computed from
    held = board.sheets[unit].cells.get(key)
    if not isinstance(leaf.node, Item) and (held is None or stated_of(None, leaf.effect, held.cell) is None):
        return ""
    return value if isinstance(value, Fraction) else ""


def lacking(board: Board, unit: str, node: Item | Group | None) -> int:
    """How many standard points under a node (None: the form) are not there yet; a one-of group lacks one or none."""
    place = unit, None if node is None else node.key
    if place not in board._lacking:
        board._lacking[place] = _found_lacking(board, unit, node)
    return board._lacking[place]


def _found_lacking(board: Board, unit: str, node: Item | Group | None) -> int:
    if node is not None and (isinstance(node, Item) or not board.form.children(node.key)):
        said = {leaf.effect: counted(board, unit, leaf) for leaf in board.leaves_of(node.key)}
        unsaid = all(value == "" for value in said.values()) and board.holds != "items"
        bare = unsaid if node.key in board.bonus_only else said.get("base") == ""
        return int(bare or WAITS in said.values())
    counts = [lacking(board, unit, child) for child in board.form.children(None if node is None else node.key)]
    return int(min(counts) > 0) if isinstance(node, Group) and node.one_of and counts else sum(counts)
