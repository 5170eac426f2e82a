"""What this computer remembers between sittings: recent books, window size. Never anything of a book's content.

A plain JSON file in the user's configuration folder; a missing or damaged file means "nothing remembered".
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths

from models.rules.errors import FileTrouble

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LIMIT = 8
TEXT_SIZES = (9, 10, 11, 12, 13, 15, 17, 20)
"""Points; the second is the usual one, the last twice as large."""


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
