"""The typeface of every paper: its faces, how wide text is, and whether each letter can be drawn.

ReportLab leaves out a letter its font lacks without a word; so every string passes `prepare` before it is drawn.
Only Tinos is used (metric twin of Times New Roman, all 134 Vietnamese letters); no face of the PDF viewer may be named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from models.rules.errors import Refusal

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"
_FILES = {REGULAR: "Regular", BOLD: "Bold", ITALIC: "Italic", BOLD_ITALIC: "BoldItalic"}
# Letters that say nothing on paper or have a plain twin in the font.
_TWINS = str.maketrans({**dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad\u2060\r"), "\u2011": "-"})
_TWINS |= str.maketrans("\u202f\u2007\t\u2028\u2029", "\u00a0\u00a0 \n\n")


def face(bold: bool = False, italic: bool = False) -> str:
    """The name of the face of this weight and slope."""
    return (BOLD_ITALIC if italic else BOLD) if bold else (ITALIC if italic else REGULAR)


@cache
def register() -> None:
    """Makes the four faces known to ReportLab, once per process."""
    for name, suffix in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"Tinos-{suffix}.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)


def _font(name: str) -> TTFont:
    register()
    font = pdfmetrics.getFont(name)
    assert isinstance(font, TTFont)
    return font


@cache
def _advances(name: str) -> dict[str, float]:
    """Letter → its advance in a face of size 1."""
    widths = _font(name).face.charWidths
    return {chr(code): width / 1000 for code, width in widths.items()}


@cache
def letters() -> frozenset[str]:
    """The letters every face can draw, and the line break."""
    faces = (frozenset(map(chr, _font(name).face.charToGlyph)) for name in _FILES)
    return frozenset.intersection(*faces) | {"\n"}


@lru_cache(16384)
def _prepared(text: str) -> tuple[str, str]:
    """The text as it is drawn and the first letter the font lacks (or "")."""
    shown = unicodedata.normalize("NFC", text).translate(_TWINS)
    lacking = set(shown) - letters()
    return shown, min(lacking, key=shown.index) if lacking else ""


_HEARD: ContextVar[list[str] | None] = ContextVar("heard", default=None)


@contextmanager
def heard() -> Iterator[list[str]]:
    """Every string prepared inside the block, in the order in which papers say them."""
    texts: list[str] = []
    token = _HEARD.set(texts)
    try:
        yield texts
    finally:
        _HEARD.reset(token)


def prepare(text: str, place: str) -> str:
    """The text in NFC without invisible letters.

    Refuses what the font cannot draw: `paper.missing_glyph(letter, codepoint, place, text)`.
    """
    shown, lacking = _prepared(text)
    if lacking:
        raise Refusal(
            "paper.missing_glyph",
            letter=lacking,
            codepoint=f"U+{ord(lacking):04X}",
            place=place,
            text=_around(shown, lacking),
        )
    texts = _HEARD.get()
    if texts is not None:
        texts.append(shown)
    return shown


def _around(text: str, letter: str) -> str:
    at = text.index(letter)
    return ("…" if at > 20 else "") + text[max(0, at - 20) : at + 21] + ("…" if at + 21 < len(text) else "")


def forget() -> None:
    """Empties what is remembered of texts (not of the faces); for measuring how long fresh papers take."""
    _prepared.cache_clear()
    lines.cache_clear()
    width.cache_clear()


@lru_cache(65536)
def width(text: str, name: str, size: float) -> float:
    """How wide prepared text is, in points; of several lines the widest."""
    if "\n" in text:
        return max(width(line, name, size) for line in text.split("\n"))
    advance = _advances(name)
    return sum(map(advance.__getitem__, text)) * size


@lru_cache(32768)
def lines(text: str, name: str, size: float, room: float) -> tuple[str, ...]:
    """Prepared text in lines no wider than `room` points, broken at spaces and inside a word wider than a line."""
    done: list[str] = []
    space = width(" ", name, size)
    for paragraph in text.split("\n"):
        if width(paragraph, name, size) <= room:
            done.append(paragraph.rstrip(" "))
            continue
        line, used = "", 0.0
        for word in paragraph.split(" "):
            longer = (used + space if line else 0.0) + width(word, name, size)
            if longer <= room:
                line, used = (f"{line} {word}" if line else word), longer
                continue
            if line:
                done.append(line)
            *whole, line = _broken(word, name, size, room)
            done.extend(whole)
            used = width(line, name, size)
        done.append(line)
    return tuple(done)


def _broken(word: str, name: str, size: float, room: float) -> list[str]:
    """A word in pieces that fit; at least one letter each, however narrow the room."""
    advance, pieces, piece, used = _advances(name), [], "", 0.0
    for letter in word:
        step = advance[letter] * size
        if piece and used + step > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += letter
        used += step
    return [*pieces, piece]


def longest_word(text: str, name: str, size: float) -> float:
    """The width of the widest word (no-break spaces are of it): the narrowest room in which no word is broken."""
    return max((width(word, name, size) for word in re.split(r"[ \n]", text)), default=0.0)


def shrink(text: str, name: str, size: float, room: float, least: float = 7.0) -> float:
    """The size at which a one-line text fits its room, never below `least`."""
    wide = width(text, name, size)
    return size if wide <= room else max(least, size * room / wide)
