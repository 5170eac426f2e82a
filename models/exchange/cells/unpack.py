"""Packed files opened with care: what is read is counted, never what is announced, and every trouble is one of ours."""

from __future__ import annotations

import io
import posixpath
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.parsers import expat

from models.exchange.cells.model import Limits, Watch
from models.rules.errors import BadInput

CHUNK: Final = 32_768
ENTRIES: Final = 5_000
DEPTH: Final = 200
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    KeyError,
)
"""What zipfile raises on a damaged archive; `struct.error` is a ValueError's sister and is named where it occurs."""


class Package:
    """The parts of a packed file by name, whatever case its writer used; reading is counted against the limits."""

    def __init__(self, content: bytes, name: str, limits: Limits, watch: Watch) -> None:
        self.name = name
        self._limits, self._watch = limits, watch
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = self._zip.infolist()
        except Exception as error:
            _reraise(error, name)
        if len(infos) > ENTRIES:
            raise BadInput("cells.too_big", file=name, measure="parts", limit=ENTRIES)
        self._parts = {info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in infos}
        self._total = min(sum(info.file_size for info in infos), limits.unpacked)

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._parts

    @property
    def locked(self) -> bool:
        """Whether some part asks for a password."""
        return any(info.flag_bits & 1 for info in self._parts.values())

    def names(self) -> list[str]:
        """The parts' names, folded."""
        return list(self._parts)

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; BadInput `cells.damaged`, `cells.password`, `cells.unpacks_too_big`."""
        info = self._parts.get(part.casefold())
        if info is None:
            raise BadInput("cells.part_missing", file=self.name, part=part)
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    self._read += len(chunk)
                    if self._read > self._limits.unpacked:
                        raise BadInput(
                            "cells.unpacks_too_big", file=self.name, limit=self._limits.unpacked // 1_000_000
                        )
                    self._watch.step(min(self._read, self._total), self._total)
                    time.sleep(0)
                    yield chunk
        except BadInput:
            raise
        except Exception as error:
            _reraise(error, self.name)

    def small(self, part: str, most: int = 1_000_000) -> bytes:
        """A part that has to be short, whole."""
        found = b""
        for chunk in self.chunks(part):
            found += chunk
            if len(found) > most:
                raise BadInput("cells.broken_part", file=self.name, part=part)
        return found


def _reraise(error: Exception, name: str) -> None:
    import lzma
    import struct

    if isinstance(error, RuntimeError) and not isinstance(error, (NotImplementedError, RecursionError)):
        raise BadInput("cells.password", file=name) from error
    if isinstance(error, (*_DAMAGED, struct.error, lzma.LZMAError)):
        raise BadInput("cells.damaged", file=name) from error
    raise error


class Handler:
    """What an XML reader gets to hear; names come without their prefix, attributes by their names without prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Characters between two tags, whole."""


def local(name: str) -> str:
    """A name without its namespace prefix, so that every flavour of a format reads alike."""
    return name.rpartition(":")[2] if ":" in name else name


def parse(package: Package, part: str, handler: Handler) -> None:
    """Send a part through a handler. BadInput `cells.broken_part`, and `cells.has_dtd` for a part with a DTD."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65_536
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise BadInput("cells.broken_part", file=package.name, part=part)
        if ":" in name:
            name = name.rpartition(":")[2]
        handler.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name.rpartition(":")[2] if ":" in name else name)

    def no_dtd(*_: Any) -> None:
        raise BadInput("cells.has_dtd", file=package.name, part=part)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = no_dtd
    try:
        for chunk in package.chunks(part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:
        raise BadInput("cells.broken_part", file=package.name, part=part) from error
    except ValueError as error:
        if "encoding" not in str(error):
            raise
        raise BadInput("cells.broken_part", file=package.name, part=part) from error


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its local name ("r:id" is "id"); "" when it is not there."""
    found = attributes.get(name)
    if found is not None:
        return found
    return next((value for key, value in attributes.items() if local(key) == name), "")


class Relations(Handler):
    """The relations of a part: id -> (last word of the type, part it leads to)."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a relation that leads inside the file."""
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(self._folder, target)
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found[attributes.get("Id", "")] = kind, posixpath.normpath(path)


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part ("" for the whole file), empty when it has none."""
    folder, _, base = part.rpartition("/")
    where = f"{folder}/_rels/{base}.rels" if part else "_rels/.rels"
    where = where.lstrip("/")
    if where not in package:
        return {}
    handler = Relations(folder)
    parse(package, where, handler)
    return handler.found
