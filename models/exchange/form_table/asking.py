"""What a table does not decide: each doubt once, with where it stands, the lines it touches and what is assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.exchange.cells.model import Workbook
from models.exchange.form_table import phrases
from models.exchange.form_table.caps import caps_in
from models.exchange.form_table.filled import WAYS
from models.exchange.form_table.layout import Table
from models.exchange.form_table.model import Asked, CapSaid, Corrections, Line, Place
from models.exchange.form_table.tree import Branch, every, looks_one_of, state_of
from models.rules.number.points import to_text

Start = tuple[Fraction, str, Place]


class Asking:
    """Collects the questions of one reading; `found` are those without an answer, in the order of the sheet."""

    def __init__(self, book: Workbook, table: Table, fixed: Corrections) -> None:
        self._book, self._table, self._fixed = book, table, fixed
        self.found: list[Asked] = []
        self.caps: list[CapSaid] = []

    def about(
        self,
        branches: Sequence[Branch],
        lines: Sequence[Line],
        total: tuple[Line | None, Fraction | None],
        start: Start | None,
        rivals: Sequence[Sequence[int]],
        nodes: Sequence[Line],
    ) -> None:
        """Everything open about a table."""
        self._about_table(rivals, nodes)
        for branch in every(branches):
            self._about_branch(branch)
        self._together("group-points-missing", self._missing(branches), "sum")
        self._together("points-computed", [b for b in every(branches) if _form(b) == "computed"], "sum")
        self._together("points-range", [b for b in every(branches) if _form(b) == "range"], "highest")
        self._together("points-in-brackets", [b for b in every(branches) if _form(b) == "brackets"], "plain")
        self._together("points-missing", [b for b in every(branches) if self._pointless(b)], "")
        self._together("points-shared", [b for b in every(branches) if b.line.shared and not b.line.scored], "")
        self._together("once-or-per-case", [b for b in every(branches) if _taken_off(b)], "once", ("once", "per-case"))
        for code in ("ten-lost-its-zero", "code-was-a-day"):
            self._together(code, [b for b in every(branches) if any(why.code == code for why in b.line.whys)], "")
        self._together("code-twice", _twice(branches), "")
        self._about_total(branches, *total)
        for line in lines:
            if line.max is not None and any(why.code == "total-by-sum" for why in line.whys):
                facts = {"name": line.title, "points": line.max.amount}
                self._ask("total-by-sum", line.place, line.max.cell.address, facts)
        if start is not None:
            self._ask("starting-points", start[2], start[1], {"points": start[0]}, ("line", "none"))
        self._about_other_table(lines)
        self._about_notes(lines)

    def weighing(self, proven: str) -> str:
        """How weights turn into points: as the sheet's total proves, else as it is answered; "" while it is open."""
        column = next((one for one in self._table.columns.values() if one.role == "weight"), None)
        if proven or column is None:
            return proven
        first = Place(self._table.parts[0].sheet.number, self._table.parts[0].first)
        self._ask("weighing", first, _letter(column.place), {"heading": column.heading}, tuple(WAYS))
        said = [option for key, option in self._fixed.answers.items() if key.startswith("weighing@")]
        return said[0] if said and said[0] in WAYS else ""

    def _ask(
        self,
        code: str,
        place: Place,
        cell: str,
        facts: Mapping[str, object],
        options: tuple[str, ...] = (),
        places: Sequence[Place] = (),
        assumed: str = "",
    ) -> None:
        page = self._book.pages[place.page].name
        cell = cell.rpartition("!")[2]
        asked = Asked(
            code, page, cell, facts, tuple(places) or (place,), options, assumed or (options[0] if options else "")
        )
        if asked.key not in self._fixed.answers:
            self.found.append(asked)

    def _together(self, code: str, branches: Sequence[Branch], assumed: str, options: tuple[str, ...] = ()) -> None:
        """One question for all lines it touches."""
        if branches:
            first = branches[0].line
            places = [branch.line.place for branch in branches]
            titles = [_name(branch) for branch in branches]
            facts = {"count": len(branches), "names": titles[:6]}
            self._ask(code, first.place, _address(first), facts, options, places, assumed)

    def _about_table(self, rivals: Sequence[Sequence[int]], nodes: Sequence[Line]) -> None:
        table = self._table
        first = Place(table.parts[0].sheet.number, table.parts[0].first)
        cell = f"A{(table.head.top if table.head else first.line) + 1}"
        if table.head is None:
            self._ask("no-heading", first, cell, {})
        forms = [head for head in table.others if head.strong]
        for head in forms:
            place = Place(head.sheet.number, head.top)
            self._ask("second-form", place, f"A{head.top + 1}", {"page": head.sheet.page.name})
        for sheet in table.goes_on:
            place = Place(sheet.number, min(sheet.lines))
            self._ask("goes-on", place, f"A{place.line + 1}", {"page": sheet.page.name}, assumed="goes-on")
        for column in table.columns.values():
            codes = {why.code for why in column.whys}
            if "second-points" in codes:
                self._ask("two-point-columns", first, _letter(column.place), {"heading": column.heading})
            if column.role == "weight":
                self._ask("weights", first, _letter(column.place), {"heading": column.heading}, ("percent", "factor"))
        if rivals:
            places = sorted({nodes[at].place for other in rivals for at in range(len(nodes)) if _differs(rivals, at)})
            names = [line.title for line in nodes if line.place in places]
            place = places[0] if places else first
            self._ask(
                "two-readings", place, f"A{place.line + 1}", {"count": len(places), "names": names[:6]}, (), places
            )

    def _about_branch(self, branch: Branch) -> None:
        if not branch.children:
            if branch.line.max is not None and branch.line.max.other is not None:
                self._ask_number(branch)
            return
        one_of = looks_one_of(branch)
        facts = {"name": _name(branch), "points": branch.amount, "sum": branch.inner}
        places = [branch.line.place, *(child.line.place for child in branch.children)]
        where = branch.line.place, _address(branch.line)
        if one_of:
            self._ask("one-of", *where, facts, ("one-of", "sum"), places)
            return
        state = state_of(branch, one_of)
        if state == "differs":
            self._ask("sum-differs", *where, facts, ("keep", "sum"), places)
        elif state == "cap":
            self._ask("section-cap", *where, facts, ("cap",), places)

    def _ask_number(self, branch: Branch) -> None:
        point = branch.line.max
        assert point is not None, "only asked of a line with points"
        facts = {"name": _name(branch), "text": point.cell.text, "points": point.amount, "other": point.other}
        self._ask("thousand", branch.line.place, point.cell.address, facts)

    def _missing(self, branches: Sequence[Branch]) -> list[Branch]:
        roles = {column.role for column in self._table.columns.values()}
        if "max" not in roles:
            return []
        return [
            branch
            for branch in every(branches)
            if branch.children
            and branch.amount is None
            and branch.nature == "standard"
            and branch.inner is not None
            and "weight" not in branch.line.points
        ]

    @staticmethod
    def _pointless(branch: Branch) -> bool:
        line = branch.line
        return not (branch.children or line.shared or line.scored or "weight" in line.points)

    def _about_total(self, branches: Sequence[Branch], line: Line | None, said: Fraction | None) -> None:
        if line is None or said is None or line.max is None:
            return
        worth = [branch.worth for branch in branches if branch.nature == "standard" and branch.worth is not None]
        reached = sum(worth, Fraction(0))
        point = line.max
        if worth and reached != said:
            facts: dict[str, object] = {"points": said, "sum": reached}
            self._ask("total-differs", line.place, point.cell.address, facts, ("keep", "sum"))
        elif point.form == "thousand" and point.other is not None:
            facts = {"name": line.title, "text": point.cell.text, "points": said, "other": point.other}
            self._ask("thousand", line.place, point.cell.address, facts, assumed=to_text(said))
        elif point.form == "computed":
            self._ask(
                "points-computed", line.place, point.cell.address, {"count": 1, "names": [line.title]}, assumed="sum"
            )

    def _about_other_table(self, lines: Sequence[Line]) -> None:
        """A table under this one is named."""
        other = [line for line in lines if line.kind == "second-table" and line.title]
        if len(other) > 1:
            facts = {"count": len(other), "names": [line.title for line in other[:6]]}
            first = other[0].place
            self._ask("second-table", first, f"A{first.line + 1}", facts, (), [line.place for line in other])

    def _about_notes(self, lines: Sequence[Line]) -> None:
        """Sentences around the table that speak of points are no criteria, and are not passed over in silence."""
        inside = {line.place for line in lines}
        found = [
            (line.place, cell)
            for line in lines
            if line.kind == "note"
            for _, cell in line.cells
            if phrases.scores(cell.text)
        ]
        for part in self._table.parts:
            for number, cells in sorted(part.sheet.lines.items()):
                place = Place(part.sheet.number, number)
                if place not in inside and number < part.first:
                    found += [(place, cell) for cell in cells.values() if _rules_points(cell.text)]
        for place, cell in dict.fromkeys(found):
            caps = caps_in(cell.text)
            for nature, points in caps:
                page = self._book.pages[place.page].name
                self.caps.append(CapSaid(nature, points, page, cell.address, cell.text))
                facts = {"text": cell.text, "points": points}
                if nature == "bonus":
                    self._ask("bonus-cap-in-note", place, cell.address, facts, ("none", "cap"))
                else:
                    self._ask("penalty-cap-in-note", place, cell.address, facts, ("none", "cap"))
            if not caps and not any(
                asked.code == "starting-points" and asked.cell == cell.address for asked in self.found
            ):
                self._ask("rule-in-note", place, cell.address, {"text": cell.text})


def _rules_points(text: str) -> bool:
    return len(text) > 20 and phrases.scores(text) and not phrases.is_class_line(text)


def _differs(rivals: Sequence[Sequence[int]], at: int) -> bool:
    return len({rival[at] for rival in rivals if at < len(rival)}) > 1 or len(rivals) == 1


def _twice(branches: Sequence[Branch]) -> list[Branch]:
    """Branches whose code another one beside them has already."""
    found, seen = [], set()
    for branch in branches:
        code = branch.line.code.text if branch.line.code is not None else ""
        if code and code in seen:
            found.append(branch)
        seen.add(code)
        found += _twice(branch.children)
    return found


def _form(branch: Branch) -> str:
    return branch.line.max.form if branch.line.max is not None else ""


def _taken_off(branch: Branch) -> bool:
    """A number taken off without a word whether once or each time."""
    point = branch.line.max
    return not branch.children and branch.nature == "penalty" and point is not None and point.sign == "-"


def _name(branch: Branch) -> str:
    code = branch.line.code
    return f"{code.text}. {branch.line.title}" if code is not None else branch.line.title


def _address(line: Line) -> str:
    return line.title_cell.address if line.title_cell is not None else f"A{line.place.line + 1}"


def _letter(place: int) -> str:
    from models.exchange.cells.model import address

    return address(0, place)[:-1]
