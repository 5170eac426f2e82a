"""Whose points of a year change when one version of a form takes the place of another, and by how much; whose places
change when an official figure takes the place of an estimate, or points are mended after the places went out.

Both are tried on boards of their own. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from models.rules.errors import Refusal

if TYPE_CHECKING:  # home reads the two words below, and no form
    from models.book.scoring.edit import Edit
    from models.book.scoring.floor import ScoringBook
    from models.file.transaction import Transaction
    from models.rules.form.scoring import Cell
    from models.rules.number.points import Value


OFFICIAL: Final = "score.official"
ESTIMATED: Final = "score.estimate"
"""The acts by which an official figure, or another estimate, takes the place of an estimate."""
CORRECTED: Final = "score.correct"
"""The act that changes points, and by them places, after papers with the places have gone out."""
PLACES_MOVED: Final = "places_moved"
"""The fact by which any other act says whose places it changed, once papers with the places had gone out."""
NO_PLACE: Final = 0
"""How the journal keeps that a unit has no rank: its lists hold no None."""


@dataclass(frozen=True, slots=True)
class FormMove:
    """One sheet whose result differs under the two versions: its total before and after, and the items that made the
    difference.
    """

    unit: str
    stage: str
    period: str
    before: Value
    after: Value
    items: tuple[str, ...]


def moves(book: ScoringBook, old: str, new: str, year: int) -> tuple[FormMove, ...]:
    """Every sheet of the year scored by `old` whose points or blanks differ by `new`, in the order of periods, stages
    and roster.
    """
    state = book.standing.state(year)
    fresh = book.forms.form(new)
    used = {(row["period"], row["stage"]) for row in state.sheets.values() if row["form"] == old}
    found = []
    for period in state.frame.periods:
        for row in state.frame.stages:
            if (period, row["key"]) not in used:
                continue
            board = state.board(row["key"], period)
            units = {unit: fresh for unit, form in board.forms.items() if form.key == old}
            other = board.with_forms(units)
            for unit in units:
                was, now = board.results[unit], other.results[unit]
                keys = dict.fromkeys((*was.items, *now.items))
                values = [(key, was.items.get(key), now.items.get(key)) for key in keys]
                items = tuple(key for key, a, b in values if (a and a.value) != (b and b.value))
                if items or was.total != now.total or was.ranking_points != now.ranking_points:
                    found.append(FormMove(unit, row["key"], period, was.total, now.total, items))
    return tuple(found)


def official(
    book: ScoringBook, year: int, stage: str, period: str, edits: Mapping[str, Sequence[tuple[str, Edit]]]
) -> tuple[str, dict[str, Any]] | None:
    """The kind of act and what the journal keeps of edits (unit -> node, edit) of estimated figures: `figures` the
    (unit, item) concerned, `moved` every unit whose place they change as (unit, rank before, rank after),
    `NO_PLACE` where it has none.

    None where no estimate is concerned, and where a second keying of such a sheet is open, which shall learn nothing of
    the first.
    """
    if not any(edit.inputs is not None or edit.estimated is not None for given in edits.values() for _, edit in given):
        return None
    state = book.standing.state(year)
    board = state.board(stage, period)
    found: dict[tuple[str, str], bool] = {}
    for unit, given in edits.items():
        for node, edit in given:
            cell = board.cells.get(unit, {}).get(node)
            if cell is not None and (touched := _touched(cell, edit)):
                found[unit, node] = not touched & (cell.estimated if edit.estimated is None else edit.estimated)
    hidden = book.scores.keying.open_sheets() if found else frozenset()
    if not found or any(state.sheet_key(unit, stage, period) in hidden for unit, _ in found):
        return None
    moved = _moved(book, year, stage, period, edits)
    kind = OFFICIAL if any(found.values()) else ESTIMATED
    return kind, {"figures": [list(one) for one in found], "moved": moved}


def corrected(
    book: ScoringBook, year: int, stage: str, period: str, edits: Mapping[str, Sequence[tuple[str, Edit]]]
) -> tuple[str, dict[str, Any]] | None:
    """As `official`, of any edit once papers with the places have gone out (a mistake, a complaint that was upheld);
    None where it moves no place, or a second keying of such a sheet is open.
    """
    state, hidden = book.standing.state(year), book.scores.keying.open_sheets()
    if any(state.sheet_key(unit, stage, period) in hidden for unit in edits):
        return None
    moved = _moved(book, year, stage, period, edits)
    figures = [[unit, node] for unit, given in edits.items() for node, _ in given]
    return (CORRECTED, {"figures": figures, "moved": moved}) if moved else None


def _moved(
    book: ScoringBook, year: int, stage: str, period: str, edits: Mapping[str, Sequence[tuple[str, Edit]]]
) -> list[list[Any]]:
    """Every unit whose place the edits change: unit, rank before, rank after."""
    from models.book.scoring.standing import Change

    before = {place.unit: place.rank or NO_PLACE for place in book.standing.ranking(year).places}
    changes = [Change(unit, stage, node, edit, period) for unit, given in edits.items() for node, edit in given]
    after = {place.unit: place.rank or NO_PLACE for place in book.standing.what_if(year, changes).places}
    return [[unit, rank, now] for unit, rank in before.items() if rank != (now := after.get(unit, NO_PLACE))]


def watch_places(book: ScoringBook, tx: Transaction) -> None:
    """Before an act writes its first row: remember the places of every open year whose places have gone out, and at its
    end keep as its fact `places_moved` (year -> unit, rank before, rank after) what it did to them: an answer to a
    question, another rule or form, a bar, a unit that left.

    Acts that write points tell it of themselves (`official`, `corrected`). Nothing is told where a second keying of the
    year is open.
    """
    for row in book.store.rows("bloc_year", state="open"):
        year = int(row["year"])
        if book.scores.places_sent(year):
            with book.store.watch.watching() as reads:
                before = _places(book, year)
            if before is not None:
                tx.at_end.append(partial(_tell_moved, book, tx, year, before, frozenset(reads)))


def _tell_moved(
    book: ScoringBook, tx: Transaction, year: int, before: Mapping[str, int], reads: frozenset[str]
) -> None:
    if reads.isdisjoint(tx.tables):
        return
    after = _places(book, year)
    if after is None:
        return
    every = {unit: (before.get(unit, NO_PLACE), after.get(unit, NO_PLACE)) for unit in (*before, *after)}
    moved = [[unit, was, now] for unit, (was, now) in every.items() if was != now]
    if moved:
        tx.facts[PLACES_MOVED] = {**tx.facts.get(PLACES_MOVED, {}), str(year): moved}


def _places(book: ScoringBook, year: int) -> dict[str, int] | None:
    """Who has which place; None where the year cannot be ranked, or a second keying of it is open."""
    try:
        state = book.standing.state(year)
        if not book.scores.keying.open_sheets().isdisjoint(state.sheets):
            return None
        return {place.unit: place.rank or NO_PLACE for place in book.standing.ranking(year).places}
    except Refusal:
        return None


def _touched(cell: Cell, edit: Edit) -> frozenset[str]:
    """The estimated inputs of a cell that an edit gives another value or calls official; what is emptied is neither."""
    given = edit.inputs or {}
    gone = frozenset(
        name for name in cell.estimated if edit.inputs is not None and (not given or given.get(name, 0) is None)
    )
    marked = cell.estimated if edit.estimated is None else cell.estimated - edit.estimated
    changed = frozenset(name for name in cell.estimated if given.get(name, cell.inputs[name]) != cell.inputs[name])
    return ((marked if edit.estimated is not None else frozenset()) | changed) - gone
