"""Words for what is not the same at two moments of one book, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.book.reporting.journal_kinds import TABLES
from ui.words.field_names import COLUMNS
from ui.words.keeping import things
from ui.words.messages import decimal_comma, moment, sentence_case, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.keeping.things import Difference, Pair, Thing
    from ui.words.names import Names

NOT_THERE: Final = "không có"
STANDS: Final = "có"
EMPTY: Final = "trống"
WHOLE: Final = "Cả mục"
_CELLS: Final = frozenset({"cell", "keying_cell"})
LONGEST: Final = 200
"""Letters of one value that are shown."""


def span(earlier: str, later: str) -> str:
    """From when to when."""
    return f"từ {moment(earlier)} đến {moment(later)}"


def entries(found: Sequence[Difference], names: Names) -> list[tuple[str, str, str, str]]:
    """(thing, what of it, before, after) of every value that is not the same; `here` of a pair is the later state."""
    return [
        (things.name(one, names), *each) for one in found for pair in one.rows for each in _of(pair, one.thing, names)
    ]


def where(pair: Pair, thing: Thing, names: Names) -> str:
    """Which row of a thing it is; "" for the row that is the thing itself."""
    if pair.table == thing.table:
        return ""
    last = pair.key[-1] if isinstance(pair.key, tuple) else pair.key
    if pair.table in _CELLS:
        return sentence_case(names.item(str(last))) if last else "Tổng điểm"
    row = pair.here or pair.there or {}
    said = next((str(row[column]) for column in things.NAMED if row.get(column)), "")
    kind = sentence_case(TABLES.get(pair.table, pair.table))
    return f"{kind} “{said}”" if said else kind


def value(row: Mapping[str, Any], column: str) -> str:
    """What a column holds."""
    found = row.get(column)
    if found is None:
        return EMPTY
    text = decimal_comma(found) if isinstance(found, str) else show(found)
    return text[:LONGEST] or EMPTY


def _of(pair: Pair, thing: Thing, names: Names) -> Iterator[tuple[str, str, str]]:
    said = where(pair, thing, names)
    if pair.there is None or pair.here is None:
        yield said or WHOLE, NOT_THERE if pair.there is None else STANDS, NOT_THERE if pair.here is None else STANDS
        return
    for column in sorted(pair.here.keys() | pair.there.keys()):
        if pair.here.get(column) != pair.there.get(column):
            called = COLUMNS.get(column, column)
            what = f"{said}: {called}" if said else sentence_case(called)
            yield what, value(pair.there, column), value(pair.here, column)
