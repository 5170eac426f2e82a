"""A guard for PySide6 6.12 on Python 3.10 and 3.11: its void methods hand back None without counting it.

Each such call takes one count off None; after some ten thousand of them Python ends with "deallocating None". From
Python 3.12
on None is not counted at all. Nothing else belongs here; when a PySide6 without the fault is locked, the module goes.
"""

from __future__ import annotations

import ctypes
import sys

COUNTS = 1 << 40


def keep() -> None:
    """Give None so many counts that no sitting can use them up."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython" and sys.getrefcount(None) < COUNTS:
        ctypes.c_ssize_t.from_address(id(None)).value += COUNTS
