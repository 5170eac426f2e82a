"""What is said where something meets a value of the book that no door lets in today and nobody can read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from models.rules.errors import BadInput

if TYPE_CHECKING:
    from ui.base.session import Session

UNREADABLE = (BadInput, ValueError, TypeError, AttributeError, LookupError, ArithmeticError)
"""What reading such a value raises, or what another program put in the place of one; a fault of ours raises it too, so
`met` looks whether the book holds one."""
LEFT_OUT = "Chưa hiện được phần này: có giá trị không đọc được."


def met(session: Session) -> str:
    """The sentence that names such values, or says that the book is not what its journal says; nothing where the book
    is sound and holds none."""
    from models.keeping.strays import of_book
    from models.keeping.verify import is_sound
    from ui.words import messages

    lines = messages.stray_lines(of_book(session.book), session.names)
    if lines:
        return messages.stray_sentence(lines, page=True)
    return "" if is_sound(session.book) else messages.ALTERED_PAGE


class Filling:
    """Fills the parts of a page one after the other: one that meets such a value is left out, the others stand. What
    was met first is raised when all have been tried, so that it is told as anywhere else."""

    def __init__(self) -> None:
        self._met: Exception | None = None

    def part(self, fill: Callable[[], object], instead: Callable[[], object] | None = None) -> None:
        """Fill one part; where that cannot be, `instead` says so in its place."""
        try:
            fill()
        except UNREADABLE as error:
            self._met = self._met or error
            if instead is not None:
                instead()

    def over(self) -> None:
        """Raise what was met."""
        if self._met is not None:
            raise self._met


def is_day(text: str) -> bool:
    """Whether a text is a day as the book writes days."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
