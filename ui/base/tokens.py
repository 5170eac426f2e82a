"""The colours of the window: one set of tokens per scheme, and which set the system asks for.

Every widget, delegate and style sheet takes its colours from the set in use (`ui.kit.style` holds it). `PAIRS` says
which token is written on which ground and how much contrast it owes there.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by what they are for, as "#rrggbb"."""

    ink: str
    muted: str
    disabled: str
    line: str
    soft_line: str
    edge: str
    paper: str
    ground: str
    stripe: str
    chosen: str
    hover: str
    pale: str
    accent: str
    filled: str
    filled_hover: str
    filled_off: str
    on_filled: str
    amber: str
    handle: str
    handle_over: str
    info_paper: str
    practice_ink: str
    practice_paper: str
    warn_ink: str
    warn_paper: str
    warn_line: str
    bad_ink: str
    bad_paper: str
    good_ink: str
    second: str
    fourth: str


LIGHT = Tokens(
    ink="#1d2523",
    muted="#55615e",
    disabled="#66706d",
    line="#d5dad7",
    soft_line="#e6eae8",
    edge="#7f8c87",
    paper="#ffffff",
    ground="#f1f3f1",
    stripe="#f8faf9",
    chosen="#d7e7ec",
    hover="#e7ebe8",
    pale="#edf4f6",
    accent="#14566b",
    filled="#14566b",
    filled_hover="#0f4657",
    filled_off="#e3e7e5",
    on_filled="#ffffff",
    amber="#b4720a",
    handle="#bcc6c2",
    handle_over="#97a49f",
    info_paper="#e8f1f4",
    practice_ink="#3f2d6b",
    practice_paper="#e8e2f3",
    warn_ink="#5a4500",
    warn_paper="#fff5d9",
    warn_line="#e2c874",
    bad_ink="#8f2a1e",
    bad_paper="#fbe8e5",
    good_ink="#1f5c33",
    second="#b0432e",
    fourth="#8fb8c6",
)
DARK = Tokens(
    ink="#e6ebe9",
    muted="#a9b5b1",
    disabled="#97a39f",
    line="#3d4744",
    soft_line="#313a37",
    edge="#7d8a86",
    paper="#1b211f",
    ground="#232a28",
    stripe="#1f2624",
    chosen="#24444f",
    hover="#2c3533",
    pale="#202f34",
    accent="#8fd0e2",
    filled="#1f6d85",
    filled_hover="#257f9a",
    filled_off="#2f3836",
    on_filled="#ffffff",
    amber="#e0a13c",
    handle="#55625e",
    handle_over="#74827d",
    info_paper="#22343a",
    practice_ink="#d3c6f2",
    practice_paper="#33294d",
    warn_ink="#f0d58a",
    warn_paper="#3a3115",
    warn_line="#7d6a2c",
    bad_ink="#f5b3a9",
    bad_paper="#45231e",
    good_ink="#a6d8b4",
    second="#e88a74",
    fourth="#4b7887",
)
TEXT, SHAPE = 4.5, 3.0
"""Contrast owed by text, and by the edges of what is typed into or clicked."""
_GROUNDS = ("paper", "ground", "chosen", "hover", "pale", "stripe")
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, TEXT) for ink in ("ink", "muted", "accent") for ground in _GROUNDS),
    ("disabled", "paper", TEXT),
    ("disabled", "ground", TEXT),
    ("disabled", "filled_off", SHAPE),
    ("on_filled", "filled", TEXT),
    ("on_filled", "filled_hover", TEXT),
    ("ink", "info_paper", TEXT),
    ("practice_ink", "practice_paper", TEXT),
    ("warn_ink", "warn_paper", TEXT),
    ("warn_ink", "paper", TEXT),
    ("warn_ink", "ground", TEXT),
    ("ink", "warn_paper", TEXT),
    ("bad_ink", "bad_paper", TEXT),
    ("bad_ink", "paper", TEXT),
    ("bad_ink", "ground", TEXT),
    ("bad_ink", "chosen", TEXT),
    ("bad_ink", "warn_paper", TEXT),
    ("ink", "bad_paper", TEXT),
    ("good_ink", "paper", TEXT),
    ("good_ink", "ground", TEXT),
    ("edge", "paper", SHAPE),
    ("amber", "paper", SHAPE),
    ("on_filled", "edge", SHAPE),
    ("paper", "accent", TEXT),
    ("second", "paper", SHAPE),
)
"""(what is written or drawn, on what, the contrast it owes there)."""


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 black to 1 white (WCAG 2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _mixed(ground: str, with_: str, ink: str, owed: float) -> str:
    """As much of a colour on a ground as leaves the ink its contrast."""
    for share in (10, 8, 6, 5, 4, 3, 2, 1):
        parts = [
            (int(ground[n : n + 2], 16) * (10 - share) + int(with_[n : n + 2], 16) * share) // 10 for n in (1, 3, 5)
        ]
        made = "#" + "".join(f"{part:02x}" for part in parts)
        if contrast(ink, made) >= owed:
            return made
    return ground


def high_contrast(palette: QPalette) -> Tokens:
    """Every colour from the system's own palette; shapes and words carry what colours say elsewhere."""
    role = QPalette.ColorRole

    def of(which: QPalette.ColorRole) -> str:
        return str(palette.color(QPalette.ColorGroup.Active, which).name())

    paper, ink = of(role.Base), of(role.Text)
    if contrast(ink, paper) < TEXT:
        ink = "#000000" if luminance(paper) > 0.4 else "#ffffff"
    ground = of(role.Window) if contrast(ink, of(role.Window)) >= TEXT else paper
    link = of(role.Link)
    accent = link if min(contrast(link, paper), contrast(link, ground)) >= TEXT else ink
    filled, on_filled = of(role.Highlight), of(role.HighlightedText)
    if contrast(on_filled, filled) < TEXT:
        filled, on_filled = ink, paper
    chosen = _mixed(paper, filled, ink, TEXT)
    if contrast(accent, chosen) < TEXT:
        accent = ink
    return Tokens(
        ink=ink,
        muted=ink,
        disabled=ink,
        line=ink,
        soft_line=ink,
        edge=ink,
        paper=paper,
        ground=ground,
        stripe=paper,
        chosen=chosen,
        hover=paper,
        pale=paper,
        accent=accent,
        filled=filled,
        filled_hover=filled,
        filled_off=paper,
        on_filled=on_filled,
        amber=ink,
        handle=ink,
        handle_over=ink,
        info_paper=paper,
        practice_ink=ink,
        practice_paper=paper,
        warn_ink=ink,
        warn_paper=paper,
        warn_line=ink,
        bad_ink=ink,
        bad_paper=paper,
        good_ink=ink,
        second=ink,
        fourth=ink,
    )


def wanted(app: QGuiApplication, system: QPalette) -> Tokens:
    """The set the system asks for now; `system` is its own palette, not ours."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return high_contrast(system)
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def palette_of(tokens: Tokens) -> QPalette:
    """What a style sheet does not reach: placeholders, links, the selection of lists, boxes to tick."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, tokens.ground),
        (role.Base, tokens.paper),
        (role.AlternateBase, tokens.stripe),
        (role.Text, tokens.ink),
        (role.WindowText, tokens.ink),
        (role.Button, tokens.ground),
        (role.ButtonText, tokens.ink),
        (role.BrightText, tokens.bad_ink),
        (role.ToolTipBase, tokens.paper),
        (role.ToolTipText, tokens.ink),
        (role.Light, tokens.paper),
        (role.Midlight, tokens.stripe),
        (role.Mid, tokens.line),
        (role.Dark, tokens.edge),
        (role.Shadow, tokens.edge),
        (role.Highlight, tokens.chosen),
        (role.HighlightedText, tokens.ink),
        (role.PlaceholderText, tokens.disabled),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.disabled))
    return made
