"""The projector on a PC with a second screen: a process of its own, as Qt learns of its screens at the start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCREENS = [
    {"name": "pc", "x": 0, "y": 0, "width": 1366, "height": 728, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
    {"name": "wall", "x": 1366, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
    {"name": "side", "x": 2646, "y": 0, "width": 800, "height": 600, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
]
SHOW = """
import json, sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from ui.meetings.day.projector import Projector
app = QApplication([])
work = QWidget()
work.move(10, 10)
work.show()
wall = Projector()
name = wall.open_beside(work, sys.argv[1])
app.processEvents()
told = [name, wall.isFullScreen(), wall.screen().name(), [wall.width(), wall.height()], wall.isActiveWindow()]
screens = {one.name(): one for one in QGuiApplication.screens()}
if len(screens) > 1:
    wall.screen_gone(screens[name] if len(screens) == 2 else screens["side"])
app.processEvents()
print(json.dumps([*told, wall.isFullScreen(), wall.isVisible()]))
"""


def shown(tmp_path: Path, screens: int, remembered: str = "") -> list[object]:
    """Name, full or not, where, how large, active; and full and seen after the screen is unplugged."""
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": SCREENS[:screens]}), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SHOW, remembered]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    found: list[object] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such file of screens")
@pytest.mark.parametrize(
    ("screens", "remembered", "expected"),
    [
        (1, "", ["", False, "pc"]),
        (2, "", ["wall", True, "wall", [1280, 720]]),
        (2, "gone", ["wall", True, "wall", [1280, 720]]),
        (3, "side", ["side", True, "side", [800, 600]]),
    ],
)
def test_it_fills_the_screen_where_the_work_is_not(
    tmp_path: Path, screens: int, remembered: str, expected: list[object]
) -> None:
    found = shown(tmp_path, screens, remembered)
    assert found[: len(expected)] == expected
    assert found[4] is False, "the keyboard stays with the work"
    assert found[6] is True, "never lost"
    if screens == 2:
        assert found[5] is False, "unplugged: a window, not over the work"
    if screens == 3:
        assert found[5] is True, "there is a screen left for it"
