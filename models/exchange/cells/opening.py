"""What a file is, by its bytes and never by its name; then the one reader for it.

A file that is something else is refused with what it is and the way out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from models.exchange.cells.model import LIMITS, Limits, Watch, Workbook
from models.exchange.places import reading
from models.rules.errors import BadInput

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")
_OTHERS: Final = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"SQLite format 3", "book"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_HEAD: Final = 4096


def read_file(path: Path, limits: Limits = LIMITS, watch: Watch | None = None) -> Workbook:
    """Whatever file a person chose, as pages of cells. Raises FileTrouble or BadInput, never another exception."""
    with reading(path):
        size = path.stat().st_size
        if size > limits.packed:
            raise BadInput("cells.too_big", file=path.name, measure="megabytes", limit=limits.packed // 1_000_000)
        with open(path, "rb") as file:
            content = file.read(limits.packed + 1)
    return read(content, path.name, limits, watch)


def read(content: bytes, name: str, limits: Limits = LIMITS, watch: Watch | None = None) -> Workbook:
    """The same for bytes already in hand."""
    watch = watch or Watch()
    if not content.strip():
        raise BadInput("cells.empty_file", file=name)
    if len(content) > limits.packed:
        raise BadInput("cells.too_big", file=name, measure="megabytes", limit=limits.packed // 1_000_000)
    if content.startswith(_OLE):
        return _ole(content, name, limits, watch)
    if content.startswith(b"PK"):
        return _packed(content, name, limits, watch)
    for mark, what in _OTHERS:
        if content.startswith(mark):
            raise BadInput("cells.another_kind", file=name, looks=what)
    return _text(content, name, limits, watch)


def _ole(content: bytes, name: str, limits: Limits, watch: Watch) -> Workbook:
    from models.exchange.cells import xls

    if _ENCRYPTED in content:
        raise BadInput("cells.password", file=name)
    if _WORD in content and "Workbook".encode("utf-16-le") not in content:
        raise BadInput("cells.another_kind", file=name, looks="word")
    return xls.read(content, name, limits, watch)


def _packed(content: bytes, name: str, limits: Limits, watch: Watch) -> Workbook:
    from models.exchange.cells import ods, xlsx
    from models.exchange.cells.unpack import Package

    package = Package(content, name, limits, watch)
    if package.locked:
        raise BadInput("cells.password", file=name)
    parts = package.names()
    if any(part.endswith("workbook.bin") for part in parts):
        raise BadInput("cells.another_kind", file=name, looks="xlsb")
    if "mimetype" in package and b"spreadsheet" in package.small("mimetype"):
        return ods.read_package(package, limits)
    if any(part.startswith("word/") for part in parts):
        raise BadInput("cells.another_kind", file=name, looks="word")
    if any(part.startswith("ppt/") for part in parts):
        raise BadInput("cells.another_kind", file=name, looks="slides")
    if not any(part.endswith("workbook.xml") for part in parts) and "_rels/.rels" not in parts:
        raise BadInput("cells.another_kind", file=name, looks="archive")
    return xlsx.read_package(package, limits)


def _text(content: bytes, name: str, limits: Limits, watch: Watch) -> Workbook:
    from models.exchange.cells import delimited, markup

    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lower()
    if b"mso-application" in head or b'urn:schemas-microsoft-com:office:spreadsheet"' in head:
        raise BadInput("cells.another_kind", file=name, looks="xml")
    if head.lstrip().startswith(b"<") and (b"<html" in head or b"<table" in head or b"<!doctype html" in head):
        return markup.read(delimited.decode(content, name)[0], name, limits, watch)
    if head.lstrip().startswith(b"<?xml"):
        raise BadInput("cells.another_kind", file=name, looks="xml")
    return delimited.read(content, name, limits, watch)
