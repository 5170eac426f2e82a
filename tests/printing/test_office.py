"""Word files opened by LibreOffice: as many pages as the PDF, all letters there, footers that count. Without
LibreOffice or poppler these are skipped; every paper, year and family is `dev.py prove papers`."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from models.book.book import Book
from printing.blocks import FamilyKey, Running, SheetSet
from printing.catalogue import PAPERS, as_pdf
from printing.documents import score_sheet
from printing.word import file
from tests.exchange.forms.calc import program
from tests.printing import contents, papers, said
from tests.printing.office import pdfs_of
from tests.printing.test_word import turned
from tests.proofs import papers as papers_proof

pytestmark = pytest.mark.skipif(program() is None or not shutil.which("pdftotext"), reason="no LibreOffice or poppler")
YEAR = 2025
SHAPES: dict[str, FamilyKey] = {
    "phieu-cham": "state",
    "bang-chi-tiet-a4": "state",
    "bang-tong-hop": "party",
    "xep-hang": "youth",
    "bien-ban-hoi-nghi": "party",
    "to-trinh-khen": "party",
    "giao-uoc": "state",
    "bao-cao-tong-ket": "front",
    "thong-bao-diem": "youth",
    "ke-hoach": "front",
    "bien-ten": "state",
}
"""One paper of each make, spread over the families."""


def text_of(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_libreoffice_lays_a_word_file_on_as_many_pages_with_all_its_letters(lived_book: Book, tmp_path: Path) -> None:
    made = {
        kind.key: turned(kind.composed(lived_book, year=YEAR), SHAPES[kind.key])
        for kind in PAPERS
        if kind.key in SHAPES
    }
    assert made.keys() == SHAPES.keys()
    sources = {key: tmp_path / f"{key}.docx" for key in made}
    for key, path in sources.items():
        path.write_bytes(file.render(made[key]))
    opened = pdfs_of(list(sources.values()), tmp_path / "office")
    for key, path in sources.items():
        text = text_of(opened[path])
        ours, theirs = len(papers.pages(as_pdf(made[key]), tmp_path)), text.count("\f")
        assert abs(ours - theirs) <= 1, (key, ours, theirs)
        lacking = Counter(said.of(made[key])) - Counter(said.squeezed(text))
        assert not lacking, (key, lacking)


def test_the_footer_of_a_sheet_is_counted_not_remembered(tmp_path: Path) -> None:
    """What stands in the file until somebody counts is a wrong number here."""
    (one,) = score_sheet.compose(contents.score_sheets(contents.UNITS[:1]))
    short = replace(one, form=replace(one.form, rows=one.form.rows[:4]), cells=one.cells[:4])
    source, target = zipfile.ZipFile(BytesIO(file.render(SheetSet((one, short), "Phiếu")))), tmp_path / "phieu.docx"
    with zipfile.ZipFile(target, "w") as wrong:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("word/footer"):
                text = re.sub(rb"(PAGEREF het_phieu_\d+ .*?<w:t>)\d+(</w:t>)", rb"\g<1>77\2", text, flags=re.S)
                assert b">77<" in text
            wrong.writestr(name, text)
    text = text_of(pdfs_of([target], tmp_path / "office")[target])
    assert re.findall(r"Trang (\d+/\d+)", text) == ["1/2", "2/2", "1/1"]


def test_running_text_of_every_family_has_its_own_letterhead(tmp_path: Path, lived_book: Book) -> None:
    kind = next(one for one in PAPERS if one.key == "giay-moi")
    made = kind.composed(lived_book, year=YEAR)
    assert isinstance(made, Running)
    tops = {
        "state": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "front": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "party": "ĐẢNG CỘNG SẢN VIỆT NAM",
        "youth": "ĐOÀN TNCS HỒ CHÍ MINH",
    }
    sources = {family: tmp_path / f"{family}.docx" for family in tops}
    for family, path in sources.items():
        path.write_bytes(file.render(turned(made, family)))  # type: ignore[arg-type]  # keys of the families
    opened = pdfs_of(list(sources.values()), tmp_path / "office")
    for family, top in tops.items():
        assert top in text_of(opened[sources[family]]).split("\f")[0], family


HARD = ("xep-hang", "thong-bao-xep-hang", "bien-ban-hoi-nghi", "to-trinh-khen", "ket-luan", "bang-tong-hop")


@pytest.mark.parametrize(("kind", "family"), [("long", "party"), ("thirty", "youth")])
def test_papers_of_hard_years_in_libreoffice(kind: str, family: FamilyKey, tmp_path: Path) -> None:
    """A few of what `prove papers` tries whole."""
    tried = dict(papers_proof.tried(kind, family, tmp_path, HARD))
    assert tried.keys() == set(HARD) and not any(tried.values()), tried
