"""A book that holds values no door lets in today: it opens, says which, and works where they are not met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.exchange.document_schema import columns_of
from models.file.declared.column_kinds import kind_of
from models.file.declared.tables import TABLES
from models.keeping.strays import of_book
from models.keeping.verify import verify
from models.rules.errors import RuleViolation
from models.rules.number.points import from_text
from tests.book.scoring.test_one_lock import BAD
from ui.window import care
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

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
