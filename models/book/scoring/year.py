"""One bloc-year as standing needs it: roster, forms, stages, periods, rules, and the boards built from them when first
asked.

Read from the book's rows, never written. An edit is noted (`note`) and applied to the boards at the next reading, so
that a paste of a thousand cells costs one pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.book.following.facts import WorkFacts
from models.book.scoring.board import Board, DecisionsFor, Leaf, Speaking
from models.book.scoring.facts import Background
from models.book.scoring.rows import TOTAL, YEAR_PERIOD, read_cell_row
from models.rules.form.scoring import Cell, Form, Item
from models.rules.number import questions
from models.rules.number.questions import Decision, Option, Question
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.book import Book
    from models.file.store import Notice

Key = tuple[str, str]
"""(period, stage)."""

RESHAPING = frozenset(
    {"form", "form_node", "year_form", "stage", "period", "membership", "bloc_year", "rule", "regulation", "setting"}
)
"""Tables whose change makes the boards of a year anew."""

REORDERING = frozenset(
    {
        "veto", "past_result", "deadline", "keying", "registration", "registered_title", "pledge", "pledge_sign",
        "work", "progress", "target",
    }
)  # fmt: skip
"""Tables whose change leaves every sheet as it is but may move places or classes."""


@dataclass(frozen=True, slots=True)
class Member:
    """One unit of the year's roster, with the days it belongs to the bloc and its group."""

    unit: str
    position: int
    from_date: str | None
    to_date: str | None
    unit_group: str


class YearState:
    """The boards of one year; `version` rises with every change that may move a place."""

    def __init__(self, book: Book, year: int) -> None:
        self._book = book
        self.year = year
        self.version = 0
        self.memos: dict[object, Any] = {}
        self._background: Mapping[str, Background] | None = None
        store = book.store
        members = sorted(store.rows("membership", year=year), key=lambda row: (row["position"], row["unit"]))
        self.roster = tuple(
            Member(row["unit"], row["position"], row.get("from_date"), row.get("to_date"), row["unit_group"])
            for row in members
        )
        self.left_by = {row["unit"]: row.get("left_by") or "" for row in members}
        self.stages = sorted(store.rows("stage", year=year), key=lambda row: (row["position"], row["key"]))
        periods = sorted(store.rows("period", year=year), key=lambda row: (row["position"], row["key"]))
        self.periods = tuple(row["key"] for row in periods) or (YEAR_PERIOD,)
        self.boards: dict[Key, Board] = {}
        self.sheets: dict[str, dict[str, Any]] = {row["key"]: row for row in store.rows("sheet", year=year)}
        self._waiting: dict[Key, set[Leaf]] = {}
        self._places: dict[tuple[str, str, str], str] = {}
        self._index_sheets()
        self.read_rules()
        self.read_decisions()
        self.read_contending()

    # --- what the year says -------------------------------------------------------------------------------------------

    def read_rules(self) -> None:
        """Take the rules in force at the year's end; where none or several govern, the question stands in its place."""
        areas = self._book.regulations
        governing = {kind: areas.governing(self.year, kind) for kind in _KINDS}
        self.rules: Mapping[str, Rule | Question] = governing
        last_day = f"{self.year}-12-31"
        self.quotas = tuple(
            rule for rule in areas.rules(self.year) if rule.kind == "class-quota/1" and rule.in_force(last_day)
        )

    def rule(self, kind: str) -> Rule | None:
        """The year's rule of a kind, None where the year has not exactly one."""
        found = self.rules[kind]
        return found if isinstance(found, Rule) else None

    def read_decisions(self) -> None:
        """Take the decisions in force for this year, and which nodes their subjects name."""
        self.decisions: tuple[Decision, ...] = self._book.decisions.all(self.year)
        self.indexed = questions.index(self.decisions)
        self._spoken_of = {word for each in self.decisions for word in each.subject.split("/")}

    def read_contending(self) -> None:
        """Take the units that stand for a place: those of the year's last day, and leavers a decision keeps in."""
        asked = {member.unit: leaver_question(self.year, member, self.left_by[member.unit]) for member in self.roster}
        decided = {unit: questions.answer(self.indexed, each) for unit, each in asked.items() if each is not None}
        ranked = {unit for unit, each in decided.items() if each is not None and each.choice == "ranked"}
        self.contending = frozenset(unit for unit, each in asked.items() if each is None or unit in ranked)
        self.leavers = tuple(each for unit, each in asked.items() if each is not None and decided[unit] is None)

    def open_leavers(self) -> tuple[Question, ...]:
        """The question what becomes of a leaver's sheet, for those that have one."""
        written = {row["unit"] for row in self.sheets.values() if row["state"] != "empty"}
        return tuple(each for each in self.leavers if each.facts["unit"] in written)

    def stage(self, key: str) -> dict[str, Any]:
        """The row of a stage; the refusal of `scores.stage_row` when the year has none."""
        return next((row for row in self.stages if row["key"] == key), None) or self._book.scores.stage_row(
            self.year, key
        )

    def forms(self) -> dict[str, Form]:
        """The form of every unit of the roster that has one, in roster order."""
        forms = self._book.forms
        by_group = {row["unit_group"]: row["form"] for row in self._book.store.rows("year_form", year=self.year)}
        found = {}
        for member in self.roster:
            key = by_group.get(member.unit_group, by_group.get(""))
            if key is not None:
                found[member.unit] = forms.form(key)
        return found

    # --- boards -------------------------------------------------------------------------------------------------------

    def board(self, stage: str, period: str = YEAR_PERIOD) -> Board:
        """The board of a stage, with every noted edit applied."""
        key = (period, stage)
        if key not in self.boards:
            self.boards[key] = self._build(stage, period)
            self._waiting.pop(key, None)
        elif self._waiting.get(key):
            leaves = self._waiting.pop(key)
            self.boards[key].put({leaf: self._cell(key, leaf) for leaf in sorted(leaves)})
        return self.boards[key]

    def full(self) -> None:
        """Throw every board away; the next reading assesses anew."""
        self.boards.clear()
        self._waiting.clear()
        self.version += 1

    def _build(self, stage: str, period: str) -> Board:
        row = self.stage(stage)
        forms = self.forms()
        cells: dict[str, dict[str, Cell]] = {}
        units = {
            each["key"]: each["unit"]
            for each in self.sheets.values()
            if (each["period"], each["stage"]) == (period, stage)
        }
        found = self._book.store.select(
            "SELECT cell.* FROM cell JOIN sheet ON sheet.key = cell.sheet WHERE sheet.year = ? AND sheet.period = ? "
            "AND sheet.stage = ?",
            (self.year, period, stage),
        )
        for each in found:
            unit = units[each["sheet"]]
            if unit in forms:
                cells.setdefault(unit, {})[each["node"]] = _read(each, forms[unit])
        ranking = self.rule("ranking/1")
        rule = None if ranking is None else ranking.spec
        return Board(row["holds"], row["counts"], forms, cells, rule, self._about(period, stage), self.contending)

    def _about(self, period: str, stage: str) -> DecisionsFor:
        """What may be decided of a leaf: of its sheet, of its unit in every stage, of every unit."""

        def speaking(unit: str, node: str) -> Speaking:
            sheet = self.sheet_key(unit, stage, period)
            subjects = (sheet, f"{self.year}/{unit}", str(self.year))
            return (self.indexed if node in self._spoken_of else ()), subjects

        return speaking

    def sheet_key(self, unit: str, stage: str, period: str) -> str:
        """The key of a stored sheet, "" when nobody wrote into it."""
        return self._places.get((unit, stage, period), "")

    def _index_sheets(self) -> None:
        self._places = {(row["unit"], row["stage"], row["period"]): key for key, row in self.sheets.items()}

    def _cell(self, key: Key, leaf: Leaf) -> Cell | None:
        unit, node = leaf
        period, stage = key
        form = self.boards[key].forms.get(unit)
        row = self._book.store.row("cell", self.sheet_key(unit, stage, period), node)
        return None if row is None or form is None else _read(row, form)

    # --- changes ------------------------------------------------------------------------------------------------------

    def note(self, notice: Notice) -> bool:
        """Take in what an operation changed; False when the year must be read anew."""
        tables = notice.tables
        if not RESHAPING.isdisjoint(tables):
            return False
        if "sheet" in tables:
            for key in sorted(map(_one, tables["sheet"])):
                self._sheet_changed(key)
        for changed in tables.get("cell", ()):
            assert isinstance(changed, tuple)
            row = self.sheets.get(str(changed[0]))
            if row is not None:
                self._wait(row, str(changed[1]))
        if not {"cell", "sheet", "evidence", "keying_cell"}.issuperset(tables):
            self.memos.clear()
        if "decision" in tables or "recount" in tables:
            self._decided()
        if not REORDERING.isdisjoint(tables) or "sheet" in tables:
            self._background = None
            self.version += 1
        return True

    def _wait(self, row: Mapping[str, Any], node: str) -> None:
        self._waiting.setdefault((row["period"], row["stage"]), set()).add((row["unit"], node))
        self.version += 1

    def _sheet_changed(self, key: str) -> None:
        """A sheet came, went, or changed its form or state; only the first three concern its points."""
        row = self._book.store.row("sheet", key)
        old = self.sheets.get(key)
        if row is not None and row["year"] == self.year:
            self.sheets[key] = row
        else:
            row = self.sheets.pop(key, None)
        if row is not None and (old is None or key not in self.sheets or old["form"] != row["form"]):
            self._index_sheets()
            board = self.boards.get((row["period"], row["stage"]))
            form = board.forms.get(row["unit"]) if board else None
            if form is not None:
                waiting = self._waiting.setdefault((row["period"], row["stage"]), set())
                waiting |= {(row["unit"], node.key) for node in form.nodes} | {(row["unit"], TOTAL)}

    def _decided(self) -> None:
        """Decisions changed: the leaves their subjects name are assessed again, old and new ones alike."""
        before = {each.key: each for each in self.decisions}
        contending = self.contending
        self.read_decisions()
        self.read_contending()
        if self.contending != contending:
            self.full()
        after = {each.key: each for each in self.decisions}
        changed = [each for key, each in (*before.items(), *after.items()) if before.get(key) != after.get(key)]
        subjects = {each.subject for each in changed}
        self.version += 1
        nodes = {word for subject in subjects for word in subject.split("/")}
        for key, board in self.boards.items():
            waiting = self._waiting.setdefault(key, set())
            waiting |= {(unit, node) for unit, form in board.forms.items() for node in nodes if form.find(node)}

    # --- what surrounds the points ------------------------------------------------------------------------------------

    def surroundings(self) -> Mapping[str, Background]:
        """Vetoes in force, last year's rank and the self-score of every unit of the roster, kept until one of them may
        have changed.
        """
        if self._background is None:
            self._background = self._read_background()
        return self._background

    def _read_background(self) -> dict[str, Background]:
        store, year = self._book.store, self.year
        vetoes: dict[str, dict[str, str]] = {}
        for row in store.rows("veto", year=year):
            if not row.get("relief"):
                vetoes.setdefault(row["unit"], {})[row["kind"]] = row.get("document") or ""
        last = {row["unit"]: row.get("rank") for row in store.rows("past_result", year=year - 1)}
        first_stage = self.stages[0]["key"] if self.stages else ""
        sent = {row["unit"] for row in self.sheets.values() if row["stage"] == first_stage and _was_sent(row)}
        found = {}
        for member in self.roster:
            late = self._book.scores.late(year, member.unit, first_stage) if member.unit in sent else None
            found[member.unit] = Background(
                vetoes.get(member.unit, {}),
                last.get(member.unit),
                member.unit in sent,
                (late.days if late else 0) if member.unit in sent else None,
                _all_year(member, year),
                self._book.registration.facts(year, member.unit),
                WorkFacts(self._book, year, member.unit),
            )
        return found


LEAVER = "standing.leaver"
_LEAVER_OPTIONS = (
    Option("history", "Giữ phiếu để tra cứu, không xếp hạng"),
    Option("ranked", "Vẫn xếp hạng bằng phiếu đã có"),
)
_KINDS = ("ranking/1", "final-score/1", "year-from-periods/1", "classes/1", "flag-self-over/1")


def leaver_question(year: int, member: Member, left_by: str) -> Question | None:
    """What becomes of the sheet of a unit that left before the year's last day? It is not for the program to say."""
    if member.to_date is None or member.to_date >= f"{year}-12-31":
        return None
    facts = {"unit": member.unit, "until": member.to_date, "left_by": left_by}
    return Question(LEAVER, f"{year}/{member.unit}", options=_LEAVER_OPTIONS, facts=facts)


def _was_sent(row: Mapping[str, Any]) -> bool:
    """A sheet came in when its day is recorded or somebody entered it."""
    return bool(row.get("received_on")) or row["state"] != "empty"


def _all_year(member: Member, year: int) -> bool:
    return (member.from_date or "") <= f"{year}-01-01" and (member.to_date or f"{year}-12-31") >= f"{year}-12-31"


def _read(row: Mapping[str, Any], form: Form) -> Cell:
    node = form.find(row["node"])
    return read_cell_row(row, node if isinstance(node, Item) else None).cell


def _one(key: Any) -> str:
    return str(key[0] if isinstance(key, tuple) else key)
