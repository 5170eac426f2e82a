"""A child process seen at its system calls on the files of one folder: what it wrote, what it asked the disk to keep,
and calls that fail on purpose.

Linux on x86_64 only, by ptrace, nothing to install. The child marks itself as watched
(`READY`) once it is about to do what is looked at. `Disk` builds what a disk holds after the power is lost between two
of the calls: of each file the bytes that were synced, of each folder the names that were.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import signal
import subprocess
import sys
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

READY = """
import ctypes
ctypes.CDLL(None).ptrace(0, 0, None, None)
os.kill(os.getpid(), signal.SIGSTOP)
"""
CALLS = {
    1: "write", 18: "pwrite", 20: "write", 40: "sendfile", 326: "copy", 77: "truncate", 74: "sync", 75: "sync",
    2: "open", 257: "open", 82: "rename", 264: "rename", 316: "rename", 87: "unlink", 263: "unlink", 83: "mkdir",
    258: "mkdir", 285: "allocate",
}  # fmt: skip
"""The calls of x86_64 that change files or folders, or keep them."""
CHANGING = frozenset({"write", "pwrite", "sendfile", "copy", "truncate", "sync", "rename", "allocate"})
"""Calls a disk may refuse: it is full, it fails, it is gone. Taking a file away needs no room and is left."""
WRITING = 0o1 | 0o2 | 0o100 | 0o1000
"""What opens a file to write in it, makes it or cuts it."""
READ_ONLY = CHANGING | {"unlink", "mkdir"}
PATHS = {"open": {2: 0, 257: 1}, "unlink": {87: 0, 263: 1}, "mkdir": {83: 0, 258: 1}}
FROM_TO = {82: (0, 1), 264: (1, 3), 316: (1, 3)}
TO_CALL, SET_OPTIONS, CALL_INFO, GET_REGS, SET_REGS = 24, 0x4200, 0x420E, 12, 13
ENTRY, EXIT, RAX, ORIG_RAX, CREATE, CUT = 1, 2, 10, 15, 0o100, 0o1000


@dataclass(frozen=True, slots=True)
class Event:
    """One change: `what` is write, truncate, sync, create, rename, unlink, mkdir, sync-names."""

    what: str
    path: str
    file: int = 0
    at: int = 0
    data: bytes = b""
    to: str = ""


def possible() -> bool:
    """Whether processes can be watched here."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


@dataclass(slots=True)
class Watched:
    """One run of a child: its events, how many calls a disk could have refused, how it ended and what it said."""

    folder: Path
    fail_at: int = 0
    error: int = 0
    ever_after: bool = False
    read_only: bool = False
    events: list[Event] = field(default_factory=list)
    refusable: int = 0
    code: int = 0
    said: str = ""
    wrong: str = ""
    _known: set[str] = field(default_factory=set)

    def run(self, command: list[str], cwd: Path) -> Watched:
        """Run the command to its end. The `fail_at`-th call a disk may refuse fails with `error`, or every one from
        there on; in a `read_only` place every call that would change something.
        """
        self._known = {str(path) for path in self.folder.rglob("*")}
        libc = ctypes.CDLL(None, use_errno=True)
        libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
        libc.ptrace.restype = ctypes.c_long
        child = subprocess.Popen(
            command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ}
        )
        self.code = -signal.SIGKILL  # unless it is followed to its end
        try:
            self.code = self._follow(libc, child.pid)
        finally:
            if self.code < 0:
                child.kill()
            child.returncode = self.code
            assert child.stdout and child.stderr
            self.said, self.wrong = child.stdout.read(), child.stderr.read()
            child.stdout.close()
            child.stderr.close()
        return self

    def _follow(self, libc: Any, pid: int) -> int:
        _, status = os.waitpid(pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            return os.waitstatus_to_exitcode(status)
        libc.ptrace(SET_OPTIONS, pid, None, 1)
        info = (ctypes.c_uint64 * 16)()
        call: tuple[int, list[int], Any] | None = None
        spoiled = False
        passed = 0
        while True:
            libc.ptrace(TO_CALL, pid, None, passed)
            _, status = os.waitpid(pid, 0)
            if not os.WIFSTOPPED(status):
                return os.waitstatus_to_exitcode(status)
            stop = os.WSTOPSIG(status)
            passed = 0 if stop in (signal.SIGTRAP | 0x80, signal.SIGSTOP, signal.SIGTRAP) else stop
            if stop != signal.SIGTRAP | 0x80 or libc.ptrace(CALL_INFO, pid, ctypes.sizeof(info), info) <= 0:
                continue
            kind = info[0] & 0xFF
            if kind == ENTRY:
                call = self._entered(pid, int(info[3]), [int(one) for one in info[4:10]])
                spoiled = call is not None and self._refuses(libc, pid, call)
            elif kind == EXIT and call is not None:
                result = ctypes.c_int64(info[3]).value
                if spoiled:
                    _set(libc, pid, RAX, -self.error)
                elif result >= 0:
                    self._left(pid, *call, result)
                call, spoiled = None, False

    def _entered(self, pid: int, number: int, given: list[int]) -> tuple[int, list[int], Any] | None:
        """The call, when it is about a file of the folder; with the paths it names."""
        what = CALLS.get(number)
        if what is None:
            return None
        paths: Any = None
        if what == "rename":
            paths = tuple(_text(pid, given[place]) for place in FROM_TO[number])
            mine = self._inside(paths[1])
        elif what in PATHS:
            paths = _text(pid, given[PATHS[what][number]])
            mine = self._inside(paths)
        else:
            mine = self._inside(_named(pid, given[2 if what == "copy" else 0]))
        return (number, given, paths) if mine else None

    def _inside(self, path: str) -> bool:
        return path.startswith(str(self.folder))

    def _refuses(self, libc: Any, pid: int, call: tuple[int, list[int], Any]) -> bool:
        number, given, _ = call
        flags = given[1 if number == 2 else 2] if CALLS[number] == "open" else 0
        if self.read_only:
            if CALLS[number] in READ_ONLY or flags & WRITING:
                _set(libc, pid, ORIG_RAX, -1)
                return True
            return False
        if CALLS[number] not in CHANGING and not flags & CREATE:
            return False
        self.refusable += 1
        if not self.fail_at or not (
            self.refusable == self.fail_at or (self.ever_after and self.refusable > self.fail_at)
        ):
            return False
        _set(libc, pid, ORIG_RAX, -1)
        return True

    def _left(self, pid: int, number: int, given: list[int], paths: Any, result: int) -> None:
        """Note what a call that went well changed."""
        what = CALLS[number]
        if what in ("write", "pwrite", "sendfile", "copy"):
            self._wrote(pid, given[2 if what == "copy" else 0], given[3] if what == "pwrite" else None, result)
        elif what == "truncate":
            self._event("truncate", pid, given[0], given[1])
        elif what == "sync":
            path = _named(pid, given[0])
            self.events.append(Event("sync-names", path)) if os.path.isdir(path) else self._event("sync", pid, given[0])
        elif what == "open":
            flags = given[1 if number == 2 else 2]
            path = _named(pid, result)
            if path not in self._known and flags & CREATE:
                self._known.add(path)
                self._event("create", pid, result)
            elif flags & CUT:
                self._event("truncate", pid, result, 0)
        elif what == "rename":
            self._known |= {paths[1]}
            self._known -= {paths[0]}
            self.events.append(Event("rename", paths[0], to=paths[1]))
        else:
            self._known ^= {paths}
            self.events.append(Event(what, paths))

    def _wrote(self, pid: int, number: int, at: int | None, size: int) -> None:
        place = f"/proc/{pid}/fd/{number}"
        if at is None:
            with open(f"/proc/{pid}/fdinfo/{number}", encoding="ascii") as told:
                at = int(told.readline().split()[1]) - size
        with open(place, "rb") as written:
            written.seek(at)
            self._event("write", pid, number, at, written.read(size))

    def _event(self, what: str, pid: int, number: int, at: int = 0, data: bytes = b"") -> None:
        file = os.stat(f"/proc/{pid}/fd/{number}").st_ino
        self.events.append(Event(what, _named(pid, number), file, at, data))


def _set(libc: Any, pid: int, register: int, value: int) -> None:
    registers = (ctypes.c_uint64 * 32)()
    libc.ptrace(GET_REGS, pid, None, registers)
    registers[register] = ctypes.c_uint64(value).value
    libc.ptrace(SET_REGS, pid, None, registers)


def _text(pid: int, address: int) -> str:
    """The text at an address; what lies behind its page may not be there to be read."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        memory.seek(address)
        found = b""
        while b"\0" not in found and len(found) < 4096:
            found += memory.read(min(256, 4096 - (address + len(found)) % 4096))
        return found.split(b"\0", 1)[0].decode("utf-8", "replace")


def _named(pid: int, number: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/fd/{number}").removesuffix(" (deleted)")
    except OSError:
        return ""


class Disk:
    """What a disk holds of a folder when the power goes: files as they were synced; names as their folders were, or
    (`names_at_once`) as they were given, which some file systems do long before the bytes of the file.
    """

    def __init__(self, folder: Path, names_at_once: bool) -> None:
        self.at_once = names_at_once
        self.kept: dict[int, bytes] = {}
        self.live: dict[int, bytearray] = {}
        self.names: dict[str, int] = {}
        self.waiting: list[Event] = []
        self.folders: set[str] = set()
        for path in folder.rglob("*"):
            if path.is_dir():
                self.folders.add(str(path))
            else:
                file = path.stat().st_ino
                self.kept[file] = path.read_bytes()
                self.live[file] = bytearray(self.kept[file])
                self.names[str(path)] = file

    def copy(self) -> Disk:
        """The same disk, to be written on apart."""
        return deepcopy(self)

    def take(self, event: Event) -> None:
        """One more change."""
        content = self.live.setdefault(event.file, bytearray()) if event.file else bytearray()
        if event.what == "write":
            content.extend(bytes(max(0, event.at - len(content))))
            content[event.at : event.at + len(event.data)] = event.data
        elif event.what == "truncate":
            del content[event.at :]
            content.extend(bytes(event.at - len(content)))
        elif event.what == "sync":
            self.kept[event.file] = bytes(content)
        elif event.what == "sync-names":
            here = [one for one in self.waiting if os.path.dirname(one.to or one.path) == event.path]
            for one in here:
                self._name(one)
            self.waiting = [one for one in self.waiting if one not in here]
        elif self.at_once:
            self._name(event)
        else:
            self.waiting.append(event)

    def _name(self, event: Event) -> None:
        if event.what == "create":
            self.names[event.path] = event.file
        elif event.what == "mkdir":
            self.folders.add(event.path)
        elif event.what == "unlink":
            self.names.pop(event.path, None)
        elif event.path in self.names:
            self.names[event.to] = self.names.pop(event.path)

    def put_down(self, folder: Path, into: Path) -> None:
        """Write what the disk holds into another folder."""
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir()
        for path in sorted(self.folders):
            (into / Path(path).relative_to(folder)).mkdir(parents=True, exist_ok=True)
        for name, file in self.names.items():
            place = into / Path(name).relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(self.kept.get(file, b""))
