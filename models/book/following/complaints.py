"""Complaints and petitions of units (khiếu nại, kiến nghị): what about, when they came, what became of each, and by
which paper it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.following.drafts import TAKEN
from models.book.following.log_rows import Complaint
from models.book.units.lines import YearLines
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook

ABOUT: Final = ("points", "rank", "award", "vote", "other")


class Complaints(YearLines):
    """Complaints of a year."""

    _book: FollowingBook

    def all(self, year: int) -> tuple[Complaint, ...]:
        """Complaints by the day they came; those without a day last."""
        found = (Complaint(**row) for row in self._store.rows("complaint", year=year))
        return tuple(sorted(found, key=lambda one: (one.received_on or "9999", one.position, one.key)))

    def put(
        self,
        year: int,
        unit: str,
        text: str,
        *,
        about: str = "other",
        item: str | None = None,
        number: str | None = None,
        received_on: str | None = None,
        due_on: str | None = None,
        taken: str = "open",
        answer: str | None = None,
        answered_by: str | None = None,
        answered_on: str | None = None,
        key: str | None = None,
    ) -> str:
        """Write a complaint and what became of it, or with its key write it anew. One refused says why, and only one
        that is decided can have been answered, on a day not before it came.

        Refusals: `unit.not_member`, `year.closed`, BadInput `complaint.about_unknown`, `complaint.empty`,
        `comment.taken_unknown`, `date.backwards`, RuleViolation `comment.refused_without_reason`,
        `complaint.answered_undecided`, `complaint.answer_without_day`.
        """
        self._member(year, unit)
        if about not in ABOUT:
            raise BadInput("complaint.about_unknown", value=about)
        if taken not in TAKEN:
            raise BadInput("comment.taken_unknown", value=taken)
        row: dict[str, Any] = {
            "year": year,
            "unit": unit,
            "about": about,
            "item": fields.line(item, 60),
            "number": fields.line(number, 100),
            "received_on": fields.date_or_none(received_on, "received_on"),
            "due_on": fields.date_or_none(due_on, "due_on"),
            "text": fields.note(text),
            "taken": taken,
            "answer": fields.note(answer),
            "answered_by": fields.line(answered_by, 100),
            "answered_on": fields.date_or_none(answered_on, "answered_on"),
        }
        fields.span(row["received_on"], row["due_on"])
        fields.span(row["received_on"], row["answered_on"])
        if row["text"] is None:
            raise BadInput("complaint.empty")
        if taken == "refused" and row["answer"] is None:
            raise RuleViolation("comment.refused_without_reason")
        if taken == "open" and (row["answered_on"] or row["answered_by"]):
            raise RuleViolation("complaint.answered_undecided")
        if row["answered_by"] and not row["answered_on"]:
            raise RuleViolation("complaint.answer_without_day", paper=row["answered_by"])
        return self._put("complaint", "put-complaint", key, row, {"year": year, "unit": unit})

    def remove(self, key: str) -> None:
        """Take away a complaint. `row.missing`, `year.closed`."""
        row = self._found("complaint", key)
        with self._store.operation("remove-complaint", {"year": row["year"], "unit": row["unit"]}) as tx:
            tx.delete("complaint", key)
