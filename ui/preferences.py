"""What this computer remembers between sittings: recent books, window size. Never anything of a book's content.

A plain JSON file in the user's configuration folder; a missing or damaged file means "nothing remembered".
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

LIMIT = 8


class Preferences:
    """Remembered choices of the person at this computer, written at once when they change."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folder() / "preferences.json"
        self._values = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}

    def get(self, key: str, default: Any = None) -> Any:
        return self._values.get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Keep a value; a folder that cannot be written only means that it is forgotten at the end."""
        self._values[key] = value
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside = self.path.with_suffix(".new")
            beside.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(beside, self.path)
        except OSError:
            return

    def recent(self) -> list[Path]:
        """Books opened lately, newest first, those that still exist."""
        known = self.get("recent", [])
        paths = [Path(item) for item in known if isinstance(item, str)] if isinstance(known, list) else []
        return [path for path in paths if path.exists()]

    def opened(self, path: Path) -> None:
        path = path.resolve()
        rest = [str(other) for other in self.recent() if other != path]
        self.put("recent", [str(path), *rest][:LIMIT])


def folder() -> Path:
    """The program's own folder for preferences and the log; SOKHOI_HOME moves it (tests, a portable stick)."""
    moved = os.environ.get("SOKHOI_HOME")
    if moved:
        return Path(moved)
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place or Path.home()) / "SoKhoi"
