"""The tables of a book: which hold content, how a row is keyed, and what guards it.

One declaration serves the store (names are checked before any SQL), the journal, the interchange document and verify.
The columns themselves are declared once, in the DDL of `schema`.

* `owner`  - the package of `models.book` (or `keeping`) that alone writes its rows; a test looks.
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
    """One content table: its name, the room that alone writes it, key columns in order, scope, the way to its year."""

    name: str
    owner: str
    keys: tuple[str, ...]
    scope: str = "book"
    year: str | tuple[str, str] | None = None


_DECLARED = (
    Table("bloc", "bloc", ("key",)),
    Table("setting", "bloc", ("key",)),
    Table("keeper", "units", ("key",)),
    Table("unit", "units", ("key",)),
    Table("unit_row", "units", ("unit", "from_date"), "dated"),
    Table("person", "units", ("key",)),
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
    Table("decision", "regulation", ("key",)),
    Table("year_form", "form", ("year", "unit_group"), "year", "year"),
    Table("period", "year", ("year", "key"), "year", "year"),
    Table("stage", "year", ("year", "key"), "year", "year"),
    Table("sheet", "scoring", ("key",), "year", "year"),
    Table("cell", "scoring", ("sheet", "node"), "year", ("sheet", "sheet")),
    Table("keying", "scoring", ("sheet", "by"), "year", ("sheet", "sheet")),
    Table("keying_cell", "scoring", ("sheet", "by", "node"), "year", ("sheet", "sheet")),
    Table("evidence", "scoring", ("key",), "year", ("sheet", "sheet")),
    Table("past_result", "awards", ("year", "unit"), "book"),
    Table("paper", "reporting", ("key",)),
    Table("task", "year", ("year", "key"), "year", "year"),
    Table("household", "units", ("key",)),
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
    Table("recount", "meetings", ("ballot", "by"), "book"),
    Table("circulation", "meetings", ("key",), "year", "year"),
    Table("circulation_answer", "meetings", ("circulation", "unit"), "year", ("circulation", "circulation")),
    Table("proposal", "awards", ("key",), "year", "year"),
    Table("honour", "awards", ("key",)),
    Table("rating", "awards", ("year", "holder", "kind")),
    Table("turn", "leadership", ("year", "role", "rank")),
    Table("turn_exception", "leadership", ("year", "unit")),
    Table("seal", "keeping", ("year", "n")),
    Table("custody", "keeping", ("n",)),
    Table("blob", "scoring", ("sha256",)),
)

TABLES: dict[str, Table] = {table.name: table for table in _DECLARED}
"""Content tables in the order of the interchange document (parents before children)."""
