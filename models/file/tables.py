"""The tables of a book: which hold content, how a row is keyed, and what guards it.

One declaration serves the store (names are checked before any SQL), the journal, the interchange document and verify.
The columns themselves are declared once, in the DDL of `schema`.

* `scope`  - "book" (one value for the book), "dated" (rows valid from a date) or "year" (belongs to one bloc-year:
             the store refuses writes once that year is closed).
* `year`   - for scope "year": the column that holds the year, or ("table", "column") when a parent row has it.
* columns whose name ends in `_json` hold canonical JSON (interchange shows the value itself, under the name without the
  suffix); every other column is TEXT or INTEGER. NULL means "not said" and is left out of the canonical content.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """One content table: its name, key columns in order, scope and the way to its year."""

    name: str
    keys: tuple[str, ...]
    scope: str = "book"
    year: str | tuple[str, str] | None = None


_DECLARED = (
    Table("bloc", ("key",)),
    Table("setting", ("key",)),
    Table("keeper", ("key",)),
    Table("unit", ("key",)),
    Table("unit_row", ("unit", "from_date"), "dated"),
    Table("person", ("key",)),
    Table("post", ("key",), "dated"),
    Table("lineage", ("key",), "dated"),
    Table("lineage_unit", ("event", "side", "unit"), "dated"),
    Table("regulation", ("key",)),
    Table("rule", ("regulation", "key")),
    Table("form", ("key",)),
    Table("form_node", ("form", "key")),
    Table("bloc_year", ("year",)),
    Table("year_role", ("year", "role", "position"), "year", "year"),
    Table("membership", ("year", "unit"), "year", "year"),
    Table("term", ("key",), "year", "year"),
    Table("deadline", ("year", "key"), "year", "year"),
    Table("veto", ("key",), "year", "year"),
    Table("decision", ("key",)),
    Table("year_form", ("year", "unit_group"), "year", "year"),
    Table("period", ("year", "key"), "year", "year"),
    Table("stage", ("year", "key"), "year", "year"),
    Table("sheet", ("key",), "year", "year"),
    Table("cell", ("sheet", "node"), "year", ("sheet", "sheet")),
    Table("keying", ("sheet", "by"), "year", ("sheet", "sheet")),
    Table("keying_cell", ("sheet", "by", "node"), "year", ("sheet", "sheet")),
    Table("evidence", ("key",), "year", ("sheet", "sheet")),
    Table("past_result", ("year", "unit"), "book"),
    Table("paper", ("key",)),
    Table("task", ("year", "key"), "year", "year"),
    Table("household", ("key",)),
    Table("registration", ("year", "unit"), "year", "year"),
    Table("registered_title", ("key",), "year", "year"),
    Table("target", ("key",), "year", "year"),
    Table("work", ("key",), "year", "year"),
    Table("progress", ("year", "unit", "as_of"), "year", "year"),
    Table("movement", ("key",), "year", "year"),
    Table("pledge", ("year",), "year", "year"),
    Table("pledge_sign", ("year", "role", "position"), "year", "year"),
    Table("report", ("year", "key"), "year", "year"),
    Table("report_received", ("year", "report", "unit"), "year", "year"),
    Table("activity", ("key",), "year", "year"),
    Table("activity_unit", ("activity", "unit"), "year", ("activity", "activity")),
    Table("ledger", ("key",), "year", "year"),
    Table("log_entry", ("key",), "year", "year"),
    Table("log_feed", ("year", "item", "input"), "year", "year"),
    Table("draft", ("key",), "year", "year"),
    Table("comment", ("key",), "year", ("draft", "draft")),
    Table("team", ("key",), "year", "year"),
    Table("team_unit", ("team", "side", "unit"), "year", ("team", "team")),
    Table("meeting", ("key",), "year", "year"),
    Table("attendee", ("meeting", "key"), "year", ("meeting", "meeting")),
    Table("opinion", ("key",), "year", ("meeting", "meeting")),
    Table("hand_vote", ("key",), "year", ("meeting", "meeting")),
    Table("ballot", ("key",), "year", ("meeting", "meeting")),
    Table("recount", ("ballot", "by"), "book"),
    Table("proposal", ("key",), "year", "year"),
    Table("honour", ("key",)),
    Table("rating", ("year", "holder", "kind")),
    Table("turn", ("year", "role", "rank")),
    Table("turn_exception", ("year", "unit")),
    Table("seal", ("year", "n")),
    Table("custody", ("n",)),
    Table("blob", ("sha256",)),
)

TABLES: dict[str, Table] = {table.name: table for table in _DECLARED}
"""Content tables in the order of the interchange document (parents before children)."""
