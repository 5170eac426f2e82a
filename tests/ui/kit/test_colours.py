"""Colours: one set of tokens per scheme, enough contrast in each, no colour outside them, and a window that follows the
system while it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.book.book import Book
from ui.base import tokens
from ui.base.tokens import DARK, LIGHT, PAIRS, Tokens, contrast, high_contrast
from ui.kit import style
from ui.papers.pdf_view import PdfView
from ui.window import app as application
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

ROOT = Path(__file__).parents[3]
WindowOn = Callable[[Book], MainWindow]


def palette(window: str, text: str, base: str, highlight: str, highlighted: str, link: str) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, window),
        (role.WindowText, text),
        (role.Base, base),
        (role.Text, text),
        (role.Highlight, highlight),
        (role.HighlightedText, highlighted),
        (role.Link, link),
    ):
        made.setColor(which, QColor(colour))
    return made


SYSTEMS = {
    "night sky": palette("#000000", "#ffffff", "#000000", "#d6b4fd", "#2b2b2b", "#8080ff"),
    "aquatic": palette("#202020", "#ffffff", "#202020", "#8ee3f0", "#263b50", "#75e9fc"),
    "desert": palette("#fffaef", "#3d3d3d", "#fffaef", "#903909", "#fff5e3", "#1c5e75"),
    "dusk": palette("#2d3236", "#ffffff", "#2d3236", "#a1bfde", "#212d3b", "#70ebde"),
    "old black": palette("#000000", "#ffffff", "#000000", "#1aebff", "#000000", "#ffff00"),
    "a broken one": palette("#808080", "#8a8a8a", "#ffffff", "#ffff00", "#ffffff", "#eeeeee"),
}
SETS = {"light": LIGHT, "dark": DARK} | {name: high_contrast(one) for name, one in SYSTEMS.items()}


@pytest.mark.parametrize("named", SETS)
def test_every_pair_of_colours_has_its_contrast(named: str) -> None:
    poor = [
        (ink, ground, round(contrast(getattr(SETS[named], ink), getattr(SETS[named], ground)), 2))
        for ink, ground, owed in PAIRS
        if contrast(getattr(SETS[named], ink), getattr(SETS[named], ground)) < owed
    ]
    assert not poor


def test_contrast_is_measured_as_others_do() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_no_colour_stands_outside_the_tokens() -> None:
    """The page of a paper is white, whatever the window is."""
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "ui").rglob("*.py")
        if re.search(r"#[0-9a-fA-F]{6}\b|Qt\.GlobalColor\.(?!white)|: white\b|rgb\(", path.read_text(encoding="utf-8"))
    ]
    assert found == ["ui/base/tokens.py"]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Callable[[Tokens], None]]:
    """The system turning to another set of colours."""
    now = [LIGHT]
    monkeypatch.setattr(tokens, "wanted", lambda _app, _system: now[0])

    def turn(to: Tokens) -> None:
        now[0] = to
        application.recolour(qapp)
        for _ in range(3):
            QApplication.processEvents()

    yield turn
    turn(LIGHT)


@pytest.mark.parametrize("named", ["dark", "old black"])
def test_every_page_follows_the_system_while_it_stands(
    full_book: Book, window_on: WindowOn, system: Callable[[Tokens], None], named: str
) -> None:
    """No page keeps a light ground: of what was painted light the corners and middle are dark after the turn."""
    window = window_on(full_book)
    window.resize(1366, 728)
    for entry in PAGES:
        window.go(entry.key)
    system(SETS[named])
    assert SETS[named].paper == style.PAPER
    for entry in PAGES:
        window.go(entry.key)
        QApplication.processEvents()
        taken = window.grab().toImage()
        spots = [(x, y) for x in range(5, taken.width(), 23) for y in range(5, taken.height(), 17)]
        light = sum(taken.pixelColor(*spot).lightness() > 200 for spot in spots)
        most = 0.45 if entry.key == "papers" else 0.12  # the preview of a paper is white
        assert light / len(spots) < most, (entry.key, light / len(spots))
    system(LIGHT)
    window.go("home")
    QApplication.processEvents()
    assert window.grab().toImage().pixelColor(700, 400).lightness() > 200, "and back"


def test_the_system_is_asked(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import Qt

    class Hints:
        scheme, wish = Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference

        def accessibility(self) -> Hints:
            return self

        def contrastPreference(self) -> Qt.ContrastPreference:
            return self.wish

        def colorScheme(self) -> Qt.ColorScheme:
            return self.scheme

    class App:
        hints = Hints()

        def styleHints(self) -> Hints:
            return self.hints

    black = SYSTEMS["old black"]
    assert tokens.wanted(App(), black) is DARK  # type: ignore[arg-type]  # stands for the application
    App.hints.scheme = Qt.ColorScheme.Unknown
    assert tokens.wanted(App(), black) is LIGHT  # type: ignore[arg-type]  # as above
    App.hints.wish = Qt.ContrastPreference.HighContrast
    assert tokens.wanted(App(), black).paper == "#000000"  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize("made", [QListWidget, PdfView])
def test_what_has_the_keyboard_has_a_ring(made: Callable[[], QWidget], qtbot: QtBot) -> None:
    """Seen failing: a list of ticks and the preview of a paper looked the same with the keyboard and without it."""
    part, held, other = made(), QWidget(), QLineEdit()
    shown = part.view if isinstance(part, PdfView) else part
    box = QVBoxLayout(held)
    box.addWidget(other)
    box.addWidget(part)
    qtbot.addWidget(held)
    held.show()
    held.activateWindow()

    def edge() -> str:
        picture = shown.grab().toImage()
        return picture.pixelColor(0, picture.height() // 2).name()

    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    assert edge() == style.LINE.lower()
    shown.setFocus()
    qtbot.waitUntil(shown.hasFocus)
    assert edge() == style.ACCENT.lower()
