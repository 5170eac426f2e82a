"""LibreOffice Calc as a second computer of our formulas: one call for all files; nothing without it."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

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
    """The workbooks opened, computed anew and saved; None where there is no Calc."""
    soffice = program()
    if soffice is None:
        return None
    profile = folder / "lo" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    out = folder / "tinh-lai"
    command = [soffice, f"-env:UserInstallation={(folder / 'lo').as_uri()}", "--headless", "--convert-to", "xlsx"]
    names = [str(path) for path in paths]
    done = subprocess.run(
        [*command, "--outdir", str(out), *names], capture_output=True, timeout=300, env=environment(), check=False
    )
    made = [out / path.name for path in paths]
    return made if done.returncode == 0 and all(path.exists() for path in made) else None


@cache
def works(folder: Path) -> bool:
    """Whether Calc is there and really computes: a formula with a wrong value beside it comes back right."""
    folder.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    book.save(folder / "thu.xlsx")
    made = recalculated([folder / "thu.xlsx"], folder)
    return made is not None and load_workbook(made[0], data_only=True).worksheets[0]["A1"].value == 2
