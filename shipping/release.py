"""Which release is built: its version, the day of its commit, and how Windows is told."""

from __future__ import annotations

import json
import os
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
EPOCH: Final = "SOURCE_DATE_EPOCH"
"""The moment every file of a package bears; set by `environment` to that of the commit."""

_WINDOWS: Final = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("042A04B0", [
      StringStruct("CompanyName", "Sổ Khối"),
      StringStruct("FileDescription", "Sổ Khối: sổ công tác của thư ký khối thi đua"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "SoKhoi"),
      StringStruct("OriginalFilename", "SoKhoi.exe"),
      StringStruct("ProductName", "Sổ Khối"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x042A, 1200])]),
  ],
)
"""


@dataclass(frozen=True, slots=True)
class Release:
    """A version, its day, and the two files that say it: for the program itself and for Windows' properties."""

    version: str
    day: date
    stamp: str
    windows_version: str


def version(root: Path = ROOT) -> str:
    """The version in pyproject.toml."""
    found: str = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return found


def moment(root: Path = ROOT) -> int:
    """Seconds of the commit that is built; of a tree without git the youngest file's."""
    if EPOCH in os.environ:
        return int(os.environ[EPOCH])
    said = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False)
    if said.returncode == 0 and said.stdout.strip():
        return int(said.stdout)
    return int(max(path.stat().st_mtime for path in root.glob("*.*")))


def environment(root: Path = ROOT) -> dict[str, str]:
    """What makes two builds of one commit alike: one moment, one order of sets."""
    return {EPOCH: str(moment(root)), "PYTHONHASHSEED": "0"}


def write(folder: str, root: Path = ROOT) -> Release:
    """Write into `folder` what the package says of itself."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    number = version(root)
    day = datetime.fromtimestamp(moment(root), UTC).date()
    stamp, windows = place / "release.json", place / "windows_version.py"
    stamp.write_text(json.dumps({"version": number, "day": day.isoformat()}) + "\n", encoding="utf-8")
    numbers = tuple([*map(int, number.split(".")), 0, 0, 0, 0][:4])
    windows.write_text(_WINDOWS.format(numbers=numbers, version=number), encoding="utf-8")
    return Release(number, day, str(stamp), str(windows))
