"""The bundled fonts hold every sign we write: ReportLab leaves out what a font lacks, without a word."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FACES = sorted(FONTS.glob("*.ttf"))
TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng


def vietnamese_letters() -> list[str]:
    """The 134 letters Vietnamese adds to a-z, both cases, each as one code point."""
    letters = list("ăâđêôơư")
    for vowel in "aăâeêioôơuưy":
        letters += [unicodedata.normalize("NFC", vowel + tone) for tone in TONES]
    return letters + [letter.upper() for letter in letters]


def lacks(file: Path, signs: str) -> str:
    glyphs = TTFont(file.stem, str(file)).face.charToGlyph
    return "".join(sign for sign in signs if ord(sign) not in glyphs)


def test_there_are_134_letters() -> None:
    letters = vietnamese_letters()
    assert len(letters) == len(set(letters)) == 134
    assert all(len(letter) == 1 for letter in letters)


def test_the_faces_are_those_the_program_asks_for() -> None:
    assert [file.name for file in FACES] == [
        "IBMPlexSans-Bold.ttf",
        "IBMPlexSans-Italic.ttf",
        "IBMPlexSans-Regular.ttf",
        "Tinos-Bold.ttf",
        "Tinos-BoldItalic.ttf",
        "Tinos-Italic.ttf",
        "Tinos-Regular.ttf",
    ]


@pytest.mark.parametrize("file", FACES, ids=lambda file: file.stem)
def test_every_face_holds_every_sign_we_write(file: Path) -> None:
    ascii_signs = "".join(map(chr, range(0x20, 0x7F)))
    assert lacks(file, "".join(vietnamese_letters()) + ascii_signs + "–—“”‘’…×÷−≥≤≠½%§·•→") == ""


def test_a_missing_sign_is_noticed() -> None:
    assert lacks(FONTS / "Tinos-Regular.ttf", "ệ☐漢") == "☐漢"


@pytest.mark.parametrize("file", FACES, ids=lambda file: file.stem)
def test_digits_stand_under_each_other(file: Path) -> None:
    widths = TTFont(file.stem, str(file)).face.charWidths
    assert len({widths[ord(digit)] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("family", ["IBMPlexSans", "Tinos"])
def test_a_bold_number_is_as_wide_as_a_plain_one(family: str) -> None:
    """A unit's row turns bold when it wins; its points stay in their column."""
    faces = [TTFont(file.stem, str(file)).face for file in FACES if file.name.startswith(family)]
    assert len({face.charWidths[ord("0")] for face in faces}) == 1


@pytest.mark.parametrize("family", ["IBMPlexSans", "Tinos"])
def test_the_licence_lies_beside_the_font(family: str) -> None:
    text = (FONTS / f"{family}-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
