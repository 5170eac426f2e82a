"""Checks of a row that need other rows, asked at the end of the act whichever door wrote it: the form's range of every
figure in a cell, the sums of a counted ballot, what carries a file or fills an input, the value of a finding. Each is
the check of the keyboard; undo and redo do not ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.book.scoring.beside.attached import HOLDERS
from models.book.scoring.edit import check_inputs, check_stated_of
from models.book.scoring.rows import read_value
from models.rules.act.log_counts import SOURCES
from models.rules.errors import BadInput, RuleViolation
from models.rules.form.model import FORM_NODE
from models.rules.form.scoring import Form, Item
from models.rules.number.points import from_text

if TYPE_CHECKING:
    from models.book.book import Book

Row = Mapping[str, Any]


def judge(form: Form, row: Row) -> None:
    """Refuse a row of `cell` that says what its form does not ask for, or out of the range the form sets; one of a node
    the form does not have is passed over. Refusals of `scores.enter`.
    """
    key = row["node"]
    node = None if key == FORM_NODE else form.find(key)
    if node is None and key != FORM_NODE:
        return
    item = node if isinstance(node, Item) else None
    check_stated_of({name: from_text(str(value)) for name, value in (row["stated"] or {}).items()}, item, key)
    for name, value in (row["inputs"] or {}).items():
        spec = item.input(name) if item else None
        if spec is None:
            raise RuleViolation("input.unknown", item=key, input=name)
        try:
            read = read_value(spec.type, value)
        except (BadInput, ValueError, TypeError) as error:
            raise BadInput("input.wrong_type", input=name, label=spec.label, type=spec.type) from error
        check_inputs({name: read}, item, key)


class RowChecks:
    """The checks of one act; forms and sheets are read once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._forms: dict[str, Form] = {}
        self._sheets: dict[str, Row | None] = {}
        self._good: set[tuple[str, str, str, str]] = set()
        """What cells were found to say: many units say the same of one item."""

    def cell(self, row: Row) -> None:
        """A cell says only what the form of its sheet asks for, within the range it sets. Refusals of
        `scores.enter`.
        """
        if row["sheet"] not in self._sheets:
            self._sheets[row["sheet"]] = self._book.store.row("sheet", row["sheet"])
        sheet = self._sheets[row["sheet"]]
        if sheet is None:
            return
        form, key = self._form(sheet["form"]), row["node"]
        if key != FORM_NODE and form.find(key) is None:
            raise RuleViolation("score.unknown_node", node=key, unit=sheet["unit"], stage=sheet["stage"])
        said = (sheet["form"], key, repr(row["stated"]), repr(row["inputs"]))
        if said not in self._good:
            judge(form, row)
            self._good.add(said)

    def ballot(self, row: Row) -> None:
        """The sums of a counted ballot can be true of it. Faults of `rules.balloting.check_record`."""
        if row["state"] == "counted" and row["figures"]:
            from models.book.meetings.ballots_rows import ballot_of

            ballot = ballot_of(row, masked=False)
            assert ballot.count is not None
            self._book.ballots.check(ballot, ballot.count.record)
            seats = 1 <= ballot.seats <= len(ballot.candidates)
            if ballot.way == "elect" and not seats:
                raise RuleViolation(
                    "ballot.seats_and_candidates", seats=ballot.seats, candidates=len(ballot.candidates)
                )

    def attached(self, row: Row) -> None:
        """A file belongs to one thing of its own year. RuleViolation `attached.other_year` (facts: name, year)."""
        held = [(name, row[name]) for name in HOLDERS if row[name] is not None]
        if len(held) == 1 and (found := self._book.store.row(*held[0])) is not None and found["year"] == row["year"]:
            return
        raise RuleViolation("attached.other_year", name=row["file_name"], year=row["year"])

    def log_feed(self, row: Row) -> None:
        """An input is filled from a source there is, and names what the source has several of. Refusals
        `log.source_unknown`, `log.source_not_named`.
        """
        source = SOURCES.get(row["source"])
        if source is None:
            raise BadInput("log.source_unknown", value=row["source"])
        if (row["movement"] is not None, bool(row["named"])) != (source.of == "indicator", source.of != ""):
            raise RuleViolation("log.source_not_named", source=source.wording)

    def rating(self, row: Row) -> None:
        """A finding's value is one its fact can have, a number as it is kept; what a class of a closed year rests on
        stays. Refusals `finding.kind_unknown`, `finding.no_value`, `finding.value_bad`, `finding.negative`,
        `year.closed`.
        """
        from models.book.awards.findings import checked_value, wording

        if not row["value"].strip():
            raise BadInput("finding.no_value", kind=wording(row["kind"]))
        if checked_value(row["kind"], row["value"]) != row["value"]:
            raise BadInput("finding.value_bad", text=row["value"], kind=wording(row["kind"]))
        year, findings = row["year"], self._book.findings
        if self._book.store.stood_closed(year) and findings.classed_by(year, row["holder"], row["kind"]):
            raise RuleViolation("year.closed", year=year)

    def _form(self, key: str) -> Form:
        if key not in self._forms:
            self._forms[key] = self._book.forms.form(key)
        return self._forms[key]
