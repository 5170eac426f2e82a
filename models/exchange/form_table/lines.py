"""The lines of a table, each with its code, title, points and words, before anybody asks how deep it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from models.exchange.cells.model import MERGED, UNCACHED, Cell, Page, Workbook
from models.exchange.form_table import codes, phrases, points
from models.exchange.form_table.columns import held_in, of_level
from models.exchange.form_table.layout import Part, Table
from models.exchange.form_table.model import Column, Kind, Line, Place, Point, Role, Said, Why
from models.exchange.form_table.points import Ref
from models.exchange.form_table.roles import role_of
from models.exchange.form_table.sections import Section
from models.rules.errors import BadInput, Refusal
from models.rules.form.wordings.columns import column_of
from models.rules.form.wordings.readings import Leaning

_COLUMN_NUMBER: Final = re.compile(r"\(?\s*(\d{1,2})\s*\)?(?:\s*=.*)?|\[?\d{1,2}\s*=.*|\(?[a-z]\)?", re.IGNORECASE)
_DEEPEST: Final = 6
"""Formulas that add formulas are followed so far."""
WIDEST: Final = 60
"""Columns of a merged range that are looked at."""
_ASIDE: Final = 40
"""A title in the next of two columns of titles stands this much deeper than an indent."""


class Reader:
    """Makes the lines of one table; `refused` holds the cells that cannot be taken, with the reason."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self._book, self._table = book, table
        self.refused: list[tuple[Place, Cell, Refusal]] = []
        self._columns: dict[int, Column] = {}
        self._titles: list[int] = []
        self._numbers: set[int] = set()
        self._levels: dict[int, int] = {}
        """The column of groups each column of their points belongs to, where there are several."""
        self._group_points: dict[int, Point] = {}
        self._group_codes = False
        """Codes stand only beside names of groups: they are the groups'."""
        self._under = {
            (part.sheet.number, line, place)
            for part in table.parts
            for span in part.sheet.page.spans
            for line in range(max(span.top + 1, part.first), min(span.bottom, part.last) + 1)
            for place in range(span.left, min(span.right, span.left + WIDEST) + 1)
        }
        """Places under the first line of a merged range."""

    def runs(self) -> list[list[Line]]:
        """All lines of the table in order, those of each section by themselves; a column of groups makes lines of its
        own, and so does the heading of a section without a title.
        """
        found: list[list[Line]] = [[]]
        for part in self._table.parts:
            self._columns = self._table.of(part)
            self._titles = sorted(place for place, column in self._columns.items() if column.role == "title")
            self._numbers = {
                place
                for place, column in self._columns.items()
                if column.role in ("max", "groupmax", "bonus", "penalty")
            }
            self._group_codes = self._of_groups(part)
            self._levels = self._of_levels(part)
            if part.section is not None:
                found.append([])
            for number in sorted(part.sheet.lines):
                if part.first <= number <= part.last:
                    found[-1] += self._line(part, number)
            if part.section is not None:
                self._head_section(part.section, found[-1])
        every = [line for run in found for line in run]
        codes.settle_letters(every)
        _settle_tens(every)
        return found

    def _head_section(self, section: Section, lines: list[Line]) -> None:
        """Make the title of a section, else the words over its points, the group its lines stand in."""
        top = next(line for line in lines if not section.titled or line.kind != "own-heading")
        if not section.titled:
            cell = next((cell for role, cell in top.cells if role in ("max", "rule")), top.cells[0][1])
            title = section.name or _flat(cell.text)
            top = Line(top.place, [], title=title, title_cell=cell, from_group=True, bold=True)
            lines.insert(0, top)
        elif not top.title:
            cell = next(cell for _, cell in top.cells if cell.text)
            top.title_cell = cell
            self._title(top, cell.text)
        top.kind, top.nature = "node", section.nature
        top.whys.append(Why("own-heading"))

    def _line(self, part: Part, number: int) -> list[Line]:
        line = Line(Place(part.sheet.number, number))
        groups: list[Cell] = []
        self._group_points = {}
        for place, cell in sorted(part.sheet.lines[number].items()):
            column = self._columns.get(place)
            role: Role = column.role if column is not None else "other"
            if role == "group":
                groups.append(cell)
            line.cells.append((role, cell))
        self._identify(line, part)
        for role, cell in line.cells:
            if role in ("max", "groupmax", "bonus", "penalty", "weight"):
                self._number(line, role, cell, part.sheet.page)
            elif role in ("rule", "note", "evidence", "scorer") and cell.text:
                line.said.append(Said(cell, cell.text, role, self._leaning(cell, role)))
        line.kind = self._structural(line, part) or "node"
        if not groups or line.kind != "node":
            if self._group_points and line.max is None:
                line.points["groupmax"] = self._group_points.pop(next(iter(self._group_points)))
            self._refuse_rest(line)
            return [line]
        above = [self._with_group(line, cell) for cell in groups]
        if not line.title and "max" in line.points and "groupmax" not in above[-1].points:
            point = above[-1].points["groupmax"] = line.points.pop("max")  # nothing else stands on the line
            above[-1].cells += [each for each in line.cells if each[1] is point.cell]
        self._refuse_rest(line)
        return [*above, line] if line.title or line.scored else above

    def _leaning(self, cell: Cell, role: Role) -> Leaning:
        """Whether the heading of a column of sentences says that all of them add or take off."""
        return column_of(self._columns[cell.column].heading) if role in ("rule", "note") else ""

    def _refuse_rest(self, line: Line) -> None:
        """Points of groups that no group of a line took; a total says the same of every level."""
        for point in self._group_points.values():
            if line.kind != "total" or line.max is None or line.max.amount != point.amount:
                self.refused.append((line.place, point.cell, BadInput("form.points_of_no_group", text=point.cell.text)))

    def _of_levels(self, part: Part) -> dict[int, int]:
        found = held_in(part.sheet, part.first, part.last)
        groups = [place for place, column in sorted(self._columns.items()) if column.role == "group" and place in found]
        if len(groups) < 2:
            return {}
        lines = {place: found[place].lines for place in groups}
        points = [
            place for place, column in sorted(self._columns.items()) if column.role == "groupmax" and place in found
        ]
        levels = {place: of_level(found[place].lines, lines) for place in points}
        if len(set(levels.values())) < len(points) == len(groups):  # points said again on every line of their group
            return dict(zip(points, groups, strict=True))
        return levels

    def _of_groups(self, part: Part) -> bool:
        """Whether the codes of a part number its groups: they stand on lines of groups only, and not all lines are."""
        places: dict[Role, set[int]] = {}
        for number in range(part.first, part.last + 1):
            for place, cell in part.sheet.lines.get(number, {}).items():
                role = self._columns[place].role if place in self._columns else "other"
                if role != "code" or codes.in_column(_code_text(cell)) is not None:
                    places.setdefault(role, set()).add(number)
        coded, groups = places.get("code", set()), places.get("group", set())
        return bool(coded) and coded <= groups and len(groups) < len(places.get("title", set()))

    def _with_group(self, line: Line, cell: Cell) -> Line:
        """A line of the group whose cell begins here; what is the group's leaves the line itself."""
        code, _, title = codes.before_title(_flat(cell.text))
        coded = [each for role, each in line.cells if role == "code"]
        beside = any(each.column > cell.column for each in coded)
        own = next((each for each in coded if each.column < cell.column or not beside), None)
        theirs: list[tuple[Role, Cell]] = (
            [("code", own)] if own is not None and code is None and (self._group_codes or beside) else []
        )
        above = Line(line.place, [("group", cell)], code=code, title=title, title_cell=cell, from_group=True, bold=True)
        above.group_level = sum(
            place < cell.column for place, column in self._columns.items() if column.role == "group"
        )
        line.cells = [(role, each) for role, each in line.cells if each is not cell]
        if theirs:
            above.cells += theirs
            line.cells = [each for each in line.cells if each[1] is not own]
            above.code = codes.in_column(_code_text(theirs[0][1]))
        if theirs and not beside:
            line.code, line.bullet = None, ""
            if line.title_cell is not None:
                self._title(line, line.title_cell.text)
        if self._levels:
            at = next((at for at in self._group_points if self._levels[at] == cell.column), None)
            point = self._group_points.pop(at) if at is not None else None
        else:
            point = line.points.pop("groupmax", None)
        if point is not None:
            above.points["groupmax"] = point
            above.cells += [each for each in line.cells if each[1] is point.cell]
            line.cells = [each for each in line.cells if each[1] is not point.cell]
        title, amount = phrases.points_in(above.title)
        if amount is not None and "groupmax" not in above.points:
            above.title, above.points["groupmax"] = title, Point(cell, amount)
        above.whys.append(Why("group-column"))
        return above

    # -- code and title --

    def _identify(self, line: Line, part: Part) -> None:
        code_cell = next((cell for role, cell in reversed(line.cells) if role == "code" and cell.text), None)
        title_cell = next((cell for role, cell in line.cells if role == "title" and cell.text), None)
        text = title_cell.text if title_cell else ""
        if code_cell is not None:
            said = _code_text(code_cell)
            line.code, line.bullet = codes.in_column(said), codes.bullet_of(said)
            if line.code is None and not line.bullet and not text:
                title_cell, text = code_cell, code_cell.text
        if title_cell is None:
            return
        line.title_cell = title_cell
        self._title(line, text)
        dressed = [cell for cell in (code_cell, title_cell) if cell is not None]
        line.bold = any(cell.style.bold for cell in dressed)
        line.italic = title_cell.style.italic
        letters = [char for char in line.title if char.isalpha()]
        line.caps = len(letters) > 3 and all(char.isupper() for char in letters)
        stored = title_cell.raw if isinstance(title_cell.raw, str) else ""
        line.indent = title_cell.style.indent + (len(stored) - len(stored.lstrip(" \t\xa0"))) // 2
        if title_cell.column in self._titles:
            line.indent += _ASIDE * self._titles.index(title_cell.column)
        merged = title_cell.flags & MERGED
        span = part.sheet.page.span(title_cell.line, title_cell.column) if merged else None
        under = ((line.place.page, line.place.line, place) for place in self._numbers)
        line.shared = line.code is not None and any(place in self._under for place in under)
        line.wide = span is not None and any(span.left < place <= span.right for place in self._numbers)

    def _title(self, line: Line, text: str) -> None:
        """The title of a cell: its first lines; what follows as a list or speaks of points is a sentence."""
        rows = [row.strip() for row in text.splitlines() if row.strip()]
        head, tail = rows[:1], rows[1:]
        while tail and not tail[0].startswith(tuple(codes.BULLETS)) and not phrases.scores(tail[0]):
            head.append(tail.pop(0))
        if len(head) == 1 and (parts := phrases.title_and_rule(head[0])) is not None:
            head, tail = [parts[0]], [parts[1], *tail]
        title, line.alternative = phrases.without_or(" ".join(head))
        if line.code is None and not line.bullet:
            line.code, line.bullet, title = codes.before_title(title)
            if line.code is not None:
                line.whys.append(Why("code-in-title"))
        elif line.bullet:
            title = codes.before_title(title)[2] if title[:1] in codes.BULLETS else title
        line.title = _flat(title)
        if tail and line.title_cell is not None:
            line.said.append(Said(line.title_cell, "\n".join(tail), "title"))

    # -- points --

    def _number(self, line: Line, role: Role, cell: Cell, page: Page) -> None:
        if role == "weight":
            amount = points.weight(cell)
            if amount is not None:
                line.points[role] = Point(cell, amount)
            elif cell.flags & UNCACHED == 0:
                self.refused.append((line.place, cell, BadInput("form.points_unread", text=cell.text)))
            return
        try:
            point = self._point(cell, page)
        except Refusal as refusal:
            self.refused.append((line.place, cell, refusal))
            line.unread = True
            return
        if point is None:
            return
        penal = role == "penalty" and point.sign == "-"
        rough = role in ("bonus", "penalty") and point.form in ("most", "range")
        if point.amount is not None and cell.column in self._levels:
            self._group_points[cell.column] = point
        elif point.amount is not None and not penal and not rough:
            line.points[role] = point
        elif role in ("bonus", "penalty") or phrases.scores(point.words):
            leaning = role if role in ("bonus", "penalty") else ""
            line.said.append(Said(cell, cell.text, "max" if role == "groupmax" else role, leaning))
        elif not phrases.is_class_line(point.words):
            line.unread = True
            self.refused.append((line.place, cell, BadInput("form.points_unread", text=cell.text)))

    def _point(self, cell: Cell, page: Page) -> Point | None:
        if cell.flags & UNCACHED:
            return points.computed(cell, lambda ref: self._value(ref, page, 0))
        return points.point(cell, page)

    def _value(self, ref: Ref, page: Page, depth: int) -> Fraction | None:
        """What the cell a formula names is worth, if it says points."""
        named, number, place = ref
        other = next((each for each in self._book.pages if each.name == named), None) if named else page
        cell = other.at(number, place) if other is not None else None
        if cell is None or other is None or depth > _DEEPEST:
            return None
        if cell.flags & UNCACHED:
            found = points.computed(cell, lambda inner: self._value(inner, other, depth + 1))
            return found.amount if found is not None else None
        try:
            point = points.point(cell, other)
        except Refusal:
            return None
        return point.amount if point is not None else None

    # -- lines that are no criteria --

    def _structural(self, line: Line, part: Part) -> Kind | None:
        texts = [cell.text for _, cell in line.cells if cell.text]
        head = self._table.head
        if part.section is not None and part.section.top <= line.place.line <= part.section.bottom:
            return "own-heading"
        if (
            part.section is None
            and head is not None
            and sum(cell.text in head.paths.get(cell.column, ()) for _, cell in line.cells) >= 2
        ):
            return "repeated-heading"
        if (line.unread or not line.scored) and line.code is None and _heads_another(line):
            return "second-table"
        if line.place.line <= part.first + 1 and len(texts) > 1 and _column_numbers(texts):
            return "column-numbers"
        words = line.title or next((cell.text for role, cell in line.cells if role in ("code", "title", "group")), "")
        if phrases.is_or(words) and not line.scored:
            return "or"
        if phrases.is_link(words) and not line.scored:
            return "link-word"
        if phrases.is_total(words) and (line.code is None or line.scored) and not line.bullet:
            return "total"
        return None


def untitled(lines: list[Line]) -> list[tuple[Place, Cell, Refusal]]:
    """Codes and points of lines that say no content: they can belong to nothing."""
    return [
        (line.place, cell, BadInput("form.title_missing"))
        for line in lines
        if line.kind == "sentence" and not line.title
        for role, cell in line.cells
        if (role == "code" and line.code is not None) or any(point.cell is cell for point in line.points.values())
    ]


def _heads_another(line: Line) -> bool:
    """Whether a line heads another table: short words only, two of them known as headings, one over the codes."""
    cells = [cell for _, cell in line.cells]
    known = [role_of((cell.text,)) for cell in cells]
    short = all(cell.kind == "text" and len(cell.text) <= 40 for cell in cells)
    coded = any(role == "code" and role_of((cell.text,)) == "code" for role, cell in line.cells)
    return short and coded and len(cells) > 1 and sum(role is not None for role in known) > 1


def _column_numbers(texts: list[str]) -> bool:
    found = [re.match(r"\(?\s*(\d{1,2})", text) for text in texts]
    if not all(_COLUMN_NUMBER.fullmatch(text.strip()) for text in texts):
        return False
    numbers = [int(match[1]) for match in found if match]
    return len(numbers) > 1 and all(after == before + 1 for before, after in pairwise(numbers))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _code_text(cell: Cell) -> str:
    """A code as printed; a number is written with a dot, a day that Excel made of one as it was typed."""
    if cell.kind == "number":
        return cell.text.replace(",", ".")
    if cell.kind == "date" and (found := re.match(r"0?(\d{1,2})/0?(\d{1,2})/", cell.text)):
        return f"{found[1]}.{found[2]}"
    return cell.text


def _settle_tens(lines: list[Line]) -> None:
    """1.10 that a sheet holds as the number 1.1 is known by the 1.9 before it; a day by what it follows."""
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        code = line.code
        if code is None or not code.style.startswith("dotted"):
            continue
        key = (code.style, code.prefix)
        before = seen.get(key, 0)
        cell = next((cell for role, cell in line.cells if role == "code"), None)
        typed = cell is not None and cell.kind == "number"
        if typed and before % 10 == 9 and code.value * 10 == before + 1:
            code = replace(code, text=f"{code.prefix}.{before + 1}", value=before + 1)
            line.whys.append(Why("ten-lost-its-zero", code.text))
        elif cell is not None and cell.kind == "date":
            line.whys.append(Why("code-was-a-day", cell.text))
        line.code = code
        seen[key] = code.value
