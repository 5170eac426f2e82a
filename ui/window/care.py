"""What is looked after once a book's first page can be used: who works, newer copies, the file, the day's backup."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.keeping import days
from ui.file import copies_seen
from ui.window import book_acts
from ui.window.start import salvaging
from ui.words import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.window.desk import Desk
    from ui.window.main_window import MainWindow


def ask_who(window: MainWindow) -> None:
    """Once per sitting: who is at the keyboard, when the book knows anybody or is new. What is told of an act that has
    just ended stays."""
    session = window.session
    if session.read_only or session.book.people.current.key or window.message_bar.text():
        return
    way_on = ("Ghi tên…", lambda: book_acts.person(window))
    session.say("Ghi tên người làm để nhật ký có tên anh/chị.", way_on, of_book=True)


def look_for_newer(desk: Desk, window: MainWindow) -> None:
    """Say that this file is an older copy of a book that was open here before, or one that was written apart."""
    if seen := copies_seen.warning(desk.preferences, window.session.book):
        way_on = None if seen.other is None else ("Chọn từng mục…", partial(_lay_beside, window, seen.other))
        window.session.warn(seen.text, way_on, of_book=True)
    copies_seen.remember(desk.preferences, window.session.book)


def _lay_beside(window: MainWindow, other: Path) -> None:
    """Compare with the other copy where one side of each thing is taken."""
    from ui.closing.page import ClosingPage

    window.session.go("closing")
    page = window.page("closing")
    assert isinstance(page, ClosingPage)
    page.compare_with(other)


def look_at_the_clock(window: MainWindow) -> None:
    """Say that this computer's clock stands before what the book already holds."""
    if (last := days.clock_behind(window.session.book)) is not None:
        window.session.warn(messages.clock_sentence(window.session.book.clock(), last), of_book=True)


def look_after(desk: Desk, path: Path, window: MainWindow) -> None:
    """Check the file and take the day's backup beside the work, now that the first page can be used."""
    from ui.window.start.ahead import Ahead
    from ui.window.upkeep import Upkeep

    upkeep = Upkeep(window.session)
    upkeep.differs.connect(lambda _report: _found(window, False))
    upkeep.checked.connect(lambda faults: None if faults else _found(window, window.session.checked is not False))
    upkeep.damaged.connect(lambda faults: tell_damage(desk, path, window, faults))
    upkeep.differs.connect(lambda report: tell_differences(desk, path, window, report))
    upkeep.strays.connect(lambda found: tell_strays(window, found))
    upkeep.finished.connect(lambda _done: _backed_up(window))
    upkeep.finished.connect(lambda _done: Ahead(window) if window.session.is_open else None)
    upkeep.start()


def _found(window: MainWindow, whole: bool) -> None:
    """Keep what the check found, for home to say."""
    if window.session.is_open:
        window.session.checked = whole
        window.freshen("home")


def _backed_up(window: MainWindow) -> None:
    """Let home say where the newest backups are, unless something worse was just said of the book."""
    if window.session.is_open and not window.session.read_only:
        window.freshen("home")


def _restoring(desk: Desk, path: Path, window: MainWindow) -> tuple[str, Callable[[], object]]:
    """The way to an earlier state of the file."""
    return (
        "Phục hồi bản sao lưu…",
        lambda: book_acts.backups(window, path, lambda backup: desk.restore(path, backup)),
    )


def tell_differences(desk: Desk, path: Path, window: MainWindow, report: object) -> None:
    """Say at opening what the page "Kiểm tra sổ" would find; acts that seal or hand over refuse by themselves."""
    session = window.session
    places = len(messages.verify_lines(report, session.names))
    way_on = ("Xem từng chỗ", lambda: session.go("verify"))
    session.warn(messages.unlike_sentence(places), way_on, _restoring(desk, path, window), of_book=True)


def tell_strays(window: MainWindow, found: Sequence[object]) -> None:
    """Say at opening which values of the book no place of the program would take today."""
    session = window.session
    lines = messages.stray_lines(found, session.names)
    session.warn(messages.stray_sentence(lines), ("Xem từng chỗ", lambda: session.go("verify")), of_book=True)


def tell_damage(desk: Desk, path: Path, window: MainWindow, faults: tuple[str, ...]) -> None:
    """Say that part of the file cannot be read; the book is only looked at from now on."""
    window.refresh_frame()
    newest = next(iter(window.session.book.backups()), None)
    said = messages.damaged_sentence(len(faults), newest.taken if newest else None)
    save = (salvaging.WAY, lambda: salvaging.salvage(desk, path))
    way_on = ("Xem chi tiết", lambda: book_acts.faults(window, faults, save))
    window.session.warn(said, way_on, _restoring(desk, path, window), of_book=True)
