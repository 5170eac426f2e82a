"""Contact sheets of every paper in every family, the practice bloc led by a unit of that family, in a state of its own:

    python3 dev.py pictures FOLDER papers [FAMILY…] [--word]        families: state party front youth

Each paper lies there as PDF, its pages on `sheet-N.png`. With `--word` its Word file is there as well, opened by
LibreOffice, its pages on `word-N.png`, and `faults.txt` names papers whose number of pages differs by more than one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from models.rules.errors import Refusal
from printing.blocks import FamilyKey
from printing.catalogue import PAPERS
from tests.book.practice import YEAR
from tests.pictures.run import contact
from tests.printing.lived import LED_BY, lead_by, lived
from tests.printing.office import pages_of, pdfs_of

DPI = 60
ACROSS, DOWN, WIDE, TALL = 6, 3, 320, 452


def taken(pdf: Path, into: Path) -> list[str]:
    """The pages of a PDF as pictures; their names."""
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", str(pdf), str(into / pdf.stem)], check=True)
    return sorted(one.name for one in into.glob(f"{pdf.stem}-*.png"))


def take(family: FamilyKey, folder: Path, word: bool) -> list[str]:
    """Every paper of a family in a folder; what is wrong, a line each."""
    folder.mkdir(parents=True, exist_ok=True)
    found, drawn, typed = [], list[Path](), list[Path]()
    with tempfile.TemporaryDirectory() as made, lived(Path(made) / "khoi.sokhoi") as book:
        lead_by(book, family)
        for number, kind in enumerate(PAPERS):
            place = folder / f"{number:02d}-{kind.key}.pdf"
            try:
                place.write_bytes(kind.make(book, year=YEAR))
                if word and kind.word:
                    typed.append(place.with_suffix(".docx"))
                    typed[-1].write_bytes(kind.make(book, "docx", year=YEAR))
            except Refusal as refusal:
                found.append(f"{kind.key}: refused, {refusal.code} {refusal.facts}")
                continue
            drawn.append(place)
    _sheets(folder, "sheet", drawn)
    if typed:
        opened = pdfs_of(typed, folder / "libreoffice")
        for source, pdf in opened.items():
            ours, theirs = pages_of(source.with_suffix(".pdf")), pages_of(pdf)
            if abs(ours - theirs) > 1:
                found.append(f"{source.stem}: {ours} pages, {theirs} by LibreOffice")
        _sheets(folder, "word", list(opened.values()))
    (folder / "faults.txt").write_text("\n".join(found) + "\n", encoding="utf-8")
    return found


def _sheets(folder: Path, name: str, pdfs: list[Path]) -> None:
    pictures = folder / name
    pictures.mkdir(exist_ok=True)
    names = [one for pdf in pdfs for one in taken(pdf, pictures)]
    contact(pictures, names, (ACROSS, DOWN), (WIDE, TALL))


def main(arguments: list[str]) -> int:
    """Take the families asked for; print what was found."""
    word = "--word" in arguments
    asked = [one for one in arguments if one != "--word"]
    unknown = [one for one in asked[1:] if one not in LED_BY]
    if not asked or unknown:
        sys.stderr.write(f"No such family: {', '.join(unknown)}\n" if unknown else f"{__doc__}\n")
        return 2
    folder, bad = Path(asked[0]).resolve(), False
    for family in LED_BY:
        if family in asked[1:] or not asked[1:]:
            found = take(family, folder / family, word)
            print(f"{family:9} {len(PAPERS)} papers, {len(found)} faults")
            for one in found:
                print(f"  {one}")
            bad = bad or bool(found)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
