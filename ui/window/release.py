"""Which release this is. The package carries `resources/release.json`, written when it is built from its commit; from
source the version stands in pyproject.toml and there is no day."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Release:
    """Version and day of the commit; the day is None when run from source."""

    version: str
    day: date | None = None


def release(root: Path = ROOT) -> Release:
    """The release that runs."""
    try:
        said = json.loads((root / "resources" / "release.json").read_text(encoding="utf-8"))
        return Release(said["version"], date.fromisoformat(said["day"]))
    except FileNotFoundError:
        return Release(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
