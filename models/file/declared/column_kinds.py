"""What a column may hold, whichever door its value came through: the first of the two locks of the write path.

Doors turn what was typed into values and say where it stood; whether a value is allowed is decided here. Undo, redo and
an upgrade put back what stood and do not ask. The second lock, which needs other rows, is `Store.row_checks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from models.rules.errors import BadInput
from models.rules.number.days import FIRST_YEAR, LAST_YEAR, is_year
from models.rules.number.points import from_text

_DAY: Final = re.compile(
    r"((?<!based)_on|_date|^date|^active_from|^active_to|^valid_from|^valid_to|^visit_from|^visit_to|^as_of)$"
)
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_NUMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "points": (
        "form.stated_total",
        "form_node.max",
        "sheet.stated_total",
        "keying.stated_total",
        "past_result.points",
    ),
    "figure": (
        "target.plan",
        "target.half_year",
        "target.estimate",
        "target.result",
        "movement_figure.plan",
        "movement_figure.result",
        "work.effect_figure",
    ),
    "count": (
        "progress.tasks_done",
        "progress.tasks_registered",
        "registration.tasks",
        "hand_vote.agree",
        "hand_vote.against",
        "hand_vote.other",
        "log_entry.count",
    ),
    "place": ("ballot.seats", "ballot.round", "past_result.rank"),
}
"""Columns that hold a number: points and figures as canonical text, counts from 0, places and rounds from 1."""

_YEAR: Final = frozenset({"year", "birth_year"})

KINDS: Final = {name: kind for kind, names in _NUMBERS.items() for name in names}


def kind_of(table: str, column: str) -> str:
    """What a column holds: "points", "figure", "count", "place", "year", "date", or "" for text and JSON nobody judges
    here."""
    return KINDS.get(f"{table}.{column}") or ("year" if column in _YEAR else "date" if _DAY.search(column) else "")


def holds(table: str, column: str, value: object) -> bool:
    """Whether the column may hold the value."""
    kind = kind_of(table, column)
    return not kind or _TESTS[kind](value)


def require(table: str, row: Mapping[str, object]) -> None:
    """Refuse the first value its column cannot hold: BadInput `column.not_a_date`, `column.not_a_number`,
    `column.not_a_count`, `column.not_a_place`, `column.not_a_year` (facts: table, column, found; of a
    year first, last).
    """
    for column, value in row.items():
        kind = kind_of(table, column) if value is not None else ""
        if kind and not _TESTS[kind](value):
            code = kind if kind in ("date", "count", "place", "year") else "number"
            facts: dict[str, object] = {"first": FIRST_YEAR, "last": LAST_YEAR} if code == "year" else {}
            raise BadInput(f"column.not_a_{code}", table=table, column=column, found=str(value)[:40], **facts)


def is_date(value: object) -> bool:
    """Whether a value is a day there is, as the book keeps it ("2026-10-01")."""
    try:
        return isinstance(value, str) and bool(_ISO.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    try:
        from_text(str(value))
    except (BadInput, ValueError):
        return False
    return not isinstance(value, bool)


def _is_points(value: object) -> bool:
    return _is_number(value) and from_text(str(value)) >= 0


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_TESTS: Final[Mapping[str, Callable[[object], bool]]] = {
    "date": is_date,
    "points": _is_points,
    "figure": _is_number,
    "count": _is_whole,
    "place": lambda value: _is_whole(value) and value != 0,
    "year": is_year,
}
