"""One bloc-year as standing needs it: what holds for the whole of it, its sheets, and the boards built from them when
first asked.

Read from the book's rows, never written. Changed sheets and cells are taken in row by row, at the next reading, so that
a paste of a thousand cells costs one pass. What else a year rests on is compared (`Frame`, forms): while it says the
same, the boards stay.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from models.book.base.bulk import undisturbed
from models.book.base.kept import Followed, KeptBy, Take
from models.book.following.facts import WorkFacts
from models.book.scoring import frame as frames
from models.book.scoring.beside.joined import is_begun
from models.book.scoring.board import Board, DecisionsFor, Leaf, Speaking
from models.book.scoring.combined import panel_board
from models.book.scoring.facts import Background, told
from models.book.scoring.frame import Frame, Member
from models.book.scoring.rows import TOTAL, YEAR_PERIOD, SheetAt, read_cell
from models.file.declared.column_kinds import holds
from models.file.declared.shapes import Key
from models.rules.form.form_compared import compared_question, taking_part
from models.rules.form.parts.criteria import KINDS
from models.rules.form.placing import comparing, placing
from models.rules.form.scoring import Cell, Form, Item, column_of
from models.rules.number.questions import Question, answer
from models.rules.place.facts import OF_OTHERS, FactValue, Noted
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook

Place = tuple[str, str]
"""(period, stage)."""
NO_DAY: Final = "0001-01-01"
"""Stands where a sheet has no day of arrival."""
MANY_CELLS: Final = 10
"""From this many changed cells on a sheet is read as a whole."""


class YearState:
    """The sheets and boards of one year under its frame; made, kept and brought up to date by `Years`."""

    frame: Frame

    def __init__(self, book: ScoringBook, years: Years, year: int, followed: Followed[YearState]) -> None:
        self._book = book
        self._years = years
        self._followed = followed
        self.year = year
        self.sheets: dict[str, dict[str, Any]] = {row["key"]: row for row in book.store.rows("sheet", year=year)}
        self.memos: dict[object, Any] = {}
        self._boards: dict[Place, Board] = {}
        self._panels: dict[Place, tuple[list[tuple[Any, bool]], Board]] = {}
        self._forms: Mapping[str, Form] = {}
        self._waiting: dict[Place, set[Leaf]] = {}
        self._places: dict[tuple[str, str, str], str] = {}
        self._spoken_of: set[str] = set()
        self._barred: frozenset[str] = frozenset()
        self._sheets_taken = 0
        self._index_sheets()

    # --- what the year says -------------------------------------------------------------------------------------------

    def under(self, frame: Frame) -> None:
        """Let another frame hold: boards stay where it says the same but for decisions, and those change their
        leaves."""
        former: Frame | None = getattr(self, "frame", None)
        if frame is former:
            return
        self.frame = frame
        self.memos = {}
        self._panels = {}
        self._spoken_of = {word for each in frame.decisions for word in each.subject.split("/")}
        subjects = None if former is None else former.changed(frame)
        if subjects is None:
            self._boards.clear()
        for key, board in self._boards.items():
            said = {word for subject in subjects or () for word in subject.split("/")}
            for unit, form in board.forms.items():
                nodes = (node.key for node in form.nodes) if form.key in said else (n for n in said if form.find(n))
                self._wait(key, ((unit, node) for node in nodes))

    def weighed(self, specs: Mapping[str, Mapping[str, object]]) -> YearState:
        """The same year with keys of some of its rules replaced, by kind, for a trial; this one and its boards stay."""
        rules = dict(self.frame.rules)
        for kind, spec in specs.items():
            if isinstance(rule := rules.get(kind), Rule):
                rules[kind] = replace(rule, spec={**rule.spec, **spec})
        made = copy(self)
        made.frame, made.memos = replace(self.frame, rules=rules), {}
        return made

    def open_leavers(self) -> tuple[Question, ...]:
        """What becomes of a leaver's sheet, and whether its points come into those of the unit that goes on; for those
        that have one."""
        written = {row["unit"] for row in self.sheets.values() if row["state"] != "empty"}
        left = tuple(each for each in self.frame.leavers if each.facts["unit"] in written)
        return (*left, *(each for each in self.frame.joins.asked if is_begun(each, written)))

    def stage(self, key: str) -> Mapping[str, Any]:
        """The row of a stage; the refusal of `scores.stage_row` when the year has none."""
        found = next((row for row in self.frame.stages if row["key"] == key), None)
        return found or self._book.scores.stage_row(self.year, key)

    def sheets_within(self, stage: str) -> tuple[str, ...]:
        """The stages that hold the sheets of the scorers of a stage."""
        panel = self.frame.panels.get(stage)
        return () if panel is None else tuple(panel.by.values())

    def scored_by(self, stage: str, unit: str) -> tuple[str, ...]:
        """The stages that hold the sheets of whoever scores a unit at a stage several units score."""
        panel = self.frame.panels.get(stage)
        return () if panel is None else panel.of(unit)

    # --- boards -------------------------------------------------------------------------------------------------------

    def board(self, stage: str, period: str = YEAR_PERIOD) -> Board:
        """The board of a stage, with every change taken in; where several units score, of what they come to."""
        if stage in self.frame.panels:
            return self._panel(stage, period)
        forms = self._years.forms(self.year)
        if forms is not self._forms and forms != self._forms:
            self._boards.clear()
        self._forms = forms
        key = (period, stage)
        if key not in self._boards:
            self._boards[key] = self._followed.part(lambda: self._build(stage, period, forms))
            self._waiting.pop(key, None)
        leaves = self._waiting.pop(key, None)
        if leaves:
            with undisturbed(len(leaves)):
                self._boards[key].put(self._cells(key, leaves))
        self._book.store.watch.read_all(self._followed.reads)
        return self._boards[key]

    def _panel(self, stage: str, period: str) -> Board:
        """What the scorers of a stage come to, made anew only when a sheet of theirs has another result."""
        panel = self.frame.panels[stage]
        boards = {key: self.board(key, period) for key in panel.by.values()}
        rests_on = [
            (board.results.get(unit), bool(board.cells.get(unit))) for board in boards.values() for unit in board.forms
        ]
        known = self._panels.get((period, stage))
        if known is not None and len(known[0]) == len(rests_on):
            pairs = zip(known[0], rests_on, strict=True)
            if all(before is now and had == has for (before, had), (now, has) in pairs):
                return known[1]
        made = panel_board(panel, boards, self.frame, stage, period, self._years.forms(self.year))
        self._panels[period, stage] = rests_on, made
        return made

    def _build(self, stage: str, period: str, forms: Mapping[str, Form]) -> Board:
        with undisturbed():
            steps = self._in_steps(stage, period, forms)
            while True:
                try:
                    next(steps)
                except StopIteration as end:
                    made: Board = end.value
                    return made

    def _in_steps(self, stage: str, period: str, forms: Mapping[str, Form]) -> Generator[None, None, Board]:
        """Read the cells of a stage and assess them, sheet by sheet."""
        row = self.stage(stage)
        self._book.store.watch.read("cell")  # where no sheet was written yet as well
        cells: dict[str, dict[str, Cell]] = {}
        for each in tuple(self.sheets.values()):
            unit = each["unit"]
            if (each["period"], each["stage"]) == (period, stage) and unit in forms:
                found = self._book.store.select("SELECT * FROM cell WHERE sheet = ?", (each["key"],))
                cells[unit] = {one["node"]: _read(one, forms[unit]) for one in found}
                yield
        ranking = self.frame.rule("ranking/1")
        rule = None if ranking is None else ranking.spec
        about = self._about(period, stage)
        told = rule, about, self.frame.contending
        if any(map(comparing, forms.values())):
            vetoes = self._book.store.rows("veto", year=self.year)
            self._barred = frozenset(one["unit"] for one in vetoes if not one["relief"])
        days_off, who = self._days_off(forms), self._taking_part
        stage_of = row["holds"], row["counts"], forms, cells
        made = Board(*stage_of, *told, later=True, days_off=days_off, taking_part=who)
        yield from made.each_sheet()
        return made

    def _taking_part(self, form: str) -> frozenset[str]:
        """The units that take part where an item of a form compares units."""
        frame = self.frame
        return taking_part(form, frame.indexed, frame.contending, frame.late, self._barred)

    def open_comparisons(self) -> tuple[Question, ...]:
        """Whom forms compare, where a unit with a sheet came late or is barred, it makes a difference whether it takes
        part, and nobody has decided it.
        """
        written = {row["unit"] for row in self.sheets.values() if row["state"] != "empty"}
        odd = (self.frame.late | self._barred) & self.frame.contending & written
        forms = {form.key: form for unit, form in self.forms.items() if unit in odd}
        moved = [form for _, form in sorted(forms.items()) if comparing(form) and self._moved_without(form, odd)]
        asked = (compared_question(form.key) for form in moved)
        return tuple(one for one in asked if answer(self.frame.indexed, one) is None)

    def _moved_without(self, form: Form, odd: frozenset[str]) -> bool:
        """Whether what an item of a form is compared with would be other without some units."""
        for board in self._boards.values():
            units = [unit for unit, one in board.forms.items() if one.key == form.key and unit in self.frame.contending]
            for item in comparing(form) if board.holds == "items" else ():
                if placing(item) and odd.intersection(units):
                    return True
                cells = {unit: board.cell(unit, item.key) for unit in units}
                for gone in (odd & self.frame.late, odd & self._barred):
                    rest = {unit: cell for unit, cell in cells.items() if unit not in gone}
                    every, left = column_of(item, cells), column_of(item, rest)
                    if every is not None and left is not None and every.figures != left.figures:
                        return True
        return False

    def _days_off(self, forms: Mapping[str, Form]) -> frozenset[str]:
        """The days off by which forms count what came late; none are read where no form counts days."""
        parts = (part for form in forms.values() for item in form.items() for part in item.parts)
        if not any(KINDS[part.kind].dated for part in parts):
            return frozenset()
        return self._book.days_off.around(self.year)

    @property
    def forms(self) -> Mapping[str, Form]:
        """The form of each unit."""
        return self._years.forms(self.year)

    def lacking(self) -> Iterator[Place]:
        """The boards that a ranking, or a look for open questions, would have to make first."""
        forms = self._years.forms(self.year)
        used = {(row["period"], row["stage"]) for row in self.sheets.values()}
        for place in sorted(used):
            if place[1] not in self.frame.panels and (place not in self._boards or forms != self._forms):
                yield place

    def prepare(self, period: str, stage: str) -> Iterator[None]:
        """Make one board in steps. Cells written in between are taken in when it is asked for; where more changed, or
        somebody did not wait, nothing of it is kept."""
        frame, forms, key, taken = self.frame, self._years.forms(self.year), (period, stage), self._sheets_taken
        self._waiting.pop(key, None)
        steps = self._in_steps(stage, period, forms)
        while True:
            try:
                self._followed.part(lambda: next(steps))
            except StopIteration as end:
                made: Board = end.value
                break
            yield
            if self.frame is not frame or self._sheets_taken != taken or self._years.forms(self.year) != forms:
                return
        if forms != self._forms:
            self._boards.clear()
        self._forms = forms
        self._boards.setdefault(key, made)

    def _about(self, period: str, stage: str) -> DecisionsFor:
        """What may be decided of a leaf: of its sheet, of its unit in every stage, of every unit, of its form."""

        def speaking(unit: str, node: str) -> Speaking:
            sheet = self.sheet_key(unit, stage, period)
            subjects = *((sheet,) if sheet else ()), f"{self.year}/{unit}", str(self.year)
            spoken = node in self._spoken_of or self.frame.forms.get(unit) in self._spoken_of
            return (self.frame.indexed if spoken else ()), subjects

        return speaking

    def sheet_key(self, unit: str, stage: str, period: str) -> str:
        """The key of a stored sheet, "" when nobody wrote into it."""
        return self._places.get((unit, stage, period), "")

    def _index_sheets(self) -> None:
        self._places = {(row["unit"], row["stage"], row["period"]): key for key, row in self.sheets.items()}

    def _cells(self, key: Place, leaves: set[Leaf]) -> dict[Leaf, Cell | None]:
        """The cells at these leaves as they are now; of a sheet with many of them all are read at once."""
        period, stage = key
        by_unit: dict[str, list[str]] = {}
        for unit, node in sorted(leaves):
            by_unit.setdefault(unit, []).append(node)
        found: dict[Leaf, Cell | None] = {}
        for unit, nodes in by_unit.items():
            form, sheet = self._boards[key].forms.get(unit), self.sheet_key(unit, stage, period)
            if len(nodes) > MANY_CELLS:
                rows = {str(row["node"]): row for row in self._book.store.rows("cell", sheet=sheet)}
            else:
                rows = {node: row for node in nodes if (row := self._book.store.row("cell", sheet, node)) is not None}
            for node in nodes:
                row = rows.get(node)
                found[unit, node] = None if row is None or form is None else _read(row, form)
        return found

    # --- changes ------------------------------------------------------------------------------------------------------

    def take_sheets(self, keys: frozenset[Key]) -> None:
        """Sheets came, went, or changed their form or state; only the first three concern their points."""
        self._sheets_taken += 1
        for key in sorted(map(str, keys)):
            row = self._book.store.row("sheet", key)
            old = self.sheets.get(key)
            if row is not None and row["year"] == self.year:
                self.sheets[key] = row
            else:
                row = self.sheets.pop(key, None)
            if row is not None and (old is None or key not in self.sheets or old["form"] != row["form"]):
                self._index_sheets()
                at = (row["period"], row["stage"])
                form = self._boards[at].forms.get(row["unit"]) if at in self._boards else None
                if form is not None:
                    self._wait(at, ((row["unit"], node) for node in (*(each.key for each in form.nodes), TOTAL)))

    def take_cells(self, keys: frozenset[Key]) -> None:
        """Cells of these (sheet, node) changed."""
        for key in keys:
            assert isinstance(key, tuple)
            row = self.sheets.get(str(key[0]))
            if row is not None:
                self._wait((row["period"], row["stage"]), [(row["unit"], str(key[1]))])

    def _wait(self, key: Place, leaves: Iterable[Leaf]) -> None:
        self._waiting.setdefault(key, set()).update(leaves)

    # --- what surrounds the points ------------------------------------------------------------------------------------

    def surroundings(self) -> Mapping[str, Background]:
        """Vetoes in force, last year's rank and the self-score of every unit of the roster."""
        return self._years.background(self.year)


FOLLOWED: Final[Mapping[str, Take[YearState]]] = {"sheet": YearState.take_sheets, "cell": YearState.take_cells}
"""What a year takes in row by row; sheets first, for cells are found by theirs."""


class Years:
    """The kept years of a book: `frame`, `forms` and `background` by year, and the state that follows its cells."""

    def __init__(self, book: ScoringBook) -> None:
        self._book = book
        self.frame = KeptBy[int, Frame](book.store, lambda year: frames.read(book, year))
        self.forms = KeptBy[int, dict[str, Form]](book.store, lambda year: frames.forms(book, self.frame(year)))
        self.background = KeptBy[int, dict[str, Background]](book.store, self._read_background)
        self._states: dict[int, Followed[YearState]] = {}

    def state(self, year: int) -> YearState:
        """The year with every change taken in. RuleViolation `year.unknown`."""
        frame = self.frame(year)
        if year not in self._states:
            make = partial(YearState, self._book, self, year)
            self._states[year] = Followed(self._book.store, make, FOLLOWED)
        state = self._states[year]()
        state.under(frame)
        return state

    def _read_background(self, year: int) -> dict[str, Background]:
        store, frame = self._book.store, self.frame(year)
        vetoes: dict[str, dict[str, str]] = {}
        for row in store.rows("veto", year=year):
            if not row.get("relief"):
                vetoes.setdefault(row["unit"], {})[row["kind"]] = row.get("document") or ""
        last = {row["unit"]: row.get("rank") for row in store.rows("past_result", year=year - 1)}
        found_of: dict[str, dict[str, FactValue | Noted | None]] = {}
        for row in store.rows("rating", year=year):
            if row["kind"].partition("(")[0] in OF_OTHERS:
                found_of.setdefault(row["holder"], {})[row["kind"]] = told(row)
        first_stage = frame.stages[0]["key"] if frame.stages else ""
        first = store.rows("sheet", year=year, stage=first_stage)
        sent = {row["unit"] for row in first if _was_sent(row)}
        undated = {row["unit"] for row in first if not holds("sheet", "received_on", row["received_on"] or NO_DAY)}
        found = {}
        for member in frame.roster:
            late = self._book.scores.late(SheetAt(year, member.unit, first_stage)) if member.unit in sent else None
            days = (late.days if late else 0) if member.unit in sent - undated and len(frame.periods) == 1 else None
            found[member.unit] = Background(
                vetoes.get(member.unit, {}),
                last.get(member.unit),
                member.unit in sent,
                days,  # of several periods no deadline says which it is for
                _all_year(member, year),
                self._book.registration.facts(year, member.unit),
                WorkFacts(self._book, year, member.unit),
                found_of.get(member.unit, {}),
            )
        return found


def _was_sent(row: Mapping[str, Any]) -> bool:
    """A sheet came in when its day is recorded or somebody entered it."""
    return bool(row.get("received_on")) or row["state"] != "empty"


def _all_year(member: Member, year: int) -> bool:
    return (member.from_date or "") <= f"{year}-01-01" and (member.to_date or f"{year}-12-31") >= f"{year}-12-31"


def _read(row: Mapping[str, Any], form: Form) -> Cell:
    node = form.find(row["node"])
    return read_cell(row, node if isinstance(node, Item) else None)
