"""The program tests itself, packaged or not: a new book through its first year in a scratch folder, one window shown.

Every step says what it found; the first that is wrong ends the test with a status other than 0. It touches nothing
outside its own folder, so a person may run it on any machine ("SoKhoi selftest") to know whether the program works.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from models.book.scoring.rows import SheetAt
from models.exchange.places import writing
from ui.window.selftest.outcome import Wrong, same

if TYPE_CHECKING:
    from models.rules.form.scoring import Item


YEAR = 2026
UNITS = (("Sở Nội vụ", "92"), ("Hội Nông dân tỉnh", "88.5"), ("Tỉnh đoàn", "90.25"))


def run(folder: Path | None = None) -> int:
    """Go through all steps in `folder` (a temporary one by default); 0 when every one is right."""
    try:
        if folder is not None:
            with writing(folder):
                folder.mkdir(parents=True, exist_ok=True)
            return _steps(folder)
        with tempfile.TemporaryDirectory(prefix="sokhoi-") as scratch:
            return _steps(Path(scratch))
    except Wrong as wrong:
        print(f"SAI: {wrong}", file=sys.stderr)
        return 1


def _steps(folder: Path) -> int:
    path = folder / "tự kiểm tra.sokhoi"
    path.unlink(missing_ok=True)
    begun = time.monotonic()
    for step in (_make, _reopen, _carry, _live, _picture):
        step(path)
        print(f"{step.__doc__} ({int((time.monotonic() - begun) * 1000)} ms)", flush=True)
    print("Chương trình tự kiểm tra: tốt")
    return 0


def _make(path: Path) -> None:
    """Lập sổ, đơn vị, bảng chấm điểm, điểm, xếp hạng, in PDF"""
    from models.book.book import create_book
    from models.book.year.years import Stage
    from printing.catalogue import PAPERS

    with create_book(path, "Khối tự kiểm tra", place="Sông Lành") as book:
        book.years.open(YEAR, stages=[Stage("bloc", "Khối chấm")])
        units = [book.members.add(name, year=YEAR) for name, _ in UNITS]
        book.regulations.adopt_pack(YEAR, "khoi-mau-thuong-dung")
        form = book.forms.create("Bảng chấm điểm", Fraction(100))
        book.forms.put_node(form, _item())
        book.forms.adopt(YEAR, form)
        for unit, (_, points) in zip(units, UNITS, strict=True):
            book.scores.enter(SheetAt(YEAR, unit, "bloc"), "i", stated={"base": Fraction(points)})
        places = [(place.unit, place.rank) for place in book.standing.ranking(YEAR, "bloc").places]
        same("xếp hạng", places, [(units[0], 1), (units[2], 2), (units[1], 3)])
        paper = next(kind for kind in PAPERS if kind.key == "xep-hang")
        content = paper.make(book, year=YEAR)
        same("tệp PDF", content[:5], b"%PDF-")
        path.with_suffix(".pdf").write_bytes(content)


def _item() -> Item:
    from models.rules.form.scoring import Item, Part

    part = Part("chuan", "base", "by-hand/1")
    return Item("i", code="I", title="Kết quả công tác năm", max=Fraction(100), parts=(part,))


def _reopen(path: Path) -> None:
    """Mở lại, hoàn tác, làm lại, kiểm tra sổ với nhật ký"""
    from models.book.book import open_book
    from models.keeping.verify import verify

    with open_book(path) as book:
        before = book.store.digests()
        unit = book.members.roster(YEAR)[0].key
        book.scores.enter(SheetAt(YEAR, unit, "bloc"), "i", stated={"base": Fraction(50)})
        book.store.undo()
        same("hoàn tác", book.store.digests(), before)
        same("kiểm tra sổ", verify(book.store).ok, True)


def _carry(path: Path) -> None:
    """Xuất ra tệp trao đổi, lấy lại vào sổ khác, nội dung như nhau"""
    from models.book.book import create_book, open_book
    from models.exchange import interchange

    document, twin = path.with_suffix(".json"), path.with_name("bản lấy lại.sokhoi")
    twin.unlink(missing_ok=True)
    with open_book(path, read_only=True) as first, create_book(twin, "B") as second:
        interchange.write(first, document)
        interchange.import_into(second, interchange.read(document))
        same("lấy lại", second.store.canonical(), first.store.canonical())


def _live(path: Path) -> None:
    """Một năm trong cửa sổ: dán đơn vị, điểm, xếp hạng, PDF, Word, khóa sổ, bàn giao, nhận"""
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from models.book.book import open_book
    from models.keeping.verify import verify
    from ui.window.selftest import year

    received = path.with_name("bản cho nơi nhận.sokhoi")
    year.live(path.with_name("một năm.sokhoi"), received)
    with open_book(received, read_only=True) as book:
        same("kiểm tra sổ đã nhận", verify(book.store).ok, True)


def _picture(path: Path) -> None:
    """Mở cửa sổ và chụp các trang"""
    from PySide6.QtGui import QImage

    from ui.window.pictures import take

    for picture in take(path, path.with_name("hình")):
        image = QImage(str(picture))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        same(f"hình {picture.name} không trống", len(colours) > 3, True)
