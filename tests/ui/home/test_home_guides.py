"""Home guides: what the others stand on comes before the calendar, its button does it; the board, the line, the old
year."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton

from models.book.book import Book
from models.book.year.board import LINE_END
from models.book.year.years import Deadline
from ui.home.board import BoardView, thing_name
from ui.home.page import HomePage
from ui.home.year_line import YearLine
from ui.units.paste_units import PasteUnitsDialog
from ui.window.main_window import MainWindow
from ui.words import year_steps

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WindowOn = Callable[[Book], MainWindow]
YEAR = 2025
LEFT = Qt.MouseButton.LeftButton


def home(window: MainWindow) -> HomePage:
    window.go("home")
    page = window.page("home")
    assert isinstance(page, HomePage)
    page.show_book()
    QApplication.sendPostedEvents()
    QTest.qWait(60)
    return page


def next_card(page: HomePage) -> QFrame:
    return page.findChildren(QFrame, "next")[-1]


def says(page: HomePage) -> str:
    return " ".join(one.text() for one in next_card(page).findChildren(QLabel))


def filled(page: HomePage) -> QPushButton:
    (found,) = [one for one in next_card(page).findChildren(QPushButton) if one.objectName() == "first"]
    return found


def two_units(book: Book) -> None:
    for key, name in (("td", "Tỉnh đoàn"), ("hnd", "Hội Nông dân")):
        book.members.add(f"{name} tỉnh Sông Lành", name, "mass_organisation", key=key, year=YEAR)


@pytest.mark.parametrize("fact", year_steps.FACTS)
def test_every_act_home_names_is_an_act_of_its_page(fact: str, empty_book: Book, window_on: WindowOn) -> None:
    words = year_steps.FACTS[fact]
    if words.act:
        acts = [one.text() for one in window_on(empty_book).page(words.page).acts()]
        assert words.act in acts


def test_the_ground_comes_before_the_calendar(empty_book: Book, window_on: WindowOn) -> None:
    """Registrations are long overdue, but nobody is reminded while there is no confirmed list, head or form."""
    two_units(empty_book)
    empty_book.years.put_deadline(Deadline(YEAR, "han-dang-ky", "Hạn đăng ký", "2025-03-01"))
    window = window_on(empty_book)
    said = [says(home(window))]
    assert "Danh sách đơn vị" in said[0]
    empty_book.years.confirm_roster(YEAR, "2025-12-19")
    assert "bộ quy định" in says(home(window))
    empty_book.regulations.adopt_pack(YEAR, "khoi-mau-thuong-dung")
    assert "đứng đầu" in says(home(window))
    empty_book.leadership.put_term(YEAR, "td", "head")
    assert "Lấy bảng năm trước" in says(home(window))
    empty_book.forms.adopt(YEAR, empty_book.forms.load_shipped("mau_100"))
    assert "đăng ký" in says(home(window)).lower()
    assert "Hạn 01/3/2025 đã qua" in says(home(window))


def test_the_filled_button_does_the_act(
    empty_book: Book, window_on: WindowOn, dialog_of: Callable[..., object]
) -> None:
    window = window_on(empty_book)
    button = filled(home(window))
    assert button.text() == "Dán danh sách từ Excel"
    QGuiApplication.clipboard().setText("Sở Tư pháp\nSở Y tế")
    QTest.mouseClick(button, LEFT)
    assert window.shown == "members"
    assert dialog_of(window, PasteUnitsDialog)


# --- the board ---


def test_the_board_says_who_sent_what_and_how_late(empty_book: Book, window_on: WindowOn) -> None:
    two_units(empty_book)
    empty_book.years.put_deadline(Deadline(YEAR, "han-dang-ky", "Hạn đăng ký", "2025-03-01"))
    empty_book.years.put_deadline(Deadline(YEAR, "tu-cham", "Bảng tự chấm", "2025-12-24", stage="self"))
    empty_book.registration.receive(YEAR, "td", "2025-03-01")
    empty_book.registration.receive(YEAR, "hnd", "2025-03-02")
    board = empty_book.course.board(YEAR)
    first = next(n for n, thing in enumerate(board.things) if thing.kind == "registration")
    last = next(n for n, thing in enumerate(board.things) if thing.kind == "sheet")
    cells = [
        [(one.state, one.days) for one in (board.cells[unit][first], board.cells[unit][last])] for unit in board.units
    ]
    assert cells == [[("sent", 0), ("waiting", 0)], [("late", 1), ("waiting", 0)]]
    assert (board.sent(first), board.sent(last), board.current) == ((2, 2), (0, 2), last)
    overdue = empty_book.course.board(YEAR, today="2025-12-25")
    assert [(one.state, one.days) for one in (overdue.cells["td"][last], overdue.cells["hnd"][last])] == [
        ("overdue", 1)
    ] * 2
    assert overdue.current == last
    view = home(window_on(empty_book)).findChild(BoardView)
    assert view is not None
    model = view.model()
    assert [model.index(2, n + 1).data() for n in (first, last)] == ["2/2", "0/2"]
    spoken = str(model.index(1, first + 1).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Hội Nông dân" in spoken and "chậm 1 ngày" in spoken


def test_a_cell_of_the_board_opens_the_very_place(full_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(full_book)
    page = home(window)
    view = page.findChild(BoardView)
    assert view is not None
    board = full_book.course.board(YEAR)
    column = next(n for n, thing in enumerate(board.things) if thing.kind == "sheet") + 1
    row = board.units.index("hnd")
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.shown == "scores"
    where = window.page("scores").grid.current()
    assert where is not None and where[0] == "hnd"
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0].split("\t") == ["Đơn vị", *(thing_name(one) for one in board.things)]
    assert len(copied) == len(board.units) + 2


# --- the line ---


def test_the_line_of_the_year_shows_meetings_and_deadlines_and_opens_them(full_book: Book, window_on: WindowOn) -> None:
    key = full_book.meetings.put(YEAR, "closing", "Hội nghị tổng kết", date="2025-12-26")
    full_book.years.put_deadline(Deadline(YEAR, "ho-so", "Hạn nộp hồ sơ", "2026-01-09"))
    found = full_book.course.milestones(YEAR)
    assert [one.on for one in found] == sorted(one.on for one in found)
    window = window_on(full_book)
    line = home(window).findChild(YearLine)
    assert line is not None
    for kind, page in (("meeting", "meetings"), ("deadline", "regulation")):
        number = next(n for n, one in enumerate(found) if one.kind == kind and one.on > "2025-12-20")
        QTest.mouseClick(line, LEFT, pos=line.box_of(number).center())
        assert window.shown == page
        window.go("home")
    assert window.page("meetings").meeting.key == key
    assert line.box_of(0).left() >= 0 and LINE_END == 15


# --- the year before ---


@pytest.mark.parametrize(
    ("month", "days"),
    [
        (1, {"2026-01-10": True, "2026-03-31": True, "2026-04-01": False}),
        (9, {"2026-01-10": False, "2026-08-31": False, "2026-09-01": True, "2026-11-30": True, "2026-12-01": False}),
    ],
)
def test_in_the_first_months_home_says_what_of_the_old_year_is_open(
    full_book: Book, window_on: WindowOn, month: int, days: dict[str, bool]
) -> None:
    full_book.years.begin_in(YEAR, month)
    full_book.next_year.start(YEAR)
    for today, told in days.items():
        full_book.clock.to(today)  # type: ignore[attr-defined]
        window = window_on(full_book)
        window.session.choose_year(YEAR + 1)
        page = home(window)
        titles = [one.text() for one in page.findChildren(QLabel) if not one.parentWidget().isHidden()]
        assert (f"{full_book.years.called(YEAR, capital=True)} còn dở dang" in titles) is told, today
        if today == min(day for day, said in days.items() if said):
            button = next(one for one in page.findChildren(QPushButton) if one.text().startswith("Xem cả"))
            QTest.mouseClick(button, LEFT)
            assert (window.session.year, window.shown) == (YEAR, "closing")
