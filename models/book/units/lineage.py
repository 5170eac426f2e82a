"""Units that were merged, split or dissolved: the event, what it does to units and lists, and whose record goes on.

History stays traceable through every event. Whose achievements a successor carries on is never guessed: it is a
question, answered by a decision that cites the document. Renames stand in `units`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.base.kept import Kept
from models.book.units.roster import OF_A_YEAR
from models.book.units.rows import Event, NewUnit
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.about import About
from models.rules.number.questions import Decision, Option, Question, answer

if TYPE_CHECKING:
    from models.book.units.floor import UnitsBook

INHERITS_QUESTION: Final = "unit.inherits"
"""Asked of every successor of a merger or a split: whose record counts as its own."""

NONE: Final = "none"


class Lineage(Area):
    """Verbs and reads of what became of units."""

    _book: UnitsBook

    def __init__(self, book: UnitsBook) -> None:
        super().__init__(book)
        self._events = Kept(book.store, self._read_events)

    # --- reading

    def events(self) -> tuple[Event, ...]:
        """Every event of the book, by day."""
        return self._events()

    def _read_events(self) -> tuple[Event, ...]:
        sides: dict[tuple[str, str], list[str]] = {}
        for row in self._store.rows("lineage_unit"):
            sides.setdefault((row["event"], row["side"]), []).append(row["unit"])
        found = (
            Event(
                row["key"],
                row["kind"],
                row["date"],
                tuple(sides.get((row["key"], "from"), ())),
                tuple(sides.get((row["key"], "to"), ())),
                row.get("decision"),
                row.get("note"),
            )
            for row in self._store.rows("lineage")
        )
        return tuple(sorted(found, key=lambda event: (event.date, event.kind, event.key)))

    def line(self, unit: str) -> tuple[Event, ...]:
        """Every event that touched a unit, its forerunners or its successors, by day."""
        events = self.events()
        known, before = {unit}, 0
        while len(known) != before:
            before = len(known)
            for event in events:
                if known & {*event.from_units, *event.to_units}:
                    known |= {*event.from_units, *event.to_units}
        return tuple(event for event in events if known & {*event.from_units, *event.to_units})

    def forerunners(self, unit: str) -> tuple[str, ...]:
        """The unit and every unit it came from by merger or split, itself first."""
        found, events = [unit], self.events()
        for heir in found:
            for event in events:
                if event.kind in ("merge", "split") and heir in event.to_units:
                    found += [one for one in event.from_units if one not in found]
        return tuple(found)

    def record_of(self, unit: str, decisions: Sequence[Decision]) -> tuple[str, ...]:
        """The units whose record counts as this unit's own, itself first; a successor carries on only what one of the
        decisions says.
        """
        found, events = [unit], self.events()
        for heir in found:
            for event in events:
                if event.kind in ("merge", "split") and heir in event.to_units and heir not in event.from_units:
                    decided = answer(decisions, self._inherits_question(event, heir))
                    if decided is not None and decided.choice in event.from_units and decided.choice not in found:
                        found.append(str(decided.choice))
        return tuple(found)

    def inherits_questions(self, year: int) -> tuple[Question, ...]:
        """Whose record the successors in a year's list carry on: one question for each event that made one of them."""
        here = {row["unit"] for row in self._store.rows("membership", year=year)}
        return tuple(
            self._inherits_question(event, heir)
            for event in self.events()
            if event.kind in ("merge", "split") and event.date <= f"{year}-12-31"
            for heir in event.to_units
            if heir in here and heir not in event.from_units
        )

    def _inherits_question(self, event: Event, heir: str) -> Question:
        names = {key: self._book.members.unit(key, fields.shift(event.date, -1)).name for key in event.from_units}
        options = tuple(Option(key, names[key]) for key in event.from_units)
        none = Option(NONE, "Không tiếp nối đơn vị nào, tính lại từ đầu")
        facts = {"unit": heir, "kind": event.kind, "date": event.date, "from_units": sorted(event.from_units)}
        return Question(
            INHERITS_QUESTION,
            About.of(INHERITS_QUESTION, event=event.key, unit=heir).text,
            None,
            "",
            "",
            (*options, none),
            facts,
        )

    # --- writing

    def merge(
        self,
        on: str,
        from_units: Sequence[str],
        to: str | NewUnit,
        decision: str | None = None,
        note: str | None = None,
        key: str | None = None,
    ) -> str:
        """Units become one on a day: those that end do so the day before, the one they become belongs to the bloc from
        that day.

        `to` is a unit of the book (one of the merging ones when it goes on under its own identity) or a new one. In the
        list of
        that year the successor takes the place after the first of those it comes from. Returns the key of the
        successor.
        Refusals: BadInput `lineage.too_few`, `lineage.unit_twice`, RuleViolation `unit.unknown`, `unit.not_active`,
        `unit.ended_already`, `year.closed` when the day lies in a closed year of one of them.
        """
        if len({*from_units, to} if isinstance(to, str) else {*from_units}) < 2:
            raise BadInput("lineage.too_few", kind="merge")
        day = self._checked(on, from_units)
        names = [self._book.members.unit(one, fields.shift(day, -1)).short_name for one in from_units]
        with self._store.operation("merge-units", {"on": day, "names": names}) as tx:
            self._end_units(tx, [one for one in from_units if one != to], day)
            heir = self._to(to, day, decision)
            tx.facts["to"] = self._book.members.unit(heir, day).short_name
            self._record(tx, "merge", day, from_units, [heir], decision, note, key)
            self._succeed(tx, day, from_units, [heir], decision)
        return heir

    def split(
        self,
        on: str,
        from_unit: str,
        to: Sequence[str | NewUnit],
        decision: str | None = None,
        note: str | None = None,
        key: str | None = None,
    ) -> tuple[str, ...]:
        """A unit becomes several on a day; it ends unless it is one of them. Returns the keys of those it became.

        Refusals as in `merge`.
        """
        if len(to) < 2:
            raise BadInput("lineage.too_few", kind="split")
        day = self._checked(on, [from_unit])
        name = self._book.members.unit(from_unit, fields.shift(day, -1)).short_name
        with self._store.operation("split-unit", {"on": day, "name": name}) as tx:
            self._end_units(tx, [from_unit] if from_unit not in to else [], day)
            heirs = [self._to(one, day, decision) for one in to]
            if len({*heirs}) < len(heirs):
                raise BadInput("lineage.unit_twice", units=tuple(heirs))
            tx.facts["to"] = [self._book.members.unit(heir, day).short_name for heir in heirs]
            self._record(tx, "split", day, [from_unit], heirs, decision, note, key)
            self._succeed(tx, day, [from_unit], heirs, decision)
        return tuple(heirs)

    def dissolve(
        self, unit: str, on: str, decision: str | None = None, note: str | None = None, key: str | None = None
    ) -> None:
        """A unit ends: it exists no longer from this day on and nobody takes its place. Refusals as in `merge`."""
        day = self._checked(on, [unit])
        with self._store.operation(
            "dissolve-unit", {"on": day, "name": self._book.members.unit(unit, day).short_name}
        ) as tx:
            self._end_units(tx, [unit], day)
            self._record(tx, "dissolve", day, [unit], [], decision, note, key)
            self._succeed(tx, day, [unit], [], decision)

    # --- parts of the acts

    def _checked(self, on: str, units: Sequence[str]) -> str:
        day = fields.date(on, "on")
        if len({*units}) < len(units):
            raise BadInput("lineage.unit_twice", units=tuple(units))
        before = fields.shift(day, -1)
        for key in units:
            found = self._book.members.unit(key, before)
            if not found.active(before):
                raise RuleViolation("unit.not_active", unit=key, name=found.name, on=before)
            if found.active_to is not None:
                raise RuleViolation("unit.ended_already", unit=key, name=found.name, on=found.active_to)
            self._book.members.require_open(key, day)
        return day

    @staticmethod
    def _end_units(tx: Any, units: Sequence[str], day: str) -> None:
        """They end before anything new begins: a successor may bear the name of one it comes from."""
        for unit in units:
            tx.update("unit", unit, active_to=fields.shift(day, -1))

    def _to(self, to: str | NewUnit, day: str, decision: str | None) -> str:
        if isinstance(to, NewUnit):
            return self._book.members.create(to, day, decision)
        found = self._book.members.unit(to, day)
        if not found.active(day):
            raise RuleViolation("unit.not_active", unit=to, name=found.name, on=day)
        return to

    def _record(
        self,
        tx: Any,
        kind: str,
        day: str,
        from_units: Sequence[str],
        to_units: Sequence[str],
        decision: str | None,
        note: str | None,
        key: str | None,
    ) -> None:
        event = fields.key(key) if key else self._book.new_key()
        tx.insert(
            "lineage",
            {"key": event, "kind": kind, "date": day, "decision": fields.line(decision), "note": fields.note(note)},
        )
        for side, units in (("from", from_units), ("to", to_units)):
            for unit in units:
                tx.insert("lineage_unit", {"event": event, "side": side, "unit": unit})

    def _succeed(
        self, tx: Any, day: str, from_units: Sequence[str], heirs: Sequence[str], decision: str | None
    ) -> None:
        """In the open lists, those that ended get their last day and the successors come in after them."""
        last = fields.shift(day, -1)
        for year in sorted(
            one.year for one in self._book.years.all() if one.state == "open" and f"{one.year}-12-31" >= day
        ):
            rows = {row["unit"]: row for row in self._store.rows("membership", year=year)}
            gone = [unit for unit in from_units if unit in rows and (rows[unit].get("to_date") or day) >= day]
            if not gone:
                continue
            for unit in gone:
                if unit not in heirs:
                    self._end_membership(tx, year, unit, last, decision)
            new = [heir for heir in heirs if heir not in rows]
            self._insert_after(tx, year, min(gone, key=lambda unit: rows[unit]["position"]), new, day, decision)

    def _end_membership(self, tx: Any, year: int, unit: str, last: str, decision: str | None) -> None:
        """A unit that ended before the year began leaves that list unless something already hangs on it."""
        used = any(self._store.rows(table, year=year, unit=unit) for table in OF_A_YEAR)
        if last < f"{year}-01-01" and not used:
            tx.delete("membership", (year, unit))
        else:
            tx.update("membership", (year, unit), to_date=last, left_by=fields.line(decision))

    def _insert_after(self, tx: Any, year: int, unit: str, new: Sequence[str], day: str, decision: str | None) -> None:
        rows = sorted(self._store.rows("membership", year=year), key=lambda row: (row["position"], row["unit"]))
        order = [row["unit"] for row in rows]
        group = next((row["unit_group"] for row in rows if row["unit"] == unit), "")
        at = order.index(unit) + 1 if unit in order else len(order)
        order[at:at] = new
        start = day if day > f"{year}-01-01" else None
        for position, key in enumerate(order, 1):
            if key in new:
                row = {"year": year, "unit": key, "position": position, "from_date": start, "unit_group": group}
                tx.insert("membership", {**row, "joined_by": fields.line(decision)})
            else:
                tx.update("membership", (year, key), position=position)
