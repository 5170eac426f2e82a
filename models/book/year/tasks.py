"""The year's task list: what a secretariat usually does in which month, worded, moved or left out by each bloc.

The usual tasks ship as data and are copied into a year when it is opened (from the year before, when that has a list).
A sign says that the book itself already shows a task as done; it never changes the state, which only a person sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from models.book.base import fields
from models.book.base.area import Area
from models.book.year.year_facts import OUTSIDE, Fact, YearFacts, last_day
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.year.floor import YearBook

SHIPPED: Final = Path(__file__).resolve().parents[3] / "resources" / "tasks.toml"
STATES: Final = ("open", "done", "not-ours")
EARLIEST, LATEST = -11, 24
"""Months a task may lie in, counted from January of its year."""
_STAGE: Final = "stage:"
_COPIED: Final = ("key", "position", "title", "from_month", "to_month", "who", "paper", "done_when", "follows", "note")
_TEXTS: Final = ("who", "paper", "done_when")


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list. `due` is the day it is to be done by and `due_by` where that day comes from: "own",
    "deadline", "month" (custom only) or "" for a task of the whole year; `sign` is what the book knows of it.
    `shift`: months after January in which the year begins; `from_month`, `to_month` count from that month."""

    year: int
    key: str
    position: int
    title: str
    from_month: int | None
    to_month: int | None
    who: str
    paper: str
    done_when: str
    due_on: str | None
    follows: str | None
    state: str
    done_on: str | None
    note: str | None
    due: str | None = None
    due_by: Literal["own", "deadline", "month", ""] = ""
    sign: Fact | None = None
    waits: bool = False
    shift: int = 0

    @property
    def shown_done(self) -> bool:
        """True when the book shows that an open task is done; nobody has ticked it yet. A task that `waits` is not
        before its day has passed."""
        return self.state == "open" and self.sign is not None and self.sign.holds and not self.waits


@dataclass(frozen=True, slots=True)
class Agenda:
    """What home shows on a day: tasks past a day somebody set, past their usual month, due soon, and seen to be
    done. Each is in order of its day."""

    on: str
    overdue: tuple[Task, ...]
    past_month: tuple[Task, ...]
    soon: tuple[Task, ...]
    shown_done: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class _Shipped:
    row: Mapping[str, Any]
    sign: str
    until_due: bool = False
    days_before: int = 0


@cache
def shipped() -> Mapping[str, _Shipped]:
    """The usual tasks by key, in their order."""
    import tomllib  # only where a task is laid out, or read by its sign

    found: dict[str, _Shipped] = {}
    for position, line in enumerate(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["task"], 1):
        sign, until_due, early = line.pop("sign", ""), line.pop("until_due", False), line.pop("days_before", 0)
        row = dict.fromkeys(_TEXTS, "") | dict.fromkeys(("from_month", "to_month", "follows", "note")) | line
        found[line["key"]] = _Shipped({**row, "position": position}, sign, until_due, early)
    return found


class Tasks(Area):
    """Verbs and reads of the task list."""

    _book: YearBook

    # --- reading

    def all(self, year: int, *, today: str | None = None) -> tuple[Task, ...]:
        """The tasks of a year in their order, with days and signs as of today. `year.unknown`."""
        self._book.years.get(year)
        facts = YearFacts(self._book, year, today)
        days = self._deadlines(year)
        rows = sorted(self._store.rows("task", year=year), key=lambda row: (row["position"], row["key"]))
        return tuple(_task(row, facts, days) for row in rows)

    def get(self, year: int, key: str) -> Task:
        """One task. RuleViolation `task.unknown` (facts: `year`, `task`)."""
        row = self._row(year, key)
        return _task(row, YearFacts(self._book, year), self._deadlines(year))

    def agenda(self, year: int, *, ahead: int = 30, today: str | None = None) -> Agenda:
        """What is overdue and what is due within so many days; tasks seen to be done stand apart from both."""
        day = today or self._book.today()
        found = [task for task in self.all(year, today=day) if task.state == "open"]
        left = sorted((task for task in found if not task.shown_done and task.due), key=lambda one: one.due or "")
        late = [task for task in left if (task.due or "") < day]
        last = fields.shift(day, ahead)
        return Agenda(
            day,
            overdue=tuple(task for task in late if task.due_by != "month"),
            past_month=tuple(task for task in late if task.due_by == "month"),
            soon=tuple(task for task in left if day <= (task.due or "") <= last),
            shown_done=tuple(task for task in found if task.shown_done),
        )

    def _deadlines(self, year: int) -> dict[str, str]:
        """The day of every deadline by its key, and by `stage:<key>` the latest of that step."""
        found: dict[str, str] = {}
        for deadline in self._book.years.deadlines(year):
            found[deadline.key] = deadline.due_on
            if deadline.stage:
                found[_STAGE + deadline.stage] = deadline.due_on
        return found

    # --- the list

    def lay_out(self, year: int) -> int:
        """Give a year the tasks it lacks: those of the latest earlier year with a list, else the usual ones.

        Wording, months and "not ours" are taken over, days and what was done are not. Returns how many came.
        Refusals: `year.unknown`, `year.closed`.
        """
        self._book.years.must_be_open(year)
        there = {row["key"] for row in self._store.rows("task", year=year)}
        missing = [row for row in self._pattern(year) if row["key"] not in there]
        with self._store.operation("lay-out-tasks", {"year": year, "count": len(missing)}) as tx:
            for row in missing:
                tx.insert("task", {**row, "year": year})
        return len(missing)

    def _pattern(self, year: int) -> list[dict[str, Any]]:
        for earlier in self._book.years.all():
            rows = self._store.rows("task", year=earlier.year) if earlier.year < year else []
            if rows:
                return [
                    {name: row[name] for name in _COPIED}
                    | {"state": "not-ours" if row["state"] == "not-ours" else "open"}
                    for row in rows
                ]
        call = self._book.settings.terms.call
        rows = [dict(one.row) for one in shipped().values()]
        return [row | {name: call(row[name]) for name in ("title", *_TEXTS)} for row in rows]

    def add(self, year: int, title: str, *, after: str | None = None, **said: Any) -> str:
        """A task of the bloc's own, at the end of the list or after another one. Returns its key.

        `said`: `from_month`, `to_month`, `due_on`, `who`, `paper`, `done_when`, `follows`, `note`.
        Refusals: those of `describe`, `task.unknown` for `after`.
        """
        self._book.years.must_be_open(year)
        row = {"title": fields.name(title)} | self._checked(year, said)
        rows = self._store.rows("task", year=year)
        place = self._row(year, after)["position"] if after else max((one["position"] for one in rows), default=0)
        key = self._book.new_key()
        with self._store.operation("add-task", {"year": year, "title": row["title"]}) as tx:
            for other in rows:
                if other["position"] > place:
                    tx.update("task", (year, other["key"]), position=other["position"] + 1)
            tx.insert("task", {"year": year, "key": key, "position": place + 1, **row})
        return key

    def describe(self, year: int, key: str, **said: Any) -> None:
        """Word, date or place a task anew; what is not named stays. See `add` for the names, and `title`.

        Refusals: `year.closed`, `task.unknown`, BadInput `task.bad_months`, `date.bad`, those of names;
        RuleViolation `deadline.unknown` when `follows` names no deadline and no step of the year.
        """
        self._book.years.must_be_open(year)
        row = self._row(year, key)
        title = {"title": fields.name(said.pop("title"))} if "title" in said else {}
        months = {name: row[name] for name in ("from_month", "to_month")}
        changes = title | self._checked(year, months | said)
        with self._store.operation("describe-task", {"year": year, "title": changes.get("title", row["title"])}) as tx:
            tx.update("task", (year, key), **changes)

    def remove(self, year: int, key: str) -> None:
        """Take away a task of the bloc's own. RuleViolation `task.shipped`: a usual one is marked "not ours"."""
        self._book.years.must_be_open(year)
        row = self._row(year, key)
        if key in shipped():
            raise RuleViolation("task.shipped", title=row["title"])
        with self._store.operation("remove-task", {"year": year, "title": row["title"]}) as tx:
            tx.delete("task", (year, key))

    # --- states

    def mark_done(self, year: int, keys: Sequence[str], on: str | None = None) -> None:
        """Tasks are done, today or on the given day; no sign is asked for. `year.closed`, `task.unknown`,
        `date.bad`."""
        self._mark(year, keys, "done", fields.date(on, "done_on") if on else self._book.today())

    def done_outside(self, year: int, before: str) -> int:
        """Tick the open tasks that stand before one in the list and belong to a month: they were done before there was
        a book. Each says so in its note; on which day is not known. Returns how many.

        Refusals: `year.closed`, `task.unknown`.
        """
        self._book.years.must_be_open(year)
        place = self._row(year, before)["position"]
        rows = [
            row
            for row in self._store.rows("task", year=year)
            if row["position"] < place and row["state"] == "open" and row["to_month"] is not None
        ]
        facts = {"year": year, "count": len(rows), "title": OUTSIDE}
        with self._store.operation("do-task", facts) as tx:
            for row in rows:
                note = f"{row['note']} ({OUTSIDE})" if row["note"] else OUTSIDE
                tx.update("task", (year, row["key"]), state="done", done_on=None, note=note)
        return len(rows)

    def reopen(self, year: int, keys: Sequence[str]) -> None:
        """Tasks are to be done (again). `year.closed`, `task.unknown`."""
        self._mark(year, keys, "open")

    def not_ours(self, year: int, keys: Sequence[str]) -> None:
        """The bloc does not do these tasks; they stay in the list and come so into next year's. `year.closed`."""
        self._mark(year, keys, "not-ours")

    def _mark(self, year: int, keys: Iterable[str], state: str, on: str | None = None) -> None:
        self._book.years.must_be_open(year)
        rows = [self._row(year, key) for key in keys]
        facts = {"year": year, "count": len(rows), "title": rows[0]["title"] if rows else ""}
        kinds = {"done": "do-task", "open": "reopen-task", "not-ours": "drop-task"}
        with self._store.operation(kinds[state], facts) as tx:
            for row in rows:
                tx.update("task", (year, row["key"]), state=state, done_on=on)

    # --- parts

    def _row(self, year: int, key: str) -> dict[str, Any]:
        row = self._store.row("task", year, key)
        if row is None:
            raise RuleViolation("task.unknown", year=year, task=key)
        return row

    def _checked(self, year: int, said: Mapping[str, Any]) -> dict[str, Any]:
        """What was said of a task as columns; a word nobody knows is a mistake of the program."""
        row = dict(said)
        if unknown := set(row) - {"from_month", "to_month", "due_on", "follows", "note", *_TEXTS}:
            raise TypeError(f"a task has no {sorted(unknown)}")
        low, high = row.get("from_month"), row.get("to_month")
        good = low == high if low is None or high is None else EARLIEST <= low <= high <= LATEST
        if not good:
            raise BadInput("task.bad_months", first=low, last=high)
        for name in _TEXTS:
            if name in row:
                row[name] = fields.line(row[name]) or ""
        if "due_on" in row:
            row["due_on"] = fields.date_or_none(row["due_on"], "due_on")
        if "note" in row:
            row["note"] = fields.note(row["note"])
        if row.get("follows"):
            self._check_follows(year, row["follows"])
        return row

    def _check_follows(self, year: int, follows: str) -> None:
        known = {one.key for one in self._book.years.deadlines(year)}
        known |= {_STAGE + stage.key for stage in self._book.years.stages(year)}
        known |= {str(one.row["follows"]) for one in shipped().values() if one.row["follows"]}
        if follows not in known:
            raise RuleViolation("deadline.unknown", year=year, deadline=follows)


def _task(row: Mapping[str, Any], facts: YearFacts, days: Mapping[str, str]) -> Task:
    due, due_by = _due(row, days, facts.shift)
    line = shipped().get(row["key"])
    sign = facts.fact(line.sign) if line is not None and line.sign and row["state"] == "open" else None
    waits = line is not None and line.until_due and facts.today <= (due or "")
    return Task(**row, due=due, due_by=due_by, sign=sign, waits=waits, shift=facts.shift)


def _due(
    row: Mapping[str, Any], days: Mapping[str, str], shift: int
) -> tuple[str | None, Literal["own", "deadline", "month", ""]]:
    """The day a task is to be done by: its own, that of the deadline it follows (a usual reminder so many days before
    it), or its usual month's last."""
    if row["due_on"]:
        return row["due_on"], "own"
    if row["follows"] in days:
        line = shipped().get(row["key"])
        early = line.days_before if line is not None and line.row["follows"] == row["follows"] else 0
        return fields.shift(days[row["follows"]], -early), "deadline"
    if row["to_month"] is not None:
        return last_day(row["year"], row["to_month"] + shift), "month"
    return None, ""
