"""Further rounds of a ballot: who stands in one, what causes it, what becomes of it when the round before changes.

A further round lives by what the round before left open. While it is only prepared, a correction that changes its cause
takes it away in the same act; once it is counted the round before is neither corrected nor counted anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.book.meetings.ballots_rows import Ballot, Candidate, ballot_of
from models.rules.errors import RuleViolation

if TYPE_CHECKING:
    from models.book.meetings.ballots import Ballots
    from models.book.meetings.floor import MeetingsBook
    from models.file.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Left:
    """What a round leaves to a further one: who stands in it, how many seats of an election are open."""

    standing: tuple[Candidate, ...]
    seats: int


class Rounds:
    """Reads what a round leaves open, and keeps a further round true to it."""

    def __init__(self, book: MeetingsBook, ballots: Ballots) -> None:
        self._book = book
        self._store = book.store
        self._ballots = ballots

    # --- reading

    def left(self, key: str) -> Left | None:
        """What a counted ballot leaves to the further round its rule allows: the equals on the last seat, else those
        not chosen; None when no further round follows. Whoever reads it: nothing of the count itself is told.
        """
        before = self._whole(key)
        result = self._ballots.results.of(before)
        if result is None or result.next != "second-ballot":
            return None
        keys = result.tied or tuple(one.key for one in before.candidates if one.key not in result.chosen)
        standing = tuple(one for one in before.candidates if one.key in keys)
        return Left(standing, min(max(1, result.open_seats), len(standing)))

    def next_of(self, key: str) -> Ballot | None:
        """The further round that was prepared or counted after a ballot."""
        rows = self._store.rows("ballot", earlier=key)
        return self._ballots.get(rows[0]["key"]) if rows else None

    def caused(self, ballot: Ballot) -> bool:
        """Whether a further round still rests on the round before it; a first round always does."""
        if ballot.earlier is None:
            return True
        return self._within(ballot) and self.caused(self._whole(ballot.earlier))

    def _within(self, ballot: Ballot) -> bool:
        left = self.left(str(ballot.earlier))
        known = {one.key for one in left.standing} if left else set()
        fits = ballot.way == "acclaim" or (left is not None and ballot.seats <= left.seats)
        return left is not None and fits and {one.key for one in ballot.candidates} <= known

    def _whole(self, key: str) -> Ballot:
        row = self._store.row("ballot", key)
        assert row is not None
        return ballot_of(row, masked=False)

    # --- refusing

    def require_last(self, ballot: Ballot) -> None:
        """RuleViolation `ballot.has_next_round`: the round after this one is counted."""
        if any(row["state"] == "counted" for row in self._store.rows("ballot", earlier=ballot.key)):
            raise RuleViolation("ballot.has_next_round", title=ballot.title)

    def require_cause(self, ballot: Ballot) -> None:
        """A further round is counted only on a result that stands: RuleViolation `ballot.earlier_recounting`,
        `ballot.round_without_cause`.
        """
        if ballot.earlier is not None and self._ballots.recount.open(ballot.earlier):
            raise RuleViolation("ballot.earlier_recounting", title=ballot.title)
        if not self.caused(ballot):
            raise RuleViolation("ballot.round_without_cause", title=ballot.title)

    def check_paper(self, earlier: str | None, way: str, names: set[str], seats: int) -> None:
        """RuleViolation `ballot.round_names` (facts: `seats`): a further round worded anew with others on it, of
        another way, or for more seats than are open.
        """
        if earlier is None:
            return
        left = self.left(earlier)
        most = left.seats if left else 0
        known = {one.key for one in left.standing} if left else set()
        same = way == self._whole(earlier).way and (way == "acclaim" or seats <= most)
        if not same or not names <= known:
            raise RuleViolation("ballot.round_names", seats=most)

    # --- following a change

    def follow(self, tx: Transaction, key: str, before: Left | None) -> int:
        """After the sums of a ballot changed: take away a further round prepared on what it left before and no longer
        leaves. Returns its number, 0 when nothing was taken away.
        """
        if self.left(key) == before:
            return 0
        dropped = 0
        for row in self._store.rows("ballot", earlier=key):
            self.take_away(tx, row)
            dropped = int(row["round"])
        return dropped

    def take_away(self, tx: Transaction, row: dict[str, Any]) -> None:
        """Delete a ballot that is not counted, and second counts begun on it."""
        for begun in self._store.rows("recount", ballot=row["key"]):
            tx.delete("recount", (row["key"], begun["by"]))
        tx.delete("ballot", row["key"])
