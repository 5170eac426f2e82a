"""What stands on the command line, read in Vietnamese."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import NoReturn

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
