"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.form.floor import FormBook

if TYPE_CHECKING:
    from models.book.pledging.registration import Registrations


class PledgingBook(FormBook):
    """A book up to what units pledge."""

    registration: Registrations
