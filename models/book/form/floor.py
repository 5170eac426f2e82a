"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.regulation.floor import RegulationBook

if TYPE_CHECKING:
    from models.book.form.forms import Forms


class FormBook(RegulationBook):
    """A book up to its forms."""

    forms: Forms
