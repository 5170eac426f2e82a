"""The journal as people read it: each act in one Vietnamese line, with what it changed, newest first.

The journal itself is kept by the store. Here are only words, and the mask over a second keying that is still open: its
values are read by its own person alone, and that person does not see the first keying's. So with a second count: what
was decided on the first is not told to whoever counts again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base.area import Area
from models.book.reporting.journal_kinds import ACTS, SETTING_UP, TABLES
from models.book.scoring.affected import CORRECTED, ESTIMATED, OFFICIAL, PLACES_MOVED
from models.book.units.keepers import ANONYMOUS_LABEL
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.about import About
from models.rules.number.points import from_text, show_plain
from models.rules.number.text import show_date

if TYPE_CHECKING:
    from models.book.reporting.floor import ReportingBook
    from models.book.reporting.papers import Paper
    from models.file.declared.shapes import Key
from models.file.history.journal import Change, Op

BLANK: Final = "trống"
MASKED: Final = "(chưa hiện số: đang nhập kiểm tra lần hai)"
RECOUNTED: Final = "(chưa hiện: đang đếm lần hai)"
_PARTS: Final = {"base": "", "bonus": "thưởng ", "penalty": "trừ "}
_CELLS: Final = ("cell", "keying_cell")
_VALUES: Final = ("stated", "inputs", "not_assigned")
_YEARS = ("year", "from_year")
"""Facts of acts that are years of the bloc."""
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOVING: Final = (OFFICIAL, ESTIMATED, CORRECTED)
_FIELD: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Line:
    """One act as it is read: who did what when, whether it was taken back, whether values are kept from this reader."""

    seq: int
    at: str
    person: str
    kind: str
    text: str
    undone: bool = False
    masked: bool = False


@dataclass(frozen=True, slots=True)
class PlacesMoved:
    """One act on an estimated figure, one that `corrected` points already sent, or any `other` (in words) after places
    were sent, that changed places: `figures` the (unit, item), `moved` the (unit, rank before, rank after), None where
    the unit had none; `papers` those sent before it that carry places.
    """

    seq: int
    at: str
    person: str
    official: bool
    figures: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, int | None, int | None], ...]
    papers: tuple[Paper, ...]
    corrected: bool = False
    other: str = ""


class Journal(Area):
    """Reads of the journal for whoever is at the keyboard."""

    _book: ReportingBook

    def lines(self, limit: int = 200, before: int | None = None) -> tuple[Line, ...]:
        """The newest acts, at most `limit`, newest first; with `before` those that came before that act."""
        end = self._store.last_seq if before is None else before - 1
        ops = self._store.ops(max(0, end - limit), limit) if end > 0 else []
        taken_back = self._taken_back(ops)
        return tuple(self._line(op, op.seq in taken_back) for op in reversed(ops) if op.seq <= end)

    def line(self, seq: int) -> Line:
        """One act. RuleViolation `journal.unknown`."""
        ops = self._store.ops(seq - 1, 1)
        if not ops or ops[0].seq != seq:
            raise RuleViolation("journal.unknown", seq=seq)
        return self._line(ops[0], seq in self._taken_back(ops))

    def last(self) -> int:
        """The place of the newest act."""
        return self._store.last_seq

    def places_moved(self, year: int, after: int = 0) -> tuple[PlacesMoved, ...]:
        """What official figures, other estimates, corrections and whatever was done after the places went out did to
        the places of a year, newest first; of those later than `after`, without what was taken back. In a year whose
        places nobody has yet there is nothing to tell.
        """
        ops = [op for fact in ("moved", PLACES_MOVED) for op in self._store.ops(after, None, fact=fact)]
        of_year = sorted((op for op in ops if _moves_in(op.facts, year)), key=lambda op: op.seq)
        undone = self._taken_back(of_year)
        found = [self._moved(year, op) for op in of_year if op.seq not in undone]
        return tuple(reversed(found))

    def _moved(self, year: int, op: Op) -> PlacesMoved:
        figures = tuple((str(unit), str(node)) for unit, node in op.facts.get("figures", ()))
        moved = tuple((str(unit), before or None, after or None) for unit, before, after in _moves_in(op.facts, year))
        papers = self._book.papers.carrying_places(year, op.at[:10])
        said = (op.kind == OFFICIAL, figures, moved, papers, op.kind == CORRECTED)
        other = "" if op.kind in _MOVING else self.act(op.kind, op.facts)
        return PlacesMoved(op.seq, op.at, self._person(op.person), *said, other)

    def details(self, seq: int) -> tuple[str, ...]:
        """What one act changed: every score cell with its value before and after, other rows by their number."""
        changes = self._store.changes(seq)
        told = [self._cell(change)[0] for change in changes if change.table in _CELLS]
        others = Counter(change.table for change in changes if change.table not in _CELLS)
        return (*told, *(f"{TABLES[table]}: {count} dòng" for table, count in others.items()))

    def undo_text(self) -> str | None:
        """What Ctrl+Z would take back, None when there is nothing."""
        act = self._store.undo_kind()
        return None if act is None else self.act(*act)

    def undoes_setting_up(self) -> bool:
        """Whether Ctrl+Z would take back an act the others stand on, a year's opening say."""
        act = self._store.undo_kind()
        return act is not None and act[0] in SETTING_UP

    def redo_text(self) -> str | None:
        """What Ctrl+Y would do again, None when there is nothing."""
        act = self._store.redo_kind()
        return None if act is None else self.act(*act)

    def act(self, kind: str, facts: Mapping[str, Any]) -> str:
        """An act in words, from its kind and facts alone; a kind without words is told by its name."""
        if kind in ("undo", "redo"):
            facts = {"act": self.act(str(facts.get("kind", "")), facts.get("facts") or {})}
        years = {name: said for name in _YEARS if isinstance(said := facts.get(name), int)}
        template = self._book.years.worded(ACTS.get(kind, kind), years)
        words = _FIELD.sub(lambda match: self._word(match[1], facts.get(match[1]), facts), template)
        if facts.get("kept_ballots"):
            words += f"; giữ nguyên căn cứ của lượt bỏ phiếu đã kiểm: {self._word('', facts['kept_ballots'], facts)}"
        return re.sub(r"\s+", " ", words).strip()

    # --- one act

    def _line(self, op: Op, undone: bool) -> Line:
        facts = dict(op.facts)
        masked = self._on_a_recount(facts)
        text = self.act(op.kind, facts)
        if op.kind.startswith(("score.", "keying.", "undo", "redo")):
            cells = [(table, key) for table, key in self._store.touched(op.seq) if table in _CELLS]
            masked = self._any_hidden(cells)
            if len(cells) == 1:
                told = next(self._cell(change)[0] for change in self._store.changes(op.seq) if change.table in _CELLS)
                prefix = {"undo": "hoàn tác: ", "redo": "làm lại: "}.get(op.kind, "")
                keyed = "nhập kiểm tra" if cells[0][0] == "keying_cell" else "nhập điểm"
                text = f"{prefix}{keyed} {told}"
        for year in sorted({facts.get("year"), *map(int, facts.get(PLACES_MOVED, ()))}, key=str):
            if (moves := _moves_in(facts, year)) and not masked:
                text += f"; thứ hạng đổi: {self._moves(moves, year)}"
        return Line(op.seq, op.at, self._person(op.person), op.kind, text[:1].upper() + text[1:], undone, masked)

    def _moves(self, moves: Sequence[Sequence[Any]], year: int | None) -> str:
        """`Tỉnh đoàn 3 → 2`, for each unit whose place an act changed."""
        return ", ".join(
            f"{self._unit(str(unit), year)} {_rank(before)} → {_rank(after)}" for unit, before, after in moves
        )

    def _on_a_recount(self, facts: dict[str, Any]) -> bool:
        """Whether these facts tell what was decided on a count their reader makes anew; it is taken out of them."""
        inner = facts.get("facts")
        if isinstance(inner, Mapping):
            facts["facts"] = kept = dict(inner)
            return self._on_a_recount(kept)
        asked = str(facts.get("question", ""))
        if not asked.startswith("ballot."):
            return False
        ballot = About.read(asked, str(facts.get("subject", ""))).get("ballot")
        if not self._book.ballots.recount.hides(ballot, self._store.person):
            return False
        facts["choice"] = RECOUNTED
        return True

    def _taken_back(self, ops: list[Op]) -> frozenset[int]:
        """The acts among these that stand undone: undone by a later op that was not itself redone."""
        if not ops:
            return frozenset()
        undone: set[int] = set()
        source: dict[int, int] = {}
        for op in self._store.ops(ops[0].seq):
            if op.kind in ("undo", "redo"):
                of = int(op.facts["of"])
                first = source.get(of, of)
                source[op.seq] = first
                undone.add(first) if op.kind == "undo" else undone.discard(first)
        return frozenset(undone)

    def _person(self, key: str) -> str:
        row = self._store.row("keeper", key) if key else None
        return row["name"] if row else key or ANONYMOUS_LABEL

    # --- cells

    def _cell(self, change: Change) -> tuple[str, bool]:
        """A score cell in words ("mục I.3 của Tỉnh đoàn: trống → 8,5") and whether its values are kept from this
        reader.
        """
        assert isinstance(change.key, tuple)
        sheet, node = str(change.key[0]), str(change.key[-1])
        where = self._where(sheet, node)
        if self._any_hidden([(change.table, change.key)]):
            return f"{where} {MASKED}", True
        labels = self._labels(sheet, node)
        before, after = _value(change.before, labels), _value(change.after, labels)
        if not any(name in (side or {}) for side in (change.before, change.after) for name in _VALUES):
            return f"{where}: sửa ghi chú", False
        return f"{where}: {before} → {after}", False

    def _any_hidden(self, cells: Sequence[tuple[str, Key]]) -> bool:
        """Whether the values of one of these cells are kept from this reader."""
        reader, keying = self._store.person, self._book.scores.keying
        opened, hidden = keying.open_sheets(), keying.hidden_sheets(reader)
        if not opened and not hidden:
            return False
        for table, key in cells:
            assert isinstance(key, tuple)
            if table == "keying_cell":
                if key[1] != reader and key[0] in opened:
                    return True
            elif key[0] in hidden:
                return True
        return False

    def _where(self, sheet: str, node: str) -> str:
        row = self._store.row("sheet", sheet)
        if row is None:
            return f"mục {node} của phiếu đã bỏ" if node else "tổng của phiếu đã bỏ"
        unit = self._unit(row["unit"], row["year"])
        if not node:
            return f"tổng điểm của {unit}"
        item = self._store.row("form_node", row["form"], node)
        return f"mục {(item['code'] or item['title']) if item else node} của {unit}"

    def _labels(self, sheet: str, node: str) -> Mapping[str, str]:
        """What the inputs of an item are called on its form, by their ids."""
        row = self._store.row("sheet", sheet)
        item = self._store.row("form_node", row["form"], node) if row and node else None
        inputs = (item.get("spec") or {}).get("inputs") or () if item else ()
        return {str(one["id"]): str(one["label"]) for one in inputs if one.get("label")}

    # --- words of facts

    def _word(self, name: str, value: object, facts: Mapping[str, Any]) -> str:
        if value is None:
            return ""
        if isinstance(value, (list, tuple)):
            return ", ".join(self._word(name, one, facts) for one in value)
        if name in ("unit", "units"):
            return self._unit(str(value), facts.get("year"))
        if name == "node":
            return self._node(str(value), facts)
        text = str(value)
        return show_date(text) if _ISO.fullmatch(text) else text

    def _unit(self, key: str, year: object) -> str:
        try:
            return self._book.members.unit(key, f"{year}-12-31" if year else None).short_name
        except RuleViolation:
            return key

    def _node(self, node: str, facts: Mapping[str, Any]) -> str:
        year, unit, stage = (facts.get(name) for name in ("year", "unit", "stage"))
        for sheet in self._store.rows("sheet", year=year, unit=unit, stage=stage) if year and unit and stage else []:
            item = self._store.row("form_node", sheet["form"], node)
            if item is not None:
                return str(item["code"] or item["title"])
        return node


def _moves_in(facts: Mapping[str, Any], year: object) -> Sequence[Sequence[Any]]:
    """Unit, rank before and rank after of every unit whose place of that year an act changed."""
    of_points = facts.get("moved", ()) if facts.get("year") == year else ()
    moved: Sequence[Sequence[Any]] = of_points or facts.get(PLACES_MOVED, {}).get(str(year), ())
    return moved


def _rank(rank: object) -> str:
    return str(rank) if rank else "chưa có hạng"


def _value(side: Mapping[str, Any] | None, labels: Mapping[str, str]) -> str:
    """What one side of a cell's change says, as points are written; the parts beside the base are named, and figures
    by the words of the form.
    """
    if not side:
        return BLANK
    if side.get("not_assigned"):
        return "không giao"
    stated = side.get("stated") or {}
    told = [f"{_PARTS.get(part, f'{part} ')}{_number(value)}" for part, value in stated.items()]
    told += [f"{labels.get(name, name)} {_number(value)}" for name, value in (side.get("inputs") or {}).items()]
    return "; ".join(told) or BLANK


def _number(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return " ".join(_number(one) for one in value)
    text = str(value)
    if _ISO.fullmatch(text):
        return show_date(text)
    try:
        return show_plain(from_text(text))
    except (BadInput, ValueError):
        return text
