"""What a verb said, in a window: the packaged program for Windows has no console to say it in.

"Tự kiểm tra" in the Start menu is read over the telephone from here.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout

from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from ui.base.layout import button, row, words
from ui.base.measure import roomy

WELL, NOT_WELL = "Xong, không có gì sai.", "Chưa xong. Đọc dòng cuối cho người hỗ trợ."
TITLES = {"selftest": "Tự kiểm tra"}
"""Verbs that the Start menu has, by its name for them."""


def result_window(arguments: Sequence[str], said: str, status: int) -> QDialog:
    """The dialog with all the words of a verb, the last line in sight."""
    dialog = QDialog()
    dialog.setWindowTitle(TITLES.get(arguments[0], " ".join(arguments)))  # the system adds the program's name
    box = QVBoxLayout(dialog)
    box.setContentsMargins(22, 18, 22, 14)
    box.addWidget(words(WELL if status == 0 else NOT_WELL, "section" if status == 0 else "bad"))
    text = QPlainTextEdit(said.strip())
    text.setReadOnly(True)
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    box.addWidget(text, 1)
    copy = button("Chép hết", lambda: QApplication.clipboard().setText(said.strip()))
    box.addLayout(row(copy, None, button("Đóng", dialog.close)))
    roomy(dialog, 95, 25)
    return dialog


def shown(arguments: list[str], do: Callable[[list[str]], int]) -> int:
    """Do a verb and show what it said until the window is closed; its exit status."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            status = do(arguments)
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 0
    from ui.window.app import application

    application()
    result_window(arguments, said.getvalue(), status).exec()
    return status
