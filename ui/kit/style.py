"""The one place for colours and the style sheet: plain, dense, one accent. No widget sets a colour of its own."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from PySide6.QtGui import QFont

from ui.base.tokens import LIGHT, Tokens, luminance

INK = MUTED = DISABLED = LINE = SOFT_LINE = EDGE = PAPER = GROUND = STRIPE = CHOSEN = HOVER = PALE = ""
ACCENT = FILLED = FILLED_HOVER = FILLED_OFF = ON_FILLED = AMBER = HANDLE = HANDLE_OVER = INFO_PAPER = ""
PRACTICE_INK = PRACTICE_PAPER = WARN_INK = WARN_PAPER = WARN_LINE = BAD_INK = BAD_PAPER = GOOD_INK = SECOND = FOURTH = (
    ""
)
TONES: dict[str, str] = {}
"""Names a table column or label may use for its text colour."""


def use(tokens: Tokens) -> None:
    """Take this set of colours from now on; what is painted next is painted in them."""
    for field in fields(tokens):
        globals()[field.name.upper()] = getattr(tokens, field.name)
    TONES.update(
        warn=tokens.warn_ink, bad=tokens.bad_ink, good=tokens.good_ink, muted=tokens.muted, accent=tokens.accent
    )


def in_use() -> Tokens:
    """The set of colours that is used now."""
    return Tokens(**{field.name: globals()[field.name.upper()] for field in fields(Tokens)})


use(LIGHT)

_SHEET = """
QWidget {{ color: {INK}; }}
QMainWindow, QDialog {{ background: {GROUND}; }}
QToolTip {{ background: {PAPER}; color: {INK}; border: 1px solid {LINE}; padding: 4px; }}

QMenuBar {{ background: {GROUND}; border-bottom: 1px solid {LINE}; }}
QMenuBar::item {{ padding: 8px 9px; background: transparent; }}
QMenuBar::item:selected {{ background: {CHOSEN}; }}
QMenu {{ background: {PAPER}; border: 1px solid {LINE}; padding: 4px 0; }}
QMenu::item {{ padding: 4px 28px 4px 22px; }}
QMenu::item:selected {{ background: {CHOSEN}; color: {INK}; }}
QMenu::item:disabled {{ color: {DISABLED}; }}
QMenu::separator {{ height: 1px; background: {LINE}; margin: 4px 8px; }}

QFrame#bar {{ background: {GROUND}; border-bottom: 1px solid {LINE}; }}
QFrame#status {{ background: {GROUND}; border-top: 1px solid {LINE}; }}
QFrame#status QLabel {{ color: {MUTED}; }}
QFrame#status QPushButton#plain-button {{ border: 1px solid {EDGE}; background: {PAPER}; color: {INK};
  padding: 4px 12px; }}
QFrame#status QPushButton#first {{ border: 1px solid {FILLED}; background: {FILLED}; color: {ON_FILLED};
  padding: 4px 12px; }}
QFrame#status QPushButton#first:disabled {{ background: {FILLED_OFF}; border-color: {EDGE}; color: {DISABLED}; }}
QListWidget#steps {{ background: {GROUND}; border: none; border-right: 1px solid {LINE}; padding: 8px 0; }}
QListWidget#steps::item {{ padding: 7px 8px; }}
QListWidget#steps::item:selected {{ background: {PAPER}; color: {ACCENT}; }}
QFrame#status QPushButton {{ border: none; background: transparent; color: {ACCENT}; padding: 0 6px; }}
QFrame#status QPushButton:hover, QFrame#status QPushButton:focus {{ text-decoration: underline; }}
QWidget#page {{ background: {PAPER}; }}
QScrollArea {{ background: transparent; border: 1px solid transparent; }}
QScrollArea:focus {{ border: 1px solid {ACCENT}; }}
QScrollArea#unkeyed {{ border: none; }}
QScrollArea > QWidget > QWidget#page, QWidget#plain {{ background: {PAPER}; }}
QLabel#title {{ font-size: TITLE_SIZE; font-weight: bold; }}
QLabel#matters {{ font-weight: bold; font-size: MATTERS_SIZE; }}
QLabel#strong {{ font-weight: bold; }}
QLabel#section {{ font-weight: bold; color: {ACCENT}; }}
QLabel#muted {{ color: {MUTED}; }}
QLabel#warn {{ color: {WARN_INK}; }}
QLabel#bad {{ color: {BAD_INK}; }}
QLabel#big {{ font-size: BIG_SIZE; font-weight: bold; color: {ACCENT}; }}
QLabel#quote {{ background: {GROUND}; border-left: 3px solid {ACCENT}; padding: 6px 10px; }}

QTreeView#navigation {{ background: {GROUND}; border: none; border-right: 1px solid {LINE}; outline: 0;
padding-top: 4px; }}

QTableView, QTreeView, QListView {{ background: {PAPER}; border: 1px solid {LINE}; gridline-color: {SOFT_LINE};
  selection-background-color: {CHOSEN}; selection-color: {INK}; alternate-background-color: {STRIPE}; }}
QListView::item {{ padding: 3px 2px; }}
QListView::item:selected {{ background: {CHOSEN}; color: {INK}; }}
QPdfView {{ border: 1px solid {LINE}; }}
QTableView:focus, QTreeView:focus, QListView:focus, QPdfView:focus {{ border: 1px solid {ACCENT}; }}
QTreeView#navigation:focus {{ border: none; border-right: 1px solid {LINE}; }}
QTableView::item {{ padding: 0 5px; }}
QHeaderView {{ background: {GROUND}; }}
QHeaderView::section {{ background: {GROUND}; color: {MUTED}; border: none; border-right: 1px solid {LINE};
  border-bottom: 1px solid {LINE}; padding: 4px 6px; }}
QTableCornerButton::section {{ background: {GROUND}; border: none; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ background: {PAPER}; border: 1px solid {EDGE};
border-radius: 2px;
  padding: 3px 6px; selection-background-color: {FILLED}; selection-color: {ON_FILLED}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 1px solid
{ACCENT}; }}
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ background: {GROUND};
color: {MUTED}; }}
QLineEdit[wrong="true"] {{ border: 1px solid {BAD_INK}; background: {BAD_PAPER}; }}
QComboBox::drop-down {{ border: none; width: DROP_SIZE; }}
QComboBox::down-arrow {{ image: url(ICONS/down.png); width: ARROW_SIZE; height: ARROW_SIZE; }}
QSpinBox QLineEdit {{ border: none; padding: 0 6px; background: transparent; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: DROP_SIZE; background: transparent; }}
QSpinBox::up-arrow {{ image: url(ICONS/up.png); width: ARROW_SIZE; height: ARROW_SIZE; }}
QSpinBox::down-arrow {{ image: url(ICONS/down.png); width: ARROW_SIZE; height: ARROW_SIZE; }}
QComboBox QAbstractItemView {{ border: 1px solid {LINE}; background: {PAPER}; selection-background-color: {CHOSEN};
selection-color: {INK}; }}

QPushButton {{ background: {PAPER}; border: 1px solid {EDGE}; border-radius: 2px; padding: 4px 12px; }}
QPushButton:hover {{ background: {HOVER}; }}
QPushButton:pressed {{ background: {CHOSEN}; }}
QPushButton:focus {{ border: 1px solid {ACCENT}; }}
QPushButton:disabled {{ color: {DISABLED}; border-color: {LINE}; background: {GROUND}; }}
QPushButton#first {{ background: {FILLED}; color: {ON_FILLED}; border-color: {FILLED}; }}
QPushButton#first:hover {{ background: {FILLED_HOVER}; }}
QPushButton#first:focus {{ border: 1px solid {INK}; }}
QPushButton#first:disabled {{ background: {FILLED_OFF}; border-color: {EDGE}; color: {DISABLED}; }}
QPushButton#shown {{ background: {CHOSEN}; border: 1px solid {ACCENT}; font-weight: bold; }}
QPushButton#link {{ border: none; background: transparent; color: {ACCENT}; padding: 2px 0; text-align: left; }}
QPushButton#link:hover, QPushButton#link:focus {{ text-decoration: underline; }}

QFrame#message[tone="info"] {{ background: {INFO_PAPER}; border-top: 1px solid {LINE}; }}
QFrame#message[tone="warn"] {{ background: {WARN_PAPER}; border-top: 1px solid {WARN_LINE}; }}
QFrame#message[tone="warn"] QLabel {{ color: {WARN_INK}; }}
QFrame#banner {{ background: {WARN_PAPER}; border-bottom: 1px solid {WARN_LINE}; }}
QFrame#banner QLabel {{ color: {WARN_INK}; }}
QFrame#next {{ background: {PALE}; border: 1px solid {LINE}; border-left: 3px solid {ACCENT}; border-radius: 3px; }}
QFrame#practice {{ background: {PRACTICE_PAPER}; border-bottom: 2px solid {PRACTICE_INK}; }}
QFrame#practice QLabel {{ color: {PRACTICE_INK}; }}
QFrame#card {{ background: {PAPER}; border: 1px solid {LINE}; border-radius: 3px; }}
QSplitter::handle {{ background: {LINE}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {LINE}; }}
QTabBar::tab {{ padding: 5px 7px; color: {MUTED}; border: none; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {ACCENT}; border-bottom: 2px solid {ACCENT}; }}
QToolButton#every {{ border: none; background: transparent; color: {ACCENT}; padding: 4px 8px; }}
QToolButton#every:hover, QToolButton#every:focus {{ text-decoration: underline; }}
QTabBar::tab:selected:focus {{ background: {CHOSEN}; }}
QRadioButton, QCheckBox {{ spacing: 7px; padding: 2px 0; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{ width: TICK_SIZE; height: TICK_SIZE;
  border: 1px solid {EDGE}; border-radius: 2px; background: {PAPER}; }}
QRadioButton::indicator {{ border-radius: HALF_TICK; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {ACCENT}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled, QAbstractItemView::indicator:disabled {{
  border-color: {LINE}; background: {GROUND}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ border-color: {FILLED}; background: {FILLED};
  image: url(ICONS/TICK_MARK.png); }}
QCheckBox::indicator:checked:disabled, QAbstractItemView::indicator:checked:disabled {{ border-color: {EDGE};
  background: {EDGE}; }}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{ border-color: {FILLED};
  background: {CHOSEN}; }}
QRadioButton::indicator:checked {{ border: DOT_EDGE solid {FILLED}; width: DOT_SIZE; height: DOT_SIZE; }}
QRadioButton::indicator:checked:disabled {{ border: DOT_EDGE solid {EDGE}; }}
QScrollBar:vertical {{ background: {GROUND}; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: {GROUND}; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {HANDLE}; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {HANDLE_OVER}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
"""


def bold(font: QFont) -> QFont:
    """The same font, bold."""
    made = QFont(font)
    made.setBold(True)
    return made


def _tick(size: int) -> int:
    """Pixels of a box to tick beside text of so many points."""
    return size * 3 // 4 * 2 + 2


def sheet(icons: Path, size: int = 10) -> str:
    """The style sheet with its pictures taken from the folder `icons`; headings are larger than text of `size`, boxes
    to tick and arrows are as large as the text."""
    coloured = _SHEET.format(**{field.name.upper(): globals()[field.name.upper()] for field in fields(Tokens)})
    sized = (
        coloured.replace("MATTERS_SIZE", f"{size + 2}pt")
        .replace("TITLE_SIZE", f"{size + 5}pt")
        .replace("BIG_SIZE", f"{size + 8}pt")
        .replace("ARROW_SIZE", f"{size}px")
        .replace("DROP_SIZE", f"{2 * size}px")
        .replace("TICK_SIZE", f"{_tick(size) - 2}px")
        .replace("HALF_TICK", f"{_tick(size) // 2}px")
        .replace("DOT_SIZE", f"{_tick(size) - _tick(size) // 3 * 2}px")
        .replace("DOT_EDGE", f"{_tick(size) // 3}px")
        .replace("TICK_MARK", "tick-light" if luminance(ON_FILLED) > luminance(FILLED) else "tick")
    )
    if luminance(INK) > luminance(PAPER):  # light arrows on a dark ground
        sized = sized.replace("/down.png", "/down-light.png").replace("/up.png", "/up-light.png")
    return sized.replace("ICONS", icons.as_posix())
