"""The self-test's year as a person lives it: units pasted, a form of the program's, points with comma and with point,
the ranking, papers as PDF and Word, the year closed, the book handed over and received.

Dialogs are filled and their first button pressed, keys go to the grid. The clipboard is the person's own and is left
alone: what would be pasted is given to what pastes.
"""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from models.book.book import create_book, open_book
from models.book.scoring.rows import SheetAt
from models.exchange.places import sweep, write_whole
from ui.base.session import Session
from ui.window.app import application
from ui.window.main_window import MainWindow
from ui.window.selftest.outcome import Wrong, same
from ui.words.messages import show

if TYPE_CHECKING:
    from models.book.book import Book

YEAR = 2026
NAMES = ("Sở Nội vụ", "Hội Nông dân tỉnh", "Đội Quản lý thị trường số 1, huyện Tuần Giáo")
PASTED = "Đơn vị\tThủ trưởng\n" + "\n".join(f"{name}\tNguyễn Thị Hường" for name in NAMES)
POINTS = ("20", "19,5", "19.75")
"""What is pasted for the first item, unit by unit: written with a comma and with a point."""


def live(path: Path, taken: Path) -> None:
    """Live the year in a new book at `path`, its papers beside it, and receive it at `taken`; Wrong at the first step
    that does not give what it must."""
    for one in (path, taken):
        sweep(one)
    application()
    with create_book(path, "Khối một năm", place="Sông Lành") as book, closing(Session(book)) as session:
        book.years.open(YEAR)
        book.regulations.adopt_pack(YEAR, "khoi-mau-thuong-dung")
        window = MainWindow(session)
        window.show()
        _paste_units(window)
        _take_a_form(window)
        _put_points(window)
        _make_papers(book, path)
        _close_and_hand_over(window, taken)
        held = book.closing.pending()
        code = held.code if held is not None else ""
        window.hide()
    _receive(taken, code)


def _paste_units(window: MainWindow) -> None:
    from ui.units.paste_units import PasteUnitsDialog

    _press(window, PasteUnitsDialog(window.session, PASTED, _page(window, "members")))
    same("đơn vị đã dán", [one.unit.name for one in window.session.book.members.roster(YEAR)], list(NAMES))


def _take_a_form(window: MainWindow) -> None:
    from ui.form.adopt_form import AdoptFormDialog
    from ui.form.take_form import ShippedFormDialog

    page, book = _page(window, "form"), window.session.book
    chosen = ShippedFormDialog(window.session, page)
    (row,) = [row for row in range(chosen.list.count()) if chosen.list.item(row).data(256) == "mau_100"]
    chosen.list.setCurrentRow(row)
    _press(window, chosen)
    (form,) = book.forms.all()
    _press(window, AdoptFormDialog(window.session, form.key, page))
    same("bảng áp dụng", book.forms.for_unit(YEAR, book.members.roster(YEAR)[0].key), form.key)


def _put_points(window: MainWindow) -> None:
    """The whole table pasted, one cell written over by keys; the ranking follows."""
    page, book = _page(window, "scores"), window.session.book
    units = [one.key for one in book.members.roster(YEAR)]
    items = book.forms.form(book.forms.for_unit(YEAR, units[0])).items()
    page.grid.stand(units[0], items[0].key)
    page.grid.paste("\n".join("\t".join((first, *(show(one.max) for one in items[1:]))) for first in POINTS))
    page.grid.stand(units[0], items[1].key)
    _keys(page.grid, "7")
    editor = page.grid.viewport().findChild(QLineEdit)
    if editor is None:
        raise Wrong("gõ điểm không mở ô")
    _keys(editor, ",25\r")
    found = [_points(book, unit, items[0].key) for unit in units] + [_points(book, units[0], items[1].key)]
    same("điểm", found, [Fraction(20), Fraction("19.5"), Fraction("19.75"), Fraction("7.25")])
    _page(window, "ranking")
    stage = book.years.stages(YEAR)[0].key
    ranked = [(place.unit, place.rank) for place in book.standing.ranking(YEAR, stage).places]
    same("xếp hạng", ranked, [(units[2], 1), (units[1], 2), (units[0], 3)])


def _points(book: Book, unit: str, item: str) -> Any:
    cell = book.scores.sheet(SheetAt(YEAR, unit, book.years.stages(YEAR)[0].key)).cells.get(item)
    return None if cell is None else cell.cell.stated.get("base")


def _make_papers(book: Book, path: Path) -> None:
    from printing.catalogue import PAPERS

    paper = next(kind for kind in PAPERS if kind.key == "xep-hang")
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK\x03\x04")):
        content = paper.make(book, form, year=YEAR)  # type: ignore[arg-type]  # a paper of its own
        same(f"tệp {form}", content[: len(begins)], begins)
        write_whole(path.with_suffix("." + form), content)


def _close_and_hand_over(window: MainWindow, taken: Path) -> None:
    from ui.closing.dialogs import CloseYearDialog
    from ui.closing.handover import HandOverDialog

    page, book = _page(window, "closing"), window.session.book
    _press(window, CloseYearDialog(window.session, 0, page))
    same("năm đã khóa", book.years.get(YEAR).state, "closed")
    handing = HandOverDialog(window.session, page)
    handing.unit.setCurrentIndex(handing.unit.findData(book.members.roster(YEAR)[1].key))
    handing.place.path.setText(str(taken))
    _press(window, handing)
    same("bản cho nơi nhận", taken.is_file(), True)


def _receive(taken: Path, code: str) -> None:
    from ui.closing.handover import ReceiveDialog

    with open_book(taken) as book, closing(Session(book)) as session:
        window = MainWindow(session)
        window.show()
        received = ReceiveDialog(session, _page(window, "closing"))
        received.code.setText(code)
        received.person.setText("Trịnh Hải Đường")
        _press(window, received)
        same("đã nhận", (book.closing.pending(), book.closing.custodies()[-1].received_by), (None, "Trịnh Hải Đường"))
        window.hide()


def _page(window: MainWindow, key: str) -> Any:
    window.go(key)
    QApplication.processEvents()
    return window.page(key)


def _press(window: MainWindow, dialog: Any) -> None:
    """Show a dialog, press its first button; Wrong with its words when it refuses."""
    dialog.open()
    QApplication.processEvents()
    passed: list[object] = []
    dialog.passed.connect(passed.append)
    dialog.first.click()
    QApplication.processEvents()
    if not passed:
        raise Wrong(f"{dialog.windowTitle()}: {dialog.problem.text() or 'không bấm được nút đầu'}")


def _keys(to: QWidget, text: str) -> None:
    for letter in text:
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(to, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
    QApplication.processEvents()
