"""The second opinion on a book: a verifier of one file, written from the documents of the format alone, that shares no
line with this program. Anybody can run it with a bare Python; here it runs as it stands (docs/format.md)."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Final

VERIFIER: Final = Path(__file__).resolve().parents[2] / "resources" / "verify" / "verify_sokhoi.py"


def check(path: Path) -> bool:
    """Print what the independent verifier says of the book at `path`; whether it found everything equal."""
    return int(runpy.run_path(str(VERIFIER))["main"]([str(path)])) == 0
