"""Qt ships no Vietnamese: its own buttons, menus and dialogs speak through resources/i18n/qtbase_vi.ts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

CHOOSERS = {"line_dialog.py"}
"""Where the program itself chooses a letter, from those that every keyboard gives (`with_keys`)."""
SOURCE = Path(__file__).resolve().parent.parent / "resources" / "i18n" / "qtbase_vi.ts"


def messages() -> list[tuple[str, str]]:
    tree = ET.parse(SOURCE)
    return [(m.findtext("source", ""), m.findtext("translation", "")) for m in tree.iter("message")]


def test_the_compiled_file_is_up_to_date(tmp_path: Path) -> None:
    compiled = tmp_path / "new.qm"
    lrelease = Path(sys.executable).with_name("pyside6-lrelease" + (".exe" if sys.platform == "win32" else ""))
    subprocess.run([lrelease, "-silent", SOURCE, "-qm", compiled], check=True)
    assert compiled.read_bytes() == SOURCE.with_suffix(".qm").read_bytes(), "run pyside6-lrelease qtbase_vi.ts"


def test_every_translation_keeps_places_and_access_keys() -> None:
    assert len(messages()) > 300
    for source, translation in messages():
        assert translation, source
        assert sorted(re.findall(r"%\d", source)) == sorted(re.findall(r"%\d", translation)), source
        assert source.count("&") == translation.count("&"), source


def keys_said(tree: ast.Module) -> list[tuple[int, str]]:
    """The line and the sign behind each "&" that stands in a text for a letter to press with Alt; "" where the text
    goes on with something that only the running program knows."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for part, after in pairwise([*node.values, None]):
                said = part.value if isinstance(part, ast.Constant) else ""
                if str(said).endswith("&") and isinstance(after, ast.FormattedValue):
                    found.append((node.lineno, ""))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [(node.lineno, sign) for sign in re.findall(r"(?<!&)&(\w)", node.value)]
    return found


def pressed(sign: str) -> bool:
    """Whether every keyboard gives this sign with Alt."""
    return sign.isascii() and sign.isalnum()


@pytest.mark.parametrize("text", ['x = "Đơn v&ị"', 'x = "&Được"', 'x = f"{a}&{b}"'])
def test_a_letter_no_keyboard_gives_with_alt_is_seen(text: str) -> None:
    assert not all(pressed(sign) for _line, sign in keys_said(ast.parse(text)))


def test_every_letter_for_alt_is_one_that_every_keyboard_gives() -> None:
    """Seen failing: the letters of twenty fields, among them ị, ứ, Đ, were made of several keys."""
    root = SOURCE.parents[2]
    places = [place for room in ("ui", "models") for place in sorted((root / room).rglob("*.py"))]
    found = [
        f"{place.relative_to(root)}:{line} {sign}"
        for place in places
        for line, sign in keys_said(ast.parse(place.read_text(encoding="utf-8")))
        if not pressed(sign) and place.name not in CHOOSERS
    ]
    assert found == []
    ours = [said for _source, said in messages() if not all(map(pressed, re.findall(r"(?<!&)&(\w)", said)))]
    assert ours == []


def shown(widget: QWidget) -> set[str]:
    """Every word a person can read on `widget` that the program's caller did not choose."""
    texts = {widget.windowTitle()}
    for child in widget.findChildren(QWidget):
        texts |= {child.toolTip(), child.accessibleName()}
        if isinstance(child, QAbstractButton | QLabel):
            texts.add(child.text())
        if isinstance(child, QGroupBox):
            texts.add(child.title())
        if isinstance(child, QTabWidget):
            texts |= {child.tabText(index) for index in range(child.count())}
        texts |= {action.text() for action in child.actions()}
    return {text for text in texts if text}


def still_english(widget: QWidget) -> set[str]:
    same = {source for source, translation in messages() if source == translation}
    return shown(widget) & ({source for source, _ in messages()} - same)


@pytest.mark.usefixtures("qapp")
def test_standard_buttons(qtbot: QtBot) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for button in QDialogButtonBox.StandardButton:
        if button is not QDialogButtonBox.StandardButton.NoButton:
            box.addButton(button)
    assert still_english(box) == set()
    assert {"Đồng ý", "&Có", "&Không", "Hủy bỏ", "Lưu", "Đóng", "Không lưu", "Thử lại"} <= shown(box)


def test_file_dialog(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.show()
    assert still_english(dialog) == set()
    assert {"&Lưu", "Hủy bỏ", "Tê&n tệp:", "Quay lại"} <= shown(dialog)
    columns = dialog.findChild(QWidget, "treeView").model()  # type: ignore[union-attr]
    assert [columns.headerData(i, columns_orientation()) for i in range(4)] == ["Tên", "Dung lượng", "Loại", "Ngày sửa"]


def columns_orientation() -> object:
    from PySide6.QtCore import Qt

    return Qt.Orientation.Horizontal


def test_print_dialog(qtbot: QtBot) -> None:
    dialog = QPrintDialog(QPrinter())
    qtbot.addWidget(dialog)
    assert still_english(dialog) == set()


@pytest.mark.parametrize("editor", [QLineEdit, QPlainTextEdit])
def test_menu_of_an_edit_field(qtbot: QtBot, editor: type[QLineEdit] | type[QPlainTextEdit]) -> None:
    field = editor()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    texts = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert texts == ["&Hoàn tác", "&Làm lại", "&Cắt", "&Sao chép", "&Dán", "Xóa", "Chọn hết"]
