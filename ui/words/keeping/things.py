"""What a thing of the book is called when two states of it are laid side by side, and how it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.book.reporting.journal_kinds import TABLES
from ui.words.messages import sentence_case, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.keeping.things import Difference
    from ui.words.names import Names

NAMED: Final = ("title", "name", "short_name", "subject", "text", "code", "question", "head")
"""Columns whose words name a row, the first that stands."""
_WORDS: Final = {"sheet": "phiếu", "unit": "đơn vị"}
"""Where the journal's word for a table is longer than what is said here."""
_AWARDS: Final = frozenset({"proposal", "honour", "registered_title"})
"""Tables whose title is the key of a title."""


def name(difference: Difference, names: Names) -> str:
    """The thing by its own words: “Phiếu của Tỉnh đoàn, bước khối chấm, năm 2026”."""
    return sentence_case(_name(difference.thing.table, difference.thing.key, difference.head, names))


def told(difference: Difference, names: Names) -> str:
    """The thing and how many of its rows are only here, only there, not the same."""
    return f"{name(difference, names)}: {how(difference)}"


def how(difference: Difference) -> str:
    """How the rows of a thing differ, counted: those only in the open book first."""
    gone = sum(1 for row in difference.rows if row.there is None)
    new = sum(1 for row in difference.rows if row.here is None)
    changed = len(difference.rows) - gone - new
    parts = [(gone, "dòng chỉ có ở sổ đang mở"), (new, "dòng chỉ có ở bản kia"), (changed, "dòng khác nhau")]
    return ", ".join(f"{count} {words}" for count, words in parts if count)


def _name(table: str, key: str, head: Mapping[str, Any], names: Names) -> str:
    kind = _WORDS.get(table) or TABLES.get(table, table)
    if table == "sheet" and "unit" in head:
        stage = names.book.years.stage_name(int(head["year"]), str(head["stage"])).lower()
        return f"{kind} của {names.unit(str(head['unit']))}, bước {stage}, {names.book.years.called(head['year'])}"
    if table == "unit":
        return f"{kind} {names.unit(key)}"
    if table == "setting":
        return f"{kind} {key}"
    holder = head.get("unit") or head.get("person") or head.get("household")
    whose = f" của {names.unit(str(holder))}" if holder else ""
    if table in _AWARDS and head.get("title"):
        whose = f"{whose}: {names.title(str(head['title']))}"
        head = {**head, "title": None}
    said = next((str(head[column]) for column in NAMED if head.get(column)), "")
    when = head.get("date") or head.get("year") or ""
    dated = f", {show(str(when)) if isinstance(when, str) and when else f'năm {when}'}" if when else ""
    return f"{kind}{f' “{said}”' if said else ''}{whose}{dated}"
