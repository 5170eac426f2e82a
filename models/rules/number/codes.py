"""Mã đối chiếu: a SHA-256 as people read it from paper and type it back, in six groups of four.

The first 120 bits in 32 signs without I, L, O and U; typing forgives case, spaces, hyphens, the look-alikes (O for
0, I and L for 1) and a Vietnamese keyboard left on (Ư for W).
Which bytes a fingerprint covers is known to those who make it.
"""

from __future__ import annotations

from typing import Final

from models.rules.number.text import keys_meant

SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, LONG = 6, 4
_LOOK_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BITS: Final = 5
_BETWEEN: Final = frozenset(" -–.\t\n\u00a0")


def groups(fingerprint: str) -> tuple[str, ...]:
    """The groups of a fingerprint given in hexadecimal."""
    number = int(fingerprint, 16) >> (len(fingerprint) * 4 - GROUPS * LONG * _BITS)
    signs = [SIGNS[number >> _BITS * at & 31] for at in reversed(range(GROUPS * LONG))]
    return tuple("".join(signs[at : at + LONG]) for at in range(0, len(signs), LONG))


def shown(fingerprint: str) -> str:
    """The groups with spaces between, as screen and paper show them."""
    return " ".join(groups(fingerprint))


def wrong_group(typed: str, fingerprint: str) -> int:
    """The first group (from 1) that does not agree with the fingerprint, 0 when all do; what is too much is group 7."""
    wrongs = [_wrong(keys, fingerprint) for keys in keys_meant(typed)]
    return 0 if 0 in wrongs else max(wrongs)


def _wrong(typed: str, fingerprint: str) -> int:
    signs = "".join(sign for sign in typed.upper() if sign not in _BETWEEN).translate(_LOOK_ALIKE)
    for number, wanted in enumerate(groups(fingerprint), 1):
        if signs[(number - 1) * LONG : number * LONG] != wanted:
            return number
    return 0 if len(signs) == GROUPS * LONG else GROUPS + 1
