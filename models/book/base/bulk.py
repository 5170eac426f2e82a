"""Making very many small values at once, which come to stay.

The garbage collector would look through them again and again while they are made, and find nothing: that was more than
a third of the time of a large ranking. It is held back meanwhile, for everything in this process.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SOME: Final = 200
MANY: Final = 50_000
"""From this many new objects on they are set aside: no later look of the collector goes through them again."""


@contextmanager
def undisturbed(values: int = SOME) -> Iterator[None]:
    """No look of the collector inside, where so many `values` are worth it. What was made is let go by its last user as
    ever; only rings would stay."""
    if values < SOME or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY:
            gc.freeze()
        gc.enable()
