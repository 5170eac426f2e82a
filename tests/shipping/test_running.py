"""Running the package: its self-test, its installers, Wine with its limits, and what of a run counts."""

from __future__ import annotations

import os
import shutil
import sys
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest

from shipping import journeys, release, windows, wine

ROOT = Path(__file__).resolve().parents[2]


def told(code: int, text: str) -> journeys.Run:
    return lambda *command, **rest: wine.Done(code, text)


@pytest.mark.parametrize(("code", "text"), [(1, journeys.SELFTEST), (0, ""), (124, "")])
def test_a_self_test_that_did_not_say_good_is_wrong(tmp_path: Path, code: int, text: str) -> None:
    with pytest.raises(journeys.Wrong, match=r"selftest \("):
        journeys.selftest(told(code, text), tmp_path / "SoKhoi.exe", tmp_path, lambda text: None)


def test_a_self_test_without_a_picture_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(journeys.Wrong, match="no picture"):
        journeys.selftest(told(0, journeys.SELFTEST), tmp_path / "SoKhoi.exe", tmp_path, lambda text: None)


def test_a_program_that_does_not_end_is_stopped_at_its_limit() -> None:
    done = windows.run_here(sys.executable, "-c", "import time; time.sleep(60)", limit=1)
    assert done.code == 124


def pretended_installers(drive: Path, upgrade: str) -> journeys.Run:
    """Windows with two installers; the newer one does to what is installed what `upgrade` says."""
    folder = drive / "users" / "x" / "AppData" / "Local" / "Programs" / "SoKhoi"
    menu = drive / "Sổ Khối"
    said = {"version": ""}

    def run(*command: str, **rest: object) -> wine.Done:
        name = Path(command[0].replace("\\", "/")).name
        if name == "reg":
            if command[-1] == "DisplayVersion":
                return wine.Done(0, f"    DisplayVersion    REG_SZ    {said['version']}\n")
            return wine.Done(0, "SoKhoi.exe") if said["version"] else wine.Done(1, "")
        if name in ("old.exe", "new.exe"):
            if name == "old.exe" or upgrade != "forgets its version":
                said["version"] = {"old.exe": "0.0.1", "new.exe": "1.0"}[name]
            for place in (folder / "_internal", menu):
                place.mkdir(parents=True, exist_ok=True)
            for link in ("Gỡ bỏ Sổ Khối", "Sổ Khối", "Tự kiểm tra"):
                (menu / f"{link}.lnk").touch()
            if name == "new.exe" and upgrade != "leaves a file":
                (folder / "_internal" / "of-an-older-version.dll").unlink()
            if name == "new.exe" and upgrade == "touches a book":
                (folder / "sổ của tôi.sokhoi").write_bytes(b"y")
        if name == "Go-bo.exe":
            said["version"] = ""
            for place in (folder / "_internal", menu):
                shutil.rmtree(place)
        return wine.Done(0, "")

    return run


@pytest.mark.parametrize("upgrade", ["", "leaves a file", "touches a book", "forgets its version"])
def test_an_upgrade_that_leaves_something_old_or_touches_a_book_is_wrong(tmp_path: Path, upgrade: str) -> None:
    said: list[str] = []
    setups, versions = (tmp_path / "old.exe", tmp_path / "new.exe"), ("0.0.1", "1.0")
    trying = partial(
        journeys.install, pretended_installers(tmp_path / "c", upgrade), setups, versions, tmp_path / "c", said.append
    )
    if upgrade:
        with pytest.raises(journeys.Wrong):
            trying()
    else:
        trying()
        assert said == ["0.0.1 installed, upgraded to 1.0, removed; the book was untouched"]


LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Wine is for systems that are not Windows")


def pretended_wine(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str, seconds: int | None = None) -> wine.Wine:
    """Wine as a shell script, with `seconds` for all it does."""
    (folder / "wine").write_text("#!/bin/sh\n" + script, encoding="utf-8")
    (folder / "wine").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return wine.Wine(folder, ":0", wine.Allowance(seconds))


@LINUX
def test_what_wine_runs_ends_at_its_own_limit_or_when_no_time_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = "echo begun; exec sleep 60"
    assert pretended_wine(tmp_path, monkeypatch, hanging).run("a.exe", limit=1) == wine.Done(wine.CUT_OFF, "begun\n")
    with pytest.raises(wine.NoTime) as late:
        pretended_wine(tmp_path, monkeypatch, hanging, seconds=1).run("a.exe", limit=60)
    assert late.value.text == "begun\n"
    with pytest.raises(wine.NoTime):
        pretended_wine(tmp_path, monkeypatch, hanging, seconds=0).run("a.exe", limit=60)


@LINUX
def test_a_program_that_ended_counts_though_something_it_left_behind_still_holds_its_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_behind = pretended_wine(tmp_path, monkeypatch, "sleep 60 &\necho done; exit 3")
    assert left_behind.run("a.exe", limit=1) == wine.Done(3, "done\n")


def machine(tmp_path: Path, run: object, said: list[str]) -> windows.Machine:
    made = windows.Machine(wine.Wine(tmp_path, ":0", wine.Allowance()), wine.Allowance(), said.append)
    made.run = run  # type: ignore[method-assign, assignment]
    return made


def out_of_time(text: str) -> object:
    def run(*command: str, **rest: object) -> wine.Done:
        raise wine.NoTime(text)

    return run


@pytest.mark.parametrize("dots", ["..s.F. [ 12%]", ".....E", "F"])
def test_a_test_that_failed_counts_though_the_others_had_no_time(tmp_path: Path, dots: str) -> None:
    said: list[str] = []
    with pytest.raises(windows.Failed, match="not run"):
        machine(tmp_path, out_of_time(f"..... [  1%]\n{dots}\n"), said).test()
    assert dots in said[0]


@pytest.mark.parametrize("text", ["", "..s.. [ 12%]\n..x", "wine: FAILED to do that\n.... [ 1%]"])
def test_tests_that_had_no_time_and_no_failure_did_not_fail(tmp_path: Path, text: str) -> None:
    with pytest.raises(wine.NoTime):
        machine(tmp_path, out_of_time(text), []).test()


@pytest.mark.parametrize("chosen", [*windows.TESTED, *windows.NOT_TESTED])
def test_the_tests_that_are_chosen_for_windows_are_there(chosen: str) -> None:
    place, _, name = chosen.partition("::")
    assert (ROOT / place).exists()
    assert not name or f"\ndef {name}" in (ROOT / place).read_text(encoding="utf-8")


@LINUX
def test_the_books_of_the_tests_lie_where_they_are_told(tmp_path: Path) -> None:
    given: list[object] = []

    def run(*command: str, limit: int, variables: dict[str, str]) -> wine.Done:
        assert not [name for name in variables if "TMP" in name or "TEMP" in name], "TMPDIR is for Wine's own server"
        given.append([part for part in command if part.startswith("--basetemp")])
        return wine.Done(0, "1 passed")

    for place in (None, Path("/dev/shm")):
        machine(tmp_path, run, []).test(place)
    assert given == [[], ["--basetemp=Z:\\dev\\shm\\so-khoi-wine"]]


@pytest.mark.parametrize("turned", [False, True])
def test_what_failed_is_said_before_what_could_not_be_run(turned: bool) -> None:
    def ended(trouble: Exception | None) -> Future[None]:
        made: Future[None] = Future()
        made.set_exception(trouble) if trouble else made.set_result(None)
        return made

    late, wrong, good = ended(wine.NoTime()), ended(windows.Failed("tests")), ended(None)
    with pytest.raises(windows.Failed):
        windows.raise_worst([wrong, late] if turned else [late, wrong])
    with pytest.raises(wine.NoTime):
        windows.raise_worst([good, late] if turned else [late, good])
    windows.raise_worst([good, good])


def test_a_program_that_writes_into_its_own_folder_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "SoKhoi"
    folder.mkdir()
    (folder / "SoKhoi.exe").write_bytes(b"x")
    before = journeys.listing(folder)
    assert journeys.listing(folder) == before
    (folder / "cache").write_bytes(b"")
    assert journeys.listing(folder) != before
    (folder / "cache").unlink()
    os.utime(folder / "SoKhoi.exe", (1, 1))
    assert journeys.listing(folder) != before


@pytest.mark.parametrize("suffix", sorted(windows.MOST))
def test_a_zip_or_an_installer_that_grew_too_big_is_not_handed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def packed(folder: Path, target: Path, *rest: object) -> Path:
        target.write_bytes(bytes(10 + (target.suffix == suffix)))
        return target

    (tmp_path / "dist").mkdir()
    monkeypatch.setattr(windows, "ROOT", tmp_path)
    monkeypatch.setattr(release, "version", lambda root: "1.0")
    monkeypatch.setenv(release.EPOCH, "1795910400")
    monkeypatch.setattr(shutil, "which", lambda program: program)
    for name in ("pack_zip", "pack_installer"):
        monkeypatch.setattr(windows, name, packed)
    monkeypatch.setattr(windows, "MOST", dict.fromkeys(windows.MOST, 10))
    with pytest.raises(windows.Failed, match=f"{suffix} has 11 bytes"):
        windows.artefacts(lambda text: None)
    assert not (tmp_path / "dist" / "SHA256SUMS").exists()
    monkeypatch.setattr(windows, "MOST", dict.fromkeys(windows.MOST, 11))
    assert len(windows.artefacts(lambda text: None)) == 2
