"""A book that holds values no door lets in today: it opens, says which, and works where they are not met."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from models.book.book import Book, open_book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.year.rows import Deadline
from models.exchange.document_schema import columns_of
from models.file.declared.column_kinds import kind_of
from models.file.declared.tables import TABLES
from models.keeping.strays import of_book
from models.keeping.verify import verify
from models.rules.errors import RuleViolation
from models.rules.number.points import from_text
from tests.book.conftest import Clock, keys
from tests.book.scoring.test_one_lock import BAD
from ui.base.strays import LEFT_OUT, is_day
from ui.window import care
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES
from ui.words.messages import UNASKED, stray_lines
from ui.words.names import Names

YEAR = 2025


def spoil(book: Book, table: str, key: Any, **values: object) -> None:
    """Write what no door lets in, as an older program may have."""
    with book.store.operation("test") as tx:
        tx._judged = False  # the first lock, passed over as undo passes it over
        tx.update(table, key, **values)
        book.store.row_checks = lambda _tables: {}


def spoil_columns(book: Book, kind: str, bad: object) -> list[tuple[str, str]]:
    """The first row of each table gets the bad value in its first column of the kind; which columns these are."""
    found = []
    for name, table in TABLES.items():
        columns = [one.shown for one in columns_of(name) if kind_of(name, one.shown) == kind]
        rows = book.store.rows(name) if columns else ()
        column = next((one for one in columns if one not in table.keys), None)
        if rows and column is not None:
            key = tuple(rows[0][each] for each in table.keys)
            spoil(book, name, key if len(key) > 1 else key[0], **{column: bad})
            found.append((name, column))
    return found


def walk(window: MainWindow) -> dict[str, str]:
    """What each page says that it cannot show for such a value."""
    said = {}
    for entry in PAGES:
        window.message_bar.clear()
        window.go(entry.key)
        QApplication.processEvents()
        if "giá trị không đọc được" in window.message_bar.text():
            said[entry.key] = window.message_bar.text()
    return said


OF_A_FORM = {"regulation", "form", "scores", "decisions", "ranking", "awards", "statistics", "closing", "journal"}
MET = {"date": {"home", "closing"}, "points": OF_A_FORM}
"""The pages that rest on the spoilt values: home and closing count days to a task; a form whose points are none cannot
be shown."""


@pytest.mark.parametrize("kind", MET)
def test_pages_that_meet_such_a_value_say_so_and_the_others_work(
    full_book: Book, window_on: Callable[[Book], MainWindow], kind: str
) -> None:
    spoilt = spoil_columns(full_book, kind, BAD[kind][0])
    assert len(spoilt) > 2 and [(one.table, one.column) for one in of_book(full_book)] == spoilt
    window = window_on(full_book)
    said = walk(window)
    assert set(said) <= MET[kind]
    assert all(str(BAD[kind][0]) in text for text in said.values())


def test_a_cell_that_cannot_be_read_waits_alone(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    """Every page works, the cell's unit waits, the question names the cell; written anew, it counts."""
    used = [row for row in full_book.store.rows("sheet", year=YEAR) if full_book.store.rows("cell", sheet=row["key"])]
    sheet = next(row for one in reversed(full_book.years.stages(YEAR)) for row in used if row["stage"] == one.key)
    cell = next(row for row in full_book.store.rows("cell", sheet=sheet["key"]) if row["stated"] or row["inputs"])
    stage, unit, where = sheet["stage"], sheet["unit"], "stated" if cell["stated"] else "inputs"
    part, good = next(iter(cell[where].items()))
    before = full_book.standing.ranking(YEAR)
    spoil(full_book, "cell", (cell["sheet"], cell["node"]), **{where: {**cell[where], part: "8,5"}})
    assert [(one.key, one.column) for one in of_book(full_book)] == [((cell["sheet"], cell["node"]), part)]
    window = window_on(full_book)
    assert walk(window) == {}
    assert [place.unit for place in full_book.standing.ranking(YEAR).places if place.waiting == "pending"] == [unit]
    (asked,) = [one for one in full_book.decisions.open_questions(YEAR) if one.key == "score.broken"]
    assert asked.subject == f"{cell['sheet']}/{cell['node']}"
    with pytest.raises(RuleViolation, match=r"decision\.value_needed"):
        full_book.decisions.answer(asked, "x", "Hội nghị", year=YEAR)
    at = SheetAt(YEAR, unit, stage)
    with pytest.raises(RuleViolation, match=r"score\.broken"):
        full_book.scores.enter_many(YEAR, stage, [(unit, cell["node"], Edit({"bonus": None}))])
    full_book.scores.enter_many(YEAR, stage, [(unit, cell["node"], Edit(**{where: {part: from_text(good)}}))])
    assert of_book(full_book) == () and full_book.scores.sheet(at).cells[cell["node"]].cell.broken == ()
    assert full_book.standing.ranking(YEAR).places == before.places


def test_the_check_after_opening_names_the_values(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    spoil_columns(full_book, "date", "hôm nay")
    report = verify(full_book.store)
    assert report.ok and len(report.strays) > 2
    window = window_on(full_book)
    care.tell_strays(window, report.strays)
    assert "không còn nhận" in window.message_bar.text() and "hôm nay" in window.message_bar.text()
    window.go("verify")
    page: Any = window.page("verify")
    page.check()
    assert page.result.text() == f"Sổ nguyên vẹn; {len(report.strays)} giá trị không còn nhận, cần ghi lại"
    assert page.places.toPlainText().count("hôm nay") == len(report.strays)


def labels(widget: QWidget) -> list[str]:
    """What is seen, line by line."""
    return [one.text() for one in widget.findChildren(QLabel) if not one.isHidden() and one.text()]


def test_home_is_filled_whole_around_a_value_it_cannot_read(
    full_book: Book, window_on: Callable[[Book], MainWindow]
) -> None:
    """Seen failing: what came after the value stayed out until it was mended, and after that until the next visit."""
    for key, day in (("han-dang-ky", "2025-12-24"), ("han-ho-so", "2025-12-30")):
        full_book.years.put_deadline(Deadline(YEAR, key, f"Hạn {day}", day))
    due = full_book.store.row("deadline", YEAR, "han-dang-ky")
    assert due is not None
    spoil(full_book, "deadline", (YEAR, due["key"]), due_on="2025-13-45")
    window = window_on(full_book)
    page: Any = window.page("home")
    told = labels(page)
    assert LEFT_OUT in told
    for part in ("Các bước trong năm", "Tình trạng sổ", "Việc nên làm ngay"):
        assert part in told, part
    said = window.message_bar.text()
    assert due["name"] in said and "2025-13-45" in said and due["key"] not in said.split()
    assert [one.on for one in page.line.milestones] == ["2025-12-30"]
    with full_book.store.operation("test") as tx:
        tx.update("deadline", (YEAR, due["key"]), due_on=due["due_on"])
    QApplication.processEvents()
    assert LEFT_OUT not in labels(page)
    assert [one.on for one in page.line.milestones] == ["2025-12-24", "2025-12-30"]


def test_a_line_that_cannot_be_made_is_not_that_of_before(
    full_book: Book, window_on: Callable[[Book], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing: the year before's milestones stood under the name of the year shown, and nothing said so."""
    window = window_on(full_book)
    page: Any = window.page("home")
    told = labels(page).count(LEFT_OUT)
    assert not page.line.isHidden() and told == 0

    def unreadable(*_: object) -> None:
        raise ValueError("a value nobody can read")

    with monkeypatch.context() as broken:
        broken.setattr(full_book.course, "milestones", unreadable)
        with pytest.raises(ValueError, match="nobody can read"):
            page.refresh()
        QApplication.processEvents()
    assert page.line.isHidden() and labels(page).count(LEFT_OUT) == 1
    assert "Các bước trong năm" in labels(page)
    page.refresh()
    QApplication.processEvents()
    assert not page.line.isHidden() and LEFT_OUT not in labels(page)


@pytest.mark.parametrize("kind", ["date", "points", "figure", "count", "place"])
def test_values_are_named_by_what_people_call_them(full_book: Book, kind: str) -> None:
    """Seen failing: a deadline, a target, a term stood by its key."""
    spoil_columns(full_book, kind, BAD[kind][0])
    names = Names(full_book, YEAR)
    for stray, line in zip(of_book(full_book), stray_lines(of_book(full_book), names), strict=True):
        keys = stray.key if isinstance(stray.key, tuple) else (stray.key,)
        internal = [one for one in map(str, keys) if not one.isdecimal() and not is_day(one)]
        said = re.split(r"[\s,:“”().]+", line)
        assert not set(internal) & set(said), line


def test_a_figure_of_a_cell_is_named_by_its_label(full_book: Book) -> None:
    """Seen failing: the input stood by its id."""
    names = Names(full_book, YEAR)
    form = full_book.forms.form(full_book.forms.for_unit(YEAR, full_book.members.roster(YEAR)[0].key))
    item = next(one for one in form.items() if one.inputs and one.inputs[0].label)
    assert names.figure(item.key, item.inputs[0].id) == f"“{item.inputs[0].label}”"
    assert names.figure(item.key, "bonus") == "điểm thưởng"
    assert names.figure(item.key, "khong-co") == "khong-co"


def test_a_cell_its_form_does_not_ask_for_is_named_by_the_check(
    full_book: Book, window_on: Callable[[Book], MainWindow]
) -> None:
    """Seen failing: it counted nowhere and was told nowhere."""
    sheet = next(row for row in full_book.store.rows("sheet", year=YEAR) if row["stage"] == "self")
    with full_book.store.operation("test") as tx:
        tx._judged = False  # the first lock, passed over as undo passes it over
        full_book.store.row_checks = lambda _tables: {}
        tx.insert("cell", {"sheet": sheet["key"], "node": "muc-cu", "stated": {"base": "1"}})
    report = verify(full_book.store)
    assert report.ok and report.strays == () and of_book(full_book) == ()
    assert [one.key for one in report.unasked] == [(sheet["key"], "muc-cu")]
    page: Any = window_on(full_book).page("verify")
    page.check()
    assert page.result.text() == "Sổ nguyên vẹn"
    (line,) = [one for one in page.places.toPlainText().splitlines() if "muc-cu" in one]
    assert UNASKED in line and Names(full_book, YEAR).unit(sheet["unit"]) in line


ALTERED = {
    "a rule that is a list": "UPDATE rule SET spec_json = '[]'",
    "scorers that are a number": f"INSERT INTO setting VALUES ('scorers.{YEAR}', '5')",
    "a year in no calendar": "INSERT INTO bloc_year (year) VALUES (99999)",
}


@pytest.mark.parametrize("how", ALTERED)
def test_a_page_that_meets_what_another_program_put_in_says_so(
    full_book: Book, window_on: Callable[[Book], MainWindow], how: str
) -> None:
    """Seen failing: the page's own error ended the program."""
    path = full_book.path
    full_book.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(ALTERED[how])
    with open_book(path, clock=Clock("2026-01-10"), key_source=keys(7000)) as book:
        window, said = window_on(book), set()
        for entry in PAGES:
            window.message_bar.clear()
            window.go(entry.key)
            QApplication.processEvents()
            if "không đọc được nên chưa hiện hết" in window.message_bar.text():
                said.add(entry.key)
        assert said and len(said) < len(PAGES)
        window.close()
