"""What is said where something meets a value of the book that no door lets in today and nobody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.errors import BadInput

if TYPE_CHECKING:
    from ui.base.session import Session

UNREADABLE = (BadInput, ValueError, TypeError)
"""What reading such a value raises; a fault of ours raises it too, so `met` looks whether the book holds one."""


def met(session: Session) -> str:
    """The sentence that names such values; nothing where the book holds none."""
    from models.keeping.strays import of_book
    from ui.words import messages

    lines = messages.stray_lines(of_book(session.book), session.names)
    return messages.stray_sentence(lines, page=True) if lines else ""
