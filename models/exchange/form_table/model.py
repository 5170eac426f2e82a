"""What a table of criteria is read as, in frozen shapes: columns, lines, tree, questions, corrections.

Lines and columns count from 0 as in the cells they come from; `Place` names a line of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from models.exchange.account import Account
from models.exchange.cells.model import Cell
from models.rules.form.wordings.readings import Leaning

Role: TypeAlias = Literal[
    "code", "title", "group", "max", "groupmax", "bonus", "penalty", "weight", "rule", "evidence", "scorer", "note",
    "score", "other",
]  # fmt: skip
"""What a column holds. `score` is a column to be filled with a unit's points, `other` one that is no part of a form."""
ROLES: Final[tuple[Role, ...]] = (
    "code", "title", "group", "max", "groupmax", "bonus", "penalty", "weight", "rule", "evidence", "scorer", "note",
    "score", "other",
)  # fmt: skip
NUMBERS: Final[tuple[Role, ...]] = ("max", "groupmax", "bonus", "penalty", "weight")
Nature: TypeAlias = Literal["standard", "bonus", "penalty"]
Kind: TypeAlias = Literal[
    "node", "sentence", "or", "total", "subtotal", "class-line", "note", "signature", "column-numbers",
    "repeated-heading", "second-table", "link-word", "own-heading",
]  # fmt: skip
"""What a line of the table is; every kind but `node` and `sentence` is no part of the form."""
SumState: TypeAlias = Literal["equal", "missing", "differs", "one-of", "cap"]
Mark: TypeAlias = Literal["heading", "criterion", "alternative", "sentence", "footer"]
"""What a person says a line is."""
MARKS: Final[tuple[Mark, ...]] = ("heading", "criterion", "alternative", "sentence", "footer")
Move: TypeAlias = Literal["in", "out"]


class Place(NamedTuple):
    """A line of a page, both as the workbook counts them (page by its place, line from 0)."""

    page: int
    line: int


class Why(NamedTuple):
    """One reason for a reading: its code and what it rests on; `ui.words.form_table_words` says it."""

    code: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """What a cell of points says. `sign` is "+" or "-" where it is written; `form` how the number is written.

    `other` is the second value the same letters may mean ("1.000": 1000 or 1); `words` the text where it is no number.
    """

    cell: Cell
    amount: Fraction | None = None
    sign: str = ""
    form: Literal["plain", "most", "range", "brackets", "thousand", "computed", "words"] = "plain"
    other: Fraction | None = None
    low: Fraction | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A number before a title: as printed, without its end; its style ("roman", "number)", "dotted2", …) and its place
    in the style's order.
    """

    text: str
    style: str
    value: int
    prefix: str = ""
    """Of a code with several parts, those before the last ("1.2" of "1.2.3")."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one cell that stand on a line: a sentence, an evidence; `role` is the column's, `column` says whether
    its heading adds or takes off.
    """

    cell: Cell
    text: str
    role: Role
    column: Leaning = ""


@dataclass(slots=True)
class Line:
    """One line of the table while it is read."""

    place: Place
    cells: list[tuple[Role, Cell]] = field(default_factory=list)
    kind: Kind = "node"
    code: Code | None = None
    bullet: str = ""
    title: str = ""
    title_cell: Cell | None = None
    points: dict[Role, Point] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    bold: bool = False
    caps: bool = False
    italic: bool = False
    indent: int = 0
    wide: bool = False
    """Its title is merged over a column of points: it names or notes, it scores nothing."""
    alternative: bool = False
    """The word "hoặc" stands between it and the line before."""
    from_group: bool = False
    """Made from the cell of a column of groups; the line itself holds another node."""
    shared: bool = False
    """Its points stand in a cell merged down from a line above."""
    goes_on: bool = False
    """The second line of the title above it, no sentence of its own."""
    group_level: int = 0
    """Of a line made from a column of groups: how many such columns stand further out."""
    unread: bool = False
    """A cell of its points could not be read: it scores something, nobody knows yet what."""
    whys: list[Why] = field(default_factory=list)
    mark: Mark | None = None
    nature: Nature | None = None
    """Of the line that heads a section with a heading of its own: whether it adds or takes off."""

    @property
    def max(self) -> Point | None:
        """Its standard points, from whichever column of points holds them."""
        found = self.points.get("max") or self.points.get("groupmax")
        return found if found is not None and found.amount is not None else None

    @property
    def scored(self) -> bool:
        """Whether any column says points of it, in number or in words."""
        columns = {role for role, point in self.points.items() if role != "weight" and point.amount is not None}
        return self.unread or bool(columns) or any(one.role in ("bonus", "penalty", "max") for one in self.said)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its place, its heading, what it was taken for and why."""

    place: int
    heading: str
    role: Role
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A group or an item of the proposed tree, with the place of what it says and the reasons for where it stands.

    `max` is None where the sheet does not say it; `reached` is then what its children add up to.
    """

    place: Place
    page: str
    kind: Literal["group", "item"]
    code: str
    title: str
    nature: Nature = "standard"
    max: Fraction | None = None
    max_cell: str = ""
    bonus: Fraction | None = None
    penalty: Fraction | None = None
    weight: Fraction | None = None
    sum: SumState | None = None
    reached: Fraction | None = None
    one_of: bool = False
    computed: bool = False
    rule_text: str = ""
    rule_cells: tuple[tuple[str, str], ...] = ()
    """The address and text of each sentence."""
    evidence: str = ""
    scorer: str = ""
    whys: tuple[Why, ...] = ()
    children: tuple[TreeNode, ...] = ()
    group_column: bool = False
    cell: str = ""
    """The address of its title."""
    start: bool = False
    """No criterion: the points every unit has from the beginning."""

    def walk(self) -> Iterator[TreeNode]:
        """This node and all below, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sheet does not decide: a code, where, which lines it touches, and what is assumed until it is answered.

    `options` are the answers, the assumed one first; () where a correction of columns or lines is the answer.
    """

    code: str
    page: str
    cell: str
    facts: Mapping[str, object] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    options: tuple[str, ...] = ()
    assumed: str = ""

    @property
    def key(self) -> str:
        """Under which an answer is kept."""
        return f"{self.code}@{self.page}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person said of a table, as data that survives a new reading.

    `columns`: column -> role; `marks`: line -> what it is; `moves`: steps in order, a line with all below it one level
    in or out; `answers`: question key -> option; `page` and `heading` choose another table.
    """

    columns: Mapping[int, Role] = field(default_factory=dict)
    marks: Mapping[Place, Mark] = field(default_factory=dict)
    moves: tuple[tuple[Place, Move], ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    page: int | None = None
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class LineRead:
    """A line of the table with what it was taken for, for whoever shows the sheet beside the tree."""

    place: Place
    page: str
    kind: Kind
    text: str
    whys: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class CapSaid:
    """What a sentence outside the lines says that all bonuses, or all penalties, may come to at most."""

    nature: Nature
    points: Fraction
    page: str
    cell: str
    text: str


ScoreKind: TypeAlias = Literal["self", "bonus", "penalty", "review"]


@dataclass(frozen=True, slots=True)
class Score:
    """Points a unit wrote for the item of a line, in which column's sense; `over`: more than the item's standard."""

    place: Place
    kind: ScoreKind | Nature
    cell: Cell
    amount: Fraction
    over: bool = False


@dataclass(frozen=True, slots=True)
class FormReading:
    """The proposal: nothing of it is written until somebody accepts it."""

    pages: tuple[str, ...]
    heading: tuple[int, int] | None
    columns: tuple[Column, ...]
    tree: tuple[TreeNode, ...]
    lines: tuple[LineRead, ...]
    total: Fraction | None
    total_cell: str
    start: bool
    questions: tuple[Asked, ...]
    account: Account
    scores: tuple[Score, ...] = ()
    unit: str = ""
    unit_cell: str = ""
    scored_total: Fraction | None = None
    caps: tuple[CapSaid, ...] = ()
    weighing: str | None = None
    """Of a filled sheet with weights: how they turn points into those that count ("" where the sheet does not say)."""

    def nodes(self) -> Iterator[TreeNode]:
        """All nodes in printed order."""
        for node in self.tree:
            yield from node.walk()

    @property
    def items(self) -> int:
        """How many leaves the tree has."""
        return sum(node.kind == "item" for node in self.nodes())
