"""Sổ văn bản: entered, worded, issued, replaced and thrown away through the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from models.book.book import Book
from models.rules.number.subjects import PaperOf
from tests.book.practice import YEAR
from tests.printing.lived import awaited
from ui.base import opening
from ui.papers.issue import IssueDialog
from ui.papers.page import PapersPage
from ui.papers.paper_number import PaperNumberDialog
from ui.papers.register import RegisterDialog
from ui.papers.texts import TextsDialog
from ui.window.main_window import MainWindow


@pytest.fixture
def page(full_book: Book, window_on: Callable[[Book], MainWindow]) -> Iterator[PapersPage]:
    awaited(full_book)
    window = window_on(full_book)
    window.go("papers")
    shown = window.page("papers")
    assert isinstance(shown, PapersPage)
    shown.show_subject(PaperOf("giay-nhac"))
    shown.make()
    yield shown
    window.session.close()


def enter(page: PapersPage, dialog_of: Callable, number: str, day: str) -> None:  # type: ignore[type-arg]
    page.life.put_number()
    dialog = dialog_of(page, PaperNumberDialog)
    dialog.number.setText(number)
    dialog.on.setText(day)
    dialog.accept()


def issue(page: PapersPage, dialog_of: Callable, day: str) -> None:  # type: ignore[type-arg]
    page.life.ask_issue()
    dialog = dialog_of(page, IssueDialog)
    dialog.on.setText(day)
    dialog.accept()
    page.make()


def test_a_paper_lives_in_the_register(page: PapersPage, dialog_of: Callable) -> None:  # type: ignore[type-arg]
    papers = page.session.book.papers
    assert page.life.said.text() == "Chưa vào sổ văn bản"
    enter(page, dialog_of, "", "5/12/2025")
    page.make()
    assert page.life.said.text() == "Dự thảo trong sổ văn bản, chưa có số"
    issue(page, dialog_of, "6/12/2025")
    first = page.content
    assert page.life.said.text() == "Đã ban hành ngày 06/12/2025, chưa có số"
    assert not page.life.texts.isEnabled() and not page.life.issue.isEnabled()
    page.session.book.settings.describe_bloc(place="Nơi khác")
    QApplication.processEvents()
    page.make()
    assert page.content == first, "what went out is shown as it went out"
    assert page.flag.text().startswith("Lời văn hoặc số liệu lập bây giờ khác bản đã ban hành"), "no figure moved"
    page.life.count_reprint()
    assert page.life.said.text().endswith("in lại 1 lần")

    page.life.open_register()
    register = dialog_of(page, RegisterDialog)
    register.which.setCurrentIndex(register.which.findData("number"))
    (one,) = register.table.rows_model.rows
    register.table.select_key(one.key)
    register.replace()
    (old, new) = sorted(papers.all(YEAR), key=lambda each: each.state == "draft")
    register.close()
    page.make()
    assert page.life.said.text().startswith("Dự thảo") and "sẽ thay văn bản chưa có số ngày 06/12/2025" in (
        page.life.said.text()
    )
    issue(page, dialog_of, "8/12/2025")
    enter(page, dialog_of, "9", "")
    assert [papers.get(each.key).state for each in (old, new)] == ["replaced", "issued"]
    assert papers.get(new.key).number == "9"

    page.life.open_register()
    register = dialog_of(page, RegisterDialog)
    # the words of each state, without a table drawn
    states = {register._state(each) for each in papers.all(YEAR)}
    assert "Đã thay thế bằng văn bản số 9 ngày 08/12/2025, in lại 1 lần" in states
    register.close()


def test_a_text_is_edited_kept_and_taken_back(page: PapersPage, dialog_of: Callable) -> None:  # type: ignore[type-arg]
    papers = page.session.book.papers
    page.show_subject(PaperOf("bao-cao-tong-ket"))
    page.make()
    page.life.edit_texts()
    dialog = dialog_of(page, TextsDialog)
    own = dialog.said.toPlainText()
    assert own and dialog.kept.toPlainText() == own
    dialog.kept.setPlainText("Lời nhắc viết tay.")
    dialog.put()
    assert dialog.list.item(0).text() == "✎ Lời nhắc viết tay."
    (paper,) = papers.all(YEAR)
    assert [one.text for one in paper.texts.values()] == ["Lời nhắc viết tay."]
    dialog.forget()
    assert papers.all(YEAR)[0].texts == {}
    dialog.kept.setPlainText("Chưa bấm gì.")
    dialog.list.setCurrentRow(1)
    assert [one.text for one in papers.all(YEAR)[0].texts.values()] == ["Chưa bấm gì."], "leaving a paragraph keeps it"
    dialog.kept.setPlainText("Câu cuối.")
    dialog.close()
    assert sorted(one.text for one in papers.all(YEAR)[0].texts.values()) == ["Chưa bấm gì.", "Câu cuối."]


def test_a_draft_is_thrown_away_and_a_line_opens_its_paper(page: PapersPage, dialog_of: Callable) -> None:  # type: ignore[type-arg]
    papers = page.session.book.papers
    papers.enter("xep-hang", YEAR, number="3", date="2025-12-20", subject="Kết quả xếp hạng")
    papers.enter("giay-nhac", YEAR, choices={"unit": "td"}, date="2025-12-01")
    page.life.open_register()
    register = dialog_of(page, RegisterDialog)
    assert register.note.text() == "2 văn bản; 1 chưa có số"
    assert register.content().startswith(b"%PDF")
    held = next(one for one in papers.all(YEAR) if one.kind == "giay-nhac")
    register.table.select_key(held.key)
    register.show_paper()
    assert page.kind is not None and page.kind.key == "giay-nhac" and page.choices.unit.currentData() == "td"
    page.life.open_register()
    register = dialog_of(page, RegisterDialog)
    register.table.select_key(held.key)
    register.remove()
    assert [one.kind for one in papers.all(YEAR)] == ["xep-hang"]
    register.close()


def test_a_paragraph_is_left_out_and_taken_back(page: PapersPage, dialog_of: Callable) -> None:  # type: ignore[type-arg]
    page.show_subject(PaperOf("bao-cao-tong-ket"))
    page.make()
    page.life.edit_texts()
    dialog = dialog_of(page, TextsDialog)
    dialog.list.setCurrentRow(1)
    own, count = dialog.said.toPlainText(), dialog.list.count()
    kind = page.kind
    assert kind is not None

    def printed() -> str:
        return repr(kind.composed(page.session.book, year=YEAR))

    assert own in printed()
    dialog.leave_out()
    assert dialog.list.item(1).text().startswith("✕ ") and dialog.kept.toPlainText() == ""
    assert own not in printed() and dialog.list.count() == count, "it is offered again, though not printed"
    dialog.list.setCurrentRow(2)
    dialog.list.setCurrentRow(1)
    assert own not in printed(), "looking at another paragraph changes nothing"
    dialog.forget()
    assert own in printed()
    dialog.close()


def test_a_signed_scan_is_attached_to_its_line(
    page: PapersPage,
    dialog_of: Callable,  # type: ignore[type-arg]
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers = page.session.book.papers
    enter(page, dialog_of, "7", "5/12/2025")
    page.make()
    issue(page, dialog_of, "6/12/2025")
    page.life.open_register()
    register = dialog_of(page, RegisterDialog)
    (held,) = papers.all(YEAR)
    register.table.select_key(held.key)
    scan, other = tmp_path / "ban-ky.pdf", tmp_path / "ghi.txt"
    scan.write_bytes(b"%PDF-1.7")
    other.write_text("a")
    register.attach_file(other)
    assert "không phải PDF" in register.problem.text() and papers.scans.of(held.key) is None
    register.attach_file(scan)
    assert register.problem.text() == "Đã kèm ban-ky.pdf."
    register.table.select_key(held.key)
    assert register.scan_words(held) == "ban-ky.pdf" and register.detach_button.isEnabled()
    asked: list[Path] = []
    monkeypatch.setattr(opening.QDesktopServices, "openUrl", lambda url: asked.append(Path(url.toLocalFile())))
    register.look()
    assert [one.name for one in asked] == ["ban-ky.pdf"] and asked[0].read_bytes() == b"%PDF-1.7"
    assert "Lưu bản ký" in register.problem.text(), "no program took it"
    papers.scans.attach(held.key, "chay.exe", b"%PDF-1.7")
    register.refresh()
    register.table.select_key(held.key)
    register.look()
    assert asked[-1].name == "chay.pdf", "a program is never started, whatever a scan is called"
    papers.replace(held.key)
    new = next(one for one in papers.all(YEAR) if one.supersedes)
    papers.issue(new.key, {"a": "b"}, date="2025-12-08")
    register.refresh()
    register.table.select_key(held.key)
    register.attach_file(scan)
    assert "Đây là bản cũ, đã thay bằng văn bản chưa có số ngày 08/12/2025" in register.problem.text()
    register.table.select_key(held.key)
    register.detach()
    assert papers.scans.of(held.key) is None
    register.close()
