"""What this computer remembers between sittings: recent books, window size. Of a book only what its line in the list of
recent books says: its bloc's name, its year and its state.

A plain JSON file in the user's configuration folder; a missing or damaged file means "nothing remembered".
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QStandardPaths

from models.rules.errors import FileTrouble

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LIMIT = 8
TEXT_SIZES = (9, 10, 11, 12, 13, 15, 17, 20)
"""Points; the second is the usual one, the last twice as large."""


@dataclass(frozen=True, slots=True)
class Known:
    """A book opened lately: where, whose, its year, when ("2026-11-18T08:02", "" unknown), why it is only looked at
    ("" when it is not), whether it is there now."""

    path: Path
    bloc: str
    year: int | None
    opened: str
    state: str
    there: bool


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
        from models.exchange.places import write_whole

        self._values[key] = value
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, json.dumps(self._values, ensure_ascii=False, indent=1).encode())
        except (OSError, FileTrouble):
            return

    def place(self, window: QWidget) -> None:
        """Show a window as large as the last one was left."""
        size = self.get("size")
        if isinstance(size, list) and len(size) == 2 and all(isinstance(one, int) for one in size):
            window.resize(*size)
        window.showMaximized() if self.get("maximized", True) else window.show()

    def keep_place(self, window: QWidget) -> None:
        """Remember how large a window was left."""
        self.put("maximized", window.isMaximized())
        if not window.isMaximized():
            self.put("size", [window.width(), window.height()])

    def text_size(self) -> int:
        """The size of text on the screen, in points."""
        size = self.get("text-size")
        return size if size in TEXT_SIZES else TEXT_SIZES[1]

    def recent(self) -> list[Path]:
        """Books opened lately, newest first, those that still exist."""
        return [one.path for one in self.known() if one.there]

    def known(self) -> list[Known]:
        """Books opened lately, newest first, also those that are not found now (a stick that is not plugged in)."""
        listed, told = self.get("recent", []), self.get("books", {})
        paths = [item for item in listed if isinstance(item, str)] if isinstance(listed, list) else []
        told = told if isinstance(told, dict) else {}
        return [_known(path, told.get(path)) for path in paths]

    def opened(self, path: Path, bloc: str = "", year: int | None = None, state: str = "") -> None:
        """Put a book first in the list of recent ones, with what its line says. Books that were not found for long
        make room first."""
        path = path.resolve()
        listed = [one for one in self.known() if one.path != path]
        kept = sorted(listed, key=lambda one: not one.there)[: LIMIT - 1]
        paths = [str(path), *(str(one.path) for one in listed if one in kept)]
        told = self.get("books", {})
        told = told if isinstance(told, dict) else {}
        now = datetime.now().isoformat(timespec="minutes")
        told[str(path)] = {"bloc": bloc, "year": year, "state": state, "opened": now}
        self._values["recent"] = paths
        self.put("books", {one: told[one] for one in paths if one in told})

    def forget(self, path: Path) -> None:
        """Take a book off the list; the file stays where it is."""
        self.put("recent", [str(one.path) for one in self.known() if one.path != path])


def _known(path: str, told: object) -> Known:
    """A line of the list from what was kept; what is damaged counts as not told."""
    kept = told if isinstance(told, dict) else {}
    said = {name: kept.get(name) for name in ("bloc", "state", "opened")}
    bloc, state, opened = (value if isinstance(value, str) else "" for value in said.values())
    year = kept.get("year")
    return Known(Path(path), bloc, year if isinstance(year, int) else None, opened, state, Path(path).exists())


MEETING_DAYS: Final = "ngay-hop.json"
"""The file beside the preferences in which the places of meetings are remembered (`ui.meetings.day.place`)."""


def folder() -> Path:
    """The program's own folder for preferences and the log; SOKHOI_HOME moves it (tests, a portable stick)."""
    moved = os.environ.get("SOKHOI_HOME")
    if moved:
        return Path(moved)
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place or Path.home()) / "SoKhoi"
