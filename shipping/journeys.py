"""The packaged program for Windows, run as a person runs it: its self-test with the window, and a year by its verbs."""

from __future__ import annotations

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
    done = run(str(program), "selftest", str(folder), limit=600, variables={"SOKHOI_HOME": str(home / "profile")})
    say(done.text.strip())
    if done.code or SELFTEST not in done.text:
        raise Wrong(f"selftest ({done.code})")
    pictures = sorted(folder.rglob("*.png"))
    if not pictures:
        raise Wrong("selftest took no picture")
    say(f"{len(pictures)} pictures in {pictures[0].parent}")


def walk(run: Run, program: Path, python: Path, root: Path, say: Callable[[str], None]) -> None:
    """The self-test, then the practice year: ranked as from source, printed, exported, taken in, verified."""
    home = program.parents[2] / "windows-journey"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
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
    verb("print", book, "xep-hang", "-o", "Xếp hạng.pdf")
    if (home / "Xếp hạng.pdf").read_bytes()[:5] != b"%PDF-":
        raise Wrong("the paper is no PDF")
    verb("export", book, "năm.json")
    verb("import", "lấy lại.sokhoi", "năm.json")
    verb("verify", "lấy lại.sokhoi")
    verb("vrify", book, status=2)
