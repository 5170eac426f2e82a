"""Qt ships no Vietnamese: its own buttons, menus and dialogs speak through resources/i18n/qtbase_vi.ts."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
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
