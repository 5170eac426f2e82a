"""Shapes of a bloc-year and what surrounds it, made from rows and turned into rows. No verb and no query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from models.book.base import fields
from models.rules.errors import BadInput

HOLDS: Final = ("items", "groups", "total")
COUNTS: Final = ("stated", "caps", "rule")


@dataclass(frozen=True, slots=True)
class Stage:
    """One scoring step: what its sheets hold and which points count when paper and rule differ."""

    key: str
    name: str
    holds: str = "items"
    counts: str = "rule"
    scorer: str | None = None
    position: int = 0
    panel: Panel | None = None

    @property
    def shows(self) -> str:
        """What its sheets hold as tables show them: where several units score, what they come to together."""
        return self.holds if self.panel is None else "total"


@dataclass(frozen=True, slots=True)
class Panel:
    """The units that score at one step, each with the step of its own that holds its sheets (`by`: unit -> key), and
    how their totals make one: `mean` or `trimmed-mean` (`trim` off at each end), what is missing asked or left out.
    """

    by: Mapping[str, str]
    method: str = "mean"
    trim: int = 1
    missing: str = "ask"

    def of(self, unit: str) -> tuple[str, ...]:
        """The steps that score a unit: its own sheets are not asked about itself."""
        return tuple(key for scorer, key in self.by.items() if scorer != unit)

    def said(self) -> dict[str, Any]:
        """As the setting keeps it."""
        trim = {"trim": self.trim} if self.method == "trimmed-mean" else {}
        return {"by": dict(self.by), "method": self.method, **trim, "missing": self.missing}


PANEL_METHODS: Final = ("mean", "trimmed-mean")
PANEL_MISSING: Final = ("ask", "leave-out")


def panel_of(said: Mapping[str, Any]) -> Panel:
    """A panel from its setting."""
    return Panel(dict(said["by"]), said["method"], said.get("trim", 1), said["missing"])


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the year that has its own sheets: the year itself, a half, a quarter."""

    key: str
    name: str
    from_date: str | None = None
    to_date: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day something is due, for a stage or an item, and what being late costs."""

    year: int
    key: str
    name: str
    due_on: str
    stage: str | None = None
    item: str | None = None
    consequence: str | None = None
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class Veto:
    """A fact that bars or caps whatever the points say, who confirmed it, and its relief when one was granted."""

    key: str
    year: int
    unit: str
    kind: str
    date: str | None = None
    document: str | None = None
    confirmed_by: str | None = None
    effect: str | None = None
    relief: str | None = None
    relief_by: str | None = None
    relief_document: str | None = None

    @property
    def in_force(self) -> bool:
        """False once a relief is recorded."""
        return self.relief is None


@dataclass(frozen=True, slots=True)
class Role:
    """A person around the bloc in one year: supervising leader, someone of the standing body, the secretary."""

    role: str
    name: str
    title: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class BlocYear:
    """One year of the bloc: open, closed or handed over; its regulation; when its list of units was confirmed."""

    year: int
    state: str
    regulation: str | None
    roster_confirmed_on: str | None
    note: str | None

    @property
    def first_day(self) -> str:
        return f"{self.year}-01-01"


def year_name(year: int, first_month: int = 1) -> str:
    """What a year is called: `năm 2026`; one that begins in the course of a calendar year is a school year,
    `năm học 2026–2027`.
    """
    return f"năm {year}" if first_month == 1 else f"năm học {year}–{year + 1}"


WHOLE_YEAR: Final = (Period("nam", "Cả năm"),)


def default_stages(bloc_score: str) -> tuple[Stage, ...]:
    """The usual steps in their usual order; `bloc_score` is the bloc's word for its own scoring."""
    named = (
        ("self", "Tự chấm"),
        ("cross", "Chấm chéo"),
        ("bloc", bloc_score),
        ("appraisal", "Thẩm định"),
        ("agreed", "Thống nhất"),
    )
    return tuple(Stage(key, name) for key, name in named)


def stage_row(year: int, position: int, stage: Stage) -> dict[str, Any]:
    """The row of a scoring step. BadInput `stage.word_unknown` (facts: `field`, `value`), `key.bad`, those of names."""
    for field, value, allowed in (("holds", stage.holds, HOLDS), ("counts", stage.counts, COUNTS)):
        if value not in allowed:
            raise BadInput("stage.word_unknown", field=field, value=value)
    said = replace(
        stage, key=fields.key(stage.key), name=fields.name(stage.name, 100), scorer=fields.line(stage.scorer)
    )
    return {
        "year": year,
        "key": said.key,
        "position": position,
        "name": said.name,
        "holds": said.holds,
        "counts": said.counts,
        "scorer": said.scorer,
    }


def period_row(year: int, position: int, period: Period) -> dict[str, Any]:
    """The row of a period. BadInput `date.bad`, `date.backwards`, `key.bad`, those of names."""
    start, end = fields.date_or_none(period.from_date, "from_date"), fields.date_or_none(period.to_date, "to_date")
    fields.span(start, end)
    name = fields.name(period.name, 100)
    return {
        "year": year,
        "key": fields.key(period.key),
        "position": position,
        "name": name,
        "from_date": start,
        "to_date": end,
    }


def year_of(row: dict[str, Any]) -> BlocYear:
    """A bloc-year from its row."""
    return BlocYear(row["year"], row["state"], row.get("regulation"), row.get("roster_confirmed_on"), row.get("note"))


def deadline_of(row: dict[str, Any]) -> Deadline:
    """A deadline from its row."""
    said = (row.get("stage"), row.get("item"), row.get("consequence"), row.get("cite"))
    return Deadline(row["year"], row["key"], row["name"], row["due_on"], *said)


def veto_of(row: dict[str, Any]) -> Veto:
    """A veto from its row."""
    said = ("date", "document", "confirmed_by", "effect", "relief", "relief_by", "relief_document")
    return Veto(row["key"], row["year"], row["unit"], row["kind"], *(row.get(column) for column in said))
