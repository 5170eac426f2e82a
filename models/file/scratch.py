"""Folders of our own in the system's place for them: each is held while it is used, so that what a crash left behind is
swept and what somebody still reads is not, however old it is."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

from models.file import disk, lock
from models.rules.errors import FileTrouble

_HELD: Final = "giữ"
"""What is locked inside; no file of that name is made."""
_DAYS: Final = 7


class Scratch(TemporaryDirectory[str]):
    """A folder that goes at the end; what something else still holds then stays for the next sweep."""

    def __init__(self) -> None:
        super().__init__(prefix=disk.SCRATCH, ignore_cleanup_errors=True)
        self._lock: lock.Lock | None = None
        with suppress(FileTrouble):  # a place that keeps no lock: there age alone tells
            self._lock = lock.acquire(Path(self.name, _HELD), lock.Holder())

    def cleanup(self) -> None:
        """Take the folder away."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        super().cleanup()


def scratch() -> Scratch:
    """A new folder; those that nobody holds and that were left a week ago go."""
    disk.sweep_left_behind(Path(gettempdir()), disk.SCRATCH, days=_DAYS, spare=_in_use)
    return Scratch()


def _in_use(folder: Path) -> bool:
    return lock.live_holder(Path(folder, _HELD)) is not None
