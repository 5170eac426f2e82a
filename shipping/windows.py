"""The package for Windows, made and run on this machine: on Debian by Wine, on Windows by itself.

`build` makes dist/windows/SoKhoi, tries the packaged program, and packs it as a zip and as an installer. `check` is the
second stage of CI: tests under a Windows Python, the package, its self-test, one picture.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from shipping import journeys, release, wheels, wine

ROOT: Final = Path(__file__).resolve().parents[1]
HOME: Final = ROOT / "build" / "windows"
FOLDER: Final = ROOT / "dist" / "windows" / "SoKhoi"
LOG: Final = ROOT / "dist" / "windows-log.txt"
"""What `build` said: every step with its second, the self-test's and the journeys' words."""
INSTALLER: Final = ROOT / "shipping" / "installer.nsi"
TESTED: Final = (
    *("tests/file", "tests/keeping", "tests/exchange"),
    *("tests/test_main.py", "tests/test_main_closing.py", "tests/test_main_read.py"),
)
NOT_TESTED: Final = ("tests/test_main.py::test_the_walk_prints", "tests/test_main.py::test_the_program_tests_itself")
"""What the packaged program does itself in the same stage: its self-test and its pictures."""
TESTS_LIMIT: Final = 7200
"""Seconds. A test that hangs ends itself (pyproject.toml); on a slow machine the others may take what they need."""
PACK_LIMIT: Final = 3600
MOST: Final = {".zip": 46_000_000, ".exe": 36_000_000}
"""Bytes of the zip and of the installer; the folder's are in `finish`."""
OLDER: Final = "0.0.1"
"""The version of the installer that is there only to be upgraded: the same folder under a lower number."""

Say = Callable[[str], None]
Variables = Mapping[str, str]
NONE: Final[Variables] = {}


UNABLE: Final = (wheels.NotFetched, wine.Trouble, subprocess.TimeoutExpired)
"""What keeps a stage from running at all, which is not that it failed."""
_FAILED_TEST: Final = re.compile(r"^[.sxX]*[FE][.sxXFE]*( +\[ *\d+%\])?$", re.MULTILINE)
"""A line of pytest's dots with a failure or an error in it."""


class Failed(Exception):
    """A step ran and went wrong."""


class Machine:
    """A Windows Python with the locked wheels, and a way to run Windows programs."""

    def __init__(self, wine_of_ours: wine.Wine, allowance: wine.Allowance, say: Say) -> None:
        self._wine = wine_of_ours
        self._allowance = allowance
        self._say = say
        self.python = HOME / "python" / "python.exe"
        self.site = HOME / "python" / "Lib" / "site-packages"

    @property
    def drive(self) -> Path:
        """Wine's C:."""
        return self._wine.drive

    def prepare(self, pip: Sequence[str]) -> None:
        """Fetch Python and wheels once; bring the prefix up."""
        stamp = HOME / "ready.stamp"
        lock = ROOT / "requirements.lock"
        wanted = hashlib.sha256(lock.read_bytes() + wheels.EMBED_ZIP_HASH.encode()).hexdigest()
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
            shutil.rmtree(HOME / "python", ignore_errors=True)
            wheels.fetch_python(pip, HOME / "python", self._allowance.of(wheels.PATIENCE))
            wheels.install(pip, lock, self.site, self._allowance.of(wheels.PATIENCE))
            # The first would hide site-packages; the second asks Wine 8 for what it has not.
            (HOME / "python" / "python313._pth").unlink()
            (HOME / "python" / "_wmi.pyd").unlink()
            self._say("Windows Python and wheels are there")
        self._wine.boot()
        stamp.write_text(wanted, encoding="utf-8")
        self._say("Wine is up")

    def run(self, *command: str, limit: int, cwd: Path = ROOT, variables: Variables = NONE) -> wine.Done:
        return self._wine.run(*command, limit=limit, cwd=cwd, variables=variables)

    def pack(self, python: Path) -> None:
        """PyInstaller under Wine, then the licences by this machine's `python`; Failed with what is wrong."""
        shutil.rmtree(FOLDER, ignore_errors=True)
        command = ["-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", str(FOLDER.parent)]
        done = self.run(
            *(str(self.python), *command, "--workpath", str(HOME / "work"), "build.spec"),
            limit=PACK_LIMIT,
            variables=release.environment(),
        )
        if done.code or not (FOLDER / "SoKhoi.exe").is_file():
            raise Failed(f"PyInstaller ({done.code}):\n{done.text[-4000:]}")
        finish(python, FOLDER, self.site, self._allowance.of(600))
        self._say("PyInstaller is through")

    def test(self, place: Path | None = None) -> None:
        """The tests of `TESTED` under the Windows Python, their books in `place`; Failed when one of them failed, even
        though the time ended."""
        quiet = {"QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
        command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--durations=10", *TESTED]
        if place is not None:
            # Not by TMPDIR, which Wine itself reads too; and a folder of its own, so that pytest tidies no other's.
            command.append(f"--basetemp={wine.on_windows_drive(place / 'so-khoi-wine')}")
        command += [f"--deselect={place}" for place in NOT_TESTED]
        try:
            done = self.run(str(self.python), *command, limit=TESTS_LIMIT, variables=quiet)
        except wine.NoTime as late:
            self._say(late.text[-3000:])
            if _FAILED_TEST.search(late.text):
                raise Failed("tests under the Windows Python, of which the last were not run") from late
            raise
        self._say(done.text[-6000:])
        if done.code:
            raise Failed(f"tests under the Windows Python ({done.code})")
        self._say("tests passed")


@contextmanager
def machine(pip: Sequence[str], say: Say, allowance: wine.Allowance) -> Iterator[Machine]:
    """Everything up for as long as it is needed and allowed."""
    HOME.mkdir(parents=True, exist_ok=True)
    with wine.screen() as display:
        ours = wine.Wine(HOME, display, allowance)
        try:
            made = Machine(ours, allowance, say)
            made.prepare(pip)
            yield made
        finally:
            ours.stop()


def build(python: Path, say: Say) -> None:
    """The folder, tried; the zip; the installer; the log of it all. Failed when a step goes wrong."""
    LOG.parent.mkdir(exist_ok=True)
    LOG.unlink(missing_ok=True)
    timed = _timed(_kept(say))
    with machine([str(python), "-m", "pip"], timed, wine.Allowance()) as windows:
        windows.pack(python)
        journeys.walk(windows.run, FOLDER / "SoKhoi.exe", python, ROOT, timed)
        for made in artefacts(timed):
            timed(f"{made.name}: {made.stat().st_size:,} bytes")
            if made.suffix == ".exe":
                older = pack_installer(FOLDER, HOME / "older-cai-dat.exe", OLDER, quickly=True)
                versions = (OLDER, release.version(ROOT))
                journeys.install(windows.run, (older, made), versions, windows.drive, timed)


def check(python: Path, say: Say, allowance: wine.Allowance, place: Path | None = None) -> None:
    """The second stage of CI, within what it is allowed: tests (their books in `place`) and package side by side, then
    the package's own test."""
    timed = _timed(say)
    with machine([str(python), "-m", "pip"], timed, allowance) as windows:
        with ThreadPoolExecutor(2) as both:
            done = [both.submit(windows.test, place), both.submit(windows.pack, python)]
        raise_worst(done)
        journeys.selftest(windows.run, FOLDER / "SoKhoi.exe", HOME, timed)


def raise_worst(done: Sequence[Future[None]]) -> None:
    """Raise what went wrong, if something did, before what could not be run."""
    troubles = [trouble for one in done if (trouble := one.exception()) is not None]
    for trouble in sorted(troubles, key=lambda one: isinstance(one, UNABLE)):
        raise trouble


def build_on_windows(python: Path, say: Say) -> None:
    """The same on a real Windows, without Wine: the environment is already a Windows Python."""
    folder = str(FOLDER.parent)
    command = [
        str(python),
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
        "--distpath",
        folder,
        "build.spec",
    ]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, **release.environment()}, check=False).returncode:
        raise Failed("PyInstaller")
    finish(python, FOLDER, python.parent.parent / "Lib" / "site-packages")
    journeys.walk(run_here, FOLDER / "SoKhoi.exe", python, ROOT, say)
    for made in artefacts(say):
        say(f"{made.name}: {made.stat().st_size:,} bytes")


def run_here(*command: str, limit: int, cwd: Path = ROOT, variables: Variables = NONE) -> wine.Done:
    """Run a program of this machine as `Machine.run` runs one of Windows."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return wine.Done(wine.CUT_OFF, "")
    return wine.Done(done.returncode, done.stdout.decode("utf-8", errors="replace").replace("\r\n", "\n"))


def finish(python: Path, folder: Path, site: Path, limit: int = 600) -> None:
    """Licences into the folder; Failed with what is wrong in it."""
    done = run_here(str(python), "-m", "shipping.finish", str(folder), str(site), limit=limit)
    if done.code:
        raise Failed(done.text)


def artefacts(say: Say) -> list[Path]:
    """Zip, installer where makensis is, and their sums; Failed where one is too big."""
    number = release.version(ROOT)
    made = [pack_zip(FOLDER, ROOT / "dist" / f"SoKhoi-{number}-windows.zip", release.moment(ROOT))]
    if shutil.which("makensis"):
        made.append(pack_installer(FOLDER, ROOT / "dist" / f"SoKhoi-{number}-cai-dat.exe", number))
    else:
        say("makensis is not here: no installer")
    for one in made:
        if one.stat().st_size > MOST[one.suffix]:
            raise Failed(f"{one.name} has {one.stat().st_size:,} bytes, more than {MOST[one.suffix]:,}")
    sums = "".join(f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in made)
    (ROOT / "dist" / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    return made


def pack_zip(folder: Path, target: Path, moment: int) -> Path:
    """A zip with the same bytes for the same files: one order, one moment."""
    at = time.gmtime(moment)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", at)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), compresslevel=9)
    return target


def pack_installer(folder: Path, target: Path, number: str, quickly: bool = False) -> Path:
    """The installer for the person at the PC, without admin rights; `quickly`: packed loosely, to be tried only."""
    defined = {"FOLDER": str(folder), "TARGET": str(target), "VERSION": number, "ROOT": str(ROOT)}
    defined |= {"QUICKLY": "1"} if quickly else {}
    command = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in defined.items())]
    environment = {**os.environ, **release.environment(ROOT)}
    done = subprocess.run([*command, str(INSTALLER)], capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise Failed(f"makensis:\n{done.stdout}{done.stderr}")
    return target


def _timed(say: Say) -> Say:
    started = time.monotonic()
    return lambda text: say(f"{time.monotonic() - started:5.0f} s  {text}")


def _kept(say: Say) -> Say:
    def tell(text: str) -> None:
        with LOG.open("a", encoding="utf-8", newline="\n") as log:
            log.write(text + "\n")
        say(text)

    return tell
