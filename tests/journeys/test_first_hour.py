"""The first hour as somebody lives it who knows nothing: from the start window to the preview of a printed ranking of
nine units of one's own, by what is seen, with the mouse and keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from models.keeping.verify import verify
from tests.ui import walk
from tests.ui.conftest import desk
from ui.file.new_book import NewBookDialog
from ui.form.take_form import ShippedFormDialog
from ui.window.app import prepare
from ui.window.assistant.assistant import Assistant
from ui.window.desk import Desk

__all__ = ["desk"]
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
UNITS = (
    "Sở Tư pháp", "Sở Y tế", "Sở Tài chính", "Thanh tra tỉnh", "Hội Nông dân tỉnh", "Tỉnh đoàn", "Ủy ban MTTQ tỉnh",
    "Văn phòng Tỉnh ủy", "Thống kê tỉnh",
)  # fmt: skip


def press(within: QWidget, text: str) -> None:
    """Press the button that is seen and says so."""
    seen = [one for one in within.findChildren(QAbstractButton) if one.isVisible()]
    found = [one for one in seen if one.text().replace("&", "").startswith(text)]
    assert found and found[0].isEnabled(), (text, [one.text() for one in seen])
    QTest.mouseClick(found[0], LEFT, pos=QPoint(12, found[0].height() // 2))  # a ring is pressed on its ring
    walk.settle(6)


def paste(into: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(into, Qt.Key.Key_V, CTRL)
    walk.settle(6)


def shown(kind: type[Any]) -> Any:
    """The window of that kind that is open."""
    walk.settle(6)
    (found,) = [one for one in QApplication.allWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def test_from_the_start_window_to_a_printed_ranking(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, qtbot: Any
) -> None:
    prepare(qapp)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(tmp_path))
    start = desk.show_start()
    qtbot.waitUntil(start.isActiveWindow)
    press(start, "Lập sổ cho khối của tôi")
    book_of = shown(NewBookDialog)
    paste(book_of.name, "Khối thi đua số 4 các cơ quan tỉnh Sông Lành")
    press(book_of, "Lập sổ")
    (window,) = desk.windows.values()
    assistant = shown(Assistant)
    answer_the_assistant(assistant)
    book, year = window.session.book, window.session.year
    assert window.shown == "scores", "its last button opened the place of the next act"
    give_points(window)
    column = window.navigation
    QTest.mouseClick(column.viewport(), LEFT, pos=column.box_of("ranking").center())
    walk.settle(8)
    ranked = book.standing.ranking(year).places
    assert sorted(one.rank or 0 for one in ranked) == list(range(1, 10))
    press(window.page("ranking"), "In kết quả")
    papers = window.page("papers")
    qtbot.waitUntil(lambda: papers.content is not None, timeout=20_000)
    assert window.shown == "papers" and papers.kind.key == "xep-hang" and papers.content.startswith(b"%PDF")
    assert verify(book.store).ok


def answer_the_assistant(assistant: Assistant) -> None:
    """Every page by its filled button; what the page asks is pasted, typed or chosen."""
    paste(QApplication.focusWidget() or assistant, "\n".join(UNITS))
    press(assistant, f"Ghi {len(UNITS)} đơn vị, tiếp")
    head: Any = assistant.step
    QTest.keyClick(head.head, Qt.Key.Key_Down)
    QTest.keyClicks(head.keeper, "Pham Thu Moc")
    press(assistant, "Ghi Trưởng khối, tiếp")
    press(assistant, "Đang nhận phiếu tự chấm")
    press(assistant, "Đánh dấu việc đã làm, tiếp")
    press(assistant, "Ghi 2 bước, tiếp")
    press(assistant, "Chọn một bảng mẫu…")
    press(shown(ShippedFormDialog), "Lấy bảng này")
    press(assistant, "Dùng bảng này, tiếp")
    press(assistant, "Lấy bộ này")
    press(assistant, "Tiếp")
    press(assistant, "Ghi 6 ngày, tiếp")
    press(assistant, "Để sau")
    press(assistant, assistant.first.text())


def give_points(window: Any) -> None:
    """A block from a spreadsheet, pasted at the first cell: no two units alike."""
    page = window.page("scores")
    items = [line for line in page.model.lines if getattr(line, "item", None) is not None]
    rows = [[str(int(line.max)) for line in items] for _unit in UNITS]
    for number, row in enumerate(rows):
        row[0] = str(int(row[0]) - number)
    cells = list(zip(*rows, strict=True)) if page.model.turned else rows
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.at(0, page.model.lines.index(items[0])))
    paste(page.grid, "\n".join("\t".join(row) for row in cells))
