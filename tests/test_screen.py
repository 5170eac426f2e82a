"""A real window comes up on a real X screen: tests without a screen cannot see that a library is missing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
def look():
    if window.windowHandle().isExposed():
        print(application.platformName(), "shown")
        application.exit()
timer = QTimer(interval=10, timeout=look)
timer.start()
application.exec()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X is Linux's screen")
def test_a_window_comes_up_on_x() -> None:
    command = ["xvfb-run", "-a", sys.executable, "-c", WINDOW]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.returncode) == ("xcb shown", 0), done.stderr
