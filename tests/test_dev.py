"""dev.py: what it finds missing, when it prepares anew, and that it needs nothing but Python."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev
from shipping import journeys, wheels, windows, wine

ROOT = Path(dev.__file__).parent
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux libraries")


def missing(command: str, absent: set[str] = frozenset(), has_venv: bool = True, has_python: bool = True) -> list[str]:
    return dev.missing_packages(
        command,
        loads=lambda library: library not in absent,
        which=lambda program: None if program in absent else "/usr/bin/" + program,
        has_venv=has_venv,
        has_shared_python=lambda: has_python,
    )


def test_nothing_is_asked_of_a_complete_machine() -> None:
    assert [missing(command) for command in dev.COMMANDS] == [[]] * len(dev.COMMANDS)


@pytest.mark.parametrize(("library", "package"), dev.SHARED_LIBRARIES.items())
def test_a_missing_library_names_its_package(library: str, package: str) -> None:
    assert missing("run", {library}) == [package]


def test_only_the_tests_ask_for_a_pretended_screen_and_pdftotext() -> None:
    absent = set(dev.TEST_PROGRAMS)
    assert missing("run", absent) == []
    assert missing("test", absent) == ["xvfb", "xauth", "xdotool", "xclip", "poppler-utils"]


def test_a_python_without_venv_asks_for_it() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert missing("run", has_venv=False) == [f"python{version}-venv"]


def test_only_packaging_asks_for_what_it_copies() -> None:
    absent = {"objdump", "libcups.so.2"}
    assert missing("run", absent, has_python=False) == []
    assert missing("build", absent, has_python=False) == ["binutils", "libcups2", f"libpython{dev.MINOR}"]


def test_without_rights_one_line_to_paste() -> None:
    with pytest.raises(dev.Stop) as stop:
        dev.install_packages(["libgl1", "xvfb"], has_apt=True, is_root=False)
    lines = [line for line in str(stop.value).splitlines() if "sudo" in line]
    assert len(lines) == 1
    assert shlex.split(lines[0]) == ["sudo", "apt-get", "install", "-y", "--no-install-recommends", "libgl1", "xvfb"]


def test_without_apt_the_names_are_said() -> None:
    with pytest.raises(dev.Stop, match=r"libgl1 xvfb$"):
        dev.install_packages(["libgl1", "xvfb"], has_apt=False, is_root=True)


@LINUX
def test_the_list_covers_what_the_window_plug_in_loads() -> None:
    """The machine that runs this test has exactly what dev.py installs; nothing may be left for the linker to miss."""
    import PySide6

    plugins = Path(PySide6.__path__[0]) / "Qt" / "plugins" / "platforms"
    for plugin in ("libqxcb.so", "libqoffscreen.so"):
        found = subprocess.run(["ldd", plugins / plugin], capture_output=True, text=True, check=True).stdout
        assert re.findall(r"(\S+) => not found", found) == []


def test_the_stamp_follows_lock_and_python_but_not_line_ends() -> None:
    stamp = dev.stamp_text(b"a==1\nb==2\n", "3.11 /usr")
    assert stamp == dev.stamp_text(b"a==1\r\nb==2\r\n", "3.11 /usr")
    assert stamp != dev.stamp_text(b"a==1\nb==3\n", "3.11 /usr")
    assert stamp != dev.stamp_text(b"a==1\nb==2\n", "3.12 /usr")


def test_ready_only_with_python_and_the_wanted_stamp(tmp_path: Path) -> None:
    stamp, python = tmp_path / "setup.stamp", tmp_path / "python"
    assert not dev.is_ready(stamp, python, "wanted")
    python.touch()
    assert not dev.is_ready(stamp, python, "wanted")
    stamp.write_text("other", encoding="utf-8")
    assert not dev.is_ready(stamp, python, "wanted")
    stamp.write_text("wanted", encoding="utf-8")
    assert dev.is_ready(stamp, python, "wanted")
    python.unlink()
    assert not dev.is_ready(stamp, python, "wanted")


def test_a_display_is_asked_for_on_linux_only() -> None:
    assert dev.has_display("win32", {})
    assert not dev.has_display("linux", {})
    assert not dev.has_display("linux", {"DISPLAY": ""})
    assert dev.has_display("linux", {"DISPLAY": ":0"})
    assert dev.has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})


@pytest.mark.parametrize("file", [ROOT / "dev.py", *(ROOT / "shipping").glob("*.py")], ids=lambda file: file.name)
def test_dev_needs_only_the_standard_library(file: Path) -> None:
    """But for one look into the finished archive, which the environment's Python makes (shipping/finish.py)."""
    tree = ast.parse(file.read_text(encoding="utf-8").replace("from PyInstaller.archive", "from shipping.archive"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} - {"shipping"} <= sys.stdlib_module_names


def run_dev(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "120", "PYTHONUTF8": "1"}
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8")


def test_help_names_every_command_from_anywhere(tmp_path: Path) -> None:
    done = run_dev("--help", cwd=tmp_path)
    assert done.returncode == 0
    assert [name for name in dev.COMMANDS if f"\n    {name} " not in done.stdout] == []


@pytest.mark.parametrize("command", dev.COMMANDS)
def test_every_command_explains_itself(command: str, tmp_path: Path) -> None:
    done = run_dev(command, "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (dev.COMMANDS[command].__doc__ or "?").split()[0] in done.stdout


@pytest.mark.parametrize("arguments", [[], ["tset"]])
def test_a_wrong_command_is_refused(arguments: list[str], tmp_path: Path) -> None:
    done = run_dev(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "usage: dev.py" in done.stderr


def test_the_lock_holds_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    requirements = re.split(r"\n(?=[a-z0-9])", lock)[1:]
    assert len(requirements) > 20
    assert [text.split()[0] for text in requirements if "--hash=sha256:" not in text] == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    names = {re.split(r"[=<>~ ]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    assert names - locked == set()


# -- the second stage of CI -------------------------------------------------------------------------------------------


def raising(trouble: Exception) -> object:
    def act(*_: object, **__: object) -> None:
        raise trouble

    return act


@LINUX
@pytest.mark.parametrize(
    ("trouble", "code", "last"),
    [
        (windows.Failed("tests"), 1, "FAILED: tests"),
        (journeys.Wrong("selftest"), 1, "FAILED: selftest"),
        (wheels.NotFetched("no\nroute"), 0, "SKIPPED: no route"),
        (wine.Trouble("no prefix"), 0, "SKIPPED: no prefix"),
        (dev.Stop("apt-get\nfailed"), 0, "SKIPPED: apt-get failed"),
    ],
)
def test_a_stage_that_could_not_run_is_skipped_and_one_that_went_wrong_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], trouble: Exception, code: int, last: str
) -> None:
    monkeypatch.setattr(dev, "install_windows_tools", lambda patience: None)
    monkeypatch.setattr(windows, "check", raising(trouble))
    assert dev.wine([]) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


@LINUX
def test_a_tool_that_cannot_be_installed_skips_the_stage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wine, "lacking", lambda: ["wine"])
    monkeypatch.setattr(dev, "install_packages", raising(dev.Stop("no rights")))
    assert dev.wine([]) == 0
    assert capsys.readouterr().out == "SKIPPED: no rights\n"


PRETENDED = """#!/bin/sh
echo "$*" >> "$TOLD"
case "$2" in test) exit "$TEST" ;; check) exit 0 ;; wine) echo of wine; exit "$WINE" ;; esac
"""


def run_ci(folder: Path, test: int = 0, wine: int = 0, seconds: int = 0) -> tuple[int, list[str], list[str]]:
    """.ci/run with a Python that only pretends, begun `seconds` ago: exit status, the lines it wrote, the commands."""
    (folder / "python3").write_text(PRETENDED, encoding="utf-8")
    (folder / "python3").chmod(0o755)
    told = folder / "told"
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "SECONDS": str(seconds)}
    environment |= {"TOLD": str(told), "TEST": str(test), "WINE": str(wine)}
    done = subprocess.run([str(ROOT / ".ci" / "run")], env=environment, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout.splitlines(), told.read_text(encoding="utf-8").splitlines()


@LINUX
def test_ci_runs_the_commands_of_the_readme_first_and_wine_with_what_time_is_left(tmp_path: Path) -> None:
    code, said, commands = run_ci(tmp_path, seconds=600)
    assert (code, said) == (0, ["of wine"])
    assert commands[:2] == ["dev.py test", "dev.py check"]
    assert "python3 dev.py test" in (ROOT / "README.md").read_text(encoding="utf-8")
    (last,) = commands[2:]
    assert re.fullmatch(r"dev\.py wine --within (19[78]\d)", last), last


@LINUX
@pytest.mark.parametrize(
    ("test", "wine", "seconds", "code", "last"),
    [
        (1, 0, 0, 1, "of wine"),
        (0, 1, 0, 1, "of wine"),
        (0, 124, 0, 0, "SKIPPED: Wine did not end"),
        (0, 137, 0, 0, "SKIPPED: Wine did not end"),
        (1, 124, 0, 1, "SKIPPED: Wine did not end"),
        (0, 1, 2400, 0, "SKIPPED: test and check took 24"),
        (1, 0, 2400, 1, "SKIPPED: test and check took 24"),
    ],
)
def test_ci_fails_with_a_stage_that_failed_and_not_for_want_of_time(
    tmp_path: Path, test: int, wine: int, seconds: int, code: int, last: str
) -> None:
    status, said, commands = run_ci(tmp_path, test, wine, seconds)
    assert status == code
    assert said[-1].startswith(last)
    assert len(commands) == (2 if seconds else 3)


def test_books_of_the_tests_lie_in_memory_only_where_there_is_room(tmp_path: Path) -> None:
    named = {"TMPDIR": str(tmp_path), "PYTEST_DEBUG_TEMPROOT": str(tmp_path)}
    assert dev.place_of_tests(tmp_path, room=1) == named
    assert dev.place_of_tests(tmp_path, room=1 << 60) == {}
    assert dev.place_of_tests(tmp_path / "none", room=1) == {}


@LINUX
def test_a_tool_is_installed_within_the_time_that_is_left() -> None:
    def none_left(limit: int) -> int:
        raise wine.NoTime

    with pytest.raises(wine.NoTime):
        dev.install_packages(["wine"], has_apt=True, is_root=True, patience=none_left)
