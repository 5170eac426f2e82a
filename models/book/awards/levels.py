"""Levels of completion as bodies above recognise them (hoàn thành xuất sắc, tốt …): never the bloc's own classes.

A bloc classes units in its emulation by its own rule and its own labels; what a competent body found is entered with
the number and day of its paper, and is awaited until then. The levels are shipped as data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).resolve().parents[3] / "resources" / "levels.toml"
AWAITED: Final = "Chờ kết quả"
"""What is said of a unit whose level nobody has sent yet."""


@dataclass(frozen=True, slots=True)
class Level:
    """A unit's level of a year as recognised: the level's name (`AWAITED` while none came), by whom, number and day."""

    unit: str
    key: str
    name: str
    by: str | None = None
    document: str | None = None
    date: str | None = None

    @property
    def awaited(self) -> bool:
        """Whether the result has not come."""
        return not self.key


@cache
def shipped() -> Mapping[str, str]:
    """Key -> name of the usual levels, the best first."""
    import tomllib  # only where levels are shown

    return {line["key"]: line["name"] for line in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["level"]}
