"""How many times a one-row commit makes the disk catch up: counted by watching the system calls of a child process.

Linux only, nothing to install. `per_commit("book")` counts an operation of the store, `per_commit("bare")` a
bare one-row commit with the same settings, so that a bench can show the two side by side.
"""

from __future__ import annotations

import ctypes
import os
import platform
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

CALLS = {"x86_64": {74, 75}, "aarch64": {82, 83}}
"""fsync and fdatasync."""
FEW, MANY = 3, 13
TRACEME, CONT_TO_CALL, SET_OPTIONS, CALL_INFO, MARK_CALLS, ENTRY = 0, 24, 0x4200, 0x420E, 1, 1


def per_commit(what: str) -> Fraction | None:
    """fsyncs of one commit ("book" or "bare"), None where they cannot be counted."""
    if platform.machine() not in CALLS or sys.platform != "linux":
        return None
    counts = [_count(what, commits) for commits in (FEW, MANY)]
    if None in counts:
        return None
    return Fraction(counts[1] - counts[0], MANY - FEW)


def _count(what: str, commits: int) -> int | None:
    """fsyncs of a whole child that makes so many commits."""
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, __file__, what, str(commits)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": root},
    )
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip().isdigit() else None


def _watch(command: list[str]) -> int:
    """Run a command and count its fsyncs; OSError where watching is not allowed."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    libc.ptrace.restype = ctypes.c_long
    child = os.fork()
    if child == 0:
        if libc.ptrace(TRACEME, 0, None, None) != 0:
            os._exit(97)
        os.execv(command[0], command)
    found = 0
    info = (ctypes.c_uint64 * 16)()
    _, status = os.waitpid(child, 0)
    if not os.WIFSTOPPED(status) or libc.ptrace(SET_OPTIONS, child, None, MARK_CALLS) != 0:
        raise OSError("watching is not allowed")
    while True:
        libc.ptrace(CONT_TO_CALL, child, None, None)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            if os.waitstatus_to_exitcode(status) != 0:
                raise OSError("the child failed")
            return found
        size = libc.ptrace(CALL_INFO, child, ctypes.sizeof(info), info)
        if size > 0 and info[0] & 0xFF == ENTRY and info[3] in CALLS[platform.machine()]:
            found += 1


def _commit(what: str, commits: int) -> None:
    """What the watched child does."""
    from models.file.connect import connect
    from models.file.opening import create

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sokhoi"
        store = create(path)
        if what == "book":
            for number in range(commits):
                with store.operation("enter") as tx:
                    tx.put("setting", {"key": "x", "value": number})
        store.close()
        if what == "bare":
            connection = connect(path)
            connection.execute("INSERT INTO setting VALUES ('x', 0)")
            for number in range(commits):
                connection.execute("UPDATE setting SET value_json = ?", (str(number),))
            connection.close()


if __name__ == "__main__":
    if sys.argv[1] == "--child":
        _commit(sys.argv[2], int(sys.argv[3]))
    else:
        print(_watch([sys.executable, __file__, "--child", *sys.argv[1:]]))
