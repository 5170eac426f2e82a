"""A declared field: what a window asks a person for, what a pasted table may call it, of what kind it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "unit", "units", "text", "long", "date", "figure", "count", "money", "choice", "report", "draft", "item", "items",
    "activity", "ground", "title", "movement", "period",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the verb's name for it, its kind, its headings (the first is its label), whether it must be there.

    `row` is what the read line calls it where that differs; `choices` are keys with their words; `hint` stands under,
    `example` in it while it is empty, and a long text has its `lines`. `usual` is what an empty one is written as. "&"
    in a label that no table pastes by marks its key.
    """

    name: str
    kind: Kind
    heads: tuple[str, ...]
    needed: bool = False
    row: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    example: str = ""
    lines: int = 3
    usual: Any = None

    @property
    def label(self) -> str:
        """What it is called on the screen."""
        return self.heads[0]

    def of(self, line: object) -> Any:
        """Its value in a line that was read."""
        return getattr(line, self.row or self.name, None)
