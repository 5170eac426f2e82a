"""What stands on the command line, read in Vietnamese."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from models.book.book import Book
    from models.rules.errors import Refusal

USAGE = 2
"""Exit status of wrong usage, as argparse has it."""


class Parser(ArgumentParser):
    """argparse without its English."""

    def error(self, message: str) -> NoReturn:
        """Show what was not understood and what was expected; argparse's own sentence is English."""
        del message
        self.exit(USAGE, f"Chưa hiểu: {' '.join(sys.argv[1:])}\n{self.format_usage()}")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Cách dùng:", 1)


def told(refusal: Refusal, args: Namespace) -> str:
    """What a verb says for a refusal: keys by the names of the verb's book, where it has one that can be read."""
    from pathlib import Path

    from models.keeping.verify import open_sound
    from models.rules.errors import Refusal as Refused
    from ui.words.messages import NAMED_BY, sentence
    from ui.words.names import Names

    place = getattr(args, "book", None)
    if place and NAMED_BY.keys() & refusal.facts.keys():
        try:
            with open_sound(Path(place)) as book:
                said = refusal.facts.get("year")
                year = year_of(book, said if isinstance(said, int) else getattr(args, "year", None))
                return sentence(refusal, Names(book, year), by_verb=True)
        except Refused:
            pass  # the refusal is told all the same, with the key as it stands
    return sentence(refusal, by_verb=True)


def year_of(book: Book, asked: int | None = None) -> int:
    """The year asked for, else the one being worked on. RuleViolation `year.none_open`."""
    from models.rules.errors import RuleViolation

    year = asked or book.years.current()
    if year is None:
        raise RuleViolation("year.none_open")
    return year
