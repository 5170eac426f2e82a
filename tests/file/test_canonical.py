"""Canonical JSON: one text for one content."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.file.history import canonical


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
        ({"a": None, "b": {"c": None}}, '{"b":{}}'),
        (Decimal("8.50"), '"8.5"'),
        (Decimal("1E+3"), '"1000"'),
        (Fraction(13, 15), '"13/15"'),
        (Fraction(17, 2), '"8.5"'),
        ([True, False, 0], "[true,false,0]"),
        (("a", "b"), '["a","b"]'),
        ("Ho\u0302\u0323i", '"Hội"'),
        ({"Ho\u0302\u0323i": 1}, '{"Hội":1}'),
        ('"\\\n', '"\\"\\\\\\n"'),
    ],
)
def test_canonical_text(value: object, text: str) -> None:
    assert canonical.encode(value) == text


@pytest.mark.parametrize(
    "value",
    [0.5, {"a": [0.5]}, math.nan, [None], {1: "a"}, {"a", "b"}, b"a", Decimal("NaN"), Decimal("Infinity"), object()],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical.encode(value)


# A whole number of a book has 64 bits at most; one of more than thirty digits is refused when it is read.
plain = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(plain)
def test_reading_and_writing_again_gives_the_same_text(value: object) -> None:
    text = canonical.encode(value)
    assert canonical.encode(canonical.decode(text)) == text
    assert json.loads(text) == canonical.plain(value)


@given(st.dictionaries(st.text(max_size=3), st.integers(), max_size=6))
def test_the_order_of_members_does_not_matter(value: dict[str, int]) -> None:
    assert canonical.digest(value) == canonical.digest(dict(reversed(value.items())))


def test_a_number_with_a_point_never_comes_back_as_a_binary_one() -> None:
    assert canonical.decode('{"a": 8.5}') == {"a": "8.5"}


@pytest.mark.parametrize("value", [None, 5, b"{}", 1.5])
def test_what_is_no_text_at_all_is_told_as_unreadable(value: Any) -> None:
    """A damaged row may hold another kind of value than its column says."""
    with pytest.raises(canonical.Unreadable):
        canonical.decode(value)
