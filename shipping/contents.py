"""What goes into the package and what stays out; `build.spec` asks here.

Of Qt only what is named goes along. Libraries go along because something that goes along needs them: their closure is
computed anew from what is kept, so that what was collected for a plugin that stays out stays out with it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import Final, TypeAlias

Entry: TypeAlias = tuple[str, str, str]
"""As PyInstaller has it: name inside the package, file on this machine, kind (EXTENSION, BINARY, SYMLINK, DATA)."""

QT_PLUGINS: Final = {
    "platforms": {"qxcb", "qoffscreen", "qwindows"},
    # ibus is how Vietnamese is typed on Linux.
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "printsupport": {"cupsprintersupport"},
    "imageformats": {"qico", "qjpeg", "qsvg"},
    "iconengines": {"qsvgicon"},
    "styles": {"qmodernwindowsstyle"},
}
EXCLUDED_MODULES: Final = (
    *("PIL._avif", "PIL._imagingcms", "PIL._imagingtk", "PIL._webp"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtTest"),
    # python-docx asks lxml for its tree alone.
    *("lxml.ElementInclude", "lxml.cssselect", "lxml.html", "lxml.isoschematron", "lxml.objectify", "lxml.sax"),
    # No network, and no time zone but the machine's. hashlib's scrypt needs libcrypto, which stays.
    *("_ssl", "ssl", "tzdata"),
    *("ensurepip", "hypothesis", "mypy", "numpy", "pip", "pytest", "setuptools", "test", "tkinter", "uharfbuzz"),
    *("unittest", "shipping"),
    # Python's own, which nothing of ours and nothing that goes along asks for while the program works.
    *(
        "_pydecimal",
        "asyncio",
        "bdb",
        "cgi",
        "cmd",
        "code",
        "concurrent.futures.process",
        "curses",
        "doctest",
        "ftplib",
    ),
    *("http.cookiejar", "http.cookies", "http.server", "lib2to3", "multiprocessing", "pdb", "pydoc", "pydoc_data"),
    *("socketserver", "sqlite_utils.cli", "webbrowser", "xmlrpc"),
)
NEEDLESS_HOOKS: Final = ("pyi_rth_inspect", "pyi_rth_pkgutil", "pyi_rth_pyside6")
"""What PyInstaller would run before our first line: it lets `inspect` find sources, of which none go along, and
`pkgutil` list modules, which nothing asks for; the first brings `zipfile` and reads a list of names at every start. The
last loads Qt to tell it where it lies, verbs without a window too; PySide6's own wheels tell it themselves."""
_NEVER: Final = ("translations", "opengl32sw")
"""Qt's own translations hold no Vietnamese; the software renderer is for OpenGL, which nothing here draws with."""


def kept_plugin(name: str) -> bool:
    """Whether a file of Qt's plugins is one the program uses; any other file is none of this question's and is kept."""
    path = PurePath(name.replace("\\", "/"))
    if "plugins" not in path.parts:
        return path.name.split(".")[0] not in _NEVER and not set(_NEVER) & set(path.parts)
    stem = re.sub(r"^lib(?=q|compose|ibus|cups)", "", path.name.split(".")[0])
    return stem in QT_PLUGINS.get(path.parent.name, ())


def is_root(name: str, kind: str) -> bool:
    """Whether a library goes along for its own sake: modules of Python, plugins, Python itself."""
    path = PurePath(name.replace("\\", "/"))
    return kind == "EXTENSION" or "plugins" in path.parts or re.match(r"(lib)?python3", path.name) is not None


def library(name: str) -> str:
    """What a library is known by: its file's name, in small letters because Windows makes no difference."""
    return PurePath(name.replace("\\", "/")).name.lower()


def closure(binaries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Of all that was collected, what the program uses: the roots and what they need, and what that needs in turn.
    `needs` gives the names of the libraries a file of this machine asks for."""
    entries = [entry for entry in binaries if kept_plugin(entry[0])]
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(library(entry[0]), []).append(entry)
    wanted = [entry for entry in entries if is_root(entry[0], entry[2])]
    seen = set(map(id, wanted))
    for entry in wanted:
        asked = [library(entry[1])] if entry[2] == "SYMLINK" else [library(name) for name in needs(entry[1])]
        for name in asked:
            more = [other for other in by_name.get(name, ()) if id(other) not in seen]
            seen.update(map(id, more))
            wanted.extend(more)
    return [entry for entry in entries if id(entry) in seen]


def imported_by(file: str) -> list[str]:
    """The modules a source text imports, for one that goes along as a text and is run as it stands."""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return sorted(named - {"__future__"})
