"""The program's own words follow how the bloc calls itself and spells: cụm for khối, its head's title, uỷ for ủy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDialog, QLineEdit, QListView, QTreeView, QWidget

from models.book.bloc.settings import Words
from models.book.book import Book, create_book
from models.book.following.line_shapes import SHAPES
from models.book.scoring.rows import SheetAt
from tests.book.conftest import Clock, keys
from tests.book.practice import YEAR
from tests.ui import walk
from ui.awards.findings import PastResultsDialog
from ui.awards.honour import RatingsDialog
from ui.closing.next_year import NextYearDialog
from ui.form.take_form import ShippedFormDialog
from ui.kit.paste_lines import PasteLinesDialog
from ui.meetings.ballot import BallotDialog
from ui.meetings.dialogs import TaskDialog
from ui.scoring.second_keying import drop_dialog
from ui.scoring.tie_ballot import TieBallotDialog
from ui.units.contacts import ContactsDialog
from ui.units.division import DivisionDialog
from ui.window.assistant.assistant import Assistant
from ui.window.main_window import MainWindow

OURS = Words("cum", "Cụm trưởng", "Cụm phó", spelling="uỷ")
LEFT = re.compile(r"\b[Kk]hối\b|[Ủủ]y\b|[Hh]òa\b|[Kk]hóa\b")
OWN = ("Đảng ủy Khối CQ", "Cty Hòa Bình")
"""Units whose names hold what the program calls otherwise: they stay as they were written."""
TURNED = re.compile(r"Đảng uỷ|Cụm CQ|Hoà Bình")
KEPT = ("Sổ Khối", "Khối mẫu để tập dùng", "{{tên khối}}", "Quy chế mẫu thường dùng của khối")
"""What stays: the program's name, the practice bloc, a field of Word files, a text that is shipped."""


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("Bầu Phó Trưởng khối và Trưởng khối của khối", "Bầu Cụm phó và Cụm trưởng của cụm"),
        ("Tên &khối", "Tên &cụm"),
        ("Khối không làm việc này", "Cụm không làm việc này"),
        ("Thừa ủy quyền", "Thừa uỷ quyền"),
        ("Sổ Khối: khối lượng việc", "Sổ Khối: khối lượng việc"),
        ("{unit} ra khỏi khối", "{unit} ra khỏi cụm"),
    ],
)
def test_a_text_is_said_as_the_bloc_says_it(said: str, called: str) -> None:
    assert OURS.call(said) == called and Words().call(said) == said


def texts(root: QWidget) -> Iterator[str]:
    """Everything that is written on what is seen."""
    for one in (root, *root.findChildren(QWidget)):
        if not one.isVisible():
            continue
        for name in ("text", "windowTitle", "placeholderText", "toolTip"):
            found = getattr(one, name, None)
            if callable(found) and not (isinstance(one, QLineEdit) and name == "text"):
                yield str(found())
        if isinstance(one, QComboBox):
            yield from (one.itemText(place) for place in range(one.count()))
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from lines(one, QModelIndex())


def lines(view: QAbstractItemView, above: QModelIndex) -> Iterator[str]:
    model = view.model()
    across = 1 if isinstance(view, QListView) else model.columnCount(above)
    yield from (str(model.headerData(place, Qt.Orientation.Horizontal) or "") for place in range(across))
    for row in range(model.rowCount(above)):
        yield from (str(model.index(row, place, above).data() or "") for place in range(across))
        if isinstance(view, QTreeView):
            yield from lines(view, model.index(row, 0, above))


def left(root: QWidget) -> set[str]:
    said = {part.strip() for text in texts(root) for part in text.split("\n")}
    bare = {one: re.sub("|".join(OWN), "", one) for one in said}
    return {
        one
        for one, rest in bare.items()
        if TURNED.search(one) or (LEFT.search(rest) and not any(kept in one for kept in KEPT))
    }


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Book]:
    """A cụm of five units that spells uỷ, its year just begun."""
    with create_book(tmp_path / "cum.sokhoi", "Cụm thi đua số 3", clock=Clock("2025-12-19"), key_source=keys()) as book:
        book.settings.describe_bloc(kind="cum", head_term="Cụm trưởng", deputy_term="Cụm phó", spelling="uỷ")
        book.years.open(YEAR)
        for name in ("Sở Y tế", "Sở Tư pháp", "Sở Tài chính", *OWN):
            book.members.add(name, name, year=YEAR)
        yield book


def test_the_assistant_calls_the_bloc_as_it_was_told(cluster: Book, window_on: Callable[[Book], MainWindow]) -> None:
    made = Assistant(window_on(cluster).session)
    made.show()
    found = left(made)
    for number in range(len(made.steps)):
        made.show_step(number)
        walk.settle()
        found |= left(made)
    made.close()
    assert found == set()


def test_no_page_and_no_dialog_calls_the_bloc_otherwise(
    cluster: Book, window_on: Callable[[Book], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing: sixty texts of the window said "khối" and "Trưởng khối" to a cụm."""
    walk.no_foreign_dialogs(monkeypatch)
    window = window_on(cluster)
    found = {f"{name}: {text}" for name, _page in walk.pages(window) for text in left(window)}
    for name, dialog in walk.dialogs(window):
        if not isinstance(dialog, (QPrintDialog, ShippedFormDialog)):  # Qt's own; forms as their sources word them
            found |= {f"{name}: {text}" for text in left(dialog)}
    assert not found, "\n".join(sorted(found))


def test_names_stay_as_they_were_written(
    cluster: Book, window_on: Callable[[Book], MainWindow], opened: Callable[[QDialog], QDialog]
) -> None:
    """Seen failing: "Người liên hệ của Đảng uỷ Cụm CQ", and the same in the labels of units."""
    session = window_on(cluster).session
    members = {one.unit.short_name: one for one in cluster.members.roster(YEAR)}
    keys_of = [members[name].key for name in OWN]
    for dialog in (
        ContactsDialog(session, members[OWN[0]]),
        PastResultsDialog(session),
        RatingsDialog(session),
        TieBallotDialog(session, keys_of),
        drop_dialog(session, SheetAt(YEAR, keys_of[0], "own"), OWN[0], None),
    ):
        said = "\n".join(texts(opened(dialog)))
        assert OWN[0] in said and not TURNED.search(said), type(dialog).__name__


def test_dialogs_opened_from_within_call_the_bloc_as_it_does(
    cluster: Book, window_on: Callable[[Book], MainWindow], opened: Callable[[QDialog], QDialog]
) -> None:
    """Seen failing: "(cả khối)", "Giới thiệu Trưởng khối", "Người của khối", "không phải đơn vị của khối"."""
    session = window_on(cluster).session
    cluster.meetings.put(YEAR, "closing", "Họp", date="2025-12-19", key="it")
    paste = PasteLinesDialog(session, SHAPES["target"], "Đơn vị\tChỉ tiêu\nSở Tài chínhh\tThu ngân sách")
    assert paste.asked
    for dialog in (TaskDialog(session, "it"), BallotDialog(session, "it"), NextYearDialog(session), paste):
        assert left(opened(dialog)) == set(), type(dialog).__name__


def test_a_term_of_the_blocs_own_is_said_once(
    cluster: Book, window_on: Callable[[Book], MainWindow], opened: Callable[[QDialog], QDialog]
) -> None:
    """Seen failing: the deputy's line said "Phó Trưởng khối thi đua thi đua"."""
    head, deputy = "Trưởng khối thi đua", "Phó Trưởng khối thi đua"
    cluster.settings.describe_bloc(kind="khoi", head_term=head, deputy_term=deputy)
    said = set(texts(opened(DivisionDialog(window_on(cluster).session))))
    assert {"T&rưởng khối thi đua", deputy} <= said and not any("thi đua thi đua" in one for one in said)
