"""Mã đối chiếu: shown in groups, typed back with the slips people make, wrong groups named."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.number import codes
from models.rules.number.text import keys_meant

PRINT = hashlib.sha256(b"so").hexdigest()
FINGERPRINTS = st.binary(min_size=32, max_size=32).map(bytes.hex)


def test_groups_are_the_first_120_bits() -> None:
    assert codes.shown("0" * 64) == "0000 0000 0000 0000 0000 0000"
    assert codes.shown("f" * 64) == "ZZZZ ZZZZ ZZZZ ZZZZ ZZZZ ZZZZ"
    assert codes.shown("00000" * 5 + "00001" + "f" * 34) == "0000 0000 0000 0000 0000 0001"


@given(FINGERPRINTS)
def test_groups_read_back_are_the_number(fingerprint: str) -> None:
    number = 0
    for sign in "".join(codes.groups(fingerprint)):
        number = number * 32 + codes.SIGNS.index(sign)
    assert number == int(fingerprint[:30], 16)
    assert not set("ILOU") & set(codes.shown(fingerprint))


@given(FINGERPRINTS, st.sampled_from(["", " ", "-", "  ", ". "]), st.booleans())
def test_typing_forgives_case_spaces_and_look_alikes(fingerprint: str, between: str, lower: bool) -> None:
    typed = between.join(codes.groups(fingerprint)).replace("0", "O").replace("1", "l")
    assert codes.wrong_group(typed.lower() if lower else typed, fingerprint) == 0


@given(FINGERPRINTS, st.integers(0, 23), st.sampled_from(codes.SIGNS))
def test_one_wrong_sign_names_its_group(fingerprint: str, at: int, sign: str) -> None:
    signs = "".join(codes.groups(fingerprint))
    typed = signs[:at] + sign + signs[at + 1 :]
    assert codes.wrong_group(typed, fingerprint) == (0 if signs[at] == sign else at // 4 + 1)


@pytest.mark.parametrize(
    ("typed", "group"),
    [("", 1), ("  ", 1), (codes.shown(PRINT)[:-1], 6), (codes.shown(PRINT) + "A", 7), (codes.shown(PRINT)[:4], 2)],
)
def test_too_little_and_too_much_are_wrong(typed: str, group: int) -> None:
    assert codes.wrong_group(typed, PRINT) == group


def telex(keys: str) -> str:
    """What a Vietnamese keyboard (Telex) makes of keys, as far as codes need it: w, dd, aa, ee, and a tone on the
    vowel before it."""
    made: list[str] = []
    tones = {"S": "\u0301", "F": "\u0300", "R": "\u0309", "X": "\u0303", "J": "\u0323"}
    for key in keys:
        vowel = next((n for n in reversed(range(len(made))) if made[n][0] in "AEYÂÊĂƯ"), None)
        if key == "W" and made and made[-1] == "A":
            made[-1] = "Ă"
        elif key == "W":
            made.append("Ư")
        elif made and made[-1] == key and key in "DAE":
            made[-1] = {"D": "Đ", "A": "Â", "E": "Ê"}[key]
        elif key in tones and vowel is not None and len(made[vowel]) == 1:
            made[vowel] += tones[key]
        else:
            made.append(key)
    return unicodedata.normalize("NFC", "".join(made))


@given(FINGERPRINTS)
def test_a_vietnamese_keyboard_left_on_is_understood(fingerprint: str) -> None:
    """A code typed with Telex on comes out with Ư, Đ and tones; each group is a word of its own."""
    typed = " ".join(telex(group) for group in codes.groups(fingerprint))
    doubled = re.search(r"(AAA|EEE|DDD)", codes.shown(fingerprint))  # the third key takes the mark back
    if doubled is None:
        assert codes.wrong_group(typed, fingerprint) == 0, typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hưx", "hwx"), ("đ", "dd"), ("áb", "asb"), ("áb", "abs"), ("đ", "d9"), ("á", "a1"), ("ư", "u7")],
)
def test_what_keys_made_a_letter(typed: str, meant: str) -> None:
    assert meant in keys_meant(typed)


def test_plain_letters_mean_themselves() -> None:
    assert keys_meant("HTXSNV 1.2") == ("htxsnv 1.2",)


@pytest.mark.parametrize(
    "typed", ["ổ" * 50, "Sở/Ban/Ngành/Đoàn-thể/Hội-đặc-thù/Trường-Chính-trị", "á" * 5_000, "ế" + "x" * 5_000]
)
def test_a_long_word_that_is_no_code_costs_nothing(typed: str) -> None:
    """Every tone may have been pressed anywhere later in the word: without a bound a pasted line never ends."""
    meant = keys_meant(typed)
    assert meant[0] == typed.casefold() and 2 <= len(meant) <= 1_001
