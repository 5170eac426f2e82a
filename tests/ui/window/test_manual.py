"""The manual: a chapter for every page, its words those of the screen, found without diacritics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from ui.file.manual import CHAPTERS, FOLDER, ManualWindow, text_of, title_of
from ui.window.pages import PAGES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def manual(qtbot: QtBot) -> ManualWindow:
    made = ManualWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_has_its_chapter_under_its_own_name(entry: object) -> None:
    assert title_of(entry.key) == entry.title  # type: ignore[attr-defined]
    assert len(text_of(entry.key)) > 200  # type: ignore[attr-defined]


def test_every_file_is_a_chapter() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(CHAPTERS)
    assert len(CHAPTERS) == len(set(CHAPTERS))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_tone_is_ours(chapter: str) -> None:
    words = text_of(chapter).replace("![", "[")
    assert not re.search(r"\bbạn\b|vui lòng|thất bại|người dùng|!", words, re.IGNORECASE)


PICTURE = re.compile(r"!\[(?P<said>[^\]]*)\]\((?P<file>[^)]+)\)")
WIDTH, WEIGHT = 570, 60_000
"""Pixels a picture may have beside the list of chapters, bytes it may add to the package."""


def test_every_picture_is_there_is_said_in_words_and_fits(manual: ManualWindow) -> None:
    shown: set[str] = set()
    for chapter in CHAPTERS:
        manual.show_chapter(chapter)
        for found in PICTURE.finditer(text_of(chapter)):
            shown.add(found["file"])
            assert len(found["said"]) > 10, found["file"]
            assert (FOLDER / found["file"]).stat().st_size <= WEIGHT, found["file"]
            image = manual.browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(found["file"]))
            picture = QImage.fromData(image)
            assert 0 < picture.width() <= WIDTH, found["file"]
    assert shown == {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.png")}
    assert shown


def test_f1_opens_the_chapter_of_the_page(manual: ManualWindow) -> None:
    manual.show_chapter("ranking")
    assert manual.chapter() == "ranking"
    assert manual.browser.toPlainText().startswith("Xếp hạng, xếp loại")
    manual.show_chapter("no-such-page")
    assert manual.chapter() == "bat-dau"


def test_words_are_found_without_diacritics(manual: ManualWindow) -> None:
    manual.show_chapter()
    manual.look_for("ban chi xem")
    shown = [CHAPTERS[row] for row in range(len(CHAPTERS)) if not manual.list.item(row).isHidden()]
    assert shown == ["khi-gap"]
    assert manual.chapter() == "khi-gap"
