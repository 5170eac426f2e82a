"""Pictures of every page with each of its tabs and of every dialog, in six states, at 1366×728 less the title bar.

    python -m tests.pictures.run FOLDER [STATE…]        states: empty practice large 150 200 dark
    python -m tests.pictures.run FOLDER papers …        every paper instead: `papers.py`

Each state is made in a process of its own. Beside the pictures lie `sheet-N.png` (contact sheets) and `faults.txt`:
what the program of `faults.py` finds. Exit status 1 when it finds anything.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

STATES = ("empty", "practice", "large", "150", "200", "dark")
TITLE_BAR = 30
COLUMNS, ROWS, WIDE = 4, 5, 480
SCREEN = "offscreen:configfile=tests/screen.json"


def book_of(state: str, folder: Path) -> Path:
    """A book for a state, made in a folder."""
    from models.book.book import create_book
    from tests.book import practice
    from tests.book.conftest import Clock, keys

    path = folder / "khoi.sokhoi"
    if state == "large":
        from tests.bench.large import with_journal

        with_journal(path, typed=200).close()
        return path
    with create_book(
        path, "Khối thi đua Tổng hợp tỉnh Sông Lành", clock=Clock("2025-12-19"), key_source=keys()
    ) as book:
        if state == "empty":
            book.years.open(2025)
        else:
            practice.build(book)
    return path


def take(state: str, folder: Path) -> list[str]:
    """Take every picture of a state; what is wrong with them, a line each."""
    import pytest
    from PySide6.QtWidgets import QApplication

    from models.book.book import open_book
    from tests.book.conftest import Clock, keys
    from tests.pictures.faults import faults
    from tests.ui import walk
    from ui.base import tokens
    from ui.base.session import Session
    from ui.window import app as look
    from ui.window.main_window import MainWindow

    patch = pytest.MonkeyPatch()
    walk.no_foreign_dialogs(patch)
    if state == "dark":
        patch.setattr(tokens, "wanted", lambda _app, _system: tokens.DARK)
    app = look.application()
    look.size_text(app, round(look.SIZE * int(state) / 100) if state.isdecimal() else look.SIZE)
    folder.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    names: list[str] = []
    with tempfile.TemporaryDirectory() as made:
        session = Session(open_book(book_of(state, Path(made)), clock=Clock("2025-12-19"), key_source=keys(9000)))
        window = MainWindow(session)
        free = window.screen().availableGeometry()
        window.resize(free.width(), free.height() - TITLE_BAR)
        window.show()
        window.complete()
        walk.settle(8)

        def shot(name: str, of: MainWindow | object) -> None:
            walk.settle(6)
            file = re.sub(r"[^\w-]+", "-", f"{len(names):03d} {name}")[:80] + ".png"
            of.grab().save(str(folder / file))  # type: ignore[attr-defined]  # a widget
            names.append(file)
            found.extend(f"{name}: {one}" for one in faults(of, free))  # type: ignore[arg-type]  # a widget

        for name, _page in walk.pages(window):
            shot(name, window)
        for name, dialog in walk.dialogs(window):
            shot(name, dialog)
        window.hide()
        session.close()
    QApplication.processEvents()
    patch.undo()
    contact(folder, names)
    (folder / "faults.txt").write_text("\n".join(found) + "\n", encoding="utf-8")
    return found


def contact(
    folder: Path,
    names: list[str],
    fields: tuple[int, int] = (COLUMNS, ROWS),
    size: tuple[int, int] = (WIDE, WIDE * 9 // 16),
) -> None:
    """Lay the pictures on sheets to be looked at together, so many across and down, each so wide and high."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter

    app = QGuiApplication.instance() or QGuiApplication([])  # letters are drawn by one
    (across, down), (wide, high) = fields, size
    line = 22
    per = across * down
    for number in range(0, len(names), per):
        part = names[number : number + per]
        rows = (len(part) + across - 1) // across
        sheet = QImage(across * wide, rows * (high + line), QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.darkGray)
        painter = QPainter(sheet)
        painter.setPen(Qt.GlobalColor.white)
        font = painter.font()
        font.setPixelSize(line * 2 // 3)
        painter.setFont(font)
        for place, name in enumerate(part):
            left, top = place % across * wide, place // across * (high + line)
            image = QImage(str(folder / name))
            image = image.scaled(
                wide - 6, high - 4, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawImage(left + 3, top + line, image)
            painter.drawText(QRect(left + 4, top, wide - 8, line), Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()
        sheet.save(str(folder / f"sheet-{number // per + 1}.png"))
    del app


def main(arguments: list[str]) -> int:
    """Take the asked states, each in its own process; print what was found."""
    if len(arguments) == 3 and arguments[0] == "--one":
        return int(bool(take(arguments[2], Path(arguments[1]) / arguments[2])))
    if not arguments:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    if arguments[1:2] == ["papers"]:
        from tests.pictures import papers

        return papers.main([arguments[0], *arguments[2:]])
    folder, asked = Path(arguments[0]).resolve(), arguments[1:] or list(STATES)
    unknown = [one for one in asked if one not in STATES]
    if unknown:
        sys.stderr.write(f"No such state: {', '.join(unknown)}. States: {', '.join(STATES)}\n")
        return 2
    bad = False
    for state in asked:
        with tempfile.TemporaryDirectory() as home:
            made = {**os.environ, "QT_QPA_PLATFORM": SCREEN, "SOKHOI_HOME": home}
            done = subprocess.run([sys.executable, "-m", "tests.pictures.run", "--one", str(folder), state], env=made)
        told = folder / state / "faults.txt"
        lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else ["nothing was taken"]
        taken, wrong = len(list((folder / state).glob("[0-9]*.png"))), len(list(filter(None, lines)))
        print(f"{state:9} {taken:4} pictures, {wrong} faults")
        bad = bad or done.returncode != 0
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
