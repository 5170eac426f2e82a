"""Whoever is led to a page stands at the very thing: open points, cells of the board, hits of the search box."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.book.book import Book
from models.book.closing.rows import OpenPoint
from models.rules.number.subjects import ListOf, NodeOf, OfficeOf, PaperOf, RowOf, SheetOf, Subject
from ui.following.page import FollowingPage
from ui.following.registration_page import RegistrationPage
from ui.home.page import HomePage
from ui.papers.page import PapersPage
from ui.window.finder import Finder
from ui.window.main_window import NOT_HERE, MainWindow
from ui.window.pages import PAGES

WindowOn = Callable[[Book], MainWindow]
YEAR = 2025


@pytest.fixture
def open_year(full_book: Book) -> Book:
    """The practice bloc with one more of each thing that can be left open."""
    book = full_book
    book.following.put_work(YEAR, "ad-hoc", "Rà soát mô hình", unit="td")
    book.log.put_report(YEAR, "Báo cáo bổ sung", due_on="2025-12-25", key="bo-sung")
    book.log.receive_report(YEAR, "bo-sung", "vptu", "2025-12-01")
    draft = book.drafts.put(YEAR, "pledge", "Dự thảo giao ước")
    book.drafts.put_comment(draft, "Bỏ mục 3", unit="td")
    book.complaints.put(YEAR, "td", "Xin xem lại điểm", received_on="2025-12-02")
    meeting = book.meetings.put(YEAR, "closing", "Hội nghị họp thêm", date="2025-12-18")
    book.ballots.prepare(meeting, "acclaim", "Suy tôn", ["td"], rule=next(iter(book.ballots.rules(meeting, "acclaim"))))
    book.papers.draft("ket-qua", YEAR, subject="Thông báo", choices={"unit": "td"})
    book.papers.draft("phieu-cham", YEAR, subject="Phiếu chấm", choices={"unit": "td", "date": "2025-12-19"})
    return book


def told_missing(window: MainWindow) -> list[str]:
    """Keeps what the window says of a thing that the page it led to does not show."""
    kept: list[str] = []
    ends = NOT_HERE.partition("không")[2]
    window.session.said.connect(lambda said: kept.append(said.text) if said.text.endswith(ends) else None)
    return kept


def test_every_open_point_leads_to_its_place(open_year: Book, window_on: WindowOn) -> None:
    window = window_on(open_year)
    missing = told_missing(window)
    found = open_year.closing.open_points(YEAR)
    kinds = {point.code for point in found if point.subject is not None}
    assert kinds >= {"work.open", "report.missing", "comment.open", "complaint.open", "ballot.not_counted"}
    assert kinds >= {"paper.draft", "sheet.not_complete", "meeting.no_minutes"}
    lost: list[OpenPoint] = []
    for point in found:
        window.session.go(point.page, point.subject)
        lost += [point] if missing and point.code != "paper.draft" else []
        missing.clear()
    assert lost == []


def test_a_line_of_a_list_is_found_by_what_it_is(open_year: Book, window_on: WindowOn) -> None:
    """A report is asked of every unit: the line of the very unit is chosen; a search that hides it is taken away."""
    window = window_on(open_year)
    window.session.go("following", RowOf("report", "bo-sung", "td"))
    page = window.page("following")
    assert isinstance(page, FollowingPage)
    tab = page.tab()
    assert tab is not None and tab.spec.title == "Báo cáo"
    assert (tab.current().report.key, tab.current().unit) == ("bo-sung", "td")
    tab.search.setText("không có gì như thế")
    window.session.go("following", RowOf("report", "bo-sung", "vptu"))
    assert (tab.current().unit, tab.search.text()) == ("vptu", "")
    draft = open_year.drafts.all(YEAR)[-1].key
    window.session.go("following", RowOf("draft", draft))
    now = page.tab()
    assert now is not None and now.spec.title == "Góp ý dự thảo" and now.current().draft == draft
    # the key of one table never stands for a row of another
    assert not page.show_subject(RowOf("work", draft)) and page.tab() is now


def test_a_paper_of_the_register_is_shown_as_it_was_made(open_year: Book, window_on: WindowOn) -> None:
    window = window_on(open_year)
    missing = told_missing(window)
    page = window.page("papers")
    assert isinstance(page, PapersPage)
    unknown, held = (one for one in open_year.papers.all(YEAR) if one.state == "draft" and not one.number)
    window.session.go("papers", RowOf("paper", held.key))
    assert (page.list.key, page.chosen()["unit"], missing) == ("phieu-cham", "td", [])
    window.session.go("papers", RowOf("paper", unknown.key))
    assert (page.list.key, len(missing)) == ("phieu-cham", 1)  # a kind the program does not print


def test_every_cell_of_the_board_leads_to_what_is_sent(open_year: Book, window_on: WindowOn) -> None:
    window = window_on(open_year)
    missing = told_missing(window)
    home = window.page("home")
    assert isinstance(home, HomePage)
    things, units = home.board.model_.board.things, home.board.model_.board.units
    assert {thing.kind for thing in things} >= {"report", "sheet"} and len(units) > 3
    for thing in (None, *things):
        for unit in (units[0], units[-1], "" if thing is not None else units[1]):
            home.board.picked.emit(thing, unit)
            assert (thing, unit, missing) == (thing, unit, [])
    window.session.go("registration", ListOf("pledge"))
    page = window.page("registration")
    assert isinstance(page, RegistrationPage)
    assert page.tab() is not None and page.tab().spec.title == "Giao ước"  # type: ignore[union-attr]  # the line before


def test_every_hit_leads_to_its_thing(open_year: Book, window_on: WindowOn) -> None:
    window = window_on(open_year)
    missing, finder = told_missing(window), window.finder
    assert isinstance(finder, Finder)
    kinds: set[str] = set()
    for typed in ("hoi nghi", "tinh doan", "bang", "hop", "nghi quyet", "phieu cham"):
        hits = [hit for hit in finder.look(typed) if hit.kind != "lệnh"]
        kinds |= {hit.kind for hit in hits}
        for hit in hits:
            hit.go()
            assert (hit.label, missing) == (hit.label, [])
    assert len(kinds) > 4, kinds


KINDS: tuple[Subject, ...] = (
    RowOf("work", "khong-co"),
    RowOf("unit", "khong-co"),
    ListOf("nothing"),
    OfficeOf(YEAR, "head", 1, "khong-co"),
    SheetOf("khong-co"),
    NodeOf("khong-co", "i.1"),
    PaperOf("khong-co"),
)


def test_no_page_says_that_it_shows_what_it_does_not(open_year: Book, window_on: WindowOn) -> None:
    """A unit of another year is named by the page of units itself; an office is open, there is no row to find."""
    window = window_on(open_year)
    said = {
        (page.key, type(subject).__name__)
        for page in PAGES
        for subject in KINDS
        if window.page(page.key).show_subject(subject)
    }
    assert said == {("members", "RowOf"), ("leadership", "OfficeOf")}
