"""What stands on the command line, read in Vietnamese."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from models.book.book import Book

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


def year_of(book: Book, asked: int | None = None) -> int:
    """The year asked for, else the one being worked on. RuleViolation `year.none_open`."""
    from models.rules.errors import RuleViolation

    year = asked or book.years.current()
    if year is None:
        raise RuleViolation("year.none_open")
    return year
