"""Reading ballots aloud one by one: running sums that forget each ballot as it is added.

A `Running` holds sums only and lives in memory; it is never stored. Two orders of the same ballots give equal sums, so
nothing kept afterwards can tell which ballot came when. What the sums mean is in `balloting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from models.rules.act.balloting import Tally
from models.rules.errors import RuleViolation


@dataclass(frozen=True, slots=True)
class Running:
    """The sums so far of one ballot paper; `choose` is the most names a valid ballot may carry (None: agree or not),
    `blank_valid` whether one with nothing marked is valid (by default it is not)."""

    candidates: tuple[str, ...]
    choose: int | None = None
    blank_valid: bool = False
    valid: int = 0
    invalid: int = 0
    agree: Mapping[str, int] = field(default_factory=dict)
    disagree: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[int, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Ballots read so far."""
        return self.valid + self.invalid

    def marked(self, names: Iterable[str]) -> Running:
        """One more ballot that names these candidates; none at all is what the rule says of it. RuleViolation
        `ballot.too_many_names`, `ballot.unknown_candidate`."""
        chosen = frozenset(names)
        self._must_know(chosen)
        if not chosen and not self.blank_valid:
            return self.spoiled()
        if self.choose is not None and len(chosen) > self.choose:
            raise RuleViolation("ballot.too_many_names", choose=self.choose, ballots=1)
        agree = {name: self.agree.get(name, 0) + (name in chosen) for name in self.candidates}
        marks = {**self.marks, len(chosen): self.marks.get(len(chosen), 0) + 1}
        return replace(self, valid=self.valid + 1, agree=agree, marks=dict(sorted(marks.items())))

    def answered(self, agree: Iterable[str], disagree: Iterable[str]) -> Running:
        """One more ballot that agrees to some and disagrees to others; both for one candidate make it invalid
        (RuleViolation `ballot.both_marked`). A candidate in neither is one the ballot has no opinion on; with nothing
        marked at all it is what the rule says."""
        yes, no = frozenset(agree), frozenset(disagree)
        self._must_know(yes | no)
        if not yes | no and not self.blank_valid:
            return self.spoiled()
        if yes & no:
            raise RuleViolation("ballot.both_marked", candidate=min(yes & no))
        return replace(
            self,
            valid=self.valid + 1,
            agree={name: self.agree.get(name, 0) + (name in yes) for name in self.candidates},
            disagree={name: self.disagree.get(name, 0) + (name in no) for name in self.candidates},
        )

    def spoiled(self) -> Running:
        """One more ballot that is not valid."""
        return replace(self, invalid=self.invalid + 1)

    def tally(self) -> dict[str, Tally]:
        """The sums per candidate, in the order of the ballot paper."""
        return {name: Tally(self.agree.get(name, 0), self.disagree.get(name, 0)) for name in self.candidates}

    def _must_know(self, names: frozenset[str]) -> None:
        strange = sorted(names - set(self.candidates))
        if strange:
            raise RuleViolation("ballot.unknown_candidate", candidate=strange[0])
