"""What can be undone and redone in this sitting: since the file was opened, and by whom. Gone at closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Act:
    """An op of this sitting: `seq` is the op to be inverted, `kind` and `facts` what the person did at first."""

    seq: int
    kind: str
    facts: Mapping[str, Any]
    person: str


class Sitting:
    """Two stacks of acts; a final act empties both, so undo never crosses it."""

    def __init__(self) -> None:
        self.done: list[Act] = []
        self.undone: list[Act] = []

    def did(self, act: Act, *, final: bool) -> None:
        """A new act: it can be undone unless it is final; nothing undone before it can be redone."""
        self.undone.clear()
        if final:
            self.done.clear()
        else:
            self.done.append(act)

    def move(self, source: list[Act], seq: int) -> None:
        """The newest act of `source` was inverted by op `seq`: the other stack has it now."""
        act = source.pop()
        target = self.undone if source is self.done else self.done
        target.append(Act(seq, act.kind, act.facts, act.person))

    @staticmethod
    def next(acts: list[Act], person: str) -> Act | None:
        """The newest act if `person` did it; an act of another person is never crossed."""
        return acts[-1] if acts and acts[-1].person == person else None
