"""The second place for backups of one book: chosen by a person, remembered on this computer, never in the way.

A stick that is not plugged in is said and waited for; nothing is refused because of it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.rules.errors import FileTrouble

if TYPE_CHECKING:
    from models.book.book import Book
    from ui.base.preferences import Preferences

KEY = "second-places"
LIMIT = 40


class SecondPlace:
    """The place of one open book, by the book's id; `folder` is None while none was chosen."""

    def __init__(self, preferences: Preferences, book: Book) -> None:
        self._preferences = preferences
        self._book, self._path, self._clock = book, book.path, book.clock
        self._id = book.identity

    @property
    def folder(self) -> Path | None:
        said = self._known().get(self._id, {}).get("folder")
        return Path(said) if isinstance(said, str) else None

    @property
    def there(self) -> bool:
        """The place can be reached now. Not by `Path.is_dir`, which raises what a stick that was pulled answers."""
        return self.folder is not None and os.path.isdir(self.folder)

    @property
    def newest(self) -> datetime | None:
        """When the newest backup there was taken: looked up while the place is there, remembered while it is not."""
        folder = self.folder
        if folder is not None and self.there:
            with suppress(FileTrouble):  # pulled without a word: it answers to its name and to nothing else
                return self._newest_in(folder)
        said = self._known().get(self._id, {}).get("newest")
        try:
            return datetime.fromisoformat(said) if isinstance(said, str) else None
        except ValueError:
            return None

    def choose(self, chosen: Path) -> bool | None:
        """Take a place and keep a backup there at once, as `keep` says. BadInput `backup.same_place`, FileTrouble."""
        from models.keeping.upkeep import make_second_place

        self._put(make_second_place(self._path, chosen))
        return self.keep()

    def forget(self) -> None:
        """Use no second place any more; what lies there stays."""
        self._preferences.put(KEY, {key: one for key, one in self._known().items() if key != self._id})

    def keep(self) -> bool | None:
        """Keep a backup there when it lacks acts: as `upkeep.second_backup`; None where no place is, or it is gone."""
        from models.keeping.upkeep import second_backup

        folder = self.folder
        done = second_backup(self._path, folder, self._clock, lambda: False) if folder is not None else None
        if done is not None:
            self.remember()
        return done

    def remember(self) -> None:
        """Note what lies there, for the days when it is not plugged in."""
        if self.folder is not None and self.there:
            with suppress(FileTrouble):
                self._put(self.folder)

    def _put(self, folder: Path) -> None:
        newest = self._newest_in(folder)
        known = {key: one for key, one in self._known().items() if key != self._id}
        known[self._id] = {"folder": str(folder), "newest": newest.isoformat() if newest else None}
        self._preferences.put(KEY, dict(list(known.items())[-LIMIT:]))

    def _newest_in(self, folder: Path) -> datetime | None:
        return max((kept.taken for kept in self._book.backups(folder)), default=None)

    def _known(self) -> dict[str, dict[str, object]]:
        kept = self._preferences.get(KEY, {})
        return {key: one for key, one in kept.items() if isinstance(one, dict)} if isinstance(kept, dict) else {}
