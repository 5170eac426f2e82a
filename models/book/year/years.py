"""The bloc's years: which are open, their scoring steps and periods, deadlines and the people around the bloc.

Several years may be open at once. Steps and periods are the bloc's choice and order. What the points mean, and who
leads,
stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.book.base import fields
from models.book.base.area import Area
from models.book.base.kept import KeptBy
from models.book.bloc.settings import calls_the_bloc
from models.book.year.rows import (
    PANEL_METHODS,
    PANEL_MISSING,
    WHOLE_YEAR,
    BlocYear,
    Deadline,
    Panel,
    Period,
    Role,
    Stage,
    Veto,
    deadline_of,
    default_stages,
    panel_of,
    period_row,
    stage_row,
    year_name,
    year_of,
)
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.days import LAST_YEAR, Late, check_year

if TYPE_CHECKING:
    from models.book.year.floor import YearBook
    from models.file.transaction import Transaction

__all__ = ["BlocYear", "Deadline", "Period", "Role", "Stage", "Veto", "Years"]

FIRST_MONTH = "first-month"
"""With the year, the setting of the month a school year begins in."""
SCORERS = "scorers"
"""With the year, the setting of the steps at which several units score."""
MOST_TRIM = 5


def put_state(tx: Transaction, year: int, state: str) -> None:
    """Put the year into a state within an act that is written already."""
    tx.update("bloc_year", year, state=state)


class Years(Area):
    """Years of the bloc and what surrounds them."""

    _book: YearBook
    answered_of_units: Callable[[int], tuple[int, int]]
    """Of the questions about changed units how many are answered and how many there are; told where the book is
    opened."""
    last_allowed: Callable[[int, str], str]
    """The last day allowed of a day of the year on which something must be handed in: the day itself, or the next
    working day where it is a day off and that moves it. Every reader of such a day asks here; told where the book is
    opened."""
    late: Callable[[int, str, str], Late]
    """How late something came on a day, of a day of the year on which it had to be handed in; in calendar or working
    days, as it was decided. Whoever says how many days something is late asks here; told where the book is opened."""

    def __init__(self, book: YearBook) -> None:
        super().__init__(book)
        self._found = KeptBy(book.store, self._read)
        self._first_months = KeptBy(book.store, self._read_first_months)

    def open(
        self,
        year: int,
        *,
        stages: Sequence[Stage] | None = None,
        periods: Sequence[Period] = WHOLE_YEAR,
        note: str | None = None,
    ) -> int:
        """Begin a bloc-year with its list of tasks and no units; with those of a year before: `next_year.open`.

        Refusals: BadInput `year.out_of_range`, RuleViolation `year.exists`, and those of `set_stages` and
        `set_periods`.
        """
        check_year(year)
        if self.find(year) is not None:
            raise RuleViolation("year.exists", year=year)
        chosen = default_stages(self._book.settings.terms.bloc_score) if stages is None else stages
        with self._store.operation("open-year", {"year": year}) as tx:
            tx.insert("bloc_year", {"year": year, "note": fields.note(note)})
            self.set_stages(year, chosen)
            self.set_periods(year, periods)
            self._book.tasks.lay_out(year)
        return year

    def work_by(self, year: int, regulation: str) -> None:
        """Say by which revision of a regulation a year works. `year.closed`."""
        self.must_be_open(year)
        with self._store.operation("use-regulation") as tx:
            tx.update("bloc_year", year, regulation=regulation)

    def confirm_roster(self, year: int, on: str) -> None:
        """Record that the list of the year was gone through and confirmed on a day. RuleViolation `roster.empty`."""
        self.must_be_open(year)
        if not self._store.rows("membership", year=year):
            raise RuleViolation("roster.empty", year=year)
        with self._store.operation("confirm-roster", {"year": year, "on": on}) as tx:
            tx.update("bloc_year", year, roster_confirmed_on=fields.date(on, "on"))

    def mark(self, year: int, state: str) -> None:
        """Put the year into a state ("open", "closed", "handed-over"), within the act that closes or hands it over."""
        with self._store.operation("close-year") as tx:
            put_state(tx, year, state)

    def find(self, year: int) -> BlocYear | None:
        """The year, or None when it was never opened."""
        return self._found(year)

    def _read(self, year: int) -> BlocYear | None:
        row = self._store.row("bloc_year", year)
        return None if row is None else year_of(row)

    def get(self, year: int) -> BlocYear:
        """The year; RuleViolation `year.unknown` (facts: `year`) when it was never opened."""
        found = self.find(year)
        if found is None:
            raise RuleViolation("year.unknown", year=year)
        return found

    def all(self) -> tuple[BlocYear, ...]:
        """Every year of the book, the latest first."""
        return tuple(sorted((year_of(row) for row in self._store.rows("bloc_year")), key=lambda one: -one.year))

    def current(self) -> int | None:
        """The latest open year, else the latest year, else None. An open year before a closed one counts only when it
        was lived in this book: one that merely holds results of the past does not.
        """
        years = self.all()
        closed = max((one.year for one in years if one.state != "open"), default=0)
        open_years = (one for one in years if one.state == "open")
        return next(
            (one.year for one in open_years if one.year > closed or self._lived(one)), years[0].year if years else None
        )

    def _lived(self, year: BlocYear) -> bool:
        """Whether the year has a regulation, a form, meetings or proposals of its own."""
        tables = ("year_form", "meeting", "proposal", "sheet")
        return year.regulation is not None or any(self._store.rows(table, year=year.year) for table in tables)

    def must_be_open(self, year: int) -> BlocYear:
        """The year, if content may be written to it; RuleViolation `year.closed` (facts: `year`, `state`)."""
        found = self.get(year)
        if found.state != "open":
            raise RuleViolation("year.closed", year=year, state=found.state)
        return found

    # --- what the year is

    def first_month(self, year: int) -> int:
        """The month a year begins in: 1, or of a school year the one it was said to begin in; what was said of a year
        holds for those after it until something else is said.
        """
        said = self._first_months("")
        known = [one for one in said if one <= year]
        return said[max(known)] if known else 1

    def last_day(self, year: int) -> str:
        """The day after which a year is over: 31 December, of a school year the eve of its first month in the next."""
        return fields.shift(f"{year + 1}-{self.first_month(year):02d}-01", -1)

    def _read_first_months(self, _all: str) -> Mapping[int, int]:
        kept = self._book.settings.under(f"{FIRST_MONTH}.")
        return {int(key.rpartition(".")[2]): int(month) for key, month in kept.items()}

    def begin_in(self, year: int, month: int) -> None:
        """Say in which month a year begins: 1 the calendar's, any other makes it a school year, and those after it.

        Its days of membership and of terms stay those of the calendar. Refusals: `year.unknown`, `year.closed` of it
        or of one of those that would change along, BadInput `year.month_bad`.
        """
        self.must_be_open(year)
        if not 1 <= month <= 12:
            raise BadInput("year.month_bad", month=month)
        if month != self.first_month(year):
            until = min((one for one in self._first_months("") if one > year), default=LAST_YEAR + 1)
            for along in sorted(one.year for one in self.all() if year < one.year < until):
                self.must_be_open(along)
            with self._store.operation("begin-year-in", {"year": year, "month": month}):
                self._book.settings.put(f"{FIRST_MONTH}.{year}", month)

    def set_up(self, year: int, month: int, *, since: str | None = None, **bloc: str | None) -> None:
        """Describe the bloc and say in which month a year begins, as one act. Refusals of `settings.describe_bloc` and
        `begin_in`; a year that is not there, or begins so already, is left alone.
        """
        with self._store.operation("describe-bloc", {"fields": sorted(bloc), "name": bloc.get("name", "")}):
            self._book.settings.describe_bloc(since=since, **bloc)
            if self.find(year) is not None and month != self.first_month(year):
                self.begin_in(year, month)

    def called(self, year: int, *, capital: bool = False) -> str:
        """What every screen and paper calls a year: `năm 2026`, `năm học 2026–2027`."""
        name = year_name(year, self.first_month(year))
        return name[:1].upper() + name[1:] if capital else name

    def worded(self, template: str, years: Mapping[str, int]) -> str:
        """A sentence whose fields name years ("… năm {year} …"), with each of these years called as it is, and the bloc
        as it calls itself; other fields stay.
        """
        if calls_the_bloc(template):
            template = self._book.settings.terms.call(template)
        for field, year in years.items():
            for lead in ("năm", "Năm"):
                if (words := f"{lead} {{{field}}}") in template:  # the book is asked only where a year is named
                    template = template.replace(words, self.called(year, capital=lead == "Năm"))
        return template

    # --- steps and periods

    def stages(self, year: int) -> tuple[Stage, ...]:
        """The scoring steps in their order; the sheets of several scorers of one step are no steps of their own."""
        panels = self.panels(year)
        within = {key for panel in panels.values() for key in panel.by.values()}
        return tuple(
            replace(stage, panel=panels.get(stage.key)) for stage in self._stages(year) if stage.key not in within
        )

    def _stages(self, year: int) -> tuple[Stage, ...]:
        rows = self._store.rows("stage", year=year)
        found = (Stage(r["key"], r["name"], r["holds"], r["counts"], r.get("scorer"), r["position"]) for r in rows)
        return tuple(sorted(found, key=lambda stage: stage.position))

    def panels(self, year: int) -> dict[str, Panel]:
        """The steps at which several units score, with who they are."""
        said = self._book.settings.get(f"{SCORERS}.{year}", {})
        return {stage: panel_of(panel) for stage, panel in said.items()}

    def stage_name(self, year: int, key: str) -> str:
        """What a step, or the sheets of one of its scorers, are called; the key itself where there is none."""
        return next((stage.name for stage in self._stages(year) if stage.key == key), key)

    def step_of(self, year: int, key: str) -> str:
        """The step whose sheets those of a stage are: of a scorer's, the step it scores at."""
        return next((step for step, panel in self.panels(year).items() if key in panel.by.values()), key)

    def set_panel(
        self,
        year: int,
        stage: str,
        units: Mapping[str, str],
        method: str = "mean",
        trim: int = 1,
        missing: str = "ask",
    ) -> None:
        """Let these units (key -> name) score the others at a step, each on sheets of its own; none: the step has one
        sheet a unit again. Who scores already keeps its sheets.

        Refusals: `year.unknown`, `year.closed`, BadInput `stage.word_unknown`, `stage.trim_bad`, RuleViolation
        `score.unknown_stage`, `unit.not_member`, `stage.in_use` when sheets would go or the step has sheets already.
        """
        self.must_be_open(year)
        panels = self.panels(year)
        chosen = next((one for one in self.stages(year) if one.key == stage), None)
        if chosen is None:
            raise RuleViolation("score.unknown_stage", year=year, stage=stage)
        for field, value, allowed in (("method", method, PANEL_METHODS), ("missing", missing, PANEL_MISSING)):
            if value not in allowed:
                raise BadInput("stage.word_unknown", field=field, value=value)
        if not 1 <= trim <= MOST_TRIM:
            raise BadInput("stage.trim_bad", low=1, high=MOST_TRIM)
        before = dict(panels.pop(stage).by) if stage in panels else {}
        for unit in units:
            if self._store.row("membership", year, unit) is None:
                raise RuleViolation("unit.not_member", year=year, unit=unit)
        going = [key for unit, key in before.items() if unit not in units] + ([] if before else [stage])
        if any(self._store.rows("sheet", year=year, stage=key) for key in going):
            raise RuleViolation("stage.in_use", year=year, stage=stage, name=chosen.name)
        by = {unit: before.get(unit) or self._book.new_key() for unit in units}
        with self._store.operation("set-panel", {"year": year, "name": chosen.name, "units": list(units)}) as tx:
            for key in going:
                if key != stage:
                    tx.delete("stage", (year, key))
            for unit, name in units.items():
                row = stage_row(
                    year, chosen.position, replace(chosen, key=by[unit], name=f"{chosen.name}: {name}"[:100])
                )
                tx.put("stage", row)
            if by:
                panels[stage] = Panel(by, method, trim, missing)
            kept = {key: panel.said() for key, panel in panels.items()}
            self._book.settings.put(f"{SCORERS}.{year}", kept or None)

    def set_stages(self, year: int, stages: Sequence[Stage]) -> None:
        """Say which scoring steps the year has, in this order.

        Refusals: `year.unknown`, `year.closed`, BadInput `year.no_stage`, `year.key_twice`, `stage.word_unknown`;
        RuleViolation `stage.in_use` when a step that has sheets would go or change what its sheets hold.
        """
        self.must_be_open(year)
        if not stages:
            raise BadInput("year.no_stage", year=year)
        rows = [stage_row(year, position, stage) for position, stage in enumerate(stages, 1)]
        within = {key: stage for stage, panel in self.panels(year).items() for key in panel.by.values()}
        there = {row["key"]: row for row in rows}
        for one in self._stages(year):
            if (over := there.get(within.get(one.key, ""))) is not None:
                rows.append(
                    {**stage_row(year, over["position"], one), "holds": over["holds"], "counts": over["counts"]}
                )
        kept = {row["key"]: row["holds"] for row in rows}
        for old in self._stages(year):
            if kept.get(old.key) != old.holds and self._store.rows("sheet", year=year, stage=old.key):
                raise RuleViolation("stage.in_use", year=year, stage=old.key, name=old.name)
        with self._store.operation("set-stages", {"year": year, "names": [row["name"] for row in rows]}) as tx:
            self._replace(tx, "stage", year, rows)

    def periods(self, year: int) -> tuple[Period, ...]:
        """The periods in their order; a year that names none is scored as a whole."""
        rows = self._store.rows("period", year=year)
        if not rows:
            return WHOLE_YEAR
        found = (Period(r["key"], r["name"], r.get("from_date"), r.get("to_date"), r["position"]) for r in rows)
        return tuple(sorted(found, key=lambda period: period.position))

    def set_periods(self, year: int, periods: Sequence[Period]) -> None:
        """Say which periods the year is scored in, in this order.

        Refusals: `year.unknown`, `year.closed`, BadInput `year.no_period`, `year.key_twice`, `date.backwards`;
        RuleViolation `period.in_use` when a period that has sheets would go.
        """
        self.must_be_open(year)
        if not periods:
            raise BadInput("year.no_period", year=year)
        rows = [period_row(year, position, period) for position, period in enumerate(periods, 1)]
        kept = {row["key"] for row in rows}
        for old in self.periods(year):
            if old.key not in kept and self._store.rows("sheet", year=year, period=old.key):
                raise RuleViolation("period.in_use", year=year, period=old.key, name=old.name)
        with self._store.operation("set-periods", {"year": year, "names": [row["name"] for row in rows]}) as tx:
            self._replace(tx, "period", year, rows)

    def _replace(self, tx: Transaction, table: str, year: int, rows: list[dict[str, Any]]) -> None:
        keys = [row["key"] for row in rows]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise BadInput("year.key_twice", key=twice)
        for old in self._store.rows(table, year=year):
            if old["key"] not in keys:
                tx.delete(table, (year, old["key"]))
        for row in rows:
            tx.put(table, row)

    # --- deadlines

    def deadlines(self, year: int) -> tuple[Deadline, ...]:
        """What is due in the year, by day."""
        found = (deadline_of(row) for row in self._store.rows("deadline", year=year))
        return tuple(sorted(found, key=lambda one: (one.due_on, one.key)))

    def put_deadline(self, deadline: Deadline) -> None:
        """Set or change a deadline. Refusals: `year.unknown`, `year.closed`, `stage.unknown`, `key.bad`, `date.bad`."""
        self.must_be_open(deadline.year)
        if deadline.stage is not None and deadline.stage not in {stage.key for stage in self.stages(deadline.year)}:
            raise RuleViolation("stage.unknown", year=deadline.year, stage=deadline.stage)
        row = {
            "year": deadline.year,
            "key": fields.key(deadline.key),
            "name": fields.name(deadline.name),
            "due_on": fields.date(deadline.due_on, "due_on"),
            "stage": deadline.stage,
            "item": fields.line(deadline.item, 60),
            "consequence": fields.note(deadline.consequence),
            "cite": fields.line(deadline.cite),
        }
        with self._store.operation(
            "put-deadline", {"year": deadline.year, "name": row["name"], "due_on": row["due_on"]}
        ) as tx:
            tx.put("deadline", row)

    def remove_deadline(self, year: int, key: str) -> None:
        """Take a deadline away. RuleViolation `deadline.unknown`."""
        row = self._store.row("deadline", year, key)
        if row is None:
            raise RuleViolation("deadline.unknown", year=year, deadline=key)
        with self._store.operation("remove-deadline", {"year": year, "name": row["name"]}) as tx:
            tx.delete("deadline", (year, key))

    # --- people around the bloc

    def roles(self, year: int, role: str | None = None) -> tuple[Role, ...]:
        """The people around the bloc in a year, in order within each role."""
        rows = self._store.rows("year_role", year=year)
        found = (
            Role(row["role"], row["name"], row.get("title"), row["position"])
            for row in rows
            if role in (None, row["role"])
        )
        return tuple(sorted(found, key=lambda one: (one.role, one.position)))

    def set_roles(self, year: int, role: str, people: Iterable[tuple[str, str | None]]) -> None:
        """Say who holds a role in a year: (name, title) in order; nobody takes it away. `year.closed`, `key.bad`."""
        self.must_be_open(year)
        fields.key(role.replace("_", "-"))
        rows = [
            {
                "year": year,
                "role": role,
                "position": position,
                "name": fields.name(name, 120),
                "title": fields.line(title),
            }
            for position, (name, title) in enumerate(people, 1)
        ]
        with self._store.operation(
            "set-roles", {"year": year, "role": role, "names": [row["name"] for row in rows]}
        ) as tx:
            for old in self._store.rows("year_role", year=year, role=role):
                if old["position"] > len(rows):
                    tx.delete("year_role", (year, role, old["position"]))
            for row in rows:
                tx.put("year_role", row)
