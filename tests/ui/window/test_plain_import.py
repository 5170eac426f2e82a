"""No code of PySide6 runs at every import, and no source is read, once the window's modules are there."""

from __future__ import annotations

import builtins
import subprocess
import sys

import pytest

from ui.base import plain_import

BEGUN = """
import builtins, inspect
read = inspect.getsource
inspect.getsource = lambda module: print("read", module.__name__) or read(module)
import ui.window.app
print("theirs" if builtins.__import__ is builtins.__feature_import__ else "plain")
print("begun")
import ui.window.desk
"""


def test_after_the_application_was_imported_no_source_is_read() -> None:
    done = subprocess.run([sys.executable, "-c", BEGUN], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    before, _, after = done.stdout.partition("begun\n")
    assert before.splitlines()[-1] == "plain"
    assert "read ui.window.look" in before, "PySide6 no longer reads sources: plain_import can go"
    assert after == ""


def test_the_import_of_somebody_else_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    other = builtins.__import__
    own = lambda *args, **named: other(*args, **named)  # noqa: E731 - one of its own
    monkeypatch.setattr(builtins, "__import__", own)
    plain_import.restore()
    assert builtins.__import__ is own
