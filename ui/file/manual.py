"""The manual: chapters at the left, text at the right; F1 opens it at the chapter of the shown page.

The chapters are files in `docs/manual`, named after the page they are about; nothing of them stands here but order.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from models.rules.number.text import fold
from ui.base.layout import shortcut
from ui.base.measure import roomy
from ui.kit.boxes import OpenList
from ui.kit.search_box import SearchBox
from ui.words.labels import PAGE_TITLES

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual"
FIRST, LAST = ("bat-dau", "cai-dat"), ("phim-tat", "khi-gap")
CHAPTERS = (*FIRST, *PAGE_TITLES, *LAST)


def text_of(chapter: str) -> str:
    """The text of a chapter, as Markdown."""
    return (FOLDER / f"{chapter}.md").read_text(encoding="utf-8")


def title_of(chapter: str) -> str:
    """The heading of a chapter."""
    return text_of(chapter).partition("\n")[0].removeprefix("# ")


class ManualWindow(QWidget):
    """A window of its own, so that it can stand beside the work."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Hướng dẫn sử dụng")
        self.setObjectName("plain")
        self.search = SearchBox()
        self.list = OpenList()
        self.list.setAccessibleName("Các phần của hướng dẫn")
        self.browser = QTextBrowser()
        self.browser.setAccessibleName("Nội dung hướng dẫn")
        self.browser.setOpenLinks(False)
        self.browser.setSearchPaths([str(FOLDER)])  # for the pictures
        self.browser.document().setDocumentMargin(18)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(8, 8, 0, 8)
        box.addWidget(self.search)
        box.addWidget(self.list)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.browser)
        split.setSizes([250, 650])
        split.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
        for chapter in CHAPTERS:
            item = QListWidgetItem(title_of(chapter), self.list)
            item.setData(Qt.ItemDataRole.UserRole, chapter)
        self.list.currentItemChanged.connect(lambda item, _old: self._read(item))
        self.search.asked.connect(self.look_for)
        self.search.taken.connect(self.look_for)
        shortcut("Esc", self, self.close)
        shortcut("Ctrl+F", self, lambda: self.search.setFocus())
        roomy(self, 112, 38)

    def show_chapter(self, page: str = "") -> None:
        """Open the chapter of a page; the first one for a page that has none."""
        self.search.clear()
        self.look_for("")
        chapter = page if page in CHAPTERS else CHAPTERS[0]
        self.list.setCurrentRow(CHAPTERS.index(chapter))
        self.list.setFocus()

    def chapter(self) -> str:
        """The key of the chapter that is read."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def look_for(self, typed: str) -> None:
        """List only the chapters that hold what was typed, and open the first of them."""
        found = []
        for row, chapter in enumerate(CHAPTERS):
            there = fold(typed) in fold(text_of(chapter))
            self.list.item(row).setHidden(not there)
            if there:
                found.append(row)
        if found and self.list.currentRow() not in found:
            self.list.setCurrentRow(found[0])

    def _read(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.browser.setFont(QFont(self.font()))
        self.browser.setMarkdown(text_of(str(item.data(Qt.ItemDataRole.UserRole))))
