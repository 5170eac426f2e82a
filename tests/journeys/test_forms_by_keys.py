"""Twelve forms given out and fifteen files brought back, in the program itself under a real X screen with real keys.

Three units fill their form with nothing but openpyxl; five of the files that come back are bad. In the end the book has
the right scores, the receipts of their day, and knows who is missing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.book.book import open_book
from models.book.scoring.rows import SheetAt
from models.exchange.forms import many
from models.exchange.forms.member_layout import COLUMNS, SCORES
from models.exchange.forms.member_out import HEAD, give_out
from models.keeping.verify import verify
from tests.exchange.forms.conftest import UNITS, YEAR, made
from tests.journeys.hands import HANDS

ROOT = Path(__file__).resolve().parents[2]
BLOC = "Khối thi đua số 7"
SAYS = {"u01": 3.5, "u05": 4, "u12": 2.25}
"""What three units write for the item i.7, whose most is 4."""

PERSON = (
    HANDS
    + """
out, back, names, fill = sys.argv[4:]

def paste(text):
    copy(text)
    keys("key", "ctrl+a")
    keys("key", "ctrl+v")
    time.sleep(0.7)

def command(words):
    place = dict(line.split("=") for line in keys("getwindowgeometry", "--shell", window(title)))
    keys("mousemove", "--window", place["WINDOW"], str(int(place["WIDTH"]) - 60), "16", "click", "1")
    time.sleep(0.7)
    paste(words)
    time.sleep(0.7)
    keys("key", "Return")

keys("key", "ctrl+5")
time.sleep(3)
command("Phát phiếu Excel")
window("Phát phiếu Excel vào thư mục")
paste(out)
keys("key", "Return")
time.sleep(0.7)
until(lambda: len(list(pathlib.Path(out).rglob("*.xlsx"))) == 12, "twelve forms")
subprocess.run([sys.executable, "-c", fill], check=True)
window(title)
command("Nhận phiếu Excel")
window("Nhận phiếu Excel")
paste(back)
keys("key", "Return")
time.sleep(1.5)
paste(names)
before = acts()
keys("key", "Return")
time.sleep(3)
window("Nhận phiếu Excel")
time.sleep(2)
keys("key", "Return")
until(lambda: acts() > before, "the scores")
window(title)
quit()
"""
)

FILL = """
import pathlib, shutil
from openpyxl import load_workbook

out, back, says, page, head, column = {0!r}
for path in pathlib.Path(out).rglob("*.xlsx"):
    unit = "u%02d" % int(path.stem.split("Sở số ")[1].split()[0])
    if unit in ("u10", "u11"):
        continue  # these two send nothing
    book = load_workbook(path)
    sheet = book[page]
    if unit in says:
        line = next(at for at in range(head, sheet.max_row) if sheet.cell(at, 1).value == "i.7")
        sheet.cell(line, column).value = says[unit]
        book.save(pathlib.Path(back) / (unit + ".xlsx"))
    else:
        shutil.copy(path, pathlib.Path(back) / (unit + ".xlsx"))
"""


def bad_files(folder: Path) -> list[str]:
    """A file cut off, one that is no workbook, a zip of something else, a form of another book, a list."""
    (folder / "cut.xlsx").write_bytes(b"PK\x03\x04" + bytes(40))
    (folder / "text.xlsx").write_text("Phiếu chấm điểm", encoding="utf-8")
    with zipfile.ZipFile(folder / "zip.xlsx", "w") as file:
        file.writestr("doc.txt", "x")
    with open_book(made(folder.parent / "khac.sokhoi", 700)) as book:
        (path,) = give_out(book, YEAR, "self", folder.parent / "khac", units=["u10"])
    path.rename(folder / "other.xlsx")
    listed = Workbook()
    listed.worksheets[0].append(["STT", "Đơn vị", "Ghi chú"])
    listed.save(folder / "list.xlsx")
    return ["cut.xlsx", "text.xlsx", "zip.xlsx", "other.xlsx", "list.xlsx"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X is Linux's screen")
def test_forms_go_out_and_come_back_by_keys(tmp_path: Path) -> None:
    path, out, back = made(tmp_path / "khoi.sokhoi"), tmp_path / "out", tmp_path / "back"
    out.mkdir()
    back.mkdir()
    names = [f"{unit}.xlsx" for unit in UNITS if unit not in ("u10", "u11")] + bad_files(back)
    assert len(names) == 15
    fill = FILL.format((str(out), str(back), SAYS, SCORES, HEAD + 2, COLUMNS.index("base") + 1))
    said = [str(ROOT / "main.py"), str(path), BLOC, str(out), str(back), " ".join(f'"{name}"' for name in names), fill]
    command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, "-c", PERSON, *said]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with open_book(path, read_only=True) as book:
        assert verify(book.store).ok
        for unit in UNITS:
            sheet = book.scores.sheet(SheetAt(YEAR, unit, "self"))
            stated = {key: held.cell.stated for key, held in sheet.cells.items()}
            assert stated == ({"i.7": {"base": Fraction(SAYS[unit])}} if unit in SAYS else {})
            assert bool(sheet.received_on) == (unit in SAYS)
        assert many.waiting(book, YEAR, "self") == tuple(unit for unit in UNITS if unit not in SAYS)
        assert sum(op.kind == "take-forms" for op in book.store.ops()) == 1
