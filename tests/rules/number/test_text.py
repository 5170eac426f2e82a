"""Vietnamese text: cleaning, search and sort keys, old fonts, dates."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.errors import BadInput
from models.rules.number import text

ALPHABET = [
    "a",
    "à",
    "ả",
    "ã",
    "á",
    "ạ",
    "ă",
    "ằ",
    "ẳ",
    "ẵ",
    "ắ",
    "ặ",
    "â",
    "ầ",
    "ẩ",
    "ẫ",
    "ấ",
    "ậ",
    "b",
    "c",
    "d",
    "đ",
    "e",
    "è",
    "ẻ",
    "ẽ",
    "é",
    "ẹ",
    "ê",
    "ề",
    "ể",
    "ễ",
    "ế",
    "ệ",
    "g",
    "h",
    "i",
    "ì",
    "ỉ",
    "ĩ",
    "í",
    "ị",
    "k",
    "l",
    "m",
    "n",
    "o",
    "ò",
    "ỏ",
    "õ",
    "ó",
    "ọ",
    "ô",
    "ồ",
    "ổ",
    "ỗ",
    "ố",
    "ộ",
    "ơ",
    "ờ",
    "ở",
    "ỡ",
    "ớ",
    "ợ",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "ù",
    "ủ",
    "ũ",
    "ú",
    "ụ",
    "ư",
    "ừ",
    "ử",
    "ữ",
    "ứ",
    "ự",
    "v",
    "x",
    "y",
    "ỳ",
    "ỷ",
    "ỹ",
    "ý",
    "ỵ",
]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\u0302\u0301", "ấ"),
        ("a\u0301\u0302", "ấ"),
        ("\u00e1\u0302", "ấ"),
        ("a\u0323\u0302", "ậ"),
        ("u\u0323\u031b", "ự"),
        ("\u00d0ồng Nai", "Đồng Nai"),
        ("Sở\u0007 Nội\u200b vụ", "Sở Nội vụ"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("plain", "plain"),
    ],
)
def test_clean(dirty: str, clean: str) -> None:
    assert text.clean(dirty) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing_and_gives_nfc(raw: str) -> None:
    once = text.clean(raw)
    assert text.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.lists(st.sampled_from(ALPHABET), min_size=1, max_size=8))
def test_every_spelling_of_the_same_letters_is_one_text(letters: list[str]) -> None:
    word = "".join(letters)
    assert text.clean(unicodedata.normalize("NFD", word)) == word


def test_fold_finds_without_diacritics() -> None:
    assert text.fold("  Sở  Nội vụ – ĐỒNG Tháp ") == "so noi vu – dong thap"


def test_alphabet_is_in_dictionary_order() -> None:
    shuffled = ALPHABET[:]
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=text.sort_key) == ALPHABET


def test_people_sort_by_given_name() -> None:
    people = ["Trần Văn An", "Lê Thị Ánh", "Nguyễn Văn An", "Phạm Đức Đạt", "Đỗ Ân", "Cao Bá Dũng"]
    assert sorted(people, key=text.name_key) == [
        "Nguyễn Văn An",
        "Trần Văn An",
        "Lê Thị Ánh",
        "Đỗ Ân",
        "Cao Bá Dũng",
        "Phạm Đức Đạt",
    ]


@pytest.mark.parametrize(
    "old", ["Céng hßa x· héi chñ nghÜa ViÖt Nam", "Së Néi vô", "Phßng Néi vô", "Së Y tÕ", "Tr\u00adêng §oµn"]
)
def test_old_font_text_is_recognised(old: str) -> None:
    assert text.looks_like_tcvn3(old)


@pytest.mark.parametrize(
    "good",
    ["Cộng hòa xã hội", "Sở Nội vụ", "Müller", "So Noi vu", "§ 5 © 2025", "Hà Nam", "12 m²", "Đà Lạt", "Tà Lùng", ""],
)
def test_true_text_is_not_taken_for_an_old_font(good: str) -> None:
    assert not text.looks_like_tcvn3(good)


def test_old_font_text_is_converted() -> None:
    assert text.from_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam - §éc lËp - Tù do - H¹nh phóc") == (
        "Cộng hòa xã hội chủ nghĩa Việt Nam - Độc lập - Tự do - Hạnh phúc"
    )


def test_names_are_bounded_and_explained() -> None:
    assert text.check_name("  Hội  Nông dân\n tỉnh ") == "Hội Nông dân tỉnh"
    for bad, code in [(" ", "name.empty"), ("x" * 2000, "name.too_long"), ("x" * 10_000_000, "name.too_long")]:
        with pytest.raises(BadInput) as refused:
            text.check_name(bad)
        assert refused.value.code == code
    with pytest.raises(BadInput) as old:
        text.check_name("Së Néi vô")
    assert (old.value.code, old.value.facts["suggestion"]) == ("name.old_font", "Sở Nội vụ")


def test_both_spellings_of_open_syllables() -> None:
    assert text.spell("Ủy ban, thủy sản, HÒA BÌNH, khỏe", "uỷ") == "Uỷ ban, thuỷ sản, HOÀ BÌNH, khoẻ"
    assert text.spell("Uỷ ban, thuỷ sản, HOÀ BÌNH, khoẻ", "ủy") == "Ủy ban, thủy sản, HÒA BÌNH, khỏe"
    untouched = "quý, huỳnh, hoàn thành, toàn, quà, khoai"
    assert text.spell(untouched, "ủy") == text.spell(untouched, "uỷ") == untouched


@pytest.mark.parametrize("typed", ["5/12/2025", "05-12-2025", "5.12.2025", "2025-12-05", " 05/12/2025 "])
def test_dates_are_read(typed: str) -> None:
    assert text.to_date(typed) == "2025-12-05"


@pytest.mark.parametrize("typed", ["31/02/2025", "12/2025", "5/12/25", "", "hôm nay", "1" * 100, "00/01/2025"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        text.to_date(typed)
    assert refused.value.code == "date.not_a_date"


def test_dates_are_shown_with_zeros_where_the_administration_writes_them() -> None:
    assert [text.show_date(iso) for iso in ("2025-12-05", "2025-03-01", "2025-02-28")] == [
        "05/12/2025",
        "01/3/2025",
        "28/02/2025",
    ]


@pytest.mark.parametrize(
    ("typed", "near", "first", "last", "read"),
    [
        ("29/11", "2026-11-18", "", "9999-12-31", "2026-11-29"),
        ("5-3", "2026-11-18", "", "9999-12-31", "2027-03-05"),
        ("15/2", "2026-11-18", "2025-12-01", "2027-03-31", "2027-02-15"),
        ("15/2", "2026-03-01", "2025-12-01", "2027-03-31", "2026-02-15"),
        ("15/4", "2027-03-01", "2025-12-01", "2027-03-31", "2026-04-15"),
        ("1.12", "2026-01-10", "2025-12-01", "2027-03-31", "2025-12-01"),
        ("29/2", "2026-11-18", "", "9999-12-31", "2028-02-29"),
        ("02/7/2019", "2026-11-18", "2025-12-01", "2027-03-31", "2019-07-02"),
    ],
)
def test_a_day_without_its_year_is_the_nearest_that_fits(
    typed: str, near: str, first: str, last: str, read: str
) -> None:
    assert text.near_date(typed, near, first, last) == read


def test_of_two_days_equally_near_the_later_is_taken() -> None:
    """The first of March before and after 31 August 2027 are 183 days away, both."""
    assert text.near_date("1/3", "2027-08-31") == "2028-03-01"
    assert text.near_date("1/3", "2027-08-30") == "2027-03-01"


@pytest.mark.parametrize("typed", ["31/2", "0/5", "12/13", "29/2", "11", "a/b"])
def test_what_is_no_day_of_the_stretch_is_told(typed: str) -> None:
    with pytest.raises(BadInput, match=r"date\.not_a_date"):
        text.near_date(typed, "2026-11-18", "2025-12-01", "2027-03-31")
