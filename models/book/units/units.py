"""Units as identities with dated rows: adding, renaming, describing, removing an unused one, finding by words.

A rename or a new description is a new dated row; a correction mends the row that was typed wrongly. Nothing that has
history is removed. The list of a year, contacts and mergers stand in their own files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.base.kept import Kept
from models.book.units.marks import put_mark
from models.book.units.rows import NewUnit, Unit, by_unit, checked_fields, same_name, unit_of, until
from models.file.declared.shapes import Row
from models.rules.errors import RuleViolation
from models.rules.number.text import fold, sort_key

if TYPE_CHECKING:
    from models.book.units.floor import UnitsBook

HISTORY: Final = (
    ("sheet", "unit"),
    ("term", "unit"),
    ("veto", "unit"),
    ("past_result", "unit"),
    ("lineage_unit", "unit"),
    ("keeper", "unit"),
    ("registration", "unit"),
    ("registered_title", "unit"),
    ("target", "unit"),
    ("work", "unit"),
    ("progress", "unit"),
    ("pledge_sign", "unit"),
    ("report_received", "unit"),
    ("activity_unit", "unit"),
    ("ledger", "unit"),
    ("log_entry", "unit"),
    ("comment", "unit"),
    ("complaint", "unit"),
    ("team", "lead"),
    ("team_unit", "unit"),
    ("movement_figure", "unit"),
    ("attendee", "unit"),
    ("circulation_answer", "unit"),
    ("opinion", "unit"),
    ("proposal", "unit"),
    ("honour", "unit"),
    ("household", "unit"),
    ("rating", "holder"),
    ("turn", "unit"),
    ("turn_exception", "unit"),
    ("custody", "to_unit"),
    ("custody", "from_unit"),
)
"""Where a unit leaves history (table, column); its own rows, its places in lists of years and its contacts are none."""

LAST_DAY: Final = "9999-12-31"
"""A day after every other: units as they were called last."""

PERSON_PLACES: Final = ("post", "term", "registered_title", "proposal", "honour", "person_link")
"""Tables that name a person; one that no row names any more goes with the last."""


class Units(Area):
    """Verbs and reads of single units."""

    _book: UnitsBook

    def __init__(self, book: UnitsBook) -> None:
        super().__init__(book)
        self._rows = Kept(book.store, lambda: by_unit(book.store.rows("unit"), book.store.rows("unit_row")))
        self._namesakes = Kept(book.store, self._read_namesakes)

    # --- reading

    def unit(self, key: str, on: str | None = None) -> Unit:
        """The unit as it is on a day (today when none is given). RuleViolation `unit.unknown` (facts: `unit`)."""
        base, rows = self._rows_of(key)
        return unit_of(base, rows, on or self._book.today())

    def last_day(self, key: str) -> str | None:
        """The last day of a unit that has ended, or ends; None while it goes on. RuleViolation `unit.unknown`."""
        found: str | None = self._rows_of(key)[0]["active_to"]
        return found

    def _rows_of(self, key: str) -> tuple[Row, list[Row]]:
        """What a unit is and its dated rows."""
        bases, dated = self._rows()
        if key not in bases:
            raise RuleViolation("unit.unknown", unit=key)
        return bases[key], dated.get(key, [])

    def called(self, unit: Unit, year: int) -> str:
        """The short name as a year shows it; a unit that has ended says until when if another bears its name."""
        day = self._namesakes().get(unit.key)
        return unit.short_name if day is None else f"{unit.short_name} ({until(day, year)})"

    def _read_namesakes(self) -> Mapping[str, str]:
        """The last day of every ended unit whose latest short name another unit bears."""
        bearers: dict[str, list[Unit]] = {}
        for unit in self._all(LAST_DAY).values():
            bearers.setdefault(same_name(unit.short_name), []).append(unit)
        alike = [unit for units in bearers.values() if len(units) > 1 for unit in units]
        return {one.key: one.active_to for one in alike if one.active_to}

    def units(self, on: str | None = None) -> tuple[Unit, ...]:
        """Every unit of the book as on a day, ended ones included, in Vietnamese order of names."""
        return self._in_order(self._all(on or self._book.today()).values())

    def names(self, key: str) -> tuple[Unit, ...]:
        """Every dated row of a unit as a Unit, the oldest first."""
        base, rows = self._rows_of(key)
        return tuple(unit_of(base, rows, day) for day in sorted(row["from_date"] for row in rows))

    def search(self, text: str, on: str | None = None) -> tuple[Unit, ...]:
        """Units that have every word of the text, marks or not, at the beginning of a word of a present or former name,
        of the symbol or of one of their people or households; those that have the words in this order come first.
        """
        words = fold(text).split()
        if not words:
            return ()
        hay: dict[str, list[str]] = {}
        for unit, rows in self._rows()[1].items():
            for row in rows:
                hay.setdefault(unit, []).extend([row["name"], row["short_name"], row.get("symbol") or ""])
        people = {row["key"]: row["name"] for row in self._store.rows("person")}
        for post in self._store.rows("post"):
            hay.setdefault(post["unit"], []).append(people[post["person"]])
        for home in self._store.rows("household"):
            hay.setdefault(home["unit"], []).append(home["head"])
        phrase = f" {' '.join(words)}"
        texts = {unit: " ".join(f" {fold(part)}" for part in parts) for unit, parts in hay.items()}
        hits = [unit for unit in self.units(on) if all(f" {word}" in texts[unit.key] for word in words)]
        return tuple(sorted(hits, key=lambda unit: phrase not in texts[unit.key]))

    def _all(self, on: str) -> dict[str, Unit]:
        bases, dated = self._rows()
        return {key: unit_of(base, dated[key], on) for key, base in bases.items() if key in dated}

    @staticmethod
    def _in_order(units: Any) -> tuple[Unit, ...]:
        return tuple(sorted(units, key=lambda unit: (sort_key(unit.name), unit.from_date, unit.key)))

    # --- writing

    def add(
        self,
        name: str,
        short_name: str | None = None,
        kind: str = "state",
        *,
        year: int | None = None,
        key: str | None = None,
        from_date: str | None = None,
        active_from: str | None = None,
        unit_group: str = "",
        joined_by: str | None = None,
        note: str | None = None,
        **said: str | None,
    ) -> str:
        """Add a unit, and with `year` put it at the end of that year's list; `said` is family, parent_body, symbol,
        place,
        address, decision. Only the name is needed. Its first row begins on `from_date`, else on the day it came into
        being, else
        on 1 January of the year.

        Refusals: those of names, `unit.kind_unknown`, `unit.family_unknown`, `key.bad`, `key.taken`, `date.bad`,
        `unit.name_taken` (facts: `unit`, `name`), and those of `admit`.
        """
        row = checked_fields({"name": name, "short_name": short_name or name, "kind": kind, **said})
        born = fields.date_or_none(active_from, "active_from")
        start = fields.date_or_none(from_date, "from_date") or born or (f"{year}-01-01" if year else self._book.today())
        chosen = self._free_key(key)
        self._refuse_namesake(chosen, str(row["name"]), born or start, None)
        with self._store.operation("add-unit", {"name": row["name"], "year": year}) as tx:
            tx.insert("unit", {"key": chosen, "active_from": born, "note": fields.note(note)})
            tx.insert("unit_row", {"unit": chosen, "from_date": start, **row})
            if year is not None:
                since = born if born and born > f"{year}-01-01" else None
                self._book.members.admit(year, chosen, from_date=since, unit_group=unit_group, decision=joined_by)
        return chosen

    def create(self, new: NewUnit, on: str, decision: str | None) -> str:
        """Bring a unit into being on a day by a decision; refusals as in `add`."""
        return self.add(
            new.name,
            new.short_name,
            new.kind,
            key=new.key,
            active_from=on,
            decision=decision,
            family=new.family,
            parent_body=new.parent_body,
            symbol=new.symbol,
            place=new.place,
            address=new.address,
        )

    def rename(self, unit: str, on: str, name: str, short_name: str | None = None, decision: str | None = None) -> None:
        """Give a unit another name from a day on; it stays the same unit with all its history.

        Refusals: `unit.unknown`, `unit.not_active` (facts: `unit`, `on`), `unit.row_exists` when a row begins that day
        already or
        the day is not after the first row, `unit.name_unchanged`, `unit.name_taken`, `year.closed` when the day lies in
        a closed year of the unit, those of names and dates.
        """
        day = fields.date(on, "on")
        old = self._active(unit, day)
        self.require_open(unit, day)
        first = min(row["from_date"] for row in self._store.rows("unit_row", unit=unit))
        if day <= first or old.from_date == day:
            raise RuleViolation("unit.row_exists", unit=unit, on=day, first=first)
        row = checked_fields({"name": name, "short_name": short_name or name, "decision": decision})
        if row["name"] == old.name and row["short_name"] == old.short_name:
            raise RuleViolation("unit.name_unchanged", unit=unit, name=old.name)
        self._refuse_namesake(unit, str(row["name"]), day, old.active_to)
        event = self._book.new_key()
        with self._store.operation("rename-unit", {"old": old.name, "new": row["name"], "on": day}) as tx:
            tx.insert("unit_row", {**self._row_of(old), **row, "unit": unit, "from_date": day})
            tx.insert("lineage", {"key": event, "kind": "rename", "date": day, "decision": row["decision"]})
            for side in ("from", "to"):
                tx.insert("lineage_unit", {"event": event, "side": side, "unit": unit})

    def describe(self, unit: str, on: str, **changes: str | None) -> None:
        """Say what a unit is from a day on (kind, family, address, …); what it was before stays. Refusals as in
        `rename`.
        """
        day = fields.date(on, "on")
        old = self._active(unit, day)
        self.require_open(unit, day)
        row = checked_fields(changes)
        with self._store.operation("describe-unit", {"name": old.name, "on": day, "fields": sorted(row)}) as tx:
            if old.from_date == day:
                tx.update("unit_row", (unit, day), **row)
            else:
                tx.insert("unit_row", {**self._row_of(old), **row, "unit": unit, "from_date": day})

    def correct(self, unit: str, on: str | None = None, **changes: str | None) -> None:
        """Mend what was typed wrongly in the row that holds on a day (today): no new row, nothing in the lineage.

        Where closed years rest on that row they keep it, and what is mended holds from the year after them.
        Refusals: `unit.unknown`, `unit.name_taken`, `year.closed` when the day itself lies in a closed year.
        """
        day = fields.date(on, "on") if on else self._book.today()
        old = self.unit(unit, day)
        row = checked_fields(changes)
        closed = self._closed_until(unit, old.from_date)
        if closed is not None:
            self.require_open(unit, max(day, old.from_date))
        start = old.from_date if closed is None else fields.shift(closed, 1)
        if "name" in row:
            self._refuse_namesake(unit, str(row["name"]), start, old.active_to)
        with self._store.operation("correct-unit", {"name": row.get("name") or old.name, "fields": sorted(row)}) as tx:
            if start == old.from_date:
                tx.update("unit_row", (unit, start), **row)
            else:
                tx.insert("unit_row", {**self._row_of(old), **row, "unit": unit, "from_date": start})

    def require_open(self, unit: str, day: str) -> None:
        """Refuse to change what a unit is on a day that a closed year rests on: RuleViolation `year.closed`."""
        closed = self._closed_until(unit, day)
        if closed is not None:
            self._book.years.must_be_open(int(closed[:4]))

    def _closed_until(self, unit: str, day: str) -> str | None:
        """The end of the last closed year of the unit that has not ended on that day; None when there is none."""
        closed = {row["year"] for row in self._store.rows("bloc_year") if row["state"] != "open"}
        ends = [f"{row['year']}-12-31" for row in self._store.rows("membership", unit=unit) if row["year"] in closed]
        return max((end for end in ends if end >= day), default=None)

    def remove(self, unit: str) -> None:
        """Take away a unit that was added by mistake, with its places in lists and its contacts.

        Refusals: `unit.unknown`, `unit.has_history` (facts: `unit`, `name`, `where`: tables that hold its history).
        """
        found = self.unit(unit)
        where = tuple(table for table, column in HISTORY if self._store.rows(table, **{column: unit}))
        if any(one.get("unit") == unit for ballot in self._store.rows("ballot") for one in ballot["candidates"]):
            where = (*where, "ballot")
        if where:
            raise RuleViolation("unit.has_history", unit=unit, name=found.name, where=where)
        with self._store.operation("remove-unit", {"name": found.name}) as tx:
            for member in self._store.rows("membership", unit=unit):
                tx.delete("membership", (member["year"], unit))
            for post in self._store.rows("post", unit=unit):
                tx.delete("post", post["key"])
                if not any(self._store.rows(table, person=post["person"]) for table in PERSON_PLACES):
                    tx.delete("person", post["person"])
            for row in self._store.rows("unit_row", unit=unit):
                tx.delete("unit_row", (unit, row["from_date"]))
            put_mark(self._book.settings, unit, None)
            tx.delete("unit", unit)

    # --- guards

    def _active(self, unit: str, day: str) -> Unit:
        found = self.unit(unit, day)
        if not found.active(day):
            raise RuleViolation("unit.not_active", unit=unit, name=found.name, on=day)
        return found

    def _free_key(self, key: str | None) -> str:
        if key is None:
            return self._book.new_key()
        if self._store.row("unit", fields.key(key)) is not None:
            raise RuleViolation("key.taken", key=key)
        return key

    def _refuse_namesake(self, unit: str, name: str, start: str, end: str | None) -> None:
        """Two units that exist on one day never bear one name: nobody could tell them apart on paper."""
        wanted = same_name(name)
        for base in self._store.rows("unit"):
            if base["key"] == unit:
                continue
            other_end = base.get("active_to")
            if (other_end and other_end < start) or (end and base.get("active_from") and end < base["active_from"]):
                continue
            if same_name(unit_of(base, self._store.rows("unit_row", unit=base["key"]), start).name) == wanted:
                raise RuleViolation("unit.name_taken", unit=base["key"], name=name)

    @staticmethod
    def _row_of(unit: Unit) -> dict[str, str | None]:
        said = {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind, "family": unit.own_family}
        return {
            **said,
            "parent_body": unit.parent_body,
            "symbol": unit.symbol,
            "place": unit.place,
            "address": unit.address,
        }
