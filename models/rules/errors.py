"""Refusals: what the user can mend, named by a code and the facts a sentence needs.

No sentence stands here; `ui/words/messages.py` turns a code and its facts into Vietnamese.
Our own bugs are ordinary exceptions and never use these classes.
"""

from __future__ import annotations


class Refusal(Exception):
    """An act that cannot be done as asked; `code` names the reason, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class RuleViolation(Refusal):
    """The act breaks a rule of the bloc, of the form or of the year's state."""


class BadInput(Refusal):
    """Text that cannot be read as what the field asks for (a number, a date, a key, a name)."""


class FileTrouble(Refusal):
    """The file cannot be opened, written or trusted; the book itself is unharmed."""
