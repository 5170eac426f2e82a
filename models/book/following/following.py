"""What is followed through the year: tasks with their day, quality and evidence, progress by unit, movements, reviews.

A review shows progress and gives no award. Tasks not finished at the half-year, and those agreed there, are carried on
by new lines that name the old ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal

from models.book.base import fields
from models.book.following.rows import (
    KINDS,
    STATES,
    Movement,
    Progress,
    Review,
    TargetProgress,
    UnitReview,
    Work,
)
from models.book.units.lines import YearLines, count
from models.rules.act.log_counts import percent_of_plan
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.points import from_text, to_text
from models.rules.number.statistics import rate

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook
    from models.file.transaction import Transaction

MOVEMENT_KINDS: Final = ("regular", "campaign", "thematic")
_COMPLETED: Final = ("done", "late")


class Following(YearLines):
    """Tasks, progress and movements of a year."""

    _book: FollowingBook

    def __init__(self, book: FollowingBook) -> None:
        super().__init__(book)
        self.leaving: list[Callable[[Transaction, str, str], None]] = []
        """What goes with a movement or task that is taken away; told where the book is opened."""

    # --- reading

    def works(self, year: int, kind: str | None = None, unit: str | None = None) -> tuple[Work, ...]:
        """Tasks by unit of the year's list, the bloc's own first, in the order they were written."""
        wanted = {"year": year} | ({"kind": kind} if kind else {}) | ({"unit": unit} if unit else {})
        order = {key: at for at, key in enumerate(self._names(year))}
        found = map(_work, self._store.rows("work", **wanted))
        return tuple(sorted(found, key=lambda one: (order.get(one.unit or "", -1), one.position, one.key)))

    def work(self, key: str) -> Work:
        """One task. RuleViolation `row.missing`."""
        return _work(self._found("work", key))

    def progress(self, year: int, unit: str | None = None) -> tuple[Progress, ...]:
        """What units reported, by day and by the year's list."""
        wanted = {"year": year} if unit is None else {"year": year, "unit": unit}
        order = {key: at for at, key in enumerate(self._names(year))}
        found = (Progress(**row) for row in self._store.rows("progress", **wanted))
        return tuple(sorted(found, key=lambda one: (one.as_of, order.get(one.unit, len(order)), one.unit)))

    def movements(self, year: int) -> tuple[Movement, ...]:
        """Movements: regular ones first, then campaigns, then thematic ones, each by its first day."""
        found = (
            Movement(**{**row, "items": tuple(row["items"] or ())}) for row in self._store.rows("movement", year=year)
        )
        return tuple(
            sorted(found, key=lambda one: (MOVEMENT_KINDS.index(one.kind), one.from_date or "", one.name, one.key))
        )

    def half_year(self, year: int, as_of: str | None = None) -> Review:
        """The half-year's review (as of 30 June unless said): progress per target and unit, no awards."""
        return self._review(year, as_of or f"{year}-06-30", "", "half_year")

    def year_end(self, year: int, as_of: str | None = None) -> Review:
        """The whole year's progress (as of 31 December unless said); figures reported for the half-year do not count
        for it.
        """
        return self._review(year, as_of or f"{year}-12-31", f"{year}-06-30", "result")

    def of_unit(self, year: int, unit: str) -> UnitReview:
        """A unit's tasks as the whole year's review counts them, without its targets."""
        return self._unit(year, unit, f"{year}-12-31", f"{year}-06-30", self.works(year, unit=unit))

    def on_time(self, year: int, unit: str) -> tuple[int, int] | None:
        """How many of a unit's registered tasks were done by their day, and of how many; None unless every one is
        written. A task moved on is on time when the one that continues it is.
        """
        found = self.of_unit(year, unit)
        if found.listed is None:
            return None
        keys = [one for one in self.works(year, "key", unit) if self._first(one)]
        return sum(self._completed(one, f"{year}-12-31", ("done",)) for one in keys), found.listed[1]

    def _review(self, year: int, as_of: str, after: str, column: str) -> Review:
        targets = self._book.registration.targets(year)
        works = self.works(year)
        units = tuple(
            self._unit(year, unit, as_of, after, [one for one in works if one.unit == unit])
            for unit in self._staying(year, as_of)
        )
        made = tuple(
            UnitReview(
                one.unit, one.done, one.registered, one.percent,
                tuple(_reached(target, column) for target in targets if target.unit == one.unit),
                one.open_tasks, one.said, one.listed,
            )
            for one in units
        )  # fmt: skip
        known = [(one.done, one.registered) for one in made if one.done is not None and one.registered]
        done, registered = sum(each or 0 for each, _ in known), sum(each or 0 for _, each in known)
        missing = tuple(one.unit for one in made if one.done is None or not one.registered)
        bloc_tasks = tuple(one for one in works if one.unit is None)
        return Review(year, as_of, made, done, registered, _percent(done, registered), missing, bloc_tasks)

    def _staying(self, year: int, as_of: str) -> list[str]:
        members = self._book.members.roster(year)
        return [member.key for member in members if member.to_date is None or member.to_date >= as_of]

    def _unit(self, year: int, unit: str, as_of: str, after: str, works: Sequence[Work]) -> UnitReview:
        reports = [one for one in self.progress(year, unit) if after < one.as_of <= as_of]
        said = reports[-1] if reports else None
        keys = [one for one in works if one.kind == "key" and self._first(one)]
        told = self._book.registration.of(year, unit).tasks
        whole = bool(keys) and len(keys) >= (told or 0)
        listed = (sum(self._completed(one, as_of) for one in keys), len(keys)) if whole else None
        registered = said.tasks_registered if said else None
        if registered is None:
            registered = listed[1] if listed else told
        done = said.tasks_done if said else None
        if done is None and listed:
            done = listed[0]
        still = tuple(one for one in works if one.state == "open")
        return UnitReview(unit, done, registered, _percent(done, registered), (), still, said, listed)

    def _first(self, work: Work) -> bool:
        """Whether a task was registered itself, and does not continue one of the same year."""
        before = self._store.row("work", work.rolled_from) if work.rolled_from else None
        return before is None or before["year"] != work.year

    def _completed(self, work: Work, as_of: str, states: Sequence[str] = _COMPLETED) -> bool:
        """Whether a task, or the one that continues it, was completed by a day."""
        if work.state == "moved":
            follow = self._store.rows("work", rolled_from=work.key, year=work.year)
            return any(self._completed(_work(row), as_of, states) for row in follow)
        return work.state in states and (work.done_on or "") <= as_of

    # --- tasks

    def put_work(
        self,
        year: int,
        kind: str,
        title: str,
        *,
        unit: str | None = None,
        assigned_on: str | None = None,
        due_on: str | None = None,
        key: str | None = None,
        **said: str | None,
    ) -> str:
        """Write a task, or with its key write it anew; `said` is assigned_by, quality, evidence, note. What became of
        it stays where it is not said.

        Refusals: `unit.not_member`, `year.closed`, BadInput `work.kind_unknown`, `date.backwards`, those of names.
        """
        self._book.years.must_be_open(year)
        if unit is not None:
            self._member(year, unit)
        if kind not in KINDS:
            raise BadInput("work.kind_unknown", value=kind)
        row: dict[str, Any] = {
            "year": year,
            "unit": unit,
            "kind": kind,
            "title": fields.name(title, 500),
            "assigned_on": fields.date_or_none(assigned_on, "assigned_on"),
            "due_on": fields.date_or_none(due_on, "due_on"),
            "assigned_by": fields.line(said.pop("assigned_by", None), 200),
            "note": fields.note(said.pop("note", None)),
        }
        row |= {name: fields.line(said.pop(name), 500) for name in ("quality", "evidence") if name in said}
        if said:
            raise TypeError(f"a task has no {', '.join(said)}")
        fields.span(row["assigned_on"], row["due_on"])
        return self._put("work", "put-work", key, row, {"year": year, "title": row["title"]})

    def settle_work(
        self,
        key: str,
        state: str,
        *,
        on: str | None = None,
        quality: str | None = None,
        evidence: str | None = None,
        effect: str | None = None,
        effect_figure: Fraction | Literal[""] | None = None,
        effect_measure: str | None = None,
        note: str | None = None,
    ) -> None:
        """Say what became of a task: "done" (late when its day had passed), "not-done", or "open" again; its quality
        on the bloc's own scale, its effect as a figure of a measure, in words, or both. What is None stays as it was,
        "" takes away.

        Refusals: `row.missing`, `year.closed`, BadInput `work.state_unknown`, `work.done_without_day`, `date.bad`,
        RuleViolation `work.quality_unknown` (facts: quality, levels) of a new word the year's scale does not have.
        """
        old = self.work(key)
        if state not in STATES or state == "moved":
            raise BadInput("work.state_unknown", value=state)
        day = fields.date_or_none(on, "done_on")
        if state in _COMPLETED:
            if day is None:
                raise BadInput("work.done_without_day", title=old.title)
            state = "late" if old.due_on and day > old.due_on else "done"
        scale = self._book.quality.of(old.year)
        level = self._book.quality.level(old.year, quality)
        if quality and scale and level is None and quality != old.quality:
            levels = ", ".join(one.name for one in scale)
            raise RuleViolation("work.quality_unknown", quality=quality, levels=levels)
        changes: dict[str, Any] = {"state": state, "done_on": day if state in _COMPLETED else None}
        said = {"quality": level.name if level else quality, "evidence": evidence, "effect": effect}
        changes |= {name: fields.line(text, 500) for name, text in said.items() if text is not None}
        if note is not None:
            changes["note"] = fields.note(note)
        if effect_measure is not None:
            changes["effect_measure"] = fields.line(effect_measure, 60)
        if effect_figure is not None:
            changes["effect_figure"] = to_text(effect_figure) if isinstance(effect_figure, Fraction) else None
        with self._store.operation("settle-work", {"year": old.year, "title": old.title, "state": state}) as tx:
            tx.update("work", key, **changes)

    def roll_forward(
        self,
        keys: Sequence[str],
        *,
        due_on: str | None = None,
        to_year: int | None = None,
        assigned_by: str | None = None,
    ) -> tuple[str, ...]:
        """Carry tasks that are still open on: a new line per task that names the old one, which is "moved".

        Within a year the new line is an agreed task of its second half; into another year it keeps its kind. Returns
        the new keys. Refusals: `row.missing`, `year.closed`, RuleViolation `work.not_open`.
        """
        due, made = fields.date_or_none(due_on, "due_on"), []
        with self._store.operation("roll-work", {"count": len(keys), "year": to_year}) as tx:
            for key in keys:
                old = self.work(key)
                if old.state != "open":
                    raise RuleViolation("work.not_open", title=old.title)
                year = to_year or old.year
                new = self.put_work(
                    year,
                    "agreed" if year == old.year else old.kind,
                    old.title,
                    unit=old.unit,
                    assigned_on=old.assigned_on if due is None or (old.assigned_on or "") <= due else None,
                    due_on=due,
                    assigned_by=assigned_by or old.assigned_by,
                    note=old.note,
                )
                tx.update("work", new, rolled_from=key)
                tx.update("work", key, state="moved")
                made.append(new)
        return tuple(made)

    def take_over_works(self, year: int, lines: Sequence[Mapping[str, Any]]) -> None:
        """Write tasks that a year before left to be done behind those that are there, one of no unit where its unit is
        no member any more. A line holds `title`, `kind` and what is known of `unit`, `note`, `rolled_from` and
        `assigned_by`.
        """
        behind = max((row["position"] for row in self._store.rows("work", year=year)), default=0)
        members = {row["unit"] for row in self._store.rows("membership", year=year)}
        with self._store.operation("roll-work", {"count": len(lines), "year": year}) as tx:
            for place, line in enumerate(lines, behind + 1):
                unit = line.get("unit") if line.get("unit") in members else None
                tx.insert("work", {**line, "unit": unit, "key": self._book.new_key(), "year": year, "position": place})

    def remove_work(self, key: str) -> None:
        """Take away a task written by mistake; one it continues is open again.

        Refusals: `row.missing`, `year.closed`, RuleViolation `work.continued`.
        """
        old = self.work(key)
        if self._store.rows("work", rolled_from=key):
            raise RuleViolation("work.continued", title=old.title)
        with self._store.operation("remove-work", {"year": old.year, "title": old.title}) as tx:
            self._leave(tx, "work", key)
            tx.delete("work", key)
            if old.rolled_from is not None and self._store.row("work", old.rolled_from):
                tx.update("work", old.rolled_from, state="open")

    # --- progress and movements

    def report_progress(
        self,
        year: int,
        unit: str,
        as_of: str,
        done: int | None,
        *,
        registered: int | None = None,
        note: str | None = None,
    ) -> None:
        """Record how many of its registered tasks a unit has done by a day.

        Refusals: `unit.not_member`, `year.closed`, BadInput `date.bad`, `input.not_a_count`, RuleViolation
        `progress.more_than_registered`.
        """
        self._member(year, unit)
        row = {
            "year": year,
            "unit": unit,
            "as_of": fields.near(fields.date(as_of, "as_of"), "as_of", year),
            "tasks_done": count(done, "tasks_done"),
            "tasks_registered": count(registered, "tasks_registered"),
            "note": fields.note(note),
        }
        most = registered if registered is not None else self._book.registration.of(year, unit).tasks
        if done is not None and most is not None and done > most:
            raise RuleViolation("progress.more_than_registered", unit=unit, done=done, registered=most)
        with self._store.operation("put-progress", {"year": year, "unit": unit, "on": row["as_of"]}) as tx:
            tx.put("progress", row)

    def remove_progress(self, year: int, unit: str, as_of: str) -> None:
        """Take away a reported number. `row.missing`, `year.closed`."""
        if self._store.row("progress", year, unit, as_of) is None:
            raise RuleViolation("row.missing", table="progress", key=as_of)
        with self._store.operation("remove-progress", {"year": year, "unit": unit, "on": as_of}) as tx:
            tx.delete("progress", (year, unit, as_of))

    def put_movement(
        self,
        year: int,
        name: str,
        kind: str,
        *,
        from_date: str | None = None,
        to_date: str | None = None,
        items: Sequence[str] = (),
        key: str | None = None,
        **said: str | None,
    ) -> str:
        """Write a movement, or with its key write it anew; `said` is its plain words; `items` are nodes of the form.

        Refusals: `year.closed`, BadInput `movement.kind_unknown`, `date.backwards`, those of names.
        """
        self._book.years.must_be_open(year)
        if kind not in MOVEMENT_KINDS:
            raise BadInput("movement.kind_unknown", value=kind)
        row: dict[str, Any] = {
            "year": year,
            "name": fields.name(name, 500),
            "kind": kind,
            "from_date": fields.date_or_none(from_date, "from_date"),
            "to_date": fields.date_or_none(to_date, "to_date"),
            "items": list(items) or None,
            **fields.said(Movement, said),
        }
        fields.span(row["from_date"], row["to_date"])
        return self._put("movement", "put-movement", key, row, {"year": year, "name": row["name"]})

    def remove_movement(self, key: str) -> None:
        """Take away a movement with its indicators, its files and the inputs filled from it. `row.missing`,
        `year.closed`.
        """
        row = self._found("movement", key)
        with self._store.operation("remove-movement", {"year": row["year"], "name": row["name"]}) as tx:
            for line in self._store.rows("movement_figure", movement=key):
                tx.delete("movement_figure", line["key"])
            for feed in self._store.rows("log_feed", movement=key):
                tx.delete("log_feed", (feed["year"], feed["item"], feed["input"]))
            self._leave(tx, "movement", key)
            tx.delete("movement", key)

    def _leave(self, tx: Transaction, table: str, key: str) -> None:
        for told in self.leaving:
            told(tx, table, key)


def _work(row: dict[str, Any]) -> Work:
    figure = None if row["effect_figure"] is None else from_text(row["effect_figure"])
    return Work(**{**{name: row[name] for name in Work.__slots__}, "effect_figure": figure})


def _percent(done: int | None, registered: int | None) -> Fraction | None:
    return rate(done, registered) if done is not None and registered else None


def _reached(target: Any, column: str) -> TargetProgress:
    reached = getattr(target, column)
    return TargetProgress(target, reached, percent_of_plan(target.plan, reached))
