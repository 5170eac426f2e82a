"""Files outside the book, read and written with the system's trouble told as FileTrouble.

A file is put in place whole (`models.file.disk`), so that half of one is never seen.
The book itself, with its journal and lock, is opened by `models.file`.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from models.file import disk, header
from models.file.troubles import cause, refuse_no_name
from models.rules.errors import FileTrouble

if TYPE_CHECKING:
    from models.file.scratch import Scratch

NAME_LIMIT = 120
"""UTF-16 units of a file's name without its extension: a folder's path and the extension still fit Windows' 260."""
_LONGEST_ENDING = 20
_FORBIDDEN = str.maketrans({**dict.fromkeys(map(chr, range(32)), " "), **dict.fromkeys('/\\:*?"<>|', "-")})


def file_name(said: str, extension: str, taken: Container[str] = ()) -> str:
    """A name every system takes for a file about `said`: NFC, no forbidden letter, no device's name, no blank or stop
    at its end, not too long; the extension is added, never put in the place of one ("v1.5" stays). Of a name in `taken`
    (folded) a second one is made: "tên (2)".
    """
    name = unicodedata.normalize("NFC", said).translate(_FORBIDDEN)
    while len(name.encode("utf-16-le")) > 2 * NAME_LIMIT:
        name = name[:-1]
    name = " ".join(name.split()).rstrip(". ") or "van-ban"
    if disk.is_device(name):
        name = f"_{name}"
    found, more = f"{name}{extension}", 1
    while found.casefold() in taken:
        more += 1
        found = f"{name} ({more}){extension}"
    return found


def with_ending(path: str, ending: str) -> Path:
    """The file a person named, with its ending added where it is not said; "Bảng 1.5" keeps its 5."""
    return Path(path if path.casefold().endswith(ending) else path + ending)


def own_name(said: str) -> str:
    """The name of a file as a book says it, made one that every system takes and that leads to no other folder; its
    ending stays."""
    name = PurePosixPath(unicodedata.normalize("NFC", said).translate(_FORBIDDEN).rstrip(". "))
    return file_name(name.stem, name.suffix[:_LONGEST_ENDING])


def named_beside(path: Path, more: str) -> Path:
    """A name in the folder of `path` that begins as it does and ends in `more`, cut where no disk would take it."""
    return path.with_name(disk.cut(path.stem, disk.LONGEST - len(more.encode())) + more)


def takes(path: Path) -> bool:
    """Whether an existing file can be written: it carries no mark "read-only" and lies where something can be."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write `path` into FileTrouble `file.cannot_write`; `file.bad_name`."""
    refuse_no_name(path)
    try:
        yield
    except OSError as error:
        raise FileTrouble("file.cannot_write", file=path.name, why=cause(error, path)) from error


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn the system's refusal to read `path` into FileTrouble `file.missing`, `file.cannot_read`, `file.bad_name`."""
    refuse_no_name(path)
    try:
        disk.refuse_no_file(path)
        yield
    except FileNotFoundError:
        raise FileTrouble("file.missing", file=path.name) from None
    except OSError as error:
        raise FileTrouble("file.cannot_read", file=path.name, why=cause(error, path)) from error


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place beside `path` to write a file at, put in place whole (`disk.whole`); FileTrouble `file.cannot_write`,
    `file.exists` where a book lies: only a book's own doors write over one."""
    _refuse_a_book(path)
    with writing(path), disk.whole(path) as beside:
        yield beside


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`; an earlier file there stays as it was when that fails, and a book in any case
    (FileTrouble `file.exists`)."""
    _refuse_a_book(path)
    with writing(path):
        disk.write_whole(path, content)


def _refuse_a_book(path: Path) -> None:
    refuse_no_name(path)
    if header.is_book(path):
        raise FileTrouble("file.exists", file=path.name)


def append(path: Path, text: str) -> None:
    """Add to the end of a text file; FileTrouble `file.cannot_write`."""
    with writing(path):
        disk.append(path, text)


def put_aside(path: Path, target: Path) -> None:
    """Give a file another name, in the place of what was there; FileTrouble `file.cannot_write`."""
    with writing(target):
        disk.replace(path, target)


def sweep(path: Path) -> None:
    """Take away a file that was not finished; it refuses nothing, because what went wrong before counts."""
    disk.sweep(path)


class Copies:
    """Copies of files that somebody looks at with a program of the system's, in a folder of ours that nobody else can
    read. It is made with the first copy and goes with `close`; what is still held open then goes with a later sweep.
    """

    def __init__(self) -> None:
        self._folder: Scratch | None = None
        self._taken: dict[str, bytes] = {}

    def put(self, said: str, extension: str, content: bytes) -> Path:
        """A copy named by what is `said`. The same content is not written again; other content of that name gets the
        next one, "tên (2)": the first may be open. FileTrouble `file.cannot_write`.
        """
        import hashlib  # loads OpenSSL: not while a window starts

        from models.file.scratch import scratch

        mark = hashlib.sha256(content).digest()
        if self._folder is not None and not Path(self._folder.name).is_dir():
            self.close()  # somebody swept the system's folder meanwhile
        name = file_name(said, extension, {one for one, held in self._taken.items() if held != mark})
        with writing(Path(name)):
            self._folder = self._folder or scratch()
            place = Path(self._folder.name) / name
            if not place.exists():
                disk.write_whole(place, content)
        self._taken[name.casefold()] = mark
        return place

    def close(self) -> None:
        """Take the copies away."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
            self._taken.clear()


def tell_waiting(listener: Callable[[Path], None]) -> None:
    """From now on `listener` hears of each file that another program holds, before it is tried again."""
    disk.waiting = listener
