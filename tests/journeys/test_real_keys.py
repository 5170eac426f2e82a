"""The program itself under a real X screen with real keys: a unit's name pasted, points typed, undo, quit."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import create_book, open_book
from models.book.scoring.rows import SheetAt
from models.keeping.verify import verify
from models.rules.form.scoring import Item
from tests.book.conftest import Clock
from tests.journeys.hands import HANDS

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2025
BLOC, NAME = "Khoi thu phim", "Đội Quản lý thị trường số 1, huyện Tuần Giáo"

PERSON = f"""{HANDS}
name = sys.argv[4]
keys("key", "ctrl+2")
time.sleep(1.5)
keys("key", "Insert")
window("Thêm đơn vị")
copy(name)
before = acts()
keys("key", "ctrl+v")
time.sleep(0.5)
keys("key", "Return")
until_written(before, name)
window(title)
keys("key", "ctrl+5")
time.sleep(2.5)
for typed in ("9,5", "8"):
    before = acts()
    keys("type", "--delay", "60", typed)
    keys("key", "Return")
    until_written(before, typed)
before = acts()
keys("key", "ctrl+z")
until_written(before, "undo")
quit()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X is Linux's screen")
def test_a_person_works_with_the_program(tmp_path: Path) -> None:
    path = tmp_path / "so.sokhoi"
    with create_book(path, BLOC, clock=Clock("2025-12-05")) as book:
        book.years.open(YEAR)
        book.members.add("Thanh tra tỉnh", "Thanh tra", "state", key="ttr", year=YEAR)
        book.forms.adopt(YEAR, book.forms.load_shipped("mau_100"))
    command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, "-c", PERSON]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*command, str(ROOT / "main.py"), str(path), BLOC, NAME],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with open_book(path, read_only=True) as book:
        assert verify(book.store).ok
        assert [member.unit.name for member in book.members.roster(YEAR)] == ["Thanh tra tỉnh", NAME]
        kinds = [op.kind for op in book.store.ops()]
        assert kinds.count("undo") == 1
        items = [node.key for node in book.forms.form(book.forms.for_unit(YEAR, "ttr")).nodes if isinstance(node, Item)]
        held = {
            key: cell.cell.stated["base"] for key, cell in book.scores.sheet(SheetAt(YEAR, "ttr", "self")).cells.items()
        }
        assert held == {items[0]: Fraction("9.5")}, "the second point was taken back"
