"""Somebody who does not see enters scores: everything is found, pressed, typed and read through AT-SPI, as a reader of
the screen does. A script of its own for the system's Python, which has the bindings (python3-gi): nothing of the
program is imported, nothing of its window is looked at.

    atspi_hand.py CASES PYTHON main.py BOOK

It prints one line of JSON: what the grid said after each score was typed, read cell by cell.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - the version is asked for first

ROLE, STATE = Atspi.Role, Atspi.StateType
PATIENCE = 90.0
RETURN, HOME, DOWN = 0xFF0D, 0xFF50, 0xFF54
POINTS = ("9,5", "8", "7,25")
PAGE, GRID = "Chấm điểm", "Bảng nhập điểm"


def until(true: Callable[[], Any], what: str) -> Any:
    """Wait for something to be there."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            found = true()
        except gi.repository.GLib.Error:  # what was asked went away meanwhile
            found = None
        if found:
            return found
        time.sleep(0.2)
    raise SystemExit(f"not found: {what}")


def inside(one: Any, depth: int = 0) -> Iterator[Any]:
    """Everything in a part of the window, tables not opened cell by cell."""
    yield one
    if depth > 25 or one.get_role() in (ROLE.TABLE, ROLE.TREE_TABLE):
        return
    for place in range(one.get_child_count()):
        child = one.get_child_at_index(place)
        if child is not None:
            yield from inside(child, depth + 1)


def find(root: Any, role: Any, name: Callable[[str], bool]) -> Any:
    """The first part of that role and name that is shown."""
    for one in inside(root):
        if one.get_role() == role and name(one.get_name()) and one.get_state_set().contains(STATE.SHOWING):
            return one
    return None


def program() -> Any:
    """The program on the bus of accessibility."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        one = desktop.get_child_at_index(place)
        if one is not None and one.get_child_count():
            return one
    return None


def keys(text: str) -> None:
    """Type through the registry of AT-SPI."""
    Atspi.generate_keyboard_event(0, text, Atspi.KeySynthType.STRING)
    time.sleep(0.3)


def press(symbol: int) -> None:
    """Press one key through the registry of AT-SPI."""
    Atspi.generate_keyboard_event(symbol, None, Atspi.KeySynthType.SYM)
    time.sleep(0.3)


def at_hand(listed: Any) -> Any:
    """The item or cell that has the focus in a list or table."""
    for place in range(listed.get_child_count()):
        one = listed.get_child_at_index(place)
        if one is not None and one.get_state_set().contains(STATE.FOCUSED):
            return one
    return None


def column_of(window: Any) -> Any:
    """The pages at the left."""
    return find(window, ROLE.TREE, bool)


def go_to_page(window: Any) -> None:
    """Walk down the column at the left, hearing each page's name, and open the one that is wanted."""
    column = until(lambda: column_of(window), "the column of pages")
    column.grab_focus()
    press(HOME)
    for _ in range(column.get_child_count()):
        here = until(lambda: at_hand(column), "where the focus is in the column")
        if here.get_name().startswith(PAGE):
            press(RETURN)
            return
        press(DOWN)
    raise SystemExit(f"no page called {PAGE}")


def grid_of(window: Any) -> Any:
    """The grid, once its page is shown."""
    return find(window, ROLE.TABLE, lambda name: name.startswith(GRID))


def enter(grid: Any, points: str) -> dict[str, str]:
    """Hear which cell has the focus, type, Enter; what it said before and says now."""
    here = until(lambda: at_hand(grid), "where the focus is in the grid")
    place = here.get_index_in_parent()
    row, column = grid.get_row_at_index(place), grid.get_column_at_index(place)
    before = here.get_name()
    keys(points)
    press(RETURN)
    until(lambda: grid.get_accessible_at(row, column).get_name() != before, f"another content of {before}")
    return {
        "row": grid.get_row_description(row) or "",
        "column": grid.get_column_description(column) or "",
        "typed": points,
        "before": before,
        "after": grid.get_accessible_at(row, column).get_name(),
    }


def main(cases: int, command: list[str]) -> None:
    """Open the program, go to the page, enter so many scores."""
    running = subprocess.Popen(command)
    try:
        app = until(program, "the program on the bus")
        window = until(lambda: app.get_child_at_index(0), "its window")
        until(lambda: column_of(window), "the column of pages")
        time.sleep(2)
        go_to_page(window)
        grid = until(lambda: grid_of(window), "the grid")
        time.sleep(1)
        grid.grab_focus()
        said = [enter(grid, POINTS[turn % len(POINTS)]) for turn in range(cases)]
        print(json.dumps(said, ensure_ascii=False), flush=True)
    finally:
        running.terminate()
        running.wait(20)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
