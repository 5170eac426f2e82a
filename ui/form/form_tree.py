"""A form as a tree of its groups and items; what was folded and chosen stays so while it is edited."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from models.rules.form.scoring import Form, Group, Node
from ui.base.columns import fit_columns, share_rest
from ui.base.measure import measured
from ui.words.messages import show

HEADS = ("Mục", "Nội dung, tiêu chí", "Điểm chuẩn", "Đơn vị chấm mục này", "Căn cứ chấm điểm")
TITLE = 1
"""The column that takes what the others leave."""


class FormTree(QTreeWidget):
    """Every node of one form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Các nhóm và mục của bảng")
        self.setHeaderLabels(list(HEADS))
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        fit_columns(header, {0: 14, 2: 10, 3: 17, 4: 21})
        measured(header, self._share)
        self._items: dict[str, QTreeWidgetItem] = {}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        share_rest(self.header(), {TITLE}, self.viewport().width())

    def show_form(self, form: Form | None) -> None:
        """Show a form anew."""
        kept = self.current()
        closed = {key for key, item in self._items.items() if not item.isExpanded()}
        self.blockSignals(True)
        self.clear()
        self._items = {}
        for node in form.nodes if form else ():
            above = self._items.get(node.parent or "") or self.invisibleRootItem()
            self._items[node.key] = item = self._item(above, node)
            item.setExpanded(node.key not in closed)
        self.blockSignals(False)
        chosen = self._items.get(kept or "") or next(iter(self._items.values()), None)
        if chosen is not None:
            self.setCurrentItem(chosen)

    def _item(self, above: QTreeWidgetItem, node: Node) -> QTreeWidgetItem:
        points = show(node.max) if isinstance(node.max, Fraction) else ""
        item = QTreeWidgetItem(above, [node.code, node.title, points, node.scorer, node.evidence])
        item.setData(0, Qt.ItemDataRole.UserRole, node.key)
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + 7))
        item.setToolTip(1, node.title)
        item.setToolTip(4, node.evidence)
        if isinstance(node, Group):
            font = self.font()
            font.setBold(True)
            for place in range(3):
                item.setFont(place, font)
        return item

    def current(self) -> str | None:
        """The key of the chosen node."""
        item = self.currentItem()
        return item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None

    def show_node(self, key: str | None) -> bool:
        """Choose a node and bring it before the eyes; whether it is there."""
        item = self._items.get(key or "")
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)
        return item is not None
