"""A form as it would stand in the book: its groups and items with their points, to be looked at before it is taken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from models.rules.form.scoring import Form
from ui.base.measure import letters, measured
from ui.base.wrapping import Wrapping
from ui.words.messages import show


class FormPreview(QTreeWidget):
    """Groups and items in their order; nothing can be changed here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Xem trước bảng chấm điểm")
        self.setHeaderLabels(["Mục, nội dung", "Điểm chuẩn"])
        self.setItemDelegate(Wrapping(self))
        measured(self, lambda: self.setIndentation(letters(self, 2)))
        self.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def show_form(self, form: Form | None) -> None:
        """Show another form."""
        self.clear()
        made: dict[str | None, QTreeWidgetItem] = {None: self.invisibleRootItem()}
        for node in form.nodes if form is not None else ():
            points = show(node.max) if node.max is not None else ""
            made[node.key] = line = QTreeWidgetItem(
                made.get(node.parent, made[None]), [f"{node.code}. {node.title}".lstrip(". "), points]
            )
            line.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
        self.expandAll()
