"""Is there a screen to open a window on? Asked before Qt, which ends the process when there is none."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

NO_SCREEN = (
    "Không có màn hình để mở cửa sổ. Ngồi tại máy có màn hình rồi mở lại, "
    "hoặc dùng các việc không cần cửa sổ (xem: main.py --help)."
)
SOCKETS = Path("/tmp/.X11-unix")


def lacking(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether Qt would find no screen: none is named, or the X server that is named on this machine does not answer."""
    if not platform.startswith("linux") or environment.get("QT_QPA_PLATFORM") or environment.get("WAYLAND_DISPLAY"):
        return False
    display = environment.get("DISPLAY", "")
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if local is None:
        return not display
    return not any(_answers(place) for place in (f"\0{SOCKETS}/X{local[1]}", f"{SOCKETS}/X{local[1]}"))


def _answers(place: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(2)
        try:
            line.connect(place)
        except OSError:
            return False
    return True
