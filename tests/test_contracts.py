"""Every import contract of `pyproject.toml` is seen to fail: a forbidden import put into a copy breaks it by name."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "The house: ui -> printing -> models": ("models/book/bloc/settings.py", "printing.catalogue"),
    "The models: keeping -> exchange -> book -> file, and rules below all": (
        "models/file/lock.py",
        "models.book.bloc.settings",
    ),
    "The book by area: what an area stands on lies below it": (
        "models/book/units/roster.py",
        "models.book.scoring.sheets",
    ),
    "The window: window -> areas -> kit -> base -> words": ("ui/kit/style.py", "ui.home.page"),
    "The rules by subject: acts above places, places above forms, numbers below": (
        "models/rules/form/item.py",
        "models.rules.place.ranking",
    ),
    "The rules know nothing of files, windows and paper": ("models/rules/number/text.py", "sqlite3"),
    "Windows and paper go through the book, never to the file": ("ui/units/page.py", "models.file.store"),
    "Paper and models know no window": ("printing/catalogue.py", "PySide6"),
    "Nobody imports the door": ("ui/window/app.py", "main"),
    "Only printing knows ReportLab and python-docx": ("models/exchange/places.py", "docx"),
}
LINT = "from importlinter.cli import lint_imports_command as main; main()"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's modules in a folder of their own."""
    place = tmp_path_factory.mktemp("house")
    for room in ("models", "ui", "printing"):
        shutil.copytree(ROOT / room, place / room, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("main.py", "pyproject.toml"):
        shutil.copy(ROOT / file, place / file)
    return place


def test_each_contract_has_its_trial() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    assert {one["name"] for one in said} == set(FORBIDDEN)


@pytest.mark.parametrize("contract", FORBIDDEN)
def test_a_forbidden_import_breaks_its_contract(copy: Path, contract: str) -> None:
    file, module = FORBIDDEN[contract]
    place = copy / file
    text = place.read_text(encoding="utf-8")
    begin = "from __future__ import annotations\n"
    assert begin in text
    place.write_text(text.replace(begin, f"{begin}import {module}\n", 1), encoding="utf-8")
    try:
        command = [sys.executable, "-c", LINT, "--no-logo", "--no-cache"]
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, encoding="utf-8")
    finally:
        place.write_text(text, encoding="utf-8")
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout
