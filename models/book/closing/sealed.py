"""What a seal holds of its year, beside the rows as they stand: the one definition for closing, looking again, the
check of a file and a document that comes in.

A seal holds the year's own rows and the shared facts its results rest on (`format-file.md` §5). While its year is not
opened again these must still be equal, but for lines that may be added later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from models.book.closing.rows import unpacked
from models.book.scoring.beside.days_off import SETTING as DAYS_OFF
from models.book.year.years import SCORERS
from models.file.declared.shapes import Key, Row, Shapes, outer
from models.file.declared.tables import LIVES_ON, TABLES
from models.file.history import canonical
from models.rules.form.parts.criteria import KINDS

FORMAT: Final = "so-khoi-seal"
VERSION: Final = 1
HEAD: Final = ("year", "n", "engine")
"""Columns of a seal that its content says again."""
_MEMBERS: Final = frozenset({"format", "version", "book", "year", "n", "engine", "rows", "shared", "results"})
_GROWING: Final = frozenset(name for name, table in TABLES.items() if table.year is not None and table.scope == "book")
"""Tables of the book whose lines name a year and may have got more of them after it was closed."""
_OF_YEAR: Final = frozenset({"bloc_year", *(name for name, table in TABLES.items() if table.year is not None)})

Content = dict[str, Any]


class Rows(Protocol):
    """A book's rows, by whatever door: an open store, or a file looked into."""

    @property
    def shapes(self) -> Shapes:
        """The columns of each table."""

    def meta(self, key: str, /) -> str | None:
        """What the file says of itself."""

    def rows(self, table: str, /, **equal: Any) -> list[Row]:
        """Rows whose columns equal what is given; a tuple: one of these."""


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that is no longer what was sealed: "changed" (in these columns), "removed" or "added"."""

    table: str
    key: Key
    how: str
    columns: tuple[str, ...] = ()


def rows_of(book: Rows, year: int) -> dict[str, list[Row]]:
    """The year's own rows as they stand now, as a seal holds them."""
    return _content(book, _own(book, year))


def shared_of(book: Rows, year: int) -> dict[str, list[Row]]:
    """The facts of the book that the year's results rest on, as they stood at its end, as a seal holds them."""
    return _content(book, _shared(book, year, _own(book, year)))


def read(packed: bytes, head: Mapping[str, Any]) -> Content | None:
    """The content of a seal whose row says `head` (`year`, `n`, `engine`, `book` where it was made in this book); None
    when it cannot be read, says otherwise or has not the shape that is declared."""
    raw = unpacked(packed)
    try:
        content = None if raw is None else canonical.decode(raw.decode())
    except (UnicodeDecodeError, canonical.Unreadable):
        return None
    if not isinstance(content, dict) or content.keys() != _MEMBERS or not isinstance(content["results"], dict):
        return None
    wanted = {"format": FORMAT, "version": VERSION, **head}
    if canonical.exact({name: content[name] for name in wanted}) != canonical.exact(wanted):
        return None
    parts = ((content["rows"], _OF_YEAR), (content["shared"], TABLES.keys() - _OF_YEAR))
    return content if all(_is_rows(part, tables) for part, tables in parts) else None


def unlike(book: Rows, is_own: Callable[[int, int], bool] = lambda *_: False) -> Iterator[tuple[int, RowDifference]]:
    """Year by year what its seals do not bear out: a seal whose content `read` refuses (of the seals that are this
    book's own also for another book's name), or that says half of its opening again; while the year was not opened
    again, rows that differ from the seal and a year that calls itself open.
    """
    for year_row in book.rows("bloc_year"):
        year = int(year_row["year"])
        for row in book.rows("seal", year=year):
            said = {name: row[name] for name in ("reopened_on", "reopened_by", "reopened_reason") if row[name]}
            if said and not ("reopened_on" in said and "reopened_reason" in said):
                yield year, RowDifference("seal", (year, row["n"]), "changed", tuple(said))
            head = {name: row[name] for name in HEAD}
            content = read(row["content"], head | ({"book": book.meta("book_id")} if is_own(year, row["n"]) else {}))
            if content is None:
                yield year, RowDifference("seal", (year, row["n"]), "changed", ("content",))
            if said or content is None:
                continue
            if year_row["state"] == "open":
                yield year, RowDifference("bloc_year", year, "changed", ("state",))
            yield from ((year, one) for one in differences(book, year, content))


def differences(book: Rows, year: int, content: Content) -> Iterator[RowDifference]:
    """What differs now from the content of a seal (one that `read` gave) of the year."""
    own = _own(book, year)
    yield from _differences(content["rows"], _content(book, own))
    yield from _differences(content["shared"], _content(book, _shared(book, year, own)))


# --- rows -------------------------------------------------------------------------------------------------------------


def _own(book: Rows, year: int) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for table in TABLES.values():
        way = table.year
        if isinstance(way, str):
            found[table.name] = book.rows(table.name, **{way: year})
        elif way is not None:
            parent, column = way
            above = tuple(row[TABLES[parent].keys[0]] for row in found[parent])
            found[table.name] = book.rows(table.name, **{column: above})
    found["bloc_year"] = book.rows("bloc_year", year=year)
    found["decision"] += book.rows("decision", year=None)
    found["paper"] = [row for row in found["paper"] if row["state"] != "draft"]
    return found


def _shared(book: Rows, year: int, own: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    last = f"{year}-12-31"

    def named(*tables: str, by: str) -> tuple[Any, ...]:
        return tuple({row[by] for name in tables for row in own[name] if row[by]})

    units = named("membership", by="unit")
    dated = {row["key"]: row for row in book.rows("lineage") if row["date"] <= last}
    touching = {row["event"] for row in book.rows("lineage_unit", unit=units)} & dated.keys()
    beside = book.rows("setting", key=f"regulations.beside.{year}")
    laws = named("bloc_year", by="regulation") + tuple(
        key for row in beside for key in _listed(row["value"]) if isinstance(key, str)
    )
    forms = named("year_form", "sheet", by="form")
    nodes = book.rows("form_node", form=forms)
    days_off = book.rows("setting", key=f"{DAYS_OFF}.{year}") if _count_days(nodes) else []
    return {
        "setting": [*beside, *days_off, *book.rows("setting", key=f"{SCORERS}.{year}")],
        "unit": book.rows("unit", key=units),
        "unit_row": [row for row in book.rows("unit_row", unit=units) if row["from_date"] <= last],
        "person": book.rows("person", key=named("term", "registered_title", "proposal", by="person")),
        "household": book.rows("household", key=named("registered_title", "proposal", by="household")),
        "lineage": [dated[key] for key in touching],
        "lineage_unit": book.rows("lineage_unit", event=tuple(touching)),
        "regulation": book.rows("regulation", key=laws),
        "rule": book.rows("rule", regulation=laws),
        "form": book.rows("form", key=forms),
        "form_node": nodes,
        "blob": book.rows("blob", sha256=named("evidence", "attached", by="blob")),
    }


def _count_days(nodes: Iterable[Row]) -> bool:
    """Whether some form counts days by the days off of the year; a form that cannot be read counts none."""
    specs = (row["spec"] for row in nodes if isinstance(row["spec"], dict))
    parts = (part for spec in specs for part in _listed(spec.get("parts")) if isinstance(part, dict))
    return any(isinstance(kind := part.get("kind"), str) and kind in KINDS and KINDS[kind].dated for part in parts)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _content(book: Rows, rows: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """Rows as content in the order of tables and keys, without what lives on, tables without rows left out."""
    found: dict[str, list[Row]] = {}
    for name in TABLES:
        shape, later = book.shapes[name], LIVES_ON.get(name, frozenset())
        kept = sorted(rows.get(name, ()), key=lambda row, keys=shape.table.keys: [str(row[key]) for key in keys])
        if kept:
            found[name] = [
                {column: value for column, value in shape.content(row).items() if column not in later} for row in kept
            ]
    return found


# --- beside each other ------------------------------------------------------------------------------------------------


def _is_rows(part: object, tables: Iterable[str]) -> bool:
    """Whether a part of a seal holds rows of these tables, each with its key."""
    return isinstance(part, dict) and all(
        name in tables
        and isinstance(rows, list)
        and all(
            isinstance(row, dict) and all(isinstance(row.get(key), str | int) for key in TABLES[name].keys)
            for row in rows
        )
        for name, rows in part.items()
    )


def _kept(name: str, row: Row) -> Row:
    """A sealed row without what lives on, which seals of earlier programs hold too."""
    later = LIVES_ON.get(name, frozenset())
    return row if later.isdisjoint(row) else {column: value for column, value in row.items() if column not in later}


def _differences(old: Mapping[str, list[Row]], new: Mapping[str, list[Row]]) -> Iterator[RowDifference]:
    for name, table in TABLES.items():
        before, after = ([_kept(name, row) for row in one.get(name, ())] for one in (old, new))
        if canonical.exact(before) == canonical.exact(after):
            continue
        was, now = ({tuple(row[key] for key in table.keys): row for row in rows} for rows in (before, after))
        for key, row in was.items():
            if key not in now:
                yield RowDifference(name, outer(key), "removed")
            elif columns := tuple(sorted(_unlike(row, now[key]))):
                yield RowDifference(name, outer(key), "changed", columns)
        for key in now if name not in _GROWING else ():
            if key not in was:
                yield RowDifference(name, outer(key), "added")


def _unlike(one: Row, other: Row) -> Iterator[str]:
    """The columns that say something else; 1 and true are two."""
    for column in one.keys() | other.keys():
        both = [[row[column]] if column in row else [] for row in (one, other)]
        if canonical.exact(both[0]) != canonical.exact(both[1]):
            yield column
