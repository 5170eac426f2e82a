"""What should not be there, brought in through the window: each is one clear sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from models.book.book import Book, open_book
from models.book.scoring.rows import SheetAt
from models.file import header
from models.keeping.verify import verify
from models.rules.form.scoring import Form, Group
from tests.book.practice import YEAR
from ui.form.adopt_form import AdoptFormDialog
from ui.regulation.amend_rule import AmendDialog
from ui.scoring.page import ScoresPage
from ui.scoring.paste_refused import PasteRefusedDialog
from ui.units.paste_units import PasteUnitsDialog
from ui.units.unit import UnitDialog
from ui.window.desk import Desk
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
DialogOf = Callable[[QWidget, type], Any]
ROOT = Path(__file__).resolve().parents[2]
TEN_MEGABYTES = 10_000_000
PATIENCE = 5  # seconds: a person waits, but does not think the program has died


@pytest.fixture
def page(full_book: Book, window_on: WindowOn) -> ScoresPage:
    window = window_on(full_book)
    window.go("scores")
    shown = window.page("scores")
    assert isinstance(shown, ScoresPage)
    # By command: a plain setCurrentIndex asks the keyboard, on which the test before may have left Shift.
    chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
    shown.grid.selectionModel().setCurrentIndex(shown.model.index(2, 0), chosen)
    return shown


def stated(page: ScoresPage) -> Fraction | None:
    return page.session.book.scores.sheet(SheetAt(YEAR, "vpub", "self")).cells["i.1"].cell.stated.get("base")


def said(page: ScoresPage) -> str:
    return str(page.window().message_bar.text())


# -- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("9.5", "9.5"),
        ("9,5", "9.5"),
        (" 9,50 ", "9.5"),
        ("1.234", "1.234"),
        ("1,234", "1.234"),
        ("\u00a08,25\u00a0", "8.25"),
    ],
)
def test_both_separators_are_one_number_under_the_vietnamese_locale(page: ScoresPage, typed: str, value: str) -> None:
    """An item of 15 points leaves one reading of 1.234; the locale has no say."""
    page.grid.paste(typed)
    assert stated(page) == Fraction(value)
    page.session.act(page.session.book.store.undo)
    assert stated(page) == 15


@pytest.mark.parametrize(
    "typed", ["đạt", "9,5đ", "1.234,5,6", "1.2345,6", "--3", "9e3", "½", "5/2", "nan", "inf", "0x1F", "9,5,", "٣"]
)
def test_text_in_a_number_is_named_with_its_place_and_nothing_is_written(
    page: ScoresPage, dialog_of: DialogOf, typed: str
) -> None:
    before = page.session.book.store.canonical()
    page.grid.paste(typed)
    dialog = dialog_of(page, PasteRefusedDialog)
    (line,) = dialog.table.rows_model.rows
    assert (line.where, line.text) == ("Văn phòng UBND tỉnh, mục I.1", typed)
    assert line.why and "…" not in line.why and "(" not in line.why.split(".")[0]
    assert page.session.book.store.canonical() == before


def test_thousands_and_a_fraction_are_above_an_item_of_fifteen(page: ScoresPage, dialog_of: DialogOf) -> None:
    """1.234,5 is one number; that it is no score of the item is another matter, named as excess and kept."""
    page.grid.paste("1.234,5")
    assert stated(page) == Fraction("1234.5")
    assert page.session.book.standing.item(SheetAt(YEAR, "vpub", "self"), "i.1").excesses


def test_a_figure_that_reads_two_ways_is_asked_about(
    full_book: Book, window_on: WindowOn, opened: Callable[[Any], Any]
) -> None:
    """A stated total has no edge that would leave one reading."""
    window = window_on(full_book)
    window.go("scores")
    page = window.page("scores")
    page.grid.stand("vpub")
    before = full_book.store.last_seq
    page.strip.total.setText("1.234")
    page.strip.total.editingFinished.emit()
    assert "1,234" in said(page) and "1234" in said(page)
    assert page.strip.total.text() == "1.234"
    assert full_book.store.last_seq == before


# -- letters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        unicodedata.normalize("NFD", "Sở Nông nghiệp và Hòa giải"),
        "Sở Nông nghiệp và Ho\u0300a giải",
        "Sơ\u0309 Nông nghiê\u0323p va\u0300 Hòa gia\u0309i",
        "Sở Nông nghiệp  và\u200b Hòa giải\u0007",
    ],
)
def test_a_name_in_pieces_is_kept_whole_and_found(
    empty_book: Book, window_on: WindowOn, opened: Callable[[Any], Any], typed: str
) -> None:
    window = window_on(empty_book)
    dialog = opened(UnitDialog(window.session, None, window))
    dialog.name.setText(typed)
    dialog.accept()
    (member,) = empty_book.members.roster(YEAR)
    assert member.unit.name == "Sở Nông nghiệp và Hòa giải"
    for asked in ("so nong nghiep", unicodedata.normalize("NFD", "Hòa giải")):
        assert [unit.key for unit in empty_book.members.search(asked)] == [member.key]


def test_text_of_an_old_font_is_told_in_a_paste_and_in_a_dialog(
    empty_book: Book, window_on: WindowOn, opened: Callable[[Any], Any]
) -> None:
    window = window_on(empty_book)
    dialog = opened(PasteUnitsDialog(window.session, "Héi N«ng d©n tØnh\nSë Néi vô", window))
    lines = dialog.table.rows_model.rows
    assert len(lines) == 2 and all(line.problem for line in lines)
    assert any("Hội Nông dân tỉnh" in line.problem for line in lines)
    single = opened(UnitDialog(window.session, None, window))
    single.name.setText("Héi N«ng d©n tØnh")
    single.accept()
    assert single.isVisible() and single.problem.text()
    assert empty_book.members.roster(YEAR) == ()


def test_a_name_of_two_thousand_characters_is_refused_where_it_was_typed(
    empty_book: Book, window_on: WindowOn, opened: Callable[[Any], Any]
) -> None:
    window = window_on(empty_book)
    dialog = opened(UnitDialog(window.session, None, window))
    dialog.name.setText("Sở " + "x" * 1997)
    dialog.accept()
    assert dialog.isVisible() and "300" in dialog.problem.text()
    dialog.name.setText("Sở Nội vụ")
    dialog.accept()
    assert [one.unit.name for one in empty_book.members.roster(YEAR)] == ["Sở Nội vụ"]


# -- too much ---------------------------------------------------------------------------------------------------------

FLOODS = {
    "one cell": "x" * TEN_MEGABYTES,
    "one row": "9,5\t" * (TEN_MEGABYTES // 4),
    "one column": "9,5\n" * (TEN_MEGABYTES // 4),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_ten_megabytes_into_the_grid_are_refused_at_once(page: ScoresPage, flood: str) -> None:
    before, began = page.session.book.store.last_seq, time.monotonic()
    QGuiApplication.clipboard().setText(FLOODS[flood])
    page.grid.paste(QGuiApplication.clipboard().text())
    assert time.monotonic() - began < PATIENCE
    assert "quá" in said(page)
    assert page.session.book.store.last_seq == before


@pytest.mark.parametrize("flood", FLOODS)
def test_ten_megabytes_into_the_list_of_units(
    empty_book: Book, window_on: WindowOn, opened: Callable[[Any], Any], flood: str
) -> None:
    window = window_on(empty_book)
    dialog = opened(PasteUnitsDialog(window.session, "", window))
    began = time.monotonic()
    QGuiApplication.clipboard().setText(FLOODS[flood])
    dialog.text.paste()
    QApplication.processEvents()
    assert time.monotonic() - began < PATIENCE
    assert "quá lớn" in dialog.problem.text()
    assert dialog.text.toPlainText() == "" and not dialog.first.isEnabled()


def test_ten_megabytes_into_a_note(page: ScoresPage) -> None:
    QGuiApplication.clipboard().setText(FLOODS["one cell"])
    began, before = time.monotonic(), page.session.book.store.last_seq
    page.panel.note.setFocus()
    page.panel.note.paste()
    QApplication.processEvents()
    page.grid.setFocus()
    QApplication.processEvents()
    assert time.monotonic() - began < PATIENCE
    assert page.session.book.store.last_seq == before and said(page)


# -- forms and rules that cannot be ------------------------------------------------------------------------------------


@pytest.mark.parametrize("nodes", [(), (Group("g", code="I", title="Nhóm không có mục"),)])
def test_a_form_without_leaves_is_not_adopted(
    empty_book: Book, window_on: WindowOn, opened: Callable[[Any], Any], nodes: tuple[Group, ...]
) -> None:
    key = empty_book.forms.put_form(Form("f", "Bảng rỗng", 1, Fraction(100), nodes=nodes))
    window = window_on(empty_book)
    for page in ("form", "scores", "ranking", "home"):
        window.go(page)
    dialog = opened(AdoptFormDialog(window.session, key, window))
    dialog.accept()
    assert dialog.isVisible()
    assert "mục" in dialog.problem.text() and "(" not in dialog.problem.text()
    assert empty_book.forms.all()[0].used == ()


def test_a_tie_key_that_asks_for_the_rank_itself_is_not_taken(
    full_book: Book, window_on: WindowOn, opened: Callable[[Any], Any]
) -> None:
    window = window_on(full_book)
    rule = full_book.regulations.governing(YEAR, "ranking/1")
    before = full_book.store.last_seq
    for keys in ([{"key": "rank"}], [{"key": "bonus"}, {"key": "place"}, {"key": "bonus"}]):
        dialog = opened(AmendDialog(window.session, rule, window))
        spec = {**rule.spec, "tie_keys": keys}
        dialog.editor.value = lambda spec=spec: spec
        dialog.reason.setText("Hội nghị thống nhất")
        dialog.accept()
        assert dialog.isVisible() and dialog.problem.text(), keys
        assert "Chưa làm được việc này" not in dialog.problem.text()
        assert full_book.store.last_seq == before
    assert full_book.standing.ranking(YEAR).places


# -- the file under the window -----------------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_typing_goes_on_when_there_is_room_again(page: ScoresPage) -> None:
    store = page.session.book.store
    before = store.canonical()
    (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    edit = page.session.book.scores
    for _ in range(2):  # every act says it anew
        note = "Báo cáo " * 40_000
        assert not page.session.act(lambda note=note: edit.enter(SheetAt(YEAR, "vpub", "self"), "i.1", note=note))
        assert said(page).startswith("Ổ đĩa đã đầy")
    assert store.canonical() == before and verify(store).ok
    store.connection.execute("PRAGMA max_page_count = 1000000")
    page.grid.paste("14")
    assert stated(page) == 14 and verify(store).ok


@pytest.mark.parametrize(
    "junk", [b"", b"\x00" * 512, b"khong phai nhat ky " * 100, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 600]
)
def test_a_journal_file_left_by_something_else_changes_nothing(
    desk: Desk, practice_file: Path, tmp_path: Path, junk: bytes
) -> None:
    """An empty, zeroed, foreign or broken "-journal" beside the book is no write of ours to take back."""
    path = tmp_path / "Khối thi đua số 4" / "sổ năm 2025.sokhoi"
    path.parent.mkdir()
    shutil.copy(practice_file, path)
    with open_book(path, read_only=True) as book:
        before = book.store.canonical()
    header.journal_of(path).write_bytes(junk)
    window = desk.open(path)
    assert window is not None, desk.start and desk.start.message_bar.text()
    book = window.session.book
    assert book.store.canonical() == before and verify(book.store).ok
    window.session.act(lambda: book.scores.enter(SheetAt(YEAR, "vpub", "self"), "i.1", stated={"base": Fraction(14)}))
    assert book.store.canonical() != before and verify(book.store).ok


def test_a_write_cut_off_is_taken_back_when_the_window_opens(desk: Desk, practice_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(practice_file, tmp_path / "so.sokhoi"))
    with open_book(path, read_only=True) as book:
        before = book.store.canonical()
    cut = (
        "import os, sqlite3, sys\n"
        "writer = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "writer.execute('PRAGMA cache_size = 1')\n"
        "writer.execute('BEGIN IMMEDIATE')\n"
        "writer.execute('DELETE FROM cell')\n"
        "writer.executemany('INSERT INTO setting VALUES (?, ?)', [(str(i), 'x' * 3000) for i in range(500)])\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", cut, str(path)], check=False)
    assert header.journal_of(path).stat().st_size > 0
    window = desk.open(path)
    assert window is not None
    assert window.session.book.store.canonical() == before and verify(window.session.book.store).ok


def test_an_edit_by_another_program_stops_the_window_and_verify_names_it(
    desk: Desk, practice_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(practice_file, tmp_path / "so.sokhoi"))
    with sqlite3.connect(path) as outside:
        outside.execute("UPDATE sheet SET stated_total = '99' WHERE unit = 'vpub' AND stage = 'self'")
    outside.close()
    window = desk.open(path)
    assert window is not None
    window.go("verify")
    page = window.page("verify")
    page.check()
    assert page.result.text() == "Có 1 chỗ không khớp với nhật ký"
    assert "Văn phòng UBND tỉnh" in page.places.toPlainText()


PLACE = """
import ctypes, os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from models.book.scoring.rows import SheetAt
from models.rules.errors import Refusal
from ui.window.app import application
from ui.window.desk import Desk
from ui.window.pages import PAGES
from ui.base.preferences import Preferences
path, temporary = map(Path, sys.argv[1:])
if os.geteuid() == 0:  # lay down root's rights over other people's files, so that modes bind it too
    version_and_self, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(version_and_self, nothing) == 0
app = application()
desk = Desk(Preferences(temporary / "preferences.json"))
window = desk.open(path)
book = window.session.book
print(book.store.read_only_reason)
for page in PAGES:
    window.go(page.key)
    QApplication.processEvents()
window.session.act(lambda: book.scores.enter(SheetAt(2025, "vpub", "self"), "i.1", stated={}))
print(window.message_bar.text())
try:
    desk.create(path.with_name("moi.sokhoi"), "Khối", 2025, ("khoi", "Khối trưởng", "Khối phó"))
except Refusal as refusal:
    print(refusal.code)
sys.stdout.flush()
os._exit(0)
"""


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are POSIX's here")
def test_a_folder_without_write_permission_opens_to_look_at(practice_file: Path) -> None:
    base = Path(tempfile.mkdtemp(prefix="so-khoi-test-", dir="/tmp"))
    try:
        place, temporary = base / "Chỉ đọc", base / "tam"
        for each in (base, place, temporary):
            each.mkdir(exist_ok=True)
            each.chmod(0o777)
        base.chmod(0o755)
        path = Path(shutil.copy(practice_file, place / "sổ.sokhoi"))
        path.chmod(0o444)
        place.chmod(0o555)
        content = path.read_bytes()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(temporary)}
        done = subprocess.run(
            [sys.executable, "-c", PLACE, str(path), str(temporary)],
            capture_output=True, text=True, check=False, env={**environment, "HOME": str(temporary)},
        )  # fmt: skip
        assert done.stdout.splitlines() == [
            "place",
            "Sổ đang mở để xem nên không sửa được. Mở sổ ở nơi cho ghi để làm việc.",
            "file.no_access",
        ], done.stderr
        assert path.read_bytes() == content and [one.name for one in place.iterdir()] == ["sổ.sokhoi"]
    finally:
        place.chmod(0o700)
        shutil.rmtree(base)
