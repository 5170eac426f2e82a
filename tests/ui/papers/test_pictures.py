"""Painted pictures: the figures they show are the book's, told in words too, and drawn the same on paper in the colours
of paper."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QGuiApplication, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from models.book.book import Book
from models.book.year.board import Board, Sending, Thing
from tests.book import practice_leadership
from tests.book.practice import DATA, YEAR
from ui.base.tokens import DARK
from ui.home.board_picture import BoardPicture
from ui.kit import style
from ui.leadership.calendar import DEPUTY, HEAD, Calendar, CalendarRow, RotationCalendar, calendar_of
from ui.papers.spread import Spread, SpreadLine, SpreadPicture, spread_of
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]


def test_the_spread_is_that_of_the_two_steps_in_the_order_of_the_ranking(full_book: Book, window_on: WindowOn) -> None:
    window = window_on(full_book)
    spread = spread_of(window.session)
    assert (spread.own, spread.agreed) == ("Tự chấm", "Thẩm định")
    ranks = {place.unit: place.rank for place in full_book.standing.ranking(YEAR).places}
    order = [
        full_book.members.called(member.unit, YEAR)
        for member in sorted(full_book.members.roster(YEAR), key=lambda one: ranks.get(one.key) or 999)
    ]
    assert [one.name for one in spread.lines] == [name for name in order if name in {x.name for x in spread.lines}]
    result = full_book.standing.matrix(YEAR, "self", full_book.years.periods(YEAR)[-1].key)["vpub"]
    line = next(one for one in spread.lines if one.name == "Văn phòng UBND tỉnh")
    assert line.own == result.total


def test_a_difference_is_written_with_its_sign() -> None:
    def off(own: Fraction | None, agreed: Fraction | None) -> str:
        return SpreadLine("", own, agreed).difference

    assert off(Fraction(91), Fraction(90)) == "−1,00"
    assert off(Fraction(90), Fraction(181, 2)) == "+0,50"
    assert off(Fraction(90), Fraction(90)) == "0,00"
    assert off(None, Fraction(90)) == ""


def test_the_picture_stands_beside_its_table_and_goes_to_the_clipboard(full_book: Book, window_on: WindowOn) -> None:
    window = window_on(full_book)
    window.go("statistics")
    page = window.page("statistics")
    assert not any(one.text() == "Sao chép hình" and one.isVisible() for one in page.acts())
    page.which.setCurrentIndex(page.which.findData("spread"))
    QApplication.processEvents()
    assert page.picture.isVisible() and page.spread.rows_model.rowCount() == len(page.picture.spread.lines)
    for one in page.picture.spread.lines:
        assert one.name in page.picture.accessibleDescription()
    next(one for one in page.acts() if one.text() == "Sao chép hình").trigger()
    assert QGuiApplication.clipboard().image().width() > 400
    window.session.choose_year(YEAR)


def test_on_paper_the_picture_is_dark_on_white_whatever_the_window_is(qapp: QApplication) -> None:
    before = style.in_use()
    style.use(DARK)
    try:
        picture = SpreadPicture()
        picture.show_spread(Spread((SpreadLine("Đơn vị", Fraction(91), Fraction(90)),), "Tự chấm", "Thẩm định"))
        made = picture.image()
        assert made.pixelColor(3, 3).lightness() == 255
        tones = {made.pixelColor(x, y).lightness() < 90 for x in range(0, made.width(), 3) for y in range(60, 120)}
        assert tones == {True, False}
    finally:
        style.use(before)


def test_a_picture_fits_the_page_it_is_printed_on(tmp_path: Path, qapp: QApplication) -> None:
    """Seen failing: a printer made the letters large by its dots, the painter by the page, and a page held four of
    them."""
    names = [f"Đơn vị có tên dài thứ {n}" for n in range(12)]
    spread, calendar, board = SpreadPicture(), RotationCalendar(), BoardPicture()
    lines = tuple(SpreadLine(name, Fraction(70 + n), Fraction(60 + n)) for n, name in enumerate(names))
    spread.show_spread(Spread(lines, "Tự chấm", "Thẩm định"))
    rows = tuple(CalendarRow(name, {2024 + n % 3: (HEAD, False)}) for n, name in enumerate(names))
    calendar.show_calendar(Calendar(rows, (2024, 2025, 2026), 2025, 0, "Trưởng khối", "Phó Trưởng khối"))
    sent = {str(n): (Sending("sent"),) for n in range(len(names))}
    things = (Thing("registration", "", "", None),)
    board.show_board(Board(tuple(sent), things, sent, None), names, "Đơn vị và những thứ phải gửi")
    for number, picture in enumerate((spread, calendar, board)):
        place = str(tmp_path / f"{number}.pdf")
        writer = QPdfWriter(place)
        picture.put_on(writer)
        del writer
        document = QPdfDocument()
        document.load(place)
        assert document.pageCount() == 1
        said, page = document.getAllText(0), QRectF(QPointF(0, 0), document.pagePointSize(0))
        assert all(name in said.text() for name in names), said.text()[:200]
        assert page.contains(said.boundingRectangle()), (said.boundingRectangle(), page)
        document.close()


def test_no_figures_no_picture(empty_book: Book, window_on: WindowOn) -> None:
    window = window_on(empty_book)
    window.go("statistics")
    page = window.page("statistics")
    page.which.setCurrentIndex(page.which.findData("spread"))
    QApplication.processEvents()
    assert page.method.text() == "Chưa có hai bước chấm có điểm để so."
    page.picture.image()


def test_the_calendar_says_who_led_who_comes_and_whose_turn_was_put_off(full_book: Book, window_on: WindowOn) -> None:
    practice_leadership.leaders(full_book, DATA, YEAR)
    window = window_on(full_book)
    calendar = calendar_of(window.session)
    rows = {row.name: row.marks for row in calendar.rows}
    assert rows["Văn phòng UBND tỉnh"][2024] == (HEAD, False)
    assert rows["Ủy ban MTTQ tỉnh"][2025] == (DEPUTY, False)
    assert rows["Ủy ban MTTQ tỉnh"][2026] == (HEAD, True), "the rule suggests it, nobody wrote it"
    window.go("leadership")
    page = window.page("leadership")
    page.tabs.setCurrentIndex(3)
    QApplication.processEvents()
    assert isinstance(page.calendar, RotationCalendar) and page.calendar.isVisible()
    assert "Văn phòng UBND tỉnh: 2023 Phó Trưởng khối, 2024 Trưởng khối" in page.calendar.spoken()
    assert "2026 Trưởng khối (dự kiến)" in page.calendar.spoken()
    next(one for one in page.acts() if one.text() == "Sao chép hình" and one.isVisible()).trigger()
    assert QGuiApplication.clipboard().image().width() > 400
