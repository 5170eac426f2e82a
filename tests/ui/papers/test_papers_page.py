"""Văn bản: every paper is made and shown, saved whole, in sets unit by unit, and sent page by page to a printer."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from models.book.book import Book
from models.exchange import places
from models.rules.number.subjects import PaperOf
from printing import catalogue
from printing.catalogue import PAPERS, PaperKind
from printing.content.words import naming
from tests.book import practice, practice_meetings
from tests.ui.acts import act_of
from ui.base import opening
from ui.papers import papers_list
from ui.papers.page import NO_READER, READ, PapersPage
from ui.papers.print_run import PrintRun, page_sizes
from ui.papers.printing_page import NO_PRINTER
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]


@pytest.fixture
def page(full_book: Book, window_on: WindowOn) -> Iterator[PapersPage]:
    window = window_on(full_book)
    window.go("papers")
    shown = window.page("papers")
    assert isinstance(shown, PapersPage)
    shown.make()
    yield shown
    window.session.close()


EMPTY_THERE = {
    "giay-nhac": "các đơn vị không còn gì quá hạn hoặc đến hạn trong 30 ngày tới mà chưa gửi",
    "so-sanh-bang-diem": "sổ chưa có bảng chấm điểm dùng cho năm 2024",
    "thay-the": "chưa văn bản nào đã ban hành được thay thế",
    "danh-ba": "chưa ghi thủ trưởng, cán bộ phụ trách của đơn vị nào",
    "phan-cong": "chưa ghi ai chấm các bước, chưa có tổ kiểm tra nào",
    "cong-van-gop-y": "không có dự thảo nào đang chờ ý kiến",
    "tra-loi": "chưa ghi giải trình, ý kiến hay kiến nghị nào đã xem xét mà chưa trả lời",
    "kien-nghi": "năm 2025 chưa ghi kiến nghị nào",
    "bao-cao-thanh-tich": "chưa có đề nghị khen thưởng nào",
    "phieu-lay-y-kien": "năm 2025 chưa ghi lần lấy ý kiến nào",
    "bien-ban-lay-y-kien": "năm 2025 chưa ghi lần lấy ý kiến nào",
    "giao-nhan-so": "sổ chưa bàn giao lần nào",
    "gop-y": "năm 2025 chưa có dự thảo nào được gửi lấy ý kiến",
    "thu-chi": "năm 2025 chưa ghi khoản thu, chi nào",
    "kiem-tra-cheo": "năm 2025 chưa lập tổ kiểm tra chéo nào",
    "to-trinh-khen": "chưa có đề nghị khen thưởng nào cho thành tích năm 2025",
    "trich-ngang": "chưa có đề nghị khen thưởng nào cho thành tích năm 2025",
}
"""Papers that book has nothing for: each is refused with why."""


@pytest.mark.parametrize("key", [kind.key for kind in PAPERS])
def test_every_paper_is_made_and_shown(page: PapersPage, key: str) -> None:
    if any(kind.key == key and "meeting" in kind.needs for kind in PAPERS):
        closing = next(each for each in practice.DATA["meetings"] if each["id"] == "H4")
        practice_meetings.hold(page.session.book, practice.DATA, closing)
    if key == "bao-cao-so-ket":  # nothing of the first half is recorded there, and an empty report is refused
        page.session.book.log.put_activity(practice.YEAR, "Về nguồn", date="2025-04-25")
    page.show_subject(PaperOf(key))
    page.make()
    assert page.kind.key == key, "a paper that stands in no list of the page cannot be reached"
    if key in EMPTY_THERE:
        assert page.content is None and EMPTY_THERE[key] in page.problem.text()
        return
    assert page.problem.text() == ""
    assert page.content is not None and page.content.startswith(b"%PDF")
    assert page.preview.pages == len(page_sizes(page.content)) > 0
    assert page.pages.text() == f"{page.preview.pages} trang"


def test_a_paper_takes_only_the_choices_it_needs(page: PapersPage) -> None:
    page.show_subject(PaperOf("phieu-cham", "td"))
    page.choices.date.set_value("2025-12-19")
    assert page.chosen() == {"unit": "td", "date": "2025-12-19", "period": "nam"}
    page.show_subject(PaperOf("xep-hang"))
    assert page.chosen() == {"date": "2025-12-19", "period": "nam"}
    page.show_subject(PaperOf("trich-ngang"))
    assert page.chosen() == {"date": "2025-12-19"}
    assert not page.choices.isRowVisible(page.choices.unit)


def test_a_paper_is_saved_as_word_beside_the_book(page: PapersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.show_subject(PaperOf("xep-hang"))
    page.make()
    offered: list[str] = []

    def chosen(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        offered.append(path)
        return path, ""

    monkeypatch.setattr("ui.papers.page.QFileDialog.getSaveFileName", chosen)
    page.save_word()
    (path,) = map(Path, offered)
    assert path.parent == page.session.book.store.path.parent and path.suffix == ".docx"
    assert path.read_bytes()[:2] == b"PK"
    assert str(path.parent) in page.window().message_bar.text()  # type: ignore[attr-defined]
    page.show_subject(PaperOf("phieu-bau"))
    page.make()
    assert not act_of(page, "Lưu Word…").isEnabled()


def test_a_paper_opens_in_the_reader_of_the_system(page: PapersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lies in a folder only its user reads, not beside the book, and goes with the sitting."""
    asked: list[Path] = []

    def open_url(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(opening.QDesktopServices, "openUrl", open_url)
    beside = sorted(page.session.folder.iterdir())
    page.show_subject(PaperOf("xep-hang"))
    page.make()
    act_of(page, READ).trigger()
    (place,) = asked
    assert place.read_bytes() == page.content and place.name == "xep-hang-2025.pdf"
    assert sorted(page.session.folder.iterdir()) == beside
    assert sys.platform == "win32" or not place.parent.stat().st_mode & 0o077
    act_of(page, READ).trigger()
    assert asked[1] == place, "the same paper is not written twice"
    page.choices.date.set_value("2025-12-19")
    page.make()
    act_of(page, READ).trigger()
    assert asked[2].name == "xep-hang-2025 (2).pdf" and place.is_file(), "the first may be open"
    page.session.leave()
    assert not place.parent.exists()


def test_without_a_reader_the_way_on_is_a_file(page: PapersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening.QDesktopServices, "openUrl", lambda _url: False)
    page.show_subject(PaperOf("xep-hang"))
    page.make()
    act_of(page, READ).trigger()
    bar = page.window().message_bar  # type: ignore[attr-defined]
    assert bar.text() == NO_READER
    gone = page.session.folder / "không có"
    opening.show_folder(page.session, gone)
    assert bar.text() == opening.NO_FOLDER.format(folder=gone)
    opening.show_saved(page.session, gone / "phiếu.docx")
    assert bar.text() == opening.NO_PROGRAM.format(ending=".docx", folder=gone)
    page.choices.date.set_value("2025-12-19")
    page.make()
    monkeypatch.setattr(places.disk, "write_whole", full)
    act_of(page, READ).trigger()
    assert bar.text() != NO_READER and "xep-hang-2025" in bar.text(), "a full disk is said, nothing is opened"


def full(_path: Path, _content: bytes) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_set_is_saved_unit_by_unit(page: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.show_subject(PaperOf("phieu-cham"))
    page.make()
    folder = tmp_path / "phiếu"
    folder.mkdir()
    page.save_set_to(folder)
    qtbot.waitUntil(lambda: "11 tệp" in page.window().message_bar.text(), timeout=20000)  # type: ignore[attr-defined]
    saved = sorted(path.name for path in folder.iterdir())
    assert len(saved) == 11
    assert "phieu-cham-2025-tinh-doan.pdf" in saved


def test_a_set_can_be_stopped(page: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.show_subject(PaperOf("phieu-cham"))
    page.make()
    steps = page.save_set_to(tmp_path)
    steps.dialog.cancel()
    qtbot.waitUntil(lambda: "đã dừng theo yêu cầu" in page.window().message_bar.text(), timeout=5000)  # type: ignore[attr-defined]
    assert len(list(tmp_path.glob("*.pdf"))) < 11


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(300)
    return printer


def test_printing_puts_every_page_on_paper_the_way_it_lies(page: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.show_subject(PaperOf("bang-chi-tiet-a4"))
    page.make()
    assert page.content is not None
    run = page.print_on(printer_to(tmp_path / "in.pdf"), [page.content])
    assert isinstance(run, PrintRun)
    with qtbot.waitSignal(run.finished, timeout=30000) as told:
        pass
    assert told.args == [True]
    wanted, printed = page_sizes(page.content), page_sizes((tmp_path / "in.pdf").read_bytes())
    assert len(printed) == len(wanted) == run.total
    assert (tmp_path / "in.pdf").stat().st_size <= 300_000 * len(wanted)
    assert all(
        (one.width() > one.height()) == (other.width() > other.height())
        for one, other in zip(wanted, printed, strict=True)
    )


def test_printing_can_be_stopped(page: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.show_subject(PaperOf("phieu-cham"))
    page.make()
    assert page.content is not None
    run = page.print_on(printer_to(tmp_path / "in.pdf"), [page.content])
    run.progress.connect(lambda _done, _all: run.stop())
    with qtbot.waitSignal(run.finished, timeout=30000) as told:
        pass
    assert told.args == [False]
    assert len(page_sizes((tmp_path / "in.pdf").read_bytes())) < run.total


def test_without_a_printer_the_way_on_is_a_file(page: PapersPage) -> None:
    # the dialog of a printer cannot be opened here
    page._ask_printer([b""])
    assert page.window().message_bar.text() == NO_PRINTER  # type: ignore[attr-defined]


def test_what_cannot_be_made_is_said_in_the_place_of_the_preview(empty_book: Book, window_on: WindowOn) -> None:
    empty_book.members.add("Tỉnh đoàn Sông Lành", "Tỉnh đoàn", year=2025)
    window = window_on(empty_book)
    window.go("papers")
    shown = window.page("papers")
    assert isinstance(shown, PapersPage)
    shown.show_subject(PaperOf("phieu-cham"))
    shown.make()
    assert shown.content is None
    assert "Chưa có bảng chấm điểm" in shown.problem.text()
    window.session.close()


# --- the list ---------------------------------------------------------------------------------------------------------


def test_every_paper_stands_in_one_group() -> None:
    grouped = [key for _name, keys in papers_list.GROUPS for key in keys]
    assert sorted(grouped) == sorted(kind.key for kind in PAPERS)


def shown_keys(page: PapersPage) -> list[str]:
    return [key for key, item in page.list.items.items() if not item.isHidden() and not item.parent().isHidden()]


def test_papers_are_found_without_marks(page: PapersPage) -> None:
    page.list.filter("bien ban")
    found = shown_keys(page)
    assert {"bien-ban-hoi-nghi", "bien-ban-kiem-phieu", "bien-ban-tham-dinh", "bien-ban-ban-giao"} <= set(found)
    assert len(found) < len(PAPERS) / 2 and "to-trinh-khen" not in found
    page.list.filter("không có tên nào như vậy")
    assert shown_keys(page) == [] and not page.list.nothing.isHidden()
    page.list.filter("")
    assert len(shown_keys(page)) == len(PAPERS) and page.list.nothing.isHidden()
    page.list.filter("giay moi")
    page.show_subject(PaperOf("xep-hang"))
    assert page.kind is not None and page.kind.key == "xep-hang", "a filter does not keep a page from being shown"


def test_the_list_says_what_the_register_has(page: PapersPage) -> None:
    papers = page.session.book.papers
    papers.enter("xep-hang", practice.YEAR, number="3", date="2025-12-20")
    papers.issue(papers.enter("cong-khai", practice.YEAR), {"a": "b"}, date="2025-12-20")
    page.refresh()
    states = {key: item.text(1) for key, item in page.list.items.items() if item.text(1)}
    assert states == {"xep-hang": "Dự thảo", "cong-khai": "Đã ban hành"}


def test_naming_weak_units_is_chosen_beside_the_reports(page: PapersPage) -> None:
    page.show_subject(PaperOf("xep-hang"))
    assert not page.choices.isRowVisible(page.choices.naming)
    page.show_subject(PaperOf("bao-cao-tong-ket"))
    assert page.choices.isRowVisible(page.choices.naming) and not page.choices.naming.isChecked(), (
        "not unless the bloc says so"
    )
    page.choices.naming.click()
    assert naming.names_weak_units(page.session.book) and page.choices.naming.isChecked()
    page.choices.naming.click()
    assert not naming.names_weak_units(page.session.book)


def test_before_the_first_paper_of_a_sitting_it_is_said_that_one_is_made(
    full_book: Book, window_on: WindowOn, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its libraries are imported a step at a turn: with the paper itself they held the loop for a third of a second."""
    seen: list[str] = []

    def steps() -> Iterator[None]:
        for name in ("typefaces", "layout"):
            seen.append(f"{name}: {page.views.currentWidget().isVisible()} {page.problem.text()}")
            yield

    monkeypatch.setattr("ui.papers.page.is_ready", lambda: len(seen) == 2)
    monkeypatch.setattr("ui.papers.page.getting_ready", steps)
    window = window_on(full_book)
    window.go("papers")
    page = window.page("papers")
    assert isinstance(page, PapersPage)
    qtbot.waitUntil(lambda: page.content is not None)
    assert seen == [f"{name}: True Đang chuẩn bị lập văn bản…" for name in ("typefaces", "layout")]
    assert page.views.currentWidget() is page.preview and page.problem.text() == ""
    page.choices.changed.emit()
    qtbot.wait(200)
    assert len(seen) == 2, "once a sitting"


def test_a_step_that_fails_is_said_and_tried_again(
    full_book: Book, window_on: WindowOn, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing: the page said that it was getting ready for the rest of the sitting and made no paper."""
    tried: list[int] = []

    def steps() -> Iterator[None]:
        tried.append(1)
        if len(tried) == 1:
            raise OSError("a file of the program cannot be read just now")
        yield

    monkeypatch.setattr("ui.papers.page.is_ready", lambda: len(tried) > 1)
    monkeypatch.setattr("ui.papers.page.getting_ready", steps)
    window = window_on(full_book)
    with qtbot.capture_exceptions() as met:
        window.go("papers")
        qtbot.waitUntil(lambda: bool(met))
    page = window.page("papers")
    assert isinstance(page, PapersPage)
    assert isinstance(met[0][1], OSError) and page.content is None
    assert page.problem.text() == "Chưa lập được văn bản. Chọn lại văn bản để thử lần nữa."
    page.choices.changed.emit()
    qtbot.waitUntil(lambda: page.content is not None)
    assert len(tried) == 2


def test_a_paper_is_composed_and_laid_out_in_two_turns_of_the_loop(
    page: PapersPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing: the first paper of a sitting held the loop for 0.15 s."""
    turns: list[str] = []
    composed, laid_out = PaperKind.composed, catalogue.as_pdf

    def compose(kind: PaperKind, *given: Any, **choice: Any) -> Any:
        turns.append(f"{kind.key} composed")
        QTimer.singleShot(0, page, lambda: turns.append("turn"))
        return composed(kind, *given, **choice)

    def lay_out(made: Any) -> bytes:
        turns.append("laid out")
        return laid_out(made)

    qtbot.waitUntil(lambda: page.content is not None)
    monkeypatch.setattr(PaperKind, "composed", compose)
    monkeypatch.setattr(catalogue, "as_pdf", lay_out)
    page.show_paper(PaperOf("xep-hang"))
    qtbot.waitUntil(lambda: "laid out" in turns)
    assert turns == ["xep-hang composed", "turn", "laid out"]
    assert page.content is not None


def test_of_a_paper_that_was_left_for_another_nothing_is_laid_out(
    page: PapersPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between composing and laying out somebody chose another paper."""
    composed, laid_out = PaperKind.composed, catalogue.as_pdf
    made: list[Any] = []
    shown: list[bytes | None] = []

    def leave() -> None:
        assert page.content is None, "composed, not yet laid out"
        page.list.choose("bao-cao-tong-ket")
        page.make()
        shown.append(page.content)

    def compose(kind: PaperKind, *given: Any, **choice: Any) -> Any:
        if kind.key == "xep-hang":
            QTimer.singleShot(0, page, leave)
        return composed(kind, *given, **choice)

    def lay_out(one: Any) -> bytes:
        made.append(one)
        return laid_out(one)

    monkeypatch.setattr(PaperKind, "composed", compose)
    monkeypatch.setattr(catalogue, "as_pdf", lay_out)
    page.show_paper(PaperOf("xep-hang"))
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.wait(50)
    assert len(made) == 1 and shown == [page.content] and page.content is not None


READIED = """
import sys
from printing import catalogue
print(catalogue.is_ready(), "reportlab" in sys.modules)
steps = sum(1 for _ in catalogue.getting_ready())
print(catalogue.is_ready(), steps)
"""


def test_what_makes_papers_is_imported_in_steps_and_not_with_the_list_of_them() -> None:
    done = subprocess.run([sys.executable, "-c", READIED], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["False", "False", "True", "5"]
