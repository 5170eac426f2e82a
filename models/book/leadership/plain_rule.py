"""The rule of rotation of a year whose regulation has none."""

from __future__ import annotations

from typing import Final

from models.rules.place.regulation import Rule

KIND: Final = "rotation/1"
PLAIN: Final = Rule("", KIND, spec={"how": "elected", "successor": "free", "one_per_round": True})
"""What "in turns" means where the regulation says nothing; by it nothing is ever refused or warned of."""
