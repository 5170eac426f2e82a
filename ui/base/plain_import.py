"""Python's own import in the place of the one PySide6 puts there.

PySide6 exchanges `builtins.__import__` for one that knows `from __feature__ import …`: every import statement then runs
code of its own, and the source of every module that is imported is read to see whether it speaks of PySide6 (6.12,
`shibokensupport.feature`). Nothing of ours uses features, and that reading is a fifth of the start of the program.
"""

from __future__ import annotations

import builtins


def restore() -> None:
    """Import as Python does, where PySide6 has put its own import in the place; any other replacement stays."""
    theirs, before = (getattr(builtins, name, None) for name in ("__feature_import__", "__orig_import__"))
    if theirs is not None and before is not None and builtins.__import__ is theirs:
        builtins.__import__ = before
