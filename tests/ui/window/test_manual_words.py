"""The manual says what the screen shows: what it sets in bold or in quotation marks stands so in the window."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from ui.file.manual import CHAPTERS, FOLDER, text_of

ROOT = Path(__file__).parents[3]
BOLD, QUOTED = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"“([^”]+)”")
SPOKEN = ("ui", "printing", "models/rules", "models/book")
"""Where the words of the screen stand."""
WINDOWS = "Windows says so, not the program"
OWN = dict.fromkeys(("More info", "Run anyway", "Extract All", "Windows protected your PC"), WINDOWS)
"""What the manual marks so and no screen says, each with its reason."""


@cache
def shown() -> str:
    """Every text of the window, letters small, without mnemonics, places to be filled in as a dot each."""
    found = []
    for room in SPOKEN:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.append(node.value)
                elif isinstance(node, ast.JoinedStr):
                    parts = [str(one.value) if isinstance(one, ast.Constant) else "·" for one in node.values]
                    found.append("".join(parts))
    for path in (*(ROOT / "resources").rglob("*.t[os]*"), *(ROOT / "shipping").rglob("*.ns[ih]")):
        found.append(path.read_text(encoding="utf-8"))
    return plain("\n".join(found))


def plain(text: str) -> str:
    return re.sub(r"\{[a-z_!:.\[\]]*\}", "·", text.replace("&", "")).casefold()


def said(label: str) -> bool:
    """Whether some text of the window holds a label; a number or an ellipsis within it may be anything."""
    wanted = plain(label).strip(" .:,;…")
    if wanted in shown():
        return True
    pieces = [one.strip() for one in re.split(r"…|\d+", wanted) if one.strip()]
    return bool(pieces) and re.search(".{0,24}?".join(map(re.escape, pieces)), shown()) is not None


def labels(chapter: str) -> list[str]:
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text_of(chapter))
    return [found for pattern in (BOLD, QUOTED) for found in pattern.findall(text)]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_the_manual_marks_stands_on_the_screen(chapter: str) -> None:
    assert [one for one in labels(chapter) if one not in OWN and not said(one)] == []


def test_there_is_much_to_compare_and_a_stranger_is_seen() -> None:
    assert sum(len(labels(chapter)) for chapter in CHAPTERS) > 150
    assert not said("Nút không có trên màn hình nào") and said("Xác nhận đủ")
    marked = {one for chapter in CHAPTERS for one in labels(chapter)}
    assert set(OWN) <= marked, "an exception nobody needs"
    assert FOLDER.is_dir()
