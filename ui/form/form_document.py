"""One version of a form as a file of its own: an interchange document for another bloc, a workbook to print or send."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.book.book import Book
from models.exchange import form_sheet, interchange, spreadsheet
from models.exchange.places import file_name, with_ending, write_whole
from models.rules.form.scoring import Form
from ui.base.session import Session


def write(book: Book, form: str, path: Path) -> None:
    """The rows of one form and nothing else; FileTrouble `file.cannot_write`."""
    whole = interchange.export_book(book)
    document = {name: whole[name] for name in ("format", "version", "book")}
    rows = [{**row, "state": "draft"} for row in whole["form"] if row["key"] == form]
    document["form"] = [{name: value for name, value in row.items() if name != "based_on"} for row in rows]
    document["form_node"] = [row for row in whole.get("form_node", ()) if row["form"] == form]
    write_whole(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def save_workbook(session: Session, form: Form, parent: QWidget) -> None:
    """Ask where and write the form as a workbook."""
    name = str(session.folder / file_name(form.name, ".xlsx"))
    path, _ = QFileDialog.getSaveFileName(parent, "Xuất bảng ra Excel", name, "Excel (*.xlsx)")
    if path:
        chosen = with_ending(path, ".xlsx")
        rows = form_sheet.rows_of(form)
        head, widths = form_sheet.HEADER, form_sheet.WIDTHS
        if session.act(lambda: spreadsheet.write(chosen, "Bảng chấm điểm", head, rows, widths)):
            session.say(f"Đã xuất ra {chosen.name}.")
