"""The packaged program for Windows, run as a person runs it: its self-test with the window, and a year by its verbs."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Protocol

from shipping.wine import Done

SELFTEST: Final = "Chương trình tự kiểm tra: tốt"


class Run(Protocol):
    """Run a Windows program; `variables` go into its environment."""

    def __call__(self, *command: str, limit: int, cwd: Path = ..., variables: Mapping[str, str] = ...) -> Done: ...


class Wrong(Exception):
    """The packaged program did not do what it does from source."""


def selftest(run: Run, program: Path, home: Path, say: Callable[[str], None]) -> None:
    """The packaged self-test with a real window (platform plugin `windows`), its pictures kept in `home`/selftest."""
    folder = home / "selftest"
    shutil.rmtree(folder, ignore_errors=True)
    done = run(str(program), "selftest", str(folder), limit=1800, variables={"SOKHOI_HOME": str(home / "profile")})
    say(done.text.strip())
    if done.code or SELFTEST not in done.text:
        raise Wrong(f"selftest ({done.code})")
    pictures = sorted(folder.rglob("*.png"))
    if not pictures:
        raise Wrong("selftest took no picture")
    say(f"{len(pictures)} pictures in {pictures[0].parent}")


def walk(run: Run, program: Path, python: Path, root: Path, say: Callable[[str], None]) -> None:
    """The self-test, which lives a year in the window from the first unit to the book received; then the practice year
    by verbs: ranked as from source, printed as PDF and Word, exported, taken in, closed, handed over, received."""
    home = program.parents[2] / "windows-journey"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    before = listing(program.parent)
    selftest(run, program, home, say)

    own = {"SOKHOI_HOME": str(home / "profile")}

    def verb(*words: str, status: int = 0) -> str:
        done = run(str(program), *words, limit=300, cwd=home, variables=own)
        if done.code != status:
            raise Wrong(f"{' '.join(words)} ({done.code}, not {status}):\n{done.text}")
        say(f"{words[0]}: " + (done.text.strip().splitlines() or ["(nothing said)"])[-1])
        return done.text

    book = str(Path("nam mau") / "khoi-mau.sokhoi")
    verb("practice", "nam mau")
    ranked = verb("rank", book)
    here = subprocess.run(
        [str(python), str(root / "main.py"), "rank", str(home / "nam mau" / "khoi-mau.sokhoi")],
        capture_output=True, encoding="utf-8", check=True, timeout=300,
    )  # fmt: skip
    if ranked.strip() != here.stdout.strip():
        raise Wrong("the ranking differs from the one from source")
    for name, begins in (("Xếp hạng.pdf", b"%PDF-"), ("Xếp hạng.docx", b"PK\x03\x04")):
        verb("print", book, "xep-hang", "-o", name)
        if not (home / name).read_bytes().startswith(begins):
            raise Wrong(f"{name} is not what its name says")
    verb("export", book, "năm.json")
    verb("import", "lấy lại.sokhoi", "năm.json")
    verb("verify", "lấy lại.sokhoi")
    verb("vrify", book, status=2)
    verb("seal", book)
    receiver = json.loads(verb("rank", book, "--json"))["places"][0]["unit"]
    handed = json.loads(verb("handover", book, "nơi nhận.sokhoi", "--to", receiver, "--json"))
    verb("receive", "nơi nhận.sokhoi", "--code", "0000" * 6, "--person", "Trịnh Hải Đường", status=1)
    verb("receive", "nơi nhận.sokhoi", "--code", handed["code"], "--person", "Trịnh Hải Đường")
    verb("verify", "nơi nhận.sokhoi")
    if listing(program.parent) != before:
        raise Wrong("the program wrote into its own folder, and could not run from a read-only stick")


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file of a folder with its size and the moment it was written."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def install(
    run: Run, setups: tuple[Path, Path], versions: tuple[str, str], drive: Path, say: Callable[[str], None]
) -> None:
    """Both installers under Wine: the older version installed without a question, upgraded by the newer one, tested,
    removed; a book that lies in the program's own folder is untouched. `drive` is Wine's C:."""
    older, newer = setups
    started = run(str(older), "/S", limit=600)
    found = list(drive.glob("users/*/AppData/Local/Programs/SoKhoi"))
    if started.code or not found:
        raise Wrong(f"installer ({started.code})")
    folder = found[0]
    _is_version(run, versions[0])
    book, stale = folder / "sổ của tôi.sokhoi", folder / "_internal" / "of-an-older-version.dll"
    content = b"x" * 4096
    for path in (book, stale):
        path.write_bytes(content)
    upgraded = run(str(newer), "/S", limit=600)
    if upgraded.code or stale.exists() or not book.exists() or book.read_bytes() != content:
        raise Wrong("installing over an older version left something of it, or touched a book")
    _is_version(run, versions[1])
    links = sorted(path.stem for path in drive.glob("**/Sổ Khối/*.lnk"))
    if links != ["Gỡ bỏ Sổ Khối", "Sổ Khối", "Tự kiểm tra"]:
        raise Wrong(f"Start menu: {links}")
    asked = run("reg", "query", r"HKCU\Software\Classes\SoKhoi.So\shell\open\command", limit=60)
    if "SoKhoi.exe" not in asked.text:
        raise Wrong("a book does not open with the program")
    tested = run(str(folder / "SoKhoi.exe"), "--help", limit=300)
    if tested.code:
        raise Wrong(f"the installed program ({tested.code})")
    # Where it lies, not from a copy in the temporary folder, so that its end is seen.
    run(str(folder / "Go-bo.exe"), "/S", f"_?={windows_path(folder, drive)}", limit=600)
    left = sorted(path.name for path in folder.iterdir())
    if book.read_bytes() != content:
        raise Wrong("removing touched a book")
    if not {book.name} <= set(left) <= {book.name, "Go-bo.exe"} or list(drive.glob("**/Sổ Khối/*.lnk")):
        raise Wrong(f"removing left {left}")
    if run("reg", "query", r"HKCU\Software\Classes\SoKhoi.So", limit=60).code == 0:
        raise Wrong("removing left its mark in the registry")
    book.unlink()
    say(f"{versions[0]} installed, upgraded to {versions[1]}, removed; the book was untouched")


def _is_version(run: Run, wanted: str) -> None:
    """Windows' list of programs says this version, once."""
    key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\SoKhoi"
    asked = run("reg", "query", key, "/v", "DisplayVersion", limit=60)
    if [line.split()[-1] for line in asked.text.splitlines() if "DisplayVersion" in line] != [wanted]:
        raise Wrong(f"the list of programs says not {wanted}:\n{asked.text}")


def windows_path(path: Path, drive: Path) -> str:
    """A place below Wine's C: as Windows names it."""
    return "C:\\" + str(path.relative_to(drive)).replace("/", "\\")
