"""The tables of a book: which hold content, how a row is keyed, and what guards it.

One declaration serves the store (names are checked before any SQL), the journal, the interchange document and verify.
The columns themselves are declared once, in the DDL of `schema`.

* `owner`  - the package of `models.book` (or `keeping`) that alone writes its rows; a test looks.
* `scope`  - "book" (one value for the book), "dated" (rows valid from a date) or "year" (belongs to one bloc-year).
* `year`   - the column that names the year of a row, or ("table", "column") when a parent row has it. Once that year
             is closed the store refuses the row by whatever door it comes, unless `AFTER_CLOSING` names it.
* `held`   - for rows that are of no year: the column that a year's row names them by, and where. What a closed year
             holds is refused but for the columns that `LIVES_ON`.
* columns whose name ends in `_json` hold canonical JSON (interchange shows the value itself, under the name without the
  suffix); every other column is TEXT or INTEGER. NULL means "not said" and is left out of the canonical content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.rules.number.about import About
from models.rules.number.days import year_in


@dataclass(frozen=True, slots=True)
class Table:
    """One content table: its name, the room that alone writes it, key columns in order, scope, the way to its year."""

    name: str
    owner: str
    keys: tuple[str, ...]
    scope: str = "book"
    year: str | tuple[str, str] | None = None
    held: tuple[tuple[str, str], ...] = ()


_DECLARED = (
    Table("bloc", "bloc", ("key",)),
    Table("setting", "bloc", ("key",)),
    Table("keeper", "units", ("key",)),
    Table("unit", "units", ("key",), held=(("membership", "unit"),)),
    Table("unit_row", "units", ("unit", "from_date"), "dated", held=(("membership", "unit"),)),
    Table(
        "person", "units", ("key",), held=(("term", "person"), ("registered_title", "person"), ("proposal", "person"))
    ),
    Table("person_link", "units", ("person",)),
    Table("post", "units", ("key",), "dated"),
    Table("lineage", "units", ("key",), "dated"),
    Table("lineage_unit", "units", ("event", "side", "unit"), "dated"),
    Table("regulation", "regulation", ("key",)),
    Table("rule", "regulation", ("regulation", "key")),
    Table("form", "form", ("key",)),
    Table("form_node", "form", ("form", "key")),
    Table("bloc_year", "year", ("year",)),
    Table("year_role", "year", ("year", "role", "position"), "year", "year"),
    Table("membership", "units", ("year", "unit"), "year", "year"),
    Table("term", "leadership", ("key",), "year", "year"),
    Table("deadline", "year", ("year", "key"), "year", "year"),
    Table("veto", "regulation", ("key",), "year", "year"),
    Table("decision", "regulation", ("key",), "book", "year"),
    Table("year_form", "form", ("year", "unit_group"), "year", "year"),
    Table("period", "year", ("year", "key"), "year", "year"),
    Table("stage", "year", ("year", "key"), "year", "year"),
    Table("sheet", "scoring", ("key",), "year", "year"),
    Table("cell", "scoring", ("sheet", "node"), "year", ("sheet", "sheet")),
    Table("keying", "scoring", ("sheet", "by"), "year", ("sheet", "sheet")),
    Table("keying_cell", "scoring", ("sheet", "by", "node"), "year", ("sheet", "sheet")),
    Table("evidence", "scoring", ("key",), "year", ("sheet", "sheet")),
    Table("past_result", "awards", ("year", "unit"), "book", "year"),
    Table("paper", "reporting", ("key",), "book", "year"),
    Table("task", "year", ("year", "key"), "year", "year"),
    Table("household", "units", ("key",), held=(("registered_title", "household"), ("proposal", "household"))),
    Table("registration", "pledging", ("year", "unit"), "year", "year"),
    Table("registered_title", "pledging", ("key",), "year", "year"),
    Table("target", "pledging", ("key",), "year", "year"),
    Table("work", "following", ("key",), "year", "year"),
    Table("progress", "following", ("year", "unit", "as_of"), "year", "year"),
    Table("movement", "following", ("key",), "year", "year"),
    Table("movement_figure", "following", ("key",), "year", ("movement", "movement")),
    Table("pledge", "pledging", ("year",), "year", "year"),
    Table("pledge_sign", "pledging", ("year", "role", "position"), "year", "year"),
    Table("attached", "scoring", ("key",), "year", "year"),
    Table("report", "following", ("year", "key"), "year", "year"),
    Table("report_received", "following", ("year", "report", "unit"), "year", "year"),
    Table("activity", "following", ("key",), "year", "year"),
    Table("activity_unit", "following", ("activity", "unit"), "year", ("activity", "activity")),
    Table("ledger", "following", ("key",), "year", "year"),
    Table("log_entry", "following", ("key",), "year", "year"),
    Table("log_feed", "following", ("year", "item", "input"), "year", "year"),
    Table("draft", "following", ("key",), "year", "year"),
    Table("comment", "following", ("key",), "year", ("draft", "draft")),
    Table("complaint", "following", ("key",), "year", "year"),
    Table("team", "following", ("key",), "year", "year"),
    Table("team_unit", "following", ("team", "side", "unit"), "year", ("team", "team")),
    Table("meeting", "meetings", ("key",), "year", "year"),
    Table("attendee", "meetings", ("meeting", "key"), "year", ("meeting", "meeting")),
    Table("opinion", "meetings", ("key",), "year", ("meeting", "meeting")),
    Table("hand_vote", "meetings", ("key",), "year", ("meeting", "meeting")),
    Table("ballot", "meetings", ("key",), "year", ("meeting", "meeting")),
    Table("recount", "meetings", ("ballot", "by"), "year", ("ballot", "ballot")),
    Table("circulation", "meetings", ("key",), "year", "year"),
    Table("circulation_answer", "meetings", ("circulation", "unit"), "year", ("circulation", "circulation")),
    Table("proposal", "awards", ("key",), "year", "year"),
    Table("honour", "awards", ("key",), "book", "year"),
    Table("rating", "awards", ("year", "holder", "kind"), "book", "year"),
    Table("turn", "leadership", ("year", "role", "rank"), "book", "year"),
    Table("turn_exception", "leadership", ("year", "unit"), "book", "year"),
    Table("seal", "keeping", ("year", "n")),
    Table("custody", "keeping", ("n",)),
    Table("blob", "scoring", ("sha256",)),
)

TABLES: dict[str, Table] = {table.name: table for table in _DECLARED}
"""Content tables in the order of the interchange document (parents before children)."""

LINEAGE: Final = ("lineage", "lineage_unit")
"""What became of units: a step on a day up to the end of a closed year that lists one of its units stays."""

AFTER_CLOSING: Final[Mapping[str, str]] = {
    "paper": "papers are made, numbered and printed again later",
    "honour": "awards are granted later",
    "rating": "what other bodies find and recognise comes later; not what the year's classes rest on (`RowChecks`)",
    "decision rule_kind=base-salary/1": "the money of awards is reckoned when they are granted",
    "setting award-ended": "proposals are refused or withdrawn later",
    "setting dossier-text": "dossiers are received later",
    "seal": "a seal is the closing",
}
"""What may be written though the year it names is closed, and why: the one list. Every other row is refused."""

LIVES_ON: Final[Mapping[str, frozenset[str]]] = {
    "bloc_year": frozenset({"state"}),
    "paper": frozenset({"state", "number", "symbol", "file_hash", "texts"}),
    "unit": frozenset({"active_to", "note"}),
    "person": frozenset({"birth_year", "gender"}),
    "household": frozenset({"note"}),
}
"""Columns that may be mended though a closed year holds the row; they are no part of its seal."""


def may_follow(table: str, row: Mapping[str, Any]) -> bool:
    """Whether a row that names a closed year may be written all the same."""
    if table == "decision":
        kind = About.read(str(row["question"]), str(row["subject"])).get("rule_kind")
        return f"decision rule_kind={kind}" in AFTER_CLOSING
    name = f"setting {str(row['key']).rpartition('.')[0]}" if table == "setting" else table
    return name in AFTER_CLOSING


def year_in_key(key: str) -> int | None:
    """The year a setting is of, by the end of its key ("days-off.2025"); None for one of the whole book."""
    last = key.rpartition(".")[2]
    return year_in(last) if last != key else None
