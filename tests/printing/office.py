"""LibreOffice as a second reader of our Word files, and how many pages it lays each on. Nothing without it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.exchange.forms.calc import environment, program

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>
"""
"""The offices' machines have Times New Roman; a test's has the face of the same widths that comes with us."""


def pdfs_of(paths: list[Path], folder: Path, seconds: int = 900) -> dict[Path, Path]:
    """Each Word file with the PDF that LibreOffice made of it in `folder`, one start of it for all."""
    soffice = program()
    assert soffice is not None, "no LibreOffice"
    folder.mkdir(parents=True, exist_ok=True)
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=FONTS, cache=folder / "cache"), encoding="utf-8")
    command = [soffice, f"-env:UserInstallation={(folder / 'lo').as_uri()}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run(
        [*command, "--outdir", str(folder), *map(str, paths)],
        capture_output=True,
        timeout=seconds,
        env={**environment(), "FONTCONFIG_FILE": str(fonts)},
        check=False,
    )
    made = {path: folder / f"{path.stem}.pdf" for path in paths}
    missing = [path.name for path, pdf in made.items() if not pdf.exists()]
    assert not missing, (missing, done.stderr.decode("utf-8", "replace")[-500:])
    return made


def pages_of(pdf: Path) -> int:
    """How many pages a PDF has, as poppler counts them."""
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    return int(told.split("Pages:")[1].split()[0])
