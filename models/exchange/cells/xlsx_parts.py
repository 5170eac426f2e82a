"""The parts of an XLSX file beside its pages: the list of pages, the shared strings, the styles, comments, names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from models.exchange.cells.formats import BUILT_IN, count, number, shows, unescape
from models.exchange.cells.model import PLAIN, Style
from models.exchange.cells.place import place_of
from models.exchange.cells.unpack import Handler, attribute
from models.rules.errors import BadInput

Run: TypeAlias = tuple[str, str]
"""A piece of a text and the font it names ("" for that of its cell)."""
State: TypeAlias = Literal["visible", "hidden", "very-hidden"]
_STATES: Final[Mapping[str, State]] = {"hidden": "hidden", "veryHidden": "very-hidden"}
_YES: Final = ("1", "true", "on")


def yes(text: str | None) -> bool:
    """Whether an attribute says yes."""
    return text is not None and text.strip().lower() in _YES


class BookPart(Handler):
    """xl/workbook.xml: pages as (name, relation, state), defined names, whether days count from 1904."""

    def __init__(self) -> None:
        self.pages: list[tuple[str, str, State]] = []
        self.defined: dict[str, str] = {}
        self.from_1904 = False
        self._name = ""
        self._data: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take what an element says."""
        if name == "sheet":
            state = _STATES.get(attributes.get("state", ""), "visible")
            self.pages.append((attributes.get("name", ""), relation(attributes), state))
        elif name == "workbookPr":
            self.from_1904 = yes(attributes.get("date1904"))
        elif name == "definedName":
            self._name, self._data = attributes.get("name", ""), []

    def end(self, name: str) -> None:
        """Keep a defined name."""
        if name == "definedName":
            self.defined[self._name] = "".join(self._data)
            self._name = ""

    def text(self, data: str) -> None:
        """What a defined name stands for."""
        if self._name:
            self._data.append(data)


def relation(attributes: Mapping[str, str]) -> str:
    """The relation's id among the attributes: the one with a prefix, since `id` alone is another thing."""
    return next((value for key, value in attributes.items() if key.endswith(":id")), attribute(attributes, "id"))


class Strings(Handler):
    """Texts as `si` or `is` elements hold them: runs joined, what is only for pronunciation left out."""

    def __init__(self) -> None:
        self.found: list[tuple[Run, ...]] = []
        self._runs: list[Run] = []
        self._font = ""
        self._data: list[str] = []
        self._in_text = self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a text, a run, or what is left out."""
        if name == "si" or name == "is":
            self._runs = []
            self._font = ""
        elif name == "r":
            self._font = ""
        elif name == "rFont":
            self._font = attributes.get("val", "")
        elif name == "rPh":
            self._phonetic = True
        elif name == "t" and not self._phonetic:
            self._in_text, self._data = True, []

    def end(self, name: str) -> None:
        """Keep a run, or the whole text."""
        if name == "t" and self._in_text:
            self._in_text = False
            self._runs.append((unescape("".join(self._data)), self._font))
        elif name == "rPh":
            self._phonetic = False
        elif name == "si" or name == "is":
            self.found.append(tuple(self._runs))

    def text(self, data: str) -> None:
        """Characters of a run."""
        if self._in_text:
            self._data.append(data)


class Styles(Handler):
    """xl/styles.xml: what each cell format (`s`) says. Anything it does not know is passed over."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._fonts: list[dict[str, str]] = []
        self._within: list[str] = []
        self.found: list[Style] = []
        self._named: dict[str, Style] = {}
        self._font: dict[str, str] = {}
        self._xf: Mapping[str, str] = {}
        self._alignment: Mapping[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take fonts, number formats and cell formats, each in its own list."""
        self._within.append(name)
        above = self._within[-2] if len(self._within) > 1 else ""
        if name == "numFmt" and above == "numFmts":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "font" and above == "fonts":
            self._font = {}
        elif above == "font" and "fonts" in self._within:
            self._font[name] = attributes.get("val", "1")
        elif name == "xf" and above == "cellXfs":
            self._xf, self._alignment = attributes, {}
        elif name == "alignment" and above == "xf":
            self._alignment = attributes

    def end(self, name: str) -> None:
        """Keep a font or a cell format."""
        self._within.pop()
        above = self._within[-1] if self._within else ""
        if name == "font" and above == "fonts":
            self._fonts.append(self._font)
        elif name == "xf" and above == "cellXfs":
            self.found.append(self._style())

    def _style(self) -> Style:
        key = self._xf.get("numFmtId", "0")
        code = self._formats.get(key) or BUILT_IN.get(count(key, 5) or 0, "")
        place = count(self._xf.get("fontId", "0"), 5)
        font = self._fonts[place] if place is not None and place < len(self._fonts) else {}
        indent = self._alignment.get("indent", "0")
        return Style(
            code,
            shows(code),
            font.get("name", ""),
            yes(font.get("b")),
            yes(font.get("i")),
            number(font.get("sz", "")),
            count(indent, 3) or 0,
            self._alignment.get("horizontal", ""),
            yes(self._xf.get("quotePrefix")),
        )

    def style(self, place: str) -> Style:
        """The style a cell names; a plain one where there is none such."""
        found = self._named.get(place)
        if found is None:
            at = count(place, 6)
            found = self._named[place] = self.found[at] if at is not None and at < len(self.found) else PLAIN
        return found


class Comments(Handler):
    """A page's comments by place."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], str] = {}
        self._ref = ""
        self._data: list[str] = []
        self._in_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a comment or a run of its text."""
        if name == "comment":
            self._ref, self._data = attributes.get("ref", ""), []
        elif name == "t":
            self._in_text = True

    def end(self, name: str) -> None:
        """Keep a comment that stands at an address."""
        if name == "t":
            self._in_text = False
        elif name == "comment":
            place = place_of(self._ref)
            if place is not None:
                self.found[place] = unescape("".join(self._data))

    def text(self, data: str) -> None:
        """Characters of a comment."""
        if self._in_text:
            self._data.append(data)


class Properties(Handler):
    """docProps/custom.xml: the file's own properties by name."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""
        self._data: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a property."""
        if name == "property":
            self._name, self._data = attributes.get("name", ""), []

    def end(self, name: str) -> None:
        """Keep a property."""
        if name == "property":
            self.found[self._name] = "".join(self._data).strip()
            self._name = ""

    def text(self, data: str) -> None:
        """Characters of its value."""
        if self._name:
            self._data.append(data)


def text_place(text: str, strings: list[tuple[Run, ...]], name: str, part: str) -> tuple[Run, ...]:
    """The shared string a cell names by its number; BadInput `cells.broken_part` when there is none such."""
    place = count(text, 8)
    if place is None or place >= len(strings):
        raise BadInput("cells.broken_part", file=name, part=part)
    return strings[place]
