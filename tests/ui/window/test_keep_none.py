"""None, True and False survive more void calls of Qt than a long day of typing makes."""

from __future__ import annotations

import subprocess
import sys

from ui.base.keep_none import COUNTS

MANY_CALLS = """
import sys
import ui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.blockSignals(True)
    thing.setObjectName("x")
    thing.signalsBlocked()
print(min(map(sys.getrefcount, (None, True, False))))
"""


def test_they_outlive_a_few_hundred_thousand_void_calls() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > COUNTS // 2
