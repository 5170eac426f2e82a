"""A second, blind count by another teller: neither sees the other's sums until both are complete.

Never required. Only sums are kept, as for the first count. Whoever began a second count does not see the first one;
until both are complete the second is read by its own person alone. What was decided on the first count waits as long,
for everyone: it would tell the count, and it may not stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from models.book.base import fields
from models.book.meetings.ballots_rows import NUMBERS, Ballot, Count, read_count, write_count
from models.book.meetings.electorates import seat_subject
from models.rules.act.balloting import Record, Tally
from models.rules.errors import BadInput, RuleViolation

TIE_QUESTION = "rank.ballot"
"""The question that a ballot over equals answers; `standing_places` asks it."""

if TYPE_CHECKING:
    from models.book.meetings.ballots import Ballots
    from models.book.meetings.floor import MeetingsBook


@dataclass(frozen=True, slots=True)
class Difference:
    """One number the two counts have differently; `place` as in `numbers_of`."""

    place: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Recount:
    """A second count as its reader may see it: `count` is None while it is kept from them or not made yet."""

    ballot: str
    by: str
    state: str
    count: Count | None


def numbers_of(record: Record) -> dict[str, int]:
    """Every number of a count under a name: `issued`, `tally/vpub/agree`, `written/vpub/disagree`, `marks/2`."""
    found = {name: int(getattr(record, name)) for name in NUMBERS}
    if record.opinions:
        found["opinions"] = record.opinions
    for title, tallies in (("tally", record.tally), ("written", record.written or {})):
        for name, one in tallies.items():
            found[f"{title}/{name}/agree"], found[f"{title}/{name}/disagree"] = one.agree, one.disagree
    return found | {f"marks/{names}": count for names, count in (record.marks or {}).items()}


def record_of(numbers: Mapping[str, int], candidates: tuple[str, ...]) -> Record:
    """The count of which these are the numbers."""

    def tallies(title: str) -> dict[str, Tally]:
        return {
            name: Tally(numbers.get(f"{title}/{name}/agree", 0), numbers.get(f"{title}/{name}/disagree", 0))
            for name in candidates
            if any(f"{title}/{name}/{said}" in numbers for said in ("agree", "disagree"))
        }

    marks = {int(place.split("/")[1]): count for place, count in numbers.items() if place.startswith("marks/")}
    return Record(
        **{name: numbers[name] for name in NUMBERS},
        tally=tallies("tally"),
        marks=dict(sorted(marks.items())) or None,
        written=tallies("written") or None,
        opinions=numbers.get("opinions", 0),
    )


class Recounts:
    """Verbs of the second count; each names its person `by`, who must not have recorded the first."""

    def __init__(self, book: MeetingsBook, ballots: Ballots) -> None:
        self._book = book
        self._store = book.store
        self._ballots = ballots

    # --- who sees what

    def hides(self, ballot: str, reader: str | None) -> bool:
        """Whether the first count is kept from a reader: their own second count is not complete beside it."""
        row = self._store.row("recount", ballot, reader) if reader else None
        return row is not None and not self._both_complete(row) and self._year_open(ballot)

    def open(self, ballot: str) -> bool:
        """True while a second count was begun and is not settled, and the year still takes it."""
        unsettled = any(row["state"] != "settled" for row in self._store.rows("recount", ballot=ballot))
        return unsettled and self._year_open(ballot)

    def kept_apart(self) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        """For a document that leaves the book: ballots whose first count is kept from the person at the keyboard, and
        the keys of second counts that are not theirs and not compared yet.
        """
        rows = [row for row in self._store.rows("recount") if not self._both_complete(row)]
        rows = [row for row in rows if self._year_open(row["ballot"])]
        person = self._store.person
        mine = frozenset(row["ballot"] for row in rows if row["by"] == person)
        return mine, frozenset((row["ballot"], row["by"]) for row in rows if row["by"] != person)

    def waiting_decisions(self) -> frozenset[str]:
        """The decisions on counts that are being made a second time: the order of equals a ballot gave, and what was
        decided where it left a seat open. They apply again once the counts are settled or the second is dropped.
        """
        begun = {row["ballot"] for row in self._store.rows("recount") if row["state"] != "settled"}
        held = [row for key in begun if self._year_open(key) and (row := self._store.row("ballot", key)) is not None]
        if not held:
            return frozenset()
        years = {row["key"]: self._book.meetings.get(row["meeting"]).year for row in held}
        subjects = {seat_subject(year, key) for key, year in years.items()}
        voted = {
            (years[row["key"]], frozenset(one["key"] for one in row["candidates"]))
            for row in held
            if row["purpose"] == "tie"
        }
        return frozenset(
            row["key"]
            for row in self._store.rows("decision")
            if (row["question"].startswith("ballot.") and row["subject"] in subjects)
            or (row["question"] == TIE_QUESTION and (row.get("year"), frozenset(row["choice"]["votes"])) in voted)
        )

    def _year_open(self, ballot: str) -> bool:
        """A closed year has no count under way: what was begun goes no further, and what counts is the first."""
        row = self._store.row("ballot", ballot)
        return row is not None and self._book.years.get(self._book.meetings.get(row["meeting"]).year).state == "open"

    def of(self, ballot: str, reader: str | None = None) -> Recount | None:
        """The second count of a ballot as its reader (the person at the keyboard unless said) may see it."""
        rows = self._store.rows("recount", ballot=ballot)
        if not rows:
            return None
        row = rows[0]
        shown = row["figures"] and ((reader or self._store.person) == row["by"] or self._both_complete(row))
        return Recount(ballot, row["by"], row["state"], read_count(row["figures"]) if shown else None)

    def _both_complete(self, row: Mapping[str, Any]) -> bool:
        ballot = self._store.row("ballot", row["ballot"])
        return row["state"] == "settled" or (
            row["state"] == "complete" and ballot is not None and ballot["state"] == "counted"
        )

    # --- verbs

    def begin(self, ballot: str, by: str) -> None:
        """Open a second count for `by`, who sees the first no longer until both are complete.

        RuleViolation `recount.unknown_person`, `recount.first_unnamed`, `recount.same_person`, `recount.begun`
        (facts: `by`), `year.closed`.
        """
        found = self._ballots.open_one(ballot)
        person = self._store.row("keeper", by) if by else None
        if person is None or person.get("ended_on"):
            raise RuleViolation("recount.unknown_person", by=by)
        if found.counted and found.counted_by is None:
            raise RuleViolation("recount.first_unnamed", title=found.title)
        self.refuse_same_person(found, by)
        self._ballots.rounds.require_last(found)
        begun = self._store.rows("recount", ballot=ballot)
        if begun:
            raise RuleViolation("recount.begun", by=begun[0]["by"], title=found.title)
        with self._store.operation("begin-recount", self._ballots.facts(found)) as tx:
            tx.insert("recount", {"ballot": ballot, "by": by})

    def refuse_same_person(self, ballot: Ballot, by: str | None) -> None:
        """RuleViolation `recount.same_person`: one person made or would make both counts."""
        if by and ballot.counted and ballot.counted_by == by:
            raise RuleViolation("recount.same_person", by=by, title=ballot.title)

    def finish(self, ballot: str, record: Record, *, by: str, invalid_reason: str | None = None) -> int | None:
        """Record the second count as one act; answers in how many places it differs, None while the first is missing.

        Refusals: `recount.not_begun`, `ballot.question_open`, and those of a count that cannot be.
        """
        found = self._ballots.open_one(ballot)
        row = self._store.row("recount", ballot, by)
        if row is None or row["state"] != "counting":
            raise RuleViolation("recount.not_begun", title=found.title)
        self._ballots.check(found, record)
        with self._store.operation("finish-recount", self._ballots.facts(found)) as tx:
            said = write_count(record, invalid_reason, self._ballots.electorates.letter_counts(found, record))
            tx.update("recount", (ballot, by), state="complete", figures=said)
            return self.compare(ballot)

    def compare(self, ballot: str) -> int | None:
        """After either count: how many places differ, None while one is missing. Equal counts settle themselves."""
        rows = self._store.rows("recount", ballot=ballot)
        if not rows or not self._both_complete(rows[0]):
            return None
        open_places = self._differing(ballot, rows[0])
        if not open_places and rows[0]["state"] != "settled":
            with self._store.operation("settle-recount", self._ballots.facts(self._ballots.get(ballot))) as tx:
                tx.update("recount", (ballot, rows[0]["by"]), state="settled")
                self._ballots.feed_ranking(ballot)
        return len(open_places)

    def differences(self, ballot: str) -> tuple[Difference, ...]:
        """Where the two counts differ, in the order of the minutes; `recount.not_both_complete` before both are."""
        rows = self._store.rows("recount", ballot=ballot)
        if not rows or not self._both_complete(rows[0]):
            raise RuleViolation("recount.not_both_complete")
        return self._differing(ballot, rows[0])

    def _differing(self, ballot: str, row: Mapping[str, Any]) -> tuple[Difference, ...]:
        if row["state"] == "settled":
            return ()
        held = self._store.row("ballot", ballot)
        assert held is not None
        first, second = (numbers_of(read_count(one["figures"]).record) for one in (held, row))
        places = [*first, *(place for place in second if place not in first)]
        return tuple(
            Difference(place, first.get(place, 0), second.get(place, 0))
            for place in places
            if first.get(place, 0) != second.get(place, 0)
        )

    def settle(self, ballot: str, right: Mapping[str, int]) -> int:
        """Write down the right number of every place that differed, counted anew with the ballots in hand; one act.
        Returns the number of a further round it takes away, as `Ballots.correct`.

        RuleViolation `ballot.has_next_round`, `recount.not_both_complete`, `recount.places` (facts: `missing`) unless
        exactly the differing places are given, and those of a count that cannot be.
        """
        found = self._ballots.open_one(ballot)
        places = [one.place for one in self.differences(ballot)]
        if set(places) != set(right) or not places:
            raise RuleViolation("recount.places", missing=len(set(places) ^ set(right)), title=found.title)
        row = self._store.rows("recount", ballot=ballot)[0]
        held = self._store.row("ballot", ballot)
        assert held is not None
        first = read_count(held["figures"])
        candidates = tuple(one.key for one in found.candidates)
        settled = record_of(numbers_of(first.record) | dict(right), candidates)
        if first.record.marks is None and read_count(row["figures"]).record.marks is None:
            settled = replace(settled, marks=None)
        rounds = self._ballots.rounds
        rounds.require_last(found)
        self._ballots.check(found, settled)
        left = rounds.left(ballot)
        with self._store.operation("settle-recount", self._ballots.facts(found)) as tx:
            letter = self._ballots.electorates.letter_counts(found, settled)
            tx.update("ballot", ballot, figures=write_count(settled, first.invalid_reason, letter))
            tx.update("recount", (ballot, row["by"]), state="settled")
            dropped = rounds.follow(tx, ballot, left)
            self._ballots.feed_ranking(ballot)
        return dropped

    def drop(self, ballot: str, reason: str) -> None:
        """Take away a second count that is not settled, with the reason (its teller has left, say); the first stands.

        RuleViolation `recount.not_begun`, BadInput `recount.reason_missing`, `year.closed`.
        """
        found = self._ballots.open_one(ballot)
        rows = self._store.rows("recount", ballot=ballot)
        if not rows or rows[0]["state"] == "settled":
            raise RuleViolation("recount.not_begun", title=found.title)
        why = fields.note(reason)
        if why is None:
            raise BadInput("recount.reason_missing", title=found.title)
        with self._store.operation("drop-recount", {**self._ballots.facts(found), "reason": why}) as tx:
            tx.delete("recount", (ballot, rows[0]["by"]))
            self._ballots.feed_ranking(ballot)
