"""A bloc's own letter as a Word file with named fields: read, held to what is safe, filled in.

A field is `{{its name}}`; a row of a table with fields of a line (`{{dòng.…}}`) is repeated, one row in a whole file.
There are no expressions: a name is looked up and its text put in its place, escaped. Word parts a text into runs as it
likes; the runs of a paragraph are joined before looking. Nothing that runs or fetches is let in: no macros, embedded
objects, linked files or field codes beyond page numbers and references.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

import docx
from docx.oxml.ns import qn

from models.rules.errors import BadInput
from models.rules.number.text import clean, fold
from printing.word.file import saved

LIMIT: Final = 10 * 1024 * 1024
UNPACKED: Final = 100 * 1024 * 1024
FIELD: Final = re.compile(r"\{\{\s*([^{}]{1,80}?)\s*\}\}")
LINE: Final = "dong."
"""What the names of a line's fields begin with, folded."""
_PARTS: Final = re.compile(r"/word/(document|header\d*|footer\d*|footnotes)\.xml")
_RUNS: Final = ("vbaproject", "/activex/", "/embeddings/", "macro")
_CODES: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "REF", "TOC", "SEQ", "HYPERLINK"})
_LINKED: Final = "attachedTemplate"
_DAMAGED: Final = (
    BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
)
"""What zipfile, lxml (its faults are SyntaxErrors) and python-docx raise on a damaged file."""


@dataclass(frozen=True, slots=True)
class Found:
    """The fields of a template in the order they stand, each once as it is written; and those of its repeated row."""

    fields: tuple[str, ...]
    of_line: tuple[str, ...]


def known(name: str) -> str:
    """By what a field is looked up: marks, case and blanks of its name do not count."""
    return fold(name).replace("_", "-").replace(" ", "-")


def inspect(content: bytes, offered: Sequence[str]) -> Found:
    """What fields a file has. Refusals (BadInput): `template.not_word`, `template.too_big` (facts: `limit`),
    `template.runs` (facts: `what`), `template.two_rows`, `template.unknown_field` (facts: `fields`, those that are not
    `offered`), `template.no_field`.
    """
    word = _opened(content)
    texts = [text for part in _stories(word) for text in _texts(part)]
    names = list(dict.fromkeys(name for text in texts for name in FIELD.findall(text)))
    if not names:
        raise BadInput("template.no_field")
    unknown = [name for name in names if known(name) not in {known(one) for one in offered}]
    if unknown:
        raise BadInput("template.unknown_field", fields="; ".join(unknown))
    if len(_line_rows(word)) > 1:
        raise BadInput("template.two_rows")
    of_line = tuple(name for name in names if known(name).startswith(LINE))
    if of_line and not _line_rows(word):
        raise BadInput("template.line_outside", fields="; ".join(of_line))
    return Found(tuple(name for name in names if name not in of_line), of_line)


def fill(content: bytes, values: Mapping[str, str], lines: Sequence[Mapping[str, str]], title: str) -> bytes:
    """The Word file with every field's text in its place and the row once for each line. Values by `known` name; one
    without a value becomes "". Refusals as in `inspect`, of what is not let in.
    """
    word = _opened(content)
    rows = _line_rows(word)
    inside = {one for row in rows for one in row.iter(qn("w:p"))}
    for part in _stories(word):
        for one in part.iter(qn("w:p")):
            if one not in inside:
                _fill(one, values)
    for row in rows:
        for line in lines or [{}]:
            made = deepcopy(row)
            row.addprevious(made)
            for one in made.iter(qn("w:p")):
                _fill(one, {**values, **line})
        row.getparent().remove(row)
    return saved(word, title)


# --- what is let in --------------------------------------------------------------------------------------------------


def _opened(content: bytes) -> Any:
    """The file as python-docx reads it, once nothing in it runs or fetches."""
    if len(content) > LIMIT:
        raise BadInput("template.too_big", limit=LIMIT // (1024 * 1024))
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > UNPACKED:
                raise BadInput("template.too_big", limit=LIMIT // (1024 * 1024))
            names = [one.filename.lower() for one in archive.infolist()]
            types = archive.read("[Content_Types].xml").decode("utf-8", "replace").lower()
        found = next((word for word in _RUNS if any(word in f"/{name}" for name in names) or word in types), None)
        if found is not None:
            raise BadInput("template.runs", what="macro hoặc đối tượng nhúng")
        word = docx.Document(BytesIO(content))
        _cut_links(word)
    except BadInput:
        raise
    except _DAMAGED as error:
        raise BadInput("template.not_word") from error
    for part in _stories(word):
        for code in _codes(part):
            if code.split(" ", 1)[0].upper() not in _CODES:
                raise BadInput("template.runs", what=f"mã trường {code.split(' ', 1)[0]}")
        if part.findall(f".//{qn('w:altChunk')}"):
            raise BadInput("template.runs", what="tệp chèn từ ngoài")
    return word


def _cut_links(word: Any) -> None:
    """The link to the template a file was made from is cut; any other link to a file, but a web address, is refused."""
    for part in word.part.package.iter_parts():
        for key, link in list(part.rels.items()):
            if not link.is_external:
                continue
            if link.reltype.endswith(_LINKED):
                for element in part.element.findall(qn("w:attachedTemplate")) if hasattr(part, "element") else ():
                    part.element.remove(element)
                del part.rels[key]
            elif not (link.reltype.endswith("/hyperlink") and re.match(r"(https?|mailto):", link.target_ref)):
                raise BadInput("template.runs", what="liên kết ra tệp ngoài")


def _codes(part: Any) -> Iterator[str]:
    """Word's own field codes, runs of one field joined."""
    for paragraph in part.iter(qn("w:p")):
        said: list[str] = []
        for node in paragraph.iter(qn("w:instrText"), qn("w:fldChar")):
            if node.tag == qn("w:instrText"):
                said.append(node.text or "")
            elif said:
                yield "".join(said).strip()
                said = []
        if said:
            yield "".join(said).strip()
    for simple in part.iter(qn("w:fldSimple")):
        yield str(simple.get(qn("w:instr"), "")).strip()


# --- fields ----------------------------------------------------------------------------------------------------------


def _stories(word: Any) -> list[Any]:
    """The body, headers, footers, notes."""
    parts = sorted(word.part.package.iter_parts(), key=lambda part: str(part.partname))
    return [part.element for part in parts if _PARTS.fullmatch(str(part.partname)) and hasattr(part, "element")]


def _texts(part: Any) -> Iterator[str]:
    for paragraph in part.iter(qn("w:p")):
        yield "".join(node.text or "" for node in _nodes(paragraph))


def _nodes(paragraph: Any) -> list[Any]:
    """The texts of a paragraph itself, not those of a box or table inside it."""
    return [node for node in paragraph.iter(qn("w:t")) if next(node.iterancestors(qn("w:p"))) is paragraph]


def _line_rows(word: Any) -> list[Any]:
    """Rows of tables with fields of a line, the innermost row of each."""
    rows: dict[int, Any] = {}
    for part in _stories(word):
        for paragraph in part.iter(qn("w:p")):
            text = "".join(node.text or "" for node in _nodes(paragraph))
            row = next(paragraph.iterancestors(qn("w:tr")), None)
            if row is not None and any(known(name).startswith(LINE) for name in FIELD.findall(text)):
                rows[id(row)] = row
    return list(rows.values())


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    """Each field's text in the run its first letter stands in; what Word had put into further runs is taken out."""
    nodes = _nodes(paragraph)
    text = "".join(node.text or "" for node in nodes)
    for found in reversed(list(FIELD.finditer(text))):
        value = clean(values.get(known(found[1]), "")).replace("\n", "; ")
        place = 0
        for node in nodes:
            own = node.text or ""
            start, end = max(found.start() - place, 0), min(found.end() - place, len(own))
            if start < end:
                first = place <= found.start()
                node.text = own[:start] + (value if first else "") + own[end:]
                node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            place += len(own)
