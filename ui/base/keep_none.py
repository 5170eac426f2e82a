"""A guard for PySide6 6.12 on Python 3.10 and 3.11: some of its methods give None, True or False uncounted.

Each such call takes one count off the object; after some ten thousand of them, or when Python ends, it dies with
"deallocating None" or "deallocating True or False". From Python 3.12 on these are not counted at all. Nothing else
belongs here; when a PySide6 without the fault is locked, the module goes.
"""

from __future__ import annotations

import ctypes
import sys

COUNTS = 1 << 40
ENDLESS = (None, True, False)


def keep() -> None:
    """Give None, True and False so many counts that no sitting can use them up."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for thing in ENDLESS:
        if sys.getrefcount(thing) < COUNTS:
            ctypes.c_ssize_t.from_address(id(thing)).value += COUNTS
