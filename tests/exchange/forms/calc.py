"""LibreOffice Calc as a second computer of our formulas: one call for all files, in pieces where they are many."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook, load_workbook

THOUSANDTH: Final = 0.0005
PIECE: Final = 100
"""Files of one call: after some 240 LibreOffice gives up without a word."""
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is; `SO_KHOI_SOFFICE` names another one."""
    return os.environ.get("SO_KHOI_SOFFICE") or shutil.which("soffice")


def environment() -> dict[str, str]:
    """Under which it is started: file names are read as UTF-8."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def recalculated(paths: list[Path], folder: Path) -> list[Path] | None:
    """The workbooks opened, computed anew and saved, `PIECE` of them a call; None where there is no Calc. RuntimeError
    when it did not give back all of them.
    """
    soffice = program()
    if soffice is None:
        return None
    profile = folder / "lo" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    out = folder / "tinh-lai"
    command = [soffice, f"-env:UserInstallation={(folder / 'lo').as_uri()}", "--headless", "--convert-to", "xlsx"]
    for start in range(0, len(paths), PIECE):
        _call([*command, "--outdir", str(out)], paths[start : start + PIECE], out)
    return [out / path.name for path in paths]


def _call(command: list[str], paths: list[Path], out: Path) -> None:
    done = subprocess.run(
        [*command, *map(str, paths)], capture_output=True, timeout=300 + 6 * len(paths), env=environment(), check=False
    )
    lost = [path.name for path in paths if not (out / path.name).exists()]
    if done.returncode or lost:
        raise RuntimeError(
            f"soffice {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}, without {lost[:3]}"
        )


@cache
def works(folder: Path) -> bool:
    """Whether Calc is there and really computes: a formula with a wrong value beside it comes back right."""
    folder.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    book.save(folder / "thu.xlsx")
    made = recalculated([folder / "thu.xlsx"], folder)
    return made is not None and load_workbook(made[0], data_only=True).worksheets[0]["A1"].value == 2


def apart(path: Path, again: Path) -> tuple[int, list[str]]:
    """How many formulas there are, and those whose value beside them is another than the one computed anew."""
    ours, said, theirs = load_workbook(path, data_only=True), load_workbook(path), load_workbook(again, data_only=True)
    count, found = 0, []
    for page in said.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    count += 1
                    mine, other = (book[page.title][cell.coordinate].value for book in (ours, theirs))
                    if not same(mine, other):
                        found.append(f"{page.title}!{cell.coordinate}: {mine!r} {other!r} {cell.value[:90]}")
    return count, found


def same(one: Any, other: Any) -> bool:
    """Equal texts, or numbers equal to the thousandth."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < THOUSANDTH
    return (one or "") == (other or "")
