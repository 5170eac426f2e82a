"""How the package is made: what is fetched, what goes along, whose it is, and equal bytes for equal files."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PyInstaller.archive.readers import CArchiveReader
from PySide6.QtCore import QFile

from models.keeping.independent import VERIFIER
from shipping import contents, finish, notice, release, wheels, windows, wine

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


# -- what is fetched ---------------------------------------------------------------------------------------------------


def pins(lock: str) -> dict[str, list[str]]:
    """Package -> its hashes."""
    found: dict[str, list[str]] = {}
    for line in lock.splitlines():
        if line and line[0].isalpha():
            found[line.split("==")[0]] = []
        elif "--hash=" in line:
            found[list(found)[-1]].append(line.strip(" \\"))
    return found


def test_the_lock_for_windows_has_its_own_lines_without_a_marker_and_none_of_other_systems() -> None:
    read = wheels.windows_lock(LOCK)
    assert "sys_platform" not in read
    whole, windows_ones = pins(LOCK), pins(read)
    assert {"pefile", "pywin32-ctypes", "colorama"} <= windows_ones.keys()
    assert whole.keys() - windows_ones.keys() == {"macholib"}
    assert all(hashes == whole[name] and hashes for name, hashes in windows_ones.items())


def test_other_markers_stay() -> None:
    ours, other = (
        "b==2 ; python_version < '3.12' \\\n    --hash=2\n",
        "a==1 ; sys_platform == 'darwin' \\\n    --hash=1\n",
    )
    assert wheels.windows_lock(other + ours) == ours


# -- what goes along ---------------------------------------------------------------------------------------------------


def test_a_library_stays_out_with_the_only_plugin_that_needed_it() -> None:
    def entry(name: str, kind: str = "BINARY") -> contents.Entry:
        return (name, "/machine/" + name.rsplit("/", 1)[-1], kind)

    collected = [
        entry("PySide6/QtGui.abi3.so", "EXTENSION"),
        entry("PySide6/Qt/plugins/platforms/libqxcb.so"),
        entry("PySide6/Qt/plugins/platformthemes/libqgtk3.so"),
        entry("PySide6/Qt/lib/libQt6Gui.so.6"),
        entry("libQt6XcbQpa.so.6"),
        entry("libgtk-3.so.0"),
        entry("libcairo.so.2"),
        entry("libpython3.11.so.1.0"),
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
    ]
    asks = {
        "/machine/QtGui.abi3.so": ["libQt6Gui.so.6", "libc.so.6"],
        "/machine/libqxcb.so": ["libQt6XcbQpa.so.6"],
        "/machine/libqgtk3.so": ["libgtk-3.so.0"],
        "/machine/libgtk-3.so.0": ["libcairo.so.2"],
    }
    kept = contents.closure(collected, lambda path: asks.get(path, []))
    assert [entry[0] for entry in collected if entry not in kept] == [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "libgtk-3.so.0",
        "libcairo.so.2",
    ]


def test_libraries_of_windows_are_the_same_in_capital_letters() -> None:
    collected = [("a.pyd", "a", "EXTENSION"), ("VCRUNTIME140.dll", "v", "BINARY"), ("libssl-3.dll", "s", "BINARY")]
    kept = contents.closure(collected, lambda path: ["vcruntime140.dll"] if path == "a" else [])
    assert [entry[0] for entry in kept] == ["a.pyd", "VCRUNTIME140.dll"]


def test_what_signing_in_and_the_office_libraries_need_is_not_left_out() -> None:
    needed = {"hashlib", "_hashlib", "lxml.etree", "docx", "xlsxwriter", "openpyxl", "PIL.Image"}
    assert not needed & set(contents.EXCLUDED_MODULES)


WITHOUT = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    sys.modules[name] = None
import models, printing, ui
walk = pkgutil.walk_packages
rooms = [one.name for room in (models, printing, ui) for one in walk(room.__path__, room.__name__ + ".")]
# What is asked for late, inside a function: an old book upgraded, Word, workbooks, tables of other kinds, papers.
late = ["sqlite_utils", "docx", "openpyxl", "xlsxwriter", "reportlab.platypus", "lxml.etree"]
for name in rooms + late:
    importlib.import_module(name)
print(len(rooms))
"""


def test_what_is_not_run_before_our_first_line_is_still_called_so() -> None:
    import PyInstaller

    there = Path(PyInstaller.__file__).parent / "hooks" / "rthooks"
    assert [name for name in contents.NEEDLESS_HOOKS if not (there / f"{name}.py").is_file()] == []


def test_pyside6_tells_qt_itself_where_it_lies_so_that_no_hook_has_to_load_it_for_that() -> None:
    assert QFile.exists(":/qt/etc/qt.conf")


def test_nothing_of_the_program_asks_for_a_module_that_stays_out() -> None:
    """A module that cannot be imported here is as good as left out."""
    out = set(contents.EXCLUDED_MODULES)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *sorted(out)], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 300


# -- whose it is -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("SoKhoi.exe", "bootloader"),
        ("_internal/PySide6/Qt6Core.dll", "qt"),
        ("_internal/PySide6/MSVCP140.dll", "msvc"),
        ("_internal/VCRUNTIME140_1.dll", "msvc"),
        ("_internal/python313.dll", "python"),
        ("_internal/_sqlite3.pyd", "python"),
        ("_internal/libcrypto-3.dll", "openssl"),
        ("_internal/libxcb.so.1", "system"),
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", "qt"),
        ("_internal/resources/fonts/Tinos-OFL.txt", "tinos"),
        ("_internal/resources/forms/mau_100.toml", "ours"),
        ("_internal/libpython3.11.so.1.0", "python"),
    ],
)
def test_every_file_has_an_owner(name: str, key: str) -> None:
    assert notice.owner(name) == key
    assert key in notice.COMPONENTS


def test_the_independent_verifier_finds_in_the_package_what_it_imports() -> None:
    """It goes along as a text, so PyInstaller does not see its imports: all of the standard library, none left out."""
    found = contents.imported_by(str(VERIFIER))
    assert {"sqlite3", "fractions", "zlib"} <= set(found)
    assert {name.split(".")[0] for name in found} <= sys.stdlib_module_names
    assert not set(found) & set(contents.EXCLUDED_MODULES)
    assert "imported_by" in (ROOT / "build.spec").read_text(encoding="utf-8")


def test_a_file_that_nobody_has_written_down_is_refused() -> None:
    for name in ("_internal/foreign.dll", "_internal/numpy/core.pyd", "readme.txt"):
        with pytest.raises(notice.Unknown, match=re.escape(name)):
            notice.owner(name)


SITE = Path(pytest.__file__).parents[1]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of a few files, its notice written."""
    folder = tmp_path / "SoKhoi"
    for name in ("SoKhoi.exe", "_internal/PySide6/Qt6Core.dll", "_internal/python313.dll", "_internal/lxml/etree.pyd"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"MZ")
    notice.write(folder, ["main", "models.file", "docx.shared", "json", "reportlab.lib"], SITE, {})
    return folder


def test_the_notice_names_what_is_there_with_its_texts_and_nothing_else(package: Path) -> None:
    said = (package / notice.NOTICE).read_text(encoding="utf-8")
    for name in ("Qt, PySide6, Shiboken", "Python", "lxml", "python-docx", "reportlab", "PyInstaller bootloader"):
        assert f"\n{name}" in said
    assert "SQLite" not in said and "Tinos" not in said and "Thay thư viện Qt (LGPL)" in said
    texts = {path.name for path in (package / notice.TEXTS).iterdir()}
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "Python.txt", "python-docx-LICENSE"} <= texts
    assert not any("Commercial" in name for name in texts)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (package / notice.TEXTS / "LGPL-3.0.txt").read_text(encoding="utf-8")
    assert notice.faults(package) == []


def test_a_file_put_in_or_taken_out_after_the_notice_is_found(package: Path) -> None:
    (package / "_internal" / "sqlite3.dll").write_bytes(b"MZ")
    (package / "_internal" / "lxml" / "etree.pyd").unlink()
    (package / notice.TEXTS / "LGPL-3.0.txt").unlink()
    assert notice.faults(package) == ["not named: SQLite", "not there: lxml", "no text: LGPL-3.0.txt"]


def test_a_module_of_nobody_is_refused() -> None:
    with pytest.raises(notice.Unknown, match="nobodys_module"):
        notice.distributions(["nobodys_module.a", "main"], SITE)


@pytest.mark.parametrize("mark", finish.WINE_MARKS)
def test_a_library_of_wine_or_its_stand_in_is_found(package: Path, mark: bytes) -> None:
    assert finish.intruders(package, ["main", "docx"]) == []
    (package / "_internal" / "icuuc.dll").write_bytes(b"MZ" + bytes(62) + mark)
    assert finish.intruders(package, ["main"]) == ["_internal/icuuc.dll"]


def test_tests_and_tools_are_found(package: Path) -> None:
    (package / "_internal" / "tzdata").mkdir()
    (package / "_internal" / "tzdata" / "Hanoi").write_bytes(b"")
    assert finish.intruders(package, ["pip._internal", "main"]) == ["pip._internal", "_internal/tzdata/Hanoi"]


def test_the_stand_ins_bear_the_mark_that_is_looked_for() -> None:
    stubs = sorted(wine.STUBS.glob("*.c"))
    assert {stub.stem for stub in stubs} == {"bcryptprimitives", "icuuc", "mscms"}
    assert all(wine.STUB_MARK in stub.read_bytes() for stub in stubs)


@pytest.mark.parametrize("folder", [ROOT / "dist" / "SoKhoi", windows.FOLDER], ids=["Linux", "Windows"])
def test_the_package_that_was_built_here(folder: Path) -> None:
    """Only where `dev.py build` was run: its files against its notice."""
    if not (folder / notice.NOTICE).is_file():
        pytest.skip("not built here")
    assert notice.faults(folder) == []
    program = folder / ("SoKhoi.exe" if (folder / "SoKhoi.exe").is_file() else "SoKhoi")
    assert finish.intruders(folder, finish.modules(program)) == []
    assert not set(contents.NEEDLESS_HOOKS) & set(CArchiveReader(str(program)).toc)


# -- which release -----------------------------------------------------------------------------------------------------


def test_version_day_and_properties_come_from_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(release.EPOCH, "1795910400")
    made = release.write(str(tmp_path), ROOT)
    assert json.loads(Path(made.stamp).read_bytes()) == {"version": release.version(ROOT), "day": "2026-11-29"}
    properties = Path(made.windows_version).read_text(encoding="utf-8")
    compile(properties, "version", "eval")
    assert f'StringStruct("ProductVersion", "{release.version(ROOT)}")' in properties


def test_a_zip_has_the_same_bytes_for_the_same_files(tmp_path: Path) -> None:
    folder = tmp_path / "SoKhoi"
    (folder / "b").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/c.txt"):
        (folder / name).write_text(name)
    first = windows.pack_zip(folder, tmp_path / "1.zip", 1795910400).read_bytes()
    os.utime(folder / "z.txt", (1, 1))
    assert windows.pack_zip(folder, tmp_path / "2.zip", 1795910400).read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["SoKhoi/a.txt", "SoKhoi/b/c.txt", "SoKhoi/z.txt"]


def test_the_icon_has_every_size_windows_shows() -> None:
    content = (ROOT / "resources" / "icons" / "so-khoi.ico").read_bytes()
    count = struct.unpack_from("<HHH", content)[2]
    sizes = {content[6 + 16 * place] or 256 for place in range(count)}
    assert {16, 24, 32, 48, 256} <= sizes


def test_the_installer_asks_no_admin_and_removes_only_what_it_put_there() -> None:
    script = windows.INSTALLER.read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in script and "HKLM" not in script
    removed = re.findall(r'(?:RMDir /r|Delete) "([^"]+)"', script)
    assert removed and all("*" not in path and path != "$INSTDIR" for path in removed)


@pytest.mark.skipif(not sys.platform.startswith("linux") or shutil.which("strip") is None, reason="no strip here")
def test_python_s_own_libraries_are_stripped_and_those_of_wheels_left_alone(tmp_path: Path) -> None:
    """What is left still loads; a library of a wheel keeps every byte."""
    import _json

    own = tmp_path / "_internal" / "python3.11" / "lib-dynload"
    wheel = tmp_path / "_internal" / "lxml"
    source = getattr(_json, "__file__", None)
    if source is None:
        pytest.skip("this Python has it built in")
    for folder in (own, wheel):
        folder.mkdir(parents=True)
        shutil.copy(source, folder / "_json.so")
    finish.strip(tmp_path)
    assert (wheel / "_json.so").read_bytes() == Path(source).read_bytes()
    assert (own / "_json.so").stat().st_size <= Path(source).stat().st_size
    loads = f"import importlib.util as u; s = u.spec_from_file_location('_json', {str(own / '_json.so')!r}); "
    loads += "m = u.module_from_spec(s); print(m.scanstring('a\"', 0))"
    done = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "('a', 2)", done.stderr
