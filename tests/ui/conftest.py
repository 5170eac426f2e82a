"""Windows for tests: the application in our look, an empty book, a new year, and the practice bloc, each in a
session."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from models.book.book import Book, create_book, open_book
from tests.book import practice
from tests.book.conftest import Clock, keys
from ui.base.preferences import Preferences
from ui.base.session import Session
from ui.window.app import prepare
from ui.window.desk import Desk
from ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Made = TypeVar("Made", bound=QDialog)
BLOC = "Khối thi đua Tổng hợp tỉnh Sông Lành"


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    """Our style sheet, font and Vietnamese buttons."""
    prepare(qapp)


@pytest.fixture(scope="session")
def practice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice bloc up to its appraisal, made once."""
    path = tmp_path_factory.mktemp("practice") / "khoi-mau.sokhoi"
    with create_book(path, BLOC, clock=Clock("2025-12-19"), key_source=keys()) as book:
        practice.build(book)
    return path


@pytest.fixture
def empty_book(tmp_path: Path) -> Iterator[Book]:
    """A book as it is right after "Lập sổ mới": a name and a year."""
    book = create_book(tmp_path / "trong.sokhoi", BLOC, clock=Clock("2025-12-19"), key_source=keys(500))
    book.years.open(2025)
    yield book
    book.close()


@pytest.fixture
def full_book(practice_file: Path, tmp_path: Path) -> Iterator[Book]:
    """A copy of the practice bloc to write in."""
    path = shutil.copy(practice_file, tmp_path / "day.sokhoi")
    book = open_book(Path(path), clock=Clock("2025-12-19"), key_source=keys(9000))
    yield book
    book.close()


@pytest.fixture
def viewed_book(practice_file: Path) -> Iterator[Book]:
    """The practice bloc opened to be looked at."""
    book = open_book(practice_file, read_only=True)
    yield book
    book.close()


@pytest.fixture
def window_on(qtbot: QtBot) -> Iterator[Callable[[Book], MainWindow]]:
    """Makes a shown main window on a book; its session ends with the test (name the book's fixture first)."""
    made: list[MainWindow] = []

    def make(book: Book) -> MainWindow:
        window = MainWindow(Session(book))
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.complete()
        QApplication.processEvents()
        return window

    yield make
    for window in made:
        window.session.close()


@pytest.fixture
def dialog_of() -> Callable[[QWidget, type], object]:
    """Finds the one visible dialog of a type under a widget."""

    def find(parent: QWidget, kind: type) -> object:
        found = [one for one in parent.window().findChildren(kind) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} dialogs of {kind.__name__}"
        return found[0]

    return find


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[[Made], Made]:
    """Shows a dialog and keeps it alive until the test is over."""

    def show(dialog: Made) -> Made:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return show


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A desk with preferences of its own; its windows are closed after the test."""
    made = Desk(Preferences(tmp_path / "nho" / "preferences.json"))
    yield made
    made.close_orderly()
    if made.start is not None:
        qtbot.addWidget(made.start)


@pytest.fixture(autouse=True)
def no_window_outlives_its_test() -> Iterator[None]:
    """A dialog a test leaves open is closed, so that the next test meets no modal window of another, and what was to
    be deleted later is deleted now: no event loop runs here that would do it.

    The windows are not listed: while PySide makes such a list, the collector may delete a window that stands in it.
    """
    yield
    dialogs = 0
    while isinstance(dialog := QApplication.activeModalWidget(), QDialog):
        dialog.reject()
        dialogs += 1
        assert dialogs < 20, "a dialog that cannot be left"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
