"""The package that `dev.py build` made here, beside the program from source: one verb and the time until its help."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tests.bench.start import practice_book
from tests.bench.table import CPU, OF_OTHERS, Row, runs, taking_turns

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ("dist/windows/SoKhoi/SoKhoi.exe" if sys.platform == "win32" else "dist/SoKhoi/SoKhoi")
GOAL = 1.2
WHY = (
    "the loader takes some 15 ms before our first line, whatever is asked: it starts itself twice, to find its "
    "libraries, and unpacks the list of all modules"
)
AREA = "the package"


def rows() -> list[Row]:
    """Start of package and source in turn; where none was built here, the row says so."""
    if not PROGRAM.is_file():
        return [Row(AREA, "start", (), note="not built here: python3 dev.py build, for Windows build --windows")]
    if os.environ.get(CPU):
        return [Row(AREA, "start", (), note=OF_OTHERS)]
    source = [sys.executable, str(ROOT / "main.py")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(*command: str) -> None:
        # Not read: under Wine others keep a pipe open when it has gone. Nor waited for with a limit: POSIX then looks
        # every 50 ms whether it has ended, which is more than what is measured.
        started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        late = threading.Timer(120, started.kill)
        late.start()
        code = started.wait()
        late.cancel()
        if code:
            raise subprocess.CalledProcessError(code, command)

    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "mau.sokhoi"
        practice_book(book)
        made = []
        for name, words in (("--help", ["--help"]), ("rank", ["rank", str(book)])):
            took = taking_turns(
                runs(5),
                package=lambda words=words: run(str(PROGRAM), *words),  # type: ignore[misc]  # a default
                source=lambda words=words: run(*source, *words),  # type: ignore[misc]  # a default
            )
            made.append(Row(AREA, name, took["package"], took["source"], "from source", GOAL, why=WHY))
    return made
