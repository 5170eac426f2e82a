"""Vietnamese text as this program keeps it: one way to write each letter, keys to search and sort by, dates in and out.

Here: cleaning at the entrance, folding, sort keys, the old TCVN3 fonts, checks of a name, civil dates.
Not here: sentences for the user.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final, Literal, TypeAlias

from models.rules.errors import BadInput

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_SHAPES: Final = frozenset("\u0302\u0306\u031b")
_MARK = re.compile("[\u0300-\u036f]")
_ETH = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_NEW_LINE = re.compile("\r\n?|[\u0085\u2028\u2029]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """One way to write each letter: NFC, marks in the right order, Ð as Đ, no control or invisible characters, `\\n`
    for line ends.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", _NEW_LINE.sub("\n", text)))
    if _MARK.search(text):
        text = _reorder(text)
    return text.translate(_ETH)


def _reorder(text: str) -> str:
    """Put the mark that makes a letter (â, ă, ơ) before the mark of its tone, so that the two compose."""
    out: list[str] = []
    marks: list[str] = []
    for char in [*unicodedata.normalize("NFD", text), ""]:
        if char and unicodedata.combining(char):
            marks.append(char)
            continue
        out.extend(sorted(marks, key=lambda mark: mark not in _SHAPES))
        marks.clear()
        out.append(char)
    return unicodedata.normalize("NFC", "".join(out))


def fold(text: str) -> str:
    """The key to search by: no diacritics, no case, single spaces (`Sở Nội vụ` -> `so noi vu`)."""
    bare = _MARK.sub("", unicodedata.normalize("NFD", clean(text).casefold())).replace("đ", "d")
    return _SPACE.sub(" ", bare).strip()


_WORD: Final = re.compile(r"[^\W_]+")


def word_line(text: str) -> str:
    """The words of a text without marks and signs, a space on both ends (" hop khoi thi dua "): so a line of words
    stands in another as whole words only. A single space of a text without words."""
    words = " ".join(_WORD.findall(fold(text)))
    return f" {words} " if words else " "


_TELEX: Final = dict(zip(_TONES, "frxsj", strict=True))
_VNI: Final = dict(zip(f"{_TONES}\u0302\u031b\u0306", "23415678", strict=True))


def keys_meant(text: str) -> tuple[str, ...]:
    """What may have been typed, in lower case, where a Vietnamese keyboard (Telex, VNI) was on while a code was typed:
    `ư` was w, `đ` dd or d9, `á` a and s, the s anywhere after it in the word. The text itself comes first.
    """
    lower = clean(text).casefold()
    if lower.isascii():
        return (lower,)
    words = [_word_keys(word) for word in lower.split(" ")]
    found = [lower]
    for way in (0, 1):
        lines = [""]
        for word in words:
            lines = [f"{line} {one}" if line else one for line in lines for one in word[way]][:_MOST_WAYS]
        found += lines
    return tuple(dict.fromkeys(found))


_MOST_WAYS: Final = 500
"""Ways to have typed a text that are looked at."""
_MOST_TONES: Final = 24


def _word_keys(word: str) -> tuple[list[str], list[str]]:
    """The ways a word may have been typed by Telex and by VNI."""
    telex = vni = ""
    for char in word:
        base, marks = _apart(char)
        tone = next((mark for mark in marks if mark in _TONES), "")
        shape = next((mark for mark in marks if mark not in _TONES), "")
        if char in "đ":
            made = ("dd", "d9")
        elif shape == "\u0302":
            made = (base * 2, base + "6")
        elif shape:
            made = ("w" if base == "u" else base + "w", base + _VNI[shape])
        else:
            made = (base, base)
        telex += made[0] + ("\0" + _TELEX[tone] if tone else "")
        vni += made[1] + ("\0" + _VNI[tone] if tone else "")
    return _first_ways(telex), _first_ways(vni)


def _apart(char: str) -> tuple[str, list[str]]:
    parts = unicodedata.normalize("NFD", char)
    return parts[0], list(parts[1:])


def _first_ways(line: str) -> list[str]:
    """The ways that are looked at; a word of more tones than a code has signs is no code typed with a keyboard on."""
    if line.count("\0") > _MOST_TONES:
        return [line.replace("\0", "")]
    return list(islice(_loosened(line), _MOST_WAYS))


def _loosened(line: str) -> Iterator[str]:
    """A line whose keys of tones (after a zero) may have been pressed there or anywhere later in the word."""
    at = line.find("\0")
    if at < 0:
        yield line
        return
    before, key, rest = line[:at], line[at + 1], line[at + 2 :]
    for later in _loosened(rest):
        for place in range(len(later) + 1):
            yield before + later[:place] + key + later[place:]


def _sort_table() -> dict[str, tuple[str, str, str]]:
    table = {digit: (digit, "0", "0") for digit in "0123456789"}
    table[" "] = ("!", "0", "0")
    for place, letter in enumerate(_LETTERS):
        for tone, mark in enumerate(["", *_TONES]):
            for upper, base in enumerate([letter, letter.upper()]):
                char = unicodedata.normalize("NFC", base + mark)
                if len(char) == 1:
                    table[char] = (chr(64 + place), chr(48 + tone), chr(48 + upper))
    return table


_SORT: Final = _sort_table()


@lru_cache(maxsize=16384)
def sort_key(text: str) -> str:
    """The key of Vietnamese dictionary order: letters first, then tones (ngang huyền hỏi ngã sắc nặng), then small
    before capital.
    """
    parts = [_SORT.get(char) or ("\x7f" + char, "0", "0") for char in clean(text)]
    return "\0".join("".join(part[level] for part in parts) for level in range(3))


def name_key(text: str) -> str:
    """The key of a list of people: given name (the last word) first, then the rest."""
    words = clean(text).split()
    return sort_key(" ".join(words[-1:] + words[:-1]))


# --- old fonts --------------------------------------------------------------------------------------------------------

_TCVN3: Final = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ§¡¢£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĐĂÂÊÔƠƯ",
        strict=True,
    )
)
_TCVN3_TABLE: Final = str.maketrans(_TCVN3)
_VIETNAMESE: Final = frozenset(char for char in _SORT if not char.isascii())
_ONLY_TCVN3: Final = frozenset(_TCVN3) - _VIETNAMESE - frozenset("Ð")
_BEYOND_LATIN1 = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def looks_like_tcvn3(text: str) -> bool:
    """True when the text was typed in a TCVN3 font (.VnTime): its odd signs stand inside words and no true Vietnamese
    letter does.
    """
    text = unicodedata.normalize("NFC", text)
    if text.isascii() or _BEYOND_LATIN1.search(text):
        return False
    odd = mapped = 0
    for word in text.split():
        if any(char.isascii() and char.isalpha() for char in word):
            odd += sum(char in _ONLY_TCVN3 for char in word)
            mapped += sum(char in _TCVN3 for char in word)
    return odd >= 1 and mapped >= 2


def from_tcvn3(text: str) -> str:
    """Turn text of a TCVN3 font into Unicode; letters that are capital only by their font (.VnTimeH) stay small."""
    return clean(unicodedata.normalize("NFC", text).translate(_TCVN3_TABLE))


# --- names ------------------------------------------------------------------------------------------------------------


def check_name(text: str, limit: int = 300) -> str:
    """Clean a one-line name and bound it: BadInput `name.empty`, `name.too_long`, `name.old_font` (facts:
    `suggestion`).
    """
    if len(text) > 10 * limit:
        raise BadInput("name.too_long", length=len(text), limit=limit)
    if looks_like_tcvn3(text):
        raise BadInput("name.old_font", text=clean(text)[:limit], suggestion=from_tcvn3(text)[:limit])
    name = _SPACE.sub(" ", clean(text)).strip()
    if not name:
        raise BadInput("name.empty")
    if len(name) > limit:
        raise BadInput("name.too_long", length=len(name), limit=limit)
    return name


Spelling: TypeAlias = Literal["ủy", "uỷ"]


def _spellings(to: Spelling) -> dict[str, str]:
    """Both ways to write the tone of an open oa, oe, uy: on the first vowel (`hòa`, `ủy`) or on the second (`hoà`,
    `uỷ`).
    """
    table: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in _TONES:
            on_first = unicodedata.normalize("NFC", first + mark) + second
            on_second = first + unicodedata.normalize("NFC", second + mark)
            old, new = (on_second, on_first) if to == "ủy" else (on_first, on_second)
            table[old] = new
    return table


_SPELLINGS: Final = {"ủy": _spellings("ủy"), "uỷ": _spellings("uỷ")}
_OPEN = re.compile(r"(?<![qQ])(?:[oòỏõóọ][aàảãáạeèẻẽéẹ]|[uùủũúụ][yỳỷỹýỵ])(?![^\W\d_])", re.IGNORECASE)


def spell(text: str, spelling: Spelling) -> str:
    """Write the tone of open oa, oe, uy where the bloc writes it: `ủy ban`, `hòa` or `uỷ ban`, `hoà`; `quý`, `huỳnh`
    never change.
    """
    table = _SPELLINGS[spelling]

    def move(match: re.Match[str]) -> str:
        found = match[0]
        swapped = table.get(found.lower(), found.lower())
        return "".join(new.upper() if old.isupper() else new for old, new in zip(found, swapped, strict=True))

    return _OPEN.sub(move, text)


# --- dates ------------------------------------------------------------------------------------------------------------

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TYPED_DATE = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_SHORT_DATE: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})")


def to_date(typed: str) -> str:
    """Read a civil date as typed (`5/12/2025`, `05-12-2025`, `2025-12-05`) into `YYYY-MM-DD`; else BadInput
    `date.not_a_date`.
    """
    text = typed.strip() if len(typed) < 40 else ""
    iso = _ISO.fullmatch(text)
    day_first = _TYPED_DATE.fullmatch(text)
    parts = (iso[1], iso[2], iso[3]) if iso else (day_first[3], day_first[2], day_first[1]) if day_first else None
    try:
        if parts:
            return date(*map(int, parts)).isoformat()
    except ValueError:
        pass
    raise BadInput("date.not_a_date", text=typed[:40])


def near_date(typed: str, near: str, first: str = "", last: str = "9999-12-31") -> str:
    """Read a civil date; one without its year (`29/11`) is the nearest to `near` from `first` to `last`, of two equally
    near ones the later. BadInput `date.not_a_date`, also where no such day lies between.
    """
    short = _SHORT_DATE.fullmatch(typed.strip()) if len(typed) < 40 else None
    if short is None:
        return to_date(typed)
    middle = date.fromisoformat(near)
    found = []
    for year in range(middle.year - 4, middle.year + 5):  # a 29th of February comes at least once in eight years
        try:
            day = date(year, int(short[2]), int(short[1]))
        except ValueError:
            continue
        if first <= day.isoformat() <= last:
            found.append(day)
    if not found:
        raise BadInput("date.not_a_date", text=typed[:40])
    return min(found, key=lambda day: (abs((day - middle).days), -day.toordinal())).isoformat()


def show_date(iso: str) -> str:
    """Write a date as the administration does: `05/12/2025`, `01/3/2025` (a zero before days under 10 and months 1 and
    2).
    """
    year, month, day = iso.split("-")
    return f"{day}/{show_month(int(month))}/{year}"


def show_month(month: int) -> str:
    """`02`, `3`: a zero before months 1 and 2 alone."""
    return f"{month:02d}" if month <= 2 else str(month)


def negated(asked: str) -> str:
    """A clause turned round as Vietnamese says it: "đã ký" -> "chưa ký", "đang bị" -> "không bị", what is
    denied already quoted, else "không …".
    """
    asked = asked if asked[1:2].isupper() else asked[:1].lower() + asked[1:]
    if asked.startswith("đã "):
        return f"chưa {asked[3:]}"
    if asked.startswith(("không ", "chưa ")):
        return f"không phải “{asked}”"
    return f"không {asked.removeprefix('đang ')}"
