"""What a step of the self-test found."""

from __future__ import annotations


class Wrong(Exception):
    """A step did not give what it must."""


def same(what: str, found: object, expected: object) -> None:
    """Wrong unless something is what was expected."""
    if found != expected:
        raise Wrong(f"{what}: {found!r} thay vì {expected!r}")
