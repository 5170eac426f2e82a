"""Mẫu của khối: taken in through the window, refused with the reason, filled for one unit or for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from PySide6.QtWidgets import QApplication

from models.book.book import Book
from models.rules.errors import RuleViolation
from tests.book.practice import YEAR
from ui.papers.own_letters import OwnLettersDialog
from ui.papers.page import PapersPage
from ui.window.main_window import MainWindow
from ui.window.verbs import own_letter


@pytest.fixture
def page(full_book: Book, window_on: Callable[[Book], MainWindow]) -> Iterator[PapersPage]:
    window = window_on(full_book)
    window.go("papers")
    shown = window.page("papers")
    assert isinstance(shown, PapersPage)
    yield shown
    window.session.close()


def word(path: Path, *paragraphs: str) -> Path:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(path))
    return path


def test_a_letter_is_taken_in_filled_and_taken_away(page: PapersPage, dialog_of: Callable, tmp_path: Path) -> None:  # type: ignore[type-arg]
    templates = page.session.book.papers.templates
    page.own_letters()
    dialog = dialog_of(page, OwnLettersDialog)
    assert dialog.problem.text().startswith("Chưa có mẫu nào. Bấm “Thêm mẫu…”") and not dialog.make_button.isEnabled()
    dialog.put(word(tmp_path / "Thư mời.docx", "Gửi {{đơn vị}}, {{mật khẩu}}"))
    assert "Sổ không có trường: mật khẩu." in dialog.problem.text() and templates.all() == ()
    dialog.put(word(tmp_path / "Thư mời.docx", "Gửi {{đơn vị}} năm {{năm}}"))
    assert dialog.problem.text() == "Đã đưa mẫu Thư mời.docx vào sổ: 2 trường."
    (one,) = templates.all()
    assert one.name == "Thư mời" and dialog.list.count() == 1 and dialog.make_button.isEnabled()
    dialog.put(word(tmp_path / "thu moi.docx", "{{năm}}"))
    assert "Đã có mẫu tên" in dialog.problem.text() and len(templates.all()) == 1
    dialog.make_to(one, tmp_path / "td.docx", "td")
    assert [text.text for text in docx.Document(str(tmp_path / "td.docx")).paragraphs] == [
        "Gửi Tỉnh đoàn Sông Lành năm 2025"
    ]
    folder = tmp_path / "moi-don-vi"
    folder.mkdir()
    dialog.make_each(one, folder)
    assert len(list(folder.glob("*.docx"))) == dialog.unit.count() - 2 > 5
    dialog.put(word(tmp_path / "khac.docx", "{{năm}}"), one)
    assert [each.name for each in templates.all()] == ["Thư mời"], "another file, the same letter"
    dialog.remove()
    assert templates.all() == () and not page.session.book.store.rows("blob")
    page.session.book.undo()
    assert [each.name for each in templates.all()] == ["Thư mời"]
    dialog.close()


def test_a_letter_is_made_without_a_window(full_book: Book, tmp_path: Path) -> None:
    content = word(tmp_path / "a.docx", "Gửi {{đơn vị}}, ngày {{ngày ký}}").read_bytes()
    with pytest.raises(RuleViolation) as refused:
        own_letter.made(full_book, YEAR, "mau:Thư mời", unit=None, meeting=None, date=None)
    assert refused.value.facts["known"] == "chưa có mẫu nào"
    full_book.papers.templates.put("Thư mời", content)
    made = own_letter.made(full_book, YEAR, "mau:thu moi", unit="td", meeting=None, date=f"{YEAR}-12-05")
    said = [text.text for text in docx.Document(BytesIO(made)).paragraphs]
    assert said == [f"Gửi Tỉnh đoàn Sông Lành, ngày ngày 05 tháng 12 năm {YEAR}"]


def test_fields_are_offered_with_what_they_say_now(page: PapersPage, dialog_of: Callable) -> None:  # type: ignore[type-arg]
    page.own_letters()
    dialog = dialog_of(page, OwnLettersDialog)
    assert dialog.now["đơn vị"] == "" and dialog.now["năm"] == "2025" and dialog.now["dòng.stt"] == "1"
    dialog.unit.setCurrentIndex(dialog.unit.findData("td"))
    assert dialog.now["đơn vị"] == "Tỉnh đoàn Sông Lành"
    dialog.table.select_key("thứ hạng")
    dialog.copy_name()
    assert QApplication.clipboard().text() == "{{thứ hạng}}"
    dialog.close()
