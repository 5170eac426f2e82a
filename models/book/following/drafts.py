"""Drafts sent to the units for comment (regulation, form, pledge, report) and what became of every comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.following.log_rows import Comment, Draft
from models.book.units.lines import YearLines
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook

KINDS: Final = ("regulation", "form", "pledge", "plan", "report", "other")
TAKEN: Final = ("open", "taken", "partly", "refused")


class Drafts(YearLines):
    """Drafts and comments of a year."""

    _book: FollowingBook

    def all(self, year: int) -> tuple[Draft, ...]:
        """Drafts by the day they were sent."""
        found = (Draft(**row) for row in self._store.rows("draft", year=year))
        return tuple(sorted(found, key=lambda one: (one.sent_on or "9999", one.title, one.key)))

    def comments(self, draft: str) -> tuple[Comment, ...]:
        """Comments on a draft in the order they came."""
        found = (Comment(**row) for row in self._store.rows("comment", draft=draft))
        return tuple(sorted(found, key=lambda one: (one.position, one.key)))

    def silent(self, draft: str) -> tuple[str, ...]:
        """Units of the year's list from which no comment came."""
        row = self._found("draft", draft)
        spoken = {one.unit for one in self.comments(draft)}
        members = self._book.members.roster(row["year"])
        return tuple(one.key for one in members if one.key not in spoken and one.to_date is None)

    def put(
        self,
        year: int,
        kind: str,
        title: str,
        *,
        sent_on: str | None = None,
        due_on: str | None = None,
        number: str | None = None,
        issued_on: str | None = None,
        key: str | None = None,
    ) -> str:
        """Write that a draft is sent for comment, or with its key write it anew; `number` and `issued_on` once it is
        issued.

        Refusals: `year.closed`, BadInput `draft.kind_unknown`, `date.backwards`, those of names.
        """
        self._book.years.must_be_open(year)
        if kind not in KINDS:
            raise BadInput("draft.kind_unknown", value=kind)
        row: dict[str, Any] = {
            "year": year,
            "kind": kind,
            "title": fields.name(title, 300),
            "sent_on": fields.date_or_none(sent_on, "sent_on"),
            "due_on": fields.date_or_none(due_on, "due_on"),
            "number": fields.line(number, 100),
            "issued_on": fields.date_or_none(issued_on, "issued_on"),
        }
        fields.span(row["sent_on"], row["due_on"])
        fields.span(row["sent_on"], row["issued_on"])
        return self._put("draft", "put-draft", key, row, {"year": year, "title": row["title"]})

    def remove(self, key: str) -> None:
        """Take away a draft with its comments. `row.missing`, `year.closed`."""
        row = self._found("draft", key)
        with self._store.operation("remove-draft", {"year": row["year"], "title": row["title"]}) as tx:
            for comment in self._store.rows("comment", draft=key):
                tx.delete("comment", comment["key"])
            tx.delete("draft", key)

    def put_comment(
        self,
        draft: str,
        text: str,
        *,
        unit: str | None = None,
        part: str | None = None,
        taken: str = "open",
        answer: str | None = None,
        key: str | None = None,
    ) -> str:
        """Write a comment and what became of it, or with its key write it anew; one refused says why.

        Refusals: `row.missing`, `year.closed`, `unit.not_member`, BadInput `comment.taken_unknown`, `comment.empty`,
        RuleViolation `comment.refused_without_reason`.
        """
        found = self._found("draft", draft)
        self._book.years.must_be_open(found["year"])
        if unit is not None:
            self._member(found["year"], unit)
        if taken not in TAKEN:
            raise BadInput("comment.taken_unknown", value=taken)
        said, why = fields.note(text), fields.note(answer)
        if said is None:
            raise BadInput("comment.empty")
        if taken == "refused" and why is None:
            raise RuleViolation("comment.refused_without_reason")
        row: dict[str, Any] = {
            "draft": draft,
            "unit": unit,
            "part": fields.line(part, 200),
            "text": said,
            "taken": taken,
            "answer": why,
        }
        facts = {"year": found["year"], "title": found["title"]}
        return self._put("comment", "put-comment", key, row, facts, of="draft")

    def remove_comment(self, key: str) -> None:
        """Take away a comment. `row.missing`, `year.closed`."""
        row = self._found("comment", key)
        draft = self._found("draft", row["draft"])
        with self._store.operation("remove-comment", {"year": draft["year"], "title": draft["title"]}) as tx:
            tx.delete("comment", key)
