#!/usr/bin/env python3
"""Everything a builder does, from a bare machine, with nothing but Python 3.11 or newer.

    python3 dev.py run      set up what is missing, then open the program on the practice bloc
    python3 dev.py test     set up what is missing, then run every test

On Windows say `py dev.py run`.
Only the standard library may be imported here: this file runs before anything is installed.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "setup.stamp"
ON_WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"

# Shared library -> Debian package. The second half is what a real window (xcb) needs beyond the offscreen screen of the
# tests: without libxcb-icccm4 or libxcb-keysyms1 the tests are green and the program still aborts when it is opened.
SHARED_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# Program -> Debian package, for what only one command needs.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "xclip": "xclip",
    "pdftotext": "poppler-utils",
}
BUILD_PROGRAMS = {"objdump": "binutils"}
APT_PATIENCE = 900  # seconds
# Copied into the package when it is there: without it the packaged program sees no printer.
BUILD_LIBRARIES = {"libcups.so.2": "libcups2"}


class Stop(Exception):
    """A set-up that cannot go on; the text says what to do."""


def say(text: str) -> None:
    print(text, flush=True)


# --- what the machine lacks ---------------------------------------------------------------------------------------


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_shared_python() -> bool:
    """PyInstaller copies Python's own shared library into the package; Debian keeps it in a package of its own."""
    name = f"libpython{MINOR}.so.1.0"
    return (Path(sysconfig.get_config_var("LIBDIR") or "") / name).exists() or loads(name)


def missing_packages(
    command: str,
    loads: Callable[[str], bool] = loads,
    which: Callable[[str], str | None] = shutil.which,
    has_venv: bool = importlib.util.find_spec("ensurepip") is not None,
    has_shared_python: Callable[[], bool] = has_shared_python,
) -> list[str]:
    """Debian packages that `command` needs and this Linux machine lacks."""
    packages = [] if has_venv else [f"python{MINOR}-venv"]
    packages += [package for library, package in SHARED_LIBRARIES.items() if not loads(library)]
    programs = {"test": TEST_PROGRAMS, "build": BUILD_PROGRAMS}.get(command, {})
    packages += [package for program, package in programs.items() if not which(program)]
    if command == "build":
        packages += [package for library, package in BUILD_LIBRARIES.items() if not loads(library)]
        packages += [] if has_shared_python() else [f"libpython{MINOR}"]
    return packages


def install_packages(
    packages: Sequence[str], has_apt: bool, is_root: bool, patience: Callable[[int], int] = int
) -> None:
    """Install Debian packages when we may; otherwise stop with the one line to paste. `patience` may shorten the
    seconds that each step is given."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not has_apt:
        raise Stop("These system packages are missing (Debian names): " + " ".join(packages))
    if not is_root:
        raise Stop("System packages are missing. Run this once, then try again:\n  sudo " + shlex.join(install))
    say("Installing system packages: " + " ".join(packages))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        seconds = patience(APT_PATIENCE)
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, errors="replace", timeout=seconds
            )
        except subprocess.TimeoutExpired:
            raise Stop(f"{shlex.join(command)} took more than {seconds} s") from None
        if done.returncode:
            raise Stop(f"{shlex.join(command)} failed:\n{done.stderr.strip()}")


# --- the virtual environment --------------------------------------------------------------------------------------


def stamp_text(lock: bytes, python: str) -> str:
    """Names one state of the environment: another lock or another Python, another stamp. Line ends do not count."""
    return hashlib.sha256(lock.replace(b"\r\n", b"\n") + python.encode()).hexdigest()


def is_ready(stamp: Path, python: Path, wanted: str) -> bool:
    return python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


def setup(command: str) -> None:
    """Bring the machine to where `command` can run. Does nothing, quickly, when all is there."""
    if sys.platform.startswith("linux"):
        packages = missing_packages(command)
        if packages:
            install_packages(packages, has_apt=shutil.which("apt-get") is not None, is_root=os.geteuid() == 0)
    # A patch release of the same Python leaves the environment whole: Debian brings one with the packages above.
    wanted = stamp_text(LOCK.read_bytes(), f"{MINOR} {sys.base_prefix}")
    if is_ready(STAMP, PYTHON, wanted):
        return
    if ON_WINDOWS and Path(sys.prefix) == VENV:
        raise Stop("The environment must be made anew. Run dev.py with the machine's own Python: py dev.py")
    say("Preparing .venv (once, about a minute)")
    started = time.monotonic()
    # From inside a virtual environment the new one must not stand on the old one.
    base_python = getattr(sys, "_base_executable", None) or sys.executable
    call([base_python, "-m", "venv", "--clear", str(VENV)])
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)])
    STAMP.write_text(wanted, encoding="utf-8")
    say(f"Ready after {time.monotonic() - started:.0f} s")


def call(command: Sequence[str]) -> None:
    if subprocess.run(command).returncode:
        raise Stop("This step failed: " + shlex.join(command))


# --- the commands -------------------------------------------------------------------------------------------------


# No screen, unless the caller's environment names one.
OFF_SCREEN = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM") or "offscreen"}


def in_environment(*arguments: str, cwd: Path | None = ROOT, variables: Mapping[str, str] | None = None) -> int:
    """Run Python of the virtual environment and give its exit code."""
    return subprocess.run([str(PYTHON), *arguments], cwd=cwd, env={**os.environ, **(variables or {})}).returncode


def has_display(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> bool:
    return not platform.startswith("linux") or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def run(extra: list[str]) -> int:
    """Open the program on the practice bloc; without a display, walk through it and say where papers and pictures are.
    Whatever follows `run` goes to main.py instead: `run BOOK.sokhoi`, `run verify BOOK.sokhoi`."""
    main = str(ROOT / "main.py")
    display = has_display()
    screen = None if display else OFF_SCREEN
    if extra:
        return in_environment(main, *extra, cwd=None, variables=screen)
    folder = ROOT / "practice"
    if not display:
        return in_environment(main, "practice", str(folder), "--walk", cwd=None, variables=screen)
    if not any(folder.glob("*.sokhoi")):
        code = in_environment(main, "practice", str(folder), cwd=None)
        if code:
            return code
    book = min(folder.glob("*.sokhoi"))
    return in_environment(main, str(book), cwd=None)


MEMORY_DISK = Path("/dev/shm")
ROOM_FOR_TESTS = 2 << 30  # bytes; the books of a whole run take about half of it at once


def place_of_tests(memory: Path = MEMORY_DISK, room: int = ROOM_FOR_TESTS) -> dict[str, str]:
    """Where the books of the tests lie: on the memory disk where there is one with room, since they flush thousands of
    times; else wherever temporary files go."""
    if not memory.is_dir() or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < room:
        return {}
    return {"TMPDIR": str(memory), "PYTEST_DEBUG_TEMPROOT": str(memory)}


def test(extra: list[str]) -> int:
    """Run every test, on no screen, in two processes. Whatever follows `test` goes to pytest (`-n 0`: one process)."""
    return in_environment("-m", "pytest", "-n", "2", *extra, variables={**OFF_SCREEN, **place_of_tests()})


QUIETLY = ("--noconfirm", "--log-level", "WARN")
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-logo"],
}


def check(extra: list[str]) -> int:
    """Format, lint, types, import contracts: all are run, each is reported."""
    failed = []
    for name, arguments in CHECKS.items():
        say(f"-- {name}")
        if in_environment(*arguments):
            failed.append(name)
    say("Failed: " + ", ".join(failed) if failed else "All checks passed")
    return 1 if failed else 0


def prove(extra: list[str]) -> int:
    """Run the long proofs of tests/proofs, or those named; seeded, and resumed where they were stopped."""
    return in_environment("-m", "tests.proofs.run", *extra, variables=OFF_SCREEN)


def bench(extra: list[str]) -> int:
    """Run the benches of tests/bench. Whatever follows `bench` goes to them."""
    return in_environment("-m", "tests.bench.run", *extra, variables=OFF_SCREEN)


def pictures(extra: list[str]) -> int:
    """Take pictures of every page and dialog in six states into a folder, check them by program, lay them on contact
    sheets: `pictures FOLDER [STATE…]`. `pictures FOLDER papers [FAMILY…] [--word]` takes every paper instead, as the
    practice bloc led by a unit of each family issues it; `--word` has LibreOffice open the Word files beside.
    """
    return in_environment("-m", "tests.pictures.run", *extra, variables=OFF_SCREEN)


def build(extra: list[str]) -> int:
    """Package the program into dist/, then let the packaged program test itself. `--windows` makes the folder, the zip
    and the installer for Windows instead, on Debian with Wine, and walks through the packaged program there."""
    from shipping import journeys, release, windows

    try:
        if "--windows" in extra:
            if ON_WINDOWS:
                windows.build_on_windows(PYTHON, say)
            else:
                install_windows_tools()
                windows.build(PYTHON, say)
            return 0
        code = in_environment("-m", "PyInstaller", *QUIETLY, "build.spec", variables=release.environment())
        if code:
            return code
        program = ROOT / "dist" / "SoKhoi" / ("SoKhoi.exe" if ON_WINDOWS else "SoKhoi")
        windows.finish(PYTHON, program.parent, site_packages())
    except (windows.Failed, journeys.Wrong, *windows.UNABLE) as trouble:
        raise Stop(f"Not built: {trouble}") from trouble
    code = subprocess.run([str(program), "selftest"], env={**os.environ, **OFF_SCREEN}).returncode
    say(f"{program.parent}: " + ("selftest passed" if code == 0 else f"selftest failed ({code})"))
    return code


def site_packages() -> Path:
    """Where the environment's packages lie."""
    return VENV / ("Lib/site-packages" if ON_WINDOWS else f"lib/python{MINOR}/site-packages")


def install_windows_tools(patience: Callable[[int], int] = int) -> None:
    """Wine, NSIS and a compiler for the stand-ins of what Wine lacks."""
    from shipping import wine

    packages = wine.lacking()
    if packages:
        install_packages(packages, shutil.which("apt-get") is not None, os.geteuid() == 0, patience)


def wine(extra: list[str]) -> int:
    """Second stage of CI; run the tests of file, keeping, exchange and main.py under a Windows Python and Wine, package
    the program for Windows, let it test itself. `--within N`: in N seconds. What could not be run is said in the last
    line: SKIPPED and why."""
    from shipping import journeys, windows
    from shipping.wine import Allowance

    if ON_WINDOWS:
        say("SKIPPED: this is Windows itself; `dev.py test` and `dev.py build --windows` do it without Wine")
        return 0
    reader = argparse.ArgumentParser(prog="dev.py wine")
    reader.add_argument("--within", type=int, metavar="N")
    allowance = Allowance(reader.parse_args(extra).within)
    try:
        install_windows_tools(allowance.of)
        windows.check(PYTHON, say, allowance, MEMORY_DISK if place_of_tests() else None)
    except (windows.Failed, journeys.Wrong) as trouble:
        say(f"FAILED: {trouble}")
        return 1
    except (Stop, *windows.UNABLE) as trouble:
        say("SKIPPED: " + " ".join(str(trouble).split()))
    return 0


def lock(extra: list[str]) -> int:
    """Write requirements.lock anew from pyproject.toml: hashes for Linux and Windows, no address of any registry.
    Packages keep the locked version unless `--upgrade` follows."""
    with tempfile.TemporaryDirectory() as folder:
        call([sys.executable, "-m", "venv", folder])
        python = Path(folder) / PYTHON.relative_to(VENV)
        call([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv==0.13.*"])
        compile_lock = [str(python), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
        compile_lock += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
        compile_lock += ["--custom-compile-command", "python3 dev.py lock"]
        compile_lock += ["pyproject.toml", "--group", "dev", "--output-file", LOCK.name, *extra]
        return subprocess.run(compile_lock, cwd=ROOT).returncode


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "prove": prove,
    "pictures": pictures,
    "build": build,
    "wine": wine,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, act in COMMANDS.items():
        text = " ".join((act.__doc__ or "").split())
        commands.add_parser(name, help=text.split(". ")[0].split("; ")[0], description=text)
    # Only the first word is ours. `dev.py run --help` explains run; anything else goes through untouched.
    chosen, extra = arguments[:1], arguments[1:]
    if chosen and chosen[0] in COMMANDS and extra not in (["--help"], ["-h"]):
        command = chosen[0]
    else:
        command = parser.parse_args(arguments).command
    if sys.version_info < (3, 11):  # noqa: UP036 - the machine's Python, before any of ours
        raise Stop("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    if command != "lock":
        setup(command)
    return COMMANDS[command](extra)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console's stream
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
