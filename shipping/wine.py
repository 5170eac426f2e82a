"""Windows programs run on Linux: a Wine of our own in one folder, a screen, and every call with a time limit.

What Wine 8 lacks of Windows 10 is stood in for by three small libraries (`stubs/`) in the prefix's system folder; they
never come near the product's folder. Output goes through pipes: a plain file as output breaks Python 3.13 on Wine 8.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STUBS: Final = Path(__file__).resolve().parent / "stubs"
STUB_MARK: Final = b"SOKHOI-WINE-STUB"
_STUB_LIBRARIES: Final = {"bcryptprimitives": ["-ladvapi32"], "mscms": [], "icuuc": []}

PROGRAMS: Final = {
    "wine": "wine",
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "Xvfb": "xvfb",
    "openbox": "openbox",
}
"""Program -> Debian package that has it (`wine64` comes with `wine`)."""
SCREEN: Final = "1366x768x24"
CUT_OFF: Final = 124
"""The exit status of what was stopped at its limit."""


class Trouble(Exception):
    """Wine itself could not be brought up; the text says what it said."""


class NoTime(Trouble):
    """The time given to everything together is over; `text` is what the program had written till then."""

    def __init__(self, text: str = "") -> None:
        super().__init__("no time was left")
        self.text = text


class Allowance:
    """Seconds given to many steps together, each of which has a limit of its own too; without a number as many as it
    takes."""

    def __init__(self, seconds: int | None = None) -> None:
        self._end = None if seconds is None else int(time.monotonic()) + seconds

    def of(self, limit: int) -> int:
        """The seconds a step that ends after `limit` may take; NoTime when none are left."""
        left = limit if self._end is None else min(limit, self._end - int(time.monotonic()))
        if left <= 0:
            raise NoTime
        return left


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended: its exit status (`CUT_OFF`: stopped at its limit) and all it wrote."""

    code: int
    text: str


class Wine:
    """One Wine prefix below `home`, with a home folder of its own, so that no document of this machine is touched."""

    def __init__(self, home: Path, display: str, allowance: Allowance) -> None:
        self._home = home
        self._allowance = allowance
        self._user = home / "home"
        self._environment = {
            **os.environ,
            "HOME": str(self._user),
            "WINEPREFIX": str(home / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": os.environ.get("WINEDEBUG", "-all"),
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=;mscms=n,b",
            "DISPLAY": display,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        for name in ("QT_QPA_PLATFORM", "XDG_CONFIG_HOME", "PYTHONPATH"):
            self._environment.pop(name, None)

    @property
    def drive(self) -> Path:
        """What Windows programs see as C:."""
        return self._home / "prefix" / "drive_c"

    def boot(self) -> None:
        """Make the prefix, with the stand-ins in its system folder."""
        self._user.mkdir(parents=True, exist_ok=True)
        booted = self.run("wineboot", "--init", limit=300)
        system = self.drive / "windows" / "system32"
        if not system.is_dir():
            raise Trouble(f"wineboot made no prefix ({booted.code}):\n{booted.text}")
        for name, libraries in _STUB_LIBRARIES.items():
            made = system / f"{name}.dll"
            source = STUBS / f"{name}.c"
            command = ["x86_64-w64-mingw32-gcc", "-shared", "-Os", "-s", "-o", str(made), str(source), *libraries]
            made.unlink(missing_ok=True)
            if subprocess.run(command, check=False, timeout=self._allowance.of(120)).returncode:
                raise Trouble(f"{source.name} was not compiled")

    def run(
        self, *command: str, limit: int, cwd: Path | None = None, variables: Mapping[str, str] | None = None
    ) -> Done:
        """Run one Windows program to its end or to `limit` seconds; NoTime when all time together ends before that."""
        given = self._allowance.of(limit)
        started = subprocess.Popen(
            ["wine", *command],
            cwd=cwd,
            env={**self._environment, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            text, _ = started.communicate(timeout=given)
            code = started.returncode
        except subprocess.TimeoutExpired:
            code, text = _cut_off(started)
        said = text.decode("utf-8", errors="replace").replace("\r\n", "\n")
        if code == CUT_OFF and given < limit:
            raise NoTime(said)
        return Done(code, said)

    def start(self, *command: str, variables: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a Windows program that goes on running; whoever starts it ends it."""
        return subprocess.Popen(
            ["wine", *command],
            env={**self._environment, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def stop(self) -> None:
        """End everything that runs in this prefix."""
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            subprocess.run(["wineserver", "-k"], env=self._environment, timeout=30, capture_output=True)


def _cut_off(started: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """End a program that has not ended, with what it had written. One that has ended while something that it left
    behind keeps its output open gives its own status."""
    code = started.poll()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    try:
        text, _ = started.communicate(timeout=10)
    except subprocess.TimeoutExpired as kept_open:
        text = kept_open.output or b""
    return CUT_OFF if code is None else code, text


def lacking() -> list[str]:
    """Debian packages for the programs that this machine has not."""
    return [package for program, package in PROGRAMS.items() if not shutil.which(program)]


def on_windows_drive(path: Path) -> str:
    """A path of this machine as Wine's programs name it."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A virtual screen with a window manager, without which Wine draws a maximised window wrong; gives its name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    manager = None
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise Trouble("Xvfb did not start")
        display = f":{number}"
        manager = subprocess.Popen(
            ["openbox"],
            env={**os.environ, "DISPLAY": display},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        yield display
    finally:
        for one in (manager, server):
            if one is not None:
                one.terminate()
                try:
                    one.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    one.kill()
