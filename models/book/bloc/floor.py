"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.base.book import BaseBook

if TYPE_CHECKING:
    from models.book.bloc.settings import Settings


class BlocBook(BaseBook):
    """A book up to the bloc itself."""

    settings: Settings
