"""What every test stands on: no screen, the bundled font, Vietnamese, and a home folder of its own.

Fixtures for one room (a sample book, a printed sheet) belong in the conftest of that room.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
SCREEN = Path(__file__).resolve().parent / "screen.json"
"""The screen our users have, less the bar of the system; what is offered without a file is a square of 800."""

if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen" and sys.platform != "win32":
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"

# How fast examples are drawn tells of the machine, and a busy one would fail a test that is right.
settings.register_profile("ours", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")

FONTS = ROOT / "resources" / "fonts"
I18N = ROOT / "resources" / "i18n"

# Where Linux and Windows programs look for a place of their own, and the folder each gets inside the test's.
PRIVATE_FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/appdata",
    "LOCALAPPDATA": "home/localappdata",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
    "TEMP": "tmp",
    "TMP": "tmp",
}


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own: nothing of the person at this machine is read or written."""
    place = tmp_path_factory.mktemp("place")
    for name, folder in PRIVATE_FOLDERS.items():
        (place / folder).mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(place / folder))
    (place / "run").chmod(0o700)
    monkeypatch.setattr(tempfile, "tempdir", None)
    return place / "home"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> Iterator[QApplication]:
    """The application as a person meets it: the bundled font, Fusion, Vietnamese numbers and Vietnamese buttons."""
    from PySide6.QtCore import QLocale, QTranslator
    from PySide6.QtGui import QFont, QFontDatabase

    for file in sorted(FONTS.glob("IBMPlexSans-*.ttf")):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0, file
    font = QFont("IBM Plex Sans")
    font.setPixelSize(13)
    qapp.setFont(font)
    qapp.setStyle("Fusion")
    QLocale.setDefault(QLocale("vi_VN"))
    translator = QTranslator(qapp)
    assert translator.load(str(I18N / "qtbase_vi.qm"))
    qapp.installTranslator(translator)
    yield qapp
    qapp.removeTranslator(translator)
