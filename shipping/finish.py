"""Run by the environment's Python after PyInstaller: licences into the package, and what must not be in it.

python -m shipping.finish FOLDER SITE_PACKAGES
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from shipping import notice
from shipping.wine import STUB_MARK

ROOT: Final = Path(__file__).resolve().parents[1]
WINE_MARKS: Final = (b"Wine builtin DLL", b"Wine placeholder DLL", STUB_MARK)
FOREIGN: Final = ("tests", "test", "pip", "setuptools", "pytest", "hypothesis", "tzdata", "shipping", "unittest")
LIMITS: Final = {"windows": 98_000_000, "linux": 195_000_000}
"""Bytes of the folder, all files together."""


def modules(program: Path) -> list[str]:
    """The names of the pure modules in the program's archive."""
    from PyInstaller.archive.readers import CArchiveReader

    names: Iterable[str] = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    return sorted(names)


def intruders(folder: Path, names: Iterable[str]) -> list[str]:
    """What is in the package and must not be: a library of Wine or one that stands in for it, a test, a tool."""
    found = [name for name in names if name.split(".")[0] in FOREIGN]
    for name in notice.files(folder):
        parts = name.removeprefix("_internal/").split("/")
        if parts[0] in FOREIGN:
            found.append(name)
        elif name.lower().endswith((".dll", ".pyd", ".exe")):
            content = (folder / name).read_bytes()
            found += [name for mark in WINE_MARKS if mark in content]
    return found


def strip(folder: Path) -> None:
    """Take the tables for debuggers out of Python's own libraries, which a Python built here keeps (23 MB); those
    of wheels are as their makers shipped them. Left as it is where there is no `strip`.
    """
    tool = shutil.which("strip")
    inside = folder / "_internal"
    libraries = [*inside.glob("libpython*.so*"), *inside.glob("python3.*/lib-dynload/*.so")]
    if tool is not None and libraries:
        subprocess.run([tool, "--strip-unneeded", *map(str, sorted(libraries))], check=True)


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def finish(folder: Path, site: Path) -> list[str]:
    """Write the licences; everything that is wrong with the package, in words of a builder."""
    windows = (folder / "SoKhoi.exe").is_file()
    names = modules(folder / ("SoKhoi.exe" if windows else "SoKhoi"))
    if not windows:
        strip(folder)
    sources = json.loads((ROOT / "build" / "sources.json").read_text(encoding="utf-8"))
    notice.write(folder, names, site, sources)
    wrong = notice.faults(folder) + [f"must not be in the package: {name}" for name in intruders(folder, names)]
    limit = LIMITS["windows" if windows else "linux"]
    if size(folder) > limit:
        wrong.append(f"{size(folder):,} bytes, more than {limit:,}")
    return wrong


if __name__ == "__main__":
    faults = finish(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stderr.write("".join(line + "\n" for line in faults))
    sys.exit(1 if faults else 0)
